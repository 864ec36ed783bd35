//! Where results come from: inputs with a chance, a flow, a mix of chances, or open deals.

use crate::declare::document;
use crate::limits::{MOST_CELLS, MOST_DEALS};
use crate::parts::{ChancePart, FlowPart};
use crate::problem::{Failure, Within as _};
use crate::read::Few;
use funnelmath::chance::{ChanceMix, SegmentChance};
use funnelmath::{CountDistribution, Error, ErrorKind, Evidence, Field};

document! {
    /// A segment of a mix of chances.
    SegmentChancePart {
        share: f64 = SegmentShare,
        /// What is known of the segment's rate.
        chance: ChancePart,
    }
}

/// The open deals of a request.
pub(super) type Deals = Few<f64, MOST_DEALS>;

/// What a request says of where results come from. A rule has made sure that it is exactly one form.
pub(super) struct Source<'q> {
    pub(super) chance: Option<&'q ChancePart>,
    pub(super) inputs: Option<f64>,
    pub(super) flow: Option<&'q FlowPart>,
    pub(super) weeks: Option<f64>,
    pub(super) segments: Option<&'q Few<SegmentChancePart>>,
    pub(super) probabilities: Option<&'q Deals>,
}

impl Source<'_> {
    /// Asks the distribution of the results.
    pub(super) fn ask<A>(
        &self,
        question: impl FnOnce(&CountDistribution<'_>) -> Result<A, Failure>,
    ) -> Result<A, Failure> {
        match *self {
            Self { chance: Some(chance), inputs: Some(inputs), .. } => {
                let evidence = chance.evidence().within("chance")?;
                let chance = chance.chance(&evidence).within("chance")?;
                question(&chance.results(inputs)?)
            }
            Self { flow: Some(flow), weeks: Some(weeks), .. } => {
                let flow = flow.flow().within("flow")?;
                question(&flow.results(weeks)?)
            }
            Self { segments: Some(segments), inputs: Some(inputs), .. } => {
                let evidence = evidence_of(segments)?;
                let segments = segments_of(segments, &evidence)?;
                let mix = ChanceMix::new(&segments)?;
                let mut entries = vec![0.0; segments.len()];
                let needed = mix.cells(inputs, &mut entries)?;
                if needed > MOST_CELLS {
                    return Err(too_many(Field::Inputs));
                }
                let mut cells = vec![0.0; needed];
                question(&mix.results(inputs, &mut entries, &mut cells)?)
            }
            Self { probabilities: Some(probabilities), .. } => {
                let mut cells = vec![0.0; probabilities.len() + 1];
                question(&CountDistribution::of_probabilities(probabilities, &mut cells)?)
            }
            _ => Err(Error::new(ErrorKind::NoDeals).into()),
        }
    }
}

/// A distribution that takes more memory than an answer may.
pub(super) fn too_many(field: Field) -> Failure {
    Failure::said(
        Error::new(ErrorKind::Count).field_is(field),
        "too_long",
        "the distribution of this mix has more places than an answer may use",
    )
}

/// The evidence of each segment, which [`segments_of`] borrows.
pub(super) fn evidence_of(parts: &[SegmentChancePart]) -> Result<Vec<Vec<Evidence>>, Failure> {
    let each = parts.iter().enumerate();
    each.map(|(index, part)| part.chance.evidence().within("chance").within_at("segments", index))
        .collect()
}

pub(super) fn segments_of<'e>(
    parts: &[SegmentChancePart],
    evidence: &'e [Vec<Evidence>],
) -> Result<Vec<SegmentChance<'e>>, Failure> {
    let each = parts.iter().zip(evidence).enumerate();
    each.map(|(index, (part, evidence))| {
        let chance = part.chance.chance(evidence).within("chance").within_at("segments", index)?;
        Ok(SegmentChance { share: part.share, chance })
    })
    .collect()
}

/// Declares a question about the results of a [`Source`]: `results` is their distribution.
macro_rules! about_results {
    (
        $(#[doc = $doc:literal])+
        $name:ident $word:literal {
            $($(#[doc = $member_doc:literal])* $member:ident : $type:ty $(= $field:ident)?,)*
        }
        example $example:literal;
        $answer:ty: |$request:ident, $results:ident| $body:block
    ) => {
        $crate::declare::question! {
            $(#[doc = $doc])+
            $name $word {
                /// What is known of the rate at which inputs become results.
                chance: Option<$crate::parts::ChancePart>,
                inputs: Option<f64> = Inputs,
                /// Arrivals at a rate per week.
                flow: Option<$crate::parts::FlowPart>,
                /// The weeks to come.
                weeks: Option<f64> = Weeks,
                segments: Option<$crate::read::Few<$crate::questions::source::SegmentChancePart>> = Segments,
                probabilities: Option<$crate::questions::source::Deals> = Probabilities,
                $($(#[doc = $member_doc])* $member : $type $(= $field)?,)*
            }
            rules {
                $crate::kind::Rule::OneOf(&[
                    &["chance", "inputs"],
                    &["flow", "weeks"],
                    &["segments", "inputs"],
                    &["probabilities"],
                ])
            }
            example $example;
            $answer: |request| {
                let $request = &request;
                let source = $crate::questions::source::Source {
                    chance: request.chance.as_ref(),
                    inputs: request.inputs,
                    flow: request.flow.as_ref(),
                    weeks: request.weeks,
                    segments: request.segments.as_ref(),
                    probabilities: request.probabilities.as_ref(),
                };
                source.ask(|$results| $body)
            }
        }
    };
}
pub(super) use about_results;
