//! The one table of indexes: what can be searched and sorted by, under which names. Explain lists it.

use super::cql::{Name, Set};
use super::diagnostic::Diagnostic;
use crate::catalog::{SortBy, Tag};

/// A context set: its usual prefix, its identifier, its name.
pub const SETS: &[(&str, &str, &str)] = &[
    ("cql", "info:srw/cql-context-set/1/cql-v1.2", "CQL"),
    ("dc", "info:srw/cql-context-set/1/dc-v1.1", "Dublin Core"),
    ("rec", "info:srw/cql-context-set/2/rec-1.1", "Record metadata"),
    ("bath", "http://zing.z3950.org/cql/bath/2.0/", "Bath profile"),
    ("sort", "info:srw/cql-context-set/1/sort-v1.0", "Sorting"),
];

/// Something that is searched.
#[derive(Debug)]
pub struct Index {
    /// The prefix of its context set.
    pub set: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it looks at.
    pub kind: Kind,
    /// The order it stands for.
    pub sort: Option<SortBy>,
}

/// What an index looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every record, whatever the term.
    All,
    /// Every text, and the names of everybody who took part.
    Anywhere,
    /// The abstract.
    Abstract,
    /// Titles and subtitles in all their forms.
    Title,
    /// Who made it, in any role, by any form of the name.
    Creator,
    /// Labels under this tag, or ids under that.
    Label(Tag, Tag),
    /// The publisher's name.
    Publisher,
    /// The title of a series it appeared in.
    Series,
    /// When it was published.
    Date,
    /// When its record last changed.
    Modified,
    /// Its language.
    Language,
    /// Its type, or its medium.
    Type,
    /// The id of its record.
    Id,
    /// An identifier, an address or the id of its record.
    Identifier,
    /// The ISSN of a series it appeared in.
    Issn,
    /// The ISSN of a series, or a work of this archive that it relates to.
    Relation,
}

impl Kind {
    /// Whether words of it can be looked for.
    pub fn is_text(self) -> bool {
        use Kind::{Abstract, Anywhere, Creator, Label, Publisher, Series, Title};
        matches!(self, Anywhere | Abstract | Title | Creator | Label(..) | Publisher | Series)
    }

    /// The relations it knows.
    pub fn relations(self) -> &'static [&'static str] {
        match self {
            Kind::All => &["="],
            Kind::Anywhere | Kind::Abstract => &["=", "adj", "all", "any", "<>"],
            Kind::Date | Kind::Modified => &["=", "==", "exact", "<>", "<", "<=", ">", ">=", "within"],
            kind if kind.is_text() => &["=", "==", "exact", "adj", "all", "any", "<>"],
            _ => &["=", "==", "exact", "all", "any", "<>"],
        }
    }
}

/// Every index. Names without prefix are those of the first that has them.
pub static ALL: &[Index] = &[
    index("dc", "title", "Title", Kind::Title, Some(SortBy::Title)),
    index("dc", "creator", "Author", Kind::Creator, None),
    index("dc", "contributor", "Author, translator or editor", Kind::Creator, None),
    index("dc", "subject", "Subject", Kind::Label(Tag::SubjectLabel, Tag::SubjectId), None),
    index("dc", "coverage", "Place", Kind::Label(Tag::PlaceLabel, Tag::PlaceId), None),
    index("dc", "description", "Abstract", Kind::Abstract, None),
    index("dc", "publisher", "Publisher", Kind::Publisher, None),
    index("dc", "date", "Date of publication", Kind::Date, Some(SortBy::Published)),
    index("dc", "type", "Type or medium", Kind::Type, None),
    index("dc", "language", "Language (BCP 47)", Kind::Language, None),
    index("dc", "identifier", "DOI, address or other identifier", Kind::Identifier, None),
    index("dc", "source", "Title of the series", Kind::Series, None),
    index("dc", "relation", "ISSN of the series, or a related work", Kind::Relation, None),
    index("cql", "serverChoice", "Anywhere", Kind::Anywhere, None),
    index("cql", "anywhere", "Anywhere", Kind::Anywhere, None),
    index("cql", "keywords", "Anywhere", Kind::Anywhere, None),
    index("cql", "allRecords", "All records", Kind::All, None),
    index("rec", "id", "Id of the record", Kind::Id, None),
    index("rec", "identifier", "Id of the record", Kind::Id, None),
    index("rec", "lastModificationDate", "Last change of the record", Kind::Modified, Some(SortBy::Modified)),
    index("bath", "issn", "ISSN of the series", Kind::Issn, None),
];

const fn index(set: &'static str, name: &'static str, title: &'static str, kind: Kind, sort: Option<SortBy>) -> Index {
    Index { set, name, title, kind, sort }
}

/// The index of a name, in any case.
pub fn find(name: &Name) -> Result<&'static Index, Diagnostic> {
    let prefix = prefix(name)?;
    let fits =
        |own: &&Index| prefix.is_none_or(|prefix| prefix == own.set) && own.name.eq_ignore_ascii_case(&name.name);
    ALL.iter().find(fits).ok_or_else(|| Diagnostic::new(16, name.to_string()))
}

/// The usual prefix of a name's context set, where it has one.
pub fn prefix(name: &Name) -> Result<Option<&'static str>, Diagnostic> {
    let known = match &name.set {
        None => return Ok(None),
        Some(Set::Prefix(prefix)) => SETS.iter().find(|(own, ..)| own == prefix),
        Some(Set::Uri(uri)) => SETS.iter().find(|(_, own, _)| own == uri),
    };
    let shown = || match &name.set {
        Some(Set::Prefix(set) | Set::Uri(set)) => set.clone(),
        None => String::new(),
    };
    known.map(|(prefix, ..)| Some(*prefix)).ok_or_else(|| Diagnostic::new(15, shown()))
}
