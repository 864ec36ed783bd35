//! The owned funnel and its builder.

use super::DealSizeBuf;
use crate::bounds::Rate;
use crate::calendar::Calendar;
use crate::chain::Chain;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::plan::{Planner, mean_of, observed};
use crate::rate::{Evidence, Gate};
use crate::revenue::DealSize;
use alloc::{format, string::String, vec::Vec};

/// A funnel that owns its gates, the names of its stages, its sale value and its calendar.
///
/// Built by [`Funnel::builder`], or from JSON with the feature `serde`:
#[doc = concat!("```json\n", include_str!("../../schema/funnel.example.json"), "```")]
/// (with `serde_json`, enable its feature `float_roundtrip`: without it the last bit of a number may change).
/// The JSON Schema of what is accepted; unknown fields are refused by name:
#[doc = concat!("```json\n", include_str!("../../schema/funnel.schema.json"), "```")]
///
/// ```
/// use funnelmath::{Funnel, Gate, Goal};
///
/// let funnel = Funnel::builder()
///     .entry("First appointments")
///     .gate("Proposals", Gate::new(0.65)?)
///     .gate("Sales", Gate::from_counts(2.0, 5.0)?)
///     .sale_value(3_400.0)
///     .build()?;
/// let plan = funnel.plan(Goal::Revenue(25_000.0))?; // a month, with weekly activity
/// if let Some(stage) = plan.activity().and_then(|week| week.stage("First appointments")) {
///     assert_eq!(stage.whole.units, 7.0);
///     assert_eq!(format!("{:.4}", stage.whole.exact), "6.5263");
/// }
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    names: Vec<String>,
    gates: Vec<Gate>,
    rates: Vec<f64>,
    benchmarks: Vec<Option<Rate>>,
    sale_value: Option<f64>,
    sale_value_benchmark: Option<f64>,
    deal_size: Option<DealSizeBuf>,
    calendar: Calendar,
}

impl Funnel {
    /// A builder without any gate yet.
    #[must_use]
    pub fn builder() -> FunnelBuilder {
        FunnelBuilder::default()
    }

    /// A builder that starts from this funnel, to change some of it.
    ///
    /// ```
    /// use funnelmath::{Funnel, Gate};
    ///
    /// let funnel = Funnel::builder().gate("Sales", Gate::new(0.4)?).build()?;
    /// let dearer = funnel.to_builder().sale_value(3_400.0).build()?;
    /// assert_eq!(dearer.names(), funnel.names());
    /// assert_eq!(dearer.sale_value(), Some(3_400.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn to_builder(&self) -> FunnelBuilder {
        let mut names = self.names.iter().cloned();
        let entry = names.next();
        let benchmarks = self.benchmarks.iter().map(|benchmark| benchmark.map(Rate::get));
        let gates = self.gates.iter().copied().zip(benchmarks);
        FunnelBuilder {
            entry,
            gates: names.zip(gates).map(|(name, (gate, held))| (name, gate, held)).collect(),
            stray_benchmark: None,
            sale_value: self.sale_value,
            sale_value_benchmark: self.sale_value_benchmark,
            deal_size: self.deal_size.clone(),
            calendar: self.calendar,
        }
    }

    /// The names of the stages, first stage first: one more than gates, no two equal.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number, from 0, of the stage with this name.
    #[must_use]
    pub fn stage(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The gates, first gate first.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The rates of the gates as a [`Chain`].
    #[must_use]
    pub fn chain(&self) -> Chain<'_> {
        Chain::of_checked(&self.rates)
    }

    /// The rate that each gate is compared with, where there is one.
    #[must_use]
    pub fn benchmarks(&self) -> &[Option<Rate>] {
        &self.benchmarks
    }

    /// The average revenue of an item that leaves the last gate, when it was given; see also
    /// [`deal_size`](Self::deal_size).
    #[must_use]
    pub fn sale_value(&self) -> Option<f64> {
        self.sale_value
    }

    /// The sale value that the funnel's own is compared with, when there is one.
    #[must_use]
    pub fn sale_value_benchmark(&self) -> Option<f64> {
        self.sale_value_benchmark
    }

    /// How large one deal is, when it was given.
    #[must_use]
    pub fn deal_size(&self) -> Option<DealSize<'_>> {
        self.deal_size.as_ref().map(DealSizeBuf::as_deal_size)
    }

    /// The calendar.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The evidence for the rate of each gate: its counts added to the `prior`. `None` for a gate whose rate is known.
    ///
    /// ```
    /// use funnelmath::{Evidence, Funnel, Gate};
    ///
    /// let funnel = Funnel::builder()
    ///     .gate("Proposals", Gate::new(0.65)?)
    ///     .gate("Sales", Gate::from_counts(2.0, 5.0)?)
    ///     .build()?;
    /// let evidence = funnel.evidence(Evidence::UNIFORM)?;
    /// assert_eq!(evidence, [None, Some(Evidence::new(3.0, 4.0)?)]);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`EvidenceShape`](ErrorKind::EvidenceShape) with the gate whose counts pass 2^53 together with the prior.
    pub fn evidence(&self, prior: Evidence) -> Result<Vec<Option<Evidence>>, Error> {
        let counted =
            self.gates.iter().enumerate().map(|(index, gate)| observed(prior, index, gate));
        counted.collect()
    }

    /// A [`Planner`] over this funnel, for plans in the caller's memory.
    #[must_use]
    pub fn planner(&self) -> Planner<'_> {
        Planner {
            chain: self.chain(),
            gates: &self.gates,
            benchmarks: &self.benchmarks,
            sale_value: self.sale_value,
            sale_value_benchmark: self.sale_value_benchmark,
            deal_size: self.deal_size(),
            calendar: self.calendar,
        }
    }
}

