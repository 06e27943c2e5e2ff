//! What can be typed behind `seedlint sources`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::super::super::arguments::ConfigChoice;
use super::super::arguments::{Format, Seeds};

/// `seedlint sources …`.
#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum Sources {
    /// Register a source under an id, by which judgements cite it
    Add(Box<Add>),
    /// Take in a source as it is today: its bytes, its text, and the hashes of both
    Archive(Archive),
    /// List what is registered
    List(List),
    /// All that is known of one source
    Show(Show),
    /// Which claims rest on a source: what falls if it falls
    Uses(Uses),
    /// Hold the archive against its hashes, and every recorded quote against its source
    Verify(Verify),
}

/// Whose register.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Register {
    #[command(flatten)]
    pub(in crate::cli) config: ConfigChoice,
}

/// `seedlint sources add`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Add {
    /// Its id: letters a to z, digits and hyphens
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// book, calculation, dataset, document, interview, law, news, observation, paper, post, recording or release
    #[arg(long, value_name = "KIND")]
    pub(super) kind: String,
    /// What it is called
    #[arg(long, value_name = "WORDS")]
    pub(super) title: String,
    /// Who put it out
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// Where it is
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The day on which it came out
    #[arg(long, value_name = "DAY")]
    pub(super) published: Option<Date>,
    /// A source that it rests on, by its id: the wire story, the release, the data
    #[arg(long, value_name = "ID")]
    pub(super) derives_from: Vec<String>,
    /// Who it is must not be told
    #[arg(long)]
    pub(super) confidential: bool,
    /// Who else in the house knows who it is, by office
    #[arg(long, value_name = "OFFICE")]
    pub(super) known_to: Vec<String>,
    #[command(flatten)]
    pub(super) register: Register,
}

/// `seedlint sources archive`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Archive {
    /// The id of the source
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// The file with it, as it was received
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The file with its text, where seedlint cannot read the text of the file itself
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<PathBuf>,
    /// Although it looks like an error page
    #[arg(long)]
    pub(super) anyway: bool,
    /// The day that counts as today [default: today, by universal time]
    #[arg(long, value_name = "DAY")]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) register: Register,
}

/// `seedlint sources list`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct List {
    /// How to tell
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) register: Register,
}

/// `seedlint sources show`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Show {
    /// The id of the source
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) register: Register,
}

/// `seedlint sources uses`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Uses {
    /// The id of the source
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) seeds: Seeds,
}

/// `seedlint sources verify`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Verify {
    #[command(flatten)]
    pub(super) seeds: Seeds,
}

impl Sources {
    /// The choice of a configuration.
    pub(in crate::cli) const fn config(&self) -> &ConfigChoice {
        match self {
            Self::Add(add) => &add.register.config,
            Self::Archive(Archive { register, .. }) | Self::List(List { register, .. }) | Self::Show(Show { register, .. }) => {
                &register.config
            }
            Self::Uses(Uses { seeds, .. }) | Self::Verify(Verify { seeds }) => &seeds.config,
        }
    }
}
