//! The public special functions: the crate's own, with their arguments checked.

use super::saddle::{self, Mass, Point};
use super::tails::{Share, Tails};
use super::{beta, gamma, normal, quantile};
use crate::bounds::ToCount;
use crate::error::Error;
use crate::field::Field;

/// The shapes of a beta distribution.
fn shapes(a: f64, b: f64) -> Result<(f64, f64), Error> {
    Ok((Field::A.check(a)?, Field::B.check(b)?))
}

fn binomial(k: impl ToCount, n: impl ToCount, p: f64) -> Result<Mass, Error> {
    let (k, n) = (Field::K.count(k)?, Field::N.count(n)?);
    Ok(saddle::binomial(k, n, Point::at(Field::P.check(p)?)))
}

fn poisson(k: impl ToCount, mean: f64) -> Result<Mass, Error> {
    let k = Field::K.count(k)?;
    Ok(saddle::poisson(k, Field::Mean.check(mean)?))
}

fn beta_binomial(k: impl ToCount, n: impl ToCount, a: f64, b: f64) -> Result<Mass, Error> {
    let ((k, n), (a, b)) = ((Field::K.count(k)?, Field::N.count(n)?), shapes(a, b)?);
    Ok(saddle::beta_binomial(k, n, a, b))
}

/// The cdf of a Beta(`a`, `b`) variable at `x`, the regularised incomplete beta function I_x(a, b), with its
/// complement.
///
/// It also counts: of n independent trials of probability p, P(at least k) = I_p(k, n - k + 1).
///
/// The relative error of each tail is at most 2e-14 times the larger of 1 and its condition number x f(x) / tail, with the
/// density f, plus 1e-16 / s for a shape s below 1; for shapes up to 2^53. By the continued fraction of DiDonato & Morris
/// (1992), "Algorithm 708", on Loader's (2000) saddle point; near the mean of large shapes by an expansion about the normal
/// tail in the manner of Temme (1982); for a shape below 1 by powers of x.
///
/// ```
/// use funnelmath::math::incomplete_beta;
///
/// // 28 first appointments of which 26% become sales: the probability of at least 8.
/// let chance = incomplete_beta(8.0, 21.0, 0.26)?;
/// assert!((chance.lower - 0.448588645711491778).abs() < 1e-15);
/// // A probability of 1e-17 keeps its digits, though 1 minus it is 1 in an f64.
/// let tiny = incomplete_beta(1.0, 1000.0, 1e-20)?;
/// assert!((tiny.lower / 1e-17 - 1.0).abs() < 1e-15 && tiny.upper == 1.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) when `a` or `b` is not above 0 and at most 2^53,
/// [`Probability`](crate::ErrorKind::Probability) when `x` is NaN or outside 0..=1.
#[doc(alias = "betainc")]
#[doc(alias = "pbeta")]
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> Result<Tails, Error> {
    let (a, b) = shapes(a, b)?;
    let x = Field::P.check(x).map_err(|error| error.field_is(Field::X))?;
    Ok(beta::beta_tails(a, b, x))
}

/// The cdf of a gamma variable of shape `a` and scale 1 at `x`, the regularised incomplete gamma function P(a, x), with
/// its complement Q(a, x).
///
/// It also counts: when x arrivals are expected, P(at least k) = P(k, x).
///
/// Accuracy and method as of [`incomplete_beta`], of which it is the limit for large `b`; far above the mean by
/// Legendre's continued fraction.
///
/// ```
/// use funnelmath::math::incomplete_gamma;
///
/// // Ten requests a week are expected: the probability of at least 8.
/// let chance = incomplete_gamma(8.0, 10.0)?;
/// assert!((chance.lower - 0.779779353398301060).abs() < 1e-15);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) when `a` is not above 0 and at most 2^53, [`Volume`](crate::ErrorKind::Volume)
/// when `x` is NaN, infinite or negative.
#[doc(alias = "gammainc")]
#[doc(alias = "pgamma")]
pub fn incomplete_gamma(a: f64, x: f64) -> Result<Tails, Error> {
    let a = Field::A.check(a)?;
    Ok(gamma::gamma_tails(a, Field::Mean.check(x).map_err(|error| error.field_is(Field::X))?))
}

