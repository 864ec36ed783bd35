//! The normal distribution, its quantile, and the distance between two probabilities in normal scores, whose zero is
//! searched.

use super::tails::Tails;
use crate::float::{erfc, ln, meets, most_met, polynomial, sqrt};

/// Both tails of the standard normal distribution at z, which may be infinite.
pub(crate) fn normal_tails_at(z: f64) -> Tails {
    let scaled = z * core::f64::consts::FRAC_1_SQRT_2;
    Tails { lower: 0.5 * erfc(-scaled), upper: 0.5 * erfc(scaled) }
}

/// The z that has those tails, where a tail of 0 is taken for the smallest f64. By Wichura (1988), "Algorithm AS 241",
/// PPND16, on the smaller tail.
pub(crate) fn normal_inverse(p: Tails) -> f64 {
    let (tail, sign) = if p.lower < p.upper { (p.lower, -1.0) } else { (p.upper, 1.0) };
    let from_middle = 0.5 - tail;
    if from_middle <= 0.425 {
        let r = 0.180625 - from_middle * from_middle;
        return sign * from_middle * (polynomial(r, &CENTRE.0) / polynomial(r, &CENTRE.1));
    }
    let r = sqrt(-ln(tail.max(5e-324)));
    let z = if r <= 5.0 {
        polynomial(r - 1.6, &MIDDLE.0) / polynomial(r - 1.6, &MIDDLE.1)
    } else {
        polynomial(r - 5.0, &FAR.0) / polynomial(r - 5.0, &FAR.1)
    };
    sign * z
}

/// Numerator and denominator, the highest power first: the published coefficients, rounded to f64.
type Quotient = ([f64; 8], [f64; 8]);

const CENTRE: Quotient = (
    [
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ],
    [
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ],
);
const MIDDLE: Quotient = (
    [
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ],
    [
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ],
);
const FAR: Quotient = (
    [
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ],
    [
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ],
);

/// The normal score of `have.upper` less `score`, the normal score of the probability that is wanted: nearly a straight
/// line in the count where counts are many.
pub(crate) fn distance(have: Tails, score: f64) -> f64 {
    let seen = Tails {
        lower: have.upper.max(f64::MIN_POSITIVE),
        upper: have.lower.max(f64::MIN_POSITIVE),
    };
    normal_inverse(seen) - score
}

/// The distance from the probability `wanted.lower`; at least 0 exactly where that is met under the tie rule. It is
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

#[cfg(test)]
mod tests {
    use super::{Tails, normal_inverse};

    #[test]
    fn no_tail_is_the_smallest_one() {
        let upper = normal_inverse(Tails { lower: 1.0, upper: 0.0 });
        assert_eq!(normal_inverse(Tails { lower: 0.0, upper: 1.0 }), -upper);
        // mpmath: P(Z > 38.467405617144346) = 5e-324.
        assert!((upper - 38.467405617144344).abs() < 1e-13, "{upper}");
    }
}
