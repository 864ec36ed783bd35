//! Questions about rates and counts of a gate, about whole units, and about periods.

use crate::declare::{answer, outcomes, question};
use crate::kind::Rule;
use crate::parts::{EvidencePart, PriorPart};
use crate::problem::{Failure, Within as _};
use crate::shapes::ValueAnswer;
use funnelmath::rate::{GateCounts, RateTest, SampleSize, Snapshot};
use funnelmath::{Calendar, Chain, Error, ErrorKind, Field, Gate, Interval, Period, Policy};

answer! {
    /// An exact volume made whole.
    WholeAnswer {
        /// The exact volume.
        exact: f64,
        /// The whole units.
        units: f64,
        /// Units less exact volume.
        residual: f64,
        /// Units over exact volume; left out when that is 0.
        delivers: Option<f64>,
    }
}

question! {
    /// A volume in whole units, with what rounding adds.
    WholeOf "whole" {
        volume: f64 = Volume,
        /// How it becomes whole; `up` when it is left out.
        policy: Option<Policy> = Policy,
    }
    example r#"{"question":"whole","volume":6.526,"policy":"up"}"#;
    WholeAnswer: |request| {
        let whole = request.policy.unwrap_or_default().apply(request.volume)?;
        let (residual, delivers) = (whole.residual(), whole.delivers());
        Ok(WholeAnswer { exact: whole.exact, units: whole.units, residual, delivers })
    }
}

answer! {
    /// Whole units for each stage.
    WholeEachAnswer {
        /// The whole volume of each stage.
        whole: Vec<f64>,
    }
}

question! {
    /// The volumes of a chain in whole units.
    WholeEach "whole_each" {
        rates: Vec<f64> = Rates,
        /// The goal's stage.
        stage: usize = Stage,
        exact: Vec<f64> = Exact,
        /// How volumes become whole; `up` when it is left out.
        policy: Option<Policy> = Policy,
    }
    rules { Rule::Length("exact", "rates", 1), Rule::StageOf("stage", "rates") }
    example r#"{"question":"whole_each","rates":[0.65,0.4],"stage":2,"exact":[6.53,4.24,1.7],"policy":"up_each_stage"}"#;
    WholeEachAnswer: |request| {
        let chain = Chain::new(&request.rates)?;
        let mut whole = vec![0.0; chain.stages()];
        let policy = request.policy.unwrap_or_default();
        policy.apply_each(&chain, request.stage, &request.exact, &mut whole)?;
        Ok(WholeEachAnswer { whole })
    }
}

answer! {
    /// An amount in another period.
    ConvertAnswer {
        /// The amount in the other period.
        amount: f64,
    }
}

question! {
    /// An amount per period as the amount per another period.
    Convert "convert" {
        amount: f64 = Amount,
        /// The period that the amount is of.
        from: Period = Period,
        /// The period to convert to.
        to: Period = Period,
        /// How many weeks a year has; `common` when it is left out.
        calendar: Option<Calendar> = Calendar,
    }
    example r#"{"question":"convert","amount":25000,"from":"month","to":"week","calendar":{"selling_weeks":46,"days_per_week":5}}"#;
    ConvertAnswer: |request| {
        let calendar = request.calendar.unwrap_or_default();
        Ok(ConvertAnswer { amount: calendar.convert(request.amount, request.from, request.to)? })
    }
}

answer! {
    /// The rate of a gate.
    GateAnswer {
        /// The conversion rate.
        rate: f64,
    }
}

question! {
    /// The rate of a gate, given as a rate, as counts or as "1 in n".
    GateOf "gate" {
        rate: Option<f64> = Rate,
        successes: Option<f64> = Successes,
        trials: Option<f64> = Trials,
        one_in: Option<f64> = OneIn,
    }
    rules {
        Rule::OneOf(&[&["rate"], &["successes", "trials"], &["one_in"]]),
        Rule::NotZero("trials", ErrorKind::NoTrials),
        Rule::AtMost("successes", "trials", ErrorKind::Successes),
    }
    example r#"{"question":"gate","successes":2,"trials":5}"#;
    GateAnswer: |request| {
        let gate = gate_of(request.rate, (request.successes, request.trials), request.one_in)?;
        Ok(GateAnswer { rate: gate.rate().get() })
    }
}

/// A gate in the form that is given.
pub(super) fn gate_of(
    rate: Option<f64>,
    counts: (Option<f64>, Option<f64>),
    one_in: Option<f64>,
) -> Result<Gate, Error> {
    match (rate, counts, one_in) {
        (Some(rate), _, _) => Gate::new(rate),
        (_, (Some(successes), Some(trials)), _) => Gate::from_counts(successes, trials),
        (_, _, Some(n)) => Gate::one_in(n),
        // A rule has refused everything else.
        _ => Err(Error::new(ErrorKind::GateForm)),
    }
}

answer! {
    /// What counts say of a rate: a Beta distribution.
    EvidenceAnswer {
        /// The first shape: successes, with those assumed.
        a: f64,
        /// The second shape: failures, with those assumed.
        b: f64,
        /// The mean.
        mean: f64,
    }
}

