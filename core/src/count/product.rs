//! P(X >= k) when the overall rate is a product of Beta rates, by inverting a Mellin transform.
//!
//! P(Bin(n, P) >= k) = P(Q <= P) with Q ~ Beta(k, n - k + 1), for any P. For independent rates the transform of P / Q is
//! a product of ratios of gamma functions,
//! M(s) = rate^s * prod B(a_i + s, b_i) / B(a_i, b_i) * B(k - s, n - k + 1) / B(k, n - k + 1),
//! and P(X >= k) = (1 / 2 pi i) integral of M(s) / s along a vertical line right of 0; left of 0 the same integral is
//! -P(X < k). Without the factor 1 / s it is k P(X = k).
//!
//! On a path through the saddle point nothing cancels, so a small tail keeps its relative precision (Daniels 1954;
//! Lugannani & Rice 1980 is its first term only). On a hyperbola instead of a line the trapezoidal rule converges
//! exponentially (Weideman & Trefethen 2007).

use crate::float::{Complex, ln, ln_1p, product_error, sqrt};
use crate::math::Tails;
use crate::rate::Evidence;
use crate::search::Reals;

/// P(X < k), P(X >= k), and k P(X = k).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inverted {
    pub(crate) tails: Tails,
    pub(crate) density: f64,
}

/// The function ln M(s).
struct Exponent<'a> {
    evidence: &'a [Evidence],
    ln_rate: f64,
    /// ln of the mean of P over the mean of Q.
    drift: f64,
    /// The smallest a + b of all Beta distributions, Q's included.
    items: f64,
    k: f64,
    rest: f64,
}

/// The tails of `n` inputs at k, 1 <= k <= n, with a known `rate` above 0 beside the evidence.
pub(crate) fn invert(evidence: &[Evidence], rate: f64, k: f64, n: f64) -> Inverted {
    let rest = n - k + 1.0;
    let least = evidence.iter().fold(f64::MAX, |least, gate| least.min(gate.a));
    let items = evidence.iter().fold(k + rest, |least, gate| least.min(gate.a + gate.b));
    let (ln_rate, drift) = (ln(rate), drift(evidence, rate, k, rest));
    let exponent = Exponent { evidence, ln_rate, drift, items, k, rest };
    // The path passes on the side of the smaller tail. Between the poles at -a and 0 it must not be too narrow.
    let left = least > ROOM && exponent.slope(0.0).1 > 0.0;
    let Some((center, bend)) = exponent.saddle(left, if left { -least } else { k }) else {
        let none = Tails::from_lower(0.0);
        return Inverted { tails: if left { none } else { none.swapped() }, density: 0.0 };
    };
    let (below, above) = if left { (center + least, -center) } else { (center, k - center) };
    let radius = RADIUS * (1.0 / sqrt(bend)).min(below).min(above);
    let (sine, cosine) = (if exponent.turns_left(center) { -BEND.0 } else { BEND.0 }, BEND.1);

    let (mut tail, mut density) = (0.0, 0.0);
    let (mut grown, mut first) = (1.0, f64::MAX);
    for node in 0..MOST_NODES {
        let (cosh, sinh) = (0.5 * (grown + 1.0 / grown), 0.5 * (grown - 1.0 / grown));
        let s = Complex::new(center + radius * sine * (cosh - 1.0), radius * cosine * sinh);
        // ds / i du.
        let along = Complex::new(cosine * cosh, -sine * sinh);
        #[cfg(test)]
        crate::search::look();
        let value = exponent.at(s).exp();
        // A guard: from the saddle on |M(s)| can only fall.
        let rise = (value.re.abs() + value.im.abs()) / first;
        if rise > MOST_RISE || rise.is_nan() {
            break;
        }
        if node == 0 {
            first = value.re;
        }
        let value = value.times(along);
        let share = value.times(s.inverse());
        let weight = if node == 0 { 0.5 } else { 1.0 };
        tail += weight * share.re;
        density += weight * value.re;
        let small =
            |part: Complex, sum: f64| part.re.abs() + part.im.abs() <= NEGLIGIBLE * sum.abs();
        if node > LEAST_NODES && small(share, tail) && small(value, density) {
            break;
        }
        grown *= EXP_STEP;
    }
    let per_pi = STEP * radius * core::f64::consts::FRAC_1_PI;
    let density = (density * per_pi).max(0.0);
    let tails = if left {
        Tails::from_lower((0.0 - tail * per_pi).clamp(0.0, 1.0))
    } else {
        Tails::from_upper((tail * per_pi).clamp(0.0, 1.0))
    };
    Inverted { tails, density }
}

