//! Sort keys as bytes, so that order is the same whatever the database's collation.

use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use crate::domain::PartialDate;

/// The longest text key. Texts that are equal up to about two hundred letters are ordered by id:
/// the key travels in cursors, and so in addresses.
pub const LONGEST: usize = 240;

/// The key of a text in the order of the Unicode root collation (CLDR), with runs of digits in the
/// order of their value: `9` before `10` before `10A`. `None` for an empty text.
pub fn text(text: &str) -> Option<Box<[u8]>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let mut key = Vec::with_capacity(text.len() + 16);
    match &*COLLATOR {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        // The root collation is compiled in, so this is never taken; code point order would do.
        None => key.extend_from_slice(text.as_bytes()),
    }
    key.truncate(LONGEST);
    Some(key.into_boxed_slice())
}

/// A date as its first and last day, each as the decimal number `YYYYMMDD`.
pub fn days(date: PartialDate) -> (u32, u32) {
    let number = |(year, month, day): (i16, u8, u8)| {
        u32::from(year.unsigned_abs()) * 10_000 + u32::from(month) * 100 + u32::from(day)
    };
    (number(date.start()), number(date.end()))
}

/// The two days in one number, in order of the first, then of the last.
pub(super) fn interval((start, end): (u32, u32)) -> u64 {
    (u64::from(start) << 32) | u64::from(end)
}

/// An instant as an unsigned number of the same order.
pub(super) fn instant(micros: i64) -> u64 {
    micros.cast_unsigned() ^ (1 << 63)
}

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::default();
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    CollatorBorrowed::try_new(preferences, options).ok()
});

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn assert_order(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(text(pair[0]) < text(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn the_root_collation_is_there() {
        assert!(COLLATOR.is_some());
    }

    #[test]
    fn numbers_are_natural() {
        assert_order(&["1", "2", "9", "10", "10A", "12(3)", "12(11)", "100", "A1"]);
        assert_order(&["Notes 2", "Notes 10", "Notes 10 and 11"]);
    }

    #[test]
    fn accents_stand_beside_their_letters_and_case_decides_last() {
        assert_order(&["East", "éclair", "Edge", "Émile", "Ethos", "F"]);
        assert_order(&["e", "E", "é", "É", "f"]);
    }

    #[test]
    fn scripts_have_an_order_of_their_own() {
        assert_order(&["“Now”", "2024", "Zulu", "Ωμέγα", "Я", "مركز", "한빛", "かいきょう", "東洋", "海峡"]);
        assert_eq!(text("海峡政策"), text("海峡政策"));
        assert_ne!(text("海峡政策"), text("海峡通信"));
    }

    #[test]
    fn empty_texts_have_no_key_and_long_ones_a_short_one() {
        assert_eq!(text("  "), None);
        assert_eq!(text(&"harbour ".repeat(1000)).unwrap().len(), LONGEST);
    }

    /// Keys are stored with entries. Where this fails after an upgrade of the collation, raise
    /// `entry::VERSION` and put the new bytes here.
    #[test]
    fn keys_are_those_that_are_stored() {
        assert_eq!(&*text("Éa 10").unwrap(), PINNED);
    }

    const PINNED: &[u8] = &[51, 43, 4, 16, 12, 1, 69, 136, 7, 1, 220, 8];

    #[test]
    fn instants_and_days_keep_their_order() {
        assert!(instant(i64::MIN) < instant(-1) && instant(-1) < instant(0) && instant(0) < instant(i64::MAX));
        assert_eq!(days(PartialDate::parse("2024-02").unwrap()), (20_240_201, 20_240_229));
    }
}
