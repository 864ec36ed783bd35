//! The distribution of a sum of many sizes, on a lattice that covers the sums that matter.
//!
//! The characteristic function of S is that of N at that of one size: E e^(itS) = G(phi(t)), G the generating function
//! of N. Inverted by a discrete Fourier transform it gives the distribution modulo the width of the window, so
//! the window has to hold S but for 1e-14 or so (Klugman, Panjer & Willmot, *Loss Models*, section 9.8; Embrechts &
//! Frei 2009, "Panjer recursion versus FFT").
//!
//! Sizes that are multiples of the lattice's unit are on it. Others are not moved: phi is computed of the sizes as they
//! are, by a non-uniform transform (Greengard & Lee 2004, "Accelerating the nonuniform fast Fourier transform"), and
//! S is blurred once, by a normal variable of a standard deviation of two cells and a uniform one of one cell. So
//! the probability is exactly that of S and this blur, however many deals there are:
//! P(S >= t + 17 cells) - 1e-12 <= answer <= P(S >= t - 17 cells) + 1e-12. What is computed differs from the probability
//! of S and the blur by rounding and by what lies outside the window; the tests of `threshold` hold it to 1e-12.

use super::fourier::transform;
use super::generating::{Generating, TABLE};
use super::size::Seen;
use crate::count::law::Law;
use crate::float::{Complex, exp, floor, index, sin_cos, sqrt, whole_up};
use crate::math::Tails;
use core::f64::consts::{PI, TAU};

/// The cells of the lattice: with windows of about 20 standard deviations, 1/800 of one each.
pub(crate) const LATTICE: usize = 16_384;
/// The grid of the non-uniform transform is twice as fine.
const FINE: usize = 2 * LATTICE;
/// Each size is spread over so many fine cells to both sides: Greengard & Lee give 12 for 1e-12.
const SPREAD: usize = 16;
/// The blur's standard deviation, in cells. At the highest frequency its transform is 3e-9.
const BLUR: f64 = 2.0;
/// So many cells beyond the window, for the blur: 16 deviations of it and more.
pub(crate) const MARGIN: f64 = 34.0;
/// Bounds of what lies outside the window: e^-33 is 5e-15.
const LN_OUTSIDE: f64 = 33.0;
/// With more deals, phi is computed term by term at the lowest frequencies: the rounding of the transform, 1e-15, is
/// multiplied by the number of deals.
const MANY_DEALS: f64 = 1000.0;
/// How many low frequencies that is; at higher ones G is negligible with that many deals.
pub(crate) const LOW: usize = 64;

/// Cells of equal width, and the probability below each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lattice {
    /// The lower end of the first cell.
    pub(crate) start: f64,
    pub(crate) cell: f64,
    /// Whether sums are multiples of the cell; otherwise they are anywhere.
    pub(crate) whole: bool,
    pub(crate) cells: usize,
}

/// What a lattice is made from.
pub(crate) struct Compound<'c> {
    pub(crate) law: Law<'c>,
    /// The numbers of deals that matter.
    pub(crate) window: (f64, f64),
    pub(crate) sizes: &'c Seen<'c>,
    /// Prices, with their shares, whose sums alone are listed elsewhere and therefore left out here.
    pub(crate) prices: &'c [(f64, f64)],
    /// P(N = 1), P(N = 2) and so on where the sums of that many deals are listed elsewhere too; otherwise 0.
    pub(crate) few: &'c [f64],
}

