//! The golden vectors of `testdata`: bit for bit, or as near as the promise goes.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
/// The operations of the larger modules.
mod calls {
    pub(crate) mod chance;
    pub(crate) mod flow;
    pub(crate) mod parts;
}

use common::{Case, f64_of, read, testdata};
use funnelmath::{
    Calendar, Chain, Error, Field, Gate, Goal, Period, Policy, Start,
    chain::{
        Answer, Conflict, Entry, Knowns, Lever, Required, RollUp, Situation, Step, Unreachable,
    },
    math,
    math::Tails,
    rate::GateCounts,
    scorecard::{ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever},
};
use std::collections::BTreeSet;

/// What outputs hold before a call, to see that an error leaves them alone.
const UNTOUCHED: f64 = -123.456;

/// A value as the files write it; f64 by its bits.
enum Token {
    F64(f64),
    None,
    Text(String),
}

impl From<f64> for Token {
    fn from(value: f64) -> Self {
        Token::F64(value)
    }
}

impl From<Option<f64>> for Token {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Token::None, Token::F64)
    }
}

impl From<usize> for Token {
    fn from(value: usize) -> Self {
        Token::Text(value.to_string())
    }
}

impl From<Option<usize>> for Token {
    fn from(value: Option<usize>) -> Self {
        value.map_or(Token::None, Token::from)
    }
}

impl From<&str> for Token {
    fn from(value: &str) -> Self {
        Token::Text(value.to_owned())
    }
}

impl From<Option<&str>> for Token {
    fn from(value: Option<&str>) -> Self {
        value.map_or(Token::None, Token::from)
    }
}

impl From<bool> for Token {
    fn from(value: bool) -> Self {
        Token::from(if value { "yes" } else { "no" })
    }
}

impl Token {
    fn matches(&self, expected: &str) -> bool {
        match self {
            Token::F64(value) => {
                expected.contains('=') && f64_of(expected).to_bits() == value.to_bits()
            }
            Token::None => expected == "-",
            Token::Text(text) => text == expected,
        }
    }

    /// Within a relative tolerance of an f64; 0 is only 0.
    fn is_near(&self, expected: &str, tolerance: f64) -> bool {
        let wanted = f64_of(expected);
        matches!(self, Token::F64(value) if (value - wanted).abs() <= tolerance * wanted.abs())
    }

    fn show(&self) -> String {
        match self {
            Token::F64(value) => format!("{:016x}={value:?}", value.to_bits()),
            Token::None => "-".to_owned(),
            Token::Text(text) => text.clone(),
        }
    }
}

