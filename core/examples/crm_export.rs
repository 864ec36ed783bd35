//! From a CRM export to a plan: the chain created, engaged, closed, won, counted from the deals.
//!
//! `cargo run --example crm_export -- --help` prints the options. The program counts and lays out; rates,
//! requirements, periods, whole units and team totals come from the crate.

use csv::StringRecord;
use flate2::read::MultiGzDecoder;
use funnelmath::{
    Error, Funnel, Gate, Goal, Money, Period, Plan, StagePlan, Target, Total, roll_up,
};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::{env, ffi::OsString, fs::File, io, path::Path, process::ExitCode};

mod text;

use text::{grouped, percent, table};

const HELP: &str = "\
crm_export: the rates in a CRM export, and what they ask for

crm_export OPPORTUNITIES.csv[.gz] [options]

  --goal NUMBER          revenue wanted of all together in a period (default 10000000)
  --per PERIOD           the goal's period: day, week, month, quarter, year (default)
  --activity-per PERIOD  the period that new opportunities are counted in (default week)
  --by agent|team        also a line for each, with an equal part of the goal
  --teams FILE           sales_agent and manager, as CSV; needed for --by team

Columns: opportunity_id, sales_agent, deal_stage (Prospecting, Engaging, Won, Lost), close_value.
Others are ignored, and the order is free.
";

const OPTIONS: [&str; 5] = ["--goal", "--per", "--activity-per", "--by", "--teams"];
const DEFAULT_GOAL: f64 = 10_000_000.0;
const STAGES: [&str; 4] = ["Created", "Engaged", "Closed", "Won"];
/// A rate of fewer trials is marked.
const FEW_TRIALS: f64 = 30.0;
/// Longer names are cut, so that the table stays narrow.
const NAME_WIDTH: usize = 18;

