//! `cargo +nightly fuzz run team --features libfuzzer`
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| funnelmath_fuzz::team(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    funnelmath_fuzz::replay(funnelmath_fuzz::team)
}
