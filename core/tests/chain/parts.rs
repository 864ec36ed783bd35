//! Entry at every stage, values at every stage, mixes of segments, and costs.

use crate::{close, rates};
use funnelmath::{
    Chain, ErrorKind, Field, Goal, Start,
    chain::{
        Afforded, Costs, Entry, Lever, Mix, MixRequired, Required, RollUp, Segment, Unreachable,
        Worth,
    },
    trace::TracedStep,
};
use proptest::prelude::*;

/// 20 enter at the first stage, 10 at the second, 2 are already sales: 20, 0.5 x 20 + 10 = 20, 0.25 x 20 + 2 = 7.
#[test]
fn what_enters_in_the_middle_flows_on() {
    let chain = Chain::new(&[0.5, 0.25]).unwrap();
    let mut volumes = [0.0; 3];
    let revenue = chain.forward(Entry::Each(&[20.0, 10.0, 2.0]), 100.0, &mut volumes);
    assert_eq!((revenue, volumes), (Ok(700.0), [20.0, 20.0, 7.0]));
    let first = chain.forward(Entry::Each(&[20.0, 0.0, 0.0]), 100.0, &mut volumes);
    assert_eq!(first, chain.forward(Entry::First(20.0), 100.0, &mut volumes));
    let mut untouched = [-7.0; 3];
    for (entries, kind, index) in [
        (&[1.0, 1.0][..], ErrorKind::Length, None),
        (&[1.0, -1.0, 0.0], ErrorKind::Volume, Some(1)),
        (&[f64::MAX, f64::MAX, 0.0], ErrorKind::Overflow, Some(1)),
    ] {
        let all = Chain::new(&[1.0, 1.0]).unwrap();
        let error = all.forward(Entry::Each(entries), 0.0, &mut untouched).unwrap_err();
        let field = if kind == ErrorKind::Overflow { Field::Volumes } else { Field::Entries };
        assert_eq!((error.kind(), error.field(), error.index()), (kind, Some(field), index));
    }
    assert_eq!(untouched, [-7.0; 3]);
}

/// An item brings 10 at the first stage, 40 at the second and 1,000 as a sale, so one that enters is worth
/// 10 + 0.5 x 40 + 0.125 x 1,000 = 155.
#[test]
fn values_at_each_stage() {
    let chain = Chain::new(&[0.5, 0.25]).unwrap();
    let worth = Worth::Each(&[10.0, 40.0, 1_000.0]);
    let mut volumes = [0.0; 3];
    assert_eq!(chain.forward(Entry::First(8.0), worth, &mut volumes), Ok(1_240.0));
    let goal = Goal::Revenue(10_000.0);
    let entry = chain.required(goal, worth, Start::Empty, &mut volumes).unwrap();
    assert_eq!(entry, Required::Entry(10_000.0 / 155.0));
    assert_eq!(volumes, [10_000.0 / 155.0, 5_000.0 / 155.0, 1_250.0 / 155.0]);

    // 20, 8 and 1 reached the stages and brought 20 x 10 + 8 x 40 + 1,000 = 1,520. Still open are
    // 8 - 1/0.25 = 4 at the second stage and 20 - 8/0.5 = 4 at the first: 2 more for the second stage and
    // 0.25 x 6 = 1.5 sales, worth 80 + 1,500. 6,900 are missing.
    let reached = Start::Reached(&[20.0, 8.0, 1.0]);
    let entry = chain.required(goal, worth, reached, &mut volumes).unwrap();
    let Required::Entry(entry) = entry else { panic!("{entry:?}") };
    assert!(close(entry, 6_900.0 / 155.0), "{entry}");
    assert!(close(volumes[1], entry * 0.5 + 2.0) && close(volumes[2], entry * 0.125 + 1.5));

    // Nothing is missing.
    let enough = chain.required(Goal::Revenue(3_100.0), worth, reached, &mut volumes);
    assert_eq!((enough, volumes), (Ok(Required::Entry(0.0)), [0.0, 2.0, 1.5]));

    // A closed gate costs only what is behind it.
    let closed = Chain::new(&[0.5, 0.0]).unwrap();
    let entry = closed.required(Goal::Revenue(300.0), worth, Start::Empty, &mut volumes);
    assert_eq!(entry, Ok(Required::Entry(10.0)));
    let last = Worth::Each(&[0.0, 0.0, 1_000.0]);
    let stuck = closed.required(goal, last, Start::Open(&[0.0, 0.0, 2.0]), &mut volumes).unwrap();
    let Required::Unreachable(Unreachable { lever, missing, best, .. }) = stuck else {
        panic!("{stuck:?}")
    };
    assert_eq!((lever, missing, best), (Lever::Gate(1), 8_000.0, 2_000.0));
    let nothing = chain.required(goal, Worth::Each(&[0.0; 3]), Start::Empty, &mut volumes).unwrap();
    let Required::Unreachable(Unreachable { lever, .. }) = nothing else { panic!("{nothing:?}") };
    assert_eq!(lever, Lever::SaleValue);
    let error = chain.required(goal, Worth::Each(&[1.0]), Start::Empty, &mut volumes).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Length, Some(Field::SaleValues)));
    let tiny = Worth::Each(&[1e-320, 0.0, 0.0]);
    let error = chain.required(goal, tiny, Start::Empty, &mut volumes).unwrap_err();
    assert_eq!((error.kind(), error.index()), (ErrorKind::Overflow, Some(0)));
}

