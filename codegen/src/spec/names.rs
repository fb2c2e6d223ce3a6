//! Every Rust name, decided once: how a wire name becomes a Rust name, which names are taken, and which names collide.
//! Emitters never make a name of their own.

use crate::text::diag::{Code, Diagnostic, Diagnostics};
use crate::text::lexicon::list;
use crate::text::source::Span;
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::BTreeMap;

/// Words that cannot be identifiers in edition 2024, or only as raw ones.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Type names that Rust's prelude has, that the generated code writes without a path, or that the crate's root exports: whoever
/// imports the crate's types would have them in their place. A test holds the list against the generated files.
const TAKEN_TYPES: &[&str] = list!(
    "AsMut, AsRef, AsyncFn, AsyncFnMut, AsyncFnOnce, Box, Clone, Copy, Debug, Default, DoubleEndedIterator, Drop, \
     Eq, Err, ExactSizeIterator, Extend, Fn, FnMut, FnOnce, From, FromIterator, Future, Hash, Into, IntoFuture, \
     IntoIterator, Iterator, None, Ok, Option, Ord, PartialEq, PartialOrd, Result, Self, Send, Sized, Some, String, \
     Sync, ToOwned, ToString, TryFrom, TryInto, Unpin, Vec, Backoff, BlockingItems, BlockingPages, Call, \
     CallOptions, Client, ClientBuilder, ConnectionUse, Credentials, Cvv, Data, DateTime, Decimal, DecodeError, \
     DecodeErrorKind, Delivery, Effect, Envelope, Error, ErrorKind, Event, Items, Json, Knowledge, LenientCall, \
     LenientItems, LenientPages, LenientUntypedItems, ModelVisitor, Operation, OperationInfo, PagedRequest, Pages, \
     Paging, Pan, Partial, Pii, Pin, RawResponse, Request, RetryBudget, RetryPolicy, Secret, UnknownCode, \
     UnknownEvent, UnknownValue, UntypedCall, UntypedItems, UntypedPages",
);

/// Methods of the client, which a resource's own method would stand beside.
pub const TAKEN_RESOURCES: &[(&str, &str)] = &[
    ("builder", CLIENT_METHOD),
    ("call", CLIENT_METHOD),
    ("call_path", CLIENT_METHOD),
    ("refresh_key", CLIENT_METHOD),
    ("from_env", CLIENT_METHOD),
    ("new", "Rust has it for constructors"),
    ("outgoing", CLIENT_METHOD),
    ("path_of", CLIENT_METHOD),
    ("run", CLIENT_METHOD),
    ("run_raw", CLIENT_METHOD),
    ("settings", CLIENT_METHOD),
];

const CLIENT_METHOD: &str = "the client has a method of that name";

/// Methods of a call: a setter of the same name gets a `_` behind it.
const TAKEN_SETTERS: &[&str] = list!(
    "into_parts, items, items_blocking, lenient, new, pages, pages_blocking, request, send, send_blocking, \
     send_raw, send_raw_blocking, start, start_raw, with_attempt_timeout, with_deadline, with_header, \
     with_max_pages, with_options, with_request, with_retry",
);

/// Methods that say something else on every type: a constructor, and what the standard library's traits have.
const TAKEN_METHODS: &[&str] = list!(
    "add, bitand, bitor, bitxor, clone, cmp, div, into, into_future, into_iter, iter, iter_mut, mul, neg, new, not, \
     rem, shl, shr, sub, try_into",
);

/// File names that Windows keeps for devices.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Files that stand in a folder of that name. Two modules of one name, one inside the other, are hard to tell apart.
const FOLDERS: &[&str] = &["enums", "models", "resources", "scalars"];

/// `card_no` for `cardNo`; a keyword gets a `_` behind it.
#[must_use]
pub fn field(wire: &str) -> String {
    escape(snake(wire))
}

/// The setter of a field on a call; one that would be taken for another method gets a `_` behind it.
#[must_use]
pub fn setter(field: &str) -> String {
    if TAKEN_SETTERS.contains(&field) { format!("{field}_") } else { unlike_methods(field.to_owned()) }
}

