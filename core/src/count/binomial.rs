//! Counts whose rate is one number, or one Beta distribution: binomial and beta-binomial.

use super::product;
use crate::float::floor;
use crate::math::{Method, Tails, beta_binomial_mass, beta_tails_and_slope, binomial_mass};
use crate::rate::Evidence;

/// A distribution of counts whose step from one number to the next is a short formula.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Single {
    /// A rate strictly between 0 and 1.
    Known(f64),
    /// Beta(a, b).
    Beta(f64, f64),
}

impl Single {
    /// With more terms than this the inversion is as fast.
    pub(crate) const MOST_TERMS: f64 = 256.0;

    /// P(X < k) and P(X >= k) of n.
    pub(crate) fn tails(self, k: f64, n: f64) -> (Tails, Method) {
        let (tails, _, method) = self.tails_and_slope(k, n, None);
        (tails, method)
    }

    /// The same, and P(X >= k) of n + 1 less that of n. If only one tail matters, the lower one or not the
    /// lower one, the other may be no more than what it leaves.
    pub(crate) fn tails_and_slope(
        self,
        k: f64,
        n: f64,
        only_lower: Option<bool>,
    ) -> (Tails, f64, Method) {
        if k <= 0.0 {
            return (Tails::from_lower(0.0), 0.0, Method::Exact);
        }
        if k > n {
            let first = if k - n <= 1.0 { self.mass(n, n) * self.pass(n, n) } else { 0.0 };
            return (Tails::from_upper(0.0), first, Method::Exact);
        }
        let rest = n - k + 1.0;
        match self {
            Single::Known(p) => {
                let (tails, slope) = beta_tails_and_slope(k, rest, p);
                (tails.swapped(), slope / rest, Method::Exact)
            }
            Single::Beta(a, b) => {
                let slope = self.mass(k - 1.0, n) * self.pass(k - 1.0, n);
                // The tail that matters, or the one of fewer terms, unless it leaves too little for the other.
                let first = only_lower.map_or(rest < k, |lower| !lower);
                for upper in [first, !first] {
                    if (if upper { rest } else { k }) > Self::MOST_TERMS {
                        continue;
                    }
                    let sum = if upper { self.sum(n, k, n) } else { self.sum(n, 0.0, k - 1.0) };
                    if sum <= 0.75 || only_lower == Some(!upper) {
                        let tails = Tails::from_lower(sum.min(1.0));
                        let tails = if upper { tails.swapped() } else { tails };
                        return (tails, slope, Method::Exact);
                    }
                }
                let found = product::invert(&[Evidence { a, b }], 1.0, k, n);
                (found.tails, slope, Method::Inversion)
            }
        }
    }

    /// P(X = k) of n.
    pub(crate) fn mass(self, k: f64, n: f64) -> f64 {
        match self {
            Single::Known(p) => binomial_mass(k, n, p),
            Single::Beta(a, b) => beta_binomial_mass(k, n, a, b),
        }
    }

    /// The chance that the next item passes when k of n did.
    fn pass(self, k: f64, n: f64) -> f64 {
        match self {
            Single::Known(p) => p,
            Single::Beta(a, b) => (a + k) / (a + b + n),
        }
    }

    /// By what factor P(X >= k) of n + 1 less that of n grows as n becomes n + 1; k <= n + 1.
    pub(crate) fn ratio_by_input(self, k: f64, n: f64) -> f64 {
        let fail = match self {
            Single::Known(p) => 1.0 - p,
            Single::Beta(a, b) => (b + (n - k + 1.0)) / (a + b + n + 1.0),
        };
        (n + 1.0) / (n - k + 2.0) * fail
    }

    /// P(X = k + 1) / P(X = k) of n; k < n.
    pub(crate) fn ratio_by_result(self, k: f64, n: f64) -> f64 {
        let odds = match self {
            Single::Known(p) => p / (1.0 - p),
            Single::Beta(a, b) => (a + k) / (b + (n - k - 1.0)),
        };
        (n - k) / (k + 1.0) * odds
    }

    /// P(from <= X <= to) of n, from the likeliest count outwards: the others may be too small for an f64.
    fn sum(self, n: f64, from: f64, to: f64) -> f64 {
        let mode = match self {
            Single::Beta(a, b) if a > 1.0 => {
                // Both at most 1: falling to both sides of nothing, so one end is as good as the other.
                if b > 1.0 { floor((n + 1.0) * ((a - 1.0) / (a + b - 2.0))) } else { n }
            }
            _ => 0.0,
        };
        let start = mode.max(from).min(to);
        let first = self.mass(start, n);
        let mut total = first;
        let (mut k, mut term) = (start, first);
        while k < to {
            term *= self.ratio_by_result(k, n);
            total += term;
            k += 1.0;
        }
        (k, term) = (start, first);
        while k > from {
            k -= 1.0;
            term /= self.ratio_by_result(k, n);
            total += term;
        }
        total
    }
}
