//! Backwards with a value at more than one stage: how many must enter for a revenue.

use super::required::Credits;
use super::{Chain, Lever, Required, Start, Unreachable, Worth};
use crate::bounds::unit;
use crate::error::Error;
use crate::field::Field;
use crate::float::{Sum, is_finite, ties};
use crate::trace::{Formula, Trace, add, told};

impl Chain<'_> {
    /// What must enter for a checked revenue, when items have a value at each stage.
    #[cold]
    pub(super) fn required_at_each(
        &self,
        revenue: f64,
        worth: Worth<'_>,
        start: Start<'_>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<Required, Error> {
        let got = Field::Revenue.finite(self.brought(worth, start, trace))?;
        let missing = if revenue > got && !ties(revenue, got) { revenue - got } else { 0.0 };
        trace.step("missing".into(), Formula::Rest, &[revenue, got], missing);
        let per_entry = Field::Revenue.finite(self.per_entry(worth, trace))?;
        if missing > 0.0 && per_entry == 0.0 {
            let lever = self.lever_to(worth);
            return Ok(Required::Unreachable(Unreachable { lever, missing, best: got }));
        }
        let entry = if missing > 0.0 { missing / per_entry } else { 0.0 };
        if !is_finite(entry) {
            return Err(Field::Volumes.overflow().at(0));
        }
        // No volume exceeds what entered and what is there.
        self.arrivals(entry, start, |_, _, volume| Field::Volumes.finite(volume).map(drop))?;
        if missing > 0.0 {
            trace.step(("volumes", 0).into(), Formula::Need, &[missing, per_entry], entry);
        }
        self.arrivals(entry, start, |stage, (here, rate), volume| {
            if let Some(place) = volumes.get_mut(stage) {
                *place = volume;
            }
            if stage > 0 {
                trace.step(("volumes", stage).into(), Formula::Pass, &[here, rate], volume);
            }
            Ok(())
        })?;
        Ok(Required::Entry(entry))
    }

    /// The revenue of one item that enters, over all stages.
    fn per_entry(&self, worth: Worth<'_>, trace: &mut impl Trace) -> f64 {
        let mut sum = Sum::default();
        let mut share = 1.0;
        let mut rates = self.rates.iter();
        for stage in 0..self.stages() {
            let value = worth.at(stage, self.gates());
            if value > 0.0 && share > 0.0 {
                let term =
                    told(share * value, ("worth", stage), Formula::Revenue, [share, value], trace);
                add(&mut sum, term, "per_entry", trace);
            }
            if let Some(&rate) = rates.next() {
                let inputs = [share, unit(rate)];
                share = told(
                    share * unit(rate) + 0.0,
                    ("share", stage + 1),
                    Formula::Pass,
                    inputs,
                    trace,
                );
            }
        }
        sum.total()
    }

    /// The revenue that the items present at the start have brought, and what they are still expected to bring.
    fn brought(&self, worth: Worth<'_>, start: Start<'_>, trace: &mut impl Trace) -> f64 {
        let mut sum = Sum::default();
        if let Start::Empty = start {
            return 0.0;
        }
        let counted = self.arrivals(0.0, start, |stage, _, volume| {
            let value = worth.at(stage, self.gates());
            for count in [start.at(stage), volume] {
                if value > 0.0 && count > 0.0 {
                    let inputs = [count, value];
                    let term =
                        told(count * value, ("brought", stage), Formula::Revenue, inputs, trace);
                    add(&mut sum, term, "brought", trace);
                }
            }
            Ok(())
        });
        counted.map_or(0.0, |()| sum.total())
    }

    /// Goes forwards with what enters and what is there, and says for each stage how many arrive there, and of
    /// how many by which rate.
    fn arrivals(
        &self,
        entry: f64,
        start: Start<'_>,
        mut each: impl FnMut(usize, (f64, f64), f64) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut volume = entry;
        each(0, (0.0, 0.0), volume)?;
        for (gate, &rate) in self.rates.iter().enumerate() {
            let here = volume + self.credit(start, gate);
            volume = here * unit(rate) + 0.0;
            each(gate + 1, (here, unit(rate)), volume)?;
        }
        Ok(())
    }

    /// How much of the start still counts at a stage. Each later stage is computed again, since there are few.
    fn credit(&self, start: Start<'_>, stage: usize) -> f64 {
        let Start::Reached(_) = start else { return start.at(stage) };
        let mut credits = Credits::new(start);
        let mut credit = credits.at(self.gates(), None, &mut ());
        for (gate, &rate) in self.rates.iter().enumerate().skip(stage).rev() {
            credit = credits.at(gate, Some(unit(rate)), &mut ());
        }
        credit
    }

    /// Why one more entry brings no revenue: the closed gate nearest to the last stage with a value, or, when no
    /// stage has a value, the sale value.
    fn lever_to(&self, worth: Worth<'_>) -> Lever {
        let valued = (0..self.stages()).rev().find(|&stage| worth.at(stage, self.gates()) > 0.0);
        let before = self.rates.get(..valued.unwrap_or(0)).unwrap_or_default();
        match before.iter().rposition(|&rate| unit(rate) == 0.0) {
            Some(gate) => Lever::Gate(gate),
            None => Lever::SaleValue,
        }
    }
}