const MIX: [Segment<'_>; 2] = [
    Segment { share: 0.7, rates: &[0.3, 0.25], sale_value: 2_000.0 },
    Segment { share: 0.3, rates: &[0.6, 0.5], sale_value: 3_400.0 },
];

/// One lead brings 0.7 x 0.075 x 2,000 + 0.3 x 0.3 x 3,400 = 105 + 306 = 411. The product of the mean rates,
/// 0.39 x 0.325 x 2,420 = 306.7, would ask for a third more.
#[test]
fn a_mix_is_weighted_by_volume() {
    let mix = Mix::new(&MIX).unwrap();
    let mut entries = [0.0; 2];
    let required = mix.required(Goal::Revenue(41_100.0), &mut entries).unwrap();
    let MixRequired::Entry(entry) = required else { panic!("{required:?}") };
    assert!(close(entry, 100.0) && close(entries[0], 70.0) && close(entries[1], 30.0));
    // Sales: 0.7 x 0.075 + 0.3 x 0.3 = 0.1425 a lead; second stage: 0.21 + 0.18 = 0.39.
    for (stage, target) in [(2, 14.25), (1, 39.0), (0, 100.0)] {
        let required = mix.required(Goal::Volume { stage, target }, &mut entries).unwrap();
        let MixRequired::Entry(entry) = required else { panic!("{required:?}") };
        assert!(close(entry, 100.0), "{stage} {entry}");
    }
    assert_eq!(mix.required(Goal::Revenue(0.0), &mut entries), Ok(MixRequired::Entry(0.0)));
}

#[test]
fn what_a_mix_refuses() {
    let [web, referrals] = MIX;
    let part = |share| Segment { share, ..web };
    let mix = |segments: &[Segment<'_>]| Mix::new(segments).map(|_| ()).unwrap_err();
    for (error, kind, path) in [
        (mix(&[]), ErrorKind::Shares, "segments.share"),
        (mix(&[part(0.7), part(0.31)]), ErrorKind::Shares, "segments.share"),
        (mix(&[part(1.5)]), ErrorKind::Rate, "segments[0].share"),
        (
            mix(&[web, Segment { rates: &[0.5, 1.5], ..referrals }]),
            ErrorKind::Rate,
            "segments[1].rates[1]",
        ),
        (mix(&[Segment { rates: &[], ..part(1.0) }]), ErrorKind::NoGates, "segments[0].rates"),
        (
            mix(&[web, Segment { sale_value: -1.0, ..referrals }]),
            ErrorKind::Money,
            "segments[1].sale_value",
        ),
    ] {
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(&format!("{path}: ")), "{error}");
    }
    // 0.1 + 0.2 + 0.7 and 1/3 three times are a hair off 1.
    assert!(Mix::new(&[part(0.1), part(0.2), part(0.7)]).is_ok());
    assert!(Mix::new(&[part(1.0 / 3.0); 3]).is_ok());
    assert!(Mix::new(&[part(0.5), part(0.5 + f64::EPSILON)]).is_ok());
    let one = [part(1.0)];
    let mix = Mix::new(&one).unwrap();
    let error = mix.required(Goal::Volume { stage: 3, target: 1.0 }, &mut [0.0]).unwrap_err();
    assert_eq!(
        (error.kind(), error.field(), error.limit()),
        (ErrorKind::Stage, Some(Field::GoalStage), Some(2.0))
    );
    let error = mix.required(Goal::Revenue(1.0), &mut [0.0; 2]).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Length, Some(Field::Entries)));
    let closed = [part(0.4), Segment { rates: &[0.0, 0.5], ..part(0.6) }, part(0.0)];
    let mut entries = [-7.0; 3];
    let none = [Segment { rates: &[0.5, 0.0], ..part(0.4) }, closed[1], closed[2]];
    assert_eq!(
        Mix::new(&none).unwrap().required(Goal::Revenue(5.0), &mut entries),
        Ok(MixRequired::Unreachable { segment: 1, lever: Lever::Gate(0), missing: 5.0 })
    );
    assert_eq!(entries, [-7.0; 3]);
    // A goal of 0 asks for nothing, even there.
    let nothing = Mix::new(&none).unwrap().required(Goal::Revenue(0.0), &mut entries);
    assert_eq!((nothing, entries), (Ok(MixRequired::Entry(0.0)), [0.0; 3]));
}

