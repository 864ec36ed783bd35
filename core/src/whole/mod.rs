//! Whole units: rounding by a named policy, with the residual kept.

use crate::bounds::{positive, unit};
use crate::chain::Chain;
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{is_finite, nearest, number, whole_up};
use crate::trace::{Formula, Trace, told};
use crate::words::words;

/// How an exact volume becomes a whole one.
///
/// A volume within 2^-40 of itself of a whole number is that number (the tie rule), so (0.1 + 0.2) x 10 is 3
/// and not 4.
///
/// ```
/// use funnelmath::Policy;
///
/// let units = |policy: Policy| policy.apply(7.0701).map(|whole| whole.units);
/// assert_eq!((units(Policy::Up)?, units(Policy::Nearest)?), (8.0, 7.0));
/// assert_eq!("up_each_stage".parse(), Ok(Policy::UpEachStage));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Policy {
    /// Each exact volume rounded up once, at the end. The default.
    #[default]
    Up,
    /// The nearest whole number, a half rounded up. It may deliver less than the goal.
    Nearest,
    /// The goal's stage is rounded up, then what that whole number needs at the stage before, and so on to the
    /// first: each stage plans whole units for itself.
    UpEachStage,
}

words!(Policy, Policy { Up "up", Nearest "nearest", UpEachStage "up_each_stage" });

impl Policy {
    /// One exact volume as a whole one, with its residual.
    ///
    /// ```
    /// use funnelmath::Policy;
    ///
    /// let whole = Policy::Up.apply(6.5263)?;
    /// assert_eq!(whole.units, 7.0);
    /// assert_eq!(whole.delivers().map(|share| format!("{:.1}%", 100.0 * share)).as_deref(), Some("107.3%"));
    /// assert_eq!(Policy::Up.apply((0.1 + 0.2) * 10.0)?.units, 3.0);
    /// assert_eq!(Policy::Nearest.apply(7.0701)?.units, 7.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Volume`](crate::ErrorKind::Volume) when it is NaN, infinite or negative.
    #[inline]
    pub fn apply(self, exact: f64) -> Result<Whole, Error> {
        self.apply_traced(exact, &mut ())
    }

    /// [`apply`](Self::apply), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    #[inline]
    pub fn apply_traced(self, exact: f64, trace: &mut impl Trace) -> Result<Whole, Error> {
        let exact = Field::Volume.check(exact)?;
        let (units, formula) = self.units(exact);
        Ok(Whole { exact, units: told(units, "units", formula, [exact], trace) })
    }

    /// The units of a volume that is known to be one, and the formula.
    fn units(self, exact: f64) -> (f64, Formula) {
        match self {
            Policy::Up | Policy::UpEachStage => (whole_up(exact), Formula::Up),
            Policy::Nearest => (nearest(exact), Formula::Nearest),
        }
    }

    /// The whole volumes of a plan: `exact` holds the required volume of every stage of `chain`, in any
    /// period, for a goal at `stage`; `whole` receives as many.
    ///
    /// `Up` and `Nearest` round each exact volume. `UpEachStage` rounds the goal's stage, divides by the
    /// rate, rounds, and so on to the first stage; the stages after the goal's are rounded up.
    ///
    /// ```
    /// use funnelmath::{Chain, Policy};
    ///
    /// // 2,000,000 at 60,000 a deal: 33.3 deals; 22% of opportunities are won.
    /// let exact = [33.333333 / 0.22, 33.333333];
    /// let mut whole = [0.0; 2];
    /// Policy::Up.apply_each(&Chain::new(&[0.22])?, 1, &exact, &mut whole)?;
    /// assert_eq!(whole, [152.0, 34.0]);
    /// Policy::UpEachStage.apply_each(&Chain::new(&[0.22])?, 1, &exact, &mut whole)?;
    /// assert_eq!(whole, [155.0, 34.0]);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Volume`](crate::ErrorKind::Volume) with the stage whose exact volume is NaN, infinite or negative,
    /// [`Length`](crate::ErrorKind::Length) when a list has not one place for each stage,
    /// [`Stage`](crate::ErrorKind::Stage) when the chain has no such stage,
    /// [`Overflow`](crate::ErrorKind::Overflow) with the gate, of `UpEachStage`, when what it needs exceeds an
    /// f64 or the gate is closed. `whole` is then untouched.
    pub fn apply_each(
        self,
        chain: &Chain<'_>,
        stage: usize,
        exact: &[f64],
        whole: &mut [f64],
    ) -> Result<(), Error> {
        self.apply_each_traced(chain, stage, exact, whole, &mut ())
    }

