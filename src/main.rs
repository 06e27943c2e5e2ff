//! The program: hands the arguments to the command line, and its verdict to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    seedlint::cli::run(std::env::args_os())
}
