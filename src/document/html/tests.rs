use super::*;
use crate::document::tests::{blocks, marks, takes_linear_time};

fn page(text: &str) -> Document {
    read(text, &Options::default())
}

#[test]
fn blocks_are_what_a_reader_sees_set_apart() {
    let cases: &[(&str, &[&str])] = &[
        (
            "<h1>A <em>Bridge</em></h1><p>It fell\nat noon.</p>So.",
            &["heading 1: A Bridge", "paragraph: It fell at noon.", "paragraph: So."],
        ),
        ("<P>One<P>Two<H2>Three</H3>four", &["paragraph: One", "paragraph: Two", "heading 2: Three", "paragraph: four"]),
        (
            "<ul><li>one<li><p>two</p><p>more</p><ol><li>deep</ol>back</ul>",
            &["list-item: one", "list-item: two", "list-item: more", "list-item: deep", "list-item: back"],
        ),
        ("<dl><dt>Toll<dd>What one pays.</dl>", &["list-item: Toll", "list-item: What one pays."]),
        (
            "<table><caption>Cars</caption><tr><th>a<td>b <b>c</b><tr><td><p>d</p><ul><li>e</ul></table>",
            &["paragraph: Cars", "table-cell: a", "table-cell: b c", "paragraph: d", "list-item: e"],
        ),
        ("<blockquote><h3>a</h3><ul><li>b</ul><footer>c</footer></blockquote>d", &["quote: a", "quote: b", "quote: c", "paragraph: d"]),
        ("<figure><img src=x alt=y><figcaption>The quay</figcaption></figure>", &["paragraph: The quay"]),
        ("a<br>b<br/>\n<br>c<br>", &["paragraph: a\n   b", "paragraph: c"]),
        ("<p>a<hr>b", &["paragraph: a", "paragraph: b"]),
        ("<div>a<div>b</div>c</div>", &["paragraph: a", "paragraph: b", "paragraph: c"]),
        ("<p>un<b>believ</b>able <s>struck</s><!-- c --> x</p>", &["paragraph: unbelievable struck x"]),
        ("<p>R&amp;D&nbsp;&#8220;x&rdquo; &nope; &copy2024 it&#146;s</p>", &["paragraph: R&D\u{a0}“x” &nope; ©2024 it’s"]),
        (
            "<p>a <img src=x> b <code>c</code> <math><mi>d</mi></math> <img src=e alt=''> f</p>",
            &["paragraph: a @ b @ @                  f"],
        ),
        ("<p>It is <q>a matter of <q>weeks</q></q>, <q>“no”</q>.</p>", &["paragraph: It is “a matter of ‘weeks’”, “no”."]),
        ("<p>See www.a.example or <a href=x>https://a.example</a>.</p>", &["paragraph: See @ or @."]),
        (
            "<p>10<sup>th</sup> of 5 km<sup>2</sup>; it fell.<sup>12</sup> A report<sup>3</sup> said CO<sub>2</sub></p>",
            &["paragraph: 10th of 5 km2; it fell. A report said CO2"],
        ),
        ("<pre>One line.\n  Another.\n\nA stanza.</pre>", &["paragraph: One line.\n  Another.", "paragraph: A stanza."]),
        ("<pre>a<b>b</b>\n\n\n</pre>", &["paragraph: ab"]),
        ("<p>x<pre><code>may</code></pre><pre class=highlight>may</pre><pre><span></span>may</pre>y", &["paragraph: x", "paragraph: y"]),
        ("<p>&nbsp;</p><p> <br> </p><p><a name=x></a></p>", &[]),
        (
            "<p>a<p hidden>b<p style='display : none'>c<p>d <span class='x sr-only'>e</span>f<span aria-hidden=true>g</span></p>",
            &["paragraph: a", "paragraph: d f"],
        ),
        ("<body>a</body></html>b", &["paragraph: a", "paragraph: b"]),
        ("\u{feff}---\ntitle: x\n---\n<p>a\r\nb</p>", &["paragraph: a  b"]),
        ("", &[]),
        ("\u{feff}", &[]),
    ];
    for (text, expected) in cases {
        let shown: Vec<_> = blocks(&page(text)).into_iter().map(|block| block.replace("    @", "@")).collect();
        let squeezed =
            |block: &str| if block.contains('\n') { block.to_owned() } else { block.split_whitespace().collect::<Vec<_>>().join(" ") };
        let expected: Vec<_> = expected.iter().map(|block| squeezed(block).replace(['\u{a0}'], " ")).collect();
        assert_eq!(shown.iter().map(|block| squeezed(&block.replace('\u{a0}', " "))).collect::<Vec<_>>(), expected, "{text:?}");
    }
}

