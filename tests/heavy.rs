//! Texts that are long, deep or endless in one way: each is checked and inspected in seconds. Unoptimised they take
//! minutes, so they run with `cargo test --release --test heavy`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails; what is drawn is long"
)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Each takes a second or two; what grows with the square of the length takes minutes. The rest is for busy machines.
const LIMIT: Duration = Duration::from_secs(40);

/// The reports that other programs read, and the page, in one run.
const EVERY_FORMAT: [&str; 15] = [
    "check",
    "--format",
    "html=report.1",
    "--format",
    "sarif=report.2",
    "--format",
    "github=report.3",
    "--format",
    "gitlab=report.4",
    "--format",
    "junit=report.5",
    "--format",
    "rdjson=report.6",
    "--format",
    "markdown=report.7",
];

/// Checks and inspects `text` in every format, and holds the clock against each.
fn hold(name: &str, text: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["md", "txt", "html"] {
        let file = format!("seed.{ending}");
        fs::write(folder.path().join(&file), text).unwrap();
        for arguments in [&["check", "--format", "jsonl"][..], &["check"], &["inspect"], &EVERY_FORMAT] {
            run(&format!("{name}.{ending}"), folder.path(), &[arguments, &[&file]].concat(), LIMIT);
        }
    }
}

/// Runs the program in `folder`, and holds the clock against it.
fn run(name: &str, folder: &Path, arguments: &[&str], limit: Duration) {
    let (status, err) = ended(name, folder, arguments, limit);
    assert!(matches!(status.code(), Some(0 | 1)), "{name} {arguments:?}: {status} {err}");
}

/// How the program ends, and what it says of troubles.
fn ended(name: &str, folder: &Path, arguments: &[&str], limit: Duration) -> (ExitStatus, String) {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedlint"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    // Some of them print a finding a word, which nobody reads.
    let errors = folder.join("errors");
    let mut child = command.stdout(Stdio::null()).stderr(File::create(&errors).unwrap()).spawn().unwrap();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() > limit => {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{name} {arguments:?} takes longer than {limit:?}");
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    println!("{name} {}: {:.1?}", arguments.join(" "), begun.elapsed());
    (status, fs::read_to_string(errors).unwrap())
}

/// One test a text, so that each is named where it fails.
macro_rules! heavy {
    ($($name:ident: $text:expr,)*) => {$(
        #[test]
        #[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: cargo test --release --test heavy")]
        fn $name() {
            hold(stringify!($name), $text.as_ref());
        }
    )*};
}

const DEEP: usize = 100_000;
const MEGABYTE: usize = 1_000_000;

heavy! {
    nested_tags: "<div><b>".repeat(DEEP) + "x",
    open_links_to_notes: "<a href=#n1>[1]".repeat(DEEP),
    many_times: "<p>a".to_owned() + &"<time></time>".repeat(DEEP),
    raised_letters: "<i>x</i><sup>a</sup>".repeat(DEEP),
    crossed_tags: "<i><p></b></i>".repeat(DEEP),
    an_open_comment: "<p>x<!-- -".to_owned() + &"- ".repeat(MEGABYTE),
    an_entity_without_end: "<p>&".to_owned() + &"a".repeat(MEGABYTE),
    html_entities: "&amp;&#8217;".repeat(DEEP),
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
    unclosed_quotation: "“".to_owned() + &"The mill may close. ".repeat(MEGABYTE / 20),
    unclosed_quotations: "“The mill may close. ".repeat(MEGABYTE / 22),
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
    lead_ins: "three reasons:\n\n".repeat(MEGABYTE / 16),
    changes: "up 2 percent, from 3 percent to 5 percent ".repeat(MEGABYTE / 43),
    raised_numbers: "x.¹² ".repeat(MEGABYTE / 7) + "\n\n# Notes\n\n1. y\n",
    unclosed_note: "[^1]: ".to_owned() + &"x ".repeat(MEGABYTE),
    unclosed_notes: "x[^1 ".repeat(DEEP),
    numbered_ranges: format!("# Sources\n\n[1] A.\n\nx [1-{}999]", "999,1,".repeat(MEGABYTE / 12)),
    short_forms_of_one_beginning: (0..20_000).map(|n| format!("Ab {0} (A-{0}) ", letters(n))).collect::<String>(),
    a_noun_and_many_fields: "---\n".to_owned()
        + &(0..20_000).map(|n| format!("k{n}: v\n")).collect::<String>()
        + "description: x\n---\n\n"
        + &"The report fell. ".repeat(20_000),
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
    endless_entity: "&".to_owned() + &"a".repeat(MEGABYTE),
    endless_entities: "&#".repeat(DEEP),
    wide_table: "|a b".repeat(10_000) + "|\n" + &"|-".repeat(10_000) + "|\n" + &("|c d".repeat(10_000) + "|\n").repeat(10),
    table: "|a".repeat(DEEP) + "|\n" + &"|-".repeat(DEEP) + "|\n",
    headings: "# x\n".repeat(MEGABYTE / 4),
    addresses: "https://a.example/b?c=d ".repeat(MEGABYTE / 24),
    front_matter: "---\n".to_owned() + &(0..100_000).map(|n| format!("k{n}: v\n")).collect::<String>() + "---\n\nx\n",
    nested_front_matter: "---\nk: ".to_owned() + &"[".repeat(DEEP) + "\n---\n\nx\n",
    unclosed_front_matter: "---\n".to_owned() + &"k: v\n".repeat(DEEP),
    carriage_returns: "x\r".repeat(MEGABYTE),
    wide_characters: "東京👩‍💻e\u{301} ".repeat(MEGABYTE / 20),
    stacked_marks: "e".to_owned() + &"\u{301}".repeat(MEGABYTE / 2),
    escapes: "\u{1b}[31m".repeat(MEGABYTE / 10),
    control_characters: ('\u{1}'..'\u{a0}').filter(|c| c.is_control()).map(|c| format!("{c} x{c}y ")).collect::<String>().repeat(2_000),
    stops: ". ".repeat(MEGABYTE / 2),
    dots: ".".repeat(MEGABYTE),
    initials: "J. R. R. ".repeat(MEGABYTE / 9),
    colons: "a: ".repeat(MEGABYTE / 3),
    the_same_passage: "The council met again in the town hall of Orsk and spoke of the mill for many hours.\n\n".repeat(20_000),
    placeholders: "[citation needed] TODO ".repeat(MEGABYTE / 23),
}

/// A file with zero bytes is none of text, and said to be so.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: cargo test --release --test heavy")]
fn zero_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["\0".repeat(MEGABYTE), "The mi\0ll \0 may\0 close. ".repeat(MEGABYTE / 22)] {
        fs::write(folder.path().join("seed.md"), text).unwrap();
        let (status, err) = ended("zero_bytes", folder.path(), &["check", "seed.md"], LIMIT);
        assert_eq!((status.code(), err.contains("seed.md: binary")), (Some(2), true), "{err}");
    }
}

