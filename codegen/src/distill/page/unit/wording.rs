//! Where a description states a unit, and where it only names one: `单位:分`, `以分计`, `（分）`, `in US cents`, and on the other
//! side `精确到分`, `not in cents`, `100 表示 1 元`. What is between is for a person to read.

use super::vocabulary::{self, Class};
use crate::text::lexicon::{Lexicon, lexicon};
use crate::text::tokens::{self, Kind, Token};
use std::ops::Range;

/// How plainly a unit is stated. The order is that of their strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `单位:分`, `以分计`, `in cents`.
    Worded,
    /// `（分）`.
    Bracketed,
    /// A phrase that is a unit and nothing else: `金额，分`, `价格:分`.
    Alone,
    /// It is named, and not said to be what is counted.
    Named,
}

/// A word for a unit in a description.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) class: Class,
    pub(super) form: Form,
    /// Whether the words say that it is not what is counted, or only how finely: 精确到分.
    pub(super) hedged: bool,
    /// The unit's own word.
    pub(super) word: Range<usize>,
    /// All the words that state it.
    pub(super) place: Range<usize>,
}

/// Every word for a unit in a part of a text, in its order.
pub(super) fn mentions(text: &str, range: &Range<usize>) -> Vec<Mention> {
    let tokens = tokens::of(text, range);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((taken, class)) = vocabulary::at(text, &tokens[at..]) else {
            at += 1;
            continue;
        };
        let end = at + taken;
        if !vocabulary::is_piece(&tokens, at, end) {
            found.extend(Seen { text, tokens: &tokens, at, end, class }.mention());
        }
        at = end;
    }
    found
}

/// `单位:箱`, where the word for the unit is not known: the label with it, and the word. The label alone, where no word follows
/// that could be one.
pub(super) fn labelled(text: &str, range: &Range<usize>) -> Option<(Range<usize>, Option<Range<usize>>)> {
    const LONGEST: usize = 24;
    let tokens = tokens::of(text, range);
    (0..tokens.len()).find_map(|at| {
        let taken = vocabulary::label(&tokens, at)?;
        let label = tokens[at].range.start..tokens[at + taken - 1].range.end;
        let rest = &tokens[at + taken..];
        let colon = rest.first().is_some_and(|token| matches!(token.kind, Kind::Mark(':' | '=')));
        let word = rest.iter().skip(1).enumerate().take_while(|(at, token)| !(token.ends() || *at > 0 && token.spaced));
        let word: Vec<&Token> = word.map(|(_, token)| token).collect();
        let value = word.first().zip(word.last()).map(|(first, last)| first.range.start..last.range.end);
        let value = value.filter(|value| colon && value.len() <= LONGEST);
        Some((label.start..value.as_ref().map_or(label.end, |value| value.end), value))
    })
}

/// What a label for a unit may begin with: 货币单位, 计价单位.
static LABELLED: Lexicon = lexicon!("货币, 计价, 计量, 结算, 币种, 计费, 最小");

static LABEL: Lexicon = lexicon!("单位");

/// One word for a unit, seen among its neighbours.
struct Seen<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    end: usize,
    class: Class,
}

/// Words that say how finely something is counted, and not in what.
static PRECISION: Lexicon = lexicon!(
    "精确, 保留, 四舍五入, 舍入, 取整, 精度, 抹零, 最多到, round, rounded, rounding, nearest, accurate, precision, \
     precise, truncated",
);

static NEGATION: Lexicon =
    lexicon!("非, 不是, 不以, 不用, 不为, 无需, 勿, not, never, no, without, isnt, arent, dont, doesnt, instead");

/// What may stand between `in` and the unit, or before a unit that is a phrase of its own.
static QUALIFIERS: Lexicon = lexicon!(
    "the, a, an, its, us, hk, uk, euro, british, american, chinese, whole, integer, integral, number, of, units, \
     terms, currency, local, account, settlement, card, billing, transaction, usd, eur, gbp, cny, rmb, hkd, sgd, \
     aud, cad, this, that, their, your, full, total, positive, each, respective, corresponding, specified, given, \
     original, payment, merchant, wallet, target, source",
);

