//! YAML and TOML front matter.

use super::Metadata;

/// Reads front matter; also says where the body begins.
pub(super) fn read(text: &str) -> (Metadata, usize) {
    (Metadata::default(), if text.starts_with('\u{feff}') { 3 } else { 0 })
}
