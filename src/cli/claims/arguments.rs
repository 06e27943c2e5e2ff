//! What can be typed behind `seedlint claims`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::super::arguments::{ConfigChoice, Paths};

/// `seedlint claims …`.
#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum Claims {
    /// Begin the ledgers of seeds: every claim that stands is exempt as long as its wording stands
    Init(Init),
    /// Bring ledgers up to date with what seeds say now
    Sync(Sync),
    /// How many claims are in which state, seed by seed
    Status(Status),
    /// What to do next, and how much that is: what is wrong first, then the smallest job
    Next(Next),
    /// All that is known of one claim
    Show(Show),
    /// Record a judgement of one claim; without a verdict, $EDITOR opens on a template
    Mark(Box<Mark>),
    /// Let the judgement of former words hold for the words that stand; shows both
    Confirm(Confirm),
    /// Let one claim stand unchecked as long as its wording stands
    Exempt(Exempt),
    /// Record that a claim is gone from its seed for good
    Retire(Retire),
    /// Let a seed go as it stands, in your name; any change ends that
    Sign(Sign),
    /// What became of claims and judgements since this branch left a revision
    Diff(Diff),
    /// Who said what, in order of time
    Log(Log),
    /// Whether ledgers hang together: records of no claim, records said twice, days to come, sources that nobody knows
    Audit(Audit),
    /// Lay ledgers out as seedlint writes them
    Fmt(Fmt),
    /// Unite both sides of the conflicts that git left in files of a ledger
    Resolve(Resolve),
    /// Unite two sides for git: `git config merge.seedlint.driver "seedlint claims merge-driver %O %A %B %P"`
    MergeDriver(MergeDriver),
}

/// Which seeds, and by which configuration.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Seeds {
    /// Files and folders. Default: the seeds of the configuration, or `seeds/`, or this folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) config: ConfigChoice,
    /// The day that counts as today [default: today, by universal time]
    #[arg(long, value_name = "DAY")]
    pub(super) as_of: Option<Date>,
}

impl Seeds {
    /// The same as every command's paths.
    pub(super) fn paths(&self) -> Paths {
        Paths { paths: self.paths.clone(), ..Paths::default() }
    }
}

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
}

/// `seedlint claims init`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Init {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Why claims that nobody checked may stand
    #[arg(long, value_name = "WORDS", default_value = "stood when the ledger was begun")]
    pub(super) reason: String,
}

/// `seedlint claims sync`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Sync {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Write nothing, and exit with 1 if there is anything to write
    #[arg(long)]
    pub(super) check: bool,
}

/// `seedlint claims status`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Status {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// How to tell
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Format,
}

/// `seedlint claims next`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Next {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// How to tell
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Format,
    /// How many jobs to name
    #[arg(long, value_name = "N", default_value = "10")]
    pub(super) limit: usize,
}

/// `seedlint claims show`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Show {
    /// Which claim: `c:7f3kq`, or as much of it as is clear
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,
    #[command(flatten)]
    pub(super) seeds: Seeds,
}

/// Who says so.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct By {
    /// Who says so: "Amara Okoro <amara@example.org>" [default: user.name and user.email of git]
    #[arg(long, value_name = "PERSON")]
    pub(super) by: Option<String>,
}

/// `seedlint claims mark`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Mark {
    /// Which claim: `c:7f3kq`, or as much of it as is clear
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,
    /// verified, needs-fix, false, disputed, unsupported, not-found, not-checkable, opinion, no-claim or withdrawn
    #[arg(value_name = "VERDICT")]
    pub(super) verdict: Option<String>,
    /// Where the seed is, or a folder with it
    #[arg(long = "in", value_name = "PATH")]
    pub(super) within: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) config: ConfigChoice,
    /// What was verified: content (it is so) or attribution (somebody said so)
    #[arg(long, value_name = "LEVEL")]
    pub(super) level: Option<String>,
    /// A source, by its id in the register; for several, say it again, each with its place, role and quote in the same order
    #[arg(long, value_name = "ID")]
    pub(super) source: Vec<String>,
    /// Where in the source: "table 1", "p. 12", "00:14:32"
    #[arg(long, value_name = "PLACE")]
    pub(super) at: Vec<String>,
    /// What the source is for this claim: primary, secondary, tertiary, expert or on-scene
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Vec<String>,
    /// The source's very words
    #[arg(long, value_name = "WORDS")]
    pub(super) quote: Vec<String>,
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub(super) note: Option<String>,
    /// What the text should say
    #[arg(long, value_name = "WORDS")]
    pub(super) correction: Option<String>,
    /// Where evidence was searched for
    #[arg(long, value_name = "WORDS")]
    pub(super) search: Option<String>,
    /// The last day on which it holds
    #[arg(long, value_name = "DAY")]
    pub(super) valid_until: Option<Date>,
    /// A record that this one takes the place of, by its key
    #[arg(long, value_name = "KEY")]
    pub(super) replaces: Vec<String>,
    #[command(flatten)]
    pub(super) by: By,
    /// That you compared the wording with its sources yourself; needed where no editor is opened
    #[arg(long)]
    pub(super) attest: bool,
    /// That you saw what a quote leaves out or cuts off
    #[arg(long)]
    pub(super) ack: bool,
    /// The day that counts as today [default: today, by universal time]
    #[arg(long, value_name = "DAY")]
    pub(super) as_of: Option<Date>,
}