#[test]
fn what_is_no_prose_is_left_out() {
    for (text, left) in [
        ("a<script>if (b < c) { '</p>' }</script>d", "ad"),
        ("a<style>b</style><template><p>c</template>d", "ad"),
        ("a<svg><title>b</title><text>c</text><path/></svg> d", "a d"),
        ("a <button>b</button> <select><option>c<option>d</select> <textarea>e</textarea> <label>f</label> <input value=g> h", "a h"),
        ("a<iframe src=x>b</iframe><video><p>c</p></video><object><p>d</object>e", "a|e"),
        ("<head><title>a</title><meta name=b></head>c", "c"),
        ("<title>a</title>b", "b"),
        ("<html><head><link rel=x><body>b", "b"),
        ("<noscript><img src=x><p>b</p></noscript>c", "c"),
        ("<nav><ul><li>a</ul></nav><div role=navigation>b</div><p>c<footer>d</footer>", "c"),
        ("<section>a<footer>b</footer></section>", "a|b"),
        ("<div id=comments><p>a</div><p>b", "b"),
        ("<footer class=footnotes>a</footer>", "a"),
        ("<div><svg><g>a</div>b", "b"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢"),
        ("a<!-- b --><!DOCTYPE c><?d?>e", "ae"),
        ("a<!-- b", "a"),
        ("a <b", "a"),
        ("a < b <3", "a < b <3"),
        ("<p>a {{ b }} c <a href=\"{{ \"x\" | url }}\">d</a>", "a @ c d"),
    ] {
        let words: Vec<_> = blocks(&page(text)).into_iter().map(|block| block.split_once(": ").unwrap().1.to_owned()).collect();
        let words = words.join("|").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words, left, "{text:?}");
    }
}

#[test]
fn a_pages_frame_is_not_its_content() {
    for (text, left) in [
        ("<header>a</header><main><p>The bridge fell.</main><aside>b</aside>", "The bridge fell."),
        (
            "<p>menu<article><header><h1>A</h1></header><p>The bridge fell.<aside>Box</aside><footer>b</footer></article>",
            "A|The bridge fell.|Box|b",
        ),
        ("<article>One fell.</article><p>x<article>One stood.</article>", "One fell.|One stood."),
        // Boxes beside the text are no content.
        ("<p>The bridge fell at noon.<article>More</article>", "The bridge fell at noon.|More"),
        ("<header><h1>A</h1></header><p>The bridge fell.<aside>b</aside>", "A|The bridge fell.|b"),
        ("<div role=main>The bridge fell.</div><p>a", "The bridge fell."),
        ("<main>", ""),
    ] {
        let words: Vec<_> = blocks(&page(text)).into_iter().map(|block| block.split_once(": ").unwrap().1.to_owned()).collect();
        assert_eq!(words.join("|"), left, "{text:?}");
    }
}

