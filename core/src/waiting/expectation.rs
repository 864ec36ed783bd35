//! The expected value of h over the number that pass a gate: sum over j of P(j of n pass) h(j).
//!
//! Up to 512 likely numbers are summed one by one. Wider distributions are cut into panels at half-integers; a panel of
//! 64 or fewer is summed, a wider one integrated, because for a smooth function the sum and the integral differ only
//! by end terms (Euler and Maclaurin), which cancel between neighbours.

use super::level::{After, MARKS, Rise};
use crate::count::binomial::Single;
use crate::float::{ceil, floor, sort_short, sqrt};
use crate::math::{Tails, beta_inverse, normal_tails_at};
use crate::rate::Evidence;
use crate::search::MOST_WHOLE;

/// Normal scores at which the distribution is cut. Beyond the outer ones lies 4e-18.
const SCORES: [f64; 9] = [-8.6, -5.5, -3.0, -1.2, 0.0, 1.2, 3.0, 5.5, 8.6];

/// The rate of a gate: known (0, 1 or between), or counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gate {
    /// A rate of 0.
    Closed,
    /// A rate of 1.
    Open,
    /// Any other, with its quantiles at [`SCORES`].
    Passes { single: Single, rates: [Tails; SCORES.len()] },
}

impl Gate {
    pub(super) fn known(rate: f64) -> Self {
        if rate <= 0.0 {
            Gate::Closed
        } else if rate >= 1.0 {
            Gate::Open
        } else {
            Gate::Passes {
                single: Single::Known(rate),
                rates: [Tails::from_lower(rate); SCORES.len()],
            }
        }
    }

    pub(super) fn counted(evidence: Evidence) -> Self {
        let (a, b) = (evidence.a(), evidence.b());
        let rates = SCORES.map(|score| beta_inverse(a, b, normal_tails_at(score)));
        Gate::Passes { single: Single::Beta(a, b), rates }
    }
}

/// How far from its mean a binomial number is with a probability below e^-39, by Bernstein's inequality: with
/// t = 26 + 8.9 s, t^2 >= 2 * 39 (s^2 + t / 3).
fn reach(deviation: f64) -> f64 {
    26.0 + 8.9 * deviation
}

/// A distribution of at most this many numbers is summed term by term. At this number the panels take as long.
const FEW: f64 = 512.0;
/// The first step divides the distribution into at least half so many, the last one into 2^`HALVINGS` times as many.
const FEWEST_STEPS: f64 = 32.0;
const HALVINGS: u32 = 4;
/// The steps end when halving them changes the sum by less than this. The error falls like exp(-c / step^2), so what is
/// left is far smaller than the last change.
const STEADY: f64 = 1e-12;
/// A panel of at most this many numbers is summed term by term. In a wider, smooth panel the first end term that is left
/// out is below 1e-10 of it.
const NARROW: f64 = 64.0;
/// How far apart the two rules may be in a panel. The error of the better one is about (200 x)^1.5, 3e-13, by the estimate
/// of QUADPACK (Piessens et al. 1983).
const TOLERANCE: f64 = 2e-11;
/// A bound on time. The largest number in the trials was 125, with four gates that are Beta(1/2, 1/2).
const MOST_PANELS: u32 = 1000;

/// The probabilities that the goal is missed and reached, when `n` items come to a gate.
pub(super) fn expectation(gate: &Gate, n: f64, after: &After, rise: &Rise) -> Tails {
    let Gate::Passes { single, rates } = gate else { return after.at(n) };
    let mut sum =
        Panels { single: *single, n, after, lower: 0.0, upper: 0.0, panels: 0, summed: true };
    let mut cuts = [f64::MAX; SCORES.len() + MARKS + 3];
    let mut places = cuts.iter_mut();
    let (mut first, mut last) = (0.0, n);
    for (score, rate) in SCORES.iter().zip(rates) {
        let deviation = sqrt(n * rate.lower * rate.upper);
        let mut cut = n * rate.lower + score * deviation;
        if *score < -8.0 {
            cut = ceil(n * rate.lower - reach(deviation)).max(0.0);
            first = cut;
        } else if *score > 8.0 {
            cut = floor(n * rate.lower + reach(deviation)).min(n);
            last = cut;
        }
        if let Some(place) = places.next() {
            *place = cut;
        }
    }
    if last - first <= FEW {
        sum.add_each(first, last);
        return sum.total();
    }
    // By parts where h rises sooner than the distribution.
    if let (Single::Known(_), After::Known { .. }) = (single, after) {
        if rise.last < MOST_WHOLE && rise.last - rise.first < last - first {
            let parts = by_steps(rise.first, rise.last, &|j| sum.part(j));
            if let Some(total) = parts {
                return total;
            }
        }
    }
    if let Some(total) = by_steps(first, last, &|j| sum.terms(j)) {
        return total;
    }
    let more = [first + 32.0, last - 31.0, rise.edge - 32.0];
    for (mark, place) in rise.marks.iter().chain(&more).zip(places) {
        *place = *mark;
    }
    sort_short(&mut cuts, |a, b| a.total_cmp(b).is_lt());
    // From half-integer to half-integer.
    let (mut low, high) = (first - 0.5, last + 0.5);
    for cut in cuts {
        let cut = (floor(cut) - 0.5).min(high);
        if cut > low {
            sum.add_between(low, cut);
            low = cut;
        }
    }
    if high > low {
        sum.add_between(low, high);
    }
    sum.total()
}

