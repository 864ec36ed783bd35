//! The owned funnel and its plan: names, periods, the rest of a period, and numbers that agree with each other.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::{
    Calendar, Chain, DealSize, ErrorKind, Evidence, Field, Funnel, Gate, Goal, Period, Plan,
    Planner, Policy, Start, Target,
    chain::Effect,
    funnel::PeriodPlan,
    plan::{LeftOut, Pace, PlanItem, PlanKind, WorkingDays, Workspace},
};
use proptest::prelude::*;

fn coach(calendar: Calendar) -> Funnel {
    Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(0.65).unwrap())
        .gate("Sales", Gate::new(0.40).unwrap())
        .sale_value(3_400.0)
        .calendar(calendar)
        .build()
        .unwrap()
}

fn goal() -> Target<'static> {
    Target::new(Goal::Revenue(25_000.0))
}

fn exact(plan: &Plan, period: Period) -> f64 {
    plan.period(period).unwrap().stage("First appointments").unwrap().whole.exact
}

#[track_caller]
fn near(got: f64, wanted: f64) {
    assert!((got - wanted).abs() <= 1e-12 * wanted.abs(), "{got} instead of {wanted}");
}

/// 15 appointments, 9 proposals and 4 sales by mid-month. The four sales take more than 9 x 0.4 proposals, so none is
/// open; of the appointments 15 - 9/0.65 = 1.1538 are. Lacking: (25,000/3,400 - 4)/0.26 - 1.1538 = 11.7421.
#[test]
fn the_rest_of_a_month() {
    let more = (25_000.0 / 3_400.0 - 4.0) / 0.26 - (15.0 - 9.0 / 0.65);
    let base = (4.0 * 3_400.0 + (15.0 - 9.0 / 0.65) * 0.26 * 3_400.0) / 25_000.0;
    for (calendar, weeks, week, gauge) in [
        (Calendar::COMMON, 52.0 / 24.0, "5.419", "92.3"),
        (Calendar::FOUR_WEEK_MONTH, 2.0, "5.871", "85.2"),
    ] {
        let there = goal().start(Start::Reached(&[15.0, 9.0, 4.0])).actual(5.0);
        let plan = coach(calendar).plan(there.left(0.5)).unwrap();
        assert_eq!(format!("{:.3}", exact(&plan, Period::Month)), "11.742");
        near(exact(&plan, Period::Month), more);
        assert_eq!(format!("{:.3}", exact(&plan, Period::Week)), week);
        near(exact(&plan, Period::Week), more / weeks);
        let Pace { gauge: share, attainment, landing, .. } = plan.pace;
        assert_eq!(format!("{:.1}", 100.0 * share.unwrap()), gauge);
        near(attainment.unwrap(), 0.544);
        near(landing.unwrap(), base + 5.0 * weeks * 0.26 * 3_400.0 / 25_000.0);
        // The same in working days; and by revenue that is booked, where only the counts of the stages matter.
        let days = there.working_days(WorkingDays { elapsed: 11.0, total: 22.0 });
        assert_eq!(coach(calendar).plan(days).unwrap(), plan);
        let booked = coach(calendar).plan(there.left(0.5).reached(13_600.0)).unwrap();
        near(exact(&booked, Period::Month), more);
        near(booked.pace.landing.unwrap(), landing.unwrap());
    }
}

/// With the whole period left and nothing said of it, all is as it was.
#[test]
fn a_whole_period() {
    let plan = coach(Calendar::COMMON).plan(goal().actual(5.0)).unwrap();
    assert_eq!(plan, coach(Calendar::COMMON).plan(goal().actual(5.0).left(1.0)).unwrap());
    assert_eq!(plan.pace.attainment, None);
    assert_eq!(plan.pace.gauge, plan.pace.landing);
    assert_eq!(format!("{:.4}", exact(&plan, Period::Week)), "6.5263");
    assert_eq!(plan.goal_period().unwrap().period, Period::Month);
    assert_eq!(plan.activity().unwrap().period, Period::Week);
    assert_eq!(plan.period(Period::Day), None);
    let month = plan.goal_period().unwrap();
    assert_eq!(month.stage("Sales"), month.stage_at(2));
    assert_eq!((month.stage("Deals"), month.stage_at(3)), (None, None));
}

