//! From a goal to a plan: the coach's example, or the numbers given on the command line.
//!
//! `cargo run --example plan` prints the example, `cargo run --example plan -- --help` the options.
//! Every number comes from the crate; this program reads arguments and lays out tables.

use funnelmath::{
    Calendar, DaysPerWeek, Effect, Error, ErrorKind, Funnel, Gate, Goal, Lever, Money, Period,
    PeriodPlan, Plan, Policy, Target, Unreachable, Volume, WeeksPerYear,
};
use std::{env, ffi::OsString, io, io::Write, process::ExitCode};

mod sure;
#[path = "../text/mod.rs"]
mod text;

use text::{grouped, percent, table};

const HELP: &str = "\
plan: what must be done this week for a sales goal to be met

Without arguments: the coach's example, in two calendars. With arguments: your own plan.

  --goal NUMBER           revenue wanted in a period (needed)
  --goal-stage STAGE      the goal is so many at this stage, by name or number, and not revenue
  --per PERIOD            the goal's period: day, week, month (default), quarter, year
  --value NUMBER          average revenue of a sale (needed for a revenue goal)
  --value-benchmark N     the sale value to compare with
  --entry NAME            name of the first stage
  --gate NAME=RATE        a gate and the stage behind it, once for each gate in order (needed);
                          RATE is 0.65, 65%, 2/5 (counts) or 1in10
  --benchmark NAME=RATE   the rate to compare a gate with
  --activity-stage STAGE  the stage where activity is counted, by name or number (default 0)
  --activity-per PERIOD   the period that activity is counted in (default week)
  --actual NUMBER         activity really done in that period, for the gauge
  --confidence NUMBER     how sure the goal is to be reached, as 0.9 or 90% (default: 80%, 90%, 95%)
  --policy NAME           whole units: up (default), nearest, up_each_stage
  --calendar NAME         common (52 weeks, default), four-week-month (48), civil (52.18)
  --selling-weeks NUMBER  a calendar of so many selling weeks a year, instead of --calendar
  --days-per-week NUMBER  working days a week (default 7)

Example: plan --goal 25000 --value 3400 --entry Appointments --gate Proposals=65% --gate Sales=2/5
";

/// Options that are given at most once; the others are `--gate` and `--benchmark`.
const SINGLE: &str = "--goal --goal-stage --per --value --value-benchmark --entry --activity-stage \
    --activity-per --actual --confidence --policy --calendar --selling-weeks --days-per-week";

const CALENDARS: [(&str, Calendar); 3] = [
    ("common", Calendar::COMMON),
    ("four-week-month", Calendar::FOUR_WEEK_MONTH),
    ("civil", Calendar::CIVIL),
];
const RATE_FORMS: &str = "write a rate as 0.65, 65%, 2/5 or 1in10";
/// Longer names are cut, so that the tables stay narrow.
const NAME_WIDTH: usize = 24;
/// Rates of fewer trials are marked.
const FEW_TRIALS: f64 = 30.0;