/// Every s-th term from `first` to `last`, times s. Of terms that make a bell, smooth over a few s, that is the sum of all of
/// them but for exp(-2 pi^2 (deviation / s)^2) (Poisson's summation). s is halved until nothing changes;
/// `None` where that takes too many terms.
fn by_steps(first: f64, last: f64, terms: &dyn Fn(f64) -> (f64, f64)) -> Option<Tails> {
    let every = |step: f64, first: f64| {
        let (mut lower, mut upper) = (0.0, 0.0);
        let mut j = first;
        while j <= last {
            let term = terms(j);
            lower += term.0;
            upper += term.1;
            j += step;
        }
        (step * lower, step * upper)
    };
    if last - first <= FEW {
        let sum = every(1.0, first);
        return Some(total(sum.0, sum.1));
    }
    let (begin, end) = (terms(first), terms(last));
    let ends = (begin.0 + begin.1).max(end.0 + end.1) * (last - first);
    if ends > STEADY {
        return None;
    }
    let mut step = 1.0;
    while step * FEWEST_STEPS < last - first {
        step *= 2.0;
    }
    let mut sum = every(step, first);
    for _ in 0..HALVINGS {
        let between = every(step, first + 0.5 * step);
        let both = (0.5 * (sum.0 + between.0), 0.5 * (sum.1 + between.1));
        let off = (both.0 - sum.0).abs().max((both.1 - sum.1).abs());
        (sum, step) = (both, 0.5 * step);
        if off <= STEADY {
            return Some(total(sum.0, sum.1));
        }
        if step <= 1.0 {
            break;
        }
    }
    None
}

struct Panels<'a> {
    single: Single,
    n: f64,
    after: &'a After,
    lower: f64,
    upper: f64,
    panels: u32,
    /// Whether the panel before was summed.
    summed: bool,
}

