//! One self-contained page: each seed as text to be read, each finding marked in it, its note in the margin.
//!
//! Everything can be read without a script, which only adds filters and keys. The page asks the network for nothing.

mod escape;
mod marks;
mod policy;
mod rows;
mod seed;

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::closing;
use super::{Coverage, Report, SeedReport, Summary};
use crate::finding::Level;
use escape::escaped;

/// How the page looks, and what it does. Line breaks of another kind would change what the policy names.
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page, kept until all is counted.
#[derive(Debug, Clone, Default)]
pub struct HtmlPage {
    seeds: Vec<Entry>,
    unreadable: Vec<(String, String)>,
    /// Findings of each family.
    families: BTreeMap<String, usize>,
    /// Findings so far, in all seeds.
    findings: usize,
}

/// One seed, set.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    counts: [usize; 3],
    coverage: Option<Coverage>,
    article: String,
}

impl Report for HtmlPage {
    fn seed(&mut self, _: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        let mut counts = [0; 3];
        for notice in seed.notices {
            counts[Level::Error as usize - (notice.level.max(Level::Note) as usize)] += 1;
            *self.families.entry(notice.family().to_owned()).or_default() += 1;
        }
        let article = seed::body(seed, self.findings + 1);
        self.findings += seed.notices.len();
        self.seeds.push(Entry { name: seed.source.name.clone(), counts, coverage: seed.coverage, article });
        Ok(())
    }

    fn unreadable(&mut self, _: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        self.unreadable.push((name.to_owned(), message.to_owned()));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let (style, script) = (STYLE.replace('\r', ""), SCRIPT.replace('\r', ""));
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"seedlint {}\">\n<title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            policy::of(&style, &script),
            env!("CARGO_PKG_VERSION"),
            escaped(&self.title()),
        );
        page.push_str("<a class=\"skip\" href=\"#seeds\">To the text</a>\n");
        self.masthead(summary, &mut page);
        self.toolbar(summary, &mut page);
        out.write_all(page.as_bytes())?;
        out.write_all(b"<main id=\"seeds\">\n")?;
        for (index, entry) in self.seeds.iter().enumerate() {
            out.write_all(entry.opening(index + 1).as_bytes())?;
            out.write_all(entry.article.as_bytes())?;
            out.write_all(b"</article>\n")?;
        }
        write!(out, "</main>\n{HELP}<script>{script}</script>\n</body>\n</html>\n")
    }
}

impl HtmlPage {
    fn title(&self) -> String {
        let findings = closing::counted(self.findings, "finding");
        match &self.seeds[..] {
            [only] => format!("{findings} in {}", only.name),
            seeds => format!("{findings} in {}", closing::counted(seeds.len(), "seed")),
        }
    }

    /// What was found, and where.
    fn masthead(&self, summary: &Summary, page: &mut String) {
        page.push_str("<header class=\"masthead\">\n<p class=\"brand\">seedlint</p>\n");
        let heading = match &self.seeds[..] {
            [only] => format!("Report on {}", only.name),
            seeds => format!("Report on {}", closing::counted(seeds.len(), "seed")),
        };
        page.push_str(&format!("<h1>{}</h1>\n<p class=\"verdict\">{}</p>\n", escaped(&heading), escaped(&closing::told(summary))));
        if summary.coverage.checkable > 0 && self.seeds.len() > 1 {
            page.push_str(&coverage_bar(summary.coverage));
        }
        if !self.unreadable.is_empty() {
            page.push_str("<section class=\"unread\" aria-label=\"Files that could not be read\">\n<ul>\n");
            for (name, message) in &self.unreadable {
                page.push_str(&format!("<li><b>{}</b> could not be read: {}</li>\n", escaped(name), escaped(message)));
            }
            page.push_str("</ul>\n</section>\n");
        }
        if self.seeds.len() > 1 {
            self.contents(page);
        }
        page.push_str("</header>\n");
    }

    fn contents(&self, page: &mut String) {
        let open = if self.seeds.len() <= 12 { " open" } else { "" };
        page.push_str(&format!(
            "<details class=\"contents\"{open}>\n<summary>{} seeds</summary>\n<nav aria-label=\"Seeds\">\n<ol>\n",
            self.seeds.len()
        ));
        for (index, entry) in self.seeds.iter().enumerate() {
            let share = entry.coverage.filter(|coverage| coverage.checkable > 0);
            let share = share.map(|coverage| format!("{} % sourced", closing::percent(coverage))).unwrap_or_default();
            page.push_str(&format!(
                "<li><a href=\"#s{}\">{}</a> <span class=\"tally\">{}</span> <span class=\"share\">{share}</span></li>\n",
                index + 1,
                escaped(&entry.name),
                entry.tally(),
            ));
        }
        page.push_str("</ol>\n</nav>\n</details>\n");
    }

    /// What only a script can do; without one it does not show.
    fn toolbar(&self, summary: &Summary, page: &mut String) {
        page.push_str(
            "<div class=\"toolbar\" role=\"toolbar\" aria-label=\"Findings\" hidden>\n<fieldset class=\"levels\"><legend>Level</legend>\n",
        );
        for (level, name, count) in
            [("error", "errors", summary.errors), ("warning", "warnings", summary.warnings), ("note", "notes", summary.notes)]
        {
            page.push_str(&format!(
                "<label class=\"chip {level}\"><input type=\"checkbox\" name=\"level\" value=\"{level}\" checked> {name} <span>{count}</span></label>\n"
            ));
        }
        page.push_str("</fieldset>\n<details class=\"families\"><summary>Families</summary>\n<fieldset><legend>Family of rules</legend>\n");
        for (family, count) in &self.families {
            let family = escaped(family);
            page.push_str(&format!(
                "<label class=\"chip\"><input type=\"checkbox\" name=\"family\" value=\"{family}\" checked> {family} <span>{count}</span></label>\n"
            ));
        }
        page.push_str(TOOLS);
    }
}

