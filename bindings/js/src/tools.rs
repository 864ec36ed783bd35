//! Overall rates, roll-ups, calendars and whole units, each by itself.

use crate::buffer::call;
use crate::chain::{chain, put_whole, stages};
use crate::words;
use funnelmath::{
    chain::RollUp,
    rate::{GateCounts, Snapshot},
};

/// Reads lists of successes and trials. Results: as many rates as successes, which may be missing.
pub(crate) fn rates_from_counts() -> u32 {
    call(|lists| {
        let (successes, trials) = (lists.list(), lists.list());
        let gates = successes.len() as u32;
        let results = &mut lists.part(gates);
        let rates = lists.filled::<_, 2>(gates, |_| None);
        GateCounts { successes, trials }.rates(rates)?;
        rates.iter().for_each(|&rate| results.maybe(rate));
        Ok(())
    })
}

/// Reads lists of how many are open and how many were lost at each stage. Results: how many reached each stage, and the
/// trials of each gate.
pub(crate) fn snapshot() -> u32 {
    call(|lists| {
        let (open, lost) = (lists.list(), lists.list());
        let stages = open.len() as u32;
        let snapshot = Snapshot { open, lost };
        snapshot.reached(lists.take(stages))?;
        snapshot.trials(lists.take(stages.saturating_sub(1)))
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
        let members = RollUp { gates: gates as usize, rates, entries, sale_values: values };
        let total = members.total(volumes, implied)?;
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
        let whole = words::policy(lists).apply(exact)?;
        put_whole(lists, &whole);
        Ok(())
    })
}

/// Reads the goal's stage, the policy, and lists of rates and exact volumes. Results: as many whole volumes.
pub(crate) fn whole_each() -> u32 {
    call(|lists| {
        let (stage, policy) = (lists.int() as usize, words::policy(lists));
        let chain = chain(lists)?;
        let exact = lists.list();
        let whole = stages(lists, &chain);
        policy.apply_each(&chain, stage, exact, whole)
    })
}