fn main() -> ExitCode {
    // A closed pipe (`| head`) is no reason to panic, so write errors are ignored.
    match run(env::args_os().skip(1).collect()) {
        Ok(text) => {
            let _ = io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(problem) => {
            let _ = writeln!(io::stderr(), "plan: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run(args: Vec<OsString>) -> Result<String, String> {
    if args.is_empty() {
        return coach_in_full().map_err(|error| error.to_string());
    }
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return Ok(HELP.to_string());
    }
    let args = Arguments::read(args)?;
    let funnel = funnel(&args)?;
    let (target, wanted) = target(&args, &funnel)?;
    let plan = funnel.plan(target).map_err(explain)?;
    let asked = args.one("--confidence").map(sure::read).transpose();
    let asked = asked.map_err(|problem| format!("--confidence: {problem}"))?;
    let confidences = asked.map_or(sure::USUAL.to_vec(), |one| vec![one]);
    let coach = coach_in_short().map_err(|error| error.to_string())?;
    let mut text = format!("{coach}\nYour plan\n{}", show(&funnel, &plan, wanted));
    if plan.unreachable.is_none() {
        text += "\n";
        text += &sure::show(&funnel, target, &confidences).map_err(explain)?;
    }
    Ok(text)
}

/// First appointments, proposals and sales, at two rates and a sale value.
fn coach(rates: [f64; 2], value: f64, calendar: Calendar) -> Result<Funnel, Error> {
    let [proposals, sales] = rates;
    Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(proposals)?)
        .gate("Sales", Gate::new(sales)?)
        .sale_value(value)
        .calendar(calendar)
        .build()
}

fn coach_in_full() -> Result<String, Error> {
    let goal = Goal::Revenue(25_000.0);
    let funnel = coach([0.65, 0.40], 3_400.0, Calendar::COMMON)?;
    let plan = funnel.plan(Target::new(goal).actual(5.0))?;
    let mut text = format!("The coach's example\n{}\n", show(&funnel, &plan, Some(5.0)));
    text += &sure::show(&funnel, Target::new(goal), &sure::USUAL)?;

    let mut rows = vec![row(["First appointments a week", "exact"])];
    for policy in Policy::ALL {
        extend(&mut rows, [policy.name(), "delivers"]);
    }
    for (name, calendar) in [
        ("Common, 52 weeks a year", Calendar::COMMON),
        ("Four-week month, 48 weeks", Calendar::FOUR_WEEK_MONTH),
    ] {
        let funnel = coach([0.65, 0.40], 3_400.0, calendar)?;
        rows.push(row([name]));
        for &policy in Policy::ALL {
            let plan = funnel.plan(Target::new(goal).policy(policy))?;
            let [exact, whole, delivers] = entry(&plan);
            if policy == Policy::Up {
                extend(&mut rows, [&exact]);
            }
            extend(&mut rows, [&whole, &delivers]);
        }
    }
    text += "\nThe same week by calendar, and by how whole units are made\n";
    text += &table(&rows);

    let second = coach([0.60, 0.40], 3_500.0, Calendar::FOUR_WEEK_MONTH)?;
    let plan = second.plan(Target::new(goal).actual(5.0))?;
    text += "\nA second coach: 60 % and 40 %, 3,500 a sale, 25,000 a month of four weeks\n";
    text += &gauge(&plan, 5.0);
    Ok(text)
}

fn coach_in_short() -> Result<String, Error> {
    let plan = coach([0.65, 0.40], 3_400.0, Calendar::COMMON)?.plan(Goal::Revenue(25_000.0))?;
    let [exact, whole, delivers] = entry(&plan);
    let coach = "The coach's example: 25,000 a month at 3,400 a sale, 65 % and 40 %,\ntake";
    Ok(format!("{coach} {exact} first appointments a week, so {whole} (deliver {delivers}).\n"))
}

/// The first stage per activity period: exact, whole, and what the whole ones deliver.
fn entry(plan: &Plan) -> [String; 3] {
    let stage = plan.periods.last().and_then(|period| period.stages.first());
    stage.map_or_else(Default::default, |stage| {
        let delivers = stage.whole.delivers().map_or("-".to_string(), percent);
        [volume(stage.whole.exact), grouped(stage.whole.units, 0), delivers]
    })
}

/// Options and their values, in the order they were given.
struct Arguments(Vec<(String, String)>);

impl Arguments {
    fn read(args: Vec<OsString>) -> Result<Self, String> {
        let unreadable = |arg: OsString| format!("the argument {arg:?} is not valid UTF-8");
        let words: Result<Vec<_>, _> = args.into_iter().map(OsString::into_string).collect();
        let mut words = words.map_err(unreadable)?.into_iter().peekable();
        let mut found: Vec<(String, String)> = Vec::new();
        while let Some(word) = words.next() {
            let (option, attached) = match word.split_once('=') {
                Some((option, value)) if word.starts_with("--") => (option, Some(value)),
                _ => (word.as_str(), None),
            };
            let once = SINGLE.split(' ').any(|known| known == option);
            if !once && !["--gate", "--benchmark"].contains(&option) {
                return Err(format!("unknown option {option:?}; --help lists what is allowed"));
            }
            if once && found.iter().any(|(known, _)| known == option) {
                return Err(format!("{option} is given twice; it is allowed once"));
            }
            let value = match attached {
                Some(value) => Some(value.to_string()),
                None => words.next_if(|next| !next.starts_with("--")),
            };
            let value = value.ok_or(format!("{option} needs a value behind it"))?;
            found.push((option.to_string(), value));
        }
        Ok(Self(found))
    }

    fn all<'a>(&'a self, option: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| name == option).map(|(_, value)| value.as_str())
    }

    fn one(&self, option: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == option).map(|(_, value)| value.as_str())
    }

    /// A number in the range that the crate's own type allows.
    fn number<T: Into<f64>>(
        &self,
        option: &str,
        check: fn(f64) -> Result<T, Error>,
    ) -> Result<Option<f64>, String> {
        let Some(text) = self.one(option) else { return Ok(None) };
        let value = number(text).map_err(|problem| format!("{option}: {problem}"))?;
        let refused = |error: Error| format!("{option} {text:?}: {}", error.kind().message());
        check(value).map(|value| Some(value.into())).map_err(refused)
    }

    /// One of several names; `-` and `_` are the same.
    fn choice<T: Copy>(&self, option: &str, choices: &[(&str, T)]) -> Result<Option<T>, String> {
        let Some(text) = self.one(option) else { return Ok(None) };
        let wanted = text.replace('-', "_");
        let allowed = || choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        match choices.iter().find(|(name, _)| name.replace('-', "_") == wanted) {
            Some(&(_, choice)) => Ok(Some(choice)),
            None => Err(format!("{option} {text:?}: allowed are {}", allowed())),
        }
    }

    fn period(&self, option: &str, otherwise: Period) -> Result<Period, String> {
        let periods: Vec<_> = Period::ALL.iter().map(|&period| (period.name(), period)).collect();
        Ok(self.choice(option, &periods)?.unwrap_or(otherwise))
    }

    fn calendar(&self) -> Result<Calendar, String> {
        let named = self.choice("--calendar", &CALENDARS)?;
        let weeks = self.number("--selling-weeks", WeeksPerYear::new)?;
        if named.is_some() && weeks.is_some() {
            return Err("--calendar and --selling-weeks: only one of them is allowed".into());
        }
        let calendar = match weeks {
            Some(weeks) => Calendar::selling_weeks(weeks),
            None => Ok(named.unwrap_or_default()),
        };
        let days = self.number("--days-per-week", DaysPerWeek::new)?;
        let calendar = calendar.and_then(|calendar| match days {
            Some(days) => calendar.with_days_per_week(days),
            None => Ok(calendar),
        });
        calendar.map_err(|error| error.to_string())
    }

    /// `NAME=RATE`, for each time the option was given.
    fn rates(&self, option: &str) -> Result<Vec<(String, Gate)>, String> {
        let read = |text: &str| {
            let (name, rate) = text
                .rsplit_once('=')
                .ok_or(format!("{option} {text:?}: NAME=RATE is needed; {RATE_FORMS}"))?;
            let name = named(name).map_err(|problem| format!("{option} {text:?}: {problem}"))?;
            let rate = rate_of(rate).map_err(|problem| format!("{option} {text:?}: {problem}"))?;
            Ok((name, rate))
        };
        self.all(option).map(read).collect()
    }
}

