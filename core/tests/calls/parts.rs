//! The operations on parts of a chain: entries and values at every stage, mixes, costs, snapshots.

use super::super::{Outs, lever_tokens, many, one};
use crate::common::Case;
use funnelmath::{
    Chain, Goal, Start,
    chain::{Afforded, Costs, Entry, Mix, MixRequired, Required, Segment, Worth},
    rate::Snapshot,
};

pub(crate) fn run(case: &Case) -> Outs {
    match case.op.as_str() {
        "forward_each" => forward_each(case),
        "required_each" => required_each(case),
        "mix" => mix(case),
        "costs" => costs(case),
        _ => snapshot(case),
    }
}

fn forward_each(case: &Case) -> Outs {
    let (rates, entries, values) =
        (case.f64s("rates"), case.f64s("entries"), case.f64s("sale_values"));
    let mut volumes = vec![0.0; entries.len()];
    let chain = Chain::new(&rates).unwrap();
    let revenue = chain.forward(Entry::Each(&entries), Worth::Each(&values), &mut volumes).unwrap();
    vec![many("volumes", volumes), one("revenue", revenue)]
}

fn required_each(case: &Case) -> Outs {
    let (rates, values) = (case.f64s("rates"), case.f64s("sale_values"));
    let mut volumes = vec![0.0; values.len()];
    let chain = Chain::new(&rates).unwrap();
    let goal = Goal::Revenue(case.f64("revenue"));
    match chain.required(goal, Worth::Each(&values), Start::Empty, &mut volumes).unwrap() {
        Required::Entry(entry) => {
            vec![one("outcome", "entry"), one("entry", entry), many("volumes", volumes)]
        }
        Required::Unreachable(why) => vec![
            one("outcome", "unreachable"),
            ("lever", lever_tokens(why.lever)),
            one("missing", why.missing),
            one("best", why.best),
        ],
    }
}

fn mix(case: &Case) -> Outs {
    let (shares, rates, values) =
        (case.f64s("shares"), case.f64s("rates"), case.f64s("sale_values"));
    let segments: Vec<Segment<'_>> = rates
        .chunks(case.int("gates"))
        .zip(shares.iter().zip(&values))
        .map(|(rates, (&share, &sale_value))| Segment { share, rates, sale_value })
        .collect();
    let mut entries = vec![0.0; segments.len()];
    match Mix::new(&segments).unwrap().required(super::super::goal(case), &mut entries).unwrap() {
        MixRequired::Entry(entry) => {
            vec![one("outcome", "entry"), one("entry", entry), many("entries", entries)]
        }
        MixRequired::Unreachable { segment, lever, missing } => vec![
            one("outcome", "unreachable"),
            one("segment", segment),
            ("lever", lever_tokens(lever)),
            one("missing", missing),
        ],
        other => panic!("{}: {other:?}", case.name),
    }
}

fn costs(case: &Case) -> Outs {
    let (rates, costs, mut volumes) =
        (case.f64s("rates"), case.f64s("costs"), case.f64s("volumes"));
    let chain = Chain::new(&rates).unwrap();
    let costs = Costs::new(&chain, &costs).unwrap();
    let mut outs = vec![
        one("plan", costs.of(&volumes).unwrap()),
        one("per_entry", costs.per_entry().unwrap()),
        one("per_sale", costs.per_sale().unwrap()),
    ];
    match costs.within(case.f64("budget"), case.f64("sale_value"), &mut volumes).unwrap() {
        Afforded::Plan { entry, revenue } => outs.extend([
            one("outcome", "plan"),
            one("entry", entry),
            many("afforded", volumes),
            one("revenue", revenue),
        ]),
        _ => outs.push(one("outcome", "unlimited")),
    }
    outs
}

fn snapshot(case: &Case) -> Outs {
    let (open, lost) = (case.f64s("open"), case.f64s("lost"));
    let snapshot = Snapshot { open: &open, lost: &lost };
    let (mut reached, mut trials) = (vec![0.0; open.len()], vec![0.0; open.len() - 1]);
    snapshot.reached(&mut reached).unwrap();
    snapshot.trials(&mut trials).unwrap();
    vec![many("reached", reached), many("trials", trials)]
}
