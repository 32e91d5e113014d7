//! Finding records by words: the only full text search, the same on both engines.
//!
//! An index of this instance's own ([`Search`]) is made of the public records and follows the change log; nothing
//! is lost with it. What somebody asks is taken apart ([`ask`]), made a question to the index (`plan`), and
//! answered with a set of articles, or the best of them in their order (`rank`).

pub mod ask;
mod conjunction;
mod decoded;
mod document;
mod exact;
mod feed;
mod fuzzy;
mod highlight;
mod home;
mod index;
mod plan;
mod rank;
mod schema;
mod similar;
mod suggest;
mod tongue;
mod view;
mod weighing;
mod words;

pub use exact::Words;
pub use highlight::Marked;
pub use home::Home;
pub use index::Search;
pub use plan::{Match, Plan, Replaced};
pub use rank::{Rank, Ranked};
pub use suggest::Suggested;
pub use view::View;

use crate::domain::Resource;

/// What can be searched.
pub const SEARCHED: [Resource; 4] = [Resource::Article, Resource::Author, Resource::Organization, Resource::Series];
