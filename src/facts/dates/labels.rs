//! Words of time that are no times to be looked up: names with a day of the week, labels, the issue of a series that a text is.
//!
//! In goes an expression of time in its sentence; out comes whether it says when something was. Knows no date.

use super::grammar::Reader;
use super::mention::{Fields, Meaning, Mention, Year};
use super::words::Word;
use crate::document::BlockKind;
use crate::facts::Prose;
use crate::language::{Token, TokenKind};

impl Reader<'_> {
    /// Whether the day of the week at `at` ends a name: "Taco Thursday", "on Giving Tuesday". In news a name stands before a day for
    /// other reasons, too ("the Senate Friday passed it", "in Oslo Tuesday"): what stands around the two must tell.
    pub(super) fn is_day_name(self, at: usize) -> bool {
        const ARTICLES: [&str; 7] = ["a", "an", "our", "your", "my", "another", "annual"];
        const NAMING: [&str; 4] = ["called", "named", "dubbed", "nicknamed"];
        const LEADS: [&str; 5] = ["on", "for", "since", "until", "during"];
        let Some(epithet) = at.checked_sub(1).filter(|epithet| self.may_be_epithet(*epithet)) else { return false };
        let holds = |set: &str, i: usize| self.token(i).is_some_and(|token| self.prose.language.holds(self.prose.language.set(set), token));
        let among = |i: usize, words: &[&str]| words.iter().any(|word| self.is_text(i, word));
        if holds("day-epithet", epithet) || self.is_text(at + 1, "is") && among(at + 2, &["a", "an", "the", "our"]) {
            return true;
        }
        let Some(lead) = epithet.checked_sub(1) else { return false };
        let ends = self.token(at + 1).is_none_or(|after| !after.is_word());
        let set_off = self.mark(lead, ":") || self.mark(lead, "(") || self.token(lead).is_some_and(|lead| lead.kind == TokenKind::Quote);
        set_off && ends
            || among(lead, &ARTICLES)
            || among(lead, &NAMING)
            || matches!(self.word(lead), Word::Every | Word::Pointing(_))
            || lead == 0 && among(lead, &LEADS)
            || holds("day-keeping-verb", lead)
    }

    /// Whether token `i` is a word with a capital of its own that may be an epithet.
    fn may_be_epithet(self, i: usize) -> bool {
        let grammar =
            ["preposition", "determiner", "conjunction", "auxiliary", "subject-pronoun"].map(|name| self.prose.language.set(name));
        let word = self.token(i).filter(|token| !token.upper() && !grammar.iter().any(|set| self.prose.language.holds(*set, *token)));
        self.capital(i) && self.word(i) == Word::Other && word.is_some()
    }
}

/// Whether a time is the label of what stands below or behind it: alone in its block, before a colon, or in capitals in running
/// text, as the title of a section is.
pub(super) fn is_label(prose: Prose<'_>, mention: &Mention) -> bool {
    const REST: usize = 3;
    let text = prose.text();
    let Some(sentence) = prose.sentences.get(mention.sentence) else { return false };
    let Some(block) = prose.document.blocks.get(sentence.block) else { return false };
    let words = |range: std::ops::Range<usize>| prose.tokens[range].iter().filter(|token| token.is_word());
    let before = sentence.tokens.start..mention.tokens.start;
    let opens = before.len() <= REST && words(before).next().is_none();
    let after = prose.tokens.get(mention.tokens.end).filter(|_| mention.tokens.end < sentence.tokens.end);
    let colon = after.is_some_and(|after| after.is(text, ":") && !after.spaced());
    let alone = sentence.span.start <= block.span.start && block.span.end <= sentence.span.end;
    // "This week in review", "Last month at a glance".
    let rest = mention.tokens.end.min(sentence.tokens.end)..sentence.tokens.end;
    let stopped = prose.tokens[rest.clone()].last().is_some_and(|last| last.is(text, "."));
    let reviewed = !stopped && after.is_some_and(|after| after.is(text, "in") || after.is(text, "at"));
    let whole = alone && rest.len() <= REST && (reviewed || words(rest).next().is_none());
    let capital = |token: &Token| token.capital() && !token.upper();
    let titled = mention.tokens.len() > 1 && words(mention.tokens.clone()).all(capital);
    let heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title);
    opens && (colon || whole) || titled && !heading
}

