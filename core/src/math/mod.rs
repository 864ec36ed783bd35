//! Special functions: the chances that the crate counts with, for whoever wants to count on.
//!
//! Every float function beyond `+ - * /` that the crate uses comes from here. All of it is made of those four, the
//! square root and the crate `libm`, in a fixed order: the same bits on every machine, in every build.
//!
//! Probabilities come as two [`Tails`], each to its own full relative precision, because 1 - 1e-20 is 1 in an
//! f64. Every function ends after a bounded number of steps, some microseconds at the very worst, whatever its
//! arguments.

mod beta;
mod checked;
mod complex;
mod density;
mod elementary;
mod gamma;
mod inverse;
mod negative_binomial;
mod normal;
mod root;
mod sum;
mod tails;

pub use checked::{
    beta_binomial_probability, beta_quantile, binomial_probability, gamma_quantile,
    incomplete_beta, incomplete_gamma, ln_beta_binomial_probability, ln_binomial_probability,
    ln_poisson_probability, normal_quantile, normal_tails, poisson_probability,
};
pub use tails::{Share, Tails};

pub(crate) use beta::{beta_tails, beta_tails_and_slope, beta_tails_at};
pub(crate) use complex::Complex;
pub(crate) use density::{Point, beta_binomial_mass, binomial_mass, lost, poisson_mass};
pub(crate) use elementary::{ceil, exp, exp_m1, floor, index, is_finite, ln, ln_1p, number, sqrt};
pub(crate) use gamma::gamma_tails;
pub(crate) use inverse::{beta_inverse, gamma_inverse};
pub(crate) use negative_binomial::negative_binomial_mass;
pub(crate) use normal::{normal_inverse, normal_tails_at};
pub(crate) use root::{MOST_WHOLE, first_whole, zero};
pub(crate) use sum::Sum;
pub(crate) use tails::tail_ties;

/// The tie rule's tolerance, 2^-40 relative: far above what a few roundings make, far below
/// anything a person can mean. A number this close to a whole one, or to a bound, is on it.
pub(crate) const TIE: f64 = 1.0 / 1_099_511_627_776.0;

/// Whether two numbers are the same under the tie rule.
#[cfg_attr(target_family = "wasm", inline(never))]
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn ties(a: f64, b: f64) -> bool {
    let larger = if a.abs() > b.abs() { a.abs() } else { b.abs() };
    // Of infinities the right side would be infinite too.
    is_finite(larger) && (a - b).abs() <= TIE * larger
}