impl Compound<'_> {
    /// An offset that is subtracted from each size: the smallest size, where the number of deals is known.
    fn offset(&self) -> (f64, f64) {
        match self.law {
            Law::Fixed(n) => (self.sizes.least, n * self.sizes.least),
            _ => (0.0, 0.0),
        }
    }

    /// The lowest and the highest sum, less the offset, but for 1e-14: those of the numbers of deals that matter, by
    /// Bernstein's inequality (1946; Boucheron, Lugosi & Massart, *Concentration Inequalities*, section 2.8).
    fn range(&self, offset: f64) -> (f64, f64) {
        let sizes = self.sizes;
        let (mean, deviation) =
            (sizes.mean * sizes.largest - offset, sizes.deviation * sizes.largest);
        let (least, largest) = (sizes.least - offset, sizes.largest - offset);
        let off = |j: f64, farthest: f64| deviation_bound(j, deviation, farthest);
        let (few, many) = self.window;
        let low = (few * mean - off(few, mean - least)).max(few * least);
        let high = (many * mean + off(many, largest - mean)).min(many * largest);
        (low, high)
    }

    /// Puts the probability below each cell, and below the end of the last one, to the front of `room`, and says where the
    /// cells are. `None` where sizes are so extreme that there is no lattice.
    pub(crate) fn tabulate(&self, room: &mut [f64]) -> Option<Lattice> {
        let (offset, base) = self.offset();
        let (low, high) = self.range(offset);
        let (re, im) = room.split_at_mut_checked(FINE)?;
        let im = im.get_mut(..FINE)?;
        let unit = self.sizes.unit;
        let whole = unit > 0.0 && offset == 0.0 && (high - low) / unit < LATTICE as f64 - 2.0;
        let cell = if whole { unit } else { (high - low) / (LATTICE as f64 - 2.0 * MARGIN) };
        if cell.is_nan() || cell < f64::MIN_POSITIVE || low / cell > 4.5e15 {
            return None;
        }
        if whole {
            self.on_lattice(unit, re, im);
        } else {
            re.fill(0.0);
            im.fill(0.0);
            let spread = Spread::new();
            self.sizes.each(&mut |size, share| {
                spread.add((size - offset) / cell, share, re);
                true
            });
            transform(re, im);
            undo_spread(re, im);
        }
        self.at_lowest(offset, cell, re, im);
        self.compound(offset, cell, whole, re, im);
        let first = floor(low / cell) - if whole { 0.0 } else { MARGIN };
        invert(first, LATTICE, re, im)?;
        let half = if whole { 0.0 } else { 0.5 };
        Some(Lattice { start: base + (first - half) * cell, cell, whole, cells: LATTICE })
    }

    /// The transform of sizes that are multiples of the unit.
    fn on_lattice(&self, unit: f64, re: &mut [f64], im: &mut [f64]) {
        re.fill(0.0);
        im.fill(0.0);
        let all = LATTICE as f64;
        self.sizes.each(&mut |size, share| {
            let place = floor(size / unit + 0.5);
            if let Some(cell) = re.get_mut(index(place - all * floor(place / all))) {
                *cell += share;
            }
            true
        });
        if let (Some(re), Some(im)) = (re.get_mut(..LATTICE), im.get_mut(..LATTICE)) {
            transform(re, im);
        }
    }

    /// phi - 1 at the lowest frequencies, term by term, where there are many deals: instead of phi.
    fn at_lowest(&self, offset: f64, cell: f64, re: &mut [f64], im: &mut [f64]) {
        // From here on the real part is that of phi - 1.
        for re in re.iter_mut().take(LATTICE / 2 + 1) {
            *re -= 1.0;
        }
        if self.law.mean() <= MANY_DEALS {
            return;
        }
        let mut k = 0.0;
        for (re, im) in re.iter_mut().zip(im.iter_mut()).take(LOW) {
            let turn = -TAU * k / LATTICE as f64;
            let (mut sum_re, mut sum_im) = (0.0, 0.0);
            self.sizes.each(&mut |size, share| {
                // cos x - 1 = -2 sin^2(x / 2), sin x = 2 sin(x / 2) cos(x / 2).
                let (sine, cosine) = sin_cos(0.5 * turn * ((size - offset) / cell));
                sum_re -= 2.0 * share * sine * sine;
                sum_im += 2.0 * share * sine * cosine;
                true
            });
            (*re, *im) = (sum_re, sum_im);
            k += 1.0;
        }
    }

    /// From phi - 1 of one size to the transform of what the lattice is to hold.
    fn compound(&self, offset: f64, cell: f64, whole: bool, re: &mut [f64], im: &mut [f64]) {
        let Some((re, spare)) = re.split_at_mut_checked(LATTICE) else { return };
        let generating =
            Generating::new(self.law, self.window, spare.get_mut(..TABLE).unwrap_or_default());
        let mut prices = Waves::new(self.prices, offset, cell);
        let mut k = 0.0;
        for place in 0..=LATTICE / 2 {
            let (Some(&less_re), Some(&less_im)) = (re.get(place), im.get(place)) else { return };
            let less = Complex::new(less_re, less_im);
            #[cfg(test)]
            crate::search::look();
            let mut value = generating.at(less);
            if !whole {
                let phi = Complex::new(1.0 + less.re, less.im);
                let known = prices.next();
                let known_less = Complex::new(known.re - 1.0, known.im);
                // Without any listed price the listed part is N = 0.
                value = value.plus(generating.at(known_less).scaled(-1.0));
                let (mut power, mut known_power) = (Complex::ONE, Complex::ONE);
                for &mass in self.few {
                    (power, known_power) = (power.times(phi), known_power.times(known));
                    value = value.plus(known_power.plus(power.scaled(-1.0)).scaled(mass));
                }
            }
            if !whole {
                value = blurred(value, k / LATTICE as f64);
            }
            if let (Some(re), Some(im)) = (re.get_mut(place), im.get_mut(place)) {
                (*re, *im) = (value.re, value.im);
            }
            k += 1.0;
        }
    }
}

