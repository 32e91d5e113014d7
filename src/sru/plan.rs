//! From a CQL tree to a question that the catalog answers.

use super::Source;
use super::cql::{self, Boolean, Clause, Modifier, Operator, Search};
use super::diagnostic::Diagnostic;
use super::index::{self, Kind};
use super::request::Request;
use super::sort;
use super::term::Term;
use crate::catalog::{Condition, Mask, Query, Tag, Texts};
use crate::domain::identifier::{self, Identifier, WebUrl};
use crate::domain::text::folded;
use crate::domain::{Id, PartialDate, Resource};
use crate::record::Record;
use crate::search::Words;
use crate::store::StoreError;

/// What keeps a question from being asked.
pub enum Wrong {
    /// It is wrong.
    Diagnostic(Diagnostic),
    /// The archive cannot be asked.
    Store(StoreError),
}

impl From<Diagnostic> for Wrong {
    fn from(diagnostic: Diagnostic) -> Self {
        Wrong::Diagnostic(diagnostic)
    }
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Self {
        Wrong::Store(error)
    }
}

/// The question of a request.
pub fn plan(source: &Source<'_>, request: &Request) -> Result<Result<Query, Diagnostic>, StoreError> {
    match whole(source, request) {
        Ok(query) => Ok(Ok(query)),
        Err(Wrong::Diagnostic(diagnostic)) => Ok(Err(diagnostic)),
        Err(Wrong::Store(error)) => Err(error),
    }
}

fn whole(source: &Source<'_>, request: &Request) -> Result<Query, Wrong> {
    let read = cql::parse(&request.query).map_err(unreadable)?;
    let mut query = Query::new(Resource::Article);
    query.condition = Some(clause(source, &read.clause)?);
    if let [key, more @ ..] = read.sort.as_slice() {
        if !more.is_empty() {
            return Err(Diagnostic::new(84, "1").into());
        }
        query.sort = sort::by_key(key)?;
    } else if let Some(keys) = &request.sort_keys {
        query.sort = sort::by_keys(keys)?;
    }
    Ok(query)
}

/// What is wrong with a query that cannot be read.
pub fn unreadable(error: cql::Error) -> Diagnostic {
    match error {
        cql::Error::Syntax(what) => Diagnostic::new(10, what),
        cql::Error::TooManyBooleans(most) => Diagnostic::new(38, most.to_string()),
        cql::Error::TooDeep(most) => Diagnostic::new(48, format!("parentheses deeper than {most}")),
    }
}

fn clause(source: &Source<'_>, own: &Clause) -> Result<Condition, Wrong> {
    match own {
        Clause::Search(own) => search(source, own),
        Clause::Group(_, Boolean { operator: Operator::Prox, .. }, _) => Err(Diagnostic::new(39, "prox").into()),
        Clause::Group(_, Boolean { modifiers, .. }, _) if !modifiers.is_empty() => {
            Err(Diagnostic::new(46, modifiers[0].name.to_string()).into())
        }
        Clause::Group(a, Boolean { operator, .. }, b) => {
            let (a, b) = (clause(source, a)?, clause(source, b)?);
            Ok(match operator {
                Operator::Or => a.or(b),
                Operator::Not => a.and_not(b),
                Operator::And | Operator::Prox => a.and(b),
            })
        }
    }
}

/// Modifiers of relations that say what is done anyway.
const MODIFIERS: [&str; 4] = ["ignorecase", "ignoreaccents", "word", "masked"];

