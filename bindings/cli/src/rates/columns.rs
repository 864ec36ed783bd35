//! Which column holds what, and which words say that a deal is won or lost.

use super::table::Table;
use crate::failure::Failure;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Id,
    Stage,
    Value,
    Created,
    Closed,
    Owner,
    Team,
}

impl Role {
    /// The option that names the column.
    pub(super) fn option(self) -> &'static str {
        match self {
            Role::Id => "--id",
            Role::Stage => "--stage",
            Role::Value => "--value",
            Role::Created => "--created",
            Role::Closed => "--closed",
            Role::Owner => "--owner",
            Role::Team => "--team",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Role::Id => "the id of a deal",
            Role::Stage => "the stage of a deal",
            Role::Value => "the value of a deal",
            Role::Created => "the day a deal was created",
            Role::Closed => "the day a deal was closed",
            Role::Owner => "the owner of a deal",
            Role::Team => "the team of an owner",
        }
    }

    /// Usual names of the column, as [`plain`] writes them; the first one that a file has is taken. A status
    /// (won, lost, open) comes before a stage, because a pipeline's stages need not say that a deal is lost.
    pub(super) fn usual(self) -> &'static [&'static str] {
        match self {
            Role::Id => &["opportunityid", "dealid", "recordid", "id"],
            Role::Stage => &[
                "dealstatus",
                "opportunitystatus",
                "status",
                "dealstage",
                "opportunitystage",
                "salesstage",
                "pipelinestage",
                "stagename",
                "stage",
            ],
            Role::Value => &[
                "closevalue",
                "dealvalue",
                "dealamount",
                "opportunityamount",
                "amount",
                "value",
                "actualrevenue",
                "revenue",
            ],
            Role::Created => &[
                "createddate",
                "createdate",
                "createdon",
                "createdat",
                "createdtime",
                "dealcreated",
                "dealdealcreated",
                "engagedate",
                "dateadded",
                "created",
            ],
            Role::Closed => &[
                "closeddate",
                "closedate",
                "closedon",
                "closedat",
                "actualclosedate",
                "dealclosedon",
                "dealdealclosedon",
                "dealwontime",
                "dealclosed",
                "closingdate",
                "closed",
            ],
            Role::Owner => &[
                "dealowner",
                "opportunityowner",
                "salesagent",
                "salesrep",
                "salesperson",
                "ownername",
                "owner",
                "assignedto",
                "agent",
                "rep",
            ],
            Role::Team => &["manager", "teamname", "team", "salesteam"],
        }
    }
}

/// Lower case, letters and digits only: "Deal - Status" and `deal_status` are the same name.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The column of a role: the one that was named, or the first usual name that the header has.
pub(super) fn find(
    table: &Table,
    role: Role,
    named: Option<&str>,
) -> Result<Option<usize>, Failure> {
    let Some(named) = named else {
        for usual in role.usual() {
            let found = matching(table, |column| plain(column) == *usual);
            if let Some(place) = only(table, role, &found)? {
                return Ok(Some(place));
            }
        }
        return Ok(None);
    };
    if let Some(number) = named.strip_prefix('#').and_then(|number| number.parse().ok()) {
        let number: usize = number;
        return match number.checked_sub(1).filter(|&place| place < table.header.len()) {
            Some(place) => Ok(Some(place)),
            None => Err(Failure::option(
                role.option(),
                format!("no column {named} in {}; it has {}", table.path, table.header.len()),
            )),
        };
    }
    // "Amount" and "amount" are told apart when one is named exactly.
    let exact = matching(table, |column| column == named.trim());
    let found = if exact.is_empty() {
        matching(table, |column| plain(column) == plain(named))
    } else {
        exact
    };
    match only(table, role, &found)? {
        Some(place) => Ok(Some(place)),
        None => Err(Failure::option(
            role.option(),
            format!("no column {named:?} in {}: {}", table.path, table.describe()),
        )),
    }
}

/// As [`find`], where there is no going on without the column.
pub(super) fn need(table: &Table, role: Role, named: Option<&str>) -> Result<usize, Failure> {
    find(table, role, named)?.ok_or_else(|| {
        table.failure(format!(
            "no column is known to hold {}: {}. Name it with {}",
            role.what(),
            table.describe(),
            role.option()
        ))
    })
}

fn matching(table: &Table, is: impl Fn(&str) -> bool) -> Vec<usize> {
    let columns = table.header.iter().enumerate();
    columns.filter(|(_, column)| is(column)).map(|(place, _)| place).collect()
}

