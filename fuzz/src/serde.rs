//! Target `serde`: any text as the JSON of a funnel, and the plans of those that are accepted.

use crate::input::Input;
use crate::rules;
use ::serde::{Serialize, de::DeserializeOwned};
use funnelmath::{
    Calendar, Count, Evidence, Funnel, Gate, Goal, Period, Plan, Policy, Rate, Start, Target,
    chain::Lever,
    funnel::{DealSizeBuf, KnownsBuf, StartBuf, TargetBuf},
};

/// Never the first byte of JSON: what follows is read as numbers, which are made into a funnel.
const BUILT: u8 = 0xff;

/// Any bytes as JSON, or as what is given to a builder.
pub fn serde(data: &[u8]) {
    if let Some((&BUILT, rest)) = data.split_first() {
        let mut input = Input::new(rest);
        if let Some(funnel) = built(&mut input) {
            accepted(&funnel, &mut input);
        }
        return;
    }
    // The numbers of the question are in the text too, from its end.
    let question: Vec<u8> = data.iter().rev().copied().take(64).collect();
    if let Ok(funnel) = serde_json::from_slice::<Funnel>(data) {
        accepted(&funnel, &mut Input::new(&question));
    }
    again::<Calendar>(data);
    again::<Period>(data);
    again::<Policy>(data);
    again::<Gate>(data);
    again::<Evidence>(data);
    again::<Goal>(data);
    again::<DealSizeBuf>(data);
    again::<StartBuf>(data);
    again::<TargetBuf>(data);
    again::<KnownsBuf>(data);
    again::<Plan>(data);
    if let Ok(rate) = serde_json::from_slice::<Rate>(data) {
        rules::rate(rate.get());
    }
    if let Ok(count) = serde_json::from_slice::<Count>(data) {
        assert!(count.get() % 1.0 == 0.0 && count.get() >= 0.0);
    }
}

/// What is read is written, and read as the same.
fn again<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(data: &[u8]) {
    if let Ok(found) = serde_json::from_slice::<T>(data) {
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), found, "{text}");
    }
}

fn built(input: &mut Input<'_>) -> Option<Funnel> {
    const NAMES: [&str; 4] = ["", "Proposals", "\"\\\u{0}\n", "Verkäufe 💶"];
    let mut builder = Funnel::builder();
    if input.flag() {
        builder = builder.entry(input.one_of(&NAMES));
    }
    if input.byte() > 250 {
        builder = builder.benchmark(input.any());
    }
    for _ in 0..input.below(6) {
        let gate = match input.below(4) {
            0 => Gate::one_in(1.0 + input.sane()),
            1 => Gate::from_counts(f64::from(input.byte()), 255.0 + f64::from(input.byte())),
            2 => Gate::new(input.any()),
            _ => Gate::new(input.part()),
        };
        builder = builder.gate(input.one_of(&NAMES), gate.ok()?);
        if input.flag() {
            builder = builder.benchmark(input.rate());
        }
    }
    if input.byte() > 40 {
        builder = builder.sale_value(if input.flag() { input.sane() } else { input.any() });
    }
    if input.byte() < 40 {
        builder = builder.sale_value_benchmark(input.any());
    }
    let mut calendar =
        input.one_of(&[Calendar::COMMON, Calendar::FOUR_WEEK_MONTH, Calendar::CIVIL]);
    if input.flag() {
        calendar = Calendar::selling_weeks(input.any()).unwrap_or(calendar);
    }
    if input.flag() {
        calendar = calendar.with_days_per_week(input.any()).unwrap_or(calendar);
    }
    builder.calendar(calendar).build().ok()
}

