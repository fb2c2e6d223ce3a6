//! A list of codes means the same in every notation, and what only looks like one is none.

use crate::drawn;
use open_api_codegen::distill::page::model::Body;
use open_api_codegen::distill::page::{self, FindingCode};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// The codes that a field's description is read as, and whether anything was said of it.
fn read(description: &str, ty: &str) -> (Vec<(String, String)>, bool) {
    let text = format!(
        "# 标题\n\nPOST /a/b\n\n## 响应内容\n\n| 字段 | 类型 | 必填 | 描述 |\n|---|---|---|---|\n| x | {ty} | 是 | {description} |\n"
    );
    let parsed = page::parse(&text);
    let is_doubt =
        |code| matches!(code, FindingCode::CodesLookalike | FindingCode::CodesWithoutMeaning | FindingCode::CodesTwice);
    let doubted = parsed.findings.iter().any(|finding| is_doubt(finding.code));
    let Some(Body::Operation(operation)) = parsed.page.map(|page| page.body) else { return (Vec::new(), doubted) };
    let rows = operation.response.table.map(|table| table.rows).unwrap_or_default();
    let codes = rows.into_iter().flat_map(|row| row.codes);
    (codes.map(|value| (value.code.value.to_string(), value.meaning.value)).collect(), doubted)
}

fn meanings() -> impl Strategy<Value = Vec<&'static str>> {
    let words = vec![
        "未激活",
        "已激活",
        "预授权",
        "支付成功",
        "失败",
        "退款",
        "充值",
        "提现",
        "开卡",
        "待审批",
        "拒绝",
        "收入",
    ];
    subsequence(words, 2..6).prop_shuffle()
}

