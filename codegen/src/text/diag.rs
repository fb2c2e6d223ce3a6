//! What is wrong with an input, as values: code, severity, place, message, help; and how a terminal shows them.
//! Every check collects into [`Diagnostics`], so that one run reports everything; nothing here decides what to check.

use crate::text::source::{FileId, Source, Span};
use crate::text::worded::worded;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt;

/// Each kind of problem, numbered for good: a number is never given to another problem.
macro_rules! codes {
    ($($name:ident = $number:literal, $title:literal, $why:literal;)*) => {
        /// A kind of problem. The number never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
            /// A lint, under its own name.
            Lint(&'static str),
            /// Something about a documentation page, under its own name.
            Page(&'static str),
        }

        impl Code {
            /// Every numbered code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Why it is a problem, in a sentence or two; a lint and a page's problem say so themselves.
            #[must_use]
            pub const fn why(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some($why),)*
                    Self::Lint(_) | Self::Page(_) => None,
                }
            }

            /// What the code stands for, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                    Self::Lint(id) | Self::Page(id) => id,
                }
            }
        }

        impl fmt::Display for Code {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name => write!(f, "E{:04}", $number),)*
                    Self::Lint(id) | Self::Page(id) => f.write_str(id),
                }
            }
        }
    };
}

codes! {
    MalformedJson = 1, "malformed JSON",
        "Readers of JSON disagree on what a broken text says, so nothing of it is taken. What follows the place was not read.";
    DuplicateKey = 2, "duplicate key",
        "Readers of JSON disagree on which of the two counts.";
    WrongKind = 3, "a value of another kind",
        "A value of another kind, such as a string in place of an object, says something that no reader of OpenAPI would see.";
    MissingKeyword = 4, "missing keyword",
        "What is left out here would have to be guessed, and nothing is guessed.";
    WrongValue = 5, "a value that is not allowed",
        "The profile lists what may stand here. Another value would be read in as many ways as there are readers.";
    MissingFile = 6, "missing file",
        "A spec is read with its catalog: one says what is known, the other everything that is named.";
    UnknownKeyword = 7, "unknown keyword",
        "The profile is closed: what the generator does not understand it refuses, so that the spec cannot say what the code does not do.";
    DanglingRef = 8, "reference to nothing",
        "The schema that is referred to is not there, so nobody knows the type.";
    ForeignRef = 9, "reference outside components",
        "Every named type stands in `components.schemas`, where a reviewer finds it; other files and places are not read.";
    UnsupportedType = 10, "unsupported type",
        "Each type of the profile has one Rust type that keeps every value. For this one nobody has decided which that is.";
    FloatWithoutDecimal = 11, "float without decimal",
        "Binary floating point cannot hold most amounts; one that passes through it may come out a cent off.";
    DuplicateCode = 12, "duplicate enum code",
        "A code has one meaning. With two, half of the answers would be misread.";
    EnumWithoutTitles = 13, "enum without titles",
        "The title becomes the variant's name. A bare list of numbers would have to be named by guessing.";
    MissingEffect = 14, "missing x-effect",
        "The effect decides whether a call may be repeated by itself. There is no default: a wrong one charges somebody twice.";
    BadPagination = 15, "pagination that does not fit",
        "Paging is driven by these fields. One that is not there, or is no number, would end a list early or never.";
    MissingProvenance = 16, "missing provenance",
        "The page behind a fact is what makes it one: without it nobody can tell what was read from what was made up.";
    NameCollision = 17, "name collision",
        "Two names of the wire become one in Rust, and the one would hide the other.";
    ReservedName = 18, "reserved name",
        "The name is a word of Rust or of the runtime, or leaves no name at all, so that the generated code would not compile or would mean something else.";
    NotInCatalog = 19, "not in the catalog",
        "The catalog lists everything that the documentation names. What is not in it was invented, or is spelled differently there.";
    CatalogDisagrees = 20, "catalog and spec disagree",
        "Catalog and spec tell different things of one entry, and only one of them can be what the page says.";
    UnknownRuntimeShape = 21, "a shape the runtime does not know",
        "Credentials and envelope are read and written by hand-written code, which knows this one shape of them.";
    UnsupportedStructure = 22, "unsupported structure",
        "The spec is valid OpenAPI and says it in a way that the profile does not have. There is one way to say each thing, so that a change shows as one.";
    EndlessType = 23, "a type without end",
        "A value of this type would have to hold another one, and so on without end.";
    UnknownField = 24, "unknown field",
        "`required` speaks of a field that is not there: one of the two names is mistyped, or the field was forgotten.";
    OpenToDo = 25, "open to-do",
        "A to-do is left where no page says what belongs there. What is generated from it would be made up.";
}

