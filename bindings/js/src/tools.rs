//! Overall rates, roll-ups, calendars and whole units, each by itself.

use crate::buffer::{call, seen};
use crate::chain::{chain, put_whole, stages};
use crate::words;

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
