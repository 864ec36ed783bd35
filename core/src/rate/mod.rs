//! One gate: its conversion rate, the Beta distribution of that rate given counts, and what it takes to tell two rates apart.

mod counts;
mod evidence;
mod gate;
mod sample_size;

pub use counts::{GateCounts, Snapshot};
pub use evidence::Evidence;
pub use gate::Gate;
pub use sample_size::{RateTest, SampleSize};
