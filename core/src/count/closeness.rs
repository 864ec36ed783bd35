//! How far a chance is from the one that is wanted, for the solvers of the room `math`.

use crate::float::{TIE, meets};
use crate::math::{Tails, normal_inverse};

/// How far the chance `have.upper` is above the one whose normal score is `score`, by its own: nearly a
/// straight line where counts are many.
pub(crate) fn distance(have: Tails, score: f64) -> f64 {
    let seen = Tails {
        lower: have.upper.max(f64::MIN_POSITIVE),
        upper: have.lower.max(f64::MIN_POSITIVE),
    };
    normal_inverse(seen) - score
}

/// The same from the probability `wanted.lower`, at least 0 where that is met under the tie rule: by the
/// smaller of the two, so that nothing is lost of one just below 1.
pub(crate) fn closeness(have: Tails, wanted: Tails, score: f64) -> f64 {
    let over = distance(have, score);
    let met = if wanted.lower < wanted.upper {
        meets(have.upper, have.lower, wanted.lower)
    } else {
        have.lower <= wanted.upper * (1.0 + TIE)
    };
    if met { over.max(0.0) } else { over.min(-f64::MIN_POSITIVE) }
}
