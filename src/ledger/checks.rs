//! The checks file of a seed: who judged which wording against which source; what is exempt, retired, signed off.
//!
//! In goes a source; out come [`Checks`], or faults at their places; and back to a text. Records are appended, and never
//! changed: a judgement that was wrong is withdrawn by another record. Each holds the wording that was judged, so that no
//! history has to be at hand.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use toml::value::Datetime;

use super::canonical::{self, Fields, Value};
use super::file::{self, FORMAT, Read};
use super::normal::Hash;
use super::parts::Part;
use super::plain::{self, Plain};
use super::verdict::{Level, Role, Verdict};
use crate::finding::Fault;
use crate::source::Source;
use crate::toml_file::{self, Spanned, place};

/// What people said of the claims of one seed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checks {
    /// Judgements, by `claim-yymmdd-initials`, `-2` and so on behind it where that is taken.
    pub checks: BTreeMap<String, Check>,
    /// Claims that may stand unchecked, by id.
    pub exempt: BTreeMap<String, Exempt>,
    /// Claims that are gone from the text, by id.
    pub retired: BTreeMap<String, Retired>,
    /// Who let the seed as a whole go, by `yymmdd-initials`.
    pub signoffs: BTreeMap<String, Signoff>,
}

/// One judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The id of the claim.
    pub claim: String,
    /// Of the wording that was judged.
    pub hash: Hash,
    /// That wording.
    pub text: String,
    /// What was said of it.
    pub verdict: Verdict,
    /// What was verified.
    pub level: Option<Level>,
    /// What could be told apart in the wording.
    pub parts: Vec<Part>,
    /// Who judged: `Amara Okoro <amara@example.org>`.
    pub by: String,
    /// When.
    pub on: Date,
    /// Why.
    pub note: Option<String>,
    /// What the text should say.
    pub correction: Option<String>,
    /// Where evidence was searched for.
    pub search: Option<String>,
    /// The last day on which it holds.
    pub valid_until: Option<Date>,
    /// The checks that it takes the place of: withdrawn ones, or those of others that an editor overrules.
    pub replaces: Vec<String>,
    /// On what it rests.
    pub sources: Vec<Cited>,
}

/// What one source says on one claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cited {
    /// Its id in the register.
    pub id: String,
    /// Where in it.
    pub at: Option<String>,
    /// What it is for this claim.
    pub role: Option<Role>,
    /// Its very words.
    pub quote: Option<String>,
    /// The hash of the source's text that was read.
    pub text: Option<String>,
}

/// A claim that may stand unchecked as long as its wording stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Exempt {
    /// Of that wording.
    pub hash: Hash,
    /// Why.
    pub reason: String,
    /// Since when.
    pub on: Date,
    /// Who says so; nobody for what stood when the ledger was begun.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// A claim that is gone from the text. Its id is never given again.
#[derive(Debug, Clone, PartialEq)]
pub struct Retired {
    /// The wording that is gone.
    pub text: String,
    /// Why.
    pub reason: String,
    /// When it was retired.
    pub on: Date,
    /// Who says so.
    pub by: String,
}

/// A seed that was let go, as it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Signoff {
    /// Of all its wordings.
    pub document: String,
    /// Of all records of its claims.
    pub checks: String,
    /// Who let it go.
    pub by: String,
    /// When.
    pub on: Date,
}

const HEAD: &str = "# Written by `seedlint claims mark` and its like. Append; never edit or delete: each record has a seal.\n";

/// A kind of record that can be written.
pub trait Record {
    /// The name of its table.
    const TABLE: &'static str;

    /// Its values in order.
    fn fields(&self) -> Fields;

    /// As it is written under a key, with its seal.
    fn written(&self, key: &str) -> String {
        canonical::record(&format!("{}.{key}", Self::TABLE), &self.fields())
    }
}

impl Record for Check {
    const TABLE: &'static str = "check";

