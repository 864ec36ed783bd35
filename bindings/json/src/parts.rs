//! Objects that several requests have in common.

use crate::declare::{document, union, word};
use crate::kind::{Kind, Rule};
use crate::problem::{Failure, Within as _};
use crate::read::{Few, Read, Reader, Shape};
use crate::value::Value;
use crate::write::{Output, Write};
use funnelmath::chain::{Goal, Lever, Start, Step, Worth};
use funnelmath::scorecard::VelocityLever;
use funnelmath::{
    Calendar, Chain, Chance, DealSize, Error, ErrorKind, Evidence, Field, Flow, Method, Period,
    Policy,
};

word!(
    Period Period,
    Policy Policy,
    VelocityLever VelocityLever,
    Method Method,
);

impl Shape for Lever {
    const KIND: Kind = Kind::Lever;
}

impl Read for Lever {
    fn read(value: &Value<'_>, _: Option<Field>, reader: &mut Reader) -> Option<Self> {
        let lever = match value {
            Value::Text(text) => text.parse().ok(),
            _ => None,
        };
        if lever.is_none() {
            reader.unknown_word(Field::Lever.words(), value);
        }
        lever
    }
}

impl Write for Lever {
    fn write(&self, out: &mut Output) {
        out.string(&self.to_string());
    }
}

/// A word, or else the other form.
fn word_or<W: Copy, T: Read>(
    words: &[(&'static str, W)],
    value: &Value<'_>,
    reader: &mut Reader,
    other: impl FnOnce(T) -> Option<W>,
) -> Option<W> {
    match value {
        Value::Object(_) => T::read(value, None, reader).and_then(other),
        Value::Text(text) => {
            let found = words.iter().find(|(word, _)| word == text).map(|&(_, found)| found);
            if found.is_none() {
                let words: Vec<_> = words.iter().map(|&(word, _)| word).collect();
                reader.unknown_word(&words, value);
            }
            found
        }
        _ => {
            reader.expected("a word or an object", value);
            None
        }
    }
}

document! {
    /// A calendar of the caller's own.
    OwnCalendar {
        selling_weeks: f64 = SellingWeeks,
        days_per_week: Option<f64> = DaysPerWeek,
    }
}

impl Shape for Calendar {
    const KIND: Kind = Kind::WordOr(Field::Calendar.words(), &OwnCalendar::KIND);
}

impl Read for Calendar {
    fn read(value: &Value<'_>, _: Option<Field>, reader: &mut Reader) -> Option<Self> {
        word_or(Calendar::NAMED, value, reader, |own: OwnCalendar| {
            // Both numbers are in range.
            let calendar = Calendar::selling_weeks(own.selling_weeks).ok()?;
            match own.days_per_week {
                Some(days) => calendar.with_days_per_week(days).ok(),
                None => Some(calendar),
            }
        })
    }
}

document! {
    /// A goal in items at a stage.
    VolumeGoal {
        stage: usize = GoalStage,
        target: f64 = GoalTarget,
    }
}

union! {
    /// A goal: a revenue, or a volume at a stage.
    GoalPart {
        /// A goal in revenue.
        Revenue revenue: f64 = GoalRevenue,
        /// A goal in items at a stage.
        Volume volume: VolumeGoal,
    }
}

impl GoalPart {
    pub(crate) fn goal(&self) -> Goal {
        match *self {
            Self::Revenue(revenue) => Goal::Revenue(revenue),
            Self::Volume(VolumeGoal { stage, target }) => Goal::Volume { stage, target },
        }
    }
}

union! {
    /// What is already there.
    Already {
        /// How many wait at each stage; at the goal's, how many are there.
        Open open: Vec<f64> = Start,
        /// How many ever reached each stage.
        Reached reached: Vec<f64> = Start,
    }
}

/// What is already there, or nothing.
#[derive(Debug)]
pub(crate) struct StartPart(Option<Already>);

impl StartPart {
    pub(crate) fn start(&self) -> Start<'_> {
        match &self.0 {
            None => Start::Empty,
            Some(Already::Open(open)) => Start::Open(open),
            Some(Already::Reached(reached)) => Start::Reached(reached),
        }
    }
}

impl Shape for StartPart {
    const KIND: Kind = Kind::WordOr(&["empty"], &Already::KIND);
}

impl Read for StartPart {
    fn read(value: &Value<'_>, _: Option<Field>, reader: &mut Reader) -> Option<Self> {
        if let Value::Object(_) = value {
            return Already::read(value, None, reader).map(|there| Self(Some(there)));
        }
        word_or(&[("empty", ())], value, reader, |_: Already| None).map(|()| Self(None))
    }
}

/// The start that a request gives.
pub(crate) fn start_of(start: &Option<StartPart>) -> Start<'_> {
    start.as_ref().map_or(Start::Empty, StartPart::start)
}