type Outs = Vec<(&'static str, Vec<Token>)>;

fn one(field: &'static str, value: impl Into<Token>) -> (&'static str, Vec<Token>) {
    (field, vec![value.into()])
}

fn many<T: Into<Token>>(
    field: &'static str,
    values: impl IntoIterator<Item = T>,
) -> (&'static str, Vec<Token>) {
    (field, values.into_iter().map(Into::into).collect())
}

fn compare(case: &Case, got: &Outs) -> Result<(), String> {
    let names: BTreeSet<&str> = got.iter().map(|(field, _)| *field).collect();
    let wanted: BTreeSet<&str> =
        case.outs.keys().chain(case.nears.keys()).map(String::as_str).collect();
    if names != wanted {
        return Err(format!("fields {names:?}, expected {wanted:?}"));
    }
    for (field, values) in got {
        let (wanted, tolerance) = match case.nears.get(*field) {
            Some(near) => (&near[1..], Some(near[0].parse().unwrap())),
            None => (&case.outs[*field][..], None),
        };
        let same = values.len() == wanted.len()
            && values.iter().zip(wanted).all(|(value, wanted)| match tolerance {
                Some(tolerance) => value.is_near(wanted, tolerance),
                None => value.matches(wanted),
            });
        if !same {
            let values: Vec<String> = values.iter().map(Token::show).collect();
            let how = tolerance.map_or(String::new(), |tolerance| format!(" within {tolerance:e}"));
            return Err(format!("{field} is {values:?}, expected {wanted:?}{how}"));
        }
    }
    Ok(())
}

/// Calls what the case names, and says what came out.
fn run(case: &Case) -> Result<Outs, Error> {
    match case.op.as_str() {
        "forward" => forward(case),
        "overall" => {
            let rates = case.f64s("rates");
            Ok(vec![one("overall", Chain::new(&rates)?.overall())])
        }
        "required" => required(case),
        "forward_each" | "required_each" | "mix" | "costs" | "snapshot" => {
            Ok(calls::parts::run(case))
        }
        "rates_from_counts" => rates_from_counts(case),
        "one_in" => Ok(vec![one("rate", Gate::one_in(case.f64("n"))?.rate().get())]),
        "roll_up" => roll_up(case),
        "sensitivity" => sensitivity(case),
        "solve" => solve(case),
        "calendar" => calendar(case),
        "whole" => {
            let policy: Policy = case.word("policy").parse()?;
            let whole = policy.apply(case.f64("exact"))?;
            Ok(vec![
                one("units", whole.units),
                one("residual", whole.residual()),
                one("delivers", whole.delivers()),
            ])
        }
        "whole_each" => whole_each(case),
        "activity_gauge" => {
            let (actual, required) = (case.f64("actual"), case.f64("required"));
            Ok(vec![one("gauge", ActivityGauge { actual, required }.value()?)])
        }
        "attainment" => {
            let (actual, goal) = (case.f64("actual"), case.f64("goal"));
            Ok(vec![one("attainment", Attainment { actual, goal }.value()?)])
        }
        "velocity" => Ok(vec![one("per_day", velocity(case).per_day()?)]),
        "velocity_effect" => velocity_effect(case),
        "weighted_pipeline" => {
            let (values, probabilities) = (case.f64s("values"), case.f64s("probabilities"));
            let deals = OpenDeals { values: &values, probabilities: &probabilities };
            let pipeline = deals.pipeline()?;
            Ok(vec![
                one("total", pipeline.total),
                one("weighted", pipeline.weighted),
                one("deviation", pipeline.deviation),
            ])
        }
        "coverage" => {
            let [pipeline, quota, booked] =
                ["pipeline", "quota", "booked"].map(|field| case.f64(field));
            let now = Coverage { pipeline, quota, booked };
            Ok(match now.value()? {
                Covered::Ratio { ratio, cushion } => {
                    vec![one("outcome", "ratio"), one("ratio", ratio), one("cushion", cushion)]
                }
                Covered::Met { surplus } => vec![one("outcome", "met"), one("surplus", surplus)],
            })
        }
        "required_coverage" => Ok(vec![one(
            "coverage",
            funnelmath::scorecard::required_coverage(case.f64("win_rate"))?,
        )]),
        _ => special(case),
    }
}

/// The special functions of the module `math`.
fn special(case: &Case) -> Result<Outs, Error> {
    let f64 = |field| case.f64(field);
    let tails = |tails: Tails| vec![one("lower", tails.lower), one("upper", tails.upper)];
    let mass = |probability: f64, ln: Option<f64>| {
        Ok(vec![one("probability", probability), one("ln", ln)])
    };
    match case.op.as_str() {
        "incomplete_beta" => Ok(tails(math::incomplete_beta(f64("a"), f64("b"), f64("x"))?)),
        "incomplete_gamma" => Ok(tails(math::incomplete_gamma(f64("a"), f64("x"))?)),
        "normal_tails" => Ok(tails(math::normal_tails(f64("z"))?)),
        "beta_quantile" => {
            let share = math::beta_quantile(f64("a"), f64("b"), f64("p"))?;
            Ok(vec![one("x", share.value), one("rest", share.complement)])
        }
        "gamma_quantile" => Ok(vec![one("x", math::gamma_quantile(f64("a"), f64("p"))?)]),
        "normal_quantile" => Ok(vec![one("z", math::normal_quantile(f64("p"))?)]),
        "binomial_probability" => {
            let (k, n, rate) = (f64("k"), f64("n"), f64("rate"));
            mass(
                math::binomial_probability(k, n, rate)?,
                math::ln_binomial_probability(k, n, rate)?,
            )
        }
        "poisson_probability" => {
            let (k, mean) = (f64("k"), f64("mean"));
            mass(math::poisson_probability(k, mean)?, math::ln_poisson_probability(k, mean)?)
        }
        "beta_binomial_probability" => {
            let (k, n, a, b) = (f64("k"), f64("n"), f64("a"), f64("b"));
            mass(
                math::beta_binomial_probability(k, n, a, b)?,
                math::ln_beta_binomial_probability(k, n, a, b)?,
            )
        }
        op => calls::chance::run(case)
            .or_else(|| calls::flow::run(case))
            .unwrap_or_else(|| panic!("{}: unknown operation {op}", case.name)),
    }
}

/// So many places for outputs, unless the case asks for another, wrong number.
fn places(case: &Case, field: &str, fitting: usize) -> Vec<f64> {
    let places = if case.has(field) { case.int(field) } else { fitting };
    vec![UNTOUCHED; places]
}

fn untouched(case: &Case, outputs: &[f64]) {
    assert!(outputs.iter().all(|&out| out == UNTOUCHED), "{}: an output was written", case.name);
}

fn forward(case: &Case) -> Result<Outs, Error> {
    let rates = case.f64s("rates");
    let mut volumes = places(case, "places", rates.len() + 1);
    let chain = Chain::new(&rates)?;
    let revenue = chain
        .forward(Entry::First(case.f64("entry")), case.f64("sale_value"), &mut volumes)
        .inspect_err(|_| untouched(case, &volumes))?;
    Ok(vec![many("volumes", volumes), one("revenue", revenue)])
}

fn goal(case: &Case) -> Goal {
    let target = case.f64("target");
    match case.word("goal") {
        "revenue" => Goal::Revenue(target),
        "volume" => Goal::Volume { stage: case.int("goal_stage"), target },
        other => panic!("{}: goal {other}", case.name),
    }
}

fn lever_tokens(lever: Lever) -> Vec<Token> {
    match lever {
        Lever::Gate(gate) => vec!["gate".into(), gate.into()],
        Lever::SaleValue => vec!["sale_value".into()],
    }
}

fn required(case: &Case) -> Result<Outs, Error> {
    let rates = case.f64s("rates");
    let there = if case.has("there") { case.f64s("there") } else { Vec::new() };
    let start = match case.word("start") {
        "empty" => Start::Empty,
        "open" => Start::Open(&there),
        "reached" => Start::Reached(&there),
        other => panic!("{}: start {other}", case.name),
    };
    let mut volumes = places(case, "places", rates.len() + 1);
    let required = Chain::new(&rates)?
        .required(goal(case), case.f64("sale_value"), start, &mut volumes)
        .inspect_err(|_| untouched(case, &volumes))?;
    Ok(match required {
        Required::Entry(entry) => {
            vec![one("outcome", "entry"), one("entry", entry), many("volumes", volumes)]
        }
        Required::Unreachable(Unreachable { lever, missing, best, .. }) => {
            untouched(case, &volumes);
            vec![
                one("outcome", "unreachable"),
                ("lever", lever_tokens(lever)),
                one("missing", missing),
                one("best", best),
            ]
        }
    })
}

fn rates_from_counts(case: &Case) -> Result<Outs, Error> {
    let (successes, trials) = (case.f64s("successes"), case.f64s("trials"));
    let mut rates: Vec<Option<f64>> =
        places(case, "places", successes.len()).into_iter().map(Some).collect();
    let counts = GateCounts { successes: &successes, trials: &trials };
    counts.rates(&mut rates).inspect_err(|_| {
        assert!(rates.iter().all(|&rate| rate == Some(UNTOUCHED)), "{}", case.name);
    })?;
    for ((rate, &s), &t) in rates.iter().zip(&successes).zip(&trials) {
        let gate = Gate::from_counts(s, t).ok();
        assert_eq!(gate.map(|gate| gate.rate().get().to_bits()), rate.map(f64::to_bits));
    }
    Ok(vec![many("rates", rates)])
}

fn roll_up(case: &Case) -> Result<Outs, Error> {
    let gates = case.int("gates");
    let mut volumes = places(case, "places", gates + 1);
    let mut implied: Vec<Option<f64>> =
        places(case, "implied_places", gates).into_iter().map(Some).collect();
    let (rates, entries) = (case.f64s("rates"), case.f64s("entries"));
    let sale_values = case.f64s("sale_values");
    let team = RollUp { gates, rates: &rates, entries: &entries, sale_values: &sale_values };
    let total = team.total(&mut volumes, &mut implied).inspect_err(|_| {
        untouched(case, &volumes);
        assert!(implied.iter().all(|&rate| rate == Some(UNTOUCHED)), "{}", case.name);
    })?;
    Ok(vec![
        many("volumes", volumes),
        many("implied", implied),
        one("revenue", total.revenue),
        one("sale_value", total.sale_value),
        one("overall", total.overall),
    ])
}

fn sensitivity(case: &Case) -> Result<Outs, Error> {
    let rates = case.f64s("rates");
    let situation = Situation {
        goal: goal(case),
        sale_value: case.f64("sale_value"),
        stage: case.int("stage"),
        volume: case.f64("volume"),
    };
    let lever = match case.words("lever")[..] {
        ["gate", gate] => Lever::Gate(gate.parse().unwrap()),
        ["sale_value"] => Lever::SaleValue,
        ref other => panic!("{}: lever {other:?}", case.name),
    };
    let step = Step::new(case.word("step").parse()?, case.f64("size"));
    let effect = Chain::new(&rates)?.sensitivity(&situation, lever, step)?;
    assert_eq!(effect.lever, lever);
    Ok(vec![
        one("from", effect.from),
        one("to", effect.to),
        one("capped", effect.capped),
        one("required_before", effect.required_before),
        one("required_after", effect.required_after),
        one("revenue_before", effect.revenue_before),
        one("revenue_after", effect.revenue_after),
        one("required_change", effect.required_change()),
        one("revenue_change", effect.revenue_change()),
    ])
}

fn kind(answer: &Answer) -> &'static str {
    match answer {
        Answer::Given(_) => "given",
        Answer::Found(_) => "found",
        Answer::Undetermined => "undetermined",
        Answer::OnlyProduct { .. } => "only_product",
        _ => "unknown to this test",
    }
}

