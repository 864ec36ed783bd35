//! Questions about a chain of known rates.

use crate::declare::{answer, outcomes, question, written};
use crate::kind::Rule;
use crate::parts::{GoalPart, StartPart, StepPart, start_of, worth_of};
use crate::problem::Failure;
use funnelmath::chain::{Effect, Entry, Goal, Lever, Required, Situation, Step, Worth};
use funnelmath::{Chain, ErrorKind, Field};

answer! {
    /// What comes out.
    ForwardAnswer {
        /// The volume of each stage.
        volumes: Vec<f64>,
        /// The revenue.
        revenue: f64,
    }
}

question! {
    /// What will come out: the volume of each stage, and the revenue.
    Forward "forward" {
        rates: Vec<f64> = Rates,
        entry: Option<f64> = Entry,
        /// How many enter each stage directly.
        entries: Option<Vec<f64>> = Entries,
        sale_value: Option<f64> = SaleValue,
        /// What an item is worth at each stage.
        sale_values: Option<Vec<f64>> = SaleValues,
    }
    rules {
        Rule::OneOf(&[&["entry"], &["entries"]]),
        Rule::OneOf(&[&["sale_value"], &["sale_values"]]),
        Rule::Length("entries", "rates", 1),
        Rule::Length("sale_values", "rates", 1),
    }
    example r#"{"question":"forward","rates":[0.65,0.4],"entry":28,"sale_value":3400}"#;
    ForwardAnswer: |request| {
        let chain = Chain::new(&request.rates)?;
        let mut volumes = vec![0.0; chain.stages()];
        let entry = match &request.entries {
            Some(entries) => Entry::Each(entries),
            None => Entry::First(request.entry.unwrap_or_default()),
        };
        let worth = worth_of(request.sale_value, &request.sale_values)?;
        let revenue = chain.forward(entry, worth, &mut volumes)?;
        Ok(ForwardAnswer { volumes, revenue })
    }
}

outcomes! {
    /// What must go in.
    RequiredAnswer {
        /// The goal can be reached.
        Reachable "reachable" {
            /// The volume that must enter the first stage.
            entry: f64,
            /// The volume that each stage needs.
            volumes: Vec<f64>,
        }
        /// A gate is closed, or a sale is worth nothing.
        Unreachable "unreachable" {
            /// The gate at rate 0, or the sale value of 0.
            lever: Lever,
            /// How much is missing: items before the gate, or revenue.
            missing: f64,
            /// The most that can be reached, in the goal's unit.
            best: f64,
        }
    }
}

question! {
    /// What must go in, for a goal to be met: the exact volume that each stage needs.
    RequiredOf "required" {
        rates: Vec<f64> = Rates,
        /// The goal: a revenue, or a volume at a stage.
        goal: GoalPart,
        sale_value: Option<f64> = SaleValue,
        /// What an item is worth at each stage.
        sale_values: Option<Vec<f64>> = SaleValues,
        /// What is already there; nothing when it is left out.
        start: Option<StartPart>,
    }
    rules {
        Rule::NotBoth("sale_value", "sale_values"),
        Rule::NeedsOne("goal/revenue", &["sale_value", "sale_values"], ErrorKind::NoSaleValue),
        Rule::StageOf("goal/volume/stage", "rates"),
        Rule::Length("start/open", "rates", 1),
        Rule::Length("start/reached", "rates", 1),
        Rule::Length("sale_values", "rates", 1),
    }
    example r#"{"question":"required","rates":[0.65,0.4],"goal":{"revenue":25000},"sale_value":3400}"#;
    RequiredAnswer: |request| {
        let chain = Chain::new(&request.rates)?;
        let goal = request.goal.goal();
        let worth = match (goal, worth_of(request.sale_value, &request.sale_values)) {
            (_, Ok(worth)) => worth,
            // What a sale is worth does not matter for a volume.
            (Goal::Volume { .. }, Err(_)) => Worth::Sale(0.0),
            (Goal::Revenue(_), Err(error)) => return Err(error.into()),
        };
        let mut volumes = vec![0.0; chain.stages()];
        match chain.required(goal, worth, start_of(&request.start), &mut volumes)? {
            Required::Entry(entry) => Ok(RequiredAnswer::Reachable { entry, volumes }),
            Required::Unreachable(why) => {
                let (lever, missing, best) = (why.lever, why.missing, why.best);
                Ok(RequiredAnswer::Unreachable { lever, missing, best })
            }
        }
    }
}

