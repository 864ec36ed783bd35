//! Rates that are known from counts.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, disjoint, guard, one, slice, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use funnelmath::{Chance, Error, Evidence};

/// The limits between which a rate lies with a stated probability.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_interval {
    /// The lower limit, 0 to 1.
    pub low: f64,
    /// The upper limit, 0 to 1.
    pub high: f64,
}

/// What counts say of a rate: a Beta(a, b) distribution over it, in which a counts the successes and b the
/// failures, each with what was assumed before anything was counted.
///
/// Count only what is decided: an open deal is not a lost one. No trials change nothing.
///
/// - `a`, `b`: what was assumed or known before: 0.5, 0.5 by Jeffreys, 1, 1 when every rate is as likely as
///   any other, or a prior of one's own, worth so many successes and failures; from 1e-9 to 2^53.
/// - `successes`, `trials`: what was seen: whole numbers from 0 to 2^53.
/// - `a_after`, `b_after`: receive a + successes and b + (trials - successes).
///
/// Fails with SHAPE (index 0: a, 1: b; also of the results), COUNT, SUCCESSES, POINTER.
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
/// Fails with SHAPE (index 0: a, 1: b), POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_evidence_mean(
    a: f64,
    b: f64,
    rate: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 2, error, || Ok(Evidence::new(a, b)?.mean()))
}

/// The rate below which the true one lies with probability `p`.
///
/// - `a`, `b`: what counts say of it, as funnelmath_evidence_observe makes them; from 1e-9 to 2^53.
/// - `p`: 0 to 1.
/// - `rate`: receives it; 0 for p = 0, 1 for p = 1.
///
/// Fails with SHAPE (index 0: a, 1: b), PROBABILITY, POINTER.
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

/// The central interval that holds the true rate with probability `level`: as much beyond its lower limit as
/// beyond its upper one (a credible interval).
///
/// - `a`, `b`: what counts say of it, as funnelmath_evidence_observe makes them; from 1e-9 to 2^53.
/// - `level`: 0 to 1.
/// - `interval`: receives it; all of 0 to 1 for level = 1.
///
/// Fails with SHAPE (index 0: a, 1: b), PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_evidence_interval(
    a: f64,
    b: f64,
    level: f64,
    interval: *mut funnelmath_interval,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(interval, 3, error, || {
        let found = Evidence::new(a, b)?.interval(level)?;
        Ok(funnelmath_interval { low: found.low, high: found.high })
    })
}

/// A chain as the functions named chance_ take it: gates known from counts, as two lists (parameters 1 and
/// 2), and the product of the rates of all others.
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
        for (&a, &b) in a.iter().zip(b) {
            evidence.push(Evidence::new(a, b)?);
        }
        Ok(Self { evidence, rate })
    }

    pub(crate) fn chance(&self) -> Result<Chance<'_>, Error> {
        match self.evidence.as_slice() {
            [] => Chance::known(self.rate),
            counted => Chance::counted(counted)?.and_known(self.rate),
        }
    }
}