impl Mark {
    /// Where to look for the claim.
    pub(super) fn seeds(&self) -> Seeds {
        Seeds { paths: self.within.clone(), config: self.config.clone(), as_of: self.as_of }
    }
}

/// `seedlint claims confirm`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Confirm {
    /// Which claim: `c:7f3kq`, or as much of it as is clear
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Why it still is so, although a number, a name or the like changed
    #[arg(long, value_name = "WHY")]
    pub(super) still_true: Option<String>,
    #[command(flatten)]
    pub(super) by: By,
    /// That you compared the wording with its sources yourself; asked for otherwise
    #[arg(long)]
    pub(super) attest: bool,
}

/// `seedlint claims sign`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Sign {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    #[command(flatten)]
    pub(super) by: By,
    /// That you read the seed as it stands
    #[arg(long)]
    pub(super) attest: bool,
}

/// `seedlint claims exempt`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Exempt {
    /// Which claim: `c:7f3kq`, or as much of it as is clear
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Why it may stand unchecked
    #[arg(long, value_name = "WORDS")]
    pub(super) why: String,
    /// The last day on which it may
    #[arg(long, value_name = "DAY")]
    pub(super) until: Option<Date>,
    #[command(flatten)]
    pub(super) by: By,
}

/// `seedlint claims retire`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Retire {
    /// Which claim: `c:7f3kq`, or as much of it as is clear
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Why it is gone
    #[arg(long, value_name = "WORDS")]
    pub(super) why: String,
    #[command(flatten)]
    pub(super) by: By,
}

/// `seedlint claims diff`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Diff {
    /// The revision, such as origin/main
    #[arg(value_name = "REVISION")]
    pub(super) revision: String,
    #[command(flatten)]
    pub(super) seeds: Seeds,
}

/// `seedlint claims log`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Log {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Only what was found wrong and stands corrected by now
    #[arg(long)]
    pub(super) corrections: bool,
    /// Nothing before this day
    #[arg(long, value_name = "DAY")]
    pub(super) since: Option<Date>,
    /// How to tell
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Format,
}

/// `seedlint claims audit`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Audit {
    #[command(flatten)]
    pub(super) seeds: Seeds,
}

/// `seedlint claims fmt`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Fmt {
    #[command(flatten)]
    pub(super) seeds: Seeds,
    /// Write nothing, and exit with 1 if there is anything to write
    #[arg(long)]
    pub(super) check: bool,
}

/// `seedlint claims resolve`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Resolve {
    /// The files
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

/// `seedlint claims merge-driver`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct MergeDriver {
    /// The file where both sides parted
    #[arg(value_name = "BASE")]
    pub(super) base: PathBuf,
    /// Our side, which the union is written to
    #[arg(value_name = "OURS")]
    pub(super) ours: PathBuf,
    /// The other side
    #[arg(value_name = "THEIRS")]
    pub(super) theirs: PathBuf,
    /// What the file is called in the repository
    #[arg(value_name = "NAME")]
    pub(super) path: Option<String>,
}

impl Claims {
    /// The choice of a configuration.
    pub(in crate::cli) const fn config(&self) -> Option<&ConfigChoice> {
        let choice = match self {
            Self::Init(Init { seeds, .. })
            | Self::Sync(Sync { seeds, .. })
            | Self::Status(Status { seeds, .. })
            | Self::Next(Next { seeds, .. })
            | Self::Show(Show { seeds, .. })
            | Self::Confirm(Confirm { seeds, .. })
            | Self::Sign(Sign { seeds, .. })
            | Self::Diff(Diff { seeds, .. })
            | Self::Log(Log { seeds, .. })
            | Self::Audit(Audit { seeds })
            | Self::Fmt(Fmt { seeds, .. })
            | Self::Exempt(Exempt { seeds, .. })
            | Self::Retire(Retire { seeds, .. }) => &seeds.config,
            Self::Mark(mark) => &mark.config,
            Self::Resolve(_) | Self::MergeDriver(_) => return None,
        };
        Some(choice)
    }
}
