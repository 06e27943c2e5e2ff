//! The formats that other programs read, end to end: on seeds with odd characters, other places, fixes, on one without
//! findings and on one that cannot be read.

use insta::assert_snapshot;
use regex::Regex;
use serde_json::Value;

use crate::stage::Stage;

/// A word that is reported once, with its other places, and has a fix.
const PLAIN: &str = "summary = \"a word of jargon\"
level = \"warning\"
confidence = \"high\"
message = \"“{match}” is jargon, <b>\"
help = \"write “use” | plainly\"
why = \"Plain words are read faster.\"
authority = [\"The house's own style guide\", \"Another\"]
match.phrases = [\"utilise\"]
once = \"document\"
fix = \"use\"
[examples]
flags = [\"They <<utilise>> it.\", \"We <<utilise>> it.\"]
passes = [\"We use it.\", \"They used it.\"]
";

const SECRET: &str = "summary = \"something that must not be printed\"
level = \"error\"
confidence = \"medium\"
message = \"“{match}” must not be printed\"
why = \"It is under embargo.\"
match.pattern = 'embargo \\d+'
scope = \"line\"
[examples]
flags = [\"See <<embargo 1>>.\", \"See <<embargo 22>>.\"]
passes = [\"No embargo.\", \"An embargo.\"]
";

const ARCHAISM: &str = "summary = \"a word of old\"
level = \"note\"
confidence = \"low\"
message = \"“{match}” is out of use\"
why = \"Few readers know it.\"
match.phrases = [\"erstwhile mill\"]
[examples]
flags = [\"The <<erstwhile mill>>.\", \"<<Erstwhile mill>> it is.\"]
passes = [\"It is so.\", \"It was so.\"]
";

fn stage() -> Stage {
    let stage = Stage::empty().with(&[
        ("seedlint.toml", "rules = [\"rules\"]\n"),
        ("rules/house/plain.toml", PLAIN),
        ("rules/house/secret.toml", SECRET),
        ("rules/house/archaism.toml", ARCHAISM),
        (
            "seeds/a, b#1%é.md",
            "\u{feff}# The 𝔘 mill\r\n\r\n👩‍💻 “é” utilise the\r\nerstwhile\r\nmill.\r\n\r\nWe 𝔘 utilise <script>alert(1)</script>.\r\n",
        ),
        ("seeds/b.txt", "See embargo 1.\n\nSee embargo 1.\n"),
        ("seeds/clear.md", "The well is deep.\n"),
    ]);
    stage.write("seeds/bad.md", [b'a', 0xff]);
    stage
}

fn written(format: &str) -> String {
    let stage = stage();
    let answer = stage.run(&format!("check --select house --format {format}"));
    assert_eq!((answer.status, answer.err.as_str()), (Some(2), "seedlint: error: seeds/bad.md: not UTF-8 at byte 1\n"));
    let in_file = stage.run(&format!("check --select house --format {format}=out.xyz"));
    assert_eq!((in_file.status, in_file.out.as_str()), (Some(2), ""));
    assert_eq!(std::fs::read_to_string(stage.path("out.xyz")).unwrap(), answer.out);
    // How many claims there are hangs on weights that are learnt anew now and then.
    let counts = Regex::new(r#"("(?:checkable|sourced)": ?)\d+|(?s:\| seed \| claims.*?\n\n)|("semanticVersion":")[^"]*"#).unwrap();
    counts.replace_all(&answer.out, "${1}${2}").into_owned()
}

/// The text at a region of SARIF, by offset and by line and column, both in UTF-16.
fn at_region(text: &str, region: &Value) -> String {
    let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
    let units: Vec<u16> = text.trim_start_matches('\u{feff}').encode_utf16().collect();
    let by_offset = String::from_utf16(&units[number("charOffset")..][..number("charLength")]).unwrap();
    let starts: Vec<_> =
        std::iter::once(0).chain(units.iter().enumerate().filter(|(_, unit)| **unit == 10).map(|(at, _)| at + 1)).collect();
    let place = |line: &str, column: &str| starts[number(line) - 1] + number(column) - 1;
    let by_line = String::from_utf16(&units[place("startLine", "startColumn")..place("endLine", "endColumn")]).unwrap();
    let bytes = &text.as_bytes()[number("byteOffset")..][..number("byteLength")];
    assert_eq!((&by_offset, by_offset.as_bytes()), (&by_line, bytes));
    by_offset
}

#[test]
fn sarif() {
    let log: Value = serde_json::from_str(&written("sarif").replace(":,", ":0,")).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&log).unwrap(), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "runs": [
        {
          "columnKind": "utf16CodeUnits",
          "invocations": [
            {
              "executionSuccessful": false,
              "toolExecutionNotifications": [
                {
                  "descriptor": {
                    "id": "unreadable"
                  },
                  "level": "error",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "seeds/bad.md"
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "seeds/bad.md: not UTF-8 at byte 1"
                  }
                }
              ]
            }
          ],
          "properties": {
            "summary": {
              "claims": {
                "checkable": 0,
                "sourced": 0,
                "verified": 0
              },
              "errors": 2,
              "files": 3,
              "hidden": 0,
              "known": 0,
              "notes": 1,
              "overlapped": 0,
              "settled": 0,
              "suppressed": 0,
              "unreadable": 1,
              "warnings": 1
            }
          },
          "results": [
            {
              "fixes": [
                {
                  "artifactChanges": [
                    {
                      "artifactLocation": {
                        "uri": "seeds/a%2C%20b%231%25%C3%A9.md"
                      },
                      "replacements": [
                        {
                          "deletedRegion": {
                            "byteLength": 7,
                            "byteOffset": 43,
                            "charLength": 7,
                            "charOffset": 27,
                            "endColumn": 18,
                            "endLine": 3,
                            "startColumn": 11,
                            "startLine": 3
                          },
                          "insertedContent": {
                            "text": "use"
                          }
                        }
                      ]
                    }
                  ],
                  "description": {
                    "text": "write “use”"
                  }
                }
              ],
              "level": "warning",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "seeds/a%2C%20b%231%25%C3%A9.md"
                    },
                    "region": {
                      "byteLength": 7,
                      "byteOffset": 43,
                      "charLength": 7,
                      "charOffset": 27,
                      "endColumn": 18,
                      "endLine": 3,
                      "startColumn": 11,
                      "startLine": 3
                    }
                  }
                }
              ],
              "message": {
                "text": "“utilise” is jargon, <b>\nhelp: write “use” | plainly"
              },
              "partialFingerprints": {
                "seedlint/v1": "018a57a782966f04"
              },
              "relatedLocations": [
                {
                  "id": 1,
                  "message": {
                    "text": "also here"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "seeds/a%2C%20b%231%25%C3%A9.md"
                    },
                    "region": {
                      "byteLength": 7,
                      "byteOffset": 84,
                      "charLength": 7,
                      "charOffset": 66,
                      "endColumn": 14,
                      "endLine": 7,
                      "startColumn": 7,
                      "startLine": 7
                    }
                  }
                }
              ],
              "ruleId": "house/plain",
              "ruleIndex": 0
            },
            {
              "level": "note",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "seeds/a%2C%20b%231%25%C3%A9.md"
                    },
                    "region": {
                      "byteLength": 15,
                      "byteOffset": 56,
                      "charLength": 15,
                      "charOffset": 40,
                      "endColumn": 5,
                      "endLine": 5,
                      "startColumn": 1,
                      "startLine": 4
                    }
                  }
                }
              ],
              "message": {
                "text": "“erstwhile mill” is out of use"
              },
              "partialFingerprints": {
                "seedlint/v1": "ac23ba5fae723f0a"
              },
              "ruleId": "house/archaism",
              "ruleIndex": 1
            },
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "seeds/b.txt"
                    },
                    "region": {
                      "byteLength": 9,
                      "byteOffset": 4,
                      "charLength": 9,
                      "charOffset": 4,
                      "endColumn": 14,
                      "endLine": 1,
                      "startColumn": 5,
                      "startLine": 1
                    }
                  }
                }
              ],
              "message": {
                "text": "“embargo 1” must not be printed"
              },
              "partialFingerprints": {
                "seedlint/v1": "f111a932fe6d3eb3"
              },
              "ruleId": "house/secret",
              "ruleIndex": 2
            },
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "seeds/b.txt"
                    },
                    "region": {
                      "byteLength": 9,
                      "byteOffset": 20,
                      "charLength": 9,
                      "charOffset": 20,
                      "endColumn": 14,
                      "endLine": 3,
                      "startColumn": 5,
                      "startLine": 3
                    }
                  }
                }
              ],
              "message": {
                "text": "“embargo 1” must not be printed"
              },
              "partialFingerprints": {
                "seedlint/v1": "f111a932fe6d3eb3"
              },
              "ruleId": "house/secret",
              "ruleIndex": 2
            }
          ],
          "tool": {
            "driver": {
              "name": "seedlint",
              "notifications": [
                {
                  "fullDescription": {
                    "text": "a file could not be read"
                  },
                  "help": {
                    "text": "a file could not be read"
                  },
                  "id": "unreadable",
                  "shortDescription": {
                    "text": "a file could not be read"
                  }
                },
                {
                  "fullDescription": {
                    "text": "something is left out of this report"
                  },
                  "help": {
                    "text": "something is left out of this report"
                  },
                  "id": "left-out",
                  "shortDescription": {
                    "text": "something is left out of this report"
                  }
                },
                {
                  "fullDescription": {
                    "text": "something is wrong with configuration or rules"
                  },
                  "help": {
                    "text": "something is wrong with configuration or rules"
                  },
                  "id": "faulty-configuration",
                  "shortDescription": {
                    "text": "something is wrong with configuration or rules"
                  }
                }
              ],
              "rules": [
                {
                  "defaultConfiguration": {
                    "enabled": true,
                    "level": "warning"
                  },
                  "fullDescription": {
                    "text": "Plain words are read faster."
                  },
                  "help": {
                    "markdown": "Plain words are read faster.\n\n**What would satisfy it**: write “use” | plainly\n\n**On the authority of**\n\n* The house's own style guide\n* Another\n\nTo allow one finding: `<!-- seedlint: allow(house/plain) why it may stand -->`\n",
                    "text": "Plain words are read faster.\n\nWhat would satisfy it: write “use” | plainly\n\nOn the authority of: The house's own style guide; Another"
                  },
                  "id": "house/plain",
                  "name": "HousePlain",
                  "properties": {
                    "precision": "high",
                    "problem.severity": "warning",
                    "tags": [
                      "house"
                    ]
                  },
                  "shortDescription": {
                    "text": "a word of jargon"
                  }
                },
                {
                  "defaultConfiguration": {
                    "enabled": true,
                    "level": "note"
                  },
                  "fullDescription": {
                    "text": "Few readers know it."
                  },
                  "help": {
                    "markdown": "Few readers know it.\n\nTo allow one finding: `<!-- seedlint: allow(house/archaism) why it may stand -->`\n",
                    "text": "Few readers know it."
                  },
                  "id": "house/archaism",
                  "name": "HouseArchaism",
                  "properties": {
                    "precision": "low",
                    "problem.severity": "recommendation",
                    "tags": [
                      "house"
                    ]
                  },
                  "shortDescription": {
                    "text": "a word of old"
                  }
                },
                {
                  "defaultConfiguration": {
                    "enabled": true,
                    "level": "error"
                  },
                  "fullDescription": {
                    "text": "It is under embargo."
                  },
                  "help": {
                    "markdown": "It is under embargo.\n\nTo allow one finding: `<!-- seedlint: allow(house/secret) why it may stand -->`\n",
                    "text": "It is under embargo."
                  },
                  "id": "house/secret",
                  "name": "HouseSecret",
                  "properties": {
                    "precision": "medium",
                    "problem.severity": "error",
                    "tags": [
                      "house"
                    ]
                  },
                  "shortDescription": {
                    "text": "something that must not be printed"
                  }
                }
              ],
              "semanticVersion": ""
            }
          }
        }
      ],
      "version": "2.1.0"
    }
    "#);
    let text = std::fs::read_to_string(stage().path("seeds/a, b#1%é.md")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let place = |result: &Value| at_region(&text, &result["locations"][0]["physicalLocation"]["region"]);
    assert_eq!(results[..2].iter().map(place).collect::<Vec<_>>(), ["utilise", "erstwhile\r\nmill"]);
    assert_eq!(at_region(&text, &results[0]["relatedLocations"][0]["physicalLocation"]["region"]), "utilise");
    assert_eq!(at_region(&text, &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]), "utilise");
}