worded! {
    /// How bad a problem is.
    pub enum Severity {
        /// Nothing is generated, or written from a page.
        Error = "error",
        /// Worth a look; generation goes on. On a page: it contradicts itself or leaves something out.
        Warning = "warning",
        /// For the record.
        Note = "note",
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to write instead; empty where there is nothing to do.
    pub help: String,
    /// A second place that belongs to it, with a few words.
    pub related: Option<(Span, String)>,
}

impl Diagnostic {
    /// An error with its help line.
    #[must_use]
    pub fn error(code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span, message: message.into(), help: help.into(), related: None }
    }

    /// A warning with its help line.
    #[must_use]
    pub fn warning(code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message, help) }
    }

    /// Adds a second place.
    #[must_use]
    pub fn with_related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }
}

/// Everything found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Diagnostics {
    /// Nothing found.
    #[must_use]
    pub const fn new() -> Self {
        Self { all: Vec::new(), errors: 0, warnings: 0 }
    }

    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
        self.all.push(diagnostic);
    }

    /// Adds an error with its help line.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::error(code, span, message, help));
    }

    /// Adds everything that another pass found.
    pub fn append(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.all.extend(other.all);
    }

    /// Whether an error is among them.
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many errors and how many warnings there are.
    #[must_use]
    pub const fn counts(&self) -> (usize, usize) {
        (self.errors, self.warnings)
    }

    /// The problems in the order of the files and of the places in them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.all.iter().collect();
        sorted.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
        sorted.dedup();
        sorted.into_iter()
    }
}

/// The files that spans point into, for rendering.
pub trait Sources {
    /// The text behind a file id.
    fn source(&self, file: FileId) -> &Source;
}

/// Shows every problem with the lines it is about, and a last line that counts them. Empty when there is nothing.
#[must_use]
pub fn render(found: &Diagnostics, sources: &dyn Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in found.iter() {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    if found.counts() != (0, 0) {
        out.push_str(&summary(found));
        out.push('\n');
    }
    out
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a dyn Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.to_string());
    let source = sources.source(diagnostic.span.file);
    let mut group = if source.text().is_empty() {
        title.element(Origin::path(source.name()))
    } else if is_too_long(diagnostic.span, sources) {
        let place = source.position(diagnostic.span.start());
        title.element(Origin::path(source.name()).line(place.line).char_column(place.column))
    } else {
        title.element(snippet(diagnostic.span, AnnotationKind::Primary, None, sources))
    };
    match &diagnostic.related {
        Some((span, label)) if is_too_long(*span, sources) => {
            let source = sources.source(span.file);
            let place = source.position(span.start());
            group = group.element(Level::NOTE.message(format!("{label}: {}:{place}", source.name())));
        }
        Some((span, label)) => group = group.element(snippet(*span, AnnotationKind::Context, Some(label), sources)),
        None => {}
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help.as_str()));
    }
    vec![group]
}

/// A whole file can be one line: too long to read, and it may hold what must not be shown.
fn is_too_long(span: Span, sources: &dyn Sources) -> bool {
    const LONGEST: usize = 2000;
    let (lines, _) = sources.source(span.file).lines_around(Span::new(span.file, span.start(), span.start()));
    lines.len() > LONGEST
}

/// Only the lines that the span begins on: a spec's schema can be hundreds of lines long.
fn snippet<'a>(
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
    sources: &'a dyn Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.source(span.file);
    let (lines, first) = source.lines_around(Span::new(span.file, span.start(), span.start()));
    let end = span.end().clamp(span.start(), lines.end);
    let range = span.start().min(lines.end) - lines.start..end - lines.start;
    Snippet::source(&source.text()[lines])
        .line_start(first)
        .path(source.name())
        .annotation(kind.span(range).label(label))
}

fn summary(found: &Diagnostics) -> String {
    let count = |many: usize, what: &str| match many {
        1 => format!("1 {what}"),
        _ => format!("{many} {what}s"),
    };
    match found.counts() {
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// `a`, `b`, `c`, as messages list words.
pub(crate) fn listed<W: fmt::Display>(words: impl IntoIterator<Item = W>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
