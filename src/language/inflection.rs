//! The inflected forms of an English word.
//!
//! In goes a base form; out come the forms that `~word` in a phrase matches. Knows the regular rules of spelling;
//! irregular forms come from the lexicon `irregular`.

/// How the words of a lexicon inflect under `~{…}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inflection {
    /// Not at all.
    #[default]
    None,
    /// As verbs: show, shows, showed, showing.
    Verb,
    /// As nouns: study, studies.
    Noun,
    /// As adjectives: large, larger, largest.
    Adjective,
    /// As whatever they may be, for a single `~word`: verb and noun at once.
    Any,
}

/// Every regular form of `word` under `inflection`, the base form first. `word` is in lower case.
pub fn regular(word: &str, inflection: Inflection) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    match inflection {
        Inflection::None => {}
        Inflection::Noun => forms.push(plural(word)),
        Inflection::Verb | Inflection::Any => forms.extend([plural(word), suffixed(word, "ed"), suffixed(word, "ing")]),
        Inflection::Adjective => forms.extend([suffixed(word, "er"), suffixed(word, "est")]),
    }
    forms
}

/// The third person or the plural: `study` → `studies`, `pass` → `passes`.
fn plural(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hissing || word.ends_with("do") || word.ends_with("go") { "es" } else { "s" })
}

/// The word with an ending that begins with a vowel: `hope` + `ing` → `hoping`, `stop` + `ed` → `stopped`.
fn suffixed(word: &str, ending: &str) -> String {
    if let Some(stem) = consonant_y(word)
        && !ending.starts_with('i')
    {
        return format!("{stem}i{ending}");
    }
    if let Some(stem) = word.strip_suffix("ie")
        && ending == "ing"
    {
        return format!("{stem}ying");
    }
    let silent = word.ends_with('e') && !(ending == "ing" && ["ee", "oe", "ye"].iter().any(|end| word.ends_with(end)));
    if silent {
        return format!("{}{ending}", &word[..word.len() - 1]);
    }
    match last_letter_doubles(word) {
        true => format!("{word}{}{ending}", &word[word.len() - 1..]),
        false => format!("{word}{ending}"),
    }
}

/// What stands before the `y` of a word that ends in a consonant and `y`.
fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    stem.ends_with(|c: char| !is_vowel(c)).then_some(stem)
}

/// Whether the last consonant is written twice before a vowel: words of one syllable that end in consonant, vowel,
/// consonant, and longer ones stressed on the last, of which English news prose has few.
fn last_letter_doubles(word: &str) -> bool {
    const STRESSED_LAST: [&str; 20] = [
        "admit", "allot", "commit", "compel", "concur", "control", "defer", "deter", "dispel", "expel", "incur", "infer", "occur", "omit",
        "permit", "prefer", "propel", "refer", "regret", "submit",
    ];
    if !word.is_ascii() {
        return false;
    }
    let [.., before, vowel, last] = word.as_bytes() else { return false };
    let closed = !is_vowel(*last as char) && !matches!(last, b'w' | b'x' | b'y') && is_vowel(*vowel as char) && !is_vowel(*before as char);
    let syllables = word.bytes().filter(|b| is_vowel(*b as char)).count();
    closed && (syllables == 1 || STRESSED_LAST.contains(&word))
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_inflect_as_english_spells_them() {
        let cases = [
            ("show", "show shows showed showing"),
            ("suspect", "suspect suspects suspected suspecting"),
            ("argue", "argue argues argued arguing"),
            ("deny", "deny denies denied denying"),
            ("play", "play plays played playing"),
            ("stop", "stop stops stopped stopping"),
            ("admit", "admit admits admitted admitting"),
            ("open", "open opens opened opening"),
            ("see", "see sees seed seeing"),
            ("lie", "lie lies lied lying"),
            ("go", "go goes goed going"),
            ("reveal", "reveal reveals revealed revealing"),
        ];
        for (word, forms) in cases {
            assert_eq!(regular(word, Inflection::Verb).join(" "), forms);
        }
        assert_eq!(regular("study", Inflection::Noun), ["study", "studies"]);
        assert_eq!(regular("big", Inflection::Adjective), ["big", "bigger", "biggest"]);
    }
}
