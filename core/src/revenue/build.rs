//! From a count and a deal size to the distribution of revenue.

use super::atoms::{MOST_PRICES, Multiples, Price, list_sums};
use super::cells::{CELLS, Cells, Kept};
use super::distribution::{Few, Form, RevenueDistribution};
use super::lattice::{Compound, LATTICE};
use super::mixture::MOST_TERMS;
use super::size::{DealSize, Seen, Size};
use crate::count::CountDistribution;
use crate::count::law::Law;
use crate::count::urn::NO_CELLS;
use crate::error::Error;
use crate::field::Field;
use crate::float::{ceil, ln};
use crate::math::{Method, Probability, Tails};
use crate::search::MOST_WHOLE;

/// A list of sums covers every number of deals up to this. Of a count that may be larger it leaves out the numbers above
/// which a negligible probability lies; that probability is added to the largest sum of the list.
const MOST_LISTED_WHOLE: f64 = 64.0;
const BEYOND_LIST: f64 = 1e-30;
/// Sums of one and of two deals are counted exactly when they are likelier than this.
const FEW_MATTER: f64 = 1e-9;
/// The sums of two deals are counted for up to so many sizes, which are kept in rising order.
const MOST_PAIRS: usize = 512;
/// At most so many sums of common prices are listed beside a lattice.
const MOST_COMMON_SUMS: usize = 4500;
/// Beside a lattice the sums at all prices are listed for at most this many deals.
const MOST_SHORT: usize = 12;
/// A list of the sums of common prices ends where all deals have such a price with a probability below e^this.
const LN_LEFT: f64 = -30.0;

impl<'a> CountDistribution<'a> {
    /// The distribution of revenue when each of this number of deals has a size of its own:
    /// S = X_1 + ... + X_N, a compound distribution (Klugman, Panjer & Willmot, *Loss Models*, chapter 9).
    ///
    /// Exact for deals of one size, for gamma distributed ones (a mixture), for two sizes, for price lists
    /// whose distinct sums are at most 8,192, and for one or two deals of up to 512 sizes. Otherwise see
    /// [`Method::Lattice`]. What it keeps is computed once; each question afterwards costs little.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// // Three prices, seen equally often; 20 leads, of which a quarter buys.
    /// let prices = [1_999.0, 4_999.0, 9_999.0];
    /// let revenue = Chance::known(0.25)?.results(20)?.revenue(&DealSize::Seen(&prices))?;
    /// assert_eq!(format!("{:.5}", revenue.at_least(25_000.0)?.value), "0.55259");
    /// assert_eq!(format!("{:.0}", revenue.mean()), "28328");
    /// let interval = revenue.interval(0.8)?;
    /// assert_eq!((interval.low, interval.high), (11_997.0, Some(45_992.0)));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Money`](crate::ErrorKind::Money) for a size (index: which) or a mean that is NaN, infinite or
    /// negative; [`ErrorKind::Variation`](crate::ErrorKind::Variation);
    /// [`ErrorKind::Volume`](crate::ErrorKind::Volume) with the index of a count that is NaN, infinite or negative;
    /// [`ErrorKind::Length`](crate::ErrorKind::Length) when there is not one count for each size;
    /// [`ErrorKind::NoDeals`](crate::ErrorKind::NoDeals) when there is no size, or all counts are 0;
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow) when more than 2^53 deals, or more revenue than an f64
    /// holds, are expected.
    #[cfg(feature = "alloc")]
    pub fn revenue<'r>(&self, size: &DealSize<'r>) -> Result<RevenueDistribution<'r>, Error>
    where
        'a: 'r,
    {
        let size = Size::new(*size)?;
        let mut room = alloc::vec::Vec::new();
        if needs_room(self.law, &size) {
            room.resize(CELLS, 0.0);
        }
        let (mut revenue, len) = revenue_of(self.law, size, &mut room)?;
        room.truncate(len);
        revenue.kept = Kept::Owned(room.into_boxed_slice());
        Ok(revenue)
    }

    /// As [`revenue`](Self::revenue), in memory of the caller.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize, revenue::Cells};
    ///
    /// let mut cells = Box::new(Cells::new()); // without an allocator, in a `static` behind a lock
    /// let prices = [1_999.0, 4_999.0, 9_999.0];
    /// let deals = Chance::known(0.25)?.results(20)?;
    /// let revenue = deals.revenue_in(&DealSize::Seen(&prices), &mut cells)?;
    /// assert_eq!(format!("{:.5}", revenue.at_least(25_000.0)?.value), "0.55259");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`revenue`](Self::revenue).
    pub fn revenue_in<'r>(
        &self,
        size: &DealSize<'r>,
        cells: &'r mut Cells,
    ) -> Result<RevenueDistribution<'r>, Error>
    where
        'a: 'r,
    {
        let (mut revenue, len) = revenue_of(self.law, Size::new(*size)?, &mut cells.numbers)?;
        revenue.kept = Kept::Lent(cells.numbers.get(..len).unwrap_or_default());
        Ok(revenue)
    }
}

