//! Answers the requests on standard input, one a line: `echo '{"question": "overall", "rates": [0.5]}' | cargo run -p
//! funnelmath-json --example lines`.

use std::io::{self, BufRead as _, Write as _};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        out.write_all(funnelmath_json::answer_lines(&line?).as_bytes())?;
    }
    Ok(())
}
