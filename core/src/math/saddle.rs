//! The pmfs of counts, and the density factors of the beta and gamma distributions, by Loader's (2000) saddle point:
//! "Fast and accurate computation of binomial probabilities". It takes no difference of large logarithms of factorials.

use crate::float::{exp, ln, ln_1p, polynomial, product_error, sqrt};
use core::f64::consts::TAU;

/// A point between 0 and 1 with its distance to 1, both exact: `x + x_low + y + y_low = 1`, and the
/// smaller of the two has no low part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
    x_low: f64,
    y_low: f64,
}

impl Point {
    /// The point at exactly `x` in 0..=1.
    #[inline]
    pub(crate) const fn at(x: f64) -> Self {
        let y = 1.0 - x;
        Self { x, y, x_low: 0.0, y_low: (1.0 - y) - x }
    }

    /// The point whose x and 1 - x are as `x` to `y`, both at least 0 and not both 0.
    #[inline]
    pub(crate) fn ratio(x: f64, y: f64) -> Self {
        if x < y { Self::at(x / (x + y)) } else { Self::at(y / (x + y)).mirrored() }
    }

    /// The point at 1 - x.
    #[inline]
    pub(crate) const fn mirrored(self) -> Self {
        Self { x: self.y, y: self.x, x_low: self.y_low, y_low: self.x_low }
    }

    /// ln x.
    #[inline]
    pub(crate) fn ln_x(self) -> f64 {
        if self.y < 0.5 { ln_1p(-self.y) } else { ln(self.x) }
    }

    /// `a y - b x`: how far x lies below the mean a / (a + b), times a + b. Exact but for its last bit.
    #[inline]
    pub(crate) fn below_mean(self, a: f64, b: f64) -> f64 {
        let (p, q) = (a * self.y, b * self.x);
        (p - q)
            + ((product_error(a, self.y) - product_error(b, self.x))
                + (a * self.y_low - b * self.x_low))
    }
}

/// The error of Stirling's formula, ln n! - (n + 1/2) ln n + n - ln(2 pi) / 2, for n > 0, to 1e-16.
///
/// From 1 on by a Chebyshev fit in 1 / (n + 1/2), made with mpmath in 40 digits; below by the step from n to n + 1.
pub(crate) fn stirling(n: f64) -> f64 {
    const FIT: [f64; 17] = [
        0.0005318854299393727,
        -0.0034202945219862497,
        0.010116048376625488,
        -0.018055723232293455,
        0.021374020920004715,
        -0.017055700326688943,
        0.008599596191665209,
        -0.0017962814548744311,
        -0.0003700180168843968,
        0.00016156249919734042,
        0.001084861943876031,
        0.00111561528579359,
        0.0018353407065854882,
        0.0062499992692385325,
        0.018055555567858494,
        0.04166666666658319,
        0.08333333333333343,
    ];
    if n < 1.0 {
        return stirling_fit(n + 1.0, &FIT) + ((n + 0.5) * ln_1p(1.0 / n) - 1.0);
    }
    stirling_fit(n, &FIT)
}

#[inline]
fn stirling_fit(n: f64, fit: &[f64]) -> f64 {
    let t = 1.0 / (n + 0.5);
    t * polynomial(t, fit)
}

/// The deviance `s (u - ln(1 + u))` with `u = d / s`, of `s` where `s + d` is expected. `grown` is 1 + u to full precision,
/// which u near -1 does not give.
pub(crate) fn deviance(s: f64, d: f64, grown: f64) -> f64 {
    // (artanh(v) / v - 1) / v^2 as a polynomial of v^2 for |v| <= 0.1716, a Chebyshev fit made with mpmath: for u up to
    // sqrt(2) - 1 and down to 1 / sqrt(2) - 1.
    const FIT: [f64; 7] = [
        0.07308439459514911,
        0.07665843434319214,
        0.09091445085156985,
        0.11111105560224649,
        0.1428571431303169,
        0.19999999999949655,
        0.3333333333333335,
    ];
    let u = d / s;
    if u > -0.2929 && u < 0.4142 {
        // ln(1 + u) = 2 artanh(v), u = v (2 + u).
        let v = u / (2.0 + u);
        let t = v * v;
        s * (v * u - 2.0 * v * t * polynomial(t, &FIT))
    } else {
        d - s * ln(grown)
    }
}

/// The density of a beta variable on the logit scale, or of a gamma variable on the logarithmic one, by its factors:
/// exp(`correction` - `deviation`) * sqrt(`scale`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Density {
    /// The errors of Stirling's formula at the three shapes: near 0 unless one of them is small.
    pub(crate) correction: f64,
    /// The deviance: half the square of a standard score.
    pub(crate) deviation: f64,
    /// 1 / (2 pi) over the variance of the normal distribution that is nearest at the mean.
    pub(crate) scale: f64,
}

