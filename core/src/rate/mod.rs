//! One gate: its conversion rate, and the Beta distribution of that rate given counts.

mod counts;
mod evidence;
mod gate;

pub use counts::{GateCounts, Snapshot};
pub use evidence::Evidence;
pub use gate::Gate;
