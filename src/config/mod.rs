//! seedlint.toml.
