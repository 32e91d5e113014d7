//! The sets that an article belongs to, which harvesters may ask for one by one.
//!
//! A set is named by a `setSpec` of OAI-PMH 2.0 (section 2.6): parts joined by colons, each of the
//! unreserved characters of a URI; a name includes all longer ones that begin with it and a colon. The
//! sets are `series:{id}`, `author:{id}`, `subject:{label}`, `language:{tag}` with a part for each
//! subtag, so that `language:zh` includes `language:zh:Hant`, and `year:{year}`.
//!
//! Names must last, since harvesters keep them: series and authors go by their ids, and a series does
//! not stand below its parent, which may change. Fields in doubt make no set; a tombstone is in the sets
//! of what it still shows.

use std::borrow::Cow;
use std::fmt::Write;

use super::article::Article;
use crate::domain::{LanguageTag, PartialDate, text};

/// The kinds of sets: the first part of each name.
pub const KINDS: [&str; 5] = ["author", "language", "series", "subject", "year"];

/// The most bytes of a part that is made of words.
const LONGEST: usize = 200;

/// The names of an article's sets, in order; those that they are part of are left out.
pub fn of(article: &Article) -> Vec<String> {
    let own = match article.review.is_empty() {
        true => Cow::Borrowed(article),
        false => Cow::Owned(article.clone().without_doubts()),
    };
    let mut sets = Vec::new();
    let places = || own.appearances.iter();
    let series = places().filter_map(|place| place.series.as_ref()).chain(&own.series);
    sets.extend(series.map(|series| format!("series:{}", series.id)));
    let authors = own.contributions.iter().filter_map(|part| part.author.as_ref());
    sets.extend(authors.map(|author| format!("author:{}", author.id)));
    let labels =
        own.subjects.iter().map(|subject| subject.label.as_str()).filter(|label| !text::clean(label).is_empty());
    sets.extend(labels.map(of_subject));
    let languages = places().filter_map(|place| place.language.as_ref()).chain(&own.language);
    sets.extend(languages.map(of_language));
    let years = places().flat_map(|place| [place.year, place.published.map(PartialDate::year)]);
    let years = years.chain([own.year, own.published.map(PartialDate::year)]).flatten();
    sets.extend(years.map(|year| format!("year:{year}")));
    sets.sort_unstable();
    sets.dedup();
    sets
}

/// The set of a subject, by its label without case and accents: hyphens for spaces, and a tilde with
/// two hexadecimal digits for each byte that a name cannot hold.
pub fn of_subject(label: &str) -> String {
    let folded = Some(text::folded(label)).filter(|folded| !folded.is_empty());
    let mut set = String::from("subject:");
    for c in folded.unwrap_or_else(|| text::clean(label)).chars() {
        let mut bytes = [0; 4];
        match c {
            ' ' => set.push('-'),
            c if c.is_ascii_alphanumeric() => set.push(c),
            c => c.encode_utf8(&mut bytes).bytes().for_each(|byte| _ = write!(set, "~{byte:02x}")),
        }
        if set.len() > LONGEST {
            break;
        }
    }
    set
}

fn of_language(tag: &LanguageTag) -> String {
    format!("language:{}", tag.as_str().replace('-', ":"))
}

/// A set and all that include it.
pub fn with_parents(set: &str) -> impl Iterator<Item = &str> {
    let ends = set.match_indices(':').map(|(end, _)| end).chain([set.len()]);
    ends.filter_map(|end| set.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_names_of_unreserved_characters() {
        assert_eq!(of_subject("Harbour  Finance"), "subject:harbour-finance");
        assert_eq!(of_subject("Énergie"), of_subject("energie"));
        assert_eq!(of_subject("港"), "subject:~e6~b8~af");
        assert_eq!(of_subject("++"), "subject:~2b~2b");
        assert!(of_subject(&"港".repeat(500)).len() < 220);
    }

    #[test]
    fn a_set_is_part_of_its_beginnings() {
        let all: Vec<_> = with_parents("language:zh:Hant").collect();
        assert_eq!(all, ["language", "language:zh", "language:zh:Hant"]);
    }
}