#[test]
fn markup_is_marked() {
    let cases: &[(&str, &[&str])] = &[
        ("<a href=\"x?q&amp;r\">a <b>b</b></a>", &["link x?q&r: <a href=\"x?q&amp;r\">a <b>b</b></a> [a <b>b</b>]", "emphasis: <b>b</b>"]),
        ("<A HREF=x>a<A HREF=y>b", &["link x: <A HREF=x>a [a]", "link y: <A HREF=y>b [b]"]),
        ("<a href=x><img src=y></a><a href='javascript:z'>a</a>", &["image y: <img src=y>"]),
        (
            "<p id=a>x <a name=b>y</a> <a href='#a'>z</a>",
            &["anchor a: <p id=a>", "anchor b: <a name=b>", "link #a: <a href='#a'>z</a> [z]"],
        ),
        ("https://a.example/?b&amp;c.", &["link https://a.example/?b&c: https://a.example/?b&amp;c []"]),
        ("<i>a<b>b</i>c</b>", &["emphasis: <i>a<b>b</i>", "emphasis: <b>b</i>c</b>"]),
        ("<p>a<code>b</code> <!-- c -->", &["code: <code>b</code>", "comment: <!-- c -->"]),
        ("<nav id=a>b <!-- c --></nav>d", &["unseen: <nav id=a>b <!-- c --></nav>", "anchor a: <nav id=a>", "comment: <!-- c -->"]),
        ("<script>a</script>", &["code: <script>a</script>"]),
        ("<q>a</q><img src='data:b'>", &["image data:: <img src='data:b'>"]),
        ("<a href=\"{{ '/y' | url }}\">a</a>", &["link {{ '/y' | url }}: <a href=\"{{ '/y' | url }}\">a</a> [a]"]),
        ("<main><p>The bridge</main><a href=x>b</a>", &["unseen: <a href=x>b</a>"]),
    ];
    for (text, expected) in cases {
        assert_eq!(marks(text, &page(text)), *expected, "{text:?}");
    }
}

#[test]
fn notes_are_known_by_their_marks() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "<p>a.<sup><a href=#fn1 id=fnref1>1</a></sup> b<ol><li id=fn1><p>Note. <a href=#fnref1>↩</a></ol>",
            &["paragraph: a. b", "footnote: Note."],
            &["note fn1: 1", "footnote fn1: <li id=fn1><p>Note. <a href=#fnref1>↩</a>"],
        ),
        (
            "<p>a<a href='#x'><sup>[2]</sup></a>, b<sup>[<a href='#y'>3</a>]</sup><div id=x>One</div><div id=y>Two</div>",
            &["paragraph: a, b", "footnote: One", "footnote: Two"],
            &["note x: [2]", "note y: 3", "footnote x: <div id=x>One</div>", "footnote y: <div id=y>Two</div>"],
        ),
        (
            "<p>a[<a href=#n1>1</a>] b<p><a name=n1>1.</a> One",
            &["paragraph: a b", "footnote: 1. One"],
            &["note n1: 1", "footnote n1: <p><a name=n1>1.</a> One"],
        ),
        (
            "<p>a<a href='#_ftn1' name='_ftnref1'>[1]</a><p><a href='#_ftnref1' name='_ftn1'>[1]</a> One",
            &["paragraph: a", "footnote: One"],
            &["note _ftn1: [1]", "footnote _ftn1: <p><a href='#_ftnref1' name='_ftn1'>[1]</a> One"],
        ),
        (
            "<p>a<a href='#_ftn1'><span>[1]</span></a><div id=ftn1><p><a name='_ftn1' href='#_ftnref1'>[1]</a> One</div>",
            &["paragraph: a", "footnote: One"],
            &["note _ftn1: [1]", "footnote _ftn1: <div id=ftn1><p><a name='_ftn1' href='#_ftnref1'>[1]</a> One</div>"],
        ),
        (
            "<p>a<sup><a href='#cite_note-m-1'><span>[</span>1<span>]</span></a></sup><li id='cite_note-m-1'>^ <a href='#cite_ref-m_1-0'><sup>a</sup></a> One",
            &["paragraph: a", "footnote: One"],
            &[
                "note cite_note-m-1: [</span>1<span>]",
                "footnote cite_note-m-1: <li id='cite_note-m-1'>^ <a href='#cite_ref-m_1-0'><sup>a</sup></a> One",
            ],
        ),
        // What leads nowhere, and what leads elsewhere.
        ("<p>a<sup><a href=#fn9>9</a></sup>", &["paragraph: a"], &["note fn9: 9"]),
        ("<h2 id=x>X</h2>a<sup><a href=#x>1</a></sup>", &["heading 2: X", "paragraph: a"], &["link #x: 1 [1]"]),
        ("<p>see <a href=#n1>1</a><p id=n1>b", &["paragraph: see 1", "paragraph: b"], &["link #n1: <a href=#n1>1</a> [1]"]),
        // One that nothing leads to.
        ("<ol><li id=fn1>One</ol>", &["footnote: One"], &["footnote fn1: <li id=fn1>One"]),
    ];
    for (text, prose, expected) in cases {
        let document = page(text);
        let shown: Vec<_> = blocks(&document).iter().map(|block| block.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(shown, *prose, "{text:?}");
        let found: Vec<_> = marks(text, &document).into_iter().filter(|mark| !mark.starts_with("anchor")).collect();
        assert_eq!(found, *expected, "{text:?}");
    }
}

