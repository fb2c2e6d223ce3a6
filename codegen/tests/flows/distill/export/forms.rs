//! One page in every form in which sites and people hand it on: exported by Apifox, as a project, saved by a browser.

use open_api_codegen::distill::page::{self, Origin, Parsed, Syntax};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A page before it has a form.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) title: String,
    /// Levels joined by slashes.
    pub(crate) folder: String,
    /// The digits of the page's id.
    pub(crate) digits: String,
    pub(crate) path: String,
    /// The author's Markdown, from the first heading below the title.
    pub(crate) description: String,
}

/// The reader of YAML and HTML, without the program around it.
pub(crate) fn ask(syntax: Syntax, text: &str) -> Result<String, String> {
    let syntax = open_api_syntax::Syntax::named(syntax.name()).ok_or("no such syntax")?;
    Ok(open_api_syntax::answer(syntax, text))
}

pub(crate) fn read(text: &str) -> Vec<Parsed> {
    page::read(text, &Origin::default(), &ask)
}

/// The only page of a text.
pub(crate) fn one(text: &str) -> Parsed {
    let mut pages = read(text);
    assert_eq!(pages.len(), 1, "{text}");
    pages.remove(0)
}

impl Source {
    /// As a person writes it down.
    pub(crate) fn markdown(&self) -> String {
        format!(
            "<!-- page {}e0 ({} / {}) -->\n\n# {}\n\nPOST\n{}\n\n{}\n",
            self.digits,
            self.folder.replace('/', " / "),
            self.title,
            self.title,
            self.path,
            self.description
        )
    }

    /// As the site exports it, the description as a folded block.
    pub(crate) fn folded(&self) -> String {
        fenced(&self.title, &self.document(">", &folded(&self.description, 80)))
    }

    /// As the site exports it, the description as a literal block.
    pub(crate) fn literal(&self) -> String {
        fenced(&self.title, &self.document("|", &self.description))
    }

    /// One entry of an export, as YAML: the description as a block of this kind.
    pub(crate) fn document(&self, block: &str, description: &str) -> String {
        let mut out = String::from("openapi: 3.0.1\ninfo:\n  title: ''\n  description: ''\n  version: 1.0.0\npaths:\n");
        let _ = write!(out, "  {}:\n    post:\n      summary: {}\n      deprecated: false\n", self.path, self.title);
        let _ = writeln!(out, "      description: {block}");
        out += &indented(description, 8);
        let _ = write!(out, "      tags:\n        - {}\n      parameters: []\n", self.folder);
        out += "      requestBody:\n        content:\n          application/json:\n            schema: &ref_0\n              type: object\n              \
                properties: {}\n              x-apifox-orders: []\n      responses:\n        '200':\n          description: ''\n          \
                content:\n            application/json:\n              schema: *ref_0\n      security: []\n";
        let _ = writeln!(out, "      x-apifox-folder: {}", self.folder);
        out += "      x-apifox-status: released\n";
        let _ =
            writeln!(out, "      x-run-in-apifox: https://app.apifox.com/web/project/1/apis/api-{}-run", self.digits);
        out += "components:\n  schemas: {}\nservers:\n  - url: http://prod.example\n    description: x\nsecurity: []\n";
        out
    }

