//! The rate that makes a number of results sure enough.

use super::Chance;

use crate::chain::Chain;
use crate::count::Likelihood;
use crate::error::Error;
use crate::field::Field;
use crate::float::ties;
use crate::math::{Share, Tails, beta_inverse};

/// Which overall rate it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[must_use]
pub enum RateFor {
    /// This one; the rest to 1 has its own full precision.
    Rate(Share),
    /// None: there are fewer inputs than results.
    TooFewInputs,
}

/// Which rate it takes at one gate.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[must_use]
pub enum GateFor {
    /// This one.
    Rate(f64),
    /// It cannot be had at this gate alone.
    Impossible {
        /// The gate.
        gate: usize,
        /// The rate above 1 it would take; `None` where no number would do, because another gate is closed
        /// (or all but), or because there are fewer inputs than results.
        takes: Option<f64>,
        /// The chance with this gate at 100 %.
        best: Likelihood,
    },
}

/// The smallest overall rate with which at least `k` of `n` inputs reach the end with a chance of
/// `confidence`: the quantile of Beta(k, n - k + 1) (Clopper & Pearson 1934). 0 for k = 0 or a confidence of 0;
/// 1 for a confidence of 1.
///
/// ```
/// use funnelmath::{Chance, RateFor, rate_for};
///
/// // Eight sales of 40 appointments, with 90 %: which rate from appointment to sale?
/// let RateFor::Rate(rate) = rate_for(8.0, 40.0, 0.9)? else { panic!() };
/// assert_eq!(format!("{:.4}", rate.value), "0.2767");
/// assert_eq!(format!("{:.6}", Chance::known(rate.value)?.at_least(8.0, 40.0)?.reached), "0.900000");
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Count`](crate::ErrorKind::Count) with the index (0 for `k`, 1 for `n`),
/// [`ErrorKind::Probability`](crate::ErrorKind::Probability) for `confidence`.
pub fn rate_for(k: f64, n: f64, confidence: f64) -> Result<RateFor, Error> {
    let (k, n) = (Field::Results.check(k)?, Field::Inputs.check(n)?);
    let wanted = Tails::from_lower(Field::Confidence.check(confidence)?);
    let Tails { lower: value, upper: rest } = if k == 0.0 || wanted.lower <= 0.0 {
        Tails::from_lower(0.0)
    } else if k > n {
        return Ok(RateFor::TooFewInputs);
    } else if wanted.upper <= 0.0 {
        Tails::from_upper(0.0)
    } else {
        beta_inverse(k, n - k + 1.0, wanted)
    };
    Ok(RateFor::Rate(Share { value, rest }))
}

impl Chain<'_> {
    /// The rate that gate `gate` needs, the others as they are, so that of `n` at the first stage at least
    /// `k` reach the last with a chance of `confidence`: [`rate_for`] divided by the other gates. A rate
    /// that close to 1 is 1 (the tie rule).
    ///
    /// ```
    /// use funnelmath::{Chain, GateFor};
    ///
    /// // Eight sales of 40 appointments with 90 %, by a better closing rate.
    /// let chain = Chain::new(&[0.65, 0.40])?;
    /// let GateFor::Rate(closing) = chain.gate_for(1, 8.0, 40.0, 0.9)? else { panic!() };
    /// assert_eq!(format!("{closing:.3}"), "0.426");
    ///
    /// // Of ten appointments, no closing rate will do.
    /// let GateFor::Impossible { takes: Some(rate), best, .. } = chain.gate_for(1, 8.0, 10.0, 0.9)? else {
    ///     panic!()
    /// };
    /// assert_eq!(format!("{rate:.2} {:.2}", best.reached), "1.36 0.26");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Gate`](crate::ErrorKind::Gate) when the chain has no such gate; as [`rate_for`] otherwise.
    pub fn gate_for(&self, gate: usize, k: f64, n: f64, confidence: f64) -> Result<GateFor, Error> {
        let needed = rate_for(k, n, confidence);
        let needed = &needed?;
        let rates = self.rates();
        let split = (rates.get(..gate), rates.get(gate.saturating_add(1)..));
        let (Some(before), Some(after)) = split else { return Err(self.no_gate(gate)) };
        // A chain may hold -0.
        let others = before.iter().chain(after).product::<f64>() + 0.0;
        let mut takes = None;
        if let RateFor::Rate(needed) = needed {
            if needed.value <= 0.0 {
                return Ok(GateFor::Rate(0.0));
            }
            let rate = needed.value / others;
            if rate <= 1.0 || ties(rate, 1.0) {
                return Ok(GateFor::Rate(rate.min(1.0)));
            }
            takes = rate.is_finite().then_some(rate);
        }
        let best = Chance { rate: others, evidence: &[] }.likelihood(k, n);
        Ok(GateFor::Impossible { gate, takes, best })
    }
}
