//! The distribution of a count: its laws, what can be asked of it, sums of independent counts, and how many inputs a
//! number of results takes.

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
