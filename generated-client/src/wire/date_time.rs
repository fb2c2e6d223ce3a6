//! Civil date-times as the platform writes them: `YYYY-MM-DD HH:MM:SS`, without a zone, because none is documented.

use jiff::civil::DateTime;
use serde_core::Serializer;
use serde_core::ser::Error as _;

use super::cursor::{Quick, Unread};
use super::macros::leaf;
use super::rules;
use super::scalar::Scalar;
use super::shape::Shape;
use super::trail::Fault;
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
            Scalar::Text(text) => parse(&text).ok_or(Fault::Invalid { expected: EXPECTED }),
            other => Err(other.refuse(EXPECTED)),
        }
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        parse(&from.string()?).ok_or(Unread)
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        if self.year() < 0 || self.subsec_nanosecond() != 0 {
            return Err(S::Error::custom("a date-time is sent in whole seconds of the years 0 to 9999"));
        }
        into.collect_str(&format_args!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
            self.year(),
            self.month(),
            self.day(),
            self.hour(),
            self.minute(),
            self.second()
        ))
    }
}

leaf!(DateTime);

fn parse(text: &str) -> Option<DateTime> {
    let (year, [month, day, hour, minute, second]) = rules::date_time(text)?;
    DateTime::new(year, month, day, hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn the_documented_form_is_read() {
        assert_eq!(parse("2023-11-24 02:53:47"), Some(datetime(2023, 11, 24, 2, 53, 47, 0)));
        assert_eq!(parse("9999-12-31 23:59:59"), Some(datetime(9999, 12, 31, 23, 59, 59, 0)));
    }

    #[test]
    fn every_other_form_is_refused() {
        for text in [
            "",
            "2023-11-24",
            "2023-11-24T02:53:47",
            "2023-11-24 02:53:47Z",
            "2023-11-24 02:53:47.5",
            "2023-02-30 00:00:00",
            "0000-00-00 00:00:00",
            "2023-11-24 24:00:00",
            "2023-11-24 02:53:60",
            "+023-11-24 02:53:47",
            "２023-11-24 02:53:4",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
