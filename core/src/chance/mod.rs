//! Chances: how likely a number of results is, and what it takes to be sure of it.

mod evidence;
mod inversion;
mod question;
mod rate_for;
mod search;
mod single;
mod start;
mod table;
mod waiting;

pub use evidence::{Evidence, Interval};
pub use question::{Chance, Inputs, Likelihood, Quantile, Range, Results};
pub use rate_for::{GateFor, RateFor, rate_for};
pub(crate) use waiting::{Passage, backwards};

/// How a probability was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Method {
    /// A closed form or a finite sum: all that is lost is rounding.
    Exact,
    /// The numerical inversion of an integral transform, for several uncertain gates with more than 512
    /// inputs, and for one when neither tail is a sum of at most 256 terms. Within 1e-12 of the smaller tail,
    /// tested for up to 1e9 inputs and evidence of up to 1e15 items.
    Inversion,
    /// Items that wait on the way were counted as the inputs that would bring as many, where there are more
    /// than 512 at a stage. Inputs vary more, so a chance above a half is understated: by less than 0.1 in all
    /// that was tried, and more only where what waits is nearly sure and makes most of the goal.
    Pooled,
}

impl Method {
    /// Every method.
    pub const ALL: &'static [Method] = &[Method::Exact, Method::Inversion, Method::Pooled];

    /// The name, in `snake_case`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Inversion => "inversion",
            Method::Pooled => "pooled",
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
