//! The distribution of a count, and what can be asked of it.

use super::law::{Law, share, table_reaches};
use super::probe::{Axis, Bracket, Goal, Search, Seen};
use super::urn::NO_CELLS;
use super::{product, start};
use crate::bounds::{Count, ToCount};
use crate::error::Error;
use crate::field::Field;
use crate::float::sqrt;
use crate::math::{Interval, Method, Probability, Quantile, Tails, normal_inverse};
use crate::rate::Evidence;

/// The distribution of a number of results: of so many inputs ([`Chance::results`](crate::Chance::results)), of a
/// flow over some weeks ([`Flow::results`](crate::Flow::results)), or the sum of two independent ones
/// ([`plus`](Self::plus)).
///
/// It is binomial when the rate is known, beta-binomial when the rate is known from counts, a mixture of binomials
/// over a product of Beta rates when several gates were counted; Poisson for a known flow, negative binomial for a
/// counted one.
///
/// ```
/// use funnelmath::Chance;
///
/// // 28 first appointments, of which 26% become a sale.
/// let sales = Chance::known(0.26)?.results(28)?;
/// assert_eq!(format!("{:.3}", sales.at_least(8)?.value), "0.449");
/// assert_eq!(format!("{:.3}", sales.exactly(8)?.value), "0.157");
/// let interval = sales.interval(0.8)?;
/// assert_eq!((interval.low, interval.high), (4.0, Some(10.0)));
/// assert_eq!(format!("{:.2} {:.2}", sales.mean(), sales.variance()?), "7.28 5.39");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[doc(alias = "binomial")]
#[doc(alias = "beta-binomial")]
#[doc(alias = "poisson")]
#[doc(alias = "negative binomial")]
#[derive(Debug, Clone, Copy)]
pub struct CountDistribution<'a> {
    pub(crate) law: Law<'a>,
}

impl<'a> CountDistribution<'a> {
    pub(crate) const fn new(law: Law<'a>) -> Self {
        Self { law }
    }

    /// P(X >= k): the probability of at least `k` results, and of fewer. 1 for `k` = 0.
    ///
    /// Binomial: I_p(k, n - k + 1), the incomplete beta function. Poisson: P(k, mean), the incomplete gamma function.
    /// Negative binomial: I_y(k, shape), y = t / (weeks seen + t), t the weeks to come times the rate (Gelman et al.,
    /// *Bayesian Data Analysis*, section 2.6). Beta-binomial: a sum of probabilities, or as several counted gates
    /// with many inputs, [`Method::Inversion`].
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// // Three deals at 30%: at least two of them?
    /// let chance = Chance::known(0.3)?.results(3)?.at_least(2)?;
    /// assert_eq!(format!("{:.3} {:.3}", chance.value, chance.complement), "0.216 0.784");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`](crate::ErrorKind::Count) when `k` is not a whole number from 0 to 2^53.
    #[doc(alias = "survival function")]
    #[doc(alias = "sf")]
    #[doc(alias = "cdf")]
    #[doc(alias = "chance")]
    pub fn at_least(&self, k: impl ToCount) -> Result<Probability, Error> {
        Ok(self.probability(Field::Results.count(k)?))
    }

    /// P(X = k): the probability of exactly `k` results (the pmf).
    ///
    /// ```
    /// use funnelmath::{Chance, Flow};
    ///
    /// let won = Chance::known(0.3)?.results(3)?;
    /// assert_eq!(format!("{:.3}", won.exactly(3)?.value), "0.027");
    /// // Two a week: none in one week with a probability of exp(-2).
    /// let flow = Flow::steady(2.0)?.results(1.0)?;
    /// assert_eq!(format!("{:.6}", flow.exactly(0)?.value), "0.135335");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`at_least`](Self::at_least).
    #[doc(alias = "pmf")]
    #[doc(alias = "probability mass function")]
    pub fn exactly(&self, k: impl ToCount) -> Result<Probability, Error> {
        let k = Field::Results.count(k)?;
        let (value, method) = (self.law.mass(k).min(1.0), self.law.mass_method());
        let complement = if value <= 0.5 {
            1.0 - value
        } else {
            // 1 - value would lose digits.
            let fewer = self.law.tails(k).0.lower;
            // At the largest number none is more: 2^53 + 1 is 2^53 in f64.
            let more = if k < self.law.most() { self.law.tails(k + 1.0).0.upper } else { 0.0 };
            (fewer + more).min(1.0)
        };
        Ok(Probability { value, complement, method })
    }

