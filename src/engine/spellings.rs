//! `match.fact.spelling`: one word spelt two ways in one seed.
//!
//! In go the spellings of a seed; out come pairs of one word: British and American, hyphenated and closed. Only words in small
//! letters count: a name is spelt as its bearer spells it. Quoted words are their author's.

use std::collections::{HashMap, HashSet};

use super::{Found, Seed};
use crate::language::{ByHash, Token, TokenKind, fold_hash};
use crate::rules::{Reach, Scope};
use crate::span::Span;

/// Words in both their British and their American spelling.
pub(super) fn mixed(seed: Seed<'_>) -> Vec<Found> {
    let text = seed.prose.text();
    let spelt = || seed.prose.vocabulary.iter().filter(|token| is_plain(*token));
    let cent = fold_hash("cent");
    let mut pairs: Vec<[u64; 2]> =
        spelt().filter_map(|token| american(&token.text(text)).map(|other| [token.hash, fold_hash(&other)])).collect();
    pairs.extend(spelt().any(|token| token.hash == cent).then(|| [cent, fold_hash("percent")]));
    let others: HashSet<u64> = pairs.iter().map(|[_, american]| *american).collect();
    let stand: HashSet<u64> = spelt().map(|token| token.hash).filter(|hash| others.contains(hash)).collect();
    pairs.retain(|[_, american]| stand.contains(american));
    if pairs.is_empty() {
        return Vec::new();
    }
    let sides: ByHash<(u64, usize)> =
        pairs.into_iter().flat_map(|[british, american]| [(british, (british, 0)), (american, (british, 1))]).collect();
    let mut places: ByHash<Sides> = ByHash::default();
    for (at, token) in seed.prose.tokens.iter().enumerate().filter(|(_, token)| is_plain(**token)) {
        let Some((word, side)) = sides.get(&token.hash) else { continue };
        let per = at.checked_sub(1).map(|before| seed.prose.tokens[before]).filter(|before| before.is(text, "per"));
        let span = match per {
            Some(per) if token.hash == cent => per.span().join(token.span()),
            None if token.hash == cent => continue,
            _ => token.span(),
        };
        places.entry(*word).or_default().add(seed, *side, span);
    }
    differing(places.into_values())
}

/// Words both with a hyphen and closed up: "policy-maker", "policymaker".
pub(super) fn hyphened(seed: Seed<'_>) -> Vec<Found> {
    let text = seed.prose.text();
    let mut closed: HashMap<String, Sides> = HashMap::new();
    let tokens = seed.prose.tokens;
    let compound = |at: usize| {
        let [first, second] = [tokens[at], tokens[at + 1]];
        let alone = !first.joined() && tokens.get(at + 2).is_none_or(|next| !next.joined());
        // A prefix that the hyphen keeps apart: "re-sign" is no resignation.
        let apart = ["re", "un", "co", "pre"].iter().any(|prefix| first.is(text, prefix));
        let whole = second.joined() && alone && is_plain(first) && is_plain(second) && !apart;
        // A line that breaks at a hyphen breaks the word, too.
        (whole && !second.after_line_break()).then(|| singular(&(first.text(text).into_owned() + &second.text(text))).to_owned())
    };
    for at in 0..tokens.len().saturating_sub(1) {
        if let Some(word) = compound(at) {
            closed.entry(word).or_default().add(seed, 0, tokens[at].span().join(tokens[at + 1].span()));
        }
    }
    if closed.is_empty() {
        return Vec::new();
    }
    let may_be = seed.prose.vocabulary.table(|token| is_plain(token) && closed.contains_key(singular(&token.text(text))));
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| *may_be.of(**token) && !token.joined()) {
        if let Some(sides) = closed.get_mut(singular(&token.text(text)))
            && tokens.get(at + 1).is_none_or(|next| !next.joined() && (next.spaced() || !is_address(seed, at + 1)))
        {
            sides.add(seed, 1, token.span());
        }
    }
    differing(closed.into_values())
}

/// Whether a stop at an index goes on into an address: "micropurchase.example".
fn is_address(seed: Seed<'_>, at: usize) -> bool {
    let stop = seed.prose.tokens.get(at).is_some_and(|stop| stop.is(seed.prose.text(), "."));
    stop && seed.prose.tokens.get(at + 1).is_some_and(|after| after.is_word() && !after.spaced())
}

/// A word without the s of a plural.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// How often each of two spellings stands in the author's prose, and where first.
#[derive(Default, Clone, Copy)]
struct Sides([(usize, Span); 2]);

impl Sides {
    fn add(&mut self, seed: Seed<'_>, side: usize, span: Span) {
        if seed.places.hold(Scope::Prose, Reach::Own, span) {
            let (count, first) = &mut self.0[side];
            if *count == 0 {
                *first = span;
            }
            *count += 1;
        }
    }
}

