//! What stands beside the operations of an export is told at those that it is about, in whatever order the paths stand.

use super::forms;
use super::restructured::document;
use crate::drawn;
use open_api_codegen::distill::page::model::Body;
use open_api_codegen::distill::page::{FindingCode, Parsed};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What a page is called, and what of its document is told there as not read.
fn told(page: &Parsed) -> (String, Vec<String>) {
    let Some(Body::Operation(operation)) = page.page.as_ref().map(|page| &page.body) else { panic!("no operation") };
    let path = operation.endpoint.path.as_ref().map(|path| path.value.clone()).unwrap_or_default();
    let unread = page.findings.iter().filter(|finding| finding.code == FindingCode::ExportUnread);
    (path, unread.map(|finding| finding.message.clone()).collect())
}

proptest! {
    #![proptest_config(drawn::config(40))]

    #[test]
    fn what_a_path_says_is_told_at_its_own_operations(
        order in Just(vec!["a", "b", "c", "d"]).prop_shuffle(),
        with in prop::sample::subsequence(vec!["a", "b", "c", "d"], 0..=4),
        has_webhooks in any::<bool>(),
    ) {
        let mut document = document();
        let item = document["paths"].as_object().expect("it has paths").values().next().expect("it has one").clone();
        // The text keeps this order, which a map of `serde_json` does not.
        let paths: Vec<String> = order
            .iter()
            .map(|name| {
                let mut item = item.clone();
                item["post"]["summary"] = json!(name);
                if with.contains(name) {
                    item["parameters"] = json!([{"name": "X-Sign", "in": "header", "required": true, "schema": {"type": "string"}}]);
                }
                format!("{}:{item}", json!(format!("/lib/{name}")))
            })
            .collect();
        if has_webhooks {
            document["webhooks"] = json!({"x": {"post": {"summary": "x", "responses": {}}}});
        }
        document["paths"] = Value::Object(Map::new());
        let text = document.to_string().replace("\"paths\":{}", &format!("\"paths\":{{{}}}", paths.join(",")));
        let mut all: Vec<(String, Vec<String>)> = forms::read(&text).iter().map(told).collect();
        all.sort();
        prop_assert_eq!(all.len(), 4);
        for (at, (path, unread)) in all.iter().enumerate() {
            let of_path = unread.iter().filter(|message| message.contains("`parameters` of a path")).count();
            prop_assert_eq!(of_path, usize::from(with.iter().any(|name| path.ends_with(name))), "{}: {:?}", path, unread);
            let of_all = unread.iter().filter(|message| message.contains("webhooks")).count();
            prop_assert_eq!(of_all, usize::from(has_webhooks && at == 0), "{}: {:?}", path, unread);
        }
    }
}
