//! What can be typed, and nothing about what it does.

use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::claims::{Claims, Sources};
use super::formats::{self, Asked, AskedParser};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "seedlint",
    version,
    about = "An editorial linter for seed documents: unsourced assertions, speculation, references that resolve to nothing",
    after_help = "Without a command, `seedlint [PATH]…` checks. Options need the word `check` before them.\n\
                  Exit status: 0 nothing to stop for, 1 findings, 2 something could not be done.",
    subcommand_required = true,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to colour what is printed for people
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

impl Arguments {
    /// The arguments, unless two of them contradict each other in a way that clap cannot tell.
    pub(super) fn checked(self) -> Result<Self, clap::Error> {
        if let Command::Check(Check { formats, .. }) = &self.command
            && let Some(message) = formats::conflict(formats)
        {
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        let (Command::Check(Check { paths, .. })
        | Command::Inspect(Inspect { paths, .. })
        | Command::Baseline(Baseline::Update(KeepBaseline { paths, .. }) | Baseline::Prune(KeepBaseline { paths, .. }))) = &self.command
        else {
            return Ok(self);
        };
        if paths.stdin_filename.is_some() && !paths.stdin() {
            let message = "--stdin-filename names standard input: write `-` among the paths";
            return Err(Self::command().error(ErrorKind::MissingRequiredArgument, message));
        }
        if let Command::Check(Check { git, fix, diff, .. }) = &self.command {
            git.checked(paths)?;
            if paths.stdin() && (*fix || *diff) {
                let message = "--fix and --diff change files: name them, standard input has none";
                return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
            }
        }
        if paths.stdin() && paths.files_from.as_deref() == Some(Path::new("-")) {
            let message = "standard input cannot be both a seed and the list of --files-from";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(self)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check seeds, and report what is unsourced, speculative or unresolved
    Check(Check),
    /// Tell what a rule flags, why, on whose authority, with its examples
    Explain(Explain),
    /// List the rules, run the examples inside rule files, write a new one
    #[command(subcommand)]
    Rules(Rules),
    /// Show what was read: blocks, sentences, facts
    Inspect(Inspect),
    /// Keep the ledger of what was checked: who judged which wording against which source
    #[command(subcommand)]
    Claims(Claims),
    /// Keep the register of sources, and the archive of what they say
    #[command(subcommand)]
    Sources(Sources),
    /// Write the file of findings that are not told, since they stood before
    #[command(subcommand)]
    Baseline(Baseline),
    /// Write a configuration to start from, and on request the hook and the workflow
    Init(Init),
    /// Show the configuration in force, and where each value came from
    #[command(subcommand)]
    Config(Config),
    /// Print what a rule file or a configuration may say, as JSON Schema
    Schema(Schema),
    /// Print the script by which a shell completes the command line
    Completions(Completions),
    /// Print a page of the manual
    Man(Man),
}

impl Command {
    /// The configuration that is asked for by its path.
    pub(super) fn config(&self) -> Option<&Path> {
        let choice = match self {
            // With --staged, what counts is the index.
            Self::Check(Check { git: GitChoice { staged: true, .. }, .. }) => return None,
            Self::Check(Check { config, .. })
            | Self::Baseline(Baseline::Update(KeepBaseline { config, .. }) | Baseline::Prune(KeepBaseline { config, .. }))
            | Self::Explain(Explain { config, .. })
            | Self::Rules(
                Rules::List(ListRules { config, .. })
                | Rules::Test(TestRules { config, .. })
                | Rules::Score(ScoreRules { config, .. })
                | Rules::New(NewRule { config, .. }),
            )
            | Self::Inspect(Inspect { config, .. })
            | Self::Config(Config::Show(ShowConfig { config, .. }) | Config::File(ShowConfig { config, .. })) => config,
            Self::Claims(claims) => claims.config()?,
            Self::Sources(sources) => sources.config(),
            Self::Init(_) | Self::Schema(_) | Self::Completions(_) | Self::Man(_) => return None,
        };
        choice.config.as_deref()
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// In a terminal, unless NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR say otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Which configuration to go by.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ConfigChoice {
    /// Go by this file instead of the nearest seedlint.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Go by no file
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,
}

/// Which seeds to read.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Paths {
    /// Files and folders; `-` is standard input. Default: the seeds of the configuration, or `seeds/`, or this folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Read the paths in this file, too: one a line, or separated by NUL; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// The name that standard input goes by; its ending tells the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Leave out what the configuration excludes even where it is named here
    #[arg(long)]
    pub(super) force_exclude: bool,
    /// How many threads to read with; 0 for as many as there are cores
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    pub(super) jobs: usize,
}

impl Paths {
    /// Whether standard input is a seed.
    pub(super) fn stdin(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }
}

/// What git has to say about which seeds and findings count.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct GitChoice {
    /// Check what is staged: seeds, configuration, rules and baseline as the index has them. In folders, only what differs
    /// from HEAD
    #[arg(long, conflicts_with = "add_allow")]
    pub(super) staged: bool,
    /// Tell only what the version before did not have: the one where HEAD and this revision have their last commit in common
    #[arg(long, value_name = "REV", conflicts_with = "add_allow")]
    pub(super) since: Option<String>,
    /// Check only seeds that are new since then: no such path was there, and none was renamed to it
    #[arg(long, conflicts_with = "add_allow")]
    pub(super) new_only: bool,
}

impl GitChoice {
    fn checked(&self, paths: &Paths) -> Result<(), clap::Error> {
        if self.new_only && !self.staged && self.since.is_none() {
            let message = "--new-only asks since when: write `--since REV`, or `--staged` for what is new since HEAD";
            return Err(Arguments::command().error(ErrorKind::MissingRequiredArgument, message));
        }
        if paths.stdin() && (self.staged || self.since.is_some()) {
            let message = "git knows nothing of standard input: name files, or leave --staged and --since out";
            return Err(Arguments::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(())
    }
}

/// `seedlint check`.
#[derive(Debug, Clone, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) paths: Paths,
    #[command(flatten)]
    pub(super) git: GitChoice,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
    /// How to report; `FORMAT=FILE` writes a file, and several may be asked for at once
    #[arg(long = "format", value_name = "FORMAT[=FILE]", default_value = "human", value_parser = AskedParser)]
    pub(super) formats: Vec<Asked>,
    /// Go by these rules and families only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Go by these too, even if they are off
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) extend_select: Vec<String>,
    /// Leave these out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Show nothing lighter
    #[arg(long, value_name = "LEVEL", default_value = "note", hide_default_value = true)]
    pub(super) min_level: MinLevel,
    /// Show nothing less sure
    #[arg(long, value_name = "CONFIDENCE", default_value = "low", hide_default_value = true)]
    pub(super) min_confidence: MinConfidence,
    /// Exit with 1 from this level on [default: warning]
    #[arg(long, value_name = "LEVEL")]
    pub(super) fail_on: Option<FailOn>,
    /// Exit with 0 whatever was found
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Count the findings by rule and family instead of showing them; data formats say both
    #[arg(long)]
    pub(super) statistics: bool,
    /// Measure how long reading takes, and each rule; the table goes to standard error
    #[arg(long)]
    pub(super) profile_rules: bool,
    /// Allow each finding that fails the check, with this reason: write a comment before it, or an entry into seedlint.toml
    #[arg(long, value_name = "REASON", conflicts_with_all = ["formats", "min_level", "min_confidence", "show_files", "statistics", "profile_rules"])]
    pub(super) add_allow: Option<String>,
    /// Mend what has one certain wording, in the files, and report what is left
    #[arg(long, conflicts_with_all = ["staged", "since", "add_allow", "show_files"])]
    pub(super) fix: bool,
    /// Show what --fix would change, and change nothing; exit status 1 where it is something
    #[arg(long, conflicts_with_all = ["staged", "since", "add_allow", "show_files", "fix", "formats", "statistics", "profile_rules"])]
    pub(super) diff: bool,
    /// List the seeds that would be read, and read none
    #[arg(long)]
    pub(super) show_files: bool,
    /// Report findings only: no closing summary
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more of what is done: which configuration, how many rules and seeds
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// The lightest level that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MinLevel {
    /// Everything
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
}

/// The least confidence that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MinConfidence {
    /// Everything
    Low,
    /// Rules that are mostly right
    Medium,
    /// Rules that are nearly always right
    High,
}

/// From which level on findings fail the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Anything
    Note,
    /// Nothing
    Never,
}

