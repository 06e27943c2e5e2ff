//! YAML and TOML front matter.
