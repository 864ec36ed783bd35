//! Quantiles of the beta and gamma distributions.

use super::beta::beta_tails_at;
use super::density::Point;
use super::elementary::{exp, ln, sqrt};
use super::gamma::gamma_tails_at;
use super::normal::normal_inverse;
use super::tails::Tails;

/// The x, and 1 - x, at which a Beta(a, b) rate has the tails `p`; the smaller tail is what counts.
pub(crate) fn beta_inverse(a: f64, b: f64, p: Tails) -> Tails {
    if p.upper < p.lower {
        return beta_lower(b, a, p.swapped()).swapped();
    }
    beta_lower(a, b, p)
}

/// The same where the lower tail is the smaller one.
fn beta_lower(a: f64, b: f64, p: Tails) -> Tails {
    if p.lower <= 0.0 {
        return Tails::from_lower(0.0);
    }
    // Carter (1947), as in AS 109 for shapes that allow it: on the logit scale, where the
    // distribution is closest to normal.
    let z = normal_inverse(p);
    let start = if a > 1.0 && b > 1.0 {
        let (ra, rb) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let h = 2.0 / (ra + rb);
        let k = (z * z - 3.0) / 6.0;
        let w = -z * sqrt(h + k.max(-h)) / h - (rb - ra) * (k + (5.0 / 6.0) - 2.0 / (3.0 * h));
        (a / b) * exp(-2.0 * w)
    } else {
        // The power law of the first term, x^a / (a B): exact as x goes to 0.
        let middle = Point::ratio(a, b);
        let (tails, slope) = beta_tails_at(a, b, middle);
        let _ = tails;
        let ln_scale = ln(slope) - a * middle.ln_x() - b * middle.mirrored().ln_x() - ln(a);
        let ln_x = ((ln(p.lower) - ln_scale) / a).min(-1e-3);
        let x = exp(ln_x);
        x / (1.0 - x)
    };
    let odds = climb(start, p.lower, |odds| {
        let at = Point::ratio(odds, 1.0);
        let (tails, slope) = beta_tails_at(a, b, at);
        (tails.lower, slope, at.below_mean(a, b))
    });
    let at = Point::ratio(odds, 1.0);
    Tails { lower: at.x, upper: at.y }
}

/// The x at which a gamma variable of shape a and scale 1 has the tails `p`.
pub(crate) fn gamma_inverse(a: f64, p: Tails) -> f64 {
    let z = normal_inverse(p);
    // Wilson & Hilferty (1931).
    let ninth = 1.0 / (9.0 * a);
    let root = 1.0 - ninth + z * sqrt(ninth);
    let mut start = a * root * root * root;
    if p.upper < p.lower {
        start = start.max(1e-3 * a);
        return climb(start, p.upper, |x| {
            let (tails, slope) = gamma_tails_at(a, x);
            (tails.upper, -slope, a - x)
        });
    }
    if p.lower <= 0.0 {
        return 0.0;
    }
    if a < 1.0 || root < 0.3 {
        // x^a / Gamma(a + 1).
        let (_, slope) = gamma_tails_at(a, a);
        let ln_scale = ln(slope) - a * ln(a) + a - ln(a);
        start = exp((ln(p.lower) - ln_scale) / a);
    }
    climb(start, p.lower, |x| {
        let (tails, slope) = gamma_tails_at(a, x);
        (tails.lower, slope, a - x)
    })
}

/// The x > 0 whose tail is `wanted`, by Halley's method for the logarithm of the tail over ln x (of a rate:
/// over its logit). `f` gives the tail, its derivative, and the relative derivative of that.
///
/// The densities are log-concave on these scales, so is the tail, and after the first step Newton's method comes
/// from one side and cannot run away; Halley's correction is kept within 1/2..2 for the same reason.
fn climb(start: f64, wanted: f64, f: impl Fn(f64) -> (f64, f64, f64)) -> f64 {
    let mut x = start;
    for _ in 0..MOST_STEPS {
        if !(x > 0.0) {
            return 0.0;
        }
        let (tail, slope, bend) = f(x);
        if !(tail > 0.0) || slope == 0.0 {
            // Beyond all f64: a big step back.
            x *= if slope >= 0.0 { 4.0 } else { 0.25 };
            continue;
        }
        let relative = slope / tail;
        let newton = -ln((tail / wanted).min(f64::MAX)) / relative;
        let step = newton / (1.0 + 0.5 * newton * (bend - relative)).clamp(0.5, 2.0);
        let before = x;
        x = (x * exp(step.clamp(-700.0, 700.0))).min(f64::MAX);
        if step.abs() <= 1e-6 || x == before {
            break;
        }
    }
    x
}

const MOST_STEPS: u32 = 60;
