//! The distance between a probability and the one that is wanted, as a function whose zero is searched.

use crate::float::{meets, most_met};
use crate::math::{Tails, normal_inverse};

/// The normal score of `have.upper` less `score`, the normal score of the probability that is wanted: nearly a straight
/// line in the count where counts are many.
pub(crate) fn distance(have: Tails, score: f64) -> f64 {
    let seen = Tails {
        lower: have.upper.max(f64::MIN_POSITIVE),
        upper: have.lower.max(f64::MIN_POSITIVE),
    };
    normal_inverse(seen) - score
}

/// The same from the probability `wanted.lower`, and at least 0 exactly where that is met under the tie rule. It is
/// decided by the smaller of the two tails, so that no digit is lost next to 1.
pub(crate) fn closeness(have: Tails, wanted: Tails, score: f64) -> f64 {
    let over = distance(have, score);
    let met = if wanted.lower < wanted.upper {
        meets(have.upper, have.lower, wanted.lower)
    } else {
        have.lower <= most_met(wanted.upper)
    };
    if met { over.max(0.0) } else { over.min(-f64::MIN_POSITIVE) }
}
