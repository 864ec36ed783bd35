//! Chains, calendars and whole units.

use crate::buffer::{Lists, call, seen};
use crate::words;
use funnelmath::{Chain, Effect, Gate, Required, Situation, Unreachable, Whole};

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

/// Reads lists of successes and trials. Results: as many rates as successes.
pub(crate) fn rates_from_counts() -> u32 {
    call(|lists| {
        let (successes, trials) = (lists.list(), lists.list());
        let rates = lists.take(successes.len() as u32);
        Ok(funnelmath::rates_from_counts(successes, trials, rates)?)
    })
}

/// Reads the list of rates. Results: the overall rate.
pub(crate) fn overall() -> u32 {
    call(|lists| {
        let overall = chain(lists)?.overall();
        lists.put(overall);
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

/// Reads how many gates, and lists of rates, entries and sale values. Results: the volume of each stage; what
/// may be missing: the implied rate of each gate; revenue; and what may be missing: sale value and overall
/// rate.
pub(crate) fn roll_up() -> u32 {
    call(|lists| {
        let gates = lists.int();
        let (rates, entries, values) = (lists.list(), lists.list(), lists.list());
        let volumes = lists.take(gates + 1);
        let results = &mut lists.part(gates + 3);
        let implied = lists.filled::<_, 2>(gates, |_| None);
        let total = funnelmath::roll_up(gates as usize, rates, entries, values, volumes, implied)?;
        implied.iter().for_each(|&rate| results.maybe(rate));
        results.put(total.revenue);
        results.maybe(total.sale_value);
        results.maybe(total.overall);
        Ok(())
    })
}

/// Reads the amount, two periods and a calendar (4). Results: the amount.
pub(crate) fn convert() -> u32 {
    call(|lists| {
        let amount = lists.next();
        let (from, to) = (words::period(lists.int()), words::period(lists.int()));
        let amount = words::calendar(lists)?.convert(amount, from, to)?;
        lists.put(amount);
        Ok(())
    })
}

/// Reads a period and a calendar (4). Results: how many of the period a year has.
pub(crate) fn per_year() -> u32 {
    call(|lists| {
        let period = words::period(lists.int());
        let number = words::calendar(lists)?.per_year(period);
        lists.put(number);
        Ok(())
    })
}

/// Reads the exact volume and the policy. Results: as [`put_whole`].
pub(crate) fn whole() -> u32 {
    call(|lists| {
        let exact = lists.next();
        let whole = words::policy(lists.int()).apply(exact);
        put_whole(lists, seen(&whole)?);
        Ok(())
    })
}

/// Writes exact, units, residual, and what they deliver, which may be missing.
pub(crate) fn put_whole(lists: &mut Lists, whole: &Whole) {
    lists.put(whole.exact);
    lists.put(whole.units);
    lists.put(whole.residual());
    lists.maybe(whole.delivers());
}

/// Reads the goal's stage, the policy, and lists of rates and exact volumes. Results: as many whole volumes.
pub(crate) fn whole_each() -> u32 {
    call(|lists| {
        let (stage, policy) = (lists.int() as usize, words::policy(lists.int()));
        let chain = chain(lists)?;
        let exact = lists.list();
        let whole = stages(lists, &chain);
        Ok(policy.apply_each(&chain, stage, exact, whole)?)
    })
}
