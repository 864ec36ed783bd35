//! Worked examples that others published: their inputs, their answers, and the mistakes they warn of.
//!
//! The expected numbers are the published ones, never what the crate says. Where a source has rounded, the
//! test names the policy that rounds the same way.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Calendar, Chain, ErrorKind, Gate, Goal, Period, Policy, Start,
    chain::{Answer, Conflict, Entry, Knowns, Lever, RollUp, Situation, Step, solve},
    rate::GateCounts,
    scorecard::{
        ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever,
        required_coverage,
    },
};

/// The number as it is published, with so many decimals.
#[track_caller]
fn shows(value: f64, published: &str) {
    let decimals = published.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(format!("{value:.decimals$}"), published);
}

/// What a list must be, up to the last digits.
#[track_caller]
fn close(values: &[f64], published: &[f64]) {
    assert_eq!(values.len(), published.len());
    for (value, published) in values.iter().zip(published) {
        let off = (value - published).abs();
        assert!(off <= 1e-14 * published, "{values:?}, published {published}");
    }
}

/// The required volume of every stage, nothing being there yet.
fn required(rates: &[f64], goal: Goal, sale_value: f64) -> Vec<f64> {
    let mut volumes = vec![f64::NAN; rates.len() + 1];
    let chain = Chain::new(rates).unwrap();
    let _ = chain.required(goal, sale_value, Start::Empty, &mut volumes).unwrap();
    volumes
}

fn sales(target: f64, gates: usize) -> Goal {
    Goal::Volume { stage: gates, target }
}

fn weekly(per_month: f64, calendar: Calendar) -> f64 {
    calendar.convert(per_month, Period::Month, Period::Week).unwrap()
}

/// 25,000 a month, 3,400 a sale, 65% and 40%: first appointments a month.
fn anchor() -> f64 {
    required(&[0.65, 0.40], Goal::Revenue(25_000.0), 3_400.0)[0]
}

#[test]
fn anchor_1_in_the_common_calendar() {
    let exact = weekly(anchor(), Calendar::COMMON);
    shows(exact, "6.5263");
    let whole = Policy::Up.apply(exact).unwrap();
    assert_eq!(whole.units, 7.0);
    shows(whole.delivers().unwrap() * 100.0, "107.3");
}

#[test]
fn anchor_1_in_the_four_week_month() {
    let exact = weekly(anchor(), Calendar::FOUR_WEEK_MONTH);
    shows(exact, "7.0701");
    let nearest = Policy::Nearest.apply(exact).unwrap();
    assert_eq!(nearest.units, 7.0);
    shows(nearest.delivers().unwrap() * 100.0, "99.0");
    assert_eq!(Policy::Up.apply(exact).unwrap().units, 8.0);
}

#[test]
fn anchor_2_gauge_and_attainment() {
    let (rates, value, calendar) = ([0.60, 0.40], 3_500.0, Calendar::FOUR_WEEK_MONTH);
    let needed = weekly(required(&rates, Goal::Revenue(25_000.0), value)[0], calendar);
    shows(
        ActivityGauge { actual: 5.0, required: needed }.value().unwrap().unwrap() * 100.0,
        "67.2",
    );
    let monthly = calendar.convert(5.0, Period::Week, Period::Month).unwrap();
    let revenue =
        Chain::new(&rates).unwrap().forward(Entry::First(monthly), value, &mut [0.0; 3]).unwrap();
    shows(Attainment { actual: revenue, goal: 25_000.0 }.value().unwrap().unwrap() * 100.0, "67.2");
}

#[test]
fn seven_first_appointments_a_week() {
    let four_week = weekly(anchor(), Calendar::FOUR_WEEK_MONTH);
    assert_eq!(Policy::Nearest.apply(four_week).unwrap().units, 7.0);
    assert_eq!(Policy::Up.apply(weekly(anchor(), Calendar::COMMON)).unwrap().units, 7.0);
}

#[test]
fn five_appointments_reach_67_percent_of_the_goal() {
    let needed = required(&[0.60, 0.40], Goal::Revenue(25_000.0), 3_500.0)[0];
    let gauge = |calendar| {
        ActivityGauge { actual: 5.0, required: weekly(needed, calendar) }.value().unwrap().unwrap()
    };
    shows(gauge(Calendar::FOUR_WEEK_MONTH) * 100.0, "67");
    shows(gauge(Calendar::FOUR_WEEK_MONTH) * 100.0, "67.2");
    shows(gauge(Calendar::COMMON) * 100.0, "72.8");
}

