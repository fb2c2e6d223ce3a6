//! The words that structure a page: headings, furniture, method names.
//! Only whole lines are compared with them; words inside sentences mean nothing here.

use crate::text::fold::fold;
use crate::text::lexicon::meanings;

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Request,
    Response,
    RequestExample,
    ResponseExample,
    /// An example of whatever came before.
    Example,
    /// A webhook's payload, or fields of no stated direction.
    Payload,
    Events,
    Prose,
    /// Ready-made calls in programming languages: nothing there is a fact of its own.
    CodeSamples,
    /// The page's foot.
    End,
}

static HEADINGS: &[(&str, &Heading)] = meanings!(
    Heading,
    [
        (
            Heading::Request,
            "请求参数, 请求参数说明, 请求内容, 请求字段, 请求体, 请求报文, 请求数据, 输入参数, 业务参数, 入参, \
         body参数, request, requestbody, requestparameters, 参数, parameter, parameters, params, requestparameter, \
         requestparams, requestparam, requestfields, requestfield, requestdata, queryparameters, queryparameter, \
         queryparams, bodyparameters, bodyparams, query参数, 输入, input, inputparameters, 请求参数列表",
        ),
        (
            Heading::Response,
            "响应内容, 响应参数, 响应参数说明, 响应字段, 响应结果, 响应数据, 响应体, 响应报文, 响应, 返回内容, \
         返回参数, 返回参数说明, 返回字段, 返回结果, 返回数据, 返回响应, 返回值, 输出参数, 出参, response, \
         responsebody, responseparameters, responseparameter, responseparams, responsefields, responsefield, \
         responsedata, returns, returnvalue, returnparameters, returnfields, returnparams, 输出, output, \
         outputparameters, 响应说明, 返回说明, 响应参数列表, 返回参数列表",
        ),
        (
            Heading::RequestExample,
            "请求示例, 请求参数示例, 请求样例, 请求报文示例, requestexample, 请求实例, requestsample, samplerequest, \
         examplerequest",
        ),
        (
            Heading::ResponseExample,
            "响应示例, 响应内容示例, 响应样例, 响应报文示例, 返回示例, 返回样例, 返回结果示例, responseexample, \
         响应实例, 返回实例, responsesample, sampleresponse, exampleresponse, 成功示例, 返回成功示例",
        ),
        (
            Heading::Example,
            "示例, 样例, 例子, 示例数据, 数据示例, json示例, 报文示例, 通知示例, 推送示例, 回调示例, example, examples, \
         sample, 示例如下",
        ),
        (
            Heading::Payload,
            "通知参数, 通知内容, 推送参数, 推送内容, 回调参数, 回调内容, 消息体, 参数说明, 字段说明, payload, 参数列表, \
         字段列表, fields",
        ),
        (Heading::Events, "事件, 事件列表, 事件类型, 事件标识, events"),
        (Heading::Prose, "使用场景, 接口说明, 接口描述, 功能说明, 注意事项, 说明, 描述, 备注"),
        (Heading::CodeSamples, "请求示例代码"),
    ]
);

/// Lines of the site's own frame that hold no fact.
const FURNITURE: [&str; 8] =
    ["application/json", "body", "json", "none", "复制", "调试", "运行", "body参数application/json"];

/// What a line announces if it is a heading. `请求参数#`, `## 请求参数`, `**请求参数：**` and `2、请求参数` are one heading.
pub(super) fn heading(line: &str) -> Option<Heading> {
    const LONGEST: usize = 64;
    if line.len() > LONGEST {
        return None;
    }
    let folded = fold(line);
    if folded.starts_with("上一页") || folded.starts_with("下一页") || folded == "builtwith" {
        return Some(Heading::End);
    }
    if folded.starts_with("body参数") {
        return Some(Heading::Request);
    }
    let word = bare(&folded);
    // `Query-parameters` and `query_parameters` are one word; a list item such as `- 参数` is none.
    let joined: String =
        word.char_indices().filter(|(at, c)| *at == 0 || !matches!(c, '-' | '_')).map(|(_, c)| c).collect();
    let word = joined.as_str();
    HEADINGS.iter().find(|(known, _)| *known == word).map(|(_, heading)| **heading)
}

