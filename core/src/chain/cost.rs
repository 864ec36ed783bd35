//! What a plan costs, in any resource: money, hours, ad spend.

use super::forward::pass;
use super::{Chain, Entry, Worth};
use crate::bounds::positive;
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{Sum, is_finite};
use crate::trace::{Formula, Trace, add, told};

/// A chain with the cost of one item at each stage, in the caller's unit: 2 hours for each first appointment,
/// 50 of ad spend for each lead. An item that reaches several stages costs what each of them costs.
///
/// ```
/// use funnelmath::{Chain, chain::{Afforded, Costs}};
///
/// // Hours: 1 for a first appointment, 4 for a proposal; a sale takes 2 more.
/// let chain = Chain::new(&[0.5, 0.25])?;
/// let hours = Costs::new(&chain, &[1.0, 4.0, 2.0])?;
/// assert_eq!(hours.of(&[40.0, 20.0, 5.0])?, 130.0); // a plan of 40 appointments
/// assert_eq!(hours.per_entry()?, 3.25);
/// assert_eq!(hours.per_sale()?, Some(26.0));
///
/// // What can be sold with 130 hours a month, at 3,400 each?
/// let mut volumes = [0.0; 3];
/// let afforded = hours.within(130.0, 3_400.0, &mut volumes)?;
/// assert_eq!(afforded, Afforded::Plan { entry: 40.0, revenue: 17_000.0 });
/// assert_eq!(volumes, [40.0, 20.0, 5.0]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias = "CAC")]
#[doc(alias = "budget")]
pub struct Costs<'a> {
    chain: Chain<'a>,
    costs: &'a [f64],
}

/// The plan that a budget allows, from [`Costs::within`]. [`Costs`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[must_use]
#[non_exhaustive]
pub enum Afforded {
    /// So much; the volumes of all stages were written.
    Plan {
        /// How many may enter the first stage.
        entry: f64,
        /// The revenue they bring.
        revenue: f64,
    },
    /// An entering item costs nothing, so the budget sets no limit; no volume was written.
    Unlimited,
}

impl Afforded {
    /// How many may enter the first stage; `None` when the budget sets no limit.
    ///
    /// ```
    /// use funnelmath::{Chain, chain::Costs};
    ///
    /// // An appointment costs 30, and half of them bring a sale of 100.
    /// let chain = Chain::new(&[0.5])?;
    /// let within = |costs: &[f64; 2]| Costs::new(&chain, costs)?.within(600.0, 100.0, &mut [0.0; 2]);
    /// assert_eq!(within(&[30.0, 0.0])?.entry(), Some(20.0));
    /// assert_eq!(within(&[0.0, 0.0])?.entry(), None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn entry(&self) -> Option<f64> {
        match *self {
            Afforded::Plan { entry, .. } => Some(entry),
            Afforded::Unlimited => None,
        }
    }
}

impl<'a> Costs<'a> {
    /// A chain with the cost of one item at each of its stages.
    ///
    /// # Errors
    /// [`Length`](crate::ErrorKind::Length) when there is not one cost for each stage,
    /// [`Cost`](crate::ErrorKind::Cost) with the stage whose cost is NaN, infinite or negative.
    pub fn new(chain: &Chain<'a>, costs: &'a [f64]) -> Result<Self, Error> {
        same_length(Field::Costs, chain.stages(), costs.len())?;
        Field::Costs.check_each(costs)?;
        Ok(Self { chain: *chain, costs })
    }

    /// The cost of a plan: the sum over the stages of volume x cost. The volumes may be exact or whole ones.
    ///
    /// # Errors
    /// [`Length`](crate::ErrorKind::Length) when there is not one volume for each stage,
    /// [`Volume`](crate::ErrorKind::Volume) with the stage whose volume is NaN, infinite or negative,
    /// [`Overflow`](crate::ErrorKind::Overflow) when the cost exceeds an f64.
    pub fn of(&self, volumes: &[f64]) -> Result<f64, Error> {
        self.of_traced(volumes, &mut ())
    }

