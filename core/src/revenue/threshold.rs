//! The probability that k deals are worth a threshold, for one k after another.
//!
//! With phi the characteristic function of one size less its mean, mu the mean and L no less than the distance that S_k
//! may have from the threshold t, the Fourier series of a square wave gives
//!
//! P(S_k >= t) = 1/2 + 2/pi sum over odd m of Im(phi(w)^k e^(i w (k mu - t))) / m, w = m pi / L
//!
//! (Abate & Whitt 1992, "The Fourier-series method for inverting transforms of probability distributions"). What depends
//! on k is only a power, so phi is computed once for all k up to a number of deals, by the non-uniform transform of the
//! lattice, and each further k is one sum. S_k is blurred as on the lattice, whose cell is L / 16,384 here.

use super::build::reach_of;
use super::fourier::transform;
use super::lattice::{LATTICE, LOW, MARGIN, Spread, blurred, deviation_bound, undo_spread};
use super::size::{Seen, Size};
use crate::count::law::Law;
use crate::float::{Complex, exp, sin_cos, ties};
use crate::math::{Method, Probability, Tails};
use core::f64::consts::PI;

/// The frequencies of the series.
const TERMS: usize = LATTICE / 2;
/// Terms below this part of the sum are left out: ln(1e-19).
const LEAST_LN: f64 = -43.7;
/// Sums of fewer deals are left to the distribution itself, which is exact for one and for two deals.
const FEWEST: f64 = 3.0;

/// A threshold, and the series that was computed from the sizes, if any.
pub(crate) struct AtThreshold<'s> {
    size: Size<'s>,
    threshold: f64,
    /// From so many deals on, the distribution is not exact.
    lattice_from: f64,
    /// The series that is in the caller's memory, if any.
    series: Option<Series>,
}

impl<'s> AtThreshold<'s> {
    pub(crate) const fn new(size: Size<'s>, threshold: f64) -> Self {
        Self { size, threshold, lattice_from: f64::INFINITY, series: None }
    }

    /// The probability that `deals`, a whole number, are together worth the threshold. `room` is memory of
    /// [`CELLS`](super::cells::CELLS) numbers that must not change between two calls.
    pub(crate) fn reach(&mut self, deals: f64, room: &mut [f64]) -> Probability {
        let seen = match &self.size {
            Size::Seen(seen) if deals >= self.lattice_from => *seen,
            _ => return self.by_distribution(deals, room),
        };
        let t = self.threshold * seen.scale;
        let (low, high) = range(&seen, deals);
        if low >= t || high < t && !ties(high, t) {
            return Probability::sure(low >= t);
        }
        let series = match self.series {
            Some(series) if deals <= series.most && deals > 0.5 * series.most => series,
            _ => match Series::compute(&seen, deals, room) {
                Some(series) => *self.series.insert(series),
                None => return self.by_distribution(deals, room),
            },
        };
        let half = series.sum(deals, t, room).clamp(-0.5, 0.5);
        let tails =
            if half < 0.0 { Tails::from_upper(0.5 + half) } else { Tails::from_lower(0.5 - half) };
        Probability::upper(tails, Method::Lattice)
    }

    /// The same probability from the distribution of revenue of so many deals.
    fn by_distribution(&mut self, deals: f64, room: &mut [f64]) -> Probability {
        #[cfg(test)]
        crate::search::look();
        self.series = None;
        // More revenue than an f64 holds reaches any threshold.
        let chance = reach_of(Law::Fixed(deals), self.size, self.threshold, room)
            .unwrap_or(Probability::sure(true));
        let is_lattice = matches!(self.size, Size::Seen(_)) && chance.method == Method::Lattice;
        if is_lattice && deals >= FEWEST {
            self.lattice_from = self.lattice_from.min(deals);
        }
        chance
    }
}

/// The lowest and the highest sum of so many deals, but for 1e-14.
fn range(seen: &Seen<'_>, deals: f64) -> (f64, f64) {
    let mean = seen.mean * seen.largest;
    let deviation = seen.deviation * seen.largest;
    let low = deals * mean - deviation_bound(deals, deviation, mean - seen.least);
    let high = deals * mean + deviation_bound(deals, deviation, seen.largest - mean);
    (low.max(deals * seen.least), high.min(deals * seen.largest))
}

/// The terms of the series for up to `most` deals, in memory: ln |phi|, the angle of phi, and what the term is multiplied
/// by.
#[derive(Debug, Clone, Copy)]
struct Series {
    most: f64,
    /// L.
    length: f64,
    mean: f64,
}

