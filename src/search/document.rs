//! What of a record is indexed.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::schema::{Fields, Shelf};
use super::tongue::{Known, Tongue};
use super::words::words;
use crate::domain::article::Subject;
use crate::domain::author::PersonName;
use crate::domain::text::LocalText;
use crate::domain::{LanguageTag, Resource};
use crate::record::Record;
use crate::record::article::Article;
use crate::record::author::Author;
use crate::record::organization::Organization;
use crate::record::series::Series;

/// The document of a record, with the paragraphs of an article's body; `None` of what cannot be searched.
pub fn document(
    fields: &Fields,
    known: &mut Known,
    key: u64,
    record: &Record,
    paragraphs: &[String],
) -> Option<TantivyDocument> {
    let mut document = TantivyDocument::new();
    document.add_u64(fields.key, key);
    let resource = match record {
        Record::Article(_) => Resource::Article,
        Record::Author(_) => Resource::Author,
        Record::Organization(_) => Resource::Organization,
        Record::Series(_) => Resource::Series,
        Record::Disclaimer(_) => return None,
    };
    document.add_text(fields.kind, resource.name());
    let (all, forms, label) = Default::default();
    let mut texts = Texts { document, known, all, forms, label };
    match record {
        Record::Article(own) => {
            let day = own.published.map_or(0, |date| day(date.start()));
            texts.document.add_u64(fields.day, day);
            texts.article(fields, own, paragraphs);
        }
        Record::Author(own) => texts.author(own),
        Record::Organization(own) => texts.organization(own),
        Record::Series(own) => texts.series(own),
        Record::Disclaimer(_) => {}
    }
    if resource != Resource::Article {
        texts.document.add_u64(fields.day, 0);
    }
    Some(texts.done(fields.of(resource)?))
}

fn day((year, month, day): (i16, u8, u8)) -> u64 {
    u64::from(year.unsigned_abs()) * 10_000 + u64::from(month) * 100 + u64::from(day)
}

/// The texts of one record under way.
struct Texts<'k> {
    document: TantivyDocument,
    known: &'k mut Known,
    all: String,
    forms: HashSet<String, RandomState>,
    label: String,
}

/// One text with its language.
type Said<'a> = (&'a str, Option<&'a LanguageTag>);

impl Texts<'_> {
    /// The words of some texts: as often as they count among all, once where they keep their order.
    fn add(&mut self, texts: &[Said<'_>], weight: usize, part: Option<Field>, is_public: bool) {
        let mut ordered = String::new();
        for (text, language) in texts {
            let tongue = Tongue::of(*language);
            for word in words(text) {
                let token = self.known.token(tongue, &word);
                for _ in 0..weight {
                    push(&mut self.all, token);
                }
                if is_public {
                    push(&mut ordered, token);
                    if !self.forms.contains(&word.form) {
                        self.forms.insert(word.form);
                    }
                }
            }
        }
        if let Some(field) = part.filter(|_| !ordered.is_empty()) {
            self.document.add_text(field, &ordered);
        }
    }

    fn label(&mut self, text: &str) {
        words(text).iter().for_each(|word| push(&mut self.label, &word.form));
    }

    fn article(&mut self, fields: &Fields, own: &Article, paragraphs: &[String]) {
        let language = own.language.as_ref();
        let local = |texts: &'_ [LocalText]| -> Vec<(String, Option<LanguageTag>)> {
            let of = |own: &LocalText| (own.text.clone(), own.language.clone().or_else(|| language.cloned()));
            texts.iter().map(of).collect()
        };
        let plain = |text: &str| (text.to_owned(), language.cloned());
        let names = own.contributions.iter().flat_map(|own| {
            let link = own.author.iter();
            let forms = link.flat_map(|link| [link.name.as_str()].into_iter().chain(full_names(&link.names)));
            distinct([own.name.as_str()].into_iter().chain(forms))
        });
        let series = own.appearances.iter().filter_map(|own| own.series.as_ref());
        let series = series.flat_map(|own| {
            distinct([own.title.as_str()].into_iter().chain(own.titles.iter().map(|form| form.text.as_str())))
        });
        let numbers = own.appearances.iter().filter_map(|own| own.number.as_deref());
        let labels = |of: &[Subject]| -> Vec<(String, Option<LanguageTag>)> {
            let said = |own: &Subject| (own.label.clone(), own.language.clone().or_else(|| language.cloned()));
            of.iter().map(said).collect()
        };
        let posts = own.contributions.iter().flat_map(|own| own.affiliations.iter().map(|post| post.name.as_str()));
        let said: [(&str, Vec<_>); 7] = [
            ("title", local(&own.titles)),
            ("author", names.map(plain).collect()),
            ("series", series.chain(numbers).map(plain).collect()),
            ("subject", labels(&own.subjects)),
            ("place", labels(&own.places)),
            ("abstract", local(&own.subtitles).into_iter().chain(local(&own.abstracts)).collect()),
            ("body", paragraphs.iter().map(|text| plain(text)).collect()),
        ];
        for (name, texts) in &said {
            let Some(part) = fields.part(name) else { continue };
            let texts: Vec<Said<'_>> =
                texts.iter().map(|(text, language)| (text.as_str(), language.as_ref())).collect();
            // Of a body that is not served, no more is known than which words stand somewhere in it.
            let is_public = *name != "body" || own.body.is_some();
            self.add(&texts, part.weight, is_public.then_some(part.field), is_public);
        }
        let posts: Vec<Said<'_>> = distinct(posts).into_iter().map(|name| (name, language)).collect();
        self.add(&posts, 1, None, true);
        own.titles.iter().for_each(|form| self.label(&form.text));
    }

    fn author(&mut self, own: &Author) {
        let names = distinct([own.name.as_str()].into_iter().chain(full_names(&own.names)));
        self.names(&names);
        let posts: Vec<Said<'_>> = own.affiliations.iter().map(|post| (post.name.as_str(), None)).collect();
        self.add(&posts, 1, None, true);
    }

    fn organization(&mut self, own: &Organization) {
        let names = [own.name.as_str()].into_iter().chain(own.names.iter().map(|form| form.text.as_str()));
        self.names(&distinct(names));
        let places: Vec<Said<'_>> = own.place.iter().map(|place| (place.as_str(), None)).collect();
        self.add(&places, 1, None, true);
    }

    fn series(&mut self, own: &Series) {
        let titles = [own.title.as_str()].into_iter().chain(own.titles.iter().map(|form| form.text.as_str()));
        let others = [&own.key_title, &own.code].into_iter().flatten().map(String::as_str);
        self.names(&distinct(titles.chain(others)));
        let rest = [&own.description].into_iter().flatten().map(|text| (text.as_str(), own.language.as_ref()));
        self.add(&rest.collect::<Vec<_>>(), 1, None, true);
    }

    /// Names are not inflected.
    fn names(&mut self, names: &[&str]) {
        let texts: Vec<Said<'_>> = names.iter().map(|name| (*name, None)).collect();
        self.add(&texts, 4, None, true);
        names.iter().for_each(|name| self.label(name));
    }

    fn done(mut self, shelf: &Shelf) -> TantivyDocument {
        let mut forms = String::new();
        self.forms.iter().for_each(|form| push(&mut forms, form));
        for (field, text) in [(shelf.all, &self.all), (shelf.forms, &forms), (shelf.label, &self.label)] {
            self.document.add_text(field, text);
        }
        self.document
    }
}

fn full_names(names: &[PersonName]) -> impl Iterator<Item = &str> {
    names.iter().map(|name| name.full.as_str())
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn push(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}
