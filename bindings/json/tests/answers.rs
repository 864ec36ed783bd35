//! The example of every question is answered with the bits that the core gives when it is called directly.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use funnelmath::chain::{
    Afforded, Answer, Costs, Entry, Knowns, Lever, Mix, MixRequired, Required, RollUp, Segment,
    Situation, Step, solve,
};
use funnelmath::chance::{
    ChanceMix, GateFor, Inputs, RateFor, Requirement, SegmentChance, Wait, arrivals_for, rate_for,
};
use funnelmath::math::*;
use funnelmath::rate::{GateCounts, RateTest, SampleSize, Snapshot};
use funnelmath::scorecard::*;
use funnelmath::{
    Calendar, Chain, Chance, CountDistribution, DealSize, Evidence, Flow, Funnel, Gate, Goal,
    Period, Policy, Rate, Start, Target,
};
use serde_json::{Map, Value, json};

const RATES: [f64; 2] = [0.65, 0.4];

fn chain() -> Chain<'static> {
    Chain::new(&RATES).unwrap()
}

fn probability(found: Probability) -> Value {
    json!({"value": found.value, "complement": found.complement, "method": found.method.name()})
}

fn quantile(found: Option<Quantile>) -> Value {
    match found {
        Some(found) => {
            json!({"outcome": "found", "value": found.value, "method": found.method.name()})
        }
        None => json!({"outcome": "unbounded"}),
    }
}

fn interval(found: Interval) -> Value {
    json!({"low": found.low, "high": found.high.unwrap(), "method": found.method.name()})
}

fn tails(tails: Tails) -> Value {
    json!({"lower": tails.lower, "upper": tails.upper})
}

fn ratio(found: Option<f64>) -> Value {
    json!({"outcome": "ratio", "value": found.unwrap()})
}

fn number(found: Option<f64>) -> Value {
    json!({"outcome": "found", "value": found.unwrap()})
}

fn inputs(found: Inputs) -> Value {
    let Inputs::Enough { inputs, chance } = found else { panic!("{found:?}") };
    json!({"outcome": "enough", "inputs": inputs, "chance": probability(chance)})
}

fn wait(found: Wait) -> Value {
    let Wait::Enough { weeks, chance } = found else { panic!("{found:?}") };
    json!({"outcome": "enough", "weeks": weeks, "chance": probability(chance)})
}

fn solved(answer: Answer) -> Value {
    match answer {
        Answer::Given(value) => json!({"outcome": "given", "value": value}),
        Answer::Found(value) => json!({"outcome": "found", "value": value}),
        other => panic!("{other:?}"),
    }
}