/// Whether a distribution needs memory for a list or a lattice.
#[cfg(feature = "alloc")]
fn needs_room(law: Law<'_>, size: &Size<'_>) -> bool {
    match size {
        Size::Seen(seen) => !is_closed(law, seen),
        _ => false,
    }
}

/// Whether sums of two sizes have a closed form that is short enough: a mixture of binomials.
fn is_closed(law: Law<'_>, seen: &Seen<'_>) -> bool {
    if seen.share_of_two <= 0.0 {
        return false;
    }
    let (first, last) = law.window();
    last - first < MOST_TERMS
}

/// The distribution, and how many numbers at the front of `room` belong to it; `kept` is set by the caller.
pub(crate) fn revenue_of<'r>(
    law: Law<'r>,
    size: Size<'r>,
    room: &mut [f64],
) -> Result<(RevenueDistribution<'r>, usize), Error> {
    let deals = law.mean();
    if deals > MOST_WHOLE + 1.0 {
        return Err(Field::Results.overflow());
    }
    let mean = Field::SizeMean.finite(deals * size.mean())?;
    let deviation = size.mean() * size.variation();
    let variance = if mean > 0.0 {
        deals * deviation * deviation + law.variance() * size.mean() * size.mean()
    } else {
        0.0
    };
    let mut revenue = RevenueDistribution {
        mean,
        variance,
        most: if mean > 0.0 { law.most() * size.largest() } else { 0.0 },
        scale: 1.0,
        form: Form::Counted { law, size: if mean > 0.0 { size.mean() } else { 0.0 } },
        kept: Kept::Lent(&[]),
    };
    match size {
        _ if mean <= 0.0 => revenue.form = Form::Counted { law: Law::Fixed(0.0), size: 0.0 },
        Size::Fixed(_) => {}
        Size::Gamma { .. } => revenue.form = Form::Mixed { law, size },
        Size::Seen(seen) if is_closed(law, &seen) => {
            revenue.form = Form::Mixed { law, size };
            revenue.scale = seen.scale;
        }
        Size::Seen(seen) => {
            let mut table = NO_CELLS;
            let source = Source { law: law.tabulated(&mut table), seen };
            let (form, len) = source.fill(room);
            (revenue.form, revenue.scale) = (form, seen.scale);
            return Ok((revenue, len));
        }
    }
    Ok((revenue, 0))
}

/// P(S >= t) of a distribution that no other question is asked of.
pub(crate) fn reach_of(
    law: Law<'_>,
    size: Size<'_>,
    t: f64,
    room: &mut [f64],
) -> Result<Probability, Error> {
    let (mut revenue, len) = revenue_of(law, size, room)?;
    revenue.kept = Kept::Lent(room.get(..len).unwrap_or_default());
    Ok(revenue.reach(t))
}

struct Source<'s, 'r> {
    law: Law<'s>,
    seen: Seen<'r>,
}

