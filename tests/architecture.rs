//! The table "Who may use what" of ARCHITECTURE.md, held against every path in `src`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its files fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// What one module may use.
#[derive(Debug, Default)]
struct Allowed {
    inside: BTreeSet<String>,
    outside: BTreeSet<String>,
    /// Outside crates that only one file of the module may use.
    outside_in: BTreeMap<String, String>,
}

const VOCABULARY: [&str; 5] = ["span", "source", "finding", "kinds", "toml_file"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn table() -> BTreeMap<String, Allowed> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows = text.lines().skip_while(|line| !line.starts_with("| module")).skip(2).take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [module, inside, outside] = cells[..] else { panic!("three cells: {line}") };
        let mut allowed = Allowed::default();
        for word in words(inside) {
            match word {
                "vocabulary" => allowed.inside.extend(VOCABULARY.map(str::to_owned)),
                word => allowed.inside.extend([word.to_owned()]),
            }
        }
        for word in words(outside) {
            match word.split_once(" in ") {
                Some((name, file)) => allowed.outside_in.extend([(name.to_owned(), file.to_owned())]),
                None => allowed.outside.extend([word.to_owned()]),
            }
        }
        (module.to_owned(), allowed)
    };
    rows.map(row).collect()
}

fn dependencies() -> BTreeSet<String> {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml").parse().expect("sound");
    let names = manifest["dependencies"].as_table().expect("a table").keys();
    names.map(|name| name.replace('-', "_")).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The paths that one file uses: of the crate by top module, and of outside crates by name.
struct Uses<'a> {
    module: Vec<String>,
    modules: &'a BTreeSet<String>,
    dependencies: &'a BTreeSet<String>,
    inside: BTreeSet<String>,
    outside: BTreeSet<String>,
}

impl Uses<'_> {
    fn note(&mut self, path: &[String]) {
        let Some(first) = path.first() else { return };
        let absolute = match first.as_str() {
            "crate" | "seedlint" => path[1..].to_vec(),
            "super" => {
                let up = path.iter().take_while(|segment| *segment == "super").count();
                let mut absolute = self.module[..self.module.len().saturating_sub(up)].to_vec();
                absolute.extend_from_slice(&path[up..]);
                absolute
            }
            name => {
                if self.dependencies.contains(name) {
                    self.outside.insert(name.to_owned());
                }
                return;
            }
        };
        match absolute.first() {
            Some(top) if self.modules.contains(top) => self.inside.insert(top.clone()),
            Some(_) => self.inside.insert("lib".to_owned()),
            None => false,
        };
    }

    /// Notes the paths in what a macro or an attribute is given, which is not parsed: words joined by `::`.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) if colons == 2 && !path.is_empty() => path.push(word.to_string()),
                TokenTree::Ident(word) => {
                    self.note_joined(&std::mem::replace(&mut path, vec![word.to_string()]));
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.note_joined(&std::mem::take(&mut path));
                    self.note_tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.note_joined(&std::mem::take(&mut path)),
            }
            colons = 0;
        }
        self.note_joined(&path);
    }

    /// A word alone is a name of any kind; only with another behind `::` is it surely a path.
    fn note_joined(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.note(path);
        }
    }

    fn note_tree(&mut self, tree: &syn::UseTree, mut path: Vec<String>) {
        match tree {
            syn::UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                self.note_tree(&inner.tree, path);
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_tree(tree, path.clone())),
            syn::UseTree::Name(name) => {
                path.push(name.ident.to_string());
                self.note(&path);
            }
            syn::UseTree::Rename(rename) => {
                path.push(rename.ident.to_string());
                self.note(&path);
            }
            syn::UseTree::Glob(_) => self.note(&path),
        }
    }
}

fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test")))
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.note_tree(&item.tree, Vec::new());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.note_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.note_tokens(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note(&segments);
        visit::visit_path(self, path);
    }
}

#[test]
fn every_path_keeps_to_the_table() {
    let (table, dependencies) = (table(), dependencies());
    let modules: BTreeSet<_> = table.keys().cloned().collect();
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    sources.sort();
    let mut broken = Vec::new();
    for path in &sources {
        let relative = path.strip_prefix(root().join("src")).expect("inside");
        let mut module: Vec<_> = relative.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let top = module[0].clone();
        if top == "lib" {
            continue;
        }
        let Some(allowed) = table.get(&top) else { panic!("{top} is not in the table of ARCHITECTURE.md") };
        let file = syn::parse_file(&fs::read_to_string(path).expect("a file")).expect("sound Rust");
        if for_tests(&file.attrs) || relative.ends_with("tests.rs") {
            continue;
        }
        let mut uses = Uses { module, modules: &modules, dependencies: &dependencies, inside: BTreeSet::new(), outside: BTreeSet::new() };
        uses.visit_file(&file);
        let name = relative.file_name().expect("a name").to_string_lossy().into_owned();
        let inside =
            uses.inside.iter().filter(|used| **used != top && !allowed.inside.contains(*used) && !allowed.inside.contains("everything"));
        let here = |used: &str| allowed.outside_in.get(used).is_some_and(|file| *file == name);
        let outside = uses.outside.iter().filter(|used| !allowed.outside.contains(*used) && !here(used));
        broken.extend(inside.chain(outside).map(|used| format!("{} uses {used}", relative.display())));
    }
    assert!(sources.len() > 20, "only {} files were read", sources.len());
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn paths_are_seen_wherever_they_stand() {
    let modules = ["facts", "report", "rules"].map(str::to_owned).into();
    let dependencies = ["regex", "serde"].map(str::to_owned).into();
    for (code, inside, outside) in [
        ("use crate::facts::Facts;", vec!["facts"], vec![]),
        ("fn f() -> crate::report::Look { regex::escape(x) }", vec!["report"], vec!["regex"]),
        ("fn f() { format!(\"{} {}\", crate::facts::N, regex::escape(&x)); }", vec!["facts"], vec!["regex"]),
        ("fn f() { assert!(matches!(x, super::super::facts::Kind::A | crate::report::B { .. })); }", vec!["facts", "report"], vec![]),
        ("fn f() { vec![x.map(|y| [crate::rules::one(y)])]; }", vec!["rules"], vec![]),
        ("#[derive(serde::Serialize)] struct A;", vec![], vec!["serde"]),
        ("fn f() { println!(\"crate::facts {}\", regex.find(x)); }", vec![], vec![]),
        ("#[cfg(test)] mod tests { fn f() { vec![crate::facts::N]; } }", vec![], vec![]),
    ] {
        let module = ["cli", "check"].map(str::to_owned).into();
        let mut uses = Uses { module, modules: &modules, dependencies: &dependencies, inside: BTreeSet::new(), outside: BTreeSet::new() };
        uses.visit_file(&syn::parse_file(code).expect("sound Rust"));
        let expected = [inside, outside].map(|names| names.into_iter().map(str::to_owned).collect::<BTreeSet<_>>());
        assert_eq!([uses.inside, uses.outside], expected, "{code}");
    }
}