/// Refunds of 2,000: 27,000 are to be sold.
#[test]
fn refunds_make_the_goal_larger() {
    let plan = coach(Calendar::COMMON).plan(goal().reached(-2_000.0).actual(5.0)).unwrap();
    near(exact(&plan, Period::Month), 27_000.0 / 3_400.0 / 0.26);
    near(plan.pace.attainment.unwrap(), -0.08);
    near(plan.goal_period().unwrap().goal, 27_000.0);
    // More than the goal: nothing is required.
    let plan = coach(Calendar::COMMON).plan(goal().reached(30_000.0).actual(0.0)).unwrap();
    assert_eq!(exact(&plan, Period::Month), 0.0);
    assert_eq!((plan.pace.gauge, plan.pace.landing), (None, Some(1.2)));
}

#[test]
fn the_end_of_a_period() {
    let over = |reached: f64| {
        coach(Calendar::COMMON).plan(goal().reached(reached).left(0.0).actual(9.0)).unwrap()
    };
    let missed = over(20_000.0);
    // No pace brings the rest, so there is none per week.
    assert_eq!((missed.activity(), missed.pace.gauge), (None, Some(0.0)));
    assert_eq!((missed.pace.attainment, missed.pace.landing), (Some(0.8), Some(0.8)));
    let met = over(25_000.0);
    assert_eq!((met.pace.gauge, met.pace.landing), (None, Some(1.0)));
    let unsaid = coach(Calendar::COMMON).plan(goal().reached(20_000.0).left(0.0)).unwrap();
    assert_eq!((unsaid.pace.gauge, unsaid.pace.landing), (None, Some(0.8)));
}

/// Five proposals come without an appointment: (20 - 5)/0.65 instead of 20/0.65.
#[test]
fn entry_in_the_middle() {
    let target = Target::new(Goal::Volume { stage: 2, target: 8.0 }).actual(6.0);
    let plan = coach(Calendar::COMMON).plan(target.entries(&[0.0, 5.0, 0.0])).unwrap();
    near(exact(&plan, Period::Month), 15.0 / 0.65);
    near(plan.pace.landing.unwrap(), (5.0 * 0.4 + 6.0 * 52.0 / 12.0 * 0.26) / 8.0);
    // With a confidence they count as items that may still pass.
    let sure = |target: Target<'_>| {
        coach(Calendar::COMMON).plan(target.confidence(0.9)).unwrap().confident.unwrap()
    };
    let open = target.start(Start::Open(&[0.0, 5.0, 0.0]));
    assert_eq!(sure(target.entries(&[0.0, 5.0, 0.0])).periods, sure(open).periods);
}

#[test]
fn names_belong_to_one_stage() {
    let gate = |rate| Gate::new(rate).unwrap();
    let twice = Funnel::builder().entry("A").gate("B", gate(0.5)).gate("B", gate(0.5)).build();
    let error = twice.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::DuplicateName, Some(Field::GateName)));
    assert!(error.to_string().starts_with("gates[1].name: "), "{error}");
    // Unnamed stages get names of their own, whatever the others are called.
    let funnel = Funnel::builder()
        .entry("Stage 1")
        .gate("", gate(0.5))
        .gate("Stage 0", gate(0.5))
        .build()
        .unwrap();
    assert_eq!(funnel.names(), ["Stage 1", "Stage 1 (2)", "Stage 0"]);
    assert_eq!(funnel.stage("Stage 0"), Some(2));
    assert_eq!(funnel.stage("Stage 9"), None);
    let taken =
        Funnel::builder().entry("Stage 1").gate("", gate(0.5)).gate("Stage 1 (2)", gate(0.5));
    assert_eq!(taken.build().unwrap().names(), ["Stage 1", "Stage 1 (3)", "Stage 1 (2)"]);
}

#[test]
fn a_funnel_can_be_changed_and_gives_its_evidence() {
    let funnel = Funnel::builder()
        .entry("E")
        .gate("A", Gate::from_counts(3.0, 4.0).unwrap())
        .benchmark(0.8)
        .gate("B", Gate::one_in(4.0).unwrap())
        .sale_value(100.0)
        .sale_value_benchmark(120.0)
        .calendar(Calendar::CIVIL)
        .build()
        .unwrap();
    assert_eq!(funnel.to_builder().build().unwrap(), funnel);
    let more = funnel.to_builder().gate("C", Gate::new(0.5).unwrap()).build().unwrap();
    assert_eq!(more.names(), ["E", "A", "B", "C"]);
    let evidence = funnel.evidence(Evidence::UNIFORM).unwrap();
    assert_eq!(evidence, [Some(Evidence::new(4.0, 2.0).unwrap()), None]);
}