/// What the core answers to the example.
fn expected(question: &str) -> Value {
    let known = Chance::known(0.26).unwrap();
    let varying = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    let flow = Flow::steady(10.0).unwrap().through(0.26).unwrap();
    let velocity =
        Velocity { opportunities: 40.0, sale_value: 3_400.0, win_rate: 0.26, cycle_days: 45.0 };
    let deals = [0.5, 0.5, 0.9];
    let counted = Evidence::JEFFREYS.observe(8, 20).unwrap();
    let mut three = [0.0; 3];
    match question {
        "forward" => {
            let revenue = chain().forward(Entry::First(28.0), 3_400.0, &mut three).unwrap();
            json!({"volumes": three, "revenue": revenue})
        }
        "required" => {
            let goal = Goal::Revenue(25_000.0);
            let found = chain().required(goal, 3_400.0, Start::Empty, &mut three).unwrap();
            let Required::Entry(entry) = found else { panic!() };
            json!({"outcome": "reachable", "entry": entry, "volumes": three})
        }
        "overall" => json!({"overall": chain().overall()}),
        "sensitivity" => {
            let situation = Situation {
                goal: Goal::Revenue(25_000.0),
                sale_value: 3_400.0,
                stage: 0,
                volume: 28.0,
            };
            let effect =
                chain().sensitivity(&situation, Lever::Gate(1), Step::Points(5.0)).unwrap();
            json!({
                "effect": {
                    "lever": "gates[1]", "step": {"points": 5.0}, "from": effect.from,
                    "to": effect.to, "capped": false,
                    "required_before": effect.required_before.unwrap(),
                    "required_after": effect.required_after.unwrap(),
                    "revenue_before": effect.revenue_before,
                    "revenue_after": effect.revenue_after,
                },
                "required_change": effect.required_change().unwrap(),
                "revenue_change": effect.revenue_change().unwrap(),
            })
        }
        "solve" => {
            let knowns = Knowns {
                volumes: &[Some(28.0), None, None],
                rates: &[Some(0.65), None],
                sale_value: Some(3_400.0),
                revenue: Some(25_000.0),
            };
            let (mut volumes, mut rates) = ([Answer::Undetermined; 3], [Answer::Undetermined; 2]);
            let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
            json!({
                "undetermined": solution.undetermined,
                "volumes": volumes.map(solved),
                "rates": rates.map(solved),
                "sale_value": solved(solution.sale_value),
                "revenue": solved(solution.revenue),
            })
        }
        "roll_up" => {
            let roll_up = RollUp {
                gates: 2,
                rates: &[0.65, 0.4, 0.5, 0.3],
                entries: &[28.0, 40.0],
                sale_values: &[3_400.0, 2_900.0],
            };
            let mut implied = [None; 2];
            let total = roll_up.total(&mut three, &mut implied).unwrap();
            json!({
                "revenue": total.revenue, "sale_value": total.sale_value.unwrap(),
                "overall": total.overall.unwrap(), "volumes": three, "implied": implied,
            })
        }
        "mix_required" => {
            let segments = [
                Segment { share: 0.7, rates: &RATES, sale_value: 3_400.0 },
                Segment { share: 0.3, rates: &[0.5, 0.3], sale_value: 2_900.0 },
            ];
            let mut entries = [0.0; 2];
            let mix = Mix::new(&segments).unwrap();
            let found = mix.required(Goal::Revenue(25_000.0), &mut entries).unwrap();
            let MixRequired::Entry(entry) = found else { panic!() };
            json!({"outcome": "reachable", "entry": entry, "entries": entries})
        }
        "costs" => {
            let chain = chain();
            let costs = Costs::new(&chain, &[120.0, 300.0, 50.0]).unwrap();
            let per_sale = costs.per_sale().unwrap().unwrap();
            json!({"per_entry": costs.per_entry().unwrap(), "per_sale": per_sale})
        }
        "cost_of_volumes" => {
            let chain = chain();
            let costs = Costs::new(&chain, &[120.0, 300.0, 50.0]).unwrap();
            json!({"cost": costs.of(&[28.0, 18.2, 7.28]).unwrap()})
        }
        "budget" => {
            let chain = chain();
            let costs = Costs::new(&chain, &[120.0, 300.0, 50.0]).unwrap();
            let found = costs.within(10_000.0, 3_400.0, &mut three).unwrap();
            let Afforded::Plan { entry, revenue } = found else { panic!() };
            json!({"outcome": "plan", "entry": entry, "volumes": three, "revenue": revenue})
        }
        "whole" => {
            let whole = Policy::Up.apply(6.526).unwrap();
            json!({
                "exact": whole.exact, "units": whole.units, "residual": whole.residual(),
                "delivers": whole.delivers().unwrap(),
            })
        }
        "whole_each" => {
            let policy = Policy::UpEachStage;
            policy.apply_each(&chain(), 2, &[6.53, 4.24, 1.7], &mut three).unwrap();
            json!({"whole": three})
        }
        "convert" => {
            let calendar = Calendar::selling_weeks(46.0).unwrap().with_days_per_week(5.0).unwrap();
            json!({"amount": calendar.convert(25_000.0, Period::Month, Period::Week).unwrap()})
        }
        "gate" => json!({"rate": Gate::from_counts(2, 5).unwrap().rate().get()}),
        "evidence" => json!({"a": counted.a(), "b": counted.b(), "mean": counted.mean()}),
        "rate_interval" => interval(counted.interval(0.9).unwrap()),
        "rate_quantile" => json!({"value": counted.quantile(0.1).unwrap()}),
        "gate_rates" => {
            let mut rates = [None; 3];
            let counts = GateCounts { successes: &[13.0, 4.0, 0.0], trials: &[20.0, 10.0, 0.0] };
            counts.rates(&mut rates).unwrap();
            json!({"rates": rates})
        }
        "snapshot" => {
            let mut trials = [0.0; 2];
            let snapshot = Snapshot { open: &[40.0, 12.0, 9.0], lost: &[25.0, 14.0, 0.0] };
            snapshot.reached(&mut three).unwrap();
            snapshot.trials(&mut trials).unwrap();
            json!({"reached": three, "trials": trials})
        }
        "results_at_least" => {
            let chance = Chance::of(&chain(), 0, 2).unwrap();
            probability(chance.results(28).unwrap().at_least(8).unwrap())
        }
        "results_exactly" => probability(flow.results(4.0).unwrap().exactly(10).unwrap()),
        "results_quantile" => {
            let mut cells = [0.0; 4];
            let wins = CountDistribution::of_probabilities(&deals, &mut cells).unwrap();
            quantile(wins.quantile(0.5).unwrap())
        }
        "results_interval" => {
            let evidence = [Evidence::UNIFORM.observe(8, 20).unwrap()];
            let results = Chance::counted(&evidence).unwrap().results(30).unwrap();
            interval(results.interval(0.8).unwrap())
        }
        "results_lower_bound" => quantile(known.results(43).unwrap().lower_bound(0.9).unwrap()),
        "results_moments" => {
            let segments = [(0.7, 0.26), (0.3, 0.15)]
                .map(|(share, rate)| SegmentChance { share, chance: Chance::known(rate).unwrap() });
            let (mut entries, mut cells) = ([0.0; 2], [0.0; 512]);
            let mix = ChanceMix::new(&segments).unwrap();
            let results = mix.results(100, &mut entries, &mut cells).unwrap();
            json!({
                "mean": results.mean(), "variance": results.variance().unwrap(),
                "most": results.most().unwrap(),
            })
        }
        "inputs_for" => inputs(Chance::of(&chain(), 0, 2).unwrap().inputs_for(8, 0.9).unwrap()),
        "inputs_for_mix" => {
            let segments = [(0.7, 0.2), (0.3, 0.15)]
                .map(|(share, rate)| SegmentChance { share, chance: Chance::known(rate).unwrap() });
            let (mut entries, mut cells) = ([0.0; 2], [0.0; 4096]);
            let mix = ChanceMix::new(&segments).unwrap();
            let found = mix.inputs_for(19, 0.9, &mut entries, &mut cells).unwrap().unwrap();
            json!({
                "outcome": "enough", "inputs": found.value, "entries": entries,
                "method": found.method.name(),
            })
        }
        "weeks_for" => wait(flow.weeks_for(8, 0.9).unwrap()),
        "arrivals_for" => number(arrivals_for(Rate::new(0.26).unwrap(), 8, 0.9).unwrap()),
        "rate_for" => {
            let requirement = Requirement { results: 8, inputs: 40, confidence: 0.9 };
            let RateFor::Rate(share) = rate_for(requirement).unwrap() else { panic!() };
            json!({"outcome": "rate", "value": share.value, "complement": share.complement})
        }
        "gate_for" => {
            let requirement = Requirement { results: 8, inputs: 40, confidence: 0.9 };
            let GateFor::Rate(rate) = chain().gate_for(1, requirement).unwrap() else { panic!() };
            json!({"outcome": "rate", "value": rate})
        }
        "sample_size" => {
            let (rate, other_rate, significance, power) = (0.04, 0.05, 0.05, 0.8);
            let test = RateTest { rate, other_rate, significance, power };
            let SampleSize::Enough { trials, exact } = test.sample_size().unwrap() else {
                panic!()
            };
            json!({"outcome": "enough", "trials": trials, "exact": exact})
        }
        "inputs_for_revenue" => inputs(known.inputs_for_revenue(&varying, 25_000.0, 0.9).unwrap()),
        "weeks_for_revenue" => wait(flow.weeks_for_revenue(&varying, 25_000.0, 0.9).unwrap()),
        "revenue_at_least" => {
            let revenue = known.results(30).unwrap().revenue(&varying).unwrap();
            probability(revenue.at_least(25_000.0).unwrap())
        }
        "revenue_quantiles" => {
            let results = Chance::known(0.25).unwrap().results(20).unwrap();
            let seen = DealSize::Seen(&[1_999.0, 4_999.0, 9_999.0]);
            let revenue = results.revenue(&seen).unwrap();
            let found = [0.1, 0.5, 0.9].map(|p| quantile(revenue.quantile(p).unwrap()));
            json!({"quantiles": found})
        }
        "revenue_interval" => {
            let flow = Flow::counted(40, 4.0).unwrap().through(0.26).unwrap();
            let revenue = flow.results(4.0).unwrap();
            interval(revenue.revenue(&DealSize::Fixed(3_400.0)).unwrap().interval(0.8).unwrap())
        }
        "revenue_moments" => {
            let results = Chance::known(0.25).unwrap().results(20).unwrap();
            let size = DealSize::Counted { sizes: &[1_999.0, 4_999.0], counts: &[3.0, 1.0] };
            let revenue = results.revenue(&size).unwrap();
            json!({
                "mean": revenue.mean(), "variance": revenue.variance().unwrap(),
                "most": revenue.most().unwrap(), "method": revenue.method().name(),
            })
        }
        "revenue_mean_up_to" => {
            let mut cells = [0.0; 4];
            let wins = CountDistribution::of_probabilities(&deals, &mut cells).unwrap();
            let revenue = wins.revenue(&DealSize::Fixed(3_400.0)).unwrap();
            json!({"mean": revenue.mean_up_to(5_000.0).unwrap()})
        }
        "plan" => plan(),
        "activity_gauge" => ratio(ActivityGauge { actual: 5.0, required: 6.526 }.value().unwrap()),
        "attainment" => ratio(Attainment { actual: 16_800.0, goal: 25_000.0 }.value().unwrap()),
        "pipeline" => {
            let values = [12_000.0, 4_000.0, 9_500.0];
            let open = OpenDeals { values: &values, probabilities: &[0.5, 0.9, 0.2] };
            let found = open.pipeline().unwrap();
            json!({
                "total": found.total, "weighted": found.weighted, "deviation": found.deviation,
            })
        }
        "coverage" => {
            let coverage = Coverage { pipeline: 90_000.0, quota: 60_000.0, booked: 15_000.0 };
            let Covered::Ratio { ratio, cushion } = coverage.value().unwrap() else { panic!() };
            json!({"outcome": "ratio", "ratio": ratio, "cushion": cushion})
        }
        "required_coverage" => ratio(required_coverage(0.25).unwrap()),
        "velocity" => {
            json!({"outcome": "per_day", "value": velocity.per_day().unwrap().unwrap()})
        }
        "velocity_effect" => {
            let effect = velocity.effect(VelocityLever::Cycle, -0.1).unwrap();
            json!({
                "to": effect.to, "capped": effect.capped, "per_day": effect.per_day.unwrap(),
                "change": effect.change.unwrap(),
            })
        }
        "incomplete_beta" => tails(incomplete_beta(2.5, 4.0, 0.3).unwrap()),
        "incomplete_gamma" => tails(incomplete_gamma(2.5, 3.0).unwrap()),
        "beta_quantile" => {
            let share = beta_quantile(2.5, 4.0, 0.1).unwrap();
            json!({"value": share.value, "complement": share.complement})
        }
        "gamma_quantile" => number(gamma_quantile(2.5, 0.9).unwrap()),
        "normal_tails" => tails(normal_tails(1.5).unwrap()),
        "normal_quantile" => number(normal_quantile(0.975).unwrap()),
        "binomial_probability" => json!({
            "value": binomial_probability(8, 28, 0.26).unwrap(),
            "ln": ln_binomial_probability(8, 28, 0.26).unwrap().unwrap(),
        }),
        "poisson_probability" => json!({
            "value": poisson_probability(8, 7.28).unwrap(),
            "ln": ln_poisson_probability(8, 7.28).unwrap().unwrap(),
        }),
        "beta_binomial_probability" => json!({
            "value": beta_binomial_probability(8, 28, 8.5, 12.5).unwrap(),
            "ln": ln_beta_binomial_probability(8, 28, 8.5, 12.5).unwrap().unwrap(),
        }),
        other => panic!("no expected answer for {other}"),
    }
}

