//! The sum of any number of independent counts, by convolution in the caller's cells.

use super::CountDistribution;
use super::law::Law;
use super::sum::{Listed, convolve};
use crate::bounds::Count;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::index;
use crate::math::Method;

/// How many cells [`total`] needs: one for each possible sum, and as many as the widest of the counts has numbers, which
/// are listed there one after the other.
pub(crate) fn total_cells<'l>(laws: impl Iterator<Item = Law<'l>>) -> f64 {
    let (mut sum, mut widest) = (1.0, 0.0_f64);
    for law in laws {
        let len = law.support().len();
        sum += len - 1.0;
        widest = widest.max(len);
    }
    sum + widest
}

/// The distribution of the sum of independent counts. [`ErrorKind::Length`] when the cells are too few,
/// [`ErrorKind::Overflow`] when the sum can exceed 2^53.
pub(crate) fn total<'l, 'a>(
    laws: impl Iterator<Item = Law<'l>> + Clone,
    cells: &'a mut [f64],
) -> Result<CountDistribution<'a>, Error> {
    let (needed, found) = (total_cells(laws.clone()), cells.len());
    if needed > found as f64 {
        let error = Error::new(ErrorKind::Length).field_is(Field::Cells);
        return Err(error.got(found as f64).limit_is(needed));
    }
    if let Some(none) = cells.first_mut() {
        *none = 1.0;
    }
    let (mut first, mut least, mut most, mut len) = (0.0, 0.0, 0.0, 1);
    let mut method = Method::Exact;
    for law in laws {
        let support = law.support();
        let more = index(support.len());
        let (sum, rest) = cells.split_at_mut(len + more - 1);
        let (factor, _) = rest.split_at_mut(more);
        law.list(support.first, factor);
        if let Some(end) = sum.get_mut(len..) {
            end.fill(0.0);
        }
        convolve(sum, factor);
        len += more - 1;
        first += support.first;
        least += law.least();
        most += law.most();
        method = method.and(support.method);
    }
    if most < f64::INFINITY && most > Count::MAX {
        return Err(Field::Results.overflow());
    }
    let cells: &'a [f64] = cells;
    let cells = cells.get(..len).unwrap_or_default();
    Ok(CountDistribution::new(Law::Listed(Listed { first, cells, least, most, method })))
}
