//! Reading and writing with serde: of funnels and targets, plans, knowns and situations.
//!
//! In a format for people, such as JSON, an object is read from an object only, never from a list of its values; and
//! `null` stands for a field that is not there. A binary format gets every field, in the order of their declaration.

mod funnel;
mod target;

use crate::calendar::Period;
use crate::chain::{Effect, Goal, Lever, Situation, Step, Unreachable};
use crate::funnel::stored::KnownsBuf;
use crate::funnel::{ConfidentPlan, PeriodPlan, Plan, StagePlan};
use crate::math::{Method, Probability};
use crate::plan::{Delivery, LeavesOut, LeftOut, Pace, WorkingDays};
use crate::whole::{Policy, Whole};
use alloc::{string::String, vec::Vec};
use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) use crate::serial::object;

/// Reads a plain struct from an object with these fields and no others.
macro_rules! readable {
    ($type:ty, $expecting:literal, { $($field:ident: $kind:ty),+ $(,)? }) => {
        const _: () = {
            #[derive(serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct Fields { $($field: $kind),+ }

            impl<'de> serde::Deserialize<'de> for $type {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let Fields { $($field),+ } = crate::funnel::serial::object(from, $expecting)?;
                    Ok(Self { $($field),+ })
                }
            }
        };
    };
}
pub(super) use readable;

/// The error of the core as one of serde.
pub(super) fn refused<E: de::Error>(error: crate::error::Error) -> E {
    E::custom(error)
}

readable!(Plan, "a plan: an object", {
    goal: Goal,
    per: Period,
    activity_per: Period,
    activity_stage: usize,
    policy: Policy,
    unreachable: Option<Unreachable>,
    periods: Vec<PeriodPlan>,
    pace: Pace,
    sensitivity: Vec<Effect>,
    confident: Option<ConfidentPlan>,
});
readable!(ConfidentPlan, "a confident plan: an object", {
    confidence: f64,
    leaves_out: LeavesOut,
    expected: Vec<Probability>,
    chance: Probability,
    periods: Vec<PeriodPlan>,
});
readable!(PeriodPlan, "the plan of a period: an object", {
    period: Period,
    goal: f64,
    stages: Vec<StagePlan>,
    delivers: Delivery,
});
readable!(StagePlan, "what a stage needs: an object", { name: String, whole: Whole });
readable!(Whole, "a whole volume: an object with `exact` and `units`", { exact: f64, units: f64 });
readable!(Delivery, "what a plan delivers: an object", {
    revenue: Option<f64>,
    attainment: Option<f64>,
});
readable!(Pace, "a pace: an object", {
    gauge: Option<f64>,
    attainment: Option<f64>,
    landing: Option<f64>,
});
readable!(Unreachable, "why a goal cannot be reached: an object", {
    lever: Lever,
    missing: f64,
    best: f64,
});
readable!(Effect, "the effect of an improvement: an object", {
    lever: Lever,
    step: Step,
    from: f64,
    to: f64,
    capped: bool,
    required_before: Option<f64>,
    required_after: Option<f64>,
    revenue_before: f64,
    revenue_after: f64,
});
readable!(Probability, "a probability: an object", {
    value: f64,
    complement: f64,
    method: Method,
});
readable!(WorkingDays, "working days: an object with `elapsed` and `total`", {
    elapsed: f64,
    total: f64,
});
readable!(Situation, "a situation: an object", {
    goal: Goal,
    sale_value: f64,
    stage: usize,
    volume: f64,
});
readable!(KnownsBuf, "knowns: an object", {
    volumes: Vec<Option<f64>>,
    rates: Vec<Option<f64>>,
    sale_value: Option<f64>,
    revenue: Option<f64>,
});

impl Serialize for LeavesOut {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for LeavesOut {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Vec::<LeftOut>::deserialize(from)?.into_iter().collect())
    }
}
