//! Expressions of time, one line a case.

use std::sync::Arc;

use super::{Date, DateKind};
use crate::builtin;
use crate::document::{Document, Field, Metadata};
use crate::facts;
use crate::language::Language;
use crate::source::{Format, Source};
use crate::span::Span;

fn language() -> Language {
    Language::load(&builtin::folder("lexicons"), &[], &mut Vec::new())
}

/// The dates of a plain text under a document date (empty: none).
fn dates(language: &Language, text: &str, date: &str) -> Vec<Date> {
    let read = crate::document::read(&Arc::new(Source::new("a.txt", Format::Plain, text)));
    let fields = vec![Field { name: "date".to_owned(), value: date.to_owned(), span: Span::default() }];
    let document = Document { metadata: Metadata { fields, ..Metadata::default() }, ..read };
    facts::find(language, Default::default(), &document).dates
}

/// Each date as `text=value`, with `?` before the value where it has no date to count from, and the kind unless it is a date.
fn shown(language: &Language, text: &str, date: &str) -> String {
    let show = |found: &Date| {
        let kind = match found.kind {
            DateKind::Date => "",
            DateKind::Duration => "duration ",
            DateKind::Set => "set ",
            DateKind::Vague => "vague ",
        };
        let open = if found.anchored { "" } else { "?" };
        format!("{}={kind}{open}{}", found.span.of(text), found.value.as_deref().unwrap_or("-"))
    };
    dates(language, text, date).iter().map(show).collect::<Vec<_>>().join("; ")
}

