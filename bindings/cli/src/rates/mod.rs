//! `funnelmath rates`: the win rates in a CRM export, and the plan that follows from them.

use crate::failure::Failure;
use crate::parse;
use funnelmath::Period;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

mod amount;
mod columns;
mod date;
mod deals;
mod show;
mod table;
mod tally;

use columns::{Role, need};
use deals::Deals;
use table::Table;
use tally::Tally;

/// Count win rates in a CRM export, and plan with them.
///
/// Reads a CSV file of deals, packed by gzip or not, in UTF-8 or UTF-16. A deal is won, lost or open. The win
/// rate is won / (won + lost); open deals are in neither count. Rows that cannot be used are counted by reason.
#[derive(clap::Args)]
#[command(after_help = columns::usual())]
pub(crate) struct Options {
    /// The CSV file of deals
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Revenue wanted of all together in a period; without it no plan is made
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = parse::money)]
    goal: Option<f64>,

    /// The period of the goal: day, week, month, quarter or year [default: year]
    #[arg(long, value_name = "PERIOD", value_parser = parse::period)]
    per: Option<Period>,

    /// The period that new deals are counted in [default: week]
    #[arg(long, value_name = "PERIOD", value_parser = parse::period)]
    activity_per: Option<Period>,

    /// Also a line for each owner, or for each team, with an equal part of the goal
    #[arg(long, value_name = "GROUP")]
    by: Option<By>,

    /// A CSV file of owners and their teams, for --by team
    #[arg(long, value_name = "FILE")]
    teams: Option<PathBuf>,

    /// The column of the stage or status, by name or as "#3"
    #[arg(long, value_name = "COLUMN")]
    stage: Option<String>,

    /// The column of the value
    #[arg(long, value_name = "COLUMN")]
    value: Option<String>,

    /// The column of the owner
    #[arg(long, value_name = "COLUMN")]
    owner: Option<String>,

    /// The column of the day a deal was created
    #[arg(long, value_name = "COLUMN")]
    created: Option<String>,

    /// The column of the day a deal was closed
    #[arg(long, value_name = "COLUMN")]
    closed: Option<String>,

    /// The column of the id: a row that repeats the id of an earlier one is left out
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,

    /// The column of the team in the file of --teams
    #[arg(long, value_name = "COLUMN", requires = "teams")]
    team: Option<String>,

    /// Stages of won deals, separated by commas, instead of the usual words
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    won: Vec<String>,

    /// Stages of lost deals, separated by commas, instead of the usual words
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    lost: Vec<String>,

    /// comma, semicolon, tab or pipe [default: the most frequent one in the first line]
    #[arg(long, value_name = "NAME", value_parser = table::delimiter)]
    delimiter: Option<u8>,

    /// The decimal mark of values [default: what the values of the file show]
    #[arg(long, value_name = "NAME")]
    decimal: Option<amount::Mark>,

    /// The order of dates such as 03/01/2017 [default: what the dates of the file show]
    #[arg(long, value_name = "ORDER")]
    dates: Option<date::Order>,
}

/// What deals are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    Owner,
    Team,
}

/// The text to print.
pub(crate) fn run(options: &Options) -> Result<String, Failure> {
    let teams = match (options.by, &options.teams) {
        (Some(By::Team), Some(path)) => teams(path, options)?,
        (Some(By::Team), None) => {
            return Err(Failure::Missing { option: "--teams", advice: "--by team needs it" });
        }
        (_, Some(_)) => return Err(Failure::option("--teams", "is only used with --by team")),
        (_, None) => HashMap::new(),
    };
    let table = Table::open(&options.file, options.delimiter)?;
    let read = Deals::read(&table, options)?;
    let all = Tally::of(&read.deals);
    if !all.revenue.is_finite() {
        return Err(table.failure(format!(
            "the values of the {} won deals add up to more than {:e}, the largest number there is",
            all.values.len(),
            f64::MAX
        )));
    }
    let mut text = show::export(&read, &all);
    if let Some(goal) = options.goal {
        text += &show::plan(&all, goal, options)?;
    }
    if let Some(by) = options.by {
        let mut groups: BTreeMap<&str, Tally> = BTreeMap::new();
        for deal in &read.deals {
            let group = match by {
                By::Owner => deal.owner.as_str(),
                By::Team => teams.get(&deal.owner).map_or("", String::as_str),
            };
            groups.entry(if group.is_empty() { "(none)" } else { group }).or_default().add(deal);
        }
        text += &show::groups(&groups, &all, by, options)?;
    }
    Ok(text)
}

/// The team of each owner.
fn teams(path: &Path, options: &Options) -> Result<HashMap<String, String>, Failure> {
    let table = Table::open(path, None)?;
    let owner = need(&table, Role::Owner, options.owner.as_deref())?;
    let team = need(&table, Role::Team, options.team.as_deref())?;
    let mut teams = HashMap::new();
    for record in table.rows().records() {
        let record = record.map_err(|error| table.failure(format!("is not CSV: {error}")))?;
        let [owner, team] = [owner, team].map(|place| record.get(place).unwrap_or("").to_string());
        let before = teams.insert(owner.clone(), team.clone());
        if let Some(before) = before.filter(|before| *before != team) {
            return Err(table.failure(format!("{owner:?} is in two teams: {before:?}, {team:?}")));
        }
    }
    Ok(teams)
}