/// What items are worth: an average sale, or a value at each stage.
pub(crate) fn worth_of<'a>(
    sale_value: Option<f64>,
    sale_values: &'a Option<Vec<f64>>,
) -> Result<Worth<'a>, Error> {
    match (sale_value, sale_values) {
        (_, Some(values)) => Ok(Worth::Each(values)),
        (Some(value), None) => Ok(Worth::Sale(value)),
        (None, None) => Err(Error::new(ErrorKind::NoSaleValue).field_is(Field::SaleValue)),
    }
}

union! {
    /// How far a lever is moved.
    StepPart {
        /// By so many percentage points; a sale value by so many units.
        Points points: f64 = Step,
        /// By so many percent of itself.
        Percent percent: f64 = Step,
        /// To this rate or value.
        To to: f64 = StepTo,
    }
}

impl StepPart {
    pub(crate) fn step(&self) -> Step {
        match *self {
            Self::Points(size) => Step::Points(size),
            Self::Percent(size) => Step::Percent(size),
            Self::To(to) => Step::To(to),
        }
    }
}

document! {
    /// The two shapes of a Beta distribution.
    Shapes {
        a: f64 = EvidenceA,
        b: f64 = EvidenceB,
    }
}

/// What is assumed of a rate before counts.
#[derive(Debug)]
pub(crate) struct PriorPart(pub(crate) Evidence);

const PRIORS: &[(&str, Evidence)] =
    &[("jeffreys", Evidence::JEFFREYS), ("uniform", Evidence::UNIFORM)];

impl Shape for PriorPart {
    const KIND: Kind = Kind::WordOr(&["jeffreys", "uniform"], &Shapes::KIND);
}

impl Read for PriorPart {
    fn read(value: &Value<'_>, _: Option<Field>, reader: &mut Reader) -> Option<Self> {
        let own = |shapes: Shapes| Evidence::new(shapes.a, shapes.b).ok();
        word_or(PRIORS, value, reader, own).map(Self)
    }
}

document! {
    /// What is known of a rate: the shapes of its Beta distribution, or counts and what was assumed before them.
    EvidencePart {
        a: Option<f64> = EvidenceA,
        b: Option<f64> = EvidenceB,
        /// What is assumed before the counts: a word, or two shapes.
        prior: Option<PriorPart>,
        successes: Option<f64> = Successes,
        trials: Option<f64> = Trials,
    }
    rules {
        Rule::OneOf(&[&["a", "b"], &["prior", "successes", "trials"]]),
        Rule::AtMost("successes", "trials", ErrorKind::Successes),
    }
}

impl EvidencePart {
    pub(crate) fn evidence(&self) -> Result<Evidence, Error> {
        match *self {
            Self { a: Some(a), b: Some(b), .. } => Evidence::new(a, b),
            Self {
                prior: Some(PriorPart(prior)),
                successes: Some(passed),
                trials: Some(tried),
                ..
            } => prior.observe(passed, tried),
            // A rule has refused everything else.
            _ => Err(Error::new(ErrorKind::GateForm).field_is(Field::Evidence)),
        }
    }
}

document! {
    /// Part of a chain of known rates.
    ChainPart {
        rates: Vec<f64> = Rates,
        /// The stage that inputs come from.
        from: usize,
        /// The stage that results are counted at.
        to: usize,
    }
    rules { Rule::StageOf("from", "rates"), Rule::StageOf("to", "rates") }
}

document! {
    /// Gates that were counted independently of each other, and perhaps one more of known rate.
    CountedPart {
        evidence: Few<EvidencePart> = Evidence,
        rate: Option<f64> = Rate,
    }
}

