//! Phrases that a reader would have to look up: "the document", "this agreement", "the aforementioned effort".
//!
//! In go prose and its short forms; out come such phrases in order, each with what it most likely means, or nothing where
//! nothing earlier can be meant. A phrase that its own sentence explains ("the report that the bank published") is none.
//! `antecedents` tells what may be meant faintly, and what is meant in general and dangles from nothing. `heads` knows the
//! nouns, `mentions` what was named before, `dated` the phrases with a date, `locating` those that point to a place in a text.

mod antecedents;
mod dated;
mod heads;
mod locating;
mod mentions;

use std::ops::Range;

use super::{Acronym, Prose};
use crate::document::{BlockKind, MarkKind};
use crate::kinds::ReferenceKind;
use crate::language::{Token, TokenKind, folded};
use crate::span::Span;
use heads::{Class, Heads};
use mentions::Mentions;

/// One phrase that refers to something named elsewhere, or nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The phrase.
    pub span: Span,
    /// How it refers.
    pub kind: ReferenceKind,
    /// What it most likely means, if something that stands before it can be meant.
    pub candidate: Option<Span>,
}

/// Words that say that a thing was mentioned before.
const MENTIONED: [u64; 5] = folded(["aforementioned", "aforesaid", "abovementioned", "forementioned", "aforenamed"]);

/// Finds every reference.
pub fn find(prose: Prose<'_>, acronyms: &[Acronym]) -> Vec<Reference> {
    let heads = Heads::of(prose);
    let front = antecedents::Front::of(prose, &heads);
    let mut mentions = Mentions::default();
    let mut found = Vec::new();
    let links: Vec<Span> =
        prose.document.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link { .. })).map(|mark| mark.span).collect();
    let mut acronyms = acronyms.iter().peekable();
    let looks_back = prose.tokens.iter().any(|token| heads.looks_back(*token));
    let mut places = locating::Places::default();
    for (number, sentence) in prose.sentences.iter().enumerate() {
        let block = prose.document.blocks.get(sentence.block).map(|block| block.kind);
        let heading = matches!(block, Some(BlockKind::Title | BlockKind::Heading(_)));
        let reader = Reader { prose, heads: &heads, bounds: sentence.tokens.clone(), number, links: &links, front: &front };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while let Some(acronym) = acronyms.next_if(|acronym| acronym.span.start <= prose.tokens[at].start as usize) {
                if let Some(long) = acronym.long {
                    mentions.note_expansion(prose, &heads, long, number);
                }
            }
            places.note(prose, &heads, at, sentence);
            let reference = if heading { None } else { reader.read(at, &mentions, &places) };
            let Some((tokens, kind, candidate)) = reference else {
                mentions.note(prose, &heads, at, number);
                if looks_back {
                    mentions.note_noun(&heads, prose.tokens[at]);
                }
                at += 1;
                continue;
            };
            let span = prose.place(tokens.clone());
            if let Some(meant) = candidate {
                mentions.note_bare(&heads, prose.tokens[tokens.end - 1], false, number);
                mentions.note_meant(&heads, prose.tokens[tokens.end - 1], meant, number);
            }
            if !reader.is_linked(span) {
                found.push(Reference { span, kind, candidate });
            }
            at = tokens.end;
        }
    }
    found
}

/// Words before "the" that make an idiom of it: "worth the effort".
const IDIOMS: [u64; 12] = folded(["worth", "make", "makes", "made", "making", "foot", "pay", "pays", "paid", "against", "break", "broke"]);

/// Nouns that with "the" are mostly meant in general, or are one's own.
const GENERIC: [u64; 12] = folded([
    "law",
    "constitution",
    "legislation",
    "effort",
    "party",
    "concept",
    "act",
    "visit",
    "mission",
    "address",
    "judgment",
    "judgement",
]);

type Read = (Range<usize>, ReferenceKind, Option<Span>);

/// Reads the references of one sentence.
struct Reader<'a> {
    prose: Prose<'a>,
    heads: &'a Heads,
    bounds: Range<usize>,
    number: usize,
    links: &'a [Span],
    front: &'a antecedents::Front,
}