impl Series {
    /// The series for up to the next power of 2 of `deals`, so that its blur is at most sqrt(2) times as wide as it would
    /// be for `deals` alone. `None` where sizes are too extreme.
    fn compute(seen: &Seen<'_>, deals: f64, room: &mut [f64]) -> Option<Self> {
        #[cfg(test)]
        crate::search::look();
        let mut most = 4.0;
        while most < deals {
            most *= 2.0;
        }
        let mean = seen.mean * seen.largest;
        let (low, high) = range(seen, most);
        let length = (high - low) * (LATTICE as f64 / (LATTICE as f64 - 2.0 * MARGIN));
        let cell = length / LATTICE as f64;
        if cell.is_nan() || cell < f64::MIN_POSITIVE || seen.largest / cell > 4.5e15 {
            return None;
        }
        let (re, im) = room.split_at_mut_checked(2 * LATTICE)?;
        let im = im.get_mut(..2 * LATTICE)?;
        re.fill(0.0);
        im.fill(0.0);
        // Frequencies of whole cycles and a half.
        let spread = Spread::new();
        seen.each(&mut |size, share| {
            let (sine, cosine) = sin_cos(-PI * ((size - mean) / length));
            spread.add((size - mean) / cell, share * cosine, re);
            spread.add((size - mean) / cell, share * sine, im);
            true
        });
        transform(re, im);
        undo_spread(re, im);
        let mut cycles = 0.5;
        for (place, (re, im)) in re.iter_mut().zip(im.iter_mut()).take(TERMS).enumerate() {
            let mut less = Complex::new(*re - 1.0, *im);
            if place < LOW {
                // Powers of many deals need more digits than the transform has.
                less = Complex::new(0.0, 0.0);
                seen.each(&mut |size, share| {
                    // cos x - 1 = -2 sin^2(x / 2), sin x = 2 sin(x / 2) cos(x / 2).
                    let (sine, cosine) = sin_cos(-PI * cycles * ((size - mean) / length));
                    less.re -= 2.0 * share * sine * sine;
                    less.im += 2.0 * share * sine * cosine;
                    true
                });
            }
            let ln = less.ln_1p();
            (*re, *im) = (ln.re, -ln.im);
            cycles += 1.0;
        }
        let (_, weights) = re.split_at_mut_checked(TERMS)?;
        let mut cycles = 0.5;
        for weight in weights.iter_mut().take(TERMS) {
            let blur = blurred(Complex::ONE, cycles / LATTICE as f64);
            *weight = blur.re / (PI * cycles);
            cycles += 1.0;
        }
        Some(Self { most, length, mean })
    }

