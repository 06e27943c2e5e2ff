//! The closed classes of words that expressions of time are made of, each with its value.
//!
//! In goes a token; out comes what it can be in a date. Names of months, numerals and pointing words carry values, so
//! they stand here and not in a lexicon. Knows no grammar and no document.

use super::numerals::numeral;
use crate::facts::Prose;
use crate::language::{ByHash, Table, Token, TokenKind, fold_hash};

/// What a token can be in an expression of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing of interest.
    Other,
    The,
    A,
    Of,
    In,
    On,
    At,
    For,
    From,
    /// "to", "through", "until" between two dates.
    To,
    And,
    Or,
    By,
    Before,
    After,
    /// "since", "during", "between": a date may follow.
    Preposition,
    /// "about", "over", "nearly": a count may follow as well as a date.
    Around,
    /// "his", "their": an age may follow ("her 40s").
    Possessive,
    Month(u8, Form),
    Weekday(u8, Form),
    Season(Season),
    Unit(Unit, Number),
    DayPart(DayPart),
    /// "two"; "a dozen".
    Count(u32),
    /// "hundred", "thousand".
    Times(u32),
    /// "few", "several", "many".
    Few,
    /// "first", "twenty".
    Ordinal(u8),
    /// "nineties".
    Nineties(u8),
    Half,
    /// "early", "late", "mid".
    Edge,
    /// "later" (1), "earlier" (-1).
    Later(i32),
    /// "beginning", "end", "middle", "rest".
    Border,
    Pointing(Pointing),
    /// "past", "coming": the stretch just behind or before us.
    Stretch,
    /// "ago" and its likes: which way, and whether from the writer's day.
    Ago(i32, Origin),
    /// "today", "tomorrow", by days from today.
    Today(i32),
    Tonight,
    Every,
    Time,
    Date,
    Period,
    Weekend(Number),
    /// "noon" and "midnight", as an hour.
    Hour(u8),
    /// "a.m." (false), "p.m." (true).
    Meridiem(bool),
    OClock,
    /// "GMT", "hours", "local".
    Zone,
    /// "BC" (true), "AD" (false).
    Era(bool),
    Fiscal,
    /// "Q3", "H1": the part's name.
    Part(&'static str),
    Anniversary,
    Old,
    /// A number of digits only: its value and how many digits.
    Whole(u32, u8),
    /// "6th".
    Nth(u32),
    /// "1990s" or "90s": its value and digits.
    Tens(u32, u8),
    /// "10:30", and "pm" where it is written on.
    Clock(Clock),
    /// "11.11.1918".
    Dotted(u32, u32, u32),
    /// "1,1939": a day and a year written without a space.
    DayYear(u32, u32),
    /// "06T10:00:00Z".
    DayTime(u32),
}

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Full,
    Short,
    Plural,
}

/// One or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Many,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// As TIMEX3 writes it, and its first month.
    pub(super) const fn code(self) -> (&'static str, u8) {
        match self {
            Self::Spring => ("SP", 3),
            Self::Summer => ("SU", 6),
            Self::Autumn => ("FA", 9),
            Self::Winter => ("WI", 12),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit's letters in a TIMEX3 duration, and whether it is a part of a day.
    pub(super) const fn code(self) -> (&'static str, bool) {
        match self {
            Self::Second => ("S", true),
            Self::Minute => ("M", true),
            Self::Hour => ("H", true),
            Self::Day => ("D", false),
            Self::Week | Self::Fortnight => ("W", false),
            Self::Month => ("M", false),
            Self::Quarter => ("Q", false),
            Self::Year => ("Y", false),
            Self::Decade => ("DE", false),
            Self::Century => ("CE", false),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl DayPart {
    /// As TIMEX3 writes it behind a day.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
            Self::Daytime => "TDT",
        }
    }
}

/// A time on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// Whether it says "pm" or "hrs" itself, so that no score or ratio is meant.
    pub(super) plain: bool,
}

/// Which of many a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointing {
    /// "last": the latest before the writer's day.
    Last,
    /// "this".
    This,
    /// "next": the first after the writer's day.
    Next,
    /// "previous": the latest before the date last mentioned.
    Before,
    /// "that", "same".
    Same,
    /// "following".
    After,
}

impl Pointing {
    /// How many units it goes on, and from where.
    pub(super) const fn shift(self) -> (i32, Origin) {
        match self {
            Self::Last => (-1, Origin::Writer),
            Self::This => (0, Origin::Writer),
            Self::Next => (1, Origin::Writer),
            Self::Before => (-1, Origin::Text),
            Self::Same => (0, Origin::Text),
            Self::After => (1, Origin::Text),
        }
    }
}