/// The only one of these columns; an error that names both when there are two.
fn only(table: &Table, role: Role, found: &[usize]) -> Result<Option<usize>, Failure> {
    match *found {
        [] => Ok(None),
        [place] => Ok(Some(place)),
        [first, second, ..] => {
            let name = |place| table.header.get(place).unwrap_or_default();
            Err(table.failure(format!(
                "columns {} ({:?}) and {} ({:?}) could both hold {}; choose one by its number, {} \"#{}\"",
                first + 1,
                name(first),
                second + 1,
                name(second),
                role.what(),
                role.option(),
                second + 1
            )))
        }
    }
}

/// Words for a won deal, as [`plain`] writes them.
const WON: [&str; 14] = [
    "won",
    "closedwon",
    "closewon",
    "dealwon",
    "win",
    "gewonnen",
    "gagné",
    "gagnée",
    "gagne",
    "ganado",
    "ganada",
    "ganho",
    "vinto",
    "vinta",
];
/// Words for a lost deal, as [`plain`] writes them.
const LOST: [&str; 14] = [
    "lost",
    "closedlost",
    "closelost",
    "deallost",
    "loss",
    "verloren",
    "perdu",
    "perdue",
    "perdido",
    "perdida",
    "perso",
    "persa",
    "closedlosttocompetition",
    "outsold",
];

/// How a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Won,
    Lost,
    Open,
}

/// The words for won and lost deals.
pub(super) struct Words {
    won: Vec<String>,
    lost: Vec<String>,
}

impl Words {
    /// The usual words, or those given instead.
    pub(super) fn new(won: &[String], lost: &[String]) -> Result<Self, Failure> {
        let words = |given: &[String], usual: &[&str]| -> Vec<String> {
            if given.is_empty() {
                usual.iter().map(|word| (*word).to_string()).collect()
            } else {
                given.iter().map(|word| plain(word)).collect()
            }
        };
        let words = Self { won: words(won, &WON), lost: words(lost, &LOST) };
        match words.won.iter().find(|word| words.lost.contains(word)) {
            Some(word) => Err(Failure::option(
                "--won and --lost",
                format!("{word:?} cannot stand for won deals and for lost ones"),
            )),
            None => Ok(words),
        }
    }

    /// What a stage says. "Closed won (Sales Pipeline)" is "Closed won": HubSpot appends the pipeline.
    pub(super) fn outcome(&self, stage: &str) -> Outcome {
        let whole = plain(stage);
        let bare = stage.split_once('(').map_or(String::new(), |(before, _)| plain(before));
        let is = |words: &[String]| words.iter().any(|word| *word == whole || *word == bare);
        match (is(&self.won), is(&self.lost)) {
            (true, _) => Outcome::Won,
            (false, true) => Outcome::Lost,
            (false, false) => Outcome::Open,
        }
    }
}

/// The usual names and words, for `--help`.
pub(super) fn usual() -> String {
    let roles =
        [Role::Stage, Role::Value, Role::Owner, Role::Created, Role::Closed, Role::Id, Role::Team];
    let mut text = String::from(
        "Usual names of columns (case, spaces and punctuation do not count; the first match is taken):\n",
    );
    for role in roles {
        text += &format!("  {:9}  {}\n", role.option(), role.usual().join(", "));
    }
    text += "Usual words in the stage of a deal; all others mean that it is open:\n";
    text + &format!("  {:9}  {}\n  {:9}  {}", "--won", WON.join(", "), "--lost", LOST.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_won_lost_or_open() {
        let words = Words::new(&[], &[]).unwrap();
        for won in [
            "Won",
            "WON",
            "Closed Won",
            "closed-won",
            "closedwon",
            "Gagnée",
            "Closed won (Sales Pipeline)",
        ] {
            assert_eq!(words.outcome(won), Outcome::Won, "{won}");
        }
        for lost in ["lost", "Closed Lost", "closed_lost", "Verloren", "Out-Sold"] {
            assert_eq!(words.outcome(lost), Outcome::Lost, "{lost}");
        }
        for open in ["Open", "Engaging", "Won't fix", "Proposal (won)", "Almost won", "?"] {
            assert_eq!(words.outcome(open), Outcome::Open, "{open}");
        }
    }

    #[test]
    fn given_words_replace_the_usual_ones() {
        let given =
            |words: &[&str]| words.iter().map(|word| (*word).to_string()).collect::<Vec<_>>();
        let words = Words::new(&given(&["Signed", "Paid"]), &[]).unwrap();
        assert_eq!(words.outcome("signed"), Outcome::Won);
        assert_eq!(words.outcome("Won"), Outcome::Open);
        assert_eq!(words.outcome("Lost"), Outcome::Lost);
        assert!(Words::new(&given(&["Lost"]), &[]).is_err());
    }
}
