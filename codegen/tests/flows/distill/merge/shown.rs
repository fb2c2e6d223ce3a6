//! What only an example shows takes nothing of what a table or a person has said of a field.

use super::harness::{SKELETON, Tables, is_readable, root, tree};
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::Tree;
use serde_json::{Value, json};

/// A page whose answer is only shown.
fn page(shown: &str) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    format!(
        "# 图书列表\n\nPOST\n/lib/list\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n\n## 响应内容\n\n\
         ```json\n{{\"code\": 0, \"message\": \"\", \"data\": {{\"thing\": {shown}}}}}\n```\n"
    )
}

fn answer(spec: &mut Value) -> &mut Value {
    &mut spec["components"]["schemas"]["BooksListResponse"]
}

#[test]
fn an_example_changes_a_field_only_where_an_example_is_all_that_there_was() {
    let tables = Tables::read(&root());
    let before: Value =
        serde_json::from_str(&fmt::tree(tables.distill(&tree(SKELETON), &[&page("true")], false).spec)).unwrap();
    let old = answer(&mut before.clone())["properties"]["thing"].clone();
    assert_eq!((&old["type"], &old["x-provenance"]["evidence"]), (&json!("boolean"), &json!("example")));
    for is_required in [false, true] {
        for evidence in ["example", "table", "text"] {
            let mut spec = before.clone();
            let answer = answer(&mut spec);
            answer["properties"]["thing"]["x-provenance"]["evidence"] = json!(evidence);
            if is_required {
                answer["required"] = json!(["thing"]);
            }
            let spec = tree(&spec.to_string());
            let distilled = tables.distill(&spec, &[&page("\"a\"")], false);
            assert!(is_readable(&distilled.spec));
            let field = |spec: &Tree| {
                let mut spec: Value = serde_json::from_str(&fmt::tree(spec.clone())).unwrap();
                let answer = self::answer(&mut spec);
                (answer["properties"]["thing"].clone(), answer["required"].clone())
            };
            let is_kept = field(&distilled.spec) == field(&spec);
            assert_eq!(is_kept, is_required || evidence != "example", "required {is_required}, by {evidence}");
        }
    }
}