#[test]
fn the_head_is_metadata() {
    let cases: &[(&str, &[&str])] = &[
        (
            "<html lang=en><head><title> A &amp; B | Site </title><meta name=Author content='Ann Lee'><meta property=article:published_time \
             content=2021-05-03T08:00><link rel='canonical' href='https://a.example/b?c&amp;d'><meta property=og:site_name content=Site></head>",
            &[
                "title=A & B | Site",
                "author=Ann Lee",
                "date=2021-05-03T08:00",
                "source=https://a.example/b?c&d",
                "publisher=Site",
                "lang=en",
            ],
        ),
        ("<title>A bridge - Site</title><h1>A <i>bridge</i></h1>", &["title=A bridge"]),
        ("<title>A bridge - Site</title><h1>The Site</h1>", &["title=A bridge - Site"]),
        ("<meta property=og:title content='A'><title>B</title><h1>B</h1>", &["title=A"]),
        ("<h1>B</h1>", &["title=B"]),
        ("---\ntitle: Given\n---\n<title>B</title>", &["title=Given", "title=B"]),
        (
            "<script type=application/ld+json>{\"author\": [{\"@type\": \"Person\", \"name\": \"Ann Lee\"}],\n\"datePublished\" : \"2021-05-03\"}</script>",
            &["author=Ann Lee", "date=2021-05-03"],
        ),
        ("<script>{\"datePublished\": \"2021-05-03\"}</script>", &[]),
        (
            "<p>By <a rel=author href=x>Ann <b>Lee</b></a>, <time datetime=2021-05-03>Monday</time> <time class=updated datetime=2021-05-04>x</time>",
            &["author=Ann Lee", "date=2021-05-03", "updated=2021-05-04"],
        ),
        ("<p>It was <time datetime=2h>two hours</time> ago.", &[]),
        (
            "<meta name=author content='https://a.example/ann'><meta name=author content=' '><meta itemprop=datePublished content=2020>",
            &["date=2020"],
        ),
        ("<!-- saved from url=(0024)https://a.example/b/c --><p>x", &["source=https://a.example/b/c"]),
        (
            "<meta name=citation_author content=A><meta name=citation_author content=B><meta name=dc.creator content=C>",
            &["author=A", "author=B"],
        ),
    ];
    for (text, expected) in cases {
        let fields = page(text).metadata.fields;
        assert_eq!(fields.iter().map(|field| format!("{}={}", field.name, field.value)).collect::<Vec<_>>(), *expected, "{text:?}");
        for field in fields.iter().filter(|field| !field.value.contains(['&', ' '])) {
            assert_eq!(field.span.of(text), field.value, "{text:?}");
        }
    }
}

#[test]
fn a_saved_page_names_itself_in_its_links() {
    let text = "<link rel=canonical href='https://m.example/p'><p>a<a class=footnote-anchor href='http://m.example/p#footnote-1'>1</a>\
                <div class=footnote><a id=footnote-1 href='https://m.example/p/#footnote-anchor-1'>1</a><div><p>One</div></div><p>b";
    assert_eq!(blocks(&page(text)), ["paragraph: a", "footnote: One", "paragraph: b"]);
}

#[test]
fn an_entity_is_its_character_padded() {
    assert_eq!(page("<p>R&amp;D</p>").prose, "   R&\0\0\0\0D    ");
    assert_eq!(page("<b>a</b><i>b</i>\nc").prose, "   a\0\0\0\0\0\0\0b\0\0\0\0 c");
    assert_eq!(page("a<br>b").prose, "a\n   b");
    assert_eq!(page("<q>a</q>").prose, "“a”\0");
}