    fn fields(&self) -> Fields {
        let mut fields = vec![
            ("claim", Value::Text(self.claim.clone())),
            ("hash", Value::Text(self.hash.written())),
            ("text", Value::Text(self.text.clone())),
            ("verdict", Value::Text(self.verdict.name().to_owned())),
        ];
        fields.extend(self.level.map(|level| ("level", Value::Text(level.name().to_owned()))));
        if !self.parts.is_empty() {
            fields.push(("parts", Value::Words(self.parts.iter().map(Part::written).collect())));
        }
        fields.push(("by", Value::Text(self.by.clone())));
        fields.push(("on", Value::Day(self.on)));
        for (name, text) in [("note", &self.note), ("correction", &self.correction), ("search", &self.search)] {
            fields.extend(text.iter().map(|text| (name, Value::Text(text.clone()))));
        }
        fields.extend(self.valid_until.map(|day| ("valid-until", Value::Day(day))));
        if !self.replaces.is_empty() {
            fields.push(("replaces", Value::Words(self.replaces.clone())));
        }
        if !self.sources.is_empty() {
            fields.push(("sources", Value::Rows(self.sources.iter().map(row).collect())));
        }
        fields
    }
}

fn row(cited: &Cited) -> Vec<(&'static str, String)> {
    let mut row = vec![("id", cited.id.clone())];
    row.extend(cited.at.iter().map(|at| ("at", at.clone())));
    row.extend(cited.role.map(|role| ("role", role.name().to_owned())));
    row.extend(cited.quote.iter().map(|quote| ("quote", quote.clone())));
    row.extend(cited.text.iter().map(|text| ("text", text.clone())));
    row
}

impl Record for Exempt {
    const TABLE: &'static str = "exempt";

    fn fields(&self) -> Fields {
        let mut fields =
            vec![("hash", Value::Text(self.hash.written())), ("reason", Value::Text(self.reason.clone())), ("on", Value::Day(self.on))];
        fields.extend(self.by.iter().map(|by| ("by", Value::Text(by.clone()))));
        fields.extend(self.until.map(|day| ("until", Value::Day(day))));
        fields
    }
}

impl Record for Retired {
    const TABLE: &'static str = "retired";

    fn fields(&self) -> Fields {
        vec![
            ("text", Value::Text(self.text.clone())),
            ("reason", Value::Text(self.reason.clone())),
            ("on", Value::Day(self.on)),
            ("by", Value::Text(self.by.clone())),
        ]
    }
}

impl Record for Signoff {
    const TABLE: &'static str = "signoff";

    fn fields(&self) -> Fields {
        vec![
            ("document", Value::Text(self.document.clone())),
            ("checks", Value::Text(self.checks.clone())),
            ("by", Value::Text(self.by.clone())),
            ("on", Value::Day(self.on)),
        ]
    }
}

impl Checks {
    /// As it is written.
    pub fn written(&self) -> String {
        let mut out = HEAD.to_owned();
        canonical::field(&mut out, "format", &Value::Whole(FORMAT));
        for record in self.records() {
            out.push('\n');
            out.push_str(&record);
        }
        out
    }

    /// Every record as it is written, in order.
    fn records(&self) -> impl Iterator<Item = String> {
        let checks = self.checks.iter().map(|(key, record)| record.written(key));
        let exempt = self.exempt.iter().map(|(key, record)| record.written(key));
        let retired = self.retired.iter().map(|(key, record)| record.written(key));
        checks.chain(exempt).chain(retired).chain(self.signoffs.iter().map(|(key, record)| record.written(key)))
    }

    /// The seal over everything that was said of claims, for a sign-off.
    pub fn seal(&self) -> String {
        let unsigned = Self { signoffs: BTreeMap::new(), ..self.clone() };
        canonical::seal(&unsigned.written())
    }

    /// The last day on which anybody said anything, and the record's header.
    pub fn last(&self) -> Option<(Date, String)> {
        let checks = self.checks.iter().map(|(key, record)| (record.on, format!("check.{key}")));
        let exempt = self.exempt.iter().map(|(key, record)| (record.on, format!("exempt.{key}")));
        let retired = self.retired.iter().map(|(key, record)| (record.on, format!("retired.{key}")));
        let signoffs = self.signoffs.iter().map(|(key, record)| (record.on, format!("signoff.{key}")));
        checks.chain(exempt).chain(retired).chain(signoffs).max()
    }

    /// Appends a judgement, and says under which key.
    pub fn append(&mut self, check: Check) -> String {
        let stem = format!("{}-{}-{}", check.claim, check.on.strftime("%y%m%d"), initials(&check.by));
        let key = free(&stem, |key| self.checks.contains_key(key));
        self.checks.insert(key.clone(), check);
        key
    }

