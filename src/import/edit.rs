//! What an editor sends: the values of one resource, checked whole.
//!
//! The rules are those of an import ([`super::jsonl`]). Everything that is wrong is told at once, each
//! with the place where it stands.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::json::{self, Empty, Gone};
use super::jsonl::{Checker, SLUG, is_slug};
use super::report::{Problem, Severity};
use crate::domain::{Article, Author, Disclaimer, Entity, Id, Organization, Resource, Series, Slot};

/// One thing that is wrong or doubtful in what was sent.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(example = json!({"pointer": "/appearances/0/number", "detail": "ar7 has this number in this series and year too"}))]
pub struct Fault {
    /// Where, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong, and what would be right.
    pub detail: String,
}

impl Fault {
    /// A fault at a place.
    pub fn at(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Fault { pointer: pointer.into(), detail: detail.into() }
    }

    /// A field that there is not, with those there are.
    pub fn unknown(name: &str, known: &str) -> Fault {
        Fault::at(format!("/{}", escaped(name)), format!("there is no such field; there are {known}"))
    }
}

/// A resource as it was sent, with what must still be asked of the archive.
#[derive(Debug)]
pub struct Sent {
    /// The slug, where one was sent.
    pub slug: Option<String>,
    /// The values.
    pub entity: Entity,
    /// What it refers to.
    pub references: Vec<Reference>,
    /// What is doubtful about it.
    pub warnings: Vec<Fault>,
}

/// What cannot be kept as it was sent.
#[derive(Debug)]
pub struct Unfit {
    /// Everything that is wrong with it.
    pub faults: Vec<Fault>,
    /// What there is of it all the same, without all that does not fit.
    rest: Option<(Box<Sent>, Gone)>,
}

impl Unfit {
    /// Whether something is wrong at a place.
    pub fn tells(&self, pointer: &str) -> bool {
        self.faults.iter().any(|own| own.pointer == pointer)
    }

    /// Everything that is wrong, with what more is found to be wrong with the rest.
    pub fn with<E>(self, find: impl FnOnce(&Sent) -> Result<Vec<Fault>, E>) -> Result<Vec<Fault>, E> {
        let Unfit { mut faults, rest } = self;
        let Some((rest, gone)) = rest else { return Ok(faults) };
        let more = find(&rest)?.into_iter().map(|own| Fault { pointer: gone.pointer(&own.pointer), ..own });
        // What was taken out is neither missing nor something else.
        let more: Vec<Fault> = more.filter(|own| !faults.iter().any(|told| told.pointer == own.pointer)).collect();
        faults.extend(more);
        Ok(faults)
    }
}

/// A reference and its place.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where it stands.
    pub pointer: String,
    /// What it names.
    pub id: Id,
    /// What may stand there.
    pub slot: Slot,
}

/// Fields of a resource, by name.
pub type Fields = Map<String, Value>;

/// Reads the JSON of a resource; an error says why it is none.
pub fn read(text: &str) -> Result<Fields, String> {
    object(text, Empty::Out)
}

/// Reads a JSON Merge Patch. An empty text takes a field away, as null does.
pub fn read_patch(text: &str) -> Result<Fields, String> {
    object(text, Empty::Null)
}

fn object(text: &str, empty: Empty) -> Result<Fields, String> {
    match json::read(text, empty) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("it is JSON but not an object; write `{…}`".to_owned()),
        Err(e) => Err(format!("it cannot be read: {} (line {}, column {})", json::cause(&e), e.line(), e.column())),
    }
}

/// Applies a JSON Merge Patch (RFC 7396, section 2).
pub fn merge(own: &mut Fields, patch: Fields) {
    for (name, value) in patch {
        match value {
            Value::Null => {
                own.shift_remove(&name);
            }
            Value::Object(patch) => {
                let inner = own.entry(name).or_insert(Value::Null);
                if !inner.is_object() {
                    *inner = Value::Object(Map::new());
                }
                if let Value::Object(inner) = inner {
                    merge(inner, patch);
                }
            }
            value => {
                own.insert(name, value);
            }
        }
    }
}

/// Checks all fields, or tells all that is wrong with them.
pub fn check(resource: Resource, mut fields: Fields) -> Result<Sent, Unfit> {
    let mut check = Checker::of_edit();
    let slug = match fields.shift_remove("slug") {
        None | Some(Value::Null) => None,
        Some(Value::String(slug)) if is_slug(&slug) => Some(slug),
        Some(_) => {
            check.error("slug", SLUG);
            None
        }
    };
    let sent = Value::Object(fields);
    let entity = match resource {
        Resource::Article => typed::<Article>(&sent, &mut check, |own| Entity::Article(Box::new(own))),
        Resource::Author => typed::<Author>(&sent, &mut check, |own| Entity::Author(Box::new(own))),
        Resource::Organization => typed::<Organization>(&sent, &mut check, |own| Entity::Organization(Box::new(own))),
        Resource::Series => typed::<Series>(&sent, &mut check, |own| Entity::Series(Box::new(own))),
        Resource::Disclaimer => typed::<Disclaimer>(&sent, &mut check, |own| Entity::Disclaimer(Box::new(own))),
    };
    let fault = |p: Problem| Fault { pointer: pointer(&p.field, &sent), detail: p.reason };
    let mut faults: Vec<Fault> = check.problems.drain(..).map(fault).collect();
    let Some((mut entity, gone)) = entity else { return Err(Unfit { faults, rest: None }) };
    check.entity(&mut entity);
    let Checker { problems, references, unnamed, .. } = check;
    let misfits: Vec<String> = faults.iter().map(|own| own.pointer.clone()).collect();
    let (mut warnings, was) = (Vec::new(), |own: Fault| Fault { pointer: gone.pointer(&own.pointer), ..own });
    for problem in problems {
        let (is_error, is_reference) = (problem.severity == Severity::Error, unnamed.contains(&problem.field));
        let told = was(fault(problem));
        // Of what does not fit only a part is left, which is not what was sent; but what that refers to was.
        if is_reference || !misfits.iter().any(|misfit| is_within(misfit, whole(&told.pointer))) {
            let list = if is_error { &mut faults } else { &mut warnings };
            list.push(told);
        }
    }
    let references = references
        .into_iter()
        .map(|(field, id, slot)| Reference { pointer: pointer(&field, &sent), id, slot })
        .collect();
    let sent = Sent { slug, entity, references, warnings };
    match faults.is_empty() {
        true => Ok(sent),
        false => Err(Unfit { faults, rest: Some((Box::new(sent), gone)) }),
    }
}