/// Builds a [`Funnel`]: gates are added in their order, and [`build`](Self::build) checks every input.
///
/// ```
/// use funnelmath::{ErrorKind, Field, Funnel, Gate};
///
/// let error = Funnel::builder().gate("Sales", Gate::new(0.4)?).benchmark(1.5).build().unwrap_err();
/// assert_eq!((error.kind(), error.field(), error.index()), (ErrorKind::Rate, Some(Field::GateBenchmark), Some(0)));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct FunnelBuilder {
    entry: Option<String>,
    gates: Vec<(String, Gate, Option<f64>)>,
    stray_benchmark: Option<f64>,
    sale_value: Option<f64>,
    sale_value_benchmark: Option<f64>,
    deal_size: Option<DealSizeBuf>,
    calendar: Calendar,
}

impl FunnelBuilder {
    /// Names the first stage. Default: "Stage 0".
    #[must_use]
    pub fn entry(mut self, name: impl Into<String>) -> Self {
        self.entry = Some(name.into());
        self
    }

    /// Adds a gate, and the name of the stage after it. An empty name stands for the default "Stage *i*", with a number
    /// appended when another stage has that name.
    #[must_use]
    pub fn gate(mut self, name: impl Into<String>, gate: Gate) -> Self {
        self.gates.push((name.into(), gate, None));
        self
    }

    /// The rate that the most recently added gate is compared with, 0..=1.
    #[must_use]
    pub fn benchmark(mut self, rate: f64) -> Self {
        match self.gates.last_mut() {
            Some((_, _, benchmark)) => *benchmark = Some(rate),
            None => self.stray_benchmark = Some(rate),
        }
        self
    }

    /// The average revenue of an item that leaves the last gate. Without it, and without a deal size, goals are
    /// volumes only.
    #[must_use]
    pub fn sale_value(mut self, value: f64) -> Self {
        self.sale_value = Some(value);
        self
    }

    /// The sale value that the funnel's own is compared with.
    #[must_use]
    pub fn sale_value_benchmark(mut self, value: f64) -> Self {
        self.sale_value_benchmark = Some(value);
        self
    }

    /// How large one deal is: its mean is the sale value, which may then be left out, and a confidence counts how
    /// sizes vary.
    ///
    /// ```
    /// use funnelmath::{DealSize, Funnel, Gate, Goal, Target, plan::LeftOut};
    ///
    /// // The last deals of one rep: most are small, one is not.
    /// let deals = [900.0, 1_100.0, 1_100.0, 1_500.0, 12_400.0];
    /// let funnel = Funnel::builder()
    ///     .gate("Sales", Gate::new(0.4)?)
    ///     .deal_size(DealSize::Seen(&deals))
    ///     .build()?;
    /// let target = Target::new(Goal::Revenue(25_000.0)).confidence(0.9);
    /// let plan = funnel.plan(target)?;
    /// let mean_only = Funnel::builder().gate("Sales", Gate::new(0.4)?).sale_value(3_400.0).build()?.plan(target)?;
    ///
    /// let month = |plan: &funnelmath::Plan| {
    ///     let sure = plan.confident.as_ref()?;
    ///     sure.period(plan.per)?.stage_at(0).map(|stage| stage.whole.units)
    /// };
    /// assert_eq!(month(&plan), Some(37.0));
    /// assert_eq!(month(&mean_only), Some(27.0)); // as sure only if every deal were worth 3,400
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn deal_size(mut self, size: DealSize<'_>) -> Self {
        self.deal_size = Some(size.into());
        self
    }

