//! How many deals were won and lost, and what the won ones brought.

use super::Options;
use super::columns::Outcome;
use super::deals::Deal;
use crate::failure::Failure;
use funnelmath::{DealSize, Error, Evidence, Funnel, Gate, Goal, Period, Plan, Target};

/// The stages of the plan.
pub(super) const STAGES: [&str; 2] = ["Opportunities", "Won"];

/// How many deals were won and lost, and what the won ones brought.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) won: u32,
    pub(super) lost: u32,
    pub(super) open: u32,
    /// The values of won deals that have one.
    pub(super) values: Vec<f64>,
    pub(super) revenue: f64,
}

impl Tally {
    pub(super) fn of<'a>(deals: impl IntoIterator<Item = &'a Deal>) -> Self {
        let mut tally = Self::default();
        for deal in deals {
            tally.add(deal);
        }
        tally
    }

    pub(super) fn add(&mut self, deal: &Deal) {
        match deal.outcome {
            Outcome::Won => self.won += 1,
            Outcome::Lost => self.lost += 1,
            Outcome::Open => self.open += 1,
        }
        if let Some(value) = deal.value {
            self.values.push(value);
            self.revenue += value;
        }
    }

    pub(super) fn deals(&self) -> u32 {
        self.won + self.lost + self.open
    }

    /// Won and lost: what is known of the win rate.
    pub(super) fn closed(&self) -> u32 {
        self.won + self.lost
    }

    /// Won over won and lost. Open deals are in neither count: they are not lost.
    pub(super) fn win_rate(&self) -> Option<Gate> {
        Gate::from_counts(f64::from(self.won), f64::from(self.closed())).ok()
    }

    /// The limits that hold the win rate with a probability of 95% (Jeffreys).
    pub(super) fn interval(&self) -> Option<(f64, f64)> {
        let evidence = Evidence::JEFFREYS.observe(f64::from(self.won), f64::from(self.closed()));
        let interval = evidence.ok()?.interval(0.95).ok()?;
        Some((interval.low, interval.high?))
    }

    pub(super) fn mean_value(&self) -> Option<f64> {
        (!self.values.is_empty()).then(|| self.revenue / self.values.len() as f64)
    }

    /// The funnel of these deals, when at least one was won and has a value. Deals are as large as the won ones.
    pub(super) fn funnel(&self) -> Result<Option<Funnel>, Error> {
        let Some(rate) = self.win_rate().filter(|_| !self.values.is_empty()) else {
            return Ok(None);
        };
        let [first, won] = STAGES;
        let sizes = DealSize::Seen(&self.values);
        Funnel::builder().entry(first).gate(won, rate).deal_size(sizes).build().map(Some)
    }

    /// The plan for a goal in revenue, when there is a funnel.
    pub(super) fn plan(&self, goal: f64, options: &Options) -> Result<Option<Plan>, Failure> {
        let plan = self
            .funnel()
            .and_then(|funnel| funnel.map(|funnel| funnel.plan(target(goal, options))).transpose());
        plan.map_err(failed)
    }
}

/// The goal with its periods.
pub(super) fn target(goal: f64, options: &Options) -> Target<'static> {
    Target::new(Goal::Revenue(goal))
        .per(options.per.unwrap_or(Period::Year))
        .activity_per(options.activity_per.unwrap_or(Period::Week))
}

/// An error of the crate in terms of the options: only the goal comes from there.
pub(super) fn failed(error: Error) -> Failure {
    Failure::option("--goal", error.kind().message())
}
