//! Reading and writing with serde: of funnels and targets, plans, knowns and situations.
//!
//! In a format for people, such as JSON, an object is read from an object only, never from a list of its values; and
//! `null` stands for a field that is not there. A binary format gets every field, in the order of their declaration.

mod funnel;
mod parts;
mod target;

use serde::de;

pub(super) use crate::serial::object;

/// Reads a plain struct from an object with these fields and no others.
macro_rules! readable {
    ($type:ty, $expecting:literal, { $($field:ident: $kind:ty),+ $(,)? }) => {
        const _: () = {
            #[derive(serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct Fields { $($field: $kind),+ }

            impl<'de> serde::Deserialize<'de> for $type {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let Fields { $($field),+ } = crate::funnel::serial::object(from, $expecting)?;
                    Ok(Self { $($field),+ })
                }
            }
        };
    };
}
pub(super) use readable;

/// The error of the core as one of serde.
pub(super) fn refused<E: de::Error>(error: crate::error::Error) -> E {
    E::custom(error)
}
