//! The whole plan of a funnel in one call.

use crate::buffer::{Lists, call};
use crate::chain::{EFFECT, chain, put_effect, put_outcome, put_whole, stages};
use crate::words;
use funnelmath::{Calendar, Chain, Error, Lever, Money, Planner, Rate, Required, Target, Whole};

/// Reads the goal (3), its period and the activity's, the activity's stage, the policy, the actual activity,
/// which may be missing, the kind of the start and the list of its volumes; then the parts of the funnel, as
/// [`check`].
///
/// Results: as [`put_outcome`]; gauge and attainment, which may be missing. For the goal's period and, when
/// that is another one, the activity's (none if unreachable): its number, the goal, revenue and attainment,
/// which may be missing, and each stage, as [`put_whole`]; NaN behind the last. For each gate a point more,
/// ten percent more and its benchmark if it has one, for the sale value the last two: each as
/// [`put_effect`]; NaN behind the last.
pub(crate) fn plan() -> u32 {
    call(|lists| {
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
        let parts = Parts::read(lists)?;
        let planner = Planner::new(parts.chain, parts.sale_value, parts.calendar)?;
        let mut volumes = || stages(lists, &parts.chain);
        let (volumes, exact, whole) = (volumes(), volumes(), volumes());
        let outcome = planner.required(&target, volumes)?;
        put_outcome(lists, &outcome);
        let needed = match outcome {
            Required::Entry(_) => volumes.get(activity_stage).copied(),
            Required::Unreachable(_) => None,
        };
        let pace = planner.pace(&target, needed)?;
        lists.maybe(pace.gauge);
        lists.maybe(pace.attainment);
        if needed.is_some() {
            let mut next = Some(per);
            while let Some(number) = next {
                let period = words::period(number);
                let delivers = planner.period(&target, period, volumes, exact, whole)?;
                lists.put(f64::from(number));
                lists.put(planner.goal_per(&target, period)?);
                lists.maybe(delivers.revenue);
                lists.maybe(delivers.attainment);
                for (&exact, &units) in exact.iter().zip(whole.iter()) {
                    put_whole(lists, &Whole::new(exact, units));
                }
                next = (number != activity_per).then_some(activity_per);
            }
        }
        lists.maybe(None);
        let outlook = planner.outlook(&target, needed)?;
        let mut benchmarks = parts.benchmarks;
        let gates = parts.chain.gates();
        for number in 0..gates + usize::from(parts.sale_value.is_some()) {
            let (lever, benchmark) = if number < gates {
                (Lever::Gate(number), benchmarks.option())
            } else {
                (Lever::SaleValue, parts.value_benchmark)
            };
            for step in &Planner::steps(lever, benchmark) {
                if let Some(step) = *step {
                    put_effect(lists.part(EFFECT), &outlook.effect(lever, step)?);
                }
            }
        }
        lists.maybe(None);
        Ok(())
    })
}

/// Reads the list of rates; what may be missing: the benchmark of each gate, the sale value and its
/// benchmark; and a calendar (4). No results: only whether they are what a funnel can have.
pub(crate) fn check() -> u32 {
    call(|lists| {
        let parts = Parts::read(lists)?;
        Planner::new(parts.chain, parts.sale_value, parts.calendar)?;
        let mut benchmarks = parts.benchmarks;
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
