//! The float door: every float function beyond `+ - * /` that the crate uses comes from here.

mod elementary;
mod sum;

pub(crate) use elementary::{ceil, floor, is_finite, number, sqrt};
pub(crate) use sum::Sum;

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
