//! Enums that are words: each has a name, and is read from it.

/// Gives an enum its names: `ALL`, `name`, `Display`, and `FromStr`, whose error lists the words.
macro_rules! words {
    ($type:ident, $field:ident { $($variant:ident $word:literal),+ $(,)? }) => {
        impl $type {
            /// All of them, in the order of their declaration.
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

#[cfg(test)]
mod tests {
    extern crate std;

    use crate::calendar::{Calendar, Period};
    use crate::chain::StepKind;
    use crate::field::Field;
    use crate::math::Method;
    use crate::scorecard::VelocityLever;
    use crate::whole::Policy;
    use std::vec::Vec;

    #[test]
    fn a_field_lists_the_words_of_its_type() {
        fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|&word| name(word)).collect()
        }
        assert_eq!(Field::Period.words(), names(Period::ALL, Period::name));
        assert_eq!(Field::Policy.words(), names(Policy::ALL, Policy::name));
        assert_eq!(Field::Calendar.words(), names(Calendar::NAMED, |(name, _)| name));
        assert_eq!(Field::StepKind.words(), names(StepKind::ALL, StepKind::name));
        assert_eq!(Field::Method.words(), names(Method::ALL, Method::name));
        assert_eq!(Field::VelocityLever.words(), names(VelocityLever::ALL, VelocityLever::name));
    }
}
