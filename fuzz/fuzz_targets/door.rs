//! `cargo +nightly fuzz run door --features libfuzzer`
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| funnelmath_fuzz::door(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    funnelmath_fuzz::replay(funnelmath_fuzz::door)
}
