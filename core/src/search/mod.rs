//! Bracketed, bounded searches: of whole numbers and of reals. Each ends after a known number of steps, whatever the
//! function does.

mod real;
mod whole;

pub(crate) use real::{Reals, climb, zero, zero_near};
#[cfg(test)]
pub(crate) use whole::looks::{at_most, look, looks_of};
pub(crate) use whole::{At, MOST_WHOLE, Wholes, first_whole};
