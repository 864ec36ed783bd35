//! The incomplete beta function I_x(a, b), the cdf of a Beta(a, b) variable. The incomplete gamma function is its limit for
//! large b and is summed by the same three methods.

use super::saddle::{Density, Point, stirling};
use super::tails::Tails;
use crate::float::{erfc, exp, exp_m1, ln, ln_1p, polynomial, sqrt};
use core::f64::consts::TAU;

/// I_x(a, b) and its complement at `at.x`, for a, b > 0, and x^a y^b / B(a, b), which is the derivative of
/// the lower tail by ln(x / y).
pub(crate) fn beta_tails_at(a: f64, b: f64, at: Point) -> (Tails, f64) {
    if at.x <= 0.0 {
        return (Tails::from_lower(0.0), 0.0);
    }
    if at.y <= 0.0 {
        return (Tails::from_upper(0.0), 0.0);
    }
    if b == 1.0 {
        return power(a, at);
    }
    if a == 1.0 {
        let (tails, slope) = power(b, at.mirrored());
        return (tails.swapped(), slope);
    }
    let below = at.below_mean(a, b);
    let density = Density::beta(a, b, at, below);
    let n = a + b;
    let (nx, ny) = (n * at.x, n * at.y);
    if a < 1.0 && nx < SMALL && at.x < 0.5 {
        return (small_beta(a, b, at.x), density.value());
    }
    if b < 1.0 && ny < SMALL && at.y < 0.5 {
        return (small_beta(b, a, at.y).swapped(), density.value());
    }
    tails(
        density,
        below,
        (b - a) / n,
        Fraction { a, bx: b * at.x, nx, x: at.x },
        Fraction { a: b, bx: a * at.y, nx: ny, x: at.y },
    )
}

/// I_x(a, b) and its complement, for a, b > 0 and x in 0..=1.
pub(crate) fn beta_tails(a: f64, b: f64, x: f64) -> Tails {
    beta_tails_at(a, b, Point::at(x)).0
}

/// [`beta_tails`], with its by-product x^a y^b / B(a, b): with a = k and b = n - k + 1 it is n - k + 1 times what
/// P(at least k) grows by from n to n + 1, x P(k - 1 of n).
pub(crate) fn beta_tails_and_slope(a: f64, b: f64, x: f64) -> (Tails, f64) {
    beta_tails_at(a, b, Point::at(x))
}

/// x^a and 1 - x^a, the case b = 1, with the derivative.
fn power(a: f64, at: Point) -> (Tails, f64) {
    let exponent = a * at.ln_x();
    let lower = exp(exponent);
    (Tails { lower, upper: -exp_m1(exponent) }, a * lower * at.y)
}

/// Both tails of a beta or gamma variable: the one away from the mean is summed, the other is its complement. `skew` is
/// (b - a) / (a + b); `lower` and `upper` are the two tails' fractions.
pub(crate) fn tails(
    density: Density,
    below: f64,
    skew: f64,
    lower: Fraction,
    upper: Fraction,
) -> (Tails, f64) {
    let slope = density.value();
    let (fraction, skew) = if below >= 0.0 { (lower, skew) } else { (upper, -skew) };
    let variance = 1.0 / (density.scale * TAU);
    let tail = if variance < NARROW && density.deviation * variance < NEAR {
        nearly_normal(density.deviation, slope, variance, skew)
    } else {
        slope * fraction.sum(below.abs())
    };
    let tail = tail.min(1.0);
    (if below >= 0.0 { Tails::from_lower(tail) } else { Tails::from_upper(tail) }, slope)
}

/// The expansion about the normal tail is used where the variance of the logit is below this and s^2 / 2 below [`NEAR`]:
/// there its nine terms reach 2e-14, as the test below shows against the fraction, in constant time.
const NARROW: f64 = 4e-3;
const NEAR: f64 = 0.008;

