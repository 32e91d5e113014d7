//! What an article's values must be to each other.

use super::check::Checker;
use crate::domain::article::{
    Access, AccessKind, Affiliation, Appearance, Article, Contribution, File, Relation, Rights, Status, SubjectKind,
};
use crate::domain::{Resource, Slot, identifier};

const ARTICLE: Slot = Slot::One(Resource::Article);

impl Checker {
    pub(super) fn article(&mut self, own: &mut Article) {
        self.forms("titles", &own.titles, Some("an article needs a title of kind `main`"));
        self.forms("subtitles", &own.subtitles, None);
        self.forms("abstracts", &own.abstracts, None);
        self.contributions(&own.contributions);
        self.appearances(&own.appearances);
        self.ordered("published", own.primary().and_then(|a| a.published), "revised", own.revised);
        for place in own.places.iter_mut().filter(|p| p.kind == SubjectKind::Topic) {
            place.kind = SubjectKind::Place;
        }
        if own.identifiers.iter().filter(|i| i.scheme == "doi").count() > 1 {
            self.error("identifiers", "an article has one DOI; give those of other versions as relations");
        }
        for (at, file) in own.files.iter().enumerate() {
            self.file(&format!("files[{at}]"), file);
        }
        if own.rights == Some(Rights::default()) {
            own.rights = None;
        }
        self.access(own.access.as_ref());
        self.references("disclaimers", &own.disclaimers, Slot::One(Resource::Disclaimer));
        for (at, notice) in own.notices.iter().enumerate() {
            self.reference(&format!("notices[{at}].article"), notice.article.as_ref(), ARTICLE);
        }
        for (at, relation) in own.relations.iter_mut().enumerate() {
            self.relation(&format!("relations[{at}]"), relation);
        }
        self.withdrawal(own);
        own.body.retain(|paragraph| !paragraph.is_empty());
    }

    fn contributions(&mut self, contributions: &[Contribution]) {
        for (at, own) in contributions.iter().enumerate() {
            let field = format!("contributions[{at}]");
            self.reference(&format!("{field}.author"), Some(&own.author), Slot::Agent);
            self.affiliations(&format!("{field}."), &own.affiliations);
            if contributions.iter().take(at).any(|c| c.author == own.author && c.role == own.role) {
                self.error(&field, format!("{} is named twice as {}", own.author, own.role));
            }
            for (book, year) in own.books.iter().enumerate().filter_map(|(book, b)| Some((book, b.year?))) {
                self.year(&format!("{field}.books[{book}].year"), year);
            }
        }
    }

    pub(super) fn affiliations(&mut self, owner: &str, affiliations: &[Affiliation]) {
        for (at, own) in affiliations.iter().enumerate() {
            let field = format!("{owner}affiliations[{at}].organization");
            self.reference(&field, own.organization.as_ref(), Slot::One(Resource::Organization));
        }
    }

    fn appearances(&mut self, appearances: &[Appearance]) {
        if appearances.iter().filter(|a| a.primary).count() > 1 {
            self.error("appearances", "more than one is `primary`; an article is cited by one of them");
        }
        for (at, own) in appearances.iter().enumerate() {
            let field = format!("appearances[{at}]");
            self.reference(&format!("{field}.series"), own.series.as_ref(), Slot::One(Resource::Series));
            self.reference(&format!("{field}.publisher"), own.publisher.as_ref(), Slot::One(Resource::Organization));
            if let Some(year) = own.year {
                self.year(&format!("{field}.year"), year);
            }
            if own.series.is_none() && own.number.is_some() {
                self.warning(&format!("{field}.number"), "a number says nothing without its series");
            }
        }
    }

    fn year(&mut self, field: &str, year: i16) {
        if !(1000..=9999).contains(&year) {
            self.error(field, format!("{year} is not a year; write four digits, such as 2024"));
        }
    }

    fn file(&mut self, field: &str, own: &File) {
        let is_hex = |s: &str| s.len() == 64 && s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if own.sha256.as_deref().is_some_and(|s| !is_hex(s)) {
            self.error(&format!("{field}.sha256"), "a SHA-256 is 64 digits and letters `a` to `f`, in lower case");
        }
        let is_type =
            |t: &str| t.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty() && !t.contains(' '));
        if let Some(media_type) = own.media_type.as_deref().filter(|t| !is_type(t)) {
            let reason = format!("`{media_type}` is not a media type; write one such as `application/pdf`");
            self.error(&format!("{field}.media_type"), reason);
        }
    }

    fn access(&mut self, access: Option<&Access>) {
        if access.is_some_and(|a| a.until.is_some() && a.kind != AccessKind::Embargoed) {
            self.error("access.until", "only an embargo has an end; leave it out, or write `\"kind\": \"embargoed\"`");
        }
    }

    fn relation(&mut self, field: &str, own: &mut Relation) {
        self.reference(&format!("{field}.article"), own.article.as_ref(), ARTICLE);
        if own.article.is_none() && own.doi.is_none() && own.url.is_none() && own.citation.is_none() {
            self.error(field, "a relation needs a target: `article`, `doi`, `url` or `citation`");
        }
        if let Some(doi) = &mut own.doi {
            match identifier::doi(doi) {
                Ok(canonical) => *doi = canonical,
                Err(reason) => self.error(&format!("{field}.doi"), reason),
            }
        }
    }

    fn withdrawal(&mut self, own: &Article) {
        match (&own.withdrawal, own.status) {
            (None, Status::Withdrawn) => {
                self.error(
                    "withdrawal",
                    "a withdrawn article says since when: `\"withdrawal\": {\"at\": \"2024-04-12T08:30:00Z\"}`",
                );
            }
            (Some(_), status) if status != Status::Withdrawn => {
                let reason =
                    format!("it is there, but the status is `{}`; write `\"status\": \"withdrawn\"`", status.word());
                self.error("status", reason);
            }
            _ => {}
        }
        let successor = own.withdrawal.as_ref().and_then(|w| w.successor.as_ref());
        self.reference("withdrawal.successor", successor, ARTICLE);
    }
}
