//! Which top-level fields of a record hold something: what `has` and `missing` ask for.

use crate::domain::series::Issns;
use crate::domain::{Id, Resource, Timestamp};
use crate::record::{article, author, disclaimer, organization, series};

/// The top-level fields of a resource's record, in the record's order. The place of a name in its
/// list is its bit in stored entries: where a list changes, raise `entry::VERSION`.
pub const fn names(resource: Resource) -> &'static [&'static str] {
    match resource {
        Resource::Article => ARTICLE,
        Resource::Author => AUTHOR,
        Resource::Organization => ORGANIZATION,
        Resource::Series => SERIES,
        Resource::Disclaimer => DISCLAIMER,
    }
}

/// How many bits there are for fields, and for what else a record may have.
pub const BITS: usize = u64::BITS as usize;

/// The bit of a field; `None` where the record has no such field.
pub fn bit(resource: Resource, name: &str) -> Option<u64> {
    names(resource).iter().position(|own| *own == name).map(|index| 1 << index)
}

/// Whether a field holds something.
trait Present {
    fn present(&self) -> bool;
}

impl<T> Present for Option<T> {
    fn present(&self) -> bool {
        self.is_some()
    }
}

impl<T> Present for Vec<T> {
    fn present(&self) -> bool {
        !self.is_empty()
    }
}

impl Present for String {
    fn present(&self) -> bool {
        !self.is_empty()
    }
}

impl Present for Issns {
    fn present(&self) -> bool {
        self.known().next().is_some()
    }
}

impl Present for bool {
    fn present(&self) -> bool {
        true
    }
}

impl Present for Id {
    fn present(&self) -> bool {
        true
    }
}

impl Present for Timestamp {
    fn present(&self) -> bool {
        true
    }
}

/// Names the fields of one record and reads them; the pattern leaves no field out.
macro_rules! fields {
    ($names:ident, $read:ident, $record:path, [$($field:ident $(as $text:literal)?),+ $(,)?]) => {
        const $names: &[&str] = &[$(fields!(@name $field $($text)?)),+];

        /// The bits of the fields of a record that hold something.
        pub fn $read(record: &$record) -> u64 {
            let $record { $($field),+ } = record;
            let present = [$(Present::present($field)),+];
            present.iter().enumerate().map(|(bit, present)| u64::from(*present) << bit).sum()
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $text:literal) => { $text };
}

fields!(
    ARTICLE,
    of_article,
    article::Article,
    [
        id, slug, r#type as "type", content, status, title, subtitle, r#abstract as "abstract", titles, subtitles,
        abstracts, title_as_published, byline, contributions, series, number, year, publisher, published, language,
        url, appearances, revised, subjects, places, doi, identifiers, files, images, rights, access, disclaimers,
        notices, relations, word_count, body, body_modified, created, modified, review, withdrawal,
    ]
);

fields!(
    AUTHOR,
    of_author,
    author::Author,
    [id, slug, name, sort_name, names, orcid, identifiers, affiliations, url, created, modified, withdrawal]
);

fields!(
    ORGANIZATION,
    of_organization,
    organization::Organization,
    [
        id,
        slug,
        name,
        names,
        place,
        country,
        url,
        ror,
        identifiers,
        predecessors,
        successors,
        created,
        modified,
        withdrawal,
    ]
);

fields!(
    SERIES,
    of_series,
    series::Series,
    [
        id,
        slug,
        title,
        titles,
        code,
        key_title,
        issn,
        publisher,
        language,
        kind,
        numbering,
        frequency,
        start,
        end,
        parent,
        preceding,
        succeeding,
        url,
        description,
        bodies_public,
        created,
        modified,
        withdrawal,
    ]
);

fields!(
    DISCLAIMER,
    of_disclaimer,
    disclaimer::Disclaimer,
    [id, text, language, series, from, to, languages, types, created, modified, withdrawal]
);
