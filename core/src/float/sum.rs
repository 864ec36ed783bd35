//! Compensated summation: Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen". The
//! sum of a long column is as good as if summed in twice the precision and then rounded.

/// A running sum, and the sum of the rounding errors of its additions.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// A sum of one term.
    #[inline]
    pub(crate) const fn of(term: f64) -> Self {
        Self { high: term, low: 0.0 }
    }

    /// From the parts that [`both`](Self::both) gives.
    #[inline]
    pub(crate) const fn parts(high: f64, low: f64) -> Self {
        Self { high, low }
    }

    /// The running sum, and what plain addition lost of it so far.
    #[inline]
    pub(crate) const fn both(&self) -> (f64, f64) {
        (self.high, self.low)
    }

    /// Adds one term, which must be finite.
    #[inline]
    pub(crate) fn add(&mut self, term: f64) {
        let high = self.high + term;
        self.low += if self.high.abs() >= term.abs() {
            (self.high - high) + term
        } else {
            (term - high) + self.high
        };
        self.high = high;
    }

    /// The sum; not finite when it went beyond the largest f64.
    #[inline]
    pub(crate) fn total(self) -> f64 {
        self.high + self.low
    }
}

/// The rounding error of the product `a * b` (Dekker 1971), exactly, for factors below 2^990.
#[inline]
pub(crate) fn product_error(a: f64, b: f64) -> f64 {
    let (a1, a2) = split(a);
    let (b1, b2) = split(b);
    ((a1 * b1 - a * b) + a1 * b2 + a2 * b1) + a2 * b2
}

/// The upper 26 bits of a number, and the remaining ones.
#[inline]
fn split(a: f64) -> (f64, f64) {
    let c = 134_217_729.0 * a;
    let high = c - (c - a);
    (high, a - high)
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn keeps_what_plain_addition_loses() {
        let mut sum = Sum::default();
        let mut plain = 0.0;
        for term in [1.0, 1e100, 1.0, -1e100] {
            sum.add(term);
            plain += term;
        }
        assert_eq!((sum.total(), plain), (2.0, 0.0));
    }
}
