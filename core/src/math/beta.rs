//! The incomplete beta function, I_x(a, b): the chance that a Beta(a, b) rate is at most x.

use super::density::{Point, beta_exponent, beta_scale};
use super::elementary::{exp, exp_m1, sqrt};
use super::tails::Tails;

/// More terms than any fraction takes that is worth its time; see `fraction`.
const MOST_TERMS: u32 = 4000;

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
        let (tails, slope) = power(a, at);
        return (tails, slope);
    }
    if a == 1.0 {
        let (tails, slope) = power(b, at.mirrored());
        return (tails.swapped(), slope);
    }
    let below = at.below_mean(a, b);
    let slope = exp(beta_exponent(a, b, at, below)) * sqrt(beta_scale(a, b));
    let tails = if below >= 0.0 {
        Tails::from_lower((slope * fraction(a, b * at.x, (a + b) * at.x, at.x, below)).min(1.0))
    } else {
        Tails::from_upper((slope * fraction(b, a * at.y, (a + b) * at.y, at.y, -below)).min(1.0))
    };
    (tails, slope)
}

/// I_x(a, b) and its complement, for a, b > 0 and x in 0..=1.
pub(crate) fn beta_tails(a: f64, b: f64, x: f64) -> Tails {
    beta_tails_at(a, b, Point::at(x)).0
}

/// x^a and 1 - x^a, the case b = 1, with the slope.
fn power(a: f64, at: Point) -> (Tails, f64) {
    let exponent = a * at.ln_x();
    let lower = exp(exponent);
    (Tails { lower, upper: -exp_m1(exponent) }, a * lower * at.y)
}

/// The continued fraction of DiDonato & Morris (1992), "Algorithm 708", summed by Steed's method. The lower
/// tail is x^a y^b / B(a, b) times it. `below` = a - (a + b) x must be at least 0.
///
/// It takes `b x` and `(a + b) x` in place of b: with b without end and x down to 0 it becomes the
/// fraction of the lower incomplete gamma function; with a without end, Legendre's of the upper one.
pub(crate) fn fraction(a: f64, bx: f64, nx: f64, x: f64, below: f64) -> f64 {
    let mut before = 1.0 / (a + 1.0);
    let mut denominator = 1.0 / ((below + 1.0) * (a * before));
    let mut sum = denominator;
    let mut term = denominator;
    let mut m = 1.0;
    for _ in 0..MOST_TERMS {
        let after = 1.0 / (a + (m + m + 1.0));
        let step = m * (bx - m * x);
        let above = ((a + (m - 1.0)) * before) * ((nx + (m - 1.0) * x) * before) * step;
        let below_line = m + step * before + ((a + m) * after) * (below + (1.0 + m * (2.0 - x)));
        denominator = 1.0 / (below_line + above * denominator);
        term *= below_line * denominator - 1.0;
        sum += term;
        if term.abs() <= 1e-16 * sum.abs() {
            break;
        }
        before = after;
        m += 1.0;
    }
    sum
}
