//! Runs the examples as people do: their figures, and what they say to bad arguments.

#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use flate2::{Compression, write::GzEncoder};
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

/// The built examples. `cargo test --test examples` alone would not build them, so cargo is asked to, and
/// where it put them; after a plain `cargo test` there is nothing left to do.
fn example(name: &str) -> &'static Path {
    static BUILT: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--example", "plan", "--example", "crm_export"]);
        build.args(["--message-format", "json", "--manifest-path"]);
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
    });
    &built[name]
}

fn run<S: AsRef<OsStr>>(name: &str, args: &[S]) -> Output {
    Command::new(example(name)).args(args).output().expect("the example runs")
}

/// The output of a run that must succeed, with runs of blanks made one, so that widths do not matter.
fn good<S: AsRef<OsStr>>(name: &str, args: &[S]) -> String {
    let output = run(name, args);
    let (text, problem) = (String::from_utf8(output.stdout).unwrap(), output.stderr);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&problem));
    assert!(problem.is_empty());
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "wider than 100 columns: {line}");
        assert!(!line.contains("NaN") && !line.contains("inf"), "{line}");
    }
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(squeezed).collect::<Vec<_>>().join("\n")
}

/// Asserts one line on stderr that says all of `says`, nothing on stdout, and code 2.
fn refused<S: AsRef<OsStr>>(name: &str, args: &[S], says: &[&str]) {
    let output = run(name, args);
    let problem = String::from_utf8(output.stderr).unwrap();
    let shown: Vec<_> = args.iter().map(AsRef::as_ref).collect();
    assert_eq!(output.status.code(), Some(2), "{shown:?}: {problem}");
    assert_eq!(problem.lines().count(), 1, "{shown:?}: {problem}");
    assert!(output.stdout.is_empty(), "{shown:?}");
    for part in says {
        assert!(problem.contains(part), "{shown:?}: {problem} does not say {part}");
    }
}

fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in:\n{text}");
    }
}

const COACH: [&str; 8] =
    ["--goal", "25000", "--value", "3400", "--gate", "Proposals=65%", "--gate", "Sales=0.40"];

