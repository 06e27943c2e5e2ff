"""Each command that writes ledgers is killed at random moments: no record is lost, no file is broken, and running it again ends it."""

import random
import re
import shutil
import signal
import subprocess
import time

from scratch import demand, write

TIMES = 40
# How long, in seconds, the writing may take.
WRITING = 0.02
LEFT = re.compile(r"\..+\.\d+\.new")
SEED = """---
author: Lea Roe
---
# Output

Output fell 12% in March, the statistics agency said. The mill at Nedre Quay lost 40 workers.

“We will not cut again this year,” Mara Holt told reporters.
"""
IOP = "Production output fell by 11.96% in March 2026. The services grew.\n"
ATTEST = ["--attest", "--by", "Lea Roe"]


def files(folder):
    paths = [path for path in folder.rglob("*") if path.is_file() and not LEFT.fullmatch(path.name)]
    return {path.relative_to(folder): path.read_bytes() for path in paths}


def lay(folder, state):
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in state.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text)
    (folder / ".git").mkdir(parents=True)


def run(place, folder, *arguments):
    return place.run("seedlint", *arguments, inside=folder)[1]


def claim(folder, words):
    records = (folder / "seeds/rates.claims.toml").read_text().split("[claim.")[1:]
    return next(record.split("]")[0] for record in records if words in record.splitlines()[1])


def kill(place, folder, arguments, moment):
    """Kills the program some seconds after it began; where the moment is negative, some seconds after a file of its own was there."""
    command = [place.program, *arguments]
    child = subprocess.Popen(command, cwd=folder, env=place.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if moment < 0:
        while child.poll() is None and not any(LEFT.fullmatch(path.name) for path in folder.rglob("*")):
            time.sleep(0.0002)
    time.sleep(abs(moment))
    child.kill()
    told = child.communicate()[1].decode()
    demand(child.returncode in (0, 1, -signal.SIGKILL), f"{arguments}: {child.returncode}", told)


def check(place):
    folder = place.folder / "killed-claims"
    lay(folder, {})
    write(folder / "seeds/rates.md", SEED)
    write(folder / "factcheck/sources.toml", '[source.iop]\nkind = "dataset"\ntitle = "Index"\n')
    write(folder / "iop.txt", IOP)
    bare = files(folder)
    run(place, folder, "claims", "init", "--as-of", "2026-08-01")
    begun = files(folder)
    output, mill = claim(folder, "Output"), claim(folder, "mill")
    mark = ["claims", "mark", output, "verified", "--level", "content", "--source", "iop", "--as-of", "2026-08-02", *ATTEST]
    run(place, folder, *mark)
    marked = files(folder)
    reworded = {path: text.replace(b"fell 12%", b"fell again by 12%") for path, text in marked.items()}
    cut = {path: text.replace(b" The mill at Nedre Quay lost 40 workers.", b"") for path, text in begun.items()}
    lay(folder, reworded)
    reworded = {path: text for path, text in reworded.items() if path.suffix == ".md"} | {
        path: text for path, text in marked.items() if path.suffix != ".md"
    }
    lay(folder, reworded)
    run(place, folder, "claims", "sync")
    synced = files(folder)
    cut = {path: text if path.suffix != ".md" else cut[path] for path, text in begun.items()}
    loose = {path: text.replace(b" = ", b"  = ") if path.suffixes[-2:] == [".checks", ".toml"] else text for path, text in begun.items()}
    checks = next(path for path in begun if path.name.endswith(".checks.toml"))
    parted = dict(begun)
    parted[checks] = b"<<<<<<< ours\n" + marked[checks] + b"=======\n" + begun[checks] + b">>>>>>> theirs\n"
    sides = begun | {checks.with_name("a"): begun[checks], checks.with_name("b"): begun[checks], checks.with_name("c"): marked[checks]}
    commands = [
        ("init", bare, ["claims", "init", "--as-of", "2026-08-01"]),
        ("sync", reworded, ["claims", "sync"]),
        ("mark", begun, mark),
        ("confirm", synced, ["claims", "confirm", output, "--as-of", "2026-08-03", *ATTEST]),
        ("exempt", marked, ["claims", "exempt", output, "--why", "old", "--as-of", "2026-08-03", "--by", "Lea Roe"]),
        ("retire", cut, ["claims", "retire", mill, "--why", "cut", "--as-of", "2026-08-03", "--by", "Lea Roe"]),
        ("sign", begun, ["claims", "sign", "seeds/rates.md", "--as-of", "2026-08-03", *ATTEST]),
        ("fmt", loose, ["claims", "fmt"]),
        ("resolve", parted, ["claims", "resolve", str(checks)]),
        ("merge-driver", sides, ["claims", "merge-driver", *(f"seeds/{name}" for name in "abc"), "x"]),
        ("sources add", begun, ["sources", "add", "wire", "--kind", "news", "--title", "Wire"]),
        ("sources archive", begun, ["sources", "archive", "iop", "iop.txt", "--as-of", "2026-08-02"]),
    ]
    chance = random.Random(7)
    kills = midway = 0
    for name, old, arguments in commands:
        lay(folder, old)
        began = time.monotonic()
        run(place, folder, *arguments)
        whole = time.monotonic() - began
        new = files(folder)
        demand(new != old, f"{name} writes nothing")
        before = after = 0
        for number in range(TIMES):
            lay(folder, old)
            kill(place, folder, arguments, whole * chance.random() * 1.2 if number % 4 == 0 else -WRITING * chance.random())
            now = files(folder)
            for path, text in now.items():
                demand(text in (old.get(path), new.get(path)), f"{name}: {path} is neither the old one nor the new one", text)
            demand(set(old) <= set(now), f"{name}: a file is gone", set(old) - set(now))
            before, after = before + (now == old), after + (now == new)
            if now != new:
                run(place, folder, *arguments)
                if name == "init":
                    run(place, folder, "claims", "sync")
            demand(files(folder) == new, f"{name}: what was left keeps the next run from ending it")
        kills += TIMES
        midway += TIMES - before - after
        yield f"{name} killed {TIMES} times: before {before}, after {after}"
    yield f"ledgers: {kills} kills, {midway} of them between two files"
