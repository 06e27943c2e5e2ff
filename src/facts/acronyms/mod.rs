//! Short forms, and what they are short for.
//!
//! In goes prose; out comes every occurrence of a short form with the expansion that stands nearest before or at it, or,
//! where the text gives none, with words whose initials fit. `shapes` says what looks like a short form, `introductions`
//! where one is introduced, `alignment` whether words spell it, `initials` which other words could.

mod alignment;
mod initials;
mod introductions;
mod shapes;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::Prose;
use crate::language::{Table, Token, fold_hash};
use crate::span::Span;
use introductions::Introduction;
use shapes::Form;

/// One occurrence of a short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym {
    /// Where it stands; a plural `s` included, a possessive not.
    pub span: Span,
    /// The short form itself, without a plural `s`.
    pub text: String,
    /// The expansion that stands nearest before or at it: where it was introduced, or else words of the same sentence
    /// whose initials spell it.
    pub long: Option<Span>,
    /// Whether the short form is introduced here: "long form (SHORT)" or "SHORT (long form)".
    pub introduced: bool,
    /// Whether the lexicon `acronym-known` says that readers need no expansion.
    pub known: bool,
    /// Where nothing introduces it anywhere: words of this seed whose initials fit, the nearest before it, else after it.
    pub guess: Option<Span>,
}

/// Finds every occurrence of every short form.
pub fn find(prose: Prose<'_>) -> Vec<Acronym> {
    let forms = shapes::find(prose);
    let introductions = introductions::find(prose, &forms);
    let forms = accepted(prose, forms, &introductions);
    let spelled = initials::in_sentences(prose, &forms, &introductions);
    let names = initials::in_document(prose, &forms, &introductions);
    let introduced: HashSet<&str> = introductions.iter().map(|introduction| introduction.key.as_str()).collect();
    let known = prose.language.set("acronym-known");

    let mut latest: HashMap<&str, Span> = HashMap::new();
    let mut next = introductions.iter().peekable();
    let mut found = Vec::with_capacity(forms.len());
    for (form, spelled) in forms.iter().zip(spelled) {
        let mut here = false;
        while let Some(introduction) = next.next_if(|introduction| introduction.short.start <= form.tokens.start) {
            latest.insert(&introduction.key, prose.place(introduction.long.clone()));
            here |= introduction.short.start == form.tokens.start;
        }
        let span = prose.place(form.tokens.clone());
        let long = latest.get(form.key.as_str()).copied().or(spelled);
        // Some write the plural in capitals: "the fellows (PIFS)", and "a PIF" behind it.
        let plural = || introduced.contains(format!("{}S", form.key).as_str());
        let singular = || form.key.strip_suffix('S').is_some_and(|singular| introduced.contains(singular));
        let open = long.is_none() && !introduced.contains(form.key.as_str()) && !plural() && !singular();
        let guess = if open { names.nearest(&form.key, span) } else { None };
        let known = prose.language.longest(known, &prose.tokens[form.tokens.clone()]) == form.tokens.len();
        let written = span.of(prose.text()).replace('\0', "");
        let text = shapes::singular(&written).to_owned();
        found.push(Acronym { span, text, long, introduced: here, known, guess });
    }
    found
}

/// The forms that are short forms after all: those that nothing speaks against, those that are introduced somewhere, and
/// words that an introduction alone makes one, wherever they stand.
fn accepted(prose: Prose<'_>, forms: Vec<Form>, introductions: &[Introduction]) -> Vec<Form> {
    let loose = Loose::of(prose, introductions);
    let mut accepted: Vec<Form> = Vec::with_capacity(forms.len());
    let mut shaped = forms.into_iter().peekable();
    let mut at = 0;
    while at < prose.tokens.len() {
        while shaped.next_if(|form| form.tokens.start < at).is_some() {}
        let form = shaped.next_if(|form| form.tokens.start == at);
        match (form, loose.at(prose, at)) {
            (Some(form), loosely) if loosely.as_ref().is_none_or(|tokens| tokens.end <= form.tokens.end) => {
                at = form.tokens.end;
                if !form.doubtful || loose.keys.contains(form.key.as_str()) {
                    accepted.push(form);
                }
            }
            (_, Some(tokens)) => {
                at = tokens.end;
                accepted.push(Form { key: shapes::key(prose, tokens.clone()), tokens, doubtful: false });
            }
            _ => at += 1,
        }
    }
    accepted
}

/// The short forms that were introduced, to be found again whatever they look like.
struct Loose<'a> {
    keys: HashSet<&'a str>,
    /// Each by the hash of its first word, its length in tokens and its key.
    forms: HashSet<(u64, usize, &'a str)>,
    /// Of each spelling: the lengths of those that begin with it, longest first.
    lengths: Table<Vec<usize>>,
}

impl<'a> Loose<'a> {
    fn of(prose: Prose<'_>, introductions: &'a [Introduction]) -> Self {
        let mut lengths: HashMap<u64, BTreeSet<usize>> = HashMap::new();
        let (mut keys, mut forms) = (HashSet::new(), HashSet::new());
        for introduction in introductions {
            if keys.insert(introduction.key.as_str()) && introduction.short.len() <= LONGEST_LOOSE {
                let first = prose.tokens[introduction.short.start].text(prose.text());
                let first = fold_hash(shapes::singular(&first));
                lengths.entry(first).or_default().insert(introduction.short.len());
                forms.insert((first, introduction.short.len(), introduction.key.as_str()));
            }
        }
        let of_spelling = |token: Token| lengths.get(&token.hash).map(|lengths| lengths.iter().rev().copied().collect());
        Self { keys, forms, lengths: prose.vocabulary.table(|token| of_spelling(token).unwrap_or_default()) }
    }

