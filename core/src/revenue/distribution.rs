//! The distribution of revenue and its questions: tails, quantiles, intervals, moments.

use super::cells::Kept;
use super::lattice::{LATTICE, Lattice};
use super::mixture::{expect, reach};
use super::size::{Seen, Size};
use super::sums::{Sums, nearest_sum};
use crate::count::CountDistribution;
use crate::count::law::Law;
use crate::count::urn::NO_CELLS;
use crate::error::Error;
use crate::field::Field;
use crate::float::{exp, floor, is_finite, ln, meets, ties, whole_up};
use crate::math::{
    Interval, Method, Probability, Quantile, Tails, closeness, distance, normal_inverse,
};
use crate::search::zero;

/// The distribution of the revenue of a random number of deals of random size, S = X_1 + ... + X_N: from
/// [`CountDistribution::revenue`], or the sum of two independent ones ([`plus`](Self::plus)).
///
/// ```
/// use funnelmath::{Chance, DealSize};
///
/// let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
/// let revenue = Chance::known(0.26)?.results(40)?.revenue(&size)?;
/// assert_eq!(format!("{:.3}", revenue.at_least(25_000.0)?.value), "0.797");
/// let median = revenue.quantile(0.5)?.map(|quantile| quantile.value);
/// assert_eq!(median.map(|value| format!("{value:.0}")), Some("34468".to_owned()));
/// assert_eq!(format!("{:.0} {}", revenue.mean(), revenue.method()), "35360 exact");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[doc(alias = "compound distribution")]
#[doc(alias = "aggregate loss")]
#[derive(Debug, Clone)]
pub struct RevenueDistribution<'a> {
    pub(super) mean: f64,
    pub(super) variance: f64,
    /// The largest revenue possible; infinite where there is none.
    pub(super) most: f64,
    /// The power of 2 that amounts are multiplied by before they are looked up.
    pub(super) scale: f64,
    pub(super) form: Form<'a>,
    pub(super) kept: Kept<'a>,
}

/// The representation of a distribution of revenue.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form<'a> {
    /// Every deal has this size.
    Counted { law: Law<'a>, size: f64 },
    /// A mixture over the number of deals, of sums with a closed form.
    Mixed { law: Law<'a>, size: Size<'a> },
    /// A list of `len` distinct sums, followed by their probabilities.
    Listed { len: usize, method: Method },
    /// A lattice, and the sums that are counted exactly beside it.
    Lattice { lattice: Lattice, few: Few, seen: Option<Seen<'a>>, method: Method },
}

/// What is counted exactly beside a lattice: the sums of common prices, in a list of `len`, and the sums of one and of
/// two deals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Few {
    pub(crate) len: usize,
    /// P(N = 1) and P(N = 2), or 0 where they are left to the lattice.
    pub(crate) one: f64,
    pub(crate) two: f64,
    /// So many sizes, equal ones included, follow the list in rising order, and then their shares; none when there are
    /// too many.
    pub(crate) sorted: usize,
}

/// The logarithms of the smallest and the largest number that are looked at.
const LEAST: f64 = -708.0;
const LARGEST: f64 = 709.0;
/// Differences in a normal score that are rounding: of exact chances, and of inverted ones.
const NOISE: f64 = 1e-15;
const NOISE_INVERTED: f64 = 1e-11;
/// Halvings after which an amount between two neighbouring f64 is found.
const HALVINGS: u32 = 128;

