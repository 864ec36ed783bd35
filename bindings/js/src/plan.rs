//! The plan of a funnel in one call.

#[cfg(feature = "all")]
use crate::buffer::cells;
use crate::buffer::{Lists, call};
use crate::chain::{put_effect, put_unreachable, put_whole};
#[cfg(feature = "chance")]
use crate::chance::{prior, put_probability};
use crate::size::size_option;
use crate::words;
use funnelmath::{
    Calendar, DealSize, Error, Field, Gate, Planner, Rate, Target,
    plan::{PlanItem, PlanKind, WorkingDays},
};
#[cfg(feature = "chance")]
use funnelmath::{Evidence, plan::Workspace};

/// Reads a target, then the parts of a funnel. Results: the items of the plan, each as [`put_item`], and 0; then the
/// target's period, the activity's, the activity's stage and the policy.
///
/// The target: the goal (3); its period and the activity's, the activity's stage and the policy, each NaN where nothing was
/// chosen; what may be missing: the actual activity and what is reached; how much is left, its kind and two numbers; the start (a kind and a list of
/// volumes), the list of entries, a deal size which may be missing. In the modules that have chances also the confidence,
/// which may be missing, and a prior.
pub(crate) fn plan() -> u32 {
    call(|lists| {
        let target = target(lists)?;
        let parts = Parts::read(lists)?;
        let stages = parts.gates + 1;
        // The results stand before the working space, so that nobody has to step over that.
        let mut results = lists.part(ITEMS + ITEMS_OF_STAGE * stages);
        let planner = parts.planner(lists)?;
        let volumes = lists.take(4 * stages);
        let visit = |item| put_item(&mut results, &item);
        #[cfg(not(feature = "chance"))]
        planner.expected_plan(&target, volumes, visit)?;
        #[cfg(feature = "chance")]
        {
            let evidence = lists.filled::<_, 3>(parts.gates, |_| None);
            let gathered = lists.filled::<_, 2>(parts.gates, |_| Evidence::JEFFREYS);
            #[cfg(feature = "all")]
            let mut work = Workspace { volumes, evidence, gathered, cells: Some(cells()) };
            #[cfg(not(feature = "all"))]
            let mut work = Workspace { volumes, evidence, gathered, cells: None };
            planner.plan(&target, &mut work, visit)?;
        }
        results.put(0.0);
        results.put(f64::from(target.per as u32));
        results.put(f64::from(target.activity_per as u32));
        results.put(target.activity_stage as f64);
        results.put(f64::from(target.policy as u32));
        Ok(())
    })
}

/// So many numbers the items of a plan take at most: for the whole, and for each stage. Four periods with 7 numbers a
/// stage and 8 for themselves, 3 effects of 14 for each gate and 2 for the sale value, and a few more.
const ITEMS: u32 = 100;
const ITEMS_OF_STAGE: u32 = 4 * 7 + 3 * 14;

/// Reads a target: see [`plan`].
fn target(lists: &mut Lists) -> Result<Target<'static>, Error> {
    let mut target = Target::new(words::goal(lists));
    if let Some(per) = lists.choice() {
        target = target.per(words::period(per));
    }
    if let Some(per) = lists.choice() {
        target = target.activity_per(words::period(per));
    }
    if let Some(stage) = lists.choice() {
        target = target.activity_stage(stage as usize);
    }
    target = target.policy(words::policy(lists));
    if let Some(actual) = lists.option() {
        target = target.actual(actual);
    }
    if let Some(reached) = lists.option() {
        target = target.reached(reached);
    }
    let (left, first, second) = (lists.int(), lists.next(), lists.next());
    target = match left {
        0 => target,
        1 => target.left(first),
        _ => target.working_days(WorkingDays { elapsed: first, total: second }),
    };
    target = target.start(words::start(lists)).entries(lists.list());
    if let Some(size) = size_option(lists) {
        target = target.deal_size(size);
    }
    #[cfg(feature = "chance")]
    {
        if let Some(confidence) = lists.option() {
            target = target.confidence(confidence);
        }
        target = target.prior(prior(lists)?);
    }
    Ok(target)
}

