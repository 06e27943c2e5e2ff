"""Repositories to try things in, with nothing of the caller's settings."""

import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
FRONT = "---\ntitle: The mill\nauthor: Ann Lee\ndate: 2021-05-03\nsource: own reporting\n---\n\n"
SOUND = f"{FRONT}The council bought it in 1931, the town register shows, and sold it in 1954.\n"
FAULTY = f"{SOUND}\nCritics say the mill will close.\n"
FAULT = "sourcing/vague-authority"


class Failed(Exception):
    """Something is not as it has to be."""


def demand(holds, *told):
    if not holds:
        raise Failed("\n".join(map(str, told)))


class Place:
    """The folder that all is made in, and the tools."""

    def __init__(self, folder, tools, program):
        self.folder, self.tools, self.program = folder, tools, program
        names = folder / "bin"
        names.mkdir()
        (names / "seedlint").symlink_to(program)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "SEEDLINT"))}
        self.environment = kept | {
            "PATH": os.pathsep.join(
                [str(names), str(tools / "python/bin"), str(tools / "node_modules/.bin"), os.environ["PATH"]]
            ),
            "HOME": str(folder / "home"),
            # Cargo is asked for only where a hook builds; it is not in the home that is made up here.
            "CARGO_HOME": os.environ.get("CARGO_HOME", os.path.expanduser("~/.cargo")),
            "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", os.path.expanduser("~/.rustup")),
            "PRE_COMMIT_HOME": str(folder / "home/pre-commit"),
            "PREK_HOME": str(folder / "home/prek"),
            "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ann Lee",
            "GIT_AUTHOR_EMAIL": "ann@example.org",
            "GIT_COMMITTER_NAME": "Ann Lee",
            "GIT_COMMITTER_EMAIL": "ann@example.org",
        }
        (folder / "home").mkdir()

    def run(self, *command, inside, status=0, **more):
        """Runs a program, which has to end with this status (None for any). The status, and all that it printed."""
        command = [str(word) for word in command]
        done = subprocess.run(
            command,
            cwd=inside,
            env=self.environment | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=1800,
        )
        told = done.stdout.decode(errors="replace")
        demand(status is None or done.returncode == status, f"{' '.join(command)}: {done.returncode} instead of {status}", told)
        return done.returncode, told

    def repository(self, name, files):
        """A repository with these files, committed."""
        folder = self.folder / name
        for path, text in files.items():
            write(folder / path, text)
        self.run("git", "init", "--quiet", "--initial-branch=main", ".", inside=folder)
        self.commit(folder)
        return folder

    def commit(self, folder):
        self.run("git", "add", "--all", inside=folder)
        self.run("git", "commit", "--quiet", "--no-verify", "--message", "change", inside=folder)

    def head(self, folder):
        return self.run("git", "rev-parse", "HEAD", inside=folder)[1].strip()

    def copy_of_this(self, name, change=lambda path, text: text):
        """This project as it lies on the disk, in a repository of its own."""
        listed = self.run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", inside=ROOT)[1]
        folder = self.folder / name
        for path in filter(None, listed.split("\0")):
            source, to = ROOT / path, folder / path
            if source.is_file():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, to)
        hooks = folder / ".pre-commit-hooks.yaml"
        hooks.write_text(change(hooks, hooks.read_text()))
        self.run("git", "init", "--quiet", "--initial-branch=main", ".", inside=folder)
        self.commit(folder)
        return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def documented(name):
    """The file of this name that docs/gate.md shows."""
    page = (ROOT / "docs/gate.md").read_text()
    found = re.search(r"^```\w+ file=" + re.escape(name) + r"\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    demand(found, f"docs/gate.md shows no {name}")
    return found[1]