/// How far the sum of so many sizes lies from its mean at most, but for e^-33, by Bernstein's inequality: each has this
/// standard deviation, and is no farther from its mean than `farthest` in the same direction.
pub(crate) fn deviation_bound(deals: f64, deviation: f64, farthest: f64) -> f64 {
    let part = LN_OUTSIDE * farthest / 3.0;
    part + sqrt(part * part + 2.0 * LN_OUTSIDE * deals * deviation * deviation)
}

/// The non-uniform transform: a mass at any place is spread over the cells of a grid that is twice as fine, by a
/// Gaussian of exponent -SHARP x^2 in fine cells (Greengard & Lee, equations 8 and 9).
pub(crate) struct Spread {
    fixed: [f64; SPREAD + 1],
}

const SHARP: f64 = 0.75 * PI / SPREAD as f64;

impl Spread {
    pub(crate) fn new() -> Self {
        let mut fixed = [0.0; SPREAD + 1];
        let mut far = 0.0;
        for factor in &mut fixed {
            *factor = exp(-SHARP * far * far);
            far += 1.0;
        }
        Self { fixed }
    }

    /// Adds a mass at a place, counted in cells, to the fine grid.
    pub(crate) fn add(&self, place: f64, mass: f64, grid: &mut [f64]) {
        let len = grid.len();
        let (place, all) = (2.0 * place, len as f64);
        let near = floor(place + 0.5);
        let off = place - near;
        let center = mass * exp(-SHARP * off * off);
        let step = exp(2.0 * SHARP * off);
        let middle = index(near - all * floor(near / all));
        let mut add = |cell: usize, mass: f64| {
            if let Some(cell) = grid.get_mut(cell % len) {
                *cell += mass;
            }
        };
        let (mut up, mut down, back) = (center, center, 1.0 / step);
        add(middle, center);
        for (far, &factor) in self.fixed.iter().enumerate().skip(1) {
            up *= step;
            down *= back;
            add(middle + far, up * factor);
            add(middle + len - far, down * factor);
        }
    }
}

/// Takes the Gaussian out of the transform of the fine grid, at the frequencies of the lattice.
pub(crate) fn undo_spread(re: &mut [f64], im: &mut [f64]) {
    let cells = re.len() / 2;
    let mut k = 0.0;
    for (re, im) in re.iter_mut().zip(im.iter_mut()).take(cells / 2 + 1) {
        let part = k / cells as f64;
        // e^(k^2 tau), tau = pi (SPREAD / 3) / cells^2, and sqrt(pi / tau) over the number of fine cells.
        let undo = exp(PI * SPREAD as f64 / 3.0 * part * part) * (0.5 * sqrt(3.0 / SPREAD as f64));
        *re *= undo;
        *im *= undo;
        k += 1.0;
    }
}

/// The blur's transform at a frequency of so many cycles a cell.
pub(crate) fn blurred(value: Complex, part: f64) -> Complex {
    let (sine, _) = sin_cos(PI * part);
    let cell = if part > 0.0 { sine / (PI * part) } else { 1.0 };
    let spread = BLUR * PI * part;
    value.scaled(exp(-2.0 * spread * spread) * cell)
}

