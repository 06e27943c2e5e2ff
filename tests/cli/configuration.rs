//! `seedlint.toml`: which one holds, what it extends, and what it says.

use insta::assert_snapshot;

use crate::stage::{JARGON, SEED, Stage};

#[test]
fn each_file_goes_by_the_nearest_configuration() {
    let stage = Stage::house().with(&[
        ("seeds/mill.md", "They utilise it.\n"),
        ("strict/seedlint.toml", "rules = [\"../rules\"]\n[levels]\nhouse = \"error\"\n"),
        ("strict/a.md", "They utilise it.\n"),
        ("strict/deep/b.md", "They utilise it.\n"),
        ("calm/.seedlint.toml", ""),
        ("calm/c.md", "They utilise it.\n"),
        ("other/.config/seedlint.toml", "rules = [\"rules\"]\n[levels]\nhouse = \"note\"\n"),
        ("other/rules/house/jargon.toml", JARGON),
        ("other/d.md", "They utilise it.\n"),
    ]);
    let answer = stage.run("check --format short . --select house/jargon");
    assert_snapshot!(answer, @r"
    exit status 1
    --- standard output
    other/d.md:1:6: note[house/jargon]: “utilise” is jargon
    seeds/mill.md:1:6: warning[house/jargon]: “utilise” is jargon
    strict/a.md:1:6: error[house/jargon]: “utilise” is jargon
    strict/deep/b.md:1:6: error[house/jargon]: “utilise” is jargon
    ");
    let none = stage.run("check --format short . --no-config --fail-on error");
    assert!(!none.out.contains("house/"), "{none}");
    let one = stage.run("check --format short . --config strict/seedlint.toml --select house");
    assert_eq!(one.lines().iter().filter(|line| line.contains("error[house/jargon]")).count(), 5, "{one}");
}

#[test]
fn a_bare_name_in_a_folder_further_down_goes_by_the_configuration_above() {
    let stage = Stage::house().with(&[
        ("seedlint.toml", "rules = [\"rules\"]\n[levels]\nhouse = \"error\"\n"),
        ("deep/er/a.md", "They utilise it.\n"),
        ("deep/er/list", "a.md\n"),
    ]);
    for arguments in ["a.md", "./a.md", ".", "--files-from list", "../er/a.md"] {
        let mut command = stage.command(&format!("check --format short --select house {arguments}"));
        let answer = stage.answer(command.current_dir(stage.path("deep/er")).output().unwrap());
        assert!(answer.out.ends_with("a.md:1:6: error[house/jargon]: “utilise” is jargon\n"), "{arguments}: {answer}");
    }
}

#[test]
fn a_configuration_extends_overrides_and_shows_where_each_value_came_from() {
    let stage = Stage::house().with(&[
        (
            "base/house.toml",
            "profile = \"opinion\"\n[vocabulary]\nacronyms = [\"BWO\"]\n[gate]\nfail-on = \"error\"\n[levels]\n\"house/secret\" = \"warning\"\n",
        ),
        (
            "seedlint.toml",
            "extends = \"base/house.toml\"
rules = [\"rules\"]
[seeds]
exclude = [\"seeds/drafts/**\"]
[vocabulary]
acronyms = [\"KRD\"]
[metadata]
required = [\"title\"]
[levels]
\"house/archaism\" = \"off\"
[[override]]
paths = [\"seeds/calm/**\"]
profile = \"research\"
levels = { house = \"note\" }
",
        ),
        ("seeds/calm/a.md", ""),
    ]);
    let shown = |path: &str| {
        let answer = stage.run(&format!("config show {path}"));
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""));
        let (head, levels) = answer.out.split_once("[levels]\n").unwrap();
        let (levels, _) = levels.split_once("\n\n").unwrap_or((levels, ""));
        let some = |line: &&str| line.contains("\"house/") || line.contains("\"speculation/modal\"");
        format!("{head}[levels]\n{}", levels.lines().filter(some).collect::<Vec<_>>().join("\n"))
    };
    assert_snapshot!(shown("seeds"), @r#"
    # read from seedlint.toml
    # read from base/house.toml
    profile = "opinion"                             # base/house.toml:1
    rules = ["rules"]                               # seedlint.toml:2

    [seeds]
    include = ["**"]                                # the default
    exclude = ["seeds/drafts/**"]                   # seedlint.toml:4
    types = ["md", "markdown", "txt", "text", "html", "htm"] # the default

    [vocabulary]
    acronyms = ["BWO", "KRD"]                       # base/house.toml:3, seedlint.toml:6

    [metadata]
    required = ["title"]                            # seedlint.toml:8

    [document]
    presets = []                                    # the default
    ignore = []                                     # the default

    [gate]
    fail-on = "error"                               # base/house.toml:5

    [levels]
    "house/archaism" = "off"                        # seedlint.toml:10
    "house/jargon" = "warning"                      # rules/house/jargon.toml
    "house/secret" = "warning"                      # base/house.toml:7
    # "speculation/modal" = "off"                   # profile opinion
    "#);
    let calm = shown("seeds/calm/a.md");
    let (_, levels) = calm.split_once("[levels]\n").unwrap();
    assert_snapshot!(levels, @r#"
    "house/archaism" = "off"                        # seedlint.toml:10
    "house/jargon" = "note"                         # seedlint.toml:14
    "house/secret" = "note"                         # seedlint.toml:14
    # "speculation/modal" = "off"                   # profile research
    "#);
    assert_eq!(stage.run("config file seeds/calm/a.md").out, "STAGE/seedlint.toml\n");
    assert_eq!(stage.run("config file nowhere").status, Some(2));
    let none = stage.run("config file --no-config");
    assert_eq!((none.status, none.out.as_str()), (Some(0), ""));
    assert_eq!(none.err, "seedlint: note: no configuration is in force; the defaults hold\n");
}

#[test]
fn what_config_show_prints_is_a_configuration() {
    let files = ["seeds/a.md", "seeds/calm/b.md", "seeds/calm/x/c.md", "seeds/it's \"loud\"/d.md"];
    for config in [
        "",
        "profile = \"opinion\"\n",
        "profile = \"opinion\"
[vocabulary]
acronyms = [\"A\\u0007B\", \"C\\\\D\", \"é“\"]
[levels]
\"house/archaism\" = \"off\"
residue = \"off\"
[[override]]
paths = [\"seeds/calm/**\"]
levels = { speculation = \"note\", house = \"error\" }
[[override]]
paths = [\"seeds/calm/x\", 'seeds/it''s']
profile = \"research\"
[[override]]
paths = ['seeds/it*']
levels = { \"house/archaism\" = \"warning\", residue = \"error\", language = \"off\" }
",
    ] {
        let stage = Stage::house();
        let seed = format!("{SEED}\nIt may perhaps rain, TKTK. It is a game changer.\n");
        files.iter().for_each(|file| stage.write(file, &seed));
        let config = config.replace("'seeds/it''s'", "\"seeds/it's\"");
        stage.write("seedlint.toml", format!("rules = [\"rules\"]\n{config}"));
        let found = |stage: &Stage| {
            let answer = stage.run("check --format short");
            (answer.status, answer.out, answer.err)
        };
        let (before, shown) = (found(&stage), stage.run("config show"));
        assert!(before.1.lines().count() > 10, "{}", before.1);
        let of_each = files.map(|file| stage.answer(stage.command("config show").arg(file).output().unwrap()).out);
        stage.write("seedlint.toml", shown.out);
        assert_eq!(found(&stage), before, "{config}");
        // What is shown for a file says of that file what the whole says.
        for (file, shown) in files.iter().zip(of_each) {
            stage.write("seedlint.toml", shown);
            let of_file = |found: &str| found.lines().filter(|line| line.starts_with(file)).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(of_file(&found(&stage).1), of_file(&before.1), "{file} {config}");
        }
    }
}

#[test]
fn overrides_are_shown_with_their_origin() {
    let stage = Stage::house().with(&[
        (
            "seedlint.toml",
            "rules = [\"rules\"]
[[override]]
paths = [\"seeds/it's/**\"]
profile = \"opinion\"
[[override]]
paths = [\"seeds/*.txt\", 'seeds/\"x\"']
levels = { house = \"note\", \"house/secret\" = \"off\" }
",
        ),
        ("seeds/a.txt", ""),
    ]);
    let shown = |arguments: &str| stage.run(&format!("config show {arguments}")).out;
    let overrides = |text: &str| text.split_once("\n\n[[override]]").map(|(_, rest)| format!("[[override]]{rest}")).unwrap_or_default();
    assert_snapshot!(overrides(&shown("")), @r#"
    [[override]]
    paths = ["seeds/it's/**"]                       # seedlint.toml:3
    profile = "opinion"                             # seedlint.toml:4

    [[override]]
    paths = ["seeds/*.txt", 'seeds/"x"']            # seedlint.toml:6
    [override.levels]
    "house" = "note"                                # seedlint.toml:7
    "house/secret" = "off"                          # seedlint.toml:7
    "#);
    assert_snapshot!(overrides(&shown("seeds/a.txt")), @r#"
    [[override]]
    paths = ["seeds/*.txt", 'seeds/"x"']            # seedlint.toml:6
    [override.levels]
    "house" = "note"                                # seedlint.toml:7
    "house/secret" = "off"                          # seedlint.toml:7
    "#);
    assert_eq!(overrides(&shown("seeds")), "");
}

#[test]
fn a_profile_sets_levels() {
    let stage = Stage::empty().with(&[("seeds/a.md", "The levy may fail.\n")]);
    let speculation = |config: &str| {
        stage.write("seedlint.toml", config);
        stage.run("check --format short").out.contains("[speculation/")
    };
    assert!(speculation("profile = \"news\"\n") && !speculation("profile = \"opinion\"\n"));
    assert!(speculation("[levels]\n\"speculation/modal\" = \"note\"\n") && !speculation("[levels]\nspeculation = \"off\"\n"));
}

#[test]
fn required_metadata_is_an_error_where_it_is_missing() {
    let stage = Stage::empty().with(&[
        ("seedlint.toml", "[metadata]\nrequired = [\"title\", \"desk\"]\n"),
        ("seeds/a.md", "---\ntitle: The mill\ndesk: north\n---\n\nThe mill stands.\n"),
        ("seeds/b.md", "---\ntitle: The mill\n---\n\nThe mill stands.\n"),
    ]);
    let answer = stage.run("check --format json --min-level error");
    let found: Vec<_> = answer.json()["findings"].as_array().unwrap().iter().map(|f| (f["path"].clone(), f["rule"].clone())).collect();
    assert_eq!(found, [("seeds/b.md".into(), "metadata/required-field".into())]);
    assert_eq!(answer.status, Some(1));
}

#[test]
fn acronyms_of_the_vocabulary_need_no_expansion() {
    let stage = Stage::empty().with(&[("seeds/a.md", "The BWO met. The BWO left.\n")]);
    let undefined = |stage: &Stage| stage.run("check --format short").out.contains("references/undefined-acronym");
    assert!(undefined(&stage));
    stage.write("seedlint.toml", "[vocabulary]\nacronyms = [\"BWO\"]\n");
    assert!(!undefined(&stage));
}

#[test]
fn a_users_rule_replaces_a_built_in_one_and_brings_its_words() {
    let stage = Stage::empty().with(&[
        ("seedlint.toml", "rules = [\"own\"]\n"),
        ("own/lexicons/fish.toml", "source = \"by hand\"\ninflect = \"noun\"\nwords = [\"herring\", \"cod\"]\n"),
        (
            "own/speculation/modal.toml",
            &JARGON
                .replace("~utilise", "~{fish}")
                .replace("utilised", "herrings")
                .replace("utilise", "cod")
                .replace("jargon\"\nhelp", "a fish\"\nhelp"),
        ),
        ("seeds/a.md", "The herrings may swim. A cod might, too.\n"),
    ]);
    let answer = stage.run("check --format short --select speculation");
    assert_snapshot!(answer, @r"
    exit status 1
    --- standard output
    seeds/a.md:1:5: warning[speculation/modal]: “herrings” is a fish
    seeds/a.md:1:26: warning[speculation/modal]: “cod” is a fish
    ");
    assert_eq!(stage.run("rules test own").out, "1 rule, 4 examples as marked\n");
    let listed = stage.run("rules list --format json").json();
    let own: Vec<_> = listed.as_array().unwrap().iter().filter(|rule| rule["own"] == true).map(|rule| rule["name"].clone()).collect();
    assert_eq!(own, ["speculation/modal"]);
}

#[test]
fn verbose_says_what_is_in_force() {
    let stage = Stage::house().with(&[("seeds/a.md", "The mill stands.\n")]);
    let answer = stage.run("check --verbose --select house");
    assert_eq!(answer.status, Some(0));
    assert!(answer.err.contains("/seedlint.toml: ") && answer.err.contains(" rules, 3 of them your own\n"), "{answer}");
    assert!(answer.err.ends_with("seedlint: note: 1 seed to read\n"), "{answer}");
}

#[test]
fn an_empty_pattern_is_at_fault_where_it_stands() {
    let stage = Stage::house();
    stage.write("seedlint.toml", "[document]\nignore = [\"x\", \"\"]\n");
    assert_snapshot!(stage.run("config file"), @r#"
    exit status 2
    --- standard output
    STAGE/seedlint.toml
    --- standard error
    error[config]: an empty pattern leaves nothing out
      ┌─ seedlint.toml:2:16
      │
    2 │ ignore = ["x", ""]
      │                ^^
      │
      = help: say what is no prose, or leave it out
    "#);
}
