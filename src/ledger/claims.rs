//! The claims file of a seed: what is claimed, under which id, and the census. Written by tools alone; who judged what is in
//! the checks file.
//!
//! In goes a source; out come [`Claims`], or faults at their places; and back to a text. No lines and no neighbours are kept:
//! where a claim stands is found from the census, so that an edit changes the record of its own sentence only.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::canonical::{self, Fields, Value};
use super::census::{self, Census};
use super::file::{self, FORMAT, Read};
use super::id;
use super::normal::Hash;
use super::parts::Part;
use super::plain::{self, Plain};
use crate::facts::ClaimKind;
use crate::finding::Fault;
use crate::kinds::Named;
use crate::source::Source;
use crate::toml_file::{self, Spanned, place};

/// The claims of one seed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    /// The file name of the seed, which lies in the same folder.
    pub document: String,
    /// The id of the document, from which those of claims are minted; stays when the file is renamed.
    pub id: String,
    /// Which sentences the seed had at the last sync.
    pub census: Census,
    /// Each claim by its id.
    pub claims: BTreeMap<String, Claim>,
}

/// One claim: a sentence of the author's, as it stood at the last sync.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What a reader sees.
    pub text: String,
    /// Of its text.
    pub hash: Hash,
    /// Which of the sentences with this text it is, from 1.
    pub nth: usize,
    /// What would have to be checked first.
    pub kind: ClaimKind,
    /// What can be told apart in it.
    pub parts: Vec<Part>,
    /// The claim from whose sentence this one was split off.
    pub from: Option<String>,
}

const HEAD: &str = "# Written by `seedlint claims sync`. Do not edit: each record has a seal.\n";

impl Claims {
    /// As it is written.
    pub fn written(&self) -> String {
        let mut out = HEAD.to_owned();
        canonical::field(&mut out, "format", &Value::Whole(FORMAT));
        canonical::field(&mut out, "document", &Value::Text(self.document.clone()));
        canonical::field(&mut out, "id", &Value::Text(self.id.clone()));
        canonical::field(&mut out, "census", &Value::Lines(self.census.written()));
        for (id, claim) in &self.claims {
            out.push('\n');
            out.push_str(&record(id, claim));
        }
        out
    }
}

/// One claim as it is written.
pub fn record(id: &str, claim: &Claim) -> String {
    canonical::record(&header(id), &fields(claim))
}

fn header(id: &str) -> String {
    format!("claim.{id}")
}

fn fields(claim: &Claim) -> Fields {
    let mut fields = vec![("text", Value::Text(claim.text.clone())), ("hash", Value::Text(claim.hash.written()))];
    if claim.nth > 1 {
        fields.push(("nth", Value::Whole(claim.nth)));
    }
    fields.push(("kind", Value::Text(claim.kind.name().to_owned())));
    if !claim.parts.is_empty() {
        fields.push(("parts", Value::Words(claim.parts.iter().map(Part::written).collect())));
    }
    fields.extend(claim.from.iter().map(|from| ("from", Value::Text(from.clone()))));
    fields
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(rename = "format")]
    _format: u8,
    document: Spanned<String>,
    id: Spanned<String>,
    census: Vec<Spanned<String>>,
    #[serde(default)]
    claim: BTreeMap<Spanned<String>, RawClaim>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClaim {
    text: Spanned<String>,
    hash: Spanned<String>,
    nth: Option<Spanned<usize>>,
    kind: Spanned<String>,
    #[serde(default)]
    parts: Vec<Spanned<String>>,
    from: Option<String>,
    seal: Spanned<String>,
}

