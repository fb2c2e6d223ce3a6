//! From a file's bytes to its text: UTF-8, and for everything else a word that helps, since a page or a spec that an editor
//! saved in another encoding looks right to whoever saved it. Nothing is converted here: an encoding can only be guessed.

use std::borrow::Cow;
use std::fmt;

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotUtf8 {
    /// What they look like.
    looks_like: Encoding,
    /// The first byte that is not UTF-8's.
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf16Le,
    Utf16Be,
    Utf32,
    Gbk,
    Latin,
    DamagedUtf8,
    /// No text at all before it is unpacked or saved as one.
    Packed(Packed),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packed {
    Gzip,
    Zstd,
    Zip,
    Pdf,
}

impl Packed {
    /// By the bytes that such a file begins with.
    fn of(bytes: &[u8]) -> Option<Self> {
        const BEGINNINGS: [(&[u8], Packed); 4] = [
            (b"\x1f\x8b", Packed::Gzip),
            (b"\x28\xb5\x2f\xfd", Packed::Zstd),
            (b"PK\x03\x04", Packed::Zip),
            (b"%PDF-", Packed::Pdf),
        ];
        BEGINNINGS.into_iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, packed)| packed)
    }

    /// What it is, and what to do with it; `{}` is the file.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Gzip => ("compressed (gzip)", "unpack it with `gzip -dc {} > unpacked`, and put that in its place"),
            Self::Zstd => ("compressed (zstd)", "unpack it with `zstd -dc {} > unpacked`, and put that in its place"),
            Self::Zip => ("a zip archive, as office documents are", "unpack it, or save its text by itself"),
            Self::Pdf => ("a PDF", "save the page as HTML or Markdown, or paste its text into a file"),
        }
    }
}

impl Encoding {
    /// The name that people know, and the one that `iconv` knows.
    const fn names(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Utf16Le => ("UTF-16 (little-endian)", "UTF-16LE"),
            Self::Utf16Be => ("UTF-16 (big-endian)", "UTF-16BE"),
            Self::Utf32 => ("UTF-32", "UTF-32"),
            Self::Gbk => ("GBK or GB18030", "GB18030"),
            Self::Latin => ("Windows-1252 or Latin-1", "WINDOWS-1252"),
            Self::DamagedUtf8 | Self::Packed(_) => return None,
        })
    }
}

impl NotUtf8 {
    /// What to do about it, for the file of that name.
    #[must_use]
    pub fn help(&self, file: &str) -> String {
        if let Encoding::Packed(packed) = self.looks_like {
            return packed.words().1.replace("{}", &argument(file));
        }
        match self.looks_like.names() {
            Some((_, name)) => format!(
                "save it as UTF-8: in an editor, or with `iconv -f {name} -t UTF-8 {} > converted`, and put that in its place",
                argument(file)
            ),
            None => "it was UTF-8 before something cut or changed it: take it from where it is whole".to_owned(),
        }
    }
}

/// A file's name as a shell takes it: browsers save pages under names with spaces and brackets.
fn argument(file: &str) -> Cow<'_, str> {
    let is_plain = |each: char| each.is_alphanumeric() || "/._-+:@%".contains(each);
    if file.chars().all(is_plain) { Cow::from(file) } else { Cow::from(format!("'{}'", file.replace('\'', r"'\''"))) }
}

impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Encoding::Packed(packed) = self.looks_like {
            return write!(f, "is no text: it is {}", packed.words().0);
        }
        match self.looks_like.names() {
            Some((name, _)) => write!(f, "is not UTF-8; it looks like {name}"),
            None => write!(f, "is not UTF-8 throughout; byte {} belongs to no character", self.at + 1),
        }
    }
}

/// The text of a file.
///
/// # Errors
/// Bytes that are not UTF-8, or hold a zero byte for nearly every other one, as UTF-16 does.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    if let Some(looks_like) = Packed::of(&bytes).map(Encoding::Packed).or_else(|| wide(&bytes)) {
        return Err(NotUtf8 { looks_like, at: 0 });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        NotUtf8 { looks_like: narrow(error.as_bytes()), at }
    })
}

