//! Prose by the yard: sentences with gaps, filled by chance that is the same each time.

/// Gaps, each after a `$`: N a name, P a place, G a group, V what they say, T a time, F a figure, W a thing.
const SENTENCES: &[&str] = &[
    "$N, who leads the $G in $P, $V on $T that the $W cost $F.",
    "“We shall rebuild the $W,” $N $V.",
    "Critics $V that the $W may never open, and that $F would be lost.",
    "The $G met in $P on $T and put off the $W once more.",
    "According to the $G, the $W is perhaps the oldest in $P.",
    "It is widely believed that the $W could fail $T.",
    "In $P, where the $G has its seat, $F were spent on the $W $T.",
    "$N told the *$G* that `w-7` had been [measured](https://p.example/w) $T.[^1]",
    "The $W stands.",
    "Nobody at the $G $V how the $W, which $F had used, came to $P; the report does not say.",
    "> The $W was closed $T, $N $V, “because the $G asked for it”.",
];
const GAPS: &[(char, &[&str])] = &[
    ('N', &["Mara Holt", "Ivo Reni", "Dr. Sela Quint", "the engineer Tam Orde", "J. K. Ansel"]),
    ('P', &["Orsk", "the lower valley", "Port Senna", "the town of Ruhl", "Vessia"]),
    ('G', &["council", "River Board (RB)", "RB", "ministry of works", "Harbour Union"]),
    ('V', &["said", "claimed", "believed", "has shown", "insisted"]),
    ('T', &["last year", "on 4 March 2021", "in recent years", "on Monday", "in the spring of 2019", "soon"]),
    ('F', &["40 million euros", "12 % of the budget", "some 3,000 people", "a third of it", "seven barges"]),
    ('W', &["weir", "old mill", "toll bridge", "harbour wall", "night train"]),
];

/// Numbers below what is asked for, by chance that is the same each time for one `seed`: Marsaglia's xorshift.
pub fn chance(seed: u64) -> impl FnMut(usize) -> usize {
    let mut chance = 0x2545_f491_4f6c_dd1d_u64.wrapping_add(seed);
    move |count| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        usize::try_from(chance % count as u64).unwrap_or_default()
    }
}

/// Every word that the prose may have.
pub fn words() -> impl Iterator<Item = &'static str> {
    let texts = SENTENCES.iter().chain(GAPS.iter().flat_map(|(_, fillings)| *fillings));
    texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
}

/// At least `bytes` of Markdown, and not a sentence more.
pub fn of_length(bytes: usize) -> String {
    let mut pick = chance(0);
    let mut text = String::from("---\ntitle: The weir\ndate: 2024-03-01\n---\n\n[^1]: Ansel, *Weirs*, 2021, p. 4.\n");
    while text.len() < bytes {
        if pick(5) == 0 || text.ends_with(".\n") {
            text.push_str("\n\n");
        }
        let mut parts = SENTENCES[pick(SENTENCES.len())].split('$');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let fillings = GAPS.iter().find(|(gap, _)| part.starts_with(*gap)).map_or(&[""][..], |(_, fillings)| fillings);
            text.push_str(fillings[pick(fillings.len())]);
            text.push_str(&part[1..]);
        }
        text.push(' ');
    }
    text.push('\n');
    text
}