impl RevenueDistribution<'_> {
    /// P(S >= threshold): the probability that revenue reaches it, and that it does not. A sum that misses the
    /// threshold by less than the tie rule reaches it.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// // Two dice, each thrown with a probability of 1/2: 10 or more in 6 of 36 pairs.
    /// let die = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    /// let sum = Chance::known(0.5)?.results(2)?.revenue(&DealSize::Seen(&die))?;
    /// assert!((sum.at_least(10.0)?.value - 6.0 / 144.0).abs() < 1e-15);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Money`](crate::ErrorKind::Money) when `threshold` is NaN, infinite or negative.
    #[doc(alias = "survival function")]
    #[doc(alias = "cdf")]
    pub fn at_least(&self, threshold: f64) -> Result<Probability, Error> {
        Ok(self.reach(Field::Threshold.check(threshold)?))
    }

    /// The smallest amount that revenue does not exceed with probability `p` or more, under the tie rule; 0 for
    /// `p` = 0. `None` when there is no such amount: for `p` = 1, when revenue has no upper limit.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// let revenue = Chance::known(0.5)?.results(2)?.revenue(&DealSize::Fixed(3.0))?;
    /// assert_eq!(revenue.quantile(0.75)?.map(|quantile| quantile.value), Some(3.0));
    /// assert_eq!(revenue.quantile(0.76)?.map(|quantile| quantile.value), Some(6.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`](crate::ErrorKind::Probability) when `p` is NaN or outside 0..=1;
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow) when the amount exceeds an f64.
    #[doc(alias = "percentile")]
    #[doc(alias = "value at risk")]
    pub fn quantile(&self, p: f64) -> Result<Option<Quantile>, Error> {
        self.quantile_at(Tails::from_lower(Field::P.check(p)?))
    }

    /// The central interval that holds revenue with a probability of at least `level`: from the quantile at
    /// (1 - level) / 2 to that at (1 + level) / 2. Its upper limit is `None` when that quantile is.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    /// let interval = Chance::known(0.26)?.results(40)?.revenue(&size)?.interval(0.8)?;
    /// assert_eq!(format!("{:.0}", interval.low), "20405");
    /// assert_eq!(interval.high.map(|high| format!("{high:.0}")), Some("51456".to_owned()));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`](crate::ErrorKind::Probability) when `level` is NaN or outside 0..=1; as
    /// [`quantile`](Self::quantile).
    #[doc(alias = "prediction interval")]
    pub fn interval(&self, level: f64) -> Result<Interval, Error> {
        let beyond = Tails::from_lower(0.5 * (1.0 - Field::Level.check(level)?));
        let none = Quantile { value: f64::MAX, method: Method::Exact };
        let low = self.quantile_at(beyond)?.unwrap_or(none);
        let high = self.quantile_at(beyond.swapped())?;
        Ok(Interval {
            low: low.value,
            // At a level near 0 the two quantiles are equal but for rounding, and could come out in the wrong order.
            high: high.map(|high| high.value.max(low.value)),
            method: low.method.and(high.unwrap_or(none).method),
        })
    }

    /// The expected revenue: the expected number of deals times their mean size.
    #[doc(alias = "expected value")]
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance of revenue, E(N) Var(X) + Var(N) E(X)^2: the square of its standard deviation.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// // A coin that is worth 0 or 2, thrown for sure: 1 with a variance of 1.
    /// let coin = Chance::known(1.0)?.results(1)?.revenue(&DealSize::Seen(&[0.0, 2.0]))?;
    /// assert_eq!((coin.mean(), coin.variance()?), (1.0, 1.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow) when it exceeds an f64.
    #[doc(alias = "standard deviation")]
    pub fn variance(&self) -> Result<f64, Error> {
        Field::SizeMean.finite(self.variance)
    }

    /// E min(S, `threshold`): the expected revenue that counts when amounts above the threshold do not, as in a
    /// commission that is paid up to a quota (the limited expected value; Klugman, Panjer & Willmot, section 3.4).
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// // 0, 3 or 6 with 1/4, 1/2, 1/4: up to 4 that is (0 + 2 x 3 + 4) / 4.
    /// let revenue = Chance::known(0.5)?.results(2)?.revenue(&DealSize::Fixed(3.0))?;
    /// assert_eq!(revenue.mean_up_to(4.0)?, 2.5);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Money`](crate::ErrorKind::Money) when `threshold` is NaN, infinite or negative.
    #[doc(alias = "limited expected value")]
    pub fn mean_up_to(&self, threshold: f64) -> Result<f64, Error> {
        let t = Field::Threshold.check(threshold)?;
        if t <= 0.0 || self.mean <= 0.0 {
            return Ok(0.0);
        }
        // Neither exceeds a threshold of this size.
        let sum = match self.form {
            Form::Counted { law, size } => {
                let (first, last) = law.window();
                let below = floor(t / size).min(last);
                let of = expect(law, (first, below), true, &mut |j| Tails { lower: j, upper: 0.0 });
                let above = if below < law.top() { law.tails(below + 1.0).0.upper } else { 0.0 };
                of.lower * size + above * t
            }
            Form::Mixed { law, size } => {
                let scaled = t * self.scale;
                match Sums::new(&size, scaled) {
                    Some(sums) => {
                        let mut table = NO_CELLS;
                        let law = law.tabulated(&mut table);
                        let window = law.window();
                        let first = (window.0.max(1.0), window.1);
                        let both = expect(law, first, sums.is_smooth(), &mut |j| sums.partial(j));
                        both.lower / self.scale + t * both.upper
                    }
                    None => self.mean,
                }
            }
            Form::Listed { len, .. } => {
                let scaled = t * self.scale;
                let sum = self
                    .atoms(0, len)
                    .fold(0.0, |sum, (amount, mass)| sum + mass * amount.min(scaled));
                sum / self.scale
            }
            Form::Lattice { lattice, few, ref seen, .. } => {
                let scaled = t * self.scale;
                let mut sum = lattice.mean_up_to(self.below(&lattice), scaled);
                sum += self
                    .atoms(LATTICE + 1, few.len)
                    .fold(0.0, |sum, (amount, mass)| sum + mass * amount.min(scaled));
                self.each_of_few(&few, seen.as_ref(), &mut |amount, mass| {
                    sum += mass * amount.min(scaled);
                });
                sum / self.scale
            }
        };
        Ok(sum.min(t).min(self.mean).max(0.0))
    }

    /// The largest possible revenue; `None` where it has no upper limit.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// let deals = Chance::known(0.5)?.results(4)?;
    /// assert_eq!(deals.revenue(&DealSize::Seen(&[3.0, 7.0]))?.most(), Some(28.0));
    /// assert_eq!(deals.revenue(&DealSize::Varying { mean: 5.0, variation: 0.5 })?.most(), None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn most(&self) -> Option<f64> {
        is_finite(self.most).then_some(self.most)
    }

    /// How its probabilities are computed.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.form {
            Form::Counted { law, .. } | Form::Mixed { law, .. } => law.method(),
            Form::Listed { method, .. } | Form::Lattice { method, .. } => method,
        }
    }

    /// P(S >= t), t checked.
    pub(crate) fn reach(&self, t: f64) -> Probability {
        if t <= 0.0 || self.mean <= 0.0 {
            return Probability::sure(t <= 0.0);
        }
        match self.form {
            Form::Counted { law, size } => {
                let deals = whole_up(t / size);
                if deals > law.top() {
                    Probability::sure(false)
                } else {
                    CountDistribution::new(law).probability(deals)
                }
            }
            Form::Mixed { law, size } => match Sums::new(&size, t * self.scale) {
                Some(sums) => {
                    let mut table = NO_CELLS;
                    reach(law.tabulated(&mut table), &sums)
                }
                None => Probability::sure(false),
            },
            Form::Listed { .. } | Form::Lattice { .. } => {
                let tails = self.tails((t * self.scale).min(f64::MAX));
                Probability::upper(tails, self.method())
            }
        }
    }

    /// P(S < t) and P(S >= t), of a list or a lattice; t is scaled.
    fn tails(&self, t: f64) -> Tails {
        let (mut lower, mut upper) = (0.0, 0.0);
        let mut add = |amount: f64, mass: f64| {
            if amount >= t || ties(amount, t) {
                upper += mass;
            } else {
                lower += mass;
            }
        };
        match self.form {
            Form::Listed { len, .. } => {
                self.atoms(0, len).for_each(|(amount, mass)| add(amount, mass));
            }
            Form::Lattice { lattice, few, ref seen, .. } => {
                self.atoms(lattice.cells + 1, few.len).for_each(|(amount, mass)| add(amount, mass));
                let few = self.tails_of_few(&few, seen.as_ref(), t);
                let rest = lattice.tails(self.below(&lattice), t);
                lower += few.lower + rest.lower;
                upper += few.upper + rest.upper;
            }
            _ => {}
        }
        let (lower, upper) = (lower.clamp(0.0, 1.0), upper.clamp(0.0, 1.0));
        // The smaller tail is accurate; the larger one is recomputed as its complement.
        if lower < upper { Tails::from_lower(lower) } else { Tails::from_upper(upper) }
    }

    /// The sums of a list that begins at this place, with their probabilities.
    pub(super) fn atoms(
        &self,
        from: usize,
        len: usize,
    ) -> impl DoubleEndedIterator<Item = (f64, f64)> + '_ {
        let list = self.kept.numbers().get(from..from + 2 * len).unwrap_or_default();
        let (sums, masses) = list.split_at_checked(len).unwrap_or_default();
        sums.iter().copied().zip(masses.iter().copied())
    }

    /// The probabilities below the lattice's cells.
    pub(super) fn below(&self, lattice: &Lattice) -> &[f64] {
        self.kept.numbers().get(..=lattice.cells).unwrap_or_default()
    }

    /// The quantile at `p.lower`.
    pub(crate) fn quantile_at(&self, p: Tails) -> Result<Option<Quantile>, Error> {
        let exact = |value| Some(Quantile { value, method: Method::Exact });
        if p.lower <= 0.0 || self.mean <= 0.0 {
            return Ok(exact(0.0));
        }
        if p.upper <= 0.0 {
            return Ok(if self.most < f64::INFINITY {
                exact(self.most)
            } else if self.unlimited() {
                None
            } else {
                return Err(Field::SizeMean.overflow());
            });
        }
        let (value, method) = match self.form {
            Form::Counted { law, size } => {
                let count = CountDistribution::new(law).quantile_at(p.swapped());
                let Some(count) = count else { return Ok(None) };
                (count.value * size, count.method)
            }
            Form::Mixed { law, size } => {
                let mut table = NO_CELLS;
                let law = law.tabulated(&mut table);
                (self.quantile_of_mixture(law, &size, p), self.method())
            }
            Form::Listed { len, .. } => (self.quantile_of_list(len, p) / self.scale, self.method()),
            Form::Lattice { lattice, few, ref seen, .. } => {
                let found = if lattice.whole {
                    self.quantile_of_whole(&lattice, p)
                } else {
                    self.quantile_between(&lattice, &few, seen.as_ref(), p)
                };
                (found / self.scale, self.method())
            }
        };
        Ok(Some(Quantile { value: Field::SizeMean.finite(value)?, method }))
    }

    /// Whether revenue has no upper limit: a flow of deals, or gamma sizes. Otherwise an infinite `most` exceeds an f64.
    fn unlimited(&self) -> bool {
        match self.form {
            Form::Counted { law, .. } => law.most() >= f64::INFINITY,
            Form::Mixed { law, size } => {
                law.most() >= f64::INFINITY || matches!(size, Size::Gamma { .. })
            }
            _ => true,
        }
    }

    /// The quantile of sums with a closed form.
    fn quantile_of_mixture(&self, law: Law<'_>, size: &Size<'_>, p: Tails) -> f64 {
        let score = normal_inverse(p);
        let noise = if law.method() == Method::Exact { NOISE } else { NOISE_INVERTED };
        let at = |t: f64| match Sums::new(size, t) {
            Some(sums) => reach(law, &sums).tails().swapped(),
            None => Tails::from_lower(0.0),
        };
        if closeness(law.tails(1.0).0.swapped(), p, score) >= 0.0 {
            return 0.0;
        }
        let mean = size.mean() * self.scale;
        if let Size::Gamma { .. } = size {
            let start = ln(law.mean().max(f64::MIN_POSITIVE));
            let found =
                zero((LEAST, LARGEST), start, noise, &mut |x| distance(at(mean * exp(x)), score));
            return mean * exp(found);
        }
        // The smallest sum of so many larger and so many smaller sizes: between two amounts that halving finds, the
        // distribution has one step.
        let Size::Seen(seen) = size else { return mean };
        let (mut low, mut high) = (0.0, law.top().min(law.window().1 + 1.0) * seen.largest);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high || ties(low, high) {
                break;
            }
            // P(S < middle) is P(S <= low) when there is no sum between.
            if closeness(at(middle), p, score) >= 0.0 { high = middle } else { low = middle }
        }
        nearest_sum(seen, law.window(), low, high) / self.scale
    }

    fn quantile_of_list(&self, len: usize, p: Tails) -> f64 {
        let mut last = 0.0;
        if p.lower <= 0.5 {
            let mut lower = 0.0;
            for (amount, mass) in self.atoms(0, len) {
                lower += mass;
                last = amount;
                if meets(lower, 1.0 - lower, p.lower) {
                    return amount;
                }
            }
            return last;
        }
        // From the largest sum down: find the last one above which more than p allows lies.
        let mut upper = 0.0;
        for (amount, mass) in self.atoms(0, len).rev() {
            last = amount;
            upper += mass;
            if !lacks_no_more(upper, p) {
                return amount;
            }
        }
        last
    }

    fn quantile_of_whole(&self, lattice: &Lattice, p: Tails) -> f64 {
        let below = self.below(lattice);
        let end = below.last().copied().unwrap_or(1.0);
        // The first cell up to whose end the probability is at least p.
        let place = below
            .iter()
            .skip(1)
            .position(|&lower| {
                if p.lower <= 0.5 {
                    meets(lower, end - lower, p.lower)
                } else {
                    lacks_no_more(end - lower, p)
                }
            })
            .unwrap_or(lattice.cells - 1);
        let first = floor(lattice.start / lattice.cell + 0.5);
        (first + place as f64) * lattice.cell
    }

    /// By halving: the lattice is a rising line, and the other sums are steps.
    fn quantile_between(
        &self,
        lattice: &Lattice,
        few: &Few,
        seen: Option<&Seen<'_>>,
        p: Tails,
    ) -> f64 {
        let meets_at = |t: f64| {
            let tails = self.tails(t);
            if p.lower <= 0.5 {
                meets(tails.lower, tails.upper, p.lower)
            } else {
                lacks_no_more(tails.upper, p)
            }
        };
        let last = self
            .atoms(lattice.cells + 1, few.len)
            .fold(0.0f64, |last, (amount, _)| last.max(amount));
        let largest = seen.map_or(0.0, |seen| seen.largest);
        let (mut low, mut high) = (0.0, lattice.end().max(last).max(2.0 * largest) * 1.001);
        if meets_at(f64::MIN_POSITIVE) {
            return 0.0;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if meets_at(middle) { high = middle } else { low = middle }
        }
        // At a step of the distribution the quantile is that sum itself.
        let mut found = high;
        let mut look = |amount: f64, _: f64| {
            if ties(amount, low) || ties(amount, high) {
                found = amount;
            }
        };
        self.atoms(lattice.cells + 1, few.len).for_each(|(amount, mass)| look(amount, mass));
        self.each_of_few(few, seen, &mut look);
        found
    }
}

