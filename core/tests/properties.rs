//! Properties of every plan.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Funnel, Gate, Goal, Start, Target, chain::Required};
use proptest::prelude::*;

fn rates() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1e-6..=1.0f64, 1..9)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-13 * a.abs().max(b.abs())
}

proptest! {
    #[test]
    fn a_plan_agrees_with_its_chain(rates in rates(), revenue in 1.0..1e7f64, value in 1.0..1e5f64, actual in 0.0..1e4f64) {
        let mut builder = Funnel::builder().sale_value(value);
        for &rate in &rates {
            builder = builder.gate("", Gate::new(rate).unwrap());
        }
        let funnel = builder.build().unwrap();
        let plan = funnel.plan(Target::new(Goal::Revenue(revenue)).actual(actual)).unwrap();
        let mut volumes = vec![0.0; rates.len() + 1];
        let entry = funnel.chain().required(Goal::Revenue(revenue), value, Start::Empty, &mut volumes).unwrap();
        prop_assert_eq!(entry, Required::Entry(plan.periods[0].stages[0].whole.exact));
        for (stage, volume) in plan.periods[0].stages.iter().zip(&volumes) {
            prop_assert_eq!(stage.whole.exact, *volume);
        }
        let week = &plan.periods[1];
        prop_assert!(close(week.stages[0].whole.exact, volumes[0] * 12.0 / 52.0));
        let delivered = week.delivers.attainment.unwrap();
        prop_assert!(delivered >= 1.0 - 1e-11);
        prop_assert!(close(week.delivers.revenue.unwrap(), delivered * revenue * 12.0 / 52.0));
        // With nothing reached and the whole period left, gauge and landing are one.
        prop_assert!(close(plan.pace.gauge.unwrap(), plan.pace.landing.unwrap()));
        prop_assert_eq!(plan.pace.attainment, None);
        prop_assert_eq!(plan.sensitivity.len(), 2 * rates.len() + 1);
    }
}