/// The step of the trapezoidal rule. Its error is about exp(-2 pi (pi / 8) / STEP) = 1e-15, because the integrand is
/// analytic in a strip of half-width pi / 8: from the angle at which the path is straight to the one at which it bends so
/// far that the normal part of M(s) grows.
const STEP: f64 = 1.0 / 14.0;
/// exp(STEP).
const EXP_STEP: f64 = 1.0740414307162958;
/// Sine and cosine of pi / 8.
const BEND: (f64, f64) = (0.3826834323650898, 0.9238795325112867);
/// The hyperbola's radius over the distance to the nearest pole: small enough that the pole lies outside of the strip.
const RADIUS: f64 = 0.7;
/// A path left of 0 must pass between the poles at -a and 0: closer than this it would be too narrow.
const ROOM: f64 = 1e-3;
/// |M(s)| may exceed its value at the saddle by rounding only; this leaves room for an approximate saddle.
const MOST_RISE: f64 = 1e3;
/// Terms below this part of the sum end it: a hundredth of its last digit.
const NEGLIGIBLE: f64 = 1e-18;
/// Terms may vanish by chance near the saddle; fewer nodes than this never end the sum.
const LEAST_NODES: u32 = 4;
/// The slowest decay, |s|^-2, has fallen below [`NEGLIGIBLE`] long before: exp(2 * 600 / 14) = 1e37.
const MOST_NODES: u32 = 600;
/// Steps to the saddle by Newton's method or bisection. One search of the tests needs more than 60.
const MOST_STEPS: u32 = 120;

impl Exponent<'_> {
    fn at(&self, s: Complex) -> Complex {
        // Near 0 the logarithms of the means cancel as one sum; farther out each within its own ratio of gamma functions.
        let near = s.re.abs() + s.im.abs() < self.items;
        let mut sum = s.scaled(if near { self.drift } else { self.ln_rate });
        sum = sum.plus(ln_beta_ratio(self.k, self.rest, s.scaled(-1.0), near));
        for gate in self.evidence {
            sum = sum.plus(ln_beta_ratio(gate.a, gate.b, s, near));
        }
        sum
    }

    /// ln M and its derivative at a real point, by the complex step (Squire & Trapp 1998), which takes no difference.
    fn slope(&self, c: f64) -> (f64, f64) {
        let step = 1e-6 / sqrt(self.bend(c));
        let value = self.at(Complex::new(c, step));
        (value.re, value.im / step)
    }

    /// About the second derivative of ln M, within a fifth of itself.
    fn bend(&self, c: f64) -> f64 {
        let gates = self.evidence.iter().map(|gate| rough(gate.a + c, gate.b));
        rough(self.k - c, self.rest) + gates.sum::<f64>()
    }

    /// Whether M(s) on the vertical line through `c` turns like exp(s x) with an x above 0, so that it decays to the left
    /// before it can oscillate. x is far from 0 where one of the rates is much better known than the others.
    fn turns_left(&self, c: f64) -> bool {
        let top = self.at(Complex::new(c, 0.0)).re;
        let mut height = 1.0 / sqrt(self.bend(c));
        let mut value = Complex::ONE;
        // Up to the height beyond which M(s) no longer contributes: exp(-40) = 4e-18 of the top, less the growth of the
        // height itself, by ln 4 = 1.39 in each round.
        let mut least = top - 40.0;
        for _ in 0..100 {
            value = self.at(Complex::new(c, height));
            if value.re < least {
                break;
            }
            height *= 4.0;
            least -= 1.39;
        }
        value.im > 0.0
    }

    /// About where M(s) / |s| is smallest between 0 and `pole`, and the second derivative of its logarithm there. The
    /// logarithm is convex: it falls from one pole to the saddle and rises to the other. `None` where M(s), an upper bound
    /// of the tail (Chernoff 1952), is below the smallest f64.
    fn saddle(&self, left: bool, pole: f64) -> Option<(f64, f64)> {
        let mut bracket = if left { Reals::new(pole, 0.0) } else { Reals::new(0.0, pole) };
        // The start is the saddle of a normal distribution.
        let (mean, bend) = (self.slope(0.0).1, self.bend(0.0));
        let root = sqrt(mean * mean + 4.0 * bend);
        // It is the root of bend c^2 + mean c - 1 on this side, here without cancellation.
        let mut c = match (left, mean > 0.0) {
            (false, false) => 0.5 * (root - mean) / bend,
            (false, true) => 2.0 / (root + mean),
            (true, true) => -0.5 * (root + mean) / bend,
            (true, false) => -2.0 / (root - mean),
        };
        for step in 1..=MOST_STEPS {
            if !bracket.holds(c) {
                c = bracket.middle();
                if !bracket.holds(c) {
                    return None;
                }
            }
            #[cfg(test)]
            crate::search::look();
            let (value, slope) = self.slope(c);
            // exp(-745) is the smallest f64.
            if value < -800.0 {
                return None;
            }
            let slope = slope - 1.0 / c;
            let bend = self.bend(c) + 1.0 / (c * c);
            // Within a tenth of a standard deviation is near enough. The last step stays where M(s) is known to be finite.
            if slope * slope <= 0.01 * bend || step == MOST_STEPS {
                break;
            }
            bracket.record(c, slope >= 0.0 || slope.is_nan());
            c -= slope / bend;
        }
        Some((c, self.bend(c) + 1.0 / (c * c)))
    }
}

