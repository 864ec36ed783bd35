//! The WebAssembly module inside the npm package `funnelmath`: core's functions over one shared buffer.
//!
//! Only numbers cross the boundary. JavaScript writes what a function reads into the buffer (a
//! `Float64Array` over the module's memory), calls [`run`] with the function's number, and reads the results
//! behind what it wrote: no copy, no object, nothing to free. `run` returns 0, or the number of an error
//! whose index and value then stand at the head of the buffer.
//! Each function checks, converts, calls *one* function of the core and converts back.
//!
//! What a function reads stands in the order of its documentation: a number takes one place; one that may
//! be missing two, 0 and anything for a missing one; a list its length and then its numbers. A result that
//! may be missing takes one place: NaN for a missing one, which no answer is.
#![cfg_attr(target_family = "wasm", no_std)]

mod buffer;
mod chain;
mod chance;
mod plan;
mod revenue;
mod scorecard;
mod solve;
mod special;
mod words;

pub use buffer::reserve;
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Every function in the place of its number: `Run` in npm/src/raw.ts has the same order.
static FUNCTIONS: [fn() -> u32; 59] = [
    chain::rate_from_counts,
    chain::rate_one_in,
    chain::rates_from_counts,
    chain::overall,
    chain::forward,
    chain::required,
    chain::sensitivity,
    chain::roll_up,
    chain::convert,
    chain::per_year,
    chain::whole,
    chain::whole_each,
    solve::solve,
    plan::check,
    plan::plan,
    scorecard::activity_gauge,
    scorecard::attainment,
    scorecard::velocity,
    scorecard::velocity_effect,
    scorecard::weighted_pipeline,
    scorecard::coverage,
    scorecard::required_coverage,
    chance::at_least,
    chance::exactly,
    chance::results_quantile,
    chance::results_interval,
    chance::inputs_for,
    chance::results_for,
    chance::expected_rate,
    chance::rate_for,
    chance::gate_for,
    chance::evidence,
    chance::evidence_quantile,
    chance::evidence_interval,
    special::incomplete_beta,
    special::incomplete_gamma,
    special::normal_tails,
    special::beta_quantile,
    special::gamma_quantile,
    special::normal_quantile,
    special::binomial_probability,
    special::ln_binomial_probability,
    special::poisson_probability,
    special::ln_poisson_probability,
    special::beta_binomial_probability,
    special::ln_beta_binomial_probability,
    revenue::flow_expected,
    revenue::flow_at_least,
    revenue::flow_exactly,
    revenue::flow_quantile,
    revenue::flow_interval,
    revenue::weeks_for,
    revenue::arrivals_for,
    revenue::revenue_at_least,
    revenue::revenue_quantile,
    revenue::inputs_for_revenue,
    revenue::flow_revenue_at_least,
    revenue::flow_revenue_quantile,
    revenue::weeks_for_revenue,
];

/// Runs a function over the buffer. Returns 0, or the number of an error: 1 for the first of
/// `funnelmath::ErrorKind::ALL` and so on.
///
/// One door for all: the engine compiles one way in, and a function more costs no export.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn run(function: u32) -> u32 {
    FUNCTIONS.get(function as usize).map_or(0, |function| function())
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
