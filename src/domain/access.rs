//! Who may do what: scopes, and what a key grants.

use serde::{Deserialize, Serialize};

use super::Id;
use super::vocabulary::vocabulary;

vocabulary! {
    /// What a key is good for. Each takes in those before it.
    Scope {
        /// Reading what is private: drafts, contacts, bodies, history.
        #[default] Private = "private",
        /// Writing too.
        Write = "write",
        /// Everything, erasure too.
        Admin = "admin",
    }
}

impl Scope {
    /// All of them, the smallest first.
    pub const ALL: [Scope; 3] = [Scope::Private, Scope::Write, Scope::Admin];

    /// Reads one of the words.
    pub fn parse(word: &str) -> Option<Self> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// Whether this one takes in the other.
    pub fn includes(self, other: Scope) -> bool {
        self as u8 >= other as u8
    }
}

/// What a key allows whoever has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The key's name: who did it, in the history.
    pub name: String,
    /// What it is good for.
    pub scope: Scope,
    /// The series it is good for; none means all.
    pub series: Vec<Id>,
}

impl Grant {
    /// Whether it reaches a thing that belongs to these series: always, where it is good for all.
    pub fn reaches(&self, series: &[Id]) -> bool {
        self.series.is_empty() || (!series.is_empty() && series.iter().all(|own| self.series.contains(own)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Resource;

    #[test]
    fn scopes_take_in_those_before_them() {
        for (at, scope) in Scope::ALL.into_iter().enumerate() {
            assert_eq!(Scope::parse(scope.word()), Some(scope));
            for (other_at, other) in Scope::ALL.into_iter().enumerate() {
                assert_eq!(scope.includes(other), at >= other_at);
            }
        }
    }

    #[test]
    fn a_restricted_key_reaches_only_what_is_wholly_inside() {
        let series = |n| Id::new(Resource::Series, n);
        let grant = |series| Grant { name: "k".to_owned(), scope: Scope::Write, series };
        assert!(grant(vec![]).reaches(&[]) && grant(vec![]).reaches(&[series(1)]));
        let own = grant(vec![series(1), series(2)]);
        assert!(own.reaches(&[series(2)]) && own.reaches(&[series(1), series(2)]));
        assert!(!own.reaches(&[]) && !own.reaches(&[series(1), series(3)]));
    }
}
