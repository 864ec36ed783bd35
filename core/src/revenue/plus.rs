//! The sum of two independent revenues.

use super::atoms::{Atoms, MOST_PRICES, list_sums};
#[cfg(feature = "alloc")]
use super::cells::CELLS;
use super::cells::{Cells, Kept};
use super::distribution::{Few, Form, RevenueDistribution};
use super::fourier::transform;
use super::generating::{Generating, TABLE};
use super::lattice::{Lattice, MARGIN, Spread, blurred, invert, undo_spread};
use super::size::Size;
use crate::count::urn::NO_CELLS;
use crate::error::Error;
use crate::field::Field;
use crate::float::{Complex, floor, is_finite, sin_cos};
use crate::math::{Method, Tails};
use core::f64::consts::TAU;

/// The cells of a sum's lattice, half of those of one revenue: there has to be room for the transforms of both.
const SUM_CELLS: usize = 8192;
/// What may lie outside the window, to both sides of each revenue.
const OUTSIDE: f64 = 1e-15;

impl<'a> RevenueDistribution<'a> {
    /// The distribution of the sum of two independent revenues: of two products, say, or of open deals and of new ones.
    ///
    /// Exact when both can be listed, one with at most 64 distinct sums, and both together make at most 8,192 of them:
    /// deals of one size, price lists of which [`method`](Self::method) says [`Method::Exact`], and deals of two sizes
    /// with at most 2,048 sums. Otherwise see [`Method::Lattice`], whose blur adds up.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// // One deal of 5, 7 or 8, and two of 3, each won in half of all cases.
    /// let large = Chance::known(0.5)?.results(1)?.revenue(&DealSize::Seen(&[5.0, 7.0, 8.0]))?;
    /// let small = Chance::known(0.5)?.results(2)?.revenue(&DealSize::Fixed(3.0))?;
    /// let both = large.plus(&small)?;
    /// // At least 10: 5 with 6, or 7 or 8 with 3 or 6.
    /// assert!((both.at_least(10.0)?.value - 7.0 / 24.0).abs() < 1e-15);
    /// assert_eq!(both.mean(), large.mean() + small.mean());
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow) when the expected sum exceeds an f64.
    #[cfg(feature = "alloc")]
    pub fn plus(
        &self,
        other: &RevenueDistribution<'_>,
    ) -> Result<RevenueDistribution<'static>, Error> {
        let mut room = alloc::vec![0.0; CELLS];
        let (sum, len) = self.sum(other, &mut room)?;
        room.truncate(len);
        Ok(RevenueDistribution { kept: Kept::Owned(room.into_boxed_slice()), ..sum })
    }

    /// As [`plus`](Self::plus), in memory of the caller.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize, revenue::Cells};
    ///
    /// let mut cells = Box::new(Cells::new()); // without an allocator, in a `static` behind a lock
    /// let one = Chance::known(0.5)?.results(1)?.revenue(&DealSize::Fixed(2.0))?;
    /// let other = Chance::known(0.5)?.results(1)?.revenue(&DealSize::Fixed(3.0))?;
    /// assert_eq!(one.plus_in(&other, &mut cells)?.at_least(5.0)?.value, 0.25);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`plus`](Self::plus).
    pub fn plus_in<'r>(
        &self,
        other: &RevenueDistribution<'_>,
        cells: &'r mut Cells,
    ) -> Result<RevenueDistribution<'r>, Error> {
        let (sum, len) = self.sum(other, &mut cells.numbers)?;
        let kept = Kept::Lent(cells.numbers.get(..len).unwrap_or_default());
        Ok(RevenueDistribution { kept, ..sum })
    }

    fn sum(
        &self,
        other: &RevenueDistribution<'_>,
        room: &mut [f64],
    ) -> Result<(RevenueDistribution<'static>, usize), Error> {
        let method = self.method().and(other.method());
        let (form, len) = match list_sum(self, other, method, room) {
            Some(found) => found,
            None => lattice_sum(self, other, method, room)?,
        };
        let sum = RevenueDistribution {
            mean: Field::SizeMean.finite(self.mean + other.mean)?,
            variance: self.variance + other.variance,
            most: self.most + other.most,
            scale: 1.0,
            form,
            kept: Kept::Lent(&[]),
        };
        Ok((sum, len))
    }

    /// Its distinct sums with their probabilities, if they are so few: to `to`. `spare` is memory.
    fn few_atoms(&self, to: &mut Atoms<'_>, spare: &mut [f64]) -> bool {
        match self.form {
            Form::Mixed { law, size: Size::Seen(seen) } => {
                let mut table = NO_CELLS;
                let law = law.tabulated(&mut table);
                let mut prices = [(0.0, 0.0); 2];
                let (count, _) = seen.commonest(&mut prices);
                let prices = prices.get(..count).unwrap_or_default();
                let last = law.window().1;
                let Some(len) = list_sums(prices, last, &mut |j| law.mass(j), spare) else {
                    return false;
                };
                let half = spare.len() / 8;
                let sums = spare.get(..len).unwrap_or_default().iter();
                let masses = spare.get(half..half + len).unwrap_or_default();
                sums.zip(masses).all(|(&sum, &mass)| to.push(sum / self.scale, mass))
            }
            Form::Listed { len, .. } => {
                self.atoms(0, len).all(|(amount, mass)| to.push(amount / self.scale, mass))
            }
            Form::Counted { law, size } => {
                let mut table = NO_CELLS;
                let law = law.tabulated(&mut table);
                let (first, last) = law.window();
                if last - first >= MOST_COUNTED {
                    return false;
                }
                let mut j = first;
                while j <= last {
                    if !to.push(j * size, law.mass(j)) {
                        return false;
                    }
                    j += 1.0;
                }
                true
            }
            _ => false,
        }
    }

    /// Adds its characteristic function at the lattice's frequencies, as factors, to what is in `product`; `grid` is
    /// memory.
    fn multiply_into(&self, cell: f64, product: (&mut [f64], &mut [f64]), grid: &mut [f64]) {
        match self.form {
            Form::Counted { law, .. } | Form::Mixed { law, .. } => {
                let size = match self.form {
                    Form::Mixed { size, .. } => size,
                    Form::Counted { size, .. } => Size::Fixed(size),
                    _ => return,
                };
                let mut table = NO_CELLS;
                let law = law.tabulated(&mut table);
                let room = grid.get_mut(..TABLE).unwrap_or_default();
                let generating = Generating::new(law, law.window(), room);
                let mut k = 0.0;
                for (re, im) in product.0.iter_mut().zip(product.1) {
                    let less = less_than_one(&size, -TAU * k / SUM_CELLS as f64 / cell);
                    multiply(re, im, generating.at(less));
                    k += 1.0;
                }
            }
            Form::Listed { .. } | Form::Lattice { .. } => {
                let half = grid.len() / 2;
                let Some((re, im)) = grid.split_at_mut_checked(half) else { return };
                re.fill(0.0);
                im.fill(0.0);
                let spread = Spread::new();
                self.each_sum(&mut |amount, mass| {
                    spread.add(amount / self.scale / cell, mass, re);
                });
                transform(re, im);
                undo_spread(re, im);
                for ((re, im), (&by_re, &by_im)) in
                    product.0.iter_mut().zip(product.1).zip(re.iter().zip(im.iter()))
                {
                    multiply(re, im, Complex::new(by_re, by_im));
                }
            }
        }
    }

    /// Shows every sum with its probability; of a lattice, the middles of its cells.
    fn each_sum(&self, show: &mut dyn FnMut(f64, f64)) {
        match self.form {
            Form::Listed { len, .. } => self.atoms(0, len).for_each(|(sum, mass)| show(sum, mass)),
            Form::Lattice { lattice, few, ref seen, .. } => {
                let half = if lattice.whole { 0.0 } else { 0.5 };
                let mut nth = half;
                for pair in self.below(&lattice).windows(2) {
                    if let &[low, high] = pair {
                        show(lattice.start + nth * lattice.cell, high - low);
                    }
                    nth += 1.0;
                }
                self.atoms(lattice.cells + 1, few.len).for_each(|(sum, mass)| show(sum, mass));
                self.each_of_few(&few, seen.as_ref(), show);
            }
            _ => {}
        }
    }

    /// An interval outside of which at most `OUTSIDE` of the probability lies on each side.
    fn range(&self) -> Result<(f64, f64), Error> {
        let beyond = Tails::from_lower(OUTSIDE);
        let low = self.quantile_at(beyond)?.map_or(0.0, |quantile| quantile.value);
        let high = self.quantile_at(beyond.swapped())?.map_or(self.mean, |quantile| quantile.value);
        Ok((low, high.max(low)))
    }

    /// P(S = 0).
    fn of_nothing(&self) -> f64 {
        self.reach(f64::MIN_POSITIVE / self.scale.min(1.0)).complement
    }
}

