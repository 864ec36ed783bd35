//! Rates that are known from counts.
#![allow(non_camel_case_types)]

use crate::answer::funnelmath_interval;
use crate::boundary::{Failure, disjoint, guard, one, slice, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use funnelmath::{Chance, Error, Evidence};

/// The Beta(a, b) distribution of a rate after counting: `a` are the successes and `b` the failures, counted and assumed.
///
/// Count only what is decided: an open deal is not a lost one. No trials change nothing.
///
/// - `a`, `b`: the distribution before: 0.5 and 0.5 for Jeffreys's prior, 1 and 1 when every rate is equally likely, or a
///   prior of your own, in successes and failures; from 1e-9 to 2^53.
/// - `successes`, `trials`: what was counted: 0 to 2^53, not necessarily whole (a deal that two reps share counts as 0.5
///   for each).
/// - `a_after`, `b_after`: receive a + successes and b + (trials - successes).
///
/// Fails with EVIDENCE_SHAPE (also for the results), CREDIT, SUCCESSES, OVERLAP, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_evidence_observe(
    a: f64,
    b: f64,
    successes: f64,
    trials: f64,
    a_after: *mut f64,
    b_after: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(a_after, 4)?;
        writable(b_after, 5)?;
        disjoint((b_after, 1), &[(a_after.cast_const(), 1)], 5)?;
        let seen = Evidence::new(a, b)?.observe(successes, trials)?;
        // SAFETY: checked above.
        unsafe {
            write(a_after, seen.a());
            write(b_after, seen.b());
        }
        Ok(())
    })
}

/// The expected rate of Beta(a, b): a / (a + b).
///
/// - `a`, `b`: from 1e-9 to 2^53.
/// - `rate`: receives it.
///
/// Fails with EVIDENCE_SHAPE, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_evidence_mean(
    a: f64,
    b: f64,
    rate: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 2, error, || Ok(Evidence::new(a, b)?.mean()))
}

/// The quantile of Beta(a, b): the rate that the true one does not exceed with probability `p`.
///
/// - `a`, `b`: as funnelmath_evidence_observe returns them; from 1e-9 to 2^53.
/// - `p`: 0 to 1.
/// - `rate`: receives it; 0 for p = 0, 1 for p = 1.
///
/// Fails with EVIDENCE_SHAPE, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_evidence_quantile(
    a: f64,
    b: f64,
    p: f64,
    rate: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 3, error, || Ok(Evidence::new(a, b)?.quantile(p)?))
}

/// The central credible interval of a rate: the true rate lies in it with probability `level`, below and above it with
/// (1 - level) / 2 each.
///
/// - `a`, `b`: as funnelmath_evidence_observe returns them; from 1e-9 to 2^53.
/// - `level`: 0 to 1.
/// - `interval`: receives it; all of 0 to 1 for level = 1.
///
/// Fails with EVIDENCE_SHAPE, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_evidence_interval(
    a: f64,
    b: f64,
    level: f64,
    interval: *mut funnelmath_interval,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(interval, 3, error, || Ok(Evidence::new(a, b)?.interval(level)?.into()))
}

/// A chain as the functions named chance_ take it: gates known from counts, as two lists (parameters 1 and 2), and the
/// product of the rates of all others (parameter 0).
pub(crate) struct Gates {
    evidence: Vec<Evidence>,
    rate: f64,
}

impl Gates {
    /// # Safety
    /// `a` and `b` must be as the header asks: `gates` readable numbers each.
    pub(crate) unsafe fn read(
        rate: f64,
        a: *const f64,
        b: *const f64,
        gates: usize,
    ) -> Result<Self, Failure> {
        // SAFETY: the caller's promise.
        let (a, b) = unsafe { (slice(a, gates, 1)?, slice(b, gates, 2)?) };
        let mut evidence = Vec::with_capacity(gates);
        for (index, (&a, &b)) in a.iter().zip(b).enumerate() {
            evidence.push(Evidence::new(a, b).map_err(|error| error.at(index))?);
        }
        Ok(Self { evidence, rate })
    }

    /// The gates that are known from counts.
    pub(crate) fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    pub(crate) fn chance(&self) -> Result<Chance<'_>, Error> {
        self.chance_of(&self.evidence)
    }

    /// The same chain over a copy of its evidence.
    pub(crate) fn chance_of<'b>(&self, evidence: &'b [Evidence]) -> Result<Chance<'b>, Error> {
        match evidence {
            [] => Chance::known(self.rate),
            counted => Chance::counted(counted)?.and_known(self.rate),
        }
    }
}
