//! The normal distribution and its quantile.

use super::elementary::{erfc, ln, polynomial, sqrt};
use super::tails::Tails;

/// Both tails of the standard normal distribution at z, which may be infinite.
pub(crate) fn normal_tails_at(z: f64) -> Tails {
    let scaled = z * core::f64::consts::FRAC_1_SQRT_2;
    Tails { lower: 0.5 * erfc(-scaled), upper: 0.5 * erfc(scaled) }
}

/// The z that has those tails, a tail of 0 taken for the smallest f64: Wichura (1988), "Algorithm AS 241", PPND16, on the
/// smaller tail.
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

/// Numerator and denominator, the highest power first.
type Quotient = ([f64; 8], [f64; 8]);

const CENTRE: Quotient = (
    [
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ],
    [
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ],
);
const MIDDLE: Quotient = (
    [
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ],
    [
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ],
);
const FAR: Quotient = (
    [
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    ],
    [
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    ],
);