#[test]
fn github() {
    assert_snapshot!(written("github"), @r"
    ::error title=house/secret,file=seeds/b.txt,line=1,endLine=1,col=5,endColumn=14::“embargo 1” must not be printed
    ::error title=house/secret,file=seeds/b.txt,line=3,endLine=3,col=5,endColumn=14::“embargo 1” must not be printed
    ::error title=could not be read,file=seeds/bad.md::not UTF-8 at byte 1
    ::warning title=house/plain,file=seeds/a%2C b#1%25é.md,line=3,endLine=3,col=9,endColumn=16::“utilise” is jargon, <b>%0Ahelp: write “use” | plainly%0Afix: write “use”
    ::notice title=house/archaism,file=seeds/a%2C b#1%25é.md,line=4,endLine=5::“erstwhile mill” is out of use
    ");
}

#[test]
fn gitlab() {
    assert_snapshot!(written("gitlab"), @r#"
    [
    {"description":"“utilise” is jargon, <b>","check_name":"house/plain","fingerprint":"25e4eae70200f1d742195421b75cd836","severity":"major","location":{"path":"seeds/a, b#1%é.md","lines":{"begin":3,"end":3}}},
    {"description":"“erstwhile mill” is out of use","check_name":"house/archaism","fingerprint":"c325267e97de0ebc3eb9badc41b668b3","severity":"minor","location":{"path":"seeds/a, b#1%é.md","lines":{"begin":4,"end":5}}},
    {"description":"“embargo 1” must not be printed","check_name":"house/secret","fingerprint":"4b1f2148a4721574c10462078b35331d","severity":"critical","location":{"path":"seeds/b.txt","lines":{"begin":1,"end":1}}},
    {"description":"“embargo 1” must not be printed","check_name":"house/secret","fingerprint":"86b1e960db1a1f38f677377117b0b710","severity":"critical","location":{"path":"seeds/b.txt","lines":{"begin":3,"end":3}}},
    {"description":"could not be read: not UTF-8 at byte 1","check_name":"unreadable","fingerprint":"69d4421ad2a5fa13c6bed5e529531c45","severity":"blocker","location":{"path":"seeds/bad.md","lines":{"begin":1,"end":1}}}
    ]
    "#);
}

#[test]
fn junit() {
    assert_snapshot!(written("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="seedlint">
    <testsuite name="seeds/a, b#1%é.md" tests="2" failures="1" errors="0" skipped="0" time="0">
      <testcase classname="seeds/a, b#1%é.md" name="house/plain: “utilise” is jargon, &lt;b&gt;" time="0">
        <failure type="warning" message="“utilise” is jargon, &lt;b&gt;">seeds/a, b#1%é.md:3:9: warning[house/plain]: “utilise” is jargon, &lt;b&gt;
    help: write “use” | plainly
    fix: write “use”</failure>
      </testcase>
      <testcase classname="seeds/a, b#1%é.md" name="house/archaism: “erstwhile mill” is out of use" time="0">
        <system-out>seeds/a, b#1%é.md:4:1: note[house/archaism]: “erstwhile mill” is out of use</system-out>
      </testcase>
    </testsuite>
    <testsuite name="seeds/b.txt" tests="2" failures="2" errors="0" skipped="0" time="0">
      <testcase classname="seeds/b.txt" name="house/secret: “embargo 1” must not be printed" time="0">
        <failure type="error" message="“embargo 1” must not be printed">seeds/b.txt:1:5: error[house/secret]: “embargo 1” must not be printed</failure>
      </testcase>
      <testcase classname="seeds/b.txt" name="house/secret: “embargo 1” must not be printed (2)" time="0">
        <failure type="error" message="“embargo 1” must not be printed">seeds/b.txt:3:5: error[house/secret]: “embargo 1” must not be printed</failure>
      </testcase>
    </testsuite>
    <testsuite name="seeds/bad.md" tests="1" failures="0" errors="1" skipped="0" time="0">
      <testcase classname="seeds/bad.md" name="can be read" time="0">
        <error type="unreadable" message="not UTF-8 at byte 1"/>
      </testcase>
    </testsuite>
    <testsuite name="seeds/clear.md" tests="1" failures="0" errors="0" skipped="0" time="0">
      <testcase classname="seeds/clear.md" name="nothing to flag" time="0"/>
    </testsuite>
    </testsuites>
    "#);
}

#[test]
fn rdjson() {
    assert_snapshot!(written("rdjson"), @r#"
    {"source":{"name":"seedlint"},"diagnostics":[
    {"message":"“utilise” is jargon, <b>\nhelp: write “use” | plainly","location":{"path":"seeds/a, b#1%é.md","range":{"start":{"line":3,"column":22},"end":{"line":3,"column":29}}},"severity":"WARNING","code":{"value":"house/plain"},"suggestions":[{"range":{"start":{"line":3,"column":22},"end":{"line":3,"column":29}},"text":"use"}],"related_locations":[{"message":"also here","location":{"path":"seeds/a, b#1%é.md","range":{"start":{"line":7,"column":9},"end":{"line":7,"column":16}}}}]},
    {"message":"“erstwhile mill” is out of use","location":{"path":"seeds/a, b#1%é.md","range":{"start":{"line":4,"column":1},"end":{"line":5,"column":5}}},"severity":"INFO","code":{"value":"house/archaism"}},
    {"message":"“embargo 1” must not be printed","location":{"path":"seeds/b.txt","range":{"start":{"line":1,"column":5},"end":{"line":1,"column":14}}},"severity":"ERROR","code":{"value":"house/secret"}},
    {"message":"“embargo 1” must not be printed","location":{"path":"seeds/b.txt","range":{"start":{"line":3,"column":5},"end":{"line":3,"column":14}}},"severity":"ERROR","code":{"value":"house/secret"}},
    {"message":"could not be read: not UTF-8 at byte 1","location":{"path":"seeds/bad.md"},"severity":"ERROR"}]}
    "#);
}

#[test]
fn markdown() {
    assert_snapshot!(written("markdown"), @r"
    ## seedlint

    4 findings in 3 files: 2 errors, 1 warning, 1 note; 1 file could not be read

    **Could not be read:**

    * seeds/bad.md: not UTF-8 at byte 1

    ### [seeds/a, b\#1%é.md](seeds/a%2C%20b%231%25%C3%A9.md)

    2 findings

    | place | level | rule | what it says |
    |---|---|---|---|
    | [3:9](seeds/a%2C%20b%231%25%C3%A9.md#L3) | 🟠 warning | house/plain | “utilise” is jargon, &lt;b&gt;<br>write “use” \| plainly<br>write “use” |
    | [4:1](seeds/a%2C%20b%231%25%C3%A9.md#L4) | 🔵 note | house/archaism | “erstwhile mill” is out of use |

    ### [seeds/b.txt](seeds/b.txt)

    2 findings

    | place | level | rule | what it says |
    |---|---|---|---|
    | [1:5](seeds/b.txt#L1) | 🔴 error | house/secret | “embargo 1” must not be printed |
    | [3:5](seeds/b.txt#L3) | 🔴 error | house/secret | “embargo 1” must not be printed |
    ");
}

#[test]
fn links_of_a_summary_lead_to_the_commit_in_a_run_of_github() {
    let stage = stage();
    let mut command = stage.command("check seeds/b.txt --select house --format markdown");
    command.envs([("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_REPOSITORY", "a/b"), ("GITHUB_SHA", "0123")]);
    let answer = stage.answer(command.output().unwrap());
    assert!(answer.out.contains("| [1:5](https://github.com/a/b/blob/0123/seeds/b.txt?plain=1#L1) |"), "{answer}");
}

#[test]
fn junit_fails_where_the_check_does() {
    let stage = stage();
    for (fail_on, failures) in [("error", 2), ("warning", 3), ("note", 4), ("never", 0)] {
        let answer = stage.run(&format!("check seeds/b.txt seeds --select house --format junit --fail-on {fail_on}"));
        assert_eq!(answer.out.matches("<failure ").count(), failures, "{fail_on}");
    }
}

#[test]
fn nothing_found_is_a_sound_report() {
    let stage = stage();
    for (format, expected) in [("github", ""), ("gitlab", "[]\n"), ("rdjson", "{\"source\":{\"name\":\"seedlint\"},\"diagnostics\":[]}\n")]
    {
        let answer = stage.run(&format!("check seeds/clear.md --select house --format {format}"));
        assert_eq!((answer.status, answer.out.as_str()), (Some(0), expected), "{format}");
    }
    let log = stage.run("check seeds/clear.md --select house --format sarif").json();
    assert_eq!(
        (&log["runs"][0]["results"], &log["runs"][0]["invocations"][0]["executionSuccessful"]),
        (&Value::Array(vec![]), &true.into())
    );
}

#[test]
fn faults_in_the_configuration_make_no_success() {
    let stage = stage();
    stage.write("seedlint.toml", "rules = [\"rules\"]\nlevls = 1\n");
    let answer = stage.run("check seeds/clear.md --select house --format sarif");
    assert_eq!(answer.status, Some(2));
    let invocation = &answer.json()["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(
        invocation["toolConfigurationNotifications"][0]["message"]["text"],
        "2 faults in configuration or rules; standard error tells which"
    );
}

#[test]
fn html() {
    let page = written("html");
    let main = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
    assert!(page.contains("<b>seeds/bad.md</b> could not be read: not UTF-8 at byte 1"), "{page}");
    assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "), "{page}");
    let coverage = Regex::new("<p class=\"coverage\">.*</p>\n").unwrap();
    assert_snapshot!(coverage.replace_all(main, ""), @r##"
    <main id="seeds">
    <article class="seed" id="s1" aria-labelledby="t1">
    <header>
    <h2 id="t1">seeds/a, b#1%é.md</h2>
    <p class="tally"><span class="warning">1 warning</span>, <span class="note">1 note</span></p>
    </header>
    <div class="row"><h3 class="text" dir="auto"><span class="m">#</span> The 𝔘 mill</h3></div>
    <div class="row"><p class="text" dir="auto">👩‍💻 “é” <mark id="f1" aria-describedby="n1" class="warning" data-n="1">utilise</mark> the
    <mark id="f2" aria-describedby="n2" class="note" data-n="2">erstwhile
    mill</mark>.</p><aside class="notes" aria-label="Findings here">
    <details class="remark warning" id="n1" data-n="1" data-level="warning" data-family="house"><summary><span class="number">1</span> <b class="level">warning</b> “utilise” is jargon, &lt;b&gt;</summary>
    <p class="help">write “use” | plainly</p>
    <p class="edit">Fix: write “use”.</p>
    <p class="why"><b>Why</b> Plain words are read faster.</p>
    <ul class="places">
    <li>also here: <a href="#f1-1">“utilise”, line 7</a></li>
    </ul>
    <p class="rule"><code>house/plain</code> · high confidence · <a href="#f1">line 3, column 9</a></p>
    </details>
    <details class="remark note" id="n2" data-n="2" data-level="note" data-family="house"><summary><span class="number">2</span> <b class="level">note</b> “erstwhile mill” is out of use</summary>
    <p class="why"><b>Why</b> Few readers know it.</p>
    <p class="rule"><code>house/archaism</code> · low confidence · <a href="#f2">line 4, column 1</a></p>
    </details>
    </aside></div>
    <div class="row"><p class="text" dir="auto">We 𝔘 <mark id="f1-1" class="aside" data-n="1">utilise</mark> <span class="o">&lt;script&gt;</span>alert(1)<span class="o">&lt;/script&gt;</span>.</p></div>
    </article>
    <article class="seed" id="s2" aria-labelledby="t2">
    <header>
    <h2 id="t2">seeds/b.txt</h2>
    <p class="tally"><span class="error">2 errors</span></p>
    </header>
    <div class="row"><p class="text" dir="auto">See <mark id="f3" aria-describedby="n3" class="error" data-n="3">embargo 1</mark>.</p><aside class="notes" aria-label="Findings here">
    <details class="remark error" id="n3" data-n="3" data-level="error" data-family="house"><summary><span class="number">3</span> <b class="level">error</b> “embargo 1” must not be printed</summary>
    <p class="why"><b>Why</b> It is under embargo.</p>
    <p class="rule"><code>house/secret</code> · medium confidence · <a href="#f3">line 1, column 5</a></p>
    </details>
    </aside></div>
    <div class="row"><p class="text" dir="auto">See <mark id="f4" aria-describedby="n4" class="error" data-n="4">embargo 1</mark>.</p><aside class="notes" aria-label="Findings here">
    <details class="remark error" id="n4" data-n="4" data-level="error" data-family="house"><summary><span class="number">4</span> <b class="level">error</b> “embargo 1” must not be printed</summary>
    <p class="why"><b>Why</b> It is under embargo.</p>
    <p class="rule"><code>house/secret</code> · medium confidence · <a href="#f4">line 3, column 5</a></p>
    </details>
    </aside></div>
    </article>
    <article class="seed" id="s3" aria-labelledby="t3">
    <header>
    <h2 id="t3">seeds/clear.md</h2>
    <p class="tally">nothing to flag</p>
    </header>
    <div class="row"><p class="text" dir="auto">The well is deep.</p></div>
    </article>
    "##);
}

#[test]
fn services_find_files_from_the_root_of_the_repository() {
    use crate::stage::{SEED, Stage};
    let stage = Stage::house().with(&[("desk/seeds/a b.md", SEED), ("notes/n.md", SEED), ("desk/seeds/bad.md", "\0")]);
    for (format, inside, beside, bad) in [
        ("github", "file=desk/seeds/a b.md,", "file=notes/n.md,", "file=desk/seeds/bad.md:"),
        ("gitlab", "\"path\":\"desk/seeds/a b.md\"", "\"path\":\"notes/n.md\"", "\"path\":\"desk/seeds/bad.md\""),
        ("sarif", "\"uri\":\"desk/seeds/a%20b.md\"", "\"uri\":\"notes/n.md\"", "\"uri\":\"desk/seeds/bad.md\""),
        ("markdown", "](desk/seeds/a%20b.md#L", "](notes/n.md#L", "desk/seeds/bad.md"),
        // Reviewdog adds the folder itself, and people see files from where they are.
        ("rdjson", "\"path\":\"seeds/a b.md\"", "\"path\":\"../notes/n.md\"", "\"path\":\"seeds/bad.md\""),
        ("short", "seeds/a b.md:3", "../notes/n.md:3", ""),
    ] {
        let mut command = stage.command(&format!("check --select house --format {format} seeds ../notes"));
        let answer = stage.answer(command.current_dir(stage.path("desk")).output().unwrap());
        assert_eq!(answer.status, Some(2), "{answer}");
        for name in [inside, beside, bad] {
            assert!(answer.out.contains(name), "{format}: {name}: {answer}");
        }
    }
}