static COUNTED: Lexicon = lexicon!(
    "为单位, 为计量单位, 为计价单位, 为货币单位, 为金额单位, 为最小单位, 作为单位, 作单位, 做单位, 来计, 计价, \
     计算, 计量, 结算, 表示, 来表示, 计数, 记账, 传值, 传输, 返回, 传递, 传入, 上送, 计",
);

impl Seen<'_> {
    fn mention(&self) -> Option<Mention> {
        let word = self.tokens[self.at].range.start..self.tokens[self.end - 1].range.end;
        let mention = |form, place, hedged| Mention { class: self.class, form, hedged, word: word.clone(), place };
        let by = |form, place| Some(mention(form, place, false));
        let named = |hedged| Some(mention(Form::Named, word.clone(), hedged));
        let qualifies = |token: &&Token| token.kind == Kind::Latin && QUALIFIERS.has(token);
        let lead = self.tokens[..self.at].iter().rev().find(|token| !qualifies(token));
        let is_value = lead.is_some_and(|token| token.kind == Kind::Digits);
        if is_value || self.is_time_of_day() {
            // `0.6%` says a value; `1 元` says at least that somebody thinks in it.
            return if self.class == Class::Percent || !is_value { None } else { named(true) };
        }
        if let Some(label) = self.label().filter(|_| self.is_whole()) {
            return by(Form::Worded, label..word.end);
        }
        if PRECISION.is_in(self.phrase()) || NEGATION.is_in(self.phrase()) {
            return named(true);
        }
        if let Some(place) = self.counted() {
            return by(Form::Worded, place);
        }
        if let Some(start) = self.introduced() {
            return by(Form::Worded, start..word.end);
        }
        if !(self.is_free_before() && self.is_free_after()) {
            return named(false);
        }
        let opened = self.before().filter(|token| token.opens());
        let closed = self.after().filter(|token| token.closes());
        match (opened, closed) {
            (Some(opened), Some(closed)) => by(Form::Bracketed, opened.range.start..closed.range.end),
            // 月 and 天 are also what other things are called.
            _ if self.class == Class::Other => None,
            _ if self.ratio() => named(false),
            _ => by(Form::Alone, word.clone()),
        }
    }

    fn before(&self) -> Option<&Token> {
        self.at.checked_sub(1).map(|before| &self.tokens[before])
    }

    fn after(&self) -> Option<&Token> {
        self.tokens.get(self.end)
    }

    fn is_free_before(&self) -> bool {
        let own = &self.tokens[self.at];
        self.before().is_none_or(|before| {
            before.parts()
                || own.spaced && before.kind == Kind::Han
                || before.kind == Kind::Latin && own.kind == Kind::Han
        }) || self.is_qualified()
    }

    /// `the smallest currency unit`, `number of cents`: nothing before it but what says which of them.
    fn is_qualified(&self) -> bool {
        let before = self.tokens[..self.at].iter().rev().take_while(|token| token.kind == Kind::Latin);
        let mut words = before.peekable();
        self.tokens[self.at].kind == Kind::Latin && words.peek().is_some() && words.all(|token| QUALIFIERS.has(token))
    }

    fn is_free_after(&self) -> bool {
        self.after().is_none_or(|after| {
            let own = &self.tokens[self.end - 1];
            after.parts()
                || after.kind == Kind::Han && (after.spaced || after.is("整"))
                || after.kind != Kind::Han && own.kind == Kind::Han
        })
    }

    /// Whether the word ends where it seems to, whatever comes then.
    fn is_whole(&self) -> bool {
        let own = &self.tokens[self.end - 1];
        self.is_free_after() || own.kind != Kind::Han && self.after().is_some_and(|after| after.kind == Kind::Han)
    }

    /// Where the label begins that names it: 单位, 货币单位, `unit:`.
    fn label(&self) -> Option<usize> {
        let joins = |token: &Token| {
            let word = token.word.as_str();
            let leads = ["为", "是", "is", "are", "in"].contains(&word);
            let qualifies = token.kind == Kind::Latin && QUALIFIERS.has(token) && word != "units";
            matches!(token.kind, Kind::Mark(':' | '=' | '-' | '/' | '(' | '[')) || leads || qualifies
        };
        let mut end = self.at;
        while end > 0 && joins(&self.tokens[end - 1]) {
            end -= 1;
        }
        let start = (0..end).rev().take(2).find(|start| vocabulary::label(self.tokens, *start) == Some(end - start))?;
        let more = LABELLED.ending(&self.tokens[..start]).unwrap_or(0);
        Some(self.tokens[start - more].range.start)
    }

    /// The tokens before it, back to where its thought begins; of a very long thought the last ones.
    fn phrase(&self) -> &[Token] {
        const MOST: usize = 40;
        let least = self.at.saturating_sub(MOST);
        let start = (least..self.at).rev().find(|at| self.tokens[*at].ends()).map_or(least, |at| at + 1);
        &self.tokens[start..self.at]
    }

    /// `以分为单位`, `按分计`, `用最小货币单位表示`.
    fn counted(&self) -> Option<Range<usize>> {
        let rest = &self.tokens[self.end..];
        let end = COUNTED.starting(rest).map(|(taken, ())| taken);
        let by = self.before().filter(|token| ["以", "按", "用", "按照"].contains(&token.word.as_str()));
        let first = by.map_or(self.at, |_| self.at - 1);
        let start = LABEL.ending(&self.tokens[..first]).map_or(first, |label| first - label);
        let is_whole = |taken: usize| {
            // 按分计费 is no unit.
            let after = rest.get(taken);
            after
                .is_none_or(|after| after.kind != Kind::Han || after.spaced || "的且不，".contains(after.word.as_str()))
        };
        let end = match (by, end.filter(|taken| is_whole(*taken))) {
            (Some(_), Some(taken)) => self.end + taken,
            (Some(_), None) if self.is_free_after() => self.end,
            (None, Some(taken)) if self.is_free_before() && tokens::starts(rest, "为").is_some() => self.end + taken,
            _ => return None,
        };
        Some(self.tokens[start].range.start..self.tokens[end - 1].range.end)
    }

    /// Where `in cents`, `in the smallest currency unit`, `as a percentage` begins.
    fn introduced(&self) -> Option<usize> {
        const MOST: usize = 7;
        let one_of_two = self.after().is_some_and(|after| matches!(after.word.as_str(), "or" | "and" | "per" | "to"));
        if one_of_two || self.tokens[self.at].kind == Kind::Han {
            return None;
        }
        let before = self.tokens[..self.at].iter().rev().take(MOST).take_while(|token| token.kind == Kind::Latin);
        for token in before {
            match token.word.as_str() {
                "in" | "as" | "using" => return Some(token.range.start),
                _ if QUALIFIERS.has(token) => {}
                _ => return None,
            }
        }
        None
    }

    /// 时:分:秒 and `mm:分` are no amounts.
    fn is_time_of_day(&self) -> bool {
        let near = self.tokens[..self.at].iter().rev().take(2).chain(self.tokens[self.end..].iter().take(2));
        let time = ["时", "秒", "点", "年", "月", "日", "天", "mm", "ss", "hh"];
        matches!(self.class, Class::Fen) && near.into_iter().any(|token| time.contains(&token.word.as_str()))
    }

    /// `元/笔`: an amount for each of something.
    fn ratio(&self) -> bool {
        let divided = self.after().is_some_and(|after| matches!(after.kind, Kind::Mark('/')));
        let by = self.tokens.get(self.end + 1);
        divided
            && by.is_some_and(|by| matches!(by.kind, Kind::Han | Kind::Latin))
            && vocabulary::at(self.text, &self.tokens[self.end + 1..]).is_none_or(|(_, class)| class == Class::Other)
    }
}
