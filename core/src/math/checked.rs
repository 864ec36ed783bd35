//! The public door to the special functions: the same, with their arguments checked.

use super::density;
use super::tails::{Share, Tails};
use super::{beta, gamma, inverse, normal};
use crate::bounds::{Count, Probability, Score, Shape, Volume};
use crate::error::Error;

fn shapes(a: f64, b: f64) -> Result<(f64, f64), Error> {
    let a = Shape::new(a).map_err(|error| error.at(0))?;
    let b = Shape::new(b).map_err(|error| error.at(1))?;
    Ok((a.get(), b.get()))
}

fn shape(a: f64) -> Result<f64, Error> {
    Ok(Shape::new(a).map_err(|error| error.at(0))?.get())
}

fn counts(k: f64, n: f64) -> Result<(f64, f64), Error> {
    let k = Count::new(k).map_err(|error| error.at(0))?;
    let n = Count::new(n).map_err(|error| error.at(1))?;
    Ok((k.get(), n.get()))
}

/// The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate
/// is at most `x`, and that it is above.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> Result<Tails, Error> {
    let (a, b) = shapes(a, b)?;
    Ok(beta::beta_tails(a, b, Probability::new(x)?.get()))
}

/// The regularised incomplete gamma functions P(a, x) and Q(a, x).
pub fn incomplete_gamma(a: f64, x: f64) -> Result<Tails, Error> {
    let a = shape(a)?;
    Ok(gamma::gamma_tails(a, Volume::new(x)?.get()))
}

/// The rate x, and 1 - x, that a Beta(a, b) rate stays below with probability `p`.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> Result<Share, Error> {
    let (a, b) = shapes(a, b)?;
    let tails = inverse::beta_inverse(a, b, Tails::from_lower(Probability::new(p)?.get()));
    Ok(Share { value: tails.lower, rest: tails.upper })
}

/// The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`; none for `p` = 1.
pub fn gamma_quantile(a: f64, p: f64) -> Result<Option<f64>, Error> {
    let (a, p) = (shape(a)?, Probability::new(p)?.get());
    Ok((p < 1.0).then(|| inverse::gamma_inverse(a, Tails::from_lower(p))))
}

/// The chances that a standard normal variable is at most `z`, and that it is above.
pub fn normal_tails(z: f64) -> Result<Tails, Error> {
    Ok(normal::normal_tails_at(Score::new(z)?.get()))
}

/// The z that a standard normal variable stays below with probability `p`; none for 0 and 1.
pub fn normal_quantile(p: f64) -> Result<Option<f64>, Error> {
    let p = Probability::new(p)?.get();
    Ok((p > 0.0 && p < 1.0).then(|| normal::normal_inverse(Tails::from_lower(p))))
}

fn possible(ln: f64) -> Option<f64> {
    (ln > f64::NEG_INFINITY).then_some(ln)
}

/// The chance of exactly `k` successes in `n` independent trials of chance `p`.
pub fn binomial_probability(k: f64, n: f64, p: f64) -> Result<f64, Error> {
    let (k, n) = counts(k, n)?;
    Ok(density::binomial_mass(k, n, Probability::new(p)?.get()))
}

/// The natural logarithm of [`binomial_probability`]; none for the impossible.
pub fn ln_binomial_probability(k: f64, n: f64, p: f64) -> Result<Option<f64>, Error> {
    let (k, n) = counts(k, n)?;
    Ok(possible(density::ln_binomial_mass(k, n, Probability::new(p)?.get())))
}

/// The chance of exactly `k` arrivals where `mean` are expected.
pub fn poisson_probability(k: f64, mean: f64) -> Result<f64, Error> {
    let k = Count::new(k)?.get();
    Ok(density::poisson_mass(k, Volume::new(mean)?.get()))
}

/// The natural logarithm of [`poisson_probability`]; none for the impossible.
pub fn ln_poisson_probability(k: f64, mean: f64) -> Result<Option<f64>, Error> {
    let k = Count::new(k)?.get();
    Ok(possible(density::ln_poisson_mass(k, Volume::new(mean)?.get())))
}

/// The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(`a`, `b`).
pub fn beta_binomial_probability(k: f64, n: f64, a: f64, b: f64) -> Result<f64, Error> {
    let ((k, n), (a, b)) = (counts(k, n)?, shapes(a, b)?);
    Ok(density::beta_binomial_mass(k, n, a, b))
}

/// The natural logarithm of [`beta_binomial_probability`]; none for the impossible.
pub fn ln_beta_binomial_probability(k: f64, n: f64, a: f64, b: f64) -> Result<Option<f64>, Error> {
    let ((k, n), (a, b)) = (counts(k, n)?, shapes(a, b)?);
    Ok(possible(density::ln_beta_binomial_mass(k, n, a, b)))
}
