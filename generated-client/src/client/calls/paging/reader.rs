//! What every reader of pages or entries has alike, as a macro: waiting for the next one, and where reading stands.

/// `next`, `try_next`, `next_page`, `total`, and [`Stream`](futures_core::Stream), for a struct with a method `poll` and one
/// `walk`.
macro_rules! reader {
    ($name:ident<$($of:ident: $($bound:path)|+),*> yields $item:ty, $what:literal) => {
        impl<$($of: $($bound +)+),*> $name<$($of),*> {
            #[doc = concat!("The next ", $what, ", or nothing at the end. Giving up waiting loses nothing: it is still there the next time.")]
            pub async fn next(&mut self) -> Option<Result<$item, $crate::error::Error>> {
                std::future::poll_fn(|cx| self.poll(cx)).await
            }

            #[doc = concat!("The next ", $what, ", or nothing at the end; made for `while let` with `?`.")]
            ///
            /// # Errors
            ///
            /// Those of the page's call; [`ErrorKind::Incomplete`](crate::ErrorKind::Incomplete) when the list contradicts its own
            /// total; [`ErrorKind::Decode`](crate::ErrorKind::Decode) when a page repeats an earlier one; and
            /// [`ErrorKind::Exhausted`](crate::ErrorKind::Exhausted) when there are more pages than the call may read. What came
            /// before has been returned.
            pub async fn try_next(&mut self) -> Result<Option<$item>, $crate::error::Error> {
                self.next().await.transpose()
            }

            /// The number of the first page that has not been read: where to go on after an error, with another call. Entries of the
            /// page at hand may not have been taken yet.
            #[must_use]
            pub fn next_page(&self) -> i32 {
                self.walk().next_page()
            }

            /// How many entries there are over all pages, as the newest answer has it; nothing before the first.
            #[must_use]
            pub fn total(&self) -> Option<i64> {
                self.walk().total()
            }
        }

        impl<$($of: $($bound +)+),*> futures_core::Stream for $name<$($of),*> {
            type Item = Result<$item, $crate::error::Error>;

            fn poll_next(
                mut self: std::pin::Pin<&mut Self>,
                cx: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Self::Item>> {
                self.poll(cx)
            }
        }

        /// Nothing in it is ever pinned but the boxed call.
        impl<$($of: $($bound +)+),*> Unpin for $name<$($of),*> {}
    };
}

pub(in crate::client::calls) use reader;
