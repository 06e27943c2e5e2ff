//! A fresh folder to run the program in, with nothing of the caller's environment.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder that no configuration outside of it reaches.
pub struct Stage {
    folder: TempDir,
}

/// What a run came to.
pub struct Answer {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Three rules of one level each, so that no test hangs on the wording of a built-in rule.
pub const HOUSE: [(&str, &str); 4] = [
    ("seedlint.toml", "rules = [\"rules\"]\n"),
    ("rules/house/jargon.toml", JARGON),
    (
        "rules/house/secret.toml",
        "summary = \"something that must not be printed\"
level = \"error\"
confidence = \"medium\"
message = \"“{match}” must not be printed\"
why = \"It is under embargo.\"
match.pattern = 'embargo \\d+'
[examples]
flags = [\"See <<embargo 1>>.\", \"See <<embargo 22>>.\"]
passes = [\"No embargo.\", \"An embargo.\"]
",
    ),
    (
        "rules/house/archaism.toml",
        "summary = \"a word of old\"
level = \"note\"
confidence = \"low\"
message = \"“{match}” is out of use\"
why = \"Few readers know it.\"
match.phrases = [\"erstwhile\"]
[examples]
flags = [\"The <<erstwhile>> mill.\", \"<<Erstwhile>> it stood.\"]
passes = [\"It is so.\", \"It was so.\"]
",
    ),
];

/// A rule of a user's.
pub const JARGON: &str = "summary = \"a word of jargon\"
level = \"warning\"
confidence = \"high\"
message = \"“{match}” is jargon\"
help = \"write “use”\"
why = \"Plain words are read faster.\"
authority = [\"The house's own style guide\"]
match.phrases = [\"~utilise\"]
[examples]
flags = [\"They <<utilised>> it.\", \"We <<utilise>> it.\"]
passes = [\"We use it.\", \"They used it.\"]
";

/// A seed with one finding of each of those rules, in another order.
pub const SEED: &str = "# The mill

The erstwhile mill stands.

The owner utilises the mill under embargo 7.
";

impl Stage {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The search for a configuration ends here.
        fs::create_dir(folder.path().join(".git")).unwrap();
        Self { folder }
    }

    /// With the rules of [`HOUSE`].
    pub fn house() -> Self {
        Self::empty().with(&HOUSE)
    }

    pub fn with(self, files: &[(&str, &str)]) -> Self {
        for (path, text) in files {
            self.write(path, text);
        }
        self
    }

    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn make_folder(&self, path: &str) {
        fs::create_dir_all(self.path(path)).unwrap();
    }

    /// The program, in the folder, with arguments separated by spaces.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedlint"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Answer {
        self.answer(self.command(arguments).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &str, input: impl AsRef<[u8]>) -> Answer {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
        self.answer(child.wait_with_output().unwrap())
    }

    /// What came of a run, the folder's own name replaced.
    pub fn answer(&self, output: Output) -> Answer {
        let text = |bytes| {
            let text = String::from_utf8(bytes).expect("UTF-8 whatever was read");
            text.replace(&*self.folder.path().to_string_lossy(), "STAGE")
        };
        Answer { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Answer {
    /// The lines of standard output.
    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }

    /// Standard output as one JSON value.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// Standard output as one JSON value a line.
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.map_or_else(|| "a signal".to_owned(), |status| status.to_string());
        let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("--- {name}\n{text}") };
        write!(f, "exit status {status}\n{}{}", part("standard output", &self.out), part("standard error", &self.err))
    }
}
