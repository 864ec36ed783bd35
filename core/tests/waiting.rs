//! Goals of funnels in which items wait already, as the planner answers them. The method has its own tests in the module.
// Tests compare with a tolerance, so std's float functions will do.
#![allow(clippy::disallowed_methods)]
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::{
    Calendar, Chance, Evidence, Gate, Goal, Method, Period, Planner, Probability, Start, Target,
    plan::{Confident, Workspace},
};
use proptest::prelude::*;

struct Case {
    gates: Vec<Gate>,
    open: Vec<f64>,
    goal: f64,
}

impl Case {
    fn ask<T>(&self, question: impl Fn(&Planner<'_>, &Target<'_>, &mut Workspace<'_>) -> T) -> T {
        let gates = self.gates.len();
        let mut work = Workspace {
            volumes: &mut vec![0.0; 4 * gates + 4],
            evidence: &mut vec![None; gates],
            gathered: &mut vec![Evidence::UNIFORM; gates],
            cells: None,
        };
        let mut rates = vec![0.0; gates];
        let planner = Planner::from_gates(&self.gates, &mut rates, None, Calendar::COMMON).unwrap();
        let goal = Goal::Volume { stage: gates, target: self.goal };
        let target = Target::new(goal).start(Start::Open(&self.open)).prior(Evidence::JEFFREYS);
        question(&planner, &target, &mut work)
    }

    fn chance(&self, units: f64) -> Probability {
        self.ask(|planner, target, work| {
            planner.chance(target, units, Period::Month, work).unwrap()
        })
    }

    fn fewest(&self, confidence: f64) -> f64 {
        self.ask(|planner, target, work| {
            let mut volumes = vec![0.0; self.open.len()];
            match planner.confident(target, confidence, work, &mut volumes).unwrap() {
                Confident::Plan { .. } => volumes[0],
                Confident::Never { .. } => f64::INFINITY,
            }
        })
    }
}

/// Counted as inputs, those that wait before the second gate gave a chance of 0.583. Expected values: gate by gate from
/// the first, mpmath and numpy's extended precision.
#[test]
fn items_before_the_second_gate() {
    let gates = vec![Gate::from_counts(26.0, 80.0).unwrap(), Gate::new(0.79).unwrap()];
    let case = Case { gates, open: vec![0.0, 538.0, 0.0], goal: 487.0 };
    let chance = case.chance(314.0);
    assert_eq!(chance.method, Method::Quadrature);
    assert!((chance.value - 0.867_173_603_441_375_8).abs() < 1e-12, "{chance:?}");
    // 327 reach it with 0.89924, 328 with 0.90140.
    assert_eq!(case.fewest(0.9), 328.0);
}

proptest! {
    #![proptest_config(cases::cases(24))]

    /// More arrivals never make the goal less likely, and the tails make 1.
    #[test]
    fn rises_with_units(
        gates in prop::collection::vec((0.02..1.0f64, prop::option::of(0..=60u32), 0u32..900), 2..4),
        share in 0.2..0.9f64, units in 1u32..2_000,
    ) {
        let known = |&(rate, passed, _): &(f64, Option<u32>, u32)| match passed {
            Some(passed) => Gate::from_counts(f64::from(passed), 60.0).unwrap(),
            None => Gate::new(rate).unwrap(),
        };
        let open: Vec<f64> = gates.iter().map(|gate| f64::from(gate.2)).chain([0.0]).collect();
        let most = f64::from(units) + open.iter().sum::<f64>();
        let goal = (share * share * most).ceil();
        let case = Case { gates: gates.iter().map(known).collect(), open, goal };
        let mut before = 0.0;
        for more in [0.0, 1.0, 2.0, 50.0, 51.0, 400.0, 401.0] {
            let chance = case.chance(f64::from(units) + more);
            prop_assert!(chance.value >= before - 1e-11, "{chance:?} after {before}");
            prop_assert!((chance.value + chance.complement - 1.0).abs() < 1e-12, "{chance:?}");
            before = chance.value;
        }
    }

    /// What waits at the first stage alone are inputs, to the last bit.
    #[test]
    fn at_the_first_stage_they_are_inputs(
        rate in 0.02..1.0f64, passed in 0u32..50, waiting in 0u32..2_000, units in 0u32..2_000, goal in 1u32..900,
    ) {
        let passed = f64::from(passed);
        let case = Case {
            gates: vec![Gate::new(rate).unwrap(), Gate::from_counts(passed, 50.0).unwrap()],
            open: vec![f64::from(waiting), 0.0, 0.0],
            goal: f64::from(goal),
        };
        let counted = [Evidence::JEFFREYS.observe(passed, 50.0).unwrap()];
        let inputs = Chance::counted(&counted).unwrap().and_known(rate).unwrap();
        let wanted = inputs.results(waiting + units).unwrap().at_least(goal).unwrap();
        prop_assert_eq!(case.chance(f64::from(units)), wanted);
    }
}
