//! How far a long run is, on a terminal.

use crate::text::grouped;
use std::io::{self, IsTerminal, Stderr, Write};
use std::time::{Duration, Instant};

/// Runs that are shorter show nothing.
const FIRST: Duration = Duration::from_secs(1);
/// How often the line is written again.
const STEP: Duration = Duration::from_millis(200);

/// A line on stderr that says how far the run is. It is written on terminals only, and removed in the end.
pub(crate) struct Progress<W: Write = Stderr> {
    out: Option<W>,
    what: &'static str,
    /// How many bytes there are, where that is known.
    all: Option<u64>,
    begin: Instant,
    next: Duration,
    is_shown: bool,
}

impl Progress {
    /// `what` is counted: "lines". Nothing is shown where the output is written meanwhile on the same terminal.
    pub(crate) fn new(what: &'static str, all: Option<u64>, is_output_shown: bool) -> Self {
        let out = io::stderr();
        Self::on((out.is_terminal() && !is_output_shown).then_some(out), what, all)
    }
}

impl<W: Write> Progress<W> {
    fn on(out: Option<W>, what: &'static str, all: Option<u64>) -> Self {
        let begin = Instant::now();
        Self { out, what, all, begin, next: FIRST, is_shown: false }
    }

    /// So many of them were read, and so many bytes.
    pub(crate) fn at(&mut self, count: u64, bytes: u64) {
        if self.out.is_some() {
            self.after(self.begin.elapsed(), count, bytes);
        }
    }

    fn after(&mut self, elapsed: Duration, count: u64, bytes: u64) {
        let Some(out) = self.out.as_mut().filter(|_| elapsed >= self.next) else { return };
        self.next = elapsed + STEP;
        let counted = format!("{} {}", grouped(count as f64, 0), self.what);
        let megabytes = |bytes: u64| format!("{} MB", grouped(bytes as f64 / 1e6, 1));
        let read = match self.all.filter(|&all| all > 0) {
            Some(all) => {
                let percent = 100.0 * (bytes as f64 / all as f64).min(1.0);
                format!("{}% of {}", grouped(percent, 0), megabytes(all))
            }
            None => megabytes(bytes),
        };
        // A terminal that went away does not end the run.
        let _ = write!(out, "\r\x1b[K{counted}, {read}");
        let _ = out.flush();
        self.is_shown = true;
    }
}

impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        if let (Some(out), true) = (&mut self.out, self.is_shown) {
            let _ = write!(out, "\r\x1b[K");
            let _ = out.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(all: Option<u64>, steps: &[(u64, u64, u64)]) -> String {
        let mut text = Vec::new();
        let mut progress = Progress::on(Some(&mut text), "lines", all);
        for &(milliseconds, count, bytes) in steps {
            progress.after(Duration::from_millis(milliseconds), count, bytes);
        }
        drop(progress);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_short_run_shows_nothing() {
        assert_eq!(shown(None, &[(0, 1, 1), (999, 5_000, 1_000_000)]), "");
    }

    #[test]
    fn a_long_run_is_shown_every_fifth_of_a_second_and_removed() {
        let steps = [(1_000, 1_234, 500_000), (1_100, 2_000, 600_000), (1_200, 2_500, 1_000_000)];
        assert_eq!(
            shown(Some(2_000_000), &steps),
            "\r\x1b[K1,234 lines, 25% of 2.0 MB\r\x1b[K2,500 lines, 50% of 2.0 MB\r\x1b[K"
        );
        assert_eq!(shown(None, &steps[..1]), "\r\x1b[K1,234 lines, 0.5 MB\r\x1b[K");
        // A file that grows while it is read.
        assert!(shown(Some(10), &[(1_000, 1, 20)]).contains("100% of"));
    }
}
