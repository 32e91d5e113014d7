//! What is printed of the identifier of the text itself.

use super::document::Document;
use super::words::weight;
use crate::domain::identifier::doi;
use crate::import::report::{Certainty, Finding};

/// The DOI of the text: the only one that stands on a line of its own, with its label or as an address.
pub fn own_doi(document: &Document) -> Option<Finding<String>> {
    let mut found: Option<Finding<String>> = None;
    for line in document.lines.iter().filter(|line| line.text.len() <= 200) {
        let Some(value) = doi_of(&line.text) else { continue };
        match &found {
            Some(first) if first.value != value => return None,
            Some(_) => {}
            None => {
                let lines = (line.number, line.number);
                found = Some(Finding { value, lines, source: "doi", certainty: Certainty::Likely });
            }
        }
    }
    found
}

fn doi_of(line: &str) -> Option<String> {
    let at = line.find("10.")?;
    let (label, value) = (line.get(..at)?.to_lowercase(), line.get(at..)?.trim());
    let label = label.trim();
    let labelled = label.trim_end_matches([':', ' ']).ends_with("doi") || label.ends_with("doi.org/");
    let whole = weight(label) <= 3 && !value.contains(' ');
    (labelled && whole).then(|| doi(value.trim_end_matches(['.', ','])).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_labelled_line_is_the_doi_of_the_text() {
        let read = |text: &str| own_doi(&Document::new(text)).map(|found| found.value);
        assert_eq!(read("Tides\n\nDOI: 10.5555/tide.1").as_deref(), Some("10.5555/tide.1"));
        assert_eq!(read("Tides\n\nhttps://doi.org/10.5555/tide.1\n").as_deref(), Some("10.5555/tide.1"));
        assert_eq!(read("Roe, Tides, DOI: 10.5555/tide.1, p. 4"), None);
        assert_eq!(read("DOI: 10.5555/a\n\nDOI: 10.5555/b"), None);
    }
}
