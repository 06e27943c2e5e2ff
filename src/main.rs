//! A stand-in for the command line: `seedlint inspect --format jsonl .` over the seeds of a folder.
use seedlint::{
    builtin,
    language::Language,
    report,
    source::{Format, Source},
};
use std::sync::Arc;
fn main() {
    let mut faults = Vec::new();
    let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut faults);
    for f in &faults {
        eprintln!("{}: {} {:?}", f.source.name, f.message, f.span.of(&f.source.text));
    }
    let mut paths: Vec<_> = std::env::args().skip(1).filter(|a| !a.starts_with("--") && a != "inspect" && a != "jsonl").collect();
    if paths == ["."] {
        paths = std::fs::read_dir(".").unwrap().map(|e| e.unwrap().path().display().to_string()).collect();
        paths.sort();
    }
    for path in paths {
        let ext = path.rsplit('.').next().unwrap_or("");
        let Some(format) = Format::of_extension(ext) else { continue };
        let source = Arc::new(Source::new(path.trim_start_matches("./"), format, std::fs::read_to_string(&path).unwrap()));
        println!("{}", report::inspect::record(&source, &seedlint::read(&language, &source)).unwrap());
    }
}
