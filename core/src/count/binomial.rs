//! Successes of trials with one rate, which is known or Beta distributed: the binomial and beta-binomial distributions.

use super::product;
use crate::float::floor;
use crate::math::{Method, Tails, beta_binomial_mass, beta_tails_and_slope, binomial_mass};
use crate::rate::Evidence;

/// A rate whose counts have a pmf with a short recurrence.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Single {
    /// A known rate, strictly between 0 and 1: binomial counts.
    Known(f64),
    /// A rate that is Beta(a, b): beta-binomial counts.
    Beta(f64, f64),
}

impl Single {
    /// A tail of more terms than this is computed by inversion. So many terms take 1.1 us and lose at most 256 roundings,
    /// 6e-14; an inversion takes 10 us, however many terms there are.
    pub(crate) const MOST_TERMS: f64 = 256.0;
    /// A sum above this leaves fewer than two bits less in its complement; then the other tail is summed instead.
    const ENOUGH_LEFT: f64 = 0.75;

    /// P(X < k) and P(X >= k) of n.
    pub(crate) fn tails(self, k: f64, n: f64) -> (Tails, Method) {
        let (tails, _, method) = self.tails_and_slope(k, n, None);
        (tails, method)
    }

    /// [`tails`](Self::tails), and P(X >= k) of n + 1 less that of n. When only one tail matters, `only_lower` says which: the other
    /// one may then be no more than its complement.
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
                // First the tail that matters, or the one of fewer terms.
                let first = only_lower.map_or(rest < k, |lower| !lower);
                for upper in [first, !first] {
                    if (if upper { rest } else { k }) > Self::MOST_TERMS {
                        continue;
                    }
                    let sum = if upper { self.sum(n, k, n) } else { self.sum(n, 0.0, k - 1.0) };
                    if sum <= Self::ENOUGH_LEFT || only_lower == Some(!upper) {
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

    /// The probability that the next trial succeeds after k of n did.
    fn pass(self, k: f64, n: f64) -> f64 {
        match self {
            Single::Known(p) => p,
            Single::Beta(a, b) => (a + k) / (a + b + n),
        }
    }

    /// The factor by which P(X >= k) of n + 1 less that of n grows as n becomes n + 1; k <= n + 1.
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

    /// P(from <= X <= to) of n, summed outwards from the mode: far from it the terms may underflow.
    fn sum(self, n: f64, from: f64, to: f64) -> f64 {
        let mode = match self {
            Single::Beta(a, b) if a > 1.0 => {
                if b > 1.0 {
                    floor((n + 1.0) * ((a - 1.0) / (a + b - 2.0)))
                } else {
                    n
                }
            }
            // With both shapes at most 1 the pmf is largest at the ends, so either one will do.
            _ => 0.0,
        };
        let start = mode.max(from).min(to);
        let first = self.mass(start, n);
        let mut total = first;
        let (mut k, mut term) = (start, first);
        while k < to {
            #[cfg(test)]
            crate::search::look();
            term *= self.ratio_by_result(k, n);
            total += term;
            k += 1.0;
        }
        (k, term) = (start, first);
        while k > from {
            #[cfg(test)]
            crate::search::look();
            k -= 1.0;
            term /= self.ratio_by_result(k, n);
            total += term;
        }
        total
    }
}
