//! A repository to run the program in, made by git with nothing of the caller's settings.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::stage::{Answer, Stage};

/// A finding of each rule of the house has a word.
pub const FAULTY: &str = "# The mill\n\nThe owner utilises the mill.\n";
pub const CLEAN: &str = "# The mill\n\nThe owner uses the mill.\n";

/// Git in a folder, with arguments separated by spaces. The answer, whatever it is.
pub fn git_in(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new("git");
    command.args(["-c", "protocol.file.allow=always"]).args(arguments.split_whitespace()).current_dir(folder).env_clear();
    for (name, value) in std::env::vars_os().filter(|(name, _)| name == "PATH") {
        command.env(name, value);
    }
    let settings = [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Ann Lee"),
        ("GIT_AUTHOR_EMAIL", "ann@example.org"),
        ("GIT_COMMITTER_NAME", "Ann Lee"),
        ("GIT_COMMITTER_EMAIL", "ann@example.org"),
    ];
    command.envs(settings).output().expect("git is installed")
}

impl Stage {
    /// With the rules of the house, before the first commit.
    pub fn unborn() -> Self {
        let stage = Self::house();
        stage.git("init --quiet --initial-branch=main .");
        stage
    }

    /// With a first commit: the rules of the house, and what `files` add.
    pub fn repository(files: &[(&str, &str)]) -> Self {
        let stage = Self::unborn().with(files);
        stage.commit();
        stage
    }

    /// Git in the folder. It has to succeed.
    pub fn git(&self, arguments: &str) -> String {
        git(&self.path(""), arguments)
    }

    /// Commits all that is there.
    pub fn commit(&self) {
        self.git("add --all --force");
        self.git("commit --quiet --allow-empty --no-verify --message change");
    }

    /// Stages one file with a text, and leaves another text on the disk.
    pub fn stage_text(&self, path: &str, staged: &str, on_disk: &str) {
        self.write(path, staged);
        self.git(&format!("add --force {path}"));
        self.write(path, on_disk);
    }

    /// A run with one line a finding, by the house's rules alone.
    pub fn check(&self, options: &str) -> Answer {
        self.run(&format!("check --quiet --format short --select house {options}"))
    }

    /// The same in a folder below.
    pub fn check_in(&self, folder: impl AsRef<Path>, options: &str) -> Answer {
        let mut command = self.command(&format!("check --quiet --format short --select house {options}"));
        self.answer(command.current_dir(self.path(folder)).output().unwrap())
    }
}

/// Git in a folder. It has to succeed.
pub fn git(folder: &Path, arguments: &str) -> String {
    let output = git_in(folder, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments}: {error}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

impl Answer {
    /// Where findings are, without their messages: `seeds/a.md:3`.
    pub fn places(&self) -> Vec<String> {
        let place = |line: &&str| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
        self.lines().iter().map(place).collect()
    }

    /// Nothing else was said, and the verdict is the one that findings have.
    pub fn finds(&self, places: &[&str]) {
        let status = i32::from(!places.is_empty());
        assert_eq!(
            (self.places(), self.status, self.err.as_str()),
            (places.iter().map(|p| (*p).to_owned()).collect(), Some(status), ""),
            "{self}"
        );
    }

    /// Nothing was found, and this was said.
    pub fn refuses(&self, message: &str) {
        assert_eq!(
            (self.out.as_str(), self.err.as_str(), self.status),
            ("", format!("seedlint: error: {message}\n").as_str(), Some(2)),
            "{self}"
        );
    }
}

/// The program, for hooks.
pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_seedlint"))
}
