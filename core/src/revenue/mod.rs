//! The distribution of an amount: how large deals are, and what several of them are worth together.

pub(crate) mod mixture;
pub(crate) mod size;
pub(crate) mod sums;

pub use size::DealSize;