/// From the transform at frequencies up to the middle to the probabilities below the lattice's cells, of which the first
/// begins at `first` cells: to the front of `re`, one more than there are cells.
pub(crate) fn invert(first: f64, cells: usize, re: &mut [f64], im: &mut [f64]) -> Option<()> {
    for place in 1..cells / 2 {
        // The inverse transform of a real sequence, by the same routine: of the conjugates.
        *re.get_mut(cells - place)? = re.get(place).copied()?;
        *im.get_mut(cells - place)? = im.get(place).copied()?;
        *im.get_mut(place)? *= -1.0;
    }
    *im.get_mut(0)? = 0.0;
    *im.get_mut(cells / 2)? = 0.0;
    let (masses, spare) = (re.get_mut(..cells)?, im.get_mut(..cells)?);
    transform(masses, spare);
    // The window begins in the middle of the circle.
    let all = cells as f64;
    let start = index(first - all * floor(first / all)).min(cells);
    let (ahead, after) = masses.split_at_checked(start)?;
    let mut below = 0.0;
    for (to, mass) in im.iter_mut().zip(after.iter().chain(ahead)) {
        *to = below;
        below += (mass / all).max(0.0);
    }
    *im.get_mut(cells)? = below;
    re.get_mut(..=cells)?.copy_from_slice(im.get(..=cells)?);
    Some(())
}

/// The sum of share e^(-2 pi i k x / LATTICE) over some prices, for k = 0, 1, 2, ...
struct Waves {
    now: [Complex; super::atoms::MOST_PRICES],
    step: [Complex; super::atoms::MOST_PRICES],
    len: usize,
}

impl Waves {
    fn new(prices: &[(f64, f64)], offset: f64, cell: f64) -> Self {
        let zero = Complex::new(0.0, 0.0);
        let (mut now, mut step) =
            ([zero; super::atoms::MOST_PRICES], [zero; super::atoms::MOST_PRICES]);
        for ((now, step), &(price, share)) in now.iter_mut().zip(&mut step).zip(prices) {
            *now = Complex::new(share, 0.0);
            let (sine, cosine) = sin_cos(-TAU / LATTICE as f64 * ((price - offset) / cell));
            *step = Complex::new(cosine, sine);
        }
        Self { now, step, len: prices.len() }
    }

    fn next(&mut self) -> Complex {
        let mut sum = Complex::new(0.0, 0.0);
        for (now, step) in self.now.iter_mut().zip(&self.step).take(self.len) {
            sum = sum.plus(*now);
            *now = now.times(*step);
        }
        sum
    }
}

impl Lattice {
    /// P(X < t) and P(X >= t) of the part that is on the lattice; `below` has the probability below each cell.
    pub(crate) fn tails(&self, below: &[f64], t: f64) -> Tails {
        let total = below.last().copied().unwrap_or(0.0);
        let lower = self.below(below, t);
        Tails { lower, upper: (total - lower).max(0.0) }
    }

    fn below(&self, below: &[f64], t: f64) -> f64 {
        let end = below.last().copied().unwrap_or(0.0);
        if self.whole {
            let first = floor(self.start / self.cell + 0.5);
            let place = whole_up((t / self.cell).max(0.0)) - first;
            return if place <= 0.0 {
                0.0
            } else {
                below.get(index(place)).copied().unwrap_or(end)
            };
        }
        let place = (t - self.start) / self.cell;
        if place <= 0.0 {
            return 0.0;
        }
        let whole = floor(place);
        match (below.get(index(whole)), below.get(index(whole + 1.0))) {
            (Some(low), Some(high)) => low + (place - whole) * (high - low),
            _ => end,
        }
    }

    /// E min(X, t) of the part that is on the lattice.
    pub(crate) fn mean_up_to(&self, below: &[f64], t: f64) -> f64 {
        let mut sum = 0.0;
        let mut at = self.start;
        // Of the cells below t, at their middles; of whole multiples, at their places.
        let half = if self.whole { 0.0 } else { 0.5 * self.cell };
        for pair in below.windows(2) {
            let &[low, high] = pair else { break };
            let mass = high - low;
            let (end, middle) = (at + self.cell, at + half);
            if self.whole || end <= t || at >= t {
                sum += mass * middle.min(t);
            } else {
                // t lies within this cell, whose probability is taken as uniform.
                let part = (t - at) / self.cell;
                sum += mass * (part * (at + 0.5 * (t - at)) + (1.0 - part) * t);
            }
            at = end;
        }
        sum
    }

    /// The end of the last cell.
    pub(crate) fn end(&self) -> f64 {
        self.start + self.cells as f64 * self.cell
    }
}