/// Items come in the documented order, and the plan is made of them.
#[test]
fn items_in_order() {
    let funnel = coach(Calendar::COMMON);
    let target = goal().actual(5.0).confidence(0.9);
    let (mut volumes, mut evidence, mut gathered) = ([9.0; 12], [None; 2], [Evidence::UNIFORM; 2]);
    let mut work = Workspace {
        volumes: &mut volumes,
        evidence: &mut evidence,
        gathered: &mut gathered,
        cells: None,
    };
    let mut order = String::new();
    let (mut effects, mut periods): (Vec<Effect>, Vec<PeriodPlan>) = (Vec::new(), Vec::new());
    let plan = funnel.plan(target).unwrap();
    funnel
        .planner()
        .plan(&target, &mut work, |item| {
            order.push(match item {
                PlanItem::Unreachable(_) => 'u',
                PlanItem::Period { plan: PlanKind::Expected, .. } => 'p',
                PlanItem::Period { .. } => 'P',
                PlanItem::Stage { plan: PlanKind::Expected, stage, .. } => {
                    char::from(b'0' + stage as u8)
                }
                PlanItem::Stage { .. } => 's',
                PlanItem::Delivers { plan: PlanKind::Expected, .. } => 'd',
                PlanItem::Delivers { .. } => 'D',
                PlanItem::Pace(_) => '%',
                PlanItem::Effect(_) => 'e',
                PlanItem::Confidence { .. } => 'c',
                PlanItem::Chance { .. } => 'C',
                _ => '?',
            });
            if let PlanItem::Effect(effect) = item {
                effects.push(effect);
            }
        })
        .unwrap();
    assert_eq!(order, "p012dp012d%eeeeecPsssDPsssDCC");
    assert_eq!(effects, plan.sensitivity);
    periods.extend(plan.periods.iter().cloned());
    assert_eq!(periods.len(), 2);
    let closed =
        Funnel::builder().gate("", Gate::new(0.0).unwrap()).sale_value(1.0).build().unwrap();
    let mut first = None;
    closed.planner().plan(&goal(), &mut work, |item| first = first.or(Some(item))).unwrap();
    assert!(matches!(first, Some(PlanItem::Unreachable(_))));
}

/// What a chance leaves out is named.
#[test]
fn a_chance_says_what_it_leaves_out() {
    let left_out = |funnel: &Funnel, target: Target<'_>| {
        let plan = funnel.plan(target.confidence(0.8)).unwrap().confident.unwrap();
        plan.leaves_out.iter().map(LeftOut::name).collect::<Vec<_>>().join(" ")
    };
    let known = coach(Calendar::COMMON);
    assert_eq!(left_out(&known, goal()), "known_rates deal_sizes rate_movement");
    let sales = Target::new(Goal::Volume { stage: 2, target: 8.0 });
    assert_eq!(left_out(&known, sales), "known_rates rate_movement");
    let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    assert_eq!(left_out(&known, goal().deal_size(size)), "known_rates rate_movement");
    let seen = Gate::from_counts(2.0, 5.0).unwrap();
    let counted = Funnel::builder().gate("", seen).sale_value(3_400.0).build().unwrap();
    assert_eq!(left_out(&counted, goal()), "deal_sizes rate_movement");
    for left_out in LeftOut::ALL {
        assert_eq!(left_out.name().parse::<LeftOut>().as_ref(), Ok(left_out));
        assert_eq!(left_out.to_string(), left_out.name());
    }
    let error = "sizes".parse::<LeftOut>().unwrap_err();
    assert!(error.to_string().contains("allowed: known_rates, deal_sizes"), "{error}");
}

/// Four appointments, five proposals and two sales are there: they bring 4 x 0.26 + 5 x 0.4 + 2 sales. The activity is
/// to bring the rest, in the plan and in the confident plan.
#[test]
fn what_the_activity_is_to_bring() {
    let target = goal().start(Start::Open(&[4.0, 5.0, 2.0])).confidence(0.8);
    let plan = coach(Calendar::COMMON).plan(target).unwrap();
    let rest = 25_000.0 - (4.0 * 0.26 + 5.0 * 0.4 + 2.0) * 3_400.0;
    near(plan.periods[0].goal, rest);
    near(plan.confident.unwrap().periods[0].goal, rest);
}

