//! The planner: a chain with its sale value and calendar, which makes a plan of a target.

use super::Target;
use super::deals::RevenueMemory;
use crate::bounds::{Rate, finite};
use crate::calendar::{Calendar, Period};
use crate::chain::{Chain, Goal, Required, Start, Worth};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::ties;
use crate::rate::{Evidence, Gate};
use crate::revenue::DealSize;
use crate::revenue::size::Size;

/// A chain with its sale value and calendar: plans in the caller's memory, without allocation.
///
/// [`Planner::plan`] gives all of a plan, item by item. [`Funnel`](crate::Funnel) is the same with names and with
/// memory of its own.
///
/// ```
/// use funnelmath::{
///     Calendar, Chain, Evidence, Goal, Period, Planner, Target, plan::{PlanItem, Workspace},
/// };
///
/// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?;
/// let mut work = Workspace {
///     volumes: &mut [0.0; 12],
///     evidence: &mut [None; 2],
///     gathered: &mut [Evidence::JEFFREYS; 2],
///     cells: None,
/// };
/// let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0);
/// let (mut week, mut gauge) = ([0.0; 3], None);
/// planner.plan(&target, &mut work, |item| match item {
///     PlanItem::Stage { period: Period::Week, stage, whole, .. } => week[stage] = whole.units,
///     PlanItem::Pace(pace) => gauge = pace.gauge,
///     _ => {}
/// })?;
/// assert_eq!(week, [7.0, 5.0, 2.0]);
/// assert_eq!(gauge.map(|share| format!("{share:.3}")), Some("0.766".to_string()));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Planner<'a> {
    pub(crate) chain: Chain<'a>,
    /// Empty when only rates are known.
    pub(crate) gates: &'a [Gate],
    /// Empty when no gate has one.
    pub(crate) benchmarks: &'a [Option<Rate>],
    pub(crate) sale_value: Option<f64>,
    pub(crate) sale_value_benchmark: Option<f64>,
    pub(crate) deal_size: Option<DealSize<'a>>,
    pub(crate) calendar: Calendar,
}

/// Working space of a [`Planner`] in the caller's memory. It needs no initial values and holds no results.
/// [`Planner`] has an example.
#[derive(Debug)]
pub struct Workspace<'w> {
    /// At least four numbers for each stage.
    pub volumes: &'w mut [f64],
    /// At least one place for each gate; it may be empty when no confidence is asked for.
    pub evidence: &'w mut [Option<Evidence>],
    /// As `evidence`.
    pub gathered: &'w mut [Evidence],
    /// [`Cells`](crate::revenue::Cells), for a confidence with deal sizes that vary. With the feature `alloc` it may be
    /// `None`: memory is then allocated when it is needed.
    pub cells: Option<&'w mut dyn RevenueMemory>,
}

/// The volumes of a [`Workspace`], one number for each stage in each.
pub(super) struct Volumes<'w> {
    /// What waits at each stage or enters there, and at the goal's stage what is done.
    pub(super) open: &'w mut [f64],
    pub(super) required: &'w mut [f64],
    pub(super) exact: &'w mut [f64],
    pub(super) whole: &'w mut [f64],
}

impl<'w> Volumes<'w> {
    pub(super) fn split(volumes: &'w mut [f64], stages: usize) -> Result<Self, Error> {
        let short = Error::new(ErrorKind::Length)
            .field_is(Field::Workspace)
            .got(volumes.len() as f64)
            .limit_is(4.0 * stages as f64);
        let (open, rest) = volumes.split_at_mut_checked(stages).ok_or(short)?;
        let (required, rest) = rest.split_at_mut_checked(stages).ok_or(short)?;
        let (exact, rest) = rest.split_at_mut_checked(stages).ok_or(short)?;
        let (whole, _) = rest.split_at_mut_checked(stages).ok_or(short)?;
        Ok(Self { open, required, exact, whole })
    }
}

