//! The headers that are checked in are what cbindgen makes of the sources, without a warning.
//!
//! `FUNNELMATH_BLESS=1 cargo test -p funnelmath-c --test headers` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::Mutex;

static WARNINGS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// cbindgen says what it could not translate only in its log, and goes on.
struct Warnings;

impl log::Log for Warnings {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() <= log::Level::Warn
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            WARNINGS.lock().unwrap().push(record.args().to_string());
        }
    }

    fn flush(&self) {}
}

fn generated(config: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut config = cbindgen::Config::from_file(root.join(config)).expect("a readable config");
    let versions = [
        ("@MAJOR@", env!("CARGO_PKG_VERSION_MAJOR").to_string()),
        ("@MINOR@", env!("CARGO_PKG_VERSION_MINOR").to_string()),
        ("@PATCH@", env!("CARGO_PKG_VERSION_PATCH").to_string()),
        ("@ABI@", funnelmath_c::version::FUNNELMATH_ABI.to_string()),
    ];
    let mut lines = config.after_includes.take().unwrap_or_default();
    for (name, number) in versions {
        lines = lines.replace(name, &number);
    }
    config.after_includes = Some(lines);
    let mut text = Vec::new();
    cbindgen::Builder::new()
        .with_crate(root)
        .with_config(config)
        .generate()
        .expect("cbindgen understands the crate")
        .write(&mut text);
    let text = String::from_utf8(text).unwrap();
    let trimmed: Vec<_> = text.lines().map(str::trim_end).collect();
    trimmed.join("\n").trim().to_string() + "\n"
}

fn check(config: &str, file: &str) -> String {
    let _ = log::set_logger(&Warnings);
    log::set_max_level(log::LevelFilter::Warn);
    let fresh = generated(config);
    assert_eq!(*WARNINGS.lock().unwrap(), Vec::<String>::new(), "cbindgen warned");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("include").join(file);
    if std::env::var_os("FUNNELMATH_BLESS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "include/{file} is not what the sources say; see the top of this test");
    fresh
}

/// All files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn both_headers_are_up_to_date() {
    let header = check("cbindgen.toml", "funnelmath.h");
    let bare = check("cbindgen_ffi.toml", "funnelmath_ffi.h");

    // What the parsers of PHP, cffi and LuaJIT do not read.
    for word in ["#", "extern \"C\"", "__attribute__", "/*", "//"] {
        assert!(!bare.contains(word), "funnelmath_ffi.h has {word}");
    }
    // Every exported function is in both, and carries its documentation in the one for people.
    let mut functions = 0;
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(file).unwrap();
        for part in source.split("extern \"C\" fn ").skip(1) {
            let name = part.split('(').next().unwrap();
            assert!(
                header.contains(&format!(" {name}(")) || header.contains(&format!("*{name}(")),
                "{name}"
            );
            assert!(
                bare.contains(&format!(" {name}(")) || bare.contains(&format!("*{name}(")),
                "{name}"
            );
            functions += 1;
        }
    }
    assert!(functions >= 105, "{functions} functions found");
}
