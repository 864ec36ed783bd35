//! Complex numbers, as far as inverting a transform needs them.

use super::elementary::{exp, ln, ln_1p};

/// `re + i im`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Complex {
    pub(crate) re: f64,
    pub(crate) im: f64,
}

impl Complex {
    pub(crate) const ONE: Self = Self::new(1.0, 0.0);

    pub(crate) const fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self::new(self.re + other.re, self.im + other.im)
    }

    pub(crate) fn times(self, other: Self) -> Self {
        Self::new(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }

    pub(crate) fn scaled(self, by: f64) -> Self {
        Self::new(self.re * by, self.im * by)
    }

    /// 1 / z; the larger part is divided out first (Smith 1962), so that no square overflows.
    pub(crate) fn inverse(self) -> Self {
        if self.re.abs() >= self.im.abs() {
            let ratio = self.im / self.re;
            let size = self.re + self.im * ratio;
            Self::new(1.0 / size, -ratio / size)
        } else {
            let ratio = self.re / self.im;
            let size = self.re * ratio + self.im;
            Self::new(ratio / size, -1.0 / size)
        }
    }

    /// ln z of a z not 0, the branch with an imaginary part in (-pi, pi].
    pub(crate) fn ln(self) -> Self {
        let square = self.re * self.re + self.im * self.im;
        Self::new(0.5 * ln(square), libm::atan2(self.im, self.re))
    }

    /// ln(1 + z), the branch with an imaginary part in (-pi, pi), to full precision for small z.
    pub(crate) fn ln_1p(self) -> Self {
        if self.re.abs() + self.im.abs() > 0.5 {
            return Self::new(1.0 + self.re, self.im).ln();
        }
        let grown = self.re * (2.0 + self.re) + self.im * self.im;
        Self::new(0.5 * ln_1p(grown), libm::atan2(self.im, 1.0 + self.re))
    }

    /// ln(1 + z) - z, to full precision for small z.
    pub(crate) fn ln_1p_less_z(self) -> Self {
        let back = self.scaled(-1.0);
        if self.re.abs() + self.im.abs() > 1.0 / 64.0 {
            return self.ln_1p().plus(back);
        }
        // z^2 (-1/2 + z/3 - z^2/4 + ...), from the innermost out.
        let mut sum = Self::new(0.0, 0.0);
        let mut n = 10.0;
        while n > 1.0 {
            sum = sum.times(back);
            sum.re -= 1.0 / n;
            n -= 1.0;
        }
        sum.times(self).times(self)
    }

    /// e^z.
    pub(crate) fn exp(self) -> Self {
        let (sine, cosine) = libm::sincos(self.im);
        Self::new(cosine, sine).scaled(exp(self.re))
    }
}

#[cfg(test)]
mod tests {
    use super::Complex;

    fn near(z: Complex, re: f64, im: f64) {
        assert!((z.re - re).abs() <= 4e-16 * re.abs(), "{z:?}");
        assert!((z.im - im).abs() <= 4e-16 * im.abs(), "{z:?}");
    }

    /// Expected values by mpmath, of these f64 to 40 digits.
    #[test]
    fn to_the_last_digits() {
        near(Complex::new(1e-9, 2e-9).ln_1p(), 1.000_000_001_5e-9, 1.999_999_998e-9);
        near(Complex::new(-1.0 + 1e-9, 0.0).ln_1p(), -20.723_265_865_228_343, 0.0);
        near(Complex::new(-0.5, 3.0).ln_1p(), 1.112_311_775_762_167, 1.405_647_649_380_269_8);
        near(
            Complex::new(1e-9, 2e-9).ln_1p_less_z(),
            1.499_999_996_333_333_5e-18,
            -2.000_000_000_666_667e-18,
        );
        near(
            Complex::new(0.007_812_5, -0.003_906_25).ln_1p_less_z(),
            -2.2848046553702754e-5,
            3.0300417312937415e-5,
        );
        near(
            Complex::new(-0.007_812_5, 0.006_103_515_625).ln_1p_less_z(),
            -1.1756882739318619e-5,
            4.7981584208133248e-5,
        );
        near(Complex::new(-0.5, 0.5).ln(), -0.346_573_590_279_972_65, 2.356_194_490_192_345);
        near(Complex::new(3.0, -4.0).inverse(), 0.12, 0.16);
        near(Complex::new(-1e200, 1e200).inverse(), -5e-201, -5e-201);
        near(Complex::new(0.5, 2.0).exp(), -0.686_110_141_149_843_1, 1.499_178_009_000_394_7);
    }
}