    /// The smallest k with P(X <= k) >= `p`, under the tie rule; 0 for `p` = 0. `None` when no number up to 2^53 is
    /// large enough: for `p` = 1, when there is no largest possible number.
    ///
    /// ```
    /// use funnelmath::{Chance, Flow};
    ///
    /// // In nine weeks of ten, no more than so many of 30 appointments end in a sale.
    /// let sales = Chance::known(0.26)?.results(30)?;
    /// assert_eq!(sales.quantile(0.9)?.map(|quantile| quantile.value), Some(11.0));
    ///
    /// let flow = Flow::steady(2.6)?.results(4.0)?;
    /// assert_eq!(flow.quantile(0.5)?.map(|quantile| quantile.value), Some(10.0));
    /// assert_eq!(flow.quantile(1.0)?, None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`](crate::ErrorKind::Probability) when `p` is NaN or outside 0..=1.
    #[doc(alias = "percentile")]
    #[doc(alias = "inverse cdf")]
    pub fn quantile(&self, p: f64) -> Result<Option<Quantile>, Error> {
        Ok(self.quantile_at(Tails::from_upper(Field::P.check(p)?)))
    }

    /// The central interval that holds the count with a probability of at least `level`: from the quantile at
    /// (1 - level) / 2 to that at (1 + level) / 2. Its upper limit is `None` when that quantile is.
    ///
    /// ```
    /// use funnelmath::{Chance, Flow};
    ///
    /// let interval = Chance::known(0.26)?.results(30)?.interval(0.8)?;
    /// assert_eq!((interval.low, interval.high), (5.0, Some(11.0)));
    /// let interval = Flow::steady(2.6)?.results(4.0)?.interval(0.8)?;
    /// assert_eq!((interval.low, interval.high), (6.0, Some(15.0)));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`](crate::ErrorKind::Probability) when `level` is NaN or outside 0..=1.
    #[doc(alias = "prediction interval")]
    pub fn interval(&self, level: f64) -> Result<Interval, Error> {
        let beyond = Tails::from_upper(0.5 * (1.0 - Field::Level.check(level)?));
        let (low, high) = (self.quantile_at(beyond), self.quantile_at(beyond.swapped()));
        let none = Quantile { value: Count::MAX, method: Method::Exact };
        let low = low.unwrap_or(none);
        // At a level near 0 the two quantiles are equal. Among very many inputs inversion finds each to within a few units
        // only, so they could come out in the wrong order.
        Ok(Interval {
            low: low.value,
            high: high.map(|high| high.value.max(low.value)),
            method: low.method.and(high.unwrap_or(none).method),
        })
    }

    /// The largest k with P(X >= k) >= `confidence`, under the tie rule: so many results can be promised with that
    /// confidence. For a `confidence` of 1 it is the smallest possible number. For a `confidence` of 0 it is the largest
    /// possible one; `None` when the distribution has no largest number.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// // 43 appointments at 26%: so many sales can be promised with 90%.
    /// let sales = Chance::known(0.26)?.results(43)?;
    /// let promise = sales.lower_bound(0.9)?.map_or(0.0, |bound| bound.value);
    /// assert_eq!(promise, 8.0);
    /// assert_eq!(format!("{:.3}", sales.at_least(promise)?.value), "0.904");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`](crate::ErrorKind::Probability) when `confidence` is NaN or outside 0..=1.
    pub fn lower_bound(&self, confidence: f64) -> Result<Option<Quantile>, Error> {
        let confidence = Field::Confidence.check(confidence)?;
        let exact = |value| Quantile { value, method: Method::Exact };
        Ok(match self.law {
            Law::Fixed(n) => Some(exact(n)),
            _ if confidence <= 0.0 => self.most().map(exact),
            law if confidence >= 1.0 => Some(exact(law.least())),
            law => {
                let wanted = Tails::from_upper(confidence);
                let found = law.search(Goal::no_longer(wanted), wanted.swapped());
                let (low, high) = (found.low, found.high);
                let (value, method) = (low.x, high.value.method.and(low.value.method));
                let is_found = value < Count::MAX || law.most() < f64::INFINITY;
                is_found.then_some(Quantile { value, method })
            }
        })
    }

