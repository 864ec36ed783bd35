//! The answers of this crate over columns: a question for each row of a table, without allocation.
//!
//! Each question is a struct whose fields are [`Column`]s: numbers or integers, one for each row, or the same number in
//! all of them, with null rows where a [`Validity`] bitmap says so. Its method `answer` calls the scalar function for each row,
//! so the answers have the same bits, and writes them to columns that the caller owns.
//!
//! ```
//! use funnelmath::{Policy, columns};
//! use funnelmath::columns::{Column, Goal, Start, Status, Units, Validity};
//!
//! // The goals and closing rates of four reps; 65% of appointments lead to a proposal, a sale brings 3,400.
//! let goals = [25_000.0, 30_000.0, 18_000.0, 0.0];
//! let closing = [0.40, 1.40, 0.0, 0.25];
//! let known = Validity::new(&[0b0111], 0); // the last goal is null
//! let question = columns::Required {
//!     rates: &[Column::same(0.65), Column::new(&closing)],
//!     goal: Goal::Revenue(Column::new(&goals).with_validity(known)),
//!     sale_value: Column::same(3_400.0),
//!     start: Start::Empty,
//! };
//! let (mut appointments, mut status) = ([0.0; 4], [Status::default(); 4]);
//! let summary = question.answer(&mut [&mut appointments, &mut [], &mut []], &mut status)?;
//! assert_eq!(format!("{:.4}", appointments[0]), "28.2805"); // a month
//! assert_eq!(summary.answered, 1);
//! assert_eq!(status.map(Status::name), ["answered", "rate", "unreachable", "null"]);
//! assert!(appointments[1].is_nan());
//!
//! // The same in whole appointments. Rows that are NaN are errors here, because NaN is not a volume.
//! let (mut units, mut again) = ([0.0; 4], [Status::default(); 4]);
//! let whole = columns::Whole { policy: Policy::Up, exact: Column::new(&appointments) };
//! whole.answer(Units { units: &mut units, residual: &mut [] }, &mut again)?;
//! assert_eq!(units[0], 29.0);
//! # Ok::<(), funnelmath::Error>(())
//! ```
//!
//! | question | scalar function | rows without an answer, errors aside |
//! |---|---|---|
//! | [`Forward`] | [`Chain::forward`](crate::Chain::forward) | |
//! | [`Overall`] | [`Chain::overall`](crate::Chain::overall) | |
//! | [`Required`] | [`Chain::required`](crate::Chain::required) | `Unreachable` |
//! | [`Whole`] | [`Policy::apply`](crate::Policy::apply) | |
//! | [`WholeStages`] | [`Policy::apply_each`](crate::Policy::apply_each) | |
//! | [`Convert`] | [`Calendar::convert`](crate::Calendar::convert) | |
//! | [`RateFromCounts`] | [`Gate::from_counts`](crate::Gate::from_counts) | |
//! | [`RateInterval`] | [`Evidence::interval`](crate::Evidence::interval) | |
//! | [`AtLeast`] | [`CountDistribution::at_least`](crate::CountDistribution::at_least) | |
//! | [`InputsFor`] | [`Chance::inputs_for`](crate::Chance::inputs_for) | `Never` |
//! | [`ActivityGauge`] | [`scorecard::ActivityGauge`](crate::scorecard::ActivityGauge) | `Undefined` |
//! | [`Attainment`] | [`scorecard::Attainment`](crate::scorecard::Attainment) | `Undefined` |
//!
//! # Rows
//!
//! The last argument of `answer` has a place for the [`Status`] of each row, as `Status` or as its number in a `u32`, and so
//! says how many rows there are. A bad row does not disturb the others: it gets the kind of the error that the scalar
//! function returns. In each row that is not [`Status::Answered`] every output is NaN. The [`Summary`] that `answer` returns
//! counts the answered rows, so that statuses need to be read only when some are not.
//!
//! An output column that is empty is not written: leave out what you do not need.
//!
//! Rows do not depend on each other, and no call uses threads. To use several, split columns and outputs into ranges of rows.
//!
//! # Errors
//!
//! `answer` fails only when the shape of the call is wrong, whatever the numbers are, and has then written nothing:
//! [`Length`](crate::ErrorKind::Length) when a column, its bitmap or an output that is not empty has another number of rows
//! than `status`, or there are more than [`MAX_GATES`] gates; [`NoGates`](crate::ErrorKind::NoGates) when a chain has none. The
//! error names the field, and the column where it is one of several.

mod chain;
mod chance;
mod column;
mod rate;
mod rows;
mod scorecard;
mod status;
mod whole;

pub use chain::{Forward, Goal, Overall, Required, Start};
pub use chance::{AtLeast, Chance, InputsFor, Probabilities};
pub use column::{Column, Validity};
pub use rate::{Evidence, Limits, RateFromCounts, RateInterval};
pub use rows::MAX_GATES;
pub use scorecard::{ActivityGauge, Attainment};
pub use status::{Status, Summary};
pub use whole::{Convert, Units, Whole, WholeStages};