fn solve(case: &Case) -> Result<Outs, Error> {
    let (volumes, rates) = (case.opt_f64s("volumes"), case.opt_f64s("rates"));
    let knowns = Knowns {
        volumes: &volumes,
        rates: &rates,
        sale_value: case.opt_f64("sale_value"),
        revenue: case.opt_f64("revenue"),
    };
    let untouched = Answer::Found(UNTOUCHED);
    let mut nodes = vec![untouched; volumes.len()];
    let mut edges = vec![untouched; rates.len()];
    let solution = funnelmath::chain::solve(&knowns, &mut nodes, &mut edges).inspect_err(|_| {
        let all = nodes.iter().chain(&edges);
        assert!(all.copied().all(|answer| answer == untouched), "{}", case.name);
    })?;
    nodes.push(solution.revenue);
    edges.push(solution.sale_value);
    let products = edges.iter().map(|edge| match *edge {
        Answer::OnlyProduct { from, to, product } => (Some(from), Some(to), Some(product)),
        _ => (None, None, None),
    });
    let products: Vec<_> = products.collect();
    let mut outs = vec![
        one("undetermined", solution.undetermined),
        many("node_kinds", nodes.iter().map(kind)),
        many("nodes", nodes.iter().map(Answer::value)),
        many("edge_kinds", edges.iter().map(kind)),
        many("edges", edges.iter().map(Answer::value)),
        many("edge_from", products.iter().map(|&(from, _, _)| from)),
        many("edge_to", products.iter().map(|&(_, to, _)| to)),
        many("edge_products", products.iter().map(|&(_, _, product)| product)),
    ];
    match solution.conflict {
        None => outs.push(one("conflict", "none")),
        Some(Conflict::Contradictory { from, to, expected, given }) => outs.extend([
            one("conflict", "contradictory"),
            one("from", from),
            one("to", to),
            one("expected", expected),
            one("given", given),
        ]),
        Some(Conflict::Impossible { gate, gates, takes, to, best }) => outs.extend([
            one("conflict", "impossible"),
            one("gate", gate),
            one("gates", gates),
            one("takes", takes),
            one("to", to),
            one("best", best),
        ]),
        other => panic!("{}: {other:?}", case.name),
    }
    Ok(outs)
}

