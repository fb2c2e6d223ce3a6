//! A made-up documentation site in the form in which such sites hand out their pages: a list, and a page of Markdown each, with
//! a catalog that knows them. Every page is another one; nothing of it is a fact of any platform.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A page's address below the site's, and its text.
pub(crate) type Page = (String, String);

/// The site, and what a spec folder has to know of it.
pub(crate) struct Site {
    pub(crate) pages: Vec<Page>,
    pub(crate) catalog: String,
    pub(crate) glossary: String,
}

/// A site of so many pages: of ten, eight are operations, one is a constant and one a webhook.
pub(crate) fn make(pages: usize) -> Site {
    let (mut docs, mut api) = (String::new(), String::new());
    let (mut operations, mut constants, mut webhooks) = (Vec::new(), Vec::new(), Vec::new());
    let mut site = Vec::new();
    for at in 0..pages {
        let (id, text) = match at % 10 {
            9 => {
                let id = format!("{}f0", 80_000_000 + at);
                constants.push(entry(&format!("Kind{at}"), "Kinds", &format!("Kind {at}"), &id, ""));
                let _ = writeln!(docs, "- Constant Declaration > Kinds [Kind {at}]({id}.md): ");
                (id, constant(at))
            }
            4 => {
                let id = format!("{}f0", 80_000_000 + at);
                webhooks.push(entry(&format!("hook{at}"), "Hooks", &format!("Hook {at}"), &id, ""));
                let _ = writeln!(docs, "- Webhook > Hooks [Hook {at}]({id}.md): ");
                (id, webhook(at))
            }
            _ => {
                let (id, area) = (format!("{}e0", 430_000_000 + at), at / 10);
                let more = ", \"method\": \"POST\", \"effect\": \"read\"";
                operations.push(entry(
                    &format!("things{area}.do{at}"),
                    &format!("Area {area}"),
                    &format!("Call {at}"),
                    &id,
                    more,
                ));
                let _ = writeln!(api, "- Api > Area {area} [Call {at}]({id}.md): does it");
                (id, operation(at, area))
            }
        };
        site.push((format!("/{id}.md"), text));
    }
    site.push(("/llms.txt".to_owned(), format!("# Things\n\n## Docs\n{docs}\n## API Docs\n{api}")));
    let lists = [("operations", operations), ("constants", constants), ("webhooks", webhooks)];
    let lists = lists.map(|(key, entries)| format!("  \"{key}\": [\n    {}\n  ]", entries.join(",\n    ")));
    Site { pages: site, catalog: format!("{{\n{}\n}}\n", lists.join(",\n")), glossary: GLOSSARY.to_owned() }
}

const GLOSSARY: &str = r#"{"terms": {"开": {"name": "Open", "words": "It is open"}, "关": {"name": "Shut", "words": "It is shut"}}}
"#;

/// Catalog and glossary alone.
pub(crate) fn write(site: &Site, folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    fs::write(folder.join("catalog.json"), &site.catalog).map_err(failed)?;
    fs::write(folder.join("glossary.json"), &site.glossary).map_err(failed)
}

fn entry(id: &str, section: &str, title: &str, page: &str, more: &str) -> String {
    format!("{{\"id\": \"{id}\", \"section\": \"{section}\", \"title\": \"{title}\", \"page\": \"{page}\"{more}}}")
}

fn constant(at: usize) -> String {
    format!("# Kind {at}\n\n| 值 | 描述 |\n|---|---|\n| 1 | 开 |\n| {} | 关 |\n", at + 2)
}

fn webhook(at: usize) -> String {
    let mut out = format!("# Hook {at}\n\n### 事件\n\n| eventTag | 描述 |\n|---|---|\n");
    for part in 0..4 {
        let _ = writeln!(out, "| hook{at}.part{part} | 开 |");
    }
    out += "\n### 内容\n\n| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    rows(&mut out, "", 16);
    out
}

/// As the site exports it, its tables in a folded block.
fn operation(at: usize, area: usize) -> String {
    const HEAD: &str = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    let mut text = format!("### 请求参数\n\nHttp Post Application/json\n\n{HEAD}");
    text += "| customer_id | long | 是 | 客户id |\n| app_id | long | 是 | 应用id |\n| key | string | 是 | 授权key |\n";
    rows(&mut text, "", 8);
    let _ =
        write!(text, "| page_no | int | 是 | 页码 |\n| page_size | int | 是 | 每页记录数 |\n\n### 响应内容\n\n{HEAD}");
    text += "| total | int | 是 | 总数 |\n| page_no | int | 是 | 页码 |\n| page_size | int | 是 | 每页记录数 |\n";
    let _ = writeln!(text, "| list | array[object] | 是 | 数组 |\n| list.thing{area}_id | string | 是 | id |");
    let _ = writeln!(text, "| list.state | int | 是 | 状态 1:开 {}:关 |", at + 2);
    rows(&mut text, "list.", 16);
    let _ = write!(text, "\n示例\n\n```json\n{{\n    \"code\": 0,\n    \"message\": \"success\",\n    \"data\": {{\n");
    let _ = write!(
        text,
        "        \"total\": 1,\n        \"page_no\": 1,\n        \"page_size\": 10,\n        \"list\": [\n            {{\n"
    );
    let _ = write!(
        text,
        "                \"thing{area}_id\": \"a{at}\",\n                \"state\": 1\n            }}\n        ]\n    }}\n}}\n```\n"
    );
    format!(
        "# Call {at}\n\n## OpenAPI Specification\n\n```yaml\nopenapi: 3.0.1\ninfo:\n  title: ''\n  description: ''\n  version: 1.0.0\npaths:\n  \
         /{{{{version}}}}/openApi/area{area}/do{at}:\n    post:\n      summary: Call {at}\n      deprecated: false\n      description: |\n{}      \
         tags:\n        - Api/Area {area}\n      parameters: []\n      requestBody:\n        content:\n          application/json:\n            \
         schema: &ref_0\n              type: object\n              properties: {{}}\n              x-apifox-orders: []\n      responses:\n        \
         '200':\n          description: ''\n          content:\n            application/json:\n              schema: *ref_0\n      security: []\n      \
         x-apifox-folder: Api/Area {area}\n      x-apifox-status: released\n      x-run-in-apifox: https://app.apifox.com/web/project/1/apis/api-{}-run\n\
         components:\n  schemas: {{}}\nservers: []\nsecurity: []\n```\n",
        indented(&text),
        430_000_000 + at
    )
}

fn rows(out: &mut String, above: &str, many: usize) {
    const TYPES: [&str; 4] = ["string", "int", "datetime", "bool"];
    for (part, ty) in (0..many).zip(TYPES.into_iter().cycle()) {
        let _ =
            writeln!(out, "| {above}part_{part} | {ty} | {} | 部分{part} |", if part % 3 == 0 { "否" } else { "是" });
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("        {line}\n") }).collect()
}