    /// [`apply_each`](Self::apply_each), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`apply_each`](Self::apply_each).
    pub fn apply_each_traced(
        self,
        chain: &Chain<'_>,
        stage: usize,
        exact: &[f64],
        whole: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<(), Error> {
        same_length(Field::Exact, chain.stages(), exact.len())?;
        same_length(Field::Whole, chain.stages(), whole.len())?;
        Field::Exact.check_each(exact)?;
        let before = chain.rates().get(..stage).ok_or_else(|| chain.no_stage(stage))?;
        let goal = positive(exact.get(stage).copied().unwrap_or(0.0)) + 0.0;
        let each = self == Policy::UpEachStage;
        if each {
            // First without writing: an error must leave `whole` as it was.
            let gate = up_each_stage(whole_up(goal), before, &mut [], &mut ());
            if gate < stage {
                return Err(Field::Whole.overflow().at(gate));
            }
        }
        for (index, (place, &exact)) in whole.iter_mut().zip(exact).enumerate() {
            let exact = positive(exact) + 0.0;
            let (units, formula) = self.units(exact);
            *place = units;
            if !each || index >= stage {
                trace.step(("whole", index).into(), formula, &[exact], units);
            }
        }
        if each {
            up_each_stage(whole_up(goal), before, whole, trace);
        }
        Ok(())
    }
}

/// A whole number of units, and the exact volume it stands for: what [`Policy::apply`] returns, or one element of
/// each list of [`Policy::apply_each`].
///
/// ```
/// let whole = funnelmath::whole::Whole { exact: 6.5, units: 7.0 };
/// assert_eq!((whole.residual(), whole.delivers()), (0.5, Some(7.0 / 6.5)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Whole {
    /// The exact volume.
    pub exact: f64,
    /// The whole number of units.
    pub units: f64,
}

impl Whole {
    /// Units beyond the exact volume; negative when rounded down.
    #[must_use]
    pub fn residual(&self) -> f64 {
        self.residual_traced(&mut ())
    }

    /// [`residual`](Self::residual), passing its step to `trace`.
    #[must_use]
    pub fn residual_traced(&self, trace: &mut impl Trace) -> f64 {
        let inputs = [self.units, self.exact];
        told(self.units - self.exact, "residual", Formula::Difference, inputs, trace)
    }

    /// What the whole units deliver of what was asked, `units / exact`: 1.073 is 107.3%. `None` when
    /// nothing was asked, or the quotient exceeds an f64.
    #[must_use]
    pub fn delivers(&self) -> Option<f64> {
        self.delivers_traced(&mut ())
    }

    /// [`delivers`](Self::delivers), passing its step to `trace`.
    #[must_use]
    pub fn delivers_traced(&self, trace: &mut impl Trace) -> Option<f64> {
        let delivers = number(self.units / self.exact)?;
        Some(told(delivers, "delivers", Formula::Ratio, [self.units, self.exact], trace))
    }
}

/// Writes the units of each stage before the goal's, where there is a place for them. Returns the goal's stage,
/// or the gate that is closed or needs more than an f64.
fn up_each_stage(goal: f64, before: &[f64], whole: &mut [f64], trace: &mut impl Trace) -> usize {
    let mut units = goal;
    for (gate, &rate) in before.iter().enumerate().rev() {
        if units > 0.0 {
            let need = units / unit(rate);
            trace.step(("need", gate).into(), Formula::Need, &[units, unit(rate)], need);
            units = told(whole_up(need), ("whole", gate), Formula::Up, [need], trace);
            if !is_finite(units) {
                return gate;
            }
        }
        if let Some(place) = whole.get_mut(gate) {
            *place = units;
        }
    }
    before.len()
}