/// A target resolved for one planner, every number checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// The goal's stage.
    pub(super) stage: usize,
    /// The goal's amount in its own unit, revenue or items.
    pub(super) amount: f64,
    /// What one item at the goal's stage is worth in that unit: the sale value, or 1.
    pub(super) worth: f64,
    /// What is reached of the goal, when it is known.
    pub(super) reached: Option<f64>,
    /// The goal less what [`Target::reached`] said is reached.
    pub(super) lacking: f64,
    /// The share of the period that is left.
    pub(super) left: f64,
    /// The mean sale value, when there is one.
    pub(super) value: Option<f64>,
    pub(super) size: Option<DealSize<'a>>,
}

impl<'a> Planner<'a> {
    /// A chain, the average revenue of an item that leaves its last gate (`None`: goals in volumes only, or a
    /// [`deal_size`](Self::deal_size)), and a calendar. All rates count as known.
    ///
    /// # Errors
    /// [`Money`](ErrorKind::Money) when the sale value is NaN, infinite or negative.
    pub fn new(
        chain: Chain<'a>,
        sale_value: Option<f64>,
        calendar: Calendar,
    ) -> Result<Self, Error> {
        let sale_value = sale_value.map(|value| Field::SaleValue.check(value)).transpose()?;
        Ok(Self {
            chain,
            gates: &[],
            benchmarks: &[],
            sale_value,
            sale_value_benchmark: None,
            deal_size: None,
            calendar,
        })
    }

    /// As [`new`](Self::new), over gates instead of rates: a gate made of counts keeps them, so that a confidence can
    /// take their uncertainty into account. `rates` has one place for each
    /// gate and receives its rate.
    ///
    /// ```
    /// use funnelmath::{Calendar, Gate, Planner};
    ///
    /// let gates = [Gate::new(0.65)?, Gate::from_counts(2.0, 5.0)?];
    /// let mut rates = [0.0; 2];
    /// let planner = Planner::from_gates(&gates, &mut rates, Some(3_400.0), Calendar::COMMON)?;
    /// assert_eq!(planner.chain().rates(), [0.65, 0.4]);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`NoGates`](ErrorKind::NoGates) without a gate, [`Length`](ErrorKind::Length) when `rates` has not one place
    /// for each; else as [`new`](Self::new).
    pub fn from_gates(
        gates: &'a [Gate],
        rates: &'a mut [f64],
        sale_value: Option<f64>,
        calendar: Calendar,
    ) -> Result<Self, Error> {
        same_length(Field::Rates, gates.len(), rates.len())?;
        for (rate, gate) in rates.iter_mut().zip(gates) {
            *rate = gate.rate().get();
        }
        Ok(Self { gates, ..Self::new(Chain::new(rates)?, sale_value, calendar)? })
    }

    /// The rate that each gate is compared with, where there is one: one place for each gate. The plan then has an
    /// [`Effect`](super::PlanItem::Effect) of reaching it.
    ///
    /// ```
    /// use funnelmath::{
    ///     Calendar, Chain, Evidence, Goal, Planner, Rate, Target, plan::{PlanItem, Workspace},
    /// };
    ///
    /// let benchmarks = [None, Some(Rate::new(0.5)?)];
    /// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?
    ///     .benchmarks(&benchmarks)?;
    /// let mut work = Workspace {
    ///     volumes: &mut [0.0; 12],
    ///     evidence: &mut [],
    ///     gathered: &mut [],
    ///     cells: None,
    /// };
    /// let mut required = None;
    /// planner.plan(&Target::new(Goal::Revenue(25_000.0)), &mut work, |item| match item {
    ///     PlanItem::Effect(effect) if effect.to == 0.5 => required = effect.required_change(),
    ///     _ => {}
    /// })?;
    /// // Half of the proposals sold instead of 40% take a fifth fewer first appointments.
    /// assert_eq!(required.map(|change| format!("{:.1}%", 100.0 * change)).as_deref(), Some("-20.0%"));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Length`](ErrorKind::Length) when there is not one place for each gate.
    pub fn benchmarks(self, benchmarks: &'a [Option<Rate>]) -> Result<Self, Error> {
        same_length(Field::GateBenchmark, self.chain.gates(), benchmarks.len())?;
        Ok(Self { benchmarks, ..self })
    }