answer! {
    /// The overall rate.
    OverallAnswer {
        /// The product of all rates.
        overall: f64,
    }
}

question! {
    /// The overall conversion rate of a chain, from the first stage to the last.
    Overall "overall" {
        rates: Vec<f64> = Rates,
    }
    example r#"{"question":"overall","rates":[0.65,0.4]}"#;
    OverallAnswer: |request| {
        Ok(OverallAnswer { overall: Chain::new(&request.rates)?.overall() })
    }
}

impl crate::read::Shape for Step {
    const KIND: crate::kind::Kind = StepPart::KIND;
}

impl crate::write::Write for Step {
    fn write(&self, out: &mut crate::write::Output) {
        out.open('{');
        out.name(self.kind().name());
        out.number(self.size());
        out.close('}');
    }
}

written! {
    /// What an improvement brings.
    Effect {
        /// What was moved.
        lever: Lever,
        /// How far.
        step: Step,
        /// Its rate or value before.
        from: f64,
        /// Its rate or value afterwards.
        to: f64,
        /// Whether a rate was cut off at 1.
        capped: bool,
        /// What was required before; left out when the goal cannot be reached.
        required_before: Option<f64>,
        /// What is required afterwards; left out when the goal cannot be reached.
        required_after: Option<f64>,
        /// The revenue before.
        revenue_before: f64,
        /// The revenue afterwards.
        revenue_after: f64,
    }
}

answer! {
    /// What an improvement brings, and the relative changes.
    SensitivityAnswer {
        /// Before and after.
        effect: Effect,
        /// (After - before) / before of what is required; left out when it is not defined.
        required_change: Option<f64>,
        /// (After - before) / before of the revenue; left out when it is not defined.
        revenue_change: Option<f64>,
    }
}

question! {
    /// What a better gate or a higher sale value brings: less that is required, or more revenue.
    Sensitivity "sensitivity" {
        rates: Vec<f64> = Rates,
        /// The goal that something is required for.
        goal: GoalPart,
        sale_value: f64 = SaleValue,
        /// The stage at which required volumes and `volume` are counted.
        stage: usize = Stage,
        volume: f64 = Volume,
        /// What is moved: `sale_value`, or a gate such as `gates[1]`.
        lever: Lever = Lever,
        /// How far it is moved.
        step: StepPart,
    }
    rules { Rule::StageOf("goal/volume/stage", "rates"), Rule::StageOf("stage", "rates") }
    example r#"{"question":"sensitivity","rates":[0.65,0.4],"goal":{"revenue":25000},"sale_value":3400,"stage":0,"volume":28,"lever":"gates[1]","step":{"points":5}}"#;
    SensitivityAnswer: |request| {
        let situation = Situation {
            goal: request.goal.goal(),
            sale_value: request.sale_value,
            stage: request.stage,
            volume: request.volume,
        };
        let chain = Chain::new(&request.rates)?;
        let effect = chain
            .sensitivity(&situation, request.lever, request.step.step())
            .map_err(|error| match error.field() {
                Some(Field::Gate) => error.field_is(Field::Lever),
                Some(Field::Step) if matches!(request.step, StepPart::To(_)) => error.field_is(Field::StepTo),
                _ => error,
            })
            .map_err(Failure::from)?;
        let (required_change, revenue_change) = (effect.required_change(), effect.revenue_change());
        Ok(SensitivityAnswer { effect, required_change, revenue_change })
    }
}