    /// The sum of the series.
    fn sum(&self, deals: f64, t: f64, room: &[f64]) -> f64 {
        let (re, im) = room.split_at_checked(2 * LATTICE).unwrap_or_default();
        let (ln_sizes, weights) = re.split_at_checked(TERMS).unwrap_or_default();
        let turn = PI * ((deals * self.mean - t) / self.length);
        let (mut sum, mut odd) = (0.0, 1.0);
        for ((&ln_size, &angle), &weight) in ln_sizes.iter().zip(im).zip(weights) {
            let exponent = deals * ln_size;
            if exponent > LEAST_LN {
                #[cfg(test)]
                crate::search::look();
                let (sine, _) = sin_cos(deals * angle + odd * turn);
                sum += weight * exp(exponent) * sine;
            }
            odd += 2.0;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{AtThreshold, FEWEST, LATTICE, Series, Size};
    use crate::count::law::Law;
    use crate::float::{ceil, exp, floor, sqrt};
    use crate::math::normal_tails_at;
    use crate::revenue::cells::CELLS;
    use crate::revenue::size::DealSize;
    use crate::search::{at_most, looks_of};
    use core::f64::consts::TAU;
    use std::vec::Vec;

    /// P(amount + blur >= t): of a normal variable of two cells and a uniform one of one. The integral of the normal cdf
    /// is x cdf(x) + pdf(x).
    fn blurred(amount: f64, t: f64, cell: f64) -> f64 {
        let middle = (amount - t) / (2.0 * cell);
        if middle.abs() > 20.0 {
            return f64::from(u8::from(middle > 0.0));
        }
        let integral = |x: f64| x * normal_tails_at(x).lower + exp(-0.5 * x * x) / sqrt(TAU);
        2.0 * (integral(middle + 0.25) - integral(middle - 0.25))
    }

    /// Sums of whole sizes by convolution, blurred as stated: of alike sizes, skewed ones, and one far above the others.
    #[test]
    fn is_the_blurred_sum_of_so_many_deals() {
        let alike: Vec<f64> = (0..40).map(|i| f64::from(100 + (i * 17) % 41)).collect();
        let skewed: Vec<f64> = (0..60).map(|i| f64::from(3 + i * i * i / 200)).collect();
        let mut outlier: Vec<f64> = (0..30).map(|i| f64::from(5 + i)).collect();
        outlier.push(900.0);
        let mut room = std::vec![0.0; CELLS];
        for sizes in [alike, skewed, outlier] {
            let size = Size::new(DealSize::Seen(&sizes)).unwrap();
            let Size::Seen(seen) = size else { panic!() };
            let largest = seen.largest as usize;
            let mut sums = std::vec![1.0];
            for deals in 1..=24 {
                let mut more = std::vec![0.0; largest * deals + 1];
                for (sum, mass) in sums.iter().enumerate() {
                    sizes.iter().for_each(|size| {
                        more[sum + *size as usize] += mass / sizes.len() as f64;
                    });
                }
                sums = more;
                let deals = deals as f64;
                let mean = size.mean() * deals;
                for part in [0.6, 0.9, 1.0, 1.02, 1.3] {
                    let t = part * mean;
                    let mut at = AtThreshold::new(size, t);
                    at.lattice_from = FEWEST;
                    let found = at.reach(deals, &mut room);
                    let Some(series) = at.series else { continue };
                    let cell = series.length / LATTICE as f64;
                    let exact: f64 = sums
                        .iter()
                        .enumerate()
                        .map(|(sum, mass)| mass * blurred(sum as f64, t, cell))
                        .sum();
                    // The blur of the test itself has 13 digits.
                    assert!((found.value - exact).abs() < 1e-12, "{deals} {t} {found:?} {exact}");
                }
            }
        }
    }

    /// The series is computed once for each power of 2 of deals, and where sums are few or certain, not at all.
    #[test]
    fn work() {
        let short: Vec<f64> = (0..12).map(|i| f64::from(100 + (i * 17) % 41)).collect();
        let long: Vec<f64> = (0..60).map(|i| f64::from(3 + i * i * i / 200) + 0.37).collect();
        let mut room = std::vec![0.0; CELLS];
        let mut asked = |sizes: &[f64], t: f64| {
            let mut at = AtThreshold::new(Size::new(DealSize::Seen(sizes)).unwrap(), t);
            [0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 40, 64, 65, 120]
                .map(|deals| looks_of(|| at.reach(f64::from(deals), &mut room)))
        };
        at_most(1022747, 293931, &asked(&short, 900.0));
        at_most(156894, 48589, &asked(&long, 2_000.0));
        at_most(142757, 48589, &asked(&long, 20_000.0));
        at_most(105560, 57450, &asked(&[100.0, 300.0, 1e-9], 5_000.0));
    }

    /// Many deals of two sizes, whose sums are binomial.
    #[test]
    fn powers_of_many_deals_keep_their_digits() {
        let mut room = std::vec![0.0; CELLS];
        let sizes = [2.0, 2.0, 5.0];
        let Size::Seen(seen) = Size::new(DealSize::Seen(&sizes)).unwrap() else { panic!() };
        for deals in [100.0, 5_000.0, 1e6, 1e8_f64] {
            let law = Law::Binomial { n: deals, rate: 1.0 / 3.0 };
            let series = Series::compute(&seen, deals, &mut room).unwrap();
            let cell = series.length / LATTICE as f64;
            for score in [-2.0, 0.1, 1.0] {
                let larger = floor(deals / 3.0 + score * sqrt(deals * 2.0 / 9.0));
                let t = 2.0 * deals + 3.0 * larger + 1.0;
                let found = 0.5 + series.sum(deals, t, &room);
                let far = ceil(20.0 * cell / 3.0);
                let mut exact = law.tails(larger + far + 1.0).0.upper;
                let mut j = larger - far;
                while j <= larger + far {
                    exact += law.mass(j) * blurred(2.0 * deals + 3.0 * j, t, cell);
                    j += 1.0;
                }
                assert!((found - exact).abs() < 1e-12, "{deals} {score} {found} {exact}");
            }
        }
    }
}
