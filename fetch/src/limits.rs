//! How much is asked of a site, and how long is waited for it. Everything that could go on for ever ends here.

use std::time::Duration;

/// Requests under way at once.
pub(crate) const AT_ONCE: usize = 4;

/// Tries for one page.
pub(crate) const ATTEMPTS: u32 = 3;

/// How long one request may take, from the name's look-up to the last byte.
pub(crate) const EACH: Duration = Duration::from_secs(15);

/// How long all of it may take.
pub(crate) const OVERALL: Duration = Duration::from_secs(15 * 60);

/// The longest wait that a site may ask for with `Retry-After`.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The wait before the second try, if the site does not say one; twice as long before the third.
pub(crate) const BACKOFF: Duration = Duration::from_millis(400);

/// The largest page, uncompressed.
pub(crate) const PAGE_BYTES: u64 = 8 << 20;

/// All pages together, uncompressed.
pub(crate) const ALL_BYTES: u64 = 512 << 20;

/// The most pages.
pub(crate) const PAGES: usize = 10_000;

/// Redirects for one page, all on the site itself.
pub(crate) const REDIRECTS: usize = 5;

/// When so many pages failed and none came, the rest is not asked for.
pub(crate) const HOPELESS: usize = 8;

/// How long a run that was interrupted can be gone on with, without asking again for what it had.
pub(crate) const RESUMABLE: Duration = Duration::from_secs(60 * 60);
