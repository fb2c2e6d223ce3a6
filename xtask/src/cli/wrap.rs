//! Help texts in lines that fit. What they say is in `definitions`.

use clap::Command as Clap;
use std::fmt::Write as _;

/// Every text in lines that a terminal of 80 columns shows whole, whatever the terminal and clap's features are.
pub(super) fn wrapped(clap: Clap) -> Clap {
    /// What is left beside the options themselves.
    const BESIDE: usize = 50;
    const WHOLE: usize = 80;
    let names: Vec<String> = clap.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let after = clap.get_after_help().map(|text| fill(&text.to_string(), WHOLE)).unwrap_or_default();
    let clap = clap.after_help(after).mut_args(|arg| {
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let has_values = !values.is_empty() && arg.get_action().takes_values();
        if has_values {
            let _ = write!(help, " [possible values: {}]", values.join(", "));
        }
        arg.hide_possible_values(has_values).help(fill(&help, BESIDE))
    });
    names.into_iter().fold(clap, |clap, name| clap.mut_subcommand(name, wrapped))
}

/// Breaks lines between words; what begins with a blank is an example, and stays as it is.
fn fill(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if line.starts_with(' ') {
            out.push_str(line);
            continue;
        }
        let mut used = 0;
        for word in line.split(' ') {
            let wide = word.chars().count();
            let breaks = used > 0 && used + 1 + wide > width;
            if used > 0 {
                out.push(if breaks { '\n' } else { ' ' });
            }
            out.push_str(word);
            used = wide + if breaks || used == 0 { 0 } else { used + 1 };
        }
    }
    out
}
