//! Fuzz targets. Each is a function that reads its bytes as calls of `funnelmath`, and panics when an answer breaks one
//! of the library's promises.
//!
//! Nothing panics; each number that comes out is finite, each rate in 0..=1, each volume at least 0; an error or an
//! unreachable goal writes nothing; and where rounding is the only error, an inverse returns the number that was put in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod c_boundary;
mod chain;
mod chance;
mod count;
mod door;
mod flow;
mod input;
mod memory;
mod plan;
mod revenue;
mod rules;
mod scorecard;
mod serde;
mod solve;
mod special;
mod team;

pub use self::c_boundary::c_boundary;
pub use self::chain::chain;
pub use self::chance::chance;
pub use self::count::count;
pub use self::door::door;
pub use self::flow::flow;
pub use self::plan::plan;
pub use self::revenue::revenue;
pub use self::scorecard::scorecard;
pub use self::serde::serde;
pub use self::solve::solve;
pub use self::special::special;
pub use self::team::team;

/// Runs a target on each file named on the command line.
///
/// # Errors
/// When a file cannot be read.
pub fn replay(target: fn(&[u8])) -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        target(&std::fs::read(path)?);
    }
    Ok(())
}
