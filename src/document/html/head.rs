//! What a page says of itself: title, author, date, address.
//!
//! In go the tags of the page as they come, and the text of its title and of its JSON-LD; out come fields of metadata, called
//! as front matter calls them, so that nothing else need know HTML. Of several that say the same, the most exact one holds.

use super::entities;
use super::tokens::{Attribute, Tag};
use crate::document::{Field, Metadata};
use crate::span::Span;

/// By field, the names that `<meta>` and microdata give to it, the most exact first.
const NAMES: [(&str, &[&str]); 7] = [
    ("title", &["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", HEADING, TITLE]),
    (
        "author",
        &["author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "byl", "parsely-author", JSON_AUTHOR, LINK],
    ),
    (
        "date",
        &[
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "dc.date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.date",
            "dcterms.created",
            "citation_publication_date",
            "citation_date",
            "parsely-pub-date",
            "sailthru.date",
            JSON_DATE,
            TIME,
            "datecreated",
        ],
    ),
    ("updated", &["article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "revised"]),
    ("source", &[CANONICAL, "og:url", "citation_public_url", "dc.identifier", SAVED]),
    ("publisher", &["og:site_name", "publisher", "dc.publisher", "citation_publisher"]),
    ("description", &["description", "og:description", "dc.description", "twitter:description"]),
];
/// Names that no page gives, for what is said by other means than `<meta>`.
const HEADING: &str = "<h1>";
const TITLE: &str = "<title>";
const CANONICAL: &str = "<link>";
const SAVED: &str = "<!--";
const TIME: &str = "<time>";
const LINK: &str = "<a>";
const JSON_AUTHOR: &str = "{author";
const JSON_DATE: &str = "{datePublished";
/// A longer value, in bytes, is none that anybody asks for.
const LONGEST: usize = 4000;
/// The most authors that are told.
const MOST: usize = 100;

/// What was said so far.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The number of the field, the number of the name that gave it, and what was said.
    said: Vec<(usize, usize, Attribute)>,
    language: Option<Attribute>,
    /// How often each name was taken, so that a page of nothing but `<meta>` costs no more than its length.
    taken: [usize; NAMES.len()],
}

impl Head {
    /// Looks at a start tag.
    pub(super) fn tag(&mut self, tag: &Tag<'_>) {
        if tag.is("meta") {
            let name = ["property", "name", "itemprop"].into_iter().find_map(|key| tag.attribute(key));
            if let (Some(name), Some(content)) = (name, tag.attribute_at("content")) {
                self.say(&name, content);
            }
        } else if tag.is("link") {
            if tag.names("rel", &["canonical"])
                && let Some(address) = tag.attribute_at("href")
            {
                self.say(CANONICAL, address);
            }
        } else if tag.is("html") && self.language.is_none() {
            self.language = tag.attribute_at("lang").filter(|language| !language.value.trim().is_empty());
        }
    }

    /// The content of `<title>`.
    pub(super) fn title(&mut self, text: &str, span: Span) {
        let span = span.trim(text);
        if span.len() <= LONGEST {
            let value = entities::resolved(span.of(text), false).split_whitespace().collect::<Vec<_>>().join(" ");
            self.say(TITLE, Attribute { value, span });
        }
    }

    /// A `<time>` above the first paragraph.
    pub(super) fn time(&mut self, tag: &Tag<'_>) {
        let Some(time) = tag.attribute_at("datetime") else { return };
        let updated = tag.names("class", &["updated", "modified"]) && !tag.names("class", &["published"]);
        if updated || tag.names("itemprop", &["dateModified"]) {
            self.say("datemodified", time);
        } else if time.value.trim().get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit())) {
            self.say(TIME, time);
        }
    }

    /// The words of a link to the author.
    pub(super) fn author(&mut self, value: String, span: Span) {
        self.say(LINK, Attribute { value, span });
    }

    /// What browsers write into a page that they save: `<!-- saved from url=(0025)https://… -->`.
    pub(super) fn comment(&mut self, text: &str, span: Span) {
        const SAYS: [&str; 2] = ["saved from url=", "url: "];
        let slice = span.of(text);
        // The comment of such a program is short.
        let Some(start) = SAYS.iter().find_map(|says| slice.get(..LONGEST.min(slice.len()))?.find(says)) else { return };
        let Some(address) = slice[start..].find("http").map(|hit| start + hit) else { return };
        let length = slice[address..].find(|c: char| c.is_whitespace() || c == '<').unwrap_or(slice.len() - address);
        let span = Span::new(span.start + address, span.start + address + length);
        self.say(SAVED, Attribute { value: span.of(text).to_owned(), span });
    }

    /// JSON-LD: the first date of publication, and the first author's name. What needs a parser is left alone.
    pub(super) fn json(&mut self, text: &str, span: Span) {
        let slice = span.of(text);
        let value_of = |key: &str, from: usize| {
            let after = from + slice[from..].find(key)? + key.len();
            let rest = slice[after..].trim_start().strip_prefix(':')?.trim_start();
            let start = slice.len() - rest.len();
            Some((start, rest))
        };
        let string = |(start, rest): (usize, &str)| {
            let inside = rest.strip_prefix('"')?;
            let value = &inside[..inside.find('"')?];
            let place = Span::new(span.start + start + 1, span.start + start + 1 + value.len());
            (!value.contains('\\') && value.len() <= LONGEST).then(|| Attribute { value: value.to_owned(), span: place })
        };
        if let Some(date) = value_of("\"datePublished\"", 0).and_then(string) {
            self.say(JSON_DATE, date);
        }
        if let Some((start, rest)) = value_of("\"author\"", 0) {
            let end = rest.find(['}', ']']).unwrap_or(0);
            let named = value_of("\"name\"", start).filter(|(at, _)| *at < start + end);
            if let Some(author) = string((start, rest)).or_else(|| named.and_then(string)) {
                self.say(JSON_AUTHOR, author);
            }
        }
    }

    /// The addresses that the page says are its own.
    pub(super) fn own_addresses(&self) -> Vec<String> {
        let source = |said: &&(usize, usize, Attribute)| NAMES[said.0].0 == "source";
        self.said.iter().filter(source).map(|(.., address)| address.value.clone()).collect()
    }

    fn say(&mut self, name: &str, attribute: Attribute) {
        let blank = attribute.value.trim().is_empty() || attribute.value.len() > LONGEST;
        let lower = name.to_ascii_lowercase();
        let found = NAMES.iter().enumerate().find_map(|(field, (_, names))| {
            let rank = names.iter().position(|other| other.eq_ignore_ascii_case(&lower))?;
            Some((field, rank))
        });
        let Some((field, rank)) = found.filter(|_| !blank) else { return };
        // An author's page is not an author's name.
        let address = NAMES[field].0 == "author" && attribute.value.contains("://");
        if !address && self.taken[field] < MOST {
            self.taken[field] += 1;
            self.said.push((field, rank, attribute));
        }
    }

    /// Adds what was said to the metadata, in order of fields. The heading of the page is its title unless `<meta>` names another:
    /// `<title>` often holds the name of the site, too.
    pub(super) fn tell(mut self, metadata: &mut Metadata, heading: Option<Attribute>) {
        let titled = self.said.iter().find(|said| NAMES[said.0].0 == "title" && NAMES[said.0].1[said.1] == TITLE);
        let whole = titled.map(|(.., title)| title.value.to_lowercase());
        if let Some(heading) = heading.filter(|heading| whole.is_none_or(|whole| whole.contains(&heading.value.to_lowercase()))) {
            self.say(HEADING, heading);
        }
        let mut add = |name: &str, said: Attribute| {
            metadata.fields.push(Field { name: name.to_owned(), value: said.value.trim().to_owned(), span: said.span });
        };
        let mut told: Vec<Vec<(usize, Attribute)>> = vec![Vec::new(); NAMES.len()];
        for (field, rank, said) in self.said {
            let best = told[field].first().map_or(usize::MAX, |(best, _)| *best);
            if rank < best {
                told[field] = vec![(rank, said)];
            } else if rank == best && NAMES[field].0 == "author" {
                told[field].push((rank, said));
            }
        }
        for ((name, _), said) in NAMES.iter().zip(told) {
            said.into_iter().for_each(|(_, said)| add(name, said));
        }
        if let Some(language) = self.language {
            add("lang", language);
        }
    }
}
