//! Revenue of a random number of deals of random size: chances, quantiles, and what makes a goal sure.

use super::{Chance, Flow, Inputs, Wait};
use crate::bounds::{Count, finite};
use crate::count::CountDistribution;
use crate::count::closeness::{closeness, distance};
use crate::count::law::Law;
use crate::count::urn::NO_CELLS;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::{exp, floor, is_finite, ln, sqrt, whole_up};
use crate::math::{Method, Probability, Quantile, Tails, normal_inverse};
use crate::revenue::mixture::reach;
use crate::revenue::size::{DealSize, Size};
use crate::revenue::sums::{Listed, Sums};
use crate::search::{MOST_WHOLE, first_whole, zero};

impl Chance<'_> {
    /// P(S >= goal): the chance that the deals from `n` inputs are together worth at least `goal`.
    ///
    /// Exact for deals of one size (`goal / size` deals, up, by the tie rule), for gamma distributed ones
    /// (the mixture sum of P(N = j) Q(j / variation^2, goal / scale); Klugman, Panjer & Willmot, *Loss Models*,
    /// section 9.4), for two seen sizes, and for more that are whole multiples of one unit, as long as the
    /// goal is no more than 1600 units and no more than 384 deals have a say. Otherwise see
    /// [`Method::Lattice`] and [`Method::Edgeworth`].
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// // 40 appointments, 26 % of which become a sale of 3,400: 10.4 sales, 35,360 on average.
    /// let chance = Chance::known(0.26)?;
    /// let sure = |size| chance.revenue_at_least(40.0, size, 25_000.0).map(|chance| chance.value);
    /// assert_eq!(format!("{:.3}", sure(DealSize::Fixed(3_400.0))?), "0.853");
    /// // The same mean, but sizes vary.
    /// let varying = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    /// assert_eq!(format!("{:.3}", sure(varying)?), "0.797");
    /// let seen = [1_500.0, 2_000.0, 2_000.0, 3_400.0, 8_100.0];
    /// assert_eq!(format!("{:.3}", sure(DealSize::Seen(&seen))?), "0.796");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `n` is not a whole number from 0 to 2^53; [`ErrorKind::Money`] for a `goal`, a
    /// size (index: which) or a mean that is NaN, infinite or negative; [`ErrorKind::Variation`];
    /// [`ErrorKind::Volume`] with the index of a count that is NaN, infinite or negative,
    /// [`ErrorKind::Length`] when there is not one for each size; [`ErrorKind::NoDeals`] when there is no size,
    /// or all counts are 0. So for all functions of revenue.
    pub fn revenue_at_least(
        &self,
        n: f64,
        size: DealSize<'_>,
        goal: f64,
    ) -> Result<Probability, Error> {
        let n = Field::Inputs.check(n)?;
        at_least(&self.deals(n, &mut { NO_CELLS }), size, goal)
    }

    /// The smallest amount that the revenue from `n` inputs does not exceed with probability `p`. `None`
    /// when there is no such amount: for `p` = 1 and sizes that vary without end.
    ///
    /// For seen sizes that are not multiples of one unit it is told in steps of 2^-16 of the expected
    /// revenue.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    /// let median = Chance::known(0.26)?.revenue_quantile(40.0, size, 0.5)?.unwrap();
    /// assert_eq!(format!("{:.0}", median.value), "34468");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`revenue_at_least`](Self::revenue_at_least); [`ErrorKind::Probability`] when `p` is NaN or outside
    /// 0..=1; [`ErrorKind::Overflow`] when the amount exceeds an f64.
    pub fn revenue_quantile(
        &self,
        n: f64,
        size: DealSize<'_>,
        p: f64,
    ) -> Result<Option<Quantile>, Error> {
        let n = Field::Inputs.check(n)?;
        quantile(&self.deals(n, &mut { NO_CELLS }), size, p)
    }

    /// The fewest inputs whose deals are together worth at least `goal` with a chance of `confidence` (the
    /// tie rule applies).
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize, Inputs};
    ///
    /// let chance = Chance::known(0.26)?;
    /// let needed = |size| match chance.revenue_inputs(size, 25_000.0, 0.9) {
    ///     Ok(Inputs::Enough { inputs, .. }) => inputs,
    ///     other => panic!("{other:?}"),
    /// };
    /// assert_eq!(needed(DealSize::Fixed(3_400.0)), 43.0);
    /// assert_eq!(needed(DealSize::Varying { mean: 3_400.0, variation: 0.7 }), 47.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`revenue_at_least`](Self::revenue_at_least); [`ErrorKind::Probability`] when `confidence` is NaN or
    /// outside 0..=1.
    pub fn revenue_inputs(
        &self,
        size: DealSize<'_>,
        goal: f64,
        confidence: f64,
    ) -> Result<Inputs, Error> {
        let size = Size::new(size)?;
        let aim = Aim::new(&size, goal, confidence)?;
        if aim.is_none() {
            return Ok(Inputs::Enough { inputs: 0.0, chance: Probability::sure(aim.goal <= 0.0) });
        }
        let deals = aim.fixed_deals();
        if self.rate <= 0.0 || aim.size.mean() <= 0.0 || deals > Count::MAX {
            return Ok(Inputs::Never { best: Probability::sure(false) });
        }
        Ok(if deals >= 0.0 { self.enough(deals, aim.confidence) } else { self.search_inputs(&aim) })
    }

    /// The distribution of the number of deals.
    fn deals<'b>(
        &'b self,
        n: f64,
        place: &'b mut crate::count::urn::Cells,
    ) -> CountDistribution<'b> {
        CountDistribution::new(Law::of_trials(self.evidence, self.rate, n).tabulated(place))
    }

    /// Where that needs a search.
    fn search_inputs(&self, aim: &Aim<'_>) -> Inputs {
        let mut listed = Listed::empty();
        let sums = Sums::new(aim.size, aim.goal, MOST_WHOLE, &mut listed);
        let found = match aim.size {
            _ if aim.confidence < 1.0 => {
                let wanted = Tails::from_lower(aim.confidence);
                let score = normal_inverse(wanted);
                // As many as deals that do not vary would take.
                let deals = floor(sums.deals_to_goal()).max(1.0);
                let guess = match self.enough(deals.min(Count::MAX), aim.confidence) {
                    Inputs::Enough { inputs, .. } => inputs,
                    Inputs::Never { .. } => MOST_WHOLE,
                };
                let variation = aim.size.variation();
                let step = floor(guess * (variation * variation / deals)).min(MOST_WHOLE);
                first_whole(1.0, MOST_WHOLE, guess, step, &mut |n| {
                    closeness(reach_of(self, n, &sums).tails(), wanted, score)
                })
            }
            // Deals that come for sure, each of at least the smallest size.
            Size::Seen(seen) if self.rate >= 1.0 && self.evidence.is_empty() => {
                whole_up(aim.goal / seen.least)
            }
            _ => f64::INFINITY,
        };
        let chance = reach_of(self, found.min(MOST_WHOLE), &sums);
        if found <= MOST_WHOLE {
            Inputs::Enough { inputs: found, chance }
        } else {
            Inputs::Never { best: chance }
        }
    }
}

