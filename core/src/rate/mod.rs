//! One gate: its conversion rate, and what counts say of it.

mod counts;
mod evidence;
mod gate;

pub use counts::{GateCounts, Snapshot};
pub use evidence::Evidence;
pub use gate::Gate;
