//! The command line: arguments, logging, dispatch.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
