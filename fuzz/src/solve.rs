//! Target `solve`: any knowns, and knowns taken from a funnel that exists.

use crate::input::Input;
use crate::rules::{self, same};
use funnelmath::chain::{Answer, Conflict, Knowns, Solution, solve as solve_for};

const MOST: usize = 7;
/// Stages and the revenue; gates and the sale value.
type Nodes<T> = [T; MOST + 2];
type Edges<T> = [T; MOST + 1];
/// Where knowns may disagree by 2^-40, an equation may be off by that and the roundings.
const NEAR: f64 = 1.0 / 549_755_813_888.0;
/// What no answer is, to be found again where nothing was written.
const POISON: Answer = Answer::Given(f64::from_bits(0x7ff8_dead_beef_0bad));

/// Any bytes as knowns.
pub fn solve(data: &[u8]) {
    let mut input = Input::new(data);
    let options = input.byte();
    let gates = input.below(MOST + 1);
    let (mut nodes, mut edges) = ([None; MOST + 2], [None; MOST + 1]);
    if options & 2 == 2 && gates > 0 {
        let (true_nodes, true_edges) = funnel(&mut input, gates);
        let shown = |input: &mut Input<'_>, value| (input.byte() & 3 == 0).then_some(value);
        for node in 0..gates + 2 {
            nodes[node] = shown(&mut input, true_nodes[node]);
        }
        for edge in 0..=gates {
            edges[edge] = shown(&mut input, true_edges[edge]);
        }
        let found = asked(gates, &nodes, &edges).expect("a funnel that exists");
        let (solution, answers) = &found;
        assert_eq!(solution.conflict, None, "{nodes:?} {edges:?}");
        is_true(gates, answers, &true_nodes, &true_edges);
        all_that_follows(gates, answers, &nodes, &edges);
        return;
    }
    for node in nodes.iter_mut().take(gates + 2) {
        *node = input.flag().then(|| input.any());
    }
    for edge in edges.iter_mut().take(gates) {
        *edge = match input.byte() {
            0..80 => None,
            80..220 => Some(input.rate()),
            _ => Some(input.any()),
        };
    }
    edges[gates] = input.flag().then(|| input.any());
    if options & 4 == 4 {
        mismatched(&mut input, &nodes, &edges);
    }
    if let Some((solution, answers)) = asked(gates, &nodes, &edges) {
        match solution.conflict {
            Some(conflict) => justified(conflict, gates),
            None => equations_hold(gates, &answers),
        }
    }
}

/// A funnel whose numbers are moderate, and its volumes.
fn funnel(input: &mut Input<'_>, gates: usize) -> (Nodes<f64>, Edges<f64>) {
    let (mut nodes, mut edges) = ([0.0; MOST + 2], [0.0; MOST + 1]);
    nodes[0] = if input.byte() < 16 { 0.0 } else { input.sane() };
    for edge in 0..=gates {
        edges[edge] = match input.byte() {
            0..20 => 0.0,
            20..60 if edge < gates => 1.0,
            _ if edge < gates => input.part(),
            _ => input.sane(),
        };
        nodes[edge + 1] = nodes[edge] * edges[edge];
    }
    (nodes, edges)
}

type Answers = (Nodes<Answer>, Edges<Answer>);

/// Solves, and holds the answers against what must be true of all; `None` when the input is refused.
fn asked(
    gates: usize,
    nodes: &Nodes<Option<f64>>,
    edges: &Edges<Option<f64>>,
) -> Option<(Solution, Answers)> {
    let mut answers = ([POISON; MOST + 2], [POISON; MOST + 1]);
    let knowns = Knowns {
        volumes: &nodes[..=gates],
        rates: &edges[..gates],
        sale_value: edges[gates],
        revenue: nodes[gates + 1],
    };
    let solved = solve_for(&knowns, &mut answers.0[..=gates], &mut answers.1[..gates]);
    let solution = match solved {
        Ok(solution) => solution,
        Err(error) => {
            rules::error(error, false);
            assert!(answers.0.iter().chain(&answers.1).all(is_poison));
            return None;
        }
    };
    answers.0[gates + 1] = solution.revenue;
    answers.1[gates] = solution.sale_value;
    let mut unknown = 0;
    for (answer, known) in answers.0.iter().zip(nodes).take(gates + 2) {
        unknown += one(answer, *known, f64::MAX, gates);
    }
    for (edge, (answer, known)) in answers.1.iter().zip(edges).take(gates + 1).enumerate() {
        unknown += one(answer, *known, if edge < gates { 1.0 } else { f64::MAX }, gates);
    }
    assert_eq!(solution.undetermined, unknown);
    Some((solution, answers))
}

fn is_poison(answer: &Answer) -> bool {
    matches!((answer, &POISON), (Answer::Given(a), Answer::Given(b)) if same(*a, *b))
}

/// One answer in itself; how many unknowns it leaves.
fn one(answer: &Answer, known: Option<f64>, most: f64, gates: usize) -> usize {
    match (*answer, known) {
        (Answer::Given(given), Some(known)) => assert!(same(given, known.clamp(0.0, most) + 0.0)),
        (Answer::Found(found), None) => {
            rules::amount(found);
            assert!(found <= most);
        }
        (Answer::Undetermined, None) => {}
        (Answer::OnlyProduct { from, to, product }, None) => {
            assert!(from + 1 < to && to <= gates + 1);
            rules::amount(product);
            assert!(to == gates + 1 || product <= 1.0);
        }
        other => panic!("{other:?}"),
    }
    usize::from(answer.value().is_none())
}

