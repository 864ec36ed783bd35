//! Gauge, attainment, pipeline, coverage and velocity.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::scorecard::{
    ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever,
};
use funnelmath::trace::TracedStep;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_sure_pipeline_has_no_deviation(values in prop::collection::vec(0.0..1e6f64, 0..20)) {
        let sure = OpenDeals { values: &values, probabilities: &vec![1.0; values.len()] }.pipeline().unwrap();
        prop_assert_eq!((sure.weighted, sure.deviation), (sure.total, 0.0));
        let lost = OpenDeals { values: &values, probabilities: &vec![0.0; values.len()] }.pipeline().unwrap();
        prop_assert_eq!((lost.weighted, lost.deviation), (0.0, 0.0));
    }

    #[test]
    fn coverage_and_cushion_agree(pipeline in 0.0..1e9f64, quota in 0.0..1e9f64, booked in 0.0..1e9f64) {
        let now = Coverage { pipeline, quota, booked };
        match now.value().unwrap() {
            Covered::Ratio { ratio, cushion } => {
                prop_assert!(quota > booked);
                prop_assert!((ratio * (quota - booked) - (quota - booked) - cushion).abs() <= 1e-6 * (1.0 + pipeline));
            }
            Covered::Met { surplus } => prop_assert!(surplus == booked - quota && surplus >= 0.0),
        }
    }
}

/// Refunds make booked amounts negative; goals and volumes are not.
#[test]
fn refunds_are_booked_amounts_below_0() {
    assert_eq!(Attainment { actual: -500.0, goal: 1_000.0 }.value(), Ok(Some(-0.5)));
    assert_eq!(Attainment { actual: -500.0, goal: 0.0 }.value(), Ok(None));
    assert_eq!(Attainment { actual: -0.0, goal: 1.0 }.value().unwrap().map(f64::to_bits), Some(0));
    assert!(Attainment { actual: 1.0, goal: -1.0 }.value().is_err());
    assert!(ActivityGauge { actual: -1.0, required: 1.0 }.value().is_err());
    // Of a quota of 1,000 there are 1,200 left.
    let now = Coverage { pipeline: 3_600.0, quota: 1_000.0, booked: -200.0 };
    assert_eq!(now.value(), Ok(Covered::Ratio { ratio: 3.0, cushion: 2_400.0 }));
    let all = Coverage { pipeline: 1.0, quota: f64::MAX, booked: f64::MIN };
    assert!(all.value().is_err());
}

#[test]
fn velocity_levers_are_words() {
    for &lever in VelocityLever::ALL {
        assert_eq!(lever.to_string().parse(), Ok(lever));
    }
    let text = "cycle_days".parse::<VelocityLever>().unwrap_err().to_string();
    assert!(text.ends_with("allowed: opportunities, sale_value, win_rate, cycle"), "{text}");
}

/// A zero has no sign, whatever it is given for.
#[test]
fn no_zero_keeps_its_sign() {
    let Covered::Met { surplus } =
        (Coverage { pipeline: 1.0, quota: 0.0, booked: -0.0 }).value().unwrap()
    else {
        panic!("a quota of 0 is met");
    };
    assert_eq!(surplus.to_bits(), 0);
    let now = Velocity { opportunities: -0.0, sale_value: 1.0, win_rate: 1.0, cycle_days: 1.0 };
    assert_eq!(now.per_day().unwrap().map(f64::to_bits), Some(0));
}

/// Values and probabilities one last digit beyond a limit act as the limit.
#[test]
fn a_hair_outside_acts_as_the_limit() {
    let deals =
        OpenDeals { values: &[-f64::EPSILON, 100.0], probabilities: &[0.5, 1.0 + f64::EPSILON] };
    let pipeline = deals.pipeline().unwrap();
    assert_eq!((pipeline.total, pipeline.weighted, pipeline.deviation), (100.0, 100.0, 0.0));
}

/// A refund too small for a quotient above 0: no zero with a sign.
#[test]
fn an_attainment_of_zero_has_no_sign() {
    for actual in [-0.0, -5e-324] {
        let attainment = Attainment { actual, goal: 10.0 }.value().unwrap().unwrap();
        assert_eq!(attainment.to_bits(), 0.0_f64.to_bits(), "{actual}");
    }
}

/// No zero of an answer or of a weighted value has a sign.
#[test]
fn zeros_have_no_sign() {
    let deals = OpenDeals { values: &[-0.0, 5.0, 7.0], probabilities: &[0.5, -0.0, 0.0] };
    let mut steps = Vec::<TracedStep>::new();
    let pipeline = deals.pipeline_traced(&mut steps).unwrap();
    for answer in [pipeline.weighted, pipeline.deviation] {
        assert_eq!(answer.to_bits(), 0);
    }
    let mut weighted = steps.iter().filter(|step| step.name.name() == "weighted");
    assert!(weighted.all(|step| step.value.is_sign_positive()), "{steps:?}");
}