impl Entry {
    /// The article's opening and header.
    fn opening(&self, number: usize) -> String {
        let coverage = self.coverage.filter(|coverage| coverage.checkable > 0).map(coverage_bar).unwrap_or_default();
        format!(
            "<article class=\"seed\" id=\"s{number}\" aria-labelledby=\"t{number}\">\n<header>\n<h2 id=\"t{number}\">{}</h2>\n\
             <p class=\"tally\">{}</p>\n{coverage}</header>\n",
            escaped(&self.name),
            self.tally()
        )
    }

    /// `1 error, 3 warnings`.
    fn tally(&self) -> String {
        let levels = self.counts.iter().zip(["error", "warning", "note"]).filter(|(count, _)| **count > 0);
        let levels: Vec<_> =
            levels.map(|(count, name)| format!("<span class=\"{name}\">{}</span>", closing::counted(*count, name))).collect();
        if levels.is_empty() { "nothing to flag".to_owned() } else { levels.join(", ") }
    }
}

/// How many claims are sourced, as a bar and in words.
fn coverage_bar(coverage: Coverage) -> String {
    let (told, percent) = (closing::sourced(coverage), closing::percent(coverage));
    format!(
        "<p class=\"coverage\"><svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"rail\" width=\"100\" height=\"4\"/><rect class=\"fill\" width=\"{percent}\" height=\"4\"/></svg> <span>{told}</span></p>\n"
    )
}

/// The rest of the toolbar.
const TOOLS: &str = r#"</fieldset></details>
<label class="search"><span>Filter</span> <input type="search" id="filter" placeholder="filter findings" autocomplete="off" spellcheck="false"></label>
<output id="shown" aria-live="polite"></output>
<span class="steps"><button type="button" id="previous" title="Previous finding (k)" aria-label="Previous finding">↑</button>
<button type="button" id="next" title="Next finding (j)" aria-label="Next finding">↓</button></span>
<button type="button" id="markup" aria-pressed="false" title="Show markup (m)">Markup</button>
<button type="button" id="theme" title="Light or dark (t)" aria-label="Light or dark">◐</button>
<button type="button" id="help" title="Keys (?)" aria-label="Keys">?</button>
</div>
"#;

const HELP: &str = r#"<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<dl>
<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous finding</dd></div>
<div><dt><kbd>J</kbd> <kbd>K</kbd></dt><dd>next, previous seed</dd></div>
<div><dt><kbd>Enter</kbd></dt><dd>open or close the note</dd></div>
<div><dt><kbd>Esc</kbd></dt><dd>close the note, leave the filter</dd></div>
<div><dt><kbd>/</kbd></dt><dd>filter by words, rule or message</dd></div>
<div><dt><kbd>m</kbd></dt><dd>show or hide markup</dd></div>
<div><dt><kbd>t</kbd></dt><dd>light or dark</dd></div>
<div><dt><kbd>?</kbd></dt><dd>these keys</dd></div>
</dl>
<form method="dialog"><button>Close</button></form>
</dialog>
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn a_page_is_text_with_marks_and_notes() {
        let mut sketch = Sketch::new("The [[𝔘]] dam, <<“experts”\r\n<script>alert(1)</script>>>, will & fail.\n");
        sketch.source.name = "se\"eds/<b>.md".into();
        let page = sketch.written(&mut HtmlPage::default());
        let article = &page[page.find("<article").unwrap()..page.find("</main>").unwrap()];
        insta::assert_snapshot!(article, @r##"
        <article class="seed" id="s1" aria-labelledby="t1">
        <header>
        <h2 id="t1">se&quot;eds/&lt;b&gt;.md</h2>
        <p class="tally"><span class="warning">1 warning</span></p>
        <p class="coverage"><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="4"/><rect class="fill" width="22" height="4"/></svg> <span>9 of 41 checkable claims are sourced (22 %)</span></p>
        </header>
        <div class="row"><p class="text" dir="auto">The <mark id="f1-1" class="aside" data-n="1">𝔘</mark> dam, <mark id="f1" aria-describedby="n1" class="warning" data-n="1">“experts”
        &lt;script&gt;alert(1)&lt;/script</mark>&gt;, will &amp; fail.</p><aside class="notes" aria-label="Findings here">
        <details class="remark warning" id="n1" data-n="1" data-level="warning" data-family="sourcing"><summary><span class="number">1</span> <b class="level">warning</b> who are ““experts” &lt;script&gt;alert(1)&lt;/script”?</summary>
        <p class="help">name the source, or cite one in the same sentence</p>
        <p class="why"><b>Why</b> Readers cannot weigh what nobody stands for.</p>
        <ul class="places">
        <li>also here: <a href="#f1-1">“𝔘”, line 1</a></li>
        </ul>
        <p class="rule"><code>sourcing/vague-authority</code> · high confidence · <a href="#f1">line 1, column 12</a></p>
        </details>
        </aside></div>
        </article>
        "##);
        assert!(page.starts_with("<!DOCTYPE html>\n") && page.ends_with("</html>\n"));
        assert!(!page.contains("<script>alert") && page.matches("<script>").count() == 1, "{page}");
        assert!(!page.contains("http://") && !page.contains("https://"), "nothing leads anywhere");
    }

    #[test]
    fn a_page_without_seeds_is_one() {
        let mut out = Vec::new();
        HtmlPage::default().end(&mut out, &Summary { unreadable: 1, ..Summary::default() }).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("<p class=\"verdict\">no files were read; 1 file could not be read</p>"));
    }
}
