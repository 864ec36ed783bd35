//! The public door to the special functions: the same, with their arguments checked.

use super::saddle::{self, Mass, Point};
use super::tails::{Share, Tails};
use super::{beta, gamma, normal, quantile};
use crate::error::Error;
use crate::field::Field;

/// The first argument, a shape.
fn shape(a: f64) -> Result<f64, Error> {
    Field::A.check(a)
}

/// The shapes of a beta distribution; the index of an error says which one.
fn shapes(a: f64, b: f64) -> Result<(f64, f64), Error> {
    Ok((shape(a)?, Field::B.check(b)?))
}

/// An argument of 0..=1.
fn unit(x: f64) -> Result<f64, Error> {
    Field::P.check(x).map_err(|error| error.field_is(Field::X))
}

/// A probability of a count, where its arguments were good.
fn value(mass: Result<Mass, Error>) -> Result<f64, Error> {
    Ok(mass?.value())
}

/// Its logarithm, unless it is of 0.
fn ln(mass: Result<Mass, Error>) -> Result<Option<f64>, Error> {
    Ok(mass?.ln())
}

/// What [`binomial_probability`] and its logarithm have in common; so the next two for theirs.
fn binomial(k: f64, n: f64, p: f64) -> Result<Mass, Error> {
    let (k, n) = (Field::K.check(k)?, Field::N.check(n)?);
    Ok(saddle::binomial(k, n, Point::at(Field::P.check(p)?)))
}

fn poisson(k: f64, mean: f64) -> Result<Mass, Error> {
    let k = Field::K.check(k)?;
    Ok(saddle::poisson(k, Field::Mean.check(mean)?))
}

fn beta_binomial(k: f64, n: f64, a: f64, b: f64) -> Result<Mass, Error> {
    let ((k, n), (a, b)) = ((Field::K.check(k)?, Field::N.check(n)?), shapes(a, b)?);
    Ok(saddle::beta_binomial(k, n, a, b))
}

/// The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(`a`, `b`)
/// rate is at most `x`, and that it is above.
///
/// It also counts: P(at least k of n) = I_p(k, n - k + 1), for independent trials of chance p.
///
/// Relative error of the smaller tail at most 2e-14 times the larger of 1 and the condition number (of
/// which half a last bit of `x` alone takes 1.1e-16), for shapes from 1e-3 to 2^53; a shape s below 1e-3
/// adds 1e-16 / s to it. By the continued fraction of DiDonato & Morris (1992), "Algorithm 708", on
/// Loader's (2000) saddle point; large shapes near the mean by an expansion about the normal tail.
///
/// ```
/// use funnelmath::math::incomplete_beta;
///
/// // 28 first appointments of which 26 % become sales: the chance of at least 8.
/// let chance = incomplete_beta(8.0, 21.0, 0.26)?;
/// assert!((chance.lower - 0.448588645711491778).abs() < 1e-15);
/// // A chance of 1e-17 stays what it is, though 1 minus it is 1 in an f64.
/// let tiny = incomplete_beta(1.0, 1000.0, 1e-20)?;
/// assert!((tiny.lower / 1e-17 - 1.0).abs() < 1e-15 && tiny.upper == 1.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) with index 0 for `a` and 1 for `b`,
/// [`Probability`](crate::ErrorKind::Probability) for an `x` that is not from 0 to 1.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> Result<Tails, Error> {
    let (a, b) = shapes(a, b)?;
    Ok(beta::beta_tails(a, b, unit(x)?))
}

/// The regularised incomplete gamma functions P(a, x) and Q(a, x): the chances that a gamma variable of shape
/// `a` and scale 1 is at most `x`, and that it is above.
///
/// It also counts: P(at least k arrivals) = P(k, x), where x are expected.
///
/// Accuracy and method as of [`incomplete_beta`], of which it is the limit; far above the mean the continued
/// fraction is Legendre's.
///
/// ```
/// use funnelmath::math::incomplete_gamma;
///
/// // Ten requests a week are expected: the chance of at least 8.
/// let chance = incomplete_gamma(8.0, 10.0)?;
/// assert!((chance.lower - 0.779779353398301060).abs() < 1e-15);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) with index 0, [`Volume`](crate::ErrorKind::Volume) for an `x` that is not
/// finite or below 0.
pub fn incomplete_gamma(a: f64, x: f64) -> Result<Tails, Error> {
    let a = shape(a)?;
    Ok(gamma::gamma_tails(a, Field::Mean.check(x).map_err(|error| error.field_is(Field::X))?))
}

