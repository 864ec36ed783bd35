//! Chains, calendars and whole units.

use crate::buffer::{Lists, call};
use crate::words;
use funnelmath::{Chain, Effect, Gate, Required, Situation, Unreachable, Whole};
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Results: the rate.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn rate_from_counts(successes: f64, trials: f64) -> u32 {
    call(|lists| {
        lists.put(Gate::from_counts(successes, trials)?.rate().get());
        Ok(())
    })
}

/// Results: the rate.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn rate_one_in(n: f64) -> u32 {
    call(|lists| {
        lists.put(Gate::one_in(n)?.rate().get());
        Ok(())
    })
}

/// Lists: successes, trials. Results, behind them: as many rates as successes.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn rates_from_counts(successes: u32, trials: u32) -> u32 {
    call(|lists| {
        let counts = (lists.take(successes), lists.take(trials));
        Ok(funnelmath::rates_from_counts(counts.0, counts.1, lists.take(successes))?)
    })
}

/// Lists: rates (`gates`). Results, behind them: the overall rate.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn overall(gates: u32) -> u32 {
    call(|lists| {
        let overall = chain(lists, gates)?.overall();
        lists.put(overall);
        Ok(())
    })
}

#[inline]
pub(crate) fn chain(lists: &mut Lists, gates: u32) -> Result<Chain<'static>, funnelmath::Error> {
    Chain::new(lists.take(gates))
}

/// Lists: rates (`gates`). Results, behind them: volumes (`gates + 1`), revenue.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn forward(gates: u32, entry: f64, sale_value: f64) -> u32 {
    call(|lists| {
        let chain = chain(lists, gates)?;
        let revenue = chain.forward(entry, sale_value, lists.take(gates + 1))?;
        lists.put(revenue);
        Ok(())
    })
}

/// Lists: rates (`gates`), start volumes (`start_len`). Results, behind them: volumes (`gates + 1`), and
/// 1 when unreachable, lever, gate, missing, best; the volumes stay as they were then.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn required(
    gates: u32,
    goal: u32,
    stage: u32,
    amount: f64,
    sale_value: f64,
    start: u32,
    start_len: u32,
) -> u32 {
    call(|lists| {
        let chain = chain(lists, gates)?;
        let start = words::start(start, lists.take(start_len));
        let volumes = lists.take(gates + 1);
        let goal = words::goal(goal, stage, amount);
        let outcome = chain.required(goal, sale_value, start, volumes)?;
        put_outcome(lists, &outcome);
        Ok(())
    })
}

/// Writes 1, lever, gate, missing and best; or all 0 when the goal can be reached.
pub(crate) fn put_outcome(lists: &mut Lists, outcome: &Required) {
    match outcome {
        Required::Unreachable(Unreachable { lever, missing, best, .. }) => {
            lists.put(1.0);
            words::put_lever(lists, *lever);
            lists.put(*missing);
            lists.put(*best);
        }
        Required::Entry(_) => lists.take(5).fill(0.0),
    }
}

/// Lists: rates (`gates`). Results, behind them: an effect, as [`put_effect`] says.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
#[allow(clippy::too_many_arguments)]
pub fn sensitivity(
    gates: u32,
    goal: u32,
    goal_stage: u32,
    amount: f64,
    sale_value: f64,
    stage: u32,
    volume: f64,
    lever: u32,
    gate: u32,
    step: u32,
    size: f64,
) -> u32 {
    call(|lists| {
        let chain = chain(lists, gates)?;
        let goal = words::goal(goal, goal_stage, amount);
        let now = Situation { goal, sale_value, stage: stage as usize, volume };
        let effect = chain.sensitivity(&now, words::lever(lever, gate), words::step(step, size))?;
        put_effect(lists.part(EFFECT), &effect);
        Ok(())
    })
}

/// How many numbers an effect is.
pub(crate) const EFFECT: u32 = 17;

/// Writes lever, gate, kind and size of the step, from, to, capped, revenue before and after, then as pairs
/// required before, after and its change, and the change of the revenue.
#[inline(never)]
pub(crate) fn put_effect(mut lists: Lists, effect: &Effect) {
    let lists = &mut lists;
    words::put_lever(lists, effect.lever);
    words::put_step(lists, effect.step);
    lists.put(effect.from);
    lists.put(effect.to);
    lists.flag(effect.capped);
    lists.put(effect.revenue_before);
    lists.put(effect.revenue_after);
    lists.maybe(effect.required_before);
    lists.maybe(effect.required_after);
    lists.maybe(effect.required_change());
    lists.maybe(effect.revenue_change());
}

/// Lists: rates (`rates_len`), entries (`entries_len`), sale values (`values_len`). Results, behind them:
/// volumes (`gates + 1`), implied rates as pairs, revenue, sale value and overall rate as pairs.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn roll_up(gates: u32, rates_len: u32, entries_len: u32, values_len: u32) -> u32 {
    call(|lists| {
        let rates = lists.take(rates_len);
        let entries = lists.take(entries_len);
        let values = lists.take(values_len);
        let volumes = lists.take(gates + 1);
        let pairs = &mut lists.part(2 * gates);
        let totals = &mut lists.part(5);
        let implied = lists.filled::<_, 2>(gates, |_| None);
        let total = funnelmath::roll_up(gates as usize, rates, entries, values, volumes, implied)?;
        implied.iter().for_each(|&rate| pairs.maybe(rate));
        totals.put(total.revenue);
        totals.maybe(total.sale_value);
        totals.maybe(total.overall);
        Ok(())
    })
}

/// Lists: a calendar (4). Results, behind it: the amount.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn convert(amount: f64, from: u32, to: u32) -> u32 {
    call(|lists| {
        let calendar = words::calendar(lists)?;
        let amount = calendar.convert(amount, words::period(from), words::period(to))?;
        lists.put(amount);
        Ok(())
    })
}

/// Lists: a calendar (4). Results, behind it: how many of the period a year has.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn per_year(period: u32) -> u32 {
    call(|lists| {
        let number = words::calendar(lists)?.per_year(words::period(period));
        lists.put(number);
        Ok(())
    })
}

/// Results: exact, units, residual, and what they deliver as a pair.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn whole(policy: u32, exact: f64) -> u32 {
    call(|lists| {
        let whole = words::policy(policy).apply(exact)?;
        put_whole(lists, &whole);
        Ok(())
    })
}

pub(crate) fn put_whole(lists: &mut Lists, whole: &Whole) {
    lists.put(whole.exact);
    lists.put(whole.units);
    lists.put(whole.residual());
    lists.maybe(whole.delivers());
}

/// Lists: rates (`gates`), exact volumes (`stages`). Results, behind them: whole volumes (`gates + 1`).
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn whole_each(policy: u32, gates: u32, stages: u32, stage: u32) -> u32 {
    call(|lists| {
        let chain = chain(lists, gates)?;
        let (exact, whole) = (lists.take(stages), lists.take(gates + 1));
        Ok(words::policy(policy).apply_each(&chain, stage as usize, exact, whole)?)
    })
}
