//! The command line: arguments, logging, dispatch.

mod cli;

use std::process::ExitCode;

/// Values and buffers of all sizes are made by one thread and given back by another. With this allocator
/// an import takes a fifth less time than with the C library's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
