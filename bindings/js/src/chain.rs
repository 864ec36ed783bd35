//! Chains, calendars and whole units.

use crate::buffer::{Lists, call};
use crate::words;
use funnelmath::{
    Chain, Error, ErrorKind, Field, Gate, Goal,
    chain::{Effect, Lever, Required, Situation, Unreachable, Worth},
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
pub(crate) fn chain(lists: &mut Lists) -> Result<Chain<'static>, Error> {
    Chain::new(lists.list())
}

/// The next list, a number for each stage.
#[inline]
pub(crate) fn stages(lists: &mut Lists, chain: &Chain<'_>) -> &'static mut [f64] {
    lists.take(chain.stages() as u32)
}

/// Reads what enters, what an item is worth, which may be missing, and the list of rates. Results: the volume of each
/// stage, and revenue, which may be missing.
pub(crate) fn forward() -> u32 {
    call(|lists| {
        let (entry, worth) = (words::entry(lists), words::worth(lists));
        let chain = chain(lists)?;
        let volumes = stages(lists, &chain);
        let revenue = chain.forward(entry, worth.unwrap_or(NOTHING), volumes)?;
        lists.maybe(worth.map(|_| revenue));
        Ok(())
    })
}

/// What an item is worth where nobody asks for revenue.
const NOTHING: Worth<'static> = Worth::Sale(0.0);

/// Reads the goal (3), what an item is worth, which may be missing, the kind of the start, and lists of its volumes and of
/// rates. Results: the volume of each stage, which means nothing when the goal cannot be reached; and as
/// [`put_outcome`].
pub(crate) fn required() -> u32 {
    call(|lists| {
        let (goal, worth) = (words::goal(lists), words::worth(lists));
        let start = words::start(lists);
        let chain = chain(lists)?;
        let volumes = stages(lists, &chain);
        put_outcome(lists, &chain.required(goal, needed(goal, worth)?, start, volumes)?);
        Ok(())
    })
}

/// What an item is worth, which a goal in revenue needs.
fn needed(goal: Goal, worth: Option<Worth<'static>>) -> Result<Worth<'static>, Error> {
    match (goal, worth) {
        (_, Some(worth)) => Ok(worth),
        (Goal::Revenue(_), None) => {
            Err(Error::new(ErrorKind::NoSaleValue).field_is(Field::SaleValue))
        }
        (Goal::Volume { .. }, None) => Ok(Worth::Sale(1.0)),
    }
}

/// Writes 1, lever, gate, missing and best; or 0 when the goal can be reached.
pub(crate) fn put_outcome(lists: &mut Lists, outcome: &Required) {
    match outcome {
        Required::Unreachable(why) => {
            lists.put(1.0);
            put_unreachable(lists, why);
        }
        Required::Entry(_) => lists.put(0.0),
    }
}

/// Writes lever, gate, missing and best.
pub(crate) fn put_unreachable(lists: &mut Lists, why: &Unreachable) {
    words::put_lever(lists, why.lever);
    lists.put(why.missing);
    lists.put(why.best);
}

/// Reads the goal (3), the sale value, which may be missing, the activity's stage and volume; lever, gate, kind and size
/// of the step; and the list of rates. Results: as [`put_effect`].
pub(crate) fn sensitivity() -> u32 {
    call(|lists| {
        let (goal, sale_value) = (words::goal(lists), lists.option());
        let (stage, volume) = (lists.int() as usize, lists.next());
        let lever = words::lever(lists.int(), lists.int());
        let step = words::step(lists.int(), lists.next());
        if let (None, true) =
            (sale_value, matches!(goal, Goal::Revenue(_)) || lever == Lever::SaleValue)
        {
            return Err(Error::new(ErrorKind::NoSaleValue).field_is(Field::SaleValue));
        }
        let now = Situation { goal, sale_value: sale_value.unwrap_or(1.0), stage, volume };
        let effect = chain(lists)?.sensitivity(&now, lever, step)?;
        put_effect(lists, &effect);
        Ok(())
    })
}

/// Writes lever, gate, kind and size of the step, from, to, capped, revenue before and after; then what may
/// be missing: required before, after and its change, and the change of the revenue.
pub(crate) fn put_effect(lists: &mut Lists, effect: &Effect) {
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
