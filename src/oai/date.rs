//! Dates in arguments and answers (OAI-PMH 2.0, section 3.3): UTC, days or seconds.

use crate::domain::{PartialDate, Timestamp};

/// A `from` or `until`: all instants of a day or a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its first instant.
    pub first: Timestamp,
    /// Its last instant.
    pub last: Timestamp,
    /// Whether it is a day.
    pub is_day: bool,
}

impl Moment {
    /// Reads `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`, nothing else.
    pub fn parse(text: &str) -> Option<Moment> {
        let is_day = match text.len() {
            10 => true,
            20 => false,
            _ => return None,
        };
        let shape = text.bytes().zip(b"0000-00-00T00:00:00Z");
        let fits =
            shape.into_iter().all(|(own, shape)| if *shape == b'0' { own.is_ascii_digit() } else { own == *shape });
        let number = |at: usize| text.get(at..at + 2).and_then(|digits| digits.parse::<u8>().ok());
        // No leap second, which XML Schema does not know.
        let is_time = is_day || number(11)? < 24 && number(14)? < 60 && number(17)? < 60;
        if !fits || !is_time || PartialDate::parse(text.get(..10)?).is_err() {
            return None;
        }
        let whole = if is_day { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let length = if is_day { 86_400_000_000 } else { 1_000_000 };
        // The last day of the year 9999 lies behind all instants.
        let first = Timestamp::parse(&whole).unwrap_or(Timestamp::from_micros(i64::MAX));
        Some(Moment { first, last: Timestamp::from_micros(first.micros() + length - 1), is_day })
    }
}

/// An instant as a datestamp: its second.
pub fn datestamp(instant: Timestamp) -> String {
    let mut text = instant.to_string();
    text.truncate("YYYY-MM-DDThh:mm:ss".len());
    text.push('Z');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_or_a_second() {
        let bounds = |text| Moment::parse(text).map(|m| (m.first.to_string(), m.last.to_string(), m.is_day));
        let day = ("2024-02-29T00:00:00.000000Z".to_owned(), "2024-02-29T23:59:59.999999Z".to_owned(), true);
        assert_eq!(bounds("2024-02-29"), Some(day));
        let second = ("2024-02-29T08:30:00.000000Z".to_owned(), "2024-02-29T08:30:00.999999Z".to_owned(), false);
        assert_eq!(bounds("2024-02-29T08:30:00Z"), Some(second));
        for other in [
            "",
            "2024",
            "2024-02",
            "2024-2-29",
            "2023-02-29",
            "2024-13-01",
            "20240101",
            "0000-01-01",
            " 2024-01-01",
            "2024-01-01T00:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00z",
            "2024-01-01 00:00:00Z",
            "2024-01-01T25:00:00Z",
            "2024-01-01T00:00:60Z",
            "2024-01-01T00:00:00+01:00",
            "２０24-01-01",
        ] {
            assert_eq!(Moment::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_datestamp_is_a_second() {
        assert_eq!(datestamp(Timestamp::from_micros(1_999_999)), "1970-01-01T00:00:01Z");
    }
}