/// Counts of 2 of 5, 3,400 a sale, 25,000 a month, 90%: the plan once showed a revenue of 2.6 times the goal beside an
/// attainment of 1.
#[test]
fn a_confident_plan_does_not_contradict_itself() {
    let funnel = Funnel::builder()
        .gate("", Gate::from_counts(2.0, 5.0).unwrap())
        .sale_value(3_400.0)
        .build();
    let plan = funnel.unwrap().plan(goal().confidence(0.9)).unwrap();
    let sure = plan.confident.unwrap();
    let month = sure.period(Period::Month).unwrap();
    // Beta(2.5, 3.5) has a mean of 2.5/6.
    let revenue = month.stages[0].whole.units * 2.5 / 6.0 * 3_400.0;
    near(month.delivers.revenue.unwrap(), revenue);
    near(month.delivers.attainment.unwrap(), revenue / 25_000.0);
    assert_eq!(month.goal, 25_000.0);
}

fn gate() -> impl Strategy<Value = Gate> {
    let counted = (0u32..40, 0u32..40).prop_map(|(passed, more)| {
        Gate::from_counts(f64::from(passed), f64::from(passed + more + 1)).unwrap()
    });
    prop_oneof![(0.0..=1.0f64).prop_map(|rate| Gate::new(rate).unwrap()), counted]
}

fn funnel_of(gates: &[Gate], value: f64) -> Funnel {
    let builder = Funnel::builder().sale_value(value);
    gates.iter().fold(builder, |builder, gate| builder.gate("", *gate)).build().unwrap()
}

/// 7 first appointments a week bring 7 x 0.26 x 3,400 = 6,188 of the week's 25,000 x 12 / 52.
#[test]
fn a_week_delivers_its_share() {
    let plan = coach(Calendar::COMMON).plan(goal().activity_per(Period::Week)).unwrap();
    let week = plan.period(Period::Week).unwrap();
    near(week.delivers.revenue.unwrap(), 6_188.0);
    near(week.delivers.attainment.unwrap(), 6_188.0 * 52.0 / 300_000.0);
}

/// The accessors of a planner, and the items of the expected plan alone.
#[test]
fn a_planner_says_what_it_holds() {
    assert_eq!([PlanKind::Expected.name(), PlanKind::Confident.name()], ["expected", "confident"]);
    let messages: Vec<_> = LeftOut::ALL.iter().map(|what| what.message()).collect();
    assert!(messages.iter().all(|message| message.contains(" taken ")), "{messages:?}");
    let funnel = coach(Calendar::COMMON);
    let planner = funnel.planner();
    assert_eq!(planner.sale_value(), Some(3_400.0));
    let rates = [0.65, 0.4];
    let bare = Planner::new(Chain::new(&rates).unwrap(), None, Calendar::COMMON).unwrap();
    assert_eq!(bare.sale_value(), None);
    let sizes = bare.deal_size(DealSize::Seen(&[1_000.0, 3_000.0])).unwrap();
    assert_eq!(sizes.sale_value(), Some(2_000.0));
    let mut volumes = [0.0; 12];
    let (mut alone, mut count) = (Vec::new(), 0);
    planner.expected_plan(&goal(), &mut volumes, |item| alone.push(item)).unwrap();
    let error = planner.expected_plan(&goal(), &mut [0.0; 11], |_| ()).unwrap_err();
    assert_eq!((error.kind(), error.limit()), (ErrorKind::Length, Some(12.0)));
    assert!(!alone.is_empty());
    let (mut volumes, mut evidence, mut gathered) = ([0.0; 12], [None; 2], [Evidence::UNIFORM; 2]);
    let mut work = Workspace {
        volumes: &mut volumes,
        evidence: &mut evidence,
        gathered: &mut gathered,
        cells: None,
    };
    planner
        .plan(&goal(), &mut work, |item| {
            count += usize::from(alone.contains(&item));
        })
        .unwrap();
    assert_eq!(count, alone.len());
}

