//! As much of each as a spec may hold, and more of what has no limit than any page has.

use crate::harness::generate;
use crate::made::{Field, Made, field, list, reference};
use open_api_codegen::generate::files::FileSet;
use serde_json::json;

pub(crate) fn files() -> FileSet {
    let mut made = Made::new();
    let text = json!({"type": "string"});
    let fields = |many: usize, behind: &str| -> Vec<Field> {
        (0..many).map(|at| (format!("field_{at}{behind}"), text.clone(), at % 2 == 0 || behind == "_r")).collect()
    };
    let codes = (0..1000).map(|at| json!({"const": format!("c{at}"), "title": format!("Code {at}")}));
    made.schema("ManyCodes", json!({"type": "string", "oneOf": codes.collect::<Vec<_>>()}));
    let codes = (0..1000).map(|at| json!({"const": at * 1001, "title": format!("Code {at}")}));
    made.schema("ManyNumbers", json!({"type": "integer", "format": "int32", "oneOf": codes.collect::<Vec<_>>()}));
    made.object("MostFields", &fields(128, ""));
    made.object("MostRequired", &fields(128, "_r"));
    let deepest = list(&list(&list(&list(&json!({"type": "number", "format": "decimal"})))));
    let flags = (0..40).map(|at| (format!("is_{at}"), json!({"type": "boolean"}), true));
    let mut answer: Vec<Field> = flags.collect();
    answer.extend([field("codes", &reference("ManyCodes")), field("numbers", &list(&reference("ManyNumbers")))]);
    answer.extend([("fields".to_owned(), reference("MostFields"), false), field("deepest", &deepest)]);
    answer.push(field("required", &list(&reference("MostRequired"))));
    for level in 0..30 {
        let inner = if level == 29 { text.clone() } else { reference(&format!("Level{}", level + 1)) };
        made.object(&format!("Level{level}"), &[("inner".to_owned(), inner, level % 2 == 0)]);
    }
    answer.push(field("level", &reference("Level0")));
    made.object("Answer", &answer);
    made.operation("things.get", "ThingsGetRequest", &fields(128, "_r"), "Answer");
    made.operation("things.set", "ThingsSetRequest", &fields(128, ""), "Answer");
    for at in 0..120 {
        made.operation(&format!("more.act{at}"), &format!("MoreAct{at}Request"), &[], "Answer");
        made.event(&format!("event.number{at}"), "MostFields");
    }
    generate(&made.files())
}
