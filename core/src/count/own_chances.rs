//! The number of successes of trials that each have a probability of their own: the Poisson-binomial distribution.

use super::CountDistribution;
use super::law::Law;
use super::sum::Listed;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::math::Method;

impl<'a> CountDistribution<'a> {
    /// The number of wins among open deals, each with its own `probability` of being won, independent of the others
    /// (the Poisson-binomial distribution).
    ///
    /// P(X = k) is built deal by deal, P(k of m + 1) = P(k of m) (1 - p) + P(k - 1 of m) p, a sum of positive terms; the
    /// time is about n^2 / 2 steps. The probabilities are written to `cells`, which need one place more than
    /// there are deals, and the distribution borrows them.
    ///
    /// ```
    /// use funnelmath::CountDistribution;
    ///
    /// // Three open deals: two at 50%, one nearly signed.
    /// let mut cells = [0.0; 4];
    /// let wins = CountDistribution::of_probabilities(&[0.5, 0.5, 0.9], &mut cells)?;
    /// assert_eq!(format!("{:.3}", wins.at_least(2)?.value), "0.700");
    /// assert_eq!(format!("{:.2} {:.2}", wins.mean(), wins.variance()?), "1.90 0.59");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`] with the index of one that is NaN or outside 0..=1; [`ErrorKind::Length`] when
    /// `cells` are too few: the limit is how many it takes.
    #[doc(alias = "poisson binomial")]
    #[doc(alias = "weighted pipeline")]
    pub fn of_probabilities(probabilities: &[f64], cells: &'a mut [f64]) -> Result<Self, Error> {
        Field::Probabilities.check_each(probabilities)?;
        let (deals, found) = (probabilities.len(), cells.len());
        let Some((none, others)) =
            cells.get_mut(..=deals).and_then(|cells| cells.split_first_mut())
        else {
            let error = Error::new(ErrorKind::Length).field_is(Field::Cells);
            return Err(error.got(found as f64).limit_is(deals as f64 + 1.0));
        };
        *none = 1.0;
        others.fill(0.0);
        let cells: &'a mut [f64] = cells;
        let (mut least, mut most) = (0.0, 0.0);
        for (before, &probability) in probabilities.iter().enumerate() {
            // The check lets a last digit beyond 1 pass.
            let p = probability.clamp(0.0, 1.0);
            least += f64::from(u8::from(p >= 1.0));
            most += f64::from(u8::from(p > 0.0));
            let mut passed = 0.0;
            for cell in cells.iter_mut().take(before + 2) {
                let here = *cell;
                *cell = here * (1.0 - p) + passed;
                passed = here * p;
            }
        }
        let cells = cells.get(..=deals).unwrap_or_default();
        let method = Method::Exact;
        Ok(Self { law: Law::Listed(Listed { first: 0.0, cells, least, most, method }) })
    }
}
