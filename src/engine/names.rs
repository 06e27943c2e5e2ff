//! `match.fact.name`: names that are spelt two ways, in the text or between title and text, and persons with two titles.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::alike::{Alike, group, one_letter_apart, spelling};
use super::{Found, Seed};
use crate::language::{Token, TokenKind, fold_hash};
use crate::span::Span;

/// Full names that share one part and differ by one letter in the other: the rarer spelling, or else the later.
pub(super) fn varied(seed: Seed<'_>) -> Vec<Found> {
    let names = full_names(seed);
    let mut places: HashMap<(&str, &str), Vec<Span>> = HashMap::new();
    for (first, last, span) in &names {
        places.entry((first, last)).or_default().push(*span);
    }
    // What is written oftener goes before what is written less often, and the earlier before the later.
    let mut spellings: Vec<_> = places.into_iter().collect();
    spellings.sort_by_key(|(_, places)| (Reverse(places.len()), places[0]));
    let names = spellings.iter().map(|((first, last), _)| (*first, *last)).enumerate();
    let alike = Alike::of(names.flat_map(|(rank, (first, last))| [(group(true, first), last, rank), (group(false, last), first, rank)]));
    let rarer = |(rank, ((first, last), places)): (usize, &((&str, &str), Vec<Span>))| {
        let shared = [alike.nearest(group(true, first), last, rank), alike.nearest(group(false, last), first, rank)];
        let usual = spellings[shared.into_iter().flatten().min()?].1[0];
        Some(Found::at(places[0]).place("other", usual).label(usual, "spelt otherwise here"))
    };
    let mut found: Vec<Found> = spellings.iter().enumerate().filter_map(rarer).collect();
    found.sort_by_key(|found| found.span);
    found
}

/// Full names that share one part and sound alike in the other: "Steven" and "Stephen", "Ana" and "Anna".
pub(super) fn sounded(seed: Seed<'_>) -> Vec<Found> {
    let mut by_sound: HashMap<(bool, String, String), (String, Span)> = HashMap::new();
    let mut found: Vec<Found> = Vec::new();
    for (first, last, span) in full_names(seed) {
        for (shared, part, other) in [(false, &last, &first), (true, &first, &last)] {
            let sound = sound(other);
            if sound.len() < 2 {
                continue;
            }
            let known = by_sound.entry((shared, part.clone(), sound)).or_insert_with(|| (other.clone(), span));
            if known.0 != *other && !one_letter_apart(&known.0, other) && !plain_plural(&known.0, other) {
                found.push(Found::at(span).place("other", known.1).label(known.1, "spelt otherwise here"));
            }
        }
    }
    let mut seen = HashSet::new();
    found.retain(|found| seen.insert(found.span.of(seed.prose.text()).to_owned()));
    found
}

/// "Smith" and "Smiths", "Guardsman" and "Guardsmen".
fn plain_plural(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|rest| matches!(rest, "s" | "es" | "n" | "e"))
        || one.strip_suffix("man").is_some_and(|stem| other.strip_suffix("men") == Some(stem))
        || other.strip_suffix("man").is_some_and(|stem| one.strip_suffix("men") == Some(stem))
}

/// What two spellings of one name have in common: consonants by their sound, doubled letters once, no silent h and e.
fn sound(name: &str) -> String {
    let lower = name.to_lowercase().replace("ph", "v").replace("ck", "k").replace("sch", "sh");
    let mut sound = String::new();
    for (at, c) in lower.char_indices() {
        let plain = match c {
            'c' if !lower[at + 1..].starts_with(['e', 'i', 'h', 'y']) => 'k',
            'c' => 's',
            'f' => 'v',
            'y' => 'i',
            'z' => 's',
            'h' if at > 0 => continue,
            c => c,
        };
        if !sound.ends_with(plain) {
            sound.push(plain);
        }
    }
    let trimmed = sound.trim_end_matches('e');
    // The vowel before a last n is hardly heard: Steven, Stephan.
    trimmed.replace("en", "an").replace("on", "an")
}

/// One person under two titles: "Minister Rask", "Secretary Rask".
pub(super) fn retitled(seed: Seed<'_>) -> Vec<Found> {
    let persons = titled(seed);
    let mut first_names: HashMap<u64, HashSet<u64>> = HashMap::new();
    for person in &persons {
        first_names.entry(person.last).or_default().extend(person.first);
    }
    let text = seed.prose.text();
    let titles: HashSet<usize> = persons.iter().map(|person| person.title.start).collect();
    for (first, last, span) in full_names(seed) {
        // "Minister Rask" is a title and a name.
        if !titles.contains(&span.start) {
            first_names.entry(fold_hash(&last)).or_default().insert(fold_hash(&first));
        }
    }
    let mut titles: HashMap<u64, (u64, Span)> = HashMap::new();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for person in persons.iter().filter(|person| first_names.get(&person.last).is_none_or(|names| names.len() <= 1)) {
        let (title, place) = *titles.entry(person.last).or_insert((person.office, person.title));
        if title != person.office && seen.insert((person.last, person.office)) {
            let other = Found::at(person.title.join(person.span)).words("title", place.of(text).replace('\n', " "));
            found.push(other.label(place, "another title"));
        }
    }
    found
}

