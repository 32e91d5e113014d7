//! The organizations, series and disclaimers a line mentions.

use sha2::{Digest, Sha256};

use super::Reading;
use super::record;
use crate::domain::disclaimer::Disclaimer;
use crate::domain::organization::Organization;
use crate::domain::series::{Issn, Issns, NumberingScheme, Series, SeriesKind};
use crate::domain::text::LocalText;
use crate::domain::{Entity, LanguageTag, Ref};
use crate::import::document::Item;
use crate::import::text::tidy;

impl Reading<'_> {
    /// An organization, known by its name alone: affiliations, publishers and corporate authors of one
    /// name are one.
    pub(super) fn organization(&mut self, name: &str) -> Ref {
        let key = format!("org:{name}");
        if !self.items.iter().any(|item| item.key.as_deref() == Some(&key)) {
            let names = vec![LocalText::main(name, None)];
            let entity = Entity::Organization(Box::new(Organization { names, ..Organization::default() }));
            self.items.push(Item::mentioned(key.as_str(), entity));
        }
        Ref(format!("@{key}"))
    }

    /// A series, with what the tables say of it.
    pub(super) fn series(&mut self, own: Option<record::Series<'_>>) -> Option<Placed> {
        let record::Series { id, code, name, number } = own?;
        let id = self.text("series.id", Some(id))?;
        let title = self.text("series.name", Some(name))?;
        let code = self.text("series.code", code);
        let number = self.number(number);
        let mut series = Series { code, ..Series::default() };
        let label = self.labels.series.get(&id);
        if let Some(label) = label {
            series.language =
                label.language.as_deref().and_then(|l| self.kept("series.language", LanguageTag::parse(l)));
            series.numbering = label.numbering.unwrap_or_default();
            let issn = label.issn.as_deref().and_then(|i| self.kept("series.issn", Issn::try_from(i.to_owned())));
            if issn.is_some() {
                series.kind = SeriesKind::Serial;
            }
            series.issn = Issns { online: issn, ..Issns::default() };
            let publisher = label.publisher.as_deref().map(|p| tidy(p.into())).filter(|p| !p.is_empty());
            series.publisher = publisher.map(|name| self.organization(&name));
        }
        series.titles = vec![LocalText::main(title, series.language.clone())];
        let restarts = label.and_then(|l| l.numbering).is_none_or(|n| n == NumberingScheme::Yearly);
        let reference = Ref(format!("@{id}"));
        self.items.push(Item::mentioned(id, Entity::Series(Box::new(series))));
        Some(Placed { series: reference, number, restarts })
    }

    /// A disclaimer printed on the article, the same for all articles that print it.
    pub(super) fn disclaimer(&mut self, text: &str, language: Option<&LanguageTag>) -> Ref {
        let digest = Sha256::digest(text.as_bytes());
        let mut hash = String::with_capacity(16);
        for nibble in digest.iter().take(8).flat_map(|byte| [byte >> 4, byte & 15]) {
            hash.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        let key = format!("disclaimer:{}:{hash}", language.map_or("und", LanguageTag::as_str));
        let own = Disclaimer { text: text.to_owned(), language: language.cloned(), ..Disclaimer::default() };
        let reference = Ref(format!("@{key}"));
        self.items.push(Item::mentioned(key, Entity::Disclaimer(Box::new(own))));
        reference
    }
}

/// A place in a series.
pub(super) struct Placed {
    pub(super) series: Ref,
    pub(super) number: Option<String>,
    /// Whether numbers are known, or have to be thought, to begin anew every year.
    pub(super) restarts: bool,
}
