//! Chances: from rates to the distribution of results, and the inputs, weeks or rate that reach a goal with a given
//! confidence.

mod flow;
mod guide;
#[cfg(test)]
mod looks;
mod mix;
mod rate_for;
mod results;
mod revenue;

pub use flow::{Flow, Wait, arrivals_for};
pub use mix::{ChanceMix, SegmentChance};
pub use rate_for::{GateFor, RateFor, Requirement, rate_for};
pub use results::{Chance, Inputs};