/// A person with the title before the name.
struct Titled {
    /// The word for the office.
    office: u64,
    title: Span,
    /// The hashes of the names.
    first: Option<u64>,
    last: u64,
    /// The name.
    span: Span,
}

/// Offices of which a person holds one, before a name, and not earlier ones: "former Minister Rask".
fn titled(seed: Seed<'_>) -> Vec<Titled> {
    const NAME: usize = 3;
    let text = seed.prose.text();
    let offices = seed.prose.language.set("office-title");
    let tokens = seed.prose.tokens;
    let mut titled = Vec::new();
    for at in 0..tokens.len() {
        let token = tokens[at];
        if !token.capital() || token.upper() || !seed.prose.language.holds(offices, token) {
            continue;
        }
        let name: Vec<_> = (at + 1..tokens.len())
            .take(NAME + 1)
            .take_while(|at| {
                let next = tokens[*at];
                next.kind == TokenKind::Word
                    && next.capital()
                    && !next.upper()
                    && next.spaced()
                    && !next.joined()
                    && !next.dotted()
                    && !seed.prose.language.holds(offices, next)
            })
            .collect();
        let earlier = (1..=3).filter_map(|back| at.checked_sub(back)).any(|before| {
            ["former", "then", "ex", "late", "Former", "Then", "Ex", "Acting", "acting", "Vice", "Deputy", "Assistant"]
                .iter()
                .any(|word| tokens[before].is(text, word))
        });
        let joined = tokens.get(at + 1).is_some_and(|next| next.joined()) || token.joined();
        let (Some(last), false) = (name.last(), earlier || joined || name.len() > NAME) else { continue };
        let possessive = tokens.get(last + 1).is_some_and(|next| next.joined());
        if !possessive {
            let first = (name.len() > 1).then(|| tokens[name[0]].hash);
            titled.push(Titled {
                office: token.hash,
                title: token.span(),
                first,
                last: tokens[*last].hash,
                span: seed.prose.place(name[0]..last + 1),
            });
        }
    }
    titled
}

/// Names in the title that stand in the text with one letter more, less or another, and never so.
pub(super) fn headlined(seed: Seed<'_>) -> Vec<Found> {
    const LETTERS: usize = 5;
    let Some(title) = super::figures::title(seed) else { return Vec::new() };
    let text = seed.prose.text();
    let above = seed.prose.tokens_in(title);
    let below = &seed.prose.tokens[above.end..];
    let in_body: HashSet<u64> = below.iter().map(|token| token.hash).collect();
    let wanted: Vec<Token> = seed.prose.tokens[above]
        .iter()
        .copied()
        .filter(|token| token.kind == TokenKind::Word && token.capital() && token.span().len() >= LETTERS && !in_body.contains(&token.hash))
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut small: HashSet<u64> = HashSet::new();
    let mut names: HashMap<String, (usize, Span)> = HashMap::new();
    for pair in below.windows(2) {
        let [before, token] = pair else { continue };
        if token.kind != TokenKind::Word {
            continue;
        }
        if !token.capital() {
            small.insert(token.hash);
        } else if !token.upper() && (before.is_word() || before.is(text, ",")) && token.span().len() >= LETTERS {
            names.entry(token.text(text).into_owned()).or_insert((0, token.span())).0 += 1;
        }
    }
    let mut usual: Vec<(String, Span)> = names
        .into_iter()
        .filter(|(name, (count, _))| *count >= 2 && !small.contains(&fold_hash(name)))
        .map(|(name, (_, place))| (name, place))
        .collect();
    usual.sort_by_key(|(_, place)| *place);
    // Those of the title are of the same group, behind all others: no name of the text is alone in it.
    let above: Vec<_> = wanted.iter().map(|token| token.text(text)).collect();
    let below = usual.iter().enumerate().map(|(rank, (name, _))| (0, name.as_str(), rank));
    let alike = Alike::of(below.chain(above.iter().map(|name| (0, name.as_ref(), usual.len()))));
    let slip = |token: Token| {
        let place = usual[alike.nearest(0, &token.text(text), usual.len())?].1;
        Some(Found::at(token.span()).place("other", place).label(place, "the text spells it so"))
    };
    wanted.into_iter().filter_map(slip).collect()
}