/// The quantile of a Beta(`a`, `b`) variable, the rate that it stays below with probability `p`, with its complement: the
/// inverse of [`incomplete_beta`].
///
/// The relative error of both is at most 5e-14 times the larger of 1 and the condition number
/// c = tail / (x (1 - x) f(x)), where x is the quantile, f the density and tail the smaller of `p` and 1 - `p`, for shapes
/// from 1e-3 to 1e9. c is below 1 unless a shape is small: with a shape s below 1 it is up to about 1 / s, so 1,000 at the
/// shape 1e-3, where the last bit of `p` alone moves the quantile by 1e-13 of itself.
/// (Largest of 600 references: 2e-14 c; 1.4e-13.) A quantile closer to 0 or 1 than the smallest f64 is 0 or 1.
///
/// By Halley's method on the logit scale from Carter's (1947) start.
///
/// ```
/// use funnelmath::math::beta_quantile;
///
/// // 8 sales of 30 offers and a uniform prior: the rate is below this with 5%.
/// let low = beta_quantile(9.0, 23.0, 0.05)?;
/// assert_eq!(format!("{:.4}", low.value), "0.1606");
/// assert_eq!(low.value + low.complement, 1.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) when `a` or `b` is not above 0 and at most 2^53,
/// [`Probability`](crate::ErrorKind::Probability) when `p` is NaN or outside 0..=1.
#[doc(alias = "betaincinv")]
#[doc(alias = "qbeta")]
pub fn beta_quantile(a: f64, b: f64, p: f64) -> Result<Share, Error> {
    let (a, b) = shapes(a, b)?;
    let at = quantile::beta_inverse(a, b, Tails::from_lower(Field::P.check(p)?));
    Ok(Share { value: at.lower, complement: at.upper })
}

/// The quantile of a gamma variable of shape `a` and scale 1, which it stays below with probability `p`: the inverse of
/// [`incomplete_gamma`]. `None` for `p` = 1, where no finite number is large enough.
///
/// The relative error is at most 5e-14 times the larger of 1 and the condition number tail / (x f(x)), as for
/// [`beta_quantile`] and with the same method; from Wilson & Hilferty's (1931) start.
///
/// ```
/// use funnelmath::math::gamma_quantile;
///
/// // How many arrivals must be expected so that 3 come with 95%?
/// let mean = gamma_quantile(3.0, 0.95)?;
/// assert!(mean.is_some_and(|mean| (mean - 6.29579362187198853).abs() < 1e-14));
/// assert_eq!(gamma_quantile(3.0, 1.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Shape`](crate::ErrorKind::Shape) when `a` is not above 0 and at most 2^53,
/// [`Probability`](crate::ErrorKind::Probability) when `p` is NaN or outside 0..=1.
#[doc(alias = "gammaincinv")]
#[doc(alias = "qgamma")]
pub fn gamma_quantile(a: f64, p: f64) -> Result<Option<f64>, Error> {
    let (a, p) = (Field::A.check(a)?, Field::P.check(p)?);
    Ok((p < 1.0).then(|| quantile::gamma_inverse(a, Tails::from_lower(p))))
}

/// The cdf of a standard normal variable at `z`, with its complement.
///
/// The relative error of both tails is at most 1e-15 times the larger of 1 and z^2. By the complementary error function.
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
/// [`Score`](crate::ErrorKind::Score) when `z` is NaN or infinite.
#[doc(alias = "pnorm")]
#[doc(alias = "erfc")]
pub fn normal_tails(z: f64) -> Result<Tails, Error> {
    Ok(normal::normal_tails_at(Field::Z.check(z)?))
}

/// The quantile of a standard normal variable, which it stays below with probability `p`: the inverse of
/// [`normal_tails`]. `None` for 0 and 1, where there is no finite one.
///
/// Relative error at most 1e-15. By Wichura (1988), "Algorithm AS 241".
///
/// ```
/// use funnelmath::math::normal_quantile;
///
/// assert_eq!(normal_quantile(0.975)?.map(|z| format!("{z:.6}")).as_deref(), Some("1.959964"));
/// assert_eq!(normal_quantile(0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Probability`](crate::ErrorKind::Probability) when `p` is NaN or outside 0..=1.
#[doc(alias = "qnorm")]
#[doc(alias = "probit")]
pub fn normal_quantile(p: f64) -> Result<Option<f64>, Error> {
    let p = Field::P.check(p)?;
    Ok((p > 0.0 && p < 1.0).then(|| normal::normal_inverse(Tails::from_lower(p))))
}

/// The binomial pmf: the probability of exactly `k` successes in `n` independent trials of probability `p`; 0 when `k` is
/// above `n`.
///
/// The relative error is at most 1e-15 times the larger of 1 and the absolute value of its logarithm, for `n` up to 2^53.
/// By Loader (2000), "Fast and accurate computation of binomial probabilities".
///
/// ```
/// use funnelmath::math::binomial_probability;
///
/// // Three deals at 30%: the probability to win all of them.
/// assert!((binomial_probability(3, 3, 0.3)? - 0.027).abs() < 1e-16);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Count`](crate::ErrorKind::Count) when `k` or `n` is not a whole number from 0 to 2^53,
/// [`Probability`](crate::ErrorKind::Probability) when `p` is NaN or outside 0..=1.
#[doc(alias = "dbinom")]
#[doc(alias = "pmf")]
pub fn binomial_probability(k: impl ToCount, n: impl ToCount, p: f64) -> Result<f64, Error> {
    Ok(binomial(k, n, p)?.value())
}