    /// The expected number of results.
    ///
    /// ```
    /// use funnelmath::{Chance, Flow};
    ///
    /// assert_eq!(Chance::known(0.25)?.results(30)?.mean(), 7.5);
    /// assert_eq!(Flow::steady(2.5)?.results(4.0)?.mean(), 10.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[doc(alias = "expected value")]
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.law.mean()
    }

    /// The variance of the number of results: the square of its standard deviation.
    ///
    /// ```
    /// use funnelmath::{Chance, Evidence};
    ///
    /// // 30 x 0.25 x 0.75; about twice as much when the rate is known from 8 of 32 only.
    /// assert_eq!(Chance::known(0.25)?.results(30)?.variance()?, 5.625);
    /// let evidence = Evidence::new(8.0, 24.0)?;
    /// let counted = Chance::followed(&evidence).results(30)?;
    /// assert_eq!(format!("{:.3}", counted.variance()?), "10.568"); // 5.625 x (8 + 24 + 30) / (8 + 24 + 1)
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow) when it exceeds an f64, as that of a counted flow may.
    #[doc(alias = "standard deviation")]
    pub fn variance(&self) -> Result<f64, Error> {
        Field::Results.finite(self.law.variance())
    }

    /// The largest possible number of results; `None` for a flow, which has none.
    ///
    /// ```
    /// use funnelmath::{Chance, Flow};
    ///
    /// assert_eq!(Chance::known(0.26)?.results(30)?.most(), Some(30.0));
    /// assert_eq!(Flow::steady(2.6)?.results(4.0)?.most(), None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn most(&self) -> Option<f64> {
        let most = self.law.most();
        (most < f64::INFINITY).then_some(most)
    }

    /// P(X >= k) for a checked k.
    pub(crate) fn probability(&self, k: f64) -> Probability {
        let (tails, method) = self.law.tails(k);
        Probability::upper(tails, method)
    }

    /// The quantile at p = `wanted.upper`.
    pub(crate) fn quantile_at(&self, wanted: Tails) -> Option<Quantile> {
        let exact = |value| Some(Quantile { value, method: Method::Exact });
        match self.law {
            _ if wanted.upper <= 0.0 => exact(0.0),
            Law::Fixed(n) => exact(n),
            _ if wanted.lower <= 0.0 => self.most().and_then(exact),
            law => {
                let (value, method) = law.first_enough(wanted);
                (value <= law.top()).then_some(Quantile { value, method })
            }
        }
    }
}

/// Larger than any count that can occur; stands in for infinity.
pub(crate) const BEYOND: f64 = Count::MAX + 2.0;

impl Law<'_> {
    /// The smallest k with P(X <= k) >= `wanted.upper`, which is not 0 or 1.
    pub(crate) fn first_enough(self, wanted: Tails) -> (f64, Method) {
        let high = self.search(Goal::at_least(wanted), wanted).high;
        (high.x - 1.0, high.value.method)
    }

    /// Searches the first k above 0 at which P(X < k), about `wanted.upper`, meets the goal.
    fn search(self, goal: Goal, wanted: Tails) -> Bracket {
        let next = self.guess(wanted).max(1.0);
        let search = Search { goal, axis: Axis::Results(self.top()) };
        // In f64, 2^53 + 1 is 2^53.
        let after = |n: f64| if n < Count::MAX { n + 1.0 } else { BEYOND };
        let high = if self.most() < f64::INFINITY { after(self.most()) } else { BEYOND };
        let mut bracket = Search::bracket(0.0, high, next);
        match self {
            Law::Product { n, .. } if table_reaches(n) => {
                return self.tabulated(&mut { NO_CELLS }).search(goal, wanted);
            }
            Law::Product { n, rate, evidence } => bracket.close(n, &mut |bracket, x| {
                let found = product::invert(evidence, rate, x, n);
                let seen = Seen { tails: found.tails.swapped(), method: Method::Inversion };
                search.aim(bracket, x, seen, found.density / x);
            }),
            Law::Listed(listed) => {
                bracket = Search::bracket(listed.first, after(listed.last()), next);
                bracket.close(listed.last(), &mut |bracket, x| {
                    let seen = Seen { tails: listed.tails(x).swapped(), method: listed.method };
                    search.aim(bracket, x, seen, listed.mass(x));
                });
            }
            Law::Poisson { mean } => bracket.close(Count::MAX, &mut |bracket, x| {
                let ratio = |x| mean / (x + 1.0);
                search.walk(bracket, x, self.seen(x), self.mass(x), ratio, true);
            }),
            Law::NegativeBinomial { shape, coming, seen } => {
                let share = share(coming, seen);
                bracket.close(Count::MAX, &mut |bracket, x| {
                    let ratio = |x| (shape + x) / (x + 1.0) * share.x;
                    search.walk(bracket, x, self.seen(x), self.mass(x), ratio, true);
                });
            }
            Law::Fixed(_) | Law::Binomial { .. } | Law::BetaBinomial { .. } => {
                if let Some((single, n)) = self.single() {
                    bracket.close(n, &mut |bracket, x| search.look(bracket, single, x));
                }
            }
        }
        bracket
    }

    /// P(X < k) as the probability that rises.
    fn seen(self, k: f64) -> Seen {
        let (tails, method) = self.tails(k);
        Seen { tails: tails.swapped(), method }
    }

    /// About the k with P(X < k) = `wanted.upper`.
    fn guess(self, wanted: Tails) -> f64 {
        match self {
            Law::Binomial { n, rate } => start::results(n, start::ln_rate(&[], rate), wanted),
            Law::BetaBinomial { n, a, b } => {
                start::results(n, start::ln_rate(&[Evidence { a, b }], 1.0), wanted)
            }
            Law::Product { n, rate, evidence } => {
                start::results(n, start::ln_rate(evidence, rate), wanted)
            }
            law => {
                let mean = law.mean();
                let deviation = sqrt(mean) * sqrt(law.variance() / mean);
                mean + deviation * normal_inverse(wanted.swapped()) + 1.0
            }
        }
    }
}
