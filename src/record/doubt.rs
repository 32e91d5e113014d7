//! What is left of a record without the fields that are in doubt.

use crate::domain::article::Doubt;

use super::article::{Article, Contribution};

impl Article {
    /// Without its doubtful fields. Only canonical JSON shows those, with the reason beside; every other
    /// format takes this. A doubt names a field, and what is inside one (`contributions.biography`) by
    /// dots; the title, without which no format can name the article, stays.
    pub fn without_doubts(mut self) -> Article {
        for Doubt { field, .. } in std::mem::take(&mut self.review) {
            self.clear(&field);
        }
        self
    }

    fn clear(&mut self, field: &str) {
        let (name, inner) = field.split_once('.').unwrap_or((field, ""));
        let name = name.split_once('[').map_or(name, |(name, _)| name);
        match name {
            "subtitle" | "subtitles" => (self.subtitle, self.subtitles) = (None, Vec::new()),
            "abstract" | "abstracts" => (self.r#abstract, self.abstracts) = (None, Vec::new()),
            "title_as_published" => self.title_as_published = None,
            "byline" => self.byline = None,
            "contributions" => self.contributions.iter_mut().for_each(|part| part.clear(inner)),
            "biography" | "affiliations" | "position" | "books" => {
                self.contributions.iter_mut().for_each(|part| part.clear(name));
            }
            "series" => (self.series, self.number, self.year) = (None, None, None),
            "number" => (self.number, self.year) = (None, None),
            "year" => self.year = None,
            "publisher" => self.publisher = None,
            "published" => self.published = None,
            "language" => self.language = None,
            "url" => self.url = None,
            "revised" => self.revised = None,
            "subjects" => self.subjects.clear(),
            "places" => self.places.clear(),
            "doi" => {
                self.doi = None;
                self.identifiers.retain(|own| own.scheme != "doi");
            }
            "identifiers" => (self.identifiers, self.doi) = (Vec::new(), None),
            "files" => self.files.clear(),
            "images" => self.images.clear(),
            "rights" => self.rights = None,
            "access" => self.access = None,
            "disclaimers" => self.disclaimers.clear(),
            "notices" => self.notices.clear(),
            "relations" => self.relations.clear(),
            "word_count" => self.word_count = None,
            "appearances" => {
                self.appearances.clear();
                (self.series, self.number, self.year) = (None, None, None);
                (self.publisher, self.published, self.language, self.url) = (None, None, None, None);
            }
            _ => {}
        }
        // What stands beside the primary appearance stands in it too.
        if matches!(name, "series" | "number" | "year" | "publisher" | "published" | "language" | "url") {
            for own in self.appearances.iter_mut().filter(|own| own.primary) {
                (own.series, own.number, own.year) = (self.series.clone(), self.number.clone(), self.year);
                (own.publisher, own.published) = (self.publisher.clone(), self.published);
                (own.language, own.url) = (self.language.clone(), self.url.clone());
            }
        }
    }
}

impl Contribution {
    fn clear(&mut self, field: &str) {
        match field {
            "biography" => self.biography = None,
            "affiliations" => self.affiliations.clear(),
            "position" => self.affiliations.iter_mut().for_each(|own| own.position = None),
            "books" => self.books.clear(),
            // Who signed is what an article is found by; a doubt about a name clears what is tied to it.
            "author" => self.author = None,
            _ => {}
        }
    }
}
