//! How many deals there will be.

use super::flow::Results;
use super::inversion::invert;
use super::single::Single;
use super::table::{self, Cells};
use super::{Chance, Evidence, Likelihood, Method};
use crate::math::{MOST_WHOLE, Tails, index};

/// The distribution of the number of deals, N.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deals<'a> {
    /// More than this there can't be.
    pub(super) most: f64,
    /// Expected deals.
    pub(super) mean: f64,
    law: Law<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Law<'a> {
    /// As many as there can be.
    All,
    /// Each of so many with one known, or one Beta, chance.
    Single(Single),
    /// The chance of each number, with several uncertain gates and few inputs.
    Few(&'a Cells),
    /// With more inputs than that.
    Several(&'a Chance<'a>),
    /// Of a flow.
    Flow(&'a Results),
}

impl<'a> Deals<'a> {
    /// From `n` inputs; `place` is for what has to be listed.
    #[inline(never)]
    pub(super) fn of(chance: &'a Chance<'a>, n: f64, place: &'a mut Cells) -> Self {
        let Chance { rate, evidence } = *chance;
        let most = if rate > 0.0 { n } else { 0.0 };
        let law = match evidence {
            _ if most <= 0.0 => Law::All,
            [] if rate >= 1.0 => Law::All,
            [] => Law::Single(Single::Known(rate)),
            &[Evidence { a, b }] if rate >= 1.0 => Law::Single(Single::Beta(a, b)),
            _ if n <= table::MOST_INPUTS as f64 => {
                *place = table::distribution(evidence, rate, index(n));
                Law::Few(place)
            }
            _ => Law::Several(chance),
        };
        Self { most, mean: most * chance.mean(), law }
    }

    /// Of a flow.
    #[inline(never)]
    pub(super) fn of_flow(results: &'a Results) -> Self {
        if results.mean > 0.0 {
            Self { most: MOST_WHOLE, mean: results.mean, law: Law::Flow(results) }
        } else {
            Self { most: 0.0, mean: 0.0, law: Law::All }
        }
    }

    /// Whether there is no end to how many there can be.
    pub(super) const fn is_endless(&self) -> bool {
        matches!(self.law, Law::Flow(_))
    }

    /// P(N < k) and P(N >= k), for k whole.
    #[inline(never)]
    pub(super) fn tails(&self, k: f64) -> Tails {
        if k <= 0.0 {
            return Tails::from_lower(0.0);
        }
        if k > self.most {
            return Tails::from_upper(0.0);
        }
        match self.law {
            Law::All => Tails::from_lower(0.0),
            Law::Single(chance) => chance.tails(k, self.most).0,
            Law::Few(cells) => table::tails(cells, k),
            Law::Several(chance) => invert(chance.evidence, chance.rate, k, self.most).tails,
            Law::Flow(results) => results.tails(k),
        }
    }

    /// The chance of at least k deals.
    pub(super) fn at_least(&self, k: f64) -> Likelihood {
        let (tails, method) = match self.law {
            Law::Single(chance) if k <= self.most => chance.tails(k, self.most),
            Law::Several(_) => (self.tails(k), Method::Inversion),
            _ => (self.tails(k), Method::Exact),
        };
        Likelihood::upper(tails, method)
    }

    /// P(N = k), k from 1 to the most; it may also lie between whole numbers, for integrals.
    #[inline(never)]
    pub(super) fn mass(&self, k: f64) -> f64 {
        match self.law {
            Law::All => f64::from(u8::from(k >= self.most)),
            Law::Single(chance) => chance.mass(k, self.most),
            Law::Few(cells) => table::at(cells, k),
            Law::Several(chance) => invert(chance.evidence, chance.rate, k, self.most).density / k,
            Law::Flow(results) => results.mass(k),
        }
    }

    /// How it is all worked out.
    pub(super) fn method(&self) -> Method {
        match self.law {
            Law::Several(_) => Method::Inversion,
            // Of fewer, each tail is a sum of masses.
            Law::Single(Single::Beta(..)) if self.most > 256.0 => Method::Inversion,
            _ => Method::Exact,
        }
    }
}
