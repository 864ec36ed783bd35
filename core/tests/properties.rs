//! What must hold for every chain, whatever its numbers.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Answer, Calendar, Chain, Conflict, Coverage, Covered, Entry, Funnel, Gate, Goal, Knowns, Lever,
    OpenDeals, Period, Policy, Required, RollUp, Situation, Start, Step, Target, solve,
};
use proptest::prelude::*;

fn rates() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1e-6..=1.0f64, 1..9)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-13 * a.abs().max(b.abs())
}

/// The volumes required at every stage for so many at the last one.
fn required(rates: &[f64], target: f64, start: Start<'_>) -> Vec<f64> {
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
    fn solve_finds_any_one_thing_left_out(rates in rates(), entry in 1e-3..1e6f64, value in 0.01..1e6f64, pick in any::<prop::sample::Index>()) {
        let chain = Chain::new(&rates).unwrap();
        let mut truth = vec![0.0; chain.stages()];
        let revenue = chain.forward(Entry::First(entry), value, &mut truth).unwrap();
        // Only the entry, the rates, the value and the revenue are known, less one of them.
        let mut volumes = vec![None; truth.len()];
        volumes[0] = Some(entry);
        let mut known: Vec<_> = rates.iter().copied().map(Some).collect();
        let (mut known_value, mut known_revenue) = (Some(value), Some(revenue));
        match pick.index(rates.len() + 3) {
            0 => volumes[0] = None,
            1 => known_value = None,
            2 => known_revenue = None,
            gate => known[gate - 3] = None,
        }
        let knowns = Knowns { volumes: &volumes, rates: &known, sale_value: known_value, revenue: known_revenue };
        let mut found = vec![Answer::Undetermined; truth.len()];
        let mut found_rates = vec![Answer::Undetermined; rates.len()];
        let solution = solve(&knowns, &mut found, &mut found_rates).unwrap();
        prop_assert_eq!((solution.conflict, solution.undetermined), (None, 0));
        for (found, truth) in found.iter().zip(&truth) {
            prop_assert!(close(found.value().unwrap(), *truth));
        }
        for (found, truth) in found_rates.iter().zip(&rates) {
            let found = found.value().unwrap();
            prop_assert!(found <= 1.0 && (close(found, *truth) || (found - truth).abs() < 2e-12));
        }
        prop_assert!(close(solution.sale_value.value().unwrap(), value));
        prop_assert!(close(solution.revenue.value().unwrap(), revenue));
    }

    #[test]
    fn solve_names_the_product_of_two_unknown_gates(rates in prop::collection::vec(0.01..0.99f64, 2..7), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (a, b) = (a.index(rates.len()), b.index(rates.len()));
        prop_assume!(a != b);
        let chain = Chain::new(&rates).unwrap();
        let mut truth = vec![0.0; chain.stages()];
        let _ = chain.forward(Entry::First(1e6), 0.0, &mut truth).unwrap();
        let mut volumes = vec![None; truth.len()];
        (volumes[0], volumes[rates.len()]) = (Some(1e6), Some(truth[rates.len()]));
        let mut known: Vec<_> = rates.iter().copied().map(Some).collect();
        (known[a], known[b]) = (None, None);
        let knowns = Knowns { volumes: &volumes, rates: &known, sale_value: None, revenue: None };
        let mut found = vec![Answer::Undetermined; truth.len()];
        let mut found_rates = vec![Answer::Undetermined; rates.len()];
        let solution = solve(&knowns, &mut found, &mut found_rates).unwrap();
        prop_assert_eq!(solution.conflict, None);
        for gate in [a, b] {
            let Answer::OnlyProduct { from: 0, to, product } = found_rates[gate] else { panic!() };
            prop_assert_eq!(to, rates.len());
            prop_assert!(close(product, rates[a] * rates[b]));
        }
        // Between the two gates nothing follows; outside them everything does.
        let (first, last) = (a.min(b), a.max(b));
        for (stage, answer) in found.iter().enumerate() {
            prop_assert_eq!(answer.value().is_none(), stage > first && stage <= last);
        }
        prop_assert_eq!(solution.undetermined, 2 + (last - first) + 2);
    }

    #[test]
    fn solve_sees_a_contradiction(rates in rates(), entry in 1.0..1e6f64, off in 1.001..2.0f64) {
        let chain = Chain::new(&rates).unwrap();
        let mut truth = vec![0.0; chain.stages()];
        let _ = chain.forward(Entry::First(entry), 0.0, &mut truth).unwrap();
        let last = rates.len();
        let mut volumes: Vec<_> = truth.iter().copied().map(Some).collect();
        volumes[last] = Some(truth[last] * off);
        let known: Vec<_> = rates.iter().copied().map(Some).collect();
        let knowns = Knowns { volumes: &volumes, rates: &known, sale_value: None, revenue: None };
        let mut found = vec![Answer::Undetermined; truth.len()];
        let mut found_rates = vec![Answer::Undetermined; rates.len()];
        let solution = solve(&knowns, &mut found, &mut found_rates).unwrap();
        let Some(Conflict::Contradictory { from, to, expected, given }) = solution.conflict else { panic!() };
        prop_assert_eq!((from, to, given), (last - 1, last, truth[last] * off));
        prop_assert!(close(expected, truth[last]));
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

    #[test]
    fn periods_convert_there_and_back(amount in 0.0..1e12f64, weeks in 0.1..=53.0f64, days in 0.1..=7.0f64, from in 0usize..5, to in 0usize..5) {
        let calendar = Calendar::selling_weeks(weeks).unwrap().with_days_per_week(days).unwrap();
        let (from, to) = (Period::ALL[from], Period::ALL[to]);
        let there = calendar.convert(amount, from, to).unwrap();
        prop_assert!(close(calendar.convert(there, to, from).unwrap(), amount));
        prop_assert!(close(there * calendar.per_year(to), amount * calendar.per_year(from)));
    }

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
        let exact = required(&rates, target, Start::Empty);
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

/// A step that leads to 0 but for the last digits leads to 0; a real step below 0 is an error, however
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

/// -0 is 0, whatever it is given for.
#[test]
fn no_zero_keeps_its_sign() {
    let zero = Some(-0.0);
    let knowns = Knowns { volumes: &[zero, None], rates: &[zero], sale_value: zero, revenue: zero };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 2], [Answer::Undetermined; 1]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    assert_eq!((solution.conflict, solution.undetermined), (None, 0));
    for answer in volumes.into_iter().chain(rates).chain([solution.sale_value, solution.revenue]) {
        assert_eq!(answer.value().map(f64::to_bits), Some(0), "{answer:?}");
    }
    // From a volume of -0 through a known rate, and back through one.
    for volumes in [[zero, None], [None, zero]] {
        let knowns = Knowns { volumes: &volumes, rates: &[Some(0.5)], ..knowns };
        let mut found = [Answer::Undetermined; 2];
        let _ = solve(&knowns, &mut found, &mut rates).unwrap();
        assert_eq!(found.map(|answer| answer.value().map(f64::to_bits)), [Some(0); 2]);
    }
    let Covered::Met { surplus } =
        Coverage { pipeline: 1.0, quota: 0.0, booked: -0.0 }.value().unwrap()
    else {
        panic!()
    };
    assert_eq!(surplus.to_bits(), 0);
}

/// So little enters that nothing is left of it for f64, and nothing is what comes out: a rate of 0.
#[test]
fn nothing_out_of_next_to_nothing_is_a_rate_of_0() {
    let tiny = Some(f64::MIN_POSITIVE);
    let knowns = Knowns {
        volumes: &[tiny, None, None, Some(0.0)],
        rates: &[Some(1e-100), None, Some(1e-100)],
        sale_value: None,
        revenue: None,
    };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 4], [Answer::Undetermined; 3]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    assert_eq!((solution.conflict, rates[1]), (None, Answer::Found(0.0)));
}
