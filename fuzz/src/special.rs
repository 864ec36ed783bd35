//! Target `special`: the special functions of the module `math`.

// The checks may use std's float functions: they compare with a tolerance.
#![allow(clippy::disallowed_methods)]

use crate::input::Input;
use crate::rules;
use funnelmath::columns::{Column, Status, Units, Validity, Whole};
use funnelmath::math::{self, Tails};
use funnelmath::rate::{RateTest, SampleSize};
use funnelmath::{Count, Error, ErrorKind, Policy};

fn told_apart(test: RateTest) {
    if let Ok(SampleSize::Enough { trials, exact }) = test.sample_size() {
        assert!((1.0..=Count::MAX).contains(&exact) && trials % 1.0 == 0.0, "{test:?} {exact}");
        assert!(
            trials >= exact * (1.0 - 1e-12) && trials < exact * (1.0 + 1e-12) + 1.0,
            "{test:?}"
        );
    }
}

/// Numbers as a column with `bits` as its validity: each row is as the scalar function says.
fn rows(numbers: &[f64; 6], bits: &[u8]) {
    let offset = usize::from(bits.first().copied().unwrap_or(0));
    let validity = Validity::new(bits, offset);
    let exact = Column::new(numbers).with_validity(validity);
    let (mut units, mut status) = ([rules::POISON; 6], [Status::Never; 6]);
    let places = Units { units: &mut units, residual: &mut [] };
    match (Whole { policy: Policy::Up, exact }).answer(places, &mut status) {
        Ok(_) => {
            for (row, &number) in numbers.iter().enumerate() {
                let (expected, value) = match Policy::Up.apply(number) {
                    _ if !validity.is_valid(row) => (Status::Null, f64::NAN),
                    Ok(whole) => (Status::Answered, whole.units),
                    Err(error) => (Status::Error(error.kind()), f64::NAN),
                };
                assert_eq!(status[row], expected);
                assert_eq!(units[row].to_bits(), value.to_bits());
            }
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Length);
            assert!(bits.len() * 8 < offset + 6);
            rules::untouched(&units);
        }
    }
}

/// Any bytes as arguments of each function in turn.
pub fn special(data: &[u8]) {
    let mut input = Input::new(data);
    let spell = input.flag();
    let tame = input.flag();
    let mut number = || if tame { input.sane() } else { input.any() };
    let (a, b, x, k, n) = (number(), number(), number(), number(), number());
    let p = input.rate();
    let wild = input.any();

    tails(math::incomplete_beta(a, b, p), spell);
    tails(math::incomplete_beta(a, b, wild), spell);
    told_apart(RateTest { rate: p, other_rate: x, significance: a, power: b });
    told_apart(RateTest { rate: p, other_rate: wild, significance: 0.05, power: 0.8 });
    rows(&[a, b, x, k, n, wild], data);
    tails(math::incomplete_gamma(a, x), spell);
    tails(math::normal_tails(wild), spell);
    if let Ok(found) = math::beta_quantile(a, b, p) {
        rules::rate(found.value);
        rules::rate(found.complement);
        assert!((found.value + found.complement - 1.0).abs() < 1e-15, "{found:?}");
        // Back from the smaller one: the other's last bit may be worth much.
        if rules::sane(a) && rules::sane(b) && a > 1e-3 && b > 1e-3 && p > 1e-3 && p < 0.999 {
            let (small, back) = if found.value < found.complement {
                (found.value, math::incomplete_beta(a, b, found.value).unwrap().lower)
            } else {
                (found.complement, math::incomplete_beta(b, a, found.complement).unwrap().upper)
            };
            assert!(small < 1e-290 || (back - p).abs() < 1e-9, "{a} {b} {p} {found:?} {back}");
        }
    }
    if let Ok(Some(found)) = math::gamma_quantile(a, p) {
        rules::amount(found);
    }
    if let Ok(Some(found)) = math::normal_quantile(p) {
        rules::finite(found);
        if p > 1e-300 && p < 0.999 {
            rules::close(
                math::normal_tails(found).unwrap().lower,
                p,
                1e-12 * (1.0 + found * found),
            );
        }
    }
    for (k, n) in [(k, n), (k.floor(), n.floor())] {
        mass(math::binomial_probability(k, n, p), math::ln_binomial_probability(k, n, p), spell);
        mass(math::poisson_probability(k, x), math::ln_poisson_probability(k, x), spell);
        mass(
            math::beta_binomial_probability(k, n, a, b),
            math::ln_beta_binomial_probability(k, n, a, b),
            spell,
        );
    }
}

fn tails(found: Result<Tails, Error>, spell: bool) {
    match found {
        Ok(tails) => {
            rules::rate(tails.lower);
            rules::rate(tails.upper);
            assert!((tails.lower + tails.upper - 1.0).abs() < 1e-15, "{tails:?}");
        }
        Err(error) => {
            rules::error(error, spell);
            let known =
                [ErrorKind::Shape, ErrorKind::Probability, ErrorKind::Volume, ErrorKind::Score];
            assert!(known.contains(&error.kind()), "{error:?}");
        }
    }
}

fn mass(mass: Result<f64, Error>, ln: Result<Option<f64>, Error>, spell: bool) {
    match (mass, ln) {
        (Ok(mass), Ok(ln)) => {
            rules::rate(mass);
            match ln {
                None => assert!(mass <= 0.0),
                Some(ln) => {
                    rules::finite(ln);
                    assert!(ln <= 0.0);
                    if ln > -700.0 {
                        rules::close(mass, ln.exp(), 1e-12 * (1.0 - ln));
                    }
                }
            }
        }
        (Err(error), Err(other)) => {
            assert!(error == other);
            rules::error(error, spell);
        }
        other => panic!("{other:?}"),
    }
}
