//! The plan of a funnel.

use super::rate::gate_of;
use crate::declare::{document, question, written};
use crate::kind::{Kind, Rule};
use crate::limits::MOST_GATES;
use crate::parts::{GoalPart, PriorPart, SizePart, StartPart};
use crate::problem::{Failure, Within as _};
use crate::read::{Few, Shape};
use crate::write::{Output, Write};
use funnelmath::chain::{Effect, Unreachable};
use funnelmath::funnel::{ConfidentPlan, PeriodPlan, StagePlan};
use funnelmath::plan::{Delivery, LeavesOut, LeftOut, Pace, WorkingDays};
use funnelmath::whole::Whole;
use funnelmath::{Calendar, ErrorKind, Field, Funnel, Period, Plan, Policy, Probability, Target};

document! {
    /// A gate of a funnel, given as a rate, as counts or as "1 in n".
    GatePart {
        name: Option<String> = GateName,
        rate: Option<f64> = GateRate,
        successes: Option<f64> = GateSuccesses,
        trials: Option<f64> = GateTrials,
        one_in: Option<f64> = GateOneIn,
        benchmark: Option<f64> = GateBenchmark,
    }
    rules {
        Rule::OneOf(&[&["rate"], &["successes", "trials"], &["one_in"]]),
        Rule::NotZero("trials", ErrorKind::NoTrials),
        Rule::AtMost("successes", "trials", ErrorKind::Successes),
    }
}

document! {
    /// A funnel: its gates, and what else is known of it.
    FunnelPart {
        /// The name of the first stage.
        entry: Option<String> = Entry,
        gates: Few<GatePart, MOST_GATES> = Gates,
        sale_value: Option<f64> = SaleValue,
        sale_value_benchmark: Option<f64> = SaleValueBenchmark,
        /// How large one deal is, for chances of a revenue.
        deal_size: Option<SizePart>,
        /// How many weeks a year has; `common` when it is left out.
        calendar: Option<Calendar> = Calendar,
    }
}

impl FunnelPart {
    fn funnel(&self) -> Result<Funnel, Failure> {
        let mut builder = Funnel::builder();
        if let Some(entry) = &self.entry {
            builder = builder.entry(entry);
        }
        for (index, part) in self.gates.iter().enumerate() {
            let gate = gate_of(part.rate, (part.successes, part.trials), part.one_in)
                .map_err(|error| error.of_gate(index))?;
            builder = builder.gate(part.name.as_deref().unwrap_or_default(), gate);
            if let Some(benchmark) = part.benchmark {
                builder = builder.benchmark(benchmark);
            }
        }
        if let Some(value) = self.sale_value {
            builder = builder.sale_value(value);
        }
        if let Some(value) = self.sale_value_benchmark {
            builder = builder.sale_value_benchmark(value);
        }
        if let Some(size) = &self.deal_size {
            builder = builder.deal_size(size.size());
        }
        if let Some(calendar) = self.calendar {
            builder = builder.calendar(calendar);
        }
        Ok(builder.build()?)
    }
}

document! {
    /// The working days of a period.
    DaysPart {
        elapsed: f64 = ElapsedDays,
        total: f64 = TotalDays,
    }
    rules {
        Rule::AtMost("elapsed", "total", ErrorKind::ElapsedDays),
        Rule::NotZero("total", ErrorKind::NoDays),
    }
}

document! {
    /// What is aimed at, and how activity is counted and rounded.
    TargetPart {
        /// The goal: a revenue, or a volume at a stage.
        goal: GoalPart,
        /// The goal's period; `month` when it is left out.
        per: Option<Period> = Period,
        /// The period that activity is counted in; `week` when it is left out.
        activity_per: Option<Period> = Period,
        activity_stage: Option<usize> = ActivityStage,
        /// How volumes become whole; `up` when it is left out.
        policy: Option<Policy> = Policy,
        confidence: Option<f64> = Confidence,
        /// What is assumed of a gate's rate before its counts; `jeffreys` when it is left out.
        prior: Option<PriorPart>,
        /// The activity that is really done per activity period, at least 0.
        actual: Option<f64> = Actual,
        /// What is already there; nothing when it is left out.
        start: Option<StartPart>,
        /// How many will enter each stage directly in what is left of the period.
        entries: Option<Vec<f64>> = Entries,
        reached: Option<f64> = Reached,
        left: Option<f64> = Left,
        /// How much of the period is left, in working days.
        working_days: Option<DaysPart>,
        /// How large one deal is, instead of the funnel's own size.
        deal_size: Option<SizePart>,
    }
    rules { Rule::NotBoth("left", "working_days") }
}

impl TargetPart {
    fn target(&self) -> Target<'_> {
        let mut target = Target::new(self.goal.goal());
        if let Some(per) = self.per {
            target = target.per(per);
        }
        if let Some(per) = self.activity_per {
            target = target.activity_per(per);
        }
        if let Some(stage) = self.activity_stage {
            target = target.activity_stage(stage);
        }
        if let Some(policy) = self.policy {
            target = target.policy(policy);
        }
        if let Some(confidence) = self.confidence {
            target = target.confidence(confidence);
        }
        if let Some(PriorPart(prior)) = self.prior {
            target = target.prior(prior);
        }
        if let Some(actual) = self.actual {
            target = target.actual(actual);
        }
        if let Some(start) = &self.start {
            target = target.start(start.start());
        }
        if let Some(entries) = &self.entries {
            target = target.entries(entries);
        }
        if let Some(reached) = self.reached {
            target = target.reached(reached);
        }
        if let Some(left) = self.left {
            target = target.left(left);
        }
        if let Some(DaysPart { elapsed, total }) = self.working_days {
            target = target.working_days(WorkingDays { elapsed, total });
        }
        if let Some(size) = &self.deal_size {
            target = target.deal_size(size.size());
        }
        target
    }
}

