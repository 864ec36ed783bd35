//! Steps of the npm package's build:
//!
//! - `funnelmath-js-build INPUT.wasm OUTPUT_DIR` runs wasm-bindgen as a library over a `.wasm` file;
//! - `funnelmath-js-build --errors` prints the core's error names and sentences as a TypeScript table, in the
//!   order of the numbers that the module returns (1 for the first), and the names of fields: the module itself has no
//!   text;
//! - `funnelmath-js-build --words` prints the words of the core's answers, methods and what chances leave out.
//!
//! The command-line tool would have to be installed apart, in the same version to the digit; the library
//! comes with the lock file.

use funnelmath::{Error, ErrorKind, Field, Method, plan::LeftOut};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (input, output) = match (arguments.next(), arguments.next()) {
        (Some(option), None) if option == "--errors" => {
            print!("{}", errors());
            return ExitCode::SUCCESS;
        }
        (Some(option), None) if option == "--words" => {
            print!("{}", words());
            return ExitCode::SUCCESS;
        }
        (Some(input), Some(output)) => (input, output),
        _ => {
            eprintln!("usage: funnelmath-js-build INPUT.wasm OUTPUT_DIR | --errors | --words");
            return ExitCode::from(2);
        }
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(input).out_name("funnelmath").typescript(true);
    match bindgen.bundler(true).and_then(|bindgen| bindgen.generate(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The table of errors, the names of fields, and the words of answers; Rust's way to quote ASCII text is also
/// JavaScript's.
fn errors() -> String {
    let mut table = String::from(
        "// Made by funnelmath-js-build --errors from the core; do not edit.\n\n\
         /** Name and sentence of each kind of error, and what stands before its limit. */\n",
    );
    table += "export const ERRORS: readonly (readonly [name: string, message: string, limit?: string])[] = [\n";
    for &kind in ErrorKind::ALL {
        let limit = before_limit(kind);
        table += &format!("  [{:?}, {:?}{}],\n", kind.name(), kind.message(), limit);
    }
    table += "];\nexport type ErrorNames =";
    for kind in ErrorKind::ALL {
        table += &format!("\n  | {:?}", kind.name());
    }
    let fields: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
    table +=
        ";\n\n/** The names of the fields that errors concern, in the order of their numbers. */\n";
    table
        + &format!(
            "export const FIELDS: readonly string[] = /* @__PURE__ */ {:?}.split(\" \");\n",
            fields.join(" ")
        )
}

/// What an error of this kind says between its value and its limit, where that is not what most say.
fn before_limit(kind: ErrorKind) -> String {
    let text = Error::new(kind).got(1.0).limit_is(2.0).to_string();
    let (_, rest) = text.split_once("(got 1, ").unwrap_or_default();
    let what = rest.trim_end_matches(" 2)");
    let has_limit = [
        ErrorKind::Stage,
        ErrorKind::Gate,
        ErrorKind::ActivityStage,
        ErrorKind::Length,
        ErrorKind::ElapsedDays,
        ErrorKind::SaleValueMean,
    ];
    if has_limit.contains(&kind) { format!(", {what:?}") } else { String::new() }
}

/// The methods in the order of their numbers, and the things that a chance leaves out in the order of their bits.
fn words() -> String {
    let mut methods: Vec<_> = Method::ALL.to_vec();
    methods.sort_by_key(|method| method.code());
    // The list is not part of the published declarations, so the type must not be made from it.
    let joined = |names: &[&str], between: &str| {
        names.iter().map(|name| format!("{:?}", camel(name))).collect::<Vec<_>>().join(between)
    };
    let declared = |kind: &str, list: &str, order: &str, names: &[&str]| {
        format!(
            " */\nexport type {kind} = {};\n\n/** @internal In the order of their {order}. */\nexport const {list}: readonly {kind}[] = [{}];\n",
            joined(names, " | "),
            joined(names, ", "),
        )
    };
    let mut text = String::from(
        "// Made by funnelmath-js-build --words from the core; do not edit.\n\n/**\n * How an answer was computed, which bounds its error.\n",
    );
    for method in &methods {
        text += &format!(" * - `{:?}`: {}\n", camel(method.name()), method.bound());
    }
    let names: Vec<_> = methods.iter().map(|method| method.name()).collect();
    text += &declared("Method", "METHODS", "numbers", &names);
    text += "\n/**\n * Something that varies in reality and that a chance takes as fixed.\n";
    for left in LeftOut::ALL {
        text += &format!(" * - `{:?}`: {}.\n", camel(left.name()), left.message());
    }
    let names: Vec<_> = LeftOut::ALL.iter().map(|left| left.name()).collect();
    text + &declared("LeftOut", "LEFT_OUT", "bits", &names)
}

/// A snake_case name as JavaScript writes it.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut text = words.next().unwrap_or_default().to_string();
    for word in words {
        text += &word[..1].to_uppercase();
        text += &word[1..];
    }
    text
}

#[cfg(test)]
mod tests {
    use funnelmath::ErrorKind;

    /// The module returns a kind's place in the declaration, the table stands in the order of `ALL`.
    #[test]
    fn the_order_of_the_table_is_that_of_the_numbers() {
        for (place, &kind) in ErrorKind::ALL.iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
        assert!(super::errors().is_ascii());
        assert!(super::words().is_ascii());
        for (place, field) in funnelmath::Field::ALL.iter().enumerate() {
            assert_eq!(field.code() as usize, place + 1);
        }
        for (place, &left) in funnelmath::plan::LeftOut::ALL.iter().enumerate() {
            assert_eq!(left as usize, place);
        }
    }
}
