//! Every error kind is returned for the input that it describes, with its field, index, value and limit.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Calendar, Chain, Chance, Count, DealSize, Error, ErrorKind, Evidence, Field, Flow, Funnel,
    Gate, Goal, Method, Period, Planner, Policy, Quantity, Rate, Start, Target,
    chain::{
        Answer, Costs, Entry, Knowns, Lever, Mix, RollUp, Segment, Situation, Step, StepKind, solve,
    },
    funnel::FunnelBuilder,
    math,
    plan::{LeftOut, WorkingDays, Workspace},
    rate::GateCounts,
    scorecard::{
        ActivityGauge, Attainment, Coverage, OpenDeals, Velocity, VelocityLever, required_coverage,
    },
};
use std::collections::BTreeSet;

const RATES: &[f64] = &[0.65, 0.4];
const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

fn required(goal: Goal, value: f64, start: Start<'_>, len: usize) -> Error {
    let mut volumes = vec![-7.0; len];
    let error = Chain::new(RATES).unwrap().required(goal, value, start, &mut volumes).unwrap_err();
    assert!(volumes.iter().all(|&volume| volume == -7.0), "nothing is written on an error");
    error
}

fn forward(rates: &[f64], entry: f64, value: f64, len: usize) -> Error {
    let mut volumes = vec![-7.0; len];
    let error =
        Chain::new(rates).unwrap().forward(Entry::First(entry), value, &mut volumes).unwrap_err();
    assert!(volumes.iter().all(|&volume| volume == -7.0), "nothing is written on an error");
    error
}

fn sensitivity(situation: Situation, lever: Lever, step: Step) -> Error {
    Chain::new(RATES).unwrap().sensitivity(&situation, lever, step).unwrap_err()
}

fn solved(knowns: Knowns<'_>, stages: usize, gates: usize) -> Error {
    let (mut volumes, mut rates) =
        (vec![Answer::Given(-7.0); stages], vec![Answer::Given(-7.0); gates]);
    let error = solve(&knowns, &mut volumes, &mut rates).unwrap_err();
    assert!(volumes.iter().chain(&rates).all(|answer| *answer == Answer::Given(-7.0)));
    error
}

fn rolled(
    gates: usize,
    rates: &[f64],
    entries: &[f64],
    values: &[f64],
    lens: (usize, usize),
) -> Error {
    let (mut volumes, mut implied) = (vec![-7.0; lens.0], vec![Some(-7.0); lens.1]);
    let error = RollUp { gates, rates, entries, sale_values: values }
        .total(&mut volumes, &mut implied)
        .unwrap_err();
    assert!(volumes.iter().all(|&volume| volume == -7.0));
    assert!(implied.iter().all(|&rate| rate == Some(-7.0)));
    error
}

fn counted(successes: &[f64], trials: &[f64], len: usize) -> Error {
    let mut rates = vec![Some(-7.0); len];
    let error = GateCounts { successes, trials }.rates(&mut rates).unwrap_err();
    assert!(rates.iter().all(|&rate| rate == Some(-7.0)));
    error
}

fn whole(stage: usize, exact: &[f64], len: usize) -> Error {
    let mut units = vec![-7.0; len];
    let chain = Chain::new(&[1e-200, 1e-200]).unwrap();
    let error = Policy::UpEachStage.apply_each(&chain, stage, exact, &mut units).unwrap_err();
    assert!(units.iter().all(|&units| units == -7.0));
    error
}

fn gate() -> FunnelBuilder {
    Funnel::builder().gate("", Gate::new(0.5).unwrap())
}

fn sized(size: DealSize<'_>) -> Error {
    Chance::known(0.5).unwrap().inputs_for_revenue(&size, 1.0, 0.5).unwrap_err()
}

fn funnel() -> Funnel {
    Funnel::builder().gate("", Gate::new(0.5).unwrap()).sale_value(2.0).build().unwrap()
}

const NOW: Situation =
    Situation { goal: Goal::Revenue(1.0), sale_value: 1.0, stage: 0, volume: 1.0 };
const KNOWNS: Knowns<'static> =
    Knowns { volumes: &[Some(1.0), None], rates: &[Some(0.5)], sale_value: None, revenue: None };