proptest! {
    #![proptest_config(cases::cases(512))]

    /// The landing is at least 1 exactly when the gauge is, or nothing is required; also when the actual activity is
    /// the required one to the last digits.
    #[test]
    fn landing_and_gauge_agree(
        gates in prop::collection::vec(gate(), 1..4), amount in 1.0..1e6f64, value in 0.1..1e4f64,
        there in prop::collection::vec(0.0..50.0f64, 4), kind in 0..3usize, left in prop_oneof![Just(0.0), 0.0..=1.0f64],
        reached in prop::option::of(-1e5..1e6f64), actual in 0.0..1e3f64, ulps in -4i64..5, tie in any::<bool>(),
        entries in prop::collection::vec(0.0..5.0f64, 4), stage in 0..3usize, daily in any::<bool>(),
    ) {
        let funnel = funnel_of(&gates, value);
        let stages = gates.len() + 1;
        let there = &there[..stages];
        let start = [Start::Empty, Start::Open(there), Start::Reached(there)][kind];
        let mut target = Target::new(Goal::Revenue(amount)).start(start).left(left).activity_stage(stage.min(gates.len()));
        if let Some(reached) = reached { target = target.reached(reached); }
        if kind == 1 { target = target.entries(&entries[..stages]); }
        if daily { target = target.activity_per(Period::Day); }
        let expected = funnel.plan(target).unwrap();
        let needed = expected.activity().map(|plan| plan.stages[stage.min(gates.len())].whole.exact);
        let actual = match needed {
            Some(needed) if tie && needed > 0.0 => f64::from_bits(needed.to_bits().wrapping_add_signed(ulps)),
            _ => actual,
        };
        let plan = funnel.plan(target.actual(actual)).unwrap();
        let Pace { gauge, attainment, landing, .. } = plan.pace;
        let landing = landing.unwrap();
        prop_assert!(landing.is_finite());
        if plan.unreachable.is_none() {
            prop_assert_eq!(landing >= 1.0, gauge.is_none_or(|gauge| gauge >= 1.0), "{:?}", plan.pace);
            // Both are what they say they are.
            let required = plan.goal_period().unwrap().stages[stage.min(gates.len())].whole.exact;
            let periods = Calendar::COMMON.per_year(target_per(daily)) / 12.0;
            if let Some(gauge) = gauge {
                let brought = actual * periods * left;
                prop_assert!((gauge * required - brought).abs() <= 1e-9 * (brought + required));
            }
        }
        if let Some(reached) = reached {
            prop_assert!((attainment.unwrap() - reached / amount).abs() <= 1e-12 * (reached / amount).abs());
        }
    }

    /// In each period of both plans attainment x goal is the revenue; and no chance is larger than the attainment of
    /// the same plan, as Markov's inequality has it.
    #[test]
    fn revenue_attainment_and_chance_agree(
        gates in prop::collection::vec(gate(), 1..4), amount in 1.0..1e5f64, value in 100.0..1e4f64, confidence in 0.05..0.99f64,
        left in 0.05..=1.0f64, reached in prop::option::of(-1e4..1e5f64), open in prop::collection::vec(0u32..9, 4), there in any::<bool>(),
    ) {
        let funnel = funnel_of(&gates, value);
        let open: Vec<f64> = open.iter().take(gates.len() + 1).map(|&open| f64::from(open)).collect();
        let mut target = Target::new(Goal::Revenue(amount)).left(left).confidence(confidence).policy(Policy::Up);
        if there { target = target.start(Start::Open(&open)); }
        if let Some(reached) = reached { target = target.reached(reached); }
        let plan = funnel.plan(target).unwrap();
        let sure = plan.confident.as_ref().unwrap();
        for period in plan.periods.iter().chain(&sure.periods) {
            let (revenue, goal) = (period.delivers.revenue.unwrap(), period.goal);
            match period.delivers.attainment {
                Some(attainment) => prop_assert!((attainment * goal - revenue).abs() <= 1e-12 * revenue, "{period:?}"),
                None => prop_assert_eq!(goal, 0.0),
            }
        }
        prop_assert_eq!(sure.expected.len(), plan.periods.len());
        if let Some(month) = sure.period(Period::Month) {
            prop_assert!(sure.chance.value >= confidence * (1.0 - 1e-11));
            let attainment = month.delivers.attainment.unwrap_or(1.0);
            // Items that wait may reach the goal alone; then their share is not the activity's.
            if !there { prop_assert!(attainment >= sure.chance.value * (1.0 - 1e-11), "{attainment} {:?}", sure.chance); }
        }
    }

    /// Whatever the bits: an error that names its field, or a plan of finite numbers.
    #[test]
    fn any_bits(
        gates in prop::collection::vec(gate(), 1..4), numbers in prop::collection::vec(any::<f64>(), 8), tame in any::<[bool; 9]>(),
        lists in prop::collection::vec(any::<f64>(), 12), kind in 0..3usize, stage in 0..5usize, activity in 0..5usize, varied in 0..4usize,
        per in 0..5usize, activity_per in 0..5usize, confident in any::<bool>(),
    ) {
        let number = |place: usize, most: f64| if tame[place] { (numbers[place].abs() % 1.0).max(0.0) * most } else { numbers[place] };
        let list = |from: usize| -> Vec<f64> {
            lists[from..from + 4].iter().take(gates.len() + 1).map(|&x| if tame[8] { (x.abs() % 1.0).max(0.0) * 9.0 } else { x }).collect()
        };
        let (there, entries, sizes) = (list(0), list(4), list(8));
        let mut builder = Funnel::builder();
        for gate in &gates { builder = builder.gate("", *gate); }
        if varied == 0 { builder = builder.sale_value(number(0, 1e4)); }
        let Ok(funnel) = builder.build() else { return Ok(()) };
        let goal = if stage > 3 { Goal::Revenue(number(1, 1e5)) } else { Goal::Volume { stage, target: number(1, 50.0) } };
        let mut target = Target::new(goal).per(Period::ALL[per]).activity_per(Period::ALL[activity_per]).activity_stage(activity)
            .start([Start::Empty, Start::Open(&there), Start::Reached(&there)][kind]).entries(&entries)
            .left(number(2, 1.0)).reached(number(3, 1e4)).actual(number(4, 10.0));
        if varied == 1 { target = target.deal_size(DealSize::Varying { mean: number(0, 1e4), variation: number(5, 2.0) }); }
        if varied == 2 { target = target.deal_size(DealSize::Seen(&sizes)); }
        if confident { target = target.confidence(number(6, 1.0)); }
        match funnel.plan(target) {
            Err(error) => prop_assert!(error.field().is_some() || error.kind() == ErrorKind::Overflow, "{error}"),
            Ok(plan) => {
                let text = format!("{plan:?}");
                prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
                for period in plan.periods.iter().chain(plan.confident.iter().flat_map(|plan| &plan.periods)) {
                    prop_assert!(period.stages.iter().all(|stage| stage.whole.units >= 0.0 && stage.whole.exact >= 0.0));
                }
                if let Some(sure) = &plan.confident {
                    prop_assert!(sure.expected.iter().chain([&sure.chance]).all(|chance| (0.0..=1.0).contains(&chance.value)));
                }
            }
        }
    }
}

