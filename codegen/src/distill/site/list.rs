//! The site's list of its pages, `llms.txt`: read an entry a line, whatever the names in it hold.
//! An entry that cannot be read is told with its line; what an entry's page says is not looked at.

use super::PageId;
use crate::text::foreign;

/// What a site lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The site's title; empty if there is none.
    pub title: String,
    /// The pages, in the list's order. A page may be listed twice.
    pub entries: Vec<Entry>,
    /// The lines that begin like an entry and are none, from 1.
    pub unread: Vec<usize>,
}

/// One listed page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The heading that it stands under, such as `API Docs`.
    pub heading: String,
    /// The folders that it stands in, the outermost first.
    pub folder: Vec<String>,
    /// The page's title.
    pub title: String,
    /// The address as it is written: whole, or below the site's.
    pub link: String,
    /// The line, from 1.
    pub line: usize,
}

impl Entry {
    /// The page's id, where the address has one.
    #[must_use]
    pub fn page(&self) -> Option<PageId> {
        PageId::of_address(&self.link)
    }
}

/// Reads a list. Nothing is refused: a text that is no list has no entries.
#[must_use]
pub fn read(text: &str) -> List {
    let mut list = List::default();
    let mut heading = String::new();
    let lines = text.trim_start_matches('\u{feff}').split('\n');
    for (number, line) in (1..).zip(lines) {
        let line = line.trim();
        if let Some(title) = heading_of(line, "#") {
            if list.title.is_empty() {
                list.title = foreign::name(title);
            }
        } else if let Some(title) = heading_of(line, "##") {
            heading = foreign::name(title);
        } else if let Some(item) = item(line) {
            match entry(item, &heading, number) {
                Some(entry) => list.entries.push(entry),
                None => list.unread.push(number),
            }
        }
    }
    list
}

fn heading_of<'t>(line: &'t str, marks: &str) -> Option<&'t str> {
    line.strip_prefix(marks).filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim)
}

fn item(line: &str) -> Option<&str> {
    line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim)
}

/// `Folder > Folder [Title](address): description`. A folder, a title and a description may hold links and pictures too: the
/// entry's own is the first that leads to a page and leaves the brackets before it in pairs.
fn entry(item: &str, heading: &str, line: usize) -> Option<Entry> {
    let all = links(item).filter_map(|(before, address)| Some((title(before)?, address)));
    let ((folder, title), address) = all.min_by_key(|((folder, title), address)| {
        (PageId::of_address(address).is_none(), !(in_pairs(folder) && in_pairs(title)))
    })?;
    let levels = folder.split(" > ").map(str::trim).filter(|level| !level.is_empty());
    Some(Entry {
        heading: heading.to_owned(),
        folder: levels.map(unescaped).collect(),
        title: unescaped(title.trim()),
        link: address.to_owned(),
        line,
    })
}

/// What stands before each link, without the bracket that ends its title, and the link: each pair of round brackets behind a square
/// one that holds an address.
fn links(item: &str) -> impl Iterator<Item = (&str, &str)> {
    item.match_indices("](").filter_map(|(at, joint)| {
        let inside = &item[at + joint.len()..];
        let link = inside[..closing(inside)?].trim();
        let link = link.split_once(" \"").map_or(link, |(link, _)| link.trim_end());
        let link = link.strip_prefix('<').and_then(|link| link.strip_suffix('>')).unwrap_or(link);
        is_address(link).then(|| (&item[..at], link))
    })
}