/// A funnel is its JSON and its JSON is the funnel; its plan keeps the promises.
fn accepted(funnel: &Funnel, input: &mut Input<'_>) {
    let text = serde_json::to_string(funnel).unwrap();
    let again: Funnel = serde_json::from_str(&text).unwrap();
    assert_eq!(again, *funnel, "{text}");

    let gates = funnel.gates().len();
    assert!(gates > 0 && funnel.names().len() == gates + 1 && funnel.benchmarks().len() == gates);
    assert!(funnel.names().iter().all(|name| !name.is_empty()));
    for (gate, &rate) in funnel.gates().iter().zip(funnel.chain().rates()) {
        rules::rate(rate);
        assert!(rate == gate.rate().get());
    }
    let money = [funnel.sale_value(), funnel.sale_value_benchmark()];
    money.into_iter().flatten().for_each(rules::amount);

    let amount = if input.flag() { input.sane() } else { input.any() };
    let stage = input.index(gates);
    let goal =
        if input.flag() { Goal::Revenue(amount) } else { Goal::Volume { stage, target: amount } };
    let mut target = Target::new(goal)
        .per(input.one_of(Period::ALL))
        .activity_per(input.one_of(Period::ALL))
        .policy(input.one_of(Policy::ALL));
    if input.byte() < 80 {
        target = target.activity_stage(input.index(gates));
    }
    if input.flag() {
        target = target.actual(if input.flag() { input.sane() } else { input.any() });
    }
    let mut there = vec![0.0; input.length(gates + 1, 8)];
    let there = match input.below(4) {
        0 => {
            input.fill(&mut there, true, Input::sane);
            Start::Open(&there)
        }
        1 => {
            input.fill(&mut there, true, Input::sane);
            Start::Reached(&there)
        }
        2 => {
            input.fill(&mut there, false, Input::sane);
            Start::Open(&there)
        }
        _ => Start::Empty,
    };
    match funnel.plan(target.start(there)) {
        Ok(plan) => kept(funnel, &plan),
        Err(error) => rules::error(error, true),
    }
}

fn kept(funnel: &Funnel, plan: &Plan) {
    // A goal a hair below 0 is read as 0.
    let below = matches!(plan.goal, Goal::Revenue(x) | Goal::Volume { target: x, .. } if x < 0.0);
    if plan.periods.len() == 1 && !below {
        let text = serde_json::to_string(plan).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), *plan, "{text}");
    }
    let pace = plan.pace;
    pace.gauge.into_iter().for_each(rules::amount);
    assert!(pace.attainment.is_none_or(|share| share >= 0.0), "{pace:?}");
    assert!(pace.landing.is_none_or(|share| share >= 0.0), "{plan:?}");
    if let Some(why) = plan.unreachable {
        assert!(plan.periods.is_empty() && pace.gauge.is_none());
        rules::amount(why.missing);
        rules::amount(why.best);
    } else {
        let several = plan.per != plan.activity_per;
        assert_eq!(plan.periods.len(), 1 + usize::from(several));
    }
    for period in &plan.periods {
        rules::amount(period.goal);
        assert!(period.period == plan.per || period.period == plan.activity_per);
        assert!(period.stages.iter().map(|stage| &stage.name).eq(funnel.names()));
        for stage in &period.stages {
            rules::amount(stage.whole.exact);
            rules::amount(stage.whole.units);
            rules::finite(stage.whole.residual());
        }
        assert!(period.delivers.revenue.is_some() == funnel.sale_value().is_some());
        let delivers = period.delivers;
        delivers.revenue.into_iter().chain(delivers.attainment).for_each(rules::amount);
    }
    // Steps to a benchmark, where there is one.
    let held = funnel.benchmarks().iter().flatten().count();
    let value = funnel.sale_value().map_or(0, |_| 1);
    let value = value + value * usize::from(funnel.sale_value_benchmark().is_some());
    assert_eq!(plan.sensitivity.len(), 2 * funnel.gates().len() + held + value);
    for effect in &plan.sensitivity {
        let numbers = [effect.from, effect.to, effect.revenue_before, effect.revenue_after];
        numbers.into_iter().for_each(rules::amount);
        if let Lever::Gate(_) = effect.lever {
            rules::rate(effect.to);
        }
        let required = effect.required_before.into_iter().chain(effect.required_after);
        required.for_each(rules::amount);
        let changes = effect.required_change().into_iter().chain(effect.revenue_change());
        changes.for_each(rules::finite);
    }
}
