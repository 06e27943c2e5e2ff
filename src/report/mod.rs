//! Findings and readings into words: one file a format.

pub mod inspect;
