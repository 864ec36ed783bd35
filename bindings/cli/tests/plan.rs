//! `funnelmath plan`: its figures, and what it says to wrong options.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{good, refused, run, says};
use std::ffi::OsString;

const COACH: [&str; 9] = [
    "plan",
    "--goal",
    "25000",
    "--value",
    "3400",
    "--gate",
    "Proposals=65%",
    "--gate",
    "Sales=0.40",
];

fn coach(more: &[&'static str]) -> Vec<&'static str> {
    COACH.iter().chain(more).copied().collect()
}

fn plan(args: &[&'static str]) -> Vec<&'static str> {
    ["plan"].iter().chain(args).copied().collect()
}

#[test]
fn without_options_it_prints_the_coachs_example() {
    let printed = String::from_utf8(run(&["plan"]).stdout).unwrap();
    assert_eq!(printed, include_str!("../../../core/examples/plan.txt"));
}

#[test]
fn its_numbers_come_from_the_options() {
    let text = good(&coach(&["--calendar", "four-week-month", "--policy", "nearest"]));
    says(&text, &["Stage 0 28.2805 28 7.0701 7\n", "7 Stage 0 a week deliver 99.0% of the goal"]);

    let more = ["--entry", "Calls", "--actual=5", "--benchmark", "Sales=1/2", "--per", "month"];
    let text = good(&coach(&more));
    says(
        &text,
        &[
            "6.5263 first appointments a week, so 7 (deliver 107.3%)",
            "Calls 28.2805 29 6.5263 7\n",
            "Activity gauge: 76.6% (5 made of 6.5263 required a week",
            // 0.40/0.41 - 1, 0.41/0.40 - 1; the benchmark: 0.4/0.5 - 1
            "Sales 40.0% 41.0% 6.5263 6.3671 -2.4% +2.5%",
            "Sales 40.0% 50.0% 6.5263 5.2210 -20.0% +25.0%",
            "Sale value 3,400 3,740 6.5263 5.9330 -9.1% +10.0%",
        ],
    );

    // 220 selling days: 10 sales a quarter are 40 / 220 a day, 1.82 meetings at 1 in 10.
    let text = good(&plan(&[
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
    ]));
    says(&text, &["Goal: 10 Sales a quarter. 44 weeks", "Meetings 75.0% 100.0000 100 1.8182 10\n"]);
}

#[test]
fn counts_are_only_as_sure_as_they_are_many() {
    // Rates known from counts, with the prior of Jeffreys: by exact fractions 55 give 90.4%, 54 give 89.8%.
    let counts = [
        "--goal",
        "25000",
        "--value",
        "3400",
        "--gate",
        "Proposals=13/20",
        "--gate",
        "Sales=8 of 20",
    ];
    let sure = |more: &[&'static str]| good(&plan(&[&counts, more].concat()));
    says(
        &sure(&["--confidence", "90%"]),
        &["only as sure as their counts", "90.0% 55 +26 13 +6 90.4%"],
    );
    says(&sure(&["--confidence=1"]), &["100.0% never - never - at best 100.0%"]);
}

#[test]
fn the_rest_of_a_period_has_a_plan_of_its_own() {
    // (25,000 - 13,600) / 3,400 / 0.26 = 12.8959, over 2.1667 weeks; 13,600 + 5 x 2.1667 x 884 of 25,000.
    let text = good(&coach(&["--reached", "13600", "--left", "50%", "--actual", "5"]));
    says(
        &text,
        &[
            "Stage 0 12.8959 13 5.9520 6\n",
            "6 Stage 0 a week deliver 100.8% of what is left to do: 5,304 of 5,262.",
            "Activity gauge: 84.0% (5 made of 5.9520 required a week",
            "Attainment: 54.4% of the goal so far\nLanding: 92.7% of the goal at that pace\n",
        ],
    );
}

/// Expected values: a mixture of gamma distributions, by scipy.
#[test]
fn sales_that_vary_take_more() {
    let fixed = good(&coach(&[]));
    says(&fixed, &["90.0% 43 +14 10 +3 90.4%", "Every sale is taken to be worth 3,400;"]);
    let vary = good(&coach(&["--value-variation", "0.7"]));
    says(&vary, &["80.0% 41 +12 ", " 81.7%\n90.0% 47 +18 ", " 90.4%\n95.0% 53 +24 ", " 95.4%\n"]);
    assert!(!vary.contains("Every sale is taken"), "{vary}");
}

#[test]
fn a_rate_has_several_forms() {
    let entry = |rate: &str| {
        let gate = format!("--gate=Sales={rate}");
        good(&["plan", "--goal", "1", "--goal-stage", "1", "--per", "week", &gate])
    };
    for form in ["0.1", "10%", "1in10", "1 in 10", "10:1"] {
        says(&entry(form), &["Stage 0 10.0000 10\n", "Sales 10.0% 1.0000 1\n"]);
    }
    for form in ["2/20", "2 of 20"] {
        says(&entry(form), &["Stage 0 10.0000 10\n", "Note: Sales counts 2 of 20, too few"]);
    }
}

#[test]
fn a_goal_out_of_reach_is_an_answer() {
    let goal =
        ["--goal", "25000", "--value", "3400", "--gate", "Proposals=0.65", "--gate", "Sales=0"];
    says(
        &good(&plan(&goal)),
        &[
            "CANNOT BE REACHED: nothing passes the gate to Sales",
            "Missing: 7.3529 Sales a month",
            "Best reachable: 0 revenue a month",
        ],
    );
    let goal = ["--goal", "25000", "--value", "0", "--gate", "Sales=1", "--actual", "0"];
    says(
        &good(&plan(&goal)),
        &["CANNOT BE REACHED: a sale brings no revenue", "Missing: 25,000 revenue"],
    );
}

#[test]
fn wrong_options_are_refused_by_name() {
    let cases: &[(&[&'static str], &[&str])] = &[
        (&["--bogus"], &["--bogus", "--help"]),
        (&["--goal", "1", "--gate", "A=1", "--left", "1.5"], &["--left", "0.9 or 90%"]),
        (
            &["--goal", "1", "--value", "1", "--gate", "A=1", "--reached", "inf"],
            &["--reached", "finite"],
        ),
        (
            &["--goal", "1", "--gate", "A=1", "--value-variation", "1"],
            &["--value-variation", "--value"],
        ),
        (
            &["--goal", "1", "--value", "1", "--gate", "A=1", "--value-variation", "-1"],
            &["--value-variation", "at least 0"],
        ),
        (&["25000"], &["25000"]),
        (&["--goal"], &["--goal", "value"]),
        (&["--goal", "--per"], &["--goal", "value"]),
        (&["--goal", "1", "--goal", "2"], &["--goal", "multiple times"]),
        (&["--value", "1", "--gate", "A=1"], &["--goal is missing"]),
        (&["--goal", "1", "--value", "1"], &["--gate is missing"]),
        (&["--goal", "1", "--gate", "A=1"], &["--value is missing"]),
        (&["--goal", "NaN", "--value", "1", "--gate", "A=1"], &["--goal", "finite"]),
        (&["--goal", "-1", "--value", "1", "--gate", "A=1"], &["--goal", "at least 0", "-1"]),
        (&["--goal", "25,000", "--value", "1", "--gate", "A=1"], &["--goal", "25000"]),
        (&["--goal", "1", "--value", "-1", "--gate", "A=1"], &["--value", "at least 0"]),
        (
            &["--goal", "1", "--value", "1", "--gate", "A=1", "--actual", "-1"],
            &["--actual", "at least 0"],
        ),
        (
            &["--goal", "1", "--value-benchmark", "1", "--gate", "A=1"],
            &["--value-benchmark", "--value"],
        ),
        (&["--goal", "1", "--gate", "A=1.4"], &["--gate", "A=1.4", "1.4%"]),
        (&["--goal", "1", "--gate", "A=65"], &["--gate", "did you mean 65%?"]),
        (&["--goal", "1", "--gate", "A=650"], &["--gate", "from 0 to 1"]),
        (
            &["--goal", "1", "--gate", "A=0.5=0.6"],
            &["--gate", "A=0.5=0.6", "first '='", "cannot contain"],
        ),
        (&["--goal", "1", "--gate", "A=1:10"], &["--gate", "10:1"]),
        (&["--goal", "1", "--gate", "A=2/0"], &["--gate", "A=2/0", "no trials"]),
        (&["--goal", "1", "--gate", "A=3/2"], &["--gate", "more successes"]),
        (&["--goal", "1", "--gate", "A=1in0.5"], &["--gate", "at least 1"]),
        (&["--goal", "1", "--gate", "A=inf"], &["--gate", "0.65, 65%, 2/5"]),
        (&["--goal", "1", "--gate", "0.5"], &["--gate", "NAME=RATE"]),
        (&["--goal", "1", "--gate", "=0.5"], &["--gate", "name is empty"]),
        (&["--goal", "1", "--gate", "A\nB=0.5"], &["--gate", "one line"]),
        (
            &["--goal", "1", "--gate", "A=1", "--gate", "A=1"],
            &["--gate", "\"A\"", "two stages have this name"],
        ),
        (&["--goal", "1", "--gate", "A=1", "--benchmark", "B=1"], &["--benchmark", "\"B\""]),
        (&["--goal", "1", "--gate", "A=1", "--goal-stage", "C"], &["--goal-stage", "\"C\"", "A"]),
        (&["--goal", "1", "--gate", "A=1", "--per", "decade"], &["--per", "quarter"]),
        (&["--goal", "1", "--gate", "A=1", "--calendar", "x"], &["--calendar", "civil"]),
        (&["--gate", "A=1", "--selling-weeks", "54"], &["--selling-weeks", "at most 53"]),
        (&["--gate", "A=1", "--days-per-week", "0"], &["--days-per-week", "at most 7"]),
        (&["--goal", "1", "--gate", "A=1", "--policy", "down"], &["--policy", "up_each_stage"]),
        (&["--goal", "1e308", "--value", "1e-9", "--gate", "A=1"], &["--goal", "too large"]),
        (&["--calendar", "civil", "--selling-weeks", "40"], &["--calendar", "--selling-weeks"]),
        (&["--confidence", "190%"], &["--confidence", "190%"]),
        (&["--confidence", "-1"], &["--confidence", "-1"]),
        (&["--confidence", "often"], &["--confidence", "often"]),
    ];
    for (args, parts) in cases {
        refused(2, &plan(args), parts);
    }
    let behind = ["--goal-stage", "Proposals", "--activity-stage", "Sales"];
    refused(2, &coach(&behind), &["--activity-stage"]);
}

#[cfg(unix)]
#[test]
fn options_that_are_not_text_are_refused() {
    use std::os::unix::ffi::OsStringExt;
    let odd = OsString::from_vec(vec![b'x', 0xff]);
    refused(2, &[OsString::from("plan"), "--entry".into(), odd], &["UTF-8"]);
}

#[test]
fn help_is_an_answer() {
    says(&good(&["--help"]), &["Exit codes", "plan", "rates"]);
    says(&good(&["plan", "--help"]), &["--goal-stage", "1in10", "10:1", "the first '='"]);
    says(&good(&["--version"]), &["funnelmath "]);
    refused(2, &[""; 0], &["Usage"]);
}
