//! The OpenAPI document and the service say the same: the committed document is the served one, every
//! operation is called, and each answer is what its operation declares.
//!
//! After a change that is meant, `BYLINE_WRITE=1 cargo test openapi` writes the committed document and the
//! examples anew; look at the difference before committing it.

mod app;
mod erasures;
mod examples;
mod imports;
mod operation;
mod schema;
mod sent;
mod webhooks;
mod writes;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use app::{Answer, App};
use byline::domain::{Scope, Timestamp};
use byline::store::{NewKey, Settings, Store};
use operation::{Operation, by, operations, pairs, schemas};
use serde_json::Value;

static STORE: LazyLock<Store> = LazyLock::new(|| named("named"));

/// The sample archive in a database of this name, with the settings that harvesting needs.
fn named(database: &str) -> Store {
    let store = app::archive(database);
    let settings = [
        ("base-url", "https://archive.example"),
        ("repository-name", "The Archive"),
        ("repository-identifier", "archive.example"),
        ("admin-email", "librarian@archive.example"),
    ];
    settings.iter().for_each(|(name, value)| store.write(|db| Settings::set(db, name, value)).unwrap());
    store
}

static APP: LazyLock<App> = LazyLock::new(|| App::on(STORE.clone()));
/// The same archive without the settings that harvesting needs.
static NAMELESS: LazyLock<App> = LazyLock::new(|| App::on(app::archive("nameless")));
static DOCUMENT: LazyLock<Value> = LazyLock::new(byline::http::document);

/// Answers that a sound service does not give, one that only a proxy gives, and one that takes long (see
/// `tests/api/slow.rs`).
const NOT_SEEN: &[&str] = &["408", "429", "500", "503"];

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

/// The media type of what only whoever has a key sees.
const PRIVATE: &str = "application/vnd.byline.private+json";

/// A key for the archive of all tests, that may write, and one that may only read.
static KEYS: LazyLock<[String; 2]> = LazyLock::new(|| {
    [Scope::Write, Scope::Private].map(|scope| {
        let new = NewKey { name: scope.word().to_owned(), scope, series: Vec::new(), expires: None };
        format!("Bearer {}", STORE.create_key(&new, Timestamp::now()).unwrap().reveal())
    })
});

/// A key of a series in which nothing is.
static ELSEWHERE: LazyLock<String> = LazyLock::new(|| {
    let made = APP.send("POST", "/v1/series", &[("authorization", &KEYS[0])], JSON, r#"{"titles": [{"text": "New"}]}"#);
    let series = vec![made.json()["id"].as_str().unwrap().parse().unwrap()];
    let new = NewKey { name: "elsewhere".to_owned(), scope: Scope::Write, series, expires: None };
    format!("Bearer {}", STORE.create_key(&new, Timestamp::now()).unwrap().reveal())
});

/// An author and an organization that were merged into another, by path.
static MERGED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let things = [("authors", "au3"), ("organizations", "or1")];
    let merged = |(resource, into): (&str, &str)| {
        let content = format!("{{\"merged_into\": \"{into}\"}}");
        let made = APP.send("POST", &format!("/v1/{resource}"), &[("authorization", &KEYS[0])], JSON, &content);
        made.field("location").unwrap().to_owned()
    };
    things.map(merged).to_vec()
});

