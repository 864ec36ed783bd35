//! Forwards: what comes out of what goes in.

use super::Chain;
use crate::error::{Error, same_length};
use crate::field::Field;

impl Chain<'_> {
    /// Expected volumes of every stage, and the revenue, of `entry` items that enter the first.
    ///
    /// `entry` is a volume per period (any finite number of at least 0), `sale_value` the average
    /// revenue of an item that leaves the last gate, `volumes` one place for each stage:
    /// `volumes[0] = entry`, `volumes[i + 1] = volumes[i] * rate[i]`. Returns
    /// `volumes[n] * sale_value`.
    ///
    /// ```
    /// use funnelmath::Chain;
    ///
    /// let mut volumes = [0.0; 5];
    /// let chain = Chain::new(&[0.5, 0.6, 0.5, 0.25])?;
    /// let revenue = chain.forward(128.0, 1_000.0, &mut volumes)?;
    /// assert_eq!(volumes, [128.0, 64.0, 38.4, 19.2, 4.8]);
    /// assert_eq!(revenue, 4_800.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Volume`](crate::ErrorKind::Volume) or [`Money`](crate::ErrorKind::Money) for an entry or value
    /// that is NaN, infinite or negative, [`Length`](crate::ErrorKind::Length) when `volumes` has not one
    /// place for each stage, [`Overflow`](crate::ErrorKind::Overflow) when the revenue exceeds an f64.
    /// `volumes` is then untouched.
    #[inline]
    pub fn forward(&self, entry: f64, sale_value: f64, volumes: &mut [f64]) -> Result<f64, Error> {
        let entry = Field::Entry.check(entry)?;
        let sale_value = Field::SaleValue.check(sale_value)?;
        same_length(Field::Volumes, self.stages(), volumes.len())?;
        let revenue = Field::Revenue.finite(pass(entry, self.rates) * sale_value)?;
        onward(entry, self.rates, volumes);
        Ok(revenue)
    }
}

/// What of `volume` passes all the gates.
#[inline]
pub(crate) fn pass(volume: f64, rates: &[f64]) -> f64 {
    // A rate of -0 counts as 0, and must not leave its sign behind.
    rates.iter().fold(volume, |volume, rate| volume * rate) + 0.0
}

/// Writes `volume` and what of it reaches each following stage.
#[inline]
pub(super) fn onward(volume: f64, rates: &[f64], volumes: &mut [f64]) {
    let mut current = volume;
    let mut places = volumes.iter_mut();
    if let Some(first) = places.next() {
        *first = current;
    }
    for (place, rate) in places.zip(rates) {
        current *= rate;
        *place = current + 0.0;
    }
}
