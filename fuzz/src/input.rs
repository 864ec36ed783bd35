//! Bytes as calls: every sequence of bytes is some input, and all that matters is within easy reach.

/// A reader that never ends: behind the last byte there are zeros.
pub(crate) struct Input<'a> {
    rest: &'a [u8],
}

/// Numbers on the edges that code trips over.
const SPECIAL: [f64; 32] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    1e-310,
    1e-300,
    1e-290,
    1e-200,
    1e-100,
    1e-20,
    f64::EPSILON,
    1.0 - f64::EPSILON / 2.0,
    1.0 + f64::EPSILON,
    1.0 - 1.0 / 1_099_511_627_776.0,
    1.0 + 1.0 / 1_099_511_627_776.0,
    0.1,
    1.0 / 3.0,
    0.5,
    2.5,
    100.0,
    9_007_199_254_740_992.0,
    9_007_199_254_740_994.0,
    1e100,
    1e200,
];

impl<'a> Input<'a> {
    pub(crate) const fn new(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        first
    }

    fn word(&mut self) -> f64 {
        f64::from(u16::from_le_bytes([self.byte(), self.byte()]))
    }

    pub(crate) fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// One of `0..n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::from(self.byte()) % n
    }

    /// One of `0..=last`, now and then one beyond.
    pub(crate) fn index(&mut self, last: usize) -> usize {
        match self.byte() {
            0xff => usize::MAX,
            byte => usize::from(byte) % (last + 2),
        }
    }

    pub(crate) fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Any f64 of any bits.
    pub(crate) fn any(&mut self) -> f64 {
        match self.byte() {
            tag @ 0..64 => SPECIAL[usize::from(tag % 32)],
            64..128 => {
                let mut bits = [0; 8];
                for place in &mut bits {
                    *place = self.byte();
                }
                f64::from_bits(u64::from_le_bytes(bits))
            }
            128..160 => f64::from(self.byte()),
            160..224 => self.part(),
            _ => self.sane(),
        }
    }

    /// A rate of 1 / 65536 to 1.
    pub(crate) fn part(&mut self) -> f64 {
        (self.word() + 1.0) / 65_536.0
    }

    /// A number of 1e-6 to 6.5536e5.
    pub(crate) fn sane(&mut self) -> f64 {
        const SCALE: [f64; 4] = [1e-6, 1e-3, 1.0, 10.0];
        let scale = self.one_of(&SCALE);
        (self.word() + 1.0) * scale
    }

    /// A rate in 0..=1, of any bits that are one.
    pub(crate) fn rate(&mut self) -> f64 {
        let any = self.any();
        if (0.0..=1.0).contains(&any) { any } else { 1.0 / 3.0 }
    }

    /// A list of a length of its own, now and then: `length` otherwise.
    pub(crate) fn length(&mut self, length: usize, most: usize) -> usize {
        match self.byte() {
            byte @ 0xf8..=0xff => usize::from(byte - 0xf8).min(most),
            _ => length,
        }
    }

    /// Fills a list, with any numbers or with those of `sound`.
    pub(crate) fn fill(&mut self, list: &mut [f64], sound: bool, part: fn(&mut Self) -> f64) {
        for place in list {
            *place = if sound { part(self) } else { self.any() };
        }
    }
}