impl Density {
    /// The density of a Beta(a, b) variable at a point: x^a y^b / B(a, b). `below` is the point's `below_mean`.
    pub(crate) fn beta(a: f64, b: f64, at: Point, below: f64) -> Self {
        let n = a + b;
        let (small, large) = if a < b { (a, b) } else { (b, a) };
        let grown = |shape: f64, x: f64| x * (n / shape).min(f64::MAX);
        Self {
            correction: stirling(n) - stirling(a) - stirling(b),
            deviation: deviance(a, -below, grown(a, at.x)) + deviance(b, below, grown(b, at.y)),
            scale: small * (large / n * (1.0 / TAU)),
        }
    }

    /// The density of a gamma variable of shape a at x: x^a e^-x / Gamma(a). `below` is a - x.
    pub(crate) fn gamma(a: f64, x: f64, below: f64) -> Self {
        Self {
            correction: -stirling(a),
            deviation: deviance(a, -below, (x / a).min(f64::MAX)),
            scale: a * (1.0 / TAU),
        }
    }

    #[inline]
    pub(crate) fn value(self) -> f64 {
        exp(self.correction - self.deviation) * sqrt(self.scale)
    }
}

/// P(X = k) as exp(`exponent`) * sqrt(`square`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mass {
    exponent: f64,
    square: f64,
}

impl Mass {
    const NONE: Self = Self { exponent: f64::NEG_INFINITY, square: 1.0 };

    #[inline]
    const fn plain(exponent: f64) -> Self {
        Self { exponent, square: 1.0 }
    }

    #[inline]
    pub(crate) fn value(self) -> f64 {
        // A probability near 1 may round to more.
        (exp(self.exponent) * sqrt(self.square)).min(1.0)
    }

    /// The logarithm; `None` of 0.
    #[inline]
    pub(crate) fn ln(self) -> Option<f64> {
        let ln = (self.exponent + 0.5 * ln(self.square)).min(0.0);
        (ln > f64::NEG_INFINITY).then_some(ln)
    }
}

/// The binomial pmf P(k of n) with the probability `at.x`.
pub(crate) fn binomial(k: f64, n: f64, at: Point) -> Mass {
    let rest = n - k;
    if rest < 0.0 || (at.x == 0.0 && k > 0.0) || (at.y == 0.0 && rest > 0.0) {
        Mass::NONE
    } else if n == 0.0 || at.x == 0.0 || at.y == 0.0 {
        Mass::plain(0.0)
    } else if k == 0.0 {
        Mass::plain(n * at.mirrored().ln_x())
    } else if rest == 0.0 {
        Mass::plain(n * at.ln_x())
    } else {
        let density = Density::beta(k, rest, at, at.below_mean(k, rest));
        // The mass is the density over k (n - k) / n, which is the scale without its 1 / (2 pi).
        Mass {
            exponent: density.correction - density.deviation,
            square: 1.0 / (density.scale * (TAU * TAU)),
        }
    }
}

/// The Poisson pmf with that mean.
pub(crate) fn poisson(k: f64, mean: f64) -> Mass {
    if k == 0.0 || mean == 0.0 {
        if k == 0.0 { Mass::plain(-mean) } else { Mass::NONE }
    } else {
        let density = Density::gamma(k, mean, k - mean);
        Mass { exponent: density.correction - density.deviation, square: 1.0 / (TAU * k) }
    }
}

/// The beta-binomial pmf P(k of n): three saddle points at one common probability, which cancels out and keeps every
/// exponent small.
pub(crate) fn beta_binomial(k: f64, n: f64, a: f64, b: f64) -> Mass {
    if k > n {
        return Mass::NONE;
    }
    let (a_after, b_after) = (a + k, b + (n - k));
    // Any probability between 0 and 1 would do; at the posterior mean the deviances are smallest.
    let at = Point::ratio(a_after.max(1e-290), b_after.max(1e-290));
    let counts = binomial(k, n, at);
    let before = Density::beta(a, b, at, at.below_mean(a, b));
    let after = Density::beta(a_after, b_after, at, at.below_mean(a_after, b_after));
    Mass {
        exponent: counts.exponent + (before.correction - after.correction)
            - (before.deviation - after.deviation),
        square: counts.square * (before.scale / after.scale),
    }
}

/// P(X = k) for k successes in n trials of probability p. k and n whole, at least 0; p in 0..=1.
pub(crate) fn binomial_mass(k: f64, n: f64, p: f64) -> f64 {
    binomial(k, n, Point::at(p)).value()
}

/// P(X = k) for Poisson counts with that mean, at least 0.
pub(crate) fn poisson_mass(k: f64, mean: f64) -> f64 {
    poisson(k, mean).value()
}

/// P(X = k) for k successes in n trials whose probability is Beta(a, b).
pub(crate) fn beta_binomial_mass(k: f64, n: f64, a: f64, b: f64) -> f64 {
    beta_binomial(k, n, a, b).value()
}
