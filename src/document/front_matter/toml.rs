//! TOML front matter.
//!
//! The toml crate's recoverable parser gives values with places, and every fault at once; it limits nesting itself.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{fault_place, unquoted};
use crate::document::Metadata;
use crate::span::Span;

/// Reads the TOML in `content` of `text`.
pub(super) fn read(text: &str, content: Span, metadata: &mut Metadata) {
    let (table, errors) = DeTable::parse_recoverable(content.of(text));
    read_table(text, content, "", table.get_ref(), metadata);
    metadata.fields.sort_by_key(|field| field.span.start);
    for error in errors {
        let place = error.span().map_or(content.start, |span| content.start + span.start);
        metadata.add_fault(fault_place(text, content, place), format!("front matter is no TOML: {}", error.message()));
    }
}

fn read_table(text: &str, content: Span, outer: &str, table: &DeTable<'_>, metadata: &mut Metadata) {
    for (key, value) in table {
        let name = if outer.is_empty() { key.get_ref().to_string() } else { format!("{outer}.{}", key.get_ref()) };
        read_value(text, content, &name, value, metadata);
    }
}

fn read_value(text: &str, content: Span, name: &str, value: &Spanned<DeValue<'_>>, metadata: &mut Metadata) {
    let span = Span::new(content.start + value.span().start, content.start + value.span().end);
    match value.get_ref() {
        DeValue::Table(table) => read_table(text, content, name, table, metadata),
        DeValue::Array(items) => items.iter().for_each(|item| read_value(text, content, name, item, metadata)),
        DeValue::String(value) => metadata.add_field(name, value, unquoted(text, span, &["\"\"\"", "'''", "\"", "'"])),
        _ => metadata.add_field(name, span.of(text), span),
    }
}
