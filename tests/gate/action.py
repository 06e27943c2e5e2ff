"""The action for real: its workflow under act, which leaves its verdict, and what stands in the log."""

from scratch import demand


def check(place):
    here = place.copy_of_this("action")
    workflow = ".github/workflows/try.yml"
    _, log = place.run("act", "push", "-W", workflow, "-P", "ubuntu-24.04=-self-hosted", "--env", f"SEEDLINT={place.program}", inside=here)
    yield "act runs the workflow of the action"

    start, end = log.find("Run Main check the faulty one"), log.find("Run Main check the sound one")
    later = log.find("Run Main check all of the faulty one")
    demand(0 <= start < end < later, "the steps have other names", log)
    faulty, sound = log[start:end], log[end:later]
    annotation = "::warning title=sourcing/vague-authority,file=seeds/quay%2C new.md,line=10,endLine=10,col=1,endColumn=13::"
    demand(faulty.count("::warning ") == 1 and annotation in faulty, "not this one annotation", faulty)
    demand("::warning" not in sound and "::error" not in sound, "an annotation of a sound change", sound)
    for part, told in [(faulty, "1 finding in 2 files: 1 warning (1 known from before)"), (sound, "nothing new to flag in 2 files")]:
        summary = part.find("Summary - ## seedlint")
        demand(summary >= 0 and told in part[summary:], "no such job summary", part)
    yield "annotations and job summaries"
