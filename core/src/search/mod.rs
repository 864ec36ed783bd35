//! Bracketed, bounded searches: of whole numbers and of reals. Each ends after a known number of steps, whatever the
//! function does.

#[cfg(test)]
pub(crate) mod looks;
mod real;
mod whole;

pub(crate) use real::{Reals, climb, zero, zero_near};
pub(crate) use whole::{At, MOST_WHOLE, Wholes, first_whole};
