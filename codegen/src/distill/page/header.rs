//! The words over a table's columns, and what a table with such columns is about.
//! Headers come as cells, or run together into one word (`字段类型是否必传描述`).

use crate::text::fold::{blank_prefix, fold_without_brackets, narrow, starts_with_word};
use crate::text::lexicon::{list, meanings};
use std::ops::Range;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// A field's name; in a table of values, what a value is called.
    Name,
    Type,
    Presence,
    /// Whether a field may be left out: presence, asked the other way round.
    Absence,
    Description,
    /// Further words about a field, beside its description.
    Remark,
    /// A constant's code.
    Value,
    EventTag,
    /// Known and not interpreted: an example value, a default, a length.
    Extra,
}

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Fields,
    Values,
    Events,
}

/// The words for columns, folded.
static WORDS: &[(&str, &Column)] = meanings!(
    Column,
    [
        (
            Column::Name,
            "字段, 字段名, 字段名称, 参数, 参数名, 参数名称, 名称, 属性, 属性名, field, name, parameter, param"
        ),
        (Column::Type, "类型, 字段类型, 参数类型, 数据类型, type"),
        (Column::Presence, "是否必传, 是否必填, 是否必选, 是否必须, 是否必需, 必填, 必传, 必选, 必须, 必需, required"),
        (
            Column::Description,
            "描述, 说明, 备注, 含义, 解释, 字段描述, 字段说明, 字段含义, 参数描述, 参数说明, 参数含义, description, \
         desc, remark, meaning",
        ),
        (
            Column::Value,
            "值, 状态, 标识, 枚举值, 枚举, 编码, 编号, 代码, 状态码, 状态值, 类型值, 码值, 取值, 数值, 常量值, code, \
         value",
        ),
        (Column::EventTag, "事件, 事件名, 事件名称, 事件类型, 事件标识, 事件标签, eventtag, event_tag, event"),
        (Column::Extra, "示例, 示例值, 样例, 默认值, 长度, 最大长度, 位置, example, default, length"),
    ]
);

/// Words that name a column only as a whole cell: run together, they would be cut out of longer ones.
static CELLS: &[(&str, &Column)] = meanings!(
    Column,
    [
        (
            Column::Name,
            "parametername, paramname, fieldname, field_name, attribute, property, key, 参数字段, 字段英文名, 英文名, \
         变量名, 名字, 标识符",
        ),
        (Column::Type, "datatype, data_type, 格式类型, 数据格式, 参数格式"),
        (
            Column::Presence,
            "是否必须传, 是否必要, 是否必输, 必输, 必要, mandatory, necessity, requirement, m/o, m/o/c, isrequired, \
         must",
        ),
        (
            Column::Absence,
            "可选, 是否可选, 可空, 是否可空, 可为空, 是否可为空, 允许为空, 是否允许为空, optional, nullable"
        ),
        (
            Column::Description,
            "comment, comments, notes, note, remarks, explanation, details, detail, 参数备注, 字段备注, 中文名, \
         中文名称, 中文说明, 详细说明, 描述说明, 说明描述, 补充说明, 描述信息",
        ),
        (
            Column::Extra,
            "默认, 缺省值, 序号, 示例说明, 取值范围, 最小长度, 最大值, 最小值, defaultvalue, examplevalue, sample, \
         samplevalue, maxlength, minlength, no., in, location",
        ),
    ]
);

/// For messages: the header words that are understood.
pub(super) const KNOWN: &str = "字段/字段名/参数/参数名/名称, 类型, 是否必传/是否必填/必填/必选, 描述/说明/备注 for \
                                fields; 值/枚举值/编码/code and 描述/含义 for values; eventTag/事件标识 and 描述 for events";

/// A column over its place in the page's cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) range: Range<usize>,
    /// None for a word that is not known.
    pub(super) column: Option<Column>,
    /// Whether its cells told what it is, not its word.
    pub(super) by_cells: bool,
}

/// What a header cell stands for.
pub(super) fn column(cell: &str) -> Option<Column> {
    let folded = fold_without_brackets(cell);
    WORDS.iter().chain(CELLS).find(|(word, _)| *word == folded).map(|(_, column)| **column)
}

/// Whether two header cells say the same.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    fold_without_brackets(one) == fold_without_brackets(other)
}

/// Whether a column of names may be of what things are called, and not of what is sent.
pub(super) fn may_be_a_label(cell: &str) -> bool {
    matches!(fold_without_brackets(cell).as_str(), "名称" | "名字" | "name" | "参数名称" | "字段名称" | "属性")
}

/// Whether a column is of the headers of HTTP, which are no fields.
pub(super) fn is_of_headers(cell: &str) -> bool {
    const WORDS: &[&str] = list!(
        "header, headers, headername, headerfield, headerkey, httpheader, requestheader, requestheaders, 请求头, 请求头名, \
         请求头名称, 请求头参数, 请求头字段, 头部, 头信息, 消息头, 报文头",
    );
    WORDS.contains(&fold_without_brackets(cell).as_str())
}

