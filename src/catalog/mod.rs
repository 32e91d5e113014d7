//! The index over all public records, in memory: it answers every list request, on both engines
//! alike.
//!
//! The store fills a [`Catalog`] at start from stored [`Entry`] bytes and feeds it from the change
//! log afterwards. A [`Query`] is read from query parameters by the one table in [`field`]; the
//! answer is a page of ids, the exact total, and the [`Position`] at which the next page begins.
//! Nothing here does I/O.

mod accept;
mod candidates;
mod clause;
mod codec;
mod column;
pub mod condition;
mod documents;
pub mod entry;
pub mod facet;
pub mod field;
mod index;
mod ladder;
mod load;
mod merged;
mod order;
mod paging;
mod passing;
mod postings;
pub mod present;
pub mod query;
mod reach;
#[cfg(test)]
mod reference;
mod shelf;
pub mod sort;
pub mod sort_key;
mod spans;
mod tally;
pub mod term;
#[cfg(test)]
mod tests;
mod texts;
mod walk;
pub mod words;

pub use condition::{Condition, Texts};
pub use entry::{Entry, State};
pub use facet::Facet;
pub use field::Field;
pub use index::Catalog;
pub use load::Loading;
pub use passing::Passing;
pub use query::{Found, Hit, Invalid, Position, Query};
pub use reach::Labelled;
pub use sort::{Sort, SortBy};
pub use spans::Span;
pub use tally::{Facets, Place, Tally, Value, Values, ValuesBy};
pub use term::{Tag, Term};
pub use walk::Walk;
pub use words::Mask;
