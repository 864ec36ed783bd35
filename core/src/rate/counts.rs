//! Rates from columns of counts, and counts from a snapshot of the deals at each stage.

use super::Gate;
use crate::bounds::positive;
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{Sum, number};
use crate::trace::{Formula, Trace, add};

/// Counts of several gates, as columns: how many passed, and of how many.
///
/// ```
/// use funnelmath::rate::GateCounts;
///
/// // 10 calls gave 2 appointments, 4 appointments gave 1 sale, and no sale was due for renewal yet.
/// let counts = GateCounts { successes: &[2.0, 1.0, 0.0], trials: &[10.0, 4.0, 0.0] };
/// let mut rates = [None; 3];
/// counts.rates(&mut rates)?;
/// assert_eq!(rates, [Some(0.2), Some(0.25), None]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GateCounts<'a> {
    /// How many passed each gate.
    pub successes: &'a [f64],
    /// How many tried to: passed, or were lost.
    pub trials: &'a [f64],
}

impl GateCounts<'_> {
    /// The rate of each gate, `successes / trials`; `None` for a gate without trials: no data is not 0%.
    ///
    /// # Errors
    /// [`Credit`](ErrorKind::Credit) and [`Successes`](ErrorKind::Successes) as
    /// [`Gate::from_counts`](super::Gate::from_counts), with the index of the gate;
    /// [`Length`](ErrorKind::Length) when the three lists are not equally long. `rates` is then untouched.
    pub fn rates(&self, rates: &mut [Option<f64>]) -> Result<(), Error> {
        self.rates_traced(rates, &mut ())
    }

    /// [`rates`](Self::rates), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`rates`](Self::rates).
    pub fn rates_traced(
        &self,
        rates: &mut [Option<f64>],
        trace: &mut impl Trace,
    ) -> Result<(), Error> {
        let &Self { successes, trials } = self;
        same_length(Field::TrialsOf, successes.len(), trials.len())?;
        same_length(Field::Rates, successes.len(), rates.len())?;
        for (index, (&successes, &trials)) in successes.iter().zip(trials).enumerate() {
            match Gate::from_counts(successes, trials) {
                Err(error) if error.kind() == ErrorKind::NoTrials && positive(successes) > 0.0 => {
                    return Err(Error::new(ErrorKind::Successes)
                        .field_is(Field::SuccessesOf)
                        .at(index)
                        .got(successes));
                }
                Err(error) if error.kind() != ErrorKind::NoTrials => {
                    return Err(in_list(error).at(index));
                }
                _ => {}
            }
        }
        for (gate, (rate, (&successes, &trials))) in
            rates.iter_mut().zip(successes.iter().zip(trials)).enumerate()
        {
            *rate = Gate::from_counts(successes, trials)
                .ok()
                .and_then(|gate| number(gate.rate().get()));
            if let Some(rate) = *rate {
                trace.step(("rates", gate).into(), Formula::Ratio, &[successes, trials], rate);
            }
        }
        Ok(())
    }
}

/// Turns an error about a single count into one about a list of counts.
fn in_list(error: Error) -> Error {
    error.field_is(match error.field() {
        Some(Field::Trials) => Field::TrialsOf,
        _ => Field::SuccessesOf,
    })
}

/// The deals of a CRM at one moment, by their current stage: how many are open at each stage, and how many were lost
/// there. A CRM that keeps only the current stage of each deal has these numbers and no others.
///
/// ```
/// use funnelmath::rate::{GateCounts, Snapshot};
///
/// // Of 20 deals 5 are still at the first stage and 7 were lost there; 2 wait at the second, where 3 were
/// // lost; 3 are won.
/// let snapshot = Snapshot { open: &[5.0, 2.0, 3.0], lost: &[7.0, 3.0, 0.0] };
/// let mut reached = [0.0; 3];
/// snapshot.reached(&mut reached)?;
/// assert_eq!(reached, [20.0, 8.0, 3.0]);
///
/// // An open deal has not failed: the first gate was tried by 15 and passed by 8.
/// let mut trials = [0.0; 2];
/// snapshot.trials(&mut trials)?;
/// assert_eq!(trials, [15.0, 6.0]);
/// let mut rates = [None; 2];
/// GateCounts { successes: &reached[1..], trials: &trials }.rates(&mut rates)?;
/// assert_eq!(rates, [Some(8.0 / 15.0), Some(0.5)]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Snapshot<'a> {
    /// How many are open at each stage; at the last one, how many are won.
    pub open: &'a [f64],
    /// How many were lost at each stage; an empty list where losses are not recorded.
    pub lost: &'a [f64],
}

impl Snapshot<'_> {
    /// How many ever reached each stage: all that are, or were lost, there or at a later one. `reached` has one
    /// place for each stage. Sums are compensated, since shared deals make fractions.
    ///
    /// # Errors
    /// [`Length`](ErrorKind::Length) when a list is not as long as `open` (`lost` may be empty),
    /// [`Credit`](ErrorKind::Credit) with the stage whose number is NaN, negative or above 2^53.
    /// `reached` is then untouched.
    pub fn reached(&self, reached: &mut [f64]) -> Result<(), Error> {
        self.reached_traced(reached, &mut ())
    }

    /// [`reached`](Self::reached), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`reached`](Self::reached).
    pub fn reached_traced(&self, reached: &mut [f64], trace: &mut impl Trace) -> Result<(), Error> {
        self.check()?;
        same_length(Field::ReachedOf, self.open.len(), reached.len())?;
        let mut sum = Sum::default();
        for (stage, place) in reached.iter_mut().enumerate().rev() {
            for list in [self.open, self.lost] {
                add(&mut sum, at(list, stage), ("reached", stage), trace);
            }
            *place = sum.total();
        }
        Ok(())
    }

    /// How many tried each gate and are decided: those who reached its stage, less those still open there.
    /// `trials` has one place for each gate, one fewer than stages.
    ///
    /// # Errors
    /// As [`reached`](Self::reached); [`Length`](ErrorKind::Length) of `trials`, when it has not one place for
    /// each gate. `trials` is then untouched.
    pub fn trials(&self, trials: &mut [f64]) -> Result<(), Error> {
        self.trials_traced(trials, &mut ())
    }

    /// [`trials`](Self::trials), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`trials`](Self::trials).
    pub fn trials_traced(&self, trials: &mut [f64], trace: &mut impl Trace) -> Result<(), Error> {
        self.check()?;
        same_length(Field::TrialsOf, self.open.len().saturating_sub(1), trials.len())?;
        let mut sum = Sum::default();
        add(&mut sum, at(self.open, trials.len()), ("trials", trials.len()), trace);
        add(&mut sum, at(self.lost, trials.len()), ("trials", trials.len()), trace);
        for (gate, place) in trials.iter_mut().enumerate().rev() {
            add(&mut sum, at(self.lost, gate), ("trials", gate), trace);
            *place = sum.total();
            add(&mut sum, at(self.open, gate), ("reached", gate), trace);
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Error> {
        if !self.lost.is_empty() {
            same_length(Field::Lost, self.open.len(), self.lost.len())?;
        }
        Field::Open.check_each(self.open)?;
        Field::Lost.check_each(self.lost)
    }
}

fn at(list: &[f64], stage: usize) -> f64 {
    positive(list.get(stage).copied().unwrap_or(0.0))
}
