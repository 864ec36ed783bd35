//! Questions about chains with unknowns, about several chains, and about what a chain costs.

use crate::declare::{answer, document, outcomes, question};
use crate::kind::Rule;
use crate::parts::{GoalPart, worth_of};
use crate::problem::{Failure, Within as _};
use funnelmath::chain::{
    Afforded, Answer, Conflict, Costs, Knowns, Lever, Mix, MixRequired, RollUp, Segment, solve,
};
use funnelmath::{Chain, Error, ErrorKind, Field};

outcomes! {
    /// One number of a solution.
    SolvedAnswer {
        /// It was given.
        Given "given" {
            /// The number.
            value: f64,
        }
        /// It follows from the others.
        Found "found" {
            /// The number.
            value: f64,
        }
        /// The knowns do not determine it.
        Undetermined "undetermined" {}
        /// Only the product of several rates is determined.
        OnlyProduct "only_product" {
            /// The first stage of the product.
            from: usize,
            /// The last stage of the product.
            to: usize,
            /// The product of the rates between them.
            product: f64,
        }
    }
}

impl TryFrom<Answer> for SolvedAnswer {
    type Error = Failure;

    fn try_from(answer: Answer) -> Result<Self, Failure> {
        match answer {
            Answer::Given(value) => Ok(Self::Given { value }),
            Answer::Found(value) => Ok(Self::Found { value }),
            Answer::Undetermined => Ok(Self::Undetermined {}),
            Answer::OnlyProduct { from, to, product } => {
                Ok(Self::OnlyProduct { from, to, product })
            }
            _ => Err(Failure::unknown_outcome()),
        }
    }
}

outcomes! {
    /// Why there is no solution.
    ConflictAnswer {
        /// Two of the knowns contradict each other. Behind the last stage, the place of revenue is one more.
        Contradictory "contradictory" {
            /// The stage that the other follows from.
            from: usize,
            /// The stage whose volume is contradicted.
            to: usize,
            /// What follows from the other knowns.
            expected: f64,
            /// What was given.
            given: f64,
        }
        /// No rate up to 1 does.
        Impossible "impossible" {
            /// The first gate whose rate is not known.
            gate: usize,
            /// How many such gates there are.
            gates: usize,
            /// The rate that it takes; left out when no number does.
            takes: Option<f64>,
            /// The stage whose volume cannot be reached.
            to: usize,
            /// The most that can be reached there.
            best: f64,
        }
    }
}

answer! {
    /// Every number that follows from the knowns.
    SolveAnswer {
        /// Why there is no solution; left out when there is no conflict.
        conflict: Option<ConflictAnswer>,
        /// How many numbers are not determined.
        undetermined: usize,
        /// The volume of each stage.
        volumes: Vec<SolvedAnswer>,
        /// The rate of each gate.
        rates: Vec<SolvedAnswer>,
        /// The sale value.
        sale_value: SolvedAnswer,
        /// The revenue.
        revenue: SolvedAnswer,
    }
}

question! {
    /// Which rate, value or volume is needed: every number that follows from those that are known (null: unknown).
    Solve "solve" {
        /// The volume of each stage, null where it is not known.
        volumes: Vec<Option<f64>> = Volumes,
        /// The rate of each gate, null where it is not known.
        rates: Vec<Option<f64>> = Rates,
        sale_value: Option<f64> = SaleValue,
        revenue: Option<f64> = Revenue,
    }
    rules { Rule::Length("volumes", "rates", 1) }
    example r#"{"question":"solve","volumes":[28,null,null],"rates":[0.65,null],"sale_value":3400,"revenue":25000}"#;
    SolveAnswer: |request| {
        let knowns = Knowns {
            volumes: &request.volumes,
            rates: &request.rates,
            sale_value: request.sale_value,
            revenue: request.revenue,
        };
        let mut volumes = vec![Answer::Undetermined; request.volumes.len()];
        let mut rates = vec![Answer::Undetermined; request.rates.len()];
        let solution = solve(&knowns, &mut volumes, &mut rates)?;
        let conflict = match solution.conflict {
            None => None,
            Some(Conflict::Contradictory { from, to, expected, given }) => {
                Some(ConflictAnswer::Contradictory { from, to, expected, given })
            }
            Some(Conflict::Impossible { gate, gates, takes, to, best }) => {
                Some(ConflictAnswer::Impossible { gate, gates, takes, to, best })
            }
            Some(_) => return Err(Failure::unknown_outcome()),
        };
        let each = |answers: Vec<Answer>| -> Result<Vec<SolvedAnswer>, Failure> {
            answers.into_iter().map(SolvedAnswer::try_from).collect()
        };
        Ok(SolveAnswer {
            conflict,
            undetermined: solution.undetermined,
            volumes: each(volumes)?,
            rates: each(rates)?,
            sale_value: solution.sale_value.try_into()?,
            revenue: solution.revenue.try_into()?,
        })
    }
}

