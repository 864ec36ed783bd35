//! Elementary functions, with the same bits everywhere: the square root and whole numbers exactly, the others by the crate
//! `libm`, to about 2e-16.

/// The square root, correctly rounded; `x` is finite and at least 0.
#[inline]
pub(crate) fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// Neither NaN nor infinite.
#[inline]
pub(crate) const fn is_finite(x: f64) -> bool {
    // A single comparison, where `f64::is_finite` compiles to integer operations on the bits.
    x.abs() <= f64::MAX
}

/// The number, if it is finite. Computations that may have no answer use NaN for none until they return.
#[inline]
pub(crate) fn number(x: f64) -> Option<f64> {
    is_finite(x).then_some(x)
}

/// The whole part of `x` as an index; the nearest possible one when `x` is too small or too large.
#[inline]
pub(crate) const fn index(x: f64) -> usize {
    x as usize
}

/// The smallest whole number not below `x`. A zero has no sign.
#[inline]
pub(crate) const fn ceil(x: f64) -> f64 {
    let down = floor(x);
    if down < x { down + 1.0 } else { down }
}

/// The largest whole number not above `x`. A zero has no sign.
#[inline]
pub(crate) const fn floor(x: f64) -> f64 {
    // From 2^52 on every f64 is whole; below, adding 2^52 leaves no bit for a fraction and so rounds to the nearest whole
    // number. On targets without a rounding instruction (SSE2) that takes 1.1 ns, libm's floor 2.8.
    const NO_FRACTION: f64 = 4_503_599_627_370_496.0;
    let near =
        if x < 0.0 { (x - NO_FRACTION) + NO_FRACTION } else { (x + NO_FRACTION) - NO_FRACTION };
    if x.abs() >= NO_FRACTION {
        x
    } else if near > x {
        near - 1.0
    } else {
        near
    }
}

/// e to the power `x`; 0 or infinite where that is beyond an f64.
#[inline]
pub(crate) fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm of `x > 0`.
#[inline]
pub(crate) fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// ln(1 + x) of `x > -1`, to full relative precision near 0.
#[inline]
pub(crate) fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// exp(x) - 1, to full relative precision near 0.
#[inline]
pub(crate) fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// The sine and the cosine of `x`.
#[inline]
pub(crate) fn sin_cos(x: f64) -> (f64, f64) {
    libm::sincos(x)
}

/// The complementary error function.
#[inline]
pub(crate) fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// A polynomial by Horner's rule; the coefficient of the highest power comes first.
#[inline]
pub(crate) fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

#[cfg(test)]
mod tests {
    use super::{ceil, floor};

    /// xorshift64
    fn shuffle(bits: &mut u64) -> u64 {
        *bits ^= *bits << 13;
        *bits ^= *bits >> 7;
        *bits ^= *bits << 17;
        *bits
    }

    fn as_libm(x: f64) {
        // + 0.0: ours have no negative zero.
        assert_eq!(floor(x).to_bits(), (libm::floor(x) + 0.0).to_bits(), "floor({x:e})");
        assert_eq!(ceil(x).to_bits(), (libm::ceil(x) + 0.0).to_bits(), "ceil({x:e})");
    }

    #[test]
    fn whole_numbers_are_those_of_libm() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..1_000_000 {
            // Exponents from 2^-64 to 2^64, both signs, whole numbers and their neighbours.
            let bits = shuffle(&mut state);
            let exponent = 1023 - 64 + (bits >> 52) % 128;
            let x = f64::from_bits(bits & (1 << 63 | 0x000f_ffff_ffff_ffff) | exponent << 52);
            let whole = libm::floor(x);
            // The next f64 on either side; 0 has none below by its bits.
            let bits = whole.to_bits();
            let beside = [bits.saturating_sub(1), bits + 1].map(f64::from_bits);
            for x in [x, whole, whole + 0.5].into_iter().chain(beside) {
                as_libm(x);
            }
        }
        let edges = [0.0, 5e-324, 0.5, 1.0, 4_503_599_627_370_495.5, 4_503_599_627_370_496.0];
        for x in edges.into_iter().chain([f64::MAX, f64::INFINITY]) {
            as_libm(x);
            as_libm(-x);
        }
        assert!(floor(f64::NAN).is_nan() && ceil(f64::NAN).is_nan());
    }
}
