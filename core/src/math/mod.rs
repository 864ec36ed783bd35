//! Special functions and the answer types of probabilities.
//!
//! Probabilities come as two [`Tails`], each to its own full relative precision, because 1 - 1e-20 is 1 in an f64. All
//! float functions are those of the crate `libm`, in a fixed order of operations: the same bits on every machine, in every
//! build. Every function ends after a bounded number of steps, some microseconds at the worst, whatever its arguments.

mod answer;
mod beta;
mod checked;
mod gamma;
mod normal;
mod quantile;
mod saddle;
mod tails;

pub use answer::{Interval, Method, Probability, Quantile};
pub use checked::{
    beta_binomial_probability, beta_quantile, binomial_probability, gamma_quantile,
    incomplete_beta, incomplete_gamma, ln_beta_binomial_probability, ln_binomial_probability,
    ln_poisson_probability, normal_quantile, normal_tails, poisson_probability,
};
pub use tails::{Share, Tails};

pub(crate) use beta::{beta_tails, beta_tails_and_slope, beta_tails_at};
pub(crate) use gamma::{gamma_tails, negative_binomial_mass};
pub(crate) use normal::{closeness, distance, normal_inverse, normal_tails_at};
pub(crate) use quantile::{beta_inverse, gamma_inverse};
pub(crate) use saddle::{Point, beta_binomial_mass, binomial_mass, poisson_mass};
