//! Single values of a line, read or told.

use unicode_normalization::UnicodeNormalization;

use super::Reading;
use super::record::Text;
use crate::domain::PartialDate;
use crate::domain::article::Rights;
use crate::domain::identifier::WebUrl;
use crate::import::text::{tidy, without_html};

impl Reading<'_> {
    /// A text as Byline keeps it; `None` where nothing is left of it.
    pub(super) fn text(&mut self, field: &str, text: Option<Text<'_>>) -> Option<String> {
        let Text(raw) = text?;
        let odd = oddity(&raw);
        let tidied = tidy(raw);
        let plain = match without_html(&tidied) {
            Some(plain) => {
                self.note(field, "it held HTML and was read as plain text");
                tidy(plain.into())
            }
            None => tidied,
        };
        let plain = match plain.trim_matches(['\u{200b}', ' ']) {
            trimmed if trimmed.len() < plain.len() => trimmed.to_owned(),
            _ => plain,
        };
        if let Some(odd) = odd.filter(|_| !plain.is_empty()) {
            self.note(field, format!("it {odd}, and was put right"));
        }
        if plain.is_empty() {
            self.warn(field, "it is there but empty; left out");
        }
        (!plain.is_empty()).then_some(plain)
    }

    /// A date. Of one in another notation the year is kept, where that is beyond doubt: `04/12/2024`
    /// may be in April or December, but surely is in 2024.
    pub(super) fn date(&mut self, field: &str, text: Option<Text<'_>>) -> Option<PartialDate> {
        let Text(raw) = text?;
        let date = match PartialDate::parse(raw.trim()) {
            Ok(date) => date,
            Err(reason) => match lone_year(&raw) {
                Some(year) => {
                    self.warn(field, format!("{reason}; only the year was kept"));
                    year
                }
                None => return self.kept(field, Err(reason)),
            },
        };
        if date.year() > self.labels.year.saturating_add(1) {
            return self.kept(field, Err(format!("{date} lies years ahead")));
        }
        Some(date)
    }

    /// A number in a series, in ASCII digits and signs.
    pub(super) fn number(&mut self, text: Option<Text<'_>>) -> Option<String> {
        let number = self.text("series.number", text)?;
        if !number.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}')) {
            return Some(number);
        }
        let narrow: String = number.nfkc().collect();
        self.note("series.number", format!("`{number}` is in full-width characters and was read as `{narrow}`"));
        Some(narrow)
    }

    /// What a licence's short name stands for.
    pub(super) fn rights(&mut self, text: Option<Text<'_>>) -> Option<Rights> {
        let Text(name) = text?;
        let name = name.trim();
        if name == "LicenseRef-all-rights-reserved" {
            return Some(Rights { statement: Some("All rights reserved".to_owned()), ..Rights::default() });
        }
        let url = creative_commons(name).ok_or_else(|| {
            format!(
                "`{name}` is not a known licence; write one such as `CC-BY-4.0` or `LicenseRef-all-rights-reserved`"
            )
        });
        let url = url.and_then(|url| WebUrl::parse(&url));
        let uri = self.kept("licence", url)?;
        Some(Rights { uri: Some(uri), ..Rights::default() })
    }
}

/// What of the characters of a text nobody sees, and no catalogue wants.
fn oddity(raw: &str) -> Option<&'static str> {
    let hidden = |c: char| matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') || c.is_control();
    if raw.trim().is_empty() {
        None
    } else if raw.trim_matches([' ', '\t', '\n', '\r']).len() < raw.len() {
        Some("began or ended with blanks")
    } else if !raw.is_ascii() && raw.contains(hidden) {
        Some("held characters that cannot be seen")
    } else if !raw.is_ascii() && !unicode_normalization::is_nfc(raw) {
        Some("had its accents apart from their letters")
    } else {
        None
    }
}

/// The year of a date whose parts are joined by slashes or points, where one part alone has four
/// digits.
fn lone_year(text: &str) -> Option<PartialDate> {
    let parts = || text.trim().split(['/', '.', ' ']);
    let is_part = |p: &str| matches!(p.len(), 1 | 2 | 4) && p.bytes().all(|b| b.is_ascii_digit());
    let mut years = parts().filter(|p| p.len() == 4);
    let (year, other) = (years.next()?, years.next());
    let well_formed = other.is_none() && (2..=3).contains(&parts().count()) && parts().all(is_part);
    well_formed.then(|| PartialDate::parse(year).ok()).flatten()
}

/// The URI of a Creative Commons licence, from its SPDX name.
fn creative_commons(name: &str) -> Option<String> {
    if name == "CC0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let (terms, version) = name.strip_prefix("CC-")?.rsplit_once('-')?;
    let terms = terms.to_ascii_lowercase();
    let known = matches!(terms.as_str(), "by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd")
        && matches!(version, "1.0" | "2.0" | "2.5" | "3.0" | "4.0");
    known.then(|| format!("https://creativecommons.org/licenses/{terms}/{version}/"))
}