/// The most deals of one size that are listed.
const MOST_COUNTED: f64 = 8192.0;

/// The sum of two lists, if one of them is short.
fn list_sum(
    one: &RevenueDistribution<'_>,
    other: &RevenueDistribution<'_>,
    method: Method,
    room: &mut [f64],
) -> Option<(Form<'static>, usize)> {
    let quarter = room.len() / 4;
    let mut quarters = room.chunks_exact_mut(quarter.max(1));
    let spare = quarters.next_back()?;
    let mut quarters = quarters.map(Atoms::new);
    let (mut sum, mut these, mut those) = (quarters.next()?, quarters.next()?, quarters.next()?);
    if !one.few_atoms(&mut these, spare) || !other.few_atoms(&mut those, spare) {
        return None;
    }
    let (many, few) =
        if these.sums().len() > those.sums().len() { (these, those) } else { (those, these) };
    let mut prices = [(0.0, 0.0); MOST_PRICES];
    let prices = prices.get_mut(..few.sums().len())?;
    for (price, (&amount, &mass)) in prices.iter_mut().zip(few.sums().iter().zip(few.masses())) {
        *price = (amount, mass);
    }
    if !sum.one_more(&many, prices) {
        return None;
    }
    let len = sum.sums().len();
    let half = quarter / 2;
    room.copy_within(half..half + len, len);
    Some((Form::Listed { len, method }, 2 * len))
}