    /// [`of`](Self::of), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn of_traced(&self, volumes: &[f64], trace: &mut impl Trace) -> Result<f64, Error> {
        same_length(Field::Volumes, self.costs.len(), volumes.len())?;
        Field::Volumes.check_each(volumes)?;
        self.summed(|stage| positive(volumes.get(stage).copied().unwrap_or(0.0)) + 0.0, trace)
    }

    /// The expected cost of one item that enters, over all the stages it reaches.
    ///
    /// # Errors
    /// [`Overflow`](crate::ErrorKind::Overflow) when it exceeds an f64.
    pub fn per_entry(&self) -> Result<f64, Error> {
        self.per_entry_traced(&mut ())
    }

    /// [`per_entry`](Self::per_entry), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`per_entry`](Self::per_entry).
    pub fn per_entry_traced(&self, trace: &mut impl Trace) -> Result<f64, Error> {
        let rates = self.chain.rates;
        self.summed(|stage| pass(1.0, rates.get(..stage).unwrap_or_default()), trace)
    }

    /// The cost of one sale, with the items that are lost on the way: cost per entry / overall rate. `None`
    /// when nothing is ever sold.
    ///
    /// # Errors
    /// [`Overflow`](crate::ErrorKind::Overflow) when it exceeds an f64.
    pub fn per_sale(&self) -> Result<Option<f64>, Error> {
        self.per_sale_traced(&mut ())
    }

    /// [`per_sale`](Self::per_sale), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`per_sale`](Self::per_sale).
    pub fn per_sale_traced(&self, trace: &mut impl Trace) -> Result<Option<f64>, Error> {
        let (cost, overall) = (self.per_entry_traced(trace)?, self.chain.overall());
        if overall == 0.0 {
            return Ok(None);
        }
        let per_sale = Field::Costs.finite(cost / overall)?;
        Ok(Some(told(per_sale, "per_sale", Formula::Ratio, [cost, overall], trace)))
    }

    /// The most that may enter within a budget, `budget / cost per entry`, with the volume of every stage and
    /// the revenue that comes of it: the goal that the budget allows.
    ///
    /// # Errors
    /// [`Cost`](crate::ErrorKind::Cost) for a budget and [`Money`](crate::ErrorKind::Money) for a value that is
    /// NaN, infinite or negative, [`Length`](crate::ErrorKind::Length) when `volumes` (or values of stages)
    /// have not one place for each stage, [`Overflow`](crate::ErrorKind::Overflow) when an answer exceeds an
    /// f64. `volumes` is then untouched.
    pub fn within<'b>(
        &self,
        budget: f64,
        worth: impl Into<Worth<'b>>,
        volumes: &mut [f64],
    ) -> Result<Afforded, Error> {
        self.within_traced(budget, worth, volumes, &mut ())
    }

    /// [`within`](Self::within), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`within`](Self::within).
    pub fn within_traced<'b>(
        &self,
        budget: f64,
        worth: impl Into<Worth<'b>>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<Afforded, Error> {
        let budget = Field::Budget.check(budget)?;
        let worth = worth.into().check(self.chain.stages())?;
        same_length(Field::Volumes, self.chain.stages(), volumes.len())?;
        let cost = self.per_entry_traced(trace)?;
        if cost == 0.0 {
            return Ok(Afforded::Unlimited);
        }
        let entry = budget / cost;
        if !is_finite(entry) {
            return Err(Field::Volumes.overflow().at(0));
        }
        trace.step(("volumes", 0).into(), Formula::Ratio, &[budget, cost], entry);
        let revenue = self.chain.forward_traced(Entry::First(entry), worth, volumes, trace)?;
        Ok(Afforded::Plan { entry, revenue })
    }

    /// The sum over the stages of volume x cost.
    fn summed(&self, volume: impl Fn(usize) -> f64, trace: &mut impl Trace) -> Result<f64, Error> {
        let mut sum = Sum::default();
        for (stage, &cost) in self.costs.iter().enumerate() {
            let (volume, cost) = (volume(stage), positive(cost) + 0.0);
            let inputs = [volume, cost];
            let term = told(volume * cost + 0.0, ("cost", stage), Formula::Revenue, inputs, trace);
            add(&mut sum, term, "cost", trace);
        }
        Field::Costs.finite(sum.total())
    }
}
