//! The operations on numbers of results: of n inputs, of a rate known from counts.

use super::super::{Outs, Token, one};
use crate::common::Case;
use funnelmath::{
    Chain, Chance, Error, Evidence, Method, Probability,
    chance::{GateFor, Inputs, RateFor, Requirement, rate_for},
    rate::{RateTest, SampleSize},
};

/// Runs the case; `None` when its operation belongs to another file.
pub(crate) fn run(case: &Case) -> Option<Result<Outs, Error>> {
    let question = match case.op.as_str() {
        "chance_at_least" => at_least,
        "chance_exactly" => exactly,
        "chance_quantile" => quantile,
        "chance_interval" => interval,
        "chance_inputs" => inputs,
        "chance_results" => results,
        "rate_for" => rate,
        "gate_for" => gate,
        "evidence_quantile" => evidence_quantile,
        "evidence_interval" => evidence_interval,
        "evidence_observe" => evidence_observe,
        "sample_size" => sample_size,
        _ => return None,
    };
    Some(question(case))
}

/// Both tails, after a check that they sum to 1.
pub(crate) fn both(chance: Probability) -> Outs {
    assert!((chance.value + chance.complement - 1.0).abs() < 1e-9, "{chance:?}");
    vec![one("reached", chance.value), one("missed", chance.complement)]
}

pub(crate) fn method(method: Method) -> (&'static str, Vec<Token>) {
    assert!(Method::ALL.contains(&method));
    one("method", method.name())
}

/// The outcome of a search for inputs.
pub(crate) fn found(inputs: Inputs) -> Outs {
    match inputs {
        Inputs::Enough { inputs, chance } => {
            join([vec![one("outcome", "enough"), one("inputs", inputs)], both(chance)])
        }
        Inputs::Never { best } => {
            vec![one("outcome", "never"), one("best", best.value), one("missed", best.complement)]
        }
        other => panic!("{other:?}"),
    }
}

pub(crate) fn join<const N: usize>(parts: [Outs; N]) -> Outs {
    parts.into_iter().flatten().collect()
}

/// What is known of each gate that was counted.
pub(crate) fn evidence(case: &Case) -> Result<Vec<Evidence>, Error> {
    let (a, b) = (case.f64s("a"), case.f64s("b"));
    assert_eq!(a.len(), b.len(), "{}", case.name);
    a.iter().zip(&b).map(|(&a, &b)| Evidence::new(a, b)).collect()
}

/// The chance of the case, by the constructor that fits.
pub(crate) fn chance<'a>(case: &Case, evidence: &'a [Evidence]) -> Result<Chance<'a>, Error> {
    let rate = case.f64("rate");
    match evidence {
        [] => Chance::known(rate),
        [only] => Chance::followed(only).and_known(rate),
        _ => Chance::counted(evidence)?.and_known(rate),
    }
}

fn at_least(case: &Case) -> Result<Outs, Error> {
    let evidence = evidence(case)?;
    let answer = chance(case, &evidence)?.results(case.f64("n"))?.at_least(case.f64("k"))?;
    Ok(join([both(answer), vec![method(answer.method)]]))
}

fn exactly(case: &Case) -> Result<Outs, Error> {
    let evidence = evidence(case)?;
    let answer = chance(case, &evidence)?.results(case.f64("n"))?.exactly(case.f64("k"))?;
    Ok(vec![one("probability", answer.value)])
}

fn quantile(case: &Case) -> Result<Outs, Error> {
    let evidence = evidence(case)?;
    let answer = chance(case, &evidence)?.results(case.f64("n"))?.quantile(case.f64("p"))?;
    Ok(vec![one("k", answer.map(|answer| answer.value))])
}

fn interval(case: &Case) -> Result<Outs, Error> {
    let evidence = evidence(case)?;
    let range = chance(case, &evidence)?.results(case.f64("n"))?.interval(case.f64("level"))?;
    Ok(vec![one("low", range.low), one("high", range.high)])
}

fn inputs(case: &Case) -> Result<Outs, Error> {
    let evidence = evidence(case)?;
    let chance = chance(case, &evidence)?;
    Ok(found(chance.inputs_for(case.f64("k"), case.f64("confidence"))?))
}

fn results(case: &Case) -> Result<Outs, Error> {
    let evidence = evidence(case)?;
    let results = chance(case, &evidence)?.results(case.f64("n"))?;
    let bound = results.lower_bound(case.f64("confidence"))?;
    let k = bound.expect("inputs have a largest number of results").value;
    Ok(join([vec![one("k", k)], both(results.at_least(k)?)]))
}

fn requirement(case: &Case) -> Requirement {
    let (results, inputs) = (case.f64("k"), case.f64("n"));
    Requirement { results, inputs, confidence: case.f64("confidence") }
}

fn rate(case: &Case) -> Result<Outs, Error> {
    let answer = rate_for(requirement(case))?;
    Ok(match answer {
        RateFor::Rate(rate) => {
            vec![one("outcome", "rate"), one("rate", rate.value), one("rest", rate.complement)]
        }
        RateFor::TooFewInputs => vec![one("outcome", "too_few_inputs")],
        other => panic!("{}: {other:?}", case.name),
    })
}

fn gate(case: &Case) -> Result<Outs, Error> {
    let (rates, gate) = (case.f64s("rates"), case.int("gate"));
    let chain = Chain::new(&rates)?;
    let answer = chain.gate_for(gate, requirement(case))?;
    Ok(match answer {
        GateFor::Rate(rate) => vec![one("outcome", "rate"), one("rate", rate)],
        GateFor::Impossible { gate: named, takes, best } => {
            assert_eq!(named, gate, "{}", case.name);
            join([vec![one("outcome", "impossible"), one("takes", takes)], both(best)])
        }
        other => panic!("{}: {other:?}", case.name),
    })
}

fn evidence_quantile(case: &Case) -> Result<Outs, Error> {
    let evidence = Evidence::new(case.f64("a"), case.f64("b"))?;
    Ok(vec![one("x", evidence.quantile(case.f64("p"))?)])
}

fn evidence_interval(case: &Case) -> Result<Outs, Error> {
    let evidence = Evidence::new(case.f64("a"), case.f64("b"))?;
    let interval = evidence.interval(case.f64("level"))?;
    Ok(vec![one("low", interval.low), one("high", interval.high)])
}

fn evidence_observe(case: &Case) -> Result<Outs, Error> {
    let prior = Evidence::new(case.f64("a"), case.f64("b"))?;
    let evidence = prior.observe(case.f64("successes"), case.f64("trials"))?;
    Ok(vec![one("a", evidence.a()), one("b", evidence.b())])
}

fn sample_size(case: &Case) -> Result<Outs, Error> {
    let [rate, other_rate, significance, power] =
        ["rate", "other_rate", "significance", "power"].map(|field| case.f64(field));
    Ok(match (RateTest { rate, other_rate, significance, power }).sample_size()? {
        SampleSize::Enough { trials, exact } => {
            vec![one("outcome", "enough"), one("trials", trials), one("exact", exact)]
        }
        _ => vec![one("outcome", "never")],
    })
}
