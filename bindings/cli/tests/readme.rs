//! The commands of the README: those of ```console blocks print what stands below them, those of ```sh blocks end well.

#![cfg(unix)]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::folder;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

const README: &str = include_str!("../README.md");

/// The blocks of a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let parts = README.split("\n```").skip(1).step_by(2);
    parts.filter_map(|part| part.strip_prefix(language)?.strip_prefix('\n')).collect()
}

/// What a command prints, run by bash where the program is found by its name.
fn printed(command: &str, place: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_funnelmath")).parent().unwrap();
    let mut paths = vec![program.to_path_buf()];
    paths.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    let output = Command::new("bash")
        .args(["-c", &format!("set -e\n{command}")])
        .current_dir(place)
        .env("PATH", env::join_paths(paths).unwrap())
        .output()
        .unwrap();
    let problem = String::from_utf8(output.stderr).unwrap();
    // 1: a request has errors.
    let is_expected = matches!(output.status.code(), Some(0 | 1));
    assert!(is_expected && problem.is_empty(), "{command}: {problem}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn commands_print_what_stands_below_them() {
    let place = folder("readme, answers");
    let blocks = blocks("console");
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let (command, expected) = block.strip_prefix("$ ").unwrap().split_once('\n').unwrap();
        assert_eq!(printed(command, &place).trim_end(), expected.trim_end(), "{command}");
    }
}

#[test]
fn commands_without_output_end_well() {
    let place = folder("readme, commands");
    let deals = "id,stage,amount,owner\n1,Won,100.5,Ann\n2,Lost,,Ann\n3,Open,,Bo\n";
    fs::write(place.join("deals.csv"), deals).unwrap();
    let deals = "Phase;Betrag\nGewonnen;1.500,00\nUnterschrieben;2,5\nVerloren;\n";
    fs::write(place.join("umsatz.csv"), deals).unwrap();
    let blocks: Vec<_> =
        blocks("sh").into_iter().filter(|block| !block.contains("cargo")).collect();
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let text = printed(block, &place);
        assert!(!text.is_empty() || block.contains("> "), "{block}");
    }
    for made in ["funnelmath.bash", "funnelmath.1", "funnelmath-mcp.1"] {
        assert!(fs::metadata(place.join(made)).unwrap().len() > 500, "{made}");
    }
}