    /// The tokens from `at` on that are a short form, if they are; of several, the longest.
    fn at(&self, prose: Prose<'_>, at: usize) -> Option<Range<usize>> {
        let first = prose.tokens[at];
        let fits = |tokens: &Range<usize>| {
            tokens.end <= prose.tokens.len() && self.forms.contains(&(first.hash, tokens.len(), &*shapes::key(prose, tokens.clone())))
        };
        self.lengths.of(first).iter().map(|length| at..at + length).find(|tokens| !first.joined() && fits(tokens))
    }
}

/// The most tokens of a short form that is found again by its words alone.
const LONGEST_LOOSE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::facts;
    use crate::language::Language;
    use crate::source::{Format, Source};

    fn language() -> Language {
        Language::load(&builtin::folder("lexicons"), &[], &mut Vec::new())
    }

    fn acronyms(language: &Language, text: &str) -> Vec<Acronym> {
        let document = crate::document::read(&Source::new("a.md", Format::Markdown, text));
        facts::find(language, Default::default(), &document).acronyms
    }

    /// Each short form, `=` its long form, `!` where it is introduced, `?` what it may stand for, `*` where it is known.
    fn shown(language: &Language, text: &str) -> String {
        let show = |acronym: &Acronym| {
            let long = acronym.long.map(|long| format!("={}", long.of(text))).unwrap_or_default();
            let guess = acronym.guess.map(|guess| format!("?{}", guess.of(text))).unwrap_or_default();
            let mark = |on: bool, mark: &'static str| if on { mark } else { "" };
            format!("{}{long}{}{guess}{}", acronym.text, mark(acronym.introduced, "!"), mark(acronym.known, "*"))
        };
        acronyms(language, text).iter().map(show).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn short_forms_and_their_long_forms() {
        let cases = [
            ("The River Relief Commission (RRC) met. The RRC left.", "RRC=River Relief Commission! / RRC=River Relief Commission"),
            ("The RRC (River Relief Commission) met.", "RRC=River Relief Commission!"),
            ("The River Relief Commission (“RRC”) met.", "RRC=River Relief Commission!"),
            ("The River Relief Commission (hereafter the RRC) met.", "RRC=River Relief Commission!"),
            ("The River Relief Commission [RRC] met.", "RRC=River Relief Commission!"),
            ("The River Relief Commission ( RRC ) met .", "RRC=River Relief Commission!"),
            ("The River Relief Commission, or RRC, met.", "RRC=River Relief Commission!"),
            ("RRC stands for River Relief Commission.", "RRC=River Relief Commission!"),
            ("Two low-lying islands (LLIs) sank. One LLI rose.", "LLI=low-lying islands! / LLI=low-lying islands"),
            ("The Ministry of Fishing and Boats (MoFB) met.", "MoFB=Ministry of Fishing and Boats!"),
            ("The Northern Lakes Union for Rowing (NLU-Rowing) met.", "NLU-Rowing=Northern Lakes Union for Rowing!"),
            ("The River Relief Commission met in May. Later the RRC left.", "RRC?River Relief Commission"),
            ("It is called the “slow tide act” here. The STA passed.", "STA?slow tide act"),
            ("The RRC left. A commission came.", "RRC"),
            ("River Relief Centres (RRCs) met. Later one RRC left.", "RRC=River Relief Centres! / RRC=River Relief Centres"),
            ("A River Relief Centre (RRC) met. Later all RRCs left.", "RRC=River Relief Centre! / RRC=River Relief Centre"),
            ("The River Relief Centres (RRCS) met. Later one RRC left.", "RRCS=River Relief Centres! / RRC"),
            ("The Norland River Relief Commission (NRRC) met. Later the RRC left.", "NRRC=Norland River Relief Commission! / RRC"),
            ("The River Relief Commission of Norland (NORREL) met. Later the RRC left.", "NORREL / RRC"),
            ("The River Relief Commission (RvRC) met. Later the RRC left.", "RvRC=River Relief Commission! / RRC?River Relief Commission"),
            (
                "The Norland River Relief Commission (NRRC) met the Ulm River Relief Commission. Later the RRC left.",
                "NRRC=Norland River Relief Commission! / RRC?River Relief Commission",
            ),
        ];
        let language = language();
        for (text, expected) in cases {
            assert_eq!(shown(&language, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_short_form() {
        let cases = [
            ("Charter XIV and World War II were long.", ""),
            ("They did NOT come, and NEVER will.", ""),
            ("It was a DAM. The dam broke.", ""),
            ("A B-52 and an S-400 came to Peoria, IL with 40 GW.", ""),
            ("J.F. Marlow spoke with McBride of YouTube.", ""),
            ("# THE WATER IS RISING FAST\n\nIt is.", ""),
            ("MK: We went. We came, said Lee Moss (D-N.Y.).", ""),
            ("OSLOW, Norland — It rained.", ""),
            ("It was MARLOW who won. Marlow smiled.", ""),
            ("See ECE/TRANS/WP.29/2005 for more.", ""),
            ("The EU-UK pact and COVID-19 in the U.S. matter.", "EU* / UK* / COVID-19* / U.S.*"),
            ("An initial value (IV) counts. The IV fell.", "IV=initial value! / IV=initial value"),
            ("", ""),
        ];
        let language = language();
        for (text, expected) in cases {
            assert_eq!(shown(&language, text), expected, "{text}");
        }
    }

    #[test]
    fn a_plural_s_belongs_to_the_place_and_not_to_the_form() {
        let text = "Several RRCs met.";
        let found = acronyms(&language(), text);
        assert_eq!((found[0].span.of(text), found[0].text.as_str()), ("RRCs", "RRC"));
    }
}
