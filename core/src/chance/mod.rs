//! Chances: how likely a number of results is, and what it takes to be sure of it.

mod evidence;
mod inversion;
mod question;
mod rate_for;
mod search;
mod single;
mod start;
mod table;

pub use evidence::{Evidence, Interval};
pub use question::{Chance, Inputs, Likelihood, Quantile, Range, Results};
pub use rate_for::{GateFor, RateFor, rate_for};

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
}

impl Method {
    /// Every method.
    pub const ALL: &'static [Method] = &[Method::Exact, Method::Inversion];

    /// The name, in `snake_case`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Inversion => "inversion",
        }
    }

    /// The weaker of two.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Method::Exact, Method::Exact) => Method::Exact,
            _ => Method::Inversion,
        }
    }
}
