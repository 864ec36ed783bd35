//! Special functions: distribution functions, quantiles and probabilities.
#![allow(non_camel_case_types)]

use crate::boundary::one;
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::funnelmath_maybe;
use funnelmath::math;

/// The lower and the upper tail of a distribution, each to full relative precision: beside 1e-20 the other is 1.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_tails {
    /// The probability of at most the argument.
    pub lower: f64,
    /// The probability of more than the argument.
    pub upper: f64,
}

/// A number from 0 to 1 and its complement, each to full relative precision.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_share {
    /// The number, 0 to 1.
    pub value: f64,
    /// 1 - value.
    pub complement: f64,
}

impl From<funnelmath::math::Tails> for funnelmath_tails {
    fn from(tails: funnelmath::math::Tails) -> Self {
        Self { lower: tails.lower, upper: tails.upper }
    }
}

impl From<funnelmath::math::Share> for funnelmath_share {
    fn from(share: funnelmath::math::Share) -> Self {
        Self { value: share.value, complement: share.complement }
    }
}

/// The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate
/// is at most `x`, and that it is above. P(at least k of n) = I_p(k, n - k + 1).
///
/// Relative error of the smaller tail 2e-13 times the larger of 1 and the condition number, for shapes from
/// 1e-3 to 1e9.
///
/// - `a`, `b`: the shapes, above 0, at most 2^53.
/// - `x`: 0 to 1.
/// - `tails`: receives both.
///
/// Fails with SHAPE, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_incomplete_beta(
    a: f64,
    b: f64,
    x: f64,
    tails: *mut funnelmath_tails,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(tails, 3, error, || Ok(math::incomplete_beta(a, b, x)?.into()))
}

/// The regularised incomplete gamma functions P(a, x) and Q(a, x): the chances that a gamma variable of
/// shape `a` and scale 1 is at most `x`, and that it is above. P(at least k arrivals) = P(k, x) where x are
/// expected. As accurate as funnelmath_incomplete_beta.
///
/// - `a`: the shape, above 0, at most 2^53.
/// - `x`: finite, at least 0.
/// - `tails`: receives P as `lower` and Q as `upper`.
///
/// Fails with SHAPE, VOLUME, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_incomplete_gamma(
    a: f64,
    x: f64,
    tails: *mut funnelmath_tails,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(tails, 2, error, || Ok(math::incomplete_gamma(a, x)?.into()))
}

/// The quantile of Beta(a, b): the rate that is not exceeded with probability `p`, and its complement; the inverse of
/// funnelmath_incomplete_beta. Relative error of both 1e-13 for shapes from 1e-3 to 1e9.
///
/// - `a`, `b`: the shapes, above 0, at most 2^53.
/// - `p`: 0 to 1.
/// - `share`: receives the rate and its complement.
///
/// Fails with SHAPE, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_beta_quantile(
    a: f64,
    b: f64,
    p: f64,
    share: *mut funnelmath_share,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(share, 3, error, || Ok(math::beta_quantile(a, b, p)?.into()))
}

/// The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`: the inverse of
/// funnelmath_incomplete_gamma. Relative error 1e-13 for shapes from 1e-3 to 1e9.
///
/// - `a`: the shape, above 0, at most 2^53.
/// - `p`: 0 to 1.
/// - `x`: receives it; missing for p = 1: there is no finite one.
///
/// Fails with SHAPE, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_gamma_quantile(
    a: f64,
    p: f64,
    x: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(x, 2, error, || Ok(math::gamma_quantile(a, p)?.into()))
}

/// The chances that a standard normal variable is at most `z`, and that it is above. Relative error 1e-15
/// times the larger of 1 and z^2.
///
/// - `z`: finite.
/// - `tails`: receives both.
///
/// Fails with SCORE, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_normal_tails(
    z: f64,
    tails: *mut funnelmath_tails,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(tails, 1, error, || Ok(math::normal_tails(z)?.into()))
}

/// The z that a standard normal variable stays below with probability `p`: the inverse of
/// funnelmath_normal_tails. Relative error 1e-15.
///
/// - `p`: 0 to 1.
/// - `z`: receives it; missing for 0 and 1: there is no finite one.
///
/// Fails with PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_normal_quantile(
    p: f64,
    z: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(z, 1, error, || Ok(math::normal_quantile(p)?.into()))
}

/// The chance of exactly `k` successes in `n` independent trials of chance `p`; 0 where k is above n.
/// Relative error 1e-15 times the larger of 1 and the absolute value of its logarithm.
///
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `p`: 0 to 1.
/// - `probability`: receives it.
///
/// Fails with COUNT, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_binomial_probability(
    k: f64,
    n: f64,
    p: f64,
    probability: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(probability, 3, error, || Ok(math::binomial_probability(k, n, p)?))
}

/// The natural logarithm of funnelmath_binomial_probability, also where that is too small for a double.
///
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `p`: 0 to 1.
/// - `ln`: receives it; missing for the impossible.
///
/// Fails with COUNT, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_ln_binomial_probability(
    k: f64,
    n: f64,
    p: f64,
    ln: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(ln, 3, error, || Ok(math::ln_binomial_probability(k, n, p)?.into()))
}

/// The chance of exactly `k` arrivals where `mean` are expected. As accurate as
/// funnelmath_binomial_probability.
///
/// - `k`: a whole number from 0 to 2^53.
/// - `mean`: finite, at least 0.
/// - `probability`: receives it.
///
/// Fails with COUNT, VOLUME, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_poisson_probability(
    k: f64,
    mean: f64,
    probability: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(probability, 2, error, || Ok(math::poisson_probability(k, mean)?))
}

/// The natural logarithm of funnelmath_poisson_probability, also where that is too small for a double.
///
/// - `k`: a whole number from 0 to 2^53.
/// - `mean`: finite, at least 0.
/// - `ln`: receives it; missing for the impossible.
///
/// Fails with COUNT, VOLUME, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_ln_poisson_probability(
    k: f64,
    mean: f64,
    ln: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(ln, 2, error, || Ok(math::ln_poisson_probability(k, mean)?.into()))
}

/// The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(a, b); 0 where k is
/// above n. Relative error 1e-14 times the larger of 1 and the absolute value of its logarithm, for shapes
/// from 1e-3 to 1e9.
///
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `a`, `b`: the shapes, above 0, at most 2^53.
/// - `probability`: receives it.
///
/// Fails with COUNT, SHAPE, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_beta_binomial_probability(
    k: f64,
    n: f64,
    a: f64,
    b: f64,
    probability: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(probability, 4, error, || Ok(math::beta_binomial_probability(k, n, a, b)?))
}

/// The natural logarithm of funnelmath_beta_binomial_probability, also where that is too small for a
/// double.
///
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `a`, `b`: the shapes, above 0, at most 2^53.
/// - `ln`: receives it; missing for the impossible.
///
/// Fails with COUNT, SHAPE, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_ln_beta_binomial_probability(
    k: f64,
    n: f64,
    a: f64,
    b: f64,
    ln: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(ln, 4, error, || Ok(math::ln_beta_binomial_probability(k, n, a, b)?.into()))
}
