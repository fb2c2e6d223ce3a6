//! What the codes beside a type say of it: a table of types and lists, with what the spec has of each.

use super::harness::{SKELETON, Tables, root, tree};
use open_api_codegen::spec::fmt;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// The field `thing` as the spec has it, with what is noted and told of it.
fn told(ty: &str, codes: &str, example: &str) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    let shown = format!("```json\n{{\"code\": 0, \"message\": \"\", \"data\": {{\"thing\": {example}}}}}\n```\n");
    let shown = if example.is_empty() { String::new() } else { shown };
    let page = format!(
        "# 图书列表\n\nPOST\n/lib/list\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n\n## 响应内容\n\n{header}\
         | thing | {ty} | 是 | 种类 {codes} |\n\n{shown}"
    );
    let distilled = Tables::read(&root()).distill(&tree(SKELETON), &[&page], false);
    let mapped = distilled.pages[0].mapped.as_ref().expect("the page is read");
    let told =
        mapped.problems.iter().filter(|problem| !["envelope-unknown", "credentials-missing"].contains(&problem.id));
    let told = told.fold(String::new(), |all, problem| format!("{all}  {}", problem.id));
    let spec: Value = serde_json::from_str(&fmt::tree(distilled.spec.clone())).expect("the spec is JSON");
    let schemas = &spec["components"]["schemas"];
    format!("{}{told}", shape(schemas, &schemas["BooksListResponse"]["properties"]["thing"]))
}

/// A type as a person would say it.
fn shape(schemas: &Value, field: &Value) -> String {
    let note = field["x-provenance"]["note"].as_str().map(|note| format!("  «{note}»")).unwrap_or_default();
    if let Some(items) = field.get("items") {
        return format!("array of {}{note}", shape(schemas, items));
    }
    if let Some(name) = field["$ref"].as_str().and_then(|name| name.strip_prefix("#/components/schemas/")) {
        return format!("{}{note}", shape(schemas, &schemas[name]));
    }
    let codes: Vec<String> =
        field["oneOf"].as_array().into_iter().flatten().map(|code| code["const"].to_string()).collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" of {}", codes.join(", ")) };
    let part = |key: &str| field[key].as_str().unwrap_or("any");
    format!("{} {}{codes}{note}", part("type"), part("format"))
}

#[test]
fn the_codes_that_a_row_lists_say_what_its_type_leaves_open() {
    let mut out = String::new();
    for ty in [
        "int",
        "long",
        "number",
        "decimal",
        "string",
        "enum",
        "array",
        "array[int]",
        "array[string]",
        "array[number]",
        "array[array[int]]",
        "array[enum]",
    ] {
        for (codes, kind) in [
            ("1:在架 2:借出", "whole"),
            ("3000000000:在架 2:借出", "wide"),
            ("A:在架 B:借出", "texts"),
            ("01:在架 02:借出", "padded"),
        ] {
            for example in ["", "[]", "[\"1\"]"] {
                if example.is_empty() || ty == "array" {
                    let _ = writeln!(out, "{ty} · {kind} {example}: {}", told(ty, codes, example));
                }
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn a_made_up_name_of_an_enum_gives_way_to_the_one_that_a_person_chose() {
    let page = |codes: &str| {
        let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
        format!(
            "# 图书列表\n\nPOST\n/lib/list\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n\n## 响应内容\n\n\
             {header}| mood | int | 是 | 状态 {codes} |\n"
        )
    };
    let text = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let named =
        text("glossary.json").replacen("\"enums\": {", "\"enums\": {\"BooksListResponse.mood\": \"BookMood\",", 1);
    let (unnamed, named) = (Tables::read(&root()), Tables::of(text("catalog.json"), &named));
    let page = page("1:在架 2:借出");
    let first = unnamed.distill(&tree(SKELETON), &[&page], false);
    let made_up = "BooksListResponseMood";
    assert!(fmt::tree(first.spec.clone()).contains(made_up));
    let renamed = fmt::tree(named.distill(&first.spec, &[&page], false).spec);
    assert!(renamed.contains("#/components/schemas/BookMood") && !renamed.contains(made_up), "{renamed}");
    assert_eq!(renamed, fmt::tree(named.distill(&tree(SKELETON), &[&page], false).spec));
}
