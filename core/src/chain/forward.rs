//! Forwards: the volumes and the revenue that come out of what goes in.

use super::{Chain, Entry, Worth};
use crate::bounds::{positive, unit};
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{Sum, is_finite};
use crate::trace::{Formula, Trace, add, told};

impl Chain<'_> {
    /// The expected volume of every stage, and the revenue, of what enters.
    ///
    /// `volumes` has one place for each stage: `volumes[0]` is what enters the first one, and
    /// `volumes[i + 1] = volumes[i] * rate[i]`, plus what enters stage *i* + 1 itself. The revenue is
    /// `volumes[n]` times the sale value, or the sum over the stages of volume times value.
    ///
    /// ```
    /// use funnelmath::{Chain, chain::{Entry, Worth}};
    ///
    /// let mut volumes = [0.0; 5];
    /// let chain = Chain::new(&[0.5, 0.6, 0.5, 0.25])?;
    /// let revenue = chain.forward(Entry::First(128.0), 1_000.0, &mut volumes)?;
    /// assert_eq!(volumes, [128.0, 64.0, 38.4, 19.2, 4.8]);
    /// assert_eq!(revenue, 4_800.0);
    ///
    /// // Ten referrals a month begin at the second stage; each item that reaches it pays 50.
    /// let chain = Chain::new(&[0.5, 0.25])?;
    /// let (entry, worth) = (Entry::Each(&[40.0, 10.0, 0.0]), Worth::Each(&[0.0, 50.0, 1_000.0]));
    /// let revenue = chain.forward(entry, worth, &mut volumes[..3])?;
    /// assert_eq!(volumes[..3], [40.0, 30.0, 7.5]);
    /// assert_eq!(revenue, 30.0 * 50.0 + 7.5 * 1_000.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Volume`](crate::ErrorKind::Volume) or [`Money`](crate::ErrorKind::Money) for an entry or value that
    /// is NaN, infinite or negative, [`Length`](crate::ErrorKind::Length) when a list has not one place for
    /// each stage, [`Overflow`](crate::ErrorKind::Overflow) when a volume or the revenue exceeds an f64.
    /// `volumes` is then untouched.
    #[inline]
    pub fn forward<'b>(
        &self,
        entry: Entry<'_>,
        worth: impl Into<Worth<'b>>,
        volumes: &mut [f64],
    ) -> Result<f64, Error> {
        self.forward_traced(entry, worth, volumes, &mut ())
    }

    /// [`forward`](Self::forward), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`forward`](Self::forward).
    #[inline]
    pub fn forward_traced<'b>(
        &self,
        entry: Entry<'_>,
        worth: impl Into<Worth<'b>>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<f64, Error> {
        let worth = worth.into();
        if let (Entry::First(entry), Worth::Sale(sale_value)) = (entry, worth) {
            let entry = Field::Entry.check(entry)?;
            let sale_value = Field::SaleValue.check(sale_value)?;
            same_length(Field::Volumes, self.stages(), volumes.len())?;
            let sales = self.pass(entry);
            let revenue = Field::Revenue.finite(sales * sale_value)?;
            self.onward(entry, 0, volumes, trace);
            let inputs = [sales, sale_value];
            return Ok(told(revenue, "revenue", Formula::Revenue, inputs, trace));
        }
        self.forward_each(entry, worth, volumes, trace)
    }

    /// [`forward`](Self::forward) with entries or values at several stages.
    fn forward_each(
        &self,
        entry: Entry<'_>,
        worth: Worth<'_>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<f64, Error> {
        let entry = entry.check(self.stages())?;
        let worth = worth.check(self.stages())?;
        same_length(Field::Volumes, self.stages(), volumes.len())?;
        // First without writing: an error must leave `volumes` as it was.
        self.flow_through(entry, worth, &mut [], &mut ())?;
        self.flow_through(entry, worth, volumes, trace)
    }

    /// From the first stage to the last with entry and value at every stage. Writes the volumes where there
    /// is a place for them; returns the revenue.
    fn flow_through(
        &self,
        entry: Entry<'_>,
        worth: Worth<'_>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<f64, Error> {
        let mut volume = entry.at(0);
        let mut revenue = Sum::default();
        let mut rates = self.rates.iter();
        for stage in 0..self.stages() {
            if let Some(place) = volumes.get_mut(stage) {
                *place = volume;
            }
            let value = worth.at(stage, self.gates());
            if value > 0.0 {
                let term = volume * value;
                trace.step(("revenue", stage).into(), Formula::Revenue, &[volume, value], term);
                add(&mut revenue, term, "revenue", trace);
            }
            if let Some(&rate) = rates.next() {
                let (next, rate) = (stage + 1, unit(rate));
                let passed = volume * rate + 0.0;
                trace.step(("volumes", next).into(), Formula::Pass, &[volume, rate], passed);
                volume = passed;
                let entering = entry.at(next);
                if entering > 0.0 {
                    volume = passed + entering;
                    let inputs = [passed, entering];
                    trace.step(("volumes", next).into(), Formula::Enter, &inputs, volume);
                }
                if !is_finite(volume) {
                    return Err(Field::Volumes.overflow().at(next));
                }
            }
        }
        Field::Revenue.finite(revenue.total())
    }

    /// The conversion rate from the first stage to the last: the product of the gates, multiplied from the
    /// first to the last.
    ///
    /// ```
    /// let chain = funnelmath::Chain::new(&[0.5, 0.5])?;
    /// assert_eq!(chain.overall(), 0.25);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "win rate")]
    pub fn overall(&self) -> f64 {
        self.pass(1.0)
    }

    /// How much of `volume` passes all the gates.
    #[inline]
    fn pass(&self, volume: f64) -> f64 {
        if self.exact {
            // A rate of -0 counts as 0, and must not leave its sign behind.
            self.rates.iter().fold(volume, |volume, rate| volume * rate) + 0.0
        } else {
            pass(volume, self.rates)
        }
    }

    /// Writes `volume` to the first place of `volumes`, and how much of it reaches each later stage to the others.
    #[inline]
    pub(super) fn onward(
        &self,
        volume: f64,
        stage: usize,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) {
        let rates = self.rates.get(stage..).unwrap_or_default();
        if self.exact {
            onward(volume, rates, stage, volumes, |rate| rate, trace);
        } else {
            onward(volume, rates, stage, volumes, unit, trace);
        }
    }

    /// [`overall`](Self::overall), passing each step to `trace`.
    pub fn overall_traced(&self, trace: &mut impl Trace) -> f64 {
        let step = |product: f64, (gate, &rate): (usize, &f64)| {
            let rate = unit(rate);
            let after = product * rate + 0.0;
            told(after, ("overall", gate), Formula::Pass, [product, rate], trace)
        };
        self.rates.iter().enumerate().fold(1.0, step)
    }
}