impl Flow {
    /// P(S >= goal): the chance that the results of so many `weeks` are together worth at least `goal`, as
    /// [`Chance::revenue_at_least`] for Poisson distributed numbers of deals.
    ///
    /// ```
    /// use funnelmath::{DealSize, Flow};
    ///
    /// let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    /// let chance = Flow::steady(10.0)?.revenue_at_least(0.26, 4.0, size, 25_000.0)?;
    /// assert_eq!(format!("{:.3}", chance.value), "0.770");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Flow::expected`] and [`Chance::revenue_at_least`]; [`ErrorKind::Overflow`] when more than 2^53 deals are
    /// expected.
    pub fn revenue_at_least(
        &self,
        rate: f64,
        weeks: f64,
        size: DealSize<'_>,
        goal: f64,
    ) -> Result<Probability, Error> {
        let results = self.countable(rate, weeks);
        at_least(&results?, size, goal)
    }

    /// The smallest amount that the revenue of so many `weeks` does not exceed with probability `p`, as
    /// [`Chance::revenue_quantile`]. `None` when there is no such amount: for `p` = 1, unless nothing comes.
    ///
    /// ```
    /// use funnelmath::{DealSize, Flow};
    ///
    /// let quantile = Flow::steady(10.0)?.revenue_quantile(0.26, 4.0, DealSize::Fixed(3_400.0), 0.5)?;
    /// assert_eq!(quantile.unwrap().value, 34_000.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`revenue_at_least`](Self::revenue_at_least); [`ErrorKind::Probability`] when `p` is NaN or outside 0..=1.
    pub fn revenue_quantile(
        &self,
        rate: f64,
        weeks: f64,
        size: DealSize<'_>,
        p: f64,
    ) -> Result<Option<Quantile>, Error> {
        let results = self.countable(rate, weeks);
        quantile(&results?, size, p)
    }

