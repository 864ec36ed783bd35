//! `funnelmath plan`: from a goal to a plan.

use crate::failure::Failure;
use crate::parse::{self, NamedRate};
use funnelmath::{
    Calendar, DealSize, Error, ErrorKind, Field, Funnel, Goal, Period, Policy, Target,
};

mod coach;
mod show;
pub(crate) mod sure;

/// Plan the activity that a sales goal requires.
///
/// Without options, prints the coach's example: 25,000 a month at 3,400 a sale.
#[derive(clap::Args, Default, PartialEq)]
#[command(after_help = "Example:\n  funnelmath plan --goal 25000 --value 3400 \
    --entry Appointments --gate Proposals=65% --gate Sales=2/5 --actual 5 --confidence 90%")]
pub(crate) struct Options {
    /// Revenue wanted in a period (required)
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    goal: Option<f64>,

    /// Makes --goal a number of items at this stage, given by name or number, instead of revenue
    #[arg(long, value_name = "STAGE")]
    goal_stage: Option<String>,

    /// The period of the goal: day, week, month, quarter or year [default: month]
    #[arg(long, value_name = "PERIOD", value_parser = parse::period)]
    per: Option<Period>,

    /// Average revenue of a sale (required for a revenue goal)
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    value: Option<f64>,

    /// The average revenue of a sale to compare --value with
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    value_benchmark: Option<f64>,

    /// How much sale values vary: their standard deviation divided by their mean, such as 0.8. It makes the
    /// chances lower; without it every sale is taken to be worth --value
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    value_variation: Option<f64>,

    /// Name of the first stage [default: Stage 0]
    #[arg(long, value_name = "NAME", value_parser = parse::stage_name)]
    entry: Option<String>,

    /// A stage and the rate of the gate that leads to it; once for each gate, in order (required).
    /// RATE is 0.65, 65%, 2/5 or "2 of 5" (counts), 1in10 or 10:1. The name ends at the first '='
    #[arg(long = "gate", value_name = "NAME=RATE", value_parser = parse::named_rate)]
    gates: Vec<NamedRate>,

    /// The rate to compare the gate of this name with
    #[arg(long = "benchmark", value_name = "NAME=RATE", value_parser = parse::named_rate)]
    benchmarks: Vec<NamedRate>,

    /// The stage where activity is counted, by name or number [default: 0]
    #[arg(long, value_name = "STAGE")]
    activity_stage: Option<String>,

    /// The period that activity is counted in [default: week]
    #[arg(long, value_name = "PERIOD", value_parser = parse::period)]
    activity_per: Option<Period>,

    /// Activity done in that period, for the activity gauge
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    actual: Option<f64>,

    /// What is reached of the goal so far in its period, in the unit of --goal
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    reached: Option<f64>,

    /// The share of the goal's period that is left, as 0.5 or 50% [default: all of it]
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = parse::share)]
    left: Option<f64>,

    /// The probability with which the goal is to be reached, as 0.9 or 90% [default: 80%, 90% and 95%]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::share)]
    confidence: Option<f64>,

    /// How volumes are rounded to whole units: up, nearest or up-each-stage [default: up]
    #[arg(long, value_name = "NAME", value_parser = parse::policy)]
    policy: Option<Policy>,

    /// common (52 weeks a year), four-week-month (48) or civil (52.1775) [default: common]
    #[arg(long, value_name = "NAME", value_parser = parse::calendar, conflicts_with = "selling_weeks")]
    calendar: Option<Calendar>,

    /// A calendar with this many selling weeks a year, instead of --calendar
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    selling_weeks: Option<f64>,

    /// Working days a week [default: 7]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::number)]
    days_per_week: Option<f64>,
}

/// The text to print.
pub(crate) fn run(options: &Options) -> Result<String, Failure> {
    if *options == Options::default() {
        return Ok(coach::in_full()?);
    }
    let funnel = options.funnel()?;
    let target = options.target(&funnel)?;
    let plan = funnel.plan(target).map_err(explain)?;
    let confidences = options.confidence.map_or(sure::USUAL.to_vec(), |one| vec![one]);
    let shown = show::show(&funnel, &plan, options.actual);
    let mut text = format!("{}\nYour plan\n{shown}", coach::in_short()?);
    if plan.unreachable.is_none() {
        text += "\n";
        text += &sure::show(&funnel, target, &confidences).map_err(explain)?;
    }
    Ok(text)
}

impl Options {
    fn calendar(&self) -> Result<Calendar, Error> {
        let calendar = match self.selling_weeks {
            Some(weeks) => Calendar::selling_weeks(weeks)?,
            None => self.calendar.unwrap_or_default(),
        };
        match self.days_per_week {
            Some(days) => calendar.with_days_per_week(days),
            None => Ok(calendar),
        }
    }

