//! Sales velocity, and what each of its levers is worth.

use super::quotient;
use crate::bounds::Rate;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::{is_finite, number, ties};

/// Sales velocity: open opportunities x average sale value x win rate / sales cycle in days.
///
/// It is expected revenue *per day*. The win rate is won over won and lost, by number; the cycle is the
/// mean number of days from the first stage to the sale. The formula takes the pipeline to be steady: it
/// overstates what will be booked while the pipeline grows or ages.
///
/// ```
/// use funnelmath::Velocity;
///
/// let velocity = Velocity::new(18.0, 42_000.0, 0.24, 78.0)?;
/// assert_eq!(format!("{:.4}", velocity.per_day()?.unwrap()), "2326.1538");
/// assert_eq!(Velocity::new(18.0, 42_000.0, 0.24, 0.0)?.per_day()?, None); // no cycle, no velocity
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Velocity {
    opportunities: f64,
    sale_value: f64,
    win_rate: f64,
    cycle_days: f64,
}

/// One of the four factors of sales velocity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VelocityLever {
    /// The number of open opportunities.
    Opportunities,
    /// The average sale value.
    SaleValue,
    /// The win rate.
    WinRate,
    /// The sales cycle: shorter is faster.
    Cycle,
}

impl VelocityLever {
    /// Every lever.
    pub const ALL: &'static [VelocityLever] = &[
        VelocityLever::Opportunities,
        VelocityLever::SaleValue,
        VelocityLever::WinRate,
        VelocityLever::Cycle,
    ];
}

/// What moving one lever does to the velocity.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct VelocityEffect {
    /// The lever's value after.
    pub to: f64,
    /// Whether the win rate would have gone above 1 and was taken to 1.
    pub capped: bool,
    /// Revenue a day after; `None` when the cycle is 0.
    pub per_day: Option<f64>,
    /// By how much of itself the velocity changes: 0.25 is 25 % more. `None` when it was 0, or the cycle
    /// is or was 0.
    pub change: Option<f64>,
}

impl Velocity {
    /// The four factors: opportunities (a volume), average sale value (money), win rate (0..=1), cycle
    /// (days).
    ///
    /// # Errors
    /// [`Volume`](ErrorKind::Volume), [`Money`](ErrorKind::Money), [`Rate`](ErrorKind::Rate) or
    /// [`Days`](ErrorKind::Days) for the factor that is NaN or out of range.
    pub fn new(
        opportunities: f64,
        sale_value: f64,
        win_rate: f64,
        cycle_days: f64,
    ) -> Result<Self, Error> {
        Ok(Self {
            opportunities: Field::Opportunities.check(opportunities)?,
            sale_value: Field::SaleValue.check(sale_value)?,
            win_rate: Field::WinRate.check(win_rate)?,
            cycle_days: Field::CycleDays.check(cycle_days)?,
        })
    }

    /// Expected revenue a day; `None` when the cycle is 0 days.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) when it, or the product of the first three, exceeds an f64.
    pub fn per_day(&self) -> Result<Option<f64>, Error> {
        self.daily().map(number)
    }

    /// Per day; NaN without a cycle.
    fn daily(&self) -> Result<f64, Error> {
        quotient(self.opportunities * self.sale_value * self.win_rate, self.cycle_days)
    }

    /// What moving one lever by a fraction of itself does, in full: 0.2 is 20 % more, -0.2 is 20 % less.
    ///
    /// ```
    /// use funnelmath::{Velocity, VelocityLever};
    ///
    /// let velocity = Velocity::new(18.0, 42_000.0, 0.24, 78.0)?;
    /// let change = |lever, by| velocity.effect(lever, by).map(|effect| effect.change.unwrap());
    /// assert_eq!(format!("{:.3}", change(VelocityLever::WinRate, 0.2)?), "0.200");
    /// // A cycle 20 % shorter is worth 25 %, one 10 % shorter 11.1 %.
    /// assert_eq!(format!("{:.3}", change(VelocityLever::Cycle, -0.2)?), "0.250");
    /// assert_eq!(format!("{:.3}", change(VelocityLever::Cycle, -0.1)?), "0.111");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Step`](ErrorKind::Step) when `by` is NaN, infinite or below -1, or leads beyond an f64;
    /// [`Overflow`](ErrorKind::Overflow) as [`per_day`](Velocity::per_day).
    pub fn effect(&self, lever: VelocityLever, by: f64) -> Result<VelocityEffect, Error> {
        let mut after = *self;
        let factor = match lever {
            VelocityLever::Opportunities => &mut after.opportunities,
            VelocityLever::SaleValue => &mut after.sale_value,
            VelocityLever::WinRate => &mut after.win_rate,
            VelocityLever::Cycle => &mut after.cycle_days,
        };
        let to = *factor + *factor * by;
        if !is_finite(by) || by < -1.0 || !is_finite(to) {
            return Err(Error::new(ErrorKind::Step).field_is(Field::By).got(by));
        }
        let beyond = lever == VelocityLever::WinRate && to > Rate::MAX;
        let capped = beyond && !ties(to, Rate::MAX);
        let to = if beyond { Rate::MAX } else { to };
        *factor = to;
        let (now, before) = (after.daily()?, self.daily()?);
        let change = number((now - before) / before);
        Ok(VelocityEffect { to, capped, per_day: number(now), change })
    }
}
