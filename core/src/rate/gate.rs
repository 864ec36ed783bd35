//! One gate: a conversion rate that remembers what it was made of.

use crate::bounds::Rate;
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;

/// The test between two stages: its conversion rate and, when it was counted, the counts.
///
/// ```
/// use funnelmath::Gate;
///
/// let closing = Gate::from_counts(2.0, 5.0)?; // 2 sales of 5 proposals
/// assert_eq!(closing.rate().get(), 0.4);
/// assert_eq!(closing.counts(), Some((2.0, 5.0)));
///
/// let calls = Gate::one_in(10.0)?;
/// assert_eq!(calls.rate().get(), 0.1);
/// assert_eq!(calls.counts(), None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    rate: Rate,
    counts: Option<(f64, f64)>,
    one_in: Option<f64>,
}

impl Gate {
    /// A gate of a known rate, 0..=1.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when `rate` is NaN or outside 0..=1.
    pub const fn new(rate: f64) -> Result<Self, Error> {
        match Rate::new(rate) {
            Ok(rate) => Ok(Self { rate, counts: None, one_in: None }),
            Err(error) => Err(error),
        }
    }

    /// A gate that `successes` of `trials` passed: 10 calls that gave 2 appointments are
    /// `from_counts(2.0, 10.0)`. Count only what is decided: an open deal is not a lost one.
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when either is not a whole number from 0 to 2^53,
    /// [`ErrorKind::NoTrials`] when `trials` is 0 (no data is not 0 %),
    /// [`ErrorKind::Successes`] when `successes` are more than `trials`.
    pub const fn from_counts(successes: f64, trials: f64) -> Result<Self, Error> {
        let successes = match Field::Successes.check(successes) {
            Ok(successes) => successes,
            Err(error) => return Err(error),
        };
        let trials = match Field::Trials.check(trials) {
            Ok(trials) => trials,
            Err(error) => return Err(error),
        };
        if trials == 0.0 {
            return Err(Error::new(ErrorKind::NoTrials).field_is(Field::Trials));
        }
        if successes > trials {
            return Err(Error::new(ErrorKind::Successes).field_is(Field::Successes).got(successes));
        }
        let rate = Rate::of_checked(successes / trials);
        Ok(Self { rate, counts: Some((successes, trials)), one_in: None })
    }

    /// A gate that one in `n` passes: 10:1 is `one_in(10.0)`.
    ///
    /// # Errors
    /// [`ErrorKind::OneIn`] when `n` is NaN, infinite or below 1.
    pub const fn one_in(n: f64) -> Result<Self, Error> {
        match Field::OneIn.check(n) {
            Ok(n) => Ok(Self { rate: Rate::of_checked(1.0 / n), counts: None, one_in: Some(n) }),
            Err(error) => Err(error),
        }
    }

    /// The conversion rate.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// Successes and trials, when the rate was counted.
    #[must_use]
    pub const fn counts(&self) -> Option<(f64, f64)> {
        self.counts
    }

    /// The n of "1 in n", when the gate was given so.
    ///
    /// ```
    /// assert_eq!(funnelmath::Gate::one_in(10.0)?.one_in_n(), Some(10.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn one_in_n(&self) -> Option<f64> {
        self.one_in
    }
}

impl From<Rate> for Gate {
    fn from(rate: Rate) -> Self {
        Self { rate, counts: None, one_in: None }
    }
}

/// Rates from columns of counts: `rates[i] = successes[i] / trials[i]`.
///
/// ```
/// let mut rates = [0.0; 2];
/// // 10 calls gave 2 appointments, 4 appointments gave 1 sale.
/// funnelmath::rates_from_counts(&[2.0, 1.0], &[10.0, 4.0], &mut rates)?;
/// assert_eq!(rates, [0.2, 0.25]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As [`Gate::from_counts`], with the index of the gate; [`ErrorKind::Length`] when the three
/// lists are not equally long. `rates` is then untouched.
pub fn rates_from_counts(
    successes: &[f64],
    trials: &[f64],
    rates: &mut [f64],
) -> Result<(), Error> {
    same_length(Field::TrialsOf, successes.len(), trials.len())?;
    same_length(Field::Rates, successes.len(), rates.len())?;
    for (index, (&successes, &trials)) in successes.iter().zip(trials).enumerate() {
        Gate::from_counts(successes, trials).map_err(|error| list(error).at(index))?;
    }
    for (rate, (successes, trials)) in rates.iter_mut().zip(successes.iter().zip(trials)) {
        *rate = (successes + 0.0) / trials;
    }
    Ok(())
}

/// The error about a single count, as one about a list of counts.
fn list(error: Error) -> Error {
    error.field_is(match error.field() {
        Some(Field::Trials) => Field::TrialsOf,
        _ => Field::SuccessesOf,
    })
}
