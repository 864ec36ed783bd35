//! What it takes to reach a goal with a stated confidence.

use super::source::{SegmentChancePart, evidence_of, segments_of, too_many};
use crate::declare::{outcomes, question};
use crate::kind::Rule;
use crate::limits::MOST_CELLS;
use crate::parts::{ChancePart, FlowPart, SizePart};
use crate::problem::{Failure, Within as _};
use crate::read::Few;
use crate::shapes::{InputsAnswer, NumberAnswer, WaitAnswer};
use funnelmath::chance::{ChanceMix, GateFor, RateFor, Requirement, arrivals_for, rate_for};
use funnelmath::{Chain, ErrorKind, Field, Method, Probability, Rate};

question! {
    /// The fewest inputs that reach so many results with the stated confidence.
    InputsFor "inputs_for" {
        /// What is known of the rate at which inputs become results.
        chance: ChancePart,
        results: f64 = Results,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"inputs_for","chance":{"chain":{"rates":[0.65,0.4],"from":0,"to":2}},"results":8,"confidence":0.9}"#;
    InputsAnswer: |request| {
        let evidence = request.chance.evidence().within("chance")?;
        let chance = request.chance.chance(&evidence).within("chance")?;
        chance.inputs_for(request.results, request.confidence)?.try_into()
    }
}

outcomes! {
    /// The fewest inputs of a mix.
    MixInputsAnswer {
        /// So many inputs are enough.
        Enough "enough" {
            /// The fewest inputs that are enough.
            inputs: f64,
            /// How they are split over the segments.
            entries: Vec<f64>,
            /// How the probabilities were computed.
            method: Method,
        }
        /// No number of inputs is enough.
        Never "never" {}
    }
}

question! {
    /// The fewest inputs of a mix that reach so many results with the stated confidence.
    InputsForMix "inputs_for_mix" {
        segments: Few<SegmentChancePart> = Segments,
        results: f64 = Results,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"inputs_for_mix","segments":[{"share":0.7,"chance":{"rate":0.2}},{"share":0.3,"chance":{"rate":0.15}}],"results":19,"confidence":0.9}"#;
    MixInputsAnswer: |request| {
        let evidence = evidence_of(&request.segments)?;
        let segments = segments_of(&request.segments, &evidence)?;
        let mix = ChanceMix::new(&segments)?;
        let mut entries = vec![0.0; segments.len()];
        let mut cells = Vec::new();
        loop {
            let found = mix.inputs_for(request.results, request.confidence, &mut entries, &mut cells);
            match found {
                // The core says how many cells it takes to go on.
                Err(error) if error.field() == Some(Field::Cells) && error.kind() == ErrorKind::Length => {
                    let needed = error.limit().unwrap_or(f64::INFINITY);
                    if needed > MOST_CELLS as f64 || needed <= cells.len() as f64 {
                        return Err(too_many(Field::Results));
                    }
                    cells.resize((needed as usize).next_power_of_two(), 0.0);
                }
                found => {
                    return Ok(match found? {
                        Some(found) => MixInputsAnswer::Enough {
                            inputs: found.value,
                            entries,
                            method: found.method,
                        },
                        None => MixInputsAnswer::Never {},
                    });
                }
            }
        }
    }
}

question! {
    /// The weeks after which so many results have come with the stated confidence.
    WeeksFor "weeks_for" {
        /// Arrivals at a rate per week.
        flow: FlowPart,
        results: f64 = Results,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"weeks_for","flow":{"per_week":10,"rate":0.26},"results":8,"confidence":0.9}"#;
    WaitAnswer: |request| {
        let flow = request.flow.flow().within("flow")?;
        flow.weeks_for(request.results, request.confidence)?.try_into()
    }
}

question! {
    /// The arrivals (expected, at a known rate per week) that bring so many results with the stated confidence.
    ArrivalsFor "arrivals_for" {
        rate: f64 = Rate,
        results: f64 = Results,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"arrivals_for","rate":0.26,"results":8,"confidence":0.9}"#;
    NumberAnswer: |request| {
        Ok(arrivals_for(Rate::new(request.rate)?, request.results, request.confidence)?.into())
    }
}

