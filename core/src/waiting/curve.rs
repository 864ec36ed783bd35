//! h of one stage by interpolation, so that the stage before it can ask for it often.

use crate::float::{floor, index, sqrt};
use crate::math::Tails;
use crate::search::MOST_WHOLE;

/// Points of a panel; of degree 11 a panel over one standard deviation is good to 1e-13.
const POINTS: usize = 12;
/// Panels; the most that was seen is 96.
const PANELS: usize = 144;
/// How far the curve may be off between its points.
const TOLERANCE: f64 = 1e-12;
/// Less of a rise is none.
const FLAT: f64 = 1e-14;
/// Where the first half of the points lie between 0 and 1, the others mirrored: Chebyshev's points, (1 - cos(pi i / 11)) / 2.
const PLACES: [f64; POINTS / 2] = [
    0.0,
    0.020_253_513_192_751_316,
    0.079_373_233_584_409_4,
    0.172_569_633_027_357_45,
    0.292_292_493_499_056_8,
    0.428_842_580_863_357_47,
];

#[derive(Debug, Clone, Copy)]
struct Panel {
    low: f64,
    high: f64,
    /// How many points it has: 1 where h is flat.
    points: usize,
    x: [f64; POINTS],
    weights: [f64; POINTS],
    values: [Tails; POINTS],
}

const NO_PANEL: Panel = Panel {
    low: 0.0,
    high: 0.0,
    points: 0,
    x: [0.0; POINTS],
    weights: [0.0; POINTS],
    values: [Tails { lower: 1.0, upper: 0.0 }; POINTS],
};

/// Panels of numbers of arrivals, each with a polynomial.
#[derive(Debug)]
pub(crate) struct Curve {
    panels: [Panel; PANELS],
    len: usize,
}

impl Curve {
    /// Of a function whose upper tail rises with whole numbers, from `edge` on, where it may jump, to `most`.
    pub(super) fn of(h: &dyn Fn(f64) -> Tails, edge: f64, most: f64) -> Self {
        let mut curve = Self { panels: [NO_PANEL; PANELS], len: 0 };
        let last = most.min(MOST_WHOLE).max(edge);
        let mut ends = [(last, h(last)); 64];
        let mut open = 1;
        let mut low = edge;
        let mut at_low = h(low);
        if edge > 0.0 {
            curve.push(Panel { high: edge - 1.0, points: 1, ..NO_PANEL });
        }
        while open > 0 {
            let Some(&(high, at_high)) = ends.get(open - 1) else { break };
            // As many panels as are still open must find room.
            let full = PANELS - curve.len <= open + 1;
            let split = if full { None } else { curve.add(h, (low, at_low), (high, at_high)) };
            let place = ends.get_mut(open);
            if let (Some(middle), Some(place)) = (split, place) {
                *place = (middle, h(middle));
                open += 1;
                continue;
            }
            if full || split.is_some() {
                curve.push(Panel::through(h, (low, at_low), (high, at_high)));
            }
            (low, at_low) = (high, at_high);
            open -= 1;
        }
        curve
    }

    fn push(&mut self, panel: Panel) {
        if let Some(place) = self.panels.get_mut(self.len) {
            *place = panel;
            self.len += 1;
        }
    }