fn funnel(args: &Arguments) -> Result<Funnel, String> {
    let mut builder = Funnel::builder().calendar(args.calendar()?);
    if let Some(name) = args.one("--entry") {
        builder = builder.entry(named(name).map_err(|problem| format!("--entry: {problem}"))?);
    }
    if let Some(value) = args.number("--value", Money::new)? {
        builder = builder.sale_value(value);
    }
    if let Some(value) = args.number("--value-benchmark", Money::new)? {
        if args.one("--value").is_none() {
            return Err("--value-benchmark needs a --value to compare".into());
        }
        builder = builder.sale_value_benchmark(value);
    }
    let gates = args.rates("--gate")?;
    let mut benchmarks = args.rates("--benchmark")?;
    for (name, gate) in gates {
        builder = builder.gate(name.clone(), gate);
        if let Some(place) = benchmarks.iter().position(|(of, _)| *of == name) {
            builder = builder.benchmark(benchmarks.remove(place).1.rate().get());
        }
    }
    let funnel = builder.build().map_err(|error| match error.kind() {
        ErrorKind::NoGates => "--gate is missing: give at least one, as Sales=2/5".to_string(),
        _ => error.to_string(),
    })?;
    let names = funnel.names();
    for (index, name) in names.iter().enumerate() {
        if names.iter().take(index).any(|before| before == name) {
            return Err(format!("--gate: the stage name {name:?} is used twice"));
        }
    }
    if let Some((name, _)) = benchmarks.first() {
        let gates = names.get(1..).unwrap_or_default().join(", ");
        let allowed = format!("one for each gate is allowed: {gates}");
        return Err(format!("--benchmark {name:?}: no such gate, or given twice; {allowed}"));
    }
    Ok(funnel)
}

