//! Which number of a sentence is a figure that somebody counted or measured, and how far it reaches.
//!
//! In go a sentence's tokens and the dates in it; out comes the place of one figure, or none. Money, shares and large
//! numbers go before bare counts. Numbers that name (`Boeing 737`, `chapter 12`, `18F`), date, order, tell an age, a
//! length of time or a score are no figures; nor are numbers that a reader can count on the page.

use crate::facts::Date;
use crate::language::{Language, Set, Token, TokenKind};
use crate::span::Span;

/// Unit symbols that may be fused with a number: `5m`, `40km`.
const FUSED: [&str; 20] =
    ["m", "bn", "k", "km", "kg", "cm", "mm", "g", "t", "tn", "mn", "mw", "gw", "kw", "mph", "ft", "lb", "p", "c", "lbs"];
/// Those of them that stand for large numbers.
const LARGE: [&str; 3] = ["bn", "tn", "mn"];
/// What may stand between a number and its unit of time.
const BEFORE_TIME: [&str; 11] =
    ["more", "full", "long", "straight", "consecutive", "short", "additional", "extra", "working", "business", "calendar"];
/// The most words between a number and the plural that it counts.
const COUNTED: usize = 3;

/// The words that tell figures from other numbers.
pub(super) struct Figures {
    cardinal: Set,
    small: Set,
    round: Set,
    measure: Set,
    weighty: Set,
    time: Set,
    label: Set,
    age: Set,
    code: Set,
    score: Set,
    plural: Set,
    past: Set,
    closed: [Set; 5],
}

/// A number with what belongs to it, as indexes of tokens.
#[derive(Default)]
struct Expression {
    /// The first token: a currency, or the number.
    from: usize,
    /// One past the last token.
    end: usize,
    /// Money, a share or a large number.
    weighty: bool,
    /// A unit or a larger cardinal stands behind it.
    unit: bool,
    /// A hyphen joins a word to it.
    hyphened: bool,
    /// A unit of time stands behind it.
    time: bool,
    /// The second number of a range or score.
    second: Option<usize>,
    /// Whether a hyphen or dash, and no "to", stands before the second number.
    dashed: bool,
}

/// One sentence's tokens.
struct Reader<'a> {
    figures: &'a Figures,
    language: &'a Language,
    text: &'a str,
    tokens: &'a [Token],
}

impl Figures {
    pub(super) fn new(language: &Language) -> Self {
        let set = |name: &str| language.set(name);
        Self {
            cardinal: set("cardinal"),
            small: set("cardinal-small"),
            round: set("round-number"),
            measure: set("~measure"),
            weighty: set("~figure-unit"),
            time: set("~time-unit"),
            label: set("~number-label"),
            age: set("age-cue"),
            code: set("currency-code"),
            score: set("~score-noun"),
            plural: set("irregular-plural"),
            past: set("past-tense"),
            closed: ["preposition", "conjunction", "auxiliary", "determiner", "subject-pronoun"].map(set),
        }
    }

    /// Whether some number stands among `tokens`, a figure or not, small ones in words aside.
    pub(super) fn any_number(&self, language: &Language, tokens: &[Token]) -> bool {
        let counts = |token: &Token| language.holds(self.cardinal, *token) && !language.holds(self.small, *token);
        tokens.iter().any(|token| token.kind == TokenKind::Number || counts(token))
    }

