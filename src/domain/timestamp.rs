//! Instants, as whole microseconds.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in UTC with six
/// decimals, so that text order is time order.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[schema(value_type = String, format = DateTime, example = "2024-04-12T08:30:00.000000Z")]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many microseconds after the epoch; out of jiff's range is clamped to it.
    pub fn from_micros(micros: i64) -> Self {
        Timestamp(micros.clamp(-377_705_023_201_000_000, 253_402_207_200_999_999))
    }

    /// Now, by the system clock.
    pub fn now() -> Self {
        Timestamp(jiff::Timestamp::now().as_microsecond())
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The instant so long after this one.
    pub fn after(self, duration: Duration) -> Self {
        Timestamp::from_micros(self.0.saturating_add(micros(duration)))
    }

    /// The instant so long before this one.
    pub fn before(self, duration: Duration) -> Self {
        Timestamp::from_micros(self.0.saturating_sub(micros(duration)))
    }

    /// Reads an RFC 3339 instant with its offset.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.parse::<jiff::Timestamp>().map(|t| Timestamp(t.as_microsecond())).map_err(|_| {
            format!("`{text}` is not an instant; write one with its offset, such as `2024-04-12T08:30:00Z` (RFC 3339)")
        })
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(instant) => write!(f, "{instant:.6}"),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl TryFrom<String> for Timestamp {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Timestamp::parse(&text)
    }
}

impl From<Timestamp> for String {
    fn from(instant: Timestamp) -> String {
        instant.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn writes_six_decimals_in_utc() {
        let instant = Timestamp::parse("2024-04-12T10:30:00.5+02:00").unwrap();
        assert_eq!(instant.to_string(), "2024-04-12T08:30:00.500000Z");
        assert_eq!(Timestamp::from_micros(0).to_string(), "1970-01-01T00:00:00.000000Z");
        assert!(Timestamp::parse("2024-04-12").is_err());
    }
}
