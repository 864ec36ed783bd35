//! Chains: forwards, backwards, sensitivity and roll-ups. `solve` and the rest have files of their own here.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod parts;
mod solve;

use funnelmath::{
    Chain, ErrorKind, Goal, Start,
    chain::{Entry, Lever, Required, RollUp, Situation, Step, StepKind},
};
use proptest::prelude::*;

pub(crate) fn rates() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1e-6..=1.0f64, 1..9)
}

pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-13 * a.abs().max(b.abs())
}

/// The volumes required at every stage for so many at the last one.
pub(crate) fn required(rates: &[f64], target: f64, start: Start<'_>) -> Vec<f64> {
    let chain = Chain::new(rates).unwrap();
    let mut volumes = vec![f64::NAN; chain.stages()];
    let goal = Goal::Volume { stage: chain.gates(), target };
    match chain.required(goal, 0.0, start, &mut volumes).unwrap() {
        Required::Entry(entry) => assert_eq!(entry.to_bits(), volumes[0].to_bits()),
        Required::Unreachable(why) => panic!("{why:?}"),
    }
    volumes
}

proptest! {
    #[test]
    fn forward_undoes_required(rates in rates(), target in 0.0..1e9f64) {
        let needed = required(&rates, target, Start::Empty);
        let mut volumes = vec![0.0; needed.len()];
        let chain = Chain::new(&rates).unwrap();
        let sales = chain.forward(Entry::First(needed[0]), 1.0, &mut volumes).unwrap();
        prop_assert!(close(sales, target));
        for (forward, needed) in volumes.iter().zip(&needed) {
            prop_assert!(close(*forward, *needed));
        }
    }

    #[test]
    fn required_falls_as_any_rate_rises(
        rates in rates(), gate in any::<prop::sample::Index>(), up in 0.0..=1.0f64, target in 1e-3..1e6f64,
    ) {
        let gate = gate.index(rates.len());
        let mut better = rates.clone();
        better[gate] += (1.0 - better[gate]) * up;
        let (before, after) = (required(&rates, target, Start::Empty), required(&better, target, Start::Empty));
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(*after <= *before * (1.0 + 1e-14));
        }
    }

    #[test]
    fn an_empty_start_changes_no_bit(rates in rates(), target in 0.0..1e6f64) {
        let zeros = vec![0.0; rates.len() + 1];
        let plain = required(&rates, target, Start::Empty);
        prop_assert_eq!(&plain, &required(&rates, target, Start::Open(&zeros)));
        prop_assert_eq!(&plain, &required(&rates, target, Start::Reached(&zeros)));
    }

    #[test]
    fn what_is_open_and_what_is_added_reach_the_goal(
        rates in rates(), target in 1.0..1e4f64, open in prop::collection::vec(0.0..5.0f64, 9),
    ) {
        let open = &open[..=rates.len()];
        let added = required(&rates, target, Start::Open(open));
        // Let the open items and the new entries go through the gates: the goal is met, and exactly
        // so unless what was open was enough by itself.
        let mut here = open[0] + added[0];
        for (gate, rate) in rates.iter().enumerate() {
            here = here * rate + open[gate + 1];
        }
        prop_assert!(here >= target * (1.0 - 1e-12));
        if added[0] > 0.0 {
            prop_assert!((here - target).abs() <= 1e-10 * target);
        }
    }

    #[test]
    fn reaching_more_never_asks_for_more(
        rates in rates(), target in 1.0..1e4f64, reached in prop::collection::vec(0.0..50.0f64, 9),
    ) {
        let reached = &reached[..=rates.len()];
        let fresh = required(&rates, target, Start::Empty);
        let rest = required(&rates, target, Start::Reached(reached));
        for stage in 0..fresh.len() {
            prop_assert!(rest[stage] <= fresh[stage]);
        }
        // On plan at every stage, what is left is the plan less what was reached.
        let half: Vec<f64> = fresh.iter().map(|volume| volume / 2.0).collect();
        let rest = required(&rates, target, Start::Reached(&half));
        for stage in 0..fresh.len() {
            prop_assert!((rest[stage] - half[stage]).abs() <= 1e-12 * fresh[stage]);
        }
    }

    #[test]
    fn sensitivity_is_the_plan_of_the_changed_chain(
        rates in rates(), gate in any::<prop::sample::Index>(), percent in -50.0..50.0f64,
        revenue in 1.0..1e6f64, value in 1.0..1e5f64, volume in 0.0..1e4f64,
    ) {
        let gate = gate.index(rates.len());
        let chain = Chain::new(&rates).unwrap();
        let now = Situation { goal: Goal::Revenue(revenue), sale_value: value, stage: 0, volume };
        let effect = chain.sensitivity(&now, Lever::Gate(gate), Step::Percent(percent)).unwrap();
        let mut changed = rates.clone();
        changed[gate] = effect.to;
        prop_assert!(close(effect.to, rates[gate] * (1.0 + percent / 100.0)) || (effect.capped && effect.to == 1.0));
        let mut volumes = vec![0.0; rates.len() + 1];
        let changed = Chain::new(&changed).unwrap();
        let entry = changed.required(now.goal, value, Start::Empty, &mut volumes).unwrap();
        prop_assert_eq!(entry, Required::Entry(effect.required_after.unwrap()));
        prop_assert_eq!(effect.revenue_after, changed.forward(Entry::First(volume), value, &mut volumes).unwrap());
        prop_assert_eq!(effect.revenue_before, chain.forward(Entry::First(volume), value, &mut volumes).unwrap());
    }

    #[test]
    fn a_team_rate_lies_between_its_members(
        members in prop::collection::vec((0.0..=1.0f64, 0.0..=1.0f64, 0.0..1e5f64, 0.0..1e5f64), 1..30),
    ) {
        let rates: Vec<f64> = members.iter().flat_map(|m| [m.0, m.1]).collect();
        let entries: Vec<f64> = members.iter().map(|m| m.2).collect();
        let values: Vec<f64> = members.iter().map(|m| m.3).collect();
        let (mut volumes, mut implied) = ([0.0; 3], [None; 2]);
        let total = RollUp { gates: 2, rates: &rates, entries: &entries, sale_values: &values }.total(&mut volumes, &mut implied).unwrap();
        for (gate, implied) in implied.iter().enumerate() {
            if let Some(rate) = implied {
                let own = || rates.iter().skip(gate).step_by(2).copied();
                let (low, high) = (own().fold(1.0, f64::min), own().fold(0.0, f64::max));
                prop_assert!(low * (1.0 - 1e-12) <= *rate && *rate <= high * (1.0 + 1e-12));
            }
        }
        let mut one = [0.0; 3];
        let revenue: f64 = members.iter().map(|m| {
            Chain::new(&[m.0, m.1]).unwrap().forward(Entry::First(m.2), m.3, &mut one).unwrap()
        }).sum();
        prop_assert!((total.revenue - revenue).abs() <= 1e-12 * revenue);
    }
}

