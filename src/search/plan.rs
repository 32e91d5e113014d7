//! From what somebody asks to a question to the index.

use std::collections::HashSet;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::ask::{self, Part, Wanted};
use super::conjunction::{Boxed, Conjunction, any, either};
use super::schema::Shelf;
use super::tongue::{TONGUES, joins, token};
use super::view::View;
use super::words::{Kind, Word};
use crate::domain::Resource;

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Everything that was asked for is in what was found.
    All,
    /// So it is, but for words that stand nowhere: others that are like them are in their place.
    Similar,
    /// Hardly anything has all of it; what was found has all words but few.
    Most,
    /// Nothing has all of it; what was found has some of it.
    Any,
    /// Nothing has any of it.
    None,
}

/// A word that stands nowhere, and those that were looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// As it was asked for.
    pub word: String,
    /// Words like it.
    pub by: Vec<String>,
}

/// A question to the index.
pub struct Plan {
    pub(super) query: Box<dyn Query>,
    /// What is the same of two questions that find the same.
    pub(super) name: String,
    /// How it was answered.
    pub matches: Match,
    /// Words that others stand for.
    pub replaced: Vec<Replaced>,
    /// What stands in the index for the words that were asked for.
    pub(super) tokens: HashSet<String>,
    /// Beginnings of words that were asked for.
    pub(super) prefixes: Vec<String>,
}

/// Where fewer than this have all words of a longer question, those that have most of them are found too.
const FEW: usize = 3;

/// From how many words on a question is long.
const LONG: usize = 3;

/// How much a word that begins as asked counts.
const PREFIX_SCORE: f32 = 1.0;

impl View {
    /// The question to the index that answers what somebody asks of a resource's records: the strictest that finds
    /// something.
    pub fn plan(&self, resource: Resource, text: &str) -> Option<Plan> {
        let shelf = *self.fields.of(resource)?;
        let parts = ask::parts(text);
        let mut maker = Maker::new(self, resource, shelf);
        let strict = maker.all_of(&parts, &[]);
        let done = |query, matches, replaced, maker: Maker<'_>| {
            let name = format!("{} {matches:?} {text}", resource.name());
            Plan { query, name, matches, replaced, tokens: maker.tokens, prefixes: maker.prefixes }
        };
        let found = self.count_up_to(&*strict, FEW);
        if found < FEW
            && let Some(most) = maker.most_of(&parts)
            && self.count_up_to(&*most, found + 1) > found
        {
            return Some(done(most, Match::Most, Vec::new(), maker));
        }
        if found > 0 {
            return Some(done(strict, Match::All, Vec::new(), maker));
        }
        let replaced = maker.replaced(&parts);
        if !replaced.is_empty() {
            let similar = maker.all_of(&parts, &replaced);
            if self.finds(&*similar) {
                return Some(done(similar, Match::Similar, replaced, maker));
            }
        }
        let some = maker.any_of(&parts, &replaced);
        let matches = if self.finds(&*some) { Match::Any } else { Match::None };
        let replaced = if matches == Match::Any { replaced } else { Vec::new() };
        Some(done(some, matches, replaced, maker))
    }
}

/// Makes questions of parts.
pub(super) struct Maker<'a> {
    view: &'a View,
    resource: Resource,
    shelf: Shelf,
    tokens: HashSet<String>,
    prefixes: Vec<String>,
}

/// What a part of a question is to the index.
enum Clause {
    /// A word, in any of these forms.
    Word(Vec<Term>),
    /// Anything else.
    Other(Boxed),
}

impl From<Clause> for Boxed {
    fn from(clause: Clause) -> Boxed {
        match clause {
            Clause::Word(forms) => any(&forms),
            Clause::Other(query) => query,
        }
    }
}

impl<'a> Maker<'a> {
    pub(super) fn new(view: &'a View, resource: Resource, shelf: Shelf) -> Self {
        Maker { view, resource, shelf, tokens: HashSet::new(), prefixes: Vec::new() }
    }

    /// Everything that is asked for, whatever it is.
    pub(super) fn each_of(&mut self, parts: &[Part]) -> Boxed {
        let clauses = parts.iter().map(|part| (Occur::Must, self.part(part, &[]))).collect();
        self.combined(clauses)
    }

    /// One of the things that are asked for, whatever it is.
    pub(super) fn one_of(&mut self, parts: &[Part]) -> Boxed {
        either(parts.iter().map(|part| self.part(part, &[]).into()).collect())
    }

