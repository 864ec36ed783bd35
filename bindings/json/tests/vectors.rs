//! Every golden vector that a document can express, through the door: the lines of `core/testdata/documents.py`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use serde_json::Value;
use std::process::Command;

fn documents(argument: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/testdata/documents.py");
    let run = Command::new("python3").args([script, argument]).output().expect("python3 runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// Where an answer differs from what is expected, and how; a member that is expected as null may have any value.
fn difference(got: &Value, wanted: &Value, near: &Value, at: &str) -> Option<String> {
    match (got, wanted) {
        (Value::Object(got), Value::Object(wanted)) => {
            if !got.keys().eq(wanted.keys()) {
                return Some(format!("{at}: {got:?}, expected {wanted:?}"));
            }
            wanted.iter().filter(|(_, wanted)| !wanted.is_null()).find_map(|(name, wanted)| {
                difference(&got[name], wanted, near, &format!("{at}/{name}"))
            })
        }
        (Value::Array(got), Value::Array(wanted)) if got.len() == wanted.len() => {
            let mut pairs = got.iter().zip(wanted).enumerate();
            pairs.find_map(|(index, (got, wanted))| {
                difference(got, wanted, near, &format!("{at}/{index}"))
            })
        }
        _ => {
            let same = match (near[at].as_f64(), got.as_f64(), wanted.as_f64()) {
                (Some(tolerance), Some(got), Some(wanted)) => {
                    (got - wanted).abs() <= tolerance * wanted.abs()
                }
                // 0 and -0 are equal, but not their bits.
                (_, a, b) => got == wanted && a.map(f64::to_bits) == b.map(f64::to_bits),
            };
            (!same).then(|| format!("{at}: {got}, expected {wanted}"))
        }
    }
}

/// Whether one of the problems is the expected one.
fn is_refused(problems: &Value, wanted: &Value) -> bool {
    let wanted = wanted.as_object().unwrap();
    let is_wanted = |problem: &Value| wanted.iter().all(|(name, value)| problem[name] == *value);
    problems.as_array().is_some_and(|problems| problems.iter().any(is_wanted))
}

#[test]
fn the_door_answers_the_golden_vectors() {
    let (mut count, mut wrong) = (0, Vec::new());
    for line in documents("-").lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let document = funnelmath_json::answer(&line["request"].to_string());
        let got: Value = serde_json::from_str(&document).unwrap();
        let differs = match line.get("error") {
            Some(error) => (!is_refused(&got["errors"], error))
                .then(|| format!("{document}, expected the problem {error}")),
            None => difference(&got["answer"], &line["answer"], &line["near"], ""),
        };
        wrong.extend(differs.map(|text| format!("{}: {text}", line["case"])));
        count += 1;
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(count >= 6563, "{count}");
}

#[test]
fn the_vectors_without_a_document_are_these() {
    let left = documents("--left");
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let left: Vec<String> = left.lines().map(words).collect();
    let places = "documents have no places for results that could be too few";
    let expected = [
        "65 calendar the door has no days per week beside a calendar with a name".to_string(),
        format!("3 forward {places}"),
        format!("1 rates_from_counts {places}"),
        format!("1 required {places}"),
        format!("2 roll_up {places}"),
        "3 roll_up each member has its own rates: there is no list of another length".to_string(),
        "1 roll_up without members a document has no gates".to_string(),
        format!("1 whole_each {places}"),
    ];
    assert_eq!(left, expected);
}