/// A folded heading without its marks: the number before it, the hash and colon around it.
fn bare(folded: &str) -> &str {
    let word = folded.trim_matches(|character| matches!(character, '#' | ':'));
    let unnumbered = word.trim_start_matches(|character: char| {
        character.is_ascii_digit() || ".、()一二三四五六七八九十".contains(character)
    });
    unnumbered.trim_matches(|character| matches!(character, '#' | ':'))
}

/// Whether a line belongs to the site's frame.
pub(super) fn is_furniture(line: &str) -> bool {
    const LONGEST: usize = 64;
    if line.len() > LONGEST {
        return false;
    }
    let folded = fold(line);
    let status = folded.trim_start_matches(|character: char| !character.is_alphanumeric());
    FURNITURE.contains(&folded.as_str())
        || status.starts_with("200成功")
        || status.starts_with("成功(200)")
        || (folded.starts_with("http") && folded.ends_with("application/json"))
}

/// Whether a line under a heading says that nothing stands there: `无`, `无返回参数`, `None`.
pub(super) fn says_nothing(line: &str) -> bool {
    const WORDS: [&str; 14] = [
        "无",
        "空",
        "暂无",
        "没有",
        "无参数",
        "无内容",
        "无返回",
        "无返回值",
        "无数据",
        "none",
        "n/a",
        "nil",
        "empty",
        "nothing",
    ];
    const LONGEST: usize = 48;
    if line.len() > LONGEST {
        return false;
    }
    let folded = fold(line);
    let word = folded.trim_matches(|c: char| matches!(c, '。' | '.' | '-' | '(' | ')' | ':'));
    let of_a_side = word.strip_prefix('无').is_some_and(|rest| {
        ["请求", "响应", "返回", "需"].iter().any(|side| rest.starts_with(side))
            && heading(rest.trim_start_matches("需")).is_some()
    });
    WORDS.contains(&word) || of_a_side
}

/// Whether a line says when the page was last changed.
pub(super) fn is_revision(line: &str) -> bool {
    const WORDS: [&str; 8] =
        ["修改于", "更新于", "最后修改", "最后更新", "更新时间", "修改时间", "lastmodified", "modifiedat"];
    const LONGEST: usize = 80;
    line.len() <= LONGEST && WORDS.iter().any(|word| fold(line).starts_with(word))
}

/// Whether a line begins a remark rather than going on with a table.
pub(super) fn starts_remark(line: &str) -> bool {
    ["备注", "注意", "说明", "注:", "注：", "Note:", "NOTE:"].iter().any(|word| line.trim_start().starts_with(word))
}

/// For a folded breadcrumb or navigation entry: the part of the documentation that everything below it belongs to.
#[must_use]
pub fn area(entry: &str) -> Option<super::model::Area> {
    use super::model::Area;
    match fold(entry).as_str() {
        "api" | "apis" | "接口" => Some(Area::Api),
        "constantdeclaration" | "constants" | "constant" | "常量" | "常量声明" => Some(Area::Constants),
        "webhook" | "webhooks" => Some(Area::Webhooks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_in_every_dress() {
        for line in ["请求参数#", "## 请求参数", "**请求参数：**", "2、请求参数", "### 2.1 请求参数", " 请求参数 "]
        {
            assert_eq!(heading(line), Some(Heading::Request), "{line}");
        }
    }

    #[test]
    fn a_word_in_a_sentence_is_no_heading() {
        for line in ["请求参数见下表", "这是一个示例", "响应很快", ""] {
            assert_eq!(heading(line), None, "{line}");
        }
    }
}