    /// Everything that is asked for, but for words that only join others.
    fn all_of(&mut self, parts: &[Part], replaced: &[Replaced]) -> Boxed {
        let wanted: Vec<&Part> = parts.iter().filter(|part| !part.negated).collect();
        let optional: Vec<bool> = wanted.iter().map(|part| self.is_optional(part)).collect();
        let all_optional = optional.iter().all(|optional| *optional);
        let mut clauses: Vec<(Occur, Clause)> = Vec::new();
        for (part, optional) in wanted.iter().zip(&optional) {
            let occur = if *optional && !all_optional { Occur::Should } else { Occur::Must };
            // What may be left out is no hit to be shown.
            let shown = self.tokens.clone();
            let query = self.part(part, replaced);
            if occur == Occur::Should {
                self.tokens = shown;
            }
            clauses.push((occur, query));
        }
        self.negated(parts, &mut clauses);
        self.combined(clauses)
    }

    /// All words of a longer question but one, or a fourth of them; nothing where it is short, or asks for more than
    /// plain words: that is meant as it stands.
    fn most_of(&mut self, parts: &[Part]) -> Option<Boxed> {
        let wanted: Vec<&Part> = parts.iter().filter(|part| !part.negated && !self.is_optional(part)).collect();
        let is_plain = |part: &&Part| matches!(&part.wanted, Wanted::Word(word) if word.kind != Kind::Pair);
        if wanted.len() < LONG || !wanted.iter().all(|part| is_plain(part) && part.within.is_none()) {
            return None;
        }
        let least = wanted.len() - (wanted.len() / 4).max(1);
        let some: Vec<Boxed> = wanted.into_iter().map(|part| self.part(part, &[]).into()).collect();
        let most = BooleanQuery::union_with_minimum_required_clauses(some, least);
        let mut clauses = vec![(Occur::Must, Clause::Other(Box::new(most)))];
        self.negated(parts, &mut clauses);
        Some(self.combined(clauses))
    }

    /// Anything of what is asked for.
    fn any_of(&mut self, parts: &[Part], replaced: &[Replaced]) -> Boxed {
        let wanted: Vec<&Part> = parts.iter().filter(|part| !part.negated).collect();
        let matter: Vec<&&Part> = wanted.iter().filter(|part| !self.is_optional(part)).collect();
        let union: Vec<Boxed> = matter.into_iter().map(|part| self.part(part, replaced).into()).collect();
        if union.is_empty() {
            return Box::new(EmptyQuery);
        }
        let mut clauses = vec![(Occur::Must, Clause::Other(either(union)))];
        self.negated(parts, &mut clauses);
        self.combined(clauses)
    }

    fn negated(&mut self, parts: &[Part], clauses: &mut Vec<(Occur, Clause)>) {
        let (tokens, prefixes) = (self.tokens.clone(), self.prefixes.clone());
        let out: Vec<Clause> = parts.iter().filter(|part| part.negated).map(|part| self.part(part, &[])).collect();
        (self.tokens, self.prefixes) = (tokens, prefixes);
        if !out.is_empty() && clauses.is_empty() {
            clauses.push((Occur::Must, Clause::Other(self.everything())));
        }
        clauses.extend(out.into_iter().map(|query| (Occur::MustNot, query)));
    }