fn calendar(case: &Case) -> Result<Outs, Error> {
    let mut calendar = match case.word("calendar") {
        "common" => Calendar::COMMON,
        "four_week_month" => Calendar::FOUR_WEEK_MONTH,
        "civil" => Calendar::CIVIL,
        "selling_weeks" => Calendar::selling_weeks(case.f64("weeks"))?,
        other => panic!("{}: calendar {other}", case.name),
    };
    if let Some(days) = case.opt_f64("days_per_week") {
        calendar = calendar.with_days_per_week(days)?;
    }
    let (from, to): (Period, Period) = (case.word("from").parse()?, case.word("to").parse()?);
    let amount = calendar.convert(case.f64("amount"), from, to)?;
    Ok(vec![
        many("per_year", [calendar.per_year(from), calendar.per_year(to)]),
        one("amount", amount),
    ])
}

fn whole_each(case: &Case) -> Result<Outs, Error> {
    let (rates, exact) = (case.f64s("rates"), case.f64s("exact"));
    let policy: Policy = case.word("policy").parse()?;
    let mut whole = places(case, "places", rates.len() + 1);
    policy
        .apply_each(&Chain::new(&rates)?, case.int("stage"), &exact, &mut whole)
        .inspect_err(|_| untouched(case, &whole))?;
    Ok(vec![many("whole", whole)])
}

