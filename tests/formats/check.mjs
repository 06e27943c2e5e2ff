// Holds SARIF, GitHub annotations, GitLab code quality and rdjson against what reads them.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, stage, sarifRules] = process.argv.slice(2);
const read = (name) => readFileSync(join(stage, name), "utf8");
let failures = 0;
function check(name, faults) {
  failures += faults.length;
  console.log(faults.length ? `${name}: ${faults.length} faults\n  ${faults.slice(0, 20).join("\n  ")}` : `${name}: sound`);
}
const report = JSON.parse(read("out.json"));
const unreadable = report.summary.unreadable;

// SARIF: the schema, the standard's rules and GitHub's, as Microsoft's tool knows them. Notes are matters of taste; of the
// rules that are turned off, one asks the network for addresses, and one wants a home page, which seedlint has none of.
{
  const folder = join(tools, "node_modules/@microsoft", `sarif-multitool-${process.platform}`);
  const multitool = join(folder, "Sarif.Multitool");
  execFileSync("chmod", ["u+x", multitool]);
  const verdict = join(stage, "verdict.sarif");
  const run = spawnSync(
    multitool,
    ["validate", join(stage, "out.sarif"), "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--kind", "Fail", "--config", sarifRules, "--output", verdict],
    { encoding: "utf8" },
  );
  const log = JSON.parse(readFileSync(verdict, "utf8").replace(/^\ufeff/, ""));
  const faults = (log.runs[0].results ?? []).map((result) => `${result.ruleId}: ${JSON.stringify(result.message)}`);
  if (log.runs[0].invocations[0].executionSuccessful !== true) faults.push(`the tool failed: ${run.stdout}${run.stderr}`);
  const [own] = JSON.parse(read("out.sarif")).runs;
  if (own.results.length !== report.findings.length) faults.push(`${own.results.length} results for ${report.findings.length} findings`);
  if (own.invocations[0].executionSuccessful) faults.push("an unreadable file is no success");
  for (const rule of own.tool.driver.rules) {
    for (const key of ["shortDescription", "fullDescription"]) {
      if ([...rule[key].text].length > 1024) faults.push(`${rule.id}: ${key} is longer than GitHub takes`);
    }
  }
  check("SARIF, by the Multitool with GitHub's rules", faults);
}

// Annotations: what @actions/core writes for the same findings, byte for byte.
{
  const core = await import(pathToFileURL(join(tools, "node_modules/@actions/core/lib/core.js")));
  const levels = { error: core.error, warning: core.warning, note: core.notice };
  const written = [];
  const write = process.stdout.write;
  process.stdout.write = (text) => Boolean(written.push(text));
  for (const level of ["error", "warning", "note"]) {
    for (const finding of report.findings.filter((finding) => finding.level === level)) {
      const place = { title: finding.rule, file: finding.path, startLine: finding.line, endLine: finding.end_line };
      if (finding.line === finding.end_line) Object.assign(place, { startColumn: finding.column, endColumn: finding.end_column });
      const words = finding.edit?.changes[0].text;
      const fix = finding.edit ? `\nfix: ${words ? `write “${words}”` : "delete it"}` : "";
      levels[level](`${finding.message}${finding.help ? `\nhelp: ${finding.help.trimEnd()}` : ""}${fix}`, place);
    }
  }
  process.stdout.write = write;
  const expected = written.join("").trimEnd().split("\n").sort();
  const lines = read("out.github").trimEnd().split("\n");
  const ours = lines.filter((line) => !line.includes(" title=could not be read,") && !line.includes(" title=seedlint::")).sort();
  const faults = ours.filter((line, at) => line !== expected[at]);
  if (ours.length !== expected.length) faults.push(`${ours.length} lines for ${expected.length}`);
  if (lines.some((line) => !/^::(error|warning|notice) /.test(line))) faults.push("a line is no annotation");
  if (lines.filter((line) => line.includes(" title=could not be read,")).length !== unreadable) faults.push("unreadable files are told");
  check("GitHub annotations, by @actions/core", faults);
}

// GitLab: what its parser demands, and that no two findings have one fingerprint.
{
  const faults = [];
  const violations = JSON.parse(read("out.gitlab"));
  const prints = new Set();
  for (const { description, check_name, fingerprint, severity, location } of violations) {
    const sound =
      [description, check_name, fingerprint].every((text) => typeof text === "string" && text !== "") &&
      ["info", "minor", "major", "critical", "blocker"].includes(severity) &&
      typeof location.path === "string" && !location.path.startsWith("./") &&
      Number.isInteger(location.lines.begin) && location.lines.begin >= 1;
    if (!sound) faults.push(`${check_name} in ${location.path}`);
    if (prints.has(fingerprint)) faults.push(`${fingerprint} twice`);
    prints.add(fingerprint);
  }
  if (violations.length !== report.findings.length + unreadable) faults.push(`${violations.length} violations`);
  if (read("out.gitlab").startsWith("\ufeff")) faults.push("a byte order mark");
  check("GitLab code quality, by what its parser demands", faults);
}

// rdjson: a validator, and that the bytes at each place are the finding's.
{
  const validator = join(tools, "node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js");
  const run = spawnSync(process.execPath, [validator, "--format", "json", "--strict", "--no-extra-fields", join(stage, "out.rdjson")], { encoding: "utf8" });
  const verdict = JSON.parse(run.stdout);
  const faults = verdict.success && verdict.totalWarnings === 0 ? [] : [run.stdout];
  const { diagnostics } = JSON.parse(read("out.rdjson"));
  if (diagnostics.length !== report.findings.length + unreadable) faults.push(`${diagnostics.length} diagnostics`);
  const texts = new Map();
  const lines = (path) => {
    if (!texts.has(path)) {
      const bytes = readFileSync(join(stage, path));
      const starts = [0];
      for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) starts.push(at + 1);
      texts.set(path, { bytes, starts });
    }
    return texts.get(path);
  };
  for (const [at, { location }] of diagnostics.filter(({ location }) => location.range).entries()) {
    const { bytes, starts } = lines(location.path);
    const offset = ({ line, column }) => starts[line - 1] + column - 1;
    const finding = report.findings[at];
    const text = bytes.subarray(offset(location.range.start), offset(location.range.end)).toString();
    if (text !== finding.text) faults.push(`${location.path}: ${JSON.stringify(text)} is not ${JSON.stringify(finding.text)}`);
  }
  check("rdjson, by a validator of reviewdog's format", faults);
}
process.exitCode = failures ? 1 : 0;