/// Where the round bracket closes that was opened before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, each) in text.char_indices() {
        match each {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_address(link: &str) -> bool {
    let is_path = ["/", "./", "../"].iter().any(|start| link.starts_with(start));
    let is_file = link.rsplit_once('.').is_some_and(|(name, end)| end == "md" && !name.contains(char::is_whitespace));
    link.contains("://") || is_path || is_file || PageId::of_address(link).is_some()
}

/// The folders and the title of what stands before the link. Both may hold brackets: the title begins at the last one that leaves
/// the brackets of both in pairs, else at the last one that leaves those of the folders in pairs, else at the last one.
fn title(before: &str) -> Option<(&str, &str)> {
    let starts = before.match_indices('[').map(|(at, _)| at);
    let starts = starts.filter(|at| before[..*at].is_empty() || before[..*at].ends_with(char::is_whitespace));
    let cuts: Vec<(&str, &str)> = starts.map(|at| (before[..at].trim_end(), &before[at + 1..])).collect();
    let last_with = |fits: fn(&(&str, &str)) -> bool| cuts.iter().rev().copied().find(fits);
    last_with(|(folder, title)| in_pairs(folder) && in_pairs(title))
        .or_else(|| last_with(|(folder, _)| in_pairs(folder)))
        .or_else(|| cuts.last().copied())
}

fn in_pairs(text: &str) -> bool {
    let mut depth = 0_i32;
    let mut is_escaped = false;
    for each in text.chars() {
        match each {
            _ if is_escaped => {
                is_escaped = false;
                continue;
            }
            '\\' => is_escaped = true,
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// A name without Markdown's backslash before a bracket or a backslash, and without what nobody can see.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(each) = rest.next() {
        match rest.peek() {
            Some(next @ ('[' | ']' | '(' | ')' | '\\')) if each == '\\' => {
                out.push(*next);
                rest.next();
            }
            _ => out.push(each),
        }
    }
    foreign::name(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only(line: &str) -> (String, String, String) {
        let list = read(line);
        let [entry] = &list.entries[..] else { panic!("{line}: {list:?}") };
        (entry.folder.join("/"), entry.title.clone(), entry.link.clone())
    }

    #[test]
    fn a_list_has_a_title_headings_and_entries_with_their_lines() {
        let list = read(
            "# The site\n\n> About it.\n\n## Docs\n- [Hi](https://h/hi-1m0.md): \n## Schemas\n- A > B [C](/2e0.md): c\n",
        );
        assert_eq!(list.title, "The site");
        let shown: Vec<String> = list
            .entries
            .iter()
            .map(|e| format!("{} {} {:?} {} {}", e.line, e.heading, e.folder, e.title, e.link))
            .collect();
        assert_eq!(shown, ["6 Docs [] Hi https://h/hi-1m0.md", "8 Schemas [\"A\", \"B\"] C /2e0.md"]);
    }

    #[test]
    fn a_byte_order_mark_and_foreign_line_ends_change_nothing() {
        let plain = "# T\n\n## Docs\n- A [B](https://h/1m0.md): d\n";
        assert_eq!(read(plain), read(&format!("\u{feff}{}", plain.replace('\n', "\r\n"))));
    }

    #[test]
    fn brackets_in_names_stay_in_the_names() {
        for (line, folder, title) in [
            ("- [a [b] c](https://h/1e0.md): d", "", "a [b] c"),
            ("- A [x] > B [Get [v2] card](https://h/1e0.md):", "A [x]/B", "Get [v2] card"),
            ("- A [x] [T](https://h/1e0.md): see [y](https://z/2e0.md)", "A [x]", "T"),
            ("- A [T [1]](https://h/1e0.md)", "A", "T [1]"),
            ("- [a [b](https://h/1e0.md): d", "", "a [b"),
            ("- X [a] b](https://h/1e0.md): d", "X", "a] b"),
            ("- [ids[](必填)](https://h/1e0.md): d", "", "ids[](必填)"),
            ("- A (b) > C/D – 卡（一） [T](https://h/1e0.md): d", "A (b)/C/D – 卡（一）", "T"),
            ("- [a \\[b](https://h/1e0.md)", "", "a [b"),
            (
                "- A ![x](http://x/y.png) > B [T](https://h/1e0.md): [z](https://h/2e0.md)",
                "A ![x](http://x/y.png)/B",
                "T",
            ),
            ("- A x] > B [T](https://h/1e0.md): d", "A x]/B", "T"),
            ("- [T ![x](http://x/y.png)](https://h/1e0.md): d", "", "T ![x](http://x/y.png)"),
        ] {
            assert_eq!(only(line), (folder.to_owned(), title.to_owned(), "https://h/1e0.md".to_owned()), "{line}");
        }
    }

    #[test]
    fn links_are_whole_or_below_the_site() {
        for link in
            ["https://h/1e0.md", "/apidoc/shared/u/api-1.md", "./1e0.md", "1e0", "welcome.md", "https://h/a_(b)-1e0.md"]
        {
            assert_eq!(only(&format!("* [T]({link}): d")).2, link);
        }
        assert_eq!(only("- [T](<https://h/1e0.md> \"tip\")").2, "https://h/1e0.md");
    }

    #[test]
    fn a_line_that_begins_like_an_entry_and_is_none_is_told() {
        assert_eq!(
            read("- a\n- [b]\n- [c](no address)\n- [d](https://h/1e0.md\nprose - [e](f)\n").unread,
            [1, 2, 3, 4]
        );
    }

    /// Names as an author may write them, brackets in pairs.
    fn name() -> impl Strategy<Value = String> {
        "[a-z卡（）/–_.-]{1,5}( ?\\[[a-z0-9]{0,3}\\]| \\([a-z]{1,3}\\)|[a-z ]?[a-z卡]{1,3}){0,3}"
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(folder in prop::collection::vec(name(), 0..4), title in name(), description in "[^\\n\\r]{0,30}") {
            let place = folder.join(" > ");
            let gap = if place.is_empty() { "" } else { " " };
            let list = read(&format!("## H\r\n- {place}{gap}[{title}](https://h/x-12e0.md): {description}\r\n"));
            prop_assert_eq!(list.entries.len(), 1);
            prop_assert_eq!(&list.entries[0].folder, &folder);
            prop_assert_eq!(&list.entries[0].title, &title);
            prop_assert_eq!(&list.entries[0].link, "https://h/x-12e0.md");
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "([-#*] ?|\\[|\\]|\\(|\\)|>|:|https://h/|1e0\\.md|\\\\|\\n|\\PC){0,60}") {
            let list = read(&text);
            let lines = text.split('\n').count();
            prop_assert!(list.entries.iter().all(|entry| (1..=lines).contains(&entry.line)));
        }
    }
}
