//! How many deals there will be.

use super::flow::Results;
use super::inversion::invert;
use super::single::Single;
use super::table::{self, Cells};
use super::{Chance, Evidence, Likelihood, Method};
use crate::math::{MOST_WHOLE, Tails, beta_binomial_mass, binomial_mass};

/// The distribution of the number of deals, N.
#[derive(Debug, Clone, Copy)]
pub(super) enum Deals<'a> {
    /// None at all.
    None,
    /// All of so many inputs.
    All(f64),
    /// Of `n` inputs each becomes one with one known, or one Beta, chance.
    Single { n: f64, chance: Single },
    /// Of `n` inputs, with several uncertain gates, the chance of each number.
    Few { n: f64, mean: f64, cells: &'a Cells },
    /// Of more inputs than that.
    Several { n: f64, chance: Chance<'a> },
    /// Of a flow.
    Flow(&'a Results),
}

impl<'a> Deals<'a> {
    /// From `n` inputs; `place` is for what has to be listed.
    #[inline(never)]
    pub(super) fn of(chance: &Chance<'a>, n: f64, place: &'a mut Cells) -> Self {
        let Chance { rate, evidence } = *chance;
        match evidence {
            _ if n <= 0.0 || rate <= 0.0 => Deals::None,
            [] if rate >= 1.0 => Deals::All(n),
            [] => Deals::Single { n, chance: Single::Known(rate) },
            &[Evidence { a, b }] if rate >= 1.0 => Deals::Single { n, chance: Single::Beta(a, b) },
            _ if n <= table::MOST_INPUTS as f64 => {
                *place = table::distribution(evidence, rate, n as usize);
                Deals::Few { n, mean: n * chance.mean(), cells: place }
            }
            _ => Deals::Several { n, chance: *chance },
        }
    }

    /// Of a flow.
    pub(super) fn of_flow(results: &'a Results) -> Self {
        if results.mean > 0.0 { Deals::Flow(results) } else { Deals::None }
    }

    /// More than this there can't be.
    pub(super) fn most(&self) -> f64 {
        match *self {
            Deals::None => 0.0,
            Deals::All(n)
            | Deals::Single { n, .. }
            | Deals::Few { n, .. }
            | Deals::Several { n, .. } => n,
            Deals::Flow(_) => MOST_WHOLE,
        }
    }

    /// Expected deals.
    pub(super) fn mean(&self) -> f64 {
        match *self {
            Deals::None => 0.0,
            Deals::All(n) => n,
            Deals::Single { n, chance: Single::Known(p) } => n * p,
            Deals::Single { n, chance: Single::Beta(a, b) } => n * (a / (a + b)),
            Deals::Few { mean, .. } => mean,
            Deals::Several { n, chance } => n * chance.mean(),
            Deals::Flow(results) => results.mean,
        }
    }

    /// P(N < k) and P(N >= k), for k whole.
    #[inline(never)]
    pub(super) fn tails(&self, k: f64) -> Tails {
        if k <= 0.0 {
            return Tails::from_lower(0.0);
        }
        if k > self.most() {
            return Tails::from_upper(0.0);
        }
        match *self {
            Deals::None | Deals::All(_) => Tails::from_lower(0.0),
            Deals::Single { n, chance } => chance.tails(k, n).0,
            Deals::Few { cells, .. } => table::tails(cells, k as usize),
            Deals::Several { n, chance } => invert(chance.evidence, chance.rate, k, n).tails,
            Deals::Flow(results) => results.tails(k),
        }
    }

    /// The chance of at least k deals.
    pub(super) fn at_least(&self, k: f64) -> Likelihood {
        let (tails, method) = match *self {
            Deals::Single { n, chance } if k <= n => chance.tails(k, n),
            Deals::Several { .. } => (self.tails(k), Method::Inversion),
            _ => (self.tails(k), Method::Exact),
        };
        Likelihood::upper(tails, method)
    }

    /// P(N = k), k from 1 to the most; it may also lie between whole numbers, for integrals.
    #[inline(never)]
    pub(super) fn mass(&self, k: f64) -> f64 {
        match *self {
            Deals::None => 0.0,
            Deals::All(n) => f64::from(u8::from(k >= n)),
            Deals::Single { n, chance: Single::Known(p) } => binomial_mass(k, n, p),
            Deals::Single { n, chance: Single::Beta(a, b) } => beta_binomial_mass(k, n, a, b),
            Deals::Few { cells, .. } => cells.get(k as usize).copied().unwrap_or(0.0),
            Deals::Several { n, chance } => invert(chance.evidence, chance.rate, k, n).density / k,
            Deals::Flow(results) => results.mass(k),
        }
    }

    /// How it is all worked out.
    pub(super) const fn method(&self) -> Method {
        match *self {
            Deals::Several { .. } => Method::Inversion,
            // Of fewer, each tail is a sum of masses.
            Deals::Single { n, chance: Single::Beta(..) } if n > 256.0 => Method::Inversion,
            _ => Method::Exact,
        }
    }
}
