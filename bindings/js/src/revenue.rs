//! The distribution of what results are worth together, and what it takes to reach a revenue.

use crate::buffer::{Lists, call, cells, maybe};
use crate::chance::{chance, put_inputs, put_method, put_probability};
use crate::count::{put_interval, put_quantile, results};
use crate::flow::{flow, put_wait};
use crate::size::size;
use funnelmath::{Error, RevenueDistribution};

/// Reads results and the size of a deal.
fn revenue(lists: &mut Lists) -> Result<RevenueDistribution<'static>, Error> {
    let results = results(lists)?;
    results.revenue_in(&size(lists), cells())
}

/// Reads a revenue, the threshold. Results: as [`put_probability`].
pub(crate) fn at_least() -> u32 {
    call(|lists| {
        let probability = revenue(lists)?.at_least(lists.next())?;
        put_probability(lists, &probability);
        Ok(())
    })
}

/// Reads a revenue, p. Results: as [`put_quantile`].
pub(crate) fn quantile() -> u32 {
    call(|lists| {
        let quantile = revenue(lists)?.quantile(lists.next())?;
        put_quantile(lists, quantile);
        Ok(())
    })
}

/// Reads a revenue, the level. Results: as [`put_interval`].
pub(crate) fn interval() -> u32 {
    call(|lists| {
        let interval = revenue(lists)?.interval(lists.next())?;
        put_interval(lists, &interval);
        Ok(())
    })
}

/// Reads a revenue, the threshold. Results: the mean of the revenue up to it.
pub(crate) fn mean_up_to() -> u32 {
    maybe(|lists| revenue(lists)?.mean_up_to(lists.next()).map(Some))
}

/// Reads a revenue. Results: mean, the most there can be, which may be missing, and the method.
pub(crate) fn summary() -> u32 {
    call(|lists| {
        let revenue = revenue(lists)?;
        lists.put(revenue.mean());
        lists.maybe(revenue.most());
        put_method(lists, revenue.method());
        Ok(())
    })
}

/// Reads a revenue. Results: the variance.
pub(crate) fn variance() -> u32 {
    maybe(|lists| revenue(lists)?.variance().map(Some))
}

/// Reads a chance, a size, the threshold, confidence. Results: as [`put_inputs`].
pub(crate) fn inputs_for() -> u32 {
    call(|lists| {
        let (chance, size) = (chance(lists)?, size(lists));
        let (threshold, confidence) = (lists.next(), lists.next());
        let inputs = chance.inputs_for_revenue_in(&size, threshold, confidence, cells())?;
        put_inputs(lists, &inputs);
        Ok(())
    })
}

/// Reads a flow, a size, the threshold, confidence. Results: as [`put_wait`].
pub(crate) fn weeks_for() -> u32 {
    call(|lists| {
        let (flow, size) = (flow(lists)?, size(lists));
        let wait = flow.weeks_for_revenue_in(&size, lists.next(), lists.next(), cells())?;
        put_wait(lists, &wait);
        Ok(())
    })
}
