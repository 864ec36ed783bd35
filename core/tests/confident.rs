//! The confident plan: expected values from exact fractions, gate by gate from the first (the code goes backwards).
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::{
    Calendar, Chain, DealSize, Error, ErrorKind, Evidence, Field, Funnel, Gate, Goal, Method,
    Period, Planner, Policy, Probability, Start, Target,
    plan::{Confident, LeftOut, Workspace},
};
use proptest::prelude::*;

/// The memory of a planner over so many gates.
struct Memory(Vec<f64>, Vec<Option<Evidence>>, Vec<Evidence>);

impl Memory {
    fn of(gates: usize) -> Self {
        Self(vec![0.5; 4 * gates + 4], vec![None; gates], vec![Evidence::UNIFORM; gates])
    }

    fn work(&mut self) -> Workspace<'_> {
        Workspace {
            volumes: &mut self.0,
            evidence: &mut self.1,
            gathered: &mut self.2,
            cells: None,
        }
    }
}

fn coach(proposals: Gate, sales: Gate) -> Funnel {
    let builder = Funnel::builder().gate("Proposals", proposals).gate("Sales", sales);
    builder.sale_value(3_400.0).build().unwrap()
}

fn known() -> Funnel {
    coach(Gate::new(0.65).unwrap(), Gate::new(0.40).unwrap())
}

fn counted() -> Funnel {
    coach(Gate::from_counts(13.0, 20.0).unwrap(), Gate::from_counts(8.0, 20.0).unwrap())
}

fn goal() -> Target<'static> {
    Target::new(Goal::Revenue(25_000.0))
}

#[track_caller]
fn near(got: f64, wanted: f64) {
    assert!((got - wanted).abs() <= 1e-13 * wanted, "{got} instead of {wanted}");
}

/// The whole units of each stage in the goal's period, and the chance.
fn sure(funnel: &Funnel, target: Target<'_>) -> (Vec<f64>, Probability) {
    let plan = funnel.plan(target).unwrap().confident.unwrap();
    let stages = plan.periods.first().map(|period| period.stages.iter());
    (stages.into_iter().flatten().map(|stage| stage.whole.units).collect(), plan.chance)
}

#[test]
fn the_coin_toss() {
    for (confidence, month, week) in [(0.8, 38.0, 9.0), (0.9, 43.0, 10.0), (0.95, 48.0, 12.0)] {
        let plan = known().plan(goal().confidence(confidence)).unwrap();
        let sure = plan.confident.unwrap();
        let units = |period: usize| sure.periods[period].stages[0].whole.units;
        assert_eq!((units(0), units(1)), (month, week));
        assert!(sure.chance.value >= confidence && sure.chance.method == Method::Exact);
        // 29 in a month, or 7 a week: 30 in a month.
        assert_eq!(plan.periods[0].stages[0].whole.units, 29.0);
        assert_eq!(
            format!("{:.2} {:.2}", sure.expected[0].value, sure.expected[1].value),
            "0.49 0.54"
        );
    }
    // In the four-week month 7 a week are 28.
    let four = Funnel::builder()
        .gate("", Gate::new(0.65).unwrap())
        .gate("", Gate::new(0.40).unwrap())
        .sale_value(3_400.0)
        .calendar(Calendar::FOUR_WEEK_MONTH)
        .build();
    let plan = four.unwrap().plan(goal().confidence(0.9).policy(Policy::Nearest)).unwrap();
    assert_eq!(format!("{:.2}", plan.confident.unwrap().expected[1].value), "0.45");
}

