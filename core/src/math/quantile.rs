//! Quantiles of the beta and gamma distributions.

use super::beta::beta_tails_at;
use super::gamma::gamma_tails_at;
use super::normal::normal_inverse;
use super::saddle::{Density, Point};
use super::tails::Tails;
use crate::float::{exp, ln, sqrt};
use crate::search::climb;

/// The x, and 1 - x, at which a Beta(a, b) variable has the tails `p`, of which the smaller one is used. 0 or 1 where the
/// answer is closer to them than the smallest f64.
pub(crate) fn beta_inverse(a: f64, b: f64, p: Tails) -> Tails {
    if p.upper < p.lower {
        return beta_lower(b, a, p.swapped()).swapped();
    }
    beta_lower(a, b, p)
}

/// [`beta_inverse`] where the lower tail is the smaller one.
fn beta_lower(a: f64, b: f64, p: Tails) -> Tails {
    let start = if a > 1.0 && b > 1.0 {
        // Carter (1947), as in Cran, Martin & Thomas (1977), "AS 109": normal on the logit scale.
        let z = normal_inverse(p);
        let (ra, rb) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let h = 2.0 / (ra + rb);
        let k = (z * z - 3.0) / 6.0;
        let w = -z * sqrt((h + k).max(0.0)) / h - (rb - ra) * (k + 5.0 / 6.0 - 2.0 / (3.0 * h));
        a / b * exp((-2.0 * w).clamp(-300.0, 300.0))
    } else {
        let at = Point::ratio(a, b);
        let slope = Density::beta(a, b, at, at.below_mean(a, b)).value();
        let x = by_power(a, p.lower, slope, a * at.ln_x() + b * at.mirrored().ln_x()).min(0.999);
        x / (1.0 - x)
    };
    let odds = halley(start, p.lower, true, |odds| {
        let at = Point::ratio(odds, 1.0);
        let (tails, slope) = beta_tails_at(a, b, at);
        (tails.lower, slope, at.below_mean(a, b))
    });
    let at = Point::ratio(odds, 1.0);
    Tails { lower: at.x, upper: at.y }
}

/// The x at which a gamma variable of shape a and scale 1 has the tails `p`, of which the smaller one is used. 0 where the
/// answer is below the smallest f64; an upper tail of 0 is taken for the smallest f64.
pub(crate) fn gamma_inverse(a: f64, p: Tails) -> f64 {
    // Wilson & Hilferty (1931): the cube root is nearly normal.
    let ninth = 1.0 / (9.0 * a);
    let root = 1.0 - ninth + normal_inverse(p) * sqrt(ninth);
    let start = if a >= 1.0 && root > 0.3 {
        a * (root * root * root)
    } else {
        let slope = Density::gamma(a, a, 0.0).value();
        let x = by_power(a, p.lower, slope, a * ln(a) - a);
        // Beyond 1 the density falls exponentially.
        if x < 1.0 { x } else { ln(a / p.upper.max(SMALLEST)).max(1.0) }
    };
    let rising = p.lower <= p.upper;
    let wanted = if rising { p.lower } else { p.upper.max(SMALLEST) };
    halley(start, wanted, rising, |x| {
        let (tails, slope) = gamma_tails_at(a, x);
        (if rising { tails.lower } else { tails.upper }, slope, a - x)
    })
}

/// The x whose lower tail is `wanted` if the tail grows like x^a, as it does near 0: from `slope` / a at a point where x^a
/// times the rest of the density has the logarithm `there`.
fn by_power(a: f64, wanted: f64, slope: f64, there: f64) -> f64 {
    exp((ln(wanted) + ln(a / slope) + there) / a)
}

/// The x > 0 whose tail is `wanted`, by Halley's method for the logarithm of the tail over ln x (of odds: over the
/// logit). `f` gives the tail, the derivative of the lower tail, and the relative derivative of that.
///
/// On these scales the density is log-concave, hence the tail too, and Newton's method comes from one side after its
/// first step. Halley's correction is kept within 1/2..2.
fn halley(start: f64, wanted: f64, rising: bool, f: impl Fn(f64) -> (f64, f64, f64)) -> f64 {
    if wanted <= 0.0 {
        return 0.0;
    }
    climb(start, |x| {
        let (tail, slope, bend) = f(x);
        let relative = if rising { slope / tail } else { -slope / tail };
        let newton = -ln((tail / wanted).min(f64::MAX)) / relative;
        let step = newton / (1.0 + 0.5 * newton * (bend - relative)).clamp(0.5, 2.0);
        ((tail > wanted) == rising, step)
    })
}

/// The smallest f64 above 0.
const SMALLEST: f64 = 5e-324;