fn velocity(case: &Case) -> Velocity {
    Velocity {
        opportunities: case.f64("opportunities"),
        sale_value: case.f64("sale_value"),
        win_rate: case.f64("win_rate"),
        cycle_days: case.f64("cycle_days"),
    }
}

fn velocity_effect(case: &Case) -> Result<Outs, Error> {
    let lever: VelocityLever = case.word("lever").parse()?;
    let effect = velocity(case).effect(lever, case.f64("by"))?;
    Ok(vec![
        one("to", effect.to),
        one("capped", effect.capped),
        one("per_day", effect.per_day),
        one("change", effect.change),
    ])
}

fn check(file: &str, least: usize) {
    let cases = read(file);
    assert!(cases.len() >= least, "{file}: {} cases, at least {least} expected", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        assert!(case.outs.len() + case.nears.len() > 0, "{}: nothing to compare", case.name);
        let got = run(case).unwrap_or_else(|error| {
            vec![
                one("error", error.kind().name()),
                one("error_field", error.field().map(Field::name)),
                one("error_index", error.index()),
                one("error_value", error.value()),
                one("error_limit", error.limit()),
            ]
        });
        if let Err(why) = compare(case, &got) {
            wrong.push(format!("{}: {why}", case.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases are wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// A test for each file, and how many cases it has at least: an emptied file must not pass.
macro_rules! files {
    ($($name:ident $least:literal)+) => {
        mod file {
            $(#[test]
            fn $name() {
                super::check(concat!(stringify!($name), ".txt"), $least);
            })+
        }

        const READ: &[&str] = &[$(concat!(stringify!($name), ".txt")),+];
    };
}

files! {
    activity_gauge 110
    arrivals_for 40
    attainment 110
    beta_binomial_probability 36
    beta_quantile 50
    binomial_probability 47
    calendar 250
    chance_at_least 115
    chance_exactly 115
    chance_inputs 136
    chance_interval 48
    chance_quantile 75
    chance_results 59
    costs 60
    coverage 110
    errors 350
    evidence_interval 55
    evidence_observe 23
    evidence_quantile 55
    flow_at_least 70
    flow_exactly 70
    flow_interval 57
    flow_quantile 57
    flow_revenue_at_least 40
    flow_weeks 72
    forward 120
    forward_each 60
    gamma_quantile 44
    gate_for 38
    incomplete_beta 65
    incomplete_gamma 46
    mix 60
    normal_quantile 40
    normal_tails 30
    one_in 100
    overall 110
    poisson_probability 28
    rate_for 48
    rates_from_counts 100
    required 300
    required_coverage 100
    required_each 60
    revenue_at_least 142
    revenue_inputs 112
    revenue_quantile 77
    roll_up 110
    sample_size 68
    sensitivity 160
    snapshot 40
    solve 270
    velocity 110
    velocity_effect 130
    weighted_pipeline 115
    whole 390
    whole_each 150
}

/// Every vector file is read by a test.
#[test]
fn every_file_is_read() {
    let there: BTreeSet<String> = std::fs::read_dir(testdata())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    assert_eq!(there, READ.iter().map(|&name| name.to_owned()).collect());
}