/// The fields as the struct they are for, as far as they fit.
fn typed<T: DeserializeOwned>(
    sent: &Value,
    check: &mut Checker,
    entity: impl Fn(T) -> Entity,
) -> Option<(Entity, Gone)> {
    if let Ok(own) = T::deserialize(sent) {
        return Some((entity(own), Gone::default()));
    }
    let mut value = sent.clone();
    let before = check.problems.len();
    let fits = |value: &Value| serde_path_to_error::deserialize::<_, T>(value).map(drop);
    let gone = json::mend(&mut value, None, &mut check.problems, fits);
    if check.problems.len() == before {
        check.error("", "the fields do not make a resource");
    }
    Some((entity(T::deserialize(&value).ok()?), gone?))
}

/// What a fault at a place is about: a field beside others, with them; a member of a list alone.
fn whole(pointer: &str) -> &str {
    match pointer.rsplit_once('/') {
        Some((around, name)) if !around.is_empty() && name.parse::<usize>().is_err() => around,
        _ => pointer,
    }
}

fn is_within(pointer: &str, around: &str) -> bool {
    pointer.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The JSON Pointer of a place such as `files[0].url`. Names are those that `sent` has, whatever signs
/// stand in them.
fn pointer(field: &str, sent: &Value) -> String {
    let (mut pointer, mut rest, mut at) = (String::new(), field, Some(sent));
    while !rest.is_empty() {
        let (token, after) = match rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            Some((index, after)) => (index, after),
            None => {
                let ends = |name: &&String| {
                    rest.strip_prefix(name.as_str()).is_some_and(|r| r.is_empty() || r.starts_with(['.', '[']))
                };
                let names = at.and_then(Value::as_object).into_iter().flat_map(Map::keys);
                let name = names
                    .filter(ends)
                    .max_by_key(|name| name.len())
                    .map_or(rest.find(['.', '[']).unwrap_or(rest.len()), String::len);
                rest.split_at_checked(name.max(1)).unwrap_or((rest, ""))
            }
        };
        at = at.and_then(|at| match at {
            Value::Array(list) => list.get(token.parse::<usize>().ok()?),
            other => other.get(token),
        });
        pointer.push('/');
        pointer.push_str(&escaped(token));
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    pointer
}

/// A name as a JSON Pointer has it (RFC 6901, section 3).
fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(resource: Resource, fields: Value) -> Vec<String> {
        let Value::Object(fields) = fields else { return Vec::new() };
        match check(resource, fields) {
            Ok(sent) => sent.warnings.into_iter().map(|f| format!("doubt {}", f.pointer)).collect(),
            Err(unfit) => unfit.faults.into_iter().map(|f| f.pointer).collect(),
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let sent = json!({
            "titles": [{"text": "A"}], "colour": "red", "a.b/c~d": 1, "slug": "No Slug",
            "identifiers": [{"scheme": "doi", "value": "10.5555/a"}, {"scheme": "doi", "value": "x"}, {"scheme": "issn", "value": "2900-0008"}],
            "appearances": [{"language": "english", "url": "nowhere", "published": "2024-13"}],
            "contributions": [{"author": "@key"}, {"author": "ar1"}, {"role": "editor"}],
            "relations": [{"type": "corrects"}], "files": [{"role": "x", "url": "https://a.example/", "sha256": "1"}],
            "word_count": "many",
        });
        let mut told = faults(Resource::Article, sent);
        told.sort();
        let mut expected = [
            "/a.b~1c~0d",
            "/appearances/0/language",
            "/appearances/0/published",
            "/appearances/0/url",
            "/colour",
            "/contributions/0/author",
            "/contributions/1/author",
            "/contributions/2/author",
            "/files/0/sha256",
            "/identifiers/1",
            "/identifiers/2",
            "/relations/0",
            "/slug",
            "/word_count",
        ];
        expected.sort_unstable();
        assert_eq!(told, expected);
    }

    #[test]
    fn references_are_ids_of_the_right_kind() {
        let sent = json!({"titles": [{"text": "A"}], "contributions": [{"author": "@key"}, {"author": "ar1"}, {"author": "au1"}]});
        assert_eq!(faults(Resource::Article, sent), ["/contributions/0/author", "/contributions/1/author"]);
    }

    #[test]
    fn a_merge_patch_is_applied_as_its_rfc_says() {
        // RFC 7396, appendix A.
        for (own, patch, merged) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            let (Value::Object(mut own), Value::Object(patch)) = (own, patch) else { continue };
            merge(&mut own, patch);
            assert_eq!(Value::Object(own), merged);
        }
    }

    #[test]
    fn json_that_is_none_is_told_with_its_place() {
        let error = read("{\"a\": 1, \"a\": 2}").err().unwrap_or_default();
        assert!(error.contains("twice") && error.contains("column"), "{error}");
        assert!(read("[]").is_err() && read(&"[".repeat(200)).is_err());
    }
}
