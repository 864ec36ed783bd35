//! What only the linker can say: the SONAME, and that the library must never be unloaded.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let version = std::fs::read_to_string("src/version.rs").unwrap_or_default();
    println!("cargo::rerun-if-changed=src/version.rs");
    let abi = version
        .lines()
        .find_map(|line| line.strip_prefix("pub const FUNNELMATH_ABI: u32 = "))
        .map_or("0", |number| number.trim_end_matches(';'));
    match os.as_str() {
        "linux" | "android" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" => {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libfunnelmath.so.{abi}");
            // Hosts unload plugins while threads still run their destructors.
            println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
        }
        "macos" => {
            println!(
                "cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libfunnelmath.{abi}.dylib"
            );
        }
        _ => {}
    }
}
