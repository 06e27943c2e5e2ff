//! A TOML file into a plain struct, with every fault in it, each at its place.
//!
//! Serde stops at the first fault. To report all: parse recoverably, deserialize, and on an error drop the deepest key
//! whose span holds the place, note the error, and try again. Shapes that keep places are plain structs with
//! `deny_unknown_fields`, `Spanned<T>` and externally tagged enums; `flatten`, `untagged` and `tag` lose them.

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use crate::finding::Fault;
use crate::source::Source;
use crate::span::Span;

/// A value of a TOML file, and where it stands. In comparisons only the value counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Spanned<T>(toml::Spanned<T>);

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(place: Range<usize>, value: T) -> Self {
        Self(toml::Spanned::new(place, value))
    }

    /// Its place in the file, in bytes, quotes included.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }

    /// The value.
    pub fn get_ref(&self) -> &T {
        self.0.get_ref()
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

/// In a schema a value is a value, wherever it stands.
#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

/// Reads `source` as a `T`. Every fault goes to `faults`; what could be read in spite of them comes back, `None` where
/// nothing could, or not all that is required.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<T> {
    read_to_check(source, faults).and_then(|(read, whole)| whole.then_some(read))
}

/// The same for those who look for further faults in what is written: a required key that is missing is made up, and the
/// answer says whether none was.
pub fn read_to_check<T: DeserializeOwned>(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<(T, bool)> {
    let (mut table, syntax) = DeTable::parse_recoverable(&source.text);
    let broken = !syntax.is_empty();
    faults.extend(syntax.iter().map(|error| fault(source, error)));
    let mut made_up = MadeUp { place: source.text.len() + 1, next: 0 };
    // Keys that were dropped for a fault of their own are not also missing.
    let mut dropped = Vec::new();
    loop {
        let error = match T::deserialize(toml::de::Deserializer::from(table.clone())) {
            Ok(read) => return Some((read, made_up.place == source.text.len() + 1)),
            Err(error) => error,
        };
        let place = error.span()?;
        if made_up.is_at(&place) {
            made_up.try_again(table.get_mut(), error.message())?;
            continue;
        }
        let missing = error.message().strip_prefix("missing field ").map(|name| name.trim_matches('`'));
        // A key that bad syntax swallowed is not also missing, and what the parser put in its place is not at fault.
        let stand_in = broken && (missing.is_some() || place == (0..0));
        if !stand_in && !missing.is_some_and(|name| dropped.iter().any(|key| key == name)) {
            faults.push(fault(source, &error));
        }
        match missing {
            Some(name) if place == table.span() => made_up.insert(table.get_mut(), name),
            _ => dropped.push(drop_key(table.get_mut(), &place, meant(error.message()))?),
        }
    }
}

/// What stands in for required keys that are missing: a word, or whatever else is asked for there. Each stands past the
/// end of the file, where nothing else does.
struct MadeUp {
    place: usize,
    next: usize,
}

impl MadeUp {
    fn is_at(&self, place: &Range<usize>) -> bool {
        place.start == self.place
    }

    fn insert(&mut self, table: &mut DeTable<'_>, name: &str) {
        self.place += 1;
        self.next = 0;
        let at = self.place..self.place;
        let key = toml::Spanned::new(at.clone(), name.to_owned().into());
        table.insert(key, toml::Spanned::new(at, DeValue::String("something".into())));
    }

    /// Another value for the last key, now that serde refuses the one it has; `None` when there is none left.
    fn try_again(&mut self, table: &mut DeTable<'_>, refusal: &str) -> Option<()> {
        let (_, value) = table.iter_mut().find(|(key, _)| key.span().start == self.place)?;
        *value.get_mut() = match (unknown(refusal), self.next) {
            (Some((_, known)), 0) => DeValue::String((*known.first()?).to_owned().into()),
            (None, 0) => DeValue::Array(std::iter::empty().collect()),
            (None, 1) => DeValue::Table(DeTable::new()),
            (None, 2) => DeValue::Boolean(false),
            _ => return None,
        };
        self.next += 1;
        Some(())
    }
}

/// Where a value stands: the span of a `Spanned`, quotes included.
pub fn place<T>(value: &Spanned<T>) -> Span {
    value.span().into()
}

/// Where byte `offset` of a string's value stands in the file, for a fault inside the string. Exact in literal strings
/// and in basic strings up to their first escape; further on, the whole string.
pub fn place_inside(source: &Source, value: &Spanned<String>, inner: Span) -> Span {
    let whole = place(value);
    let written = whole.of(&source.text);
    let quote = ["'''", "\"\"\"", "'", "\""].into_iter().find(|quote| written.starts_with(quote)).unwrap_or_default();
    let mut start = whole.start + quote.len();
    if quote.len() == 3 {
        let body = &written[3..];
        start += if body.starts_with("\r\n") { 2 } else { usize::from(body.starts_with('\n')) };
    }
    let place = Span::new(start + inner.start, start + inner.end);
    let same = place.of(&source.text) == inner.of(value.get_ref())
        && (quote.starts_with('\'') || !Span::new(start, place.end).of(&source.text).contains('\\'));
    if same { place } else { whole }
}

/// The name among `known` that `written` was most likely meant to be.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count().max(written.chars().count()) / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

/// `did you mean …?`, where a name is near.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, known).map(|name| format!("did you mean `{name}`?"))
}