outcomes! {
    /// The overall rate that is needed.
    RateForAnswer {
        /// The smallest rate that is enough.
        Rate "rate" {
            /// The rate.
            value: f64,
            /// 1 less the rate, to its own full precision.
            complement: f64,
        }
        /// There are fewer inputs than results.
        TooFewInputs "too_few_inputs" {}
    }
}

question! {
    /// The overall rate with which so many of the inputs become results, with the stated confidence.
    RateForOf "rate_for" {
        results: f64 = Results,
        inputs: f64 = Inputs,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"rate_for","results":8,"inputs":40,"confidence":0.9}"#;
    RateForAnswer: |request| {
        let (results, inputs, confidence) = (request.results, request.inputs, request.confidence);
        match rate_for(Requirement { results, inputs, confidence })? {
            RateFor::Rate(share) => {
                Ok(RateForAnswer::Rate { value: share.value, complement: share.complement })
            }
            RateFor::TooFewInputs => Ok(RateForAnswer::TooFewInputs {}),
            _ => Err(Failure::unknown_outcome()),
        }
    }
}

outcomes! {
    /// The rate that one gate needs.
    GateForAnswer {
        /// The smallest rate that is enough.
        Rate "rate" {
            /// The rate.
            value: f64,
        }
        /// No rate of this gate alone is enough.
        Impossible "impossible" {
            /// The gate.
            gate: usize,
            /// The rate above 1 that it would take; left out when no number does.
            takes: Option<f64>,
            /// The probability of the results with this gate at 1.
            best: Probability,
        }
    }
}

question! {
    /// The rate that one gate needs for so many of the inputs to become results, with the stated confidence.
    GateForOf "gate_for" {
        rates: Vec<f64> = Rates,
        gate: usize = Gate,
        results: f64 = Results,
        inputs: f64 = Inputs,
        confidence: f64 = Confidence,
    }
    rules { Rule::GateOf("gate", "rates") }
    example r#"{"question":"gate_for","rates":[0.65,0.4],"gate":1,"results":8,"inputs":40,"confidence":0.9}"#;
    GateForAnswer: |request| {
        let (results, inputs, confidence) = (request.results, request.inputs, request.confidence);
        let requirement = Requirement { results, inputs, confidence };
        match Chain::new(&request.rates)?.gate_for(request.gate, requirement)? {
            GateFor::Rate(value) => Ok(GateForAnswer::Rate { value }),
            GateFor::Impossible { gate, takes, best } => {
                Ok(GateForAnswer::Impossible { gate, takes, best })
            }
            _ => Err(Failure::unknown_outcome()),
        }
    }
}

question! {
    /// The fewest inputs whose deals are together worth the goal with the stated confidence.
    InputsForRevenue "inputs_for_revenue" {
        /// What is known of the rate at which inputs become deals.
        chance: ChancePart,
        /// How large one deal is.
        size: SizePart,
        /// The revenue to reach.
        goal: f64 = Goal,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"inputs_for_revenue","chance":{"rate":0.26},"size":{"varying":{"mean":3400,"variation":0.7}},"goal":25000,"confidence":0.9}"#;
    InputsAnswer: |request| {
        let evidence = request.chance.evidence().within("chance")?;
        let chance = request.chance.chance(&evidence).within("chance")?;
        chance
            .inputs_for_revenue(&request.size.size(), request.goal, request.confidence)?
            .try_into()
    }
}

question! {
    /// The weeks after which deals are together worth the goal with the stated confidence.
    WeeksForRevenue "weeks_for_revenue" {
        /// Arrivals at a rate per week.
        flow: FlowPart,
        /// How large one deal is.
        size: SizePart,
        /// The revenue to reach.
        goal: f64 = Goal,
        confidence: f64 = Confidence,
    }
    example r#"{"question":"weeks_for_revenue","flow":{"per_week":10,"rate":0.26},"size":{"varying":{"mean":3400,"variation":0.7}},"goal":25000,"confidence":0.9}"#;
    WaitAnswer: |request| {
        let flow = request.flow.flow().within("flow")?;
        flow.weeks_for_revenue(&request.size.size(), request.goal, request.confidence)?.try_into()
    }
}
