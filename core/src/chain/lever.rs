//! What can be improved, and by how far.

use crate::bounds::Rate;
use crate::error::{Error, ErrorKind};
use crate::field::{Field, Quantity};
use crate::float::{is_finite, ties, vanishes};
use crate::trace::Formula;
use crate::words::{unknown, words};
use core::fmt;
use core::str::FromStr;

/// What can be improved: one of the gates, or the sale value.
///
/// It is written and read as `gates[1]` or `sale_value`.
///
/// ```
/// use funnelmath::chain::Lever;
///
/// assert_eq!(Lever::Gate(1).to_string(), "gates[1]");
/// assert_eq!("sale_value".parse(), Ok(Lever::SaleValue));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Lever {
    /// Gate *i*, between stage *i* and *i* + 1.
    Gate(usize),
    /// The average revenue of an item that leaves the last gate.
    SaleValue,
}

impl fmt::Display for Lever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lever::Gate(gate) => write!(f, "gates[{gate}]"),
            Lever::SaleValue => f.write_str("sale_value"),
        }
    }
}

impl FromStr for Lever {
    type Err = Error;

    /// From what `Display` writes; otherwise [`ErrorKind::Name`].
    fn from_str(text: &str) -> Result<Self, Error> {
        if text == "sale_value" {
            return Ok(Lever::SaleValue);
        }
        let number = text.strip_prefix("gates[").and_then(|rest| rest.strip_suffix(']'));
        let digits = number.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let gate = digits.and_then(|digits| digits.parse().ok());
        gate.map(Lever::Gate).ok_or(unknown(Field::Lever))
    }
}

/// How far a lever is moved.
///
/// ```
/// use funnelmath::{Chain, Goal, chain::{Lever, Situation, Step}};
///
/// let chain = Chain::new(&[0.5])?;
/// let now = Situation { goal: Goal::Revenue(1_000.0), sale_value: 100.0, stage: 0, volume: 8.0 };
/// let to = |lever, step| chain.sensitivity(&now, lever, step).map(|effect| effect.to);
/// assert_eq!(to(Lever::Gate(0), Step::Points(25.0))?, 0.75);
/// assert_eq!(to(Lever::Gate(0), Step::Percent(50.0))?, 0.75);
/// assert_eq!(to(Lever::SaleValue, Step::Points(25.0))?, 125.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Step {
    /// So many percentage points more: `Points(1.0)` turns 40% into 41%. For the sale value, which has no
    /// percentage points, so many units of currency more.
    Points(f64),
    /// So many percent of itself more: `Percent(10.0)` turns 40% into 44%.
    Percent(f64),
    /// To this value, such as a benchmark.
    To(f64),
}

/// The kind of a [`Step`], which says what its size means.
///
/// ```
/// use funnelmath::chain::{Step, StepKind};
///
/// assert_eq!(Step::new(StepKind::Percent, 10.0), Step::Percent(10.0));
/// assert_eq!((Step::To(0.5).kind(), Step::To(0.5).size()), (StepKind::To, 0.5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum StepKind {
    /// Percentage points, or units of currency.
    Points,
    /// Percent of the lever itself.
    Percent,
    /// The value that it is moved to.
    To,
}

words!(StepKind, StepKind { Points "points", Percent "percent", To "to" });

impl Step {
    /// A step of this kind and size.
    #[must_use]
    pub const fn new(kind: StepKind, size: f64) -> Self {
        match kind {
            StepKind::Points => Step::Points(size),
            StepKind::Percent => Step::Percent(size),
            StepKind::To => Step::To(size),
        }
    }

    /// What its size means.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Step::Points(_) => StepKind::Points,
            Step::Percent(_) => StepKind::Percent,
            Step::To(_) => StepKind::To,
        }
    }

    /// Its size.
    #[must_use]
    pub const fn size(&self) -> f64 {
        match *self {
            Step::Points(size) | Step::Percent(size) | Step::To(size) => size,
        }
    }

    /// The formula by which it moves a rate, or another value; `None` when it names the value.
    pub(super) fn formula(&self, is_rate: bool) -> Option<Formula> {
        match self {
            Step::Points(_) if is_rate => Some(Formula::Points),
            Step::Points(_) => Some(Formula::Units),
            Step::Percent(_) => Some(Formula::Percent),
            Step::To(_) => None,
        }
    }

    /// What it makes of the lever's value, whatever the limits: the value of its [`formula`](Self::formula).
    pub(super) fn leads_to(self, from: f64, is_rate: bool) -> f64 {
        match self {
            Step::Points(points) if is_rate => from + points / 100.0,
            Step::Points(units) => from + units,
            Step::Percent(percent) => from + from * (percent / 100.0),
            Step::To(to) => to,
        }
    }

    /// The value that the step leads to, and whether the limit cut it off.
    pub(super) fn take(self, from: f64, limit: f64) -> Result<(f64, bool), Error> {
        let is_rate = limit == Rate::MAX;
        let to = match self {
            Step::To(to) => {
                let quantity = if is_rate { Quantity::Rate } else { Quantity::Money };
                Field::StepTo.check_as(quantity, to)?
            }
            _ => self.leads_to(from, is_rate),
        };
        // A step that leads below 0 by no more than rounding leads to 0.
        let to = if to < 0.0 && vanishes(to, from) { 0.0 } else { to };
        if !is_finite(self.size()) || to < 0.0 || (to > limit && !is_rate) {
            return Err(Error::new(ErrorKind::Step).field_is(Field::Step).got(self.size()));
        }
        // 0.9 + 0.1 is on the limit, whatever the last digit says: nothing was cut off.
        Ok(if to > limit { (limit, !ties(to, limit)) } else { (to, false) })
    }
}
