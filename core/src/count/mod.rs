//! The distribution of a number of results: its laws, its questions (tails, quantiles, moments), sums of independent
//! counts, and the fewest inputs for a number of results.

pub(crate) mod binomial;
mod distribution;
mod inputs;
pub(crate) mod law;
mod own_chances;
pub(crate) mod probe;
pub(crate) mod product;
pub(crate) mod start;
mod sum;
mod total;
pub(crate) mod urn;

pub use distribution::CountDistribution;
pub(crate) use inputs::fewest_inputs;
pub(crate) use total::{total, total_cells};