/// Two capitalised words that stand together, and no third beside them: first part, last part, place.
fn full_names(seed: Seed<'_>) -> Vec<(String, String, Span)> {
    let text = seed.prose.text();
    let titles = seed.prose.language.set("sentence-opener");
    let weekdays = seed.prose.language.set("weekday");
    let part = |token: &Token| {
        token.kind == TokenKind::Word
            && token.capital()
            && !token.upper()
            && !token.dotted()
            && !seed.prose.language.holds(weekdays, *token)
    };
    let mut names = Vec::new();
    for (number, sentence) in seed.prose.sentences.iter().enumerate() {
        let tokens = seed.prose.tokens_of(number);
        let mut at = 0;
        while at < tokens.len() {
            let run = tokens[at..]
                .iter()
                .enumerate()
                .take_while(|(i, token)| part(token) && (*i == 0 || (token.spaced() && !token.joined())))
                .count();
            let opens = at == 0 && tokens.first().is_some_and(|first| seed.prose.language.holds(titles, *first));
            let hyphenated = tokens.get(at + run).is_some_and(|next| next.joined());
            if run == 2 && !opens && !hyphenated {
                let [first, last] = [tokens[at], tokens[at + 1]];
                let span = seed.prose.place(sentence.tokens.start + at..sentence.tokens.start + at + 2);
                names.push((spelling(&first.text(text)), spelling(&last.text(text)), span));
            }
            at += run.max(1);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn spellings_however_many_others_there_are() {
        for (text, expected) in [
            ("The clerk Ana Schmidt signed, and there Ana Schmitt.", "Ana Schmitt"),
            ("The clerk Ana Schmitt signed, and there Ana Schmidt, and Ana Schmidt.", "Ana Schmitt"),
            ("The clerk Kalder Rask signed, and there Kelder Rask, and Kolder Rask.", "Kelder Rask; Kolder Rask"),
            ("The clerk Ana Schmidt signed, and there Jan Schmitt.", ""),
            ("The clerk Ana O’Neill signed, and there Ana O'Neill.", ""),
        ] {
            assert_eq!(told("names/spelling-variant", text), expected, "{text}");
        }
        // The pair stands behind a hundred other names of the same half.
        let crowd: String =
            ('a'..='j').flat_map(|one| ('a'..='j').map(move |two| format!("Here is Ana B{one}{one}{two}{two}r. "))).collect();
        let pair = format!("{crowd}Here is Ana Schmidt. Here is Ana Schmitt.");
        assert_eq!(told("names/spelling-variant", &pair), "Ana Schmitt");
    }

    #[test]
    fn names_that_sound_alike() {
        for (text, expected) in [
            ("The mill is Steven Park’s. Nobody asked why Stephen Park sold it.", "Stephen Park"),
            ("The clerk Ana Rask signed, and there Anna Rask.", "Anna Rask"),
            ("The clerk Catherine Moor signed, and there Katherine Moor.", "Katherine Moor"),
            ("The clerk Steven Park signed, and there Susan Park.", ""),
            ("The clerk Ana Rask signed, and there Anna Holt.", ""),
            ("The clerk Jan Smith signed, and there Jan Smiths.", ""),
            ("The clerk Ana O’Neill signed, and there Ana O'Neill.", ""),
        ] {
            assert_eq!(told("names/sound-alike", text), expected, "{text}");
        }
    }

    #[test]
    fn persons_with_two_titles() {
        for (text, expected) in [
            ("On Monday Minister Ana Rask spoke. On Friday Secretary Rask left.", "Secretary Rask"),
            ("On Monday Minister Rask spoke. On Friday the Minister Rask left.", ""),
            ("On Monday Minister Ana Rask spoke. On Friday Secretary Jan Rask left.", ""),
            ("On Monday Minister Rask spoke, then as former Secretary Rask.", ""),
            ("On Monday Minister Rask spoke to Secretary Holt.", ""),
        ] {
            assert_eq!(told("names/two-titles", text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_the_title() {
        for (text, expected) in [
            ("# Schmitt sells mill\n\nThe mill of Anna Schmidt is sold. Then Schmidt left.", "Schmitt"),
            ("# Schmidt sells mill\n\nThe mill of Anna Schmidt is sold. Then Schmidt left.", ""),
            ("# Schmitt sells mill\n\nThe mill is sold.", ""),
            ("# Miller sells mill\n\nThe miler and the Miler of Ulm, the Miler of Roe.", ""),
        ] {
            assert_eq!(told("consistency/headline-name", text), expected, "{text}");
        }
    }
}
