//! The probability generating function of a count, G(z) = E z^N, for complex z with |z| <= 1.

use crate::count::law::Law;
use crate::float::{Complex, floor, ln};

/// Terms below this part of the sum are left out: ln(1e-19).
const LEAST_LN: f64 = -43.7;

/// How G is computed.
pub(crate) enum Generating<'t> {
    /// z^n.
    Power(f64),
    /// (1 - p + p z)^n.
    Binomial { n: f64, rate: f64 },
    /// e^(mean (z - 1)).
    Poisson(f64),
    /// (1 + ratio (1 - z))^-shape.
    NegativeBinomial { shape: f64, ratio: f64 },
    /// The sum of w_i z^(first + i step).
    Table { first: f64, step: f64, weights: &'t [f64] },
}

/// The most numbers of a table that has no closed form: of a beta-binomial law, whose probabilities cost about
/// 0.3 us, and of one whose tails have to be inverted, at 20 to 50 us.
const MOST_CHEAP: f64 = 2048.0;
const MOST_INVERTED: f64 = 512.0;
/// Beta shapes from which on a pmf vanishes smoothly at the ends, like the 7th power of the distance.
const SMOOTH: f64 = 8.0;
/// How many numbers a table needs.
pub(crate) const TABLE: usize = 2049;

impl<'t> Generating<'t> {
    /// Of `law`, with a table in `room` where there is no closed form. Numbers from `first` to `last` matter.
    ///
    /// Where they are too many for a table, one number stands for each `step` of them: 1/2048 of the window (1/512 for
    /// several gates). Where the probabilities vanish smoothly at both ends, its weight is step P(N = k), the trapezoidal
    /// rule; otherwise N is moved to the nearest of these numbers, and S moves by no more than the deals of half a step.
    pub(crate) fn new(law: Law<'t>, (first, last): (f64, f64), room: &'t mut [f64]) -> Self {
        match law {
            Law::Fixed(n) => return Generating::Power(n),
            Law::Binomial { n, rate } => return Generating::Binomial { n, rate },
            Law::Poisson { mean } => return Generating::Poisson(mean),
            Law::NegativeBinomial { shape, coming, seen } => {
                return Generating::NegativeBinomial { shape, ratio: coming / seen };
            }
            _ => {}
        }
        let most = if matches!(law, Law::Product { .. }) { MOST_INVERTED } else { MOST_CHEAP };
        let step = floor((last - first) / most) + 1.0;
        let smooth = match law {
            Law::BetaBinomial { a, b, .. } => a.min(b) >= SMOOTH,
            Law::Product { evidence, .. } => {
                evidence.iter().all(|gate| gate.a.min(gate.b) >= SMOOTH)
            }
            _ => false,
        };
        let mut len = 0;
        let (mut k, mut below) = (first, 0.0);
        for weight in room.iter_mut() {
            if k >= last + step {
                break;
            }
            *weight = if smooth || step <= 1.0 {
                step * law.mass(k)
            } else {
                // All numbers nearer to k than to its neighbours.
                let tails = law.tails(k + floor(0.5 * step)).0;
                let weight = (tails.lower - below).max(0.0);
                below = tails.lower;
                weight
            };
            len += 1;
            k += step;
        }
        Generating::Table { first, step, weights: room.get(..len).unwrap_or_default() }
    }

    /// G(1 + `less`).
    pub(crate) fn at(&self, less: Complex) -> Complex {
        let power = |of: Complex, n: f64| {
            if of.re == -1.0 && of.im == 0.0 {
                return if n == 0.0 { Complex::ONE } else { Complex::new(0.0, 0.0) };
            }
            let exponent = of.ln_1p().scaled(n);
            if exponent.re < LEAST_LN { Complex::new(0.0, 0.0) } else { exponent.exp() }
        };
        match *self {
            Generating::Power(n) => power(less, n),
            Generating::Binomial { n, rate } => power(less.scaled(rate), n),
            Generating::Poisson(mean) => {
                let exponent = less.scaled(mean);
                if exponent.re < LEAST_LN { Complex::new(0.0, 0.0) } else { exponent.exp() }
            }
            Generating::NegativeBinomial { shape, ratio } => power(less.scaled(-ratio), -shape),
            Generating::Table { first, step, weights } => {
                let z = Complex::new(1.0 + less.re, less.im);
                let square = z.re * z.re + z.im * z.im;
                let ln_size = if square > 0.0 { 0.5 * ln(square) } else { f64::MIN };
                if first * ln_size < LEAST_LN {
                    return Complex::new(0.0, 0.0);
                }
                let along = if step > 1.0 { power(less, step) } else { z };
                // Negligible powers are left out.
                let most = if ln_size < 0.0 { LEAST_LN / ln_size / step + 1.0 } else { f64::MAX };
                let few = weights.get(..crate::float::index(most)).unwrap_or(weights);
                let mut sum = Complex::new(0.0, 0.0);
                for &weight in few.iter().rev() {
                    sum = sum.times(along);
                    sum.re += weight;
                }
                sum.times(power(less, first))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Generating, TABLE};
    use crate::count::law::Law;
    use crate::float::{Complex, index};
    use crate::rate::Evidence;

    /// Closed forms, and tables of laws without one, against the sum of P(N = j) z^j.
    #[test]
    fn is_the_sum_of_its_definition() {
        let gates = [Evidence { a: 3.0, b: 5.0 }, Evidence { a: 20.0, b: 9.0 }];
        let laws = [
            Law::Fixed(7.0),
            Law::Binomial { n: 40.0, rate: 0.26 },
            Law::BetaBinomial { n: 60.0, a: 0.7, b: 2.0 },
            Law::Product { n: 30.0, rate: 0.9, evidence: &gates },
            Law::Poisson { mean: 12.0 },
            Law::NegativeBinomial { shape: 4.5, coming: 2.0, seen: 3.0 },
        ];
        for law in laws {
            let (first, last) = law.window();
            let mut room = std::vec![0.0; TABLE];
            let generating = Generating::new(law, (first, last), &mut room);
            for (re, im) in [(1.0, 0.0), (0.6, 0.5), (-0.3, 0.9), (0.0, 0.0), (0.0, 0.01)] {
                let z = Complex::new(re, im);
                let mut sum = Complex::new(0.0, 0.0);
                for j in (0..=index(last)).rev() {
                    sum = sum.times(z);
                    sum.re += law.mass(j as f64);
                }
                let found = generating.at(Complex::new(re - 1.0, im));
                let error = (found.re - sum.re).abs() + (found.im - sum.im).abs();
                assert!(error < 1e-14, "{law:?} {z:?} {found:?} {sum:?}");
            }
        }
    }

    /// A step of many numbers keeps the mean: the slope of G at 1.
    #[test]
    fn a_coarse_table_keeps_the_mean() {
        for law in [
            Law::BetaBinomial { n: 1e6, a: 27.0, b: 75.0 },
            Law::BetaBinomial { n: 1e6, a: 1.5, b: 2.0 },
        ] {
            let mut room = std::vec![0.0; TABLE];
            let Generating::Table { first, step, weights } =
                Generating::new(law, law.window(), &mut room)
            else {
                panic!()
            };
            let (mut total, mut mean, mut k) = (0.0, 0.0, first);
            for weight in weights {
                total += weight;
                mean += weight * k;
                k += step;
            }
            assert!((total - 1.0).abs() < 1e-9, "{law:?} {total}");
            assert!((mean / law.mean() - 1.0).abs() < 1e-5, "{law:?} {mean}");
        }
    }
}