fn lattice_sum(
    one: &RevenueDistribution<'_>,
    other: &RevenueDistribution<'_>,
    method: Method,
    room: &mut [f64],
) -> Result<(Form<'static>, usize), Error> {
    let overflow = Field::SizeMean.overflow();
    let (first, second) = (one.range()?, other.range()?);
    let (low, high) = (first.0 + second.0, first.1 + second.1);
    let cell = ((high - low) / (SUM_CELLS as f64 - 2.0 * MARGIN)).max(high * LEAST_CELL);
    if !is_finite(cell) || cell < f64::MIN_POSITIVE {
        return Err(overflow);
    }
    let nothing = one.of_nothing() * other.of_nothing();
    let parts = room.split_at_mut_checked(SUM_CELLS + 1).and_then(|(re, rest)| {
        rest.split_at_mut_checked(SUM_CELLS + 1).map(|(im, rest)| (re, im, rest))
    });
    let Some((re, im, rest)) = parts else { return Err(overflow) };
    let grid = rest.get_mut(..4 * SUM_CELLS).unwrap_or_default();
    re.fill(1.0);
    im.fill(0.0);
    let half = SUM_CELLS / 2;
    for revenue in [one, other] {
        let (re, im) = (re.get_mut(..=half), im.get_mut(..=half));
        let product = (re.unwrap_or_default(), im.unwrap_or_default());
        revenue.multiply_into(cell, product, grid);
    }
    let mut k = 0.0;
    for (re, im) in re.iter_mut().zip(im.iter_mut()).take(half + 1) {
        let value = blurred(Complex::new(*re - nothing, *im), k / SUM_CELLS as f64);
        (*re, *im) = (value.re, value.im);
        k += 1.0;
    }
    let first = floor(low / cell) - MARGIN;
    if invert(first, SUM_CELLS, re, im).is_none() {
        return Err(overflow);
    }
    // The sum of no deals, 0, is listed exactly.
    if let [sum, mass, ..] = im {
        (*sum, *mass) = (0.0, nothing);
    }
    let lattice = Lattice { start: (first - 0.5) * cell, cell, whole: false, cells: SUM_CELLS };
    let few = Few { len: 1, one: 0.0, two: 0.0, sorted: 0 };
    let method = method.and(Method::Lattice);
    Ok((Form::Lattice { lattice, few, seen: None, method }, SUM_CELLS + 3))
}

/// The least width of a cell, as a part of the amount.
const LEAST_CELL: f64 = 1e-12;

fn multiply(re: &mut f64, im: &mut f64, by: Complex) {
    let product = Complex::new(*re, *im).times(by);
    (*re, *im) = (product.re, product.im);
}

/// E e^(itX) - 1 of one size.
fn less_than_one(size: &Size<'_>, t: f64) -> Complex {
    let wave = |x: f64, share: f64| {
        let (sine, cosine) = sin_cos(0.5 * t * x);
        Complex::new(-2.0 * share * sine * sine, 2.0 * share * sine * cosine)
    };
    match size {
        Size::Fixed(size) => wave(*size, 1.0),
        Size::Gamma { mean, shape } => {
            // (1 - i t scale)^-shape.
            let ln = Complex::new(0.0, -t * (mean / shape)).ln_1p().scaled(-shape);
            let value = ln.exp();
            Complex::new(value.re - 1.0, value.im)
        }
        Size::Seen(seen) => {
            let mut sum = Complex::new(0.0, 0.0);
            seen.each(&mut |size, share| {
                sum = sum.plus(wave(size / seen.scale, share));
                true
            });
            sum
        }
    }
}
