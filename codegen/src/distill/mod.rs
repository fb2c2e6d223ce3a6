//! The flow in: documentation pages to the spec.
//!
//! # Evidence
//!
//! Where each fact may come from, the strongest first. What is weaker never replaces what is stronger, and what is silent takes
//! nothing away: that a page no longer has something is named, and goes only with `--prune`. No code decides outside this table.
//!
//! | fact | from, the strongest first | without any |
//! |---|---|---|
//! | which entry it is | the page's id: a comment of its own, the link of an export, its address or file name; its title; where several are called so, its section | an error; a missing id is a to-do |
//! | title | a comment of the page's own, an export's summary; its heading; the line over its path, or after its breadcrumb; its first line; the site's list | a finding, and an error unless the id tells |
//! | section | a comment of the page's own; its navigation or breadcrumb, an export's folder; the site's list | a finding: only id and title tell which entry it is |
//! | path | a line or a table of labels of the page's own; its sample call. Of several in one place none is taken, and the place is told. What the spec has stays when a page is silent. Two operations of one document that are of one entry and have different paths are both an error | the operation is pathless |
//! | method | a line or a table of labels of the page's own; its sample call; the one method that its sentences name | a path without a method is a to-do, and the operation pathless; one other than POST is an error |
//! | type | the table's cell; an export's schema; for a field that only the example shows, what its value tells: a text, a truth value, a number with a point; never the name; of a word that says no kind of JSON (timestamp, time, enum) the example, what the description says, the codes; of an int and a long for one thing the wider, and a note | any JSON; a to-do where the page has such a word |
//! | presence | a column whose word says so; one under an unknown word that asks for it, or whose cells can be about nothing else. An example never says what is required, and a word with a condition beside it (是（kind=1时）, 二选一) or a star that leads to a note (是*) requires nothing | optional, and a note; what a table once required stays |
//! | a field's name | the table's column of names; of two, the one whose cells all are names, and then the one whose word is no label (参数名 before 名称); an export's key | an error: of two that are called alike, or where neither or both are as likely; a name between underscores, which may be emphasis |
//! | nesting | the example, where it shows the field; the name's dots; marks and indentation | an error with both places |
//! | codes | the constant's own page; a field's description; a further column of the row; the list that a type has behind it (`enum(1:…)`); of an export `x-apifox-enum`, then `oneOf` or `anyOf` of `const`, then `enum` with what stands beside it (`x-apifox.enumDescriptions`, `x-enum-varnames`, …), and then the description. A code with a zero in front is a text. What one means in English: the glossary by what it is called, else by what stands beside that | the type as it is; what looks like codes is a finding, and so are codes without a meaning and codes in a sentence outside the tables or a comment of an example |
//! | which enum | the spec's own reference; the glossary's key of exactly this field, once the spec has that enum, whichever page brought it; one of the field's own | a name or a list that is equal to another's is a to-do that names both |
//! | unit | the description's words, `单位:分` before `（分）` before `金额，分`; those of a further column; the end of the field's name; of an export title and description of the field, of what it refers to, of its parts and of its elements. What it is called: the glossary, else what it says everywhere | nothing is said; a unit that is only named (精确到分), two that differ, and one that nobody knows are a to-do; one outside the tables is a finding |
//! | sensitivity | the spec's mark; the glossary; the description, by its head, what it says of it and whose it is; the name, unless the description spares it; the shape of the example's value. An export's words stand where a unit's do. Of two pages that say different things of a shared field the stricter counts, and it is told | not marked; wording that only hints is a to-do, and hides a number with a fraction, which has no place for one |
//! | that a text may be empty | an example that the platform sends | not said |
//! | that an answer has no content | the page's words; an example whose `data` is missing, null, empty or a truth value | what the table and the example show; a lone list, text or number is an error |
//! | which page a schema comes from that several state alike | what somebody noted; a constant's own page; the page with the stronger evidence; one whose day is known; the first of the catalog, whichever was read first | the page itself |
//! | what several pages say of one field of an object | what somebody wrote; words with a unit, then known ones, then the first by the alphabet; the note of the first page that has one; what hides it, its codes and that it may be empty, whoever says so | not said |
//! | which object a name of the glossary is, where pages differ | the page that was read first, since its name may be deployed | a type of the field's own, and a warning |
//! | where an operation or event stands | the catalog's order, then the page's; what the catalog does not list stays behind | at the end |
//! | what counts of what stands twice or is hidden | of a key that an export has twice, what both say; of a saved page, what a reader sees | a warning; an error where the two contradict each other, but for an example |
//! | the envelope of an answer | the runtime, once a table lists it or an example shows it | a warning where the page's `code` is a text or its answer with data has another code than 0 |
//! | the day of revision | the line of the page that says it | not said |
//! | words and names in English | the spec as somebody wrote it; the glossary, each kind of words in a part of its own | a to-do, or none |

pub mod merge;
pub mod page;
pub mod site;
