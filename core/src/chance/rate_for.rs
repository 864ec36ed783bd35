//! The rate with which a number of results is reached with a given confidence.

use super::Chance;
use crate::bounds::ToCount;
use crate::chain::{Chain, pass};
use crate::error::Error;
use crate::field::Field;
use crate::float::ties;
use crate::math::{Probability, Share, Tails, beta_inverse};

/// What a rate has to achieve: that at least `results` of `inputs` reach the end with a probability of at least
/// `confidence`. The argument of [`rate_for`] and [`Chain::gate_for`].
///
/// ```
/// use funnelmath::chance::{RateFor, Requirement, rate_for};
///
/// // One result of one input, with 90%: a rate of 90%.
/// let needed = rate_for(Requirement { results: 1, inputs: 1, confidence: 0.9 })?;
/// assert!(matches!(needed, RateFor::Rate(rate) if (rate.value - 0.9).abs() < 1e-15));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Requirement<K = f64, N = f64> {
    /// The results, a whole number from 0 to 2^53.
    pub results: K,
    /// The inputs, a whole number from 0 to 2^53.
    pub inputs: N,
    /// The confidence, 0..=1.
    pub confidence: f64,
}

/// The overall rate that meets a [`Requirement`], or why none does: from [`rate_for`], which has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[must_use]
pub enum RateFor {
    /// The smallest rate that meets it. Its complement is stored separately, so neither loses digits.
    Rate(Share),
    /// No rate does: there are fewer inputs than results.
    TooFewInputs,
}

/// The rate of one gate that meets a [`Requirement`], or why none does: from [`Chain::gate_for`], which has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[must_use]
pub enum GateFor {
    /// The smallest rate that meets it.
    Rate(f64),
    /// No rate of this gate alone meets it.
    Impossible {
        /// The gate.
        gate: usize,
        /// The rate above 1 that it would take; `None` when no number would do, because another gate is closed (or
        /// almost) or because there are fewer inputs than results.
        takes: Option<f64>,
        /// The probability of the results with this gate at 100%.
        best: Probability,
    },
}

impl RateFor {
    /// The rate; `None` when no rate meets the requirement.
    #[must_use]
    pub const fn rate(&self) -> Option<f64> {
        match self {
            RateFor::Rate(share) => Some(share.value),
            RateFor::TooFewInputs => None,
        }
    }
}

impl GateFor {
    /// The rate of the gate; `None` when no rate is enough.
    ///
    /// ```
    /// use funnelmath::{Chain, chance::Requirement};
    ///
    /// let chain = Chain::new(&[0.5, 0.5])?;
    /// let certain = Requirement { results: 1, inputs: 1, confidence: 0.25 };
    /// assert_eq!(chain.gate_for(1, certain)?.rate(), Some(0.5));
    /// let never = chain.gate_for(1, Requirement { confidence: 0.75, ..certain })?;
    /// assert_eq!((never.rate(), never.best().map(|best| best.value)), (None, Some(0.5)));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn rate(&self) -> Option<f64> {
        match *self {
            GateFor::Rate(rate) => Some(rate),
            GateFor::Impossible { .. } => None,
        }
    }

    /// The largest chance there is, when no rate of the gate is enough.
    #[must_use]
    pub const fn best(&self) -> Option<Probability> {
        match *self {
            GateFor::Rate(_) => None,
            GateFor::Impossible { best, .. } => Some(best),
        }
    }
}

impl<K: ToCount, N: ToCount> Requirement<K, N> {
    /// This requirement, each number checked.
    fn check(self) -> Result<Requirement, Error> {
        Ok(Requirement {
            results: Field::Results.count(self.results)?,
            inputs: Field::Inputs.count(self.inputs)?,
            confidence: Field::Confidence.check(self.confidence)?,
        })
    }
}