/// 1 hour for an appointment, 4 for a proposal, 2 for a sale: 1 + 0.5 x 4 + 0.125 x 2 = 3.25 an entry, 26 a sale.
#[test]
fn costs_of_a_plan_of_a_sale_and_within_a_budget() {
    let chain = Chain::new(&[0.5, 0.25]).unwrap();
    let hours = Costs::new(&chain, &[1.0, 4.0, 2.0]).unwrap();
    assert_eq!(hours.of(&[7.0, 4.0, 1.0]), Ok(25.0));
    assert_eq!((hours.per_entry(), hours.per_sale()), (Ok(3.25), Ok(Some(26.0))));
    let mut volumes = [-7.0; 3];
    let afforded = hours.within(130.0, Worth::Each(&[0.0, 50.0, 1_000.0]), &mut volumes);
    assert_eq!(afforded, Ok(Afforded::Plan { entry: 40.0, revenue: 6_000.0 }));
    assert_eq!(volumes, [40.0, 20.0, 5.0]);

    let mut volumes = [-7.0; 3];
    let free = Costs::new(&chain, &[0.0, 0.0, 0.0]).unwrap();
    assert_eq!(free.within(10.0, 1.0, &mut volumes), Ok(Afforded::Unlimited));
    let closed = Chain::new(&[0.5, 0.0]).unwrap();
    assert_eq!(Costs::new(&closed, &[1.0, 1.0, 1.0]).unwrap().per_sale(), Ok(None));
    for (error, kind, path) in [
        (Costs::new(&chain, &[1.0]).unwrap_err(), ErrorKind::Length, "costs"),
        (Costs::new(&chain, &[1.0, -1.0, 0.0]).unwrap_err(), ErrorKind::Cost, "costs[1]"),
        (hours.of(&[1.0]).unwrap_err(), ErrorKind::Length, "volumes"),
        (hours.of(&[1.0, f64::NAN, 0.0]).unwrap_err(), ErrorKind::Volume, "volumes[1]"),
        (hours.of(&[f64::MAX, f64::MAX, 0.0]).unwrap_err(), ErrorKind::Overflow, "costs"),
        (hours.within(-1.0, 1.0, &mut volumes).unwrap_err(), ErrorKind::Cost, "budget"),
        (hours.within(1.0, -1.0, &mut volumes).unwrap_err(), ErrorKind::Money, "sale_value"),
        (hours.within(1.0, f64::MAX, &mut volumes[..2]).unwrap_err(), ErrorKind::Length, "volumes"),
        (hours.within(1e300, f64::MAX, &mut volumes).unwrap_err(), ErrorKind::Overflow, "revenue"),
    ] {
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(&format!("{path}: ")), "{error}");
    }
    assert_eq!(volumes, [-7.0; 3]);
}