/// What a clause without operators lets through.
pub fn search(source: &Source<'_>, own: &Search) -> Result<Condition, Wrong> {
    let index = index::find(&own.index)?;
    let shown = || own.relation.name.to_string();
    if index::prefix(&own.relation.name)?.is_some_and(|set| set != "cql") {
        return Err(Diagnostic::new(19, shown()).into());
    }
    let unknown = |own: &&Modifier| own.value.is_some() || !MODIFIERS.contains(&own.name.name.as_str());
    if let Some(modifier) = own.relation.modifiers.iter().find(unknown) {
        return Err(Diagnostic::new(20, modifier.name.to_string()).into());
    }
    if index.kind == Kind::All {
        return Ok(Condition::All);
    }
    let term = Term::read(&own.term)?;
    // `scr` is what the server chooses; one word stands beside itself.
    let relation = match own.relation.name.name.as_str() {
        "scr" => "=",
        "adj" if index.kind.is_text() && Mask::words(&term.masked).len() < 2 => "=",
        name => name,
    };
    if !KNOWN.contains(&relation) {
        return Err(Diagnostic::new(19, shown()).into());
    }
    if !index.kind.relations().contains(&relation) {
        return Err(Diagnostic::new(22, format!("{} {relation}", own.index)).into());
    }
    match relation {
        "<>" => Ok(Condition::All.and_not(of_kind(source, index.kind, "=", &term)?)),
        relation => of_kind(source, index.kind, relation, &term),
    }
}

/// The relations of the CQL context set.
const KNOWN: [&str; 13] = ["=", "==", "exact", "<>", "<", "<=", ">", ">=", "all", "any", "within", "adj", "encloses"];

fn of_kind(source: &Source<'_>, kind: Kind, relation: &str, term: &Term) -> Result<Condition, Wrong> {
    let each = |join: fn(Condition, Condition) -> Condition| {
        let mut conditions = Vec::new();
        for word in term.words() {
            conditions.push(value(source, kind, &word)?);
        }
        conditions.into_iter().reduce(join).ok_or_else(|| Diagnostic::new(27, "").into())
    };
    match (relation, kind) {
        (_, Kind::Date) => Ok(date(relation, term)?),
        (_, Kind::Modified) => Ok(modified(relation, term)?),
        ("adj", kind) if kind.is_text() => row(source, kind, term),
        (_, kind) if kind.is_text() => text(source, kind, relation, term),
        ("any", _) => each(Condition::or),
        ("all", _) => each(Condition::and),
        (_, kind) => value(source, kind, term),
    }
}

/// Words, or a whole text.
fn text(source: &Source<'_>, kind: Kind, relation: &str, term: &Term) -> Result<Condition, Wrong> {
    let words = if relation == "any" { Words::Any } else { Words::All };
    Ok(match having(source, kind, words, term)? {
        // Names in every form, and words with a mask within, are the catalog's alone.
        Some(found) if kind == Kind::Anywhere => found.or(cataloged(kind, relation, term)),
        Some(found) => found,
        None => cataloged(kind, relation, term),
    })
}

/// What the search index finds in texts of this kind; nothing where it does not keep them, or cannot answer.
fn having(source: &Source<'_>, kind: Kind, words: Words, term: &Term) -> Result<Option<Condition>, Wrong> {
    let within = match kind {
        Kind::Anywhere => None,
        Kind::Abstract => Some("abstract"),
        _ => return Ok(None),
    };
    let view = source.search.view().ok_or_else(|| Diagnostic::new(2, "the search index is being opened"))?;
    match view.having(within, words, &term.masked) {
        Some(numbers) => Ok(Some(Condition::Numbers(numbers))),
        None if kind == Kind::Anywhere => Ok(None),
        None => Err(Diagnostic::new(28, "a mask may stand at the end of a word").into()),
    }
}

/// Words, or a whole text, of those that the catalog keeps.
fn cataloged(kind: Kind, relation: &str, term: &Term) -> Condition {
    let masks = Mask::words(&term.masked);
    let each = |join: fn(Condition, Condition) -> Condition| {
        let one = |mask: &Mask| texts(kind, Texts::AllOf(vec![mask.clone()]));
        masks.iter().map(one).reduce(join).unwrap_or_else(|| texts(kind, Texts::AllOf(Vec::new())))
    };
    match (relation, kind) {
        ("==" | "exact", Kind::Title) => Condition::Titled(term.plain.clone()),
        ("==" | "exact", _) => texts(kind, Texts::Whole(Mask::whole(&term.masked))),
        ("any", _) => each(Condition::or),
        // The words may stand in different fields.
        ("all", _) | (_, Kind::Anywhere) => each(Condition::and),
        _ => texts(kind, Texts::AllOf(masks)),
    }
}

/// The most titles that are looked through for words in a row.
const ROWS: usize = 2_000;