#[test]
fn counts_ask_for_more() {
    let gates = |prior: Evidence| {
        let funnel =
            coach(Gate::from_counts(65.0, 100.0).unwrap(), Gate::from_counts(40.0, 100.0).unwrap());
        [0.8, 0.9, 0.95]
            .map(|confidence| sure(&funnel, goal().confidence(confidence).prior(prior)).0[0])
    };
    assert_eq!(gates(Evidence::UNIFORM), [39.0, 46.0, 51.0]);
    // One gate known, one counted (8 of 20).
    let mixed = coach(Gate::new(0.65).unwrap(), Gate::from_counts(8.0, 20.0).unwrap());
    let (units, chance) = sure(&mixed, goal().confidence(0.9).prior(Evidence::UNIFORM));
    assert_eq!(units[0], 50.0);
    near(chance.value, 0.903_248_265_077_831_3);
    let plan = mixed.plan(goal().confidence(0.9).prior(Evidence::UNIFORM)).unwrap();
    near(plan.confident.unwrap().expected[1].value, 0.538_755_869_448_707);
}

#[test]
fn what_waits_counts() {
    // Two sales are made, five proposals and four appointments are open.
    let open = [4.0, 5.0, 2.0];
    let there = goal().start(Start::Open(&open));
    let (units, chance) = sure(&known(), there.confidence(0.8));
    assert_eq!(units, [17.0, 14.0, 6.0]);
    near(chance.value, 0.801_651_838_637_531_4);
    assert_eq!(chance.method, Method::Exact);

    let (units, chance) = sure(&counted(), there.confidence(0.9));
    assert_eq!(units, [29.0, 20.0, 6.0]);
    near(chance.value, 0.900_726_782_183_323_1);

    // Counted at the second stage, the open appointments are where its items come from.
    let (_, chance) = sure(&counted(), there.confidence(0.9).activity_stage(1));
    near(chance.value, 0.904_627_833_790_067);

    let chain = [0.65, 0.40];
    let planner =
        Planner::new(Chain::new(&chain).unwrap(), Some(3_400.0), Calendar::COMMON).unwrap();
    let mut memory = Memory::of(2);
    let chance = planner.chance(&there, 10.0, Period::Month, &mut memory.work()).unwrap();
    near(chance.value, 0.514_596_450_964_229_9);

    // 13 appointments led to 7 proposals and 2 sales: 2/0.4 = 5 of the proposals and 7/0.65 = 10.8 of the
    // appointments are accounted for; two each still count.
    let reached = Start::Reached(&[13.0, 7.0, 2.0]);
    let same = Start::Open(&[2.0, 2.0, 2.0]);
    let of = |start| sure(&known(), goal().start(start).confidence(0.8));
    assert_eq!(of(reached), of(same));
    assert_ne!(of(reached), of(Start::Empty));
}

#[test]
fn parts_of_an_item_do_not_count() {
    let of = |there: [f64; 3]| sure(&known(), goal().start(Start::Open(&there)).confidence(0.8));
    assert_eq!(of([4.9, 5.9, 2.9]), of([4.0, 5.0, 2.0]));
    // A number that ties with a whole one counts as it.
    assert_eq!(of([4.0, 5.0, (0.1 + 0.2) * 10.0 - 1e-14]), of([4.0, 5.0, 3.0]));
    assert_ne!(of([4.0, 5.0, 3.0]), of([4.0, 5.0, 2.0]));
}

#[test]
fn nothing_is_left_to_do() {
    let there = [0.0, 0.0, 8.0];
    let (units, chance) = sure(&known(), goal().start(Start::Open(&there)).confidence(1.0));
    assert_eq!((units, chance.value), (vec![0.0, 0.0, 0.0], 1.0));
    let (units, _) = sure(&known(), Target::new(Goal::Revenue(0.0)).confidence(0.5));
    assert_eq!(units, [0.0, 0.0, 0.0]);
    // Enough wait already.
    let there = [0.0, 60.0, 0.0];
    let (units, chance) = sure(&known(), goal().start(Start::Open(&there)).confidence(0.9));
    assert_eq!(units, [0.0, 0.0, 8.0]);
    assert!(chance.value > 0.9);
    // Also behind a gate that is closed now.
    let closed = coach(Gate::new(0.0).unwrap(), Gate::new(0.4).unwrap());
    assert_eq!(sure(&closed, goal().start(Start::Open(&there)).confidence(0.9)).0, [0.0, 0.0, 8.0]);
}

