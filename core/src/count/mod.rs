//! The distribution of a count.

mod answer;
pub(crate) mod binomial;
pub(crate) mod bracket;
pub(crate) mod closeness;
pub(crate) mod deals;
pub(crate) mod poisson;
pub(crate) mod product;
pub(crate) mod start;
pub(crate) mod urn;
mod waiting;

pub use answer::{Likelihood, Method, Quantile, Range};
pub(crate) use waiting::{MOST_COUNTED, Passage, backwards};
