//! Dates as precise as they are known.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day, a month or a year: an interval of days, both ends included. `2024`, `2024-04` and
/// `2024-04-12` are three different values (EDTF level 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: u8,
    day: u8,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the day must exist in the calendar.
    pub fn parse(text: &str) -> Result<Self, String> {
        let problem =
            || format!("`{text}` is not a date; write `2024-04-12`, `2024-04` or `2024`, as precise as it is known");
        let part = |s: &str, len: usize| {
            (s.len() == len && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<i16>().ok()).flatten()
        };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|s| part(s, 4)).filter(|y| *y > 0).ok_or_else(problem)?;
        let month = parts.next().map(|s| part(s, 2).ok_or_else(problem)).transpose()?;
        let day = parts.next().map(|s| part(s, 2).ok_or_else(problem)).transpose()?;
        if parts.next().is_some() {
            return Err(problem());
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        if month.is_some_and(|m| !(1..=12).contains(&m)) {
            return Err(problem());
        }
        if let (Some(m), Some(d)) = (month, day) {
            jiff::civil::Date::new(year, m, d).map_err(|_| problem())?;
        }
        Ok(PartialDate { year, month: month.unwrap_or(0) as u8, day: day.unwrap_or(0) as u8 })
    }

    /// A whole day.
    pub fn day(year: i16, month: u8, day: u8) -> Result<Self, String> {
        PartialDate::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }

    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, where known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where known.
    pub fn day_of_month(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day of the interval, as `(year, month, day)`.
    pub fn start(self) -> (i16, u8, u8) {
        (self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day of the interval.
    pub fn end(self) -> (i16, u8, u8) {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day > 0 { self.day } else { days_in_month(self.year, month) };
        (self.year, month, day)
    }

    /// The day before the first one.
    pub fn day_before(self) -> Option<PartialDate> {
        civil(self.start())?.yesterday().ok().and_then(|day| PartialDate::parse(&day.to_string()).ok())
    }

    /// The day after the last one.
    pub fn day_after(self) -> Option<PartialDate> {
        civil(self.end())?.tomorrow().ok().and_then(|day| PartialDate::parse(&day.to_string()).ok())
    }

    /// Whether the two intervals share a day.
    pub fn overlaps(self, other: PartialDate) -> bool {
        self.start() <= other.end() && other.start() <= self.end()
    }
}

super::string_schema!(
    PartialDate,
    "A day, a month or a year, as precise as it is known: `2024-04-12`, `2024-04` or `2024`.",
    pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    example = "2024-04-12"
);

fn civil((year, month, day): (i16, u8, u8)) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year, month as i8, day as i8).ok()
}

fn days_in_month(year: i16, month: u8) -> u8 {
    jiff::civil::Date::new(year, month as i8, 1).map_or(31, |d| d.days_in_month() as u8)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        PartialDate::parse(&text)
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn intervals_have_calendar_ends() {
        let ends = |s: &str| PartialDate::parse(s).unwrap().end();
        assert_eq!(ends("2024"), (2024, 12, 31));
        assert_eq!(ends("2024-02"), (2024, 2, 29));
        assert_eq!(ends("2023-02"), (2023, 2, 28));
        let april = PartialDate::parse("2024-04").unwrap();
        assert!(april.overlaps(PartialDate::parse("2024").unwrap()));
        assert!(!april.overlaps(PartialDate::parse("2024-05-01").unwrap()));
    }

    #[test]
    fn days_before_and_after_are_those_of_the_calendar() {
        let date = |s: &str| PartialDate::parse(s).unwrap();
        assert_eq!(date("2024").day_after(), Some(date("2025-01-01")));
        assert_eq!(date("2024-02").day_after(), Some(date("2024-03-01")));
        assert_eq!(date("2024-03").day_before(), Some(date("2024-02-29")));
        assert_eq!(date("0001").day_before(), None);
        assert_eq!(date("9999").day_after(), None);
    }

    #[test]
    fn refuses_what_is_not_in_the_calendar() {
        for text in [
            "",
            "24",
            "2024-13",
            "2024-02-30",
            "2024-4-1",
            "2024-04-12T00:00",
            "0000",
            "+2024",
            "2024-00",
            "2024-04-00",
            "２０２４",
        ] {
            assert!(PartialDate::parse(text).is_err(), "{text}");
        }
    }
}