/// The target, and the actual activity if it was given.
fn target(args: &Arguments, funnel: &Funnel) -> Result<(Target<'static>, Option<f64>), String> {
    let missing = "--goal is missing: say how much is wanted, such as --goal 25000";
    let goal = match args.one("--goal-stage") {
        None => Goal::Revenue(args.number("--goal", Money::new)?.ok_or(missing)?),
        Some(name) => Goal::Volume {
            stage: stage("--goal-stage", name, funnel)?,
            target: args.number("--goal", Volume::new)?.ok_or(missing)?,
        },
    };
    let policies: Vec<_> = Policy::ALL.iter().map(|&policy| (policy.name(), policy)).collect();
    let target = Target::new(goal)
        .per(args.period("--per", Period::Month)?)
        .activity_per(args.period("--activity-per", Period::Week)?)
        .policy(args.choice("--policy", &policies)?.unwrap_or_default());
    let target = match args.one("--activity-stage") {
        Some(name) => target.activity_stage(stage("--activity-stage", name, funnel)?),
        None => target,
    };
    let actual = args.number("--actual", Volume::new)?;
    Ok((actual.map_or(target, |actual| target.actual(actual)), actual))
}

fn stage(option: &str, text: &str, funnel: &Funnel) -> Result<usize, String> {
    let names = funnel.names();
    let by_name = names.iter().position(|name| name == text.trim());
    let by_number = || text.trim().parse().ok().filter(|&stage| stage < names.len());
    by_name.or_else(by_number).ok_or_else(|| {
        let last = funnel.chain().gates();
        format!("{option} {text:?}: no such stage; allowed are 0 to {last}: {}", names.join(", "))
    })
}

/// A core error in terms of the arguments.
fn explain(error: Error) -> String {
    let advice = match error.kind() {
        ErrorKind::NoSaleValue => "--value is missing (or --goal-stage, for a volume)",
        ErrorKind::Stage => "--activity-stage must be the goal's stage or one before it",
        _ => "--goal, --value or --actual",
    };
    format!("{advice}: {}", error.kind().message())
}

fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| format!("{text:?} is not a number; write it as 25000 or 0.65"))
}

fn rate_of(text: &str) -> Result<Gate, String> {
    let parts = |successes, trials| Ok((number(successes)?, number(trials)?));
    let gate = if let Some(percent) = text.trim().strip_suffix('%') {
        number(percent).map(|percent| Gate::new(percent / 100.0))
    } else if let Some((successes, trials)) = text.split_once('/') {
        parts(successes, trials).map(|(successes, trials)| Gate::from_counts(successes, trials))
    } else if let Some(n) = text.trim().strip_prefix('1').and_then(|n| n.trim().strip_prefix("in"))
    {
        number(n).map(Gate::one_in)
    } else {
        number(text).map(Gate::new)
    };
    match gate {
        Ok(Ok(gate)) => Ok(gate),
        Ok(Err(error)) => Err(format!("{}; {RATE_FORMS}", error.kind().message())),
        Err(_) => Err(format!("{text:?} is not a rate; {RATE_FORMS}")),
    }
}

/// A name that fits a table.
fn named(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("the name is empty; a stage needs one"),
        name if name.contains(char::is_control) => Err("a name must be one line of plain text"),
        name => Ok(name.to_string()),
    }
}