    /// The weeks after which the results are together worth at least `goal` with a chance of `confidence`.
    ///
    /// ```
    /// use funnelmath::{DealSize, Flow, Wait};
    ///
    /// let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    /// match Flow::steady(10.0)?.revenue_weeks(0.26, size, 25_000.0, 0.9)? {
    ///     Wait::Enough { weeks, .. } => assert_eq!(format!("{weeks:.2}"), "4.88"),
    ///     never => panic!("{never:?}"),
    /// }
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`revenue_at_least`](Self::revenue_at_least); [`ErrorKind::Probability`] when `confidence` is NaN or outside
    /// 0..=1.
    pub fn revenue_weeks(
        &self,
        rate: f64,
        size: DealSize<'_>,
        goal: f64,
        confidence: f64,
    ) -> Result<Wait, Error> {
        let rate = Field::Rate.check(rate)?;
        let size = Size::new(size)?;
        let aim = Aim::new(&size, goal, confidence)?;
        if aim.is_none() {
            return Ok(Wait::Enough { weeks: 0.0, chance: Probability::sure(aim.goal <= 0.0) });
        }
        let per_week = self.per_week()? * rate;
        let possible = per_week > 0.0 && aim.size.mean() > 0.0;
        if !possible || aim.confidence >= 1.0 {
            return Ok(Wait::Never { best: Probability::sure(possible) });
        }
        let deals = aim.fixed_deals();
        if deals > Count::MAX {
            return Err(Error::new(ErrorKind::Overflow));
        }
        if deals >= 0.0 {
            return self.through(rate)?.wait_for(deals, aim.confidence);
        }
        self.search_weeks(rate, ln(per_week), &aim)
    }

    /// Where that needs a search.
    fn search_weeks(&self, rate: f64, per_week: f64, aim: &Aim<'_>) -> Result<Wait, Error> {
        let mut listed = Listed::empty();
        let sums = Sums::new(aim.size, aim.goal, MOST_WHOLE, &mut listed);
        let score = normal_inverse(Tails::from_lower(aim.confidence));
        let most = (ln(MOST_WHOLE) - per_week).min(LARGEST);
        let start = ln(sums.deals_to_goal().max(f64::MIN_POSITIVE)) - per_week;
        let found =
            zero((LEAST, most), start, NOISE, &mut |t| match self.reach_by(rate, exp(t), &sums) {
                Ok(chance) => distance(chance.tails(), score),
                // More deals than can be counted.
                Err(_) => 1.0,
            });
        // No number where there is none.
        let weeks = finite(exp(found))?;
        let chance = self.reach_by(rate, weeks, &sums);
        Ok(Wait::Enough { weeks, chance: chance? })
    }

    /// The distribution of the results, as far as they can be counted.
    fn countable(&self, rate: f64, weeks: f64) -> Result<CountDistribution<'static>, Error> {
        // Of two that are wrong the weeks are named.
        let weeks = Field::Weeks.check(weeks)?;
        match self.through(rate)?.results(weeks) {
            Ok(results) if results.mean() > MOST_WHOLE => Err(Error::new(ErrorKind::Overflow)),
            results => results,
        }
    }

    fn reach_by(&self, rate: f64, weeks: f64, sums: &Sums<'_>) -> Result<Probability, Error> {
        let results = self.countable(rate, weeks);
        Ok(reach(&results?, sums))
    }
}

/// The logarithms of the smallest and the largest number that are looked at.
const LEAST: f64 = -708.0;
const LARGEST: f64 = 709.0;
/// What is no more than rounding in a normal score.
const NOISE: f64 = 1e-15;

/// What is to be made sure of.
struct Aim<'a> {
    size: &'a Size<'a>,
    goal: f64,
    confidence: f64,
}

