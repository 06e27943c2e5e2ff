//! What a comment in a seed says to seedlint: `seedlint: allow(family/name, …) reason`, and `allow-file(…)` at the top.
//!
//! In goes one comment; out comes a [`Command`], or what is wrong with one that was meant to be. Knows no rules: names are
//! names here.

use crate::span::Span;
use crate::toml_file;

/// The commands, as users write them.
const COMMANDS: [&str; 2] = ["allow", "allow-file"];
/// How one is written, for those who wrote it otherwise.
const FORM: &str = "write `<!-- seedlint: allow(family/name) reason -->`";

/// A comment that allows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Whether it is meant for the whole file.
    pub file: bool,
    /// What stands in the brackets: names of rules and families.
    pub names: Vec<(String, Span)>,
    /// Whether a reason stands behind them.
    pub reasoned: bool,
}

/// A comment that was meant to be a command and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The place at fault, in the comment.
    pub span: Span,
    /// What is wrong; lower case, no full stop.
    pub fault: String,
    /// What would mend it.
    pub cure: String,
}

/// What the comment at `span` of `text` says; nothing where it speaks of something else.
pub fn read(text: &str, span: Span) -> Option<Result<Command, Malformed>> {
    let inner = span.of(text).strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->").unwrap_or(inner);
    let name = inner.trim_start();
    let rest = name.get("seedlint".len()..).filter(|_| name[.."seedlint".len()].eq_ignore_ascii_case("seedlint"))?;
    let called = rest.trim_start();
    // Offsets are counted from the end of what is still to be read, which is always a tail of `inner`.
    let end = span.start + "<!--".len() + inner.len();
    let at = |tail: &str| end - tail.len();
    let comment = span.trim(text);
    match called.strip_prefix(':') {
        Some(command) => Some(command_of(command.trim_start(), &at, comment)),
        None => {
            let (verb, rest) = verb(called);
            let meant = !verb.is_empty() && rest.starts_with('(') && toml_file::nearest(verb, COMMANDS).is_some();
            meant.then(|| Err(malformed(comment, "a colon is missing behind `seedlint`", FORM)))
        }
    }
}

fn command_of(text: &str, at: &dyn Fn(&str) -> usize, comment: Span) -> Result<Command, Malformed> {
    let (verb, rest) = verb(text);
    if !COMMANDS.contains(&verb) {
        let span = if verb.is_empty() { comment } else { Span::new(at(text), at(text) + verb.len()) };
        let cure = toml_file::did_you_mean(verb, COMMANDS).unwrap_or_else(|| FORM.to_owned());
        let fault =
            if verb.is_empty() { "no command stands behind `seedlint:`".to_owned() } else { format!("no command is named `{verb}`") };
        return Err(malformed(span, fault, cure));
    }
    let Some(list) = rest.strip_prefix('(') else {
        return Err(malformed(comment, "no rule is named in brackets", FORM));
    };
    let Some((list, reason)) = list.split_once(')') else {
        return Err(malformed(comment, "the bracket does not close", FORM));
    };
    let mut names = Vec::new();
    let mut from = at(rest) + 1;
    for name in list.split(',') {
        let start = from + (name.len() - name.trim_start().len());
        from += name.len() + 1;
        if name.trim().is_empty() {
            return Err(malformed(comment, "the name of a rule is missing in the brackets", FORM));
        }
        names.push((name.trim().to_owned(), Span::new(start, start + name.trim().len())));
    }
    Ok(Command { file: verb == "allow-file", names, reasoned: is_reason(reason) })
}

/// Whether a text says anything: a letter or a digit.
pub fn is_reason(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The word that a text begins with, and what comes behind it and white space.
fn verb(text: &str) -> (&str, &str) {
    let length = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(text.len());
    (&text[..length], text[length..].trim_start())
}

fn malformed(span: Span, fault: impl Into<String>, cure: impl Into<String>) -> Malformed {
    Malformed { span, fault: fault.into(), cure: cure.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(comment: &str) -> String {
        let text = format!("é {comment} é");
        match read(&text, Span::new(3, 3 + comment.len())) {
            None => "-".into(),
            Some(Err(malformed)) => format!("{} [{}] {}", malformed.fault, malformed.span.of(&text), malformed.cure),
            Some(Ok(command)) => {
                for (name, span) in &command.names {
                    assert_eq!(span.of(&text), name);
                }
                let names: Vec<_> = command.names.into_iter().map(|(name, _)| name).collect();
                format!(
                    "{}{}{}",
                    names.join("+"),
                    if command.file { " file" } else { "" },
                    if command.reasoned { "" } else { " no reason" }
                )
            }
        }
    }

    #[test]
    fn commands_are_read() {
        for (comment, expected) in [
            ("<!-- seedlint: allow(a/b) as said -->", "a/b"),
            ("<!--seedlint:allow(a)x-->", "a"),
            ("<!-- seedlint : allow ( a/b ,c/d ) why -->", "a/b+c/d"),
            ("<!-- Seedlint: allow(a/b): why -->", "a/b"),
            ("<!--\nseedlint: allow(a/b,\n  c)\nwhy\n-->", "a/b+c"),
            ("<!-- seedlint: allow-file(a) why -->", "a file"),
            ("<!-- seedlint: allow(a/b) -->", "a/b no reason"),
            ("<!-- seedlint: allow(a/b) -- … -->", "a/b no reason"),
            ("<!-- seedlint: allow(a/b) why", "a/b"),
            ("<!-- a remark -->", "-"),
            ("<!-- seedlint is a linter (allow it) -->", "-"),
            (
                "<!-- seedlintallow(x) -->",
                "a colon is missing behind `seedlint` [<!-- seedlintallow(x) -->] write `<!-- seedlint: allow(family/name) reason -->`",
            ),
            ("<!-- seedlin: allow(x) -->", "-"),
            ("<!---->", "-"),
            ("<!-- é -->", "-"),
        ] {
            assert_eq!(told(comment), expected, "{comment}");
        }
    }

    #[test]
    fn what_was_meant_to_be_a_command_is_told() {
        for (comment, expected) in [
            ("<!-- seedlint: alow(a/b) why -->", "no command is named `alow` [alow] did you mean `allow`?"),
            ("<!-- seedlint: allow_file(a/b) why -->", "no command is named `allow_file` [allow_file] did you mean `allow-file`?"),
            ("<!-- seedlint: disable a/b -->", "no command is named `disable` [disable] FORM"),
            ("<!-- seedlint: -->", "no command stands behind `seedlint:` [<!-- seedlint: -->] FORM"),
            ("<!-- seedlint allow(a) -->", "a colon is missing behind `seedlint` [<!-- seedlint allow(a) -->] FORM"),
            ("<!-- seedlint: allow a/b -->", "no rule is named in brackets [<!-- seedlint: allow a/b -->] FORM"),
            ("<!-- seedlint: allow(a/b why -->", "the bracket does not close [<!-- seedlint: allow(a/b why -->] FORM"),
            ("<!-- seedlint: allow(a,) x -->", "the name of a rule is missing in the brackets [<!-- seedlint: allow(a,) x -->] FORM"),
            ("<!-- seedlint: allow() x -->", "the name of a rule is missing in the brackets [<!-- seedlint: allow() x -->] FORM"),
        ] {
            assert_eq!(told(comment), expected.replace("FORM", FORM), "{comment}");
        }
    }
}
