//! Reading a list page by page that has no type yet, by the names of its fields. How pages are walked, and when a list contradicts its
//! total, is the same as for typed calls: see `paging`.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use serde_core::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::paging::{Came, Entries, Fetch, Source, Walk, reader};
use super::untyped::{Target, UntypedCall, outgoing};
use crate::client::answer::data::Data;
use crate::client::pipeline::core::Core;
use crate::client::pipeline::run::{Finished, run};
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::error::{Error, ErrorKind, Subject, mask_name};
use crate::operation::Effect;
use crate::request::{FIRST_PAGE, PAGE_SIZE};
use crate::wire::{decode, items, members, part_of};

/// By which fields a list is read page by page: the names that the operation's page has for them.
///
/// ```
/// use open_api_client::Paging;
///
/// /// As the documents have it for the list of cards.
/// const CARDS: Paging = Paging { page: "page_no", size: "page_size", items: "card_list", total: "total" };
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// The request's field for the page's number, counted from 1.
    pub page: &'static str,
    /// The request's field for the number of entries on a page.
    pub size: &'static str,
    /// The answer's field that holds the entries.
    pub items: &'static str,
    /// The answer's field that says how many entries there are over all pages.
    pub total: &'static str,
}

impl UntypedCall {
    /// How many pages a stream of this call reads, instead of the client's limit; one more is an error.
    pub fn with_max_pages(self, pages: NonZeroU32) -> Self {
        self.map_options(|options| options.max_pages(pages))
    }

    /// Every entry from the requested page on, page after page, as a stream of a type of yours.
    ///
    /// The body says from which page on, and how many entries a page holds; without these fields it is page 1 and 10 entries. `T` is
    /// read by serde: amounts stay exact with [`decimal`](crate::decimal), or as [`Json`](crate::Json), whose
    /// [`get`](crate::Json::get) reads a field.
    ///
    /// ```no_run
    /// # async fn example(client: open_api_client::Client) -> Result<(), open_api_client::Error> {
    /// use open_api_client::{Decimal, Json, Operation, Paging, exact};
    ///
    /// const ORDERS: Paging = Paging { page: "page_no", size: "page_size", items: "order_list", total: "total" };
    ///
    /// let mut orders = client.call(Operation::PaymentsList, &exact!({"page_size": 50})).items::<Json>(ORDERS);
    /// while let Some(order) = orders.try_next().await? {
    ///     match order.get::<Decimal>("amount") {
    ///         Ok(amount) => println!("{amount}"),
    ///         Err(error) => eprintln!("{error}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<T: DeserializeOwned>(self, by: Paging) -> UntypedItems<T> {
        UntypedItems { entries: Entries::new(self.pages(by).walk), of: PhantomData }
    }

    /// Every page from the requested one on, as a stream; see [`items`](Self::items).
    pub fn pages(self, by: Paging) -> UntypedPages {
        let fields = self.checked_fields().and_then(|fields| {
            let fields = Zeroizing::new(String::from_utf8_lossy(fields).into_owned());
            let first = whole(&fields, by.page, FIRST_PAGE);
            let size = whole(&fields, by.size, PAGE_SIZE);
            match (first, size) {
                (Ok(first), Ok(size)) => Ok((fields, first, size)),
                (Err(name), _) | (_, Err(name)) => {
                    let detail = format!("the body's `{}` is not a whole number of 32 bits", mask_name(name));
                    Err(Error::new(ErrorKind::InvalidRequest, self.subject(), detail))
                }
            }
        });
        let (client, target, effect, how) = self.into_parts();
        let (fields, first, size, unusable) = match fields {
            Ok((fields, first, size)) => (fields, first, size, None),
            Err(error) => (Zeroizing::default(), FIRST_PAGE, PAGE_SIZE, Some(error)),
        };
        UntypedPages { walk: Walk::new(client.core, ByName { target, effect, by, fields, first, size, unusable }, how) }
    }
}

/// The whole number in a field of the caller's body, or what stands for it; the field's name where it is none.
fn whole<'n>(fields: &str, name: &'n str, without: i32) -> Result<i32, &'n str> {
    match members(fields).into_iter().find(|(key, _)| key == name) {
        Some((_, value)) => decode(value.as_bytes()).map_err(|_| name),
        None => Ok(without),
    }
}

/// The pages of a list without a type, as a stream of their data; made by [`UntypedCall::pages`]. It reads as
/// [`Pages`](crate::Pages) does.
#[must_use = "a stream does nothing until it is read"]
pub struct UntypedPages {
    walk: Walk<ByName>,
}

impl UntypedPages {
    fn walk(&self) -> &Walk<ByName> {
        &self.walk
    }

