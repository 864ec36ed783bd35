//! Runs the examples as people do, and compares what they print.

#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The built examples. `cargo test --test examples` alone would not build them, so cargo is asked to, and where it put
/// them; after a plain `cargo test` there is nothing left to do.
fn built() -> &'static HashMap<String, PathBuf> {
    static BUILT: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--examples", "--message-format", "json", "--manifest-path"]);
        build.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
        if cfg!(feature = "serde") {
            build.arg("--all-features");
        }
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        let output = build.output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let executable = |line: &str| {
            let message: serde_json::Value = serde_json::from_str(line).ok()?;
            let path = message["executable"].as_str()?;
            Some((message["target"]["name"].as_str()?.to_string(), PathBuf::from(path)))
        };
        String::from_utf8(output.stdout).unwrap().lines().filter_map(executable).collect()
    })
}

/// What an example prints.
fn printed(name: &str) -> String {
    let output = Command::new(&built()[name]).output().expect("the example runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{name}");
    String::from_utf8(output.stdout).unwrap()
}

/// The main example, whose figures are published: 6.5263 a week, 7.0701 in the four-week month, 67.2%.
#[test]
fn plan_prints_the_coachs_example() {
    assert_eq!(printed("plan"), include_str!("../examples/plan.txt"));
}
