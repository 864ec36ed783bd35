//! A funnel: read and written only through its builder.

use super::{object, refused};
use crate::bounds::{Rate, ToCount};
use crate::calendar::Calendar;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::funnel::{DealSizeBuf, Funnel, FunnelBuilder};
use crate::rate::Gate;
use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

/// A funnel for people: what is not there is left out.
#[derive(Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    gates: Vec<TextGate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sale_value: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sale_value_benchmark: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deal_size: Option<DealSizeBuf>,
    #[serde(default)]
    calendar: Option<Calendar>,
}

#[derive(Default, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct GateFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rate: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    successes: Option<Counted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trials: Option<Counted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one_in: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    benchmark: Option<f64>,
}

#[derive(Serialize)]
#[serde(transparent)]
struct TextGate(GateFields);

impl<'de> Deserialize<'de> for TextGate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object(from, "a gate: an object with `rate`, `successes` and `trials`, or `one_in`")
            .map(Self)
    }
}

/// A count as it was written: an integer above 2^53 must not be rounded to an f64.
#[derive(Clone, Copy)]
struct Counted {
    value: f64,
    is_exact: bool,
}

impl Counted {
    fn of(value: f64) -> Self {
        Self { value, is_exact: true }
    }

    fn whole(value: impl ToCount, nearest: f64) -> Self {
        Self { value: nearest, is_exact: value.to_count().is_ok() || nearest < 0.0 }
    }

    fn get(self, field: Field) -> Result<f64, Error> {
        if self.is_exact {
            field.check(self.value)
        } else {
            Err(Error::new(ErrorKind::Credit).field_is(field).got(self.value))
        }
    }
}

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.value)
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = Counted;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count from 0 to 2^53")
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Counted, E> {
                Ok(Counted::of(value))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Counted, E> {
                Ok(Counted::whole(value, value as f64))
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Counted, E> {
                Ok(Counted::whole(value, value as f64))
            }
        }

        from.deserialize_f64(Number)
    }
}

/// A funnel in a binary format: every field, in this order.
#[derive(Serialize, serde::Deserialize)]
struct Binary {
    entry: String,
    gates: Vec<BinaryGate>,
    sale_value: Option<f64>,
    sale_value_benchmark: Option<f64>,
    deal_size: Option<DealSizeBuf>,
    calendar: Calendar,
}

#[derive(Serialize, serde::Deserialize)]
struct BinaryGate {
    name: String,
    form: GateForm,
    benchmark: Option<f64>,
}

#[derive(Serialize, serde::Deserialize)]
enum GateForm {
    Rate(f64),
    Counts(f64, f64),
    OneIn(f64),
}

impl GateForm {
    fn of(gate: &Gate) -> Self {
        match (gate.counts(), gate.one_in_n()) {
            (Some((successes, trials)), _) => Self::Counts(successes, trials),
            (None, Some(n)) => Self::OneIn(n),
            (None, None) => Self::Rate(gate.rate().get()),
        }
    }

    fn gate(&self, index: usize) -> Result<Gate, Error> {
        let gate = match *self {
            Self::Rate(rate) => Gate::new(rate),
            Self::Counts(successes, trials) => Gate::from_counts(successes, trials),
            Self::OneIn(n) => Gate::one_in(n),
        };
        gate.map_err(|error| error.of_gate(index))
    }
}

impl GateFields {
    fn form(&self, index: usize) -> Result<GateForm, Error> {
        let counted =
            |field: Field, count: Counted| count.get(field).map_err(|error| error.at(index));
        match (self.rate, self.successes, self.trials, self.one_in) {
            (Some(rate), None, None, None) => Ok(GateForm::Rate(rate)),
            (None, Some(successes), Some(trials), None) => Ok(GateForm::Counts(
                counted(Field::GateSuccesses, successes)?,
                counted(Field::GateTrials, trials)?,
            )),
            (None, None, None, Some(n)) => Ok(GateForm::OneIn(n)),
            _ => Err(Error::new(ErrorKind::GateForm).field_is(Field::Gates).at(index)),
        }
    }
}

fn read_text(text: Text) -> Result<Funnel, Error> {
    let mut builder = Funnel::builder().calendar(text.calendar.unwrap_or_default());
    if let Some(entry) = text.entry {
        builder = builder.entry(entry);
    }
    for (index, TextGate(part)) in text.gates.into_iter().enumerate() {
        let gate = part.form(index)?.gate(index)?;
        builder = held(builder.gate(part.name.unwrap_or_default(), gate), part.benchmark);
    }
    let values = (text.sale_value, text.sale_value_benchmark, text.deal_size);
    valued(builder, values).build()
}

fn read_binary(binary: Binary) -> Result<Funnel, Error> {
    let mut builder = Funnel::builder().calendar(binary.calendar).entry(binary.entry);
    for (index, part) in binary.gates.into_iter().enumerate() {
        builder = held(builder.gate(part.name, part.form.gate(index)?), part.benchmark);
    }
    let values = (binary.sale_value, binary.sale_value_benchmark, binary.deal_size);
    valued(builder, values).build()
}

fn held(builder: FunnelBuilder, benchmark: Option<f64>) -> FunnelBuilder {
    match benchmark {
        Some(rate) => builder.benchmark(rate),
        None => builder,
    }
}

fn valued(
    mut builder: FunnelBuilder,
    (value, benchmark, size): (Option<f64>, Option<f64>, Option<DealSizeBuf>),
) -> FunnelBuilder {
    if let Some(value) = value {
        builder = builder.sale_value(value);
    }
    if let Some(value) = benchmark {
        builder = builder.sale_value_benchmark(value);
    }
    match &size {
        Some(size) => builder.deal_size(size.as_deal_size()),
        None => builder,
    }
}

impl<'de> Deserialize<'de> for Funnel {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let funnel = if from.is_human_readable() {
            read_text(object(from, "a funnel: an object with `gates`")?)
        } else {
            read_binary(Binary::deserialize(from)?)
        };
        funnel.map_err(refused)
    }
}

impl Serialize for Funnel {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut names = self.names().iter().cloned();
        let entry = names.next().unwrap_or_default();
        let benchmarks = self.benchmarks().iter().map(|benchmark| benchmark.map(Rate::get));
        let gates = names.zip(self.gates()).zip(benchmarks);
        let deal_size = self.deal_size().map(DealSizeBuf::from);
        let (sale_value, sale_value_benchmark) = (self.sale_value(), self.sale_value_benchmark());
        if !to.is_human_readable() {
            let gates = gates.map(|((name, gate), benchmark)| BinaryGate {
                name,
                form: GateForm::of(gate),
                benchmark,
            });
            let (gates, calendar) = (gates.collect(), self.calendar());
            let binary =
                Binary { entry, gates, sale_value, sale_value_benchmark, deal_size, calendar };
            return binary.serialize(to);
        }
        let gates = gates.map(|((name, gate), benchmark)| {
            let mut fields = GateFields { name: Some(name), benchmark, ..GateFields::default() };
            match GateForm::of(gate) {
                GateForm::Rate(rate) => fields.rate = Some(rate),
                GateForm::OneIn(n) => fields.one_in = Some(n),
                GateForm::Counts(successes, trials) => {
                    fields.successes = Some(Counted::of(successes));
                    fields.trials = Some(Counted::of(trials));
                }
            }
            TextGate(fields)
        });
        Text {
            entry: Some(entry),
            gates: gates.collect(),
            sale_value,
            sale_value_benchmark,
            deal_size,
            calendar: Some(self.calendar()),
        }
        .serialize(to)
    }
}