#[test]
fn fourteen_deals_through_four_gates() {
    let volumes = required(&[0.10, 0.35, 0.50, 0.40], sales(14.0, 4), 0.0);
    close(&volumes, &[2_000.0, 200.0, 70.0, 35.0, 14.0]);
    // In whole units too: the last digits of the divisions must not add a lead.
    let mut whole = [0.0; 5];
    let chain = Chain::new(&[0.10, 0.35, 0.50, 0.40]).unwrap();
    for &policy in Policy::ALL {
        policy.apply_each(&chain, 4, &volumes, &mut whole).unwrap();
        assert_eq!(whole, [2_000.0, 200.0, 70.0, 35.0, 14.0]);
    }
}

#[test]
fn six_sales_at_ratios_of_1_2_4() {
    let half = Gate::one_in(2.0).unwrap().rate().get();
    assert_eq!(required(&[half, half], sales(6.0, 2), 0.0), [24.0, 12.0, 6.0]);
}

#[test]
fn rates_given_as_counts() {
    let mut rates = [None; 2];
    GateCounts { successes: &[2.0, 1.0], trials: &[10.0, 4.0] }.rates(&mut rates).unwrap();
    let rates = rates.map(Option::unwrap);
    close(&required(&rates, sales(2.0, 2), 0.0), &[40.0, 8.0, 2.0]);
}

#[test]
fn rounding_up_at_every_stage() {
    let chain = Chain::new(&[0.22]).unwrap();
    let exact = required(chain.rates(), Goal::Revenue(2_000_000.0), 60_000.0);
    let mut whole = [0.0; 2];
    Policy::UpEachStage.apply_each(&chain, 1, &exact, &mut whole).unwrap();
    assert_eq!(whole, [155.0, 34.0]);
    let pipeline = whole[0] * 60_000.0;
    assert_eq!(pipeline, 9_300_000.0);
    let covered = Coverage { pipeline, quota: 2_000_000.0, booked: 0.0 }.value().unwrap();
    assert_eq!(covered, Covered::Ratio { ratio: 4.65, cushion: 7_300_000.0 });
    shows(required_coverage(0.22).unwrap().unwrap(), "4.545");
}

#[test]
fn ten_reps_of_equal_rates() {
    let mut rates = [None; 4];
    let (out, of) = ([50.0, 30.0, 15.0, 5.0], [100.0, 50.0, 30.0, 15.0]);
    GateCounts { successes: &out, trials: &of }.rates(&mut rates).unwrap();
    let rates = rates.map(Option::unwrap);
    let chain = Chain::new(&rates).unwrap();
    shows(chain.overall() * 100.0, "5.000000000000");
    // Each rep's 5 sales take 100 leads: ten reps' take 1,000 a month.
    let leads = required(&rates, sales(10.0 * 5.0, 4), 0.0)[0];
    close(&[leads], &[1_000.0]);
    assert_eq!(Policy::Up.apply(leads).unwrap().units, 1_000.0);
    let (mut volumes, mut implied) = ([0.0; 5], [None; 4]);
    let total = RollUp {
        gates: 4,
        rates: &rates.repeat(10),
        entries: &[100.0; 10],
        sale_values: &[1.0; 10],
    }
    .total(&mut volumes, &mut implied);
    close(&volumes, &[1_000.0, 500.0, 300.0, 150.0, 50.0]);
    close(&[total.unwrap().overall.unwrap()], &[0.05]);
}

#[test]
fn ten_to_one_three_times() {
    let tenth = Gate::one_in(10.0).unwrap().rate().get();
    let volumes = required(&[tenth; 3], sales(10.0, 3), 0.0);
    close(&volumes, &[10_000.0, 1_000.0, 100.0, 10.0]);
    let up = |&exact: &f64| Policy::Up.apply(exact).unwrap().units;
    let units: Vec<f64> = volumes.iter().map(up).collect();
    assert_eq!(units, [10_000.0, 1_000.0, 100.0, 10.0]);
}

#[test]
fn ten_thousand_at_500_are_20_and_not_200() {
    let volumes = required(&[1.0], Goal::Revenue(10_000.0), 500.0);
    assert_eq!(volumes, [20.0, 20.0]);
}