/// Reads a claims file. Where anything is wrong with it, `None`; each fault goes to `faults`.
pub fn read(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Read<Claims>> {
    plain::read(&source.text).and_then(as_written).or_else(|| read_any(source, faults))
}

/// What stands in a file that is laid out as it was written. `None` where anything is otherwise.
fn as_written(plain: Plain<'_>) -> Option<Read<Claims>> {
    let Plain { mut head, places, records } = plain;
    let (document, id) = (head.text("document")??, head.text("id")??);
    let blocks = head.list("census")?.iter().map(|line| Census::read_block(line).ok()).collect::<Option<Vec<_>>>()?;
    if !head.is_done() || document.contains(['/', '\\']) {
        return None;
    }
    let mut read = Read { what: Claims { document, id, census: Census { blocks }, claims: BTreeMap::new() }, places: BTreeMap::new() };
    let place = places.iter().find(|(name, _)| *name == "document")?.1;
    read.places.insert("document".to_owned(), place);
    for plain::Record { table, key, mut fields } in records {
        let text = fields.text("text")??;
        let hash = Hash::read(&fields.text("hash")??).ok()?;
        let nth = fields.whole("nth")?;
        let kind = fields.text("kind")??;
        let kind = ClaimKind::NAMES.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind)?;
        let parts = fields.list("parts")?.iter().map(|part| Part::read(part)).collect::<Option<Vec<_>>>()?;
        let from = fields.text("from")?;
        if !fields.is_done() || table != "claim" || !id::is_sound(key) || nth.is_some_and(|nth| nth < 2) {
            return None;
        }
        let claim = Claim { text, hash, nth: nth.unwrap_or(1), kind, parts, from };
        if read.what.claims.insert(key.to_owned(), claim).is_some() {
            return None;
        }
    }
    Some(read)
}