impl Panels<'_> {
    fn total(&self) -> Tails {
        total(self.lower, self.upper)
    }

    /// The terms at one number, which may lie between whole ones.
    fn terms(&self, j: f64) -> (f64, f64) {
        #[cfg(test)]
        crate::search::look();
        let mass = self.single.mass(j, self.n);
        if mass == 0.0 {
            return (0.0, 0.0);
        }
        let tails = self.after.at(j);
        (mass * tails.lower, mass * tails.upper)
    }

    /// Summed by parts: P(fewer than j pass) and P(at least j pass), each times the rise of h at j.
    fn part(&self, j: f64) -> (f64, f64) {
        #[cfg(test)]
        crate::search::look();
        let rise = self.after.rise(j);
        let (tails, _) = self.single.tails(j, self.n);
        (rise * tails.lower, rise * tails.upper)
    }

    /// Adds each whole number from `first` to `last`.
    fn add_each(&mut self, first: f64, last: f64) {
        let count = last - first;
        let mut j = first;
        let mut mass = 0.0;
        let mut done = 0.0;
        while done <= count {
            // The recurrence starts again where the masses are too small to carry it.
            mass = if mass > 1e-250 {
                mass * self.single.ratio_by_result(j - 1.0, self.n)
            } else {
                self.single.mass(j, self.n)
            };
            if mass > 0.0 {
                let tails = self.after.at(j);
                self.lower += mass * tails.lower;
                self.upper += mass * tails.upper;
            }
            j += 1.0;
            done += 1.0;
        }
    }

    /// Adds what lies between two half-integers, in halves until each is narrow or smooth.
    fn add_between(&mut self, low: f64, high: f64) {
        let mut ends = [high; 64];
        let mut open = 1;
        let mut low = low;
        while open > 0 {
            let Some(&high) = ends.get(open - 1) else { return };
            if high - low <= NARROW {
                if !self.summed {
                    self.end_term(low, -1.0);
                }
                self.add_each(low + 0.5, high - 0.5);
                self.summed = true;
            } else {
                let rule = self.kronrod(low, high);
                self.panels += 1;
                let rough = rule.off > TOLERANCE && self.panels < MOST_PANELS;
                if rough {
                    if let Some(place) = ends.get_mut(open) {
                        *place = self.middle(low, high);
                        open += 1;
                        continue;
                    }
                }
                if self.summed {
                    self.end_term(low, 1.0);
                }
                self.lower += rule.lower;
                self.upper += rule.upper;
                self.summed = false;
            }
            low = high;
            open -= 1;
        }
    }

    /// A half-integer between two: near an end of 0..=n of the size between.
    fn middle(&self, low: f64, high: f64) -> f64 {
        let middle = if high > 8.0 * (low + 2.0) {
            sqrt((low + 2.0) * high)
        } else if self.n - low > 8.0 * (self.n - high + 2.0) {
            self.n - sqrt((self.n - high + 2.0) * (self.n - low))
        } else {
            0.5 * low + 0.5 * high
        };
        floor(middle) + 0.5
    }

    /// The difference between sum and integral at an end where the two meet: f' / 24 - 7 f''' / 5760, by differences;
    /// `side` is 1 where the integral begins and -1 where it ends.
    fn end_term(&mut self, at: f64, side: f64) {
        let terms = [-1.5, -0.5, 0.5, 1.5].map(|step| self.terms(at + step));
        let [a, b, c, d] = terms;
        let term = |a: f64, b: f64, c: f64, d: f64| {
            let third = (d - a) - 3.0 * (c - b);
            side * ((c - b) / 24.0 - third * (17.0 / 5760.0))
        };
        self.lower += term(a.0, b.0, c.0, d.0);
        self.upper += term(a.1, b.1, c.1, d.1);
    }

    /// The rule of Gauss and Kronrod with 15 points, and how far that with 7 of them is off.
    fn kronrod(&self, low: f64, high: f64) -> Rule {
        let (middle, half) = (0.5 * low + 0.5 * high, 0.5 * (high - low));
        let center = self.terms(middle);
        let mut fine = (center.0 * CENTER.0, center.1 * CENTER.0);
        let mut rough = (center.0 * CENTER.1, center.1 * CENTER.1);
        for (x, in_fine, in_rough) in NODES {
            let (left, right) = (self.terms(middle - half * x), self.terms(middle + half * x));
            let both = (left.0 + right.0, left.1 + right.1);
            fine = (fine.0 + in_fine * both.0, fine.1 + in_fine * both.1);
            rough = (rough.0 + in_rough * both.0, rough.1 + in_rough * both.1);
        }
        let off = (fine.0 - rough.0).abs().max((fine.1 - rough.1).abs());
        Rule { lower: half * fine.0, upper: half * fine.1, off: half * off }
    }
}

/// Scales the two sums to make 1: they miss it by rounding and by what the ends of the distribution leave out.
fn total(lower: f64, upper: f64) -> Tails {
    let whole = lower + upper;
    Tails { lower: (lower / whole).min(1.0), upper: (upper / whole).min(1.0) }
}

struct Rule {
    lower: f64,
    upper: f64,
    off: f64,
}

/// The weights at the middle: of 15 points and of 7.
const CENTER: (f64, f64) = (0.209_482_141_084_727_83, 0.417_959_183_673_469_4);
/// Each point, its weight among 15 and its weight among 7 (Kronrod 1965).
const NODES: [(f64, f64, f64); 7] = [
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_55, 0.129_484_966_168_869_7),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18, 0.0),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_92, 0.279_705_391_489_276_64),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.207_784_955_007_898_47, 0.204_432_940_075_298_9, 0.0),
];

#[cfg(test)]
mod tests {
    use super::{CENTER, NODES};

    /// Both rules integrate powers up to their degree.
    #[test]
    fn the_rules_are_exact_for_polynomials() {
        let mut powers = NODES.map(|_| 1.0);
        for half in 0..12 {
            let wanted = 2.0 / f64::from(2 * half + 1);
            let mut sums = if half == 0 { CENTER } else { (0.0, 0.0) };
            for ((x, fine, rough), power) in NODES.iter().zip(&mut powers) {
                sums.0 += 2.0 * fine * *power;
                sums.1 += 2.0 * rough * *power;
                *power *= x * x;
            }
            assert!((sums.0 - wanted).abs() < 1e-15, "{half}: {sums:?}");
            assert!(half > 6 || (sums.1 - wanted).abs() < 1e-15, "{half}: {sums:?}");
        }
    }
}
