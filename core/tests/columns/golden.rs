//! The golden vectors, all cases of one shape as the rows of one call: bit for bit where they are exact, within their
//! tolerance where they are near.

#[allow(dead_code)]
#[path = "../common/mod.rs"]
mod common;

use common::{Case, f64_of, read};
use funnelmath::columns::{
    ActivityGauge, AtLeast, Attainment, Chance, Column, Convert, Evidence, Forward, Goal,
    InputsFor, Limits, Overall, Probabilities, RateInterval, Required, Start, Status, Units, Whole,
    WholeStages,
};
use funnelmath::{Calendar, Error, Period, Policy};
use std::collections::BTreeMap;

/// The cases of an operation, those that must be refused among them, by what is not part of a row.
fn groups(op: &str, key: impl Fn(&Case) -> String) -> Vec<Vec<Case>> {
    let refused = read("errors.txt").into_iter().filter(|case| case.op == op);
    let all = read(&format!("{op}.txt")).into_iter().chain(refused);
    let mut groups: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    // What is refused for its shape makes no column.
    for case in all.filter(|case| !is_shape(case)) {
        groups.entry(key(&case)).or_default().push(case);
    }
    groups.into_values().collect()
}

fn is_shape(case: &Case) -> bool {
    let error = case.outs.get("error").map(|error| error[0].as_str());
    let field = case.outs.get("error_field").map(|field| field[0].as_str());
    matches!(
        error,
        Some("length" | "no_gates" | "stage" | "name" | "weeks_per_year" | "days_per_week")
    ) || field == Some("policy")
}

/// The number in a field of each case.
fn numbers(cases: &[Case], field: &str) -> Vec<f64> {
    cases.iter().map(|case| case.f64(field)).collect()
}

/// The numbers in a list of each case, as one column for each place of the list.
fn lists(cases: &[Case], field: &str) -> Vec<Vec<f64>> {
    let rows: Vec<Vec<f64>> = cases.iter().map(|case| case.f64s(field)).collect();
    (0..rows[0].len()).map(|place| rows.iter().map(|row| row[place]).collect()).collect()
}

fn columns(lists: &[Vec<f64>]) -> Vec<Column<'_>> {
    lists.iter().map(|list| Column::new(list)).collect()
}

