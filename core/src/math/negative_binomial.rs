//! Poisson counts whose mean is gamma distributed.

use super::saddle::{Density, Point};
use crate::float::exp;

/// P(X = k) where the mean is Gamma(shape) over what `at.y` stands for, and counts come from what `at.x`
/// does: x^k y^shape / (k B(k, shape)). k at least 0, not necessarily whole.
pub(crate) fn negative_binomial_mass(k: f64, shape: f64, at: Point) -> f64 {
    if k <= 0.0 {
        exp(shape * at.mirrored().ln_x())
    } else if at.x <= 0.0 || at.y <= 0.0 {
        0.0
    } else {
        Density::beta(k, shape, at, at.below_mean(k, shape)).value() / k
    }
}