fn target_per(daily: bool) -> Period {
    if daily { Period::Day } else { Period::Week }
}

/// The parts of a target can be read: first the defaults, then those that were set.
#[test]
fn a_target_tells_what_it_holds() {
    let goal = Goal::Volume { stage: 2, target: 8.0 };
    let target = Target::new(goal);
    assert_eq!(target.goal, goal);
    assert_eq!((target.per, target.activity_per), (Period::Month, Period::Week));
    assert_eq!((target.activity_stage, target.policy), (0, Policy::Up));
    assert_eq!((target.confidence, target.prior), (None, Evidence::default()));
    assert_eq!((target.actual, target.reached, target.deal_size), (None, None, None));
    assert_eq!((target.start, target.entries), (Start::Empty, &[][..]));
    assert_eq!(target.share_left(), Ok(1.0));
    let said = target
        .per(Period::Year)
        .activity_per(Period::Day)
        .activity_stage(1)
        .policy(Policy::Nearest)
        .confidence(0.9)
        .prior(Evidence::UNIFORM)
        .actual(3.0)
        .reached(2.0)
        .left(0.25)
        .start(Start::Open(&[1.0, 0.0, 0.0]))
        .entries(&[0.0, 1.0, 0.0])
        .deal_size(DealSize::Fixed(7.0));
    assert_eq!((said.per, said.activity_per), (Period::Year, Period::Day));
    assert_eq!((said.activity_stage, said.policy), (1, Policy::Nearest));
    assert_eq!((said.confidence, said.prior), (Some(0.9), Evidence::UNIFORM));
    assert_eq!((said.actual, said.reached), (Some(3.0), Some(2.0)));
    assert_eq!(said.deal_size, Some(DealSize::Fixed(7.0)));
    assert_eq!(said.start, Start::Open(&[1.0, 0.0, 0.0]));
    assert_eq!((said.entries, said.share_left()), (&[0.0, 1.0, 0.0][..], Ok(0.25)));
    let days = |elapsed| said.working_days(WorkingDays { elapsed, total: 20.0 }).share_left();
    assert_eq!(days(5.0), Ok(0.75));
    assert_eq!(days(21.0).map_err(|error| error.kind()), Err(ErrorKind::ElapsedDays));
}