/// An output field, and its columns: several for a list.
type Outputs<'a> = &'a [(&'a str, usize)];

/// Asks, and compares each row with its case.
fn check(
    cases: &[Case],
    outputs: Outputs<'_>,
    answer: impl Fn(&mut [&mut [f64]], &mut [Status]) -> Result<funnelmath::columns::Summary, Error>,
) -> usize {
    let count: usize = outputs.iter().map(|(_, count)| count).sum();
    let mut found = vec![vec![0.0; cases.len()]; count];
    let mut status = vec![Status::Never; cases.len()];
    let mut places: Vec<&mut [f64]> = found.iter_mut().map(|column| &mut column[..]).collect();
    answer(&mut places, &mut status).unwrap();
    for (row, case) in cases.iter().enumerate() {
        let outcome = case.outs.get("outcome").map(|outcome| outcome[0].as_str());
        let missing =
            outputs.iter().any(|(field, _)| case.outs.get(*field).is_some_and(|out| out == &["-"]));
        let expected = match (case.outs.get("error"), outcome) {
            (Some(error), _) => error[0].as_str(),
            (None, Some("unreachable")) => "unreachable",
            (None, Some("never")) => "never",
            _ if missing => "undefined",
            _ => "answered",
        };
        assert_eq!(status[row].name(), expected, "{}", case.name);
        let mut columns = found.iter().map(|column| column[row]);
        for &(field, count) in outputs {
            for place in 0..count {
                let got = columns.next().unwrap();
                if status[row] != Status::Answered {
                    assert_eq!(got.to_bits(), f64::NAN.to_bits(), "{}", case.name);
                } else if let Some(out) = case.outs.get(field) {
                    assert_eq!(
                        got.to_bits(),
                        f64_of(&out[place]).to_bits(),
                        "{}: {field}",
                        case.name
                    );
                } else {
                    let near = &case.nears[field];
                    let (tolerance, wanted) =
                        (near[0].parse::<f64>().unwrap(), f64_of(&near[place + 1]));
                    let off = (got - wanted).abs();
                    assert!(off <= tolerance * wanted.abs(), "{}: {field}: {got:e}", case.name);
                }
            }
        }
    }
    cases.len()
}

fn gates(case: &Case) -> usize {
    case.f64s("rates").len()
}

#[test]
fn chains() {
    let mut rows = 0;
    for cases in groups("forward", |case| gates(case).to_string()) {
        let (rates, n) = (lists(&cases, "rates"), gates(&cases[0]));
        let (entry, sale_value) = (numbers(&cases, "entry"), numbers(&cases, "sale_value"));
        let (entry, sale_value) = (Column::new(&entry), Column::new(&sale_value));
        let question = Forward { rates: &columns(&rates), entry, sale_value };
        rows += check(&cases, &[("volumes", n + 1), ("revenue", 1)], |places, status| {
            let (revenue, volumes) = places.split_last_mut().unwrap();
            question.answer(volumes, revenue, status)
        });
    }
    for cases in groups("overall", |case| gates(case).to_string()) {
        let rates = lists(&cases, "rates");
        let question = Overall { rates: &columns(&rates) };
        rows +=
            check(&cases, &[("overall", 1)], |places, status| question.answer(places[0], status));
    }
    let key = |case: &Case| {
        let stage = case.has("goal_stage").then(|| case.int("goal_stage"));
        format!("{} {} {stage:?} {}", gates(case), case.word("goal"), case.word("start"))
    };
    for cases in groups("required", key) {
        let (rates, n) = (lists(&cases, "rates"), gates(&cases[0]));
        let (target, sale_value) = (numbers(&cases, "target"), numbers(&cases, "sale_value"));
        let (target, sale_value) = (Column::new(&target), Column::new(&sale_value));
        let goal = match cases[0].word("goal") {
            "revenue" => Goal::Revenue(target),
            _ => Goal::Volume { stage: cases[0].int("goal_stage"), target },
        };
        let start = cases[0].word("start");
        let there = if start == "empty" { Vec::new() } else { lists(&cases, "there") };
        let there = columns(&there);
        let start = match start {
            "empty" => Start::Empty,
            "open" => Start::Open(&there),
            _ => Start::Reached(&there),
        };
        let question = Required { rates: &columns(&rates), goal, sale_value, start };
        rows +=
            check(&cases, &[("volumes", n + 1)], |places, status| question.answer(places, status));
    }
    assert!(rows > 200, "{rows} rows");
}

#[test]
fn whole_units_periods_and_ratios() {
    let mut rows = 0;
    for cases in groups("whole", |case| case.word("policy").into()) {
        let (policy, exact) =
            (cases[0].word("policy").parse::<Policy>().unwrap(), numbers(&cases, "exact"));
        let question = Whole { policy, exact: Column::new(&exact) };
        rows += check(&cases, &[("units", 1), ("residual", 1)], |places, status| {
            let [units, residual] = places else { panic!("{places:?}") };
            question.answer(Units { units, residual }, status)
        });
    }
    let key =
        |case: &Case| format!("{} {} {}", case.word("policy"), gates(case), case.int("stage"));
    for cases in groups("whole_each", key) {
        let (rates, exact) = (lists(&cases, "rates"), lists(&cases, "exact"));
        let question = WholeStages {
            policy: cases[0].word("policy").parse::<Policy>().unwrap(),
            rates: &columns(&rates),
            stage: cases[0].int("stage"),
            exact: &columns(&exact),
        };
        let outputs = [("whole", gates(&cases[0]) + 1)];
        rows += check(&cases, &outputs, |places, status| question.answer(places, status));
    }
    let key = |case: &Case| {
        let numbers = (case.opt_f64("weeks"), case.opt_f64("days_per_week"));
        format!("{} {numbers:?} {} {}", case.word("calendar"), case.word("from"), case.word("to"))
    };
    for cases in groups("calendar", key) {
        let amount = numbers(&cases, "amount");
        let (one, period) = (&cases[0], |field| cases[0].word(field).parse::<Period>().unwrap());
        let calendar = match one.opt_f64("weeks") {
            Some(weeks) => Calendar::selling_weeks(weeks).unwrap(),
            None => one.word("calendar").parse().unwrap(),
        };
        let calendar = one
            .opt_f64("days_per_week")
            .map_or(calendar, |days| calendar.with_days_per_week(days).unwrap());
        let (from, to) = (period("from"), period("to"));
        let question = Convert { calendar, from, to, amount: Column::new(&amount) };
        rows +=
            check(&cases, &[("amount", 1)], |places, status| question.answer(places[0], status));
    }
    for cases in groups("activity_gauge", |_| String::new()) {
        let (actual, required) = (numbers(&cases, "actual"), numbers(&cases, "required"));
        let question =
            ActivityGauge { actual: Column::new(&actual), required: Column::new(&required) };
        rows += check(&cases, &[("gauge", 1)], |places, status| question.answer(places[0], status));
    }
    for cases in groups("attainment", |_| String::new()) {
        let (actual, goal) = (numbers(&cases, "actual"), numbers(&cases, "goal"));
        let question = Attainment { actual: Column::new(&actual), goal: Column::new(&goal) };
        rows += check(&cases, &[("attainment", 1)], |places, status| {
            question.answer(places[0], status)
        });
    }
    assert!(rows > 200, "{rows} rows");
}

/// The prior Beta(a, b) of each gate of a case, without counts.
fn priors<'a>(a: &'a [Vec<f64>], b: &'a [Vec<f64>]) -> Vec<Evidence<'a>> {
    let none = Column::same(0.0);
    let gates = a.iter().zip(b).map(|(a, b)| Evidence {
        a: Column::new(a),
        b: Column::new(b),
        successes: none,
        trials: none,
    });
    gates.collect()
}

#[test]
fn chances() {
    let mut rows = 0;
    let key = |case: &Case| case.f64s("a").len().to_string();
    for cases in groups("chance_at_least", key) {
        let (rate, a, b) = (numbers(&cases, "rate"), lists(&cases, "a"), lists(&cases, "b"));
        let (n, k) = (numbers(&cases, "n"), numbers(&cases, "k"));
        let question = AtLeast {
            chance: Chance { rate: Column::new(&rate), evidence: &priors(&a, &b) },
            inputs: Column::new(&n),
            results: Column::new(&k),
        };
        rows += check(&cases, &[("reached", 1), ("missed", 1)], |places, status| {
            let [value, complement] = places else { panic!("{places:?}") };
            question.answer(Probabilities { value, complement }, status)
        });
    }
    for cases in groups("chance_inputs", key) {
        let (rate, a, b) = (numbers(&cases, "rate"), lists(&cases, "a"), lists(&cases, "b"));
        let (k, confidence) = (numbers(&cases, "k"), numbers(&cases, "confidence"));
        let question = InputsFor {
            chance: Chance { rate: Column::new(&rate), evidence: &priors(&a, &b) },
            results: Column::new(&k),
            confidence: Column::new(&confidence),
        };
        rows += check(&cases, &[("inputs", 1), ("reached", 1), ("missed", 1)], |places, status| {
            let [inputs, value, complement] = places else { panic!("{places:?}") };
            question.answer(inputs, Probabilities { value, complement }, status)
        });
    }
    for cases in groups("evidence_interval", |_| String::new()) {
        let (a, b, level) = (numbers(&cases, "a"), numbers(&cases, "b"), numbers(&cases, "level"));
        let (a, b) = ([a], [b]);
        let question = RateInterval { evidence: priors(&a, &b)[0], level: Column::new(&level) };
        rows += check(&cases, &[("low", 1), ("high", 1)], |places, status| {
            let [low, high] = places else { panic!("{places:?}") };
            question.answer(Limits { low, high }, status)
        });
    }
    assert!(rows > 400, "{rows} rows");
}
