//! The incomplete gamma function P(a, x), which is the chance of at least a Poisson events where x are expected, and
//! the pmf of Poisson counts whose mean is gamma distributed (negative binomial).

use super::beta::{Fraction, small_shape, tails};
use super::saddle::{Density, Point};
use super::tails::Tails;
use crate::float::{exp, ln};

/// Stands in for infinity in the continued fraction: a power of 2 whose square is still finite (2^500).
const ENDLESS: f64 = 3.273390607896142e150;

/// P(a, x) and Q(a, x) for a > 0, x >= 0, and x^a e^-x / Gamma(a), the derivative of P by ln x.
pub(crate) fn gamma_tails_at(a: f64, x: f64) -> (Tails, f64) {
    if x <= 0.0 {
        return (Tails::from_lower(0.0), 0.0);
    }
    let below = a - x;
    let density = Density::gamma(a, x, below);
    if a < 1.0 && x < 1.0 {
        return (small_shape(a, x, 0.0, a * ln(x)), density.value());
    }
    tails(
        density,
        below,
        1.0,
        Fraction { a, bx: x, nx: x, x: 0.0 },
        Fraction { a: ENDLESS, bx: a, nx: ENDLESS, x: 1.0 },
    )
}

/// P(a, x) and Q(a, x) for a > 0 and x >= 0.
pub(crate) fn gamma_tails(a: f64, x: f64) -> Tails {
    gamma_tails_at(a, x).0
}

/// The negative binomial pmf at k: Poisson counts whose mean is a gamma variable of this shape,
/// x^k y^shape / (k B(k, shape)), where `at.x` is the share of what comes and `at.y` that of what was seen. k is at
/// least 0, not necessarily whole.
pub(crate) fn negative_binomial_mass(k: f64, shape: f64, at: Point) -> f64 {
    if k <= 0.0 {
        exp(shape * at.mirrored().ln_x())
    } else if at.x <= 0.0 || at.y <= 0.0 {
        0.0
    } else {
        Density::beta(k, shape, at, at.below_mean(k, shape)).value() / k
    }
}
