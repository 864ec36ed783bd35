//! Sorting a short list.

/// Sorts a list of at most a few dozen elements in place, by insertion. Elements of which neither stands before the other
/// keep their order.
///
/// The sort of the standard library is made for long lists: it brings about 8 KB of WebAssembly for each type of
/// element, and it panics for an order that contradicts itself.
pub(crate) fn sort_short<T>(list: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for sorted in 1..list.len() {
        let mut head = list.get_mut(..=sorted).unwrap_or_default();
        // Moves the last of `head` to its place among those before it, which are sorted.
        while let [rest @ .., last] = head {
            match rest.last_mut() {
                Some(previous) if before(last, previous) => core::mem::swap(last, previous),
                _ => break,
            }
            head = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_short;

    #[test]
    fn the_order_is_that_of_the_standard_library() {
        let mut state = 1_u64;
        for len in 0..40 {
            let mut list: [f64; 40] = [0.0; 40];
            for place in &mut list {
                // A multiplier of a full-period generator modulo 2^64 (Knuth); few values, so that some are equal.
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *place = ((state >> 59) as f64) - 16.0;
            }
            let (mut list, mut other) = (list, list);
            let (list, other) =
                (list.get_mut(..len).unwrap_or_default(), other.get_mut(..len).unwrap_or_default());
            sort_short(list, |a, b| a.total_cmp(b).is_lt());
            other.sort_by(f64::total_cmp);
            assert_eq!(list, other);
        }
    }

    #[test]
    fn equal_elements_keep_their_order() {
        let mut pairs = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        sort_short(&mut pairs, |a, b| a.0 < b.0);
        assert_eq!(pairs, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
