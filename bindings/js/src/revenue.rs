//! Flows: results that come by and by; and revenue, from deals of random size.

use crate::buffer::{Failed, Lists, call, maybe, seen};
use crate::chance::{about, put_inputs, put_likelihood, put_method};
use funnelmath::{Amount, DealSize, Flow, chance::Wait};

/// A question about a flow: the rate of what passes, and the two numbers behind it.
type Question = fn(&mut Lists, &Flow, f64, f64, f64) -> Result<(), Failed>;

/// Reads a flow (its kind, two numbers, and the rate of what passes) and two numbers, and asks.
fn about_flow(question: Question) -> u32 {
    call(|lists| {
        let (kind, arrivals, weeks) = (lists.int(), lists.next(), lists.next());
        let flow = match kind {
            0 => Flow::steady(arrivals),
            1 => Flow::counted(arrivals, weeks),
            _ => Flow::uncertain(arrivals, weeks),
        };
        let flow = seen(&flow)?;
        let (rate, a, b) = (lists.next(), lists.next(), lists.next());
        question(lists, flow, rate, a, b)
    })
}

/// Reads the size of a deal: its kind, size or mean, variation, and lists of sizes and counts.
fn size(lists: &mut Lists) -> DealSize<'static> {
    let (kind, mean, variation) = (lists.int(), lists.next(), lists.next());
    let (sizes, counts) = (lists.list(), lists.list());
    match kind {
        0 => DealSize::Fixed(mean),
        1 => DealSize::Varying { mean, variation },
        2 => DealSize::Seen(sizes),
        _ => DealSize::Counted { sizes, counts },
    }
}

/// Reads a flow, weeks, and a number that does not matter. Results: the number that is expected.
pub(crate) fn flow_expected() -> u32 {
    about_flow(|lists, flow, rate, weeks, _| {
        lists.put(*seen(&flow.expected(rate, weeks))?);
        Ok(())
    })
}

/// Reads a flow, k, weeks. Results: as [`put_likelihood`].
pub(crate) fn flow_at_least() -> u32 {
    about_flow(|lists, flow, rate, k, weeks| {
        put_likelihood(lists, seen(&flow.at_least(k, rate, weeks))?);
        Ok(())
    })
}

/// Reads a flow, k, weeks. Results: as [`put_likelihood`].
pub(crate) fn flow_exactly() -> u32 {
    about_flow(|lists, flow, rate, k, weeks| {
        put_likelihood(lists, seen(&flow.exactly(k, rate, weeks))?);
        Ok(())
    })
}

/// Reads a flow, weeks, p. Results: the number, which may be missing.
pub(crate) fn flow_quantile() -> u32 {
    about_flow(|lists, flow, rate, weeks, p| {
        lists.maybe(*seen(&flow.quantile(rate, weeks, p))?);
        Ok(())
    })
}

/// Reads a flow, weeks, level. Results: low; high, which may be missing.
pub(crate) fn flow_interval() -> u32 {
    about_flow(|lists, flow, rate, weeks, level| {
        let range = flow.interval(rate, weeks, level);
        let range = seen(&range)?;
        lists.put(range.low);
        lists.maybe(range.high);
        Ok(())
    })
}

/// Reads a flow, k, confidence. Results: as [`put_wait`].
pub(crate) fn weeks_for() -> u32 {
    about_flow(|lists, flow, rate, k, confidence| {
        put_wait(lists, seen(&flow.weeks(k, rate, confidence))?);
        Ok(())
    })
}

/// Writes the weeks, which may be missing, and their chance, or the best there is.
fn put_wait(lists: &mut Lists, wait: &Wait) {
    let (weeks, chance) = match wait {
        Wait::Enough { weeks, chance } => (Some(*weeks), Some(chance)),
        Wait::Never { best } => (None, Some(best)),
        _ => (None, None),
    };
    lists.maybe(weeks);
    if let Some(chance) = chance {
        put_likelihood(lists, chance);
    }
}

/// Reads k, rate, confidence. Results: the arrivals, which may be missing.
pub(crate) fn arrivals_for() -> u32 {
    maybe(|lists| funnelmath::chance::arrivals_for(lists.next(), lists.next(), lists.next()))
}

/// Reads a chance, n, the goal and a size. Results: as [`put_likelihood`].
pub(crate) fn revenue_at_least() -> u32 {
    about(|lists, chance, n, goal| {
        let likelihood = chance.revenue_at_least(n, size(lists), goal);
        put_likelihood(lists, seen(&likelihood)?);
        Ok(())
    })
}

/// Reads a chance, n, p and a size. Results: as [`put_amount`].
pub(crate) fn revenue_quantile() -> u32 {
    about(|lists, chance, n, p| {
        let amount = chance.revenue_quantile(n, size(lists), p);
        put_amount(lists, seen(&amount)?);
        Ok(())
    })
}

/// Writes the amount, which may be missing, and the method.
fn put_amount(lists: &mut Lists, amount: &Option<Amount>) {
    lists.maybe(amount.as_ref().map(|amount| amount.amount));
    if let Some(amount) = amount {
        put_method(lists, amount.method);
    }
}

/// Reads a chance, the goal, the confidence and a size. Results: as [`put_inputs`].
pub(crate) fn inputs_for_revenue() -> u32 {
    about(|lists, chance, goal, confidence| {
        let inputs = chance.revenue_inputs(size(lists), goal, confidence);
        put_inputs(lists, seen(&inputs)?);
        Ok(())
    })
}

/// Reads a flow, weeks, the goal and a size. Results: as [`put_likelihood`].
pub(crate) fn flow_revenue_at_least() -> u32 {
    about_flow(|lists, flow, rate, weeks, goal| {
        let likelihood = flow.revenue_at_least(rate, weeks, size(lists), goal);
        put_likelihood(lists, seen(&likelihood)?);
        Ok(())
    })
}

/// Reads a flow, weeks, p and a size. Results: as [`put_amount`].
pub(crate) fn flow_revenue_quantile() -> u32 {
    about_flow(|lists, flow, rate, weeks, p| {
        let amount = flow.revenue_quantile(rate, weeks, size(lists), p);
        put_amount(lists, seen(&amount)?);
        Ok(())
    })
}

/// Reads a flow, the goal, the confidence and a size. Results: as [`put_wait`].
pub(crate) fn weeks_for_revenue() -> u32 {
    about_flow(|lists, flow, rate, goal, confidence| {
        let wait = flow.revenue_weeks(rate, size(lists), goal, confidence);
        put_wait(lists, seen(&wait)?);
        Ok(())
    })
}