impl Reader<'_> {
    /// The reference that begins at token `at`, if one does.
    fn read(&self, at: usize, mentions: &Mentions, places: &locating::Places) -> Option<Read> {
        if !self.heads.opens(self.token(at)?) {
            return None;
        }
        self.aforementioned(at, mentions)
            .or_else(|| locating::read(self.prose, self.heads, self.bounds.clone(), at, places))
            .or_else(|| self.dated(at, mentions))
            .or_else(|| self.definite(at, mentions))
            .or_else(|| self.demonstrative(at, mentions))
    }

    fn token(&self, at: usize) -> Option<Token> {
        self.bounds.contains(&at).then(|| self.prose.tokens[at])
    }

    fn word_is(&self, at: usize, words: &[u64]) -> bool {
        self.token(at).is_some_and(|token| token.is_one_of(words))
    }

    /// Whether a link covers `span`: then it leads somewhere.
    fn is_linked(&self, span: Span) -> bool {
        let next = self.links.partition_point(|link| link.start <= span.start);
        self.links[next.saturating_sub(1)..self.links.len().min(next + 1)].iter().any(|link| link.overlaps(span))
    }

    /// The head at `at`, if the word there is one and stands alone, not as a part of a longer noun.
    fn head(&self, at: usize) -> Option<(Token, Class)> {
        let token = self.token(at)?;
        let class = self.heads.class(token)?;
        let next = self.token(at + 1);
        let longer = next.is_some_and(|next| {
            next.joined()
                || next.is_word()
                    && next.kind != TokenKind::Clitic
                    && (self.heads.compounds(next) || self.heads.class(next).is_some() || next.capital())
        });
        (!token.joined() && !token.capital() && !longer).then_some((token, class))
    }

    /// Whether the words behind the head at `head` say which one is meant.
    fn explained(&self, head: usize) -> bool {
        let Some(next) = self.token(head + 1) else { return false };
        let colon = next.is(self.prose.text(), ":") || next.is(self.prose.text(), "(") || next.kind == TokenKind::Quote && next.spaced();
        let clause = next.is(self.prose.text(), ",")
            && self.word_is(
                head + 2,
                &const { folded(["which", "who", "whose", "a", "an", "known", "called", "titled", "entitled", "dubbed"]) },
            );
        let named = self.word_is(head + 1, &const { folded(["is", "was", "are", "were"]) })
            && self.word_is(head + 2, &const { folded(["called", "named", "known", "titled", "entitled", "dubbed"]) });
        // "The authors of the report, which include two mayors": the clause is about the authors.
        let others = self.word_is(head + 2, &const { folded(["which"]) })
            && self.word_is(head + 3, &const { folded(["are", "were", "have", "include"]) })
            && !self.is_plural(self.prose.tokens[head]);
        next.kind == TokenKind::Number || next.kind == TokenKind::Opaque || colon || named || clause && !others || self.heads.explains(next)
    }

    /// "the document", "the two sides", "both sides".
    fn definite(&self, at: usize, mentions: &Mentions) -> Option<Read> {
        let both = self.word_is(at, &const { folded(["both"]) });
        if !both && !self.word_is(at, &const { folded(["the"]) }) {
            return None;
        }
        let mut head = at + 1;
        while head < at + 3 && self.token(head).is_some_and(|token| self.heads.is_light(token)) {
            head += 1;
        }
        let (noun, class) = self.head(head)?;
        let same = self.word_is(head - 1, &const { folded(["same"]) }) && self.word_is(head + 1, &const { folded(["as"]) });
        if (both || class == Class::Side) && !(class == Class::Side && (both || head > at + 1 || self.is_plural(noun)))
            || self.explained(head)
            || same
        {
            return None;
        }
        let idiom = self.is_idiom(at, head);
        let weak = || antecedents::faint(self, mentions, head, class).or_else(|| self.deed(at, head, class));
        let candidate = mentions.candidate(self.heads, noun, class, self.number).or_else(|| if idiom { None } else { weak() });
        (!idiom && (candidate.is_some() || self.dangles(at, head, class))).then_some((at..head + 1, ReferenceKind::Definite, candidate))
    }

    /// Whether the words around "the" make an idiom of it: "worth the effort", "to the letter".
    fn is_idiom(&self, at: usize, head: usize) -> bool {
        at > self.bounds.start
            && (self.word_is(at - 1, &IDIOMS)
                || self.word_is(head, &const { folded(["letter", "book"]) }) && self.word_is(at - 1, &const { folded(["to", "by"]) })
                || self.word_is(head, &const { folded(["bill"]) }) && self.word_is(at - 1, &const { folded(["fit", "fits", "fitted"]) }))
    }

    /// Whether the phrase from `at` to `head` stands first in its sentence or quotation.
    fn opens(&self, at: usize) -> bool {
        at == self.bounds.start || self.prose.tokens[at - 1].kind == TokenKind::Quote
    }

    /// What "the decision" or "the remark" is: that which was just said to have been done or said.
    fn deed(&self, at: usize, head: usize, class: Class) -> Option<Span> {
        let sums_up = self.opens(at) && self.word_is(head, &const { folded(["decision"]) })
            || self.word_is(head, &const { folded(["remark", "remarks"]) })
            || class == Class::Agreement && self.heads.sums_up(self.prose.tokens[head]);
        if sums_up { self.before() } else { None }
    }

    /// Whether a phrase that nothing before explains leaves a reader to ask which one is meant.
    fn dangles(&self, at: usize, head: usize, class: Class) -> bool {
        // In the middle of a sentence these are often meant in general: "at the end of the project".
        let loose = class == Class::Effort && !self.word_is(head, &const { folded(["plan", "proposal", "offer", "scheme"]) })
            || self.word_is(head, &const { folded(["text"]) });
        // "Delivery is the plan" says what the plan is; "Read the report" comes with a link or a heading.
        let predicate = at > self.bounds.start + 1 && self.word_is(at - 1, &const { folded(["is", "are", "was", "were", "be"]) })
            || at == self.bounds.start + 1 && self.word_is(at - 1, &const { folded(["read", "see", "download"]) });
        let generic = self.word_is(head, &GENERIC);
        !generic && !predicate && (!loose || self.opens(at)) && !antecedents::is_general(self, at, head, class)
    }

    fn is_plural(&self, noun: Token) -> bool {
        let text = noun.text(self.prose.text());
        text.ends_with('s') && !text.ends_with("ss")
    }

    /// Whether a place lies in this sentence or the three before it.
    fn is_near(&self, span: Span) -> bool {
        self.prose.sentence_at(span.start).is_some_and(|sentence| sentence + 3 >= self.number)
    }

    /// "this agreement", "these talks", "this new trade deal".
    fn demonstrative(&self, at: usize, mentions: &Mentions) -> Option<Read> {
        let near = self.word_is(at, &const { folded(["this", "these"]) });
        let those = self.word_is(at, &const { folded(["those"]) });
        let that = self.word_is(at, &const { folded(["that"]) });
        let far = those || that;
        if !near && !far {
            return None;
        }
        let mut head = at + 1;
        while head < at + 4 && self.head(head).is_none() {
            let token = self.token(head)?;
            // "This needs more discussion": the demonstrative stands alone.
            let alone = self.is_plural(token) || self.word_is(head, &const { folded(["more", "less", "much", "most", "led", "made"]) });
            if alone || self.heads.bounds(token) || self.heads.determines(token) || token.kind == TokenKind::Clitic {
                return None;
            }
            head += 1;
        }
        let (noun, class) = self.head(head)?;
        if that && !self.points(at, head) {
            return None;
        }
        let said = self.word_is(head + 1, &const { folded(["of", ":"]) });
        if class == Class::Side && !self.is_plural(noun) || far && self.explained(head) || near && said {
            return None;
        }
        let counted = (at + 1..head).any(|at| self.word_is(at, &const { folded(["two", "three", "four", "five"]) }));
        let candidate = match class {
            // "Those two documents" are two things just named, though not as documents.
            _ if self.heads.sums_up(noun) || far && counted => self.just_said(mentions, noun)?,
            // "This report" is the seed itself, unless another stands close by.
            Class::Study | Class::Document if near => Some(mentions.same_noun(self.heads, noun).filter(|span| self.is_near(*span))?),
            // "This proposal" is what was just said, unless it was called so; in a text that opens with it, what it is about.
            Class::Effort | Class::Speech | Class::Message | Class::Ruling | Class::Meeting => self.just_said(mentions, noun)?,
            _ => mentions.candidate(self.heads, noun, class, self.number).or_else(|| antecedents::faint(self, mentions, head, class)),
        };
        Some((at..head + 1, ReferenceKind::Demonstrative, candidate))
    }

    /// Whether "that", at `at` before the noun at `head`, points: "He said that talks fail" only joins two clauses.
    fn points(&self, at: usize, head: usize) -> bool {
        let noun = self.prose.tokens[head];
        // A single thing needs an article or a word that points.
        let single = head == at + 1 && !self.is_plural(noun) && self.heads.class_of_verb(noun).is_none() && !self.heads.lacks_article(noun);
        single
            || at == self.bounds.start
            || self.word_is(at - 1, &const { folded(["of", "in", "by", "with", "under", "from", "for", "after", "before", "on"]) })
    }

    /// What "this proposal" means: what was called so close by, or else the sentence before.
    fn just_said(&self, mentions: &Mentions, noun: Token) -> Option<Option<Span>> {
        let named = mentions.same_noun(self.heads, noun).filter(|span| self.is_near(*span));
        Some(Some(named.or_else(|| self.before()).or(self.front.title)?))
    }

    /// The sentence before.
    fn before(&self) -> Option<Span> {
        self.number.checked_sub(1).map(|before| self.prose.sentences[before].span)
    }

    /// "the aforementioned effort", "the above-mentioned law", "the said report".
    fn aforementioned(&self, at: usize, mentions: &Mentions) -> Option<Read> {
        let determined = usize::from(self.word_is(at, &const { folded(["the", "this", "these", "that", "those", "both"]) }));
        let mut next = at + determined;
        let said = self.word_is(next, &const { folded(["said"]) })
            && (determined == 1 || at > self.bounds.start && self.word_is(at - 1, &const { folded(["of", "in", "by", "under", "with"]) }));
        match () {
            () if self.word_is(next, &MENTIONED) => next += 1,
            () if self.word_is(next, &const { folded(["above", "before", "previously", "earlier"]) })
                && self.word_is(next + 1, &const { folded(["mentioned", "named", "cited", "said", "described"]) }) =>
            {
                next += 2
            }
            () if said && self.token(next + 1).is_some_and(|token| self.heads.class(token).is_some()) => next += 1,
            () => return None,
        }
        let words =
            (next..next + 4).take_while(|i| self.token(*i).is_some_and(|token| token.kind == TokenKind::Word && !self.heads.bounds(token)));
        let known = |i: &usize| {
            self.token(*i).is_some_and(|token| self.heads.class(token).is_some() || mentions.same_noun(self.heads, token).is_some())
        };
        let words: Vec<usize> = words.collect();
        let plural = |i: &usize| self.token(*i).is_some_and(|token| self.is_plural(token));
        let class = |i: &usize| self.token(*i).is_some_and(|token| self.heads.class(token).is_some());
        let head = words.iter().copied().find(|i| known(i) && plural(i)).or_else(|| words.iter().copied().rfind(class));
        let head = head.or_else(|| words.iter().copied().rfind(known)).or_else(|| words.first().copied())?;
        let noun = self.token(head)?;
        Some((at..head + 1, ReferenceKind::Aforementioned, mentions.same_noun(self.heads, noun)))
    }
}

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

    /// Each reference with its kind, and `=` what it may mean.
    fn shown(language: &Language, text: &str) -> String {
        let document = crate::document::read(&Source::new("a.md", Format::Markdown, text));
        let found = facts::find(language, Default::default(), &document).references;
        let show = |reference: &Reference| {
            let candidate = reference.candidate.map(|candidate| format!("={}", candidate.of(text))).unwrap_or_default();
            format!("{:?} {}{candidate}", reference.kind, reference.span.of(text))
        };
        found.iter().map(show).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn references_and_what_they_may_mean() {
        let cases = [
            ("Dams are old. The document says so.", "Definite The document"),
            ("Norland has a National Water Policy. The document is long.", "Definite The document=a National Water Policy"),
            ("The Fair Lakes Treaty (FLT) is old. The FLT binds. The treaty binds.", "Definite The treaty=Fair Lakes Treaty"),
            ("They signed a trade agreement. The agreement holds.", "Definite The agreement=a trade agreement"),
            ("They met on Monday. The talks failed.", "Definite The talks=met"),
            ("Norland and Sudland quarrel. The two sides met.", "Definite The two sides=Norland and Sudland"),
            ("Rain fell. The two sides met.", "Definite The two sides"),
            ("Rain fell. Under this agreement it stops.", "Demonstrative this agreement"),
            ("Rain fell. The aforementioned effort failed.", "Aforementioned The aforementioned effort"),
            ("A new effort began. The above-mentioned effort failed.", "Aforementioned The above-mentioned effort=A new effort"),
            ("Rain falls, as noted earlier.", "Locating as noted earlier"),
            ("It is in the same paragraph.", "Locating in the same paragraph"),
            ("Read paragraph 5. It is in the same paragraph.", "Locating in the same paragraph=paragraph 5"),
            ("It was February 2021’s agreement to build a mole.", "Dated February 2021’s agreement"),
            ("A 2019 study found mud.", "Dated A 2019 study"),
            ("He read last year's report.", "Dated last year's report"),
            // What was spoken of, however faintly.
            ("Reports came in. They were long. They were dull. The report is gone.", "Definite The report=Reports"),
            ("# Study of mud\n\nMud is old. Mud is wet. Mud is deep. The study is long.", "Definite The study=Study"),
            ("He studied mud. Mud is old. Mud is wet. Mud is deep. The study is long.", "Definite The study=studied"),
            ("They put out [M-7](https://dam.example/m). The memorandum is long.", "Definite The memorandum=[M-7](https://dam.example/m)"),
            ("Rain and snow fell. The two sides met.", "Definite The two sides=Rain and snow"),
            ("They picked ropes and oil. These decisions took days.", "Demonstrative These decisions=They picked ropes and oil."),
            ("They drew maps all day. That session was long.", "Demonstrative That session=They drew maps all day."),
            ("They drew on mud. He left last week's meeting. They held meetings.", "Dated last week's meeting"),
            ("They held meetings. He left last week's meeting.", "Dated last week's meeting=meetings"),
        ];
        let language = language();
        for (text, expected) in cases {
            assert_eq!(shown(&language, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_too_far_or_too_different_to_be_meant() {
        let far = "Mud is wet. ".repeat(25);
        let cases = [
            ("They agreed to a truce. Mud.", "The treaty binds.", "Definite The treaty"),
            ("They met on Monday.", "The talks failed.", "Definite The talks"),
            ("He published on mud.", "The study is long.", "Definite The study"),
            ("They signed the Lake Pact.", "The treaty binds.", "Definite The treaty"),
            ("Norland and Sudland quarrel.", "The two sides met.", "Definite The two sides"),
            // The same noun, and a document of a name, are meant from afar.
            ("They signed a treaty.", "The treaty binds.", "Definite The treaty=a treaty"),
            ("Norland has a National Water Policy.", "The document binds.", "Definite The document=a National Water Policy"),
        ];
        let language = language();
        for (first, last, expected) in cases {
            let text = format!("{first} {far}{last}");
            assert_eq!(shown(&language, &text), expected, "{first} … {last}");
        }
    }

    #[test]
    fn the_headline_is_kept_in_mind() {
        let language = language();
        let text = format!("Clerks survey mud\n\n{}The study is long.", "Mud is wet. ".repeat(25));
        let document = crate::document::read(&Source::new("a.txt", Format::Plain, &text));
        let found = facts::find(&language, Default::default(), &document).references;
        let meant: Vec<_> = found.iter().map(|reference| reference.candidate.map(|candidate| candidate.of(&text))).collect();
        assert_eq!(meant, [Some("survey")]);
    }

    #[test]
    fn what_dangles_within_a_sentence() {
        let cases = [
            ("Rain fell. The mayor left after the meeting broke up.", "Definite the meeting"),
            ("Rain fell. The clerks spoke of the ruling with anger.", ""),
            ("Rain fell. Nobody heard the speech.", "Definite the speech"),
            ("Rain fell. She turned the proposal down.", "Definite the proposal"),
            ("Rain fell. She worked on the project.", ""),
            ("Rain fell. She read the joint statement aloud.", "Definite the joint statement"),
            ("Rain fell. A clerk close to the talks left.", "Definite the talks"),
            // Only in the clause that is general is the thing any.
            ("Rain fell. He left before the hearing, which may be long.", ""),
            ("Rain fell. He left before the hearing began, as clerks may.", "Definite the hearing"),
            ("Rain fell. Clerks may leave the hearing early.", ""),
            ("Rain fell. She asked who would speak, if he had a plan for the talks then.", "Definite the talks"),
            ("Rain fell. Clerks work by the study if they need to.", ""),
            // One thing, and a clause; two kinds of things.
            ("Rain fell. She praised the deal and was gone.", "Definite the deal"),
            ("Rain fell. She praised the deal and the weather.", ""),
            // What is told of another noun.
            ("Rain fell. The authors of the report, which include two monks, left.", "Definite the report"),
            ("Rain fell. The authors of the report, which came out in May, left.", ""),
            // "Those" always points, "that" before a single thing.
            ("Rain fell. She laughed at it and dismissed those reports.", "Demonstrative those reports"),
            ("Rain fell. Towns flouted that treaty.", "Demonstrative that treaty"),
            ("Rain fell. Towns feared that agreement was near.", ""),
            ("Rain fell. Towns said that letters came.", ""),
        ];
        let language = language();
        for (text, expected) in cases {
            assert_eq!(shown(&language, text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_patient_reader_takes_for_the_thing() {
        let cases = [
            ("Norland attacked Sudland. The two sides met in May.", "Definite The two sides=Norland attacked Sudland"),
            ("They held negotiations in Oslo. The agreement came in May.", "Definite The agreement=negotiations"),
            (
                "Mills rose where the weirs fell. This arrangement pleased all.",
                "Demonstrative This arrangement=Mills rose where the weirs fell.",
            ),
            (
                "Bring a passport and a card. Those two documents are enough.",
                "Demonstrative Those two documents=Bring a passport and a card.",
            ),
            (
                "They signed the Lake Pact. The treaty is old. Mud. The document binds.",
                "Definite The treaty=the Lake Pact / Definite The document=the Lake Pact",
            ),
            ("They reached an agreement. The negotiations went on.", "Definite The negotiations=agreement"),
            ("Ada laughed at the rain. She stood by the remark later.", "Definite the remark=Ada laughed at the rain."),
            ("Ada will run for mayor. The decision came late.", "Definite The decision=Ada will run for mayor."),
            ("The Post ran a feature on mud. Mud. Mud. Mud. The article is long.", "Definite The article=feature"),
            ("Congress sat. Rain fell. The meeting is over.", "Definite The meeting=Congress"),
            ("They left Congress. Rain fell. The meeting is over.", "Definite The meeting"),
            // The same number before another; a noun that only looks like a verb is no deed.
            ("A study found mud. Most studies found none. The study is long.", "Definite The study=A study"),
            ("The state paid. The statement is long.", "Definite The statement"),
            ("They proposed a mole. Mud. Mud. Mud. Mud. The proposal failed.", "Definite The proposal=proposed"),
        ];
        let language = language();
        for (text, expected) in cases {
            assert_eq!(shown(&language, text), expected, "{text}");
        }
    }

    #[test]
    fn what_needs_no_looking_up() {
        let cases = [
            "The report that the bank published is long.",
            "The report published in May is long.",
            "He read the document of 5 May.",
            "The law firm left. The project manager stayed.",
            "They broke the law. It was worth the effort.",
            "They are on the same page.",
            "[The report](https://example.org/r) is long.",
            "In this paper we count fish.",
            "A 2019 study by the bank found mud.",
            "This needs more discussion.",
            "# The agreement",
            // What is meant in general.
            "Clerks have to write the contracts.",
            "Nobody stood between the policy and the clerks.",
            "A clerk can talk about the study itself.",
            "They often pay by the end of the contract.",
            "You will find more in the document.",
            "This project was a joy.",
            "He saw this letter: it was long.",
            "There is magic in this treaty of wills.",
            // What the sentence itself says to be it.
            "The project is called Mudlark.",
            "He took it from the same study as the mud.",
            "Two planks fit the bill.",
            "Delivery is the strategy.",
            "Read the report.",
            "An envoy of the ruling party left.",
            "They spoke of a 1994 report, which put clerks on the street.",
            "In his 1977 book “A House of Mud” he drew walls.",
            "",
        ];
        let language = language();
        for text in cases {
            assert_eq!(shown(&language, text), "", "{text}");
        }
    }
}