/// Something of each kind that is withdrawn, by path.
static WITHDRAWN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let things = [
        ("articles", r#"{"titles": [{"text": "Gone"}], "status": "published"}"#),
        ("authors", r#"{"names": [{"full": "Gone"}]}"#),
        ("organizations", r#"{"names": [{"text": "Gone"}]}"#),
        ("series", r#"{"titles": [{"text": "Gone"}]}"#),
        ("disclaimers", r#"{"text": "Gone."}"#),
    ];
    let gone = |(resource, content): (&str, &str)| {
        let made = APP.send("POST", &format!("/v1/{resource}"), &[("authorization", &KEYS[0])], JSON, content);
        let path = made.field("location").unwrap().to_owned();
        let fields = [("authorization", KEYS[0].as_str()), ("if-match", "*")];
        assert_eq!(APP.send("DELETE", &path, &fields, "", "").status, 200);
        path
    };
    things.map(gone).into()
});

const JSON: &str = "application/json";

/// The field by which a request names a place in the log.
const PLACE: &str = "Byline-Sequence";

/// Calls an operation with what it may be given and what it may not, and gives the statuses it answered.
fn call(operation: &Operation) -> BTreeSet<u16> {
    let mut seen = BTreeSet::new();
    let mut ask = |target: String, answer: Answer, whole: bool| {
        operation.check(&target, &answer, whole);
        seen.insert(answer.status);
        // Most clients follow redirects, and see what is there as an answer of this operation.
        if let Some(location) = answer.field("location").filter(|_| answer.status == 302) {
            let followed = operation.get(location);
            operation.check(location, &followed, whole);
            seen.insert(followed.status);
        }
        answer
    };
    let target = operation.target(&[]);
    let plain = ask(target.clone(), operation.get(&target), true);
    if operation.needs_key {
        assert_eq!(ask(target.clone(), APP.get(&target), true).status, 401);
        assert_eq!(plain.field("cache-control"), Some("private, no-store"), "{target}");
        for key in [&KEYS[1], &*ELSEWHERE] {
            ask(target.clone(), APP.get_with(&target, &[("authorization", key)]), true);
        }
    }
    if operation.takes("view") {
        let target = format!("{target}?view=private");
        assert_eq!(ask(target.clone(), operation.get(&target), true).status, 401);
        let [_, reader] = &*KEYS;
        let view = ask(target.clone(), operation.get_with(&target, &[("authorization", reader)]), true);
        assert_eq!(view.field("content-type"), Some(PRIVATE), "{target}");
        let outside = ask(target.clone(), operation.get_with(&target, &[("authorization", &ELSEWHERE)]), true);
        assert_eq!(outside.status, 403, "{target}");
    }
    for (name, schema) in operation.query().filter(|(name, _)| *name != "view") {
        let examples = schema["examples"].as_array().into_iter().flatten().chain(schema.get("default"));
        for example in examples.cloned().chain(words(schema)) {
            let target = format!("{target}?{}", pairs(name, &example));
            let answer = ask(target.clone(), operation.get(&target), name != "fields");
            assert!(matches!(answer.status, 200 | 300 | 302), "{target} -> {}", answer.status);
        }
    }
    for wrong in
        ["colour=red", "limit=0", "limit=201", "limit=x", "cursor=%00", "cursor=", "%ff=1", "sort=x", "fields=x"]
    {
        let target = format!("{target}?{wrong}");
        let refused = ask(target.clone(), operation.get(&target), true).status == 400;
        // The protocols have words of their own for it.
        let is_strict = !["/oai", "/sru"].contains(&operation.path.as_str());
        assert_eq!(refused, is_strict && operation.declares("400"), "{target}");
    }
    if operation.parameters.iter().any(|own| own["name"] == PLACE) {
        let told = plain.field(PLACE).unwrap();
        for (place, status) in [("other-1", 409), ("x", 400), (told, plain.status)] {
            let answer = ask(target.clone(), operation.get_with(&target, &[(PLACE, place)]), true);
            assert_eq!(answer.status, status, "{target} at {place}");
        }
    }
    let (padding, long) = ("x".repeat(17_000), "x".repeat(33_000));
    let content = operation.get_with_content(&target);
    assert_eq!(ask(target.clone(), content, true).status, 415);
    assert_eq!(ask(target.clone(), operation.get(&format!("{target}?{}", long)), true).status, 414);
    assert_eq!(ask(target.clone(), operation.get_with(&target, &[("x-padding", &padding)]), true).status, 431);
    let picture = ask(target.clone(), operation.get_with(&target, &[("accept", "image/png")]), true);
    assert_eq!(picture.status == 406, operation.declares("406"), "{target}");
    let formats = operation.parameters.iter().find(|own| own["name"] == "format");
    for format in formats.into_iter().flat_map(|own| own["schema"]["enum"].as_array().unwrap()) {
        let target = operation.target(&[("format", format.as_str().unwrap())]);
        assert_eq!(ask(target.clone(), operation.get(&target), true).status, 200, "{target}");
    }
    for media_type in operation.media_types().filter(|own| *own != PRIVATE && plain.status == 200 && formats.is_none())
    {
        let answer = ask(target.clone(), operation.get_with(&target, &[("accept", media_type)]), true);
        let own = answer.field("content-type").and_then(|own| own.split(';').next());
        assert_eq!(own, Some(media_type), "{target}");
    }
    let known = ask(target.clone(), operation.get_with(&target, &[("if-none-match", "*")]), true);
    assert_eq!(known.status == 304, operation.declares("304"), "{target}");
    if let Some(tag) = plain.field("etag") {
        let again = ask(target.clone(), operation.get_with(&target, &[("if-none-match", tag)]), true);
        assert_eq!(again.status, 304, "{target}");
    }
    for name in ["ar0", "arzzzzz", "auzzzzz", "x y", "é", "\u{0}", "1/2", "no-such-slug", "are", "the-quiet-harbour"] {
        for parameter in operation.parameters.iter().filter(|own| own["in"] == "path") {
            let target = operation.target(&[(parameter["name"].as_str().unwrap(), name)]);
            ask(target.clone(), operation.get(&target), true);
        }
    }
    if operation.takes("cursor") {
        let target = format!("{target}?cursor=AQ");
        assert_eq!(ask(target.clone(), operation.get(&target), true).status, 404, "{target}");
        walk(operation, &mut ask);
    }
    seen
}

/// The words that a parameter may be, each alone; those of a list of fields together.
fn words(schema: &Value) -> Vec<Value> {
    let one = schemas(false).resolve(schema);
    let each = one["items"].is_object();
    let items = if each { schemas(false).resolve(&one["items"]) } else { one };
    let words = items["enum"].as_array().cloned().unwrap_or_default();
    match (each, schema["items"]["$ref"].is_string()) {
        (true, true) => vec![Value::from(words)],
        (true, false) => words.into_iter().map(|word| Value::from(vec![word])).collect(),
        _ => words,
    }
}

/// Follows a list by its cursors, and one of its cursors into another epoch.
fn walk(operation: &Operation, ask: &mut impl FnMut(String, Answer, bool) -> Answer) {
    let mut target = format!("{}?limit=1", operation.target(&[]));
    for _ in 0..3 {
        let page = ask(target.clone(), operation.get(&target), true);
        let links = page.fields.iter().filter(|(name, _)| name == "link").map(|(_, link)| link);
        let next = links.filter_map(|link| link.strip_prefix('<')?.strip_suffix(">; rel=\"next\"")).next();
        let Some(next) = next else { break };
        target = next.to_owned();
    }
    if !target.contains("cursor=") {
        return;
    }
    let restored = AFTER_RESTORE.get_with(&target, &[("authorization", &KEYS[0])]);
    assert_eq!(ask(target.clone(), restored, true).status, 410, "{target}");
}

/// The same archive with another epoch of its log, as after a backup was restored.
static AFTER_RESTORE: LazyLock<App> = LazyLock::new(|| {
    LazyLock::force(&APP);
    STORE.write(|db| db.set_meta("epoch", "next")).unwrap();
    App::on(STORE.clone())
});

#[test]
fn every_operation_answers_as_it_declares() {
    // What they write is there before anything is asked for.
    LazyLock::force(&WITHDRAWN);
    LazyLock::force(&ELSEWHERE);
    for _ in 0..2 {
        let fields = [("authorization", KEYS[0].as_str()), ("prefer", "respond-async")];
        let line = r#"{"resource": "author", "names": [{"full": "A"}]}"#;
        assert_eq!(APP.send("POST", "/v1/import?dry_run=true", &fields, "application/x-ndjson", line).status, 202);
        let draft = r#"{"titles": [{"text": "Draft"}]}"#;
        assert_eq!(APP.send("POST", "/v1/articles", &fields[..1], JSON, draft).status, 201);
    }
    for operation in operations() {
        let mut seen = call(&operation);
        let more: &[&str] = match operation.id.as_str() {
            "getArticle" => &["/v1/articles/the-quiet-harbour", "/v1/articles/are", "/v1/articles/arr.json"],
            "getAuthor" => &["/v1/authors/maelle-daubreac", "/v1/authors/au1.json"],
            "getOrganization" => &["/v1/organizations/saltmarsh-forum"],
            "getSeries" => &["/v1/series/tideline"],
            "getArticleBody" => &["/v1/articles/are/body"],
            "citeArticles" => &["/v1/articles/citations?style=no-such", "/v1/articles/citations?first=0"],
            "citeArticle" => &["/v1/articles/are/citation", "/v1/articles/arr/citation?style=no-such"],
            "listRelations" => &["/v1/articles/are/relations"],
            "getArticleByNumber" => &["/v1/series/se1/numbers/9", "/v1/series/se1/numbers/latest"],
            "listChanges" => &["/v1/changes?since=other-1", "/v1/changes?since=x"],
            "listVersions" => &["/v1/articles/are/versions"],
            "getVersion" => &["/v1/articles/arr/versions/1", "/v1/articles/are/versions/1"],
            "compareVersions" => &["/v1/articles/are/versions/1/diff"],
            "lookupArticle" => &[
                "/v1/articles/lookup?doi=10.5555/tide.2024.24&identifier=doi:10.5555/tide.2024.24",
                "/v1/articles/lookup?doi=10.5555/tide.2024.24&identifier=doi:10.5555/tide.2025.3",
                "/v1/articles/lookup?url=http://a%25b/",
                "/v1/articles/lookup?doi=10",
            ],
            _ => &[],
        };
        for target in more {
            let answer = APP.get(target);
            operation.check(target, &answer, true);
            seen.insert(answer.status);
        }
        let listed = operation.path.split('/').nth(2).unwrap_or_default().to_owned();
        for gone in WITHDRAWN.iter().filter(|path| path.split('/').nth(2) == Some(&listed)) {
            let target =
                operation.path.replace("/v1/", "").replace(&format!("{listed}/{{id}}"), gone).replace("{number}", "1");
            if operation.path.contains("{id}") && !target.contains('{') && !operation.needs_key {
                let answer = APP.get(&target);
                operation.check(&target, &answer, true);
                assert_eq!(answer.status, 410, "{target}");
                seen.insert(answer.status);
            }
        }
        for path in MERGED.iter().filter(|path| path.split('/').nth(2) == Some(&listed)) {
            let target = operation.path.replace(&format!("/v1/{listed}/{{id}}"), path);
            if operation.path.contains("{id}") && !operation.needs_key {
                let answer = APP.get(&target.replace("{format}", "csv"));
                operation.check(&target, &answer, true);
                assert_eq!(answer.status, 302, "{target}");
                seen.insert(answer.status);
            }
        }
        if operation.id == "harvest" {
            seen.insert(unnamed(&operation, NAMELESS.get("/oai?verb=Identify")));
        }
        let declared = operation.responses.keys().filter(|status| !NOT_SEEN.contains(&status.as_str()));
        let seen: BTreeSet<String> = seen.iter().map(u16::to_string).collect();
        assert_eq!(declared.cloned().collect::<BTreeSet<_>>(), seen, "statuses of {}", operation.id);
    }
}

#[test]
fn a_form_is_answered_as_its_operation_declares() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let operations = by("post");
    let forms: Vec<_> = operations.iter().filter(|own| ["/oai", "/sru"].contains(&own.path.as_str())).collect();
    assert_eq!(forms.len(), 2);
    for operation in forms {
        let path = &operation.path;
        let mut seen = BTreeSet::from([unnamed(operation, NAMELESS.post(path, FORM, "verb=Identify"))]);
        let (long, large) = ("x".repeat(33_000), "x".repeat(257 << 10));
        for (target, media_type, content) in [
            (path.clone(), FORM, large.as_str()),
            (path.clone(), FORM, "verb=Identify"),
            (path.clone(), FORM, "query=harbour&foo=bar"),
            (path.clone(), "application/json", "{}"),
            (format!("{path}?{long}"), FORM, ""),
            (path.clone(), &"x".repeat(17_000), ""),
        ] {
            let answer = APP.post(&target, media_type, content);
            operation.check(&target, &answer, true);
            seen.insert(answer.status);
        }
        for place in ["other-1", "x"] {
            let answer = APP.send("POST", path, &[(PLACE, place)], FORM, "verb=Identify");
            operation.check(path, &answer, true);
            seen.insert(answer.status);
        }
        let declared = operation.responses.keys().filter(|status| !NOT_SEEN.contains(&status.as_str()));
        assert_eq!(declared.cloned().collect::<BTreeSet<_>>(), seen.iter().map(u16::to_string).collect(), "{path}");
    }
}

/// Checks an answer of a service that has no name yet, and gives its status.
fn unnamed(operation: &Operation, answer: Answer) -> u16 {
    operation.check("without a name", &answer, true);
    answer.status
}

#[test]
fn every_link_leads_to_an_operation() {
    // What others make and take back in the same archive is done with.
    LazyLock::force(&WITHDRAWN);
    LazyLock::force(&MERGED);
    LazyLock::force(&ELSEWHERE);
    let operations = operations();
    for operation in &operations {
        let target = operation.target(&[]);
        let Some(links) = operation.responses.get("200").and_then(|answer| answer["links"].as_object()) else {
            continue;
        };
        let body = APP.get(&target).json();
        for (name, link) in links {
            let to = operations.iter().find(|own| link["operationId"] == own.id.as_str()).unwrap();
            let values = link["parameters"].as_object().unwrap().iter().map(|(parameter, expression)| {
                let value = match expression.as_str().unwrap().strip_prefix("$response.body#") {
                    Some(pointer) => body.pointer(pointer).and_then(Value::as_str),
                    None => expression.as_str(),
                };
                assert!(to.parameters.iter().any(|own| own["name"] == parameter.as_str()), "{name}: {parameter}");
                (parameter.as_str(), value)
            });
            let values: Vec<_> = values.filter_map(|(parameter, value)| Some((parameter, value?))).collect();
            // Some articles have no publisher of their own, no related article in this archive, and so on.
            if values.len() == link["parameters"].as_object().unwrap().len() {
                let target = to.target(&values);
                let answer = APP.get(&target);
                to.check(&target, &answer, true);
                let may_be_absent = to.id == "getArticleBody";
                assert!(answer.status < 400 || may_be_absent, "{} {name}: {target}", operation.id);
            }
        }
    }
}

#[test]
fn every_operation_stands_under_a_tag_that_is_explained() {
    let tags: BTreeSet<&str> =
        DOCUMENT["tags"].as_array().unwrap().iter().map(|own| own["name"].as_str().unwrap()).collect();
    let mut used = BTreeSet::new();
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let tag = operation["tags"][0].as_str().unwrap();
            assert!(tags.contains(tag), "{path}: {tag}");
            used.insert(tag);
        }
    }
    assert_eq!(used, tags);
}

#[test]
fn the_committed_document_is_the_served_one() {
    let served = APP.get("/openapi.json").json();
    assert!(served == *DOCUMENT, "the served document is not the one that `byline openapi` prints");
    if std::env::var_os("BYLINE_WRITE").is_some() {
        return write("openapi/v1.json", &served);
    }
    let committed = std::fs::read_to_string(file("openapi/v1.json")).unwrap();
    let printed = format!("{}\n", serde_json::to_string_pretty(&served).unwrap());
    let line = committed.lines().zip(printed.lines()).position(|(committed, printed)| committed != printed);
    assert!(committed == printed, "openapi/v1.json differs, first in line {}", line.unwrap_or_default() + 1);
}

fn file(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn write(name: &str, value: &Value) {
    std::fs::write(file(name), format!("{}\n", serde_json::to_string_pretty(value).unwrap())).unwrap();
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// A value without what depends on when and where the archive was filled.
fn timeless(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, _)| {
                !["created", "modified", "body_modified", "as_of", "next", "place", "time", "etag"]
                    .contains(&key.as_str())
            });
            kept.map(|(key, value)| (key.clone(), timeless(value))).collect()
        }
        Value::Array(list) => list.iter().map(timeless).collect(),
        other => other.clone(),
    }
}
