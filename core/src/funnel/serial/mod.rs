//! Reading and writing with serde: of funnels and targets, plans, knowns and situations.
//!
//! In a format for people, such as JSON, an object is read from an object only, never from a list of its values; and
//! `null` stands for a field that is not there. A binary format gets every field, in the order of their declaration.

mod funnel;
mod parts;
mod target;

use core::fmt;
use core::marker::PhantomData;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

/// Reads a `T` from an object, or in a binary format as it comes.
pub(super) fn object<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    if deserializer.is_human_readable() {
        deserializer.deserialize_map(Object { expecting, data: PhantomData })
    } else {
        T::deserialize(deserializer)
    }
}

struct Object<T> {
    expecting: &'static str,
    data: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

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
