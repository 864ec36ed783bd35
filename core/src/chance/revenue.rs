//! Revenue of a random number of deals of random size: chances, quantiles, and what makes a goal sure.

use super::closeness::{closeness, distance};
use super::revenue_deals::Deals;
use super::revenue_mixture::reach;
use super::revenue_size::{DealSize, Size, up};
use super::revenue_sums::{Listed, Sums, Two};
use super::table::NO_CELLS;
use super::{Chance, Flow, Inputs, Likelihood, Method, Wait};
use crate::bounds::{Count, Money, Probability, Rate, Weeks, finite};
use crate::error::{Error, ErrorKind};
use crate::math::{MOST_WHOLE, Tails, exp, first_whole, floor, ln, normal_inverse, sqrt, zero};

/// An amount of money that revenue stays at or below with a stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Amount {
    /// The amount.
    pub amount: f64,
    /// How it was worked out.
    pub method: Method,
}

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
    /// let sure = |size| chance.revenue_at_least(40.0, size, 25_000.0).map(|chance| chance.reached);
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
    ) -> Result<Likelihood, Error> {
        let n = Count::new(n)?.get();
        at_least(&Deals::of(self, n, &mut { NO_CELLS }), &Size::new(size)?, Money::new(goal)?.get())
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
    /// assert_eq!(format!("{:.0}", median.amount), "34468");
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
    ) -> Result<Option<Amount>, Error> {
        let n = Count::new(n)?.get();
        quantile(
            &Deals::of(self, n, &mut { NO_CELLS }),
            &Size::new(size)?,
            Probability::new(p)?.get(),
        )
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
        let goal = Money::new(goal)?.get();
        let confidence = Probability::new(confidence)?.get();
        let enough = |inputs, chance| Ok(Inputs::Enough { inputs, chance });
        if goal <= 0.0 {
            return enough(0.0, Likelihood::CERTAIN);
        }
        if confidence <= 0.0 {
            return enough(0.0, Likelihood::NEVER);
        }
        if self.rate <= 0.0 || size.mean() <= 0.0 {
            return Ok(Inputs::Never { best: Likelihood::NEVER });
        }
        if let Size::Fixed(size) = size {
            let deals = up(goal / size);
            return if deals <= Count::MAX {
                self.inputs(deals, confidence)
            } else {
                Ok(Inputs::Never { best: Likelihood::NEVER })
            };
        }
        let mut listed = Listed::empty();
        let against = Goal::new(&size, goal, MOST_WHOLE, &mut listed);
        let certain = match &size {
            // Deals that come for sure, each of at least the smallest size.
            Size::Seen(seen) if self.rate >= 1.0 && self.evidence.is_empty() => {
                up(goal / seen.least)
            }
            _ => f64::INFINITY,
        };
        let found = if confidence >= 1.0 {
            certain
        } else {
            let score = normal_inverse(Tails::from_lower(confidence));
            // As many as deals that do not vary would take.
            let deals = floor(against.sums.deals_to_goal()).max(1.0);
            let guess = match self.inputs(deals.min(Count::MAX), confidence)? {
                Inputs::Enough { inputs, .. } => inputs,
                Inputs::Never { .. } => MOST_WHOLE,
            };
            let step = floor(guess * (size.variation() * size.variation() / deals)).min(MOST_WHOLE);
            first_whole(1.0, MOST_WHOLE, guess, step, &mut |n| {
                closeness(against.reach_of(self, n).0, Tails::from_lower(confidence), score)
            })
        };
        if found <= MOST_WHOLE {
            let (tails, method) = against.reach_of(self, found);
            return enough(found, Likelihood::upper(tails, method));
        }
        let (tails, method) = against.reach_of(self, MOST_WHOLE);
        Ok(Inputs::Never { best: Likelihood::upper(tails, method) })
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
    /// assert_eq!(format!("{:.3}", chance.reached), "0.770");
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
    ) -> Result<Likelihood, Error> {
        let deals = self.deals(rate, weeks)?;
        at_least(&deals, &Size::new(size)?, Money::new(goal)?.get())
    }

    /// The smallest amount that the revenue of so many `weeks` does not exceed with probability `p`, as
    /// [`Chance::revenue_quantile`]. `None` when there is no such amount: for `p` = 1, unless nothing comes.
    ///
    /// ```
    /// use funnelmath::{DealSize, Flow};
    ///
    /// let quantile = Flow::steady(10.0)?.revenue_quantile(0.26, 4.0, DealSize::Fixed(3_400.0), 0.5)?;
    /// assert_eq!(quantile.unwrap().amount, 34_000.0);
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
    ) -> Result<Option<Amount>, Error> {
        let deals = self.deals(rate, weeks)?;
        quantile(&deals, &Size::new(size)?, Probability::new(p)?.get())
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
        let rate = Rate::new(rate)?.get();
        let size = Size::new(size)?;
        let goal = Money::new(goal)?.get();
        let confidence = Probability::new(confidence)?.get();
        if goal <= 0.0 {
            return Ok(Wait::Enough { weeks: 0.0, chance: Likelihood::CERTAIN });
        }
        if confidence <= 0.0 {
            return Ok(Wait::Enough { weeks: 0.0, chance: Likelihood::NEVER });
        }
        let per_week = self.per_week()? * rate;
        if per_week <= 0.0 || size.mean() <= 0.0 {
            return Ok(Wait::Never { best: Likelihood::NEVER });
        }
        if confidence >= 1.0 {
            return Ok(Wait::Never { best: Likelihood::CERTAIN });
        }
        if let Size::Fixed(size) = size {
            let deals = up(goal / size);
            return match deals <= Count::MAX {
                true => self.weeks(deals, rate, confidence),
                false => Err(Error::new(ErrorKind::Overflow)),
            };
        }
        let mut listed = Listed::empty();
        let against = Goal::new(&size, goal, MOST_WHOLE, &mut listed);
        let score = normal_inverse(Tails::from_lower(confidence));
        let most = (ln(MOST_WHOLE) - ln(per_week)).min(LARGEST);
        let start = ln(against.sums.deals_to_goal().max(f64::MIN_POSITIVE)) - ln(per_week);
        let mut over = |t: f64| match self.deals(rate, exp(t)) {
            Ok(deals) => distance(against.reach(&deals).0, score),
            // More deals than can be counted.
            Err(_) => 1.0,
        };
        let weeks =
            exp(zero((LEAST, most), start, NOISE, &mut over)
                .ok_or(Error::new(ErrorKind::Overflow))?);
        let (tails, method) = against.reach(&self.deals(rate, weeks)?);
        Ok(Wait::Enough { weeks, chance: Likelihood::upper(tails, method) })
    }

    fn deals(&self, rate: f64, weeks: f64) -> Result<Deals<'static>, Error> {
        let results = self.results(rate, Weeks::new(weeks)?.get())?;
        if results.mean() > MOST_WHOLE {
            return Err(Error::new(ErrorKind::Overflow));
        }
        Ok(if results.mean() > 0.0 { Deals::Flow(results) } else { Deals::None })
    }
}

