//! The distribution of a number of results, of inputs or of the weeks of a flow.

use crate::buffer::{Lists, call, maybe};
use crate::chance::{chance, put_method, put_probability};
use crate::flow::flow;
use funnelmath::{CountDistribution, Error, Interval, Quantile};

/// Reads 0, a chance and the inputs; or 1, a flow and the weeks.
pub(crate) fn results(lists: &mut Lists) -> Result<CountDistribution<'static>, Error> {
    match lists.int() {
        0 => chance(lists)?.results(lists.next()),
        _ => flow(lists)?.results(lists.next()),
    }
}

/// Writes the value, which may be missing, and then its method.
pub(crate) fn put_quantile(lists: &mut Lists, quantile: Option<Quantile>) {
    lists.maybe(quantile.map(|quantile| quantile.value));
    if let Some(quantile) = quantile {
        put_method(lists, quantile.method);
    }
}

/// Writes low, high, which may be missing, and the method.
pub(crate) fn put_interval(lists: &mut Lists, interval: &Interval) {
    lists.put(interval.low);
    lists.maybe(interval.high);
    put_method(lists, interval.method);
}

/// Reads results, k. Results: as [`put_probability`].
pub(crate) fn at_least() -> u32 {
    call(|lists| {
        let probability = results(lists)?.at_least(lists.next())?;
        put_probability(lists, &probability);
        Ok(())
    })
}

/// Reads results, k. Results: as [`put_probability`].
pub(crate) fn exactly() -> u32 {
    call(|lists| {
        let probability = results(lists)?.exactly(lists.next())?;
        put_probability(lists, &probability);
        Ok(())
    })
}

/// Reads results, p. Results: as [`put_quantile`].
pub(crate) fn quantile() -> u32 {
    call(|lists| {
        let quantile = results(lists)?.quantile(lists.next())?;
        put_quantile(lists, quantile);
        Ok(())
    })
}

/// Reads results, the level. Results: as [`put_interval`].
pub(crate) fn interval() -> u32 {
    call(|lists| {
        let interval = results(lists)?.interval(lists.next())?;
        put_interval(lists, &interval);
        Ok(())
    })
}

/// Reads results, the confidence. Results: as [`put_quantile`].
pub(crate) fn lower_bound() -> u32 {
    call(|lists| {
        let bound = results(lists)?.lower_bound(lists.next())?;
        put_quantile(lists, bound);
        Ok(())
    })
}

/// Reads results. Results: the mean.
pub(crate) fn mean() -> u32 {
    maybe(|lists| Ok(Some(results(lists)?.mean())))
}

/// Reads results. Results: the variance.
pub(crate) fn variance() -> u32 {
    maybe(|lists| results(lists)?.variance().map(Some))
}

/// Reads results. Results: the largest number there can be, which may be missing.
pub(crate) fn most() -> u32 {
    maybe(|lists| Ok(results(lists)?.most()))
}
