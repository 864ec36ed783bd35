//! Answers that several questions have in common, and how types of the core are written.

use crate::declare::{answer, outcomes, written};
use crate::problem::Failure;
use funnelmath::chain::{Lever, Unreachable};
use funnelmath::chance::{Inputs, Wait};
use funnelmath::math::{Share, Tails};
use funnelmath::{Interval, Method, Probability, Quantile};

written! {
    /// The probability of an event and of its complement.
    Probability {
        /// The probability of the event, 0 to 1.
        value: f64,
        /// The probability that it does not happen, to its own full precision.
        complement: f64,
        /// How it was computed.
        method: Method,
    }
}

written! {
    /// The two tails of a distribution at a point.
    Tails {
        /// P(X <= x), the cumulative distribution function.
        lower: f64,
        /// P(X > x), the survival function.
        upper: f64,
    }
}

written! {
    /// A number from 0 to 1 and its complement.
    Share {
        /// The number.
        value: f64,
        /// 1 less the number, to its own full precision.
        complement: f64,
    }
}

written! {
    /// The limits between which a number lies with the stated probability.
    Interval {
        /// The lower limit.
        low: f64,
        /// The upper limit; left out when no number is large enough.
        high: Option<f64>,
        /// How the limits were computed.
        method: Method,
    }
}

written! {
    /// Why a goal cannot be reached.
    Unreachable {
        /// The gate at rate 0, or the sale value of 0.
        lever: Lever,
        /// How much is missing: items before the gate, or revenue.
        missing: f64,
        /// The most that can be reached, in the goal's unit.
        best: f64,
    }
}

outcomes! {
    /// A quantile, where there is one.
    QuantileAnswer {
        /// There is a finite quantile.
        Found "found" {
            /// The quantile, a count or an amount of money.
            value: f64,
            /// How it was computed.
            method: Method,
        }
        /// No number is large enough.
        Unbounded "unbounded" {}
    }
}

impl From<Option<Quantile>> for QuantileAnswer {
    fn from(quantile: Option<Quantile>) -> Self {
        match quantile {
            Some(found) => Self::Found { value: found.value, method: found.method },
            None => Self::Unbounded {},
        }
    }
}

outcomes! {
    /// The fewest inputs that reach a goal with the confidence.
    InputsAnswer {
        /// So many inputs are enough, and one fewer is not.
        Enough "enough" {
            /// The fewest inputs that are enough.
            inputs: f64,
            /// The probability of the goal with these inputs.
            chance: Probability,
        }
        /// No number of inputs up to 2^53 is enough.
        Never "never" {
            /// The largest probability there is, with 2^53 inputs.
            best: Probability,
        }
    }
}

impl TryFrom<Inputs> for InputsAnswer {
    type Error = Failure;

    fn try_from(inputs: Inputs) -> Result<Self, Failure> {
        match inputs {
            Inputs::Enough { inputs, chance } => Ok(Self::Enough { inputs, chance }),
            Inputs::Never { best } => Ok(Self::Never { best }),
            _ => Err(Failure::unknown_outcome()),
        }
    }
}

outcomes! {
    /// The weeks after which a goal is reached with the confidence.
    WaitAnswer {
        /// After so many weeks.
        Enough "enough" {
            /// The weeks, not necessarily whole.
            weeks: f64,
            /// The probability of the goal after these weeks.
            chance: Probability,
        }
        /// However long it takes, the goal is never so sure.
        Never "never" {
            /// The largest probability there is.
            best: Probability,
        }
    }
}

impl TryFrom<Wait> for WaitAnswer {
    type Error = Failure;

    fn try_from(wait: Wait) -> Result<Self, Failure> {
        match wait {
            Wait::Enough { weeks, chance } => Ok(Self::Enough { weeks, chance }),
            Wait::Never { best } => Ok(Self::Never { best }),
            _ => Err(Failure::unknown_outcome()),
        }
    }
}

outcomes! {
    /// A ratio, where it is defined.
    RatioAnswer {
        /// The ratio.
        Ratio "ratio" {
            /// The ratio: 1 is 100%.
            value: f64,
        }
        /// There is nothing to divide by.
        Undefined "undefined" {}
    }
}

impl From<Option<f64>> for RatioAnswer {
    fn from(ratio: Option<f64>) -> Self {
        match ratio {
            Some(value) => Self::Ratio { value },
            None => Self::Undefined {},
        }
    }
}

outcomes! {
    /// A number, where there is a finite one.
    NumberAnswer {
        /// The number.
        Found "found" {
            /// The number.
            value: f64,
        }
        /// No finite number does.
        Unbounded "unbounded" {}
    }
}

impl From<Option<f64>> for NumberAnswer {
    fn from(number: Option<f64>) -> Self {
        match number {
            Some(value) => Self::Found { value },
            None => Self::Unbounded {},
        }
    }
}

answer! {
    /// A number.
    ValueAnswer {
        /// The number.
        value: f64,
    }
}
