//! `funnelmath`: sales-funnel maths on the command line.
//!
//! This program reads arguments and files, and lays out tables. Every number it prints comes from the crate
//! `funnelmath`, apart from counts, sums and means of the rows of a file.

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::process::ExitCode;

mod failure;
mod parse;
mod plan;
mod rates;
mod text;

/// Sales-funnel maths: what must be done for a goal, and how sure that is.
#[derive(Parser)]
#[command(name = "funnelmath", version, disable_help_subcommand = true)]
#[command(after_help = "Exit codes:\n  \
    0  an answer was printed, also when a goal cannot be reached\n  \
    1  a file cannot be read, or its rows cannot be used\n  \
    2  an option is wrong or missing; the message names it")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plan the activity that a sales goal requires
    Plan(Box<plan::Options>),
    /// Count win rates in a CRM export, and plan with them
    Rates(Box<rates::Options>),
}

fn main() -> ExitCode {
    // Wrong options end here with exit code 2, --help and --version with 0.
    let answer = match Cli::parse().command {
        Command::Plan(options) => plan::run(&options),
        Command::Rates(options) => rates::run(&options),
    };
    // Write errors are ignored: a closed pipe (`| head`) is not a failure.
    match answer {
        Ok(text) => {
            let _ = io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let _ = writeln!(io::stderr(), "funnelmath: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_options_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