question! {
    /// What counts say of a rate, with what was assumed before them.
    EvidenceOf "evidence" {
        /// What is assumed before the counts: a word, or two shapes.
        prior: PriorPart,
        successes: f64 = Successes,
        trials: f64 = Trials,
    }
    rules { Rule::AtMost("successes", "trials", ErrorKind::Successes) }
    example r#"{"question":"evidence","prior":"jeffreys","successes":8,"trials":20}"#;
    EvidenceAnswer: |request| {
        let evidence = request.prior.0.observe(request.successes, request.trials)?;
        Ok(EvidenceAnswer { a: evidence.a(), b: evidence.b(), mean: evidence.mean() })
    }
}

question! {
    /// The limits between which a rate lies with the stated probability, by its evidence.
    RateInterval "rate_interval" {
        /// What is known of the rate.
        evidence: EvidencePart,
        level: f64 = Level,
    }
    example r#"{"question":"rate_interval","evidence":{"prior":"jeffreys","successes":8,"trials":20},"level":0.9}"#;
    Interval: |request| {
        let evidence = request.evidence.evidence().within("evidence")?;
        Ok(evidence.interval(request.level)?)
    }
}

question! {
    /// The rate that is not exceeded with the stated probability, by its evidence.
    RateQuantile "rate_quantile" {
        /// What is known of the rate.
        evidence: EvidencePart,
        p: f64 = P,
    }
    example r#"{"question":"rate_quantile","evidence":{"a":8.5,"b":12.5},"p":0.1}"#;
    ValueAnswer: |request| {
        let evidence = request.evidence.evidence().within("evidence")?;
        Ok(ValueAnswer { value: evidence.quantile(request.p)? })
    }
}

answer! {
    /// The rates that counts give.
    RatesAnswer {
        /// The rate of each gate; null where nobody tried.
        rates: Vec<Option<f64>>,
    }
}

question! {
    /// The rate of each gate from its counts.
    Rates "gate_rates" {
        successes: Vec<f64> = SuccessesOf,
        trials: Vec<f64> = TrialsOf,
    }
    rules { Rule::Length("trials", "successes", 0), Rule::AtMost("successes", "trials", ErrorKind::Successes) }
    example r#"{"question":"gate_rates","successes":[13,4,0],"trials":[20,10,0]}"#;
    RatesAnswer: |request| {
        let mut rates = vec![None; request.successes.len()];
        let counts = GateCounts { successes: &request.successes, trials: &request.trials };
        counts.rates(&mut rates)?;
        Ok(RatesAnswer { rates })
    }
}

answer! {
    /// The counts of a list of open and lost deals.
    SnapshotAnswer {
        /// How many ever reached each stage.
        reached: Vec<f64>,
        /// How many tried each gate and are decided: those still open before it are not counted.
        trials: Vec<f64>,
    }
}

question! {
    /// The counts that a CRM's list of open and lost deals gives.
    SnapshotOf "snapshot" {
        open: Vec<f64> = Open,
        lost: Option<Vec<f64>> = Lost,
    }
    rules { Rule::LengthOrEmpty("lost", "open", 0) }
    example r#"{"question":"snapshot","open":[40,12,9],"lost":[25,14,0]}"#;
    SnapshotAnswer: |request| {
        let snapshot = Snapshot {
            open: &request.open,
            lost: request.lost.as_deref().unwrap_or_default(),
        };
        let Some(gates) = request.open.len().checked_sub(1) else {
            return Err(Failure::from(Error::new(ErrorKind::NoGates).field_is(Field::Open)));
        };
        let (mut reached, mut trials) = (vec![0.0; gates + 1], vec![0.0; gates]);
        snapshot.reached(&mut reached)?;
        snapshot.trials(&mut trials)?;
        Ok(SnapshotAnswer { reached, trials })
    }
}

outcomes! {
    /// The trials that tell two rates apart.
    SampleSizeAnswer {
        /// So many trials in each group are enough.
        Enough "enough" {
            /// The whole number of trials in each group.
            trials: f64,
            /// What the formula gives, before it is rounded up.
            exact: f64,
        }
        /// No number of trials is enough.
        Never "never" {}
    }
}

question! {
    /// The trials that each of two groups needs, so that a two-sided test notices that their rates differ.
    SampleSizeOf "sample_size" {
        rate: f64 = Rate,
        other_rate: f64 = OtherRate,
        significance: f64 = Significance,
        power: f64 = Power,
    }
    example r#"{"question":"sample_size","rate":0.04,"other_rate":0.05,"significance":0.05,"power":0.8}"#;
    SampleSizeAnswer: |request| {
        let Self { rate, other_rate, significance, power } = request;
        let test = RateTest { rate, other_rate, significance, power };
        match test.sample_size()? {
            SampleSize::Enough { trials, exact } => Ok(SampleSizeAnswer::Enough { trials, exact }),
            _ => Ok(SampleSizeAnswer::Never {}),
        }
    }
}
