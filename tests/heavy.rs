//! Texts that are long, deep or endless in one way: each is checked and inspected in seconds. Unoptimised they take
//! minutes, so they run with `cargo test --release --test heavy`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails; what is drawn is long"
)]

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Each takes a second or two; what grows with the square of the length takes minutes. The rest is for busy machines.
const LIMIT: Duration = Duration::from_secs(40);

/// Checks and inspects `text` as Markdown and as plain text, and holds the clock against each.
fn hold(name: &str, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["md", "txt"] {
        let path = folder.path().join(format!("seed.{ending}"));
        fs::write(&path, text).unwrap();
        for arguments in [&["check", "--format", "jsonl"][..], &["check"], &["inspect"]] {
            let begun = Instant::now();
            let mut command = Command::new(env!("CARGO_BIN_EXE_seedlint"));
            command.args(arguments).arg(&path).current_dir(folder.path()).env_clear().stdin(Stdio::null());
            // Some of them print a finding a word, which nobody reads.
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            let status = loop {
                match child.try_wait().unwrap() {
                    Some(status) => break status,
                    None if begun.elapsed() > LIMIT => {
                        child.kill().unwrap();
                        child.wait().unwrap();
                        panic!("{name}.{ending} {arguments:?} takes longer than {LIMIT:?}");
                    }
                    None => thread::sleep(Duration::from_millis(2)),
                }
            };
            println!("{name}.{ending} {}: {:.1?}", arguments.join(" "), begun.elapsed());
            let mut err = String::new();
            child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
            assert!(matches!(status.code(), Some(0 | 1)), "{name}.{ending} {arguments:?}: {status} {err}");
        }
    }
}

/// One test a text, so that each is named where it fails.
macro_rules! heavy {
    ($($name:ident: $text:expr,)*) => {$(
        #[test]
        #[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: cargo test --release --test heavy")]
        fn $name() {
            hold(stringify!($name), &$text);
        }
    )*};
}

const DEEP: usize = 100_000;
const MEGABYTE: usize = 1_000_000;

heavy! {
    one_long_line: "The council of Orsk said on Monday that the mill, which cost 40 million euros, may close. ".repeat(5 * MEGABYTE / 90),
    one_long_word: "a".repeat(5 * MEGABYTE),
    one_long_paragraph_of_short_lines: "The mill stood.\n".repeat(5 * MEGABYTE / 16),
    many_short_lines: "x\n".repeat(MEGABYTE),
    many_paragraphs: "The mill may close.\n\n".repeat(MEGABYTE / 8),
    may: "may ".repeat(MEGABYTE),
    critics_say: "critics say ".repeat(MEGABYTE / 4),
    last_year: "last year ".repeat(MEGABYTE / 4),
    numbers: "1 ".repeat(MEGABYTE),
    capitals: "Mara Holt of the BWO ".repeat(MEGABYTE / 10),
    acronyms: (0..100_000).map(|n| format!("{} ", letters(n))).collect::<String>(),
    quotations: "“It holds,” she said. ".repeat(MEGABYTE / 10),
    open_quotes: "“".repeat(DEEP) + "x",
    open_and_closed_quotes: "“".repeat(DEEP) + "x" + &"”".repeat(DEEP),
    straight_quotes: "\" ' ".repeat(MEGABYTE / 4),
    open_brackets: "[".repeat(DEEP) + "x",
    nested_brackets: "[".repeat(DEEP) + "x" + &"]".repeat(DEEP),
    nested_parentheses: "(".repeat(DEEP) + "x" + &")".repeat(DEEP),
    links: "[a](b) ".repeat(MEGABYTE / 7),
    half_links: "[a](".repeat(DEEP),
    images: "![".repeat(DEEP),
    notes: "x[^1] ".repeat(MEGABYTE / 6) + "\n\n[^1]: y\n",
    many_notes: (0..50_000).map(|n| format!("x[^{n}]\n\n[^{n}]: y\n\n")).collect::<String>(),
    keys: "[@a; @b] @c [d2021, e2022] ".repeat(MEGABYTE / 27),
    ibids: "x[^1] (ibid.) ".repeat(MEGABYTE / 14) + "\n\n[^1]: y\n",
    ranges: "x [1-999]. ".repeat(MEGABYTE / 11) + "\n\n# References\n\n" + &(0..1_000).map(|n| format!("[{n}] Holt, M. 2021.\n")).collect::<String>(),
    sources: "x (Holt 2021).\n\n# References\n\n".to_owned() + &"Holt, M. (2021). *Dams*.\n".repeat(MEGABYTE / 24),
    raised_numbers: "x.¹² ".repeat(MEGABYTE / 7) + "\n\n# Notes\n\n1. y\n",
    nested_block_quotes: "> ".repeat(DEEP) + "x",
    nested_lists: "- ".repeat(DEEP) + "x",
    indented_lists: (0..1_000).map(|n| "  ".repeat(n) + "- x\n").collect::<String>(),
    emphasis: "*a **b ".repeat(DEEP),
    stars: "*".repeat(DEEP),
    backquotes: (1..1_500).map(|n| "`".repeat(n) + " ").collect::<String>(),
    unclosed_comment: "<!-- ".to_owned() + &"x ".repeat(MEGABYTE),
    unclosed_comments: "<!-- x ".repeat(DEEP),
    unclosed_code: "```\n".to_owned() + &"x\n".repeat(MEGABYTE),
    tags: "<b>".repeat(DEEP),
    angles: "<".repeat(DEEP),
    entities: "&amp;".repeat(MEGABYTE / 5),
    table: "|a".repeat(DEEP) + "|\n" + &"|-".repeat(DEEP) + "|\n",
    headings: "# x\n".repeat(MEGABYTE / 4),
    addresses: "https://a.example/b?c=d ".repeat(MEGABYTE / 24),
    front_matter: "---\n".to_owned() + &(0..100_000).map(|n| format!("k{n}: v\n")).collect::<String>() + "---\n\nx\n",
    nested_front_matter: "---\nk: ".to_owned() + &"[".repeat(DEEP) + "\n---\n\nx\n",
    unclosed_front_matter: "---\n".to_owned() + &"k: v\n".repeat(DEEP),
    carriage_returns: "x\r".repeat(MEGABYTE),
    wide_characters: "東京👩‍💻e\u{301} ".repeat(MEGABYTE / 20),
    stacked_marks: "e".to_owned() + &"\u{301}".repeat(MEGABYTE / 2),
    control_characters: "\u{1b}[31m".repeat(MEGABYTE / 10),
    stops: ". ".repeat(MEGABYTE / 2),
    dots: ".".repeat(MEGABYTE),
    initials: "J. R. R. ".repeat(MEGABYTE / 9),
    colons: "a: ".repeat(MEGABYTE / 3),
    the_same_passage: "The council met again in the town hall of Orsk and spoke of the mill for many hours.\n\n".repeat(20_000),
    placeholders: "[citation needed] TODO ".repeat(MEGABYTE / 23),
}

/// A word of four capitals.
fn letters(number: u32) -> String {
    (0..4).filter_map(|place| char::from_u32(u32::from(b'A') + number / 26_u32.pow(place) % 26)).collect()
}
