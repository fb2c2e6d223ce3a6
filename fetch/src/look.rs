//! What an answer is: a page's text, or something that a site sends instead of one.

use crate::failure::{Failure, Kind, SAVE_IT};

/// The text of a page, or what stands in its place.
pub(crate) fn text(bytes: Vec<u8>, content_type: &str) -> Result<String, Failure> {
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(Failure::new(Kind::NotAPage, "the answer is not text in UTF-8", SAVE_IT));
    };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(Failure::new(Kind::NotAPage, "the answer is empty", SAVE_IT));
    }
    if text.contains('\0') {
        return Err(Failure::new(Kind::NotAPage, "the answer is not text", SAVE_IT));
    }
    if is_html(start) {
        return Err(html(start));
    }
    if start.starts_with('{') && content_type.to_ascii_lowercase().contains("json") {
        return Err(Failure::new(Kind::NotAPage, "the site answers with JSON where Markdown was asked for", SAVE_IT));
    }
    Ok(text)
}

/// A whole HTML document, whatever the answer calls itself. Markdown may begin with an element, but not with one of these.
fn is_html(start: &str) -> bool {
    let head: String = start.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    ["<!doctype", "<html", "<head", "<body", "<script", "<meta", "<title", "<?xml"]
        .iter()
        .any(|tag| rest.starts_with(tag))
}

fn html(text: &str) -> Failure {
    let text = text.to_lowercase();
    let asks_for_a_password =
        ["type=\"password\"", "type='password'", "type=password"].iter().any(|mark| text.contains(mark));
    let title =
        text.split_once("<title").and_then(|(_, rest)| rest.split_once("</title")).map_or("", |(title, _)| title);
    let says_so = ["log in", "login", "sign in", "password", "登录", "登陆", "密码", "密碼"]
        .iter()
        .any(|word| title.contains(word));
    if asks_for_a_password || says_so {
        return locked("the site answers with a page that asks for a password or a log-in");
    }
    Failure::new(
        Kind::Html,
        "the site answers with HTML where Markdown was asked for; its export for programs may be switched off",
        SAVE_IT,
    )
}

/// A site that lets nobody in who is not logged in.
pub(crate) fn locked(reason: &str) -> Failure {
    let help = "log in with a browser, save the pages, and pull with `--from DIR`, which reads saved pages";
    Failure::new(Kind::Locked, reason, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str, content_type: &str) -> Option<Kind> {
        super::text(text.as_bytes().to_vec(), content_type).err().map(|failure| failure.kind)
    }

    #[test]
    fn a_page_is_text_whatever_it_calls_itself() {
        for page in [
            "# 卡列表\n",
            "\u{feff}# T",
            "<details>\n# T",
            "<table><tr><td>a</td></tr></table>",
            "<!-- page 1e0 -->\n# T",
            "{x} is",
        ] {
            for content_type in ["text/markdown", "text/html; charset=utf-8", ""] {
                assert_eq!(kind(page, content_type), None, "{page} {content_type}");
            }
        }
    }

    #[test]
    fn a_document_of_another_kind_is_none() {
        for page in ["<!DOCTYPE html><p>", " \n<HTML>", "\u{feff}<!-- x --> <!-- y -->\n<head>", "<script>1</script>"] {
            assert_eq!(kind(page, "text/markdown"), Some(Kind::Html), "{page}");
        }
        assert_eq!(kind(" \n", "text/markdown"), Some(Kind::NotAPage));
        assert_eq!(kind("{\"code\":1}", "application/json"), Some(Kind::NotAPage));
        assert_eq!(kind("a\0b", ""), Some(Kind::NotAPage));
        assert_eq!(text(vec![0xff, 0xfe], "").unwrap_err().kind, Kind::NotAPage);
    }

    #[test]
    fn a_page_that_asks_who_we_are_is_told_apart() {
        for page in [
            "<!doctype html><form><input type=\"password\"></form>",
            "<html><head><title>请输入访问密码</title>",
            "<!doctype html><TITLE lang=en>Sign in</TITLE>",
        ] {
            assert_eq!(kind(page, ""), Some(Kind::Locked), "{page}");
        }
        assert_eq!(
            kind("<!doctype html><title>Cards</title><p>password", ""),
            Some(Kind::Html),
            "a word in a text is no form"
        );
    }
}
