//! Numbers and tables as plain text.

/// Columns as wide as their widest cell: the first to the left, numbers to the right.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell: &String| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            line += &match column {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            };
        }
        text += line.trim_end();
        text += "\n";
    }
    text
}

/// A share in percent.
pub(crate) fn percent(share: f64) -> String {
    match share {
        // A hundred times this could exceed an f64.
        _ if share > 1e300 => format!("{share:.3e} times"),
        _ if share > 0.0 && share < 0.001 => format!("{}%", grouped(100.0 * share, 4)),
        _ => format!("{}%", grouped(100.0 * share, 1)),
    }
}

/// A number of at least 0 with thousands separators; in powers of ten when too long, or too small to see.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let vanishes = value > 0.0 && decimals == 4 && plain == "0.0000";
    if value >= 1e9 || vanishes {
        return format!("{value:.3e}");
    }
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

/// A table row.
pub(crate) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_string).into()
}

/// A name that is at most `width` characters wide, so that tables stay narrow.
pub(crate) fn cut(name: &str, width: usize) -> String {
    if name.chars().count() <= width {
        return name.to_string();
    }
    name.chars().take(width.saturating_sub(2)).chain("..".chars()).collect()
}

/// A count with its noun: 1 row, 2 rows.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count as f64, 0))
}
