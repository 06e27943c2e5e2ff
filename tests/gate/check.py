"""Runs every part, or those that are named: hooks, workflows, action, killed, ledgers, full."""

import pathlib
import sys
import tempfile
import time

import action
import full
import hooks
import killed
import killed_claims
import workflows
from scratch import Failed, Place


def main():
    tools, program, *asked = sys.argv[1:]
    build = "--build" in asked
    parts = {
        "workflows": workflows.check,
        "hooks": lambda place: hooks.check(place, build),
        "action": action.check,
        "killed": killed.check,
        "ledgers": killed_claims.check,
        "full": full.check,
    }
    named = [name for name in asked if name != "--build"]
    if unknown := set(named) - set(parts):
        sys.exit(f"no such part: {', '.join(unknown)}")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Place(pathlib.Path(folder).resolve(), pathlib.Path(tools).resolve(), pathlib.Path(program).resolve())
        for name in named or parts:
            began = time.monotonic()
            try:
                for told in parts[name](place):
                    print(f"{name}: {told}: sound", flush=True)
            except Failed as fault:
                print(f"{name}: FAULT: {fault}", flush=True)
                failures += 1
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    sys.exit(1 if failures else 0)


main()