/// Writes the number of its kind, from 1, and then:
///
/// 1. Unreachable: as [`put_unreachable`].
/// 2. A period: 0 for the expected plan, 1 for the confident one; the period; the goal.
/// 3. A stage: the plan, the stage, and as [`put_whole`].
/// 4. What is delivered: the plan; revenue and attainment, which may be missing.
/// 5. The pace: gauge, attainment and landing, which may be missing.
/// 6. An effect: as [`put_effect`].
/// 7. A confidence: itself, its chance as [`put_probability`], and a bit for each thing left out.
/// 8. A chance of the expected plan: the period, and as [`put_probability`].
fn put_item(lists: &mut Lists, item: &PlanItem) {
    match item {
        PlanItem::Unreachable(why) => {
            lists.put(1.0);
            put_unreachable(lists, why);
        }
        PlanItem::Period { plan, period, goal } => {
            lists.put(2.0);
            put_plan(lists, *plan);
            lists.put(f64::from(*period as u32));
            lists.put(*goal);
        }
        PlanItem::Stage { plan, stage, whole, .. } => {
            lists.put(3.0);
            put_plan(lists, *plan);
            lists.put(*stage as f64);
            put_whole(lists, whole);
        }
        PlanItem::Delivers { plan, delivers, .. } => {
            lists.put(4.0);
            put_plan(lists, *plan);
            lists.maybe(delivers.revenue);
            lists.maybe(delivers.attainment);
        }
        PlanItem::Pace(pace) => {
            lists.put(5.0);
            lists.maybe(pace.gauge);
            lists.maybe(pace.attainment);
            lists.maybe(pace.landing);
        }
        PlanItem::Effect(effect) => {
            lists.put(6.0);
            put_effect(lists, effect);
        }
        #[cfg(feature = "chance")]
        PlanItem::Confidence { confidence, chance, leaves_out } => {
            lists.put(7.0);
            lists.put(*confidence);
            put_probability(lists, chance);
            let bits = leaves_out.iter().fold(0, |bits, what| bits | 1 << what as u32);
            lists.put(f64::from(bits));
        }
        #[cfg(feature = "chance")]
        PlanItem::Chance { period, chance } => {
            lists.put(8.0);
            lists.put(f64::from(*period as u32));
            put_probability(lists, chance);
        }
        _ => {}
    }
}

fn put_plan(lists: &mut Lists, plan: PlanKind) {
    lists.flag(plan == PlanKind::Confident);
}

/// Reads the parts of a funnel. Results: the rate of each gate, and the sale value, which may be missing.
pub(crate) fn check() -> u32 {
    call(|lists| {
        let parts = Parts::read(lists)?;
        let mut results = lists.part(parts.gates + 1);
        let planner = parts.planner(lists)?;
        planner.chain().rates().iter().for_each(|&rate| results.put(rate));
        results.maybe(planner.sale_value());
        Ok(())
    })
}

/// What a funnel is made of: how many gates it has, and of each its kind and two numbers, and its benchmark, which may be
/// missing; the sale value and its benchmark, which may be missing; a deal size, which may be missing; and a calendar
/// (4).
struct Parts {
    gates: u32,
    given: Lists,
    sale_value: Option<f64>,
    sale_value_benchmark: Option<f64>,
    deal_size: Option<DealSize<'static>>,
    calendar: Calendar,
}

impl Parts {
    fn read(lists: &mut Lists) -> Result<Self, Error> {
        let gates = lists.int();
        Ok(Self {
            gates,
            given: lists.part(5 * gates),
            sale_value: lists.option(),
            sale_value_benchmark: lists.option(),
            deal_size: size_option(lists),
            calendar: words::calendar(lists)?,
        })
    }

    /// The planner over them, in the next places.
    fn planner(&self, lists: &mut Lists) -> Result<Planner<'static>, Error> {
        let mut given = self.given.again();
        let closed = Gate::new(0.0)?;
        let gates = lists.filled::<_, 4>(self.gates, |_| closed);
        let benchmarks = lists.filled::<_, 2>(self.gates, |_| None);
        let rates = lists.take(self.gates);
        for (index, (gate, benchmark)) in gates.iter_mut().zip(benchmarks.iter_mut()).enumerate() {
            *gate = words::gate(&mut given).map_err(|error| error.of_gate(index))?;
            *benchmark = given
                .option()
                .map(Rate::new)
                .transpose()
                .map_err(|error| error.field_is(Field::GateBenchmark).at(index))?;
        }
        let planner = Planner::from_gates(gates, rates, self.sale_value, self.calendar)?;
        let mut planner = planner.benchmarks(benchmarks)?;
        if let Some(value) = self.sale_value_benchmark {
            planner = planner.sale_value_benchmark(value)?;
        }
        match self.deal_size {
            Some(size) => planner.deal_size(size),
            None => Ok(planner),
        }
    }
}
