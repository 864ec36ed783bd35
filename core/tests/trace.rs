//! The working of an answer: each step gives its value again to the bit, and tracing changes no answer.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Calendar, Chain, Goal, Period, Policy, Start,
    chain::{Costs, Entry, Lever, Mix, RollUp, Segment, Situation, Step, Worth},
    rate::{GateCounts, Snapshot},
    scorecard::{ActivityGauge, Attainment, Coverage, OpenDeals, Velocity, VelocityLever},
    trace::{Formula, TracedStep},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Everything that is computed in a closed form, with its working; the answers as text.
fn all(numbers: &[f64], start: usize, trace: &mut Vec<TracedStep>) -> (String, String) {
    let (rates, amounts) = numbers.split_at(6);
    let rates: Vec<f64> = rates.iter().map(|rate| rate.fract()).collect();
    let chain = Chain::new(&rates[..3]).unwrap();
    let (four, value) = (&amounts[..4], amounts[4]);
    let mut sorted = four.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let start = [Start::Empty, Start::Open(four), Start::Reached(&sorted)][start];
    let (mut plain, mut traced) = (String::new(), String::new());
    macro_rules! both {
        ($plain:expr, $traced:expr) => {
            plain += &format!("{:?}\n", $plain);
            traced += &format!("{:?}\n", $traced);
        };
    }
    let (mut v, mut w) = ([0.0; 4], [0.0; 4]);
    both!(chain.overall(), chain.overall_traced(trace));
    for entry in [Entry::First(value), Entry::Each(four)] {
        for worth in [Worth::Sale(value), Worth::Each(four)] {
            both!(
                chain.forward(entry, worth, &mut v),
                chain.forward_traced(entry, worth, &mut w, trace)
            );
            both!(v, w);
        }
    }
    for goal in [Goal::Revenue(1e3 * value), Goal::Volume { stage: 2, target: value }] {
        for worth in [Worth::Sale(value), Worth::Each(four)] {
            both!(
                chain.required(goal, worth, start, &mut v),
                chain.required_traced(goal, worth, start, &mut w, trace)
            );
            both!(v, w);
        }
        let now = Situation { goal, sale_value: value, stage: 1, volume: amounts[5] };
        for lever in [Lever::Gate(1), Lever::Gate(2), Lever::SaleValue] {
            for step in [Step::Points(1.0), Step::Percent(5.0), Step::To(0.9)] {
                both!(
                    chain.sensitivity(&now, lever, step),
                    chain.sensitivity_traced(&now, lever, step, trace)
                );
            }
        }
    }
    let team =
        RollUp { gates: 3, rates: &rates, entries: &amounts[..2], sale_values: &amounts[2..4] };
    let (mut r, mut s) = ([None; 3], [None; 3]);
    both!(team.total(&mut v, &mut r), team.total_traced(&mut w, &mut s, trace));
    both!((v, r), (w, s));
    let segments = [
        Segment { share: 0.25, rates: &rates[..2], sale_value: amounts[0] },
        Segment { share: 0.75, rates: &rates[2..], sale_value: amounts[1] },
    ];
    let mix = Mix::new(&segments).unwrap();
    let goal = Goal::Revenue(value);
    both!(mix.required(goal, &mut v[..2]), mix.required_traced(goal, &mut w[..2], trace));
    let costs = Costs::new(&chain, four).unwrap();
    both!(costs.of(four), costs.of_traced(four, trace));
    both!(costs.per_entry(), costs.per_entry_traced(trace));
    both!(costs.per_sale(), costs.per_sale_traced(trace));
    both!(costs.within(value, value, &mut v), costs.within_traced(value, value, &mut w, trace));
    both!(v, w);
    let calendar = Calendar::CIVIL;
    let (from, to) = (Period::Month, Period::Week);
    both!(calendar.convert(value, from, to), calendar.convert_traced(value, from, to, trace));
    for &policy in Policy::ALL {
        both!(policy.apply(value), policy.apply_traced(value, trace));
        both!(
            policy.apply_each(&chain, 2, four, &mut v),
            policy.apply_each_traced(&chain, 2, four, &mut w, trace)
        );
        both!(v, w);
    }
    let gauge = ActivityGauge { actual: value, required: amounts[0] };
    both!(gauge.value(), gauge.value_traced(trace));
    let attainment = Attainment { actual: -value, goal: amounts[0] };
    both!(attainment.value(), attainment.value_traced(trace));
    let quota = Coverage { pipeline: value, quota: amounts[0] + amounts[1], booked: -amounts[1] };
    both!(quota.value(), quota.value_traced(trace));
    let deals = OpenDeals { values: four, probabilities: &rates[..4] };
    both!(deals.pipeline(), deals.pipeline_traced(trace));
    let velocity = Velocity {
        opportunities: value,
        sale_value: amounts[0],
        win_rate: rates[0],
        cycle_days: amounts[1],
    };
    both!(velocity.per_day(), velocity.per_day_traced(trace));
    for &lever in VelocityLever::ALL {
        both!(velocity.effect(lever, -0.1), velocity.effect_traced(lever, -0.1, trace));
    }
    let snapshot = Snapshot { open: four, lost: &sorted };
    both!(snapshot.reached(&mut v), snapshot.reached_traced(&mut w, trace));
    both!(v, w);
    let (mut trials, mut again) = ([0.0; 3], [0.0; 3]);
    both!(snapshot.trials(&mut trials), snapshot.trials_traced(&mut again, trace));
    let counts = GateCounts { successes: &v[1..], trials: &trials };
    both!(counts.rates(&mut r), counts.rates_traced(&mut s, trace));
    both!((trials, r), (again, s));
    (plain, traced)
}

