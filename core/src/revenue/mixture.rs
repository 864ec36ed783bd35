//! Sums over the number of deals: the chance that revenue reaches a threshold, and its mean up to one.
//!
//! P(S >= R) = sum over j of P(N = j) P(S_j >= R), S_j the sum of j sizes. Few of the j matter: below some j
//! nothing reaches the threshold, above another everything does, and there the sum is a tail of N. Where even
//! the rest is long, all its terms are smooth in j, and it is an integral by Gauss and Legendre's rule with the
//! end terms of Euler and Maclaurin.

use super::sums::Sums;
use crate::count::law::Law;
use crate::float::{Sum, floor};
use crate::math::{Probability, Tails};
use crate::search::first_whole;

/// Each side leaves out no more than this part of the smaller tail, by the bounds in `window`.
const LEFT_OUT: f64 = 1.0 / 1_152_921_504_606_846_976.0;
/// So many terms are added one by one; with more, every width there is exceeds 25 of them, and what the end
/// terms leave out is below 1e-12.
pub(crate) const MOST_TERMS: f64 = 1024.0;
/// Integrals keep this many terms away from both ends of the support, where the pmf may have a singularity nearby.
const ENDS: f64 = 128.0;
/// Panels of the integral where nothing asks for narrower ones.
const PANELS: f64 = 12.0;

/// The probability that the deals reach the threshold of the sums.
pub(crate) fn reach(law: Law<'_>, sums: &Sums) -> Probability {
    let most = law.top();
    let (first, last) = window(law, sums, most);
    let mut terms =
        Terms { law, smooth: sums.is_smooth(), of: &mut |j| sums.tails(j), sum: Both::default() };
    terms.sum.lower = Sum::of(law.tails(first).0.lower);
    terms.sum.upper = Sum::of(law.tails(last + 1.0).0.upper);
    terms.add_all(first, last);
    // A tail below what the window leaves out is unknown, and counts as 0.
    let known = |tail: f64| if tail < f64::MIN_POSITIVE { 0.0 } else { tail.min(1.0) };
    let (lower, upper) = (known(terms.sum.lower.total()), known(terms.sum.upper.total()));
    // The smaller tail is accurate; the larger one is recomputed as its complement.
    let tails = if lower < upper { Tails::from_lower(lower) } else { Tails::from_upper(upper) };
    Probability::upper(tails, law.method())
}

/// The sum of P(N = j) of(j) over the j from `first` to `last`, of two functions at once. Where they are `smooth`, `of`
/// is asked for numbers that are not whole, too.
pub(crate) fn expect(
    law: Law<'_>,
    (first, last): (f64, f64),
    smooth: bool,
    of: &mut dyn FnMut(f64) -> Tails,
) -> Tails {
    let mut terms = Terms { law, smooth, of, sum: Both::default() };
    terms.add_all(first, last);
    Tails { lower: terms.sum.lower.total(), upper: terms.sum.upper.total() }
}

/// The first and the last number of deals between which the goal may be reached or not. Below the first,
/// P(N <= j) P(S_j >= R) bounds all terms of the upper tail; above the last, P(N >= j) P(S_j < R) those
/// of the lower one.
fn window(law: Law<'_>, sums: &Sums, most: f64) -> (f64, f64) {
    if most <= 32.0 {
        return (1.0, most);
    }
    // Any single j gives a lower bound of each tail.
    let (mut least_upper, mut least_lower) = (0.0f64, 0.0f64);
    let middles = [law.mean(), sums.deals_to_goal()];
    for middle in middles {
        let j = floor(middle).max(1.0).min(most);
        let (count, sum) = (law.tails(j).0, sums.tails(j));
        least_upper = least_upper.max(count.upper * sum.upper);
        least_lower = least_lower.max(law.tails(j + 1.0).0.lower * sum.lower);
    }
    let bound = (least_upper.min(least_lower) * LEFT_OUT).max(f64::MIN_POSITIVE);
    let guess = floor(middles[0].max(1.0).min(most));
    let sign = |over: bool| if over { 1.0 } else { -1.0 };
    let first = first_whole(1.0, most, guess, 8.0, &mut |j| {
        sign(sums.tails(j).upper > bound && law.tails(j + 1.0).0.lower > bound)
    });
    let after = first_whole(1.0, most, first.min(most), 8.0, &mut |j| {
        sign(!(sums.tails(j).lower > bound && law.tails(j).0.upper > bound))
    });
    (first, after - 1.0)
}

/// Two running sums.
#[derive(Default)]
struct Both {
    lower: Sum,
    upper: Sum,
}

/// The sum of the terms P(N = j) of(j).
struct Terms<'t> {
    law: Law<'t>,
    smooth: bool,
    of: &'t mut dyn FnMut(f64) -> Tails,
    sum: Both,
}

impl Terms<'_> {
    fn add_all(&mut self, first: f64, last: f64) {
        let mut j = first;
        // A list of probabilities has none between whole numbers.
        let smooth = self.smooth && !matches!(self.law, Law::Listed(_) | Law::Fixed(_));
        if smooth && last - first >= MOST_TERMS {
            let most = self.law.top();
            let (from, to) = (first.max(ENDS), last.min(most - ENDS));
            while j < from && j <= last {
                self.add(j, 1.0);
                j += 1.0;
            }
            if j <= to {
                self.add_integral(j, to, most);
                j = to + 1.0;
            }
        }
        while j <= last {
            self.add(j, 1.0);
            j += 1.0;
        }
    }

    fn add(&mut self, j: f64, weight: f64) {
        #[cfg(test)]
        crate::search::look();
        let mass = weight * self.law.mass(j);
        let value = (self.of)(j);
        self.sum.lower.add(mass * value.lower);
        self.sum.upper.add(mass * value.upper);
    }

    /// The terms from `from` to `to`, as the integral from `from` - 1/2 to `to` + 1/2.
    fn add_integral(&mut self, from: f64, to: f64, most: f64) {
        let (mut start, end) = (from - 0.5, to + 0.5);
        let widest = (end - start) / PANELS;
        while start < end {
            // No wider than the distance to either end of what is possible.
            let width = widest.min(start).min((most - start) * 0.5);
            let half = 0.5 * width.min(end - start);
            let middle = start + half;
            for &(node, weight) in &GAUSS {
                self.add(middle - half * node, half * weight);
                self.add(middle + half * node, half * weight);
            }
            start = if end - start <= width { end } else { start + width };
        }
        // -f' / 24 + 7 f''' / 5760, by central differences.
        for (at, sign) in [(to, 1.0), (from - 1.0, -1.0)] {
            let far = 17.0 / 5760.0 * sign;
            let near = -(1.0 / 24.0) * sign - 3.0 * far;
            self.add(at - 1.0, -far);
            self.add(at, -near);
            self.add(at + 1.0, near);
            self.add(at + 2.0, far);
        }
    }
}

/// The positive nodes of Gauss and Legendre's rule of 16 points and their weights (Abramowitz & Stegun,
/// table 25.4).
const GAUSS: [(f64, f64); 8] = [
    (0.09501250983763744, 0.1894506104550685),
    (0.2816035507792589, 0.18260341504492358),
    (0.45801677765722737, 0.16915651939500254),
    (0.6178762444026438, 0.14959598881657674),
    (0.755404408355003, 0.12462897125553388),
    (0.8656312023878318, 0.09515851168249279),
    (0.9445750230732326, 0.062253523938647894),
    (0.9894009349916499, 0.027152459411754096),
];
