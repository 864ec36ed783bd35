//! The deals of an export, and the rows that cannot be used.

use super::Options;
use super::amount::{self, Amount, Mark};
use super::columns::{Outcome, Role, Words, find, need, plain};
use super::date::{self, Date, Order};
use super::table::Table;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::text::counted;
use csv::StringRecord;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One deal.
pub(super) struct Deal {
    pub(super) outcome: Outcome,
    /// What a won deal brought; `None` when that cannot be told.
    pub(super) value: Option<f64>,
    /// Days from its creation to its closing.
    pub(super) cycle: Option<i64>,
    pub(super) owner: String,
}

/// The deals of a file, and how they were read.
pub(super) struct Deals {
    pub(super) deals: Vec<Deal>,
    /// The columns that were used: option and name.
    pub(super) columns: Vec<(&'static str, String)>,
    /// The stages of open deals, most frequent first.
    pub(super) open: Vec<(String, usize)>,
    pub(super) troubles: Troubles,
}

/// Rows or fields that could not be used, counted by reason.
#[derive(Default)]
pub(super) struct Troubles(BTreeMap<Trouble, (usize, u64, String)>);

/// What is wrong with a row, or with one field of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    Length,
    NoStage,
    Repeated,
    NoValue,
    BadValue,
    NegativeValue,
    BadDate,
    AmbiguousDate,
    ClosedBeforeCreated,
}

impl Trouble {
    /// What it is, and what became of the row.
    fn text(self) -> &'static str {
        match self {
            Trouble::Length => "left out: not as many fields as the header",
            Trouble::NoStage => "left out: no stage",
            Trouble::Repeated => "left out: the id of an earlier row",
            Trouble::NoValue => "won without a value: counted in the rate, not in the mean",
            Trouble::BadValue => {
                "won, but the value is no amount: counted in the rate, not in the mean"
            }
            Trouble::NegativeValue => {
                "won with a value below 0: counted in the rate, not in the mean"
            }
            Trouble::BadDate => "a date that cannot be read: not in the days to win",
            Trouble::AmbiguousDate => {
                "a date of unknown order, see --dates: not in the days to win"
            }
            Trouble::ClosedBeforeCreated => "closed before it was created: not in the days to win",
        }
    }
}

impl Troubles {
    /// Counts one more; the first of its kind is kept as an example.
    fn add(&mut self, trouble: Trouble, line: u64, example: &str) {
        self.0.entry(trouble).or_insert_with(|| (0, line, example.chars().take(40).collect())).0 +=
            1;
    }

    /// One line for each reason.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|(trouble, (count, line, example))| {
            let example = if example.is_empty() { String::new() } else { format!(", {example:?}") };
            format!("{} {} (first: line {line}{example})", counted(*count, "row"), trouble.text())
        })
    }
}

/// A row whose value and dates wait for the decimal mark and the order of dates of the whole file.
struct Row {
    line: u64,
    outcome: Outcome,
    owner: String,
    value: String,
    created: String,
    closed: String,
}

impl Deals {
    /// Reads the deals of a table.
    pub(super) fn read(table: &Table, options: &Options) -> Result<Self, Failure> {
        let words = Words::new(&options.won, &options.lost)?;
        let stage = need(table, Role::Stage, options.stage.as_deref())?;
        let value = need(table, Role::Value, options.value.as_deref())?;
        let id = find(table, Role::Id, options.id.as_deref())?;
        let created = find(table, Role::Created, options.created.as_deref())?;
        let closed = find(table, Role::Closed, options.closed.as_deref())?;
        let owner = match (options.by, options.owner.as_deref()) {
            (None, None) => None,
            (_, named) => Some(need(table, Role::Owner, named)?),
        };
        let columns = [
            (Role::Stage, Some(stage)),
            (Role::Value, Some(value)),
            (Role::Owner, owner),
            (Role::Created, created),
            (Role::Closed, closed),
            (Role::Id, id),
        ];
        let columns = columns.into_iter().filter_map(|(role, place)| {
            let name = table.header.get(place?)?;
            Some((role.option().trim_start_matches('-'), name.to_string()))
        });
        let columns = columns.collect();

        let (mut troubles, mut rows) = (Troubles::default(), Vec::new());
        let mut seen = HashSet::new();
        let mut stages: HashMap<String, (Outcome, usize)> = HashMap::new();
        let mut reader = table.rows();
        let mut record = StringRecord::new();
        let mut progress = Progress::new("rows", Some(table.bytes()), false);
        while reader
            .read_record(&mut record)
            .map_err(|error| table.failure(format!("is not CSV: {error}")))?
        {
            progress.at(reader.position().record(), reader.position().byte());
            let line = record.position().map_or(0, csv::Position::line) + table.skipped_lines();
            let field =
                |place: Option<usize>| place.and_then(|place| record.get(place)).unwrap_or("");
            if table.has_open_quote(&record, reader.position().byte()) {
                return Err(table.failure(format!(
                    "line {line}: a quoted field runs over several lines and does not fit; is a quote not closed?"
                )));
            }
            if record.len() != table.header.len() {
                troubles.add(Trouble::Length, line, field(Some(0)));
                continue;
            }
            let word = field(Some(stage));
            if plain(word).is_empty() {
                troubles.add(Trouble::NoStage, line, word);
                continue;
            }
            // A deal that was exported twice would count twice in the rate.
            let id = field(id);
            if !id.is_empty() && !seen.insert(id.to_string()) {
                troubles.add(Trouble::Repeated, line, id);
                continue;
            }
            let outcome = words.outcome(word);
            stages.entry(word.to_string()).or_insert((outcome, 0)).1 += 1;
            rows.push(Row {
                line,
                outcome,
                owner: field(owner).to_string(),
                value: field(Some(value)).to_string(),
                created: field(created).to_string(),
                closed: field(closed).to_string(),
            });
        }
        // Errors and the answer are written where its line was.
        drop(progress);
        if rows.is_empty() {
            let reasons: Vec<_> = troubles.lines().collect();
            let reasons = if reasons.is_empty() {
                String::new()
            } else {
                format!(": {}", reasons.join("; "))
            };
            return Err(table.failure(format!("has no row of a deal{reasons}")));
        }
        given_words_occur(options, &words, &stages)?;
        let mark = decimal_mark(table, options, &rows)?;
        let order = options.dates.or_else(|| date_order(&rows));
        let deals = rows.iter().map(|row| row.deal(mark, order, &mut troubles)).collect();
        Ok(Self { deals, columns, open: most_frequent(&stages, Outcome::Open), troubles })
    }
}

