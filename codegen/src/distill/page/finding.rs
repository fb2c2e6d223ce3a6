//! What is noteworthy about a page, as values: code, severity, place, message, help.
//! Every pass adds to a list of them; how they are shown is decided elsewhere.

use super::place::Span;
pub use crate::text::diag::Severity;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $severity:ident;)*) => {
        /// The kind of a finding, under a name that stays.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingCode {
            $($(#[$doc])* $name,)*
        }

        impl FindingCode {
            /// The name that messages show.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// What such a finding weighs unless its maker says otherwise.
            const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    /// Neither an operation, nor a constant, nor a webhook could be made out.
    PageNotUnderstood = "page-not-understood" Error;
    /// No title was found.
    TitleMissing = "title-missing" Error;
    /// Two places name different titles.
    TitleConflict = "title-conflict" Warning;
    /// The title is only the first line of the text.
    TitleFromFirstLine = "title-from-first-line" Note;
    /// The page does not say where it belongs.
    SectionMissing = "section-missing" Note;
    /// The navigation has the title in several places.
    SectionAmbiguous = "section-ambiguous" Warning;
    /// The page does not state the operation's path.
    PathMissing = "path-missing" Warning;
    /// The page does not state the operation's HTTP method.
    MethodMissing = "method-missing" Warning;
    /// Two places state different methods or paths.
    EndpointConflict = "endpoint-conflict" Error;
    /// A table whose columns are not known.
    TableUnknown = "table-unknown" Error;
    /// A second table where one is expected.
    TableExtra = "table-extra" Error;
    /// A table of a kind that this page has no use for.
    TableUnused = "table-unused" Warning;
    /// A table that may be the request's or the response's.
    TableSideUnknown = "table-side-unknown" Error;
    /// A table that such a page is expected to have.
    TableMissing = "table-missing" Error;
    /// A table with a header and nothing below it.
    TableEmpty = "table-empty" Warning;
    /// A page that ends inside a table, or where the rest of it should follow.
    TableCutOff = "table-cut-off" Error;
    /// A table written in HTML tags.
    TableHtml = "table-html" Error;
    /// A fenced block that is not JSON.
    FenceUnread = "fence-unread" Note;
    /// A comment that never ends.
    CommentOpen = "comment-open" Warning;
    /// A column that is kept as text and not interpreted.
    ColumnUnread = "column-unread" Note;
    /// A column whose cells cannot be told apart when run together.
    ColumnInseparable = "column-inseparable" Error;
    /// A column under a header that is not known, told by its cells.
    ColumnByCells = "column-by-cells" Note;
    /// A column that such a table is expected to have.
    ColumnMissing = "column-missing" Warning;
    /// A row with fewer cells than the header.
    RowShort = "row-short" Error;
    /// A row with more cells than the header.
    RowLong = "row-long" Error;
    /// A row that cannot be divided into cells.
    RowNotUnderstood = "row-not-understood" Error;
    /// A row that can be divided into cells in several ways.
    RowAmbiguous = "row-ambiguous" Error;
    /// A row that a rule of plausibility divided, not the example.
    RowSplitByRule = "row-split-by-rule" Note;
    /// A line that was read as the rest of the row above it.
    RowContinued = "row-continued" Note;
    /// A name that an earlier row has.
    RowDuplicate = "row-duplicate" Error;
    /// A name that is none.
    NameInvalid = "name-invalid" Error;
    /// A type word that is not known.
    TypeUnknown = "type-unknown" Error;
    /// A row without a type.
    TypeMissing = "type-missing" Error;
    /// A presence word that is not known.
    PresenceUnknown = "presence-unknown" Error;
    /// A row without a presence word in a table that has the column.
    PresenceMissing = "presence-missing" Error;
    /// A field that is required under a condition.
    PresenceConditional = "presence-conditional" Note;
    /// A nested name whose parent has no row.
    ParentMissing = "parent-missing" Error;
    /// A nested name whose parent cannot hold fields.
    ParentNotContainer = "parent-not-container" Error;
    /// A field that the example has elsewhere than the table's look says; the example is followed.
    NestingByExample = "nesting-by-example" Note;
    /// A field of which neither the table nor the example says where it belongs, or whose places contradict each other.
    NestingUnclear = "nesting-unclear" Error;
    /// Text that looks like a list of codes and was not read as one.
    CodesLookalike = "codes-lookalike" Warning;
    /// A code that a list has twice.
    CodesDuplicate = "codes-duplicate" Error;
    /// Two lists of codes of one field that differ.
    CodesTwice = "codes-twice" Error;
    /// Two units of one field.
    UnitTwice = "unit-twice" Error;
    /// A unit of amounts in a sentence that belongs to no field.
    UnitBeside = "unit-beside" Warning;
    /// A list of codes on a field whose type has none.
    CodesMisplaced = "codes-misplaced" Warning;
    /// No example to compare a table with.
    ExampleMissing = "example-missing" Note;
    /// An example without contents.
    ExampleEmpty = "example-empty" Note;
    /// An example that ends before its brackets close.
    ExampleCutOff = "example-cut-off" Warning;
    /// An example whose strings stand in quotes that JSON does not have.
    ExampleQuotes = "example-quotes" Note;
    /// An example that stops being JSON.
    ExampleBroken = "example-broken" Warning;
    /// An example that may be the request's or the response's.
    ExampleSideUnknown = "example-side-unknown" Warning;
    /// A key that an example's object has twice.
    ExampleDuplicateKey = "example-duplicate-key" Warning;
    /// A field of the table that the example does not show.
    ExampleLacksField = "example-lacks-field" Warning;
    /// A key of the example that the table does not list.
    TableLacksField = "table-lacks-field" Warning;
    /// A value of the example that does not fit the table's type.
    TypeMismatch = "type-mismatch" Warning;
    /// A required field that is empty in the example.
    RequiredEmpty = "required-empty" Warning;
    /// A value of the example that the list of codes does not have.
    CodeNotListed = "code-not-listed" Warning;
    /// A field of the table that the export's schema does not have.
    SchemaLacksField = "schema-lacks-field" Warning;
    /// Table and schema disagree on whether a field is required.
    PresenceDiffers = "presence-differs" Warning;
    /// Two lists of one field's codes disagree.
    CodesDiffer = "codes-differ" Warning;
    /// A schema, or a cell with a type, lists codes and does not say what they mean.
    CodesWithoutMeaning = "codes-without-meaning" Warning;
    /// A schema says something that is not read.
    SchemaUnread = "schema-unread" Error;
    /// A schema of too many fields, or nested too deep.
    SchemaTooLarge = "schema-too-large" Error;
    /// A reference to nothing.
    ReferenceUnknown = "reference-unknown" Error;
    /// A schema that refers to itself.
    ReferenceEndless = "reference-endless" Warning;
    /// A key that stands twice in an object of an export.
    KeyTwice = "key-twice" Error;
    /// An export that is no YAML or no JSON.
    ExportBroken = "export-broken" Error;
    /// An export whose block is never closed.
    ExportCutOff = "export-cut-off" Error;
    /// An export of a version that is not read.
    ExportVersion = "export-version" Error;
    /// An export without an operation.
    ExportEmpty = "export-empty" Error;
    /// A part of an export that is not read.
    ExportUnread = "export-unread" Warning;
    /// The page calls its operation deprecated or not released.
    PageStatus = "page-status" Warning;
    /// A part of a table that a saved page hides.
    HtmlUnseen = "html-unseen" Warning;
    /// A table inside a cell of another one.
    TableInCell = "table-in-cell" Warning;
    /// HTML that cannot be read.
    HtmlBroken = "html-broken" Error;
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One noteworthy thing at one place of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: FindingCode,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is.
    pub span: Span,
    /// All that it is about, where its place is only the beginning of that: the whole table, the whole row.
    pub whole: Option<Span>,
    /// What is noteworthy, in one sentence. Never holds an example's value: those can be card data or a secret.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Another place that belongs to it, with a few words.
    pub related: Option<(Span, String)>,
}

impl Finding {
    pub(super) fn new(code: FindingCode, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), span, whole: None, message: message.into(), help: None, related: None }
    }

    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn whole(mut self, whole: Span) -> Self {
        self.whole = Some(whole);
        self
    }

    pub(super) fn see(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    pub(super) fn push_to(self, found: &mut Vec<Self>) {
        found.push(self);
    }
}
