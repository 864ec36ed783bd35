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

/// Each line occurs in what the example prints.
fn prints(name: &str, lines: &[&str]) {
    let text = printed(name);
    for line in lines {
        assert!(
            text.lines().any(|printed| printed == *line),
            "{name}: {line:?} is missing in:\n{text}"
        );
    }
}

/// Expected values: scipy, binom.
#[test]
fn chances() {
    prints(
        "chances",
        &[
            "31 appointments bring 8.06 sales on average.",
            "8 or more: 57.8%",
            "With 80%: 5 to 11",
            "50% sure: 30 appointments",
            "90% sure: 43 appointments",
            "100% sure: no number of appointments is enough",
            "90% sure with 40 appointments: close 42.6%",
        ],
    );
}

/// Expected values: scipy, beta and betabinom.
#[test]
fn evidence() {
    prints(
        "evidence",
        &[
            "2 of 5: the rate is 13% to 74%; 10 sales with 90% take 59 proposals",
            "20 of 50: the rate is 29% to 52%; 10 sales with 90% take 36 proposals",
            "200 of 500: the rate is 36% to 44%; 10 sales with 90% take 33 proposals",
            "Known to be 40%: 10 sales with 90% take 33 proposals",
        ],
    );
}

/// Expected values: scipy, nbinom with the shape 13.5 and gamma.
#[test]
fn weeks() {
    prints(
        "weeks",
        &[
            "In 13 weeks: 8.78; 8 or more with 59.6%",
            "10 sales with 50%: 14.7 weeks",
            "10 sales with 90%: 25.1 weeks",
            "With a known flow: 21.9 weeks with 90%",
            "Needed for 10 sales in 13 weeks: 5.46 leads a week",
        ],
    );
}

/// 25,000 / 3,400 / 0.26 = 28.2805; x 12 / 52 = 6.5263; with 2 sales and 6 proposals (7.3529 - 2 - 2.4) / 0.26.
#[test]
fn required() {
    prints(
        "required",
        &[
            "A month takes 28.2805 first appointments.",
            "A year of 52 weeks: 6.5263 a week, so 7 (deliver 107.3%)",
            "A year of 48 weeks: 7.0701 a week, so 8 (deliver 113.2%)",
            "With 2 sales and 6 open proposals: 11.3575 more",
            "With a rate of 0: Gate(1) is closed, 7.3529 are missing behind it",
        ],
    );
}

/// 25,000 / 3,400 / 13 = 0.56561; 25,000 / 5.2 = 4,807.69; 25,000 / 3,400 / 6.5 = 1.1312.
#[test]
fn solve() {
    prints(
        "solve",
        &[
            "Closing rate: 56.56%",
            "Sale value: 4807.69",
            "With 10 appointments gate 1 would need 113%.",
        ],
    );
}

/// 25,000 / 3,400 over 0.13, 0.143, 0.14, 0.14625; 60 conversations x 3,400 x the differences.
#[test]
fn sensitivity() {
    prints(
        "sensitivity",
        &[
            "appointments 0.50 to 0.55: 56.6 conversations become 51.4, revenue +2652",
            "proposals    0.65 to 0.70: 56.6 conversations become 52.5, revenue +2040",
            "sales        0.40 to 0.45: 56.6 conversations become 50.3, revenue +3315",
            "sale value   3400.00 to 3570.00: 56.6 conversations become 53.9, revenue +1326",
        ],
    );
}

/// The deviation: sqrt(9,000^2 x 0.21 + 4,000^2 x 0.24 + 2,000^2 x 0.09); 18 x 3,400 x 0.4 / 45 = 544; 1 / 0.9.
#[test]
fn scorecard() {
    prints(
        "scorecard",
        &[
            "Activity gauge 76.6%, attainment 67.2%",
            "Pipeline: 15000 in all, 6900 expected, +- 4605",
            "Coverage: 1.83 times the 8,200 that are left",
            "Velocity: 544 a day; with a cycle 10% shorter +11.1%",
        ],
    );
}

/// 60 x 0.5 x 0.65 x 0.4; (60 x 0.5 + 4) x 0.65 x 0.4; 22.1 studies of 200 besides.
#[test]
fn forward() {
    prints(
        "forward",
        &[
            "60 conversations: 60 -> 30 -> 19.5 -> 7.80, revenue 26520",
            "and 4 referrals : 60 -> 34 -> 22.1 -> 8.84, revenue 30056",
            "and paid studies: 60 -> 34 -> 22.1 -> 8.84, revenue 34476",
            "Of 100 conversations, 13 become a sale.",
        ],
    );
}

/// 54 and 2 proposals, 27 and 0.6 sales; 27.6 / 56, 29,400 / 27.6.
#[test]
fn team() {
    prints(
        "team",
        &[
            "100 appointments, 56 proposals, 27.6 sales, revenue 29400",
            "Rates of the team: 56.0% and 49.3%",
            "Appointment to sale: 27.6%, 1065.22 a sale",
            "Mean of the rates, which is wrong: 40.0% and 40.0%",
        ],
    );
}

/// 12 - 4 / 0.4 is negative: no proposal waits. 15 - 9 / 0.65 appointments wait and bring 0.3 sales; (7.3529 - 4.3) / 0.26
/// are still needed, in 2.1667 weeks. 13,600 + 1,020 + 5 x 2.1667 x 884 of 25,000.
#[test]
fn rest_of_period() {
    prints(
        "rest_of_period",
        &[
            "Still required a month: 11.742 first appointments",
            "Still required a week: 5.419 first appointments",
            "Reached so far: 54.4% of the goal",
            "Activity gauge: 92.3%",
            "Where 5 a week lead: 96.8% of the goal",
        ],
    );
}

/// Expected values: powers of the generating function on a lattice of 100, by numpy; scipy, binom.
#[test]
fn revenue() {
    prints(
        "revenue",
        &[
            "40 leads bring 34000 on average.",
            "25,000 or more: 72.0%",
            "With 80%: 17300 to 52600",
            "Deals as seen: 25,000 with 90% take 52 leads",
            "Every deal worth the mean: 25,000 with 90% take 45 leads",
        ],
    );
}
