"""Three hundred times each, `check --fix` and `baseline update` are killed at a random moment: every file is the old one or the new one."""

import os
import random
import re
import signal
import subprocess
import time

from scratch import demand, write

TIMES = 300
SEEDS = 12
# How long, in seconds, the writing of all of them may take.
WRITING = 0.03
RULE = """summary = "a long word"
level = "warning"
confidence = "high"
message = "“{match}” is long"
help = "write “use”"
why = "Short is short."
fix = "use"
match.phrases = ["utilise"]
[examples]
flags = ["They <<utilise>> it.", "We <<utilise>> it."]
passes = ["They row.", "We row."]
"""
# What is left of a file that was being written.
LEFT = re.compile(r"\.(\d+\.md|old\.toml)\.\d+\.new")


def seed(number, word):
    return f"# Mill {number}\n\n" + f"They {word} the mill, and {word} it again.\n\n" * 4


def house(place, name):
    folder = place.folder / name
    write(folder / "seedlint.toml", 'rules = ["rules"]\n[gate]\nbaseline = "old.toml"\n')
    write(folder / "rules/house/utilise.toml", RULE)
    write(folder / "old.toml", "version = 1\n")
    (folder / ".git").mkdir()
    return folder


def kill(place, folder, arguments, moment):
    """Runs the program and kills it: after some seconds, or, where the moment is negative, some seconds after it began to write."""
    known = set(os.listdir(folder))
    command = [place.program, *arguments]
    child = subprocess.Popen(command, cwd=folder, env=place.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if moment < 0:
        while child.poll() is None and set(os.listdir(folder)) == known:
            time.sleep(0.0002)
    time.sleep(abs(moment))
    child.kill()
    told = child.communicate()[1].decode()
    demand(child.returncode in (0, -signal.SIGKILL), f"{arguments}: {child.returncode}", told)


def left_over(folder):
    return [path for path in folder.rglob("*") if LEFT.fullmatch(path.name)]


def moments(place, folder, arguments, start):
    """Random moments: a third of them of the whole run, the others of the writing, which is short."""
    start()
    began = time.monotonic()
    place.run("seedlint", *arguments, inside=folder)
    whole = time.monotonic() - began
    start()
    chance = random.Random(6)
    for number in range(TIMES):
        yield whole * chance.random() * 1.2 if number % 3 == 0 else -WRITING * chance.random()


def check(place):
    yield from fix(place)
    yield from baseline(place)


def fix(place):
    folder = house(place, "killed-fix")
    old = {folder / f"seeds/{number}.md": seed(number, "utilise") for number in range(SEEDS)}
    new = {path: seed(number, "use") for number, path in enumerate(old)}

    def start():
        for path, text in old.items():
            write(path, text)

    arguments = ["check", "--fix", "--quiet", "--select", "house"]
    before = midway = after = 0
    for moment in moments(place, folder, arguments, start):
        kill(place, folder / "seeds", ["check", "..", *arguments[1:]], moment)
        texts = {path: path.read_text() for path in old}
        for path, text in texts.items():
            demand(text in (old[path], new[path]), f"{path} is neither the old one nor the new one", text)
        mended = sum(texts[path] == new[path] for path in old)
        before, midway, after = before + (mended == 0), midway + (0 < mended < SEEDS), after + (mended == SEEDS)
        leftovers = left_over(folder)
        known = set(old) | set(leftovers) | {folder / "seedlint.toml", folder / "old.toml", folder / "rules/house/utilise.toml"}
        strays = [path for path in folder.rglob("*") if path.is_file() and path not in known]
        demand(not strays, "left over under another name", *strays)
        start()
    demand(midway > TIMES // 20, f"only {midway} runs were killed among the files: the moments are chosen badly")
    # What was left over is no seed, and in nobody's way.
    _, told = place.run("seedlint", *arguments, inside=folder)
    demand(all(path.read_text() == new[path] for path in old), "what is left over keeps the next run from mending", told)
    _, files = place.run("seedlint", "check", "--show-files", inside=folder)
    demand(len(files.splitlines()) == SEEDS, "what is left over counts as a seed", files)
    left = len(left_over(folder))
    yield f"--fix killed {TIMES} times: before the first file {before}, among them {midway}, after {after}; {left} files left over"


def baseline(place):
    folder = house(place, "killed-baseline")
    for number in range(SEEDS):
        write(folder / f"seeds/{number}.md", seed(number, "utilise"))
    path = folder / "old.toml"
    arguments = ["baseline", "update"]
    place.run("seedlint", *arguments, inside=folder)
    new = path.read_text()
    old = "version = 1\n"
    stands = True

    def start():
        if stands:
            path.write_text(old)
        else:
            path.unlink(missing_ok=True)

    before = after = 0
    for moment in moments(place, folder, arguments, start):
        kill(place, folder, arguments, moment)
        text = path.read_text() if path.exists() else None
        demand(text in ((old if stands else None), new), "the baseline is neither the old one nor the new one", text)
        before, after = before + (text != new), after + (text == new)
        # Every other time there is none yet.
        stands = not stands
        start()
    left = len(left_over(folder))
    place.run("seedlint", *arguments, inside=folder)
    demand(path.read_text() == new, "what is left over keeps the next run from writing")
    yield f"baseline update killed {TIMES} times: before it was written {before}, after {after}; {left} files left over"