    /// Adds a panel if it is good enough, or says where to split it.
    fn add(
        &mut self,
        h: &dyn Fn(f64) -> Tails,
        low: (f64, Tails),
        high: (f64, Tails),
    ) -> Option<f64> {
        let width = high.0 - low.0;
        let rise = |a: Tails, b: Tails| (b.upper - a.upper).max(a.lower - b.lower);
        if rise(low.1, high.1) <= FLAT {
            self.push(Panel {
                low: low.0,
                high: high.0,
                points: 1,
                values: [high.1; POINTS],
                ..NO_PANEL
            });
            return None;
        }
        if width < POINTS as f64 {
            self.push(Panel::through(h, low, high));
            return None;
        }
        let middle = middle(low.0, high.0);
        let at = h(middle);
        if rise(low.1, at) <= FLAT || rise(at, high.1) <= FLAT {
            return Some(middle);
        }
        let panel = Panel::through(h, low, high);
        let near = |x: f64| {
            let (got, wanted) = (panel.at(x), h(x));
            let off = (got.lower - wanted.lower).abs().max((got.upper - wanted.upper).abs());
            off <= TOLERANCE
        };
        let good = if width <= 2.0 * POINTS as f64 {
            (0..=index(width)).all(|step| near(low.0 + step as f64))
        } else {
            [(0, 1), (5, 6), (POINTS - 2, POINTS - 1)].iter().all(|&(left, right)| {
                let ends = (panel.x.get(left), panel.x.get(right));
                let (Some(left), Some(right)) = ends else { return true };
                near(floor(0.5 * left + 0.5 * right))
            })
        };
        if good {
            self.push(panel);
            return None;
        }
        Some(middle)
    }

    pub(super) fn at(&self, x: f64) -> Tails {
        let panels = self.panels.get(..self.len).unwrap_or_default();
        let place = panels.partition_point(|panel| panel.high < x);
        match panels.get(place).or(panels.last()) {
            // Between two of them lies the jump.
            Some(panel) => panel.at(x.max(panel.low).min(panel.high)),
            None => Tails::from_lower(0.0),
        }
    }
}

impl Panel {
    fn through(h: &dyn Fn(f64) -> Tails, low: (f64, Tails), high: (f64, Tails)) -> Self {
        let width = high.0 - low.0;
        let points = if width < POINTS as f64 { index(width) + 1 } else { POINTS };
        let mut panel = Self { low: low.0, high: high.0, points, ..NO_PANEL };
        let mut before = -1.0;
        for (i, x) in panel.x.iter_mut().enumerate().take(points) {
            *x = if width < POINTS as f64 {
                low.0 + i as f64
            } else {
                // No two at one number; the second half mirrors the first.
                match PLACES.get(i) {
                    Some(place) => {
                        before = floor(place * width + 0.5).max(before + 1.0);
                        low.0 + before
                    }
                    None => 0.0,
                }
            };
        }
        if points == POINTS && width >= POINTS as f64 {
            for i in 0..POINTS / 2 {
                let Some(&x) = panel.x.get(i) else { break };
                if let Some(place) = panel.x.get_mut(POINTS - 1 - i) {
                    *place = high.0 - (x - low.0);
                }
            }
        }
        let xs = panel.x;
        for (i, &x) in xs.iter().enumerate().take(points) {
            let mut weight = 1.0;
            for (j, &other) in xs.iter().enumerate().take(points) {
                if i != j {
                    weight *= width / (4.0 * (x - other));
                }
            }
            let value = if x == low.0 {
                low.1
            } else if x == high.0 {
                high.1
            } else {
                h(x)
            };
            if let Some(place) = panel.weights.get_mut(i) {
                *place = weight;
            }
            if let Some(place) = panel.values.get_mut(i) {
                *place = value;
            }
        }
        panel
    }

    /// By the barycentric formula (Berrut & Trefethen 2004).
    fn at(&self, x: f64) -> Tails {
        let (mut lower, mut upper, mut whole) = (0.0, 0.0, 0.0);
        if self.points == 1 {
            return self.values.first().copied().unwrap_or(Tails::from_lower(0.0));
        }
        let points = self.x.iter().zip(&self.weights).zip(&self.values).take(self.points);
        for ((at, weight), value) in points {
            if x == *at {
                return *value;
            }
            let share = weight / (x - at);
            lower += share * value.lower;
            upper += share * value.upper;
            whole += share;
        }
        Tails { lower: (lower / whole).clamp(0.0, 1.0), upper: (upper / whole).clamp(0.0, 1.0) }
    }
}

/// A whole number between two; among large ones first of the size between.
fn middle(low: f64, high: f64) -> f64 {
    let large = high > 8.0 * (low + 1.0);
    let x = if large { sqrt((low + 1.0) * high) } else { 0.5 * low + 0.5 * high };
    floor(x).max(low + 1.0).min(high - 1.0)
}
