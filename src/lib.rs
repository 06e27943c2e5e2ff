//! seedlint: an editorial linter for seed documents.
//!
//! The modules in reading order. Text goes in at the top, findings come out at the bottom, and nothing walks back.

pub mod finding;
pub mod source;
pub mod span;
pub mod toml_file;

pub mod language;

pub mod document;

pub mod facts;

pub mod builtin;
