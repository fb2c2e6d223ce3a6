//! HTML as the tree that browsers make of it, without what no reader sees. The parser tells no places, so it is fed in small pieces,
//! and what it makes of a piece comes from there.

mod sink;

use crate::{Broken, Tree};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use sink::Sink;
use std::ops::Range;

pub(crate) fn read(text: &str) -> Result<Tree, Broken> {
    let mut parser = parse_document(Sink::new(text), ParseOpts::default());
    for piece in pieces(text) {
        let at = piece.start;
        let fed = StrTendril::from_slice(&text[piece.clone()]);
        parser.tokenizer.sink.sink.begin(piece);
        parser.process(fed);
        if let Some(why) = parser.tokenizer.sink.sink.refused() {
            return Err(Broken { why: why.to_owned(), at });
        }
    }
    Ok(parser.finish())
}

/// The text in pieces: a tag is in one or more of its own, and so is whatever may stand for another character.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let begins = |byte: &u8| matches!(byte, b'<' | b'&' | b'\r' | 0);
        let ends = |byte: &u8| matches!(byte, b'>' | b';' | b'\r' | 0);
        let mut end = start;
        while end < bytes.len() {
            if end > start && begins(&bytes[end]) {
                break;
            }
            end += 1;
            if ends(&bytes[end - 1]) {
                break;
            }
        }
        let piece = start..end;
        start = end;
        Some(piece)
    })
}
