//! P(X >= k) when the overall rate is a product of Beta rates, by inverting a Mellin transform.
//!
//! P(Bin(n, P) >= k) = P(Q <= P) with Q ~ Beta(k, n - k + 1), whatever P is. For independent rates the
//! transform of P / Q is a product of ratios of gamma functions,
//! M(s) = rate^s * prod B(a_i + s, b_i) / B(a_i, b_i) * B(k - s, n - k + 1) / B(k, n - k + 1),
//! and P(X >= k) = (1 / 2 pi i) integral of M(s) / s along a vertical line right of 0; left of 0 the same
//! is -P(X < k). Without the 1 / s it is k P(X = k). Through the saddle point nothing cancels, so the small tail
//! keeps its precision (Daniels 1954; Lugannani & Rice 1980 stop at its first term, which is not exact), and on a
//! hyperbola instead of a line the trapezoidal rule converges exponentially (Weideman & Trefethen 2007).

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

/// ln M(s).
struct Exponent<'a> {
    evidence: &'a [Evidence],
    ln_rate: f64,
    /// ln of the mean of P over that of Q.
    drift: f64,
    /// The least of all a + b.
    items: f64,
    k: f64,
    rest: f64,
}

/// Of `n` inputs, with a known `rate` above 0 beside the evidence, and 1 <= k <= n.
pub(crate) fn invert(evidence: &[Evidence], rate: f64, k: f64, n: f64) -> Inverted {
    let rest = n - k + 1.0;
    let least = evidence.iter().fold(f64::MAX, |least, gate| least.min(gate.a));
    let items = evidence.iter().fold(k + rest, |least, gate| least.min(gate.a + gate.b));
    let (ln_rate, drift) = (ln(rate), drift(evidence, rate, k, rest));
    let exponent = Exponent { evidence, ln_rate, drift, items, k, rest };
    // On the side of the smaller tail, if there is room between the poles at -a and 0 to pass.
    let left = least > 1e-3 && exponent.slope(0.0).1 > 0.0;
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
        let value = exponent.at(s).exp();
        // A last guard: from the saddle on there is only down.
        let rise = (value.re.abs() + value.im.abs()) / first;
        if rise > 1e3 || rise.is_nan() {
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
        let small = |part: Complex, sum: f64| part.re.abs() + part.im.abs() <= 1e-18 * sum.abs();
        if node > 4 && small(share, tail) && small(value, density) {
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

/// The trapezoidal rule's error is about exp(-2 pi (pi / 8) / STEP) = 1e-15: it converges in a strip of that width, from
/// where the line no longer bends to where it bends so far that the normal part of M(s) grows.
const STEP: f64 = 1.0 / 14.0;
const EXP_STEP: f64 = 1.0740414307162958;
/// Sine and cosine of pi / 8.
const BEND: (f64, f64) = (0.3826834323650898, 0.9238795325112867);
/// So that the nearest pole is outside of the strip.
const RADIUS: f64 = 0.7;
/// Far beyond the slowest decay there is, w^-2.
const MOST_NODES: u32 = 600;
/// Two for each bit that c may have to grow by.
const MOST_STEPS: u32 = 120;

impl Exponent<'_> {
    fn at(&self, s: Complex) -> Complex {
        // Near by the means cancel out all together, farther out each with what it is a part of.
        let near = s.re.abs() + s.im.abs() < self.items;
        let mut sum = s.scaled(if near { self.drift } else { self.ln_rate });
        sum = sum.plus(ln_beta_ratio(self.k, self.rest, s.scaled(-1.0), near));
        for gate in self.evidence {
            sum = sum.plus(ln_beta_ratio(gate.a, gate.b, s, near));
        }
        sum
    }

    /// ln M and its derivative at a real point, by the complex step (Squire & Trapp 1998): no difference is
    /// taken.
    fn slope(&self, c: f64) -> (f64, f64) {
        let step = 1e-6 / sqrt(self.bend(c));
        let value = self.at(Complex::new(c, step));
        (value.re, value.im / step)
    }

    /// The second derivative, but for a fifth of itself or so.
    fn bend(&self, c: f64) -> f64 {
        let gates = self.evidence.iter().map(|gate| rough(gate.a + c, gate.b));
        rough(self.k - c, self.rest) + gates.sum::<f64>()
    }

    /// Whether M(s) on the vertical line through `c` turns like exp(s x) with an x above 0, and so dies
    /// away to the left before it can oscillate. Where one of the rates is much better known than the others, x is
    /// far from 0.
    fn turns_left(&self, c: f64) -> bool {
        let top = self.at(Complex::new(c, 0.0)).re;
        let mut height = 1.0 / sqrt(self.bend(c));
        let mut value = Complex::ONE;
        // As far as an integral over the height would still feel it; from one height to the next it
        // grows by ln 4 = 1.39.
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

    /// Where M(s) / |s| is least between 0 and `pole`, well enough, and the second derivative of its
    /// logarithm there. The logarithm is convex, and falls from a pole to the saddle and rises to the other.
    /// `None` where M(s), which the tail is never above (Chernoff 1952), is beyond all f64.
    fn saddle(&self, left: bool, pole: f64) -> Option<(f64, f64)> {
        let mut bracket = if left { Reals::new(pole, 0.0) } else { Reals::new(0.0, pole) };
        // As for a normal distribution.
        let (mean, bend) = (self.slope(0.0).1, self.bend(0.0));
        let root = sqrt(mean * mean + 4.0 * bend);
        // The root of bend c^2 + mean c - 1 on this side, without cancellation.
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
            let (value, slope) = self.slope(c);
            if value < -800.0 {
                return None;
            }
            let slope = slope - 1.0 / c;
            let bend = self.bend(c) + 1.0 / (c * c);
            // The last one is not left for where nobody has looked.
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

/// The logarithm of `rate` times the means a / (a + b) of the evidence over k / (k + rest). In twice the digits: where all is
/// known well it is small, and s is large.
fn drift(evidence: &[Evidence], rate: f64, k: f64, rest: f64) -> f64 {
    let (mut product, mut low) = (rate, 0.0);
    // What was taken out before it was too small to have all its digits.
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

/// a / (a + b), and what its rounding lost.
fn mean(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    let mean = a / sum;
    let sum_low = (a - (sum - part)) + (b - part);
    (mean, ((a - mean * sum) - (product_error(mean, sum) + mean * sum_low)) / sum)
}

/// ln of B(a + s, b) / B(a, b), Re(a + s) > 0, up to a multiple of 2 pi i; `near` by less s ln(a / (a + b)). Stirling's
/// series, as one difference: the large logarithms of gamma functions are never formed.
fn ln_beta_ratio(mut a: f64, b: f64, s: Complex, near: bool) -> Complex {
    let first = a / (a + b);
    // Up the recurrence first, to where the series holds.
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
    // (1 + s/a) / (1 + s/n) is 1 and this.
    let part = s.times(share);
    let grown = part.scaled(b / a);
    // Of all logarithms what is of the first order is left out beforehand, where it cancels out.
    let bent = grown.ln_1p_bent();
    let mut kept = grown.plus(bent);
    let passed = if near {
        kept.re += ln(mean / first);
        part.scaled(-1.0).ln_1p_bent()
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

/// What Stirling's formula lacks, to 1e-16 for |z| >= 12: 1 / 12 z - 1 / 360 z^3 + ...
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
