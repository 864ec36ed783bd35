//! The sum of two independent counts, by convolution.

use super::CountDistribution;
use super::law::Law;
use super::urn::{self, NO_CELLS};
use crate::bounds::Count;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::index;
use crate::math::{Method, Tails};

/// A count by the probability of each number from `first` on; numbers that are not in the list have none, or less
/// than the method says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub(crate) first: f64,
    pub(crate) cells: &'a [f64],
    /// The smallest and the largest number possible; the largest is infinite where there is none.
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) method: Method,
}

impl Listed<'_> {
    /// P(X = k).
    pub(crate) fn mass(&self, k: f64) -> f64 {
        let place = k - self.first;
        if place < 0.0 { 0.0 } else { self.cells.get(index(place)).copied().unwrap_or(0.0) }
    }

    /// P(X < k) and P(X >= k).
    pub(crate) fn tails(&self, k: f64) -> Tails {
        urn::tails(self.cells, (k - self.first).max(0.0))
    }

    /// The last number of the list.
    pub(crate) const fn last(&self) -> f64 {
        self.first + (self.cells.len().saturating_sub(1)) as f64
    }

    pub(crate) fn mean(&self) -> f64 {
        let mut place = -1.0;
        let off = self.cells.iter().fold(0.0, |sum, cell| {
            place += 1.0;
            sum + place * cell
        });
        self.first + off
    }

    pub(crate) fn variance(&self) -> f64 {
        let mut off = self.first - self.mean() - 1.0;
        self.cells.iter().fold(0.0, |sum, cell| {
            off += 1.0;
            sum + off * off * cell
        })
    }
}

/// Supports of up to this many numbers are listed in full.
const MOST_WHOLE_SUPPORT: f64 = 1024.0;
/// Of a wider support, the numbers beyond which less than this probability lies are left out: 2^-60, less than a
/// hundredth of the rounding of a sum near 1.
pub(crate) const LEFT_OUT: f64 = 1.0 / 1_152_921_504_606_846_976.0;

impl<'a> Law<'a> {
    /// The first and the last number that matter: less than 2^-60 of the probability lies below the first, and as
    /// little above the last.
    pub(crate) fn window(self) -> (f64, f64) {
        match self {
            Law::Fixed(n) => (n, n),
            Law::Listed(listed) => (listed.first, listed.last()),
            _ => {
                let beyond = Tails::from_upper(LEFT_OUT);
                let (low, _) = self.first_enough(beyond);
                let (high, _) = self.first_enough(beyond.swapped());
                (low, high.min(self.top()).max(low))
            }
        }
    }

    /// The numbers that a sum lists.
    pub(super) fn support(self) -> Support {
        let whole = match self {
            Law::Fixed(_) | Law::Listed(_) => self.window(),
            _ if self.most() < MOST_WHOLE_SUPPORT => (0.0, self.most()),
            _ => {
                let (first, last) = self.window();
                return Support { first, last, method: Method::Truncated };
            }
        };
        Support { first: whole.0, last: whole.1, method: self.mass_method() }
    }

    /// A sum with a closed form.
    fn closed_sum(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Law::Fixed(n), Law::Fixed(m)) => Some(Law::Fixed(n + m)),
            (Law::Fixed(0.0), law) | (law, Law::Fixed(0.0)) => Some(law),
            (Law::Poisson { mean }, Law::Poisson { mean: more }) if mean + more < f64::INFINITY => {
                Some(Law::Poisson { mean: mean + more })
            }
            (Law::Binomial { n, rate }, Law::Binomial { n: m, rate: same }) if rate == same => {
                Some(Law::Binomial { n: n + m, rate })
            }
            (
                Law::NegativeBinomial { shape, coming, seen },
                Law::NegativeBinomial { shape: more, coming: coming_too, seen: seen_too },
            ) if coming == coming_too
                && seen == seen_too
                && (shape + more) * (coming / seen) < f64::INFINITY =>
            {
                Some(Law::NegativeBinomial { shape: shape + more, coming, seen })
            }
            _ => None,
        }
    }

    /// P(X = k) of each number from `first` on.
    pub(super) fn list(self, first: f64, cells: &mut [f64]) {
        let mut place = NO_CELLS;
        let law = match self {
            Law::Product { .. } => Law::tabulated(self, &mut place),
            law => law,
        };
        let mut k = first;
        for cell in cells {
            *cell = law.mass(k);
            k += 1.0;
        }
    }
}

/// The numbers of a law that a sum lists.
#[derive(Debug, Clone, Copy)]
pub(super) struct Support {
    pub(super) first: f64,
    last: f64,
    /// How their probabilities are computed, or that some numbers are left out.
    pub(super) method: Method,
}

impl Support {
    /// How many numbers.
    pub(super) const fn len(self) -> f64 {
        self.last - self.first + 1.0
    }
}

