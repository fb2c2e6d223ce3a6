//! What the next release of the crate has to be called, by everything that the change does: the version says how carefully an
//! upgrade has to be looked at, so that it follows from every axis and not from the compiler's alone.

use super::verdict::{Behaviour, Impact, Verdict};
use crate::text::worded::worded;
use std::fmt;
use std::str::FromStr;

worded! {
    /// Which part of a version is raised.
    pub enum Semver {
        /// There is nothing to release.
        None = "none",
        /// What is said changes, and nothing that anybody relies on.
        Patch = "patch",
        /// The API grows.
        Minor = "minor",
        /// Whoever upgrades, or does not, has to look: something breaks, may break, or acts differently.
        Major = "major",
    }
}

impl Semver {
    /// What a change asks of a version from 1.0 on.
    #[must_use]
    pub fn of(verdict: Verdict) -> Self {
        if verdict.wire >= Impact::Ask || verdict.source == Impact::Breaking || verdict.behaviour == Behaviour::Changed
        {
            Self::Major
        } else if verdict.source == Impact::Compatible {
            Self::Minor
        } else {
            Self::Patch
        }
    }
}

/// A version of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// Which part of this version a release has to raise. Before 1.0 there is no first part to raise: what breaks raises the
    /// second one, and the rest the third, as cargo understands it.
    #[must_use]
    pub fn raised(self, semver: Semver) -> Semver {
        match semver {
            Semver::Major if self.major == 0 => Semver::Minor,
            Semver::Minor if self.major == 0 => Semver::Patch,
            other => other,
        }
    }

    /// The version after a release that raises a part.
    #[must_use]
    pub const fn next(self, raised: Semver) -> Self {
        match raised {
            Semver::None => self,
            Semver::Patch => Self { patch: self.patch + 1, ..self },
            Semver::Minor => Self { minor: self.minor + 1, patch: 0, ..self },
            Semver::Major => Self { major: self.major + 1, minor: 0, patch: 0 },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The text is not `MAJOR.MINOR.PATCH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAVersion;

impl FromStr for Version {
    type Err = NotAVersion;

    /// What stands behind a `-` or a `+` is left out.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let core = text.split(['-', '+']).next().unwrap_or_default();
        let mut parts = core.split('.').map(|part| part.parse::<u64>().map_err(|_| NotAVersion));
        let mut part = || parts.next().unwrap_or(Err(NotAVersion));
        let version = Self { major: part()?, minor: part()?, patch: part()? };
        if parts.next().is_some() { Err(NotAVersion) } else { Ok(version) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn before_the_first_version_a_break_is_a_minor_release() {
        let next = |now: &str, semver| {
            let now = version(now);
            let raised = now.raised(semver);
            (raised, now.next(raised).to_string())
        };
        assert_eq!(next("0.1.4", Semver::Major), (Semver::Minor, "0.2.0".to_owned()));
        assert_eq!(next("0.1.4", Semver::Minor), (Semver::Patch, "0.1.5".to_owned()));
        assert_eq!(next("0.1.4", Semver::None), (Semver::None, "0.1.4".to_owned()));
        assert_eq!(next("1.2.3", Semver::Major), (Semver::Major, "2.0.0".to_owned()));
        assert_eq!(next("1.2.3", Semver::Minor), (Semver::Minor, "1.3.0".to_owned()));
    }

    #[test]
    fn every_axis_has_a_say() {
        let of = |wire, source, behaviour| Semver::of(Verdict { wire, source, behaviour, security: false });
        assert_eq!(of(Impact::Breaking, Impact::None, Behaviour::None), Semver::Major);
        assert_eq!(of(Impact::Ask, Impact::None, Behaviour::None), Semver::Major);
        assert_eq!(of(Impact::None, Impact::Breaking, Behaviour::None), Semver::Major);
        assert_eq!(of(Impact::None, Impact::None, Behaviour::Changed), Semver::Major);
        assert_eq!(of(Impact::Compatible, Impact::Compatible, Behaviour::None), Semver::Minor);
        assert_eq!(of(Impact::Compatible, Impact::None, Behaviour::None), Semver::Patch);
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "1", "1.2", "1.2.3.4", "a.b.c", "1.2.-3"] {
            assert_eq!(text.parse::<Version>(), Err(NotAVersion), "{text}");
        }
        assert_eq!(version("1.2.3-rc.1+build").to_string(), "1.2.3");
    }
}
