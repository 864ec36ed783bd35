//! Approximate answers from which the searches start. Their error costs time but does not change the answer.

use crate::float::{ceil, exp, floor, ln, ln_1p, sqrt};
use crate::math::{Tails, normal_inverse};
use crate::rate::Evidence;

/// About the number of inputs that give k results at a known rate with the probability `wanted.upper`: Cornish & Fisher's
/// (1938) expansion of the negative binomial waiting time; exact for k = 1.
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
    // Far in the tail and for few results the expansion is no longer monotone and may fall below k.
    let start = floor(mean + deviation * w - 0.5);
    if start >= k { start } else { k }
}

/// About the mean and variance of the logarithm of the overall rate.
pub(crate) fn ln_rate(evidence: &[Evidence], rate: f64) -> (f64, f64) {
    let mut sum = (ln(rate), 0.0);
    for gate in evidence {
        let (a, n) = (ln_gamma_variable(gate.a), ln_gamma_variable(gate.a + gate.b));
        sum.0 += a.0 - n.0;
        sum.1 += a.1 - n.1;
    }
    sum
}

/// About the number of inputs that give k results at an uncertain rate: ln n as if it were normal.
pub(crate) fn inputs(k: f64, ln_rate: (f64, f64), wanted: Tails) -> f64 {
    let results = ln_gamma_variable(k);
    let spread = sqrt((ln_rate.1 + results.1).max(0.0));
    let ln_n = results.0 - ln_rate.0 + spread * normal_inverse(wanted.swapped());
    exp(ln_n.clamp(0.0, LN_MOST)).max(k)
}

/// About the number of results k of n inputs with P(X < k) = `wanted.upper`: ln k as if it were normal.
pub(crate) fn results(n: f64, ln_rate: (f64, f64), wanted: Tails) -> f64 {
    let mean = n * exp(ln_rate.0);
    let spread = sqrt((ln_rate.1 + 1.0 / mean.max(1.0)).max(0.0));
    (mean * exp(spread * normal_inverse(wanted.swapped()))).min(n)
}

/// Beyond ln 2^53 = 36.7 there is no count.
const LN_MOST: f64 = 40.0;

/// About digamma and trigamma of a, the mean and variance of the logarithm of a gamma variable: from their asymptotic
/// series at a + 1/2, within 0.12 of the mean and 1.5% of the variance for all a.
fn ln_gamma_variable(a: f64) -> (f64, f64) {
    (ln(a + 0.5) - 1.0 / a, 1.0 / (a * a) + 1.0 / (a + 0.5))
}
