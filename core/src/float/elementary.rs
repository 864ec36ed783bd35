//! Elementary functions, with the same bits everywhere: the root and whole numbers exactly, the others by the
//! crate `libm`, to about 2e-16.
//!
//! The exact ones do not take a number to pieces by its bits: integers of 64 bits are what WebAssembly's
//! JavaScript twin is slow at and long in.

/// The square root, correctly rounded; `x` is finite and at least 0.
#[inline]
pub(crate) fn sqrt(x: f64) -> f64 {
    // Both are right to the last bit, as the test says; the library's takes x to pieces by its bits.
    if cfg!(target_family = "wasm") { root(x) } else { libm::sqrt(x) }
}

fn root(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    // x = scaled * scale^2 without rounding, scaled in 1..4.
    let (mut scaled, mut scale) = (x, 1.0);
    while scaled >= 4.0 {
        scaled *= 0.25;
        scale *= 2.0;
    }
    while scaled < 1.0 {
        scaled *= 4.0;
        scale *= 0.5;
    }
    // Heron's rule, five times from an error of at most a fourth: what is left is that of the last step's
    // own roundings, less than a unit in the last place.
    let mut root = (scaled + 1.0) * 0.5;
    for _ in 0..5 {
        root = (root + scaled / root) * 0.5;
    }
    // The rest, scaled - root^2, exactly (Dekker 1971); it is a multiple of the unit's square, so it tells
    // on which side of the middle between two neighbours the true root is.
    let split = root * 134_217_729.0;
    let high = split - (split - root);
    let low = root - high;
    let square = root * root;
    let rest = (scaled - square) - (((high * high - square) + 2.0 * high * low) + low * low);
    let half = root * f64::EPSILON;
    if rest > half {
        root += f64::EPSILON;
    } else if rest <= -half {
        root -= f64::EPSILON;
    }
    root * scale
}

/// Neither NaN nor infinite.
#[inline]
pub(crate) const fn is_finite(x: f64) -> bool {
    // Not by `f64::is_finite`, of which the compiler makes a look at the bits.
    x.abs() <= f64::MAX
}

/// The number, if it is one. Inside, where no outcome is told yet, NaN stands for none: a number and a flag would
/// be twice as much to carry about.
#[inline]
pub(crate) fn number(x: f64) -> Option<f64> {
    is_finite(x).then_some(x)
}

/// The whole part of `x` as a place in a list; of what is too small or too large the nearest there is. By the
/// instructions of all WebAssembly engines that is long.
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
    // From 2^52 on every f64 is whole; below, adding it leaves no place for a fraction, and the sum is
    // rounded to the nearest whole number.
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
    use super::{ceil, floor, root};

    /// xorshift64
    fn shuffle(bits: &mut u64) -> u64 {
        *bits ^= *bits << 13;
        *bits ^= *bits >> 7;
        *bits ^= *bits << 17;
        *bits
    }

    fn as_libm(x: f64) {
        // + 0.0: a zero has no sign.
        assert_eq!(floor(x).to_bits(), (libm::floor(x) + 0.0).to_bits(), "floor({x:e})");
        assert_eq!(ceil(x).to_bits(), (libm::ceil(x) + 0.0).to_bits(), "ceil({x:e})");
    }

    #[test]
    fn whole_numbers_are_those_of_libm() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..1_000_000 {
            // Exponents from 2^-64 to 2^64, both signs, and what is on and just beside a whole number.
            let bits = shuffle(&mut state);
            let exponent = 1023 - 64 + (bits >> 52) % 128;
            let x = f64::from_bits(bits & (1 << 63 | 0x000f_ffff_ffff_ffff) | exponent << 52);
            let whole = libm::floor(x);
            for x in [x, whole, whole + 0.5, whole.next_down(), whole.next_up()] {
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

    #[test]
    fn square_roots_are_those_of_libm() {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let same = |x: f64| assert_eq!(root(x).to_bits(), libm::sqrt(x).to_bits(), "sqrt({x:e})");
        for _ in 0..1_000_000 {
            let bits = shuffle(&mut state);
            let x = f64::from_bits(bits & (u64::MAX >> 1));
            // Near a square, and near the square of a middle between two neighbours, too.
            let y = f64::from_bits(1023 << 52 | bits >> 12);
            let near = [y * y, y * (y + f64::EPSILON), 4.0 * y * (y - f64::EPSILON)];
            near.into_iter().chain(x.is_finite().then_some(x)).for_each(same);
        }
        let edges = [0.0, 5e-324, f64::MIN_POSITIVE, 1.0, f64::MAX];
        edges.into_iter().chain([4.0_f64.next_down(), 1.0_f64.next_down()]).for_each(same);
    }
}
