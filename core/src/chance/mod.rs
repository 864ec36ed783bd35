//! Chances: how likely a number of results is, and what it takes to be sure of it.

mod evidence;
mod first;
mod flow;
mod inversion;
mod question;
mod rate_for;
mod revenue;
mod revenue_deals;
mod revenue_sizes;
mod revenue_sum;
mod search;
mod single;
mod start;
mod table;

pub use evidence::{Evidence, Interval};
pub use flow::{Flow, FlowRange, Wait, arrivals_for};
pub use question::{Chance, Inputs, Likelihood, Quantile, Range, Results};
pub use rate_for::{GateFor, RateFor, rate_for};
pub use revenue::Amount;
pub use revenue_sizes::DealSize;

/// How a probability was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Method {
    /// A closed form or a finite sum: all that is lost is rounding.
    Exact,
    /// The numerical inversion of an integral transform, for several uncertain gates with more than 512
    /// inputs and for one with more than 256 results: within 1e-11 of the smaller tail for counts up to 1e6.
    Inversion,
    /// Of revenue from seen deal sizes that are not whole multiples of one unit, or of so small a one that the
    /// goal has more than 1600 of them: sizes are moved to a lattice of 1600 cells up to the goal, each
    /// shared by its two neighbours so that its mean stays. The answer is exact for a goal that is
    /// blurred: by an error of mean 0 and a standard deviation of at most sqrt(deals) / 3200 of itself. With
    /// six sizes or more it was within 5e-4 in all of 1,900 trials; with fewer, single sums may be so likely that it
    /// is off by half of the one next to the goal, 0.03 at most there.
    Lattice,
    /// Of revenue from seen deal sizes, where it takes more deals than can be added up one by one: their
    /// sum by its first four moments (Edgeworth's expansion). In the same trials within 1e-4 with six sizes or
    /// more, and 0.01 with fewer; to that absolutely, not of a small tail.
    Edgeworth,
}

impl Method {
    /// Every method.
    pub const ALL: &'static [Method] =
        &[Method::Exact, Method::Inversion, Method::Lattice, Method::Edgeworth];

    /// The name, in `snake_case`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Inversion => "inversion",
            Method::Lattice => "lattice",
            Method::Edgeworth => "edgeworth",
        }
    }

    /// The weaker of two.
    const fn and(self, other: Self) -> Self {
        if self as u8 > other as u8 { self } else { other }
    }
}