    /// The sale value that the planner's own is compared with, as a [`benchmark`](Self::benchmarks) of a gate.
    ///
    /// # Errors
    /// [`Money`](ErrorKind::Money) when it is NaN, infinite or negative.
    pub fn sale_value_benchmark(self, value: f64) -> Result<Self, Error> {
        Ok(Self { sale_value_benchmark: Some(Field::SaleValueBenchmark.check(value)?), ..self })
    }

    /// How large one deal is. Its mean is the sale value, and a confidence then counts how sizes vary.
    ///
    /// # Errors
    /// As [`Target::deal_size`].
    pub fn deal_size(self, size: DealSize<'a>) -> Result<Self, Error> {
        mean_of(size, self.sale_value)?;
        Ok(Self { deal_size: Some(size), ..self })
    }

    /// The chain.
    #[must_use]
    pub const fn chain(&self) -> Chain<'a> {
        self.chain
    }

    /// The sale value; where only a deal size is given, its mean.
    ///
    /// ```
    /// use funnelmath::{Calendar, Chain, DealSize, Planner};
    ///
    /// let planner = Planner::new(Chain::new(&[0.4])?, None, Calendar::COMMON)?;
    /// assert_eq!(planner.sale_value(), None);
    /// assert_eq!(planner.deal_size(DealSize::Seen(&[1_000.0, 3_000.0]))?.sale_value(), Some(2_000.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn sale_value(&self) -> Option<f64> {
        match self.deal_size {
            Some(size) => mean_of(size, self.sale_value).ok(),
            None => self.sale_value,
        }
    }

    /// The calendar.
    #[must_use]
    pub const fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The rate of a gate, 0..=1: a chain may hold -0, or a rate one last digit above 1.
    pub(super) fn rate(&self, gate: usize) -> f64 {
        self.chain.rates().get(gate).map_or(0.0, |rate| rate.clamp(0.0, Rate::MAX) + 0.0)
    }

    /// Resolves and checks a target for this planner.
    pub(super) fn frame<'b>(&self, target: &Target<'b>) -> Result<Frame<'b>, Error>
    where
        'a: 'b,
    {
        let size = target.deal_size.or(self.deal_size);
        let value = match size {
            // The target's own size replaces the planner's, but not a sale value.
            Some(size) => Some(mean_of(size, self.sale_value)?),
            None => self.sale_value,
        };
        let (stage, amount) = match target.goal {
            Goal::Revenue(_) if value.is_none() => {
                return Err(Error::new(ErrorKind::NoSaleValue).field_is(Field::SaleValue));
            }
            Goal::Revenue(amount) => (self.chain.gates(), Field::GoalRevenue.check(amount)?),
            Goal::Volume { stage, target } => {
                if stage > self.chain.gates() {
                    return Err(self.chain.no_stage(stage).field_is(Field::GoalStage));
                }
                (stage, Field::GoalTarget.check(target)?)
            }
        };
        if target.activity_stage > stage {
            return Err(Error::new(ErrorKind::ActivityStage)
                .field_is(Field::ActivityStage)
                .got(target.activity_stage as f64)
                .limit_is(stage as f64));
        }
        if let Some(actual) = target.actual {
            // Booked amounts may be negative, activity not.
            Field::Required.check(actual).map_err(|error| error.field_is(Field::Actual))?;
        }
        let worth = match target.goal {
            Goal::Revenue(_) => value.unwrap_or(0.0),
            Goal::Volume { .. } => 1.0,
        };
        let left = target.share_left()?;
        let (reached, lacking) = match target.reached {
            Some(reached) => {
                let reached = Field::Reached.check(reached)?;
                let lacking = Field::Reached.finite(amount - reached)?;
                let done = lacking <= 0.0 || ties(amount, reached);
                (Some(reached), if done { 0.0 } else { lacking })
            }
            None => {
                let there = done(target.start, stage);
                (there.map(|there| finite(there * worth)).transpose()?, amount)
            }
        };
        Ok(Frame { stage, amount, worth, reached, lacking, left, value, size })
    }

    /// Writes what waits at each stage or will enter there, and at the goal's stage the results that are still to be
    /// taken off the goal.
    pub(super) fn open(
        &self,
        target: &Target<'_>,
        stage: usize,
        open: &mut [f64],
    ) -> Result<(), Error> {
        let stages = self.chain.stages();
        open.fill(0.0);
        if let Start::Open(there) | Start::Reached(there) = target.start {
            same_length(Field::Start, stages, there.len())?;
            Field::Start.check_each(there)?;
            // A number below 0 by at most 2^-40 passes the check and counts as 0.
            open.iter_mut().zip(there).for_each(|(place, there)| *place = there.max(0.0) + 0.0);
        }
        if let Start::Reached(_) = target.start {
            // How many must have been at a stage for the later ones to be where they are.
            let mut seen = open.get(stage).copied().unwrap_or(0.0);
            for gate in (0..stage).rev() {
                seen /= self.rate(gate);
                if let Some(place) = open.get_mut(gate) {
                    let here = *place;
                    // NaN from 0/0 compares false, so it credits nothing.
                    *place = if here > seen { here - seen } else { 0.0 };
                    if here > 0.0 {
                        seen = here;
                    }
                }
            }
        }
        if target.reached.is_some() {
            // `reached` has lowered the goal already.
            if let Some(place) = open.get_mut(stage) {
                *place = 0.0;
            }
        }
        if !target.entries.is_empty() {
            same_length(Field::Entries, stages, target.entries.len())?;
            Field::Entries.check_each(target.entries)?;
            for (index, (place, entries)) in open.iter_mut().zip(target.entries).enumerate() {
                *place += entries.max(0.0);
                Field::Entries.finite(*place).map_err(|error| error.at(index))?;
            }
        }
        Ok(())
    }

    /// The volume that every stage still needs in what is left of the goal's period, as [`Chain::required`].
    pub(super) fn required(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        volumes: &mut Volumes<'_>,
    ) -> Result<Required, Error> {
        self.open(target, frame.stage, volumes.open)?;
        let goal = match target.goal {
            Goal::Revenue(_) => Goal::Revenue(frame.lacking),
            Goal::Volume { stage, .. } => Goal::Volume { stage, target: frame.lacking },
        };
        // With nothing there, the shorter computation gives the same bits.
        let nothing = volumes.open.iter().all(|&open| open == 0.0);
        let start = if nothing { Start::Empty } else { Start::Open(volumes.open) };
        let worth = Worth::Sale(frame.value.unwrap_or(1.0));
        self.chain.required(goal, worth, start, volumes.required)
    }

    /// A volume or amount of what is left of the goal's period, per `period`; infinite when nothing is left.
    pub(super) fn spread(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        amount: f64,
        period: Period,
    ) -> Result<f64, Error> {
        if period == target.per {
            return Ok(amount);
        }
        if amount > 0.0 && frame.left <= 0.0 {
            return Ok(f64::INFINITY);
        }
        let per = self.calendar.convert(amount, target.per, period)?;
        if amount > 0.0 { finite(per / frame.left) } else { Ok(per) }
    }

    /// How much comes in what is left of the goal's period, at so much in each `period`.
    pub(super) fn rest(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        amount: f64,
        period: Period,
    ) -> Result<f64, Error> {
        let per = self.calendar.convert(amount, period, target.per)?;
        Ok(if period == target.per { per } else { per * frame.left })
    }
}

/// The results that a start says are done at the goal's stage.
fn done(start: Start<'_>, stage: usize) -> Option<f64> {
    match start {
        Start::Empty => None,
        Start::Open(there) | Start::Reached(there) => {
            there.get(stage).map(|done| done.max(0.0) + 0.0)
        }
    }
}

/// The mean of the deal size, which a sale value has to agree with.
pub(crate) fn mean_of(size: DealSize<'_>, sale_value: Option<f64>) -> Result<f64, Error> {
    let mean = Field::SizeMean.finite(Size::mean_of(size)?)?;
    match sale_value {
        Some(value) if value != mean && !ties(value, mean) => {
            Err(Error::new(ErrorKind::SaleValueMean)
                .field_is(Field::SaleValue)
                .got(value)
                .limit_is(mean))
        }
        Some(value) => Ok(value),
        None => Ok(mean),
    }
}
