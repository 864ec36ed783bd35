//! `funnelmath schema`, completions and manual pages.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{folder, refused, run, says};
use std::fs;
use std::process::{Command, Stdio};

const COMMANDS: [&str; 7] = ["plan", "rates", "answer", "schema", "mcp", "completions", "man"];
const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

fn printed(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn questions_are_listed_with_what_they_answer() {
    let text = printed(&["schema"]);
    let lines: Vec<_> = text.lines().collect();
    let names: Vec<_> = funnelmath_json::questions().collect();
    assert_eq!(lines.len(), names.len());
    for (line, name) in lines.iter().zip(names) {
        let (shown, about) = line.split_once(' ').unwrap();
        assert_eq!((shown, about.trim_start()), (name, funnelmath_json::about(name).unwrap()));
    }
}

#[test]
fn schemas_examples_and_the_description_are_those_of_the_library() {
    for question in funnelmath_json::questions() {
        assert_eq!(printed(&["schema", question]), funnelmath_json::schema(question).unwrap());
        let example = funnelmath_json::example(question).unwrap();
        assert_eq!(printed(&["schema", question, "--example"]), format!("{example}\n"));
    }
    assert_eq!(printed(&["schema", "--description"]), funnelmath_json::description());
    refused(2, &["schema", "requird"], &["requird", "'required'"]);
    refused(2, &["schema", "--example"], &["<QUESTION>"]);
    refused(2, &["schema", "overall", "--description"], &["cannot be used with"]);
}

#[test]
fn every_shell_has_a_script_with_all_commands() {
    for shell in SHELLS {
        let script = printed(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
        // The scripts of the other shells complete no values of arguments.
        let has_values = ["bash", "zsh"].contains(&shell);
        assert_eq!(script.contains("results_at_least"), has_values, "{shell}");
        // Where the shell is installed, it reads its script.
        let file = folder(&format!("completions of {shell}")).join("script");
        fs::write(&file, script).unwrap();
        let reads = if shell == "fish" { "--no-execute" } else { "-n" };
        let is_checked = has_values || shell == "fish";
        if let (true, Ok(state)) = (is_checked, Command::new(shell).arg(reads).arg(&file).status())
        {
            assert!(state.success(), "{shell}");
        }
    }
    refused(2, &["completions"], &["<SHELL>"]);
    refused(2, &["completions", "dos"], &["bash", "zsh"]);
}

/// What bash offers for these words, of which the last is being typed.
#[cfg(unix)]
fn offered(words: &[&str]) -> Vec<String> {
    let file = folder(&format!("offered {}", words.join(" "))).join("script");
    fs::write(&file, printed(&["completions", "bash"])).unwrap();
    let program = r#"source "$0"
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _funnelmath "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", program]).arg(&file).args(words).stderr(Stdio::inherit());
    let output = bash.output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_string).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_questions() {
    assert_eq!(offered(&["funnelmath", "ra"]), ["rates"]);
    assert_eq!(offered(&["funnelmath", "rates", "--del"]), ["--delimiter"]);
    assert_eq!(offered(&["funnelmath", "rates", "--by", "t"]), ["team"]);
    assert_eq!(offered(&["funnelmath", "schema", "req"]), ["required", "required_coverage"]);
    assert_eq!(offered(&["funnelmath", "completions", "z"]), ["zsh"]);
}

#[test]
fn manual_pages_have_every_command_and_option() {
    let page = printed(&["man"]);
    says(&page, &[".TH funnelmath 1", ".SH NAME", "Exit codes:"]);
    for command in COMMANDS {
        assert!(page.contains(&format!("funnelmath\\-{command}(1)")), "{command}: {page}");
        let page = printed(&["man", command]);
        says(&page, &[&format!(".TH funnelmath-{command} 1"), "\\fBfunnelmath ", "\\fB\\-h\\fR"]);
        // Each option of the help is in the page.
        let help = printed(&[command, "--help"]);
        let words = help.split(|letter: char| letter != '-' && !letter.is_ascii_alphabetic());
        for option in words.filter(|word| word.len() > 3 && word.starts_with("--")) {
            let shown = option.replace('-', "\\-");
            assert!(page.contains(&shown), "{command}: {option}");
        }
        // Where groff is installed, it has nothing to warn of.
        let mut groff = Command::new("groff");
        groff
            .args(["-man", "-Tutf8", "-ww", "-z"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if let Ok(mut groff) = groff.spawn() {
            std::io::Write::write_all(&mut groff.stdin.take().unwrap(), page.as_bytes()).unwrap();
            let output = groff.wait_with_output().unwrap();
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{command}");
        }
    }
    refused(2, &["man", "magic"], &["\"magic\"", "plan, rates, answer"]);
}