union! {
    /// What is known of the rate at which inputs become results.
    ChancePart {
        /// A known overall rate.
        Known rate: f64 = Rate,
        /// From a stage of a chain of known rates to another.
        Chain chain: ChainPart,
        /// Gates known from counts.
        Counted counted: CountedPart,
    }
}

impl ChancePart {
    /// The evidence that [`chance`](Self::chance) borrows.
    pub(crate) fn evidence(&self) -> Result<Vec<Evidence>, Failure> {
        let Self::Counted(counted) = self else { return Ok(Vec::new()) };
        let each = counted.evidence.iter().enumerate();
        each.map(|(index, part)| part.evidence().within_at("evidence", index).within("counted"))
            .collect()
    }

    pub(crate) fn chance<'e>(&self, evidence: &'e [Evidence]) -> Result<Chance<'e>, Failure> {
        match self {
            Self::Known(rate) => Ok(Chance::known(*rate)?),
            Self::Chain(ChainPart { rates, from, to }) => Chain::new(rates)
                .and_then(|chain| Chance::of(&chain, *from, *to))
                .map_err(|error| stage_of(error, *from, *to)),
            Self::Counted(counted) => {
                let chance = Chance::counted(evidence)?;
                Ok(match counted.rate {
                    Some(rate) => chance.and_known(rate)?,
                    None => chance,
                })
            }
        }
    }
}

/// The member that a stage came from.
fn stage_of(error: Error, from: usize, to: usize) -> Failure {
    let name = match error.field() {
        Some(Field::Stage) if error.value() == Some(to as f64) && from != to => "to",
        Some(Field::Stage | Field::ActivityStage) => "from",
        _ => return error.into(),
    };
    Failure::at(error, vec!["chain", name])
}

document! {
    /// Arrivals at a rate per week: known, counted, or a gamma distribution of the rate.
    FlowPart {
        per_week: Option<f64> = PerWeek,
        arrivals: Option<f64> = Arrivals,
        shape: Option<f64> = FlowShape,
        /// The weeks in which arrivals were counted.
        weeks: Option<f64> = Weeks,
        /// The rate at which arrivals become results; all of them when it is left out.
        rate: Option<f64> = Rate,
    }
    rules {
        Rule::OneOf(&[&["per_week"], &["arrivals", "weeks"], &["shape", "weeks"]]),
        Rule::NotZero("weeks", ErrorKind::Weeks),
    }
}

impl FlowPart {
    pub(crate) fn flow(&self) -> Result<Flow, Error> {
        let flow = match *self {
            Self { per_week: Some(per_week), .. } => Flow::steady(per_week),
            Self { arrivals: Some(arrivals), weeks: Some(weeks), .. } => {
                Flow::counted(arrivals, weeks)
            }
            Self { shape: Some(shape), weeks: Some(weeks), .. } => Flow::uncertain(shape, weeks),
            // A rule has refused everything else.
            _ => Err(Error::new(ErrorKind::Weeks)),
        }?;
        self.rate.map_or(Ok(flow), |rate| flow.through(rate))
    }
}

document! {
    /// Gamma distributed deal sizes.
    VaryingPart {
        mean: f64 = SizeMean,
        variation: f64 = SizeVariation,
    }
}

document! {
    /// Deal sizes with how often each was seen.
    CountedSizes {
        sizes: Vec<f64> = SizeValues,
        counts: Vec<f64> = SizeCounts,
    }
    rules { Rule::Length("counts", "sizes", 0) }
}

union! {
    /// How large one deal is.
    SizePart {
        /// Every deal is this large.
        Fixed fixed: f64 = SizeMean,
        /// Gamma distributed, with this mean and variation.
        Varying varying: VaryingPart,
        /// One of these sizes, each as likely as any other.
        Seen seen: Vec<f64> = SizeValues,
        /// One of these sizes, each as likely as its count says.
        Counted counted: CountedSizes,
    }
}

impl SizePart {
    pub(crate) fn size(&self) -> DealSize<'_> {
        match self {
            Self::Fixed(size) => DealSize::Fixed(*size),
            Self::Varying(part) => DealSize::Varying { mean: part.mean, variation: part.variation },
            Self::Seen(sizes) => DealSize::Seen(sizes),
            Self::Counted(part) => DealSize::Counted { sizes: &part.sizes, counts: &part.counts },
        }
    }
}
