//! What words say of a field's secrecy holds whatever its type is: hidden, or asked about, until the glossary answers.

use super::harness::{SKELETON, Tables, is_readable, root, tree};
use crate::drawn;
use open_api_codegen::spec::fmt;
use proptest::prelude::*;
use std::fs;

fn tables(answer: &str) -> Tables {
    let text = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let glossary = text("glossary.json");
    let glossary = if answer.is_empty() {
        glossary
    } else {
        let at = glossary.find("\"sensitive\": {").expect("it has this part") + "\"sensitive\": {".len();
        format!("{}\"thing\": \"{answer}\",{}", &glossary[..at], &glossary[at..])
    };
    Tables::of(text("catalog.json"), &glossary)
}

fn page(ty: &str, words: &str) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    format!(
        "# 图书列表\n\nPOST\n/lib/list\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n\n## 响应内容\n\n{header}\
         | thing | {ty} | 是 | {words} |\n"
    )
}

/// The field as the spec has it, in one line.
fn field(tables: &Tables, before: &str, page: &str) -> (String, String) {
    let distilled = tables.distill(&tree(before), &[page], false);
    assert!(is_readable(&distilled.spec) && !distilled.has_errors());
    let text = fmt::tree(distilled.spec);
    let at = text.find("\"thing\": {").expect("it has the field");
    let field = text[at..].split("\"x-provenance\"").next().unwrap_or_default().split_whitespace().collect();
    (text, field)
}

proptest! {
    #![proptest_config(drawn::config(60))]

    #[test]
    fn whatever_its_type_a_field_whose_words_speak_of_secrets_is_hidden_or_asked_about_until_it_may_be_shown(
        ty in prop::sample::select(vec!["string", "int", "long", "decimal", "float", "double", "array[string]", "array[int]", "array[decimal]"]),
        (words, is_sure) in prop::sample::select(vec![("昵称", false), ("性别", false), ("国籍", false), ("加密内容", false), ("登录密码", true), ("手机号", true)]),
    ) {
        let page = page(ty, words);
        let (first, shown) = field(&tables(""), SKELETON, &page);
        let is_any = !shown.contains("\"type\":");
        prop_assert!(is_any || shown.contains("x-sensitive"), "{} {}: {}", ty, words, shown);
        prop_assert!(!is_sure || is_any || !shown.contains("TODO"), "{} {}: {}", ty, words, shown);
        let (answered, open) = field(&tables("none"), &first, &page);
        prop_assert!(open.contains("\"type\":") && !open.contains("TODO"), "{} {}: {}", ty, words, open);
        prop_assert_eq!(&field(&tables("none"), &answered, &page).0, &answered);
        let (hidden, shown) = field(&tables("pii"), SKELETON, &page);
        prop_assert!(!shown.contains("\"type\":") || shown.contains("\"x-sensitive\":\"pii\""), "{} {}: {}", ty, words, shown);
        prop_assert_eq!(&field(&tables("pii"), &hidden, &page).0, &hidden);
    }
}

/// An answer with a list of books of which one field has these words.
fn page_of(title: &str, path: &str, ty: &str, words: &str) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    format!(
        "# {title}\n\nPOST\n{path}\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n\n## 响应内容\n\n{header}\
         | book_list | array | 是 | 列表 |\n| book_list[].book_id | long | 是 | 图书id |\n| book_list[].thing | {ty} | 是 | {words} |\n"
    )
}

proptest! {
    #![proptest_config(drawn::config(60))]

    #[test]
    fn of_two_pages_words_for_one_field_the_stricter_count_in_either_order(
        ty in prop::sample::select(vec!["string", "int", "decimal", "array[string]"]),
        one in prop::sample::select(vec!["登录密码", "手机号", "卡号", "安全码CVV", "名称", "昵称", "国籍"]),
        other in prop::sample::select(vec!["登录密码", "手机号", "卡号", "安全码CVV", "名称", "昵称", "国籍"]),
    ) {
        let pages = [page_of("图书列表", "/lib/list", ty, one), page_of("图书详情", "/lib/get", ty, other)];
        let tables = tables("");
        let spec = |pages: [&str; 2]| {
            let first = tables.distill(&tree(SKELETON), &pages, false);
            let again = tables.distill(&first.spec, &pages, false);
            (fmt::tree(first.spec), fmt::tree(again.spec))
        };
        let (first, again) = spec([&pages[0], &pages[1]]);
        prop_assert_eq!(&first, &again);
        prop_assert_eq!(&first, &spec([&pages[1], &pages[0]]).0, "{} {} {}", ty, one, other);
        let strictest = [("安全码CVV", "cvv"), ("登录密码", "secret"), ("卡号", "pan"), ("手机号", "pii")];
        if let Some((_, mark)) = strictest.iter().find(|(words, _)| [one, other].contains(words)).filter(|_| ty == "string") {
            prop_assert!(first.contains(&format!("\"x-sensitive\": \"{mark}\"")), "{} {}: {}", one, other, first);
        }
    }
}