    /// Appends a signature, and says under which key.
    pub fn sign(&mut self, signoff: Signoff) -> String {
        let stem = format!("{}-{}", signoff.on.strftime("%y%m%d"), initials(&signoff.by));
        let key = free(&stem, |key| self.signoffs.contains_key(key));
        self.signoffs.insert(key.clone(), signoff);
        key
    }
}

/// The key, or the first with a number behind it that is not taken.
fn free(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
}

/// `ao` for `Amara Okoro <amara@example.org>`.
pub fn initials(person: &str) -> String {
    let letters = file::name_of(person).split_whitespace().filter_map(|word| word.chars().next());
    let letters: String = letters.flat_map(char::to_lowercase).map(|c| if c.is_ascii_alphanumeric() { c } else { 'x' }).collect();
    if letters.is_empty() { "x".to_owned() } else { letters }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(rename = "format")]
    _format: u8,
    #[serde(default)]
    check: BTreeMap<Spanned<String>, RawCheck>,
    #[serde(default)]
    exempt: BTreeMap<Spanned<String>, RawExempt>,
    #[serde(default)]
    retired: BTreeMap<Spanned<String>, RawRetired>,
    #[serde(default)]
    signoff: BTreeMap<Spanned<String>, RawSignoff>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawCheck {
    claim: String,
    hash: Spanned<String>,
    text: String,
    verdict: Spanned<String>,
    level: Option<Spanned<String>>,
    #[serde(default)]
    parts: Vec<Spanned<String>>,
    by: Spanned<String>,
    on: Spanned<Datetime>,
    note: Option<String>,
    correction: Option<String>,
    search: Option<String>,
    valid_until: Option<Spanned<Datetime>>,
    #[serde(default)]
    replaces: Vec<String>,
    #[serde(default)]
    sources: Vec<RawCited>,
    seal: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCited {
    id: String,
    at: Option<String>,
    role: Option<Spanned<String>>,
    quote: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExempt {
    hash: Spanned<String>,
    reason: String,
    on: Spanned<Datetime>,
    by: Option<Spanned<String>>,
    until: Option<Spanned<Datetime>>,
    seal: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRetired {
    text: String,
    reason: String,
    on: Spanned<Datetime>,
    by: Spanned<String>,
    seal: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignoff {
    document: String,
    checks: String,
    by: Spanned<String>,
    on: Spanned<Datetime>,
    seal: Spanned<String>,
}

/// Reads a checks file. Where anything is wrong with it, `None`; each fault goes to `faults`.
pub fn read(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Read<Checks>> {
    plain::read(&source.text).and_then(as_written).or_else(|| read_any(source, faults))
}

/// What stands in a file that is laid out as it was written. `None` where anything is otherwise.
fn as_written(plain: Plain<'_>) -> Option<Read<Checks>> {
    let mut read: Read<Checks> = Read::default();
    if !plain.head.is_done() {
        return None;
    }
    for plain::Record { table, key, mut fields } in plain.records {
        let checks = &mut read.what;
        let fresh = match table {
            "check" => checks.checks.insert(key.to_owned(), plain_check(&mut fields)?).is_none(),
            "exempt" => {
                let (hash, reason) = (Hash::read(&fields.text("hash")??).ok()?, fields.text("reason")??);
                let (on, by, until) = (fields.day("on")??, fields.text("by")?, fields.day("until")?);
                if by.as_deref().is_some_and(|by| file::name_of(by).is_empty()) {
                    return None;
                }
                checks.exempt.insert(key.to_owned(), Exempt { hash, reason, on, by, until }).is_none()
            }
            "retired" => {
                let (text, reason) = (fields.text("text")??, fields.text("reason")??);
                let (on, by) = (fields.day("on")??, plain_person(&mut fields)?);
                checks.retired.insert(key.to_owned(), Retired { text, reason, on, by }).is_none()
            }
            "signoff" => {
                let (document, sealed) = (fields.text("document")??, fields.text("checks")??);
                let (by, on) = (plain_person(&mut fields)?, fields.day("on")??);
                checks.signoffs.insert(key.to_owned(), Signoff { document, checks: sealed, by, on }).is_none()
            }
            _ => return None,
        };
        if !fresh || !fields.is_done() {
            return None;
        }
    }
    Some(read)
}

fn plain_person(fields: &mut plain::Fields<'_>) -> Option<String> {
    fields.text("by")?.filter(|by| !file::name_of(by).is_empty())
}

fn plain_check(fields: &mut plain::Fields<'_>) -> Option<Check> {
    let mut sources = Vec::new();
    for mut row in fields.rows("sources")? {
        let role = match row.text("role")? {
            Some(word) => Some(Role::named(&word)?),
            None => None,
        };
        let id = row.text("id")??;
        sources.push(Cited { id, at: row.text("at")?, role, quote: row.text("quote")?, text: row.text("text")? });
        if !row.is_done() {
            return None;
        }
    }
    let level = match fields.text("level")? {
        Some(word) => Some(Level::named(&word)?),
        None => None,
    };
    Some(Check {
        claim: fields.text("claim")??,
        hash: Hash::read(&fields.text("hash")??).ok()?,
        text: fields.text("text")??,
        verdict: Verdict::named(&fields.text("verdict")??)?,
        level,
        parts: fields.list("parts")?.iter().map(|part| Part::read(part)).collect::<Option<_>>()?,
        by: plain_person(fields)?,
        on: fields.day("on")??,
        note: fields.text("note")?,
        correction: fields.text("correction")?,
        search: fields.text("search")?,
        valid_until: fields.day("valid-until")?,
        replaces: fields.list("replaces")?.into_iter().map(Cow::into_owned).collect(),
        sources,
    })
}

/// The same of any TOML.
fn read_any(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Read<Checks>> {
    let before = faults.len();
    let raw: Raw = file::is_readable(source, faults).then(|| toml_file::read(source, faults)).flatten()?;
    let mut reader = Reader { source, faults, read: Read::default() };
    reader.read.what = Checks {
        checks: reader.records(raw.check, |reader, raw| reader.check(raw)),
        exempt: reader.records(raw.exempt, |reader, raw| reader.exempt(raw)),
        retired: reader.records(raw.retired, |reader, raw| reader.retired(raw)),
        signoffs: reader.records(raw.signoff, |reader, raw| reader.signoff(raw)),
    };
    let read = reader.read;
    (faults.len() == before).then_some(read)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    faults: &'a mut Vec<Fault>,
    read: Read<Checks>,
}

impl Reader<'_> {
    /// Reads the records of one table, each held against its seal where nothing else is wrong with it.
    fn records<R, T: Record>(
        &mut self,
        raw: BTreeMap<Spanned<String>, R>,
        one: impl Fn(&mut Self, R) -> (Option<T>, Spanned<String>),
    ) -> BTreeMap<String, T> {
        let mut records = BTreeMap::new();
        for (key, raw) in raw {
            let header = format!("{}.{}", T::TABLE, key.get_ref());
            self.read.places.insert(header.clone(), place(&key));
            let before = self.faults.len();
            let (record, seal) = one(self, raw);
            let Some(record) = record else { continue };
            if self.faults.len() == before {
                file::check_seal(self.source, &header, &record.fields(), &seal, self.faults);
            }
            records.insert(key.into_inner(), record);
        }
        records
    }

    fn check(&mut self, raw: RawCheck) -> (Option<Check>, Spanned<String>) {
        let hash = self.hash(&raw.hash);
        let verdict = self.word(&raw.verdict, Verdict::named(raw.verdict.get_ref()), "verdict");
        let level = raw.level.as_ref().and_then(|word| self.word(word, Level::named(word.get_ref()), "level"));
        let mut parts = Vec::with_capacity(raw.parts.len());
        for written in &raw.parts {
            parts.extend(self.word(written, Part::read(written.get_ref()), "part"));
        }
        let on = self.day(&raw.on);
        let valid_until = raw.valid_until.as_ref().and_then(|day| self.day(day));
        self.person(&raw.by);
        let mut sources = Vec::with_capacity(raw.sources.len());
        for cited in raw.sources {
            let role = cited.role.as_ref().and_then(|word| self.word(word, Role::named(word.get_ref()), "role"));
            sources.push(Cited { id: cited.id, at: cited.at, role, quote: cited.quote, text: cited.text });
        }
        let RawCheck { claim, text, by, note, correction, search, replaces, seal, .. } = raw;
        let by = by.into_inner();
        let check = hash.zip(verdict).zip(on).map(|((hash, verdict), on)| Check {
            claim,
            hash,
            text,
            verdict,
            level,
            parts,
            by,
            on,
            note,
            correction,
            search,
            valid_until,
            replaces,
            sources,
        });
        (check, seal)
    }

    fn exempt(&mut self, raw: RawExempt) -> (Option<Exempt>, Spanned<String>) {
        raw.by.iter().for_each(|by| self.person(by));
        let until = raw.until.as_ref().and_then(|day| self.day(day));
        let (hash, on) = (self.hash(&raw.hash), self.day(&raw.on));
        let by = raw.by.map(Spanned::into_inner);
        (hash.zip(on).map(|(hash, on)| Exempt { hash, reason: raw.reason, on, by, until }), raw.seal)
    }

    fn retired(&mut self, raw: RawRetired) -> (Option<Retired>, Spanned<String>) {
        self.person(&raw.by);
        let on = self.day(&raw.on);
        (on.map(|on| Retired { text: raw.text, reason: raw.reason, on, by: raw.by.into_inner() }), raw.seal)
    }

    fn signoff(&mut self, raw: RawSignoff) -> (Option<Signoff>, Spanned<String>) {
        self.person(&raw.by);
        let on = self.day(&raw.on);
        (on.map(|on| Signoff { document: raw.document, checks: raw.checks, by: raw.by.into_inner(), on }), raw.seal)
    }

    fn hash(&mut self, written: &Spanned<String>) -> Option<Hash> {
        Hash::read(written.get_ref()).map_err(|message| self.faults.push(Fault::new(self.source, place(written), message))).ok()
    }

    fn word<T>(&mut self, written: &Spanned<String>, read: Option<T>, what: &str) -> Option<T> {
        if read.is_none() {
            self.faults.push(Fault::new(self.source, place(written), format!("unknown {what} `{}`", written.get_ref())));
        }
        read
    }

    fn day(&mut self, written: &Spanned<Datetime>) -> Option<Date> {
        file::day(self.source, written, self.faults)
    }

    fn person(&mut self, written: &Spanned<String>) {
        file::check_person(self.source, written, self.faults);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::source::Format;

    /// Checks with a record of each kind.
    pub(in crate::ledger) fn sample() -> Checks {
        let text = "Output fell 12% in March, the \"agency\" said.";
        let cited = Cited {
            id: "iop".into(),
            at: Some("table 1".into()),
            role: Some(Role::Primary),
            quote: Some("fell by\n11.96%".into()),
            text: Some("t1:1".into()),
        };
        let check = Check {
            claim: "7f3kq".into(),
            hash: Hash::of(text),
            text: text.into(),
            verdict: Verdict::Verified,
            level: Some(Level::Content),
            parts: vec![Part::read("number 12%").unwrap()],
            by: "Amara Okoro <amara@example.org>".into(),
            on: date(2026, 8, 22),
            note: Some("11.96 rounds to 12".into()),
            correction: None,
            search: None,
            valid_until: Some(date(2027, 1, 1)),
            replaces: vec![],
            sources: vec![cited],
        };
        let mut checks = Checks::default();
        checks.append(check.clone());
        checks.append(check);
        let exempt = Exempt { hash: Hash::of("x"), reason: "baseline".into(), on: date(2026, 8, 1), by: None, until: None };
        checks.exempt.insert("k44aa".into(), exempt);
        let retired = Retired { text: "x".into(), reason: "cut".into(), on: date(2026, 8, 23), by: "Lea Roe".into() };
        checks.retired.insert("p9w1z".into(), retired);
        let signoff = Signoff { document: "n1:1".into(), checks: "k1:1".into(), by: "Lea Roe".into(), on: date(2026, 8, 24) };
        checks.signoffs.insert("260824-lr".into(), signoff);
        checks
    }

    pub(in crate::ledger) fn read_text(text: &str) -> Result<Checks, Vec<(String, String)>> {
        let source = Arc::new(Source::new("a.checks.toml", Format::Plain, text));
        let mut faults = Vec::new();
        let read = read(&source, &mut faults);
        let told = faults.into_iter().map(|fault| (fault.span.of(text).to_owned(), fault.message)).collect();
        read.map(|read| read.what).ok_or(told)
    }

    #[test]
    fn checks_are_read_as_written_whatever_their_lines_end_in() {
        let checks = sample();
        let written = checks.written();
        assert_eq!(read_text(&written), Ok(checks.clone()));
        // Line by line, and as any TOML, they say the same at the same places.
        let source = Arc::new(Source::new("a.checks.toml", Format::Plain, written.as_str()));
        let plain = plain::read(&written).and_then(as_written).expect("the form in which it is written");
        let any = read_any(&source, &mut Vec::new()).expect("TOML");
        assert_eq!(plain.what, any.what);
        assert!(!any.places.is_empty() && any.places.iter().all(|(header, place)| plain.place(&written, header) == *place));
        assert_eq!(read_text(&written.replace('\n', "\r\n")), Ok(checks.clone()));
        let respaced = written.replace(" = ", "=").replace("[\n", "[ ");
        assert_eq!(read_text(&respaced), Ok(checks.clone()), "layout is not sealed");
        assert_eq!(checks.checks.keys().collect::<Vec<_>>(), ["7f3kq-260822-ao", "7f3kq-260822-ao-2"]);
        assert_eq!(checks.last(), Some((date(2026, 8, 24), "signoff.260824-lr".to_owned())));
    }

    #[test]
    fn no_edit_by_hand_passes_the_seal() {
        let written = sample().written();
        let seal = "the seal does not fit this record: it was edited by hand, or a merge lost a part of it";
        for (from, to) in [
            ("fell 12%", "fell 21%"),
            ("\"verified\"", "\"false\""),
            ("level = \"content\"\n", ""),
            ("Amara", "Lea"),
            ("on = 2026-08-22", "on = 2026-08-23"),
            ("11.96%", "12.96%"),
            ("role = \"primary\", ", ""),
            ("valid-until = 2027-01-01\n", ""),
            ("reason = \"baseline\"", "reason = \"fine\""),
            ("reason = \"cut\"", "reason = \"moved\""),
            ("checks = \"k1:1\"", "checks = \"k1:2\""),
            ("[check.7f3kq-260822-ao-2]", "[check.7f3kq-260822-lr]"),
            ("[exempt.k44aa]", "[exempt.k44ab]"),
        ] {
            assert!(written.contains(from), "{from}");
            let faults = read_text(&written.replacen(from, to, 1)).unwrap_err();
            assert!(faults.len() == 1 && faults[0].1 == seal && faults[0].0.starts_with("\"k1:"), "{from}: {faults:?}");
        }
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let written = sample().written();
        for (from, to, at, message) in [
            ("format = 1", "format = 3", "3", "this file is of format 3, and this version of seedlint reads format 1"),
            ("[exempt.k44aa]", "[check.7f3kq-260822-ao]", "7f3kq-260822-ao", "duplicate key"),
            ("[exempt.k44aa]", "<<<<<<< ours\n[exempt.k44aa]", "<<<<<<< ours", "a merge was left undone here"),
            ("\"Lea Roe\"", "\" <lea@example.org>\"", "\" <lea@example.org>\"", "nobody is named here"),
            ("\"verified\"", "\"verifed\"", "\"verifed\"", "unknown verdict `verifed`"),
            ("\"n1:", "\"n4:", "\"n4:", "wordings are hashed as `n4` here, of which this version of seedlint does not know"),
            ("2026-08-22", "2026-08-22T10:00:00", "2026-08-22T10:00:00", "a day is written like 2026-08-22"),
            ("by = \"Amara", "buy = \"Amara", "buy", "unknown key `buy`"),
        ] {
            let faults = read_text(&written.replacen(from, to, 1)).unwrap_err();
            assert!(faults.iter().any(|(place, told)| place.starts_with(at) && told.contains(message)), "{to}: {faults:?}");
        }
    }

    #[test]
    fn initials_are_letters() {
        for (person, expected) in [("Amara Okoro <a@example.org>", "ao"), ("Éva", "x"), ("jan van der Moor", "jvdm"), ("<x@y>", "x")] {
            assert_eq!(initials(person), expected);
        }
    }
}
