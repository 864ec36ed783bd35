//! Two steps of the npm package's build:
//!
//! - `funnelmath-js-build INPUT.wasm OUTPUT_DIR` runs wasm-bindgen as a library over a `.wasm` file;
//! - `funnelmath-js-build --errors` prints the core's error names and sentences as a TypeScript table, in the
//!   order of the numbers that the module returns (1 for the first): the module itself has no text.
//!
//! The command-line tool would have to be installed apart, in the same version to the digit; the library
//! comes with the lock file.

use funnelmath::ErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (input, output) = match (arguments.next(), arguments.next()) {
        (Some(option), None) if option == "--errors" => {
            print!("{}", errors());
            return ExitCode::SUCCESS;
        }
        (Some(input), Some(output)) => (input, output),
        _ => {
            eprintln!("usage: funnelmath-js-build INPUT.wasm OUTPUT_DIR | --errors");
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

/// The table of errors; Rust's way to quote ASCII text is also JavaScript's.
fn errors() -> String {
    let mut table = String::from(
        "// Made by funnelmath-js-build --errors from the core's ErrorKind; do not edit.\n",
    );
    table += "export const ERRORS: readonly (readonly [name: string, message: string])[] = [\n";
    for kind in ErrorKind::ALL {
        table += &format!("  [{:?}, {:?}],\n", kind.name(), kind.message());
    }
    table += "];\nexport type ErrorNames =";
    for kind in ErrorKind::ALL {
        table += &format!("\n  | {:?}", kind.name());
    }
    table + ";\n"
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
    }
}