impl<'r> Source<'_, 'r> {
    fn fill(&self, room: &mut [f64]) -> (Form<'r>, usize) {
        let mut prices = [(0.0, 0.0); MOST_PRICES];
        let (common, is_all) = self.seen.commonest(&mut prices);
        let prices = prices.get(..common).unwrap_or_default();
        if let Some(found) = self.list_all(prices, is_all, room) {
            return found;
        }
        self.few_and_lattice(prices, is_all, room)
    }

    /// Every sum with its probability, if they are few enough.
    fn list_all(
        &self,
        prices: &[Price],
        is_all: bool,
        room: &mut [f64],
    ) -> Option<(Form<'r>, usize)> {
        let law = self.law;
        let last = match law {
            Law::Fixed(_) | Law::Listed(_) => law.window().1,
            _ if law.most() <= MOST_LISTED_WHOLE => law.most(),
            _ => law.first_enough(Tails::from_upper(BEYOND_LIST).swapped()).0,
        };
        let mut mass = |j: f64| law.mass(j);
        let seen = &self.seen;
        let len = if seen.unit > 0.0 {
            let multiples = Multiples { unit: seen.unit, sizes: seen };
            multiples.list(last, &mut mass, room)
        } else {
            None
        };
        let len = match len {
            // j deals at d prices have at least j (d - 1) + 1 distinct sums.
            None if is_all && last * (prices.len() as f64 - 1.0) < (CELLS / 8) as f64 => {
                list_sums(prices, last, &mut mass, room)
            }
            None => None,
            len => len,
        }?;
        compact(room, len);
        if let Some(mass) = room.get_mut(2 * len - 1) {
            *mass += law.tails(last + 1.0).0.upper;
        }
        let method = law.mass_method();
        Some((Form::Listed { len, method }, 2 * len))
    }

    /// The sums of few deals and of common prices one by one, all others on a lattice.
    fn few_and_lattice(
        &self,
        prices: &[Price],
        is_all: bool,
        room: &mut [f64],
    ) -> (Form<'r>, usize) {
        let law = self.law;
        let window = law.window();
        let pairs = self.seen.len() <= MOST_PAIRS;
        let matters = |mass: f64| if mass > FEW_MATTER { mass } else { 0.0 };
        let short = shortest(prices.len(), is_all);
        let (mut one, mut two) = (0.0, 0.0);
        let mut few = [0.0; MOST_SHORT];
        if short > 0 {
            let mut j = 0.0;
            for mass in few.iter_mut().take(short) {
                j += 1.0;
                *mass = law.mass(j);
            }
        } else {
            one = matters(law.mass(1.0));
            two = if pairs { matters(law.mass(2.0)) } else { 0.0 };
            let [first, second, ..] = &mut few;
            (*first, *second) = (one, two);
        }
        let all_prices = prices;
        // As many of the commonest prices as there is room for their sums.
        let (mut used, mut last) = (prices.len(), 0.0);
        let most = MOST_COMMON_SUMS;
        while used > 0 {
            let share = prices.iter().take(used).fold(0.0, |sum, price| sum + price.1);
            let by_share = if share < 1.0 { ceil(LN_LEFT / ln(share)) } else { f64::MAX };
            last = window.1.min(by_share);
            if window.0 <= last && combinations(last, used as f64) <= most as f64 {
                break;
            }
            used -= 1;
        }
        // No list when the sums of these prices alone have a negligible probability.
        let share = prices.iter().take(used).fold(0.0, |sum, price| sum + price.1);
        let (mut left, mut power, mut j) = (0.0, share * share * share, 3.0);
        while used > 0 && j <= last {
            left += law.mass(j) * power;
            power *= share;
            j += 1.0;
        }
        if left < FEW_MATTER {
            used = 0;
        }
        let prices = prices.get(..used).unwrap_or_default();
        let compound = Compound { law, window, sizes: &self.seen, prices, few: &few };
        let Some(lattice) = compound.tabulate(room) else {
            // A point mass at the mean, up to the precision of an f64.
            let size = self.seen.mean * self.seen.largest;
            let sum = law.mean() * size;
            if let [first, second, ..] = room {
                (*first, *second) = (sum, 1.0);
            }
            return (Form::Listed { len: 1, method: Method::Lattice }, 2);
        };
        if lattice.whole {
            let few = Few { len: 0, one: 0.0, two: 0.0, sorted: 0 };
            let seen = None;
            let method = Method::Lattice.and(law.method());
            return (Form::Lattice { lattice, few, seen, method }, LATTICE + 1);
        }
        let Some((_, spare)) = room.split_at_mut_checked(LATTICE + 1) else {
            return (Form::Listed { len: 0, method: Method::Lattice }, 0);
        };
        // The sums of few deals at all prices, and those of more deals at the common prices. Without any price the list
        // holds the sum of no deals, 0.
        let shortly = short as f64;
        let mut mass = |j: f64| if j > 0.0 { law.mass(j) } else { 0.0 };
        let first = match short {
            0 => 0,
            _ => list_sums(all_prices, shortly, &mut mass, spare).unwrap_or(0),
        };
        compact(spare, first);
        let (of_one, of_two) = (one > 0.0, two > 0.0);
        let mut mass = |j: f64| {
            let known = j > 0.0 && j <= shortly || j == 1.0 && of_one || j == 2.0 && of_two;
            if known { 0.0 } else { law.mass(j) }
        };
        let listed = if used == 0 { 0.0 } else { last };
        let rest = spare.get_mut(2 * first..).unwrap_or_default();
        let second = list_sums(prices, listed, &mut mass, rest).unwrap_or(0);
        compact(rest, second);
        // Bring the sums of both lists together, and their probabilities.
        spare.get_mut(first..2 * first + second).unwrap_or_default().rotate_left(first);
        let len = first + second;
        let sorted = spare.get_mut(2 * len..).map_or(0, |spare| self.sorted(spare));
        let few = Few { len, one, two, sorted };
        // With at most one or two deals the lattice has no probability left.
        let exact = short == 0 && law.most() <= if pairs { 2.0 } else { 1.0 };
        let method = if exact { law.method() } else { Method::Lattice.and(law.method()) };
        let seen = Some(self.seen);
        (Form::Lattice { lattice, few, seen, method }, LATTICE + 1 + 2 * (len + sorted))
    }
}