fn justified(conflict: Conflict, gates: usize) {
    match conflict {
        Conflict::Contradictory { from, to, expected, given } => {
            assert!(from < to && to <= gates + 1);
            rules::amount(expected);
            rules::amount(given);
            // Of what is beyond an f64 only the largest can be said.
            assert!(expected != given || expected == f64::MAX);
        }
        Conflict::Impossible { gate, gates: several, takes, to, best } => {
            assert!(gate + several <= gates + 1 && gate < to && several > 0);
            rules::amount(best);
            assert!(takes.is_none_or(|takes| takes.is_finite() && takes > 1.0));
        }
        _ => {}
    }
}

fn equations_hold(gates: usize, (nodes, edges): &Answers) {
    // Far from underflow every equation holds to the last digits.
    let least = |answer: &Answer| answer.value().filter(|&x| x > 0.0).unwrap_or(1.0);
    let product: f64 = edges[..=gates].iter().map(|edge| least(edge).min(1.0)).product();
    let room = product > 1e-250 && nodes.iter().all(|node| least(node) > 1e-250);
    for edge in 0..=gates {
        let (enter, rate) = (nodes[edge].value(), edges[edge].value());
        let (Some(enter), Some(rate), Some(leave)) = (enter, rate, nodes[edge + 1].value()) else {
            continue;
        };
        // Halves, as the largest f64 may be exceeded by the last rounding.
        let (expected, leave) = (0.5 * enter * rate, 0.5 * leave);
        assert!(expected.is_finite(), "{enter} times {rate} is said to be twice {leave}");
        if room && (leave == 0.0 || (leave / enter).min(leave / rate) > 1e-250) {
            rules::close(expected, leave, NEAR);
        }
    }
}

/// What is found of a funnel that exists is what that funnel has.
fn is_true(gates: usize, answers: &Answers, nodes: &Nodes<f64>, edges: &Edges<f64>) {
    let (found_nodes, found_edges) = answers;
    for (answer, &truth) in found_nodes.iter().zip(nodes).take(gates + 2) {
        answer.value().into_iter().for_each(|found| rules::close(found, truth, NEAR));
    }
    for (answer, &truth) in found_edges.iter().zip(edges).take(gates + 1) {
        answer.value().into_iter().for_each(|found| rules::close(found, truth, NEAR));
        if let Answer::OnlyProduct { from, to, product } = *answer {
            let open = (from..to).filter(|&edge| found_edges[edge].value().is_none());
            rules::close(product, open.map(|edge| edges[edge]).product(), NEAR);
        }
    }
}

/// Neither more nor less is found than by going round the equations until nothing new comes.
fn all_that_follows(
    gates: usize,
    answers: &Answers,
    nodes: &Nodes<Option<f64>>,
    edges: &Edges<Option<f64>>,
) {
    let (mut nodes, mut edges) = (*nodes, *edges);
    loop {
        let before = (nodes, edges);
        for edge in 0..=gates {
            let rate = edges[edge];
            let (enter, leave) = (nodes[edge], nodes[edge + 1]);
            if leave.is_none() {
                nodes[edge + 1] = match (enter, rate) {
                    (_, Some(0.0)) | (Some(0.0), _) => Some(0.0),
                    (Some(enter), Some(rate)) => Some(enter * rate),
                    _ => None,
                };
            }
            if let (None, Some(rate), Some(leave)) = (enter, rate, leave) {
                nodes[edge] = (rate > 0.0).then(|| leave / rate);
            }
            if let (Some(enter), None, Some(leave)) = (enter, rate, leave) {
                edges[edge] = (enter > 0.0).then(|| leave / enter);
            }
        }
        // Rates whose product is 1 are all 1.
        for from in 0..gates {
            for to in from + 1..=gates {
                let known: f64 = edges[from..to].iter().flatten().product();
                let (Some(enter), Some(leave)) = (nodes[from], nodes[to]) else { continue };
                if enter > 0.0 && (leave / (enter * known) - 1.0).abs() < 1e-13 {
                    edges[from..to].iter_mut().for_each(|edge| *edge = edge.or(Some(1.0)));
                }
            }
        }
        if before == (nodes, edges) {
            break;
        }
    }
    let (found_nodes, found_edges) = answers;
    for (node, (answer, follows)) in found_nodes.iter().zip(nodes).take(gates + 2).enumerate() {
        assert_eq!(answer.value().is_some(), follows.is_some(), "stage {node}: {answers:?}");
    }
    for (edge, (answer, follows)) in found_edges.iter().zip(edges).take(gates + 1).enumerate() {
        assert_eq!(answer.value().is_some(), follows.is_some(), "gate {edge}: {answers:?}");
    }
}

/// Lists of any lengths: refused, and not written to, unless they fit.
fn mismatched(input: &mut Input<'_>, nodes: &Nodes<Option<f64>>, edges: &Edges<Option<f64>>) {
    let mut length = |most| input.below(most + 1);
    let (volumes, rates) = (&nodes[..length(MOST + 1)], &edges[..length(MOST)]);
    let mut found_volumes = [POISON; MOST + 2];
    let found_volumes = &mut found_volumes[..length(MOST + 1)];
    let mut found_rates = [POISON; MOST + 1];
    let found_rates = &mut found_rates[..length(MOST)];
    let knowns = Knowns { volumes, rates, sale_value: edges[0], revenue: nodes[0] };
    match solve_for(&knowns, found_volumes, found_rates) {
        Ok(_) => {
            assert!(!rates.is_empty() && volumes.len() == rates.len() + 1);
            assert!(found_volumes.len() == volumes.len() && found_rates.len() == rates.len());
        }
        Err(error) => {
            rules::error(error, true);
            assert!(found_volumes.iter().chain(&*found_rates).all(is_poison));
        }
    }
}
