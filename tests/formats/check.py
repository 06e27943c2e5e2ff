"""Holds JUnit's XML and Markdown against what reads them."""

import html
import json
import pathlib
import sys

import junitparser
import xmlschema
from markdown_it import MarkdownIt

schema, stage = sys.argv[1], pathlib.Path(sys.argv[2])
report = json.loads((stage / "out.json").read_text())
failures = 0


def check(name, faults):
    global failures
    failures += len(faults)
    print(f"{name}: {len(faults)} faults\n  " + "\n  ".join(faults[:20]) if faults else f"{name}: sound")


faults = [str(error) for error in xmlschema.XMLSchema(schema).iter_errors(str(stage / "out.xml"))]
suites = list(junitparser.JUnitXml.fromfile(str(stage / "out.xml")))
cases = [case for suite in suites for case in suite]
failed = sum(isinstance(result, junitparser.Failure) for case in cases for result in case.result)
broken = sum(isinstance(result, junitparser.Error) for case in cases for result in case.result)
failing = sum(finding["level"] in ("error", "warning") for finding in report["findings"])
if (failed, broken) != (failing, report["summary"]["unreadable"]):
    faults.append(f"{failed} failures for {failing} findings, {broken} errors")
for suite in suites:
    if suite.tests != len(list(suite)):
        faults.append(f"{suite.name}: {suite.tests} cases are {len(list(suite))}")
    names = [case.name for case in suite]
    if len(names) != len(set(names)):
        faults.append(f"{suite.name}: two cases have one name")
check("JUnit, by pytest's schema and junitparser", faults)

faults = []
page = (stage / "out.md").read_text()
if len(page.encode()) > 1024 * 1024:
    faults.append("it is longer than a job summary may be")
tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
rows, cells = [], None
for token in tokens:
    if token.type == "tr_open":
        cells = []
    elif token.type == "inline" and cells is not None:
        cells.append(token)
    elif token.type == "tr_close":
        rows.append(cells)
        cells = None
findings = [row for row in rows if len(row) == 4 and row[1].content.split()[-1] in ("error", "warning", "note")]
if len(findings) != len(report["findings"]):
    faults.append(f"{len(findings)} rows for {len(report['findings'])} findings")
for row, finding in zip(findings, report["findings"]):
    kinds = {child.type for child in row[3].children} - {"text", "text_special", "html_inline"}
    tags = {child.content for child in row[3].children if child.type == "html_inline"} - {"<br>", "<!---->"}
    if kinds or tags:
        faults.append(f"{finding['path']}:{finding['line']}: {kinds} {tags} in {row[3].content}")
    told = "".join(child.content for child in row[3].children if child.type in ("text", "text_special"))
    if not html.unescape(told).startswith(finding["message"][:10]):
        faults.append(f"{told} does not say {finding['message']}")
check("Markdown, by markdown-it", faults)
sys.exit(1 if failures else 0)
