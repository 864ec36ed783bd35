//! Proof by linking: a program without std that calls `funnelmath`. It exits with 0 when the answers
//! are right, and with the number of the first question that was answered wrongly otherwise.
#![no_std]
#![no_main]

#[cfg(feature = "alloc")]
extern crate alloc;

mod bare;
mod questions;

/// The number of the first wrong answer, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_probe() -> i32 {
    let wrong = questions::first_wrong();
    #[cfg(feature = "alloc")]
    let wrong = if wrong == 0 { questions::owned::first_wrong() } else { wrong };
    wrong
}
