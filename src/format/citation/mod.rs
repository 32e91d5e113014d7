//! Formatted citations: a reference to an article, by a style of the Citation Style Language.
//!
//! They are made of the same items as CSL-JSON. What an article of a numbered series is cited by is its
//! series and number, and not every style prints both for every type of item; so each style is asked
//! once which of several ways to present such an item shows them.

mod layout;
mod quiet;
mod repair;
mod style;
mod write;

pub use style::{Unknown, locales, style_names};

use std::sync::Arc;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Formatted,
    Formatting,
};

use super::{cited, csl, uri};
use crate::domain::Identity;
use crate::record::article::Article;

/// The style of citations where none is asked for.
pub const DEFAULT_STYLE: &str = "apa";

/// A style in a locale, ready to cite.
pub struct Style {
    kept: Arc<style::Kept>,
    locale: Option<LocaleCode>,
}

impl Style {
    /// The style of this name; without a locale in the one that the style is written for, or else in
    /// American English.
    pub fn named(name: &str, locale: Option<&str>) -> Result<Style, Unknown> {
        let locale = locale.map(|locale| style::locale(locale).ok_or(Unknown::Locale)).transpose()?;
        Ok(Style { kept: style::load(name).ok_or(Unknown::Style)?, locale })
    }

    /// A citation as plain text, on one line.
    pub fn text(&self, article: &Article) -> String {
        write::text(&self.cite(article))
    }

    /// A citation as inline HTML.
    pub fn html(&self, article: &Article) -> String {
        write::html(&self.cite(article))
    }

    /// Whether it numbers the references of a list.
    pub fn has_numbers(&self) -> bool {
        self.kept.label.is_some()
    }

    /// A reference in a list of them, where it has this number: a style that numbers its references has
    /// the number before it.
    pub fn numbered(&self, number: u64, article: &Article) -> Reference {
        let mut made = self.cite(article);
        if let Some((before, behind)) = &self.kept.label {
            made.0.insert(0, unformatted(format!("{before}{number}{behind} ")));
        }
        Reference(made)
    }

    fn cite(&self, article: &Article) -> ElemChildren {
        let item = csl::item(article, &Identity::default());
        let item = layout::of(&item, &self.kept.layouts);
        // The library panics over numbers such as `.é`: the punctuation eats the space before it, and a place
        // that was noted in the text is then one inside a letter.
        let made = quiet::attempt(|| rendered(&item, &self.kept.csl, self.locale.clone(), style::LOCALES.as_slice()));
        made.unwrap_or_else(|| plain(article))
    }
}

/// A reference that was made, to be written in any form.
pub struct Reference(ElemChildren);

impl Reference {
    /// As plain text, on one line.
    pub fn text(&self) -> String {
        write::text(&self.0)
    }

    /// As inline HTML.
    pub fn html(&self) -> String {
        write::html(&self.0)
    }
}

/// A reference in no style, where the library makes none: all that it takes to find the article.
fn plain(article: &Article) -> ElemChildren {
    let names: Vec<String> = cited::names(article, "author").map(|name| name.inverted()).collect();
    let number = article.number.as_ref().map(|number| format!("no. {number}"));
    let series = article.series.as_ref().map(|series| series.title.clone());
    let date = article.published.map(|date| date.to_string());
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let sentences = [
        names.join("; "),
        cited::title(article).map(String::from).unwrap_or_default(),
        joined([series, number]),
        joined([cited::publisher(article).map(str::to_owned), date]),
        article.doi.as_deref().map(uri::doi).unwrap_or_default(),
        article.url.as_ref().map(|url| url.as_str().to_owned()).unwrap_or_default(),
    ];
    let text = sentences.into_iter().filter(|own| !own.is_empty()).collect::<Vec<_>>().join(". ");
    ElemChildren(vec![unformatted(text)])
}

fn unformatted(text: String) -> ElemChild {
    ElemChild::Text(Formatted { text, formatting: Formatting::default() })
}

/// The entry of a bibliography of this item alone, or a note where the style has no bibliography. Labels
/// and numbers of entries are left out: there is no list that they point into.
fn rendered(item: &Item, csl: &IndependentStyle, locale: Option<LocaleCode>, locales: &[Locale]) -> ElemChildren {
    let mut driver = BibliographyDriver::new();
    let cited = vec![CitationItem::with_entry(item)];
    driver.citation(CitationRequest::new(cited, csl, locale.clone(), locales, Some(1)));
    let rendered = driver.finish(BibliographyRequest::new(csl, locale, locales));
    let entry = rendered.bibliography.and_then(|all| all.items.into_iter().next()).map(|entry| entry.content);
    let note = rendered.citations.into_iter().next().map(|note| note.citation);
    entry.or(note).unwrap_or_default()
}

#[cfg(test)]
mod tests;
