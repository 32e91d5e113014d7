//! When a delivery that failed is tried again, and when no more.

use std::time::Duration;

use crate::domain::Timestamp;

const HOUR: u64 = 3_600;

/// The pauses after the first failure, the second and so on: five days and seven hours in all, as long as
/// Standard Webhooks suggests ("Deliverability and reliability").
pub const PAUSES: &[Duration] = &[
    Duration::from_secs(5),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * HOUR),
    Duration::from_secs(5 * HOUR),
    Duration::from_secs(10 * HOUR),
    Duration::from_secs(14 * HOUR),
    Duration::from_secs(24 * HOUR),
    Duration::from_secs(24 * HOUR),
    Duration::from_secs(24 * HOUR),
    Duration::from_secs(24 * HOUR),
];

/// So many failures of one delivery hold back those after it: a short trouble of the receiver changes no
/// order. From then on the others go ahead, for the trouble may be with this one alone.
pub const HELD: i64 = 3;

/// A webhook of which nothing was taken for so long is disabled.
pub const PATIENCE: Duration = Duration::from_secs(5 * 24 * HOUR);

/// How long to wait after so many failures of one delivery, from 1; `None` where it is given up. Up to a
/// fifth is added by chance, so that what failed together does not come back together.
pub fn pause(pauses: &[Duration], failures: i64) -> Option<Duration> {
    let index = usize::try_from(failures).ok()?.checked_sub(1)?;
    let mut chance = [0];
    // Without random numbers nothing is added.
    let _ = getrandom::fill(&mut chance);
    pauses.get(index).map(|pause| spread(*pause, chance[0]))
}

/// No receiver makes a delivery wait for longer by what it answers.
const LONGEST: Duration = Duration::from_secs(24 * HOUR);

/// How long a receiver asks to be left alone by its `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
pub fn asked(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    let seconds = match value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // What is too large for a number is too long as well.
        true => value.parse().unwrap_or(u64::MAX),
        false => {
            let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
            u64::try_from(date.as_second().saturating_sub(now.seconds())).unwrap_or(0)
        }
    };
    Some(Duration::from_secs(seconds).min(LONGEST))
}

fn spread(pause: Duration, chance: u8) -> Duration {
    pause + pause * u32::from(chance) / (5 * 255)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn pauses_grow_for_more_than_five_days_and_end() {
        assert!(PAUSES.is_sorted());
        let whole: Duration = PAUSES.iter().sum();
        assert!(whole >= PATIENCE && whole < Duration::from_secs(6 * 24 * HOUR));
        let last = PAUSES.len() as i64;
        assert!(pause(PAUSES, last).is_some());
        assert_eq!((pause(PAUSES, 0), pause(PAUSES, last + 1)), (None, None));
    }

    #[test]
    fn a_receiver_may_ask_to_wait_a_day_at_most() {
        let now = Timestamp::parse("1994-11-06T08:49:37Z").unwrap();
        let cases = [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("86401", Some(86_400)),
            ("99999999999999999999999999", Some(86_400)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", Some(0)),
            ("Thu, 01 Jan 2060 00:00:00 GMT", Some(86_400)),
            ("soon", None),
            ("-1", None),
            ("1.5", None),
            ("", None),
        ];
        for (value, seconds) in cases {
            assert_eq!(asked(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn chance_adds_a_fifth_at_most() {
        let five = Duration::from_secs(5);
        assert_eq!((spread(five, 0), spread(five, 255)), (five, Duration::from_secs(6)));
    }
}