#[test]
fn velocity_is_rounded_at_the_end() {
    let velocity =
        Velocity { opportunities: 18.0, sale_value: 42_000.0, win_rate: 0.24, cycle_days: 78.0 };
    let per_day = velocity.per_day().unwrap().unwrap();
    shows(per_day, "2326.1538");
    // Published as 209,340: the rounded rate times 90.
    shows(per_day * 90.0, "209353.85");
}

#[test]
fn velocity_per_day_and_per_month() {
    let velocity =
        Velocity { opportunities: 40.0, sale_value: 25_000.0, win_rate: 0.25, cycle_days: 90.0 };
    let per_day = velocity.per_day().unwrap().unwrap();
    shows(per_day, "2777.78");
    shows(per_day * 30.0, "83333.33");
}

#[test]
fn a_shorter_cycle_is_worth_more_than_it_is_shorter() {
    let velocity =
        Velocity { opportunities: 18.0, sale_value: 42_000.0, win_rate: 0.24, cycle_days: 78.0 };
    let change = |lever, by| velocity.effect(lever, by).unwrap().change.unwrap() * 100.0;
    shows(change(VelocityLever::Opportunities, 0.2), "20.0000");
    shows(change(VelocityLever::SaleValue, 0.2), "20.0000");
    shows(change(VelocityLever::WinRate, 0.2), "20.0000");
    shows(change(VelocityLever::Cycle, -0.2), "25.0000");
    shows(change(VelocityLever::Cycle, -0.1), "11.1");
}

#[test]
fn velocity_and_a_cycle_of_0() {
    let velocity =
        Velocity { opportunities: 50.0, sale_value: 10_000.0, win_rate: 0.25, cycle_days: 30.0 };
    shows(velocity.per_day().unwrap().unwrap(), "4166.67");
    let at_once =
        Velocity { opportunities: 50.0, sale_value: 10_000.0, win_rate: 0.25, cycle_days: 0.0 };
    assert_eq!(at_once.per_day(), Ok(None));
}

#[test]
fn weighted_pipeline_with_its_deviation() {
    let values = [3_950.0, 3_060.0, 1_460.0, 1_340.0, 1_285.0, 1_190.0];
    let pipeline = OpenDeals { values: &values, probabilities: &[0.7; 6] }.pipeline().unwrap();
    assert_eq!(pipeline.total, 12_285.0);
    shows(pipeline.weighted, "8599.50");
    shows(pipeline.deviation, "2590.70");
}

#[test]
fn weighted_pipeline_by_month() {
    let month = |probability| {
        OpenDeals { values: &[100_000.0], probabilities: &[probability] }
            .pipeline()
            .unwrap()
            .weighted
    };
    assert_eq!([0.5, 0.5, 1.0].map(month), [50_000.0, 50_000.0, 100_000.0]);
}

#[test]
fn each_deal_has_its_own_probability() {
    // A CRM once showed 148.5: the mean probability times the total.
    let pipeline =
        OpenDeals { values: &[100.0, 200.0], probabilities: &[0.99, 0.0] }.pipeline().unwrap();
    assert_eq!(pipeline.weighted, 99.0);
}

#[test]
fn coverage_and_cushion() {
    let covered =
        Coverage { pipeline: 2_400_000.0, quota: 800_000.0, booked: 0.0 }.value().unwrap();
    assert_eq!(covered, Covered::Ratio { ratio: 3.0, cushion: 1_600_000.0 });
    // The same remaining quota after bookings.
    assert_eq!(
        Coverage { pipeline: 2_400_000.0, quota: 1_100_000.0, booked: 300_000.0 }.value().unwrap(),
        covered
    );
}

#[test]
fn attainment_factor_and_over_assignment_are_reciprocal() {
    assert_eq!(Attainment { actual: 800_000.0, goal: 1_000_000.0 }.value(), Ok(Some(0.80)));
    assert_eq!(Attainment { actual: 1_000_000.0, goal: 800_000.0 }.value(), Ok(Some(1.25)));
}

#[test]
fn activities_per_sale() {
    for (sold, activities, published) in [(16.0, 4_000.0, "250.00"), (14.0, 2_000.0, "142.86")] {
        let rate = Gate::from_counts(sold, activities).unwrap().rate().get();
        shows(required(&[rate], sales(1.0, 1), 0.0)[0], published);
    }
}

#[test]
fn goal_seek_for_the_price() {
    // price x 50 = 10,000.
    let knowns = Knowns {
        volumes: &[None, Some(50.0)],
        rates: &[None],
        sale_value: None,
        revenue: Some(10_000.0),
    };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 2], [Answer::Undetermined; 1]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    assert_eq!(solution.sale_value, Answer::Found(200.0));
    assert_eq!(solution.conflict, None);
}