fn unlike_methods(name: String) -> String {
    if TAKEN_METHODS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// `CardStatus` for `card_status`.
#[must_use]
pub fn ty(wire: &str) -> String {
    plain(wire, wire.to_upper_camel_case())
}

/// `CardsList` for `cards.list`, `CardStatusActive` for `card.status.active`, `Active` for `active`.
#[must_use]
pub fn variant(wire: &str) -> String {
    escape(plain(wire, wire.to_upper_camel_case()))
}

/// `card_status` for `CardStatus`, and a file of that name; one that cannot be a file everywhere gets a `_` behind it.
#[must_use]
pub fn module(wire: &str) -> String {
    let name = escape(snake(wire));
    let port = name.strip_prefix("com").or(name.strip_prefix("lpt"));
    let is_port = port.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    let is_taken = is_port || DEVICES.contains(&name.as_str()) || FOLDERS.contains(&name.as_str());
    if is_taken { format!("{name}_") } else { name }
}

/// The method behind the dot of `resource.action`; one that Rust gives another meaning gets a `_` behind it.
#[must_use]
pub fn method(id: &str) -> String {
    unlike_methods(field(id.split_once('.').map_or(id, |(_, action)| action)))
}

/// A name that heck cannot make is left as it is, for [`Scope::take`] to refuse.
fn plain(wire: &str, made: String) -> String {
    if made.is_empty() { wire.to_owned() } else { made }
}

/// A quick check, since nearly every wire name is in snake case already.
fn snake(wire: &str) -> String {
    let is_snake = wire.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !(wire.starts_with('_') || wire.ends_with('_') || wire.contains("__"));
    if is_snake { wire.to_owned() } else { plain(wire, wire.to_snake_case()) }
}

fn escape(name: String) -> String {
    if KEYWORDS.binary_search(&name.as_str()).is_ok() { format!("{name}_") } else { name }
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|each| each.is_ascii_alphanumeric() || each == '_')
        && !name.chars().all(|each| each == '_')
}

/// Whether a name is in snake case and can be one of Rust's, as `x-rust-name` has it.
#[must_use]
pub fn is_snake_case(name: &str) -> bool {
    is_identifier(name) && name.starts_with(|first: char| first.is_ascii_lowercase()) && name.to_snake_case() == name
}

/// Whether a wire name makes a field's name by itself.
#[must_use]
pub fn makes_a_field(wire: &str) -> bool {
    is_identifier(&field(wire))
}

/// Whether a tag makes a variant's name by itself.
#[must_use]
pub fn makes_a_variant(tag: &str) -> bool {
    is_identifier(&variant(tag))
}

const MEETING: &str =
    "rename one of the two; where both are the platform's own wire names, give one of them an `x-rust-name`";

const SPELLING: &str = "use ASCII letters, digits and underscores, with a letter first";

/// The names of one Rust scope, to find two wire names that become the same Rust name.
#[derive(Debug)]
pub struct Scope {
    /// What the scope is, in words for a message.
    what: String,
    /// Names that are taken from the start, and by what.
    taken: &'static [(&'static str, &'static str)],
    /// What to do about a name that is taken.
    help: &'static str,
    /// What to do about a name that Rust cannot spell.
    unspelled: &'static str,
    /// What to do about two names that become the same.
    meeting: &'static str,
    seen: BTreeMap<String, (String, Span)>,
}

