//! What a report is told from outside: which two states were compared, the crate's version, and what was declared.

use crate::review::diff::change::Change;
use crate::review::diff::declared::Declarations;
use crate::review::diff::release::{Semver, Version};

/// What a report does not find in the two specs.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The base, as a person calls it: a revision with a path, or a path.
    pub base: String,
    /// The head.
    pub head: String,
    /// What was asked to be compared, as it was written.
    pub arguments: Vec<String>,
    /// The crate's version, as it was released last; without one, the release is told as from 1.0 on.
    pub version: Option<Version>,
    /// What the author of the change has declared, if there is a place for that.
    pub declared: Option<Declarations>,
}

impl Context {
    /// Why a change was declared, if it was.
    #[must_use]
    pub(super) fn reason(&self, change: &Change) -> Option<&str> {
        self.declared.as_ref()?.reason(change)
    }

    /// Which part of the version the next release raises.
    #[must_use]
    pub fn release(&self, semver: Semver) -> Semver {
        self.version.map_or(semver, |version| version.raised(semver))
    }

    /// The version of the next release, if the one before is known.
    #[must_use]
    pub fn next(&self, semver: Semver) -> Option<Version> {
        self.version.map(|version| version.next(version.raised(semver)))
    }

    /// `next release minor (0.1.0 → 0.2.0; before 1.0, a break is a minor release)`, without the first two words.
    pub(super) fn release_in_words(&self, semver: Semver) -> String {
        let release = self.release(semver);
        match self.version.zip(self.next(semver)) {
            Some((now, next)) if now != next => {
                let why = if semver == Semver::Major && release == Semver::Minor {
                    "; before 1.0, a break is a minor release"
                } else {
                    ""
                };
                format!("{} ({now} → {next}{why})", release.word())
            }
            _ => release.word().to_owned(),
        }
    }

    /// The command that shows everything.
    pub(super) fn command(&self) -> String {
        // The command ends before a name that a shell would not take literally; the reader adds the rest.
        let is_plain =
            |name: &&String| name.chars().all(|each| each.is_ascii_alphanumeric() || "/._-~^@".contains(each));
        self.arguments
            .iter()
            .take_while(is_plain)
            .fold("cargo xtask diff".to_owned(), |command, name| command + " " + name)
    }
}

#[cfg(test)]
mod tests {
    use super::Context;

    #[test]
    fn the_command_ends_before_what_a_shell_would_not_take_literally() {
        let command = |arguments: &[&str]| {
            let arguments = arguments.iter().map(|name| (*name).to_owned()).collect();
            Context { arguments, ..Context::default() }.command()
        };
        assert_eq!(command(&[]), "cargo xtask diff");
        assert_eq!(command(&["origin/main~1", "./spec"]), "cargo xtask diff origin/main~1 ./spec");
        assert_eq!(command(&["a", "b; c", "d"]), "cargo xtask diff a");
    }
}