    /// The first weighty figure, or else the first; `dates` are those from the sentence's beginning on.
    pub(super) fn find<'d>(
        &self,
        language: &Language,
        text: &str,
        tokens: &[Token],
        dates: impl Iterator<Item = &'d Date>,
    ) -> Option<Span> {
        let reader = Reader { figures: self, language, text, tokens };
        let mut dates = dates.peekable();
        let mut bare = None;
        let mut open = 0_usize;
        let mut i = 0;
        while i < tokens.len() {
            let at = tokens[i].start as usize;
            while dates.next_if(|date| date.span.end <= at).is_some() {}
            let dated = dates.peek().is_some_and(|date| date.span.start <= at);
            if dated || !reader.is_number(i) || tokens[i].joined() {
                open = match text.as_bytes().get(at) {
                    Some(b'(') => open + 1,
                    Some(b')') => open.saturating_sub(1),
                    _ => open,
                };
                i += 1;
                continue;
            }
            let expression = reader.expression(i);
            if !reader.is_other(&expression, i, open > 0) {
                let end = reader.with_counted(&expression);
                let place = tokens[expression.from].span().join(tokens[end - 1].span());
                if expression.weighty {
                    return Some(place);
                }
                bare = bare.or(Some(place));
            }
            i = expression.end;
        }
        bare
    }
}