/// Whether a time is that of the text itself, as one of a series: "in this week’s episode", "this week we’ll look at …".
pub(super) fn is_of_issue(prose: Prose<'_>, mention: &Mention) -> bool {
    const REACH: usize = 12;
    const NOUN: usize = 3;
    let language = prose.language;
    let Some(sentence) = prose.sentences.get(mention.sentence) else { return false };
    let behind = &prose.tokens[mention.tokens.end.min(sentence.tokens.end)..sentence.tokens.end];
    if let [owner, rest @ ..] = behind
        && owner.kind == TokenKind::Clitic
    {
        let nouns = language.set("~issue-noun");
        return rest.iter().take(NOUN).take_while(|token| token.is_word()).any(|token| language.holds(nouns, *token));
    }
    let before = &prose.tokens[mention.tokens.start.saturating_sub(REACH).max(sentence.tokens.start)..mention.tokens.start];
    presents(prose, &behind[..behind.len().min(NOUN)], behind) && before.iter().all(|token| !token.is_word())
        || (0..before.len()).any(|at| presents(prose, &before[at..=at], &before[at..]))
}

/// Whether one of the first tokens is "we" or "I", and says behind it what a text is going to do: "we’ll look", "we are looking".
fn presents(prose: Prose<'_>, first: &[Token], tokens: &[Token]) -> bool {
    const VERB: usize = 4;
    let (text, language) = (prose.text(), prose.language);
    let is = |token: &Token, words: &[&str]| words.iter().any(|word| token.text(text).eq_ignore_ascii_case(word));
    let Some(subject) = first.iter().position(|token| is(token, &["we", "i", "let"])) else { return false };
    if first[..subject].iter().any(|token| token.is_word()) {
        return false;
    }
    let base = language.set("presenting-verb");
    let forms = language.set("~presenting-verb");
    let mut rest = tokens[subject + 1..].iter().take(VERB).take_while(|token| token.is_word() || token.kind == TokenKind::Clitic);
    let passes = |token: &&Token| {
        token.kind == TokenKind::Clitic || is(token, &["will", "shall", "are", "am", "be", "going", "to", "also", "s", "ll", "re", "m"])
    };
    let verb = rest.find(|token| !passes(token));
    verb.is_some_and(|verb| language.holds(base, *verb) || language.holds(forms, *verb) && verb.text(text).ends_with("ing"))
}

/// The year that a text says it speaks of: the subject of the sentence that opens its first paragraph ("2015 was a busy year",
/// "As 2015 draws to a close"), if the text names none later but the next. A year of another century opens a history.
pub(super) fn opening_year(prose: Prose<'_>, mentions: &[Mention]) -> Option<i32> {
    const CENTURY: i32 = 2000;
    let paragraph = |block: usize| prose.document.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Paragraph);
    let opening = prose.sentences.iter().position(|sentence| paragraph(sentence.block))?;
    let said = |mention: &Mention| match mention.meaning {
        Meaning::Calendar(Fields { year: Some(Year::Said(year)), .. }) => Some(year),
        _ => None,
    };
    let first = mentions.iter().find(|mention| mention.sentence == opening)?;
    let Meaning::Calendar(fields) = first.meaning else { return None };
    let year = fields.only_year().filter(|year| *year >= CENTURY)?;
    let sentence = &prose.sentences[opening].tokens;
    let (lead, next) = (&prose.tokens[sentence.start..first.tokens.start], prose.tokens.get(first.tokens.end)?);
    let text = |token: &Token| token.text(prose.text()).to_lowercase();
    let lead: Vec<_> = lead.iter().filter(|token| token.is_word()).map(text).collect();
    let led = |words: &[&str]| lead.iter().map(String::as_str).eq(words.iter().copied());
    let auxiliary = prose.language.holds(prose.language.set("auxiliary"), *next);
    let verb = text(next);
    let present = next.is_word() && verb.ends_with('s') && !auxiliary;
    let subject = (led(&[]) || led(&["the", "year"]) || led(&["year"])) && auxiliary || led(&["as"]) && (present || verb == "is");
    (subject && mentions.iter().filter_map(said).all(|other| other <= year + 1)).then_some(year)
}