/// Words in a row, in one text. The catalog knows which words are in a title, and not in which order:
/// titles that have them all are read.
fn row(source: &Source<'_>, kind: Kind, term: &Term) -> Result<Condition, Wrong> {
    let found = having(source, kind, Words::Row, term)?;
    let row = Mask::whole(&term.masked);
    let known = texts(kind, Texts::Row(row.clone()));
    match (found, kind) {
        (Some(found), Kind::Abstract) => return Ok(found),
        (Some(found), _) => return Ok(found.or(known)),
        (None, Kind::Title | Kind::Anywhere) => {}
        (None, _) => return Ok(known),
    }
    let mut query = Query::new(Resource::Article);
    query.condition = Some(Condition::Text(Tag::TitleWord, Texts::AllOf(Mask::words(&term.masked))));
    query.limit = ROWS;
    let (found, _) = source.reader.find(&query);
    if found.next.is_some() {
        return Err(Diagnostic::new(60, format!("more than {ROWS} titles have these words; use `all`")).into());
    }
    let mut ids = Vec::new();
    for stored in source.reader.fetch(&found.hits)?.ok_or(StoreError::Busy)? {
        let Record::Article(own) = Record::from_bytes(Resource::Article, &stored.document).map_err(StoreError::from)?
        else {
            continue;
        };
        let titles = own.titles.iter().chain(&own.subtitles).map(|form| form.text.as_str());
        let mut titles = titles.chain(own.title.as_deref()).chain(own.subtitle.as_deref());
        if titles.any(|title| row.is_in_a_row(&folded(title))) {
            ids.push(stored.id);
        }
    }
    Ok(known.or(Condition::Is(ids)))
}

/// The records of which one text of this kind is so.
fn texts(kind: Kind, texts: Texts) -> Condition {
    let refers = |by, to, texts: &Texts| Condition::Refers { by, to, under: Tag::Name, texts: texts.clone() };
    let creator = |texts: &Texts| {
        let authors = refers(Tag::Author, Resource::Author, texts);
        authors.or(refers(Tag::Author, Resource::Organization, texts)).or(Condition::Text(Tag::Name, texts.clone()))
    };
    match kind {
        Kind::Creator => creator(&texts),
        Kind::Publisher => refers(Tag::Publisher, Resource::Organization, &texts),
        Kind::Series => refers(Tag::Series, Resource::Series, &texts),
        Kind::Label(label, id) => Condition::Text(label, texts.clone()).or(Condition::Text(id, texts)),
        Kind::Anywhere => {
            let named = Condition::Text(Tag::TitleWord, texts.clone()).or(creator(&texts));
            named.or(Condition::Text(Tag::SubjectLabel, texts.clone())).or(Condition::Text(Tag::PlaceLabel, texts))
        }
        _ => Condition::Text(Tag::TitleWord, texts),
    }
}

/// The records that have this value.
fn value(source: &Source<'_>, kind: Kind, term: &Term) -> Result<Condition, Wrong> {
    let value = term.unmasked()?;
    Ok(match kind {
        Kind::Id => Condition::Is(own_id(value).into_iter().collect()),
        Kind::Identifier => Condition::Is(identified(source, value)?),
        Kind::Issn => issn(value).ok_or_else(|| Diagnostic::new(36, value))?,
        Kind::Relation => match issn(value) {
            Some(condition) => condition,
            None => {
                let ids = identified(source, value)?;
                let related = ids.into_iter().map(|id| Condition::Term(Tag::RelationTarget, id.to_string()));
                related.reduce(Condition::or).unwrap_or(Condition::Is(Vec::new()))
            }
        },
        Kind::Language => filters(&[("language", value)])?,
        _ => {
            let word = value.to_lowercase().replace(' ', "_").replace(['\'', '’'], "");
            // The types of DCMI stand for media.
            let medium = match word.as_str() {
                "sound" => "audio",
                "movingimage" | "moving_image" => "video",
                other => other,
            };
            Condition::Term(Tag::Content, medium.to_owned()).or(Condition::Term(Tag::Type, word))
        }
    })
}

/// The id of a record, bare or at the end of an address or an OAI identifier.
fn own_id(value: &str) -> Option<Id> {
    value.rsplit(['/', ':']).next()?.parse().ok()
}

