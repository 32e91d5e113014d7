//! Which formats an article has an entry in, of those that do not have one for each article.
//!
//! The catalog knows them, so that a list of what can be had in such a format is walked like any other.

use std::borrow::Cow;

use super::article::Article;

/// The format of deposits with Crossref.
pub const CROSSREF: &str = "crossref";

/// A deposit as an article of a journal, by the name of its element.
pub const JOURNAL: &str = "journal";

/// A deposit as a report, in a series or not, likewise.
pub const REPORT: &str = "report-paper";

/// The kinds of deposits.
pub const DEPOSITS: &[&str] = &[JOURNAL, REPORT];

/// The formats that an article has an entry in, or had until it was withdrawn, by their names; and the
/// kind of the entry, where a file of the format holds one kind only.
pub fn of(article: &Article) -> Vec<&'static str> {
    let own = match article.review.is_empty() {
        true => Cow::Borrowed(article),
        false => Cow::Owned(article.clone().without_doubts()),
    };
    if can_be_deposited(&own) { vec![CROSSREF, deposit(&own)] } else { Vec::new() }
}

/// As what an article is deposited: what is printed inside a periodical with an ISSN is an article of a
/// journal, and the schema asks one of a journal.
pub fn deposit(own: &Article) -> &'static str {
    match &own.series {
        Some(series) if series.kind == "host" && series.issn.is_some() => JOURNAL,
        _ => REPORT,
    }
}

/// Whether there is enough of an article for a deposit with Crossref, besides an address to resolve to:
/// a DOI and a year of publication as the schema has them (common5.3.1.xsd: `doi_t`, `year.atts`).
fn can_be_deposited(own: &Article) -> bool {
    own.doi.as_deref().is_some_and(is_doi) && own.published.is_some_and(|date| (1400..=2200).contains(&date.year()))
}

/// Whether a DOI fits the schema's pattern.
fn is_doi(doi: &str) -> bool {
    let Some((registrant, suffix)) = doi.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    (4..=9).contains(&registrant.len())
        && registrant.bytes().all(|byte| byte.is_ascii_digit())
        && (1..=200).contains(&suffix.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_one_of_crossref() {
        assert!(is_doi("10.5555/a/b"));
        for doi in ["10.5555.1/a", "10.555/a", "10.5555", "11.5555/a"] {
            assert!(!is_doi(doi), "{doi}");
        }
    }
}
