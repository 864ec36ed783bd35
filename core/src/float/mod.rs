//! The only door to float functions beyond `+ - * /`, and what is built directly on them.
//!
//! Everything here is made of `+ - * /` and the crate `libm`, in a fixed order, so every machine and every build computes
//! the same bits.

mod complex;
mod elementary;
mod sort;
mod sum;
mod tie;

pub(crate) use complex::Complex;
pub(crate) use elementary::{
    ceil, erfc, exp, exp_m1, floor, index, is_finite, ln, ln_1p, number, polynomial, sin_cos, sqrt,
};
pub(crate) use sort::sort_short;
pub(crate) use sum::{Sum, product_error};
pub(crate) use tie::{
    TIE, is_whole, least_met, meets, most_met, nearest, ties, vanishes, whole_down, whole_up,
};