#[test]
fn goals_at_a_stage() {
    // Eight proposals with 90%; what they bring onward is an expectation.
    let target = Target::new(Goal::Volume { stage: 1, target: 7.35 }).confidence(0.9);
    let (units, _) = sure(&known(), target);
    assert_eq!(units, [16.0, 8.0, 4.0]);
    let plan = known().plan(target).unwrap().confident.unwrap();
    assert_eq!(plan.periods[0].stages[2].whole.exact, 8.0 * 0.4);
}

#[test]
fn never() {
    let cases = [
        (known(), goal().confidence(1.0)),
        (coach(Gate::new(0.0).unwrap(), Gate::new(0.4).unwrap()), goal().confidence(0.5)),
        (known(), Target::new(Goal::Revenue(1e30)).confidence(0.5)),
    ];
    for (funnel, target) in cases {
        let plan = funnel.plan(target).unwrap().confident.unwrap();
        assert!(plan.periods.is_empty());
        assert!(plan.chance.value <= 1.0, "{:?}", plan.chance);
    }
    let worthless = Funnel::builder().gate("", Gate::new(0.5).unwrap()).sale_value(0.0).build();
    let plan = worthless.unwrap().plan(goal().confidence(0.5)).unwrap().confident.unwrap();
    assert_eq!((plan.periods.len(), plan.chance.value, plan.chance.complement), (0, 0.0, 1.0));
    // Certain at a rate of 1.
    let sure_thing = coach(Gate::new(1.0).unwrap(), Gate::new(1.0).unwrap());
    assert_eq!(sure(&sure_thing, goal().confidence(1.0)).0, [8.0, 8.0, 8.0]);
}

#[test]
fn errors() {
    let kind = |target: Target<'_>| known().plan(target).unwrap_err().kind();
    for confidence in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        let error = known().plan(goal().confidence(confidence)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Probability);
        let wanted = Error::new(ErrorKind::Probability).field_is(Field::Confidence);
        assert!(error == wanted.got(confidence));
    }
    assert_eq!(kind(goal().confidence(0.5).start(Start::Open(&[1.0]))), ErrorKind::Length);
    assert_eq!(
        kind(goal().confidence(0.5).start(Start::Open(&[1.0, f64::NAN, 0.0]))),
        ErrorKind::Volume
    );
    let huge = coach(Gate::new(0.5).unwrap(), Gate::from_counts(9e15, 9e15).unwrap());
    let prior = Evidence::new(9e15, 1.0).unwrap();
    let error = huge.plan(goal().confidence(0.5).prior(prior)).unwrap_err();
    assert_eq!((error.kind(), error.index()), (ErrorKind::EvidenceShape, Some(1)));
    assert_eq!(error.field(), Some(Field::GateTrials));

    let planner = Planner::new(Chain::new(&[0.5]).unwrap(), None, Calendar::COMMON).unwrap();
    let target = Target::new(Goal::Volume { stage: 1, target: 3.0 });
    let ask = |gates: usize, numbers: usize, volumes: &mut [f64]| {
        let mut memory = Memory::of(gates);
        memory.0.resize(numbers, 0.0);
        let found = planner.confident(&target, 0.5, &mut memory.work(), volumes);
        found.map_err(|error| (error.kind(), error.field()))
    };
    let length = |field| Err((ErrorKind::Length, Some(field)));
    assert_eq!(ask(0, 8, &mut [0.0; 2]), length(Field::Evidence));
    assert_eq!(ask(1, 8, &mut [0.0; 1]), length(Field::Volumes));
    assert_eq!(ask(1, 7, &mut [0.0; 2]), length(Field::Workspace));
    assert!(matches!(ask(1, 8, &mut [0.0; 2]), Ok(Confident::Plan { .. })));
    let chance = |units| planner.chance(&target, units, Period::Day, &mut Memory::of(1).work());
    assert_eq!(chance(1e300).unwrap().value, 1.0);
    assert_eq!(chance(f64::MAX).unwrap_err().kind(), ErrorKind::Overflow);
    assert_eq!(chance(f64::NAN).unwrap_err().kind(), ErrorKind::Volume);
}

