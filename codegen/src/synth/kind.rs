//! What fields of a made-up spec can hold: one kind for each construct of the profile, with its words, keywords and an example.

use super::build::{number, reference, text};
use crate::text::json::Tree;

/// What a field holds; one for each construct of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    TextOrEmpty,
    Boolean,
    Int32,
    Int64,
    Decimal,
    DecimalOrEmpty,
    Date,
    DateOrEmpty,
    Id(&'static str),
    IdOrEmpty(&'static str),
    /// The enum that two operations share.
    Status,
    /// The one enum of texts.
    Channel,
    /// A named integer.
    Application,
    /// A named string that must not be shown.
    Expiry,
    Secret,
    Pan,
    Cvv,
    PinOrEmpty,
    Pii,
    Texts,
    /// A list of an object that holds a list of itself.
    Categories,
    Address,
    Any,
}

use Kind::{
    Address, Any, Application, Boolean, Categories, Channel, Cvv, Date, DateOrEmpty, Decimal, DecimalOrEmpty, Expiry,
    Id, IdOrEmpty, Int32, Int64, Pan, Pii, PinOrEmpty, Secret, Status, Text, TextOrEmpty, Texts,
};

impl Kind {
    pub(super) const FILTERS: &'static [Self] =
        &[Text, Boolean, Int64, Decimal, Date, Id("BinId"), Id("HolderId"), Status, Channel, Application, Pan, Texts];
    pub(super) const ARGUMENTS: &'static [Self] = &[
        Id("CardId"),
        Decimal,
        Status,
        Text,
        Date,
        Id("OrderId"),
        Application,
        Boolean,
        Int32,
        Pan,
        Cvv,
        Pii,
        Secret,
        Texts,
        Address,
    ];
    pub(super) const ITEM: &'static [Self] = &[
        Status,
        Application,
        Id("CardId"),
        Id("BinId"),
        IdOrEmpty("HolderId"),
        Id("OrderId"),
        Pan,
        Decimal,
        Decimal,
        DecimalOrEmpty,
        Expiry,
        Cvv,
        PinOrEmpty,
        Channel,
        Date,
        DateOrEmpty,
        DateOrEmpty,
        Text,
        TextOrEmpty,
        Pii,
        Boolean,
        Int32,
        Int64,
        Texts,
        Categories,
        Address,
        Any,
    ];

    /// The word that a field of this kind is called by; another word goes before it where one type has several.
    pub(super) fn word(self) -> &'static str {
        match self {
            Text => "label",
            TextOrEmpty => "remark",
            Boolean => "is_default",
            Int32 => "count",
            Int64 => "sequence",
            Decimal => "amount",
            DecimalOrEmpty => "surcharge",
            Date => "created_at",
            DateOrEmpty => "ended_at",
            Id("CardId") => "card_id",
            Id("BinId") => "bin_id",
            Id("OrderId") => "order_id",
            Id(_) | IdOrEmpty(_) => "holder_id",
            Status => "status",
            Channel => "channel",
            Application => "linked_app_id",
            Expiry => "expiry",
            Secret => "secret",
            Pan => "card_no",
            Cvv => "cvv",
            PinOrEmpty => "pin",
            Pii => "holder_name",
            Texts => "tags",
            Categories => "categories",
            Address => "address",
            Any => "extension",
        }
    }

    /// What a field of this kind means, without a full stop.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Text => "What the customer called it when it was made",
            TextOrEmpty => "Free words of the customer's, kept as they came",
            Boolean => "Whether it is used where nothing else is named",
            Int32 => "How many there are of it at the moment",
            Int64 => "Grows by one with every change, so that two readings can be told apart",
            Decimal => "How much it comes to, in the currency's major unit",
            DecimalOrEmpty => "What is added on top, in the currency's major unit, once it is settled",
            Date => "When it was made, on the platform's clock",
            DateOrEmpty => "When it ended, on the platform's clock, if it has",
            Id(_) => "Which one it belongs to",
            IdOrEmpty(_) => "The person it was handed to, if anybody",
            Status => "How far it has come",
            Channel => "The way it reached the platform",
            Application => "The application that it was made under",
            Expiry => "The month in which it ends, as it is printed",
            Secret => "What proves that the caller may do this",
            Pan => "The full number as it is printed, which nobody else should see",
            Cvv => "The three digits on the back",
            PinOrEmpty => "The four digits that a machine asks for, if they were chosen",
            Pii => "The person's name as it is printed",
            Texts => "Words to find it again by",
            Categories => "The shelves it stands on, from the widest to the narrowest",
            Address => "Where it is sent to",
            Any => "What a partner has added; no page says what it looks like",
        }
    }

    /// The keywords that say what the field holds.
    pub(super) fn schema(self, status: &str) -> Tree {
        let plain = |ty: &str| Tree::object([("type", text(ty))]);
        let formatted = |ty: &str, format: &str| Tree::object([("type", text(ty)), ("format", text(format))]);
        match self {
            Text | TextOrEmpty | Secret | Pan | Cvv | PinOrEmpty | Pii => plain("string"),
            Boolean => plain("boolean"),
            Int32 => formatted("integer", "int32"),
            Int64 => formatted("integer", "int64"),
            Decimal | DecimalOrEmpty => formatted("number", "decimal"),
            Date | DateOrEmpty => formatted("string", "civil-date-time"),
            Id(name) | IdOrEmpty(name) => reference(name),
            Status => reference(status),
            Channel => reference("Channel"),
            Application => reference("AppId"),
            Expiry => reference("Expiry"),
            Address => reference("Address"),
            Any => Tree::Object(Vec::new()),
            Texts | Categories => plain("array"),
        }
    }

    /// What a list holds.
    pub(super) fn items(self) -> Option<Tree> {
        match self {
            Texts => Some(Tree::object([("type", text("string"))])),
            Categories => Some(reference("Category")),
            _ => None,
        }
    }

    pub(super) const fn sensitive(self) -> Option<&'static str> {
        match self {
            Secret => Some("secret"),
            Pan => Some("pan"),
            Cvv => Some("cvv"),
            PinOrEmpty => Some("pin"),
            Pii => Some("pii"),
            _ => None,
        }
    }

    pub(super) const fn may_be_empty(self) -> bool {
        matches!(self, TextOrEmpty | DecimalOrEmpty | DateOrEmpty | IdOrEmpty(_) | PinOrEmpty)
    }

    /// A value as a page would show it.
    pub(super) fn example(self) -> Tree {
        match self {
            Text => text("first of the month"),
            TextOrEmpty | DecimalOrEmpty | DateOrEmpty | IdOrEmpty(_) | PinOrEmpty => text(""),
            Boolean => Tree::Boolean(true),
            Int32 => number(10),
            Int64 => number(9_000_000_001_u64),
            Decimal => number("200.50"),
            Date => text("2023-11-24 02:53:47"),
            Id(_) => text("cpi_6530de6a2f1c7"),
            Status => number(1),
            Channel => text("api"),
            Application => number(100_001),
            Expiry => text("00/00"),
            Secret | Pan => text("0000000000000000"),
            Cvv => text("000"),
            Pii => text("A PERSON"),
            Texts => Tree::Array(vec![text("new"), text("urgent")]),
            Categories => {
                Tree::Array(vec![Tree::object([("name", text("office")), ("children", Tree::Array(vec![]))])])
            }
            Address => Tree::object([
                ("street", text("1 Long Road")),
                ("city", text("Springfield")),
                ("postal_code", text("00000")),
                ("country", text("ZZ")),
            ]),
            Any => Tree::object([("anything", Tree::Null)]),
        }
    }
}