/// Whether the upper tail is at most 1 - p, under the tie rule.
fn lacks_no_more(upper: f64, p: Tails) -> bool {
    meets(1.0 - upper, upper, 1.0 - p.upper) || upper <= p.upper
}

impl RevenueDistribution<'_> {
    /// Shows the sums of one and of two deals with their probabilities.
    pub(super) fn each_of_few(
        &self,
        few: &Few,
        seen: Option<&Seen<'_>>,
        show: &mut dyn FnMut(f64, f64),
    ) {
        let Some(seen) = seen else { return };
        if few.one > 0.0 {
            seen.each(&mut |size, share| {
                show(size, few.one * share);
                true
            });
        }
        if few.two > 0.0 {
            for (first, share) in self.sorted(few) {
                for (second, other) in self.sorted(few) {
                    show(first + second, few.two * share * other);
                }
            }
        }
    }

    /// The sizes in rising order, with their shares.
    fn sorted(&self, few: &Few) -> impl DoubleEndedIterator<Item = (f64, f64)> {
        self.atoms(LATTICE + 1 + 2 * few.len, few.sorted)
    }

    /// The probabilities that one or two deals make less than t, and at least t.
    fn tails_of_few(&self, few: &Few, seen: Option<&Seen<'_>>, t: f64) -> Tails {
        let mut sum = Tails { lower: 0.0, upper: 0.0 };
        if few.one > 0.0 {
            if let Some(seen) = seen {
                seen.each(&mut |size, share| {
                    let side =
                        if size >= t || ties(size, t) { &mut sum.upper } else { &mut sum.lower };
                    *side += few.one * share;
                    true
                });
            }
        }
        if few.two > 0.0 {
            // As the first size rises, the second needs less.
            let mut second = self.sorted(few).rev().peekable();
            let mut enough = 0.0;
            let total = self.sorted(few).fold(0.0, |sum, (_, share)| sum + share);
            for (first, share) in self.sorted(few) {
                while let Some((_, more)) =
                    second.next_if(|&(other, _)| first + other >= t || ties(first + other, t))
                {
                    enough += more;
                }
                sum.upper += few.two * share * enough;
                sum.lower += few.two * share * (total - enough).max(0.0);
            }
        }
        sum
    }
}