/// An encoding of two or four bytes a character: by its mark, or by the zero bytes that plain letters have in it.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    const LOOKED_AT: usize = 1024;
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some(Encoding::Utf32),
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, half) = (zeros(0), zeros(1), start.len() / 2);
    // In any JSON or Markdown at least a third of the characters is ASCII.
    match (first > half / 3, second > half / 3) {
        (true, true) => Some(Encoding::Utf32),
        (false, true) => Some(Encoding::Utf16Le),
        (true, false) => Some(Encoding::Utf16Be),
        (false, false) => None,
    }
}

/// An encoding in which plain letters are single bytes.
fn narrow(bytes: &[u8]) -> Encoding {
    if counts_of_utf8(bytes) {
        return Encoding::DamagedUtf8;
    }
    let (mut at, mut both_high, mut one_high) = (0, 0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            (0x81..=0xfe, Some(0xa1..=0xfe)) => {
                both_high += 1;
                2
            }
            (0x81..=0xfe, Some(b'0'..=b'9')) if matches!(bytes.get(at + 2), Some(0x81..=0xfe)) => 4,
            (0x80.., _) => {
                one_high += 1;
                1
            }
            _ => 1,
        };
    }
    if both_high > one_high { Encoding::Gbk } else { Encoding::Latin }
}

/// Whether what is no ASCII is UTF-8 for the most part. Its characters of three bytes tell, as Chinese has them; those of two look
/// like one of GBK often enough that a few of them tell nothing.
fn counts_of_utf8(bytes: &[u8]) -> bool {
    const FEW: usize = 8;
    let (mut long, mut all, mut bad) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        let lengths = || chunk.valid().chars().map(char::len_utf8);
        long += lengths().filter(|length| *length > 2).count();
        all += lengths().filter(|length| *length > 1).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    long > bad || all > FEW * bad
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap_or_else(|error| error.to_string())
    }

    fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_name_is_written_as_a_shell_takes_it() {
        assert_eq!(argument("pages/卡列表.md"), "pages/卡列表.md");
        assert_eq!(argument("Card (1).html"), "'Card (1).html'");
        assert_eq!(argument("it's.md"), r"'it'\''s.md'");
    }

    #[test]
    fn what_is_no_text_before_it_is_unpacked_is_told_with_what_to_do() {
        for (bytes, says, helps) in [
            (b"\x1f\x8b\x08\0\0\0\0\0".as_slice(), "compressed (gzip)", "gzip -dc 'a page.md' > unpacked"),
            (b"\x28\xb5\x2f\xfd\x04", "compressed (zstd)", "zstd -dc 'a page.md' > unpacked"),
            (b"PK\x03\x04\x14\0\0\0", "a zip archive", "unpack it"),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF", "save the page as HTML or Markdown"),
        ] {
            let error = decode(bytes.to_vec()).unwrap_err();
            assert!(error.to_string().starts_with(&format!("is no text: it is {says}")), "{error}");
            assert!(error.help("a page.md").contains(helps), "{}", error.help("a page.md"));
        }
    }

    #[test]
    fn what_a_file_looks_like_is_named() {
        const JSON: &str = "{\"title\": \"卡列表\"}";
        assert_eq!(said(JSON.as_bytes()), JSON);
        assert_eq!(said(&wide(JSON, u16::to_le_bytes)), "is not UTF-8; it looks like UTF-16 (little-endian)");
        assert_eq!(said(&wide(JSON, u16::to_be_bytes)), "is not UTF-8; it looks like UTF-16 (big-endian)");
        assert_eq!(said(&wide("\u{feff}卡", u16::to_le_bytes)), "is not UTF-8; it looks like UTF-16 (little-endian)");
        assert_eq!(said(&wide("\u{feff}卡", u16::to_be_bytes)), "is not UTF-8; it looks like UTF-16 (big-endian)");
        // 卡列表 in GBK.
        assert_eq!(said(b"{\"title\": \"\xbf\xa8\xc1\xd0\xb1\xed\"}"), "is not UTF-8; it looks like GBK or GB18030");
        assert_eq!(said(b"{\"title\": \"caf\xe9, se\xf1or\"}"), "is not UTF-8; it looks like Windows-1252 or Latin-1");
        // 图书小说 in GBK, most of which could be UTF-8.
        assert_eq!(said(b"\xcd\xbc\xca\xe9\xd0\xa1\xcb\xb5"), "is not UTF-8; it looks like GBK or GB18030");
        let cut = [JSON.as_bytes(), b"\xe5\x8d"].concat();
        assert_eq!(said(&cut), "is not UTF-8 throughout; byte 23 belongs to no character");
    }
}