/// Beyond 512 items with some waiting. Expected values: numpy, binomials convolved, to six digits.
#[test]
fn many_items_that_wait() {
    type Case = ([f64; 2], [f64; 2], f64, [(f64, f64); 5]);
    #[rustfmt::skip]
    let cases: [Case; 5] = [
        ([0.65, 0.4], [0.0, 300.0], 340.0,
            [(188.0, 0.963599), (198.0, 0.823612), (208.0, 0.528719), (219.0, 0.194118), (229.0, 0.043992)]),
        ([0.1, 0.3], [200.0, 150.0], 3000.0,
            [(127.0, 0.904541), (134.0, 0.747067), (141.0, 0.513084), (148.0, 0.277525), (155.0, 0.114237)]),
        ([0.3, 0.9], [100.0, 400.0], 380.0,
            [(441.0, 0.999992), (465.0, 0.986216), (490.0, 0.502833), (514.0, 0.0184689), (539.0, 1.05432e-5)]),
        ([0.05, 0.5], [0.0, 1000.0], 1000.0,
            [(472.0, 0.999402), (499.0, 0.945351), (525.0, 0.511702), (551.0, 0.0619661), (578.0, 0.000779167)]),
        ([0.9, 0.9], [100.0, 500.0], 100.0,
            [(551.0, 1.0), (581.0, 0.999743), (612.0, 0.528425), (643.0, 0.000111299), (673.0, 8.96592e-16)]),
    ];
    let mut memory = Memory::of(2);
    for (rates, waiting, come, wanted) in cases {
        let chain = Chain::new(&rates).unwrap();
        let planner = Planner::new(chain, None, Calendar::COMMON).unwrap();
        let open = [waiting[0], waiting[1], 0.0];
        for (results, exact) in wanted {
            let target = Target::new(Goal::Volume { stage: 2, target: results });
            let target = target.start(Start::Open(&open));
            let chance = planner.chance(&target, come, Period::Month, &mut memory.work()).unwrap();
            assert_eq!(chance.method, Method::Quadrature);
            assert!((chance.value - exact).abs() < 1e-6, "{chance:?} instead of {exact}");

            let mut volumes = [0.0; 3];
            let found = planner.confident(&target, 0.9, &mut memory.work(), &mut volumes).unwrap();
            let Confident::Plan { chance, .. } = found else { panic!("every gate is open") };
            assert!(chance.value >= 0.9);
            // `come` is at least the number found exactly when its own probability reaches 0.9.
            assert_eq!(volumes[0] <= come, exact >= 0.9, "{volumes:?}");
        }
    }
}

fn gate() -> impl Strategy<Value = Gate> {
    let counted = (0u32..60, 1u32..60).prop_map(|(passed, more)| {
        Gate::from_counts(f64::from(passed), f64::from(passed + more)).unwrap()
    });
    prop_oneof![(0.05..=1.0f64).prop_map(|rate| Gate::new(rate).unwrap()), counted]
}