fn coach(more: &[&'static str]) -> Vec<&'static str> {
    COACH.iter().chain(more).copied().collect()
}

#[test]
fn plan_shows_both_published_anchors() {
    let text = good::<&str>("plan", &[]);
    says(
        &text,
        &[
            "First appointments 28.2805 29 6.5263 7\n",
            "7 First appointments a week deliver 107.3 % of the goal",
            // exact; up, nearest, up at each stage
            "Common, 52 weeks a year 6.5263 7 107.3 % 7 107.3 % ",
            "Four-week month, 48 weeks 7.0701 8 113.2 % 7 99.0 % ",
            "Activity gauge: 67.2 % (5 made of 7.4405 required a week",
            "Attainment: 67.2 % of the goal",
            // 5 / 6.5263
            "Activity gauge: 76.6 %",
            // Of 30 appointments in a month, at 26 %.
            "7 First appointments a week reach the goal in 54 of 100 months: a coin toss.",
            "80.0 % 38 +9 9 +2 ",
            "90.0 % 43 +14 10 +3 ",
            "95.0 % 48 +19 12 +5 ",
        ],
    );
}

#[test]
fn plan_takes_its_numbers_from_the_command_line() {
    let text = good("plan", &coach(&["--calendar", "four-week-month", "--policy", "nearest"]));
    says(&text, &["Stage 0 28.2805 28 7.0701 7\n", "7 Stage 0 a week deliver 99.0 % of the goal"]);

    let more = ["--entry", "Calls", "--actual=5", "--benchmark", "Sales=1/2", "--per", "month"];
    let text = good("plan", &coach(&more));
    says(
        &text,
        &[
            "6.5263 first appointments a week, so 7 (deliver 107.3 %)",
            "Calls 28.2805 29 6.5263 7\n",
            "Activity gauge: 76.6 % (5 made of 6.5263 required a week",
            // 0.40/0.41 - 1, 0.41/0.40 - 1; the benchmark: 0.4/0.5 - 1
            "Sales 40.0 % 41.0 % 6.5263 6.3671 -2.4 % +2.5 %",
            "Sales 40.0 % 50.0 % 6.5263 5.2210 -20.0 % +25.0 %",
            "Sale value 3,400 3,740 6.5263 5.9330 -9.1 % +10.0 %",
        ],
    );

    // Rates known from counts, with the prior of Jeffreys: by exact fractions 55 give 90.4 %, 54 give 89.8 %.
    let counts =
        ["--goal", "25000", "--value", "3400", "--gate", "Proposals=13/20", "--gate", "Sales=8/20"];
    let sure = |more: &[&'static str]| good("plan", &[&counts, more].concat());
    says(
        &sure(&["--confidence", "90%"]),
        &["only as sure as their counts", "90.0 % 55 +26 13 +6 90.4 %"],
    );
    says(&sure(&["--confidence=1"]), &["100.0 % never - never - at best 100.0 %"]);

    // 220 selling days: 10 sales a quarter are 40 / 220 a day, 1.82 meetings at 1 in 10.
    let text = good(
        "plan",
        &[
            "--goal",
            "10",
            "--goal-stage",
            "Sales",
            "--per",
            "quarter",
            "--gate",
            "Meetings=30/40",
            "--gate",
            "Sales=1in10",
            "--activity-stage",
            "1",
            "--activity-per",
            "day",
            "--selling-weeks",
            "44",
            "--days-per-week",
            "5",
            "--policy",
            "up_each_stage",
        ],
    );
    says(
        &text,
        &["Goal: 10 Sales a quarter. 44 weeks", "Meetings 75.0 % 100.0000 100 1.8182 10\n"],
    );
}

#[test]
fn plan_says_why_a_goal_is_out_of_reach() {
    let text = good(
        "plan",
        &["--goal", "25000", "--value", "3400", "--gate", "Proposals=0.65", "--gate", "Sales=0"],
    );
    says(
        &text,
        &[
            "CANNOT BE REACHED: nothing passes the gate to Sales",
            "Missing: 7.3529 Sales a month",
            "Best reachable: 0 revenue a month",
        ],
    );
    let text =
        good("plan", &["--goal", "25000", "--value", "0", "--gate", "Sales=1", "--actual", "0"]);
    says(&text, &["CANNOT BE REACHED: a sale brings no revenue", "Missing: 25,000 revenue"]);
}

#[test]
fn plan_refuses_bad_arguments_by_name() {
    let cases: [(&[&'static str], &[&str]); 30] = [
        (&["--bogus"], &["--bogus", "--help"]),
        (&["25000"], &["25000"]),
        (&[""], &["unknown option"]),
        (&["--goal"], &["--goal", "value"]),
        (&["--goal", "--per"], &["--goal", "value"]),
        (&["--goal", "1", "--goal", "2"], &["--goal", "twice"]),
        (&["--value", "1", "--gate", "A=1"], &["--goal is missing"]),
        (&["--goal", "1", "--value", "1"], &["--gate is missing"]),
        (&["--goal", "1", "--gate", "A=1"], &["--value is missing"]),
        (&["--goal", "NaN", "--value", "1", "--gate", "A=1"], &["--goal", "finite"]),
        (&["--goal", "25,000", "--value", "1", "--gate", "A=1"], &["--goal", "25000"]),
        (&["--goal", "1", "--value", "-1", "--gate", "A=1"], &["--value", "at least 0"]),
        (&["--goal", "1", "--gate", "A=1.4"], &["--gate", "A=1.4", "from 0 to 1"]),
        (&["--goal", "1", "--gate", "A=2/0"], &["--gate", "A=2/0", "no trials"]),
        (&["--goal", "1", "--gate", "A=3/2"], &["--gate", "more successes"]),
        (&["--goal", "1", "--gate", "A=2.5/5"], &["--gate", "whole number"]),
        (&["--goal", "1", "--gate", "A=1in0.5"], &["--gate", "at least 1"]),
        (&["--goal", "1", "--gate", "A=inf"], &["--gate", "0.65, 65%, 2/5 or 1in10"]),
        (&["--goal", "1", "--gate", "0.5"], &["--gate", "NAME=RATE"]),
        (&["--goal", "1", "--gate", "=0.5"], &["--gate", "name is empty"]),
        (&["--goal", "1", "--gate", "A\nB=0.5"], &["--gate", "one line"]),
        (&["--goal", "1", "--gate", "A=1", "--gate", "A=1"], &["--gate", "\"A\"", "twice"]),
        (&["--goal", "1", "--gate", "A=1", "--benchmark", "B=1"], &["--benchmark", "\"B\""]),
        (&["--goal", "1", "--gate", "A=1", "--goal-stage", "C"], &["--goal-stage", "\"C\"", "A"]),
        (&["--goal", "1", "--gate", "A=1", "--per", "decade"], &["--per", "quarter"]),
        (&["--goal", "1", "--gate", "A=1", "--calendar", "x"], &["--calendar", "civil"]),
        (&["--gate", "A=1", "--selling-weeks", "54"], &["--selling-weeks", "at most 53"]),
        (&["--gate", "A=1", "--days-per-week", "0"], &["--days-per-week", "at most 7"]),
        (&["--goal", "1", "--gate", "A=1", "--policy", "down"], &["--policy", "up_each_stage"]),
        (&["--goal", "1e308", "--value", "1e-9", "--gate", "A=1"], &["--goal", "too large"]),
    ];
    for (args, parts) in cases {
        refused("plan", args, parts);
    }
    refused("plan", &coach(&["--calendar", "civil", "--selling-weeks", "40"]), &["only one"]);
    for confidence in ["190%", "-1", "often"] {
        refused("plan", &coach(&["--confidence", confidence]), &["--confidence", confidence]);
    }
    let behind = ["--goal-stage", "Proposals", "--activity-stage", "Sales"];
    refused("plan", &coach(&behind), &["--activity-stage"]);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_text_are_refused() {
    use std::os::unix::ffi::OsStringExt;
    let odd = OsString::from_vec(vec![b'-', b'-', 0xff]);
    refused("plan", &[OsString::from("--entry"), odd.clone()], &["UTF-8"]);
    refused("crm_export", &[odd], &["unknown option"]);
    refused("crm_export", &[OsString::from_vec(vec![0xff])], &["\\xFF"]);
}

#[test]
fn help_is_an_answer() {
    says(&good("plan", &["--help"]), &["--goal-stage", "1in10"]);
    says(&good("crm_export", &["--help"]), &["--teams", "close_value"]);
}

/// A directory of this test's own, emptied first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

const HEADER: &str =
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";

/// Ann: 50 created, 40 engaged, 32 closed, 16 won at 1,000. Bo: 10 created, 5 engaged, none closed.
/// Cy: 4 created, all lost.
fn made_up() -> String {
    let mut text = HEADER.to_string();
    let deals = [
        ("Ann", "Prospecting", "", 10),
        ("Ann", "Engaging", "", 8),
        ("Ann", "Lost", "0", 16),
        ("Ann", "Won", "1000", 16),
        ("Bo", "Prospecting", "", 5),
        ("Bo", "Engaging", "", 5),
        ("Cy", "Lost", "0", 4),
    ];
    for (group, (agent, stage, value, count)) in deals.into_iter().enumerate() {
        for number in 0..count {
            text += &format!("{group}-{number},{agent},\"Box, small\",,{stage},,,{value}\n");
        }
    }
    text
}

#[test]
fn crm_export_counts_plain_and_packed_files_alike() {
    let folder = folder("counts");
    // The name says nothing: the first bytes do. A spreadsheet's byte order mark is no part of a name.
    let (plain, gzip) = (folder.join("plain.csv.gz"), folder.join("packed.csv"));
    fs::write(&plain, format!("\u{feff}{}", made_up())).unwrap();
    fs::write(&gzip, packed(&made_up())).unwrap();
    let args = ["--goal", "1000", "--per", "week"].map(OsString::from);
    let with = |path: &Path| [&[path.into()], args.as_slice()].concat();
    let text = good("crm_export", &with(&plain));
    assert_eq!(text, good("crm_export", &with(&gzip)));
    says(
        &text,
        &[
            // 49/64, 36/49, 16/36
            "Created 64\nEngaged 49 76.6 %\nClosed 36 73.5 %\nWon 16 44.4 %\n",
            "won deal: 1,000.00 (16,000 in 16 deals)",
            "28 deals are open",
            // One win of 1,000 a week takes 64/16 = 4 deals.
            "Created 4.0000 4\n",
            "4 new deals a week deliver 100.0 % of the goal: 1,000 of 1,000",
        ],
    );
}

#[test]
fn crm_export_says_too_few_and_no_data_by_group() {
    let folder = folder("groups");
    let (deals, teams) = (folder.join("deals.csv"), folder.join("teams.csv"));
    fs::write(&deals, made_up()).unwrap();
    fs::write(&teams, "regional_office,manager,sales_agent\nX,North,Ann\nX,North,Cy\n").unwrap();
    let path = |path: &Path| path.as_os_str().to_owned();
    let goal = ["--goal", "1000", "--per", "week"].map(OsString::from);

    let args = [&[path(&deals), "--by".into(), "agent".into()], goal.as_slice()].concat();
    let text = good("crm_export", &args);
    says(
        &text,
        &[
            // 50/16 = 3.125 deals for a win; a tie is printed to the even digit
            "Ann 50 80.0 % 80.0 % 50.0 % 1,000.00 3.12 4\n",
            "Bo 10 50.0 % too few too few no data no data no data\n",
            "Cy 4 100.0 % too few 100.0 % too few too few no data no data\n",
            "Together 64 76.6 % 73.5 % 44.4 % 1,000.00 3.12\n",
        ],
    );

    let by = [path(&deals), "--by".into(), "team".into(), "--teams".into(), path(&teams)];
    let text = good("crm_export", &[by.as_slice(), goal.as_slice()].concat());
    // 54/16; Bo is in no team.
    says(&text, &["North 54 81.5 % 81.8 % 44.4 % 1,000.00 3.38 4\n", "(none) 10 50.0 %"]);

    // Two groups share 1,000: half a deal of 1,000 and one of 500, and no mean of the two.
    fs::write(&deals, format!("{HEADER}1,Ann,,,Won,,,1000\n2,Bo,,,Won,,,500\n")).unwrap();
    let text = good("crm_export", &args);
    says(&text, &[" 1,000.00 0.50 1\nBo ", " 500.00 1.00 1\nTogether 2 ", " 750.00 1.50\n"]);

    let nothing = format!("{HEADER}1,Bo,,,Engaging,,,\n");
    fs::write(&deals, nothing).unwrap();
    let text = good("crm_export", &[path(&deals), "--by".into(), "agent".into()]);
    says(&text, &["Won 0 no data", "No data: without a won deal", "Together 1 100.0 % too few"]);
}

#[test]
fn crm_export_refuses_bad_files_by_line_and_column() {
    let folder = folder("bad");
    let row = |stage: &str, value: &str| format!("{HEADER}1,Ann,,,{stage},,,{value}\n");
    let mut half = packed(&made_up());
    half.truncate(half.len() / 2);
    let cases: [(&str, Vec<u8>, &[&str]); 12] = [
        ("empty", vec![], &["opportunity_id"]),
        ("header only", HEADER.into(), &["no opportunities"]),
        ("prose", "Dear reader,\nhello".into(), &["opportunity_id", "CSV"]),
        ("binary", vec![0, 0xff, 0xfe, b'\n', 0x80], &["UTF-8"]),
        ("half", half, &["cannot be read"]),
        ("column", made_up().replace("deal_stage", "stage").into(), &["\"deal_stage\""]),
        ("ragged", format!("{HEADER}1,2\n").into(), &["line 2", "2 fields"]),
        ("number", row("Won", "abc").into(), &["line 2", "close_value", "abc"]),
        ("nan", row("Won", "NaN").into(), &["line 2", "close_value", "NaN"]),
        ("no value", row("Won", "").into(), &["line 2", "close_value"]),
        ("stage", row("Asleep", "").into(), &["line 2", "Asleep", "Prospecting"]),
        ("twice", format!("{}1,Ann,,,Lost,,,0\n", row("Lost", "0")).into(), &["line 3", "line 2"]),
    ];
    for (name, bytes, parts) in cases {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        refused("crm_export", &[path], parts);
    }
    refused("crm_export", &[folder.join("missing.csv")], &["missing.csv"]);
    refused("crm_export", &[&folder], &["bad"]);
}

#[test]
fn crm_export_refuses_bad_arguments_by_name() {
    let cases: [(&[&str], &[&str]); 9] = [
        (&[], &["path"]),
        (&["--what"], &["--what"]),
        (&["a.csv", "b.csv"], &["b.csv", "only one"]),
        (&["a.csv", "--goal"], &["--goal"]),
        (&["a.csv", "--goal", "-1"], &["--goal", "at least 0"]),
        (&["a.csv", "--per", "decade"], &["--per", "quarter"]),
        (&["a.csv", "--per", "day", "--per", "day"], &["--per", "twice"]),
        (&["a.csv", "--by", "moon"], &["--by", "agent, team"]),
        (&["a.csv", "--by", "team"], &["--teams"]),
    ];
    for (args, parts) in cases {
        refused("crm_export", args, parts);
    }
}

/// The published sample of 8,800 opportunities; its figures were computed independently.
#[test]
fn crm_export_agrees_with_the_sample_data() {
    let Some(data) = env::var_os("FUNNELMATH_CRM_DATA") else {
        println!("skipped: FUNNELMATH_CRM_DATA is not set");
        return;
    };
    let file = |name: &str| Path::new(&data).join(name).into_os_string();
    let deals = file("sales_pipeline.csv.gz");
    let text = good("crm_export", &[deals.clone(), "--by".into(), "agent".into()]);
    says(
        &text,
        &[
            // 8,300/8,800, 6,711/8,300 and 4,238/6,711
            "Created 8,800\nEngaged 8,300 94.3 %\nClosed 6,711 80.9 %\nWon 4,238 63.2 %\n",
            "won deal: 2,360.91 (10,005,534 in 4,238 deals)",
            "2,089 deals are open",
            "Created 8,795.1328 8,796 ",
            "Closed 6,707.2882 6,708 ",
            "Won 4,235.6560 4,236 ",
            "(the goal shared equally by 30;",
            "Together 8,800 94.3 % 80.9 % 63.2 % 2,360.91 ",
        ],
    );
    for (agent, created, won, mean) in [
        ("Darcel Schlecht", "747", "63.1 %", "3,304.34"),
        ("Vicki Laflamme", "451", "63.7 %", "2,164.69"),
        ("Donn Cantrell", "275", "57.5 %", "2,821.90"),
        ("Hayden Neloms", "202", "70.4 %", "2,543.09"),
        ("Wilburn Farren", "110", "69.6 %", "2,866.18"),
    ] {
        let line = text.lines().find(|line| line.starts_with(agent)).expect(agent);
        says(line, &[&format!("{agent} {created} "), &format!(" {won} {mean} ")]);
    }
    let by = [deals, "--by".into(), "team".into(), "--teams".into(), file("sales_teams.csv.gz")];
    let text = good("crm_export", &by);
    says(
        &text,
        &["(the goal shared equally by 6;", "Together 8,800 94.3 % 80.9 % 63.2 % 2,360.91 "],
    );
    assert!(!text.contains("(none)"), "every agent has a team");
}