    /// Every record of the resource.
    fn everything(&self) -> Boxed {
        let all = Term::from_field_text(self.view.fields.kind, self.resource.name());
        Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(all, IndexRecordOption::Basic)), 0.0))
    }

    /// Whether a word only joins others: in most of the records that have it, it does in their language.
    fn is_optional(&self, part: &Part) -> bool {
        let (Wanted::Word(word), None) = (&part.wanted, part.within) else { return false };
        if word.kind != Kind::Spaced {
            return false;
        }
        let joins: Vec<&str> = joins(&word.form).collect();
        if joins.is_empty() {
            return false;
        }
        let count = |token: &str| self.view.count_of(self.shelf.all, token);
        let (mut joining, mut all) = (0, count(&word.form));
        for tongue in TONGUES.iter() {
            let own = count(&tongue.token(&word.form));
            all += own;
            joining += if joins.contains(&tongue.code) { own } else { 0 };
        }
        // Where it stands nowhere it cannot be asked for either.
        joining * 2 >= all
    }

    /// All of it, or what must not be there, or what only counts.
    fn combined(&self, mut clauses: Vec<(Occur, Clause)>) -> Boxed {
        if clauses.len() < 2 {
            return match clauses.pop() {
                Some((Occur::Must | Occur::Should, clause)) => clause.into(),
                Some((Occur::MustNot, _)) | None => Box::new(EmptyQuery),
            };
        }
        let words = clauses.iter().map(|(occur, clause)| match clause {
            Clause::Word(forms) if !forms.is_empty() => Some((*occur, forms.clone())),
            _ => None,
        });
        match words.collect::<Option<Vec<_>>>() {
            Some(words) if words.iter().any(|(occur, _)| *occur == Occur::Must) => {
                Box::new(Conjunction::new(words, self.view.kept.clone()))
            }
            _ => Box::new(BooleanQuery::new(clauses.into_iter().map(|(occur, own)| (occur, own.into())).collect())),
        }
    }

    fn part(&mut self, part: &Part, replaced: &[Replaced]) -> Clause {
        let named = part.within.and_then(|name| self.view.fields.part(name)).map(|part| part.field);
        match &part.wanted {
            Wanted::Word(word) => {
                let by = replaced.iter().find(|own| own.word == word.form);
                Clause::Word(match by {
                    None => self.word(named, word),
                    Some(by) => {
                        let like = |form: &String| Word { form: form.clone(), ..word.clone() };
                        by.by.iter().flat_map(|form| self.word(named, &like(form))).collect()
                    }
                })
            }
            Wanted::Phrase(row) => Clause::Other(self.phrase(named, row)),
            Wanted::Prefix(form) => Clause::Other(self.prefix(named, form)),
        }
    }

    /// A word in any of its forms, in any language.
    fn word(&mut self, named: Option<Field>, word: &Word) -> Vec<Term> {
        let field = named.unwrap_or(self.shelf.all);
        let found = self.view.forms(field, word);
        self.tokens.extend(found.iter().filter_map(|term| term.value().as_str().map(str::to_owned)));
        found.to_vec()
    }

    /// Words in a row, in any part whose words are kept in order; they are of one language.
    fn phrase(&mut self, named: Option<Field>, row: &[Word]) -> Boxed {
        let parts: Vec<(Field, usize)> = match (named, self.resource) {
            (Some(field), _) => vec![(field, 1)],
            (None, Resource::Article) => self.view.fields.parts.iter().map(|part| (part.field, part.weight)).collect(),
            (None, _) => vec![(self.shelf.all, 1)],
        };
        let tongues = TONGUES.iter().map(|tongue| Some(*tongue)).chain([None]);
        let rows: HashSet<Vec<String>> =
            tongues.map(|tongue| row.iter().map(|word| token(tongue, word)).collect()).collect();
        let mut found: Vec<Boxed> = Vec::new();
        for (field, weight) in parts {
            for row in &rows {
                if row.iter().all(|token| self.view.count_of(field, token) > 0) {
                    self.tokens.extend(row.iter().cloned());
                    let terms = row.iter().map(|token| Term::from_field_text(field, token)).collect();
                    found.push(Box::new(BoostQuery::new(Box::new(PhraseQuery::new(terms)), weight as f32)));
                }
            }
        }
        either(found)
    }

    /// Words that begin so, in what is public.
    fn prefix(&mut self, named: Option<Field>, form: &str) -> Boxed {
        self.prefixes.push(form.to_owned());
        // Words that are kept in order stand there without their endings, behind their language.
        let (field, pattern) = match named {
            Some(field) => (field, format!("([a-z][a-z]:)?{form}.*")),
            None => (self.shelf.forms, format!("{form}.*")),
        };
        match RegexQuery::from_pattern(&pattern, field) {
            Ok(query) => Box::new(ConstScoreQuery::new(Box::new(query), PREFIX_SCORE)),
            Err(_) => Box::new(EmptyQuery),
        }
    }

    /// Words that stand nowhere, with public ones that are like them.
    fn replaced(&self, parts: &[Part]) -> Vec<Replaced> {
        let mut all: Vec<Replaced> = Vec::new();
        for part in parts.iter().filter(|part| !part.negated) {
            let Wanted::Word(word) = &part.wanted else { continue };
            let is_there = !self.view.forms(self.shelf.all, word).is_empty();
            if word.kind != Kind::Spaced || is_there || all.iter().any(|own| own.word == word.form) {
                continue;
            }
            let by = self.view.similar(self.shelf.forms, &word.form);
            if !by.is_empty() {
                all.push(Replaced { word: word.form.clone(), by });
            }
        }
        all
    }
}