#[test]
fn every_kind_where_it_belongs() {
    use ErrorKind as K;
    let target = |stage, target| Goal::Volume { stage, target };
    let velocity = Velocity { opportunities: 1.0, sale_value: 1.0, win_rate: 1.0, cycle_days: 1.0 };
    let common = Calendar::COMMON;
    // The error, its kind, the field with its index, the value, and the limit.
    type Case = (Error, ErrorKind, &'static str, Option<f64>, Option<f64>);
    let cases: Vec<Case> = vec![
        (Rate::new(NAN).unwrap_err(), K::Rate, "rate", Some(NAN), None),
        (Rate::new(-1e-9).unwrap_err(), K::Rate, "rate", Some(-1e-9), None),
        (Rate::new(1.0 + 1e-9).unwrap_err(), K::Rate, "rate", Some(1.0 + 1e-9), None),
        (Gate::new(2.0).unwrap_err(), K::Rate, "rate", Some(2.0), None),
        (Chain::new(&[0.5, INF]).unwrap_err(), K::Rate, "rates[1]", Some(INF), None),
        (sensitivity(NOW, Lever::Gate(0), Step::To(1.5)), K::Rate, "step.to", Some(1.5), None),
        (
            solved(Knowns { rates: &[Some(NAN)], ..KNOWNS }, 2, 1),
            K::Rate,
            "rates[0]",
            Some(NAN),
            None,
        ),
        (
            rolled(1, &[0.5, 1.5], &[1.0, 1.0], &[1.0, 1.0], (2, 1)),
            K::Rate,
            "rates[1]",
            Some(1.5),
            None,
        ),
        (required_coverage(1.5).unwrap_err(), K::Rate, "win_rate", Some(1.5), None),
        (
            Velocity { opportunities: 1.0, sale_value: 1.0, win_rate: 1.1, cycle_days: 1.0 }
                .per_day()
                .unwrap_err(),
            K::Rate,
            "win_rate",
            Some(1.1),
            None,
        ),
        (
            gate().benchmark(NAN).build().unwrap_err(),
            K::Rate,
            "gates[0].benchmark",
            Some(NAN),
            None,
        ),
        (
            OpenDeals { values: &[1.0, 1.0], probabilities: &[0.5, -0.5] }.pipeline().unwrap_err(),
            K::Probability,
            "probabilities[1]",
            Some(-0.5),
            None,
        ),
        (forward(RATES, INF, 1.0, 3), K::Volume, "entry", Some(INF), None),
        (
            required(target(1, -2.0), 1.0, Start::Empty, 3),
            K::Volume,
            "goal.target",
            Some(-2.0),
            None,
        ),
        (
            required(target(1, 2.0), 1.0, Start::Open(&[0.0, NAN, 0.0]), 3),
            K::Volume,
            "start[1]",
            Some(NAN),
            None,
        ),
        (
            required(target(1, 2.0), 1.0, Start::Reached(&[0.0, 0.0, -1.0]), 3),
            K::Volume,
            "start[2]",
            Some(-1.0),
            None,
        ),
        (
            sensitivity(Situation { volume: -1.0, ..NOW }, Lever::SaleValue, Step::Points(1.0)),
            K::Volume,
            "volume",
            Some(-1.0),
            None,
        ),
        (
            solved(Knowns { volumes: &[None, Some(-1.0)], ..KNOWNS }, 2, 1),
            K::Volume,
            "volumes[1]",
            Some(-1.0),
            None,
        ),
        (
            rolled(1, &[0.5, 0.5], &[1.0, NAN], &[1.0, 1.0], (2, 1)),
            K::Volume,
            "entries[1]",
            Some(NAN),
            None,
        ),
        (
            common.convert(-1.0, Period::Day, Period::Day).unwrap_err(),
            K::Volume,
            "amount",
            Some(-1.0),
            None,
        ),
        (Policy::Up.apply(INF).unwrap_err(), K::Volume, "volume", Some(INF), None),
        (whole(1, &[1.0, NAN, 1.0], 3), K::Volume, "exact[1]", Some(NAN), None),
        (
            ActivityGauge { actual: -1.0, required: 1.0 }.value().unwrap_err(),
            K::Volume,
            "actual",
            Some(-1.0),
            None,
        ),
        (
            ActivityGauge { actual: 1.0, required: -1.0 }.value().unwrap_err(),
            K::Volume,
            "required",
            Some(-1.0),
            None,
        ),
        (
            Velocity { opportunities: -1.0, sale_value: 1.0, win_rate: 1.0, cycle_days: 1.0 }
                .per_day()
                .unwrap_err(),
            K::Volume,
            "opportunities",
            Some(-1.0),
            None,
        ),
        (
            funnel().plan(Target::new(Goal::Revenue(1.0)).actual(-1.0)).unwrap_err(),
            K::Volume,
            "actual",
            Some(-1.0),
            None,
        ),
        (forward(RATES, 1.0, -1.0, 3), K::Money, "sale_value", Some(-1.0), None),
        (
            required(Goal::Revenue(INF), 1.0, Start::Empty, 3),
            K::Money,
            "goal.revenue",
            Some(INF),
            None,
        ),
        (
            required(Goal::Revenue(1.0), -1.0, Start::Empty, 3),
            K::Money,
            "sale_value",
            Some(-1.0),
            None,
        ),
        (
            solved(Knowns { revenue: Some(-1.0), ..KNOWNS }, 2, 1),
            K::Money,
            "revenue",
            Some(-1.0),
            None,
        ),
        (
            solved(Knowns { sale_value: Some(-1.0), ..KNOWNS }, 2, 1),
            K::Money,
            "sale_value",
            Some(-1.0),
            None,
        ),
        (
            rolled(1, &[0.5, 0.5], &[1.0, 1.0], &[-1.0, 1.0], (2, 1)),
            K::Money,
            "sale_values[0]",
            Some(-1.0),
            None,
        ),
        (
            OpenDeals { values: &[1.0, -1.0], probabilities: &[0.5, 0.5] }.pipeline().unwrap_err(),
            K::Money,
            "values[1]",
            Some(-1.0),
            None,
        ),
        (
            Attainment { actual: 1.0, goal: NAN }.value().unwrap_err(),
            K::Money,
            "goal",
            Some(NAN),
            None,
        ),
        (
            Attainment { actual: INF, goal: 1.0 }.value().unwrap_err(),
            K::Booked,
            "actual",
            Some(INF),
            None,
        ),
        (
            Coverage { pipeline: 1.0, quota: -1.0, booked: 1.0 }.value().unwrap_err(),
            K::Money,
            "quota",
            Some(-1.0),
            None,
        ),
        (
            Coverage { pipeline: 1.0, quota: 1.0, booked: NAN }.value().unwrap_err(),
            K::Booked,
            "booked",
            Some(NAN),
            None,
        ),
        (
            Velocity { opportunities: 1.0, sale_value: INF, win_rate: 1.0, cycle_days: 1.0 }
                .per_day()
                .unwrap_err(),
            K::Money,
            "sale_value",
            Some(INF),
            None,
        ),
        (sensitivity(NOW, Lever::SaleValue, Step::To(-1.0)), K::Money, "step.to", Some(-1.0), None),
        (gate().sale_value(NAN).build().unwrap_err(), K::Money, "sale_value", Some(NAN), None),
        (
            gate().sale_value_benchmark(NAN).build().unwrap_err(),
            K::Money,
            "sale_value_benchmark",
            Some(NAN),
            None,
        ),
        (Count::new(2.5).unwrap_err(), K::Count, "count", Some(2.5), None),
        (
            Count::new(2.0 * Count::MAX).unwrap_err(),
            K::Count,
            "count",
            Some(2.0 * Count::MAX),
            None,
        ),
        (Count::new(-1.0).unwrap_err(), K::Count, "count", Some(-1.0), None),
        (Gate::from_counts(-0.5, 1.0).unwrap_err(), K::Credit, "successes", Some(-0.5), None),
        (Gate::from_counts(0.5, INF).unwrap_err(), K::Credit, "trials", Some(INF), None),
        (counted(&[1.0, 1.0], &[1.0, NAN], 2), K::Credit, "trials[1]", Some(NAN), None),
        (Gate::from_counts(3.0, 2.0).unwrap_err(), K::Successes, "successes", Some(3.0), None),
        (counted(&[1.0, 2.0], &[1.0, 1.0], 2), K::Successes, "successes[1]", Some(2.0), None),
        (Gate::from_counts(0.0, 0.0).unwrap_err(), K::NoTrials, "trials", None, None),
        (counted(&[1.0], &[0.0], 1), K::Successes, "successes[0]", Some(1.0), None),
        (Gate::one_in(INF).unwrap_err(), K::OneIn, "one_in", Some(INF), None),
        (Gate::one_in(0.99).unwrap_err(), K::OneIn, "one_in", Some(0.99), None),
        (Chain::new(&[]).unwrap_err(), K::NoGates, "rates", None, None),
        (solved(Knowns { rates: &[], ..KNOWNS }, 2, 0), K::NoGates, "rates", None, None),
        (rolled(0, &[], &[], &[], (1, 0)), K::NoGates, "gates", None, None),
        (Funnel::builder().build().unwrap_err(), K::NoGates, "gates", None, None),
        (
            required(target(3, 1.0), 1.0, Start::Empty, 3),
            K::Stage,
            "goal.stage",
            Some(3.0),
            Some(2.0),
        ),
        (
            sensitivity(Situation { stage: 3, ..NOW }, Lever::Gate(0), Step::Points(1.0)),
            K::Stage,
            "stage",
            Some(3.0),
            Some(2.0),
        ),
        (whole(3, &[1.0; 3], 3), K::Stage, "stage", Some(3.0), Some(2.0)),
        (
            sensitivity(
                Situation { goal: target(0, 1.0), stage: 1, ..NOW },
                Lever::Gate(0),
                Step::Points(1.0),
            ),
            K::ActivityStage,
            "stage",
            Some(1.0),
            Some(0.0),
        ),
        (
            funnel().plan(Target::new(target(0, 1.0)).activity_stage(1)).unwrap_err(),
            K::ActivityStage,
            "activity_stage",
            Some(1.0),
            Some(0.0),
        ),
        (
            sensitivity(NOW, Lever::Gate(2), Step::Points(1.0)),
            K::Gate,
            "gate",
            Some(2.0),
            Some(1.0),
        ),
        (
            Funnel::builder().benchmark(0.5).build().unwrap_err(),
            K::StrayBenchmark,
            "gates.benchmark",
            Some(0.5),
            None,
        ),
        (forward(RATES, 1.0, 1.0, 2), K::Length, "volumes", Some(2.0), Some(3.0)),
        (
            required(target(1, 1.0), 1.0, Start::Empty, 4),
            K::Length,
            "volumes",
            Some(4.0),
            Some(3.0),
        ),
        (
            required(target(1, 1.0), 1.0, Start::Open(&[]), 3),
            K::Length,
            "start",
            Some(0.0),
            Some(3.0),
        ),
        (counted(&[1.0], &[1.0, 1.0], 1), K::Length, "trials", Some(2.0), Some(1.0)),
        (counted(&[1.0], &[1.0], 2), K::Length, "rates", Some(2.0), Some(1.0)),
        (
            solved(Knowns { volumes: &[None], ..KNOWNS }, 2, 1),
            K::Length,
            "volumes",
            Some(1.0),
            Some(2.0),
        ),
        (solved(KNOWNS, 3, 1), K::Length, "volumes", Some(3.0), Some(2.0)),
        (solved(KNOWNS, 2, 2), K::Length, "rates", Some(2.0), Some(1.0)),
        (rolled(2, &[0.5; 3], &[1.0], &[1.0], (3, 2)), K::Length, "rates", Some(3.0), Some(2.0)),
        (rolled(1, &[0.5], &[1.0], &[], (2, 1)), K::Length, "sale_values", Some(0.0), Some(1.0)),
        (rolled(1, &[0.5], &[1.0], &[1.0], (1, 1)), K::Length, "volumes", Some(1.0), Some(2.0)),
        (rolled(1, &[0.5], &[1.0], &[1.0], (2, 3)), K::Length, "implied", Some(3.0), Some(1.0)),
        (whole(1, &[1.0; 2], 3), K::Length, "exact", Some(2.0), Some(3.0)),
        (whole(1, &[1.0; 3], 2), K::Length, "whole", Some(2.0), Some(3.0)),
        (
            OpenDeals { values: &[1.0], probabilities: &[] }.pipeline().unwrap_err(),
            K::Length,
            "probabilities",
            Some(0.0),
            Some(1.0),
        ),
        (forward(&[1.0], f64::MAX, 2.0, 2), K::Overflow, "revenue", None, None),
        (
            required(Goal::Revenue(f64::MAX), 0.5, Start::Empty, 3),
            K::Overflow,
            "volumes[2]",
            None,
            None,
        ),
        (
            required(target(2, f64::MAX), 0.5, Start::Empty, 3),
            K::Overflow,
            "volumes[0]",
            None,
            None,
        ),
        (whole(2, &[1.0; 3], 3), K::Overflow, "whole[0]", None, None),
        (
            solved(Knowns { volumes: &[None, Some(f64::MAX)], ..KNOWNS }, 2, 1),
            K::Overflow,
            "volumes[0]",
            None,
            None,
        ),
        (
            solved(
                Knowns { volumes: &[None, Some(1e300)], sale_value: Some(1e300), ..KNOWNS },
                2,
                1,
            ),
            K::Overflow,
            "revenue",
            None,
            None,
        ),
        (
            solved(Knowns { volumes: &[None, Some(1e-300)], revenue: Some(1e300), ..KNOWNS }, 2, 1),
            K::Overflow,
            "sale_value",
            None,
            None,
        ),
        (
            rolled(1, &[1.0; 2], &[f64::MAX; 2], &[0.0; 2], (2, 1)),
            K::Overflow,
            "volumes",
            None,
            None,
        ),
        (
            rolled(1, &[1.0; 2], &[f64::MAX; 2], &[1.0; 2], (2, 1)),
            K::Overflow,
            "revenue",
            None,
            None,
        ),
        (
            common.convert(f64::MAX, Period::Day, Period::Year).unwrap_err(),
            K::Overflow,
            "amount",
            None,
            None,
        ),
        (
            ActivityGauge { actual: f64::MAX, required: 0.5 }.value().unwrap_err(),
            K::Overflow,
            "",
            None,
            None,
        ),
        (
            Attainment { actual: f64::MAX, goal: 0.5 }.value().unwrap_err(),
            K::Overflow,
            "",
            None,
            None,
        ),
        (
            OpenDeals { values: &[f64::MAX; 2], probabilities: &[0.5; 2] }.pipeline().unwrap_err(),
            K::Overflow,
            "",
            None,
            None,
        ),
        (
            OpenDeals { values: &[1e200], probabilities: &[0.5] }.pipeline().unwrap_err(),
            K::Overflow,
            "",
            None,
            None,
        ),
        (
            Coverage { pipeline: f64::MAX, quota: 0.5, booked: 0.0 }.value().unwrap_err(),
            K::Overflow,
            "",
            None,
            None,
        ),
        (required_coverage(f64::MIN_POSITIVE / 8.0).unwrap_err(), K::Overflow, "", None, None),
        (
            Velocity { opportunities: f64::MAX, sale_value: 2.0, win_rate: 1.0, cycle_days: 1.0 }
                .per_day()
                .unwrap_err(),
            K::Overflow,
            "",
            None,
            None,
        ),
        (
            Calendar::selling_weeks(0.0).unwrap_err(),
            K::WeeksPerYear,
            "selling_weeks",
            Some(0.0),
            None,
        ),
        (
            Calendar::selling_weeks(53.5).unwrap_err(),
            K::WeeksPerYear,
            "selling_weeks",
            Some(53.5),
            None,
        ),
        (
            common.with_days_per_week(7.5).unwrap_err(),
            K::DaysPerWeek,
            "days_per_week",
            Some(7.5),
            None,
        ),
        (
            common.with_days_per_week(0.0).unwrap_err(),
            K::DaysPerWeek,
            "days_per_week",
            Some(0.0),
            None,
        ),
        (
            Velocity { opportunities: 1.0, sale_value: 1.0, win_rate: 1.0, cycle_days: NAN }
                .per_day()
                .unwrap_err(),
            K::Days,
            "cycle_days",
            Some(NAN),
            None,
        ),
        (sensitivity(NOW, Lever::Gate(0), Step::Points(NAN)), K::Step, "step", Some(NAN), None),
        (sensitivity(NOW, Lever::Gate(0), Step::Points(INF)), K::Step, "step", Some(INF), None),
        (sensitivity(NOW, Lever::Gate(1), Step::Points(-41.0)), K::Step, "step", Some(-41.0), None),
        (
            sensitivity(NOW, Lever::SaleValue, Step::Percent(-101.0)),
            K::Step,
            "step",
            Some(-101.0),
            None,
        ),
        (
            sensitivity(
                Situation { sale_value: f64::MAX, ..NOW },
                Lever::SaleValue,
                Step::Percent(10.0),
            ),
            K::Step,
            "step",
            Some(10.0),
            None,
        ),
        (velocity.effect(VelocityLever::Cycle, -1.1).unwrap_err(), K::Step, "by", Some(-1.1), None),
        (velocity.effect(VelocityLever::WinRate, NAN).unwrap_err(), K::Step, "by", Some(NAN), None),
        (velocity.effect(VelocityLever::WinRate, INF).unwrap_err(), K::Step, "by", Some(INF), None),
        (
            Velocity { opportunities: f64::MAX, sale_value: 0.0, win_rate: 1.0, cycle_days: 1.0 }
                .effect(VelocityLever::Opportunities, 1.0)
                .unwrap_err(),
            K::Step,
            "by",
            Some(1.0),
            None,
        ),
        (
            gate().build().unwrap().plan(Goal::Revenue(1.0)).unwrap_err(),
            K::NoSaleValue,
            "sale_value",
            None,
            None,
        ),
        (
            Costs::new(&Chain::new(&[0.5]).unwrap(), &[1.0, -1.0]).unwrap_err(),
            K::Cost,
            "costs[1]",
            Some(-1.0),
            None,
        ),
        (Mix::new(&[]).unwrap_err(), K::Shares, "segments.share", Some(0.0), None),
        ("fortnight".parse::<Period>().unwrap_err(), K::Name, "period", None, None),
        ("Up".parse::<Policy>().unwrap_err(), K::Name, "policy", None, None),
        ("lunar".parse::<Calendar>().unwrap_err(), K::Name, "calendar", None, None),
        (gate_form(), K::GateForm, "gates[0]", None, None),
        (days(21.0, 20.0), K::ElapsedDays, "elapsed_days", Some(21.0), Some(20.0)),
        (days(0.0, 0.0), K::NoDays, "total_days", None, None),
        (mean(3.0), K::SaleValueMean, "sale_value", Some(3.0), Some(3400.0)),
        (named("A", "A"), K::DuplicateName, "gates[0].name", None, None),
        (named(" ", "A"), K::BlankName, "entry", None, None),
        (named("", "\t"), K::BlankName, "gates[0].name", None, None),
        (math::incomplete_beta(1.0, NAN, 0.5).unwrap_err(), K::Shape, "b", Some(NAN), None),
        (math::gamma_quantile(INF, 0.5).unwrap_err(), K::Shape, "a", Some(INF), None),
        (math::beta_quantile(1.0, 1.0, -0.5).unwrap_err(), K::Probability, "p", Some(-0.5), None),
        (math::incomplete_gamma(1.0, -1.0).unwrap_err(), K::Volume, "x", Some(-1.0), None),
        (Evidence::new(1e-10, 1.0).unwrap_err(), K::EvidenceShape, "evidence.a", Some(1e-10), None),
        (math::binomial_probability(1.5, 2.0, 0.5).unwrap_err(), K::Count, "k", Some(1.5), None),
        (math::binomial_probability(1.0, 2.5, 0.5).unwrap_err(), K::Count, "n", Some(2.5), None),
        (math::normal_tails(NAN).unwrap_err(), K::Score, "z", Some(NAN), None),
        (Flow::counted(3.0, 0.0).unwrap_err(), K::Weeks, "weeks", Some(0.0), None),
        (
            sized(DealSize::Varying { mean: 1.0, variation: -0.5 }),
            K::Variation,
            "size.variation",
            Some(-0.5),
            None,
        ),
        (sized(DealSize::Seen(&[])), K::NoDeals, "size.sizes", None, None),
    ];
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    let mut seen = BTreeSet::new();
    let mut texts = BTreeSet::new();
    for (error, kind, path, value, limit) in cases {
        let text = error.to_string();
        assert_eq!(error.kind(), kind, "{text}");
        assert_eq!(text.split_once(": ").map_or("", |(path, _)| path), path, "{text}");
        assert_eq!(bits(error.value()), bits(value), "{text}");
        assert_eq!(bits(error.limit()), bits(limit), "{text}");
        seen.insert(kind.name());
        texts.insert(text);
    }
    let all: BTreeSet<_> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(all.len(), ErrorKind::ALL.len(), "names are unique");
    assert_eq!(seen, all, "every kind must be exercised");
}

fn days(elapsed: f64, total: f64) -> Error {
    let funnel = Funnel::builder().gate("", Gate::new(0.5).unwrap()).build().unwrap();
    let target = Target::new(Goal::Volume { stage: 1, target: 1.0 });
    funnel.plan(target.working_days(WorkingDays { elapsed, total })).unwrap_err()
}

fn mean(value: f64) -> Error {
    let size = DealSize::Varying { mean: 3_400.0, variation: 0.5 };
    let builder = Funnel::builder().gate("", Gate::new(0.5).unwrap()).deal_size(size);
    assert_eq!(
        builder.clone().sale_value(3_400.000_000_001).build().unwrap().sale_value(),
        Some(3_400.000_000_001)
    );
    builder.sale_value(value).build().unwrap_err()
}

fn named(entry: &str, gate: &str) -> Error {
    Funnel::builder().entry(entry).gate(gate, Gate::new(0.5).unwrap()).build().unwrap_err()
}

/// Only JSON can say a gate in two ways.
#[cfg(feature = "serde")]
fn gate_form() -> Error {
    let message = serde_json::from_str::<Funnel>(r#"{"gates":[{}]}"#).unwrap_err().to_string();
    let error = Error::new(ErrorKind::GateForm).field_is(Field::Gates).at(0);
    assert!(message.starts_with(&error.to_string()), "{message}");
    error
}

#[cfg(not(feature = "serde"))]
fn gate_form() -> Error {
    Error::new(ErrorKind::GateForm).field_is(Field::Gates).at(0)
}

/// Names are part of the interface: hosts switch on them. Append, never change.
#[test]
fn names_are_stable() {
    let names: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(
        names,
        [
            "rate",
            "volume",
            "money",
            "count",
            "successes",
            "no_trials",
            "one_in",
            "no_gates",
            "stage",
            "gate",
            "length",
            "overflow",
            "weeks_per_year",
            "days_per_week",
            "days",
            "step",
            "no_sale_value",
            "gate_form",
            "name",
            "shape",
            "probability",
            "score",
            "weeks",
            "variation",
            "no_deals",
            "booked",
            "credit",
            "evidence_shape",
            "cost",
            "activity_stage",
            "stray_benchmark",
            "shares",
            "elapsed_days",
            "no_days",
            "sale_value_mean",
            "duplicate_name",
            "blank_name",
        ]
    );
}

#[test]
fn the_message_says_what_is_allowed_and_what_was_found() {
    let chain = Chain::new(&[0.5, NAN]).unwrap_err();
    assert_eq!(chain.to_string(), "rates[1]: a rate must be a number from 0 to 1 (got NaN)");
    assert_eq!(format!("{chain:?}"), format!("Error(rate: {chain})"));
    assert_eq!(
        forward(RATES, 1.0, 1.0, 2).to_string(),
        "volumes: a list has the wrong length (got 2, needs 3)"
    );
    assert_eq!(
        forward(RATES, -1.0, 1.0, 3).to_string(),
        "entry: a volume must be a finite number of at least 0 (got -1)"
    );
    assert_eq!(
        Gate::from_counts(0, 0).unwrap_err().to_string(),
        "trials: no trials, so no rate: no data is not 0%"
    );
    assert_eq!(Chain::new(&[]).unwrap_err().to_string(), "rates: a chain needs at least one gate");
    let boxed: Box<dyn std::error::Error> = Box::new(chain);
    assert_eq!(boxed.to_string(), chain.to_string());
}

/// Two different mistakes never have one text: each of these pairs once had.
#[test]
fn two_mistakes_have_two_texts() {
    let sold = |builder: FunnelBuilder| builder.build().unwrap_err().to_string();
    let goal = |amount, value| required(Goal::Revenue(amount), value, Start::Empty, 3).to_string();
    let known =
        |sale_value, revenue| solved(Knowns { sale_value, revenue, ..KNOWNS }, 2, 1).to_string();
    let plan = |target: Target<'_>| funnel().plan(target).unwrap_err().to_string();
    let one = Target::new(Goal::Revenue(1.0));
    let rate = Gate::new(-1.0).unwrap_err().to_string();
    let counts = |successes, trials| Gate::from_counts(successes, trials).unwrap_err().to_string();
    for (one, other, first, second) in [
        (
            sold(gate().sale_value(-1.0)),
            sold(gate().sale_value_benchmark(-1.0)),
            "sale_value: ",
            "sale_value_benchmark: ",
        ),
        (known(Some(-1.0), None), known(None, Some(-1.0)), "sale_value: ", "revenue: "),
        (goal(-1.0, 1.0), goal(1.0, -1.0), "goal.revenue: ", "sale_value: "),
        (rate, sold(gate().benchmark(-1.0)), "rate: ", "gates[0].benchmark: "),
        (
            plan(one.actual(-1.0)),
            plan(one.start(Start::Open(&[-1.0, 0.0]))),
            "actual: ",
            "start[0]: ",
        ),
        (counts(-1.0, 5.0), counts(1.0, -5.0), "successes: ", "trials: "),
    ] {
        assert_ne!(one, other);
        assert!(one.starts_with(first) && other.starts_with(second), "{one} / {other}");
    }
    let late = one.working_days(WorkingDays { elapsed: 12.0, total: 10.0 });
    assert_eq!(
        plan(late),
        "elapsed_days: more days have passed than the period has (got 12, the period has 10)"
    );
    let dear = sold(gate().sale_value(5.0).deal_size(DealSize::Fixed(4.0)));
    assert_eq!(
        dear,
        "sale_value: the sale value must be the mean of the deal sizes, or be left out (got 5, their mean is 4)"
    );
    let behind = Target::new(Goal::Volume { stage: 0, target: 1.0 }).activity_stage(1);
    assert_eq!(
        plan(behind),
        "activity_stage: activity must be counted at or before the goal's stage (got 1, the last is 0)"
    );
}

#[test]
fn errors_are_equal_by_their_bits() {
    let nan = Rate::new(NAN).unwrap_err();
    assert_eq!(nan, nan);
    assert_ne!(nan, Rate::new(2.0).unwrap_err());
    assert_ne!(nan, nan.at(1));
    assert_ne!(nan, Error::new(ErrorKind::Volume).got(NAN));
}

#[test]
fn minus_zero_is_zero() {
    for zero in [Rate::new(-0.0).map(Rate::get), Count::new(-0.0).map(Count::get)] {
        assert_eq!(zero.unwrap().to_bits(), 0.0f64.to_bits());
    }
    let mut volumes = [1.0; 2];
    let revenue =
        Chain::new(&[-0.0]).unwrap().forward(Entry::First(-0.0), -0.0, &mut volumes).unwrap();
    assert_eq!((revenue.to_bits(), volumes.map(f64::to_bits)), (0, [0, 0]));
}

#[test]
fn checked_numbers_convert_both_ways() {
    macro_rules! check {
        ($($name:ident $value:literal),+) => {$(
            let checked = $name::try_from($value).unwrap();
            assert_eq!((checked.get(), f64::from(checked)), ($value, $value));
            assert!($name::try_from(NAN).is_err());
        )+};
    }
    check!(Rate 0.3, Count 40.0);
}

/// Every question of a planner refuses a target that does not fit, and names its field.
#[test]
fn a_planner_checks_its_target_everywhere() {
    use ErrorKind as K;
    let chain = Chain::new(RATES).unwrap();
    let with_value = Planner::new(chain, Some(2.0), Calendar::COMMON).unwrap();
    let without = Planner::new(chain, None, Calendar::COMMON).unwrap();
    let sales = Target::new(Goal::Volume { stage: 2, target: 1.0 });
    let behind = Target::new(Goal::Volume { stage: 1, target: 1.0 }).activity_stage(2);
    let nowhere = Target::new(Goal::Volume { stage: 3, target: 1.0 });
    let revenue = Target::new(Goal::Revenue(1.0));
    let days = |elapsed, total| sales.working_days(WorkingDays { elapsed, total });
    let varying = DealSize::Varying { mean: 3.0, variation: 0.5 };
    for (planner, target, kind, field) in [
        (with_value, behind, K::ActivityStage, Field::ActivityStage),
        (with_value, nowhere, K::Stage, Field::GoalStage),
        (without, revenue, K::NoSaleValue, Field::SaleValue),
        (with_value, revenue.deal_size(varying), K::SaleValueMean, Field::SaleValue),
        (without, revenue.deal_size(DealSize::Fixed(-1.0)), K::Money, Field::SizeMean),
        (with_value, Target::new(Goal::Revenue(-1.0)), K::Money, Field::GoalRevenue),
        (with_value, sales.actual(-1.0), K::Volume, Field::Actual),
        (with_value, sales.left(1.5), K::Rate, Field::Left),
        (with_value, sales.reached(INF), K::Booked, Field::Reached),
        (with_value, sales.entries(&[1.0]), K::Length, Field::Entries),
        (with_value, sales.entries(&[1.0, NAN, 0.0]), K::Volume, Field::Entries),
        (with_value, sales.start(Start::Open(&[1.0])), K::Length, Field::Start),
        (with_value, days(-1.0, 20.0), K::Days, Field::ElapsedDays),
        (with_value, days(1.0, INF), K::Days, Field::TotalDays),
        (with_value, days(0.0, 0.0), K::NoDays, Field::TotalDays),
        (with_value, days(21.0, 20.0), K::ElapsedDays, Field::ElapsedDays),
    ] {
        let (mut volumes, mut evidence, mut gathered) =
            ([0.0; 12], [None; 2], [Evidence::JEFFREYS; 2]);
        let mut work = Workspace {
            volumes: &mut volumes,
            evidence: &mut evidence,
            gathered: &mut gathered,
            cells: None,
        };
        let says = |error: Error| {
            assert_eq!((error.kind(), error.field()), (kind, Some(field)), "{error}");
        };
        says(planner.plan(&target, &mut work, |_| panic!("no item before the error")).unwrap_err());
        says(planner.pace(&target, &mut work).unwrap_err());
        says(planner.chance(&target, 1.0, Period::Week, &mut work).unwrap_err());
        says(planner.confident(&target, 0.5, &mut work, &mut [0.0; 3]).unwrap_err());
    }
    assert_eq!(Planner::new(chain, Some(-1.0), Calendar::COMMON).unwrap_err().kind(), K::Money);
    let planner = with_value.benchmarks(&[None]).unwrap_err();
    assert_eq!((planner.kind(), planner.field()), (K::Length, Some(Field::GateBenchmark)));
    // What is required in a month is a number, in a year of them it is none: 1e307 / 0.26 * 12.
    let funnel = Funnel::builder().gate("", Gate::new(0.26).unwrap()).build().unwrap();
    let many = Target::new(Goal::Volume { stage: 1, target: 1e307 });
    assert!(funnel.plan(many.activity_per(Period::Month)).is_ok());
    assert_eq!(funnel.plan(many.activity_per(Period::Year)).unwrap_err().kind(), K::Overflow);
}

/// The words that a field allows are the names of its type.
#[test]
fn a_field_lists_the_words_of_its_type() {
    fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|&word| name(word)).collect()
    }
    assert_eq!(Field::Period.words(), names(Period::ALL, Period::name));
    assert_eq!(Field::Policy.words(), names(Policy::ALL, Policy::name));
    assert_eq!(Field::Calendar.words(), names(Calendar::NAMED, |(name, _)| name));
    assert_eq!(Field::StepKind.words(), names(StepKind::ALL, StepKind::name));
    assert_eq!(Field::Method.words(), names(Method::ALL, Method::name));
    assert_eq!(Field::VelocityLever.words(), names(VelocityLever::ALL, VelocityLever::name));
    assert_eq!(Field::LeavesOut.words(), names(LeftOut::ALL, LeftOut::name));
}

