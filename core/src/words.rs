//! Enums of words: each variant has a stable name and is parsed from it.

/// Gives an enum its names: `ALL`, `name`, `Display`, and `FromStr`, whose error lists the words.
macro_rules! words {
    ($type:ident, $field:ident { $($variant:ident $word:literal),+ $(,)? }) => {
        impl $type {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The stable name, in `snake_case`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $word,)+ }
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.name())
            }
        }

        impl core::str::FromStr for $type {
            type Err = crate::error::Error;

            /// From the [`name`](Self::name), case-sensitive; otherwise
            /// [`ErrorKind::Name`](crate::error::ErrorKind::Name), which lists the allowed ones.
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().copied().find(|word| word.name() == name);
                known.ok_or_else(|| crate::words::unknown(crate::field::Field::$field))
            }
        }
    };
}
pub(crate) use words;

use crate::error::{Error, ErrorKind};
use crate::field::Field;

/// An error about a word that the field does not take.
pub(crate) const fn unknown(field: Field) -> Error {
    Error::new(ErrorKind::Name).field_is(field)
}