/// The lower tail at a point not above the mean, for large shapes (`variance` is that of the logit) and near the mean: a
/// normal tail and its expansion in powers of the standard deviation, in the manner of Temme (1982).
///
/// Let s, below 0, be the score whose normal density has this deviation, times the standard deviation: s^2 / 2 =
/// `deviation` * `variance`. The density by s is the normal one times q(s) = 1 + q1 s + q2 s^2 ..., whose coefficients are
/// polynomials in the skew. Integrating by parts gives the normal tail - slope * variance * (q1 P1 + q2 P2 + ...) with
/// P_k = s^(k-1) + (k-1) variance P_(k-2).
fn nearly_normal(deviation: f64, slope: f64, variance: f64, skew: f64) -> f64 {
    // From w w' = s (1 + skew w - w^2 (1 - skew^2) / 4), q = s / w, in exact fractions: polynomials in the square of the
    // skew, every other one times the skew.
    const Q: [[f64; 5]; 9] = [
        [0.0, 0.0, 0.0, 0.0, -1.0 / 3.0],
        [0.0, 0.0, 0.0, 1.0 / 48.0, 1.0 / 16.0],
        [0.0, 0.0, 0.0, 1.0 / 540.0, -1.0 / 60.0],
        [0.0, 0.0, 1.0 / 13824.0, 1.0 / 2304.0, 1.0 / 1536.0],
        [0.0, 0.0, -1.0 / 90720.0, 1.0 / 15120.0, 1.0 / 3360.0],
        [0.0, -139.0 / 49766400.0, 53.0 / 5529600.0, -89.0 / 614400.0, -1.0 / 24576.0],
        [0.0, -1.0 / 3265920.0, 1.0 / 1088640.0, 1.0 / 72576.0, 1.0 / 40320.0],
        [
            -571.0 / 66886041600.0,
            1.0 / 1114767360.0,
            -443.0 / 1238630400.0,
            -33.0 / 22937600.0,
            -1.0 / 2621440.0,
        ],
        [
            281.0 / 77598259200.0,
            -1.0 / 51321600.0,
            1.0 / 53222400.0,
            -23.0 / 19958400.0,
            -1.0 / 1419264.0,
        ],
    ];
    let s = -sqrt(2.0 * deviation * variance);
    let (mut sum, mut power, mut k) = (0.0, 1.0, 0.0);
    let (mut p, mut before) = (0.0, 0.0);
    let (mut factor, mut other) = (skew, 1.0);
    for q in &Q {
        (p, before) = (power + k * variance * before, p);
        sum += factor * polynomial(skew * skew, q) * p;
        (factor, other) = (other, factor);
        power *= s;
        k += 1.0;
    }
    0.5 * erfc(sqrt(deviation)) - slope * variance * sum
}

/// A shape below 1 is summed by powers of x up to so many expected events, and for x below 1/2: the series converges like
/// x^n, and beyond, the fraction sums the upper tail itself.
const SMALL: f64 = 1.0;

/// ln(Gamma(z + d) / Gamma(z)) - d ln z, for z >= 1 and d below 1: small, with an absolute error of 1e-17.
fn stirling_step(z: f64, d: f64) -> f64 {
    (z + d - 0.5) * ln_1p(d / z) - d + (stirling(z + d) - stirling(z))
}

/// Both tails for a shape a below 1 with few expected events.
fn small_beta(a: f64, b: f64, x: f64) -> Tails {
    // Stirling's formula does not hold for a b below 1, but Gamma(b) = Gamma(b + 1) / b.
    let (z, step) = if b < 1.0 { (b + 1.0, -ln_1p(a / b)) } else { (b, 0.0) };
    small_shape(a, b * x, x, a * ln(z * x) + stirling_step(z, a) + step)
}

