//! Chances: how likely a number of results is, and what it takes to be sure of it.

mod flow;
mod question;
mod rate_for;
mod revenue;

pub use flow::{Flow, FlowRange, Wait, arrivals_for};
pub use question::{Chance, Inputs, Results};
pub use rate_for::{GateFor, RateFor, rate_for};
pub use revenue::Amount;