/// The plan as the core serializes it, in the form of answers: no nulls, levers as text, without the goal.
fn plan() -> Value {
    let funnel = Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(0.65).unwrap())
        .gate("Sales", Gate::from_counts(2, 5).unwrap())
        .sale_value(3_400.0)
        .build()
        .unwrap();
    let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0).confidence(0.9);
    let plan = funnel.plan(target).unwrap();
    let mut plan = without_nulls(serde_json::to_value(plan).unwrap());
    let object = plan.as_object_mut().unwrap();
    let _ = object.remove("goal").unwrap();
    let _ = object.insert("sensitivity".to_string(), levers(object["sensitivity"].clone()));
    plan
}

fn levers(mut effects: Value) -> Value {
    for effect in effects.as_array_mut().unwrap() {
        if let Some(gate) = effect["lever"].get("gate") {
            effect["lever"] = json!(format!("gates[{gate}]"));
        }
    }
    effects
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        Value::Object(members) => {
            let some = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                some.map(|(name, value)| (name, without_nulls(value))).collect::<Map<_, _>>(),
            )
        }
        value => value,
    }
}

#[test]
fn every_example_is_answered_with_the_bits_of_the_core() {
    for question in funnelmath_json::questions() {
        let request = funnelmath_json::example(question).unwrap();
        let answer = funnelmath_json::answer(request);
        let answer: Value = serde_json::from_str(&answer).expect(question);
        assert_eq!(answer, json!({"question": question, "answer": expected(question)}));
    }
}

