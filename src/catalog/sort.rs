//! In which orders a list can be had.

use crate::domain::Resource;

/// What a list is sorted by. Where values are equal, the id decides, by its number; it follows the
/// direction. Records without the value come last in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// First, then last day of publication.
    Published,
    /// The time of the last visible change.
    Modified,
    /// The title to show, by the Unicode root collation with natural numbers.
    Title,
    /// The number, likewise.
    Number,
    /// The name for lists (of authors: family name first), likewise.
    Name,
    /// First day of validity.
    From,
}

/// An order and its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The key.
    pub by: SortBy,
    /// Whether from the largest to the smallest.
    pub descending: bool,
}

/// Where the catalog finds the key of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Modified,
    Date,
    Text(usize),
}

/// How many text keys an entry has.
pub(super) const TEXTS: usize = 2;

impl SortBy {
    /// The orders of a resource, the default one first.
    pub const fn of(resource: Resource) -> &'static [SortBy] {
        match resource {
            Resource::Article => &[SortBy::Published, SortBy::Modified, SortBy::Title, SortBy::Number],
            Resource::Author | Resource::Organization => &[SortBy::Name, SortBy::Modified],
            Resource::Series => &[SortBy::Title, SortBy::Modified],
            Resource::Disclaimer => &[SortBy::From, SortBy::Modified],
        }
    }

    /// Its name in `sort=`.
    pub const fn name(self) -> &'static str {
        match self {
            SortBy::Published => "published",
            SortBy::Modified => "modified",
            SortBy::Title => "title",
            SortBy::Number => "number",
            SortBy::Name => "name",
            SortBy::From => "from",
        }
    }

    pub(super) const fn source(self) -> Source {
        match self {
            SortBy::Published | SortBy::From => Source::Date,
            SortBy::Modified => Source::Modified,
            SortBy::Title | SortBy::Name => Source::Text(0),
            SortBy::Number => Source::Text(1),
        }
    }
}

impl Sort {
    /// The order of a list that names none: articles newest first, others by name or title.
    pub fn default_of(resource: Resource) -> Self {
        Sort { by: SortBy::of(resource)[0], descending: resource == Resource::Article }
    }

    /// Reads `title`, or `-published` for the reverse.
    pub fn parse(resource: Resource, text: &str) -> Result<Self, String> {
        let (name, descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        let known = SortBy::of(resource).iter().find(|by| by.name() == name);
        known.map(|by| Sort { by: *by, descending }).ok_or_else(|| {
            format!("{} cannot be sorted by `{text}`; write {}", resource.plural(), Sort::words(resource).join(", "))
        })
    }

    /// Every value of `sort=` for a resource.
    pub fn words(resource: Resource) -> Vec<String> {
        SortBy::of(resource).iter().flat_map(|by| [by.name().to_owned(), format!("-{}", by.name())]).collect()
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.by.name())
    }
}
