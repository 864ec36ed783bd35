//! Whole units by a named policy.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Chain, Goal, Policy, Start, trace::TracedStep};
use proptest::prelude::*;

fn rates() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1e-6..=1.0f64, 1..9)
}

fn required(rates: &[f64], target: f64) -> Vec<f64> {
    let chain = Chain::new(rates).unwrap();
    let mut volumes = vec![f64::NAN; chain.stages()];
    let goal = Goal::Volume { stage: chain.gates(), target };
    let _ = chain.required(goal, 0.0, Start::Empty, &mut volumes).unwrap();
    volumes
}

proptest! {
    #[test]
    fn whole_units_stay_close(exact in 0.0..1e9f64) {
        let up = Policy::Up.apply(exact).unwrap();
        prop_assert!(up.units % 1.0 == 0.0 && up.residual() > -exact * 1e-11 && up.residual() < 1.0);
        let nearest = Policy::Nearest.apply(exact).unwrap();
        prop_assert!(nearest.units % 1.0 == 0.0 && nearest.residual().abs() <= 0.5 + exact * 1e-11);
    }

    #[test]
    fn noise_adds_no_unit(units in 1u32..1_000_000, parts in 1u32..1000) {
        // n parts of units/n each, added up one by one, are the units again, up to roundings.
        let part = f64::from(units) / f64::from(parts);
        let sum: f64 = (0..parts).map(|_| part).sum();
        prop_assert_eq!(Policy::Up.apply(sum).unwrap().units, f64::from(units));
        prop_assert_eq!(Policy::Nearest.apply(sum + 0.5).unwrap().units, f64::from(units) + 1.0);
    }

    #[test]
    fn each_stage_rounded_up_is_never_less(rates in rates(), target in 0.01..1e3f64) {
        let exact = required(&rates, target);
        let chain = Chain::new(&rates).unwrap();
        let (mut up, mut each) = (vec![0.0; exact.len()], vec![0.0; exact.len()]);
        Policy::Up.apply_each(&chain, rates.len(), &exact, &mut up).unwrap();
        Policy::UpEachStage.apply_each(&chain, rates.len(), &exact, &mut each).unwrap();
        for stage in 0..exact.len() {
            prop_assert!(each[stage] >= up[stage] * (1.0 - 1e-11));
            prop_assert!(up[stage] >= exact[stage] * (1.0 - 1e-11));
        }
        // Every whole volume is enough for the next.
        for gate in 0..rates.len() {
            prop_assert!(each[gate] * rates[gate] >= each[gate + 1] * (1.0 - 1e-11));
        }
    }
}

#[test]
fn policies_are_words() {
    for &policy in Policy::ALL {
        assert_eq!(policy.to_string().parse(), Ok(policy));
    }
    let error = "Up".parse::<Policy>().unwrap_err();
    assert_eq!(error.to_string(), "policy: unknown name; allowed: up, nearest, up_each_stage");
}

/// A volume or rate one last digit beyond its limit acts as the limit.
#[test]
fn a_hair_outside_acts_as_the_limit() {
    let chain = Chain::new(&[1.0 + f64::EPSILON, 0.5]).unwrap();
    let mut whole = [0.0; 3];
    for policy in [Policy::Up, Policy::UpEachStage] {
        policy.apply_each(&chain, 2, &[4.0, 4.0, 2.0], &mut whole).unwrap();
        assert_eq!(whole, [4.0, 4.0, 2.0]);
        policy.apply_each(&chain, 0, &[-f64::EPSILON; 3], &mut whole).unwrap();
        assert_eq!(whole.map(f64::to_bits), [0; 3]);
    }
    assert_eq!(Policy::Up.apply(-f64::EPSILON).unwrap().units.to_bits(), 0);
}

/// Each volume is one step of the working, whichever policy: 8 sales, 13 appointments where 12.5 are needed, and what the
/// rounded stages before them ask for.
#[test]
fn the_working_of_whole_units() {
    let chain = Chain::new(&[0.5, 0.64]).unwrap();
    let exact = [25.0, 12.5, 8.0];
    for (policy, stage, units) in [
        (Policy::Up, 2, [25.0, 13.0, 8.0]),
        (Policy::Nearest, 2, [25.0, 13.0, 8.0]),
        (Policy::UpEachStage, 2, [26.0, 13.0, 8.0]),
        (Policy::UpEachStage, 1, [26.0, 13.0, 8.0]),
        (Policy::UpEachStage, 0, [25.0, 13.0, 8.0]),
    ] {
        let (mut whole, mut steps) = ([-7.0; 3], Vec::new());
        policy.apply_each_traced(&chain, stage, &exact, &mut whole, &mut steps).unwrap();
        assert_eq!(whole, units, "{policy} {stage}");
        for (place, units) in units.into_iter().enumerate() {
            let of_stage = |step: &&TracedStep| {
                step.name.name() == "whole" && step.name.index() == Some(place)
            };
            let told: Vec<_> = steps.iter().filter(of_stage).map(|step| step.value).collect();
            assert_eq!(told, [units], "{policy} {stage}: {steps:?}");
        }
    }
}