/// About trigamma(a) - trigamma(a + b), the variance of the logarithm of a Beta(a, b) rate.
fn rough(a: f64, b: f64) -> f64 {
    (1.0 + 1.0 / a) / a * (b / (a + b))
}

/// The logarithm of `rate` times the means a / (a + b) of the evidence over k / (k + rest), in twice the digits of an f64:
/// where all rates are well known it is small and is multiplied by a large s.
fn drift(evidence: &[Evidence], rate: f64, k: f64, rest: f64) -> f64 {
    let (mut product, mut low) = (rate, 0.0);
    // The logarithm of what was taken out of the product before it lost digits to underflow.
    let mut taken = 0.0;
    for gate in evidence {
        if product < 1e-250 {
            taken += ln(product);
            (product, low) = (1.0, 0.0);
        }
        let (share, share_low) = mean(gate.a, gate.b);
        low = product_error(product, share) + (product * share_low + low * share);
        product *= share;
    }
    let (one, one_low) = mean(k, rest);
    let over = ((product - one) + (low - one_low)) / one;
    if taken == 0.0 && over.abs() < 0.5 { ln_1p(over) } else { taken + ln(product / one) }
}

/// a / (a + b), and its rounding error.
fn mean(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    let mean = a / sum;
    let sum_low = (a - (sum - part)) + (b - part);
    (mean, ((a - mean * sum) - (product_error(mean, sum) + mean * sum_low)) / sum)
}

/// ln of B(a + s, b) / B(a, b), Re(a + s) > 0, up to a multiple of 2 pi i; with `near`, s ln(a / (a + b)) is left out. By
/// Stirling's series as one difference: the large logarithms of gamma functions are never formed.
fn ln_beta_ratio(mut a: f64, b: f64, s: Complex, near: bool) -> Complex {
    let first = a / (a + b);
    // First by the recurrence up to where the series holds.
    let mut product = Complex::ONE;
    for _ in 0..40 {
        let at = Complex::new(a + s.re, s.im);
        if a >= 12.0 && (at.re >= 12.0 || at.re * at.re + at.im * at.im >= 144.0) {
            break;
        }
        let ratio = Complex::new(a + b + s.re, s.im).times(at.inverse());
        product = product.times(ratio).scaled(a / (a + b));
        a += 1.0;
    }
    let n = a + b;
    let mean = a / n;
    let at_a = Complex::new(a + s.re, s.im);
    let at_n = Complex::new(n + s.re, s.im);
    let share = at_n.inverse();
    // (1 + s/a) / (1 + s/n) - 1.
    let part = s.times(share);
    let grown = part.scaled(b / a);
    // The first order of the logarithms cancels, so ln(1 + z) - z is computed in one piece.
    let bent = grown.ln_1p_less_z();
    let mut kept = grown.plus(bent);
    let passed = if near {
        kept.re += ln(mean / first);
        part.scaled(-1.0).ln_1p_less_z()
    } else {
        if 2.0 * b < at_n.re.abs() + at_n.im.abs() {
            kept = share.scaled(-b).ln_1p();
        } else {
            kept = at_a.times(share).ln();
        }
        part.plus(s.scaled(1.0 / n).ln_1p().scaled(-1.0))
    };
    let main = s.times(kept).plus(bent.scaled(a - 0.5)).plus(grown.scaled(-0.5));
    let mut sum = main.plus(passed.scaled(b));
    if product != Complex::ONE {
        sum = sum.plus(product.ln());
    }
    sum = sum.plus(series(at_a)).plus(series(at_n).scaled(-1.0));
    let real = |x: f64| series(Complex::new(x, 0.0)).re;
    sum.re += real(n) - real(a);
    sum
}

/// The error of Stirling's formula, to 1e-16 for |z| >= 12: 1 / 12 z - 1 / 360 z^3 + ...
fn series(z: Complex) -> Complex {
    const TERMS: [f64; 5] = [1.0 / 1188.0, -1.0 / 1680.0, 1.0 / 1260.0, -1.0 / 360.0, 1.0 / 12.0];
    let inverse = z.inverse();
    let square = inverse.times(inverse);
    let mut sum = Complex::new(-691.0 / 360_360.0, 0.0);
    for term in TERMS {
        sum = sum.times(square);
        sum.re += term;
    }
    sum.times(inverse)
}