/// The logarithms of the smallest and the largest number that are looked at.
const LEAST: f64 = -708.0;
const LARGEST: f64 = 709.0;
/// What is no more than rounding in a normal score.
const NOISE: f64 = 1e-15;

/// Sums of sizes against one goal.
struct Goal<'l> {
    sums: Sums<'l>,
    /// How sums of up to `listed` deals are worked out.
    method: Method,
    listed: f64,
}

impl<'l> Goal<'l> {
    /// For a goal above 0, sizes that vary, and up to `most` deals; `place` is for what has to be listed.
    fn new(size: &Size<'_>, goal: f64, most: f64, place: &'l mut Listed) -> Self {
        let exact = |sums| Self { sums, method: Method::Exact, listed: f64::INFINITY };
        match *size {
            Size::Fixed(mean) => exact(Sums::gamma(mean, f64::MAX, goal)),
            Size::Gamma { mean, shape } => exact(Sums::gamma(mean, shape, goal)),
            Size::Seen(seen) => match seen.share_of_two {
                Some(share) => exact(Sums::Two(Two::new(&seen, share, goal))),
                None => {
                    place.fill(&seen, goal, most);
                    let method = if place.exact { Method::Exact } else { Method::Lattice };
                    Self { method, listed: place.reliable(), sums: Sums::Listed(place) }
                }
            },
        }
    }

