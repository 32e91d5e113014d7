//! One article in a feed.

use super::authority;
use crate::domain::article::File;
use crate::domain::{PartialDate, text};
use crate::format::uri;
use crate::record::article::{Article, Contribution};
use crate::site::text::{Text, date, day_of};
use crate::site::{Site, address, canonical, title_of, words};

/// One article, as every format of feed tells it.
pub struct Entry {
    /// The URI that names it for ever.
    pub id: String,
    /// Its title in its language.
    pub title: Text,
    /// The address by which it is to be found.
    pub link: String,
    /// Our page of it, where that is another.
    pub page: Option<String>,
    /// Its DOI as an address.
    pub doi: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When its publisher revised it, else when it was published, else when we first knew of it.
    pub updated: PartialDate,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// Who else had a part in it.
    pub contributors: Vec<Person>,
    /// Its notices, then its abstract.
    pub summary: Option<Text>,
    /// What it is about.
    pub categories: Vec<String>,
    /// Its rights and disclaimers, as they stand.
    pub rights: Vec<String>,
    /// Its disclaimers alone.
    pub disclaimers: Vec<Text>,
    /// The URI of its licence.
    pub licence: Option<String>,
    /// Its files.
    pub files: Vec<File>,
    /// The address of its picture.
    pub image: Option<String>,
}

/// A person or body.
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// Their ORCID iD or ROR id, else their page here.
    pub uri: Option<String>,
}

impl Entry {
    /// Of a record without doubts.
    pub fn new(site: &Site<'_>, own: &Article) -> Option<Entry> {
        let created = day_of(own.created)?;
        let path = address::page(own.id, own.slug.as_deref());
        let page = site.url(&path);
        let link = canonical(site, own).unwrap_or_else(|| page.clone());
        let (authors, others): (Vec<_>, Vec<_>) = own.contributions.iter().partition(|part| part.role == "author");
        let people = |parts: Vec<&Contribution>| parts.into_iter().map(|part| person(site, part)).collect();
        let disclaimers = own.disclaimers.iter().map(|own| Text::new(own.text.clone(), own.language.as_ref(), None));
        let disclaimers: Vec<Text> = disclaimers.collect();
        let stated =
            own.rights.iter().flat_map(|own| [own.statement.clone(), own.holder.as_ref().map(|h| format!("© {h}"))]);
        Some(Entry {
            id: format!("tag:{},{created}:{}", authority(site), own.id),
            title: title_of(own),
            page: (page != link).then_some(page),
            link,
            doi: own.doi.as_deref().map(uri::doi),
            published: own.published,
            updated: own.revised.or(own.published).unwrap_or(created),
            authors: people(authors),
            contributors: people(others),
            summary: summary(own),
            categories: own.subjects.iter().chain(&own.places).map(|own| own.label.clone()).collect(),
            rights: stated.flatten().chain(disclaimers.iter().map(|own| own.text.clone())).collect(),
            disclaimers,
            licence: own.rights.as_ref().and_then(|own| own.uri.as_ref()).map(|uri| uri.as_str().to_owned()),
            files: own.files.clone(),
            image: own.images.first().map(|image| image.url.as_str().to_owned()),
        })
    }
}

fn person(site: &Site<'_>, part: &Contribution) -> Person {
    let known = part.author.as_ref().and_then(|link| link.orcid.clone().or(link.ror.clone()));
    let page = || site.identity.url(&(site.path_of)(part.author.as_ref()?.id));
    Person { name: part.name.clone(), uri: known.or_else(page) }
}

/// What a reader must know first, and what it is about.
fn summary(own: &Article) -> Option<Text> {
    let form = text::display(&own.abstracts);
    let about = form.map(|form| Text::of(form, own.language.as_ref()));
    let notices = own.notices.iter().map(|notice| {
        let day = notice.date.map(|day| format!(" ({})", date(day))).unwrap_or_default();
        format!("{}{day}: {}", words::notice(&notice.kind), notice.text)
    });
    let parts: Vec<String> = notices.chain(about.as_ref().map(|own| own.text.clone())).collect();
    let lang = about.map_or_else(|| own.language.as_ref().map(ToString::to_string).unwrap_or_default(), |own| own.lang);
    (!parts.is_empty()).then(|| Text { text: parts.join(" – "), lang })
}
