//! Sums of deals one by one: each distinct sum with its probability.

use super::size::Seen;
use crate::float::{index, ties};

/// The most distinct prices whose sums are listed one by one. With more, three deals already have too many sums.
pub(crate) const MOST_PRICES: usize = 64;
/// The most comparisons that a list may cost before it is given up: about 20 ms.
const MOST_WORK: f64 = 2e7;

/// A price and its probability.
pub(crate) type Price = (f64, f64);

/// Distinct sums in rising order, and their probabilities.
#[derive(Debug)]
pub(crate) struct Atoms<'c> {
    sums: &'c mut [f64],
    masses: &'c mut [f64],
    len: usize,
}

impl<'c> Atoms<'c> {
    /// An empty list. `room` holds sums and probabilities, so half its length is the capacity.
    pub(crate) fn new(room: &'c mut [f64]) -> Self {
        let half = room.len() / 2;
        let (sums, masses) = room.split_at_mut(half);
        Self { sums, masses, len: 0 }
    }

    pub(crate) fn sums(&self) -> &[f64] {
        self.sums.get(..self.len).unwrap_or_default()
    }

    pub(crate) fn masses(&self) -> &[f64] {
        self.masses.get(..self.len).unwrap_or_default()
    }

    /// Appends a sum that is larger than those there. False when there is no room left.
    pub(crate) fn push(&mut self, sum: f64, mass: f64) -> bool {
        match (self.sums.get_mut(self.len), self.masses.get_mut(self.len)) {
            (Some(last_sum), Some(last_mass)) => {
                #[cfg(test)]
                crate::search::look();
                (*last_sum, *last_mass) = (sum, mass);
                self.len += 1;
                true
            }
            _ => false,
        }
    }

    fn at(&self, place: usize) -> Option<(f64, f64)> {
        Some((*self.sums().get(place)?, *self.masses().get(place)?))
    }

    /// Writes the sums of one more deal than those of `from`. False when they are more than the capacity.
    pub(crate) fn one_more(&mut self, from: &Self, prices: &[Price]) -> bool {
        let mut places = [0usize; MOST_PRICES];
        self.len = 0;
        loop {
            // The next sum is the least of those that each price leads to.
            let mut next = f64::INFINITY;
            for (&place, &(price, _)) in places.iter().zip(prices) {
                if let Some(&sum) = from.sums().get(place) {
                    next = next.min(sum + price);
                }
            }
            if next == f64::INFINITY {
                return true;
            }
            let mut mass = 0.0;
            for (place, &(price, share)) in places.iter_mut().zip(prices) {
                while let Some((sum, there)) = from.at(*place) {
                    if !ties(sum + price, next) {
                        break;
                    }
                    mass += share * there;
                    *place += 1;
                }
            }
            if !self.push(next, mass) {
                return false;
            }
        }
    }

    /// Merges the sums of `these` with those of `others`, whose probabilities are multiplied by `weight`.
    fn merge(&mut self, these: &Self, others: &Self, weight: f64) -> bool {
        let (mut i, mut j) = (0, 0);
        self.len = 0;
        loop {
            let added = match (these.at(i), others.at(j)) {
                (Some((sum, mass)), Some((other, more))) if ties(sum, other) => {
                    (i, j) = (i + 1, j + 1);
                    self.push(sum, mass + weight * more)
                }
                (Some((sum, mass)), other) if other.is_none_or(|(other, _)| sum < other) => {
                    i += 1;
                    self.push(sum, mass)
                }
                (_, Some((other, more))) => {
                    j += 1;
                    self.push(other, weight * more)
                }
                _ => return true,
            };
            if !added {
                return false;
            }
        }
    }
}

/// Lists the sums of up to `last` deals at these prices, in rising order, of which j come with probability
/// `mass(j)`: to the first quarter of `room`, half of which is for the sums, half for their probabilities. How many sums
/// there are; `None` when they are too many.
pub(crate) fn list_sums(
    prices: &[Price],
    last: f64,
    mass: &mut dyn FnMut(f64) -> f64,
    room: &mut [f64],
) -> Option<usize> {
    let quarter = room.len() / 4;
    let mut quarters = room.chunks_exact_mut(quarter.max(1)).map(Atoms::new);
    let (mut all, mut spare, mut sums, mut next) =
        (quarters.next()?, quarters.next()?, quarters.next()?, quarters.next()?);
    let mut at_front = true;
    let (mut work, mut j) = (0.0, 0.0);
    sums.push(0.0, 1.0);
    loop {
        let weight = mass(j);
        if weight > 0.0 {
            if !spare.merge(&all, &sums, weight) {
                return None;
            }
            (all, spare) = (spare, all);
            at_front = !at_front;
        }
        if j >= last {
            break;
        }
        if !next.one_more(&sums, prices) {
            return None;
        }
        work += (2 * next.len * prices.len() + all.len) as f64;
        if work > MOST_WORK {
            return None;
        }
        (sums, next) = (next, sums);
        j += 1.0;
    }
    let len = all.len;
    if !at_front {
        spare.len = 0;
        for place in 0..len {
            let (sum, mass) = all.at(place)?;
            spare.push(sum, mass);
        }
    }
    Some(len)
}