impl Scope {
    /// An empty scope.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            taken: &[],
            help: "choose another name",
            unspelled: SPELLING,
            meeting: MEETING,
            seen: BTreeMap::new(),
        }
    }

    /// A scope of variants, in which `Unknown` stands for what the spec does not list.
    #[must_use]
    pub fn open(what: impl Into<String>, help: &'static str) -> Self {
        let taken = &[("Unknown", "it stands for what the spec does not list"), ("Self_", "`Self` is Rust's own word")];
        Self { taken, help, ..Self::new(what) }
    }

    /// A scope of names that the platform chose: the spec can give another one for Rust.
    #[must_use]
    pub fn of_the_wire(self) -> Self {
        Self {
            unspelled: "add `\"x-rust-name\": \"…\"` beside it, a name in snake case for Rust; the wire name stays as it is",
            ..self
        }
    }

    /// A scope in which some names are taken.
    #[must_use]
    pub fn with_taken(self, taken: &'static [(&'static str, &'static str)], help: &'static str) -> Self {
        Self { taken, help, ..self }
    }

    /// Takes a name, or reports who has it.
    pub fn take(&mut self, name: &str, wire: &str, span: Span, found: &mut Diagnostics) {
        let what = &self.what;
        if !is_identifier(name) {
            found.error(Code::ReservedName, span, format!("`{wire}` in {what} makes no Rust name"), self.unspelled);
            return;
        }
        if let Some((_, by)) = self.taken.iter().find(|(one, _)| *one == name) {
            found.error(
                Code::ReservedName,
                span,
                format!("`{wire}` in {what} would be `{name}`, which is taken: {by}"),
                self.help,
            );
            return;
        }
        if let Some((other, first)) = self.seen.get(name) {
            let label = if other == name { "this one".to_owned() } else { format!("`{other}` is `{name}` too") };
            found.push(
                Diagnostic::error(
                    Code::NameCollision,
                    span,
                    format!("name collision in {what}: `{other}` and `{wire}` would both be `{name}`"),
                    self.meeting,
                )
                .with_related(*first, label),
            );
            return;
        }
        self.seen.insert(name.to_owned(), (wire.to_owned(), span));
    }
}

/// Reports a type name that the prelude or the runtime has, and says whether it did. `what` is what would have the name.
pub fn refuse_taken_type(name: &str, what: &str, span: Span, found: &mut Diagnostics) -> bool {
    let is_taken = TAKEN_TYPES.contains(&name);
    if is_taken {
        found.error(
            Code::ReservedName,
            span,
            format!("{what} cannot be called `{name}`: the generated code uses that name"),
            format!("choose another, such as `{name}Info` or a word that says more"),
        );
    }
    is_taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        assert_eq!(field("card_no"), "card_no");
        assert_eq!(field("cardNo"), "card_no");
        assert_eq!(field("type"), "type_");
        assert_eq!(field("self"), "self_");
        assert_eq!(ty("card_status"), "CardStatus");
        assert_eq!(variant("cards.list"), "CardsList");
        assert_eq!(variant("card.status.active"), "CardStatusActive");
        assert_eq!(variant("self"), "Self_");
        assert_eq!(module("Mod"), "mod_");
        assert_eq!(
            ["Aux", "COM1", "lpt0", "com10", "Common"].map(module),
            ["aux_", "com1_", "lpt0_", "com10", "common"]
        );
        assert_eq!(
            ["Models", "Enums", "Scalars", "resources"].map(module),
            ["models_", "enums_", "scalars_", "resources_"]
        );
        assert_eq!(method("wallets.get_transaction"), "get_transaction");
        assert_eq!(setter("items"), "items_");
        assert_eq!(setter("cmp"), "cmp_");
    }

    #[test]
    fn what_is_in_snake_case_already_is_what_heck_would_make_of_it() {
        for wire in ["a", "card_no", "card2_no", "c2", "2fa", "a_2", "a1b2_c3", ""] {
            assert_eq!(snake(wire), wire.to_snake_case());
        }
        assert!(KEYWORDS.is_sorted(), "they are searched by halves");
    }

    #[test]
    fn the_lists_of_taken_names_hold_no_name_twice() {
        for list in [KEYWORDS, TAKEN_TYPES, TAKEN_SETTERS, TAKEN_METHODS, DEVICES, FOLDERS] {
            let unique: std::collections::BTreeSet<_> = list.iter().collect();
            assert_eq!(unique.len(), list.len());
        }
    }
}
