//! A mix of segments: what must enter in all for a goal, when each segment has a fixed share of it.

use super::forward::pass;
use super::{Goal, Lever};
use crate::bounds::{positive, unit};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{Sum, is_finite, ties};
use crate::trace::{Formula, Trace, add, told};

/// A segment of a [`Mix`]: a product, region or source, with its own rates and sale value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment<'a> {
    /// Its share of what enters, 0..=1.
    pub share: f64,
    /// The conversion rates of its gates, first gate first. Segments may have different numbers of gates.
    pub rates: &'a [f64],
    /// The average revenue of an item that leaves its last gate.
    pub sale_value: f64,
}

/// Segments with fixed shares of what enters.
///
/// The answer is weighted by volume: one entering item brings the sum over the segments of share x rates
/// (x sale value). The product of mean rates would be another number, and a wrong one.
///
/// ```
/// use funnelmath::{Goal, chain::{Mix, MixRequired, Segment}};
///
/// // 70% of leads come from the web and close at 10% for 1,000; 30% are referrals, 40% for 2,000.
/// let mix = Mix::new(&[
///     Segment { share: 0.7, rates: &[0.1], sale_value: 1_000.0 },
///     Segment { share: 0.3, rates: &[0.4], sale_value: 2_000.0 },
/// ])?;
/// let mut entries = [0.0; 2];
/// let required = mix.required(Goal::Revenue(31_000.0), &mut entries)?;
/// // One lead brings 0.7 x 100 + 0.3 x 800 = 310.
/// assert_eq!(required, MixRequired::Entry(100.0));
/// assert_eq!(entries, [70.0, 30.0]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mix<'a> {
    segments: &'a [Segment<'a>],
}

/// How many must enter a mix for a goal, from [`Mix::required`]. [`Mix`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[must_use]
#[non_exhaustive]
pub enum MixRequired {
    /// So many over all segments; the entry of each segment was written.
    Entry(f64),
    /// No volume reaches the goal: every segment with a share has a closed gate, or is worth nothing.
    Unreachable {
        /// The segment with the largest share; of several, the first.
        segment: usize,
        /// Its gate whose rate is 0 (of several, the one nearest to the goal), or its sale value of 0.
        lever: Lever,
        /// The goal, all of which is missing.
        missing: f64,
    },
}

impl MixRequired {
    /// How many must enter over all segments; `None` when no volume reaches the goal.
    ///
    /// ```
    /// use funnelmath::{Goal, chain::{Mix, Segment}};
    ///
    /// let goal = Goal::Revenue(1_000.0);
    /// let entry = |rate| {
    ///     let segments = [Segment { share: 1.0, rates: &[rate], sale_value: 100.0 }];
    ///     Ok(Mix::new(&segments)?.required(goal, &mut [0.0])?.entry())
    /// };
    /// assert_eq!(entry(0.5)?, Some(20.0));
    /// assert_eq!(entry(0.0)?, None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn entry(&self) -> Option<f64> {
        match *self {
            MixRequired::Entry(entry) => Some(entry),
            MixRequired::Unreachable { .. } => None,
        }
    }
}