question! {
    /// All of a plan at once: what each stage needs per period, exactly and in whole units, how it is going, what an
    /// improvement brings, and how sure it is.
    PlanOf "plan" {
        /// The funnel.
        funnel: FunnelPart,
        /// What is aimed at.
        target: TargetPart,
    }
    rules {
        Rule::NeedsOne(
            "target/goal/revenue",
            &["funnel/sale_value", "funnel/deal_size", "target/deal_size"],
            ErrorKind::NoSaleValue,
        ),
        Rule::StageOf("target/goal/volume/stage", "funnel/gates"),
        Rule::StageOf("target/activity_stage", "funnel/gates"),
        Rule::Length("target/start/open", "funnel/gates", 1),
        Rule::Length("target/start/reached", "funnel/gates", 1),
        Rule::LengthOrEmpty("target/entries", "funnel/gates", 1),
    }
    example r#"{"question":"plan","funnel":{"entry":"First appointments","gates":[{"name":"Proposals","rate":0.65},{"name":"Sales","successes":2,"trials":5}],"sale_value":3400},"target":{"goal":{"revenue":25000},"actual":5,"confidence":0.9}}"#;
    Plan: |request| {
        let funnel = request.funnel.funnel().within("funnel")?;
        funnel.plan(request.target.target()).map_err(|error| plan_failure(error, &request))
    }
}

/// The funnel and the target may both have a deal size: the target's is the one that is used.
fn plan_failure(error: funnelmath::Error, request: &PlanOf) -> Failure {
    let of_size = matches!(
        error.field(),
        Some(Field::SizeMean | Field::SizeVariation | Field::SizeValues | Field::SizeCounts)
    );
    let under = if of_size && request.target.deal_size.is_some() { vec!["target"] } else { vec![] };
    Failure::at(error, under)
}

written! {
    /// A plan.
    Plan {
        /// The goal's period.
        per: Period,
        /// The period that activity is counted in.
        activity_per: Period,
        /// The stage at which activity is counted.
        activity_stage: usize,
        /// How volumes became whole.
        policy: Policy,
        /// Why the goal cannot be reached; left out when it can be.
        unreachable: Option<Unreachable>,
        /// The plan for what is left of the goal's period, then per activity period; none when the goal cannot be reached.
        periods: Vec<PeriodPlan>,
        /// How the actual activity stands to what is required.
        pace: Pace,
        /// What improvements of each gate and the sale value bring.
        sensitivity: Vec<Effect>,
        /// How sure all this is; left out when no confidence was asked for.
        confident: Option<ConfidentPlan>,
    }
}

written! {
    /// A plan in one period.
    PeriodPlan {
        /// The period.
        period: Period,
        /// What the activity of this period is to bring, in the goal's unit.
        goal: f64,
        /// What each stage needs, first stage first.
        stages: Vec<StagePlan>,
        /// What the whole activity of this period delivers.
        delivers: Delivery,
    }
}

written! {
    /// What one stage needs.
    StagePlan {
        /// The stage's name.
        name: String,
        /// The exact and the whole volume.
        whole: Whole,
    }
}

written! {
    /// An exact volume made whole.
    Whole {
        /// The exact volume.
        exact: f64,
        /// The whole units.
        units: f64,
    }
}

written! {
    /// What the whole activity of a period delivers.
    Delivery {
        /// Expected revenue; left out without a sale value.
        revenue: Option<f64>,
        /// What is delivered over what is to be brought; left out when that is nothing.
        attainment: Option<f64>,
    }
}

written! {
    /// How the actual activity stands to what is required; 1 is on target.
    Pace {
        /// Actual over unrounded required activity; left out without an actual, or when nothing is required.
        gauge: Option<f64>,
        /// Reached over goal; left out when nothing says what is reached.
        attainment: Option<f64>,
        /// Where the present pace leads, over the goal; left out without an actual.
        landing: Option<f64>,
    }
}

written! {
    /// The plan that reaches the goal with the confidence.
    ConfidentPlan {
        /// The confidence that was asked for.
        confidence: f64,
        /// What the chances leave out.
        leaves_out: LeavesOut,
        /// The chance of the expected plan, for each of its periods.
        expected: Vec<Probability>,
        /// The chance of this plan; where no plan is so sure, the best there is.
        chance: Probability,
        /// The fewest whole units of each stage; none when no number is enough.
        periods: Vec<PeriodPlan>,
    }
}

impl Shape for LeavesOut {
    const KIND: Kind = Kind::List(&Kind::Word(Field::LeavesOut.words()), LeftOut::ALL.len());
}

impl Write for LeavesOut {
    fn write(&self, out: &mut Output) {
        out.open('[');
        for what in self.iter() {
            out.next();
            out.string(what.name());
        }
        out.close(']');
    }
}