/// The rarer spelling of each word that has two; of two as frequent, the later.
fn differing(words: impl Iterator<Item = Sides>) -> Vec<Found> {
    let both = words.filter(|Sides(sides)| sides.iter().all(|(count, _)| *count > 0));
    let mut found: Vec<_> = both
        .map(|Sides([one, other])| {
            let later = one.1.start > other.1.start;
            let (rarer, usual) = if one.0 < other.0 || (one.0 == other.0 && later) { (one.1, other.1) } else { (other.1, one.1) };
            Found::at(rarer).place("other", usual).label(usual, "spelt otherwise here")
        })
        .collect();
    found.sort_by_key(|found| found.span);
    found
}

/// A word in small letters only.
fn is_plain(token: Token) -> bool {
    token.kind == TokenKind::Word && !token.capital() && !token.inner_capital()
}

/// The American spelling of a British one, as far as the ending tells; it counts only where the seed has both.
fn american(word: &str) -> Option<String> {
    const PAIRS: [(&str, &str); 14] = [
        ("grey", "gray"),
        ("judgement", "judgment"),
        ("acknowledgement", "acknowledgment"),
        ("adviser", "advisor"),
        ("advisers", "advisors"),
        ("ageing", "aging"),
        ("sceptic", "skeptic"),
        ("sceptics", "skeptics"),
        ("sceptical", "skeptical"),
        ("defence", "defense"),
        ("offence", "offense"),
        ("mould", "mold"),
        ("plough", "plow"),
        ("sulphur", "sulfur"),
    ];
    if let Some((_, other)) = PAIRS.iter().find(|(british, _)| *british == word) {
        return Some((*other).to_owned());
    }
    let swapped = |from: &str, to: &str| word.strip_suffix(from).filter(|stem| stem.len() >= 3).map(|stem| format!("{stem}{to}"));
    let ise = [("ise", "ize"), ("ised", "ized"), ("ises", "izes"), ("ising", "izing"), ("isation", "ization"), ("isations", "izations")]
        .iter()
        .find_map(|(from, to)| swapped(from, to));
    let yse = [("yse", "yze"), ("ysed", "yzed"), ("ysing", "yzing")].iter().find_map(|(from, to)| swapped(from, to));
    // "Centre", "theatres"; a metre is no meter.
    let re = [("tre", "ter"), ("tres", "ters"), ("bre", "ber"), ("bres", "bers")]
        .iter()
        .find_map(|(from, to)| swapped(from, to))
        .filter(|_| !word.ends_with("metre") && !word.ends_with("metres"));
    let doubled = ["led", "ling", "ler", "lers"].iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        ["travel", "cancel", "label", "model", "signal", "fuel", "total", "counsel", "channel", "level", "tunnel"]
            .contains(&stem.strip_suffix('l').map_or("", |_| stem))
            .then(|| format!("{}{ending}", &stem[..stem.len() - 1]))
    });
    // "Colour", "neighbours"; "fourth", "mourning" and "pouring" are words of their own.
    let our = word
        .find("our")
        .filter(|at| word[..*at].contains(['a', 'e', 'i', 'o', 'u']) && *at >= 2)
        .map(|at| format!("{}or{}", &word[..at], &word[at + 3..]));
    ise.or(yse).or(re).or(doubled).or(our)
}

#[cfg(test)]
mod tests {
    use super::american;
    use crate::engine::tests::told;

    #[test]
    fn the_american_spelling_of_a_british_one() {
        for (british, expected) in [
            ("colour", Some("color")),
            ("neighbouring", Some("neighboring")),
            ("organise", Some("organize")),
            ("privatisation", Some("privatization")),
            ("analysed", Some("analyzed")),
            ("centres", Some("centers")),
            ("cancelled", Some("canceled")),
            ("modelling", Some("modeling")),
            ("mourning", None),
            ("fourth", None),
            ("filled", None),
            ("metre", None),
            ("color", None),
        ] {
            assert_eq!(american(british).as_deref(), expected, "{british}");
        }
    }

    #[test]
    fn one_word_spelt_two_ways() {
        for (rule, text, expected) in [
            ("consistency/mixed-spelling", "The colour of the mill. Its color faded, and that colour went.", "color"),
            ("consistency/mixed-spelling", "They organize a fair. They organise it well.", "organise"),
            ("consistency/mixed-spelling", "Ten percent came. Then 20 per cent went, 30 percent in all.", "per cent"),
            ("consistency/mixed-spelling", "The colour of the mill. “Its color faded,” said Jan Moor.", ""),
            ("consistency/mixed-spelling", "The defence of the port fell to the Department of Defense.", ""),
            ("consistency/mixed-spelling", "The colour of the mill. They organize a fair.", ""),
            ("consistency/mixed-spelling", "A metre from the parking meter.", ""),
            ("consistency/mixed-hyphen", "The policy-maker left. Two policymakers came, and one policymaker stayed.", "policy-maker"),
            ("consistency/mixed-hyphen", "A well-known mill is well known.", ""),
            ("consistency/mixed-hyphen", "They re-sign after others resign.", ""),
        ] {
            assert_eq!(told(rule, text), expected, "{rule}: {text}");
        }
    }
}
