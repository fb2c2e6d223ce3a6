//! Civil date-times: sent as the platform writes them, `YYYY-MM-DD HH:MM:SS`, without a zone, because none is documented; read
//! also in the other forms that cannot be mistaken. Which these are stands in `rules`.

use std::fmt;

use jiff::civil::DateTime;
use serde_core::Serializer;
use serde_core::ser::Error as _;

use super::cursor::{FORM, Quick, Unread};
use super::fault::Fault;
use super::macros::leaf;
use super::rules::{self, Civil, When};
use super::scalar::Scalar;
use super::shape::Shape;
use super::traits::Leaf;

const EXPECTED: &str = "a date-time of the form YYYY-MM-DD HH:MM:SS";

impl Leaf for DateTime {
    const SHAPE: Shape = Shape::DateTime;

    fn blank() -> Self {
        Self::ZERO
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        match scalar {
            Scalar::Text(text) => parse(&text),
            other => Err(other.refuse(EXPECTED)),
        }
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        let text = from.string()?;
        // No other form that is read is as long and has a space there.
        if text.len() != "YYYY-MM-DD HH:MM:SS".len() || text.as_bytes().get(10) != Some(&b' ') {
            from.note(FORM);
        }
        parse(&text).map_err(|_| Unread)
    }

    /// In whole seconds wherever there is no fraction, as the documents have it. One that came with an answer is kept.
    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        if self.year() < 0 {
            return Err(S::Error::custom("a date-time is sent in the years 0 to 9999"));
        }
        into.collect_str(&Written(*self))
    }
}

leaf!(DateTime);

/// A date-time as text.
struct Written(DateTime);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.0;
        write!(f, "{:04}-{:02}-{:02} ", at.year(), at.month(), at.day())?;
        write!(f, "{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())?;
        match at.subsec_nanosecond() {
            0 => Ok(()),
            nanoseconds => f.write_str(format!(".{nanoseconds:09}").trim_end_matches('0')),
        }
    }
}

fn parse(text: &str) -> Result<DateTime, Fault> {
    match rules::date_time(text) {
        Some(When::At(at)) => civil(at).ok_or(Fault::Invalid { expected: EXPECTED }),
        Some(When::Never) => Err(Fault::NoValue),
        None => Err(Fault::Invalid { expected: EXPECTED }),
    }
}

fn civil(at: Civil) -> Option<DateTime> {
    DateTime::new(at.year, at.month, at.day, at.hour, at.minute, at.second, at.nanosecond).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;
    use proptest::prelude::*;

    use super::*;
    use crate::wire::{decode, decode_carefully};

    #[test]
    fn the_documented_form_is_read() {
        assert_eq!(parse("2023-11-24 02:53:47"), Ok(datetime(2023, 11, 24, 2, 53, 47, 0)));
        assert_eq!(parse("9999-12-31 23:59:59"), Ok(datetime(9999, 12, 31, 23, 59, 59, 0)));
    }

    #[test]
    fn other_forms_are_read_for_what_they_say() {
        for (text, is) in [
            ("2023-11-24", datetime(2023, 11, 24, 0, 0, 0, 0)),
            ("2023-11-24 02:53", datetime(2023, 11, 24, 2, 53, 0, 0)),
            ("2023-11-24T02:53:47", datetime(2023, 11, 24, 2, 53, 47, 0)),
            ("2023-11-24 02:53:47.5", datetime(2023, 11, 24, 2, 53, 47, 500_000_000)),
            ("2023-11-24t02:53:47,000001", datetime(2023, 11, 24, 2, 53, 47, 1_000)),
        ] {
            assert_eq!(parse(text), Ok(is), "{text}");
        }
        for zeros in ["0000-00-00 00:00:00", "0000-00-00", "0000-00-00T00:00:00.000"] {
            assert_eq!(parse(zeros), Err(Fault::NoValue), "{zeros}");
        }
    }

    #[test]
    fn a_date_is_read_if_the_calendar_has_it() {
        for year in [0, 4, 1900, 2000, 2023, 2024, 2100, 9999] {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let there = DateTime::new(year, month, day, 0, 0, 0, 0).ok();
                for text in [
                    format!("{year:04}-{month:02}-{day:02}"),
                    format!("{year:04}-{month:02}-{day:02} 00:00:00"),
                    format!("{year:04}-{month:02}-{day:02}T00:00"),
                ] {
                    assert_eq!(parse(&text).ok(), there, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_time_is_read_if_a_clock_shows_it() {
        let edges = |last: i8| [0, 1, last - 1, last, last + 1, 99];
        for (hour, minute) in edges(23).into_iter().flat_map(|hour| edges(59).map(|minute| (hour, minute))) {
            for second in edges(59) {
                let is = DateTime::new(2023, 11, 24, hour, minute, second, 0).ok();
                for between in [' ', 'T'] {
                    let text = format!("2023-11-24{between}{hour:02}:{minute:02}:{second:02}");
                    assert_eq!(parse(&text).ok(), is, "{text}");
                }
            }
        }
    }

    proptest! {
        /// A date-time is what it was, in whatever form it is written, and no text of another kind is taken for one.
        #[test]
        fn every_form_of_a_date_time_is_that_date_time(
            (year, month, day) in (0_i16..=9999, 1_i8..=12, 1_i8..=28),
            (hour, minute, second) in (0_i8..24, 0_i8..60, 0_i8..60),
            (nanosecond, digits) in (0_i32..1_000_000_000, 0_usize..=9),
            (between, point, more) in (
                prop::sample::select(vec![" ", "T", "t"]),
                prop::sample::select(vec![".", ","]),
                prop::sample::select(vec!["Z", "+08:00", "-0500", " UTC", " ", "x", ":00", ".5"]),
            ),
        ) {
            let kept: String = format!("{nanosecond:09}").chars().take(digits).collect();
            let fraction = if kept.is_empty() { String::new() } else { format!("{point}{kept}") };
            let text = format!("{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}{fraction}");
            let nanosecond = format!("{kept:0<9}").parse().unwrap();
            let is = datetime(year, month, day, hour, minute, second, nanosecond);
            let json = format!("{text:?}");
            prop_assert_eq!(decode::<DateTime>(json.as_bytes()), Ok(is));
            prop_assert_eq!(decode_carefully::<DateTime>(json.as_bytes()), Ok(is));
            // Written and read again it is the same.
            let written = format!("{:?}", Written(is).to_string());
            prop_assert_eq!(decode::<DateTime>(written.as_bytes()), Ok(is));
            if more != ".5" || !fraction.is_empty() {
                let longer = format!("\"{text}{more}\"");
                prop_assert!(decode::<DateTime>(longer.as_bytes()).is_err(), "{}", longer);
            }
        }
    }
}