fn show(funnel: &Funnel, plan: &Plan, actual: Option<f64>) -> String {
    let per = plan.per.name();
    let (Goal::Revenue(wanted) | Goal::Volume { target: wanted, .. }) = plan.goal;
    let goal = amount(funnel, plan.goal, wanted);
    let value = funnel.sale_value().map_or(String::new(), |v| format!(" at {} a sale", money(v)));
    let weeks = short(funnel.calendar().per_year(Period::Week));
    let policy = plan.policy.name();
    let mut text = format!("Goal: {goal} a {per}{value}. ");
    text += &format!("{weeks} weeks a year. Whole units: {policy}.\n\n");
    text += &match plan.unreachable {
        Some(why) => unreachable(funnel, plan, &why),
        None => stages(funnel, plan),
    };
    text += &few_trials(funnel);
    if let Some(actual) = actual {
        text += "\n";
        text += &gauge(plan, actual);
    }
    text += "\n";
    text + &sensitivity(funnel, plan, actual)
}

fn stages(funnel: &Funnel, plan: &Plan) -> String {
    let mut rows = vec![row(["", ""])];
    for period in &plan.periods {
        extend(&mut rows, [&format!("a {}", period.period.name()), ""]);
    }
    rows.push(row(["Stage", "rate"]));
    for _ in &plan.periods {
        extend(&mut rows, ["exact", "whole"]);
    }
    for stage in 0..funnel.names().len() {
        let gate = stage.checked_sub(1).and_then(|gate| funnel.gates().get(gate));
        let rate = gate.map_or(String::new(), |gate| percent(gate.rate().get()));
        rows.push(row([&name(funnel, stage), &rate]));
        for planned in plan.periods.iter().filter_map(|period| period.stages.get(stage)) {
            extend(&mut rows, [&volume(planned.whole.exact), &grouped(planned.whole.units, 0)]);
        }
    }
    let mut text = table(&rows) + "\n";
    for period in &plan.periods {
        text += &delivers(funnel, plan, period);
    }
    text
}

/// What the whole number of activities brings, so that nobody takes the rounding for the goal.
fn delivers(funnel: &Funnel, plan: &Plan, period: &PeriodPlan) -> String {
    let Some(stage) = period.stages.get(plan.activity_stage) else { return String::new() };
    let (activity, per) = (name(funnel, plan.activity_stage), period.period.name());
    let activity = format!("{} {activity} a {per}", grouped(stage.whole.units, 0));
    let Some(share) = period.delivers.attainment else {
        return format!("{activity}: nothing is left to do.\n");
    };
    let revenue = match (period.delivers.revenue.map(money), plan.goal) {
        (Some(revenue), Goal::Revenue(_)) => format!(": {revenue} of {}", money(period.goal)),
        (Some(revenue), Goal::Volume { .. }) => format!(", and {revenue} revenue"),
        (None, _) => String::new(),
    };
    format!("{activity} deliver {} of the goal{revenue}.\n", percent(share))
}

fn unreachable(funnel: &Funnel, plan: &Plan, why: &Unreachable) -> String {
    let per = plan.per.name();
    let (reason, missing) = match why.lever {
        Lever::Gate(gate) => {
            let behind = name(funnel, gate + 1);
            let missing = format!("{} {behind} a {per}", volume(why.missing));
            (format!("nothing passes the gate to {behind}, its rate is 0 %"), missing)
        }
        Lever::SaleValue => {
            let missing = format!("{} revenue a {per}", money(why.missing));
            ("a sale brings no revenue, its value is 0".to_string(), missing)
        }
    };
    let best = amount(funnel, plan.goal, why.best);
    format!(
        "THIS GOAL CANNOT BE REACHED: {reason}.\n\
         Missing:        {missing}\nBest reachable: {best} a {per}\n"
    )
}

/// An amount in the goal's own unit.
fn amount(funnel: &Funnel, goal: Goal, value: f64) -> String {
    match goal {
        Goal::Revenue(_) => format!("{} revenue", money(value)),
        Goal::Volume { stage, .. } => format!("{} {}", short(value), name(funnel, stage)),
    }
}

