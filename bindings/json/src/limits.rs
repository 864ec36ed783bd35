//! What a document may hold at most, so that the time and the memory of an answer are bounded.

/// How deep arrays and objects may be nested.
pub const MOST_NESTED: usize = 64;
/// How many bytes a document, or a line of several, may have.
pub const MOST_BYTES: usize = 16 << 20;
/// How many requests a document may have; lines of requests may be any number.
pub const MOST_REQUESTS: usize = 10_000;
/// How many numbers a list may have.
pub const MOST_LISTED: usize = 1_000_000;
/// How many gates the funnel of a plan may have: with a confidence and items that wait, 1,000 take 10 s.
pub const MOST_GATES: usize = 100;
/// How many segments or pieces of evidence a list may have: the time of some answers grows with its square.
pub const MOST_PARTS: usize = 1_000;
/// How many deals with a probability each may be counted: the time grows with the square.
pub const MOST_DEALS: usize = 10_000;
/// How many places the distribution of a mix may have, enough for a million inputs: the time grows with the square, to
/// about 0.1 s here.
pub const MOST_CELLS: usize = 16_384;
/// How many problems of one request are listed.
pub const MOST_PROBLEMS: usize = 100;
/// How many characters of a wrong value or name are shown.
pub const MOST_SHOWN: usize = 80;
