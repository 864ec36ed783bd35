//! Poisson counts, whose mean is known or gamma distributed.

use super::closeness::closeness;
use crate::float::{floor, sqrt};
use crate::math::{
    Point, Tails, beta_tails_at, gamma_tails, negative_binomial_mass, normal_inverse, poisson_mass,
};
use crate::search::{MOST_WHOLE, first_whole};

/// How many results come: negative binomial, each of `shape` seen against what is to come, whose share of the
/// time is `at.x`; where the shape is infinite the mean is known, and they are Poisson distributed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Results {
    pub(crate) mean: f64,
    pub(crate) shape: f64,
    pub(crate) at: Point,
}

impl Results {
    /// P(X < k) and P(X >= k), for k whole, which may be beyond 2^53.
    pub(crate) fn tails(&self, k: f64) -> Tails {
        if k <= 0.0 {
            Tails::from_lower(0.0)
        } else if self.shape < f64::INFINITY {
            beta_tails_at(k, self.shape, self.at).0.swapped()
        } else {
            gamma_tails(k, self.mean).swapped()
        }
    }

    /// P(X = k); k may also lie between whole numbers, for integrals.
    pub(crate) fn mass(&self, k: f64) -> f64 {
        if self.shape < f64::INFINITY {
            negative_binomial_mass(k, self.shape, self.at)
        } else {
            poisson_mass(k, self.mean)
        }
    }

    /// The smallest k with P(X <= k) >= p, if there is one below 2^53.
    pub(crate) fn quantile(&self, p: Tails) -> Option<f64> {
        if p.lower <= 0.0 || self.mean <= 0.0 {
            return Some(0.0);
        }
        if p.upper <= 0.0 {
            return None;
        }
        let score = normal_inverse(p);
        let deviation = sqrt(self.mean) * sqrt(1.0 + self.mean / self.shape);
        let guess = floor(self.mean + deviation * score);
        let found = first_whole(0.0, MOST_WHOLE, guess, 1.0 + floor(0.1 * deviation), &mut |k| {
            // P(X <= k) is what k + 1 misses.
            closeness(self.tails(k + 1.0).swapped(), p, score)
        });
        (found <= MOST_WHOLE).then_some(found)
    }
}