/// Other forms of the same request, with the same answer.
#[test]
fn forms_that_mean_the_same() {
    let same = |one: &str, other: &str| {
        let (one, other) = (funnelmath_json::answer(one), funnelmath_json::answer(other));
        assert!(one.contains("\"answer\""), "{one}");
        assert_eq!(one, other);
    };
    same(
        r#"{"question":"inputs_for","chance":{"counted":{"evidence":[{"a":9,"b":13}]}},"results":3,"confidence":0.9}"#,
        r#"{"question":"inputs_for","chance":{"counted":{"evidence":[{"prior":"uniform","successes":8,"trials":20}],"rate":1}},"results":3,"confidence":0.9}"#,
    );
    same(
        r#"{"question":"required","rates":[0.5],"goal":{"volume":{"stage":1,"target":4}}}"#,
        r#"{"question":"required","rates":[0.5],"goal":{"volume":{"stage":1,"target":4}},"start":"empty","sale_value":7}"#,
    );
    same(
        r#"{"question":"convert","amount":1,"from":"week","to":"year"}"#,
        r#"{"question":"convert","amount":1,"from":"week","to":"year","calendar":{"selling_weeks":52}}"#,
    );
    same(
        r#"{"question":"results_moments","flow":{"arrivals":40,"weeks":4},"weeks":2}"#,
        r#"{"question":"results_moments","flow":{"shape":40.5,"weeks":4,"rate":1.0},"weeks":2}"#,
    );
    same(
        r#"{"question":"forward","rates":[0.5,0.5],"entry":8,"sale_value":10}"#,
        r#"{"question":"forward","rates":[0.5,0.5],"entries":[8,0,0],"sale_values":[0,0,10]}"#,
    );
}