/// One line of a hundred megabytes, with all facts and rules. Read once: it takes seconds and much room.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: cargo test --release --test heavy")]
fn a_line_of_a_hundred_megabytes() {
    let folder = tempfile::tempdir().unwrap();
    let sentences = "The council of Orsk met in the hall. It spoke of the mill for hours. Nobody knows what the mill cost, or who paid. ";
    fs::write(folder.path().join("seed.txt"), sentences.repeat(100 * MEGABYTE / sentences.len())).unwrap();
    run("a_line_of_a_hundred_megabytes", folder.path(), &["check", "--format", "jsonl", "seed.txt"], 4 * LIMIT);
}

/// A user's folder with a lexicon of a million words, beside one that every rule's phrase begins with.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: cargo test --release --test heavy")]
fn a_lexicon_of_a_million_words() {
    let words: String = (0..1_000_000).map(|n| format!("\"{}\",\n", letters(n).to_lowercase())).collect();
    let phrases: String = (0..100_000).map(|n| format!("\"mill {}\",\n", letters(n).to_lowercase())).collect();
    let lexicon = format!("source = \"made up\"\nwords = [\n{words}{phrases}]\n");
    with_rules("a_lexicon_of_a_million_words", &[("lexicons/made-up.toml", lexicon), ("house/made-up.toml", rule("{made-up} of"))]);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: cargo test --release --test heavy")]
fn a_thousand_rules() {
    let rules = (0..1_000).map(|n| (format!("house/rule-{n}.toml"), rule(&format!("(the|a) {} mill", letters(n).to_lowercase()))));
    let rules: Vec<_> = rules.collect();
    with_rules("a_thousand_rules", &rules.iter().map(|(name, rule)| (name.as_str(), rule.clone())).collect::<Vec<_>>());
}

/// Checks a seed with the files of a user's folder.
fn with_rules(name: &str, files: &[(&str, String)]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("seedlint.toml"), "rules = [\"rules\"]\n").unwrap();
    fs::write(folder.path().join("seed.md"), "The mill of Orsk may close. ".repeat(10_000)).unwrap();
    for (file, text) in files {
        let path = folder.path().join("rules").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    run(name, folder.path(), &["check", "seed.md"], LIMIT);
}

/// A rule that looks for a phrase.
fn rule(phrase: &str) -> String {
    format!(
        "summary = \"made up\"\nlevel = \"warning\"\nconfidence = \"high\"\nmessage = \"`{{match}}` is made up\"\nwhy = \"It is.\"\n\
         match.phrases = [\"{phrase}\"]\n[examples]\nflags = [\"<<a>>\", \"<<b>>\"]\npasses = [\"c\", \"d\"]\n"
    )
}

/// A word of five capitals.
fn letters(number: u32) -> String {
    (0..5).filter_map(|place| char::from_u32(u32::from(b'A') + number / 26_u32.pow(place) % 26)).collect()
}