/// Every function that may fail copies an error, so it stays small: its indices have 32 bits.
#[test]
fn an_error_is_small() {
    assert!(size_of::<Error>() <= 32, "{}", size_of::<Error>());
    let error = |index: usize| Error::new(ErrorKind::Rate).field_is(Field::Rates).at(index);
    assert_eq!(error(7).index(), Some(7));
    assert_eq!(error(usize::MAX).index(), Some(u32::MAX as usize));
    let both = Error::new(ErrorKind::Rate).at_both(3, usize::MAX);
    assert_eq!((both.index(), both.inner_index()), (Some(3), Some(u32::MAX as usize)));
}

/// Errors that differ in one part only, each got from a call.
#[test]
fn errors_are_equal_when_every_part_is() {
    let rates = |rates: &[f64]| Chain::new(rates).unwrap_err();
    assert_eq!(rates(&[0.5, NAN]), rates(&[0.2, NAN]));
    assert_ne!(rates(&[0.5, NAN]), rates(&[NAN]), "index");
    assert_ne!(rates(&[0.5, NAN]), rates(&[0.5, 2.0]), "value");
    assert_ne!(days(21.0, 20.0), days(21.0, 19.0), "limit");
    let error = Error::new(ErrorKind::Rate).field_is(Field::Rates);
    assert_ne!(error, Error::new(ErrorKind::Probability).field_is(Field::Rates), "kind");
    assert_ne!(error, Error::new(ErrorKind::Rate).field_is(Field::Rate), "field");
    assert_ne!(error.at_both(1, 2), error.at_both(1, 3), "inner index");
}

#[test]
fn a_field_is_written_as_its_name() {
    for &field in Field::ALL {
        assert_eq!(field.to_string(), field.name());
    }
    assert_eq!(Field::GoalRevenue.to_string(), "goal.revenue");
}

/// A share is called one, whichever field it is in; a rate stays a rate.
#[test]
fn a_share_is_not_called_a_rate() {
    let left = Field::Left.check(1.5).unwrap_err();
    assert_eq!(left.to_string(), "left: a share must be a number from 0 to 1 (got 1.5)");
    let segments = [Segment { share: -1.0, rates: &[0.5], sale_value: 1.0 }];
    let share = Mix::new(&segments).unwrap_err();
    assert_eq!(
        share.to_string(),
        "segments[0].share: a share must be a number from 0 to 1 (got -1)"
    );
    for &field in Field::ALL {
        if field.quantity() == Some(Quantity::Rate) {
            let message = field.check(2.0).unwrap_err().message();
            let word = if field.name().ends_with("share") || field == Field::Left {
                "share"
            } else {
                "rate"
            };
            assert_eq!(message, format!("a {word} must be a number from 0 to 1"), "{field}");
        }
    }
}
