//! A sample of the library: enough of each module that a hidden need of std would not link.

use core::hint::black_box;
use funnelmath::{
    Calendar, Chain, Chance, DealSize, Error, ErrorKind, Evidence, Flow, Gate, Goal, Period,
    Planner, Policy, Rate, Start, Target,
    chain::{Answer, Entry, Knowns, Lever, Required, RollUp, Situation, Step, solve},
    chance::Inputs,
    columns::{Column, Overall, Status, Validity},
    plan::{PlanItem, Workspace},
    rate::{GateCounts, RateTest},
    revenue::Cells,
    scorecard::{
        ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever,
        required_coverage,
    },
};

/// Whether a number is the published one, to its last published digit.
fn about(value: f64, published: f64, digit: f64) -> bool {
    (value - published).abs() <= 0.5 * digit
}

fn wrong(results: &[Result<bool, Error>]) -> i32 {
    match results.iter().position(|result| *result != Ok(true)) {
        Some(place) => place as i32 + 1,
        None => 0,
    }
}

pub(crate) fn first_wrong() -> i32 {
    wrong(&[
        anchor(),
        forward(),
        solved(),
        changed(),
        team(),
        scored(),
        refused(),
        likely(),
        revenue(),
        items(),
        columns(),
        told_apart(),
    ])
}

/// 25,000 a month, 3,400 a sale, 65% and 40%: 6.5263 first appointments a week, 7 whole ones.
fn anchor() -> Result<bool, Error> {
    let rates = black_box([0.65, 0.4]);
    let chain = Chain::new(&rates)?;
    let mut volumes = [0.0; 3];
    let goal = Goal::Revenue(black_box(25_000.0));
    let Required::Entry(entry) = chain.required(goal, 3_400.0, Start::Empty, &mut volumes)? else {
        return Ok(false);
    };
    let week = Calendar::COMMON.convert(entry, Period::Month, Period::Week)?;
    let whole = Policy::Up.apply(week)?;
    let mut units = [0.0; 3];
    Policy::UpEachStage.apply_each(&chain, 2, &volumes, &mut units)?;
    let delivers = whole.delivers().unwrap_or(0.0);
    Ok(about(week, 6.5263, 1e-4)
        && whole.units == 7.0
        && about(delivers, 1.073, 1e-3)
        && units == [31.0, 20.0, 8.0])
}

fn forward() -> Result<bool, Error> {
    let mut counted = [None; 2];
    let counts = GateCounts { successes: &black_box([2.0, 1.0]), trials: &[10.0, 4.0] };
    counts.rates(&mut counted)?;
    let rates = counted.map(|rate| rate.unwrap_or(0.0));
    let mut volumes = [0.0; 3];
    let entry = Entry::First(black_box(100.0));
    let revenue = Chain::new(&rates)?.forward(entry, 10.0, &mut volumes)?;
    Ok(volumes == [100.0, 20.0, 5.0]
        && revenue == 50.0
        && Gate::one_in(4.0)?.rate() == Rate::new(0.25)?)
}

fn solved() -> Result<bool, Error> {
    let knowns = Knowns {
        volumes: &[black_box(Some(24.0)), None, None],
        rates: &[Some(0.65), None],
        sale_value: Some(3_400.0),
        revenue: Some(25_000.0),
    };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 3], [Answer::Undetermined; 2]);
    let solution = solve(&knowns, &mut volumes, &mut rates)?;
    let rate = rates[1].value().unwrap_or(0.0);
    Ok(solution.undetermined == 0 && solution.conflict.is_none() && about(rate, 0.4713, 1e-4))
}

fn changed() -> Result<bool, Error> {
    let goal = Goal::Revenue(25_000.0);
    let now = Situation { goal, sale_value: 3_400.0, stage: 0, volume: 20.0 };
    let rates = black_box([0.65, 0.4]);
    let effect = Chain::new(&rates)?.sensitivity(&now, Lever::Gate(1), Step::Points(1.0))?;
    Ok(about(effect.required_change().unwrap_or(0.0), -0.0244, 1e-4))
}

fn team() -> Result<bool, Error> {
    let (mut volumes, mut implied) = ([0.0; 2], [None; 1]);
    let rates = black_box([0.5, 0.1]);
    let members =
        RollUp { gates: 1, rates: &rates, entries: &[90.0, 10.0], sale_values: &[1_000.0; 2] };
    let total = members.total(&mut volumes, &mut implied)?;
    Ok(total.revenue == 46_000.0 && implied == [Some(0.46)])
}

fn scored() -> Result<bool, Error> {
    let deals = OpenDeals { values: &black_box([100.0, 200.0]), probabilities: &[0.5, 0.5] };
    let pipeline = deals.pipeline()?;
    let velocity = Velocity {
        opportunities: 18.0,
        sale_value: 42_000.0,
        win_rate: 0.24,
        cycle_days: black_box(78.0),
    };
    let faster = velocity.effect(VelocityLever::Cycle, -0.2)?.change.unwrap_or(0.0);
    let coverage =
        Coverage { pipeline: black_box(2_400_000.0), quota: 1_000_000.0, booked: 200_000.0 };
    let covered = coverage.value()?;
    Ok(pipeline.weighted == 150.0
        && about(pipeline.deviation, 111.8034, 1e-4)
        && about(velocity.per_day()?.unwrap_or(0.0), 2_326.1538, 1e-4)
        && about(faster, 0.25, 1e-9)
        && covered == Covered::Ratio { ratio: 3.0, cushion: 1_600_000.0 }
        && about(required_coverage(0.22)?.unwrap_or(0.0), 4.545, 1e-3)
        && Attainment { actual: 16_800.0, goal: 25_000.0 }.value()? == Some(0.672)
        && ActivityGauge { actual: 5.0, required: 0.0 }.value()?.is_none())
}