/// Whether an unknown header asks for presence: `是否一定要传`, `Req?`.
pub(super) fn asks_for_presence(cell: &str) -> bool {
    let folded = fold_without_brackets(cell);
    let asks = ["必", "须", "需", "传", "req", "mandat", "must"].iter().any(|word| folded.contains(word));
    let asks_otherwise = ["可", "空", "选", "optional", "null"].iter().any(|word| folded.contains(word));
    asks && !asks_otherwise
}

/// Gives each cell its column; a column that comes twice is an extra one the second time, a second description a remark.
pub(super) fn from_cells(text: &str, cells: &[Range<usize>]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::with_capacity(cells.len());
    for cell in cells {
        let mut found = column(&text[cell.clone()]);
        let twice = found.is_some() && heads.iter().any(|head| head.column == found);
        if twice {
            found = Some(if found == Some(Column::Description) { Column::Remark } else { Column::Extra });
        }
        heads.push(Head { range: cell.clone(), column: found, by_cells: false });
    }
    heads
}

/// What a table with these columns is about.
pub(super) fn subject(heads: &[Head]) -> Option<Subject> {
    let has = |column| heads.iter().any(|head| head.column == Some(column));
    if has(Column::EventTag) {
        Some(Subject::Events)
    } else if has(Column::Name) && (has(Column::Type) || has(Column::Presence) || has(Column::Absence)) {
        Some(Subject::Fields)
    } else if has(Column::Value) && (has(Column::Description) || has(Column::Name)) {
        Some(Subject::Values)
    } else if has(Column::Type) && has(Column::Description) && heads.len() == 2 {
        // `类型` beside `描述` alone is over a list of kinds, not of fields.
        Some(Subject::Values)
    } else {
        None
    }
}

/// A whole line read as run-together header words, if it can be. The first word of all is the longest that leads there.
pub(super) fn from_line(text: &str, line: &Range<usize>) -> Option<Vec<Head>> {
    const LONGEST: usize = 160;
    const MOST_COLUMNS: usize = 8;
    if line.len() > LONGEST {
        return None;
    }
    // `参数类型描述` is a name, a type and a description before it is a type and a description.
    [3, 2].into_iter().find_map(|least| {
        let mut heads = Vec::new();
        divide(text, line.clone(), least, MOST_COLUMNS, &mut heads).then_some(heads)
    })
}

/// Depth-first over the words that the rest of the line can begin with; every column at most once, extras aside.
fn divide(text: &str, rest: Range<usize>, least: usize, columns_left: usize, heads: &mut Vec<Head>) -> bool {
    let start = rest.start + blank_prefix(&text[rest.clone()]);
    if start == rest.end {
        return heads.len() >= least && subject(heads).is_some();
    }
    if columns_left == 0 {
        return false;
    }
    let mut words: Vec<(usize, Column)> = WORDS
        .iter()
        .filter_map(|(word, column)| Some((starts_with_word(&text[start..rest.end], word)?, **column)))
        .collect();
    words.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    for (length, mut column) in words {
        if heads.iter().any(|head| head.column == Some(column)) {
            if column != Column::Description && column != Column::Extra {
                continue;
            }
            column = if column == Column::Description { Column::Remark } else { Column::Extra };
        }
        let end = start + length + remark(&text[start + length..rest.end]);
        heads.push(Head { range: start..end, column: Some(column), by_cells: false });
        if divide(text, end..rest.end, least, columns_left - 1, heads) {
            return true;
        }
        heads.pop();
    }
    false
}

/// The length of a remark in brackets at the start of the text.
fn remark(text: &str) -> usize {
    if !text.starts_with(['(', '（']) {
        return 0;
    }
    text.char_indices().find(|(_, character)| narrow(*character) == ')').map_or(0, |(at, last)| at + last.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(line: &str) -> Option<Vec<Column>> {
        from_line(line, &(0..line.len())).map(|heads| heads.iter().filter_map(|head| head.column).collect())
    }

    #[test]
    fn run_together_words_are_divided_where_every_column_comes_once() {
        use Column::{Description, EventTag, Name, Presence, Remark, Type, Value};
        let cases: [(&str, &[Column]); 10] = [
            ("字段类型是否必传描述", &[Name, Type, Presence, Description]),
            ("参数名参数类型必填参数说明", &[Name, Type, Presence, Description]),
            ("参数类型描述", &[Name, Type, Description]),
            ("参数名称 类型\t是否必填（是/否） 说明", &[Name, Type, Presence, Description]),
            ("NameTypeRequiredDescription", &[Name, Type, Presence, Description]),
            ("必选字段说明类型字段", &[Presence, Description, Type, Name]),
            ("eventTag(事件标识)描述", &[EventTag, Description]),
            ("枚举值含义", &[Value, Description]),
            ("类型说明", &[Type, Description]),
            ("字段类型描述备注", &[Name, Type, Description, Remark]),
        ];
        for (line, expected) in cases {
            assert_eq!(columns(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_line_that_is_no_header_is_none() {
        for line in ["", "字段", "字段说明", "描述", "字段类型是否必传描述x", "获取卡列表"] {
            assert_eq!(columns(line), None, "{line}");
        }
    }

    #[test]
    fn header_cells_are_known_by_their_word() {
        assert_eq!(column(" **是否必填(Y/N)** "), Some(Column::Presence));
        assert_eq!(column("Ｔｙｐｅ"), Some(Column::Type));
        assert_eq!(column("颜色"), None);
    }
}
