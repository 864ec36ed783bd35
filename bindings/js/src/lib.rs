//! The WebAssembly module inside the npm package `funnelmath`: core's functions over one shared buffer.
//!
//! Only numbers cross the boundary. JavaScript writes what a function reads into the buffer (a
//! `Float64Array` over the module's memory), calls [`run`] with the function's number, and reads the results
//! behind what it wrote: no copy, no object, nothing to free. `run` returns 0, or the number of an error
//! whose field, indices and numbers then stand at the head of the buffer.
//! Each function checks, converts, calls *one* function of the core and converts back.
//!
//! What a function reads stands in the order of its documentation: a number takes one place; one that may
//! be missing two, 0 and anything for a missing one; a list its length and then its numbers. A result that
//! may be missing takes one place: NaN for a missing one, which no answer is.
#![cfg_attr(target_family = "wasm", no_std)]
// Helpers that only the rest needs.
#![cfg_attr(not(feature = "all"), allow(dead_code))]

mod buffer;
mod chain;
#[cfg(feature = "chance")]
mod chance;
#[cfg(feature = "chance")]
mod count;
#[cfg(feature = "chance")]
mod flow;
mod plan;
#[cfg(feature = "all")]
mod revenue;
#[cfg(feature = "all")]
mod scorecard;
mod size;
#[cfg(feature = "all")]
mod solve;
#[cfg(feature = "all")]
mod special;
#[cfg(feature = "all")]
mod tools;
mod words;

pub use buffer::reserve;
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Every function in the place of its number: `Run` in npm/src/raw.ts has the same order. First what `funnelmath/plan`
/// has, then what `funnelmath/chance` adds, then the rest.
static FUNCTIONS: &[fn() -> u32] = &[
    chain::rate_from_counts,
    chain::rate_one_in,
    chain::forward,
    chain::required,
    chain::sensitivity,
    plan::check,
    plan::plan,
    #[cfg(feature = "chance")]
    count::at_least,
    #[cfg(feature = "chance")]
    count::exactly,
    #[cfg(feature = "chance")]
    count::quantile,
    #[cfg(feature = "chance")]
    count::interval,
    #[cfg(feature = "chance")]
    count::lower_bound,
    #[cfg(feature = "chance")]
    count::mean,
    #[cfg(feature = "chance")]
    count::variance,
    #[cfg(feature = "chance")]
    count::most,
    #[cfg(feature = "chance")]
    chance::mean,
    #[cfg(feature = "chance")]
    chance::inputs_for,
    #[cfg(feature = "chance")]
    chance::rate_for,
    #[cfg(feature = "chance")]
    chance::gate_for,
    #[cfg(feature = "chance")]
    chance::evidence,
    #[cfg(feature = "chance")]
    chance::evidence_quantile,
    #[cfg(feature = "chance")]
    chance::evidence_interval,
    #[cfg(feature = "chance")]
    flow::check,
    #[cfg(feature = "chance")]
    flow::per_week,
    #[cfg(feature = "chance")]
    flow::weeks_for,
    #[cfg(feature = "chance")]
    flow::arrivals_for,
    #[cfg(feature = "all")]
    tools::rates_from_counts,
    #[cfg(feature = "all")]
    tools::snapshot,
    #[cfg(feature = "all")]
    tools::overall,
    #[cfg(feature = "all")]
    tools::roll_up,
    #[cfg(feature = "all")]
    tools::convert,
    #[cfg(feature = "all")]
    tools::per_year,
    #[cfg(feature = "all")]
    tools::whole,
    #[cfg(feature = "all")]
    tools::whole_each,
    #[cfg(feature = "all")]
    solve::solve,
    #[cfg(feature = "all")]
    scorecard::activity_gauge,
    #[cfg(feature = "all")]
    scorecard::attainment,
    #[cfg(feature = "all")]
    scorecard::velocity,
    #[cfg(feature = "all")]
    scorecard::velocity_effect,
    #[cfg(feature = "all")]
    scorecard::weighted_pipeline,
    #[cfg(feature = "all")]
    scorecard::coverage,
    #[cfg(feature = "all")]
    scorecard::required_coverage,
    #[cfg(feature = "all")]
    special::incomplete_beta,
    #[cfg(feature = "all")]
    special::incomplete_gamma,
    #[cfg(feature = "all")]
    special::normal_tails,
    #[cfg(feature = "all")]
    special::beta_quantile,
    #[cfg(feature = "all")]
    special::gamma_quantile,
    #[cfg(feature = "all")]
    special::normal_quantile,
    #[cfg(feature = "all")]
    special::binomial_probability,
    #[cfg(feature = "all")]
    special::ln_binomial_probability,
    #[cfg(feature = "all")]
    special::poisson_probability,
    #[cfg(feature = "all")]
    special::ln_poisson_probability,
    #[cfg(feature = "all")]
    special::beta_binomial_probability,
    #[cfg(feature = "all")]
    special::ln_beta_binomial_probability,
    #[cfg(feature = "all")]
    revenue::at_least,
    #[cfg(feature = "all")]
    revenue::quantile,
    #[cfg(feature = "all")]
    revenue::interval,
    #[cfg(feature = "all")]
    revenue::mean_up_to,
    #[cfg(feature = "all")]
    revenue::summary,
    #[cfg(feature = "all")]
    revenue::variance,
    #[cfg(feature = "all")]
    revenue::inputs_for,
    #[cfg(feature = "all")]
    revenue::weeks_for,
];

/// Runs a function over the buffer. Returns 0; the number of an error, 1 for the first of
/// `funnelmath::ErrorKind::ALL` and so on; or [`UNKNOWN`] for a number that no function has.
///
/// One door for all: the engine compiles one way in, and a function more costs no export.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn run(function: u32) -> u32 {
    FUNCTIONS.get(function as usize).map_or(UNKNOWN, |function| function())
}

/// What [`run`] returns for a number that no function has.
pub const UNKNOWN: u32 = u32::MAX;

/// Which module this is. The build gives each module a number, made of its entry, its version and its sources, and
/// gives it to the TypeScript layer too, which refuses a module with another: numbers of functions and places in the
/// buffer would not fit, and answers would be wrong without an error.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn identity() -> u32 {
    const { number(option_env!("FUNNELMATH_IDENTITY")) }
}

/// The number that these digits are; 0 outside the build of the package.
const fn number(digits: Option<&str>) -> u32 {
    match digits {
        Some(digits) => match u32::from_str_radix(digits, 10) {
            Ok(number) => number,
            Err(_) => 0,
        },
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_function_that_is_not_there_is_an_error() {
        for number in [super::FUNCTIONS.len() as u32, u32::MAX] {
            assert_eq!(super::run(number), super::UNKNOWN);
        }
    }
}

#[cfg(target_family = "wasm")]
mod host {
    use core::alloc::{GlobalAlloc, Layout};

    /// wasm-bindgen asks for an allocator; nothing allocates.
    struct None;

    // SAFETY: memory is never given, so nothing has to hold of it.
    unsafe impl GlobalAlloc for None {
        unsafe fn alloc(&self, _: Layout) -> *mut u8 {
            core::ptr::null_mut()
        }

        unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
    }

    #[global_allocator]
    static ALLOCATOR: None = None;

    /// A trap: JavaScript sees a `RuntimeError` and makes a new instance.
    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
