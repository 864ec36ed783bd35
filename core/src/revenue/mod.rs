//! The distribution of revenue: deal sizes, sums of a random number of deals, and sums of independent revenues.

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
mod threshold;

pub use cells::Cells;
pub use distribution::RevenueDistribution;
pub use size::DealSize;

pub(crate) use build::reach_of;
#[cfg(feature = "alloc")]
pub(crate) use cells::CELLS;
pub(crate) use threshold::AtThreshold;