impl Reader<'_> {
    fn holds(&self, set: Set, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| self.language.holds(set, *token))
    }

    fn longest(&self, set: Set, i: usize) -> usize {
        self.tokens.get(i..).map_or(0, |tokens| self.language.longest(set, tokens))
    }

    fn is(&self, i: usize, marks: &[&str]) -> bool {
        self.tokens.get(i).is_some_and(|token| marks.iter().any(|mark| token.is(self.text, mark)))
    }

    fn spaced(&self, i: usize) -> bool {
        self.tokens.get(i).is_none_or(|token| token.spaced())
    }

    fn word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Word)
    }

    fn is_number(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => self.language.holds(self.figures.cardinal, *token),
            _ => false,
        })
    }

    fn is_currency(&self, i: usize) -> bool {
        let first = self.tokens.get(i).filter(|t| t.kind == TokenKind::Symbol).and_then(|t| t.span().of(self.text).chars().next());
        first.is_some_and(|c| matches!(c, '$' | '¢' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20cf}'))
    }

    /// The digits of a number and the letters fused with them.
    fn parts(&self, i: usize) -> (&str, &str) {
        let text = self.tokens.get(i).map_or("", |token| token.span().of(self.text));
        let letters = text.find(|c: char| !c.is_numeric() && !",.:’\u{a0}\u{202f}\0".contains(c)).unwrap_or(text.len());
        let (digits, letters) = text.split_at(letters);
        (digits, letters.trim_end_matches(char::is_numeric))
    }

    fn value(&self, i: usize) -> Option<f64> {
        self.parts(i).0.replace([',', '\0'], "").parse().ok()
    }

    /// The number at `i` with the currency before it and the units behind it.
    fn expression(&self, i: usize) -> Expression {
        let mut read = Expression { from: i, end: i + 1, ..Expression::default() };
        if let Some(before) = i.checked_sub(1) {
            let sign = !self.spaced(i) && self.is(before, &["~", "+", "<", ">"]);
            let one = self.tokens[i].kind == TokenKind::Word
                && self.word(before)
                && self.tokens[before].text(self.text).eq_ignore_ascii_case("one");
            let code = self.holds(self.figures.code, before) && self.tokens[before].capital();
            read.weighty = self.is_currency(before) || code;
            if read.weighty || sign || one {
                read.from = before;
            }
            // `US$5`, `A$5`.
            if self.is_currency(before) && before > 0 && !self.spaced(before) && self.word(before - 1) {
                read.from = before - 1;
            }
        }
        let letters = self.parts(i).1.to_lowercase();
        read.unit = self.tokens[i].kind == TokenKind::Number && !letters.is_empty();
        read.weighty |= LARGE.contains(&letters.as_str()) || self.holds(self.figures.weighty, i);
        while self.extend(&mut read) {}
        read.time |= self.holds(self.figures.time, read.end)
            || (self.holds(self.figures.time, read.end + 1)
                && self.tokens.get(read.end).is_some_and(|token| BEFORE_TIME.contains(&&*token.text(self.text))));
        read
    }

    /// Takes the next token or tokens into the expression, if they belong to it.
    fn extend(&self, read: &mut Expression) -> bool {
        let Some(next) = self.tokens.get(read.end) else { return false };
        let weighty = self.longest(self.figures.weighty, read.end);
        let measure = self.longest(self.figures.measure, read.end).max(weighty);
        let ranged = self.range(read);
        if next.joined() {
            read.time |= self.holds(self.figures.time, read.end);
            read.unit |= measure > 0 || self.holds(self.figures.cardinal, read.end);
            if next.kind == TokenKind::Number {
                (read.second, read.dashed) = (Some(read.end), true);
            } else {
                read.hyphened = true;
            }
            read.end += 1;
        } else if weighty > 0 || measure > 0 {
            read.unit = true;
            read.end += measure;
        } else if self.holds(self.figures.cardinal, read.end) {
            read.unit = true;
            read.end += 1;
        } else if self.is(read.end, &["%", "‰"]) || (self.is_currency(read.end) && !next.spaced()) {
            (read.unit, read.weighty) = (true, true);
            read.end += 1;
        } else if next.kind == TokenKind::Symbol && !next.spaced() && self.is(read.end, &["°", "+"]) {
            read.unit = self.is(read.end, &["°"]);
            read.end += 1;
        } else if ranged > 0 {
            (read.second, read.dashed) = (Some(read.end + ranged - 1), self.is(read.end, &["–"]));
            read.end += ranged;
        } else {
            return false;
        }
        read.weighty |= weighty > 0;
        true
    }

    /// How many tokens carry on a range: "to 15", "–$15"; 0 where none do.
    fn range(&self, read: &Expression) -> usize {
        let between =
            read.from.checked_sub(1).is_some_and(|b| self.word(b) && self.tokens[b].text(self.text).eq_ignore_ascii_case("between"));
        let links = self.is(read.end, &["to", "–"]) || (between && self.is(read.end, &["and"]));
        let length = 2 + usize::from(self.is_currency(read.end + 1));
        let second = read.end + length - 1;
        if read.second.is_some() || !links || !self.is_number(second) || self.holds(self.figures.round, second) {
            return 0;
        }
        // "gave 300 to 12 schools" is no range; a score is told apart later.
        let falls = matches!((self.value(second), self.value(read.end - 1)), (Some(second), Some(first)) if second < first);
        if falls && !self.is(read.end, &["–"]) { 0 } else { length }
    }

    /// Whether the number at `number` is something else than a figure.
    fn is_other(&self, read: &Expression, number: usize, bracketed: bool) -> bool {
        self.is_name(read, number)
            || self.is_label(read, number, bracketed)
            || self.is_age(read, number)
            || self.is_score(read, number)
            || (read.time && !read.weighty)
            || (self.holds(self.figures.round, number) && read.from == number)
            || (!read.unit && !read.weighty && self.holds(self.figures.small, number))
    }

    /// `18F`, `5G`, `10:30`, `1.0.2`, `Boeing 737`, a piece of a domain or a file's name.
    fn is_name(&self, read: &Expression, number: usize) -> bool {
        let fused = |i: usize| {
            let (digits, letters) = self.parts(i);
            let money = i.checked_sub(1).is_some_and(|before| self.is_currency(before));
            // `18F` is a name; `$5M` and `5MW` are not.
            let capital = letters.chars().count() == 1 && letters.starts_with(char::is_uppercase) && !money;
            let unit = FUSED.contains(&letters.to_lowercase().as_str()) || (money && letters == "B");
            let version = digits.matches('.').count() > 1 && digits.split('.').skip(1).any(|group| group.len() != 3);
            digits.contains(':') || version || (!letters.is_empty() && (capital || !unit))
        };
        if self.tokens[number].kind == TokenKind::Number && fused(number) {
            return true;
        }
        let pieces = [".", "/", "_", "@", "\\", ":", "·"];
        let before = number.checked_sub(1).is_some_and(|b| !self.spaced(number) && (self.is(b, &pieces) || self.tokens[b].is_word()));
        let behind = !self.spaced(read.end)
            && !self.spaced(read.end + 1)
            && self.is(read.end, &[".", "/", "_", "@", "\\"])
            && self.tokens.get(read.end + 1).is_some_and(|token| token.is_word());
        let money = self.is_currency(number.wrapping_sub(1));
        let capital = read.from > 1 && !read.weighty && self.tokens[read.from - 1].capital() && self.tokens[read.from - 1].is_word();
        // `COVID-19`, `Boeing 737`; but a currency's code is no name.
        let named = capital && self.tokens[number].kind == TokenKind::Number;
        before || (behind && !money) || named
    }

    /// `[12]`, `#4`, "1)", "Why 1:", "No. 5", "chapter 12", a list's "1.".
    fn is_label(&self, read: &Expression, number: usize, bracketed: bool) -> bool {
        if read.weighty {
            return false;
        }
        let opens = number == 0 || self.tokens[number].after_line_break();
        let closing = self.is(read.end, &[")", "]"]) && !read.unit && (!bracketed || self.is(number.wrapping_sub(1), &["(", "["]));
        let item = opens && self.is(read.end, &[".", ")", ":"]) && self.tokens.len() > read.end + 1;
        let Some(before) = number.checked_sub(1) else { return item || closing };
        let head = before == 0 || self.tokens[before].after_line_break();
        let coloned = head && self.word(before) && self.is(read.end, &[":"]);
        let stop = before.checked_sub(1).filter(|_| self.is(before, &["."]) && !self.spaced(before));
        let labelled = self.holds(self.figures.label, before) || stop.is_some_and(|label| self.holds(self.figures.label, label));
        let second = before > 0 && self.is(before, &["and", "or", "–", "to"]) && self.tokens[before - 1].kind == TokenKind::Number;
        let second = second && before.checked_sub(2).is_some_and(|label| self.holds(self.figures.label, label));
        item || closing || coloned || labelled || second || self.is(before, &["#", "§", "§§", "@", "^", "|", "№"])
    }

    /// "aged 43", "at the age of 43", ", 43," behind a name.
    fn is_age(&self, read: &Expression, number: usize) -> bool {
        if read.unit || read.weighty {
            return false;
        }
        let cue = |back: usize| number.checked_sub(back).is_some_and(|from| self.longest(self.figures.age, from) == back);
        let plausible = self.value(number).is_some_and(|value| value <= 120.0);
        let apposed = number >= 2
            && self.is(number - 1, &[","])
            && self.tokens[number - 2].is_word()
            && self.tokens[number - 2].capital()
            && self.is(read.end, &[",", ".", ";", ")"]);
        cue(1) || cue(2) || (apposed && plausible)
    }

    /// "5-4", "won 3–3", "a 4-5 defeat".
    fn is_score(&self, read: &Expression, number: usize) -> bool {
        let Some(second) = read.second.filter(|_| read.dashed && !read.unit && !read.weighty) else { return false };
        let whole = |i: usize| self.parts(i).0.bytes().all(|byte| byte.is_ascii_digit());
        let falls = matches!((self.value(number), self.value(second)), (Some(first), Some(second)) if first >= second);
        whole(number) && whole(second) && (falls || self.holds(self.figures.score, read.end))
    }

    /// The end of the expression with the noun that a bare count counts.
    fn with_counted(&self, read: &Expression) -> usize {
        if read.unit || read.weighty || read.hyphened {
            return read.end;
        }
        for at in read.end..read.end + COUNTED {
            let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { break };
            if self.figures.closed.iter().any(|set| self.language.holds(*set, *token)) || self.language.holds(self.figures.past, *token) {
                break;
            }
            let text = token.text(self.text);
            let plural = text.len() > 3 && text.ends_with('s') && !["ss", "us", "is"].iter().any(|end| text.ends_with(end));
            if plural || self.language.holds(self.figures.plural, *token) {
                return at + 1;
            }
        }
        read.end
    }
}

#[cfg(test)]
mod tests;