/// The rate that a Beta(`a`, `b`) rate stays below with probability `p`, and what it leaves to 1: the inverse of
/// [`incomplete_beta`].
///
/// Relative error of the rate and of its rest 1e-13 for shapes from 1e-3 to 1e9. A rate that is closer to 0 or 1
/// than the smallest f64 is 0 or 1. By Halley's method on the logit scale from Carter's (1947) start.
///
/// ```
/// use funnelmath::math::beta_quantile;
///
/// // 8 sales of 30 offers and a uniform prior: 5 % of what the rate may be is below this.
/// let low = beta_quantile(9.0, 23.0, 0.05)?;
/// assert_eq!(format!("{:.4}", low.value), "0.1606");
/// assert_eq!(low.value + low.complement, 1.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) with index 0 for `a` and 1 for `b`,
/// [`Probability`](crate::ErrorKind::Probability) for a `p` that is not from 0 to 1.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> Result<Share, Error> {
    let (a, b) = shapes(a, b)?;
    let at = quantile::beta_inverse(a, b, Tails::from_lower(Field::P.check(p)?));
    Ok(Share { value: at.lower, complement: at.upper })
}

/// The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`: the inverse of
/// [`incomplete_gamma`]. None for `p` = 1: there is no finite one.
///
/// Relative error 1e-13 for shapes from 1e-3 to 1e9. An x below the smallest f64 is 0. By Halley's method
/// on the logarithmic scale from the start of Wilson & Hilferty (1931).
///
/// ```
/// use funnelmath::math::gamma_quantile;
///
/// // How many arrivals must be expected for 3 to come with 95 %?
/// let mean = gamma_quantile(3.0, 0.95)?.unwrap();
/// assert!((mean - 6.29579362187198853).abs() < 1e-14);
/// assert_eq!(gamma_quantile(3.0, 1.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) with index 0, [`Probability`](crate::ErrorKind::Probability) for a `p` that
/// is not from 0 to 1.
pub fn gamma_quantile(a: f64, p: f64) -> Result<Option<f64>, Error> {
    let (a, p) = (shape(a)?, Field::P.check(p)?);
    Ok((p < 1.0).then(|| quantile::gamma_inverse(a, Tails::from_lower(p))))
}

/// The chances that a standard normal variable is at most `z`, and that it is above.
///
/// Relative error 1e-15 times the larger of 1 and z^2, of both tails. By the complementary error function.
///
/// ```
/// use funnelmath::math::normal_tails;
///
/// let tails = normal_tails(10.0)?;
/// assert_eq!(tails.lower, 1.0);
/// assert!((tails.upper / 7.619853024160526066e-24 - 1.0).abs() < 1e-13);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Score`](crate::ErrorKind::Score) for a `z` that is NaN or infinite.
pub fn normal_tails(z: f64) -> Result<Tails, Error> {
    Ok(normal::normal_tails_at(Field::Z.check(z)?))
}

/// The z that a standard normal variable stays below with probability `p`: the inverse of [`normal_tails`].
/// None for 0 and 1: there is no finite one.
///
/// Relative error 1e-15. By Wichura (1988), "Algorithm AS 241".
///
/// ```
/// use funnelmath::math::normal_quantile;
///
/// assert_eq!(format!("{:.6}", normal_quantile(0.975)?.unwrap()), "1.959964");
/// assert_eq!(normal_quantile(0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Probability`](crate::ErrorKind::Probability) for a `p` that is not from 0 to 1.
pub fn normal_quantile(p: f64) -> Result<Option<f64>, Error> {
    let p = Field::P.check(p)?;
    Ok((p > 0.0 && p < 1.0).then(|| normal::normal_inverse(Tails::from_lower(p))))
}