impl Row {
    fn deal(&self, mark: Mark, order: Option<Order>, troubles: &mut Troubles) -> Deal {
        let won = self.outcome == Outcome::Won;
        // Lost deals have a value of 0 or none, and that of an open deal is only an estimate.
        let value = if won { self.won_value(mark, troubles) } else { None };
        let cycle = if won { self.cycle(order, troubles) } else { None };
        Deal { outcome: self.outcome, value, cycle, owner: self.owner.clone() }
    }

    fn won_value(&self, mark: Mark, troubles: &mut Troubles) -> Option<f64> {
        let trouble = match amount::read(&self.value).and_then(|amount| amount.with(mark)) {
            Some(value) if value >= 0.0 => return Some(value),
            Some(_) => Trouble::NegativeValue,
            None if self.value.is_empty() => Trouble::NoValue,
            None => Trouble::BadValue,
        };
        troubles.add(trouble, self.line, &self.value);
        None
    }

    fn cycle(&self, order: Option<Order>, troubles: &mut Troubles) -> Option<i64> {
        let mut day = |text: &str| {
            let date = date::read(text);
            let day = date.and_then(|date| date.day(order));
            if day.is_none() && !text.is_empty() {
                let ambiguous = matches!(date, Some(Date::YearLast(..))) && order.is_none();
                let trouble = if ambiguous { Trouble::AmbiguousDate } else { Trouble::BadDate };
                troubles.add(trouble, self.line, text);
            }
            day
        };
        let (created, closed) = (day(&self.created), day(&self.closed));
        let days = closed? - created?;
        if days < 0 {
            troubles.add(Trouble::ClosedBeforeCreated, self.line, &self.closed);
        }
        (days >= 0).then_some(days)
    }
}

/// A misspelt --won or --lost would make every such deal an open one.
fn given_words_occur(
    options: &Options,
    words: &Words,
    stages: &HashMap<String, (Outcome, usize)>,
) -> Result<(), Failure> {
    for (option, given, outcome) in
        [("--won", &options.won, Outcome::Won), ("--lost", &options.lost, Outcome::Lost)]
    {
        for word in given {
            let found = |stage: &String| {
                plain(stage) == plain(word)
                    || stage.split_once('(').is_some_and(|(bare, _)| plain(bare) == plain(word))
            };
            if words.outcome(word) != outcome || !stages.keys().any(found) {
                let mut all: Vec<&str> = stages.keys().map(String::as_str).collect();
                all.sort_unstable();
                all.truncate(20);
                let problem = format!("no deal is {word:?}; the file has {}", all.join(", "));
                return Err(Failure::option(option, problem));
            }
        }
    }
    Ok(())
}

fn most_frequent(
    stages: &HashMap<String, (Outcome, usize)>,
    wanted: Outcome,
) -> Vec<(String, usize)> {
    let of_outcome = stages.iter().filter(|(_, (outcome, _))| *outcome == wanted);
    let mut list: Vec<_> = of_outcome.map(|(stage, (_, count))| (stage.clone(), *count)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list
}

/// The decimal mark: given, or shown by the values of the whole file. Never guessed: read wrongly, 1.054 is a
/// thousand times too much or too little.
fn decimal_mark(table: &Table, options: &Options, rows: &[Row]) -> Result<Mark, Failure> {
    if let Some(mark) = options.decimal {
        return Ok(mark);
    }
    let (mut point, mut comma, mut ambiguous) = (None, None, None);
    for row in rows.iter().filter(|row| row.outcome == Outcome::Won) {
        let place = match amount::read(&row.value) {
            Some(Amount::Only(Mark::Point, _)) => &mut point,
            Some(Amount::Only(Mark::Comma, _)) => &mut comma,
            Some(Amount::Ambiguous { .. }) => &mut ambiguous,
            Some(Amount::Either(_)) | None => continue,
        };
        place.get_or_insert((row.line, &row.value));
    }
    match (point, comma, ambiguous) {
        (Some((first, a)), Some((second, b)), _) => Err(table.failure(format!(
            "values have different decimal marks: {a:?} on line {first}, {b:?} on line {second}; \
             say which with --decimal point or --decimal comma"
        ))),
        (Some(_), None, _) | (None, None, None) => Ok(Mark::Point),
        (None, Some(_), _) => Ok(Mark::Comma),
        (None, None, Some((line, text))) => Err(table.failure(format!(
            "line {line}: {text:?} can be read in two ways; say --decimal point or --decimal comma"
        ))),
    }
}

/// The order of dates with slashes, when some show it and none contradicts.
fn date_order(rows: &[Row]) -> Option<Order> {
    let dates = rows.iter().flat_map(|row| [&row.created, &row.closed]);
    let mut orders = dates.filter_map(|text| date::read(text)?.order());
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}
