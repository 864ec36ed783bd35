//! Questions about how it is going.

use crate::declare::{outcomes, question, written};
use crate::kind::Rule;
use crate::shapes::RatioAnswer;
use funnelmath::scorecard::{
    ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Pipeline, Velocity, VelocityEffect,
    VelocityLever, required_coverage,
};

question! {
    /// Actual activity over the unrounded required activity; 1 is on target.
    Gauge "activity_gauge" {
        /// The activity that was really done, at least 0.
        actual: f64 = Actual,
        required: f64 = Required,
    }
    example r#"{"question":"activity_gauge","actual":5,"required":6.526}"#;
    RatioAnswer: |request| {
        Ok(ActivityGauge { actual: request.actual, required: request.required }.value()?.into())
    }
}

question! {
    /// Attainment: what was booked over the goal; 1 is on target.
    AttainmentOf "attainment" {
        actual: f64 = Actual,
        goal: f64 = Goal,
    }
    example r#"{"question":"attainment","actual":16800,"goal":25000}"#;
    RatioAnswer: |request| {
        Ok(Attainment { actual: request.actual, goal: request.goal }.value()?.into())
    }
}

written! {
    /// The value of open deals.
    Pipeline {
        /// The sum of all values.
        total: f64,
        /// The expected value: each weighted by its probability.
        weighted: f64,
        /// The standard deviation of the value that is won.
        deviation: f64,
    }
}

question! {
    /// The value of open deals: in all, weighted by win probability, and how much it varies.
    PipelineOf "pipeline" {
        values: Vec<f64> = Values,
        probabilities: Vec<f64> = Probabilities,
    }
    rules { Rule::Length("probabilities", "values", 0) }
    example r#"{"question":"pipeline","values":[12000,4000,9500],"probabilities":[0.5,0.9,0.2]}"#;
    Pipeline: |request| {
        let (values, probabilities) = (&request.values, &request.probabilities);
        Ok(OpenDeals { values, probabilities }.pipeline()?)
    }
}

outcomes! {
    /// How the open pipeline covers what is left of the quota.
    CoverageAnswer {
        /// Something of the quota is left.
        Ratio "ratio" {
            /// Pipeline over what is left.
            ratio: f64,
            /// Pipeline less what is left.
            cushion: f64,
        }
        /// The quota is met.
        Met "met" {
            /// How much more than the quota is booked.
            surplus: f64,
        }
    }
}

question! {
    /// Pipeline coverage: the open pipeline over what is left of the quota.
    CoverageOf "coverage" {
        pipeline: f64 = Pipeline,
        quota: f64 = Quota,
        booked: f64 = Booked,
    }
    example r#"{"question":"coverage","pipeline":90000,"quota":60000,"booked":15000}"#;
    CoverageAnswer: |request| {
        let coverage =
            Coverage { pipeline: request.pipeline, quota: request.quota, booked: request.booked };
        Ok(match coverage.value()? {
            Covered::Ratio { ratio, cushion } => CoverageAnswer::Ratio { ratio, cushion },
            Covered::Met { surplus } => CoverageAnswer::Met { surplus },
        })
    }
}

question! {
    /// The pipeline coverage that a win rate needs: 1 over the rate.
    RequiredCoverage "required_coverage" {
        win_rate: f64 = WinRate,
    }
    example r#"{"question":"required_coverage","win_rate":0.25}"#;
    RatioAnswer: |request| {
        Ok(required_coverage(request.win_rate)?.into())
    }
}

outcomes! {
    /// Sales velocity.
    VelocityAnswer {
        /// The expected revenue per day.
        PerDay "per_day" {
            /// The expected revenue per day.
            value: f64,
        }
        /// The cycle has 0 days.
        NoCycle "no_cycle" {}
    }
}

question! {
    /// Sales velocity: expected revenue per day, opportunities x sale value x win rate / cycle.
    VelocityOf "velocity" {
        opportunities: f64 = Opportunities,
        sale_value: f64 = SaleValue,
        win_rate: f64 = WinRate,
        cycle_days: f64 = CycleDays,
    }
    example r#"{"question":"velocity","opportunities":40,"sale_value":3400,"win_rate":0.26,"cycle_days":45}"#;
    VelocityAnswer: |request| {
        let velocity = Velocity {
            opportunities: request.opportunities,
            sale_value: request.sale_value,
            win_rate: request.win_rate,
            cycle_days: request.cycle_days,
        };
        Ok(match velocity.per_day()? {
            Some(value) => VelocityAnswer::PerDay { value },
            None => VelocityAnswer::NoCycle {},
        })
    }
}

written! {
    /// What a change of one factor does to sales velocity.
    VelocityEffect {
        /// The factor afterwards.
        to: f64,
        /// Whether a win rate was cut off at 1.
        capped: bool,
        /// Revenue per day afterwards; left out for a cycle of 0 days.
        per_day: Option<f64>,
        /// (After - before) / before; left out when it is not defined.
        change: Option<f64>,
    }
}

question! {
    /// What a change of one factor does to sales velocity.
    VelocityEffectOf "velocity_effect" {
        opportunities: f64 = Opportunities,
        sale_value: f64 = SaleValue,
        win_rate: f64 = WinRate,
        cycle_days: f64 = CycleDays,
        lever: VelocityLever = VelocityLever,
        by: f64 = By,
    }
    example r#"{"question":"velocity_effect","opportunities":40,"sale_value":3400,"win_rate":0.26,"cycle_days":45,"lever":"cycle","by":-0.1}"#;
    VelocityEffect: |request| {
        let velocity = Velocity {
            opportunities: request.opportunities,
            sale_value: request.sale_value,
            win_rate: request.win_rate,
            cycle_days: request.cycle_days,
        };
        Ok(velocity.effect(request.lever, request.by)?)
    }
}
