//! `funnelmath`: sales-funnel maths on the command line.
//!
//! This program reads arguments and files, and lays out tables. Every number it prints comes from the crate
//! `funnelmath`, apart from counts, sums and means of the rows of a file.

use clap::{CommandFactory, Parser, Subcommand};
use failure::Failure;
use std::io::{self, Write};
use std::process::ExitCode;

mod answer;
mod failure;
mod lines;
mod mcp;
mod parse;
mod plan;
mod progress;
mod rates;
mod schema;
mod shell;
mod text;

/// Sales-funnel maths: what must be done for a goal, and how sure that is.
#[derive(Parser)]
#[command(name = "funnelmath", version, disable_help_subcommand = true)]
#[command(after_help = "Exit codes:\n  \
    0  an answer was printed, also when a goal cannot be reached\n  \
    1  a file cannot be read, or its rows cannot be used; a request has errors\n  \
    2  an option is wrong or missing, which the message names; the requests cannot be read")]
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
    Answer(answer::Options),
    Schema(schema::Options),
    Mcp(mcp::Options),
    Completions(shell::Completions),
    Man(shell::Man),
}

fn main() -> ExitCode {
    // Wrong options end here with exit code 2, --help and --version with 0.
    match run(Cli::parse().command) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            let _ = writeln!(io::stderr(), "funnelmath: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

/// The exit code.
fn run(command: Command) -> Result<u8, Failure> {
    let printed = match command {
        Command::Plan(options) => plan::run(&options)?.into_bytes(),
        Command::Rates(options) => rates::run(&options)?.into_bytes(),
        Command::Schema(options) => schema::run(&options).into_bytes(),
        Command::Completions(options) => shell::completions(&options, Cli::command()),
        Command::Man(options) => shell::man(&options, Cli::command())?,
        Command::Answer(options) => return answer::run(&options),
        Command::Mcp(options) => return mcp::run(&options),
    };
    match io::stdout().write_all(&printed) {
        // A closed pipe (`| head`) is not a failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(0),
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
