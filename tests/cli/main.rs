//! What users see: the built program, run in a fresh folder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails; what is drawn is long"
)]

mod allow;
mod baseline;
mod broken_files;
mod broken_seeds;
mod choosing;
mod citations;
mod claims;
mod configuration;
mod destinations;
mod fix;
mod formats;
mod html;
mod init;
mod levels;
mod other_commands;
mod output;
mod reports;
mod repository;
mod rules_new;
mod rules_score;
mod rules_test;
mod since;
mod stage;
mod staged;
