//! The claim ledger: which wording was judged, by whom, against which source, and whether that still holds.
//!
//! In go seeds as they were read, and the texts of ledger files; out come claims, anchors, states and ledgers to write. Plain
//! data and plain functions: nothing here opens a file, asks the clock, or knows git or the command line. In reading order:
//!
//! * what of a wording counts ([`normal`]), and what a seed is to the ledger ([`seed`], [`parts`], [`census`]);
//! * finding claims again after edits ([`alignment`], [`similarity`], [`anchor`]), and bringing them up to date ([`sync`], [`id`]);
//! * the files ([`canonical`], [`mod@file`], [`claims`], [`checks`], [`sources`], [`locator`]), and making one of two ([`merge`]);
//! * what a judgement is ([`verdict`]), what a desk asks ([`policy`]), and what follows for each claim ([`state`]);
//! * quotations and the texts of their sources ([`quotation`]).

pub mod alignment;
pub mod anchor;
pub mod canonical;
pub mod census;
pub mod checks;
pub mod claims;
pub mod file;
pub mod id;
pub mod locator;
pub mod merge;
pub mod normal;
pub mod parts;
mod plain;
pub mod policy;
pub mod quotation;
pub mod seed;
pub mod similarity;
pub mod sources;
pub mod state;
pub mod sync;
pub mod verdict;