proptest! {
    #![proptest_config(cases::cases(64))]

    /// One fewer at any stage is less sure than was asked for, and the plan itself is sure enough.
    #[test]
    fn the_fewest(
        gates in prop::collection::vec(gate(), 1..4), results in 1u32..12, confidence in 0.05..0.97f64,
        open in prop::collection::vec(0u32..6, 4), waiting in any::<bool>(),
    ) {
        let mut rates = vec![0.0; gates.len()];
        let planner = Planner::from_gates(&gates, &mut rates, None, Calendar::COMMON).unwrap();
        let there: Vec<f64> = open[..gates.len()].iter().map(|&count| f64::from(count)).chain([0.0]).collect();
        let goal = Goal::Volume { stage: gates.len(), target: f64::from(results) };
        let start = if waiting { Start::Open(&there) } else { Start::Empty };
        let target = Target::new(goal).start(start);
        let mut memory = Memory::of(gates.len());
        let mut volumes = vec![0.0; gates.len() + 1];
        let found = planner.confident(&target, confidence, &mut memory.work(), &mut volumes).unwrap();
        let Confident::Plan { chance } = found else {
            return Err(TestCaseError::reject("too rare"));
        };
        prop_assert!(chance.value >= confidence * (1.0 - 1e-11));
        for (stage, &volume) in volumes.iter().enumerate().take(gates.len()) {
            let target = target.activity_stage(stage);
            let mut at = |units| planner.chance(&target, units, Period::Month, &mut memory.work()).unwrap();
            let enough = at(volume);
            prop_assert!(enough.value >= confidence * (1.0 - 1e-11), "{enough:?}");
            prop_assert!((enough.value + enough.complement - 1.0).abs() < 1e-12);
            if volume > 0.0 {
                prop_assert!(at(volume - 1.0).value < confidence);
            }
        }
    }

    /// Whatever the bits, an answer in range or an error.
    #[test]
    fn any_bits(
        rates in prop::collection::vec(any::<f64>(), 1..4), amount in any::<f64>(), value in any::<f64>(),
        confidence in any::<f64>(), there in prop::collection::vec(any::<f64>(), 4), kind in 0..3usize, stage in 0..5usize,
        counts in prop::collection::vec((any::<u32>(), any::<u32>()), 3), tame in any::<bool>(),
    ) {
        let tamed = |x: f64, most: f64| if tame { (x.abs() % 1.0).max(0.0) * most } else { x };
        let known = rates.into_iter().filter_map(|rate| Gate::new(tamed(rate, 1.0)).ok());
        let counted = counts.iter().map(|&(passed, tried)| Gate::from_counts(f64::from(passed), f64::from(tried)).ok());
        let gates: Vec<Gate> = known.zip(counted).map(|(known, counted)| counted.unwrap_or(known)).collect();
        let mut rates = vec![0.0; gates.len()];
        let Ok(planner) = Planner::from_gates(&gates, &mut rates, Some(tamed(value, 100.0)), Calendar::COMMON) else { return Ok(()) };
        let there: Vec<f64> = there[..=gates.len()].iter().map(|&x| tamed(x, 50.0)).collect();
        let start = [Start::Empty, Start::Open(&there), Start::Reached(&there)][kind];
        let goal = if stage > 3 { Goal::Revenue(tamed(amount, 1e4)) } else { Goal::Volume { stage, target: tamed(amount, 1e3) } };
        let target = Target::new(goal).start(start);
        let mut memory = Memory::of(gates.len());
        let mut volumes = vec![0.0; gates.len() + 1];
        let sane = |chance: Probability| (0.0..=1.0).contains(&chance.value) && (0.0..=1.0).contains(&chance.complement);
        match planner.confident(&target, tamed(confidence, 1.0), &mut memory.work(), &mut volumes) {
            Ok(Confident::Plan { chance }) => {
                prop_assert!(sane(chance));
                prop_assert!(volumes.iter().all(|&volume| volume >= 0.0 && volume.is_finite()), "{volumes:?}");
            }
            Ok(Confident::Never { best }) => prop_assert!(sane(best)),
            Err(error) => prop_assert!(error.kind().name() != ""),
        }
        if let Ok(chance) = planner.chance(&target, tamed(amount, 500.0), Period::Month, &mut memory.work()) {
            prop_assert!(sane(chance));
        }
    }
}