    #[cfg(feature = "blocking")]
    pub(super) fn walk_mut(&mut self) -> &mut Walk<ByName> {
        &mut self.walk
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Data, Error>>> {
        self.walk.poll(cx).map_ok(Into::into)
    }
}

reader!(UntypedPages<> yields Data, "page");

/// The entries of a list without a type over all its pages, as a stream; made by [`UntypedCall::items`]. It reads as
/// [`Items`](crate::Items) does.
#[must_use = "a stream does nothing until it is read"]
pub struct UntypedItems<T> {
    entries: Entries<ByName>,
    of: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> UntypedItems<T> {
    /// The same entries, and why some of them cannot be read.
    pub fn lenient(self) -> LenientUntypedItems<T> {
        LenientUntypedItems { entries: self.entries, of: PhantomData }
    }

    fn walk(&self) -> &Walk<ByName> {
        self.entries.walk()
    }

    #[cfg(feature = "blocking")]
    pub(super) fn entries_mut(&mut self) -> &mut Entries<ByName> {
        &mut self.entries
    }

    /// An entry as the caller's type. One that does not fit ends the reading.
    pub(super) fn take(&mut self, entry: Result<Entry, Error>) -> Result<T, Error> {
        let read = entry.and_then(|entry| entry.decode());
        if read.is_err() {
            self.entries.stop();
        }
        read
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let entry = ready!(self.entries.poll(cx));
        Poll::Ready(entry.map(|entry| self.take(entry)))
    }
}

reader!(UntypedItems<T: DeserializeOwned> yields T, "entry");

/// The entries of a list without a type over all its pages, and why some cannot be read, in the order in which they came; made by
/// [`UntypedItems::lenient`].
#[must_use = "a stream does nothing until it is read"]
pub struct LenientUntypedItems<T> {
    entries: Entries<ByName>,
    of: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> LenientUntypedItems<T> {
    fn walk(&self) -> &Walk<ByName> {
        self.entries.walk()
    }

    #[cfg(feature = "blocking")]
    pub(super) fn entries_mut(&mut self) -> &mut Entries<ByName> {
        &mut self.entries
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Result<T, Error>, Error>>> {
        self.entries.poll(cx).map_ok(|entry| entry.decode())
    }
}

reader!(LenientUntypedItems<T: DeserializeOwned> yields Result<T, Error>, "entry");

/// A list that is read by the names of its fields.
pub(super) struct ByName {
    target: Target,
    effect: Option<Effect>,
    by: Paging,
    /// The caller's body, a JSON object.
    fields: Zeroizing<String>,
    first: i32,
    size: i32,
    /// Why no page can be asked for.
    unusable: Option<Error>,
}

/// A page, and where its entries stand in its data.
pub(super) struct Page {
    data: Arc<Data>,
    entries: Vec<Range<usize>>,
    list: &'static str,
}

impl From<Page> for Data {
    fn from(page: Page) -> Self {
        (*page.data).clone()
    }
}

/// One entry of a page.
pub(super) struct Entry {
    data: Arc<Data>,
    range: Range<usize>,
    list: &'static str,
    index: usize,
}

impl Entry {
    pub(super) fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let text = self.data.expose_json().get(self.range.clone()).unwrap_or("null");
        self.data.decode_part(text, &format!("data.{}[{}]", mask_name(self.list), self.index))
    }
}

impl ByName {
    /// The caller's body, asking for a page.
    fn body(&self, page: i32) -> Zeroizing<Vec<u8>> {
        let mut body = Zeroizing::new(Vec::with_capacity(self.fields.len() + 64));
        body.push(b'{');
        for (key, value) in
            members(&self.fields).into_iter().filter(|(key, _)| key != self.by.page && key != self.by.size)
        {
            add(&mut body, &key, value);
        }
        add(&mut body, self.by.page, &page.to_string());
        add(&mut body, self.by.size, &self.size.to_string());
        body.push(b'}');
        body
    }
}

fn add(body: &mut Vec<u8>, key: &str, value: &str) {
    if body.len() > 1 {
        body.push(b',');
    }
    body.extend_from_slice(serde_json::Value::from(key).to_string().as_bytes());
    body.push(b':');
    body.extend_from_slice(value.as_bytes());
}

impl Source for ByName {
    type Page = Page;
    type Entry = Entry;

    fn subject(&self) -> Subject {
        self.target.subject()
    }

    fn start(&self) -> (i32, i32) {
        (self.first, self.size)
    }

    fn fetch(&mut self, core: Arc<Core>, page: i32, (options, headers): (CallOptions, Headers)) -> Fetch {
        let call = match self.unusable.take() {
            Some(error) => Err(error),
            None => outgoing(&core, &self.target, self.effect, &self.body(page), (options, &headers)),
        };
        Box::pin(async move { run(&core, call?).await })
    }

    fn read(&self, answer: Finished) -> Result<Came<Page>, Error> {
        let data = answer.into_data()?;
        let json = data.expose_json();
        let lacking = |name: &str, is: &str| {
            let name = mask_name(name);
            let detail = format!(
                "the platform reports success (code 0), but `{name}` of `data` is {is}, so that the pages cannot be read; give the \
                 names that the answer's fields have"
            );
            data.error(ErrorKind::Decode, detail).with_path(format!("data.{name}"))
        };
        let named = |name| members(json).iter().any(|(key, _)| key == name).then(|| part_of(json, name)).flatten();
        let total = named(self.by.total).and_then(|text| decode::<i64>(text.as_bytes()).ok());
        let total = total.ok_or_else(|| lacking(self.by.total, "no whole number"))?;
        let list = named(self.by.items).filter(|text| text.starts_with('[') || matches!(*text, "null" | "\"\""));
        let list = list.ok_or_else(|| lacking(self.by.items, "no list"))?;
        let place = |item: &str| {
            let start = item.as_ptr().addr() - json.as_ptr().addr();
            start..start + item.len()
        };
        let entries: Vec<_> = items(list).into_iter().map(place).collect();
        let data = Arc::new(data);
        let page = Page { data: Arc::clone(&data), entries, list: self.by.items };
        Ok(Came { count: page.entries.len(), total, page, data: (*data).clone() })
    }

    fn entries(&self, Page { data, entries, list }: Page) -> Vec<Entry> {
        let entry = |(index, range)| Entry { data: Arc::clone(&data), range, list, index };
        entries.into_iter().enumerate().map(entry).collect()
    }
}

impl fmt::Debug for UntypedPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedPages").field("cursor", self.walk.cursor()).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for UntypedItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedItems").field("cursor", self.entries.walk().cursor()).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for LenientUntypedItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LenientUntypedItems").field("cursor", self.entries.walk().cursor()).finish_non_exhaustive()
    }
}
