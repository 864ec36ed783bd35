//! The JSON shape of a [`Funnel`]: read and written only through its builder.

use super::Funnel;
use crate::bounds::Rate;
use crate::calendar::Calendar;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::rate::Gate;
use alloc::{string::String, vec::Vec};

/// A field that may be left out, but is no `null` when it is there.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FunnelData {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    gates: Vec<GateData>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    sale_value: Option<f64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    sale_value_benchmark: Option<f64>,
    #[serde(default)]
    calendar: Calendar,
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct GateData {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    rate: Option<f64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    successes: Option<f64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    trials: Option<f64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    one_in: Option<f64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    benchmark: Option<f64>,
}

impl GateData {
    fn gate(&self) -> Result<Gate, Error> {
        match (self.rate, self.successes, self.trials, self.one_in) {
            (Some(rate), None, None, None) => Gate::new(rate),
            (None, Some(successes), Some(trials), None) => Gate::from_counts(successes, trials),
            (None, None, None, Some(n)) => Gate::one_in(n),
            _ => Err(Error::new(ErrorKind::GateForm).field_is(Field::Gates)),
        }
    }
}

impl TryFrom<FunnelData> for Funnel {
    type Error = Error;

    fn try_from(data: FunnelData) -> Result<Self, Error> {
        let mut builder = Funnel::builder().calendar(data.calendar);
        builder.entry = data.entry;
        builder.sale_value = data.sale_value;
        builder.sale_value_benchmark = data.sale_value_benchmark;
        for (index, part) in data.gates.into_iter().enumerate() {
            let gate = part.gate().map_err(|error| error.at(index))?;
            builder.gates.push((part.name.unwrap_or_default(), gate, part.benchmark));
        }
        builder.build()
    }
}

impl From<Funnel> for FunnelData {
    fn from(funnel: Funnel) -> Self {
        let mut names = funnel.names.iter().cloned();
        let entry = names.next();
        let gates = names
            .zip(&funnel.gates)
            .zip(&funnel.benchmarks)
            .map(|((name, gate), benchmark)| {
                let data = GateData {
                    name: Some(name),
                    benchmark: benchmark.map(Rate::get),
                    ..GateData::default()
                };
                match gate.counts() {
                    Some((successes, trials)) => {
                        GateData { successes: Some(successes), trials: Some(trials), ..data }
                    }
                    None => GateData { rate: Some(gate.rate().get()), ..data },
                }
            })
            .collect();
        Self {
            entry,
            gates,
            sale_value: funnel.sale_value(),
            sale_value_benchmark: funnel.sale_value_benchmark(),
            calendar: funnel.calendar,
        }
    }
}