impl<'a> Aim<'a> {
    fn new(size: &'a Size<'a>, goal: f64, confidence: f64) -> Result<Self, Error> {
        Ok(Self {
            size,
            goal: Field::Threshold.check(goal)?,
            confidence: Field::Confidence.check(confidence)?,
        })
    }

    /// Whether nothing is enough, for no goal or for no confidence.
    fn is_none(&self) -> bool {
        self.goal <= 0.0 || self.confidence <= 0.0
    }

    /// How many deals of one size it takes; NaN of sizes that vary.
    fn fixed_deals(&self) -> f64 {
        if let Size::Fixed(size) = self.size { whole_up(self.goal / size) } else { f64::NAN }
    }
}

/// With so many inputs.
fn reach_of(chance: &Chance<'_>, n: f64, sums: &Sums<'_>) -> Probability {
    reach(&chance.deals(n, &mut { NO_CELLS }), sums)
}

/// Not inlined: so there is one place for a list on the stack, and only as long as it is needed.
fn reach_once(deals: &CountDistribution<'_>, size: &Size<'_>, goal: f64) -> Probability {
    reach(deals, &Sums::new(size, goal, deals.law.top(), &mut Listed::empty()))
}

fn at_least(
    deals: &CountDistribution<'_>,
    size: DealSize<'_>,
    goal: f64,
) -> Result<Probability, Error> {
    let size = Size::new(size);
    let size = &size?;
    let goal = Field::Threshold.check(goal)?;
    Ok(match size {
        _ if goal <= 0.0 || size.mean() <= 0.0 => Probability::sure(goal <= 0.0),
        Size::Fixed(size) => deals.probability(whole_up(goal / size)),
        _ => reach_once(deals, size, goal),
    })
}

fn quantile(
    deals: &CountDistribution<'_>,
    size: DealSize<'_>,
    p: f64,
) -> Result<Option<Quantile>, Error> {
    let size = Size::new(size);
    let size = &size?;
    let p = Field::P.check(p)?;
    let mean = deals.mean() * size.mean();
    let (amount, method) = if p <= 0.0 || mean <= 0.0 {
        (0.0, Method::Exact)
    } else if p >= 1.0 {
        if deals.most().is_none() || matches!(size, Size::Gamma { .. }) {
            return Ok(None);
        }
        (deals.law.top() * size.largest(), Method::Exact)
    } else if is_finite(mean) {
        not_above(deals, size, Tails::from_lower(p))
    } else {
        (mean, Method::Exact)
    };
    Ok(Some(Quantile { value: finite(amount)?, method }))
}

/// The quantile `p.lower`, which is not 0 or 1; not finite beyond the largest f64.
fn not_above(deals: &CountDistribution<'_>, size: &Size<'_>, p: Tails) -> (f64, Method) {
    let score = normal_inverse(p);
    // The chance to stay at or below an amount, from that to reach what comes next.
    let over = |tails: Tails| closeness(tails.swapped(), p, score);
    if over(deals.law.tails(1.0).0) >= 0.0 {
        return (0.0, Method::Exact);
    }
    if let Size::Gamma { mean, shape } = *size {
        let start = ln(deals.mean().max(f64::MIN_POSITIVE));
        let noise = if deals.law.method() == Method::Exact { NOISE } else { 1e-11 };
        let found = zero((LEAST, LARGEST), start, noise, &mut |t| {
            let sums = Sums::gamma(mean, shape, mean * exp(t));
            distance(reach(deals, &sums).tails().swapped(), score)
        });
        return (mean * exp(found), deals.law.method());
    }
    // The amount is the last one before the goal that is looked at.
    let (unit, before) = match size {
        Size::Seen(seen) if seen.unit > 0.0 => (seen.unit, 1.0),
        Size::Seen(_) => (deals.mean() * size.mean() / 65_536.0, 0.5),
        _ => (size.mean(), 1.0),
    };
    let at = |m: f64| match size {
        Size::Fixed(_) => Probability::upper(deals.law.tails(m + 1.0).0, Method::Exact),
        _ => reach_once(deals, size, (m + before) * unit),
    };
    let guess = deals.mean() + score * sqrt(deals.mean());
    let guess = floor(guess * (size.mean() / unit)).min(MOST_WHOLE);
    let found =
        first_whole(0.0, MOST_WHOLE, guess, floor(0.1 * guess), &mut |m| over(at(m).tails()));
    (found * unit, at(found).method)
}
