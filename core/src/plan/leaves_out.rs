//! What a chance leaves out: sources of variation that it takes as fixed, so that the result is surer than reality.

use super::Target;
use super::planner::Frame;
use crate::chain::Goal;
use crate::rate::Evidence;
use crate::words::words;
use core::fmt;

/// Something that varies in reality and that a chance takes as fixed. [`LeavesOut`] has an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum LeftOut {
    /// Rates that were given as known are taken as exact. To count their uncertainty, give gates by counts.
    KnownRates,
    /// Every deal is taken to be worth the mean. To count how deals differ, give a deal size.
    DealSizes,
    /// Rates are taken not to move from period to period.
    RateMovement,
}

words!(LeftOut, LeavesOut {
    KnownRates "known_rates",
    DealSizes "deal_sizes",
    RateMovement "rate_movement",
});

impl LeftOut {
    /// One sentence for people.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            LeftOut::KnownRates => "rates that were not counted are taken as exact",
            LeftOut::DealSizes => "every deal is taken to be worth the mean",
            LeftOut::RateMovement => "rates are taken not to move from period to period",
        }
    }
}

/// What a chance leaves out: a set of [`LeftOut`].
///
/// ```
/// use funnelmath::{Funnel, Gate, Goal, Target, plan::LeftOut};
///
/// let funnel = Funnel::builder().gate("Sales", Gate::from_counts(8.0, 20.0)?).sale_value(3_400.0).build()?;
/// let plan = funnel.plan(Target::new(Goal::Revenue(25_000.0)).confidence(0.9))?;
/// let left_out: Vec<_> = plan.confident.iter().flat_map(|plan| plan.leaves_out.iter()).collect();
/// assert_eq!(left_out, [LeftOut::DealSizes, LeftOut::RateMovement]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LeavesOut(u8);

impl LeavesOut {
    /// Whether `what` is left out.
    #[must_use]
    pub const fn contains(&self, what: LeftOut) -> bool {
        self.0 & (1 << what as u8) != 0
    }

    /// Everything that is left out, in the order of [`LeftOut::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = LeftOut> + use<> {
        let all = *self;
        LeftOut::ALL.iter().copied().filter(move |&what| all.contains(what))
    }

    #[must_use]
    pub(super) const fn with(self, what: LeftOut) -> Self {
        Self(self.0 | 1 << what as u8)
    }

    /// What the chances of a plan leave out.
    pub(super) fn of(
        target: &Target<'_>,
        frame: &Frame<'_>,
        evidence: &[Option<Evidence>],
    ) -> Self {
        let mut left_out = Self::default().with(LeftOut::RateMovement);
        let gates = evidence.get(target.activity_stage..frame.stage).unwrap_or_default();
        if gates.iter().any(Option::is_none) {
            left_out = left_out.with(LeftOut::KnownRates);
        }
        if let (Goal::Revenue(_), None) = (target.goal, frame.size) {
            left_out = left_out.with(LeftOut::DealSizes);
        }
        left_out
    }
}

impl fmt::Debug for LeavesOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromIterator<LeftOut> for LeavesOut {
    fn from_iter<I: IntoIterator<Item = LeftOut>>(iter: I) -> Self {
        iter.into_iter().fold(Self::default(), Self::with)
    }
}