impl<'a> CountDistribution<'a> {
    /// How many cells [`plus`](Self::plus) needs; 0 when the sum has a closed form.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// let (a, b) = (Chance::known(0.5)?.results(9)?, Chance::known(0.25)?.results(4)?);
    /// let mut cells = vec![0.0; a.plus_cells(&b)];
    /// assert_eq!(cells.len(), 19); // 14 possible sums, and 5 numbers of the smaller count while they are computed
    /// assert_eq!(a.plus(&b, &mut cells)?.most(), Some(13.0));
    /// // Of one rate: binomial again.
    /// assert_eq!(a.plus_cells(&a), 0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn plus_cells(&self, other: &Self) -> usize {
        if self.law.closed_sum(other.law).is_some() {
            return 0;
        }
        let (wide, narrow) = sorted(self.law, other.law);
        index(cells_of(wide.1, narrow.1))
    }

    /// The distribution of the sum of two independent counts: of two segments, or of the wins among open deals and those
    /// that a flow will bring.
    ///
    /// The time is the product of how many possible values the two have, so at worst the square of the cells: two counts of
    /// 50,000 possible values each take about 5 seconds.
    ///
    /// Its probabilities are written to `cells`, of which [`plus_cells`](Self::plus_cells) says how many are needed,
    /// and the sum borrows them. It can be added to again. Two Poisson counts, two binomial ones of one rate and two
    /// negative binomial ones of one exposure need no cells: their sum is of the same kind.
    ///
    /// The convolution is exact, P(X + Y = k) = sum of P(X = j) P(Y = k - j), when each count has at most 1024
    /// possible values. Of a wider one, the values beyond which less than 2^-60 of its probability lies are left
    /// out: the method is then [`Method::Truncated`].
    ///
    /// ```
    /// use funnelmath::{Chance, Flow};
    ///
    /// // 12 open deals of which a third will be won, and new sales at 2.6 a week for four weeks: at least 10?
    /// let open = Chance::known(1.0 / 3.0)?.results(12)?;
    /// let new = Flow::steady(2.6)?.results(4.0)?;
    /// let mut cells = [0.0; 128];
    /// let total = open.plus(&new, &mut cells)?;
    /// assert_eq!(format!("{:.3}", total.at_least(10)?.value), "0.919");
    /// assert!((total.mean() - 14.4).abs() < 1e-12);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Length`] when `cells` are too few: the limit is how many it takes. [`ErrorKind::Overflow`] when
    /// the sum can exceed 2^53.
    pub fn plus(&self, other: &Self, cells: &'a mut [f64]) -> Result<Self, Error> {
        let most = self.law.most() + other.law.most();
        if most < f64::INFINITY && most > Count::MAX {
            return Err(Field::Results.overflow());
        }
        if let Some(law) = self.law.closed_sum(other.law) {
            return Ok(Self { law });
        }
        let ((wide, wider), (narrow, narrower)) = sorted(self.law, other.law);
        let (needed, found) = (cells_of(wider, narrower), cells.len());
        if needed > found as f64 {
            let error = Error::new(ErrorKind::Length).field_is(Field::Cells);
            return Err(error.got(found as f64).limit_is(needed));
        }
        let (length, more) = (index(wider.len()), index(narrower.len()));
        let (sum, rest) = cells.split_at_mut(length + more - 1);
        let (factor, _) = rest.split_at_mut(more);
        narrow.list(narrower.first, factor);
        let (start, end) = sum.split_at_mut(length);
        wide.list(wider.first, start);
        end.fill(0.0);
        convolve(sum, factor);
        Ok(Self {
            law: Law::Listed(Listed {
                first: wider.first + narrower.first,
                cells: sum,
                least: self.law.least() + other.law.least(),
                most,
                method: wider.method.and(narrower.method),
            }),
        })
    }
}

/// Two laws with their supports, the wider one first.
fn sorted<'a>(one: Law<'a>, other: Law<'a>) -> ((Law<'a>, Support), (Law<'a>, Support)) {
    let (one, other) = ((one, one.support()), (other, other.support()));
    if other.1.len() > one.1.len() { (other, one) } else { (one, other) }
}

/// The cells for the list of the sum, and for that of the narrower count while the sum is computed.
const fn cells_of(wider: Support, narrower: Support) -> f64 {
    wider.len() + narrower.len() - 1.0 + narrower.len()
}

/// Convolves a list with another one in place. The last cells, as many as the other has less one, are 0 before.
pub(super) fn convolve(sum: &mut [f64], factor: &[f64]) {
    // From the last cell on: each needs only those before it.
    for end in (1..=sum.len()).rev() {
        let upto = sum.get_mut(..end).unwrap_or_default();
        let total = upto.iter().rev().zip(factor).fold(0.0, |total, (a, b)| total + a * b);
        if let Some(cell) = upto.last_mut() {
            *cell = total;
        }
    }
}