/// How much of `volume` passes all the gates, whose rates may miss 0 or 1 by the tie rule.
#[inline]
pub(crate) fn pass(volume: f64, rates: &[f64]) -> f64 {
    // A rate of -0 counts as 0, and must not leave its sign behind.
    rates.iter().fold(volume, |volume, &rate| volume * unit(rate)) + 0.0
}

#[inline]
fn onward(
    volume: f64,
    rates: &[f64],
    stage: usize,
    volumes: &mut [f64],
    unit: impl Fn(f64) -> f64,
    trace: &mut impl Trace,
) {
    let mut current = volume;
    let mut places = volumes.iter_mut();
    if let Some(first) = places.next() {
        *first = current;
    }
    for (after, (place, &rate)) in places.zip(rates).enumerate() {
        let rate = unit(rate);
        let passed = current * rate + 0.0;
        let name = ("volumes", stage + after + 1);
        current = told(passed, name, Formula::Pass, [current, rate], trace);
        *place = current;
    }
}

impl Entry<'_> {
    /// What enters at a stage.
    pub(super) fn at(&self, stage: usize) -> f64 {
        match *self {
            Entry::First(entry) if stage == 0 => entry,
            Entry::First(_) => 0.0,
            Entry::Each(entries) => positive(entries.get(stage).copied().unwrap_or(0.0)) + 0.0,
        }
    }

    fn check(self, stages: usize) -> Result<Self, Error> {
        match self {
            Entry::First(entry) => Ok(Entry::First(Field::Entry.check(entry)?)),
            Entry::Each(entries) => {
                same_length(Field::Entries, stages, entries.len())?;
                Field::Entries.check_each(entries)?;
                Ok(self)
            }
        }
    }
}

impl Worth<'_> {
    /// The value of one item at a stage, of a chain of so many gates.
    pub(super) fn at(&self, stage: usize, gates: usize) -> f64 {
        match *self {
            Worth::Sale(value) if stage == gates => value,
            Worth::Sale(_) => 0.0,
            Worth::Each(values) => positive(values.get(stage).copied().unwrap_or(0.0)) + 0.0,
        }
    }

    pub(super) fn check(self, stages: usize) -> Result<Self, Error> {
        match self {
            Worth::Sale(value) => Ok(Worth::Sale(Field::SaleValue.check(value)?)),
            Worth::Each(values) => {
                same_length(Field::SaleValues, stages, values.len())?;
                Field::SaleValues.check_each(values)?;
                Ok(self)
            }
        }
    }
}
