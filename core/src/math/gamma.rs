//! The incomplete gamma function, P(a, x): the chance that at least a events come where x are expected.

use super::beta::fraction;
use super::density::gamma_exponent;
use super::elementary::{exp, sqrt};
use super::tails::Tails;

/// As good as no end, and a power of 2 whose square is an f64.
const ENDLESS: f64 = 3.273390607896142e150;

/// P(a, x) and Q(a, x) for a > 0, x >= 0, and x^a e^-x / Gamma(a), the derivative of P by ln x.
pub(crate) fn gamma_tails_at(a: f64, x: f64) -> (Tails, f64) {
    if x <= 0.0 {
        return (Tails::from_lower(0.0), 0.0);
    }
    let below = a - x;
    let slope = exp(gamma_exponent(a, x, below)) * sqrt(a / core::f64::consts::TAU);
    let tails = if below >= 0.0 {
        Tails::from_lower((slope * fraction(a, x, x, 0.0, below)).min(1.0))
    } else {
        Tails::from_upper((slope * fraction(ENDLESS, a, ENDLESS, 1.0, -below)).min(1.0))
    };
    (tails, slope)
}

/// P(a, x) and Q(a, x) for a > 0 and x >= 0.
pub(crate) fn gamma_tails(a: f64, x: f64) -> Tails {
    gamma_tails_at(a, x).0
}
