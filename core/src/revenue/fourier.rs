//! The discrete Fourier transform.

use crate::float::{Complex, sin_cos};

/// The longest transform.
const LONGEST: usize = 32_768;
/// The twiddle factors of the longest transform are products of one of 128 coarse and one of 128 fine factors, so
/// that each has one rounding and the tables stay small.
const FINE: usize = 128;

/// e^(-2 pi i j / LONGEST) for j below half of LONGEST.
struct Roots {
    coarse: [Complex; FINE],
    fine: [Complex; FINE],
}

/// So many roots, as their real and imaginary parts.
struct Turns {
    re: [f64; FINE],
    im: [f64; FINE],
}

impl Roots {
    fn new() -> Self {
        let mut roots = Self { coarse: [Complex::ONE; FINE], fine: [Complex::ONE; FINE] };
        let turn = -core::f64::consts::TAU / LONGEST as f64;
        let mut nth = 0.0;
        for (fine, coarse) in roots.fine.iter_mut().zip(&mut roots.coarse) {
            let (sine, cosine) = sin_cos(turn * nth);
            *fine = Complex::new(cosine, sine);
            let (sine, cosine) = sin_cos(turn * (nth * FINE as f64));
            *coarse = Complex::new(cosine, sine);
            nth += 1.0;
        }
        roots
    }

    /// The roots of neighbouring places, from `first` on, `stride` apart.
    fn from(&self, first: usize, stride: usize) -> Turns {
        let mut turns = Turns { re: [1.0; FINE], im: [0.0; FINE] };
        let mut place = first * stride;
        for (re, im) in turns.re.iter_mut().zip(&mut turns.im) {
            let root = self.at(place);
            (*re, *im) = (root.re, root.im);
            place += stride;
        }
        turns
    }

    fn at(&self, j: usize) -> Complex {
        match (self.coarse.get(j / FINE), self.fine.get(j % FINE)) {
            (Some(coarse), Some(fine)) => coarse.times(*fine),
            _ => Complex::ONE,
        }
    }
}

/// Replaces x by X, X_k = sum over m of x_m e^(-2 pi i k m / n), n the common length of the real and the imaginary
/// parts: a power of two up to 32768. Radix 2, decimation in time (Cooley & Tukey 1965).
pub(crate) fn transform(re: &mut [f64], im: &mut [f64]) {
    let n = re.len();
    reverse_bits(re);
    reverse_bits(im);
    let roots = Roots::new();
    let mut half = 1;
    while half < n {
        // The roots of a few places at a time, for all blocks: so each is computed once in a stage.
        let mut first = 0;
        while first < half {
            let many = FINE.min(half - first);
            let turns = roots.from(first, LONGEST / (2 * half));
            let blocks = re.chunks_exact_mut(2 * half).zip(im.chunks_exact_mut(2 * half));
            for (re, im) in blocks {
                let (Some((re, re_far)), Some((im, im_far))) =
                    (re.split_at_mut_checked(half), im.split_at_mut_checked(half))
                else {
                    return;
                };
                let part = first..first + many;
                let (Some(re), Some(im), Some(re_far), Some(im_far)) = (
                    re.get_mut(part.clone()),
                    im.get_mut(part.clone()),
                    re_far.get_mut(part.clone()),
                    im_far.get_mut(part),
                ) else {
                    return;
                };
                butterflies((re, im), (re_far, im_far), &turns);
            }
            first += many;
        }
        half *= 2;
    }
}

/// One stage at neighbouring places: x + r y and x - r y of each near number x, far number y and root r.
#[inline]
fn butterflies(near: (&mut [f64], &mut [f64]), far: (&mut [f64], &mut [f64]), turns: &Turns) {
    let near = near.0.iter_mut().zip(near.1);
    let far = far.0.iter_mut().zip(far.1);
    let turns = turns.re.iter().zip(&turns.im);
    for (((re, im), (re_far, im_far)), (&root_re, &root_im)) in near.zip(far).zip(turns) {
        let turned_re = *re_far * root_re - *im_far * root_im;
        let turned_im = *re_far * root_im + *im_far * root_re;
        (*re_far, *im_far) = (*re - turned_re, *im - turned_im);
        (*re, *im) = (*re + turned_re, *im + turned_im);
    }
}

/// Moves each number to the place with the bits of its own in reverse.
fn reverse_bits(x: &mut [f64]) {
    let n = x.len();
    let mut j = 0;
    for i in 0..n {
        if i < j {
            x.swap(i, j);
        }
        let mut bit = n / 2;
        while bit > 0 && j & bit != 0 {
            j ^= bit;
            bit /= 2;
        }
        j |= bit;
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::transform;
    use crate::float::sin_cos;

    /// Against the sum itself.
    #[test]
    fn is_the_sum_of_its_definition() {
        let n = 64;
        let x: [f64; 64] = core::array::from_fn(|m| 1.0 / (1.0 + m as f64));
        let (mut re, mut im) = (x, [0.0; 64]);
        im[3] = 0.5;
        let start = im;
        transform(&mut re, &mut im);
        for k in 0..n {
            let (mut sum_re, mut sum_im) = (0.0, 0.0);
            for m in 0..n {
                let (sine, cosine) =
                    sin_cos(-core::f64::consts::TAU * ((k * m) % n) as f64 / n as f64);
                sum_re += x[m] * cosine - start[m] * sine;
                sum_im += x[m] * sine + start[m] * cosine;
            }
            assert!((re[k] - sum_re).abs() < 1e-14 && (im[k] - sum_im).abs() < 1e-14, "{k}");
        }
    }

    #[test]
    fn the_longest_of_a_single_number_is_a_circle() {
        let (mut re, mut im) = (std::vec![0.0; 32_768], std::vec![0.0; 32_768]);
        re[1] = 1.0;
        transform(&mut re, &mut im);
        for k in [0, 1, 77, 8192, 16_384, 20_001, 32_767] {
            let (sine, cosine) = sin_cos(-core::f64::consts::TAU * k as f64 / 32_768.0);
            assert!((re[k] - cosine).abs() < 2e-15 && (im[k] - sine).abs() < 2e-15, "{k}");
        }
    }
}
