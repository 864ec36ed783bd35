//! Targets with their starts, priors and deal sizes.

use super::{object, readable, refused};
use crate::calendar::Period;
use crate::chain::{Goal, Start};
use crate::error::Error;
use crate::field::Field;
use crate::funnel::DealSizeBuf;
use crate::funnel::stored::{StartBuf, TargetBuf, left_of};
use crate::plan::{Target, WorkingDays};
use crate::rate::Evidence;
use crate::revenue::DealSize;
use crate::whole::Policy;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

#[derive(Serialize)]
struct Prior {
    a: f64,
    b: f64,
}

readable!(Prior, "a prior: an object with `a` and `b`", { a: f64, b: f64 });

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    goal: Goal,
    #[serde(default)]
    per: Option<Period>,
    #[serde(default)]
    activity_per: Option<Period>,
    #[serde(default)]
    activity_stage: Option<usize>,
    #[serde(default)]
    policy: Option<Policy>,
    #[serde(default)]
    confidence: Option<f64>,
    #[serde(default)]
    prior: Option<Prior>,
    #[serde(default)]
    actual: Option<f64>,
    #[serde(default)]
    start: Option<StartBuf>,
    #[serde(default)]
    entries: Option<Vec<f64>>,
    #[serde(default)]
    reached: Option<f64>,
    #[serde(default)]
    left: Option<f64>,
    #[serde(default)]
    working_days: Option<WorkingDays>,
    #[serde(default)]
    deal_size: Option<DealSizeBuf>,
}

impl Serialize for TargetBuf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let target = &self.target;
        let (left, working_days) = left_of(target.left);
        Fields {
            goal: target.goal,
            per: Some(target.per),
            activity_per: Some(target.activity_per),
            activity_stage: Some(target.activity_stage),
            policy: Some(target.policy),
            confidence: target.confidence,
            prior: Some(Prior { a: target.prior.a(), b: target.prior.b() }),
            actual: target.actual,
            start: Some(self.start.clone()),
            entries: Some(self.entries.clone()),
            reached: target.reached,
            left,
            working_days,
            deal_size: self.deal_size.clone(),
        }
        .serialize(to)
    }
}

/// Written as a [`TargetBuf`], and read as one.
impl Serialize for Target<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        TargetBuf::from(*self).serialize(to)
    }
}

/// Written as a [`StartBuf`], and read as one.
impl Serialize for Start<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        StartBuf::from(*self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for TargetBuf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let fields: Fields = object(from, "a target: an object with `goal`")?;
        if fields.left.is_some() && fields.working_days.is_some() {
            return Err(de::Error::custom(
                "`left` and `working_days` both say how much of the period is left; give one",
            ));
        }
        target(fields).map_err(refused)
    }
}

fn target(fields: Fields) -> Result<TargetBuf, Error> {
    let checked =
        |field: Field, value: Option<f64>| value.map(|value| field.check(value)).transpose();
    let mut target = Target::new(fields.goal);
    target.per = fields.per.unwrap_or(target.per);
    target.activity_per = fields.activity_per.unwrap_or(target.activity_per);
    target.activity_stage = fields.activity_stage.unwrap_or(target.activity_stage);
    target.policy = fields.policy.unwrap_or(target.policy);
    target.confidence = checked(Field::Confidence, fields.confidence)?;
    target.actual = checked(Field::Actual, fields.actual)?;
    target.reached = checked(Field::Reached, fields.reached)?;
    if let Some(prior) = fields.prior {
        target.prior = Evidence::new(prior.a, prior.b)?;
    }
    if let Some(share) = checked(Field::Left, fields.left)? {
        target = target.left(share);
    }
    if let Some(days) = fields.working_days {
        target = target.working_days(days);
        target.left.share()?;
    }
    let (start, entries) = (fields.start.unwrap_or_default(), fields.entries.unwrap_or_default());
    if let StartBuf::Open(there) | StartBuf::Reached(there) = &start {
        Field::Start.check_each(there)?;
    }
    Field::Entries.check_each(&entries)?;
    Ok(TargetBuf { target, start, entries, deal_size: fields.deal_size })
}

#[derive(Serialize, Deserialize)]
#[serde(
    rename_all = "snake_case",
    expecting = "a start: \"empty\", or an object with `open` or `reached`"
)]
enum StartForm {
    Empty,
    Open(Vec<f64>),
    Reached(Vec<f64>),
}

impl Serialize for StartBuf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.clone() {
            Self::Empty => StartForm::Empty,
            Self::Open(there) => StartForm::Open(there),
            Self::Reached(there) => StartForm::Reached(there),
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for StartBuf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match StartForm::deserialize(from)? {
            StartForm::Empty => Self::Empty,
            StartForm::Open(there) => Self::Open(there),
            StartForm::Reached(there) => Self::Reached(there),
        })
    }
}

#[derive(Serialize)]
struct Varying {
    mean: f64,
    variation: f64,
}

readable!(Varying, "sizes that vary: an object with `mean` and `variation`", {
    mean: f64,
    variation: f64,
});

#[derive(Serialize)]
struct Counted {
    sizes: Vec<f64>,
    counts: Vec<f64>,
}

readable!(Counted, "counted sizes: an object with `sizes` and `counts`", {
    sizes: Vec<f64>,
    counts: Vec<f64>,
});

#[derive(Serialize, Deserialize)]
#[serde(
    rename_all = "snake_case",
    expecting = "a deal size: an object with `fixed`, `varying`, `seen` or `counted`"
)]
enum SizeForm {
    Fixed(f64),
    Varying(Varying),
    Seen(Vec<f64>),
    Counted(Counted),
}

impl Serialize for DealSizeBuf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.clone() {
            Self::Fixed(size) => SizeForm::Fixed(size),
            Self::Varying { mean, variation } => SizeForm::Varying(Varying { mean, variation }),
            Self::Seen(sizes) => SizeForm::Seen(sizes),
            Self::Counted { sizes, counts } => SizeForm::Counted(Counted { sizes, counts }),
        }
        .serialize(to)
    }
}

/// Written as a [`DealSizeBuf`], and read as one.
impl Serialize for DealSize<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        DealSizeBuf::from(*self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for DealSizeBuf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let size = match SizeForm::deserialize(from)? {
            SizeForm::Fixed(size) => Self::Fixed(size),
            SizeForm::Varying(Varying { mean, variation }) => Self::Varying { mean, variation },
            SizeForm::Seen(sizes) => Self::Seen(sizes),
            SizeForm::Counted(Counted { sizes, counts }) => Self::Counted { sizes, counts },
        };
        crate::plan::mean_of(size.as_deal_size(), None).map_err(refused)?;
        Ok(size)
    }
}
