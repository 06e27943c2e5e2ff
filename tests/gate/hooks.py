"""Commits through what runs hooks: what is staged counts, and not what lies in the work tree."""

from scratch import FAULT, FAULTY, ROOT, SOUND, demand, documented, write

# How each has git call it.
RUNNERS = {"pre-commit": ["install"], "prek": ["install"]}


def commit(place, folder, path, staged, on_disk):
    """A commit of `path` as `staged`, while another text lies on the disk. Whether it went through, and what was said."""
    before = place.head(folder)
    write(folder / path, staged)
    place.run("git", "add", path, inside=folder)
    write(folder / path, on_disk)
    status, told = place.run("git", "commit", "--message", "a seed", inside=folder, status=None)
    demand((folder / path).read_text() == on_disk, f"{path} is not what it was on the disk", told)
    through = place.head(folder) != before
    demand(through == (status == 0), told)
    if not through:
        place.run("git", "reset", "--quiet", inside=folder)
    return through, told


def judges_what_is_staged(place, folder):
    through, told = commit(place, folder, "seeds/a.md", FAULTY, SOUND)
    demand(not through and FAULT in told and "seeds/a.md:10:1" in told, "a faulty seed was committed, or another was told of", told)
    through, told = commit(place, folder, "seeds/a.md", SOUND, FAULTY)
    demand(through, "a sound seed was stopped", told)
    # What is no seed is none of its business.
    through, told = commit(place, folder, "notes.rst", FAULTY, FAULTY)
    demand(through, "what is no seed was stopped", told)


def judges_what_is_new(place, folder):
    through, told = commit(place, folder, "seeds/old.md", FAULTY + "\nIt is old.\n", SOUND)
    demand(through, "an old finding stopped a commit", told)
    through, told = commit(place, folder, "seeds/old.md", FAULTY.replace("Critics", "Experts") + "\nIt is old.\n", SOUND)
    demand(not through and FAULT in told, "a new finding was committed", told)


def configured(repository, revision, hook):
    return f"repos:\n  - repo: {repository}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n"


def check(place, build):
    for runner in RUNNERS:
        place.run(runner, "validate-manifest", ROOT / ".pre-commit-hooks.yaml", inside=ROOT)
        yield f"{runner} takes .pre-commit-hooks.yaml"

    for runner, install in RUNNERS.items():
        folder = place.repository(f"init-{runner}", {"README.md": "# Seeds\n"})
        place.run("seedlint", "init", "--pre-commit", inside=folder)
        place.run(runner, "validate-config", ".pre-commit-config.yaml", inside=folder)
        place.commit(folder)
        place.run(runner, *install, inside=folder)
        judges_what_is_staged(place, folder)
        yield f"{runner} with what `init --pre-commit` writes"

    here = place.copy_of_this("hooks", lambda _, text: text.replace("language: rust", "language: system"))
    ways = [("the program built here", here)]
    if build:
        ways.append(("language: rust", place.copy_of_this("hooks-rust")))
    for way, repository in ways:
        for runner, install in RUNNERS.items():
            for hook, judges in [("seedlint", judges_what_is_staged), ("seedlint-new", judges_what_is_new)]:
                files = {".pre-commit-config.yaml": configured(repository, place.head(repository), hook), "seeds/old.md": FAULTY}
                folder = place.repository(f"{repository.name}-{hook}-{runner}", files)
                place.run(runner, *install, inside=folder)
                judges(place, folder)
                yield f"{runner} with the hook `{hook}`, {way}"

    folder = place.repository("init-git", {"README.md": "# Seeds\n"})
    place.run("seedlint", "init", "--hook", inside=folder)
    place.commit(folder)
    judges_what_is_staged(place, folder)
    yield "git with what `init --hook` writes"

    folder = place.repository("lefthook", {"lefthook.yml": documented("lefthook.yml")})
    place.run("lefthook", "install", inside=folder)
    judges_what_is_staged(place, folder)
    yield "lefthook with what docs/gate.md shows"