    /// With so many inputs.
    #[inline(never)]
    fn reach_of(&self, chance: &Chance<'_>, n: f64) -> (Tails, Method) {
        self.reach(&Deals::of(chance, n, &mut { NO_CELLS }))
    }

    #[inline(never)]
    fn reach(&self, deals: &Deals<'_>) -> (Tails, Method) {
        let found = reach(deals, &self.sums);
        let rough = found.last > self.listed || (found.integral && self.sums.is_rough());
        let method = if rough { Method::Edgeworth } else { self.method };
        (found.tails, method.and(deals.method()))
    }
}

/// Not inlined: so there is one place for a list on the stack, and only as long as it is needed.
#[inline(never)]
fn reach_once(deals: &Deals<'_>, size: &Size<'_>, goal: f64) -> (Tails, Method) {
    Goal::new(size, goal, deals.most(), &mut Listed::empty()).reach(deals)
}

fn at_least(deals: &Deals<'_>, size: &Size<'_>, goal: f64) -> Result<Likelihood, Error> {
    if goal <= 0.0 {
        return Ok(Likelihood::CERTAIN);
    }
    if size.mean() <= 0.0 {
        return Ok(Likelihood::NEVER);
    }
    let (tails, method) = match size {
        Size::Fixed(size) => deals.at_least(up(goal / size)),
        _ => reach_once(deals, size, goal),
    };
    Ok(Likelihood::upper(tails, method))
}

fn quantile(deals: &Deals<'_>, size: &Size<'_>, p: f64) -> Result<Option<Amount>, Error> {
    let exactly = |amount| Ok(Some(Amount { amount, method: Method::Exact }));
    let mean = deals.mean() * size.mean();
    if p <= 0.0 || mean <= 0.0 {
        return exactly(0.0);
    }
    let flow = matches!(deals, Deals::Flow(_));
    if p >= 1.0 {
        return match size {
            _ if flow => Ok(None),
            Size::Gamma { .. } => Ok(None),
            _ => exactly(finite(deals.most() * size.largest())?),
        };
    }
    finite(mean)?;
    let score = normal_inverse(Tails::from_lower(p));
    // The chance to stay at or below an amount, from that to reach what comes next.
    let over = |tails: Tails| closeness(tails.swapped(), Tails::from_lower(p), score);
    if over(deals.tails(1.0)) >= 0.0 {
        return exactly(0.0);
    }
    let steps = |unit: f64, up_to: f64, over: &mut dyn FnMut(f64) -> f64| {
        let guess = deals.mean() + score * sqrt(deals.mean());
        let guess = floor(guess * (size.mean() / unit)).min(MOST_WHOLE);
        first_whole(0.0, up_to, guess, floor(0.1 * guess), over)
    };
    match size {
        Size::Fixed(size) => {
            let most = deals.most().min(MOST_WHOLE);
            let deals = steps(*size, most, &mut |k| over(deals.tails(k + 1.0)));
            exactly(finite(deals * size)?)
        }
        Size::Gamma { mean: one, shape } => {
            let mut at = |t: f64| {
                let sums = Sums::gamma(*one, *shape, one * exp(t));
                distance(reach(deals, &sums).tails.swapped(), score)
            };
            let start = ln(deals.mean().max(f64::MIN_POSITIVE));
            let noise = if deals.method() == Method::Exact { NOISE } else { 1e-11 };
            let found = zero((LEAST, LARGEST), start, noise, &mut at)
                .ok_or(Error::new(ErrorKind::Overflow))?;
            Ok(Some(Amount { amount: finite(one * exp(found))?, method: deals.method() }))
        }
        Size::Seen(seen) => {
            // The amount is the last one before the goal that is looked at.
            let (unit, before) = match seen.unit {
                Some(unit) => (unit, 1.0),
                None => (mean / 65_536.0, 0.5),
            };
            let at = |m: f64| reach_once(deals, size, (m + before) * unit);
            let found = steps(unit, MOST_WHOLE, &mut |m| over(at(m).0));
            let (_, method) = at(found);
            Ok(Some(Amount { amount: finite(found * unit)?, method }))
        }
    }
}