/// small the rate is.
#[test]
fn a_step_down_to_nothing_survives_noise() {
    let step = |rate: f64, points: f64| {
        let chain = [rate];
        let now = Situation { goal: Goal::Revenue(1.0), sale_value: 1.0, stage: 0, volume: 1.0 };
        Chain::new(&chain).unwrap().sensitivity(&now, Lever::Gate(0), Step::Points(points))
    };
    let just_below = 0.3 - 1e-16;
    assert!(just_below < 0.3);
    assert_eq!(step(just_below, -30.0).map(|effect| effect.to), Ok(0.0));
    assert!(step(0.3, -30.1).is_err());
    assert!(step(1e-6, -(1e-6 + 1e-12) * 100.0).is_err());
}

/// A rate one last digit beyond a limit acts as the limit, wherever it is used.
#[test]
fn rates_a_hair_outside_act_as_the_limit() {
    let above = [1.0 + f64::EPSILON, 1.0 + 1.0 / 1_099_511_627_776.0, 0.5];
    let chain = Chain::new(&above).unwrap();
    let mut volumes = [0.0; 4];
    assert_eq!(chain.overall(), 0.5);
    assert_eq!(chain.forward(Entry::First(8.0), 10.0, &mut volumes), Ok(40.0));
    assert_eq!(volumes, [8.0, 8.0, 8.0, 4.0]);
    let goal = Goal::Volume { stage: 3, target: 4.0 };
    assert_eq!(chain.required(goal, 0.0, Start::Empty, &mut volumes), Ok(Required::Entry(8.0)));
    let open = Start::Open(&[0.0, 2.0, -f64::EPSILON, 0.0]);
    assert_eq!(chain.required(goal, 0.0, open, &mut volumes), Ok(Required::Entry(6.0)));
    let now = Situation { goal, sale_value: 1.0, stage: 0, volume: 8.0 };
    let effect = chain.sensitivity(&now, Lever::Gate(0), Step::Points(0.0)).unwrap();
    assert_eq!((effect.from, effect.to, effect.revenue_before), (1.0, 1.0, 4.0));
    assert!(!effect.capped);
    let (mut volumes, mut implied) = ([0.0; 2], [None]);
    let team =
        RollUp { gates: 1, rates: &above[..1], entries: &[-f64::EPSILON], sale_values: &[1.0] };
    let total = team.total(&mut volumes, &mut implied).unwrap();
    assert_eq!((volumes, total.revenue), ([0.0; 2], 0.0));

    let closed = Chain::new(&[0.5, -f64::EPSILON]).unwrap();
    let Required::Unreachable(why) = closed
        .required(Goal::Volume { stage: 2, target: 1.0 }, 0.0, Start::Empty, &mut [0.0; 3])
        .unwrap()
    else {
        panic!("nothing passes a closed gate");
    };
    assert_eq!((why.lever, why.missing, why.best), (Lever::Gate(1), 1.0, 0.0));
}

