//! How often the searches look: the starts and steps that save time.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used)]

extern crate std;

use super::{Chance, Flow};
use crate::math::{Tails, beta_inverse, gamma_inverse};
use crate::rate::Evidence;
use crate::revenue::DealSize;
use crate::search::{at_most, looks_of};
use std::vec::Vec;

const CHANCES: [f64; 8] = [1e-12, 1e-3, 0.1, 0.3, 0.5, 0.8, 0.95, 1.0 - 1e-9];

fn pairs(values: &[f64]) -> impl Iterator<Item = (f64, f64)> + '_ {
    values.iter().flat_map(|&a| values.iter().map(move |&b| (a, b)))
}

#[test]
fn quantiles_of_beta_and_gamma() {
    let shapes = [0.02, 0.3, 1.0, 1.2, 3.0, 20.0, 300.0, 1e5];
    let looks = pairs(&shapes)
        .flat_map(|(a, b)| CHANCES.map(|p| looks_of(|| beta_inverse(a, b, Tails::from_lower(p)))));
    at_most(1164, 8, &looks.collect::<Vec<_>>());
    let looks =
        shapes.map(|a| CHANCES.map(|p| looks_of(|| gamma_inverse(a, Tails::from_lower(p)))));
    at_most(124, 5, looks.as_flattened());
}

#[test]
fn inputs_for_results() {
    let wanted = [1.0, 2.0, 8.0, 50.0, 400.0, 1e4, 1e7];
    let ask = |chance: &Chance<'_>| {
        let looks = wanted.map(|k| CHANCES.map(|c| looks_of(|| chance.inputs_for(k, c).unwrap())));
        Vec::from(looks.as_flattened())
    };
    let known = [1e-6, 0.02, 0.26, 0.7, 0.999].map(|rate| ask(&Chance::known(rate).unwrap()));
    at_most(361, 12, &known.concat());
    let pairs = [(0.5, 2.0), (2.0, 5.0), (26.0, 74.0), (800.0, 200.0)];
    let one = pairs.map(|(a, b)| ask(&Chance::followed(&Evidence::new(a, b).unwrap())));
    at_most(26228, 984, &one.concat());
    let several = pairs.map(|(a, b)| {
        let gates = [Evidence::new(a, b).unwrap(), Evidence::new(30.0, 60.0).unwrap()];
        ask(&Chance::counted(&gates).unwrap().and_known(0.9).unwrap())
    });
    at_most(79273, 2208, &several.concat());
}

#[test]
fn quantiles_of_counts() {
    let inputs = [1.0, 10.0, 100.0, 3e3, 1e6, 1e12];
    let ask = |chance: &Chance<'_>| {
        let looks = inputs
            .map(|n| CHANCES.map(|p| looks_of(|| chance.results(n).unwrap().quantile(p).unwrap())));
        Vec::from(looks.as_flattened())
    };
    let known = [1e-4, 0.02, 0.26, 0.7, 0.999].map(|rate| ask(&Chance::known(rate).unwrap()));
    at_most(496, 29, &known.concat());
    let pairs = [(0.5, 2.0), (2.0, 5.0), (26.0, 74.0), (800.0, 200.0)];
    let one = pairs.map(|(a, b)| ask(&Chance::followed(&Evidence::new(a, b).unwrap())));
    at_most(23718, 1655, &one.concat());
    let several = pairs.map(|(a, b)| {
        let gates = [Evidence::new(a, b).unwrap(), Evidence::new(30.0, 60.0).unwrap()];
        ask(&Chance::counted(&gates).unwrap().and_known(0.9).unwrap())
    });
    at_most(30194, 986, &several.concat());
    let weeks = [0.1, 3.0, 52.0, 1e6];
    let flows = [Flow::steady(2.6).unwrap(), Flow::counted(23, 13.0).unwrap()].map(|flow| {
        weeks.map(|weeks| {
            CHANCES.map(|p| looks_of(|| flow.results(weeks).unwrap().quantile(p).unwrap()))
        })
    });
    at_most(98, 10, flows.as_flattened().as_flattened());
    let flows = [Flow::steady(2.6).unwrap(), Flow::counted(23, 13.0).unwrap()].map(|flow| {
        [1, 8, 500].map(|k| CHANCES.map(|p| looks_of(|| flow.weeks_for(k, p).unwrap())))
    });
    at_most(79, 3, flows.as_flattened().as_flattened());
}

#[test]
fn inputs_and_weeks_for_revenue() {
    let sizes: Vec<f64> = (0..40).map(|i| f64::from(1_000 + (i * 379) % 5_003)).collect();
    let long: Vec<f64> = (0..200).map(|i| f64::from(900 + (i * 37) % 4_001) + 0.37).collect();
    let varying = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    let gates = [Evidence::new(66.0, 36.0).unwrap(), Evidence::new(41.0, 61.0).unwrap()];
    let chances = [Chance::known(0.26).unwrap(), Chance::counted(&gates).unwrap()];
    let ask = |size: DealSize<'_>, goals: &[f64]| {
        let looks = chances.iter().flat_map(|chance| {
            goals.iter().flat_map(move |&goal| {
                [0.1, 0.5, 0.9, 0.999]
                    .map(move |c| looks_of(|| chance.inputs_for_revenue(&size, goal, c).unwrap()))
            })
        });
        looks.collect::<Vec<_>>()
    };
    at_most(420734, 121277, &ask(varying, &[9_000.0, 80_000.0, 1.3e6]));
    at_most(6369, 1109, &ask(DealSize::Seen(&[1_000.0, 3_400.0]), &[9_000.0, 80_000.0]));
    at_most(1564488, 120695, &ask(DealSize::Seen(&sizes), &[9_000.0, 80_000.0]));
    let flows = [Flow::steady(2.6).unwrap(), Flow::counted(23, 13.0).unwrap()];
    let ask = |size: DealSize<'_>| {
        let looks = flows.map(|flow| {
            [9_000.0, 80_000.0].map(|goal| {
                [0.1, 0.9, 0.999]
                    .map(|c| looks_of(|| flow.weeks_for_revenue(&size, goal, c).unwrap()))
            })
        });
        Vec::from(looks.as_flattened().as_flattened())
    };
    at_most(6938, 877, &ask(varying));
    at_most(6173, 932, &ask(DealSize::Seen(&[1_000.0, 3_400.0])));
    at_most(665901, 72305, &ask(DealSize::Seen(&long)));
}

#[test]
fn quantiles_of_revenue() {
    let law = Chance::known(0.26).unwrap().results(100).unwrap();
    let varying = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    let ask = |size: DealSize<'_>| {
        let revenue = law.revenue(&size).unwrap();
        CHANCES.map(|p| looks_of(|| revenue.quantile(p).unwrap()))
    };
    at_most(5873, 1078, &ask(varying));
    at_most(16153, 2646, &ask(DealSize::Seen(&[1_000.0, 3_400.0])));
}
