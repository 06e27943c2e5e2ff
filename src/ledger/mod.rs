//! The claim ledger.
pub mod alignment;
pub mod anchor;
pub mod canonical;
pub mod census;
pub mod checks;
pub mod claims;
pub mod file;
pub mod id;
pub mod normal;
pub mod parts;
pub mod seed;
pub mod similarity;
pub mod sync;
pub mod verdict;
