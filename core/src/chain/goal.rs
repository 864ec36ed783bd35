//! The inputs of questions to a chain (entry, worth, goal, start), and the outcome of [`Chain::required`](super::Chain::required).

use super::Lever;

/// What enters a chain in one period: the argument of [`Chain::forward`](crate::Chain::forward).
///
/// ```
/// use funnelmath::{Chain, chain::Entry};
///
/// let chain = Chain::new(&[0.5])?;
/// let mut volumes = [0.0; 2];
/// chain.forward(Entry::First(8.0), 0.0, &mut volumes)?;
/// assert_eq!(volumes, [8.0, 4.0]);
/// chain.forward(Entry::Each(&[8.0, 1.0]), 0.0, &mut volumes)?;
/// assert_eq!(volumes, [8.0, 5.0]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    /// So many at the first stage.
    First(f64),
    /// So many at each stage, one number for each: referrals that begin in the middle of the chain.
    Each(&'a [f64]),
}

/// The revenue that items bring, of those that reach the end or of those at every stage.
///
/// An `f64` is taken as the value of a sale.
///
/// ```
/// use funnelmath::{Chain, chain::{Entry, Worth}};
///
/// let chain = Chain::new(&[0.5])?;
/// let revenue = |worth| chain.forward(Entry::First(8.0), worth, &mut [0.0; 2]);
/// assert_eq!(revenue(100.0.into())?, 400.0);
/// assert_eq!(revenue(Worth::Each(&[10.0, 100.0]))?, 80.0 + 400.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Worth<'a> {
    /// The average revenue of an item that leaves the last gate.
    Sale(f64),
    /// The average revenue of an item that reaches each stage, one number for each: a paid trial, then a
    /// subscription. An item that reaches several stages brings the value of each.
    Each(&'a [f64]),
}

impl From<f64> for Worth<'_> {
    fn from(sale_value: f64) -> Self {
        Worth::Sale(sale_value)
    }
}

/// A target in one period.
///
/// With the feature `serde` it is read and written as `{"revenue": 25000}` or
/// `{"volume": {"stage": 2, "target": 7}}`; amounts out of range are refused.
///
/// ```
/// use funnelmath::{Chain, Goal, Start, chain::Required};
///
/// // 1,000 of revenue at 100 a sale are 10 sales.
/// let chain = Chain::new(&[0.5])?;
/// let entry = |goal| chain.required(goal, 100.0, Start::Empty, &mut [0.0; 2]);
/// assert_eq!(entry(Goal::Revenue(1_000.0))?, Required::Entry(20.0));
/// assert_eq!(entry(Goal::Volume { stage: 1, target: 10.0 })?, Required::Entry(20.0));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Goal {
    /// So much revenue.
    Revenue(f64),
    /// So many at one stage.
    Volume {
        /// Which stage, `0..=n`.
        stage: usize,
        /// How many are to reach it.
        target: f64,
    },
}