document! {
    /// One chain of several.
    TeamMember {
        rates: Vec<f64> = Rates,
        entry: f64 = Entry,
        sale_value: f64 = SaleValue,
    }
}

answer! {
    /// What several chains bring together.
    RollUpAnswer {
        /// The revenue of all.
        revenue: f64,
        /// The average revenue of a sale; left out when there is no sale.
        sale_value: Option<f64>,
        /// The overall rate of all; left out when nothing enters.
        overall: Option<f64>,
        /// The volume of each stage, of all.
        volumes: Vec<f64>,
        /// The rate of each gate that all have together; null where nothing reaches it.
        implied: Vec<Option<f64>>,
    }
}

question! {
    /// What several chains of equal length bring together, and the rates that they have together, weighted by volume.
    RollUpOf "roll_up" {
        /// The chains: of the members of a team, or of products.
        members: Vec<TeamMember>,
    }
    example r#"{"question":"roll_up","members":[{"rates":[0.65,0.4],"entry":28,"sale_value":3400},{"rates":[0.5,0.3],"entry":40,"sale_value":2900}]}"#;
    RollUpAnswer: |request| {
        let members = &request.members;
        let gates = members.first().map_or(0, |member| member.rates.len());
        let odd = members.iter().position(|member| member.rates.len() != gates);
        if members.is_empty() {
            let error = Error::new(ErrorKind::NoGates);
            return Err(Failure::at(error, vec!["members"]));
        }
        if gates == 0 {
            let error = Error::new(ErrorKind::NoGates).field_is(Field::Rates);
            return Err(error).within_at("members", 0);
        }
        if let Some(index) = odd {
            let error = Error::new(ErrorKind::Length).field_is(Field::Rates);
            return Err(error).within_at("members", index);
        }
        let rates: Vec<_> = members.iter().flat_map(|member| member.rates.iter().copied()).collect();
        let entries: Vec<_> = members.iter().map(|member| member.entry).collect();
        let sale_values: Vec<_> = members.iter().map(|member| member.sale_value).collect();
        let roll_up =
            RollUp { gates, rates: &rates, entries: &entries, sale_values: &sale_values };
        let (mut volumes, mut implied) = (vec![0.0; gates + 1], vec![None; gates]);
        let total = roll_up.total(&mut volumes, &mut implied)?;
        Ok(RollUpAnswer {
            revenue: total.revenue,
            sale_value: total.sale_value,
            overall: total.overall,
            volumes,
            implied,
        })
    }
}

document! {
    /// A segment of a mix: a source, a product, a region.
    SegmentPart {
        share: f64 = SegmentShare,
        rates: Vec<f64> = SegmentRates,
        sale_value: f64 = SegmentSaleValue,
    }
}

outcomes! {
    /// What must enter a mix.
    MixAnswer {
        /// The goal can be reached.
        Reachable "reachable" {
            /// How many must enter in all.
            entry: f64,
            /// How many must enter each segment.
            entries: Vec<f64>,
        }
        /// No segment brings anything.
        Unreachable "unreachable" {
            /// The segment of the largest share.
            segment: usize,
            /// What is closed in it.
            lever: Lever,
            /// What is missing, in the goal's unit.
            missing: f64,
        }
    }
}