// What CRMs get wrong today.

#[test]
fn crm_lost_deals_do_not_count() {
    // An open deal of 100 at 50%, and a lost one of 900.
    let pipeline =
        OpenDeals { values: &[100.0, 900.0], probabilities: &[0.5, 0.0] }.pipeline().unwrap();
    assert_eq!(pipeline.weighted, 50.0);
    assert_eq!(pipeline.deviation, 50.0);
}

#[test]
fn crm_deals_created_in_a_later_stage_make_no_conversion_above_1() {
    // Ten deals were created in the first stage and twelve in the second: no 120%.
    let error = GateCounts { successes: &[12.0], trials: &[10.0] }.rates(&mut [None]).unwrap_err();
    assert_eq!((error.kind(), error.index()), (ErrorKind::Successes, Some(0)));
    let knowns = Knowns {
        volumes: &[Some(10.0), Some(12.0)],
        rates: &[None],
        sale_value: None,
        revenue: None,
    };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 2], [Answer::Undetermined; 1]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    let Some(Conflict::Impossible { gate: 0, takes, best, .. }) = solution.conflict else {
        panic!("{solution:?}");
    };
    assert_eq!((takes, best), (Some(1.2), 10.0));
    assert_eq!(rates, [Answer::Undetermined]);
}

#[test]
fn crm_growth_from_zero_is_no_percentage() {
    let chain = Chain::new(&[0.5, 0.0]).unwrap();
    let now = Situation { goal: sales(3.0, 2), sale_value: 100.0, stage: 0, volume: 20.0 };
    let effect = chain.sensitivity(&now, Lever::Gate(1), Step::Points(10.0)).unwrap();
    assert_eq!((effect.revenue_before, effect.revenue_after), (0.0, 100.0));
    assert_eq!((effect.revenue_change(), effect.required_change()), (None, None));
    let velocity =
        Velocity { opportunities: 0.0, sale_value: 42_000.0, win_rate: 0.24, cycle_days: 78.0 };
    let effect = velocity.effect(VelocityLever::Opportunities, 1.0).unwrap();
    assert_eq!((effect.per_day, effect.change), (Some(0.0), None));
    assert_eq!(Attainment { actual: 5.0, goal: 0.0 }.value(), Ok(None));
}

#[test]
fn crm_nothing_closed_is_no_win_rate_of_0() {
    let error = Gate::from_counts(0.0, 0.0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoTrials);
    // Ten closed and none won is one.
    assert_eq!(Gate::from_counts(0.0, 10.0).unwrap().rate().get(), 0.0);
    let (mut volumes, mut implied) = ([0.0; 2], [Some(0.0); 1]);
    let total = RollUp { gates: 1, rates: &[0.5], entries: &[0.0], sale_values: &[100.0] }
        .total(&mut volumes, &mut implied)
        .unwrap();
    assert_eq!((implied, total.overall, total.sale_value), ([None], None, None));
}

#[test]
fn crm_display_rounding_is_not_multiplied() {
    // 12 a week are 12.5% of 96 and not 13%: at 3,000 each the 96 bring 36,000 and not 37,440.
    let rate = Gate::from_counts(12.0, 96.0).unwrap().rate().get();
    let revenue = Chain::new(&[rate]).unwrap().forward(Entry::First(96.0), 3_000.0, &mut [0.0; 2]);
    assert_eq!(revenue, Ok(36_000.0));
    // The whole units of one period are not those of another, converted: 6.53 a week are 28.28 a
    // month, though 7 a week would be 30.33.
    assert_eq!(Policy::Up.apply(anchor()).unwrap().units, 29.0);
}

#[test]
fn crm_the_mean_of_rates_is_not_the_teams_rate() {
    // 90 appointments at 50%, 10 at 10%: 46 sales of 100, and not the mean, 30%.
    let (mut volumes, mut implied) = ([0.0; 2], [None; 1]);
    let rates = [0.5, 0.1];
    let total =
        RollUp { gates: 1, rates: &rates, entries: &[90.0, 10.0], sale_values: &[1_000.0; 2] }
            .total(&mut volumes, &mut implied)
            .unwrap();
    assert_eq!(volumes, [100.0, 46.0]);
    assert_eq!((implied, total.overall), ([Some(0.46)], Some(0.46)));
}