/// `seedlint explain`.
#[derive(Debug, Clone, Args)]
pub(super) struct Explain {
    /// The rule: `family/name`, or the name alone where no other family has it; a family, to list its rules
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// `seedlint rules …`.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Rules {
    /// List every rule with its level in force
    List(ListRules),
    /// Run the examples of the rules, or of the rule files and folders that are named
    Test(TestRules),
    /// Tell how often rules are right, on texts in which what they should find is labelled
    Score(ScoreRules),
    /// Write a rule file to start from, with its examples
    New(NewRule),
}

/// `seedlint rules list`.
#[derive(Debug, Clone, Args)]
pub(super) struct ListRules {
    #[command(flatten)]
    pub(super) config: ConfigChoice,
    /// How to list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: ListFormat,
}

/// How rules are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table
    Human,
    /// One JSON document
    Json,
}

/// `seedlint rules test`.
#[derive(Debug, Clone, Args)]
pub(super) struct TestRules {
    /// Rule files, and folders of them; without any, every rule in force
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// `seedlint rules score`.
#[derive(Debug, Clone, Args)]
pub(super) struct ScoreRules {
    /// Files of labelled texts: on each line, a JSON object
    #[arg(value_name = "LABELLED", required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
    /// Score these rules and families [default: those that the texts name]
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// How to tell it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: ListFormat,
    /// Exit with 1 where less than this share of what a rule reports is labelled: 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_precision: Option<f64>,
    /// Exit with 1 where a rule reports less than this share of what is labelled: 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_recall: Option<f64>,
    /// Show each miss and each false alarm
    #[arg(long, short)]
    pub(super) verbose: bool,
}

fn share(written: &str) -> Result<f64, String> {
    let share = written.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share is a number from 0 to 1, such as 0.9".to_owned())
}

/// `seedlint rules new`.
#[derive(Debug, Clone, Args)]
pub(super) struct NewRule {
    /// The rule's name; it names the fault, as `house/tired-opening`
    #[arg(value_name = "FAMILY/NAME")]
    pub(super) name: String,
    /// The folder of rules to write it to [default: the first of `rules` in the configuration, else `editorial`]
    #[arg(long, value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// `seedlint inspect`.
#[derive(Debug, Clone, Args)]
pub(super) struct Inspect {
    #[command(flatten)]
    pub(super) paths: Paths,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: InspectFormat,
}

/// How readings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InspectFormat {
    /// For people: sentence by sentence
    Human,
    /// A JSON object a seed
    Jsonl,
    /// The masked prose; `·` stands for markup inside words, `▒` for what is no word
    Mask,
}

/// `seedlint baseline …`.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Baseline {
    /// List every finding that stands now
    Update(KeepBaseline),
    /// Take out what stands no more, and add nothing
    Prune(KeepBaseline),
}

