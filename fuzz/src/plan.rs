//! Target `plan`: the items of a plan, the rest of a period, and what makes a goal sure.

use crate::input::Input;
use crate::revenue::deal_size;
use crate::rules::{self, fine};
use funnelmath::{
    Calendar, Error, Evidence, Gate, Goal, Period, Planner, Policy, Rate, Start, Target,
    math::Method,
    plan::{Confident, Pace, PlanItem, PlanKind, WorkingDays, Workspace},
};

/// The most gates that are tried.
const MOST: usize = 4;

/// Any bytes as a chain, what is known of its gates, and a target.
pub fn plan(data: &[u8]) {
    let mut input = Input::new(data);
    let (spell, sound) = (input.flag(), input.flag());
    let length = 1 + input.below(MOST);
    let mut gates = [Gate::from(Rate::new(1.0).unwrap()); MOST];
    for gate in &mut gates[..length] {
        *gate = if input.flag() {
            let (passed, more) = (input.byte(), input.byte());
            let tried = u32::from(passed) + u32::from(more);
            Gate::from_counts(u32::from(passed), tried.max(1)).unwrap()
        } else {
            Gate::new(input.rate()).unwrap()
        };
    }
    let gates = &gates[..length];
    let mut rates = [0.0; MOST];
    let rates = &mut rates[..length];
    let value = input.flag().then(|| if sound { input.sane() } else { input.any() });
    let mut calendar = Calendar::COMMON;
    if input.byte() < 64 {
        calendar = fine(Calendar::selling_weeks(input.any()), spell).unwrap_or(calendar);
    }
    let planner = Planner::from_gates(gates, rates, value, calendar);
    let Some(mut planner) = fine(planner, spell) else { return };
    let mut sizes = [[0.0; 6]; 2];
    let size = deal_size(&mut input, &mut sizes, sound);
    if input.byte() < 80 {
        planner = fine(planner.deal_size(size), spell).unwrap_or(planner);
    }
    let mut benchmarks = [None; MOST];
    if input.flag() {
        benchmarks[..length].fill_with(|| input.flag().then(|| Rate::new(input.rate()).unwrap()));
        planner = planner.benchmarks(&benchmarks[..length]).unwrap();
    }

    let mut there = [0.0; MOST + 1];
    let there = &mut there[..input.length(length + 1, MOST + 1)];
    input.fill(there, sound, |input| f64::from(input.byte()) / 4.0);
    let start = match input.below(3) {
        0 => Start::Empty,
        1 => Start::Open(there),
        _ => Start::Reached(there),
    };
    let amount = if sound { f64::from(input.byte()) } else { input.any() };
    let stage = input.index(length);
    let goal =
        if input.flag() { Goal::Revenue(amount) } else { Goal::Volume { stage, target: amount } };
    let mut target = Target::new(goal)
        .start(start)
        .activity_stage(if sound { 0 } else { input.index(length) })
        .per(input.one_of(Period::ALL))
        .activity_per(input.one_of(Period::ALL))
        .policy(input.one_of(Policy::ALL));
    let mut number = |sound| if sound { input.sane() } else { input.any() };
    let (actual, reached) = (number(sound), number(sound));
    if input.flag() {
        target = target.actual(actual);
    }
    if input.byte() < 64 {
        target = target.reached(if input.flag() { reached } else { -reached });
    }
    match input.below(4) {
        0 => target = target.left(input.any()),
        1 => target = target.left(input.part()),
        2 => {
            let elapsed = input.byte();
            let total = u32::from(elapsed) + u32::from(input.byte());
            let days = WorkingDays { elapsed: f64::from(elapsed), total: f64::from(total) };
            target = target.working_days(days);
        }
        _ => {}
    }
    if input.byte() < 64 {
        target = target.deal_size(size);
    }
    let confidence = input.any();
    let units = if sound { f64::from(input.byte()) } else { input.any() };
    items(&planner, &target, spell);
    if input.flag() {
        items(&planner, &target.confidence(confidence), spell);
        surely(&planner, &target, (confidence, units), spell);
    }
}

/// Lends working space for a plan of any chain that is tried.
fn with<T>(ask: impl FnOnce(&mut Workspace<'_>) -> T) -> T {
    ask(&mut Workspace {
        volumes: &mut [f64::NAN; 4 * (MOST + 1)],
        evidence: &mut [None; MOST],
        gathered: &mut [Evidence::JEFFREYS; MOST],
        cells: None,
    })
}

fn items(planner: &Planner<'_>, target: &Target<'_>, spell: bool) {
    let (mut planned, mut pace, mut chances) = (0, None, 0);
    let found = with(|work| {
        planner.plan(target, work, |item| match item {
            PlanItem::Unreachable(why) => {
                assert!(why.missing.is_finite() && why.missing > 0.0);
                rules::amount(why.best);
            }
            PlanItem::Period { goal, .. } => rules::amount(goal),
            PlanItem::Stage { plan, whole, .. } => {
                planned += usize::from(plan == PlanKind::Confident);
                rules::amount(whole.exact);
                rules::amount(whole.units);
                rules::finite(whole.residual());
            }
            PlanItem::Delivers { delivers, .. } => {
                delivers.revenue.into_iter().chain(delivers.attainment).for_each(rules::amount);
            }
            PlanItem::Pace(found) => {
                paced(&found);
                pace = Some(found);
            }
            PlanItem::Effect(effect) => {
                let volumes = effect.required_before.into_iter().chain(effect.required_after);
                let money = [effect.from, effect.to, effect.revenue_before, effect.revenue_after];
                volumes.chain(money).for_each(rules::amount);
            }
            PlanItem::Confidence { chance, .. } => {
                rules::probability(chance);
                chances += 1;
            }
            PlanItem::Chance { chance, .. } => {
                rules::probability(chance);
                chances += 1;
            }
            _ => {}
        })
    });
    if fine(found, spell).is_some() {
        assert!(pace.is_some());
        assert!(planned == 0 || chances > 0);
        // The pace alone is the same pace.
        assert_eq!(with(|work| planner.pace(target, work)), Ok(pace.unwrap()));
    }
}

fn paced(pace: &Pace) {
    pace.gauge.into_iter().for_each(rules::amount);
    pace.attainment.into_iter().chain(pace.landing).for_each(rules::finite);
    if let (Some(gauge), Some(landing)) = (pace.gauge, pace.landing) {
        assert_eq!(gauge >= 1.0, landing >= 1.0, "{pace:?}");
    }
}

fn surely(planner: &Planner<'_>, target: &Target<'_>, asked: (f64, f64), spell: bool) {
    let (confidence, units) = asked;
    let stages = planner.chain().stages();
    let mut volumes = [f64::NAN; MOST + 1];
    let found = with(|work| planner.confident(target, confidence, work, &mut volumes[..stages]));
    match fine(found, spell) {
        Some(Confident::Plan { chance }) => {
            rules::probability(chance);
            volumes[..stages].iter().copied().for_each(rules::amount);
            let error = match chance.method {
                // Below the normal numbers a chance has fewer digits.
                Method::Exact | Method::Inversion => f64::MIN_POSITIVE,
                // The largest of the absolute bounds that the other methods state.
                _ => 2e-11,
            };
            let least = confidence * (1.0 - 1e-9) - error;
            assert!(chance.value >= least, "{chance:?} of {confidence}");
        }
        Some(Confident::Never { best }) => rules::probability(best),
        _ => {}
    }
    let chance: Result<_, Error> = with(|work| planner.chance(target, units, Period::Week, work));
    fine(chance, spell).into_iter().for_each(rules::probability);
}
