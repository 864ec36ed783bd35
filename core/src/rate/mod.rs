//! One gate: its conversion rate, and what counts say of it.

mod evidence;
mod gate;

pub use evidence::Evidence;
pub use gate::{Gate, rates_from_counts};