proptest! {
    #[test]
    fn every_step_gives_its_value_again(
        rates in prop::collection::vec(0.01..1.0f64, 6),
        amounts in prop::collection::vec(0.1..1e4f64, 6),
        start in 0..3usize,
    ) {
        let mut steps = Vec::new();
        let (plain, traced) = all(&[rates, amounts].concat(), start, &mut steps);
        prop_assert_eq!(plain, traced);
        prop_assert!(steps.len() > 200);
        for step in &steps {
            let again = step.formula.apply(&step.inputs);
            prop_assert_eq!(again.map(f64::to_bits), Some(step.value.to_bits()), "{:?}", step);
        }
    }
}

/// Each formula is used by a public answer, and has a line on the page of formulas.
#[test]
fn every_formula_is_used_and_described() {
    let page = include_str!("../src/formulas.md");
    let mut used = BTreeSet::new();
    for seed in 1..40 {
        let numbers: Vec<f64> =
            (0..12).map(|i| 0.3 + 0.37 * f64::from(seed * (i + 3) % 23)).collect();
        for start in 0..3 {
            let mut steps = Vec::new();
            let _ = all(&numbers, start, &mut steps);
            used.extend(steps.iter().map(|step| step.formula));
        }
    }
    for &formula in Formula::ALL {
        assert!(used.contains(&formula), "{formula:?} is never used");
        assert!(page.contains(&format!("`{}`", formula.name())), "{formula:?} is not on the page");
        assert_eq!(formula.apply(&vec![1.0; formula.inputs().len() + 1]), None);
    }
    let names: BTreeSet<_> = Formula::ALL.iter().map(|formula| formula.name()).collect();
    assert_eq!(names.len(), Formula::ALL.len());
}

/// 25,000 / 3,400, then over 0.4, then over 0.65: the working as a person would write it.
#[test]
fn the_working_of_the_coach() {
    let mut steps = Vec::new();
    let chain = Chain::new(&[0.65, 0.4]).unwrap();
    let mut volumes = [0.0; 3];
    let goal = Goal::Revenue(25_000.0);
    let _ = chain.required_traced(goal, 3_400.0, Start::Empty, &mut volumes, &mut steps).unwrap();
    let lines: Vec<String> = steps
        .iter()
        .map(|step| format!("{} {} {:.4}", step.name, step.formula.name(), step.value))
        .collect();
    assert_eq!(
        lines,
        [
            "target target 7.3529",
            "product[1] product 0.4000",
            "volumes[1] need 18.3824",
            "product[0] product 0.2600",
            "volumes[0] need 28.2805",
        ]
    );
}
