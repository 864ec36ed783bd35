//! Targets, starts and knowns that own their lists, to be stored.

use super::DealSizeBuf;
use crate::chain::{Knowns, Start};
#[cfg(feature = "serde")]
use crate::plan::Left;
use crate::plan::Target;
use alloc::vec::Vec;

/// A [`Target`] that owns its lists: one that can be stored and read.
///
/// ```
/// use funnelmath::{Goal, Start, Target, funnel::TargetBuf};
///
/// let target = Target::new(Goal::Revenue(25_000.0)).start(Start::Reached(&[15.0, 9.0, 4.0])).left(0.5);
/// let stored = TargetBuf::from(target);
/// assert_eq!(stored.as_target(), target);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TargetBuf {
    /// The target without its lists.
    pub(super) target: Target<'static>,
    pub(super) start: StartBuf,
    pub(super) entries: Vec<f64>,
    pub(super) deal_size: Option<DealSizeBuf>,
}

impl TargetBuf {
    /// The target over these lists.
    #[must_use]
    pub fn as_target(&self) -> Target<'_> {
        Target {
            start: self.start.as_start(),
            entries: &self.entries,
            deal_size: self.deal_size.as_ref().map(DealSizeBuf::as_deal_size),
            ..self.target
        }
    }
}

impl From<Target<'_>> for TargetBuf {
    fn from(target: Target<'_>) -> Self {
        let Target { goal, per, activity_per, activity_stage, policy, confidence, prior, .. } =
            target;
        let Target { actual, reached, left, .. } = target;
        let mut owned = Target::new(goal)
            .per(per)
            .activity_per(activity_per)
            .activity_stage(activity_stage)
            .policy(policy)
            .prior(prior);
        (owned.confidence, owned.actual, owned.reached, owned.left) =
            (confidence, actual, reached, left);
        Self {
            target: owned,
            start: target.start.into(),
            entries: target.entries.to_vec(),
            deal_size: target.deal_size.map(DealSizeBuf::from),
        }
    }
}

impl<'a> From<&'a TargetBuf> for Target<'a> {
    fn from(target: &'a TargetBuf) -> Self {
        target.as_target()
    }
}

/// A [`Start`] that owns its list.
///
/// ```
/// use funnelmath::{Start, funnel::StartBuf};
///
/// assert_eq!(StartBuf::Open(vec![0.0, 6.0, 2.0]).as_start(), Start::Open(&[0.0, 6.0, 2.0]));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum StartBuf {
    /// As [`Start::Empty`].
    #[default]
    Empty,
    /// As [`Start::Open`].
    Open(Vec<f64>),
    /// As [`Start::Reached`].
    Reached(Vec<f64>),
}

impl StartBuf {
    /// The start over this list.
    #[must_use]
    pub fn as_start(&self) -> Start<'_> {
        match self {
            Self::Empty => Start::Empty,
            Self::Open(there) => Start::Open(there),
            Self::Reached(there) => Start::Reached(there),
        }
    }
}

impl From<Start<'_>> for StartBuf {
    fn from(start: Start<'_>) -> Self {
        match start {
            Start::Empty => Self::Empty,
            Start::Open(there) => Self::Open(there.to_vec()),
            Start::Reached(there) => Self::Reached(there.to_vec()),
        }
    }
}

/// [`Knowns`] that own their lists.
///
/// ```
/// use funnelmath::{chain::{Answer, solve}, funnel::KnownsBuf};
///
/// let knowns = KnownsBuf {
///     volumes: vec![Some(20.0), Some(8.0)],
///     rates: vec![None],
///     ..KnownsBuf::default()
/// };
/// let (mut volumes, mut rates) = ([Answer::Undetermined; 2], [Answer::Undetermined; 1]);
/// let _ = solve(&knowns.as_knowns(), &mut volumes, &mut rates)?;
/// assert_eq!(rates, [Answer::Found(0.4)]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct KnownsBuf {
    /// The volume of each stage.
    pub volumes: Vec<Option<f64>>,
    /// The rate of each gate.
    pub rates: Vec<Option<f64>>,
    /// The average revenue of an item that leaves the last gate.
    pub sale_value: Option<f64>,
    /// The revenue.
    pub revenue: Option<f64>,
}

impl KnownsBuf {
    /// The knowns over these lists.
    #[must_use]
    pub fn as_knowns(&self) -> Knowns<'_> {
        let Self { volumes, rates, sale_value, revenue } = self;
        Knowns { volumes, rates, sale_value: *sale_value, revenue: *revenue }
    }
}

impl From<Knowns<'_>> for KnownsBuf {
    fn from(knowns: Knowns<'_>) -> Self {
        let Knowns { volumes, rates, sale_value, revenue } = knowns;
        Self { volumes: volumes.to_vec(), rates: rates.to_vec(), sale_value, revenue }
    }
}

/// How much of the period is left, as it is stored: by one of two fields.
#[cfg(feature = "serde")]
pub(super) fn left_of(left: Left) -> (Option<f64>, Option<crate::plan::WorkingDays>) {
    match left {
        Left::Share(share) => (Some(share), None),
        Left::Days(days) => (None, Some(days)),
    }
}