/// Rates, volumes, values and costs of -0: no answer is -0.
#[test]
fn no_zero_keeps_its_sign() {
    let zeros = [-0.0; 3];
    for rates in [[-0.0, 0.5], [0.5, -0.0], [0.5, 0.5]] {
        let chain = Chain::new(&rates).unwrap();
        let mut found = Vec::new();
        let mut volumes = [-7.0; 3];
        for worth in [Worth::Sale(-0.0), Worth::Each(&zeros)] {
            for entry in [Entry::First(-0.0), Entry::Each(&zeros)] {
                found.push(chain.forward(entry, worth, &mut volumes).unwrap());
                found.extend(volumes);
            }
            for start in [Start::Empty, Start::Open(&zeros), Start::Reached(&zeros)] {
                let goal = Goal::Revenue(-0.0);
                let Required::Entry(entry) =
                    chain.required(goal, worth, start, &mut volumes).unwrap()
                else {
                    panic!()
                };
                found.push(entry);
                found.extend(volumes);
            }
        }
        found.push(chain.overall());
        let free = Costs::new(&chain, &zeros).unwrap();
        found.extend([free.of(&zeros).unwrap(), free.per_entry().unwrap()]);
        found.extend(free.per_sale().unwrap());
        let first = Costs::new(&chain, &[1.0, -0.0, -0.0]).unwrap();
        let plan = first.within(-0.0, Worth::Each(&zeros), &mut volumes).unwrap();
        let Afforded::Plan { entry, revenue } = plan else { panic!("{plan:?}") };
        found.extend([entry, revenue]);
        found.extend(volumes);
        let segments = [1.0, -0.0].map(|share| Segment { share, rates: &rates, sale_value: 1.0 });
        let mut entries = [-7.0; 2];
        let _ = Mix::new(&segments)
            .unwrap()
            .required(Goal::Volume { stage: 0, target: 3.0 }, &mut entries)
            .unwrap();
        found.extend(entries);
        for (place, answer) in found.iter().enumerate() {
            assert!(answer.is_sign_positive(), "{rates:?} {place}: {found:?}");
        }
    }
}

/// Terms that are 0 are not steps of the working: 20 and 2 enter, and only the first and the last stage have a value.
#[test]
fn the_working_of_values_at_each_stage() {
    let chain = Chain::new(&[0.5, 0.25]).unwrap();
    let names = |steps: &[TracedStep]| {
        let names = steps.iter().map(|step| format!("{} {}", step.name, step.value));
        names.collect::<Vec<_>>()
    };
    let (mut volumes, mut steps) = ([0.0; 3], Vec::new());
    let worth = Worth::Each(&[10.0, 0.0, 100.0]);
    let entry = Entry::Each(&[20.0, 0.0, 2.0]);
    assert_eq!(chain.forward_traced(entry, worth, &mut volumes, &mut steps), Ok(650.0));
    let forward = [
        "revenue[0] 200",
        "revenue 200",
        "volumes[1] 10",
        "volumes[2] 2.5",
        "volumes[2] 4.5",
        "revenue[2] 450",
        "revenue 650",
    ];
    assert_eq!(names(&steps), forward);
    steps.clear();
    // 2 at the first stage have brought 20; an entry is worth 10 + 0.125 x 100 = 22.5.
    let start = Start::Open(&[2.0, 0.0, 0.0]);
    let found = chain.required_traced(Goal::Revenue(490.0), worth, start, &mut volumes, &mut steps);
    assert_eq!(found, Ok(Required::Entry((490.0 - 20.0 - 25.0) / 22.5)));
    let brought = ["brought[0] 20", "brought 20", "brought[2] 25", "brought 45", "missing 445"];
    assert_eq!(names(&steps)[..5], brought);
    let worths = [
        "worth[0] 10",
        "per_entry 10",
        "share[1] 0.5",
        "share[2] 0.125",
        "worth[2] 12.5",
        "per_entry 22.5",
    ];
    assert_eq!(names(&steps)[5..11], worths);
    assert_eq!(steps.len(), 14);
    steps.clear();
    // Nothing is missing, so nothing needs to enter.
    let _ =
        chain.required_traced(Goal::Revenue(45.0), worth, start, &mut volumes, &mut steps).unwrap();
    assert_eq!(names(&steps)[4..].iter().filter(|name| name.starts_with("volumes[0]")).count(), 0);
    assert_eq!(names(&steps)[4], "missing 0");
    steps.clear();
    let mut entries = [0.0; 2];
    let mix = Mix::new(&MIX).unwrap();
    let _ = mix.required_traced(Goal::Revenue(0.0), &mut entries, &mut steps).unwrap();
    assert!(names(&steps).iter().all(|name| name != "entry 0"), "{steps:?}");
}

