//! The incomplete gamma function, P(a, x): the chance that at least a events come where x are expected.

use super::beta::{Fraction, small_shape, tails};
use super::saddle::Density;
use super::tails::Tails;
use crate::float::ln;

/// As good as no end, and a power of 2 whose square is an f64.
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