proptest! {
    #![proptest_config(drawn::config(800))]

    #[test]
    fn numbers_are_read_in_every_notation(
        meanings in meanings(),
        codes in subsequence(vec!["-1", "0", "1", "2", "3", "10", "99", "100", "150", "2001"], 5).prop_shuffle(),
        lead in select(vec!["", "状态 ", "类型：", "交易类型 "]),
        mark in select(vec![":", "：", "-", "=", "->", "、", " - ", ": "]),
        between in select(vec![" ", ",", "，", ";", "；", "/", ", ", " / "]),
        last in any::<bool>(),
    ) {
        // `、` after a code is its mark; a sign after a dash is no sign that a reader would see.
        prop_assume!(!(mark.contains('-') || mark == "、") || codes.iter().all(|code| !code.starts_with('-')));
        let pairs: Vec<(String, String)> =
            codes.iter().zip(&meanings).map(|(code, meaning)| ((*code).to_owned(), (*meaning).to_owned())).collect();
        let items: Vec<String> = pairs
            .iter()
            .map(|(code, meaning)| if last && mark != "、" { format!("{meaning}{mark}{code}") } else { format!("{code}{mark}{meaning}") })
            .collect();
        let text = format!("{lead}{}", items.join(between));
        let (read, doubted) = read(&text, "int");
        prop_assert!(read == pairs || (read.is_empty() && doubted), "{}: {:?}", text, read);
    }

    #[test]
    fn glued_numbers_and_constants_are_read(
        meanings in meanings(),
        words in any::<bool>(),
        between in select(vec!["、", ",", "，", "；", "/"]),
    ) {
        let codes = if words { ["APPROVED", "DECLINED", "VOID", "CARD_OPEN", "REFUND"] } else { ["1", "-1", "20", "3", "150"] };
        let pairs: Vec<(String, String)> =
            codes.iter().zip(&meanings).map(|(code, meaning)| ((*code).to_owned(), (*meaning).to_owned())).collect();
        let items: Vec<String> = pairs.iter().map(|(code, meaning)| format!("{code}{meaning}")).collect();
        let text = format!("状态：{}", items.join(between));
        let (read, doubted) = read(&text, "string");
        prop_assert!(read == pairs || (read.is_empty() && doubted), "{}: {:?}", text, read);
    }

    #[test]
    fn whatever_parts_a_code_from_its_meaning_no_code_gets_the_meaning_of_another(
        meanings in meanings(),
        codes in select(vec![["0", "1", "2", "3", "4"], ["-1", "0", "1", "2", "10"], ["ACTIVE", "FROZEN", "CLOSED", "CARD_OPEN", "VOID"]]),
        notation in select(vec![
            "{c}{m}", "{c} {m}", "{c}:{m}", "{c}_{m}", "{c}~{m}", "{c}.{m}", "{c}、{m}", "{c}){m}", "({c}){m}", "【{c}】{m}",
            "{c}({m})", "**{c}**:{m}", "`{c}`：{m}", "{c}为{m}", "- {c}: {m}", "{m}{c}", "{m} {c}", "{m}:{c}", "{m}-{c}",
            "{m} - {c}", "{m}({c})", "{m}（{c}）", "{m}[{c}]", "{m}【{c}】", "{m}为{c}", "{m}=`{c}`",
        ]),
        between in select(vec![" ", "、", ",", "，", "；", "/", "。", "<br>", " \\| "]),
        lead in select(vec!["", "状态：", "状态 "]),
    ) {
        let pairs: Vec<(String, String)> =
            codes.iter().zip(&meanings).map(|(code, meaning)| ((*code).to_owned(), (*meaning).to_owned())).collect();
        let items: Vec<String> =
            pairs.iter().map(|(code, meaning)| notation.replace("{c}", code).replace("{m}", meaning)).collect();
        let text = format!("{lead}{}", items.join(between));
        let (read, doubted) = read(&text, "string");
        prop_assert!(read == pairs || (read.is_empty() && doubted), "{}: {:?}", text, read);
    }

    #[test]
    fn letters_and_hexadecimal_codes_are_read_or_told_of(
        meanings in meanings(),
        codes in select(vec![["Y", "N", "U", "P", "Q"], ["0x00", "0x01", "0x02", "0x1F", "0xA0"]]),
        mark in select(vec!["", ":", "=", "-", " "]),
        between in select(vec!["", " ", ",", "，", "；", "、"]),
        lead in select(vec!["", "状态：", "状态 "]),
    ) {
        // Glued on both sides nobody can tell where a meaning ends; `0x00 甲` without marks is a reader's guess, too.
        prop_assume!(!(between.is_empty() && mark == " "));
        let pairs: Vec<(String, String)> =
            codes.iter().zip(&meanings).map(|(code, meaning)| ((*code).to_owned(), (*meaning).to_owned())).collect();
        let items: Vec<String> = pairs.iter().map(|(code, meaning)| format!("{code}{mark}{meaning}")).collect();
        let text = format!("{lead}{}", items.join(between));
        let (read, doubted) = read(&text, "string");
        prop_assert!(read == pairs || (read.is_empty() && doubted), "{}: {:?}", text, read);
    }

    #[test]
    fn codes_in_the_cell_of_a_type_are_read_or_told_of(
        meanings in meanings(),
        codes in select(vec![["0", "1", "2", "3", "4"], ["-1", "0", "1", "2", "10"], ["ACTIVE", "FROZEN", "CLOSED", "CARD_OPEN", "VOID"]]),
        dress in select(vec!["enum({})", "枚举（{}）", "Enum[{}]", "array<enum({})>", "ENUM ({})"]),
        between in select(vec![",", ", ", "，", "/", "\\|", "、"]),
        quote in select(vec!["", "'", "\""]),
        has_meanings in any::<bool>(),
        described in 0..3_usize,
    ) {
        let pairs: Vec<(String, String)> =
            codes.iter().zip(&meanings).map(|(code, meaning)| ((*code).to_owned(), (*meaning).to_owned())).collect();
        let written = |(code, meaning): &(String, String)| {
            if has_meanings { format!("{code}:{meaning}") } else { format!("{quote}{code}{quote}") }
        };
        let ty = dress.replace("{}", &pairs.iter().map(written).collect::<Vec<_>>().join(between));
        // The description lists nothing, all of them, or all but the last.
        let shown = [0, pairs.len(), pairs.len() - 1][described];
        let description: Vec<String> = pairs[..shown].iter().map(|(code, meaning)| format!("{code}:{meaning}")).collect();
        let text = if description.is_empty() { "状态".to_owned() } else { description.join(" ") };
        let (read, doubted) = read(&text, &ty);
        let is_whole = read == pairs && (has_meanings || described == 1 || doubted);
        prop_assert!(is_whole || (doubted && read.iter().all(|pair| pairs.contains(pair))), "{} | {}: {:?}", ty, text, read);
    }

    #[test]
    fn numbered_notes_are_no_codes(
        rules in subsequence(vec!["不可为空", "不可重复", "必须唯一", "不能超过32位", "请传大写"], 2..5),
        lead in select(vec!["注意", "说明", "备注", "规则", "要求"]),
        mark in select(vec!["-", "、", ":", "."]),
        between in select(vec![" ", "；", "，"]),
    ) {
        let items: Vec<String> = rules.iter().enumerate().map(|(at, rule)| format!("{}{mark}{rule}", at + 1)).collect();
        let text = format!("{lead}:{}", items.join(between));
        let (read, doubted) = read(&text, "string");
        prop_assert!(read.is_empty() && doubted, "{}: {:?}", text, read);
    }
}