/// What a relative date counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The writer's day: the document's date.
    Writer,
    /// The date last mentioned.
    Text,
    /// The writer's day in news, the date last mentioned in a tale: "the end of the year".
    Near,
}

/// What each spelling of a document can be.
pub(super) struct Words(Table<Spelling>);

/// What a spelling can be.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    word: Word,
    /// Whether an expression of time may begin with it, by itself or behind "the".
    opens: bool,
    /// Whether a lexicon lists what begins with it.
    listed: bool,
}

impl Words {
    /// Looks every spelling up. `listed` says whether an entry of a lexicon begins with it that makes a date.
    pub(super) fn of(prose: Prose<'_>, listed: impl Fn(Token) -> bool) -> Self {
        let english = english();
        Self(prose.vocabulary.table(|token| {
            let word = match token.kind {
                TokenKind::Number => numeral(&token.text(prose.text())),
                TokenKind::Word => english.get(&token.hash).copied().unwrap_or(Word::Other),
                _ => Word::Other,
            };
            let compared = || ["latter", "better", "greater"].iter().any(|part| token.text(prose.text()).eq_ignore_ascii_case(part));
            let listed = listed(token);
            let opens = word.opens() || listed || word == Word::Other && token.kind == TokenKind::Word && compared();
            Spelling { word, opens, listed }
        }))
    }

    /// What `token` can be.
    pub(super) fn word(&self, token: Token) -> Word {
        self.0.of(token).word
    }

    /// Whether an expression of time may begin with `token`, by itself or behind "the".
    pub(super) fn opens(&self, token: Token) -> bool {
        self.0.of(token).opens
    }

    /// Whether a lexicon lists what begins with `token`.
    pub(super) fn listed(&self, token: Token) -> bool {
        self.0.of(token).listed
    }
}

impl Word {
    /// Whether it can be the first word of an expression of time, but for an article.
    const fn opens(self) -> bool {
        !matches!(
            self,
            Self::Other
                | Self::The
                | Self::Of
                | Self::In
                | Self::On
                | Self::At
                | Self::For
                | Self::From
                | Self::To
                | Self::And
                | Self::Or
                | Self::By
                | Self::Preposition
                | Self::Around
                | Self::Possessive
                | Self::Ago(..)
                | Self::Meridiem(_)
                | Self::OClock
                | Self::Zone
                | Self::Anniversary
                | Self::Old
        )
    }
}

/// The words of English, by hash.
fn english() -> ByHash<Word> {
    let names = NAMES.iter().flat_map(|(names, word)| names.split(' ').map(|name| (fold_hash(name), *word)));
    let series = SERIES.iter().flat_map(|(names, make)| {
        let series = names.split(' ').zip(1_u8..).filter(|(name, _)| *name != "-");
        series.map(|(name, number)| (fold_hash(name), make(number)))
    });
    names.chain(series).collect()
}

/// Names separated by spaces, and the word that their place in the row makes; `-` keeps a place.
type Row = (&'static str, fn(u8) -> Word);

/// The months, in order, separated by spaces.
pub const MONTHS: &str = "january february march april may june july august september october november december";
/// The days of the week, in order, separated by spaces.
pub const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";

/// Names that stand in a row, the first being number one.
const SERIES: [Row; 11] = [
    (MONTHS, |n| Word::Month(n, Form::Full)),
    ("jan feb mar apr - jun jul aug sept oct nov dec", |n| Word::Month(n, Form::Short)),
    ("- - - - - - - - sep", |n| Word::Month(n, Form::Short)),
    (WEEKDAYS, |n| Word::Weekday(n, Form::Full)),
    ("mon tue wed thu fri sat sun", |n| Word::Weekday(n, Form::Short)),
    ("- tues - thurs", |n| Word::Weekday(n, Form::Short)),
    ("mondays tuesdays wednesdays thursdays fridays saturdays sundays", |n| Word::Weekday(n, Form::Plural)),
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
        |n| Word::Count(n as u32),
    ),
    ("- twenty thirty forty fifty sixty seventy eighty ninety", |n| Word::Count(n as u32 * 10)),
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth \
         seventeenth eighteenth nineteenth twentieth",
        Word::Ordinal,
    ),
    ("- twenties thirties forties fifties sixties seventies eighties nineties", |n| Word::Nineties(n * 10)),
];

