//! Answers on standard output what it is asked on standard input, until that ends. A question is a line with the syntax and the
//! length in bytes, then the text; an answer is a line with its length in bytes, then the answer.

use open_api_syntax::{Syntax, answer};
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

/// No page is longer, and no question makes us take more memory.
const LONGEST: u64 = 1 << 28;

fn main() -> ExitCode {
    let mut questions = io::stdin().lock();
    let mut answers = io::stdout().lock();
    loop {
        match converse(&mut questions, &mut answers) {
            Ok(true) => {}
            Ok(false) => return ExitCode::SUCCESS,
            Err(error) => {
                let _ = writeln!(io::stderr(), "error: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
}

/// One question; false when there is none any more.
fn converse(questions: &mut impl BufRead, answers: &mut impl Write) -> io::Result<bool> {
    let unknown = || io::Error::new(io::ErrorKind::InvalidData, "a question is `yaml` or `html`, a blank and a length");
    let mut head = String::new();
    if questions.by_ref().take(64).read_line(&mut head)? == 0 {
        return Ok(false);
    }
    let (syntax, length) = head.trim_end().split_once(' ').ok_or_else(unknown)?;
    let syntax = Syntax::named(syntax).ok_or_else(unknown)?;
    let length: u64 = length.parse().ok().filter(|length| *length <= LONGEST).ok_or_else(unknown)?;
    let mut text = Vec::new();
    questions.by_ref().take(length).read_to_end(&mut text)?;
    if text.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let text = String::from_utf8(text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let answer = answer(syntax, &text);
    writeln!(answers, "{}", answer.len())?;
    answers.write_all(answer.as_bytes())?;
    answers.flush()?;
    Ok(true)
}
