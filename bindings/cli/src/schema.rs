//! `funnelmath schema`: the questions, and what their requests look like.

use clap::builder::{PossibleValue, PossibleValuesParser};

/// List the questions, or print the JSON Schema of one
///
/// The schema is that of a request for `funnelmath answer`. Without a question, all of them are listed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The question
    #[arg(value_name = "QUESTION", value_parser = questions(), hide_possible_values = true)]
    question: Option<String>,

    /// Print a request that can be answered, in place of the schema
    #[arg(long, requires = "question")]
    example: bool,

    /// Print all questions, the types of their requests and answers, and an example of each, as one JSON document
    #[arg(long, conflicts_with = "question")]
    description: bool,
}

/// The names of questions, with what they answer.
pub(crate) fn questions() -> PossibleValuesParser {
    let values = funnelmath_json::questions().map(|name| {
        let about = funnelmath_json::about(name).unwrap_or_default();
        PossibleValue::new(name).help(about)
    });
    PossibleValuesParser::new(values)
}

/// The text to print.
pub(crate) fn run(options: &Options) -> String {
    match &options.question {
        _ if options.description => funnelmath_json::description(),
        Some(name) if options.example => {
            funnelmath_json::example(name).map(|text| format!("{text}\n")).unwrap_or_default()
        }
        Some(name) => funnelmath_json::schema(name).unwrap_or_default(),
        None => {
            let width = funnelmath_json::questions().map(str::len).max().unwrap_or(0);
            let each = funnelmath_json::questions().map(|name| {
                let about = funnelmath_json::about(name).unwrap_or_default();
                format!("{name:width$}  {about}\n")
            });
            each.collect()
        }
    }
}