fn main() -> ExitCode {
    // A closed pipe (`| head`) is no reason to panic, so write errors are ignored.
    match run(env::args_os().skip(1).collect()) {
        Ok(text) => {
            let _ = io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(problem) => {
            let _ = writeln!(io::stderr(), "crm_export: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run(args: Vec<OsString>) -> Result<String, String> {
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return Ok(HELP.to_string());
    }
    let options = Options::read(args)?;
    let teams = match &options.teams {
        Some(path) => teams(path)?,
        None => HashMap::new(),
    };
    let groups = count(&options, &teams)?;
    let mut all = Tally::default();
    groups.values().for_each(|tally| all.join(tally));
    let mut text = summary(&all);
    let failed = |error: Error| format!("no plan for --goal: {}", error.kind().message());
    text += &plan(&all, &options).map_err(failed)?;
    if options.by != By::All {
        text += &group_table(&groups, &options).map_err(failed)?;
    }
    Ok(text)
}

#[derive(Clone, Copy, PartialEq)]
enum By {
    All,
    Agent,
    Team,
}

struct Options {
    path: OsString,
    goal: f64,
    per: Period,
    activity_per: Period,
    by: By,
    teams: Option<OsString>,
}

impl Options {
    fn read(args: Vec<OsString>) -> Result<Self, String> {
        let mut path = None;
        let mut found: Vec<(&str, OsString)> = Vec::new();
        let mut args = args.into_iter().peekable();
        while let Some(arg) = args.next() {
            if let Some(&option) = OPTIONS.iter().find(|option| arg == **option) {
                if found.iter().any(|(known, _)| *known == option) {
                    return Err(format!("{option} is given twice; it is allowed once"));
                }
                let value = args.next_if(|next| !next.to_string_lossy().starts_with("--"));
                found.push((option, value.ok_or(format!("{option} needs a value behind it"))?));
            } else if arg.to_string_lossy().starts_with('-') {
                return Err(format!("unknown option {arg:?}; --help lists what is allowed"));
            } else if path.is_some() {
                return Err(format!("{arg:?}: only one file of opportunities is allowed"));
            } else {
                path = Some(arg);
            }
        }
        let mut take = |option| {
            let place = found.iter().position(|(known, _)| *known == option);
            place.map(|place| found.swap_remove(place).1)
        };
        let (goal, per, activity_per) = (take("--goal"), take("--per"), take("--activity-per"));
        let by = match take("--by") {
            None => By::All,
            Some(by) if by == "agent" => By::Agent,
            Some(by) if by == "team" => By::Team,
            Some(other) => return Err(format!("--by {other:?}: allowed are agent, team")),
        };
        let teams = take("--teams");
        if (by == By::Team) != teams.is_some() {
            return Err("--by team and --teams FILE are needed together".into());
        }
        Ok(Self {
            path: path.ok_or("the path of a CSV file of opportunities is needed")?,
            goal: goal.map_or(Ok(DEFAULT_GOAL), |goal| goal_of(&goal))?,
            per: period("--per", per, Period::Year)?,
            activity_per: period("--activity-per", activity_per, Period::Week)?,
            by,
            teams,
        })
    }
}

fn goal_of(text: &OsString) -> Result<f64, String> {
    let number = text.to_str().and_then(|text| text.parse().ok());
    let number = number.ok_or(format!("--goal {text:?} is not a number; write it as 250000"))?;
    let money = Money::new(number);
    money.map(Money::get).map_err(|error| format!("--goal {text:?}: {}", error.kind().message()))
}

fn period(option: &str, text: Option<OsString>, otherwise: Period) -> Result<Period, String> {
    let Some(text) = text else { return Ok(otherwise) };
    let named = Period::ALL.iter().copied().find(|period| text == period.name());
    let allowed = || Period::ALL.iter().map(|period| period.name()).collect::<Vec<_>>().join(", ");
    named.ok_or_else(|| format!("{option} {text:?}: allowed are {}", allowed()))
}

/// A CSV file, plain or packed by gzip (told by its first bytes, not by its name).
struct Table {
    path: String,
    rows: csv::Reader<Box<dyn Read>>,
    header: StringRecord,
}

impl Table {
    fn open(path: &OsString) -> Result<Self, String> {
        let shown = format!("{:?}", Path::new(path));
        let failed = |error: io::Error| format!("{shown}: {error}");
        let mut file = BufReader::new(File::open(path).map_err(failed)?);
        let packed = file.fill_buf().map_err(failed)?.starts_with(&[0x1f, 0x8b]);
        let source: Box<dyn Read> =
            if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        let mut rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source);
        let header = rows.headers().map_err(|error| not_csv(&shown, &error))?.clone();
        Ok(Self { path: shown, rows, header })
    }

    fn column(&self, name: &str) -> Result<usize, String> {
        let place = self.header.iter().position(|column| column.eq_ignore_ascii_case(name));
        place.ok_or_else(|| {
            let path = &self.path;
            format!("{path}: no column {name:?} in the first line; is it a CSV with a header?")
        })
    }

    /// The next row and its line number.
    fn next(&mut self) -> Result<Option<(StringRecord, u64)>, String> {
        let mut row = StringRecord::new();
        let more = self.rows.read_record(&mut row).map_err(|error| not_csv(&self.path, &error))?;
        let line = row.position().map_or(0, csv::Position::line);
        Ok(more.then_some((row, line)))
    }
}

fn not_csv(path: &str, error: &csv::Error) -> String {
    let line = error.position().map_or(String::new(), |place| format!(", line {}", place.line()));
    let problem = match error.kind() {
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        csv::ErrorKind::Utf8 { .. } => "not CSV: the text is not valid UTF-8".to_string(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("not CSV: {len} fields, but the header has {expected_len}")
        }
        _ => "not CSV".to_string(),
    };
    format!("{path}{line}: {problem}")
}

/// The manager of each agent.
fn teams(path: &OsString) -> Result<HashMap<String, String>, String> {
    let mut table = Table::open(path)?;
    let (agent, manager) = (table.column("sales_agent")?, table.column("manager")?);
    let mut teams = HashMap::new();
    while let Some((row, line)) = table.next()? {
        let [agent, manager] = [agent, manager].map(|at| row.get(at).unwrap_or("").to_string());
        let before = teams.insert(agent.clone(), manager.clone());
        if before.is_some_and(|before| before != manager) {
            return Err(format!("{}, line {line}: {agent:?} is in two teams", table.path));
        }
    }
    Ok(teams)
}

/// Counts the deals of each group.
fn count(
    options: &Options,
    teams: &HashMap<String, String>,
) -> Result<BTreeMap<String, Tally>, String> {
    let mut table = Table::open(&options.path)?;
    let id = table.column("opportunity_id")?;
    let agent = table.column("sales_agent")?;
    let stage = table.column("deal_stage")?;
    let value = table.column("close_value")?;
    let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
    let mut seen: HashMap<String, u64> = HashMap::new();
    while let Some((row, line)) = table.next()? {
        let field = |column: usize| row.get(column).unwrap_or("");
        let wrong = |problem: String| format!("{}, line {line}: {problem}", table.path);
        // A deal exported twice would count twice in every rate.
        if let Some(first) = seen.insert(field(id).to_string(), line) {
            let id = field(id);
            return Err(wrong(format!("opportunity {id:?} was there before, on line {first}")));
        }
        let group = match options.by {
            By::All => "All",
            By::Agent => field(agent),
            By::Team => teams.get(field(agent)).map_or("", String::as_str),
        };
        let group = if group.is_empty() { "(none)" } else { group };
        let tally = groups.entry(group.to_string()).or_default();
        tally.add(field(stage), field(value)).map_err(wrong)?;
    }
    if groups.is_empty() {
        return Err(format!("{}: there are no opportunities in it", table.path));
    }
    Ok(groups)
}

/// How many deals came how far, and the value of those that were won.
#[derive(Default)]
struct Tally {
    created: f64,
    engaged: f64,
    closed: f64,
    won: f64,
    revenue: f64,
}

impl Tally {
    /// Open deals have no value and lost ones 0, so only the value of a won deal is looked at.
    fn add(&mut self, stage: &str, value: &str) -> Result<(), String> {
        let (engaged, closed, won) = match stage {
            "Prospecting" => (false, false, false),
            "Engaging" => (true, false, false),
            "Lost" => (true, true, false),
            "Won" => (true, true, true),
            other => {
                let allowed = "Prospecting, Engaging, Won, Lost";
                return Err(format!("unknown deal_stage {other:?}; allowed are {allowed}"));
            }
        };
        let money = match value {
            "" if !won => 0.0,
            "" => return Err("a won deal has no close_value".into()),
            text => {
                let number = text.parse().ok().and_then(|number| Money::new(number).ok());
                number.ok_or(format!("close_value {text:?} is no amount; write it as 1054"))?.get()
            }
        };
        self.created += 1.0;
        self.engaged += f64::from(u8::from(engaged));
        self.closed += f64::from(u8::from(closed));
        self.won += f64::from(u8::from(won));
        self.revenue += if won { money } else { 0.0 };
        Ok(())
    }

    fn join(&mut self, other: &Self) {
        self.created += other.created;
        self.engaged += other.engaged;
        self.closed += other.closed;
        self.won += other.won;
        self.revenue += other.revenue;
    }

    /// The gates to engaged, closed and won; none where nothing came.
    fn gates(&self) -> [Option<Gate>; 3] {
        let counted = [self.created, self.engaged, self.closed, self.won];
        let [to_engaged, to_closed, to_won] = [0, 1, 2].map(|gate| {
            let (trials, passed) = (counted.get(gate)?, counted.get(gate + 1)?);
            Gate::from_counts(*passed, *trials).ok()
        });
        [to_engaged, to_closed, to_won]
    }

    fn mean_won(&self) -> Option<f64> {
        (self.won > 0.0).then_some(self.revenue / self.won)
    }

    /// The funnel of these deals, when at least one was won.
    fn funnel(&self) -> Result<Option<Funnel>, Error> {
        let [created, ..] = STAGES;
        let (Some(mean), mut builder) = (self.mean_won(), Funnel::builder().entry(created)) else {
            return Ok(None);
        };
        for (name, gate) in STAGES.iter().skip(1).zip(self.gates()) {
            let Some(gate) = gate else { return Ok(None) };
            builder = builder.gate(*name, gate);
        }
        builder.sale_value(mean).build().map(Some)
    }

    fn plan(&self, goal: f64, options: &Options) -> Result<Option<Plan>, Error> {
        let target = Target::new(Goal::Revenue(goal)).per(options.per);
        let target = target.activity_per(options.activity_per);
        self.funnel()?.map(|funnel| funnel.plan(target)).transpose()
    }
}

/// What is in the file.
fn summary(all: &Tally) -> String {
    let mut rows = vec![row(["Stage", "deals", "of those before"])];
    let counts = [all.created, all.engaged, all.closed, all.won];
    let rates = all.gates().map(rate);
    let rates = [String::new()].into_iter().chain(rates);
    for ((name, count), rate) in STAGES.iter().zip(counts).zip(rates) {
        rows.push(row([name, &grouped(count, 0), &rate]));
    }
    let mean = mean_text(all.mean_won());
    let (revenue, won) = (grouped(all.revenue, 0), grouped(all.won, 0));
    let open = grouped(all.created - all.closed, 0);
    format!(
        "The export\n{}Mean value of a won deal: {mean} ({revenue} in {won} deals).\n\
         {open} deals are open and count as not passed yet, so the plan asks for rather too much.\n",
        table(&rows)
    )
}

fn plan(all: &Tally, options: &Options) -> Result<String, Error> {
    let goal = format!("\nPlan for {} a {}\n", grouped(options.goal, 0), options.per.name());
    let Some(plan) = all.plan(options.goal, options)? else {
        return Ok(
            goal + "No data: without a won deal there is no rate and no value to plan with.\n"
        );
    };
    if plan.unreachable.is_some() {
        return Ok(goal + "This goal cannot be reached: the won deals brought no revenue.\n");
    }
    let mut rows = vec![row([""]), row(["Stage"])];
    rows.extend(STAGES.map(|stage| row([stage])));
    let mut notes = String::new();
    for period in &plan.periods {
        let per = period.period.name();
        let heads = [[format!("a {per}"), String::new()], ["exact".into(), "whole".into()]];
        let volumes = period.stages.iter().map(|stage| cells(stage, 4));
        for (line, cells) in rows.iter_mut().zip(heads.into_iter().chain(volumes)) {
            line.extend(cells);
        }
        if let (Some(revenue), Some(share), Some(stage)) =
            (period.delivers.revenue, period.delivers.attainment, period.stages.first())
        {
            let [_, units] = cells(stage, 4);
            let (revenue, goal) = (grouped(revenue, 0), grouped(period.goal, 0));
            let share = percent(share);
            notes += &format!(
                "{units} new deals a {per} deliver {share} of the goal: {revenue} of {goal}.\n"
            );
        }
    }
    Ok(format!("{goal}{}\n{notes}", table(&rows)))
}

/// One line for each group, and the totals.
fn group_table(groups: &BTreeMap<String, Tally>, options: &Options) -> Result<String, Error> {
    let who = if options.by == By::Agent { "agent" } else { "team" };
    let per = options.activity_per.name();
    let able = groups.values().filter(|tally| tally.revenue > 0.0).count();
    let part = options.goal / able.max(1) as f64;
    let need_head = format!("a {per}");
    let head = ["", "created", "engaged", "closed", "won", "mean won", &need_head, "whole"];
    let mut rows = vec![row(head)];
    let mut sorted: Vec<(&String, &Tally)> = groups.iter().collect();
    sorted.sort_by(|(_, a), (_, b)| b.revenue.total_cmp(&a.revenue));

    let mut needs = Vec::new();
    for (name, tally) in &sorted {
        let plan = if tally.revenue > 0.0 { tally.plan(part, options)? } else { None };
        let need = plan.as_ref().and_then(|plan| plan.periods.last()?.stages.first());
        needs.push(need.map_or(0.0, |need| need.whole.exact));
        let need = need.map_or(["no data".to_string(), String::new()], |need| cells(need, 2));
        rows.push(group_row(name, tally, need));
    }
    let tallies: Vec<&Tally> = sorted.iter().map(|(_, tally)| *tally).collect();
    let created: Vec<f64> = tallies.iter().map(|tally| tally.created).collect();
    let past = team(&tallies, &created)?;
    let mut rates = past.rates.iter().zip(past.volumes).map(|(&rate, of)| rate_text(rate, of));
    let [engaged, closed, won] = [(); 3].map(|()| rates.next().unwrap_or_default());
    let mean = mean_text(past.total.sale_value);
    let [created, ..] = past.volumes.map(|volume| grouped(volume, 0));
    let [need, ..] = team(&tallies, &needs)?.volumes;
    let need = if able > 0 { grouped(need, 2) } else { "no data".to_string() };
    rows.push(row(["Together", &created, &engaged, &closed, &won, &mean, &need]));

    let goal = format!("{} a {}", grouped(part, 0), options.per.name());
    Ok(format!(
        "\nBy {who}: rates of the stage before, and the new deals a {per} needed for {goal} each\n\
         (the goal shared equally by {able}; \"too few\": under {FEW_TRIALS} deals, or none passed)\n{}\
         Together: the rates of all deals, and the sum of what each needs for an equal part.\n",
        table(&rows)
    ))
}

fn group_row(name: &str, tally: &Tally, need: [String; 2]) -> Vec<String> {
    let [engaged, closed, won] = tally.gates().map(rate);
    let mean = mean_text(tally.mean_won());
    let short = |name: &str| name.chars().take(NAME_WIDTH - 2).chain("..".chars()).collect();
    let name = if name.chars().count() > NAME_WIDTH { short(name) } else { name.to_string() };
    let [exact, whole] = need;
    row([&name, &grouped(tally.created, 0), &engaged, &closed, &won, &mean, &exact, &whole])
}

/// What the groups come to together.
struct Team {
    total: Total,
    volumes: [f64; 4],
    rates: [Option<f64>; 3],
}

/// The groups with so many deals entering each, weighted by volume: a team's rate is no mean of rates.
fn team(tallies: &[&Tally], entries: &[f64]) -> Result<Team, Error> {
    // Where a group has no rate, nothing arrives at the gate either, and any rate will do.
    let rate = |gate: Option<Gate>| gate.map_or(0.0, |gate| gate.rate().get());
    let rates: Vec<f64> = tallies.iter().flat_map(|tally| tally.gates().map(rate)).collect();
    let values: Vec<f64> = tallies.iter().map(|tally| tally.mean_won().unwrap_or(0.0)).collect();
    let (mut volumes, mut implied) = ([0.0; 4], [None; 3]);
    let total = roll_up(3, &rates, entries, &values, &mut volumes, &mut implied)?;
    Ok(Team { total, volumes, rates: implied })
}

/// A counted rate, which says so when it rests on too few deals, or on none. Where none passed there is
/// no rate to plan with, and no value either: that is not 0 %.
fn rate(gate: Option<Gate>) -> String {
    let trials = gate.and_then(|gate| gate.counts()).map_or(0.0, |(_, trials)| trials);
    rate_text(gate.map(|gate| gate.rate().get()), trials)
}

fn rate_text(rate: Option<f64>, trials: f64) -> String {
    match rate {
        None => "no data".to_string(),
        Some(0.0) => "too few".to_string(),
        Some(rate) if trials < FEW_TRIALS => format!("{} too few", percent(rate)),
        Some(rate) => percent(rate),
    }
}

fn mean_text(mean: Option<f64>) -> String {
    mean.map_or("no data".to_string(), |mean| grouped(mean, 2))
}

fn cells(stage: &StagePlan, decimals: usize) -> [String; 2] {
    [grouped(stage.whole.exact, decimals), grouped(stage.whole.units, 0)]
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_string).into()
}