/// 1e-300 of revenue at 2e266 a sale are 5e-567 sales, which underflows. A closed gate is reported all the same.
#[test]
fn a_goal_that_underflows_does_not_hide_a_closed_gate() {
    let goal = Goal::Revenue(1e-300);
    let mut volumes = [7.0; 3];
    let open = Chain::new(&[0.5, 0.5]).unwrap();
    assert_eq!(open.required(goal, 2e266, Start::Empty, &mut volumes), Ok(Required::Entry(0.0)));
    assert_eq!(volumes, [0.0; 3]);
    for (rates, gate) in [([0.5, 0.0], 1), ([0.0, 0.5], 0), ([0.0, 0.0], 1)] {
        let chain = Chain::new(&rates).unwrap();
        let mut volumes = [7.0; 3];
        let required = chain.required(goal, 2e266, Start::Empty, &mut volumes).unwrap();
        let Required::Unreachable(why) = required else { panic!("{rates:?}") };
        assert_eq!((why.lever, why.best, volumes), (Lever::Gate(gate), 0.0, [7.0; 3]));
        let now = Situation { goal, sale_value: 2e266, stage: 0, volume: 1.0 };
        let effect = chain.sensitivity(&now, Lever::Gate(gate), Step::To(0.5)).unwrap();
        assert_eq!(effect.required_before, None);
    }
    // One item waits before the closed gate, and one sale is made, which is far more than enough.
    let chain = Chain::new(&[0.0, 0.5]).unwrap();
    let done = Start::Open(&[0.0, 0.0, 1.0]);
    assert_eq!(chain.required(goal, 2e266, done, &mut volumes), Ok(Required::Entry(0.0)));
}

#[test]
fn levers_and_steps_are_words() {
    for lever in [Lever::Gate(0), Lever::Gate(12), Lever::SaleValue] {
        assert_eq!(lever.to_string().parse(), Ok(lever));
    }
    for text in ["gate", "gates[]", "gates[-1]", "gates[+1]", "gates[1", "Sale_value", ""] {
        let error = text.parse::<Lever>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Name, "{text}");
        assert!(error.to_string().contains("sale_value"), "{error}");
    }
    for &kind in StepKind::ALL {
        let step = Step::new(kind, 2.5);
        assert_eq!((step.kind(), step.size()), (kind, 2.5));
        assert_eq!(kind.to_string().parse(), Ok(kind));
    }
}

#[cfg(feature = "serde")]
#[test]
fn goals_are_read_as_they_are_written() {
    for goal in [Goal::Revenue(25_000.5), Goal::Volume { stage: 2, target: 7.0 }] {
        let json = serde_json::to_string(&goal).unwrap();
        assert_eq!(serde_json::from_str::<Goal>(&json).unwrap(), goal, "{json}");
        let binary = postcard::to_stdvec(&goal).unwrap();
        assert_eq!(postcard::from_bytes::<Goal>(&binary).unwrap(), goal);
    }
    for (json, part) in [
        (r#"{"revenue":-1}"#, "goal.revenue: an amount of money"),
        (r#"{"volume":{"stage":1,"target":-1}}"#, "goal.target: a volume"),
        (r#"{"volume":[1,2]}"#, "an object with `stage` and `target`"),
        (r#"{"volume":{"stage":1,"target":2,"x":3}}"#, "unknown field `x`"),
        (r#"{"volume":{"stage":-1,"target":2}}"#, "-1"),
        (r#"{"revenue":9007199254740993}"#, "holds exactly"),
    ] {
        let error = serde_json::from_str::<Goal>(json).unwrap_err().to_string();
        assert!(error.contains(part), "{json}: {error}");
    }
}