    fn funnel(&self) -> Result<Funnel, Failure> {
        let mut builder = Funnel::builder().calendar(self.calendar().map_err(explain)?);
        if let Some(name) = &self.entry {
            builder = builder.entry(name.clone());
        }
        if let Some(value) = self.value {
            builder = builder.sale_value(value);
        }
        if let Some(value) = self.value_benchmark {
            if self.value.is_none() {
                return Err(Failure::option("--value-benchmark", "needs a --value to compare"));
            }
            builder = builder.sale_value_benchmark(value);
        }
        if let Some(variation) = self.value_variation {
            let Some(mean) = self.value else {
                return Err(Failure::option("--value-variation", "needs a --value that varies"));
            };
            builder = builder.deal_size(DealSize::Varying { mean, variation });
        }
        let mut benchmarks: Vec<&NamedRate> = self.benchmarks.iter().collect();
        for NamedRate { name, gate } in &self.gates {
            builder = builder.gate(name.clone(), *gate);
            if let Some(place) = benchmarks.iter().position(|benchmark| benchmark.name == *name) {
                builder = builder.benchmark(benchmarks.remove(place).gate.rate().get());
            }
        }
        let funnel = builder.build().map_err(|error| {
            match error.index().and_then(|gate| self.gates.get(gate)) {
                Some(NamedRate { name, .. }) if error.field() == Some(Field::GateName) => {
                    Failure::option("--gate", format!("{name:?}: {}", error.kind().message()))
                }
                _ => explain(error),
            }
        })?;
        let names = funnel.names();
        if let Some(NamedRate { name, .. }) = benchmarks.first() {
            let gates = names.get(1..).unwrap_or_default().join(", ");
            let problem = format!("no gate {name:?} without a benchmark; the gates are {gates}");
            return Err(Failure::option("--benchmark", problem));
        }
        Ok(funnel)
    }

    fn target(&self, funnel: &Funnel) -> Result<Target<'static>, Failure> {
        let amount = self.goal.ok_or(Failure::Missing {
            option: "--goal",
            advice: "say how much is wanted in a period, such as --goal 25000",
        })?;
        let goal = match &self.goal_stage {
            None => Goal::Revenue(amount),
            Some(name) => {
                Goal::Volume { stage: stage("--goal-stage", name, funnel)?, target: amount }
            }
        };
        let mut target = Target::new(goal);
        if let Some(per) = self.per {
            target = target.per(per);
        }
        if let Some(per) = self.activity_per {
            target = target.activity_per(per);
        }
        if let Some(policy) = self.policy {
            target = target.policy(policy);
        }
        if let Some(name) = &self.activity_stage {
            target = target.activity_stage(stage("--activity-stage", name, funnel)?);
        }
        if let Some(actual) = self.actual {
            target = target.actual(actual);
        }
        if let Some(reached) = self.reached {
            target = target.reached(reached);
        }
        if let Some(left) = self.left {
            target = target.left(left);
        }
        Ok(target)
    }
}

/// A stage by its name or number.
fn stage(option: &str, text: &str, funnel: &Funnel) -> Result<usize, Failure> {
    let names = funnel.names();
    let by_name = names.iter().position(|name| name == text.trim());
    let by_number = || text.trim().parse().ok().filter(|&stage| stage < names.len());
    by_name.or_else(by_number).ok_or_else(|| {
        let (last, names) = (funnel.gates().len(), names.join(", "));
        Failure::option(option, format!("no stage {text:?}; allowed are 0 to {last}: {names}"))
    })
}

/// An error of the crate in terms of the options.
fn explain(error: Error) -> Failure {
    let option = match (error.kind(), error.field()) {
        (ErrorKind::NoGates, _) => {
            let advice = "give at least one, such as --gate Sales=2/5";
            return Failure::Missing { option: "--gate", advice };
        }
        (ErrorKind::NoSaleValue, _) => {
            let advice = "a revenue goal needs it; for a number of items give --goal-stage";
            return Failure::Missing { option: "--value", advice };
        }
        (ErrorKind::ActivityStage, _) => {
            let problem = "must be the stage of the goal or one before it";
            return Failure::option("--activity-stage", problem);
        }
        (_, Some(Field::GoalRevenue | Field::GoalTarget | Field::Goal)) => "--goal",
        (_, Some(Field::SaleValue)) => "--value",
        (_, Some(Field::SaleValueBenchmark)) => "--value-benchmark",
        (_, Some(Field::SizeVariation)) => "--value-variation",
        (_, Some(Field::Actual)) => "--actual",
        (_, Some(Field::Reached)) => "--reached",
        (_, Some(Field::Left)) => "--left",
        (_, Some(Field::Confidence)) => "--confidence",
        (_, Some(Field::SellingWeeks)) => "--selling-weeks",
        (_, Some(Field::DaysPerWeek)) => "--days-per-week",
        _ => "--goal, --value or --actual",
    };
    let value = error.value().map_or(String::new(), |value| format!(" (got {value})"));
    Failure::option(option, format!("{}{value}", error.kind().message()))
}