impl Source<'_, '_> {
    /// Puts the sizes in rising order, and then their shares, to the front of `room`; how many there are. None when they
    /// are too many for pairs of them.
    fn sorted(&self, room: &mut [f64]) -> usize {
        if self.seen.len() > MOST_PAIRS {
            return 0;
        }
        let mut pairs = [(0.0, 0.0); MOST_PAIRS];
        let mut len = 0;
        self.seen.each(&mut |size, share| {
            if let Some(pair) = pairs.get_mut(len) {
                *pair = (size, share);
                len += 1;
            }
            true
        });
        let pairs = pairs.get_mut(..len).unwrap_or_default();
        pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let numbers = pairs.iter().map(|pair| pair.0).chain(pairs.iter().map(|pair| pair.1));
        for (to, number) in room.iter_mut().zip(numbers) {
            *to = number;
        }
        len
    }
}

/// Of how many deals, at most, the sums at all prices are listed beside a lattice; 0 when not all prices are known, or
/// they are too many for three deals.
fn shortest(prices: usize, is_all: bool) -> usize {
    let mut short = 0;
    while is_all
        && short < MOST_SHORT
        && combinations(short as f64 + 1.0, prices as f64) <= MOST_COMMON_SUMS as f64
    {
        short += 1;
    }
    if short < 3 { 0 } else { short }
}

/// Moves the probabilities of a list up to its sums.
fn compact(room: &mut [f64], len: usize) {
    let half = room.len() / 4 / 2;
    if half + len <= room.len() {
        room.copy_within(half..half + len, len);
    }
}

/// How many sums up to `deals` deals at so many prices make, if no two are equal.
fn combinations(deals: f64, prices: f64) -> f64 {
    let (mut product, mut i) = (1.0, 1.0);
    while i <= prices && product < 1e18 {
        product *= (deals + i) / i;
        i += 1.0;
    }
    product
}
