//! The article of a line.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::record::{OtherTitle, Record, Text};
use super::{Problem, Reading};
use crate::domain::article::{
    Appearance, Article, ArticleType, Notice, NoticeKind, Relation, RelationType, Status, Subject, SubjectKind,
    Withdrawal,
};
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::text::{LocalText, TextKind};
use crate::domain::{Entity, LanguageTag, PartialDate, Ref, Timestamp};
use crate::import::document::{Document, Item};

impl Reading<'_> {
    /// The document of a record.
    pub(super) fn document(mut self, own: Record<'_>) -> Result<Document, Vec<Problem>> {
        let (key, title) = (self.text("id", Some(own.id)), self.text("title", Some(own.title)));
        let (Some(key), Some(title)) = (key, title) else {
            self.problems.push(Problem::error(self.line, "", "a commentary needs an `id` and a `title`"));
            return Err(self.problems);
        };
        let language = own.language.and_then(|l| self.kept("language", LanguageTag::parse(l.0.trim())));
        if own.date.is_none() {
            self.warn("date", "the commentary has no date");
        }
        let published = self.date("date", own.date);
        let mut article = Article {
            byline: self.text("byline", own.byline),
            rights: self.rights(own.licence),
            word_count: own.word_count,
            subjects: self.subjects(own.subjects),
            places: self.places(own.places),
            title_as_published: self.capitals(&title),
            titles: vec![LocalText::main(title, language.clone())],
            ..Article::default()
        };
        let form = |text| vec![LocalText::main(text, language.clone())];
        article.subtitles = self.text("subtitle", own.subtitle).map(form).unwrap_or_default();
        article.abstracts = self.text("abstract", own.r#abstract).map(form).unwrap_or_default();
        article.body = own.body.into_iter().filter_map(|p| self.text("body", Some(p))).collect();
        let doi = own.doi.and_then(|d| self.doi(&d.0));
        article.identifiers.extend(doi);
        let url = own.url.and_then(|u| self.kept("url", WebUrl::parse(&u.0)));
        let placed = self.series(own.series);
        article.contributions = self.contributions(own.authors, article.byline.as_deref());
        if let Some(text) = self.text("disclaimer", own.disclaimer) {
            article.disclaimers = vec![self.disclaimer(&text, language.as_ref())];
        }
        article.relations = own.relations.into_iter().filter_map(|r| self.relation(r.r#type, r.target)).collect();
        article.r#type = self.kind(own.r#type, &article.relations);
        self.other_titles(own.title_alt, &mut article);
        article.revised = self.date("updated", own.updated);
        if let (Some(revised), Some(published)) = (article.revised, published)
            && revised.end() < published.start()
        {
            self.warn("updated", format!("{revised} is before the date, {published}; left out"));
            article.revised = None;
        }
        self.status(own.status, published, &mut article);
        let year = published.map(PartialDate::year);
        article.appearances = vec![Appearance {
            primary: true,
            year: placed.as_ref().filter(|p| p.restarts && p.number.is_some()).and(year),
            number: placed.as_ref().and_then(|p| p.number.clone()),
            series: placed.map(|p| p.series),
            published,
            language,
            url,
            ..Appearance::default()
        }];
        self.items.push(Item::subject(key, Entity::Article(Box::new(article))));
        Ok(Document { line: self.number, items: self.items, problems: self.problems })
    }

    /// A DOI, however it is written.
    fn doi(&mut self, text: &str) -> Option<Identifier> {
        let doi = self.kept("doi", Identifier::parse("doi", text))?;
        if text.contains("://") {
            self.note("doi", format!("it is given as an address, and was read as `{}`", doi.value));
        }
        Some(doi)
    }

    /// The title as printed, where that is in capitals throughout. Its own case is not guessed.
    fn capitals(&mut self, title: &str) -> Option<String> {
        let shouted = !title.chars().any(char::is_lowercase)
            && title.contains(' ')
            && title.chars().filter(|c| c.is_uppercase()).count() > 3;
        shouted.then(|| {
            self.warn("title", "it is in capitals throughout, and was kept so; give it in its own case");
            title.to_owned()
        })
    }

    /// A code that the tables do not know is told; without tables nothing is said here, but once for the
    /// whole file.
    fn subjects(&mut self, codes: Vec<Text<'_>>) -> Vec<Subject> {
        let Some(table) = &self.labels.subjects else { return Vec::new() };
        let mut subjects = Vec::with_capacity(codes.len());
        for Text(code) in codes {
            match table.get(code.as_ref()) {
                Some(label) => subjects.push(subject(&code, label, SubjectKind::Topic, "local")),
                None => self.warn("subjects", format!("`{code}` is a code that no table names; left out")),
            }
        }
        subjects
    }

    fn places(&mut self, codes: Vec<Text<'_>>) -> Vec<Subject> {
        let Some(table) = &self.labels.places else { return Vec::new() };
        let mut places = Vec::with_capacity(codes.len());
        for Text(code) in codes {
            match table.get(code.as_ref()) {
                Some(label) => places.push(subject(&code, label, SubjectKind::Place, "iso3166")),
                None => self.warn("places", format!("`{code}` is a code that no table names; left out")),
            }
        }
        places
    }

    fn relation(&mut self, kind: Text<'_>, target: Text<'_>) -> Option<Relation> {
        let kind = self.kept("relations.type", word::<RelationType>(&kind.0))?;
        let target = self.text("relations.target", Some(target))?;
        Some(Relation { r#type: kind, article: Some(Ref(format!("@{target}"))), doi: None, url: None, citation: None })
    }

    /// What it is to others says what it is; otherwise what it calls itself.
    fn kind(&mut self, named: Option<Text<'_>>, relations: &[Relation]) -> ArticleType {
        let told = relations.iter().find_map(|r| match r.r#type {
            RelationType::RespondsTo => Some(ArticleType::Response),
            RelationType::Corrects => Some(ArticleType::Correction),
            RelationType::TranslationOf => Some(ArticleType::Translation),
            _ => None,
        });
        let named = named.and_then(|t| self.kept("type", word::<ArticleType>(&t.0)));
        told.or(named).unwrap_or_default()
    }

    /// Beside the title of a translation stands its original's: that is no title of the translation but
    /// says what it translates. Beside any other title stands a translation of it.
    fn other_titles(&mut self, titles: Vec<OtherTitle<'_>>, article: &mut Article) {
        for OtherTitle { lang, title } in titles {
            let Some(text) = self.text("title_alt.title", Some(title)) else { continue };
            let original = article.relations.iter_mut().find(|r| r.r#type == RelationType::TranslationOf);
            match original {
                Some(original) if original.citation.is_none() => original.citation = Some(text),
                _ => {
                    let language = lang.and_then(|l| self.kept("title_alt.lang", LanguageTag::parse(l.0.trim())));
                    article.titles.push(LocalText { text, language, script: None, kind: TextKind::Translated });
                }
            }
        }
    }

    fn status(&mut self, status: Option<Text<'_>>, published: Option<PartialDate>, article: &mut Article) {
        match status.as_ref().map(|s| s.0.as_ref()) {
            None | Some("published") => {}
            Some("corrected") => article.notices.push(Notice {
                kind: NoticeKind::Correction,
                date: article.revised,
                text: "The publisher marks this commentary as corrected.".to_owned(),
                url: None,
                article: None,
            }),
            Some("withdrawn") => {
                article.status = Status::Withdrawn;
                let since = article.revised.or(published).and_then(first_instant);
                if since.is_none() {
                    self.warn("status", "it is withdrawn, but nothing says since when");
                }
                article.withdrawal = since.map(|at| Withdrawal { at, reason: None, successor: None });
            }
            Some(other) => {
                article.status = Status::Draft;
                let reason = format!("`{other}` is none of `published`, `corrected` and `withdrawn`; kept as a draft");
                self.warn("status", reason);
            }
        }
    }
}

fn subject(code: &str, label: &str, kind: SubjectKind, scheme: &str) -> Subject {
    Subject {
        id: Some(code.to_owned()),
        label: label.to_owned(),
        language: LanguageTag::parse("en").ok(),
        kind,
        scheme: Some(scheme.to_owned()),
        uri: None,
    }
}

/// A word of a closed list.
fn word<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    let source: StrDeserializer<'a, Error> = text.into_deserializer();
    T::deserialize(source).map_err(|error| error.to_string())
}

fn first_instant(date: PartialDate) -> Option<Timestamp> {
    let (year, month, day) = date.start();
    Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z")).ok()
}