/// The won deals of an agent of a CRM export, and how many were lost.
fn deals_of(agent: &str, data: &std::ffi::OsStr) -> (Vec<f64>, f64) {
    let path = std::path::Path::new(data).join("sales_pipeline.csv.gz");
    let file = std::fs::File::open(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text).unwrap();
    let (mut won, mut lost) = (Vec::new(), 0.0);
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        match (fields[1], fields[4]) {
            (by, "Won") if by == agent => won.push(fields[7].parse().unwrap()),
            (by, "Lost") if by == agent => lost += 1.0,
            _ => {}
        }
    }
    (won, lost)
}

/// Plans that were "90% sure" as if every deal were worth the mean. Expected values: the number of won deals by the
/// beta-binomial distribution, their sum convolved unit by unit.
#[test]
fn a_confident_revenue_plan_is_as_sure_as_it_says() {
    let Some(data) = std::env::var_os("FUNNELMATH_CRM_DATA") else {
        eprintln!(
            "skipped: FUNNELMATH_CRM_DATA is not set; it names the directory of the CRM export"
        );
        return;
    };
    for (agent, of_mean, said, truly, needed, chance) in [
        ("Anna Snelling", 37.0, 0.919_274_8, 0.682_820_5, 49.0, 0.91019),
        ("Elease Gluck", 15.0, 0.933_603_3, 0.591_222, 29.0, 0.90138),
        ("Rosalina Dieter", 16.0, 0.923_16, 0.566_074_6, 29.0, 0.900_263),
        ("Darcel Schlecht", 16.0, 0.905_496_6, 0.818_354_4, 18.0, 0.904_035),
    ] {
        let (won, lost) = deals_of(agent, &data);
        let count = won.len() as f64;
        let sales = Gate::from_counts(count, count + lost).unwrap();
        let mean = won.iter().sum::<f64>() / count;
        let builder = Funnel::builder().gate("Sales", sales).sale_value(mean);
        let (blind, seeing) = (
            builder.clone().build().unwrap(),
            builder.deal_size(DealSize::Seen(&won)).build().unwrap(),
        );
        let close =
            |got: f64, wanted: f64| assert!((got - wanted).abs() < 5e-5, "{agent}: {got} {wanted}");
        let (units, said_now) = sure(&blind, goal().confidence(0.9));
        assert_eq!(units[0], of_mean, "{agent}");
        close(said_now.value, said);
        let plan = blind.plan(goal().confidence(0.9)).unwrap();
        assert!(plan.confident.unwrap().leaves_out.contains(LeftOut::DealSizes));

        let planner = seeing.planner();
        let true_chance =
            planner.chance(&goal(), of_mean, Period::Month, &mut Memory::of(1).work()).unwrap();
        close(true_chance.value, truly);
        let (units, now) = sure(&seeing, goal().confidence(0.9));
        assert_eq!(units[0], needed, "{agent}");
        close(now.value, chance);
        if agent == "Darcel Schlecht" {
            // The target's own deal size says the same.
            let plan = blind.plan(goal().deal_size(DealSize::Seen(&won)).confidence(0.9)).unwrap();
            assert_eq!(plan, seeing.plan(goal().confidence(0.9)).unwrap());
            assert!(!plan.confident.unwrap().leaves_out.contains(LeftOut::DealSizes));
        }
    }
}