/// The tails of a beta or gamma variable of shape a below 1, by powers of x. The upper one may be as small as a, so it is
/// not computed as the complement of the lower one.
///
/// Lower tail: x^a Gamma(a + b) / (Gamma(a + 1) Gamma(b)) (1 + a S), S = sum (1 - b) ... (n - b) x^n / (n! (a + n)).
/// `logarithm` is that of x^a Gamma(a + b) / Gamma(b), of the gamma function that of x^a.
pub(crate) fn small_shape(a: f64, bx: f64, x: f64, logarithm: f64) -> Tails {
    let (mut sum, mut term, mut n) = (0.0, 1.0, 1.0);
    for _ in 0..MOST_POWERS {
        term *= (n * x - bx) / n;
        let added = term / (a + n);
        sum += added;
        if added.abs() <= 1e-17 {
            break;
        }
        n += 1.0;
    }
    let exponent = logarithm - stirling_step(1.0, a);
    let power = exp(exponent);
    let more = power * (a * sum);
    Tails {
        lower: (power + more).clamp(0.0, 1.0),
        upper: (-exp_m1(exponent) - more).clamp(0.0, 1.0),
    }
}

/// The continued fraction of DiDonato & Morris (1992), "Algorithm 708", for the tail below x.
///
/// It takes `bx` = b x and `nx` = (a + b) x in place of b: in the limit of a large b and a small x it is the fraction of
/// the lower incomplete gamma function; in the limit of a large a, Legendre's fraction of the upper one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fraction {
    pub(crate) a: f64,
    pub(crate) bx: f64,
    pub(crate) nx: f64,
    pub(crate) x: f64,
}

impl Fraction {
    /// By Steed's method; the tail is x^a y^b / B(a, b) times it. `below` = a - (a + b) x is at least 0.
    fn sum(self, below: f64) -> f64 {
        let Self { a, bx, nx, x } = self;
        let mut before = 1.0 / (a + 1.0);
        let mut denominator = 1.0 / ((below + 1.0) * (a * before));
        let mut sum = denominator;
        let mut term = denominator;
        let mut m = 1.0;
        for _ in 0..MOST_TERMS {
            let after = 1.0 / (a + (m + m + 1.0));
            let above =
                ((a + (m - 1.0)) * before) * ((nx + (m - 1.0) * x) * before) * (m * (bx - m * x));
            let line =
                m + m * (bx - m * x) * before + ((a + m) * after) * (below + (1.0 + m * (2.0 - x)));
            denominator = 1.0 / (line + above * denominator);
            term *= line * denominator - 1.0;
            sum += term;
            if term.abs() <= 1e-16 * sum.abs() {
                break;
            }
            before = after;
            m += 1.0;
        }
        sum
    }
}

/// A guard: no reference needs 150.
const MOST_TERMS: u32 = 4000;
/// A guard: x is below 1/2, or the terms are those of an exponential series, so 60 reach 1e-17.
const MOST_POWERS: u32 = 200;

#[cfg(test)]
mod tests {
    use super::{Density, Fraction, Point, nearly_normal};
    use core::f64::consts::TAU;

    /// Two methods that have only the density in common agree where one takes over from the other.
    #[test]
    fn the_fraction_and_the_expansion_meet() {
        let mut compared = 0;
        for (a, b) in
            [(260.0, 1e9), (300.0, 2_000.0), (510.0, 505.0), (2e3, 4e2), (5e4, 1e4), (1e6, 251.0)]
        {
            for step in 0..=40 {
                let mean: f64 = a / (a + b);
                let deviation = crate::float::sqrt(mean * (1.0 - mean) / (a + b));
                let at = Point::at(mean - 0.05 * f64::from(step) * deviation);
                let below = at.below_mean(a, b);
                let density = Density::beta(a, b, at, below);
                let variance = 1.0 / (density.scale * TAU);
                if below < 0.0 || variance > 4e-3 || density.deviation * variance > 0.008 {
                    continue;
                }
                let fraction = Fraction { a, bx: b * at.x, nx: (a + b) * at.x, x: at.x };
                let slow = density.value() * fraction.sum(below);
                let skew = (b - a) / (a + b);
                let fast = nearly_normal(density.deviation, density.value(), variance, skew);
                assert!((fast / slow - 1.0).abs() < 2e-14, "{a} {b} {step}: {fast:e} {slow:e}");
                compared += 1;
            }
        }
        assert!(compared > 200);
    }
}
