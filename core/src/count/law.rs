//! The laws that a count can follow, and their probabilities.

use super::binomial::Single;
use super::product;
use super::sum::Listed;
use super::urn::{self, Cells};
use crate::float::{exp_m1, index, ln, ln_1p};
use crate::math::{
    Method, Point, Tails, beta_tails_at, gamma_tails, negative_binomial_mass, poisson_mass,
};
use crate::rate::Evidence;
use crate::search::MOST_WHOLE;

/// The law of a count.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Law<'a> {
    /// Always this number.
    Fixed(f64),
    /// Successes of `n` trials of one known rate, strictly between 0 and 1; `n` is at least 1, here and below.
    Binomial { n: f64, rate: f64 },
    /// Successes of `n` trials of one unknown rate, which is Beta(a, b).
    BetaBinomial { n: f64, a: f64, b: f64 },
    /// Successes of `n` trials whose rate is the product of a known one and of independent Beta rates: at least one of
    /// these, and the known rate below 1 where it is only one.
    Product { n: f64, rate: f64, evidence: &'a [Evidence] },
    /// Arrivals at a known rate, `mean` expected.
    Poisson { mean: f64 },
    /// Arrivals at an unknown rate, which is Gamma(shape, seen), in the exposure `coming`.
    NegativeBinomial { shape: f64, coming: f64, seen: f64 },
    /// The sum of independent counts, number by number.
    Listed(Listed<'a>),
}

impl<'a> Law<'a> {
    /// Successes of `n` trials.
    pub(crate) const fn of_trials(evidence: &'a [Evidence], rate: f64, n: f64) -> Self {
        match evidence {
            _ if n <= 0.0 || rate <= 0.0 => Law::Fixed(0.0),
            [] if rate >= 1.0 => Law::Fixed(n),
            [] => Law::Binomial { n, rate },
            &[Evidence { a, b }] if rate >= 1.0 => Law::BetaBinomial { n, a, b },
            _ => Law::Product { n, rate, evidence },
        }
    }

    /// Trials of one rate, and how many they are.
    pub(crate) const fn single(self) -> Option<(Single, f64)> {
        match self {
            Law::Binomial { n, rate } => Some((Single::Known(rate), n)),
            Law::BetaBinomial { n, a, b } => Some((Single::Beta(a, b), n)),
            _ => None,
        }
    }

    /// This law, with its probabilities written to `cells` if each question would otherwise compute them anew. Worth it for
    /// more than one question.
    pub(crate) fn tabulated(self, cells: &'a mut Cells) -> Self {
        match self {
            Law::Product { n, rate, evidence } if table_reaches(n) => {
                *cells = urn::distribution(evidence, rate, index(n));
                let listed = cells.get(..=index(n)).unwrap_or_default();
                Law::Listed(Listed {
                    first: 0.0,
                    cells: listed,
                    least: 0.0,
                    most: n,
                    method: Method::Exact,
                })
            }
            law => law,
        }
    }

    /// The smallest number possible.
    pub(crate) const fn least(self) -> f64 {
        match self {
            Law::Fixed(n) => n,
            Law::Listed(listed) => listed.least,
            _ => 0.0,
        }
    }

    /// The largest number possible; infinite where there is none.
    pub(crate) const fn most(self) -> f64 {
        match self {
            Law::Fixed(n)
            | Law::Binomial { n, .. }
            | Law::BetaBinomial { n, .. }
            | Law::Product { n, .. } => n,
            Law::Poisson { .. } | Law::NegativeBinomial { .. } => f64::INFINITY,
            Law::Listed(listed) => listed.most,
        }
    }

    /// The largest number that is looked at.
    pub(crate) const fn top(self) -> f64 {
        let most = self.most();
        if most < f64::INFINITY { most } else { MOST_WHOLE }
    }

    #[inline]
    pub(crate) fn mean(self) -> f64 {
        match self {
            Law::Fixed(n) => n,
            Law::Binomial { n, rate } => n * rate,
            Law::BetaBinomial { n, a, b } => n * (a / (a + b)),
            Law::Product { n, rate, evidence } => {
                n * evidence.iter().fold(rate, |product, gate| product * gate.mean())
            }
            Law::Poisson { mean } => mean,
            Law::NegativeBinomial { shape, coming, seen } => shape * (coming / seen),
            Law::Listed(listed) => listed.mean(),
        }
    }

    /// The variance; infinite where it exceeds an f64.
    pub(crate) fn variance(self) -> f64 {
        match self {
            Law::Fixed(_) => 0.0,
            Law::Binomial { n, rate } => n * rate * (1.0 - rate),
            Law::BetaBinomial { n, a, b } => {
                let items = a + b;
                n * (a / items) * (b / items) * ((items + n) / (items + 1.0))
            }
            Law::Product { n, rate, evidence } => {
                // Var(P) / E(P)^2, and ln E(P), as sums: neither is left over from a difference.
                let (mut varies, mut ln_mean) = (0.0, ln(rate));
                for &Evidence { a, b } in evidence {
                    varies += ln_1p(b / (a * (a + b + 1.0)));
                    ln_mean -= ln_1p(b / a);
                }
                let mean = self.mean() / n;
                n * mean * -exp_m1(ln_mean) + n * mean * ((n - 1.0) * mean) * exp_m1(varies)
            }
            Law::Poisson { mean } => mean,
            Law::NegativeBinomial { coming, seen, .. } => {
                let mean = self.mean();
                mean + mean * (coming / seen)
            }
            Law::Listed(listed) => listed.variance(),
        }
    }

    /// P(X < k) and P(X >= k), for k whole.
    pub(crate) fn tails(self, k: f64) -> (Tails, Method) {
        if k <= 0.0 {
            return (Tails::from_lower(0.0), Method::Exact);
        }
        if k > self.most() {
            return (Tails::from_upper(0.0), Method::Exact);
        }
        let tails = match self {
            Law::Fixed(_) => Tails::from_lower(0.0),
            Law::Binomial { n, rate } => return Single::Known(rate).tails(k, n),
            Law::BetaBinomial { n, a, b } => return Single::Beta(a, b).tails(k, n),
            Law::Product { n, rate, evidence } => {
                if !table_reaches(n) {
                    let found = product::invert(evidence, rate, k, n);
                    return (found.tails, Method::Inversion);
                }
                urn::tails(&urn::distribution(evidence, rate, index(n)), k)
            }
            Law::Poisson { mean } => gamma_tails(k, mean).swapped(),
            Law::NegativeBinomial { shape, coming, seen } => {
                beta_tails_at(k, shape, share(coming, seen)).0.swapped()
            }
            Law::Listed(listed) => return (listed.tails(k), listed.method),
        };
        (tails, Method::Exact)
    }

    /// P(X = k). Except for [`Law::Listed`] and tables, k may also lie between whole numbers, for integrals.
    pub(crate) fn mass(self, k: f64) -> f64 {
        if k > self.most() {
            return 0.0;
        }
        match self {
            Law::Fixed(n) => f64::from(u8::from(k == n)),
            Law::Binomial { n, rate } => Single::Known(rate).mass(k, n),
            Law::BetaBinomial { n, a, b } => Single::Beta(a, b).mass(k, n),
            Law::Product { n, rate, evidence } => {
                if table_reaches(n) {
                    return urn::at(&urn::distribution(evidence, rate, index(n)), k);
                }
                let found = product::invert(evidence, rate, k.max(1.0), n);
                if k == 0.0 {
                    // P(X = 0) = P(X < 1).
                    found.tails.lower
                } else if k == n {
                    // P(X = n) = P(X >= n), and the transform of the tail decays faster than that of the density.
                    found.tails.upper
                } else {
                    found.density / k
                }
            }
            Law::Poisson { mean } => poisson_mass(k, mean),
            Law::NegativeBinomial { shape, coming, seen } => {
                negative_binomial_mass(k, shape, share(coming, seen))
            }
            Law::Listed(listed) => listed.mass(k),
        }
    }

    /// How its tails are computed.
    pub(crate) const fn method(self) -> Method {
        match self {
            Law::Product { n, .. } if !table_reaches(n) => Method::Inversion,
            // With fewer trials one tail is always short enough to be summed.
            Law::BetaBinomial { n, .. } if n > Single::MOST_TERMS => Method::Inversion,
            Law::Listed(listed) => listed.method,
            _ => Method::Exact,
        }
    }

    /// How P(X = k) is computed.
    pub(crate) const fn mass_method(self) -> Method {
        match self {
            Law::BetaBinomial { .. } => Method::Exact,
            law => law.method(),
        }
    }
}

/// Whether the product of several rates is computed by a table of all numbers; inverted otherwise.
pub(crate) const fn table_reaches(n: f64) -> bool {
    n <= urn::MOST_INPUTS as f64
}

/// The share of the exposure that is to come. From half of each, because the sum of the two may exceed an f64.
pub(crate) fn share(coming: f64, seen: f64) -> Point {
    Point::ratio(0.5 * coming, 0.5 * seen)
}