/// The distribution of sums on a lattice.
pub(crate) struct Multiples<'s> {
    /// What all sizes are whole multiples of.
    pub(crate) unit: f64,
    pub(crate) sizes: &'s Seen<'s>,
}

impl Multiples<'_> {
    /// As [`list_sums`], on the lattice: each further deal is one convolution, so that all terms are positive and
    /// no probability loses digits.
    pub(crate) fn list(
        &self,
        last: f64,
        mass: &mut dyn FnMut(f64) -> f64,
        room: &mut [f64],
    ) -> Option<usize> {
        let quarter = room.len() / 4;
        let mut quarters = room.chunks_exact_mut(quarter.max(1));
        let (all, now, places, shares) =
            (quarters.next()?, quarters.next()?, quarters.next()?, quarters.next()?);
        let top = last * (self.sizes.largest / self.unit) + 1.0;
        if top.is_nan() || top >= quarter as f64 {
            return None;
        }
        shares.fill(0.0);
        self.sizes.each(&mut |size, share| {
            if let Some(cell) = shares.get_mut(index(size / self.unit + 0.5)) {
                *cell += share;
            }
            true
        });
        let mut sizes = 0;
        for cell in 0..quarter {
            let share = shares.get(cell).copied().unwrap_or(0.0);
            if share > 0.0 {
                if let (Some(place), Some(to)) = (places.get_mut(sizes), shares.get_mut(sizes)) {
                    (*place, *to) = (cell as f64, share);
                }
                sizes += 1;
            }
        }
        let (places, shares) = (places.get(..sizes)?, shares.get(..sizes)?);
        let highest = index(*places.last()?);
        if last * top * sizes as f64 > 2.0 * MOST_WORK {
            return None;
        }
        all.fill(0.0);
        now.fill(0.0);
        *now.first_mut()? = 1.0;
        let (mut reach, mut j) = (0, 0.0);
        loop {
            let weight = mass(j);
            if weight > 0.0 {
                for (sum, there) in all.iter_mut().zip(now.iter()).take(reach + 1) {
                    *sum += weight * there;
                }
            }
            if j >= last {
                break;
            }
            reach += highest;
            // In place from the top down: the lower cells still hold one deal fewer.
            for cell in (0..=reach).rev() {
                #[cfg(test)]
                crate::search::look();
                let mut sum = 0.0;
                for (&place, &share) in places.iter().zip(shares) {
                    let Some(from) = cell.checked_sub(index(place)) else { break };
                    sum += share * now.get(from).copied().unwrap_or(0.0);
                }
                *now.get_mut(cell)? = sum;
            }
            j += 1.0;
        }
        // Keep only the possible sums, in the layout of `list_sums`.
        let mut len = 0;
        for cell in 0..=reach {
            let mass = all.get(cell).copied()?;
            if mass > 0.0 && len < quarter / 2 {
                *now.get_mut(len)? = mass;
                *all.get_mut(len)? = cell as f64 * self.unit;
                len += 1;
            } else if mass > 0.0 {
                return None;
            }
        }
        let (_, masses) = all.split_at_mut_checked(quarter / 2)?;
        masses.get_mut(..len)?.copy_from_slice(now.get(..len)?);
        Some(len)
    }
}

#[cfg(test)]
mod tests {
    use super::list_sums;

    /// Two prices and up to two deals, with probabilities of 1/4, 1/2, 1/4: by hand.
    #[test]
    fn lists_every_sum_once() {
        let mut room = [0.0; 64];
        let masses = [0.25, 0.5, 0.25];
        let mut mass = |j: f64| masses[crate::float::index(j)];
        let len = list_sums(&[(3.0, 0.5), (1.0, 0.5)], 2.0, &mut mass, &mut room).unwrap();
        assert_eq!(len, 6);
        assert_eq!(room[..6], [0.0, 1.0, 2.0, 3.0, 4.0, 6.0]);
        assert_eq!(room[8..14], [0.25, 0.25, 0.0625, 0.25, 0.125, 0.0625]);
    }

    /// 0.1 + 0.2 and 0.3 are one sum.
    #[test]
    fn equal_sums_are_one_by_the_tie_rule() {
        let mut room = [0.0; 64];
        let mut mass = |j: f64| if j > 0.0 { 0.5 } else { 0.0 };
        let prices = [(0.1, 0.25), (0.2, 0.5), (0.3, 0.25)];
        let len = list_sums(&prices, 2.0, &mut mass, &mut room).unwrap();
        // 0.1 to 0.6.
        assert_eq!(len, 6);
        let third = 0.5 * 0.25 + 0.5 * 2.0 * 0.25 * 0.5;
        assert!((room[8 + 2] - third).abs() < 1e-16);
    }

    #[test]
    fn too_many_sums_are_no_list() {
        let mut room = [0.0; 64];
        let mut mass = |_: f64| 0.1;
        let prices = [(1.0, 0.4), (1.7, 0.3), (2.9, 0.3)];
        assert_eq!(list_sums(&prices, 3.0, &mut mass, &mut room), None);
    }
}