proptest! {
    /// What enters at several stages is the sum of what each entry brings alone.
    #[test]
    fn entries_add_up(rates in rates(), entries in prop::collection::vec(0.0..1e3f64, 9), value in 0.0..1e4f64) {
        let (chain, entries) = (Chain::new(&rates).unwrap(), &entries[..=rates.len()]);
        let mut volumes = vec![0.0; entries.len()];
        let together = chain.forward(Entry::Each(entries), value, &mut volumes).unwrap();
        let mut alone = entries[rates.len()] * value;
        for stage in 0..rates.len() {
            let rest = Chain::new(&rates[stage..]).unwrap();
            alone += rest.forward(Entry::First(entries[stage]), value, &mut volumes[stage..]).unwrap();
        }
        prop_assert!((together - alone).abs() <= 1e-12 * alone);
    }

    /// A value at the last stage alone is a sale value, whatever is there at the start.
    #[test]
    fn a_value_at_the_last_stage_is_a_sale_value(
        rates in rates(), value in 1.0..1e4f64, revenue in 1.0..1e6f64,
        there in prop::collection::vec(0.0..50.0f64, 9), kind in 0..3,
    ) {
        let chain = Chain::new(&rates).unwrap();
        let mut values = vec![0.0; chain.stages()];
        values[rates.len()] = value;
        let there = &there[..=rates.len()];
        let start = [Start::Empty, Start::Open(there), Start::Reached(there)][kind as usize];
        let (mut one, mut each) = (vec![0.0; chain.stages()], vec![0.0; chain.stages()]);
        let sale = chain.required(Goal::Revenue(revenue), value, start, &mut one).unwrap();
        let stages = chain.required(Goal::Revenue(revenue), Worth::Each(&values), start, &mut each).unwrap();
        let (Required::Entry(sale), Required::Entry(stages)) = (sale, stages) else { panic!() };
        let scale = revenue / value / chain.overall();
        prop_assert!((sale - stages).abs() <= 1e-11 * scale, "{sale} {stages}");
    }

    /// What a mix requires reaches the goal: the roll-up of its segments says so.
    #[test]
    fn a_mix_reaches_its_goal(
        parts in prop::collection::vec((0.01..1.0f64, 1e-3..=1.0f64, 1e-3..=1.0f64, 1.0..1e4f64), 1..6),
        revenue in 1.0..1e6f64,
    ) {
        let sum: f64 = parts.iter().map(|part| part.0).sum();
        let rates: Vec<[f64; 2]> = parts.iter().map(|part| [part.1, part.2]).collect();
        let segments: Vec<Segment<'_>> = parts.iter().zip(&rates)
            .map(|(part, rates)| Segment { share: part.0 / sum, rates, sale_value: part.3 })
            .collect();
        let mut entries = vec![0.0; segments.len()];
        let required = Mix::new(&segments).unwrap().required(Goal::Revenue(revenue), &mut entries).unwrap();
        let MixRequired::Entry(entry) = required else { panic!() };
        prop_assert!((entries.iter().sum::<f64>() - entry).abs() <= 1e-12 * entry);
        let values: Vec<f64> = parts.iter().map(|part| part.3).collect();
        let team = RollUp { gates: 2, rates: &rates.concat(), entries: &entries, sale_values: &values };
        let total = team.total(&mut [0.0; 3], &mut [None; 2]).unwrap();
        prop_assert!((total.revenue - revenue).abs() <= 1e-12 * revenue);
    }

    /// What a budget allows costs the budget.
    #[test]
    fn what_a_budget_allows_costs_the_budget(
        rates in rates(), costs in prop::collection::vec(0.0..100.0f64, 9), budget in 0.0..1e6f64,
    ) {
        let chain = Chain::new(&rates).unwrap();
        let costs = Costs::new(&chain, &costs[..=rates.len()]).unwrap();
        let mut volumes = vec![0.0; chain.stages()];
        let afforded = costs.within(budget, 1.0, &mut volumes).unwrap();
        let Afforded::Plan { entry, revenue } = afforded else { return Ok(()) };
        prop_assert_eq!((entry, revenue), (volumes[0], volumes[rates.len()]));
        prop_assert!((costs.of(&volumes).unwrap() - budget).abs() <= 1e-12 * budget);
        if let Some(per_sale) = costs.per_sale().unwrap() {
            prop_assert!((per_sale * revenue - budget).abs() <= 1e-9 * budget);
        }
    }
}