    fn operation(&self) -> Value {
        json!({
            "summary": self.title, "deprecated": false, "description": self.description, "tags": [self.folder], "parameters": [],
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {}}}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {}}}}}},
            "x-apifox-folder": self.folder, "x-apifox-status": "released",
            "x-run-in-apifox": format!("https://app.apifox.com/web/project/1/apis/api-{}-run", self.digits),
        })
    }

    /// As a browser saves the site's page.
    pub(crate) fn html(&self) -> String {
        let levels: Vec<&str> = self.folder.split('/').collect();
        let crumbs: String =
            levels.iter().fold(String::new(), |all, level| all + "<li><a href='#'>" + &escaped(level) + "</a></li>");
        let tree = levels
            .iter()
            .rev()
            .fold(format!("<li><a>{}</a> <span>POST</span></li>", escaped(&self.title)), |inside, level| {
                format!("<li><span>{}</span><ul>{inside}</ul></li>", escaped(level))
            });
        format!(
            "<!DOCTYPE html>\n<!-- saved from url=(0031)https://docs.example/{}e0 -->\n<html lang=zh><head><meta charset=utf-8>\
             <title>{title} - Docs</title><style>td{{}}</style><script>var x = \"<table>\";</script></head>\n<body><header><h1>Docs</h1></header>\
             <nav><ul>{tree}</ul></nav><nav><ol>{crumbs}</ol></nav>\n<main><h1>{title}</h1><button>Run</button><div><span>POST</span>\
             <div>{path}</div></div>{body}</main><footer><a>上一页</a><p>Built with</p></footer></body></html>\n",
            self.digits,
            title = escaped(&self.title),
            path = escaped(&self.path),
            body = html(&self.description)
        )
    }
}

fn fenced(title: &str, document: &str) -> String {
    format!("# {title}\n\n## OpenAPI Specification\n\n```yaml\n{document}\n```\n")
}

/// A page that somebody stored in an element that opens and closes.
pub(crate) fn wrapped(page: &str) -> String {
    page.replacen("```yaml", "<details>\n<summary>OpenAPI</summary>\n\n```yaml", 1) + "\n</details>\n"
}

/// A project's export.
pub(crate) fn project(sources: &[Source]) -> Value {
    let paths: serde_json::Map<String, Value> =
        sources.iter().map(|one| (one.path.clone(), json!({ "post": one.operation() }))).collect();
    json!({"openapi": "3.1.0", "info": {"title": "", "version": "1"}, "tags": [], "paths": paths, "components": {"schemas": {}}})
}

/// A text as js-yaml folds it: a line end becomes two, but for lines that are indented; long lines are broken at blanks.
fn folded(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut was_indented = true;
    for line in text.lines() {
        let is_indented = line.starts_with(' ');
        if !out.is_empty() {
            out.push('\n');
            if !was_indented && !is_indented && !line.is_empty() {
                out.push('\n');
            }
        }
        let mut column = 0;
        for (at, word) in line.split(' ').enumerate() {
            let length = word.chars().count();
            if at > 0 {
                let breaks = column + length > width && !is_indented && !word.is_empty() && !out.ends_with(' ');
                out.push(if breaks { '\n' } else { ' ' });
                column = if breaks { 0 } else { column + 1 };
            }
            out += word;
            column += length;
        }
        was_indented = is_indented;
    }
    out.push('\n');
    out
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{}{line}\n", " ".repeat(by)) })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Markdown as HTML: headings, tables, fences, lines.
pub(crate) fn html(markdown: &str) -> String {
    let mut out = String::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            out += "<pre><code class=\"language-json\">";
            for code in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                out += &escaped(code);
                out.push('\n');
            }
            out += "</code></pre>\n";
        } else if line.starts_with('|') {
            out += "<div class=wrap><table>\n<thead>";
            let row = |line: &str, tag: &str| {
                let cells = line.trim().trim_matches('|').split('|');
                let cells: Vec<String> = cells.map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell.trim()))).collect();
                format!("<tr>{}</tr>\n", cells.concat())
            };
            out += &row(line, "th");
            out += "</thead><tbody>";
            lines.next();
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                out += &row(line, "td");
            }
            out += "</tbody></table></div>\n";
        } else if let Some(heading) = line.strip_prefix("### ").or_else(|| line.strip_prefix("## ")) {
            let _ = writeln!(out, "<h3>{}<a aria-hidden=true>#</a></h3>", escaped(heading));
        } else if !line.trim().is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escaped(line.trim()));
        }
    }
    out
}
