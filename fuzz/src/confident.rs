//! Target `confident`: plans that are sure enough, and the chance that a plan has.

use crate::input::Input;
use crate::rules;
use funnelmath::{
    Calendar, Chain, Confident, Evidence, Goal, Likelihood, Period, Planner, Start, Target,
};

/// The most gates that are tried.
const MOST: usize = 4;

/// Any bytes as a chain, counts of its gates, what waits on the way, and a goal.
pub fn confident(data: &[u8]) {
    let mut input = Input::new(data);
    let (spell, sound) = (input.flag(), input.flag());
    let gates = 1 + input.below(MOST);
    let mut rates = [0.0; MOST];
    rates[..gates].fill_with(|| input.rate());
    let mut evidence = [None; MOST];
    for place in &mut evidence[..gates] {
        if input.flag() {
            let (passed, more) = (f64::from(input.byte()), f64::from(input.byte()));
            *place = Some(Evidence::UNIFORM.observe(passed, passed + more).unwrap());
        }
    }
    let chain = Chain::new(&rates[..gates]).unwrap();
    let value = input.flag().then(|| if sound { input.sane() } else { input.any() });
    let Ok(planner) = Planner::new(chain, value, Calendar::COMMON) else { return };

    let mut there = [0.0; MOST + 1];
    input.fill(&mut there[..=gates], sound, |input| f64::from(input.byte()) / 4.0);
    let start = match input.below(3) {
        0 => Start::Empty,
        1 => Start::Open(&there[..=gates]),
        _ => Start::Reached(&there[..=gates]),
    };
    let amount = if sound { f64::from(input.byte()) } else { input.any() };
    let stage = input.index(gates);
    let goal =
        if input.flag() { Goal::Revenue(amount) } else { Goal::Volume { stage, target: amount } };
    let target = Target::new(goal).activity_stage(input.index(gates)).start(start);

    let confidence = input.any();
    let mut gathered = [Evidence::JEFFREYS; MOST];
    let mut volumes = [f64::NAN; MOST + 1];
    let (evidence, gathered) = (&evidence[..gates], &mut gathered[..gates]);
    match planner.confident(&target, confidence, evidence, gathered, &mut volumes[..=gates]) {
        Ok(Confident::Plan { results, chance }) => {
            rules::amount(results);
            likely(chance);
            volumes[..=gates].iter().copied().for_each(rules::amount);
            // Below the normal numbers a chance has no digits to keep.
            let least = confidence * (1.0 - 1e-9) - f64::MIN_POSITIVE;
            assert!(chance.reached >= least, "{chance:?} of {confidence}");
        }
        Ok(Confident::Never { best }) => likely(best),
        Err(error) => rules::error(error, spell),
    }
    let units = if sound { f64::from(input.byte()) } else { input.any() };
    match planner.chance(&target, units, Period::Week, evidence, gathered) {
        Ok(chance) => likely(chance),
        Err(error) => rules::error(error, spell),
    }
}

fn likely(chance: Likelihood) {
    rules::rate(chance.reached);
    rules::rate(chance.missed);
    assert!((chance.reached + chance.missed - 1.0).abs() < 1e-9, "{chance:?}");
}
