//! Sales velocity, and how it changes when one of its four factors does.

use super::quotient;
use crate::bounds::Rate;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::{is_finite, number, ties};
use crate::trace::{Formula, Trace, told};
use crate::words::words;

/// Sales velocity: open opportunities x average sale value x win rate / sales cycle in days.
///
/// It is expected revenue *per day*. The win rate is won over won and lost, by number; the cycle is the mean
/// number of days from the first stage to the sale. The formula takes the pipeline to be steady: it overstates
/// what will be booked while the pipeline grows or ages.
///
/// ```
/// use funnelmath::scorecard::Velocity;
///
/// let now = Velocity { opportunities: 18.0, sale_value: 42_000.0, win_rate: 0.24, cycle_days: 78.0 };
/// assert_eq!(now.per_day()?.map(|revenue| format!("{revenue:.4}")).as_deref(), Some("2326.1538"));
/// assert_eq!(Velocity { cycle_days: 0.0, ..now }.per_day()?, None); // no cycle, no velocity
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Velocity {
    /// The number of open opportunities.
    pub opportunities: f64,
    /// The average sale value.
    pub sale_value: f64,
    /// The win rate, 0..=1.
    pub win_rate: f64,
    /// The sales cycle in days.
    pub cycle_days: f64,
}

/// One of the four factors of sales velocity. [`Velocity::effect`] has an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum VelocityLever {
    /// The number of open opportunities.
    Opportunities,
    /// The average sale value.
    SaleValue,
    /// The win rate.
    WinRate,
    /// The sales cycle. A shorter cycle gives a higher velocity.
    Cycle,
}

words!(VelocityLever, VelocityLever {
    Opportunities "opportunities",
    SaleValue "sale_value",
    WinRate "win_rate",
    Cycle "cycle",
});

/// The effect on the velocity of moving one lever. [`Velocity::effect`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct VelocityEffect {
    /// The lever's value after.
    pub to: f64,
    /// Whether the win rate would have gone above 1 and was taken to 1.
    pub capped: bool,
    /// Revenue a day after; `None` when the cycle is 0.
    pub per_day: Option<f64>,
    /// The relative change of the velocity: 0.25 is 25% more. `None` when it was 0, or the cycle
    /// is or was 0.
    pub change: Option<f64>,
}

impl Velocity {
    /// These factors, each checked.
    fn checked(&self) -> Result<Self, Error> {
        Ok(Self {
            opportunities: Field::Opportunities.check(self.opportunities)?,
            sale_value: Field::SaleValue.check(self.sale_value)?,
            win_rate: Field::WinRate.check(self.win_rate)?,
            cycle_days: Field::CycleDays.check(self.cycle_days)?,
        })
    }

    /// Expected revenue a day; `None` when the cycle is 0 days.
    ///
    /// # Errors
    /// [`Volume`](ErrorKind::Volume), [`Money`](ErrorKind::Money), [`Rate`](ErrorKind::Rate) or
    /// [`Days`](ErrorKind::Days) for a factor out of range, [`Overflow`](ErrorKind::Overflow) when the answer,
    /// or the product of the first three factors, exceeds an f64.
    pub fn per_day(&self) -> Result<Option<f64>, Error> {
        self.per_day_traced(&mut ())
    }

    /// [`per_day`](Self::per_day), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`per_day`](Self::per_day).
    pub fn per_day_traced(&self, trace: &mut impl Trace) -> Result<Option<f64>, Error> {
        Ok(number(self.checked()?.daily(trace)?))
    }

    /// Per day, of checked factors; NaN without a cycle.
    fn daily(&self, trace: &mut impl Trace) -> Result<f64, Error> {
        let &Self { opportunities, sale_value, win_rate, cycle_days } = self;
        let inputs = [opportunities, sale_value, win_rate];
        let expected = opportunities * sale_value * win_rate;
        if cycle_days == 0.0 {
            return Ok(f64::NAN);
        }
        trace.step("expected".into(), Formula::Expected, &inputs, expected);
        quotient(expected, cycle_days, "per_day".into(), trace)
    }

    /// The effect of moving one lever by a fraction of itself, recomputed in full: 0.2 is 20% more, -0.2 is 20%
    /// less.
    ///
    /// ```
    /// use funnelmath::scorecard::{Velocity, VelocityLever};
    ///
    /// let now = Velocity { opportunities: 18.0, sale_value: 42_000.0, win_rate: 0.24, cycle_days: 78.0 };
    /// let change = |lever, by| {
    ///     now.effect(lever, by).map(|effect| effect.change.map(|change| format!("{change:.3}")))
    /// };
    /// assert_eq!(change(VelocityLever::WinRate, 0.2)?.as_deref(), Some("0.200"));
    /// // A cycle 20% shorter is worth 25%, one 10% shorter 11.1%.
    /// assert_eq!(change(VelocityLever::Cycle, -0.2)?.as_deref(), Some("0.250"));
    /// assert_eq!(change(VelocityLever::Cycle, -0.1)?.as_deref(), Some("0.111"));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Step`](ErrorKind::Step) when `by` is NaN, infinite or below -1, or leads beyond an f64; all others as
    /// [`per_day`](Velocity::per_day).
    pub fn effect(&self, lever: VelocityLever, by: f64) -> Result<VelocityEffect, Error> {
        self.effect_traced(lever, by, &mut ())
    }

    /// [`effect`](Self::effect), passing each step to `trace`: with the lever moved, then as it is.
    ///
    /// # Errors
    /// As [`effect`](Self::effect).
    pub fn effect_traced(
        &self,
        lever: VelocityLever,
        by: f64,
        trace: &mut impl Trace,
    ) -> Result<VelocityEffect, Error> {
        let before = self.checked()?;
        let mut after = before;
        let factor = match lever {
            VelocityLever::Opportunities => &mut after.opportunities,
            VelocityLever::SaleValue => &mut after.sale_value,
            VelocityLever::WinRate => &mut after.win_rate,
            VelocityLever::Cycle => &mut after.cycle_days,
        };
        let from = *factor;
        let to = from + from * by;
        if !is_finite(by) || by < -1.0 || !is_finite(to) {
            return Err(Error::new(ErrorKind::Step).field_is(Field::By).got(by));
        }
        let beyond = lever == VelocityLever::WinRate && to > Rate::MAX;
        let capped = beyond && !ties(to, Rate::MAX);
        let to =
            if beyond { Rate::MAX } else { told(to, "to", Formula::MovedBy, [from, by], trace) };
        *factor = to;
        let (now, before) = (after.daily(trace)?, before.daily(trace)?);
        let change = number((now - before) / before);
        if let Some(change) = change {
            trace.step("change".into(), Formula::Change, &[before, now], change);
        }
        Ok(VelocityEffect { to, capped, per_day: number(now), change })
    }
}
