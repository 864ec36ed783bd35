//! The owned funnel and its builder.

use crate::bounds::Rate;
use crate::calendar::Calendar;
use crate::chain::Chain;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::rate::Gate;
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
/// let week = &plan.periods[1];
/// assert_eq!(week.stages[0].name, "First appointments");
/// assert_eq!(week.stages[0].whole.units, 7.0);
/// assert_eq!(format!("{:.4}", week.stages[0].whole.exact), "6.5263");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::serial::FunnelData", into = "super::serial::FunnelData")
)]
pub struct Funnel {
    pub(super) names: Vec<String>,
    pub(super) gates: Vec<Gate>,
    rates: Vec<f64>,
    pub(super) benchmarks: Vec<Option<Rate>>,
    sale_value: Option<f64>,
    sale_value_benchmark: Option<f64>,
    pub(super) calendar: Calendar,
}

impl Funnel {
    /// A builder without any gate yet.
    #[must_use]
    pub fn builder() -> FunnelBuilder {
        FunnelBuilder::default()
    }

    /// The names of the stages, first stage first; one more than gates.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The gates, first gate first.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The gates as numbers.
    #[must_use]
    pub fn chain(&self) -> Chain<'_> {
        Chain::of_checked(&self.rates)
    }

    /// What each gate is held against, where something is.
    #[must_use]
    pub fn benchmarks(&self) -> &[Option<Rate>] {
        &self.benchmarks
    }

    /// The average revenue of an item that leaves the last gate, when it was given.
    #[must_use]
    pub fn sale_value(&self) -> Option<f64> {
        self.sale_value
    }

    /// What the sale value is held against, when it is.
    #[must_use]
    pub fn sale_value_benchmark(&self) -> Option<f64> {
        self.sale_value_benchmark
    }

    /// The calendar.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }
}

/// Builds a [`Funnel`], gate by gate in their order.
#[derive(Debug, Clone, Default)]
pub struct FunnelBuilder {
    pub(super) entry: Option<String>,
    pub(super) gates: Vec<(String, Gate, Option<f64>)>,
    stray_benchmark: Option<f64>,
    pub(super) sale_value: Option<f64>,
    pub(super) sale_value_benchmark: Option<f64>,
    pub(super) calendar: Calendar,
}

impl FunnelBuilder {
    /// Names the first stage; "Stage 0" otherwise.
    #[must_use]
    pub fn entry(mut self, name: impl Into<String>) -> Self {
        self.entry = Some(name.into());
        self
    }

    /// Adds a gate, and the name of the stage behind it; an empty name stands for "Stage *i*". Names may
    /// repeat: no maths depends on them.
    #[must_use]
    pub fn gate(mut self, name: impl Into<String>, gate: Gate) -> Self {
        self.gates.push((name.into(), gate, None));
        self
    }

    /// The rate that the gate added last is held against, 0..=1.
    #[must_use]
    pub fn benchmark(mut self, rate: f64) -> Self {
        match self.gates.last_mut() {
            Some((_, _, benchmark)) => *benchmark = Some(rate),
            None => self.stray_benchmark = Some(rate),
        }
        self
    }

    /// The average revenue of an item that leaves the last gate. Without it goals are volumes only.
    #[must_use]
    pub fn sale_value(mut self, value: f64) -> Self {
        self.sale_value = Some(value);
        self
    }

    /// The sale value that the funnel's is held against.
    #[must_use]
    pub fn sale_value_benchmark(mut self, value: f64) -> Self {
        self.sale_value_benchmark = Some(value);
        self
    }

    /// The calendar; [`Calendar::COMMON`] otherwise.
    #[must_use]
    pub fn calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = calendar;
        self
    }

    /// The funnel.
    ///
    /// # Errors
    /// [`NoGates`](ErrorKind::NoGates) without a gate, [`Gate`](ErrorKind::Gate) for a benchmark before the
    /// first gate, [`Rate`](ErrorKind::Rate) with the gate whose benchmark is out of range,
    /// [`Money`](ErrorKind::Money) for a sale value, or its benchmark, that is NaN, infinite or negative.
    pub fn build(self) -> Result<Funnel, Error> {
        if let Some(rate) = self.stray_benchmark {
            return Err(Error::new(ErrorKind::StrayBenchmark)
                .field_is(Field::GateBenchmark)
                .got(rate));
        }
        if self.gates.is_empty() {
            return Err(Error::new(ErrorKind::NoGates).field_is(Field::Gates));
        }
        let named = |stage: usize, name: String| {
            if name.is_empty() { format!("Stage {stage}") } else { name }
        };
        let mut funnel = Funnel {
            names: Vec::from([named(0, self.entry.unwrap_or_default())]),
            gates: Vec::with_capacity(self.gates.len()),
            rates: Vec::with_capacity(self.gates.len()),
            benchmarks: Vec::with_capacity(self.gates.len()),
            sale_value: self.sale_value.map(|value| Field::SaleValue.check(value)).transpose()?,
            sale_value_benchmark: self
                .sale_value_benchmark
                .map(|value| Field::SaleValueBenchmark.check(value))
                .transpose()?,
            calendar: self.calendar,
        };
        for (index, (name, gate, benchmark)) in self.gates.into_iter().enumerate() {
            let benchmark = benchmark.map(Rate::new).transpose();
            funnel.names.push(named(index + 1, name));
            funnel.gates.push(gate);
            funnel.rates.push(gate.rate().get());
            funnel
                .benchmarks
                .push(benchmark.map_err(|error| error.field_is(Field::GateBenchmark).at(index))?);
        }
        Ok(funnel)
    }
}
