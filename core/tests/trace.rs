//! The working of an answer: each step gives its value again to the bit, and tracing changes no answer.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Calendar, Chain, Evidence, Gate, Goal, Period, Policy, Start,
    chain::{
        Answer, Conflict, Costs, Entry, Knowns, Lever, Mix, RollUp, Segment, Situation, Solution,
        Step, Worth, solve, solve_traced,
    },
    rate::{GateCounts, RateTest, Snapshot},
    scorecard::{
        ActivityGauge, Attainment, Coverage, OpenDeals, Velocity, VelocityLever, required_coverage,
        required_coverage_traced,
    },
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
    let (significance, power) = (0.5 * rates[2], rates[3]);
    let test = RateTest { rate: rates[0], other_rate: rates[1], significance, power };
    both!(test.sample_size(), test.sample_size_traced(trace));
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
    for knowns in [(Some(value), None), (None, Some(value))] {
        let volumes = [knowns.0, None, None, knowns.1];
        let knowns = Knowns {
            volumes: &volumes,
            rates: &[Some(rates[0]), Some(0.0), Some(rates[2])],
            sale_value: Some(amounts[0]),
            revenue: None,
        };
        let mut found = ([Answer::Undetermined; 4], [Answer::Undetermined; 3]);
        let mut again = found;
        both!(
            solve(&knowns, &mut found.0, &mut found.1),
            solve_traced(&knowns, &mut again.0, &mut again.1, trace)
        );
        both!(found, again);
    }
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
    both!(required_coverage(rates[0]), required_coverage_traced(rates[0], trace));
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
    let whole = Policy::Up.apply(value).unwrap();
    both!(whole.residual(), whole.residual_traced(trace));
    both!(whole.delivers(), whole.delivers_traced(trace));
    for gate in [Gate::new(rates[0]), Gate::from_counts(rates[0], 1.5), Gate::one_in(1.0 + value)] {
        let gate = gate.unwrap();
        both!(gate.rate(), gate.rate_traced(trace));
    }
    let evidence = Evidence::JEFFREYS.observe(rates[0], value + 1.0).unwrap();
    let observed = Evidence::JEFFREYS.observe_traced(rates[0], value + 1.0, trace).unwrap();
    both!(evidence, observed);
    both!(evidence.mean(), observed.mean_traced(trace));
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
    let names: Vec<_> = steps.iter().map(|step| (step.name.name(), step.name.index())).collect();
    assert_eq!(names[..3], [("target", None), ("product", Some(1)), ("volumes", Some(1))]);
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

/// The value of the last step of a name.
fn value_of(steps: &[TracedStep], name: &str) -> Option<f64> {
    steps.iter().rev().find(|step| step.name.to_string() == name).map(|step| step.value)
}

/// An answer about a quantity of this name, against the steps: each found number is the value of its last step, a
/// given one has none, a product is the value of the step named after its first gate.
fn holds(answer: Answer, name: &str, steps: &[TracedStep]) -> Result<(), TestCaseError> {
    match answer {
        Answer::Found(found) => prop_assert_eq!(value_of(steps, name), Some(found), "{}", name),
        Answer::OnlyProduct { product, .. } => prop_assert!(
            steps.iter().any(|step| step.name.name() == "product" && step.value == product)
        ),
        Answer::Given(_) | Answer::Undetermined => prop_assert_eq!(value_of(steps, name), None),
        other => panic!("{other:?}"),
    }
    Ok(())
}

