//! `cargo +nightly fuzz run revenue --features libfuzzer`
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| funnelmath_fuzz::revenue(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    funnelmath_fuzz::replay(funnelmath_fuzz::revenue)
}
