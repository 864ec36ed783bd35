//! h of one stage by interpolation, so that the stage before it can ask for it often.

use crate::float::{exp_m1, floor, index, ln_1p, sqrt};
use crate::math::Tails;
use crate::search::MOST_WHOLE;

/// Points of a panel; of degree 11 a panel over one standard deviation is good to 1e-13.
const POINTS: usize = 12;
/// Panels. The most in the trials was 47; shapes of 1e-9 with 2^51 items use all of them and are less precise.
const PANELS: usize = 144;
/// Between which points a panel is checked. In a narrow one the outer points are neighbours, so the inner gaps matter:
/// with one of them a panel was taken that was 3.5e-5 off.
const BETWEEN: [(usize, usize); 5] = [(0, 1), (2, 3), (5, 6), (8, 9), (10, 11)];
/// The largest error allowed between the points of a panel.
const TOLERANCE: f64 = 1e-12;
/// Up to this distance from the edge the scale is linear, beyond it logarithmic.
const NEAR: f64 = 16.0;
/// A curve that rises by less than this over a panel is flat there.
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
    /// The distance of `low` from the edge, and a bit.
    scale: f64,
    /// How many points it has: 1 where h is flat.
    points: usize,
    /// Where the points lie, by [`coordinate`](Panel::coordinate).
    u: [f64; POINTS],
    weights: [f64; POINTS],
    values: [Tails; POINTS],
}

const NO_PANEL: Panel = Panel {
    low: 0.0,
    high: 0.0,
    scale: 1.0,
    points: 0,
    u: [0.0; POINTS],
    weights: [0.0; POINTS],
    values: [Tails { lower: 1.0, upper: 0.0 }; POINTS],
};

/// Panels of numbers of arrivals, in each of which h is a polynomial of the logarithm of the distance from the edge: its tails
/// are power laws where rates are not known well.
///
/// It takes 60 KB of the stack, as the trials need up to 47 panels and hard cases more. A plan has at most two at a time.
#[derive(Debug)]
pub(crate) struct Curve {
    panels: [Panel; PANELS],
    len: usize,
}

impl Curve {
    /// The curve of a function whose upper tail rises with whole numbers, from `edge` on, where it may jump, to `most`.
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
            // Leave a place for each panel that is still to be made.
            let full = PANELS - curve.len <= open + 1;
            let split =
                if full { None } else { curve.add(h, edge, (low, at_low), (high, at_high)) };
            let place = ends.get_mut(open);
            if let (Some(middle), Some(place)) = (split, place) {
                *place = (middle, h(middle));
                open += 1;
                continue;
            }
            if full || split.is_some() {
                curve.push(Panel::through(h, edge, (low, at_low), (high, at_high)));
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
        edge: f64,
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
            self.push(Panel::through(h, edge, low, high));
            return None;
        }
        let middle = middle(edge, low.0, high.0);
        let at = h(middle);
        if rise(low.1, at) <= FLAT || rise(at, high.1) <= FLAT {
            return Some(middle);
        }
        let panel = Panel::through(h, edge, low, high);
        let near = |x: f64| {
            let (got, wanted) = (panel.at(x), h(x));
            let off = (got.lower - wanted.lower).abs().max((got.upper - wanted.upper).abs());
            off <= TOLERANCE
        };
        let good = if width <= 3.0 * POINTS as f64 {
            (0..=index(width)).all(|step| near(low.0 + step as f64))
        } else {
            BETWEEN.iter().all(|&(left, right)| {
                let ends = (panel.u.get(left), panel.u.get(right));
                let (Some(left), Some(right)) = ends else { return true };
                near(low.0 + floor(panel.scale * exp_m1(0.5 * (left + right))))
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
    fn through(h: &dyn Fn(f64) -> Tails, edge: f64, low: (f64, Tails), high: (f64, Tails)) -> Self {
        let width = high.0 - low.0;
        let few = width < POINTS as f64;
        let points = if few { index(width) + 1 } else { POINTS };
        let scale = low.0 - edge + NEAR;
        let mut panel = Self { low: low.0, high: high.0, scale, points, ..NO_PANEL };
        let whole = panel.coordinate(high.0);
        let mut before = low.0 - 1.0;
        let left = low.0 + width;
        for i in 0..points {
            // Each point is at a number of its own, with enough numbers left for the points after it.
            let rest = points - 1 - i;
            let part = match PLACES.get(i) {
                Some(place) => *place,
                None => 1.0 - PLACES.get(rest).copied().unwrap_or(0.0),
            };
            let x = low.0 + floor(scale * exp_m1(part * whole) + 0.5);
            let x =
                if few { low.0 + i as f64 } else { x.max(before + 1.0).min(left - rest as f64) };
            before = x;
            let value = if i == 0 {
                low.1
            } else if rest == 0 {
                high.1
            } else {
                h(x)
            };
            let u = panel.coordinate(x);
            if let (Some(at), Some(to)) = (panel.u.get_mut(i), panel.values.get_mut(i)) {
                (*at, *to) = (u, value);
            }
        }
        let all = panel.u;
        for (i, weight) in panel.weights.iter_mut().enumerate().take(points) {
            *weight = 1.0;
            for (j, other) in all.iter().enumerate().take(points) {
                if let (true, Some(u)) = (i != j, all.get(i)) {
                    *weight *= whole / (4.0 * (u - other));
                }
            }
        }
        panel
    }

    /// The logarithm of the distance from the edge, less that of `low`.
    fn coordinate(&self, x: f64) -> f64 {
        ln_1p((x - self.low) / self.scale)
    }

    /// By the barycentric formula (Berrut & Trefethen 2004).
    fn at(&self, x: f64) -> Tails {
        if self.points == 1 {
            return self.values.first().copied().unwrap_or(Tails::from_lower(0.0));
        }
        let (mut lower, mut upper, mut whole) = (0.0, 0.0, 0.0);
        let u = self.coordinate(x);
        for ((at, weight), value) in
            self.u.iter().zip(&self.weights).zip(&self.values).take(self.points)
        {
            if u == *at {
                return *value;
            }
            let share = weight / (u - at);
            lower += share * value.lower;
            upper += share * value.upper;
            whole += share;
        }
        Tails { lower: (lower / whole).clamp(0.0, 1.0), upper: (upper / whole).clamp(0.0, 1.0) }
    }
}

/// A whole number between two: the mean of their distances from the edge, geometric where these differ much.
fn middle(edge: f64, low: f64, high: f64) -> f64 {
    let (near, far) = (low - edge + NEAR, high - edge + NEAR);
    let x = if far > 8.0 * near { edge - NEAR + sqrt(near * far) } else { 0.5 * low + 0.5 * high };
    floor(x).max(low + 1.0).min(high - 1.0)
}
