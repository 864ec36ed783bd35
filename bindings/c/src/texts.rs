//! Names and texts of the core as static strings with a closing NUL, made at compile time.
// All indexing here happens at compile time, where an index out of range is an error.
#![allow(clippy::indexing_slicing)]

use core::ffi::c_char;
use funnelmath::{ErrorKind, Field, Method, columns::Status, plan::LeftOut};

/// `N` texts in `BYTES` bytes, each with a closing NUL.
pub(crate) struct Texts<const N: usize, const BYTES: usize> {
    bytes: [u8; BYTES],
    starts: [usize; N],
}

/// How many bytes the texts need.
const fn size_of_all(texts: &[&str]) -> usize {
    let (mut size, mut at) = (0, 0);
    while at < texts.len() {
        size += texts[at].len() + 1;
        at += 1;
    }
    size
}

impl<const N: usize, const BYTES: usize> Texts<N, BYTES> {
    const fn new(texts: &[&str]) -> Self {
        let (mut bytes, mut starts) = ([0; BYTES], [0; N]);
        let (mut place, mut at) = (0, 0);
        while at < N {
            starts[at] = place;
            let text = texts[at].as_bytes();
            let mut byte = 0;
            while byte < text.len() {
                bytes[place] = text[byte];
                place += 1;
                byte += 1;
            }
            place += 1;
            at += 1;
        }
        Self { bytes, starts }
    }

    /// The text at this place, or "unknown".
    pub(crate) fn get(&'static self, at: Option<usize>) -> *const c_char {
        let start = at.and_then(|at| self.starts.get(at).copied());
        let text = start.and_then(|start| self.bytes.get(start..));
        text.map_or(c"unknown".as_ptr(), |text| text.as_ptr().cast())
    }
}

/// A table of what a `const` function says of each element of a list; `$texts` holds the texts as Rust has them.
macro_rules! table {
    ($(#[$doc:meta])+ $name:ident, $texts:ident, $list:expr, $text:expr) => {
        const $texts: [&str; $list.len()] = {
            let (mut texts, mut at) = ([""; $list.len()], 0);
            while at < texts.len() {
                texts[at] = $text($list[at]);
                at += 1;
            }
            texts
        };
        $(#[$doc])+
        pub(crate) static $name: Texts<{ $texts.len() }, { size_of_all(&$texts) }> =
            Texts::new(&$texts);
    };
}

table!(
    /// The name of each kind of error.
    KIND_NAMES, KIND_NAME, ErrorKind::ALL, ErrorKind::name
);
table!(
    /// The name of each field.
    FIELD_NAMES, FIELD_NAME, Field::ALL, Field::name
);
table!(
    /// The name of each method.
    METHOD_NAMES, METHOD_NAME, Method::ALL, Method::name
);
table!(
    /// The error bound of each method.
    METHOD_BOUNDS, METHOD_BOUND, Method::ALL, Method::bound
);
table!(
    /// The name of each thing that a chance may leave out.
    LEFT_OUT_NAMES, LEFT_OUT_NAME, LeftOut::ALL, LeftOut::name
);
table!(
    /// One sentence about each thing that a chance may leave out.
    LEFT_OUT_MESSAGES, LEFT_OUT_MESSAGE, LeftOut::ALL, LeftOut::message
);
table!(
    /// The name of each status of a row that is no error.
    ROW_NAMES, ROW_NAME, Status::OUTCOMES, Status::name
);
