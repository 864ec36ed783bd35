//! How many deals there will be.

use super::binomial::Single;
use super::poisson::Results;
use super::product::invert;
use super::urn::{self, Cells};
use super::{Likelihood, Method};
use crate::float::index;
use crate::math::Tails;
use crate::rate::Evidence;
use crate::search::MOST_WHOLE;

/// The distribution of the number of deals, N.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deals<'a> {
    /// More than this there can't be.
    pub(crate) most: f64,
    /// Expected deals.
    pub(crate) mean: f64,
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
    Several { evidence: &'a [Evidence], rate: f64 },
    /// Of a flow.
    Flow(&'a Results),
}

impl<'a> Deals<'a> {
    /// From `n` inputs; `place` is for what has to be listed.
    pub(crate) fn of(evidence: &'a [Evidence], rate: f64, n: f64, place: &'a mut Cells) -> Self {
        let most = if rate > 0.0 { n } else { 0.0 };
        let law = match evidence {
            _ if most <= 0.0 => Law::All,
            [] if rate >= 1.0 => Law::All,
            [] => Law::Single(Single::Known(rate)),
            &[Evidence { a, b }] if rate >= 1.0 => Law::Single(Single::Beta(a, b)),
            _ if n <= urn::MOST_INPUTS as f64 => {
                *place = urn::distribution(evidence, rate, index(n));
                Law::Few(place)
            }
            _ => Law::Several { evidence, rate },
        };
        Self {
            most,
            mean: most * evidence.iter().fold(rate, |product, gate| product * gate.mean()),
            law,
        }
    }

    /// Of a flow.
    pub(crate) fn of_flow(results: &'a Results) -> Self {
        if results.mean > 0.0 {
            Self { most: MOST_WHOLE, mean: results.mean, law: Law::Flow(results) }
        } else {
            Self { most: 0.0, mean: 0.0, law: Law::All }
        }
    }

    /// Whether there is no end to how many there can be.
    pub(crate) const fn is_endless(&self) -> bool {
        matches!(self.law, Law::Flow(_))
    }

    /// P(N < k) and P(N >= k), for k whole.
    pub(crate) fn tails(&self, k: f64) -> Tails {
        if k <= 0.0 {
            return Tails::from_lower(0.0);
        }
        if k > self.most {
            return Tails::from_upper(0.0);
        }
        match self.law {
            Law::All => Tails::from_lower(0.0),
            Law::Single(chance) => chance.tails(k, self.most).0,
            Law::Few(cells) => urn::tails(cells, k),
            Law::Several { evidence, rate } => invert(evidence, rate, k, self.most).tails,
            Law::Flow(results) => results.tails(k),
        }
    }

    /// The chance of at least k deals.
    pub(crate) fn at_least(&self, k: f64) -> Likelihood {
        let (tails, method) = match self.law {
            Law::Single(chance) if k <= self.most => chance.tails(k, self.most),
            Law::Several { .. } => (self.tails(k), Method::Inversion),
            _ => (self.tails(k), Method::Exact),
        };
        Likelihood::upper(tails, method)
    }

    /// P(N = k), k from 1 to the most; it may also lie between whole numbers, for integrals.
    pub(crate) fn mass(&self, k: f64) -> f64 {
        match self.law {
            Law::All => f64::from(u8::from(k >= self.most)),
            Law::Single(chance) => chance.mass(k, self.most),
            Law::Few(cells) => urn::at(cells, k),
            Law::Several { evidence, rate } => invert(evidence, rate, k, self.most).density / k,
            Law::Flow(results) => results.mass(k),
        }
    }

    /// How it is all worked out.
    pub(crate) fn method(&self) -> Method {
        match self.law {
            Law::Several { .. } => Method::Inversion,
            // Of fewer, each tail is a sum of masses.
            Law::Single(Single::Beta(..)) if self.most > 256.0 => Method::Inversion,
            _ => Method::Exact,
        }
    }
}
