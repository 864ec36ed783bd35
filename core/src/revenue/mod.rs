//! The distribution of an amount: deal sizes, sums of deals, what can be asked of them, and independent sums.

mod atoms;
mod build;
mod cells;
mod distribution;
mod fourier;
mod generating;
mod lattice;
mod mixture;
mod plus;
pub(crate) mod size;
pub(crate) mod sums;

pub use cells::Cells;
pub use distribution::RevenueDistribution;
pub use size::DealSize;

pub(crate) use build::reach_of;
#[cfg(feature = "alloc")]
pub(crate) use cells::CELLS;
