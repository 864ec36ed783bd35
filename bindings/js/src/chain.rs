//! Chains, calendars and whole units.

use crate::buffer::{Lists, call, seen};
use crate::words;
use funnelmath::{
    Chain, Gate,
    chain::{Effect, Required, Situation, Unreachable},
    whole::Whole,
};

/// Reads successes, trials. Results: the rate.
pub(crate) fn rate_from_counts() -> u32 {
    call(|lists| {
        let rate = Gate::from_counts(lists.next(), lists.next())?.rate().get();
        lists.put(rate);
        Ok(())
    })
}

/// Reads n. Results: the rate.
pub(crate) fn rate_one_in() -> u32 {
    call(|lists| {
        let rate = Gate::one_in(lists.next())?.rate().get();
        lists.put(rate);
        Ok(())
    })
}

#[inline]
pub(crate) fn chain(lists: &mut Lists) -> Result<Chain<'static>, funnelmath::Error> {
    Chain::new(lists.list())
}

/// The next list, a number for each stage.
#[inline]
pub(crate) fn stages(lists: &mut Lists, chain: &Chain<'_>) -> &'static mut [f64] {
    lists.take(chain.stages() as u32)
}

/// Reads the volume that enters, the sale value, which may be missing, and the list of rates. Results: the
/// volume of each stage, and revenue, which may be missing.
pub(crate) fn forward() -> u32 {
    call(|lists| {
        let (entry, sale_value) = (lists.next(), lists.option());
        let chain = chain(lists)?;
        let volumes = stages(lists, &chain);
        let revenue = chain.forward(entry, sale_value.unwrap_or(0.0), volumes)?;
        lists.maybe(sale_value.map(|_| revenue));
        Ok(())
    })
}

/// Reads the goal (3), the sale value, the kind of the start, and lists of its volumes and of rates. Results:
/// the volume of each stage, which means nothing when the goal cannot be reached; and as [`put_outcome`].
pub(crate) fn required() -> u32 {
    call(|lists| {
        let (goal, sale_value) = (words::goal(lists), lists.next());
        let start = words::start(lists);
        let chain = chain(lists)?;
        let volumes = stages(lists, &chain);
        let outcome = chain.required(goal, sale_value, start, volumes);
        put_outcome(lists, seen(&outcome)?);
        Ok(())
    })
}

/// Writes 1, lever, gate, missing and best; or 0 when the goal can be reached.
pub(crate) fn put_outcome(lists: &mut Lists, outcome: &Required) {
    match outcome {
        Required::Unreachable(Unreachable { lever, missing, best, .. }) => {
            lists.put(1.0);
            words::put_lever(lists, *lever);
            lists.put(*missing);
            lists.put(*best);
        }
        Required::Entry(_) => lists.put(0.0),
    }
}

/// Reads the goal (3), the sale value, the activity's stage and volume; lever, gate, kind and size of the
/// step; and the list of rates. Results: as [`put_effect`].
pub(crate) fn sensitivity() -> u32 {
    call(|lists| {
        let (goal, sale_value) = (words::goal(lists), lists.next());
        let now = Situation { goal, sale_value, stage: lists.int() as usize, volume: lists.next() };
        let lever = words::lever(lists.int(), lists.int());
        let step = words::step(lists.int(), lists.next());
        let effect = chain(lists)?.sensitivity(&now, lever, step);
        put_effect(lists.part(EFFECT), seen(&effect)?);
        Ok(())
    })
}

/// How many numbers an effect is.
pub(crate) const EFFECT: u32 = 13;

/// Writes lever, gate, kind and size of the step, from, to, capped, revenue before and after; then what may
/// be missing: required before, after and its change, and the change of the revenue.
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

/// Writes exact, units, residual, and what they deliver, which may be missing.
pub(crate) fn put_whole(lists: &mut Lists, whole: &Whole) {
    lists.put(whole.exact);
    lists.put(whole.units);
    lists.put(whole.residual());
    lists.maybe(whole.delivers());
}