fn check(cases: &[(&str, &str, &str)]) {
    let language = language();
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, date, expected)| (text, date, expected, shown(&language, text, date)))
        .filter(|(_, _, expected, found)| found != **expected)
        .map(|(text, date, expected, found)| format!("{text:?} on {date:?}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The relative dates of a text without date that nothing anchors.
fn open(language: &Language, text: &str) -> String {
    let open = dates(language, text, "").into_iter().filter(|date| date.relative && !date.anchored);
    open.map(|date| date.span.of(text).to_owned()).collect::<Vec<_>>().join("; ")
}

#[test]
fn years_in_passing_make_no_tale() {
    check(&[
        ("The letter arrived in January. A 2019 survey lay in it.", "2024-03-11", "January=2024-01; 2019=2019"),
        ("A 2015 law and a 2019 survey forbade it. The letter arrived in January.", "2024-03-11", "2015=2015; 2019=2019; January=2024-01"),
        ("In May 2012 it rained, and in 2013. In June it snowed.", "2024-03-11", "May 2012=2012-05; 2013=2013; June=2013-06"),
    ]);
}

#[test]
fn what_counts_from_the_tale_or_recurs_is_not_open() {
    let cases = [
        ("We spent the second half of the day in talks.", ""),
        ("The talks earlier in the day went well.", ""),
        ("Each pupil picked a state at the beginning of the year.", ""),
        ("It will be done by the end of the year.", "the end of the year"),
        ("It will be done by the end of this month.", "the end of this month"),
        ("Earlier that day, she had left.", ""),
        ("The next morning, we left.", ""),
        ("The pier fell two weeks later.", "two weeks later"),
        ("The pier was old. It fell two weeks later.", ""),
        ("We mend it on one day. We sail on the next Monday.", ""),
        ("We mend it on one day. We sail next Monday.", "next Monday"),
        ("It is an old pier. We meet there on Monday, October 6. All who come write to us by Thursday, October 2, 2014.", ""),
        (
            "It is an old pier. We meet there on Tuesday, October 6. All who come write to us by Thursday, October 2, 2014.",
            "Tuesday, October 6",
        ),
        ("A clerk for USA Today saw it.", ""),
        ("Observed Sept. 17–23, Ferry Week is a joy.", ""),
        ("The town celebrates Ferry Day on May 9.", ""),
        ("The town sold the pier on May 9.", "May 9"),
        ("For many, September means school.", ""),
        ("In September the pier was sold.", "September"),
        ("On the Friday before a release, he left.", ""),
        ("On Friday before a release, he left.", "Friday"),
    ];
    let language = language();
    for (text, expected) in cases {
        assert_eq!(open(&language, text), expected, "{text}");
    }
}

#[test]
fn names_and_days_of_any_week_are_not_open() {
    let cases = [
        // Names with a day of the week, and days behind names.
        ("We held our first potluck: Taco Thursday. All came.", ""),
        ("On Giving Tuesday we raised money.", ""),
        ("We raised money on Giving Tuesday.", ""),
        ("The mills keep an annual Herring Friday.", ""),
        ("The mills celebrate Herring Friday.", ""),
        ("The town observes Herring Friday.", ""),
        // A name before a day, behind the same verbs in the past.
        ("The police observed Rask Friday in Ulm.", "Friday"),
        ("They honored Moor Friday at the hall.", "Friday"),
        ("Crews saw Moor Friday.", "Friday"),
        ("The ferry brought Mayor Friday.", "Friday"),
        ("On Herring Friday, the mills stand still.", ""),
        ("Herring Friday is a feast of the mills.", ""),
        ("They call it “Herring Friday”.", ""),
        ("Every Herring Friday the mills stand still.", ""),
        ("Shops were full on Black Friday.", ""),
        ("The Senate Friday passed the bill.", "Friday"),
        ("He met Jan Rask in Ulm Tuesday.", "Tuesday"),
        ("Rask Tuesday signed it.", "Tuesday"),
        ("ULM: Rask Tuesday signed it.", "Tuesday"),
        ("But Tuesday he signed it.", "Tuesday"),
        // Days of any week.
        ("They left on a Saturday night.", ""),
        ("It was the quiet of a Sunday.", ""),
        ("They missed a Monday deadline.", ""),
        ("They may call on any Monday.", ""),
        ("One Friday, the ferry sank.", ""),
        ("They meet on Friday nights.", ""),
        ("They meet every Sunday morning.", ""),
        ("He said so in a Monday statement.", "Monday"),
        ("He said so in a Monday night interview.", "Monday night"),
        ("They left on Saturday night.", "Saturday night"),
    ];
    let language = language();
    for (text, expected) in cases {
        assert_eq!(open(&language, text), expected, "{text}");
    }
}

#[test]
fn labels_and_the_text_s_own_time_are_not_open() {
    let cases = [
        // Labels.
        ("This week: two ferries.", ""),
        ("The tool has a Last Week and a This Week section.", ""),
        ("A pier.\n\nLast week\n\nIt sank.", ""),
        ("A pier.\n\nThis week in review\n\nIt sank.", ""),
        ("A pier.\n\nLast week the ferry sank.", "Last week"),
        ("A pier.\n\nLast week at sea.", "Last week"),
        ("A pier.\n\nLast week in Ulm it rained.", "Last week"),
        ("A pier. It sank this week.", "this week"),
        // The text as one of a series.
        ("This week, we’ll look at piers.", ""),
        ("This week we look at piers.", ""),
        ("This week I am looking at piers.", ""),
        ("We’ll look at piers this week.", ""),
        ("In this week’s episode a pilot speaks.", ""),
        ("In this month’s holiday issue a pilot speaks.", ""),
        ("In this month’s storm a pilot drowned.", "this month"),
        ("This week, we launched a ferry.", "This week"),
        ("This week, we looked at piers.", "This week"),
        ("This week, we will launch a ferry.", "This week"),
        ("This week the town will look at piers.", "This week"),
        // The year that the text opens with.
        ("2015 was a busy year for the town. It built two piers this year.", ""),
        ("2015 was a busy year for the town. It built a pier this summer.", ""),
        ("As 2015 draws to a close, the town has two piers. It built them this year.", ""),
        ("2015 was a busy year for the town. It built a pier this year. In 2016 it will be as busy.", ""),
        ("2015 was a busy year. So was 2017. It built two piers this year.", "this year"),
        ("2015 was a busy year. It built two piers this week.", "this week"),
        ("In 2015 the town sold the pier. This year it closed.", "This year"),
        ("1955 was a wet year for the town. This year it flooded again.", "This year"),
        ("The pier of 2015 was long. This year it closed.", "This year"),
    ];
    let language = language();
    for (text, expected) in cases {
        assert_eq!(open(&language, text), expected, "{text}");
    }
}

#[test]
fn front_matter_gives_the_date_in_many_forms() {
    let forms = ["2014-03-19", "2014-03-19T10:14:29-04:00", "2014-03-19 10:00", "March 19, 2014", "Wed, 19 Mar 2014 10:00:00"];
    let language = language();
    for form in forms {
        assert_eq!(shown(&language, "It sank yesterday.", form), "yesterday=2014-03-18", "{form}");
    }
}

#[test]
fn dates_of_the_calendar() {
    check(&[
        ("They met on 6 January 2021.", "", "6 January 2021=2021-01-06"),
        ("They met on January 6, 2021, in Oslo.", "", "January 6, 2021=2021-01-06"),
        ("They met on Jan. 6, 2021, in Oslo.", "", "Jan. 6, 2021=2021-01-06"),
        ("They met on the 6th of January, 2021.", "", "the 6th of January, 2021=2021-01-06"),
        ("They met on the twenty-first of May 1921.", "", "the twenty-first of May 1921=1921-05-21"),
        ("It is dated 2021-01-06.", "", "2021-01-06=2021-01-06"),
        ("It is dated 2021-01-06T10:00:00Z.", "", "2021-01-06T10:00:00Z=2021-01-06"),
        ("It is dated 25/12/2020.", "", "25/12/2020=2020-12-25"),
        ("It is dated 06/01/2021.", "", "06/01/2021=2021-XX-XX"),
        ("It is dated 06/01/2021.", "2021-01-06", "06/01/2021=2021-01-06"),
        ("It is dated 11.11.1918.", "", "11.11.1918=1918-11-11"),
        ("Signed on March 4,1888 in Rome.", "", "March 4,1888=1888-03-04"),
        ("In February 2021 rates rose.", "", "February 2021=2021-02"),
        ("In February of 2021 rates rose.", "", "February of 2021=2021-02"),
        ("The vote of Friday, July 21, 2017, was close.", "", "Friday, July 21, 2017=2017-07-21"),
        ("It fell in 1998, and again (2004).", "", "1998=1998; 2004=2004"),
        ("The 2024 budget passed.", "", "2024=2024"),
        ("The 2008 elections were close.", "", "2008=2008"),
        ("The war of 1939–45 was long.", "", "1939=1939; 45=1945"),
        ("The 2019-20 season was long.", "", "2019=2019; 20=2020"),
        ("From 1914 to 1918 they fought.", "", "1914=1914; 1918=1918"),
        ("The post-1945 order held.", "", "1945=1945"),
        ("In early 2019 and mid-May 2020 it rose.", "", "early 2019=2019; mid-May 2020=2020-05"),
        ("At the end of March 2020 it closed.", "", "the end of March 2020=2020-03"),
        ("In the first half of 2020 it fell.", "", "the first half of 2020=2020-H1"),
        ("In the third quarter of 2020 it fell.", "", "the third quarter of 2020=2020-Q3"),
        ("Q3 2020 was better than H1 2020.", "", "Q3 2020=2020-Q3; H1 2020=2020-H1"),
        ("Growth in fiscal 2019 was slow.", "", "fiscal 2019=2019"),
        ("In the summer of 1940 they left.", "", "the summer of 1940=1940-SU"),
        ("In the fall of 1945 they left.", "", "the fall of 1945=1945-FA"),
        ("It was built in the 1990s.", "", "the 1990s=199"),
        ("It was built in the '90s.", "2020-01-01", "90s=199"),
        ("It was built in the sixties.", "2020-01-01", "the sixties=196"),
        ("In the late 19th century it grew.", "", "the late 19th century=18"),
        ("In the 19th and 20th centuries it grew.", "", "the 19th=18; 20th centuries=19"),
        ("The temple fell in 72 BC.", "", "72 BC=BC0072"),
        ("The drought (318–311 BC) ended.", "", "318=BC0318; 311 BC=BC0311"),
        ("From 11–19 October 1926 they sailed.", "", "11=1926-10-11; 19 October 1926=1926-10-19"),
        ("On April 8–12, 1901, they voted.", "", "April 8=1901-04-08; 12, 1901=1901-04-12"),
        ("From November to February 1942 it held.", "", "November=1941-11; February 1942=1942-02"),
        ("On the night of 5 May 1940 it rained.", "", "the night of 5 May 1940=1940-05-05TNI"),
        ("The morning of June 6, 1944 was grey.", "", "The morning of June 6, 1944=1944-06-06TMO"),
        ("On Christmas Day 1999 it snowed.", "", "Christmas Day 1999=1999-12-25"),
    ]);
}

#[test]
fn dates_that_count_from_the_document() {
    // 14 January 2022 is a Friday.
    check(&[
        ("He spoke today.", "2022-01-14", "today=2022-01-14"),
        ("He spoke yesterday morning.", "2022-01-14T09:30:00Z", "yesterday morning=2022-01-13TMO"),
        ("He will speak the day after tomorrow.", "2022-01-14", "the day after tomorrow=2022-01-16"),
        ("He spoke last night.", "2022-01-14", "last night=2022-01-13TNI"),
        ("He spoke on Tuesday.", "2022-01-14", "Tuesday=2022-01-11"),
        ("He will speak on Tuesday.", "2022-01-14", "Tuesday=2022-01-18"),
        ("He spoke last Friday.", "2022-01-14", "last Friday=2022-01-07"),
        ("He will speak next Friday.", "2022-01-14", "next Friday=2022-01-21"),
        ("He left Monday morning.", "2022-01-14", "Monday morning=2022-01-10TMO"),
        ("They met at 8 p.m. Monday.", "2022-01-14", "8 p.m. Monday=2022-01-10T20:00"),
        ("It rose last week.", "2022-01-14", "last week=2022-W01"),
        ("It rose last month.", "2022-01-14", "last month=2021-12"),
        ("It rose last year.", "2022-01-14", "last year=2021"),
        ("It rose late last year.", "2022-01-14", "late last year=2021"),
        ("It rose earlier this month.", "2022-01-14", "earlier this month=2022-01"),
        ("It will rise next year.", "2022-01-14", "next year=2023"),
        ("It rose last decade.", "2022-01-14", "last decade=201"),
        ("It rose last December.", "2022-01-14", "last December=2021-12"),
        ("It rose last spring.", "2022-01-14", "last spring=2021-SP"),
        ("It will end this summer.", "2022-01-14", "this summer=2022-SU"),
        ("It ended two weeks ago.", "2022-01-14", "two weeks ago=2021-W52"),
        ("It ended twenty-five years ago.", "2022-01-14", "twenty-five years ago=1997"),
        ("It ended on December 20.", "2022-01-14", "December 20=2021-12-20"),
        ("It will end in March.", "2022-01-14", "March=2022-03"),
        ("It will end by the end of the year.", "2022-01-14", "the end of the year=2022"),
        ("Sales fell in the third quarter of last year.", "2022-01-14", "the third quarter of last year=2021-Q3"),
        ("It closed this past week.", "2022-01-14", "this past week=2022-W02"),
        ("He spoke today.", "", "today=?-"),
        ("It rose last year.", "", "last year=?-"),
        ("He spoke on Tuesday.", "", "Tuesday=?XXXX-WXX-2"),
        ("It ended on December 20.", "", "December 20=?XXXX-12-20"),
        ("It ended two weeks ago.", "", "two weeks ago=?-"),
    ]);
}

#[test]
fn dates_that_count_from_the_text() {
    check(&[
        ("He left on 30 April 1940. The following day he died.", "", "30 April 1940=1940-04-30; The following day=1940-05-01"),
        ("He left on 30 April 1940 and came back three weeks later.", "", "30 April 1940=1940-04-30; three weeks later=1940-W21"),
        ("He left on 30 April 1940 and died two days later.", "", "30 April 1940=1940-04-30; two days later=1940-05-02"),
        ("He left in 1940. He died three years later.", "", "1940=1940; three years later=1943"),
        ("He left in 1940. In May of that year he died.", "", "1940=1940; May of that year=1940-05"),
        ("He left in 1940; in May he died.", "", "1940=1940; May=1940-05"),
        ("In 1940 he left. The previous year had been calm.", "", "1940=1940; The previous year=1939"),
        ("On 5 June 1940 he left. That evening it rained.", "", "5 June 1940=1940-06-05; That evening=1940-06-05TEV"),
        ("On 5 June 1940 he left. By the 9th, it was over.", "", "5 June 1940=1940-06-05; the 9th=1940-06-09"),
        ("In June 1940 he left. By the end of the month, it was over.", "", "June 1940=1940-06; the end of the month=1940-06"),
        ("In June 1940 he left. At that time nobody knew.", "", "June 1940=1940-06; that time=1940-06"),
        (
            "On 5 June 1940 he left. On 9 May, under the charter of 1722, he rose. On 10 May he fell.",
            "2009-01-01",
            "5 June 1940=1940-06-05; 9 May=1940-05-09; 1722=1722; 10 May=1940-05-10",
        ),
        ("He died two days after the vote.", "", "two days after=-"),
        ("He died. The next day it rained.", "", "The next day=-"),
        ("It lasts ten years after they left.", "", "ten years after=-"),
        ("The bill comes months or years later.", "", "years later=-"),
        ("A few minutes later he left.", "", "A few minutes later=-"),
        ("On January 28, 2016 people cheered.", "", "January 28, 2016=2016-01-28"),
        ("At that time nobody knew.", "", ""),
    ]);
}

#[test]
fn durations_sets_and_the_vague() {
    check(&[
        ("He stayed for two years.", "", "two years=duration P2Y"),
        ("It took three months.", "", "three months=duration P3M"),
        ("Over the past three decades it grew.", "", "the past three decades=duration P3DE"),
        ("An 11-year ban.", "", "11-year=duration P11Y"),
        ("They meet every Friday.", "", "every Friday=set XXXX-WXX-5"),
        ("They meet on Mondays.", "", "Mondays=set XXXX-WXX-1"),
        ("It is paid each year.", "", "each year=set P1Y"),
        ("It is paid annually.", "", "annually=set XXXX"),
        ("It has grown in recent years.", "2022-01-14", "in recent years=vague PAST_REF"),
        ("It has grown recently.", "", "recently=vague ?PAST_REF"),
        ("It is currently closed.", "2022-01-14", "currently=vague PRESENT_REF"),
        ("It happened years ago.", "2022-01-14", "years ago=vague PAST_REF"),
        ("The shop opens at 9 a.m. and shuts at noon.", "", "9 a.m.=T09:00; noon=T12:00"),
        ("They landed at 0530 hours.", "", "0530 hours=T05:30"),
    ]);
}

#[test]
fn what_is_no_date() {
    let texts = [
        "At the end of the day, nobody knows.",
        "To this day it stands; some day it will fall.",
        "It was a last-minute deal, day by day.",
        "The last time they lost, nobody cared. This time they won.",
        "They live next door. The next thing was worse.",
        "Some 1998 people came, and 2,000 left.",
        "Resolution 1973 was passed; Flight 1549 landed; see page 1066.",
        "It cost $1900.",
        "Theresa May may speak. That may be so.",
        "They march on the city. The March on Rome was feared.",
        "The fall of Berlin was near, and prices fall.",
        "The Arab Spring and the Winter Olympics.",
        "He sat in the sun and wed.",
        "The Daily Telegraph said so.",
        "The score was 10:30.",
        "A woman in her 40s spoke.",
        "He is 11 years old; the 12-year-old is not.",
        "They heard Friday prayers.",
        "He lives at no. 1250.",
        "The Easter Rising failed.",
        "An end-of-the-year party.",
    ];
    check(&texts.map(|text| (text, "", "")));
}

#[test]
fn the_document_date_is_the_first_field_that_holds_one() {
    let cases = [
        ("2022-01-14", Some("2022-01-14")),
        ("2022/1/4 10:00", Some("2022-01-04")),
        ("2022-01", Some("2022-01")),
        ("soon", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(super::iso_date(text).map(|date| date.write(None)).as_deref(), expected, "{text:?}");
    }
}

#[test]
fn a_date_that_stands_alone_at_the_top_dates_the_text() {
    let text = "A harbour closes\n\nFriday, January 14, 2022\n\nThe harbour closed on Tuesday.";
    check(&[(text, "", "Friday, January 14, 2022=2022-01-14; Tuesday=2022-01-11")]);
}

#[test]
fn odd_texts_are_read_to_their_end() {
    let language = language();
    for piece in [
        "may ",
        "1 ",
        "the ",
        "two and two and ",
        "1939–",
        "of the year ",
        "1/",
        "31 February ",
        "last ",
        "May 9999999999 ",
        "’99 ",
        "a million years ago ",
    ] {
        let text = piece.repeat(2000);
        dates(&language, &text, "9999-12-31");
        dates(&language, &text, "0001-01-01");
    }
}