#[test]
fn hostile_pages_are_read_in_linear_time() {
    let many = 20_000;
    for nest in [
        "<div>",
        "<b>",
        "<p>",
        "<a href=x>",
        "<a href=#n1>1",
        "<li>",
        "<table><tr><td>",
        "<q>",
        "<sup>",
        "<nav>",
        "<svg>",
        "<main>",
        "</div>",
        "<br>",
        "&",
        "&amp",
        "&#1",
        "<",
        "</",
        "<!",
        "<!--",
        "<!-->",
        "<a ",
        "<a b='",
        "<script>",
        "<title>",
        "<pre>\n\n",
        "<code>",
        "{{",
        "<b id=x>",
        "<time>",
        "<i></b>",
        "<meta name=author content=x>",
        "<p><i></p>",
        "<blockquote>x",
        "<li id=fn1>x",
        "<x/>",
        "a<time></time>",
        "<i>x</i><sup>a</sup>",
    ] {
        takes_linear_time(nest, many, |many| {
            let text = nest.repeat(many);
            assert_eq!(page(&text).prose.len(), text.len(), "{nest}");
        });
    }
    takes_linear_time("<time> behind a word", 2 * many, |many| {
        page(&format!("<p>a{}", "<time></time>".repeat(many)));
    });
    let text = format!("<p>&{}", "a".repeat(1_000_000));
    assert_eq!(page(&text).blocks.len(), 1);
    let text = format!("<!--{}", "-".repeat(1_000_000));
    assert_eq!(page(&text).blocks.len(), 0);
}

#[test]
fn abbreviations_are_marked_where_a_tag_tells_their_long_form() {
    let text = "<p><abbr title='Royal Seal Fund'>RSF</abbr> <abbr>A</abbr> <abbr title=' '>B</abbr> <i title=c>C</i></p>";
    let expected = ["abbreviation: <abbr title='Royal Seal Fund'>RSF</abbr>", "emphasis: <i title=c>C</i>"];
    assert_eq!(marks(text, &page(text)), expected);
}

#[test]
fn a_page_that_hides_all_of_itself_is_read() {
    let cases: &[(&str, &[&str])] = &[
        ("<main aria-hidden=true><p>a</main>", &["paragraph: a"]),
        ("<p>z<div aria-hidden=true>y<div role=main><p>a b c</div>b</div><div role=dialog>c</div>", &["paragraph: a b c"]),
        ("<div aria-hidden=true hidden><main><p>a</main></div><p>b", &["paragraph: b"]),
        ("<main><p>a<div aria-hidden=true><article>b</article></div></main>", &["paragraph: a"]),
        ("<body style='visibility: hidden'><p>a</body>", &["paragraph: a"]),
        ("<body hidden><script>b</script><nav>c</nav><p>a</body>", &["paragraph: a"]),
        ("<p title=\"oops>a <b>b</b></p>", &["paragraph: a b"]),
    ];
    for (text, expected) in cases {
        assert_eq!(blocks(&page(text)), *expected, "{text:?}");
    }
}

#[test]
fn links_lead_from_the_address_of_the_page() {
    let target = |page: &str, link: &str| {
        let text = format!("<link rel=canonical href={page}><p><a href=\"{link}\">a</a>");
        let found = super::read(&text, &Options::default()).marks.into_iter().find_map(|mark| match mark.kind {
            MarkKind::Link { target, .. } => Some(target),
            _ => None,
        });
        found.unwrap()
    };
    for (page, link, leads) in [
        ("https://a.example/b/c?d", "e.html", "https://a.example/b/e.html"),
        ("https://a.example/b/c", "/e.html", "https://a.example/e.html"),
        ("https://a.example", "e.html#f", "https://a.example/e.html#f"),
        ("https://a.example/b/", "//c.example/d", "//c.example/d"),
        ("https://a.example/b/", "mailto:c@a.example", "mailto:c@a.example"),
        ("https://a.example/b/", "#c", "#c"),
        ("https://a.example/b/", "http://c.example", "http://c.example"),
        ("b", "c.html", "c.html"),
    ] {
        assert_eq!(target(page, link), leads, "{page} {link}");
    }
}