/// Items that wait, and deals that differ: exact sums over the number that pass each gate, the number of deals, and
/// the sizes.
#[test]
fn what_waits_counts_with_deals_that_differ() {
    let seen = [900.0, 1_100.0, 1_100.0, 1_500.0, 12_400.0];
    let open = [4.0, 5.0, 2.0];
    let there = Target::new(Goal::Revenue(25_000.0)).deal_size(DealSize::Seen(&seen));
    let there = there.start(Start::Open(&open));
    let (units, chance) = sure(&known(), there.confidence(0.9));
    assert_eq!(units, [33.0, 24.0, 11.0]);
    assert!((chance.value - 0.901_209_990_878_008_5).abs() < 1e-12, "{chance:?}");
    let (units, chance) = sure(&counted(), there.confidence(0.9));
    assert_eq!(units, [41.0, 28.0, 11.0]);
    assert!((chance.value - 0.902_763_902_923_686_9).abs() < 1e-12, "{chance:?}");
    assert_eq!(chance.method, Method::Exact);
    // Of deals whose sums are too many to list, the chance says that it is not exact.
    let many: Vec<f64> = (1..=60).map(|j| 10_000.0 / f64::from(j)).collect();
    let gate = |rate| Gate::new(rate).unwrap();
    let unpriced = Funnel::builder().gate("", gate(0.65)).gate("", gate(0.40)).build().unwrap();
    for start in [Start::Empty, Start::Open(&open)] {
        let (_, chance) =
            sure(&unpriced, goal().deal_size(DealSize::Seen(&many)).start(start).confidence(0.9));
        assert_ne!(chance.method, Method::Exact, "{start:?}");
    }
    // Deals that do not differ are counted.
    let fixed = goal().deal_size(DealSize::Fixed(3_400.0)).start(Start::Open(&[4.0, 5.0, 2.0]));
    assert_eq!(
        sure(&known(), fixed.confidence(0.8)),
        sure(&known(), goal().start(Start::Open(&[4.0, 5.0, 2.0])).confidence(0.8))
    );
}

/// More items wait than a table holds: 700 proposals, and deals of 1,000 or 3,000. Exact sums of binomials.
#[test]
fn many_items_that_wait_with_deals_that_differ() {
    let open = [0.0, 700.0, 0.0];
    let sizes = [1_000.0, 3_000.0];
    let chain = [0.65, 0.4];
    let planner = Planner::new(Chain::new(&chain).unwrap(), None, Calendar::COMMON).unwrap();
    for (goal, come, wanted) in [
        (600000.0, 100.0, 0.6475270212643),
        (660000.0, 100.0, 0.0729089660137),
        (540000.0, 100.0, 0.9881592468649),
        (700000.0, 300.0, 0.6769441157433),
    ] {
        let target = Target::new(Goal::Revenue(goal))
            .deal_size(DealSize::Seen(&sizes))
            .start(Start::Open(&open));
        let chance =
            planner.chance(&target, come, Period::Month, &mut Memory::of(2).work()).unwrap();
        assert!((chance.value - wanted).abs() < 1e-9, "{chance:?} instead of {wanted}");
    }
}

/// The fewest that must come beside many that wait: enough, and one fewer is not.
#[test]
fn the_fewest_beside_many_that_wait() {
    let sizes = [1_000.0, 3_000.0];
    let gates = [0.65, 0.4];
    let planner = Planner::new(Chain::new(&gates).unwrap(), None, Calendar::COMMON).unwrap();
    let [first, last] = gates.map(|rate| Gate::new(rate).unwrap());
    let funnel = Funnel::builder().gate("", first).gate("", last).build().unwrap();
    for (open, goal) in [
        ([0.0, 700.0, 0.0], 660_000.0),
        ([300.0, 700.0, 5.0], 900_000.0),
        ([0.0, 40.0, 0.0], 700_000.0),
        ([0.0, 30.0, 0.0], 100_000.0),
    ] {
        for confidence in [0.3, 0.9] {
            let target = Target::new(Goal::Revenue(goal))
                .deal_size(DealSize::Seen(&sizes))
                .per(Period::Month)
                .activity_per(Period::Month)
                .start(Start::Open(&open));
            let (units, chance) = sure(&funnel, target.confidence(confidence));
            let at = |come| {
                planner.chance(&target, come, Period::Month, &mut Memory::of(2).work()).unwrap()
            };
            assert!((at(units[0]).value - chance.value).abs() < 1e-9, "{units:?} {chance:?}");
            assert!(at(units[0]).value >= confidence - 1e-9, "{goal} {units:?}");
            assert!(at(units[0] - 1.0).value < confidence, "{goal} {units:?}");
        }
    }
}