/// Solves with and without a trace, and checks the steps.
fn solved(knowns: &Knowns<'_>) -> Result<(Solution, Vec<TracedStep>), TestCaseError> {
    let (stages, gates) = (knowns.volumes.len(), knowns.rates.len());
    let (mut volumes, mut rates) =
        (vec![Answer::Undetermined; stages], vec![Answer::Undetermined; gates]);
    let (mut plain, mut plain_rates) = (volumes.clone(), rates.clone());
    let mut steps = Vec::new();
    let solution = solve_traced(knowns, &mut volumes, &mut rates, &mut steps).unwrap();
    prop_assert_eq!(solve(knowns, &mut plain, &mut plain_rates).unwrap(), solution);
    prop_assert_eq!((&plain, &plain_rates), (&volumes, &rates));
    for step in &steps {
        let again = step.formula.apply(&step.inputs).map(f64::to_bits);
        prop_assert_eq!(again, Some(step.value.to_bits()), "{:?}", step);
    }
    if solution.conflict.is_none() {
        for (index, &answer) in volumes.iter().enumerate() {
            holds(answer, &format!("volumes[{index}]"), &steps)?;
        }
        for (index, &answer) in rates.iter().enumerate() {
            holds(answer, &format!("rates[{index}]"), &steps)?;
        }
        holds(solution.revenue, "revenue", &steps)?;
        holds(solution.sale_value, "sale_value", &steps)?;
    }
    Ok((solution, steps))
}

/// A number that is known or not; 0 and 1 often.
fn known(range: std::ops::Range<f64>) -> impl Strategy<Value = Option<f64>> {
    prop_oneof![3 => Just(None), 1 => Just(Some(0.0)), 1 => Just(Some(1.0)), 3 => range.prop_map(Some)]
}

proptest! {
    #[test]
    fn every_solved_number_has_its_step(
        volumes in prop::collection::vec(known(0.0..100.0), 4),
        rates in prop::collection::vec(known(0.0..1.0), 3),
        sale_value in known(0.0..1e4),
        revenue in known(0.0..1e4),
    ) {
        let _ = solved(&Knowns { volumes: &volumes, rates: &rates, sale_value, revenue })?;
    }
}

/// A rate that ties with 1, a product beyond f64, and a rate above 1.
#[test]
fn the_working_of_solve_at_its_limits() {
    let lines = |steps: &[TracedStep]| -> Vec<String> {
        steps.iter().map(|s| format!("{} {} {:?}", s.name, s.formula.name(), s.inputs)).collect()
    };
    let ties = 1.0 - 1e-13;
    let knowns = Knowns {
        volumes: &[Some(1.0), None, Some(ties)],
        rates: &[None, Some(1.0)],
        sale_value: None,
        revenue: None,
    };
    let (solution, steps) = solved(&knowns).unwrap();
    assert_eq!(solution.conflict, None);
    assert_eq!(
        lines(&steps),
        [
            "best[2] pass [1.0, 1.0]",
            "rates[0] ratio [0.9999999999999, 1.0]",
            "rates[0] nearest [0.9999999999999]",
            "volumes[1] pass [1.0, 1.0]",
        ]
    );
    // What enters times the known rates is below the smallest f64.
    let knowns = Knowns {
        volumes: &[Some(1e-200), None, None],
        rates: &[Some(1e-200), None],
        sale_value: Some(1e300),
        revenue: Some(1e-150),
    };
    let (solution, steps) = solved(&knowns).unwrap();
    assert_eq!(solution.conflict, None);
    assert_eq!(
        lines(&steps)[..5],
        [
            "best[1] pass [1e-200, 1e-200]",
            "best[3] revenue [0.0, 1e300]",
            "need[2] target [1e-150, 1e300]",
            "need[0] need [0.0, 1e-200]",
            "rates[1] ratio [0.0, 1e-200]",
        ]
    );
    let knowns = Knowns {
        volumes: &[Some(10.0), None, None],
        rates: &[Some(0.5), None],
        sale_value: Some(100.0),
        revenue: Some(2_000.0),
    };
    let (solution, steps) = solved(&knowns).unwrap();
    let Some(Conflict::Impossible { takes: Some(takes), best, .. }) = solution.conflict else {
        panic!("{solution:?}")
    };
    assert_eq!((takes, best), (4.0, 500.0));
    assert_eq!(
        lines(&steps),
        [
            "best[1] pass [10.0, 0.5]",
            "best[3] revenue [5.0, 100.0]",
            "rates[1] ratio [2000.0, 500.0]"
        ]
    );
}