/// The same of any TOML.
fn read_any(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Read<Claims>> {
    let before = faults.len();
    let raw: Raw = file::is_readable(source, faults).then(|| toml_file::read(source, faults)).flatten()?;
    let mut read = Read::default();
    read.places.insert("document".to_owned(), place(&raw.document));
    let mut blocks: Vec<census::Block> = Vec::with_capacity(raw.census.len());
    for line in &raw.census {
        match Census::read_block(line.get_ref()) {
            Ok(block) => blocks.push(block),
            Err(message) => faults.push(Fault::new(source, place(line), message)),
        }
    }
    if raw.document.get_ref().contains(['/', '\\']) {
        faults.push(Fault::new(source, place(&raw.document), "the seed lies beside this file, so its name has no folder"));
    }
    let mut claims = BTreeMap::new();
    for (key, raw) in raw.claim {
        read.places.insert(header(key.get_ref()), place(&key));
        if !id::is_sound(key.get_ref()) {
            faults.push(Fault::new(source, place(&key), format!("`{}` is no id of a claim", key.get_ref())));
        }
        if let Some(claim) = claim(source, key.get_ref(), raw, faults) {
            claims.insert(key.into_inner(), claim);
        }
    }
    read.what = Claims { document: raw.document.into_inner(), id: raw.id.into_inner(), census: Census { blocks }, claims };
    (faults.len() == before).then_some(read)
}

fn claim(source: &Arc<Source>, id: &str, raw: RawClaim, faults: &mut Vec<Fault>) -> Option<Claim> {
    let before = faults.len();
    let mut fault = |place, message: String| faults.push(Fault::new(source, place, message));
    let hash = Hash::read(raw.hash.get_ref()).map_err(|message| fault(place(&raw.hash), message));
    let kind = ClaimKind::NAMES.iter().find(|(name, _)| name == raw.kind.get_ref()).map(|(_, kind)| *kind);
    if kind.is_none() {
        fault(place(&raw.kind), format!("unknown kind `{}`", raw.kind.get_ref()));
    }
    if raw.nth.as_ref().is_some_and(|nth| *nth.get_ref() < 2) {
        raw.nth.iter().for_each(|nth| fault(place(nth), "of several equal sentences the second is the first to be counted".to_owned()));
    }
    let mut parts = Vec::with_capacity(raw.parts.len());
    for written in &raw.parts {
        match Part::read(written.get_ref()) {
            Some(part) => parts.push(part),
            None => fault(place(written), "a part reads like `number 12%`".to_owned()),
        }
    }
    let nth = raw.nth.map_or(1, Spanned::into_inner);
    let claim = Claim { text: raw.text.into_inner(), hash: hash.ok()?, nth, kind: kind?, parts, from: raw.from };
    if faults.len() == before {
        file::check_seal(source, &header(id), &fields(&claim), &raw.seal, faults);
    }
    Some(claim)
}

#[cfg(test)]
mod tests {
    use super::super::seed::tests::seed;
    use super::super::sync;
    use super::*;
    use crate::source::Format;

    const TEXT: &str = "# Output\n\nOutput fell 12% in March, the agency said. It fell 3 times.\n\nIt fell 3 times.\n";

    fn read_text(text: &str) -> Result<Claims, Vec<(String, String)>> {
        let source = Arc::new(Source::new("a.claims.toml", Format::Plain, text));
        let mut faults = Vec::new();
        let read = read(&source, &mut faults);
        let told = faults.into_iter().map(|fault| (fault.span.of(text).to_owned(), fault.message)).collect();
        read.map(|read| read.what).ok_or(told)
    }

    #[test]
    fn claims_are_read_as_written() {
        let claims = sync::begin("a.md", &seed(TEXT)).claims;
        let written = claims.written();
        assert!(claims.claims.len() == 3 && written.contains("nth = 2\n"), "{written}");
        assert_eq!(read_text(&written), Ok(claims.clone()));
        assert_eq!(read_text(&written.replace('\n', "\r\n")), Ok(claims.clone()));
        // Line by line, and as any TOML, they say the same at the same places.
        let source = Arc::new(Source::new("a.claims.toml", Format::Plain, written.as_str()));
        let plain = plain::read(&written).and_then(as_written).expect("the form in which it is written");
        let any = read_any(&source, &mut Vec::new()).expect("TOML");
        assert_eq!(plain.what, any.what);
        assert!(!any.places.is_empty() && any.places.iter().all(|(header, place)| plain.place(&written, header) == *place));
        assert!(plain::read(&written.replace(" = ", "=")).is_none());
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let written = sync::begin("a.md", &seed(TEXT)).claims.written();
        let seal = "the seal does not fit this record";
        for (from, to, at, message) in [
            ("fell 12% in", "fell 21% in", "\"k1:", seal),
            ("nth = 2", "nth = 3", "\"k1:", seal),
            ("nth = 2", "nth = 1", "1", "of several equal sentences the second is the first to be counted"),
            ("[claim.", "[claim.i", "i", "is no id of a claim"),
            ("document = \"a.md\"", "document = \"../a.md\"", "\"../a.md\"", "its name has no folder"),
            ("  \"# ", "  \"x ", "\"x ", "a line of the census holds hashes of eight digits, 0 to f"),
            ("number 12%", "nombre 12%", "\"nombre 12%\"", "a part reads like `number 12%`"),
            ("format = 1", "format = 0", "0", "this file is of format 0"),
        ] {
            assert!(written.contains(from), "{from}");
            let faults = read_text(&written.replacen(from, to, 1)).unwrap_err();
            assert!(faults.iter().any(|(place, told)| place.starts_with(at) && told.contains(message)), "{to}: {faults:?}");
        }
    }

    #[test]
    fn an_edit_changes_the_record_of_its_own_sentence_only() {
        let was = sync::begin("a.md", &seed(TEXT)).claims;
        let now = sync::sync(&was, "a.md", &seed(&TEXT.replace("12%", "21%")), |_| false).claims;
        let (was, now) = (was.written(), now.written());
        let changed = was.lines().zip(now.lines()).filter(|(was, now)| was != now).map(|(was, _)| was.split(' ').next().unwrap());
        // The census's line of the paragraph, and the record of the sentence.
        assert_eq!(changed.collect::<Vec<_>>(), ["", "text", "hash", "parts", "seal"]);
    }
}