/// The smallest overall rate with which at least `results` of `inputs` reach the end with a probability of
/// `confidence`: the quantile of Beta(results, inputs - results + 1) (Clopper & Pearson 1934). 0 for 0 results or a
/// confidence of 0; 1 for a confidence of 1.
///
/// ```
/// use funnelmath::{Chance, chance::{RateFor, Requirement, rate_for}};
///
/// // Eight sales of 40 appointments with 90%: which rate from appointment to sale?
/// let needed = rate_for(Requirement { results: 8, inputs: 40, confidence: 0.9 })?;
/// if let RateFor::Rate(rate) = needed {
///     assert_eq!(format!("{:.4}", rate.value), "0.2767");
///     let chance = Chance::known(rate.value)?.results(40)?.at_least(8)?;
///     assert_eq!(format!("{:.6}", chance.value), "0.900000");
/// }
/// // Of seven appointments, no rate makes eight sales.
/// assert_eq!(rate_for(Requirement { results: 8, inputs: 7, confidence: 0.9 })?, RateFor::TooFewInputs);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Count`](crate::ErrorKind::Count) for `results` or `inputs`,
/// [`ErrorKind::Probability`](crate::ErrorKind::Probability) for `confidence`.
#[doc(alias = "clopper-pearson")]
#[doc(alias = "win rate")]
pub fn rate_for(requirement: Requirement<impl ToCount, impl ToCount>) -> Result<RateFor, Error> {
    Ok(needed(requirement.check()?))
}

/// [`rate_for`] for checked numbers.
fn needed(Requirement { results, inputs, confidence }: Requirement) -> RateFor {
    let wanted = Tails::from_lower(confidence);
    let Tails { lower: value, upper: complement } = if results == 0.0 || wanted.lower <= 0.0 {
        Tails::from_lower(0.0)
    } else if results > inputs {
        return RateFor::TooFewInputs;
    } else if wanted.upper <= 0.0 {
        Tails::from_upper(0.0)
    } else {
        beta_inverse(results, inputs - results + 1.0, wanted)
    };
    RateFor::Rate(Share { value, complement })
}

impl Chain<'_> {
    /// The rate that gate `gate` needs, with the other rates as they are, to meet a [`Requirement`] from the first
    /// stage to the last: [`rate_for`] divided by the rates of the other gates. A rate that ties with 1 is 1 (the tie
    /// rule).
    ///
    /// ```
    /// use funnelmath::{Chain, chance::{GateFor, Requirement}};
    ///
    /// // Eight sales of 40 appointments with 90%, by a better closing rate.
    /// let chain = Chain::new(&[0.65, 0.40])?;
    /// match chain.gate_for(1, Requirement { results: 8, inputs: 40, confidence: 0.9 })? {
    ///     GateFor::Rate(closing) => assert_eq!(format!("{closing:.3}"), "0.426"),
    ///     other => unreachable!("{other:?}"),
    /// }
    ///
    /// // Of ten appointments, no closing rate will do.
    /// match chain.gate_for(1, Requirement { results: 8, inputs: 10, confidence: 0.9 })? {
    ///     GateFor::Impossible { takes: Some(rate), best, .. } => {
    ///         assert_eq!(format!("{rate:.2} {:.2}", best.value), "1.36 0.26");
    ///     }
    ///     other => unreachable!("{other:?}"),
    /// }
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Gate`](crate::ErrorKind::Gate) when the chain has no such gate; otherwise as [`rate_for`].
    pub fn gate_for(
        &self,
        gate: usize,
        requirement: Requirement<impl ToCount, impl ToCount>,
    ) -> Result<GateFor, Error> {
        let requirement = requirement.check()?;
        let rates = self.rates();
        let split = (rates.get(..gate), rates.get(gate.saturating_add(1)..));
        let (Some(before), Some(after)) = split else { return Err(self.no_gate(gate)) };
        let others = pass(pass(1.0, before), after);
        let mut takes = None;
        if let RateFor::Rate(needed) = needed(requirement) {
            if needed.value <= 0.0 {
                return Ok(GateFor::Rate(0.0));
            }
            let rate = needed.value / others;
            if rate <= 1.0 || ties(rate, 1.0) {
                return Ok(GateFor::Rate(rate.min(1.0)));
            }
            takes = rate.is_finite().then_some(rate);
        }
        let best = Chance { rate: others, evidence: &[] }
            .with(requirement.inputs)
            .probability(requirement.results);
        Ok(GateFor::Impossible { gate, takes, best })
    }
}
