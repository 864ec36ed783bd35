//! The whole plan of a funnel in one call.

use crate::buffer::{Failed, Lists, call, seen};
use crate::chain::{EFFECT, chain, put_effect, put_outcome, put_whole, stages};
use crate::words;
use funnelmath::{
    Calendar, Chain, Error, Money, Period, Planner, Rate, Target,
    chain::{Lever, Required},
    whole::Whole,
};

/// Reads the goal (3), its period and the activity's, the activity's stage, the policy, the actual activity,
/// which may be missing, the kind of the start and the list of its volumes; then the parts of the funnel, as
/// [`check`].
///
/// Results: as [`put_outcome`]; as [`Periods::put`] (none if unreachable); gauge and attainment, which may be
/// missing. For each gate a point more, ten percent more and its benchmark if it has one, for the sale value the
/// last two: each as [`put_effect`]; NaN behind the last.
pub(crate) fn plan() -> u32 {
    call(|lists| plan_with(lists, None))
}

/// What else a plan says, behind its periods: it reads so many numbers and so many for each gate, which stand
/// behind the parts of the funnel.
pub(crate) struct More {
    pub(crate) reads: (u32, u32),
    pub(crate) says: Says,
}

/// Writes to the first what it reads in the second; the volumes are those that each stage requires.
type Says =
    fn(&mut Lists, Lists, &mut Periods<'_>, Target<'_>, Expected, &mut [f64]) -> Result<(), Failed>;

pub(crate) fn plan_with(lists: &mut Lists, more: Option<&More>) -> Result<(), Failed> {
    let goal = words::goal(lists);
    let (per, activity_per) = (lists.int(), lists.int());
    let (activity_stage, policy) = (lists.int() as usize, words::policy(lists.int()));
    let actual = lists.option();
    let mut target = Target::new(goal)
        .per(words::period(per))
        .activity_per(words::period(activity_per))
        .activity_stage(activity_stage)
        .policy(policy)
        .start(words::start(lists));
    if let Some(actual) = actual {
        target = target.actual(actual);
    }
    let parts = Parts::read(lists);
    let parts = seen(&parts)?;
    let gates = parts.chain.gates();
    let asked = lists.part(more.map_or(0, |more| more.reads.0 + more.reads.1 * gates as u32));
    let planner = Planner::new(parts.chain, parts.sale_value, parts.calendar);
    let planner = seen(&planner)?;
    let mut volumes = || stages(lists, &parts.chain);
    let (volumes, exact, whole) = (volumes(), volumes(), volumes());
    let outcome = planner.required(&target, volumes);
    let outcome = seen(&outcome)?;
    put_outcome(lists, outcome);
    let needed = match outcome {
        Required::Entry(_) => volumes.get(activity_stage).copied(),
        Required::Unreachable(_) => None,
    };
    let mut periods = Periods { planner, per, activity_per, activity_stage, exact, whole };
    let mut expected = Expected::default();
    if needed.is_some() {
        expected = periods.put(lists, &target, volumes)?;
    }
    lists.maybe(None);
    if let Some(more) = more {
        (more.says)(lists, asked, &mut periods, target, expected, volumes)?;
    }
    let pace = planner.pace(&target, needed);
    let pace = seen(&pace)?;
    lists.maybe(pace.gauge);
    lists.maybe(pace.attainment);
    let outlook = planner.outlook(&target, needed);
    let outlook = seen(&outlook)?;
    let mut benchmarks = parts.benchmarks.again();
    for number in 0..gates + usize::from(parts.sale_value.is_some()) {
        let (lever, benchmark) = if number < gates {
            (Lever::Gate(number), benchmarks.option())
        } else {
            (Lever::SaleValue, parts.value_benchmark)
        };
        for step in &Planner::steps(lever, benchmark) {
            if let Some(step) = *step {
                let effect = outlook.effect(lever, step);
                put_effect(lists.part(EFFECT), seen(&effect)?);
            }
        }
    }
    lists.maybe(None);
    Ok(())
}

/// The activity of each period, in whole units.
pub(crate) type Expected = [Option<(f64, Period)>; 2];

/// What the plans in the goal's period and in the activity's are made of.
pub(crate) struct Periods<'a> {
    pub(crate) planner: &'a Planner<'static>,
    per: u32,
    activity_per: u32,
    activity_stage: usize,
    exact: &'static mut [f64],
    whole: &'static mut [f64],
}

impl Periods<'_> {
    /// For the goal's period and, when that is another one, the activity's, writes its number, the goal, revenue
    /// and attainment, which may be missing, and each stage, as [`put_whole`].
    pub(crate) fn put(
        &mut self,
        lists: &mut Lists,
        target: &Target<'_>,
        volumes: &[f64],
    ) -> Result<Expected, Failed> {
        let mut expected = Expected::default();
        let mut next = Some(self.per);
        for activity in &mut expected {
            let Some(number) = next else { break };
            let period = words::period(number);
            let delivers = self.planner.period(target, period, volumes, self.exact, self.whole);
            let delivers = seen(&delivers)?;
            lists.put(f64::from(number));
            lists.put(*seen(&self.planner.goal_per(target, period))?);
            lists.maybe(delivers.revenue);
            lists.maybe(delivers.attainment);
            for (&exact, &units) in self.exact.iter().zip(self.whole.iter()) {
                put_whole(lists, &Whole::new(exact, units));
            }
            *activity = self.whole.get(self.activity_stage).map(|&units| (units, period));
            next = (number != self.activity_per).then_some(self.activity_per);
        }
        Ok(expected)
    }
}

/// Reads the list of rates; what may be missing: the benchmark of each gate, the sale value and its
/// benchmark; and a calendar (4). No results: only whether they are what a funnel can have.
pub(crate) fn check() -> u32 {
    call(|lists| {
        let parts = Parts::read(lists);
        let parts = seen(&parts)?;
        seen(&Planner::new(parts.chain, parts.sale_value, parts.calendar))?;
        let mut benchmarks = parts.benchmarks.again();
        for gate in 0..parts.chain.gates() {
            if let Some(rate) = benchmarks.option() {
                Rate::new(rate).map_err(|error| error.at(gate))?;
            }
        }
        if let Some(value) = parts.value_benchmark {
            Money::new(value)?;
        }
        Ok(())
    })
}

/// What a funnel is made of.
struct Parts {
    chain: Chain<'static>,
    benchmarks: Lists,
    sale_value: Option<f64>,
    value_benchmark: Option<f64>,
    calendar: Calendar,
}

impl Parts {
    fn read(lists: &mut Lists) -> Result<Self, Error> {
        let chain = chain(lists)?;
        Ok(Self {
            chain,
            benchmarks: lists.part(2 * chain.gates() as u32),
            sale_value: lists.option(),
            value_benchmark: lists.option(),
            calendar: words::calendar(lists)?,
        })
    }
}