/// Each "no answer" is an outcome that says so.
#[test]
fn outcomes_without_an_answer() {
    let cases = [
        (
            r#"{"question":"required","rates":[0.5,0],"goal":{"revenue":9},"sale_value":3}"#,
            "unreachable",
        ),
        (
            r#"{"question":"mix_required","segments":[{"share":1,"rates":[0],"sale_value":3}],"goal":{"revenue":9}}"#,
            "unreachable",
        ),
        (
            r#"{"question":"budget","rates":[0.5],"costs":[0,0],"budget":1,"sale_value":2}"#,
            "unlimited",
        ),
        (r#"{"question":"results_quantile","flow":{"per_week":3},"weeks":2,"p":1}"#, "unbounded"),
        (r#"{"question":"inputs_for","chance":{"rate":0.5},"results":3,"confidence":1}"#, "never"),
        (
            r#"{"question":"inputs_for_mix","segments":[{"share":1,"chance":{"rate":0}}],"results":3,"confidence":0.5}"#,
            "never",
        ),
        (r#"{"question":"weeks_for","flow":{"per_week":0},"results":3,"confidence":0.5}"#, "never"),
        (r#"{"question":"arrivals_for","rate":0,"results":3,"confidence":0.5}"#, "unbounded"),
        (r#"{"question":"rate_for","results":9,"inputs":8,"confidence":0.5}"#, "too_few_inputs"),
        (
            r#"{"question":"gate_for","rates":[0.1,0.5],"gate":1,"results":8,"inputs":8,"confidence":0.9}"#,
            "impossible",
        ),
        (r#"{"question":"activity_gauge","actual":1,"required":0}"#, "undefined"),
        (r#"{"question":"coverage","pipeline":1,"quota":2,"booked":3}"#, "met"),
        (
            r#"{"question":"velocity","opportunities":1,"sale_value":1,"win_rate":1,"cycle_days":0}"#,
            "no_cycle",
        ),
        (r#"{"question":"normal_quantile","p":1}"#, "unbounded"),
    ];
    for (request, outcome) in cases {
        let answer: Value = serde_json::from_str(&funnelmath_json::answer(request)).unwrap();
        assert_eq!(answer["answer"]["outcome"], outcome, "{request}: {answer}");
    }
    let request = r#"{"question":"results_interval","flow":{"per_week":3},"weeks":2,"level":1}"#;
    let answer = funnelmath_json::answer(request);
    assert!(answer.contains(r#""answer":{"low":0.0,"method":"exact"}"#), "{answer}");
}

/// What serde writes of a funnel and a target is a request for their plan.
#[test]
fn the_form_of_serde_is_read() {
    let deals = [900.0, 1_100.0, 12_400.0];
    let funnel = Funnel::builder()
        .entry("Leads")
        .gate("", Gate::one_in(3.0).unwrap())
        .benchmark(0.5)
        .gate("Sales", Gate::from_counts(0.5, 2.5).unwrap())
        .calendar(Calendar::selling_weeks(46.0).unwrap())
        .sale_value_benchmark(5_000.0)
        .deal_size(DealSize::Seen(&deals))
        .build()
        .unwrap();
    let targets = [
        Target::new(Goal::Revenue(25_000.0)).confidence(0.8).left(0.5).actual(3.0),
        Target::new(Goal::Volume { stage: 1, target: 8.0 })
            .start(Start::Reached(&[9.0, 3.0, 1.0]))
            .entries(&[0.0, 1.0, 0.0])
            .policy(Policy::Nearest)
            .per(Period::Quarter)
            .deal_size(DealSize::Varying { mean: 4_800.0, variation: 0.5 })
            .working_days(funnelmath::plan::WorkingDays { elapsed: 3.0, total: 21.0 }),
        Target::new(Goal::Revenue(9_000.0)).start(Start::Open(&[9.0, 3.0, 1.0])).reached(-5.0),
    ];
    for target in targets {
        let request = json!({"question": "plan", "funnel": funnel, "target": target}).to_string();
        let answer: Value = serde_json::from_str(&funnelmath_json::answer(&request)).unwrap();
        let mut plan = match funnel.plan(target) {
            Ok(plan) => without_nulls(serde_json::to_value(plan).unwrap()),
            Err(error) => {
                assert_eq!(answer["errors"][0]["code"], error.kind().name(), "{answer}");
                continue;
            }
        };
        let object = plan.as_object_mut().unwrap();
        let _ = object.remove("goal").unwrap();
        let _ = object.insert("sensitivity".to_string(), levers(object["sensitivity"].clone()));
        assert_eq!(answer["answer"], plan, "{request}");
    }
}