/// Rates that rest on few counts.
fn few_trials(funnel: &Funnel) -> String {
    let mut text = String::new();
    for (index, gate) in funnel.gates().iter().enumerate() {
        if let Some((successes, trials)) = gate.counts().filter(|&(_, n)| n < FEW_TRIALS) {
            let (name, of) = (name(funnel, index + 1), format!("{successes} of {trials}"));
            text += &format!("Note: {name} counts {of}, too few to rely on.\n");
        }
    }
    text
}

fn gauge(plan: &Plan, actual: f64) -> String {
    let (made, per) = (short(actual), plan.activity_per.name());
    let needed = plan.periods.last().and_then(|period| period.stages.get(plan.activity_stage));
    let gauge = match (plan.gauge, needed) {
        (Some(gauge), Some(needed)) => {
            let (gauge, needed) = (percent(gauge), volume(needed.whole.exact));
            format!("{gauge} ({made} made of {needed} required a {per}; target 100 %)")
        }
        (_, None) => format!("none ({made} made a {per}; no number would reach the goal)"),
        (None, _) => format!("none ({made} made a {per}; nothing is required)"),
    };
    let attained = |share| format!("{} of the goal at that pace", percent(share));
    let attainment = plan.attainment.map_or("none, the goal is 0".to_string(), attained);
    format!("Activity gauge: {gauge}\nAttainment:     {attainment}\n")
}

fn sensitivity(funnel: &Funnel, plan: &Plan, actual: Option<f64>) -> String {
    let (activity, per) = (name(funnel, plan.activity_stage), plan.activity_per.name());
    let brought = if funnel.sale_value().is_some() { "revenue" } else { "sales" };
    let of = if actual.is_some() { "made" } else { "required now" };
    let mut rows = vec![row(["Improve", "from", "to", "required", "then", "change", brought])];
    rows.extend(plan.sensitivity.iter().map(|effect| improvement(funnel, effect)));
    format!(
        "What an improvement changes\n(required: {activity} a {per}; {brought}: what those {of} bring)\n{}",
        table(&rows)
    )
}

fn improvement(funnel: &Funnel, effect: &Effect) -> Vec<String> {
    let (what, show): (String, fn(f64) -> String) = match effect.lever {
        Lever::Gate(gate) => (name(funnel, gate + 1), percent),
        Lever::SaleValue => ("Sale value".to_string(), money),
    };
    let required = |value: Option<f64>| value.map_or("never".to_string(), volume);
    row([
        &what,
        &show(effect.from),
        &show(effect.to),
        &required(effect.required_before),
        &required(effect.required_after),
        &change(effect.required_change()),
        &change(effect.revenue_change()),
    ])
}

fn name(funnel: &Funnel, stage: usize) -> String {
    let full = funnel.names().get(stage).map_or("", String::as_str);
    if full.chars().count() <= NAME_WIDTH {
        return full.to_string();
    }
    full.chars().take(NAME_WIDTH - 2).chain("..".chars()).collect()
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_string).into()
}

fn extend<const N: usize>(rows: &mut [Vec<String>], cells: [&str; N]) {
    if let Some(last) = rows.last_mut() {
        last.extend(cells.map(str::to_string));
    }
}

fn volume(value: f64) -> String {
    grouped(value, if value < 100_000.0 { 4 } else { 2 })
}

/// Without the zeros at the end: 52, 52.1775.
fn short(value: f64) -> String {
    let text = grouped(value, 4);
    let shorter = text.trim_end_matches('0').trim_end_matches('.');
    if text.contains('.') && !text.contains('e') { shorter.to_string() } else { text }
}

fn money(value: f64) -> String {
    let decimals = match value {
        _ if value >= 1_000.0 || value == value.trunc() => 0,
        _ if value >= 1.0 => 2,
        _ => 4,
    };
    grouped(value, decimals)
}

fn change(share: Option<f64>) -> String {
    let Some(share) = share else { return "-".to_string() };
    let sign = if share < 0.0 { "-" } else { "+" };
    let size = percent(share.abs());
    if size == "0.0 %" { size } else { format!("{sign}{size}") }
}