const NAMES: &[(&str, Word)] = &[
    ("the", Word::The),
    ("a an", Word::A),
    ("of", Word::Of),
    ("in", Word::In),
    ("on", Word::On),
    ("at", Word::At),
    ("for over within", Word::For),
    ("from", Word::From),
    ("to through until till", Word::To),
    ("and", Word::And),
    ("or", Word::Or),
    ("by", Word::By),
    ("before preceding", Word::Before),
    ("after following", Word::After),
    ("since during between throughout circa ca c around towards toward dated as into", Word::Preposition),
    ("about nearly almost approximately roughly some than least another", Word::Around),
    ("his her their my our your its", Word::Possessive),
    ("spring", Word::Season(Season::Spring)),
    ("summer", Word::Season(Season::Summer)),
    ("autumn fall", Word::Season(Season::Autumn)),
    ("winter", Word::Season(Season::Winter)),
    ("seconds", Word::Unit(Unit::Second, Number::Many)),
    ("minute", Word::Unit(Unit::Minute, Number::One)),
    ("minutes moments", Word::Unit(Unit::Minute, Number::Many)),
    ("hour", Word::Unit(Unit::Hour, Number::One)),
    ("hours", Word::Unit(Unit::Hour, Number::Many)),
    ("day", Word::Unit(Unit::Day, Number::One)),
    ("days", Word::Unit(Unit::Day, Number::Many)),
    ("nights", Word::Unit(Unit::Day, Number::Many)),
    ("week", Word::Unit(Unit::Week, Number::One)),
    ("weeks", Word::Unit(Unit::Week, Number::Many)),
    ("fortnight", Word::Unit(Unit::Fortnight, Number::One)),
    ("month", Word::Unit(Unit::Month, Number::One)),
    ("months", Word::Unit(Unit::Month, Number::Many)),
    ("quarter", Word::Unit(Unit::Quarter, Number::One)),
    ("quarters", Word::Unit(Unit::Quarter, Number::Many)),
    ("year", Word::Unit(Unit::Year, Number::One)),
    ("years", Word::Unit(Unit::Year, Number::Many)),
    ("decade", Word::Unit(Unit::Decade, Number::One)),
    ("decades", Word::Unit(Unit::Decade, Number::Many)),
    ("century", Word::Unit(Unit::Century, Number::One)),
    ("centuries", Word::Unit(Unit::Century, Number::Many)),
    ("morning dawn daybreak", Word::DayPart(DayPart::Morning)),
    ("afternoon", Word::DayPart(DayPart::Afternoon)),
    ("evening eve dusk", Word::DayPart(DayPart::Evening)),
    ("night", Word::DayPart(DayPart::Night)),
    ("daytime", Word::DayPart(DayPart::Daytime)),
    ("zero", Word::Count(0)),
    ("couple", Word::Count(2)),
    ("dozen", Word::Count(12)),
    ("thirtieth", Word::Ordinal(30)),
    ("hundred", Word::Times(100)),
    ("thousand", Word::Times(1000)),
    ("few several many various countless numerous", Word::Few),
    ("half", Word::Half),
    ("early late mid", Word::Edge),
    ("later", Word::Later(1)),
    ("earlier", Word::Later(-1)),
    ("beginning start end middle close turn rest remainder onset outset", Word::Border),
    ("last", Word::Pointing(Pointing::Last)),
    ("this", Word::Pointing(Pointing::This)),
    ("next", Word::Pointing(Pointing::Next)),
    ("previous prior", Word::Pointing(Pointing::Before)),
    ("that same", Word::Pointing(Pointing::Same)),
    ("past coming intervening final latest ensuing subsequent", Word::Stretch),
    ("ago", Word::Ago(-1, Origin::Writer)),
    ("hence", Word::Ago(1, Origin::Writer)),
    ("previously beforehand", Word::Ago(-1, Origin::Text)),
    ("afterwards afterward thereafter", Word::Ago(1, Origin::Text)),
    ("today", Word::Today(0)),
    ("yesterday", Word::Today(-1)),
    ("tomorrow", Word::Today(1)),
    ("tonight", Word::Tonight),
    ("every each", Word::Every),
    ("time", Word::Time),
    ("date", Word::Date),
    ("period", Word::Period),
    ("weekend", Word::Weekend(Number::One)),
    ("weekends", Word::Weekend(Number::Many)),
    ("noon midday", Word::Hour(12)),
    ("midnight", Word::Hour(0)),
    ("am a.m.", Word::Meridiem(false)),
    ("pm p.m.", Word::Meridiem(true)),
    ("o'clock", Word::OClock),
    ("gmt utc est edt et cet bst pst pdt hrs hr", Word::Zone),
    ("bc b.c. bce b.c.e.", Word::Era(true)),
    ("ad a.d. ce c.e.", Word::Era(false)),
    ("fiscal financial", Word::Fiscal),
    ("fy", Word::Fiscal),
    ("q1", Word::Part("Q1")),
    ("q2", Word::Part("Q2")),
    ("q3", Word::Part("Q3")),
    ("q4", Word::Part("Q4")),
    ("h1", Word::Part("H1")),
    ("h2", Word::Part("H2")),
    ("anniversary", Word::Anniversary),
    ("old aged", Word::Old),
];
