//! What users see: the built program, run in a fresh folder.

mod broken_files;
mod broken_seeds;
mod choosing;
mod configuration;
mod formats;
mod levels;
mod other_commands;
mod output;
mod rules_test;
mod stage;