fn fault(source: &Arc<Source>, error: &toml::de::Error) -> Fault {
    let span = error.span().map_or(Span::empty(0), |range| clip(&source.text, range.into()));
    let message = error.message();
    let fault = Fault::new(source, span, reworded(message));
    match unknown(message) {
        Some((written, known)) => match nearest(written, known.iter().copied()) {
            Some(name) => fault.help(format!("did you mean `{name}`?")),
            None if known.is_empty() => fault,
            None => fault.help(format!("it may be {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))),
        },
        None => fault,
    }
}

/// The parser may place a fault past the end of the file or between the bytes of a character.
fn clip(text: &str, span: Span) -> Span {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Serde's wording in ours: lower case, no full stop, what is wrong.
fn reworded(message: &str) -> String {
    let first = message.lines().next().unwrap_or(message).trim_end_matches('.');
    if let Some((written, _)) = unknown(first) {
        let what = if first.starts_with("unknown variant") { "value" } else { "key" };
        return format!("unknown {what} `{written}`");
    }
    if let Some(name) = first.strip_prefix("missing field ") {
        return format!("the key {name} is missing");
    }
    if let Some(rest) = first.strip_prefix("invalid type: ")
        && let Some((found, wanted)) = rest.split_once(", expected ")
    {
        return format!("{} is not {}", described(found), described(wanted));
    }
    first.to_owned()
}

/// Serde's names for types, in words that a TOML author uses.
fn described(kind: &str) -> String {
    match kind {
        "map" | "a map" => "a table".into(),
        "sequence" | "a sequence" => "a list".into(),
        kind if kind.starts_with("struct") => "a table".into(),
        kind => kind.to_owned(),
    }
}

/// What was written and what is known, of serde's "unknown field `x`, expected one of `a`, `b`".
fn unknown(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    Some((names.next()?, names.collect()))
}

/// The key that an unknown one was most likely meant to be.
fn meant(message: &str) -> Option<&str> {
    let (written, known) = unknown(message)?;
    message.starts_with("unknown field").then(|| nearest(written, known)).flatten()
}

/// Drops the deepest key of `table`, or item of a list in it, that stands at `place`; `None` where none does. A key that is
/// `meant` to be another becomes that one, so that its value is looked at, too. Says which key it was. Looks into every
/// value, since the span of a table is that of its header alone.
fn drop_key(table: &mut DeTable<'_>, place: &Range<usize>, meant: Option<&str>) -> Option<String> {
    if let Some(dropped) = table.iter_mut().find_map(|(_, value)| drop_inside(value.get_mut(), place, meant)) {
        return Some(dropped);
    }
    let exact = table.iter().find(|(_, value)| value.span() == *place);
    let (key, _) = exact.or_else(|| table.iter().find(|(key, value)| holds(&key.span(), place) || holds(&value.span(), place)))?;
    let key = key.clone();
    let value = table.remove(&key)?;
    let meant = meant.filter(|meant| !table.contains_key(*meant));
    if let Some(meant) = meant {
        table.insert(toml::Spanned::new(key.span(), meant.to_owned().into()), value);
    }
    Some(key.into_inner().into_owned())
}

fn drop_inside(value: &mut DeValue<'_>, place: &Range<usize>, meant: Option<&str>) -> Option<String> {
    match value {
        DeValue::Table(table) => drop_key(table, place, meant),
        DeValue::Array(items) => {
            if let Some(dropped) = items.iter_mut().find_map(|item| drop_inside(item.get_mut(), place, meant)) {
                return Some(dropped);
            }
            let before = items.len();
            let all = std::mem::replace(items, std::iter::empty().collect());
            *items = all.into_iter().filter(|item| !holds(&item.span(), place)).collect();
            (items.len() < before).then(String::new)
        }
        _ => None,
    }
}

fn holds(outer: &Range<usize>, place: &Range<usize>) -> bool {
    outer.start <= place.start && place.end <= outer.end
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::source::Format;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[allow(dead_code, reason = "read only to see what is refused")]
    struct Sample {
        level: Option<String>,
        #[serde(default)]
        words: Vec<Spanned<String>>,
        #[serde(default)]
        inner: BTreeMap<String, Inner>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read only to see what is refused")]
    struct Inner {
        size: Option<u8>,
    }

    /// The words at fault, what is wrong with them, and the help.
    type Told = (String, String, Option<String>);

    fn faults_of(text: &str) -> (Option<Sample>, Vec<Told>) {
        let source = Arc::new(Source::new("x.toml", Format::Plain, text));
        let mut faults = Vec::new();
        let read = read::<Sample>(&source, &mut faults);
        (read, faults.into_iter().map(|f| (f.span.of(text).to_owned(), f.message, f.help)).collect())
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let (read, faults) =
            faults_of("levell = 'x'\nwords = ['a', 3, 'b']\n[inner.one]\nsize = 'big'\n[inner.two]\nsizes = 4\nsize = 400\n");
        let mut places: Vec<_> = faults.iter().map(|(at, ..)| at.as_str()).collect();
        places.sort_unstable();
        assert_eq!(places, ["'big'", "3", "400", "levell", "sizes"], "{faults:#?}");
        let read = read.expect("the rest is read");
        assert_eq!((read.words.len(), read.level.as_deref()), (2, Some("x")), "what was meant is read");
        assert_eq!(faults.iter().find(|f| f.0 == "levell").and_then(|f| f.2.clone()).as_deref(), Some("did you mean `level`?"));
        assert_eq!(faults.iter().find(|f| f.0 == "3").map(|f| f.1.as_str()), Some("integer `3` is not a string"));
    }

    #[test]
    fn bad_syntax_does_not_hide_other_faults() {
        let (_, faults) = faults_of("level = = 3\nwordz = []\n");
        assert!(faults.len() >= 2, "{faults:#?}");
        assert!(faults.iter().any(|f| f.0 == "wordz"));
        let (read, faults) = faults_of("words = ['a']\nlevel = = 'x'\n");
        assert!(
            read.is_some_and(|read| read.words.len() == 1) && faults.iter().all(|f| f.1 != "integer `0` is not a string"),
            "{faults:#?}"
        );
    }

    #[derive(Deserialize, Debug)]
    #[serde(rename_all = "kebab-case")]
    enum Weight {
        Light,
        Heavy,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read only to see what is refused")]
    struct Strict {
        name: Spanned<String>,
        weight: Weight,
        words: Vec<String>,
        inner: Inner,
        own: bool,
        size: Option<u8>,
    }

    #[test]
    fn every_missing_key_is_told_and_the_rest_is_read() {
        let read = |text: &str| {
            let source = Arc::new(Source::new("x.toml", Format::Plain, text));
            let mut faults = Vec::new();
            let read = read_to_check::<Strict>(&source, &mut faults);
            (read.map(|(read, whole)| (read.size, whole)), faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>())
        };
        let missing = |names: &[&str]| names.iter().map(|name| format!("the key `{name}` is missing")).collect::<Vec<_>>();
        for (text, read_anyway, faults) in [
            ("size = 3", Some((Some(3), false)), missing(&["name", "weight", "words", "inner", "own"])),
            ("name = 'x'\nweight = 'heavy'\nwords = []\nown = true\ninner.size = 3", Some((None, true)), vec![]),
            // What has a fault of its own is not also missing.
            (
                "name = 3\nweights = 'light'\nwords = 'a'\nown = true\ninner.size = 3",
                Some((None, false)),
                vec!["unknown key `weights`".to_owned(), "integer `3` is not a string".to_owned(), "string \"a\" is not a list".to_owned()],
            ),
            (
                "name = 'x'\nweight = 'havy'\nwords = []\nown = true\ninner.size = 3",
                Some((None, false)),
                vec!["unknown value `havy`".to_owned()],
            ),
        ] {
            let (read, mut told) = read(text);
            let mut faults = faults;
            told.sort();
            faults.sort();
            assert_eq!((read, told), (read_anyway, faults), "{text}");
        }
    }

    #[test]
    fn a_place_inside_a_string_is_exact_where_it_can_be() {
        #[derive(Deserialize)]
        struct One {
            pattern: Spanned<String>,
        }
        for (written, inner, at) in
            [("'a(b'", 1..2, "("), ("\"a(b\"", 1..2, "("), ("\"\\\\d(b\"", 2..3, "\"\\\\d(b\""), ("'''\na(b'''", 1..2, "(")]
        {
            let text = format!("pattern = {written}\n");
            let source = Source::new("x.toml", Format::Plain, text.as_str());
            let one: One = toml::from_str(&text).expect("sound");
            assert_eq!(place_inside(&source, &one.pattern, inner.into()).of(&text), at, "{written}");
        }
    }

    #[test]
    fn near_names_are_offered() {
        assert_eq!(nearest("sourcng", ["sourcing", "speculation"]), Some("sourcing"));
        assert_eq!(nearest("zebra", ["sourcing", "speculation"]), None);
    }
}
