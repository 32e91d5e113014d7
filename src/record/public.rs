//! The one redaction: every text of an entity that readers may see passes it here, for its record and
//! for a public export alike.

use super::article::consented;
use super::neighbour::Neighbours;
use crate::domain::Entity;
use crate::domain::article::{Affiliation, Article};
use crate::domain::redaction::{may_have_address, redact};
use crate::domain::text::LocalText;

/// Takes every address out of an entity's texts that consent does not let stand there. What is a
/// contact, and not text, is left as it is.
pub fn redact_texts(entity: &mut Entity, around: &dyn Neighbours) {
    match entity {
        Entity::Article(own) => {
            let consented = consented(own, around);
            article(own, &|text| clean(text, &consented));
        }
        Entity::Author(own) => affiliations(&mut own.affiliations, &plain),
        Entity::Organization(own) => own.place.iter_mut().for_each(plain),
        Entity::Series(own) => own.description.iter_mut().chain(&mut own.frequency).for_each(plain),
        Entity::Disclaimer(own) => plain(&mut own.text),
    }
}

/// A text that nobody's consent covers, as others may see it.
pub fn public_text(text: &str) -> String {
    redact(text, &[])
}

fn clean(text: &mut String, consented: &[&str]) {
    if may_have_address(&text) {
        *text = redact(text, consented);
    }
}

fn plain(text: &mut String) {
    clean(text, &[]);
}

fn article(own: &mut Article, clean: &dyn Fn(&mut String)) {
    let all = own.titles.iter_mut().chain(&mut own.subtitles).chain(&mut own.abstracts);
    all.for_each(|LocalText { text, .. }| clean(text));
    own.title_as_published.iter_mut().chain(&mut own.byline).for_each(clean);
    for part in &mut own.contributions {
        part.name.iter_mut().chain(&mut part.biography).for_each(clean);
        affiliations(&mut part.affiliations, clean);
        part.books.iter_mut().for_each(|book| clean(&mut book.title));
        part.books.iter_mut().filter_map(|book| book.publisher.as_mut()).for_each(clean);
    }
    own.subjects.iter_mut().chain(&mut own.places).for_each(|subject| clean(&mut subject.label));
    own.files.iter_mut().filter_map(|file| file.label.as_mut()).for_each(clean);
    for image in &mut own.images {
        image.alt.iter_mut().chain(&mut image.caption).chain(&mut image.credit).for_each(clean);
    }
    if let Some(rights) = &mut own.rights {
        rights.holder.iter_mut().chain(&mut rights.statement).chain(&mut rights.reuse).for_each(clean);
    }
    own.notices.iter_mut().for_each(|notice| clean(&mut notice.text));
    own.relations.iter_mut().filter_map(|relation| relation.citation.as_mut()).for_each(clean);
    own.withdrawal.iter_mut().filter_map(|withdrawal| withdrawal.reason.as_mut()).for_each(clean);
    own.review.iter_mut().for_each(|doubt| clean(&mut doubt.reason));
    own.body.iter_mut().for_each(clean);
}

fn affiliations(own: &mut [Affiliation], clean: &dyn Fn(&mut String)) {
    for post in own {
        clean(&mut post.name);
        post.position.iter_mut().for_each(clean);
    }
}