/// The natural logarithm of [`binomial_probability`], also where that is below the smallest f64. `None` when the
/// probability is 0.
///
/// The absolute error is at most 1e-15 times the larger of 1 and its absolute value.
///
/// ```
/// use funnelmath::math::ln_binomial_probability;
///
/// // ln(0.74) x 10,000; the probability itself, 1e-1308, is below the smallest f64.
/// let ln = ln_binomial_probability(0, 10_000, 0.26)?;
/// assert!(ln.is_some_and(|ln| (ln / (10_000.0 * f64::ln_1p(-0.26)) - 1.0).abs() < 1e-15));
/// assert_eq!(ln_binomial_probability(4, 3, 0.3)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As [`binomial_probability`].
pub fn ln_binomial_probability(
    k: impl ToCount,
    n: impl ToCount,
    p: f64,
) -> Result<Option<f64>, Error> {
    Ok(binomial(k, n, p)?.ln())
}

/// The Poisson pmf: the probability of exactly `k` arrivals when `mean` are expected.
///
/// Accuracy and source as of [`binomial_probability`].
///
/// ```
/// use funnelmath::math::poisson_probability;
///
/// // Two and a half requests a day are expected: the probability of a day without any, exp(-2.5).
/// assert!((poisson_probability(0, 2.5)? - 0.0820849986238988).abs() < 1e-16);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Count`](crate::ErrorKind::Count) when `k` is not a whole number from 0 to 2^53,
/// [`Volume`](crate::ErrorKind::Volume) when `mean` is NaN, infinite or negative.
#[doc(alias = "dpois")]
pub fn poisson_probability(k: impl ToCount, mean: f64) -> Result<f64, Error> {
    Ok(poisson(k, mean)?.value())
}

/// The natural logarithm of [`poisson_probability`], also where that is below the smallest f64. `None` when the
/// probability is 0.
///
/// The absolute error is at most 1e-15 times the larger of 1 and its absolute value.
///
/// ```
/// use funnelmath::math::ln_poisson_probability;
///
/// assert_eq!(ln_poisson_probability(0, 1e6)?, Some(-1e6));
/// assert_eq!(ln_poisson_probability(1, 0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As [`poisson_probability`].
pub fn ln_poisson_probability(k: impl ToCount, mean: f64) -> Result<Option<f64>, Error> {
    Ok(poisson(k, mean)?.ln())
}

/// The beta-binomial pmf: the probability of exactly `k` successes in `n` trials of one unknown probability, which is
/// Beta(`a`, `b`); 0 when `k` is above `n`.
///
/// The relative error is at most 1e-14 times the larger of 1 and the absolute value of its logarithm, for shapes from 1e-3
/// to 1e9 and `n` up to 2^53. By three of Loader's (2000) saddle points at one probability.
///
/// ```
/// use funnelmath::math::beta_binomial_probability;
///
/// // With a uniform prior every count is as likely as any other.
/// assert!((beta_binomial_probability(3, 10, 1.0, 1.0)? - 1.0 / 11.0).abs() < 1e-16);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Count`](crate::ErrorKind::Count) when `k` or `n` is not a whole number from 0 to 2^53,
/// [`Shape`](crate::ErrorKind::Shape) when `a` or `b` is not above 0 and at most 2^53.
pub fn beta_binomial_probability(
    k: impl ToCount,
    n: impl ToCount,
    a: f64,
    b: f64,
) -> Result<f64, Error> {
    Ok(beta_binomial(k, n, a, b)?.value())
}

/// The natural logarithm of [`beta_binomial_probability`], also where that is below the smallest f64. `None` when the
/// probability is 0.
///
/// The absolute error is at most 1e-14 times the larger of 1 and its absolute value.
///
/// ```
/// use funnelmath::math::ln_beta_binomial_probability;
///
/// assert_eq!(ln_beta_binomial_probability(11, 10, 1.0, 1.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As [`beta_binomial_probability`].
pub fn ln_beta_binomial_probability(
    k: impl ToCount,
    n: impl ToCount,
    a: f64,
    b: f64,
) -> Result<Option<f64>, Error> {
    Ok(beta_binomial(k, n, a, b)?.ln())
}
