//! `funnelmath completions` and `funnelmath man`: what a package installs beside the program.

use crate::failure::Failure;
use clap::Command;
use clap_complete::Shell;

/// Print a completion script for a shell
#[derive(clap::Args)]
#[command(after_help = "Where it goes, as an example:\n  \
    bash  ~/.local/share/bash-completion/completions/funnelmath\n  \
    zsh   a folder of $fpath, as _funnelmath\n  \
    fish  ~/.config/fish/completions/funnelmath.fish")]
pub(crate) struct Completions {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Print a manual page
///
/// Without a command, the page of the program, funnelmath.1; otherwise that of the command, as funnelmath-plan.1.
#[derive(clap::Args)]
pub(crate) struct Man {
    /// The command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// The completion script.
pub(crate) fn completions(options: &Completions, mut program: Command) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut program, "funnelmath", &mut script);
    script
}

/// The manual page.
pub(crate) fn man(options: &Man, mut program: Command) -> Result<Vec<u8>, Failure> {
    program.build();
    let page = match &options.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            // The name of a page has a hyphen, where a command line has a blank.
            Some(found) => found.clone().display_name(format!("funnelmath-{name}")),
            None => {
                let names: Vec<_> = program.get_subcommands().map(Command::get_name).collect();
                let problem = format!("there is no {name:?}; allowed are {}", names.join(", "));
                return Err(Failure::option("COMMAND", problem));
            }
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(Failure::Output)?;
    Ok(text)
}
