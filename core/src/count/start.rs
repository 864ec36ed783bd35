//! Where to begin a search: approximations whose error costs time, never the answer.

use crate::float::{ceil, exp, floor, ln, ln_1p, sqrt};
use crate::math::{Tails, normal_inverse};
use crate::rate::Evidence;

/// How many inputs give k results at a known rate with the chance `wanted.upper`: Cornish & Fisher's
/// expansion (1938) for the negative binomial waiting time; exact for k = 1.
pub(crate) fn inputs_known(k: f64, rate: f64, wanted: Tails) -> f64 {
    if k == 1.0 {
        let ln_missed =
            if wanted.lower < wanted.upper { ln(wanted.lower) } else { ln_1p(-wanted.upper) };
        return ceil(ln_missed / ln_1p(-rate));
    }
    let fail = 1.0 - rate;
    let root = sqrt(k * fail);
    let (mean, deviation) = (k / rate, root / rate);
    let g = (2.0 - rate) / root;
    let e = (6.0 + rate * rate / fail) / k;
    let z = normal_inverse(wanted.swapped());
    let square = z * z;
    let w = z + g * (square - 1.0) / 6.0 + e * z * (square - 3.0) / 24.0
        - g * g * z * (2.0 * square - 5.0) / 36.0;
    // Far out, and for few results, the expansion turns back.
    let start = floor(mean + deviation * w - 0.5);
    if start >= k { start } else { k }
}

/// Mean and variance of ln of the overall rate, well enough to begin with.
pub(crate) fn ln_rate(evidence: &[Evidence], rate: f64) -> (f64, f64) {
    let mut sum = (ln(rate), 0.0);
    for gate in evidence {
        let (a, n) = (ln_gamma_variable(gate.a), ln_gamma_variable(gate.a + gate.b));
        sum.0 += a.0 - n.0;
        sum.1 += a.1 - n.1;
    }
    sum
}

/// How many inputs give k results at an uncertain rate: ln n as if it were normal.
pub(crate) fn inputs(k: f64, ln_rate: (f64, f64), wanted: Tails) -> f64 {
    let results = ln_gamma_variable(k);
    let spread = sqrt((ln_rate.1 + results.1).max(0.0));
    let ln_n = results.0 - ln_rate.0 + spread * normal_inverse(wanted.swapped());
    exp(ln_n.clamp(0.0, 40.0)).max(k)
}

/// How many results come of n inputs, such that P(X < k) is `wanted.upper`: ln k as if it were normal.
pub(crate) fn results(n: f64, ln_rate: (f64, f64), wanted: Tails) -> f64 {
    let mean = n * exp(ln_rate.0);
    let spread = sqrt((ln_rate.1 + 1.0 / mean.max(1.0)).max(0.0));
    (mean * exp(spread * normal_inverse(wanted.swapped()))).min(n)
}

/// About digamma and trigamma, the mean and variance of the logarithm of a gamma variable.
fn ln_gamma_variable(a: f64) -> (f64, f64) {
    (ln(a + 0.5) - 1.0 / a, 1.0 / (a * a) + 1.0 / (a + 0.5))
}