/// The articles that this names, as far as it names any.
fn identified(source: &Source<'_>, value: &str) -> Result<Vec<Id>, StoreError> {
    let reader = source.reader;
    let own = source.identity.base_url.as_deref().and_then(|base| value.strip_prefix(base)).unwrap_or(value);
    if let Some(id) = own_id(own).filter(|_| own.starts_with("/v1/") || own.starts_with("oai:") || !own.contains('/')) {
        return Ok(vec![id]);
    }
    if let Some(slug) = own.strip_prefix("/articles/") {
        return Ok(reader.by_slug(Resource::Article, slug)?.into_iter().collect());
    }
    let mut ids = Vec::new();
    if let Ok(doi) = identifier::doi(value) {
        ids.extend(reader.by_doi(&doi)?);
    }
    if let Ok(url) = WebUrl::parse(value) {
        ids.extend(reader.by_url(&url)?);
    }
    if let Some(Ok(identifier)) = value.split_once(':').map(|(scheme, rest)| Identifier::parse(scheme, rest)) {
        ids.extend(reader.by_identifier(&identifier)?);
    }
    Ok(ids)
}

/// The articles of series with this ISSN; `None` where it is none.
fn issn(value: &str) -> Option<Condition> {
    let bare =
        value.get(..9).filter(|urn| urn.eq_ignore_ascii_case("urn:issn:")).map_or(value, |urn| &value[urn.len()..]);
    let issn = identifier::issn(bare).ok()?;
    Some(Condition::Refers { by: Tag::Series, to: Resource::Series, under: Tag::Issn, texts: Texts::Exactly(issn) })
}

fn filters(parameters: &[(&str, &str)]) -> Result<Condition, Diagnostic> {
    let mut query = Query::new(Resource::Article);
    for (name, value) in parameters {
        query.accept(name, value).map_err(|wrong| Diagnostic::new(36, wrong.message))?;
    }
    Ok(Condition::filters(query))
}

/// Dates are intervals: they are equal where they share a day, and later where they reach beyond.
fn date(relation: &str, term: &Term) -> Result<Condition, Diagnostic> {
    let read = |text: &str| PartialDate::parse(text).map_err(|wrong| Diagnostic::new(36, wrong));
    let between = |from: Option<PartialDate>, to: Option<PartialDate>| {
        let bounds = [("published_from", from), ("published_to", to)];
        let texts = bounds.map(|(name, bound)| (name, bound.map(|bound| bound.to_string())));
        let given: Vec<_> = texts.iter().filter_map(|(name, text)| Some((*name, text.as_deref()?))).collect();
        filters(&given)
    };
    let (first, last) = bounds(relation, term)?;
    let (first, last) = (read(first)?, read(last)?);
    match relation {
        "<" => between(None, Some(first.day_before().ok_or_else(|| Diagnostic::new(36, term.plain.clone()))?)),
        "<=" => between(None, Some(last)),
        ">" => between(Some(last.day_after().ok_or_else(|| Diagnostic::new(36, term.plain.clone()))?), None),
        ">=" => between(Some(first), None),
        _ => between(Some(first), Some(last)),
    }
}

/// Instants, or dates in UTC.
fn modified(relation: &str, term: &Term) -> Result<Condition, Diagnostic> {
    let (first, last) = bounds(relation, term)?;
    let listed = || Condition::filters(Query::new(Resource::Article));
    Ok(match relation {
        "<" => listed().and_not(filters(&[("modified_from", first)])?),
        "<=" => filters(&[("modified_to", last)])?,
        ">" => listed().and_not(filters(&[("modified_to", last)])?),
        ">=" => filters(&[("modified_from", first)])?,
        _ => filters(&[("modified_from", first), ("modified_to", last)])?,
    })
}

/// The one value of a term, or the two of `within`.
fn bounds<'a>(relation: &str, term: &'a Term) -> Result<(&'a str, &'a str), Diagnostic> {
    let words: Vec<&str> = term.plain.split_whitespace().collect();
    match words.as_slice() {
        [one] if relation != "within" => Ok((one, one)),
        [first, last] if relation == "within" => Ok((first, last)),
        _ => Err(Diagnostic::new(36, term.plain.clone())),
    }
}