/// What is already there when the rest of the period begins: one number for each stage.
///
/// ```
/// use funnelmath::{Chain, Goal, Start, chain::Required};
///
/// let chain = Chain::new(&[0.5, 0.25])?;
/// let goal = Goal::Volume { stage: 2, target: 5.0 };
/// let entry = |start| chain.required(goal, 0.0, start, &mut [0.0; 3]);
/// assert_eq!(entry(Start::Empty)?, Required::Entry(40.0));
/// // 2 are won and 4 wait before the last gate, of which 1 passes: 2 more are to be won, from 16 entries.
/// assert_eq!(entry(Start::Open(&[0.0, 4.0, 2.0]))?, Required::Entry(16.0));
/// // 12 reached the second stage and 2 were won. 2 / 0.25 = 8 of the 12 are accounted for; the other 4 are open.
/// assert_eq!(entry(Start::Reached(&[0.0, 12.0, 2.0]))?, Required::Entry(16.0));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Start<'a> {
    /// Nothing: the whole goal is still to be done.
    #[default]
    Empty,
    /// How many wait at each stage and may still pass its gate; at the goal's stage, how many are done (deals
    /// won). They count for as many as their gates let through.
    Open(&'a [f64]),
    /// How many reached each stage this period, whatever became of them; 0 where it was not counted, which is
    /// taken as the number that the later stages imply. Those that the next stage's number does not account
    /// for, at the gate's rate, count as open: with a rate of 40%, 12 proposals and 3 sales,
    /// 12 - 3/0.4 = 4.5 proposals may still become sales. A stage ahead of its plan lowers what is required; a
    /// later stage that did better than its rate does not raise it.
    Reached(&'a [f64]),
}

/// Whether a goal can be reached, and by how many entries: what [`Chain::required`](crate::Chain::required) returns.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[must_use]
pub enum Required {
    /// It can, with so many still to enter the first stage; the volumes of all stages were written.
    Entry(f64),
    /// It cannot, whatever enters; no volume was written.
    Unreachable(Unreachable),
}

impl Required {
    /// How many are still to enter the first stage; `None` when the goal cannot be reached.
    ///
    /// ```
    /// use funnelmath::{Chain, Goal, Start};
    ///
    /// let goal = Goal::Volume { stage: 1, target: 6.0 };
    /// let required = |rate| Chain::new(&[rate])?.required(goal, 0.0, Start::Empty, &mut [0.0; 2]);
    /// assert_eq!(required(0.5)?.entry(), Some(12.0));
    /// let closed = required(0.0)?;
    /// assert_eq!((closed.entry(), closed.unreachable().map(|why| why.missing)), (None, Some(6.0)));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn entry(&self) -> Option<f64> {
        match *self {
            Required::Entry(entry) => Some(entry),
            Required::Unreachable(_) => None,
        }
    }

    /// Why the goal cannot be reached; `None` when it can.
    #[must_use]
    pub const fn unreachable(&self) -> Option<Unreachable> {
        match *self {
            Required::Entry(_) => None,
            Required::Unreachable(why) => Some(why),
        }
    }
}

/// Why a goal cannot be reached.
///
/// ```
/// use funnelmath::{Chain, Goal, Start, chain::{Lever, Required}};
///
/// // Nothing passes the second gate; 3 are already won of 10.
/// let chain = Chain::new(&[0.5, 0.0])?;
/// let goal = Goal::Volume { stage: 2, target: 10.0 };
/// match chain.required(goal, 0.0, Start::Open(&[0.0, 4.0, 3.0]), &mut [0.0; 3])? {
///     Required::Unreachable(why) => {
///         assert_eq!((why.lever, why.missing, why.best), (Lever::Gate(1), 7.0, 3.0));
///     }
///     Required::Entry(_) => unreachable!("nothing passes a closed gate"),
/// }
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Unreachable {
    /// The gate whose rate is 0 (of several, the one nearest to the goal), or a sale value of 0.
    pub lever: Lever,
    /// What would have to come out of that gate: a volume at the stage after it, or revenue when the sale value
    /// is 0.
    pub missing: f64,
    /// The best that can be reached, in the goal's own unit: what is done and what the items waiting after the gate
    /// still bring.
    pub best: f64,
}

#[cfg(feature = "serde")]
mod serial {
    use super::Goal;
    use crate::field::Field;
    use crate::serial::{Number, object};
    use serde::de::{Deserialize, Deserializer, Error};

    #[derive(serde::Deserialize)]
    #[serde(rename_all = "snake_case", rename = "goal")]
    enum Read {
        Revenue(Number),
        Volume(AtStage),
    }

    struct AtStage {
        stage: usize,
        target: Number,
    }

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields, rename = "volume goal")]
    struct Fields {
        stage: u64,
        target: Number,
    }

    impl<'de> Deserialize<'de> for AtStage {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let Fields { stage, target } =
                object(deserializer, "an object with `stage` and `target`")?;
            let stage = usize::try_from(stage).map_err(D::Error::custom)?;
            Ok(Self { stage, target })
        }
    }

    impl<'de> Deserialize<'de> for Goal {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let goal = match Read::deserialize(deserializer)? {
                Read::Revenue(revenue) => Field::GoalRevenue.check(revenue.0).map(Goal::Revenue),
                Read::Volume(AtStage { stage, target }) => {
                    Field::GoalTarget.check(target.0).map(|target| Goal::Volume { stage, target })
                }
            };
            goal.map_err(D::Error::custom)
        }
    }
}