/// 43 appointments at 26% reach 8 sales with 90%; and a flow beside them, by convolution (scipy).
fn likely() -> Result<bool, Error> {
    let chance = Chance::known(black_box(0.26))?;
    let enough = chance.inputs_for(8, 0.9)?;
    let open = Chance::known(1.0 / 3.0)?.results(12)?;
    let new = Flow::steady(black_box(2.6))?.results(4.0)?;
    let mut cells = [0.0; 128];
    let total = open.plus(&new, &mut cells)?;
    Ok(matches!(enough, Inputs::Enough { inputs: 43.0, .. })
        && about(total.at_least(10)?.value, 0.919, 1e-3))
}

/// Two dice, each thrown with a probability of 1/2: 10 or more in 6 of 144 cases.
fn revenue() -> Result<bool, Error> {
    static CELLS: Lent = Lent(core::cell::UnsafeCell::new(Cells::new()));
    struct Lent(core::cell::UnsafeCell<Cells>);
    // SAFETY: the probe has one thread and borrows the memory once.
    unsafe impl Sync for Lent {}
    // SAFETY: as above.
    let cells = unsafe { &mut *CELLS.0.get() };
    let die = black_box([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let sum = Chance::known(0.5)?.results(2)?.revenue_in(&DealSize::Seen(&die), cells)?;
    Ok(about(sum.at_least(10.0)?.value, 6.0 / 144.0, 1e-12))
}

/// The anchor as a plan's items, and what makes it 90% sure.
fn items() -> Result<bool, Error> {
    let rates = black_box([0.65, 0.4]);
    let planner = Planner::new(Chain::new(&rates)?, Some(3_400.0), Calendar::COMMON)?;
    let mut work = Workspace {
        volumes: &mut [0.0; 12],
        evidence: &mut [None; 2],
        gathered: &mut [Evidence::JEFFREYS; 2],
        cells: None,
    };
    let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0);
    let (mut gauge, mut month) = (None, [0.0; 3]);
    planner.plan(&target, &mut work, |item| {
        if let PlanItem::Pace(pace) = item {
            gauge = pace.gauge;
        }
    })?;
    let _ = planner.confident(&target, 0.9, &mut work, &mut month)?;
    Ok(about(gauge.unwrap_or(0.0), 0.766, 1e-3) && month == [43.0, 27.0, 8.0])
}

/// An error says what, where and how much; and in words, which brings in what prints an f64.
fn refused() -> Result<bool, Error> {
    struct Words([u8; 96], usize);
    impl core::fmt::Write for Words {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            for byte in text.bytes() {
                *self.0.get_mut(self.1).ok_or(core::fmt::Error)? = byte;
                self.1 += 1;
            }
            Ok(())
        }
    }
    let rates = black_box([0.65, 1.4]);
    let Err(error) = Chain::new(&rates) else { return Ok(false) };
    let mut words = Words([0; 96], 0);
    let written = core::fmt::write(&mut words, format_args!("{error}"));
    let expected = "rates[1]: a rate must be a number from 0 to 1 (got 1.4)";
    Ok(written.is_ok()
        && error.kind() == ErrorKind::Rate
        && words.0.get(..words.1) == Some(expected.as_bytes()))
}

/// Of three rows one is null.
fn columns() -> Result<bool, Error> {
    let rates = black_box([0.65, 1.4, 0.5]);
    let closing = Column::same(0.4).with_validity(Validity::new(&[0b1011], 1));
    let (mut overall, mut status) = ([0.0; 3], [Status::default(); 3]);
    let question = Overall { rates: &[Column::new(&rates), closing] };
    let summary = question.answer(&mut overall, &mut status)?;
    let expected = [Status::Answered, Status::Null, Status::Answered];
    Ok(about(overall[0], 0.26, 1e-6) && status == expected && summary.answered == 2)
}

/// R's page of power.prop.test: 76.7 in each group.
fn told_apart() -> Result<bool, Error> {
    let (rate, other_rate) = black_box((0.5, 0.75));
    let test = RateTest { rate, other_rate, significance: 0.05, power: 0.9 };
    Ok(test.sample_size()?.trials() == Some(77.0))
}

#[cfg(feature = "alloc")]
pub(crate) mod owned {
    use super::{about, wrong};
    use core::hint::black_box;
    use funnelmath::{Calendar, Error, Funnel, Gate, Goal, Target};

    pub(crate) fn first_wrong() -> i32 {
        match wrong(&[planned()]) {
            0 => 0,
            place => 100 + place,
        }
    }

    /// 60%, 40%, 3,500, five a week, the 4-week month: gauge and attainment 67.2%.
    fn planned() -> Result<bool, Error> {
        let funnel = Funnel::builder()
            .entry("First appointments")
            .gate("Proposals", Gate::new(black_box(0.6))?)
            .gate("Sales", Gate::from_counts(2.0, 5.0)?)
            .sale_value(3_500.0)
            .calendar(Calendar::FOUR_WEEK_MONTH)
            .build()?;
        let plan = funnel.plan(Target::new(Goal::Revenue(25_000.0)).actual(5.0))?;
        let week = plan.periods.last().and_then(|week| week.stages.first());
        Ok(about(plan.pace.gauge.unwrap_or(0.0), 0.672, 1e-3)
            && about(plan.pace.landing.unwrap_or(0.0), 0.672, 1e-3)
            && week.is_some_and(|stage| {
                stage.name == "First appointments" && stage.whole.units == 8.0
            }))
    }
}
