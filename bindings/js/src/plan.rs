//! The whole plan of a funnel in one call.

use crate::buffer::{Lists, call};
use crate::chain::{EFFECT, chain, put_effect, put_outcome, put_whole};
use crate::words;
use funnelmath::{Calendar, Chain, Error, Lever, Money, Planner, Rate, Required, Target, Whole};
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Lists: rates (`gates`); benchmarks of the gates, sale value and its benchmark, actual, all as pairs; a
/// calendar (4); start volumes (`start_len`).
///
/// Results, behind them: the outcome (5), gauge and attainment as pairs; required volumes (`gates + 1`); for
/// the goal's period and, when that is another one, the activity's (none if unreachable): exact and whole
/// volumes (`gates + 1` each), the goal, revenue and attainment as pairs, and for each stage exact, units,
/// residual and what they deliver as a pair; then the effects, for each gate a
/// point more, ten percent more and its benchmark if it has one, for the sale value the last two.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
#[allow(clippy::too_many_arguments)]
pub fn plan(
    gates: u32,
    goal: u32,
    goal_stage: u32,
    amount: f64,
    per: u32,
    activity_per: u32,
    activity_stage: u32,
    policy: u32,
    start: u32,
    start_len: u32,
) -> u32 {
    call(|lists| {
        let parts = Parts::read(lists, gates)?;
        let planner = Planner::new(parts.chain, parts.sale_value, parts.calendar)?;
        let start = words::start(start, lists.take(start_len));
        let mut target = Target::new(words::goal(goal, goal_stage, amount))
            .per(words::period(per))
            .activity_per(words::period(activity_per))
            .activity_stage(activity_stage as usize)
            .policy(words::policy(policy))
            .start(start);
        if let Some(actual) = parts.actual {
            target = target.actual(actual);
        }
        // The outcome stands before the volumes, so that it is there without them.
        let outcome_at = &mut lists.part(5);
        let pace_at = &mut lists.part(4);
        let volumes = lists.take(gates + 1);
        let outcome = planner.required(&target, volumes)?;
        put_outcome(outcome_at, &outcome);
        let needed = match outcome {
            Required::Entry(_) => volumes.get(activity_stage as usize).copied(),
            Required::Unreachable(_) => None,
        };
        let pace = planner.pace(&target, needed)?;
        pace_at.maybe(pace.gauge);
        pace_at.maybe(pace.attainment);
        if needed.is_some() {
            let mut next = Some(per);
            while let Some(number) = next {
                let period = words::period(number);
                let (exact, whole) = (lists.take(gates + 1), lists.take(gates + 1));
                let delivers = planner.period(&target, period, volumes, exact, whole)?;
                lists.put(planner.goal_per(&target, period)?);
                lists.maybe(delivers.revenue);
                lists.maybe(delivers.attainment);
                for (&exact, &units) in exact.iter().zip(whole.iter()) {
                    put_whole(lists, &Whole::new(exact, units));
                }
                next = (number != activity_per).then_some(activity_per);
            }
        }
        let outlook = planner.outlook(&target, needed)?;
        let mut benchmarks = parts.benchmarks;
        let levers = gates + u32::from(parts.sale_value.is_some());
        for number in 0..levers {
            let (lever, benchmark) = if number < gates {
                (Lever::Gate(number as usize), benchmarks.option())
            } else {
                (Lever::SaleValue, parts.value_benchmark)
            };
            for step in &Planner::steps(lever, benchmark) {
                if let Some(step) = *step {
                    put_effect(lists.part(EFFECT), &outlook.effect(lever, step)?);
                }
            }
        }
        Ok(())
    })
}

/// Lists: as of [`plan`], without the start. No results: only whether they are what a funnel can have.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn check(gates: u32) -> u32 {
    call(|lists| {
        let parts = Parts::read(lists, gates)?;
        Planner::new(parts.chain, parts.sale_value, parts.calendar)?;
        let mut benchmarks = parts.benchmarks;
        for gate in 0..gates as usize {
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

/// What a funnel is made of, and the activity that is gauged.
struct Parts {
    chain: Chain<'static>,
    benchmarks: Lists,
    sale_value: Option<f64>,
    value_benchmark: Option<f64>,
    actual: Option<f64>,
    calendar: Calendar,
}

impl Parts {
    fn read(lists: &mut Lists, gates: u32) -> Result<Self, Error> {
        Ok(Self {
            chain: chain(lists, gates)?,
            benchmarks: lists.part(2 * gates),
            sale_value: lists.option(),
            value_benchmark: lists.option(),
            actual: lists.option(),
            calendar: words::calendar(lists)?,
        })
    }
}