question! {
    /// How many must enter, in all and in each segment, at fixed shares of sources or products.
    MixRequiredOf "mix_required" {
        segments: Vec<SegmentPart> = Segments,
        /// The goal: a revenue, or a volume at a stage.
        goal: GoalPart,
    }
    example r#"{"question":"mix_required","segments":[{"share":0.7,"rates":[0.65,0.4],"sale_value":3400},{"share":0.3,"rates":[0.5,0.3],"sale_value":2900}],"goal":{"revenue":25000}}"#;
    MixAnswer: |request| {
        let segments: Vec<_> = request
            .segments
            .iter()
            .map(|part| Segment {
                share: part.share,
                rates: &part.rates,
                sale_value: part.sale_value,
            })
            .collect();
        let mut entries = vec![0.0; segments.len()];
        match Mix::new(&segments)?.required(request.goal.goal(), &mut entries)? {
            MixRequired::Entry(entry) => Ok(MixAnswer::Reachable { entry, entries }),
            MixRequired::Unreachable { segment, lever, missing } => {
                Ok(MixAnswer::Unreachable { segment, lever, missing })
            }
            _ => Err(Failure::unknown_outcome()),
        }
    }
}

answer! {
    /// What one item costs.
    CostsAnswer {
        /// The cost of one that enters the first stage, with all that becomes of it.
        per_entry: f64,
        /// The cost of one sale; left out when no sale is possible.
        per_sale: Option<f64>,
    }
}

question! {
    /// What it costs that one item enters, and what one sale costs.
    CostsOf "costs" {
        rates: Vec<f64> = Rates,
        costs: Vec<f64> = Costs,
    }
    rules { Rule::Length("costs", "rates", 1) }
    example r#"{"question":"costs","rates":[0.65,0.4],"costs":[120,300,50]}"#;
    CostsAnswer: |request| {
        let costs_of = Chain::new(&request.rates)?;
        let costs = Costs::new(&costs_of, &request.costs)?;
        Ok(CostsAnswer { per_entry: costs.per_entry()?, per_sale: costs.per_sale()? })
    }
}

answer! {
    /// What volumes cost.
    CostAnswer {
        /// The cost of all volumes.
        cost: f64,
    }
}

question! {
    /// What volumes cost in all.
    CostOf "cost_of_volumes" {
        rates: Vec<f64> = Rates,
        costs: Vec<f64> = Costs,
        volumes: Vec<f64> = Volumes,
    }
    rules { Rule::Length("costs", "rates", 1), Rule::Length("volumes", "rates", 1) }
    example r#"{"question":"cost_of_volumes","rates":[0.65,0.4],"costs":[120,300,50],"volumes":[28,18.2,7.28]}"#;
    CostAnswer: |request| {
        let chain = Chain::new(&request.rates)?;
        Ok(CostAnswer { cost: Costs::new(&chain, &request.costs)?.of(&request.volumes)? })
    }
}

outcomes! {
    /// What a budget allows.
    BudgetAnswer {
        /// The budget is spent on so much.
        Plan "plan" {
            /// How many may enter the first stage.
            entry: f64,
            /// The volume of each stage.
            volumes: Vec<f64>,
            /// The revenue.
            revenue: f64,
        }
        /// Nothing costs anything.
        Unlimited "unlimited" {}
    }
}

question! {
    /// What a budget allows: the volume of each stage, and the revenue.
    Budget "budget" {
        rates: Vec<f64> = Rates,
        costs: Vec<f64> = Costs,
        budget: f64 = Budget,
        sale_value: Option<f64> = SaleValue,
        /// What an item is worth at each stage.
        sale_values: Option<Vec<f64>> = SaleValues,
    }
    rules {
        Rule::OneOf(&[&["sale_value"], &["sale_values"]]),
        Rule::Length("costs", "rates", 1),
        Rule::Length("sale_values", "rates", 1),
    }
    example r#"{"question":"budget","rates":[0.65,0.4],"costs":[120,300,50],"budget":10000,"sale_value":3400}"#;
    BudgetAnswer: |request| {
        let chain = Chain::new(&request.rates)?;
        let mut volumes = vec![0.0; chain.stages()];
        let worth = worth_of(request.sale_value, &request.sale_values)?;
        let costs = Costs::new(&chain, &request.costs)?;
        match costs.within(request.budget, worth, &mut volumes)? {
            Afforded::Plan { entry, revenue } => Ok(BudgetAnswer::Plan { entry, volumes, revenue }),
            Afforded::Unlimited => Ok(BudgetAnswer::Unlimited {}),
            _ => Err(Failure::unknown_outcome()),
        }
    }
}
