//! Chances: how likely a number of results is, and what it takes to be sure of it.

mod closeness;
mod evidence;
mod flow;
mod inversion;
mod question;
mod rate_for;
mod revenue;
mod revenue_deals;
mod revenue_mixture;
mod revenue_size;
mod revenue_sums;
mod search;
mod single;
mod start;
mod table;
mod waiting;

pub use evidence::{Evidence, Interval};
pub use flow::{Flow, FlowRange, Wait, arrivals_for};
pub use question::{Chance, Inputs, Likelihood, Quantile, Range, Results};
pub use rate_for::{GateFor, RateFor, rate_for};
pub use revenue::Amount;
pub use revenue_size::DealSize;
pub(crate) use waiting::{MOST_COUNTED, Passage, backwards};

/// How a probability was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Method {
    /// A closed form or a finite sum: all that is lost is rounding.
    Exact,
    /// The numerical inversion of an integral transform, for several uncertain gates with more than 512
    /// inputs, and for one when neither tail is a sum of at most 256 terms. Within 1e-12 of the smaller tail,
    /// tested for up to 2^53 inputs and evidence of 1e-3 to 1e15 items; of less, very small tails have been 1e-7 off.
    Inversion,
    /// Items that wait on the way were counted as the inputs that would bring as many, where there are more
    /// than 512 at a stage. Inputs vary more, so a chance above a half is understated: by less than 0.1 in all
    /// that was tried, and more only where what waits is nearly sure and makes most of the goal.
    Pooled,
    /// Of revenue from three or more seen deal sizes that are not whole multiples of one unit, or of so small a
    /// one that the goal has more than 1600 of them: sizes are moved to a lattice of 1600 cells up to the
    /// goal, each shared by its two neighbours so that its mean stays. That is exact but for a goal that is
    /// blurred, by an error of mean 0 and a standard deviation of at most sqrt(deals) / 3200 of itself. In 4,400 trials it
    /// was within 0.002 with six sizes or more; with fewer, single sums are likelier, and up to 0.05 was
    /// half of the one next to the goal.
    Lattice,
    /// Of revenue from seen deal sizes, where it takes more deals than can be added up one by one: their
    /// sum by its first four moments (Edgeworth's expansion). In the same trials within 2e-4 with six sizes
    /// or more and 0.01 with fewer: of 1, not of a small tail.
    Edgeworth,
}

impl Method {
    /// Every method.
    pub const ALL: &'static [Method] =
        &[Method::Exact, Method::Inversion, Method::Pooled, Method::Lattice, Method::Edgeworth];

    /// The name, in `snake_case`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Inversion => "inversion",
            Method::Pooled => "pooled",
            Method::Lattice => "lattice",
            Method::Edgeworth => "edgeworth",
        }
    }

    /// The weaker of two.
    const fn and(self, other: Self) -> Self {
        if self as u8 > other as u8 { self } else { other }
    }
}
