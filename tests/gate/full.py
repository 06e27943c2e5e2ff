"""A disk that is full, one that is read-only, and a limit on the size of files: told clearly, exit status 2, and nothing lost."""

import shutil

from killed import SEEDS, house, seed
from scratch import demand, write

# In a mount namespace of its own: nothing is mounted outside of it.
MOUNTED = """mount -t tmpfs -o size=600k none disk && cp -a house/. disk && cd disk || exit 99
%s
status=0
%s || status=$?
cd .. && rm -rf came && mkdir came && cp -a disk/. came && exit $status
"""
FILL = "cat /dev/zero >filler 2>/dev/null; rm -f filler.part"
READ_ONLY = "cd .. && mount -o remount,ro disk && cd disk"


def on_the_disk(place, folder, prepared, command):
    """Runs a command on a small disk with what `folder/house` holds. Its status, what it said, and what is there afterwards."""
    (folder / "disk").mkdir(exist_ok=True)
    script = MOUNTED % (prepared, command)
    status, told = place.run("unshare", "--map-root-user", "--mount", "sh", "-c", script, inside=folder, status=None)
    demand(status != 99, "no disk can be mounted", told)
    came = folder / "came"
    files = {str(path.relative_to(came)): path.read_bytes() for path in came.rglob("*") if path.is_file()}
    files.pop("filler", None)
    return status, told, files


def check(place):
    folder = place.folder / "full"
    inside = house(place, "full/house")
    for number in range(SEEDS):
        write(inside / f"seeds/{number}.md", seed(number, "utilise"))
    write(inside / "out.json", "old")
    write(inside / ".git/HEAD", "ref: refs/heads/main\n")
    before = {str(path.relative_to(inside)): path.read_bytes() for path in inside.rglob("*") if path.is_file()}

    commands = [
        ("check --fix --select house", "seeds/0.md: it is left as it is: "),
        ("baseline update", "old.toml: nothing was written: "),
        ("check --exit-zero --format json=out.json", "out.json: the report cannot be written: "),
        ("check --exit-zero --format html=new.html", "new.html: the report cannot be written: "),
        ("check --add-allow why --select house", "seeds/0.md: nothing was written: "),
        ("rules new house/other --folder rules", ""),
    ]
    states = [("full", FILL, "No space left on device"), ("read-only", READ_ONLY, "Read-only file system")]
    if shutil.which("unshare") and place.run("unshare", "--map-root-user", "--mount", "true", inside=folder, status=None)[0] == 0:
        for name, prepared, reason in states:
            for command, message in commands:
                status, told, files = on_the_disk(place, folder, prepared, f"seedlint {command}")
                demand(status == 2, f"{name}: {command}: status {status}", told)
                demand(message in told and reason.lower() in told.lower(), f"{name}: {command}: not told clearly", told)
                changed = [path for path in before.keys() | files.keys() if before.get(path) != files.get(path)]
                demand(not changed, f"{name}: {command}: changed or left over:", *changed, told)
            bare = f"rm -rf seedlint.toml; mkdir .git/hooks; {prepared}"
            status, told, files = on_the_disk(place, folder, bare, "seedlint init --pre-commit")
            demand(status == 2 and "seedlint.toml cannot be written: " + reason.lower() in told.lower(), f"{name}: init: {status}", told)
            demand(files.keys() == before.keys() - {"seedlint.toml"}, f"{name}: init left something", *files)
            yield f"a disk that is {name}: {len(commands) + 1} commands"
    else:
        print("full: no disk can be mounted here: that goes untried", flush=True)

    # 8 KiB a file, which each seed and each report exceeds.
    for number in range(3):
        write(inside / f"seeds/{number}.md", seed(number, "utilise") * 60)
    before = {str(path.relative_to(inside)): path.read_bytes() for path in inside.rglob("*") if path.is_file()}
    for command, message in commands[:4]:
        script = f"trap '' XFSZ; ulimit -f 8; exec seedlint {command}"
        status, told = place.run("bash", "-c", script, inside=inside, status=None)
        demand(status == 2 and message in told and "File too large" in told, f"{command}: {status}", told)
        files = {str(path.relative_to(inside)): path.read_bytes() for path in inside.rglob("*") if path.is_file()}
        changed = [path for path in before.keys() | files.keys() if before.get(path) != files.get(path)]
        expected = [f"seeds/{number}.md" for number in range(3, SEEDS)] if "--fix" in command else []
        demand(sorted(changed) == sorted(expected), f"{command}: changed or left over:", *changed, told)
        for path, text in before.items():
            (inside / path).write_bytes(text)
    yield "files of a limited size: 4 commands"