/// `seedlint baseline update` and `prune`.
#[derive(Debug, Clone, Args)]
pub(super) struct KeepBaseline {
    #[command(flatten)]
    pub(super) paths: Paths,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// `seedlint config …`.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Config {
    /// The configuration in force, each value with the file it came from
    Show(ShowConfig),
    /// The file in force for a path
    File(ShowConfig),
}

/// `seedlint config show` and `file`.
#[derive(Debug, Clone, Args)]
pub(super) struct ShowConfig {
    /// For the seeds there [default: this folder]
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// `seedlint init`. What stands is never written over.
#[derive(Debug, Clone, Args)]
pub(super) struct Init {
    /// Write git's own hook too, which checks what is staged before each commit
    #[arg(long)]
    pub(super) hook: bool,
    /// Write .pre-commit-config.yaml too, for pre-commit and prek
    #[arg(long)]
    pub(super) pre_commit: bool,
    /// Write .github/workflows/seeds.yml too, which checks what a pull request brings
    #[arg(long)]
    pub(super) workflow: bool,
}

/// `seedlint schema`.
#[derive(Debug, Clone, Args)]
pub(super) struct Schema {
    /// Of which file
    #[arg(value_name = "rule|config")]
    pub(super) of: SchemaOf,
}

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// A rule
    Rule,
    /// seedlint.toml
    Config,
}

/// `seedlint completions`.
#[derive(Debug, Clone, Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

/// `seedlint man`.
#[derive(Debug, Clone, Args)]
pub(super) struct Man {
    /// The page of this command, such as `check` or `rules test` [default: of seedlint]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}
