//! CQL, the Contextual Query Language, version 1.2 (which OASIS kept as part 5 of searchRetrieve 1.0):
//! from text to a tree. What an index or relation means is not known here.

mod lexer;
mod parser;

pub use parser::parse;

/// A whole query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What is looked for.
    pub clause: Clause,
    /// In which order: keys after `sortBy`, the first decides first.
    pub sort: Vec<Key>,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// An index, a relation and a term.
    Search(Search),
    /// Two parts put together.
    Group(Box<Clause>, Boolean, Box<Clause>),
}

/// A search clause. Without index and relation they are `cql.serverChoice` and `=`.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// In what is looked.
    pub index: Name,
    /// How.
    pub relation: Relation,
    /// For what; escapes are still in it, for masks are not escaped.
    pub term: String,
}

/// The name of an index or a relation, and the context set it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The context set: a prefix that the query does not explain, or the URI that it gives for it.
    pub set: Option<Set>,
    /// The name in its set.
    pub name: String,
}

/// A context set.
#[derive(Clone, Debug, PartialEq)]
pub enum Set {
    /// By its usual prefix, in lower case.
    Prefix(String),
    /// By its identifier.
    Uri(String),
}

/// A relation, with what modifies it.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its sign, or its name in lower case.
    pub name: Name,
    /// Modifiers, in order.
    pub modifiers: Vec<Modifier>,
}

/// What stands behind a `/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Modifier {
    /// Its name.
    pub name: Name,
    /// A sign and a value, where it has them.
    pub value: Option<(String, String)>,
}

/// A boolean, with what modifies it.
#[derive(Clone, Debug, PartialEq)]
pub struct Boolean {
    /// Which.
    pub operator: Operator,
    /// Modifiers, in order.
    pub modifiers: Vec<Modifier>,
}

/// The booleans; all bind alike, from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Both.
    And,
    /// At least one.
    Or,
    /// The first and not the second.
    Not,
    /// Both, near each other.
    Prox,
}

/// A key to sort by.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// By what.
    pub index: Name,
    /// How.
    pub modifiers: Vec<Modifier>,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It does not follow the grammar; with what is wrong.
    Syntax(String),
    /// It has more booleans than are read.
    TooManyBooleans(usize),
    /// Its parentheses are deeper than is read.
    TooDeep(usize),
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.set {
            Some(Set::Prefix(prefix)) => write!(f, "{prefix}.{}", self.name),
            Some(Set::Uri(uri)) => write!(f, "{} of {uri}", self.name),
            None => f.write_str(&self.name),
        }
    }
}