    /// The calendar. Default: [`Calendar::COMMON`].
    #[must_use]
    pub fn calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = calendar;
        self
    }

    /// The funnel.
    ///
    /// # Errors
    /// Each names its field. [`NoGates`](ErrorKind::NoGates) without a gate;
    /// [`StrayBenchmark`](ErrorKind::StrayBenchmark) for a benchmark before the first gate; [`Rate`](ErrorKind::Rate)
    /// for a benchmark out of range; [`Money`](ErrorKind::Money) for a sale value, its benchmark or a deal size that is
    /// NaN, infinite or negative, and the other errors of a [`DealSize`];
    /// [`SaleValueMean`](ErrorKind::SaleValueMean) for a sale value that is not the mean of the deal size;
    /// [`DuplicateName`](ErrorKind::DuplicateName) and [`BlankName`](ErrorKind::BlankName) for the name of a stage.
    pub fn build(self) -> Result<Funnel, Error> {
        if let Some(rate) = self.stray_benchmark {
            return Err(Error::new(ErrorKind::StrayBenchmark)
                .field_is(Field::GateBenchmark)
                .got(rate));
        }
        if self.gates.is_empty() {
            return Err(Error::new(ErrorKind::NoGates).field_is(Field::Gates));
        }
        let sale_value = self.sale_value.map(|value| Field::SaleValue.check(value)).transpose()?;
        if let Some(size) = &self.deal_size {
            mean_of(size.as_deal_size(), sale_value)?;
        }
        let mut funnel = Funnel {
            names: Vec::with_capacity(self.gates.len() + 1),
            gates: Vec::with_capacity(self.gates.len()),
            rates: Vec::with_capacity(self.gates.len()),
            benchmarks: Vec::with_capacity(self.gates.len()),
            sale_value,
            sale_value_benchmark: self
                .sale_value_benchmark
                .map(|value| Field::SaleValueBenchmark.check(value))
                .transpose()?,
            deal_size: self.deal_size,
            calendar: self.calendar,
        };
        funnel.names.push(self.entry.unwrap_or_default());
        for (index, (name, gate, benchmark)) in self.gates.into_iter().enumerate() {
            let benchmark =
                benchmark.map(|rate| Field::GateBenchmark.check_at(index, rate)).transpose()?;
            funnel.names.push(name);
            funnel.gates.push(gate);
            funnel.rates.push(gate.rate().get());
            funnel.benchmarks.push(benchmark.map(Rate::of_checked));
        }
        complete(&mut funnel.names)?;
        Ok(funnel)
    }
}

/// Refuses two stages of one name, and gives each stage without a name a default one.
fn complete(names: &mut [String]) -> Result<(), Error> {
    for (stage, name) in names.iter().enumerate() {
        let wrong = |kind| match stage.checked_sub(1) {
            Some(gate) => Error::new(kind).field_is(Field::GateName).at(gate),
            None => Error::new(kind).field_is(Field::Entry),
        };
        if !name.is_empty() && name.trim().is_empty() {
            return Err(wrong(ErrorKind::BlankName));
        }
        if !name.is_empty() && names.iter().take(stage).any(|other| other == name) {
            return Err(wrong(ErrorKind::DuplicateName));
        }
    }
    for stage in 0..names.len() {
        let taken = |name: &String| names.iter().any(|other| other == name);
        let mut name = format!("Stage {stage}");
        let mut number = 2;
        while taken(&name) {
            name = format!("Stage {stage} ({number})");
            number += 1;
        }
        if let Some(place) = names.get_mut(stage) {
            if place.is_empty() {
                *place = name;
            }
        }
    }
    Ok(())
}