/// The chance of exactly `k` successes in `n` independent trials of chance `p`; 0 where `k` is above `n`.
///
/// Relative error 1e-15 times the larger of 1 and the absolute value of its logarithm, for `n` up to
/// 2^53. By Loader (2000), "Fast and accurate computation of binomial probabilities".
///
/// ```
/// use funnelmath::math::binomial_probability;
///
/// // Three deals at 30 %: the chance to win all of them.
/// assert!((binomial_probability(3.0, 3.0, 0.3)? - 0.027).abs() < 1e-16);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Count`](crate::ErrorKind::Count) with index 0 for `k` and 1 for `n`,
/// [`Probability`](crate::ErrorKind::Probability) for a `p` that is not from 0 to 1.
pub fn binomial_probability(k: f64, n: f64, p: f64) -> Result<f64, Error> {
    value(binomial(k, n, p))
}

/// The natural logarithm of [`binomial_probability`], also where that is below the smallest f64. None for
/// the impossible.
///
/// Absolute error 1e-15 times the larger of 1 and its absolute value.
///
/// ```
/// use funnelmath::math::ln_binomial_probability;
///
/// let ln = ln_binomial_probability(0.0, 10_000.0, 0.26)?.unwrap();
/// assert!((ln / (10_000.0 * f64::ln_1p(-0.26)) - 1.0).abs() < 1e-15);
/// assert_eq!(ln_binomial_probability(4.0, 3.0, 0.3)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As of [`binomial_probability`].
pub fn ln_binomial_probability(k: f64, n: f64, p: f64) -> Result<Option<f64>, Error> {
    ln(binomial(k, n, p))
}

/// The chance of exactly `k` arrivals where `mean` are expected.
///
/// Accuracy and source as of [`binomial_probability`].
///
/// ```
/// use funnelmath::math::poisson_probability;
///
/// // Two and a half requests a day are expected: the chance of a day without any, exp(-2.5).
/// assert!((poisson_probability(0.0, 2.5)? - 0.0820849986238988).abs() < 1e-16);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Count`](crate::ErrorKind::Count), [`Volume`](crate::ErrorKind::Volume) for a `mean` that is not finite or
/// below 0.
pub fn poisson_probability(k: f64, mean: f64) -> Result<f64, Error> {
    value(poisson(k, mean))
}

/// The natural logarithm of [`poisson_probability`], also where that is below the smallest f64. None for
/// the impossible.
///
/// Absolute error 1e-15 times the larger of 1 and its absolute value.
///
/// ```
/// use funnelmath::math::ln_poisson_probability;
///
/// assert_eq!(ln_poisson_probability(0.0, 1e6)?, Some(-1e6));
/// assert_eq!(ln_poisson_probability(1.0, 0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As of [`poisson_probability`].
pub fn ln_poisson_probability(k: f64, mean: f64) -> Result<Option<f64>, Error> {
    ln(poisson(k, mean))
}

/// The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(`a`, `b`); 0 where `k`
/// is above `n`.
///
/// Relative error 1e-14 times the larger of 1 and the absolute value of its logarithm, for shapes from
/// 1e-3 to 1e9 and `n` up to 2^53. By three saddle points of Loader (2000) at one chance.
///
/// ```
/// use funnelmath::math::beta_binomial_probability;
///
/// // All rates alike: every count is as likely as any other.
/// assert!((beta_binomial_probability(3.0, 10.0, 1.0, 1.0)? - 1.0 / 11.0).abs() < 1e-16);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Count`](crate::ErrorKind::Count) with index 0 for `k` and 1 for `n`, [`Shape`](crate::ErrorKind::Shape) with
/// index 0 for `a` and 1 for `b`.
pub fn beta_binomial_probability(k: f64, n: f64, a: f64, b: f64) -> Result<f64, Error> {
    value(beta_binomial(k, n, a, b))
}

/// The natural logarithm of [`beta_binomial_probability`], also where that is below the smallest f64. None for
/// the impossible.
///
/// Absolute error 1e-14 times the larger of 1 and its absolute value.
///
/// ```
/// use funnelmath::math::ln_beta_binomial_probability;
///
/// assert_eq!(ln_beta_binomial_probability(11.0, 10.0, 1.0, 1.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As of [`beta_binomial_probability`].
pub fn ln_beta_binomial_probability(k: f64, n: f64, a: f64, b: f64) -> Result<Option<f64>, Error> {
    ln(beta_binomial(k, n, a, b))
}
