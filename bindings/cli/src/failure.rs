//! Why there is no answer.

/// Why there is no answer, in one line for stderr.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// An option, or a combination of options, that cannot be used.
    #[error("{option}: {problem}")]
    Option {
        /// The option, with its dashes.
        option: String,
        /// What is wrong with it, and what is allowed.
        problem: String,
    },
    /// An option that is needed.
    #[error("{option} is missing: {advice}")]
    Missing {
        /// The option, with its dashes.
        option: &'static str,
        /// What to write.
        advice: &'static str,
    },
    /// A file that cannot be read, or whose rows cannot be used.
    #[error("{path}: {problem}")]
    File {
        /// The file's path, quoted.
        path: String,
        /// What is wrong with it, with the line where there is one.
        problem: String,
    },
    /// Requests that cannot be read.
    #[error("{path}: {problem}")]
    Input {
        /// The file's path, quoted, or "standard input".
        path: String,
        /// Why not.
        problem: String,
    },
    /// What cannot be written, as to a full disk.
    #[error("standard output: {0}")]
    Output(std::io::Error),
    /// An error in the built-in example, whose inputs are all valid.
    #[error("{0}")]
    Calculation(#[from] funnelmath::Error),
}

impl Failure {
    pub(crate) fn option(option: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Option { option: option.into(), problem: problem.into() }
    }

    /// The exit code, as `funnelmath --help` documents it.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::File { .. } => 1,
            Self::Option { .. }
            | Self::Missing { .. }
            | Self::Input { .. }
            | Self::Output(_)
            | Self::Calculation(_) => 2,
        }
    }
}