impl<'a> Mix<'a> {
    /// A mix of segments.
    ///
    /// # Errors
    /// [`ErrorKind::NoGates`] for a segment without gates, [`ErrorKind::Rate`] with the segment (and the gate)
    /// for a share or rate out of range, [`ErrorKind::Money`] for its sale value, [`ErrorKind::Shares`] when
    /// the shares do not sum to 1 by the tie rule.
    pub fn new(segments: &'a [Segment<'a>]) -> Result<Self, Error> {
        let mut shares = Sum::default();
        for (index, segment) in segments.iter().enumerate() {
            shares.add(Field::SegmentShare.check_at(index, segment.share)?);
            Field::SegmentSaleValue.check_at(index, segment.sale_value)?;
            if segment.rates.is_empty() {
                return Err(Error::new(ErrorKind::NoGates).field_is(Field::SegmentRates).at(index));
            }
            for (gate, &rate) in segment.rates.iter().enumerate() {
                Field::SegmentRates.check(rate).map_err(|error| error.at_both(index, gate))?;
            }
        }
        let sum = shares.total();
        if !ties(sum, 1.0) {
            return Err(Error::new(ErrorKind::Shares).field_is(Field::SegmentShare).got(sum));
        }
        Ok(Self { segments })
    }

    /// The segments.
    #[must_use]
    pub const fn segments(&self) -> &'a [Segment<'a>] {
        self.segments
    }

    /// What must enter over all segments for a goal, `goal / sum(share x rates x value)`, and in `entries`
    /// (one place for each segment) what of it enters each: its share. The volumes of its stages follow by
    /// [`Chain::forward`](super::Chain::forward).
    ///
    /// A goal by volume is counted at the same stage of every segment.
    ///
    /// # Errors
    /// [`Money`](ErrorKind::Money) or [`Volume`](ErrorKind::Volume) for a goal out of range,
    /// [`Stage`](ErrorKind::Stage) when a segment has no such stage, [`Length`](ErrorKind::Length) when
    /// `entries` has not one place for each segment, [`Overflow`](ErrorKind::Overflow) when the answer exceeds
    /// an f64. `entries` is then untouched.
    pub fn required(&self, goal: Goal, entries: &mut [f64]) -> Result<MixRequired, Error> {
        self.required_traced(goal, entries, &mut ())
    }

    /// [`required`](Self::required), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`required`](Self::required).
    pub fn required_traced(
        &self,
        goal: Goal,
        entries: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<MixRequired, Error> {
        same_length(Field::Entries, self.segments.len(), entries.len())?;
        let target = match goal {
            Goal::Revenue(revenue) => Field::GoalRevenue.check(revenue)?,
            Goal::Volume { stage, target } => {
                let last = self.segments.iter().map(|segment| segment.rates.len()).min();
                if last.is_some_and(|last| stage > last) {
                    return Err(Error::new(ErrorKind::Stage)
                        .field_is(Field::GoalStage)
                        .got(stage as f64)
                        .limit_is(last.unwrap_or(0) as f64));
                }
                Field::GoalTarget.check(target)?
            }
        };
        let mut sum = Sum::default();
        for (index, segment) in self.segments.iter().enumerate() {
            let (rates, value) = segment.towards(goal);
            let sales = pass(unit(segment.share), rates);
            let inputs = [sales, value];
            let term =
                told(sales * value + 0.0, ("per_entry", index), Formula::Revenue, inputs, trace);
            add(&mut sum, term, "per_entry", trace);
        }
        let per_entry = Field::Revenue.finite(sum.total())?;
        if target > 0.0 && per_entry == 0.0 {
            return Ok(self.unreachable(goal, target));
        }
        let entry = if target > 0.0 { target / per_entry } else { 0.0 };
        if !is_finite(entry) {
            return Err(Field::Entry.overflow());
        }
        if target > 0.0 {
            trace.step("entry".into(), Formula::Need, &[target, per_entry], entry);
        }
        for (index, (place, segment)) in entries.iter_mut().zip(self.segments).enumerate() {
            let inputs = [entry, unit(segment.share)];
            let part = entry * unit(segment.share) + 0.0;
            *place = told(part, ("entries", index), Formula::Pass, inputs, trace);
        }
        Ok(MixRequired::Entry(entry))
    }

    fn unreachable(&self, goal: Goal, missing: f64) -> MixRequired {
        let (mut segment, mut largest) = (0, &Segment { share: -1.0, rates: &[], sale_value: 0.0 });
        for (index, other) in self.segments.iter().enumerate() {
            if other.share > largest.share {
                (segment, largest) = (index, other);
            }
        }
        let (rates, value) = largest.towards(goal);
        let closed = rates.iter().rposition(|&rate| unit(rate) == 0.0);
        let lever = match closed {
            // Rates that are too small for their product count as closed: the last of them is named.
            Some(gate) => Lever::Gate(gate),
            None if value > 0.0 => Lever::Gate(rates.len().saturating_sub(1)),
            None => Lever::SaleValue,
        };
        MixRequired::Unreachable { segment, lever, missing }
    }
}

impl<'a> Segment<'a> {
    /// The gates between the first stage and the goal, and what an item there counts for.
    fn towards(&self, goal: Goal) -> (&'a [f64], f64) {
        match goal {
            Goal::Revenue(_) => (self.rates, positive(self.sale_value)),
            Goal::Volume { stage, .. } => (self.rates.get(..stage).unwrap_or_default(), 1.0),
        }
    }
}
