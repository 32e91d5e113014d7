//! Random writes: afterwards every record is as if derived anew, and `modified`, tags and log moved
//! exactly when public bytes did.

use std::collections::{BTreeMap, BTreeSet};

use byline::catalog::Query;
use byline::domain::{Id, Resource, Timestamp};
use byline::import::jsonl::write_line;
use byline::store::db::RecordRow;
use byline::store::reader::Reader;
use byline::store::{Action, Selection, StoreError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::app::{Database, engines};

/// One value of one thing is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    kind: usize,
    which: usize,
    field: usize,
    value: u8,
}

const KINDS: [(&str, usize); 5] =
    [("organization", 3), ("series", 3), ("author", 4), ("disclaimer", 4), ("article", 7)];
const FIELDS: usize = 9;

/// What the source says of one thing, as numbers that [`line`] puts into words.
type Values = [u8; FIELDS];

/// All that the source says, by kind and number.
type Model = BTreeMap<(usize, usize), Values>;

fn edit() -> impl Strategy<Value = Edit> {
    // Articles and disclaimers have most to go wrong.
    let kind = prop_oneof![1 => Just(0), 1 => Just(1), 1 => Just(2), 2 => Just(3), 5 => Just(4)];
    (kind, 0..7usize, 0..FIELDS, 0..24u8).prop_map(|(kind, which, field, value)| Edit {
        kind,
        which: which % KINDS[kind].1,
        field,
        value,
    })
}

const DATES: [Option<&str>; 6] =
    [None, Some("2020"), Some("2020-06"), Some("2020-06-15"), Some("2021"), Some("2021-03-01")];

fn refer(prefix: &str, value: u8, most: u8) -> Value {
    if value % (most + 1) == most { Value::Null } else { format!("@{prefix}{}", value % (most + 1)).into() }
}

/// The line of a thing.
fn line(kind: usize, n: usize, f: &Values) -> String {
    let name = |v: u8| ["Ash", "Birch", "Cedar", "Dogwood"][usize::from(v % 4)];
    let key = format!("{}{n}", ["or", "se", "au", "di", "ar"][kind]);
    let date = |v: u8| DATES[usize::from(v % 6)];
    let mut own = match kind {
        0 => json!({"names": [{"text": format!("{} {n}", name(f[0]))}], "place": name(f[1]),
            "successors": if f[2].is_multiple_of(3) { vec![format!("@or{}", (n + 1) % 3)] } else { Vec::new() }}),
        1 => json!({"titles": [{"text": format!("{} {n}", name(f[0]))}], "publisher": refer("or", f[1], 3),
            "bodies_public": f[2].is_multiple_of(2), "language": if f[3].is_multiple_of(2) { "en" } else { "fr" },
            "succeeding": if f[4].is_multiple_of(3) { format!("@se{}", (n + 1) % 3).into() } else { Value::Null },
            "description": if f[5].is_multiple_of(2) { "Write to s@se.example." } else { "None." }}),
        2 => json!({"names": [{"full": format!("{} {n}", name(f[0]))}],
        "affiliations": match refer("or", f[1], 3) {
            Value::Null => json!([]),
            organization => json!([{"name": "House", "organization": organization}]),
        },
        "contacts": match f[2] % 3 {
            0 => json!([]),
            1 => json!([{"email": format!("a{n}@au.example")}]),
            _ => json!([{"email": format!("a{n}@au.example"),
                "consent": {"by": "x", "at": "2020-01-01T00:00:00Z", "scope": "biography"}}]),
        }}),
        3 => json!({"text": format!("{} {n} (d@di.example)", name(f[0])), "series": refer("se", f[1], 3),
            "from": date(f[2]), "to": date(f[3]), "languages": if f[4].is_multiple_of(3) { vec!["en"] } else { Vec::new() },
            "types": if f[5].is_multiple_of(3) { vec!["response"] } else { Vec::new() }}),
        _ => article(n, f, name(f[0]), date(f[5])),
    };
    own["resource"] = KINDS[kind].0.into();
    own["key"] = key.into();
    own.to_string()
}

fn article(n: usize, f: &Values, name: &str, date: Option<&str>) -> Value {
    let status = ["published", "published", "withdrawn", "draft"][usize::from(f[1] % 4)];
    let authors = (0..4u8).filter(|bit| f[2] & 1 << bit != 0);
    let contributions: Vec<Value> =
        authors.map(|a| json!({"author": format!("@au{a}"), "biography": format!("Reach a{a}@au.example.")})).collect();
    let other = (n + 1) % 7;
    let relations = match f[6] % 6 {
        0 => json!([{"type": "responds_to", "article": format!("@ar{other}")}]),
        1 => json!([{"type": "references", "doi": format!("10.5555/p{other}")}]),
        2 => json!([{"type": "references", "url": format!("https://p.example/{other}")}]),
        _ => json!([]),
    };
    json!({"status": status, "titles": [{"text": format!("{name} {n}")}], "contributions": contributions,
        "type": if f[4].is_multiple_of(4) { "response" } else { "commentary" },
        "appearances": [{"series": refer("se", f[3], 3), "number": format!("{}", f[4] % 3), "published": date,
            "url": if f[7].is_multiple_of(3) { Value::Null } else { format!("https://p.example/{n}").into() }}],
        "identifiers": if f[7].is_multiple_of(2) { json!([{"scheme": "doi", "value": format!("10.5555/p{n}")}]) } else { json!([]) },
        "relations": relations,
        "disclaimers": if f[8].is_multiple_of(4) { json!([format!("@di{}", n % 4)]) } else { json!([]) },
        "notices": if f[8] % 5 == 1 { json!([{"kind": "correction", "text": "x", "article": format!("@ar{other}")}]) } else { json!([]) },
        "body": if f[8].is_multiple_of(2) { json!([format!("Text {} to b@bo.example.", f[8])]) } else { json!([]) },
        "withdrawal": if status == "withdrawn" {
            json!({"at": "2022-01-01T00:00:00Z", "successor": if f[8].is_multiple_of(3) { format!("@ar{other}").into() } else { Value::Null }})
        } else { Value::Null }})
}

/// Every record, by id; each with its entry in the catalog, and no entry without one.
pub fn records(database: &Database) -> BTreeMap<i64, RecordRow> {
    let ids = |db: &mut dyn byline::store::db::Db| -> Result<Vec<RecordRow>, StoreError> {
        let ids = db.entity_ids(0, i64::MAX, i64::MAX)?;
        let (rows, entries) = (db.records(&ids)?, db.entries(0, i64::MAX)?);
        // The tag stands behind the state, which has an id for what was merged.
        let tag = |bytes: &[u8]| bytes[if bytes[1] == 2 { 10..18 } else { 2..10 }].to_vec();
        let of_entries: BTreeMap<_, _> = entries.iter().map(|(id, bytes)| (*id, tag(bytes))).collect();
        let of_rows: BTreeMap<_, _> = rows.iter().map(|row| (row.id, row.etag.to_be_bytes().to_vec())).collect();
        assert_eq!(of_entries, of_rows);
        Ok(rows)
    };
    database.store.snapshot(ids).unwrap().into_iter().map(|row| (row.id, row)).collect()
}

fn without_modified(row: &RecordRow) -> Value {
    let mut own: Value = serde_json::from_slice(&row.document).unwrap();
    own["modified"].take();
    own
}

/// What another archive of the same truth shows too: not when a body was set here, but whether it is.
fn without_times(row: &RecordRow) -> Value {
    let mut own = without_modified(row);
    if let Some(set) = own.get_mut("body_modified").filter(|set| !set.is_null()) {
        *set = true.into();
    }
    own
}

/// What must hold after one write: of the rows that were and are, and of what was appended.
fn step(database: &Database, before: &BTreeMap<i64, RecordRow>, head: i64, now: i64) -> BTreeMap<i64, RecordRow> {
    let after = records(database);
    let changes = database.store.read(|db| db.changes(head, 10_000)).unwrap();
    for (at, change) in changes.iter().enumerate() {
        assert_eq!(change.sequence, head + 1 + at as i64, "a gap in the log");
        assert_eq!(change.time, now);
    }
    let logged: Vec<i64> = changes.iter().map(|change| change.id).collect();
    let once: BTreeSet<i64> = logged.iter().copied().collect();
    assert_eq!(once.len(), logged.len(), "one write tells of a thing once");
    assert!(before.keys().all(|id| after.contains_key(id)), "a record disappeared");
    for (id, row) in &after {
        let name = Id::from_key(*id).unwrap();
        let old = before.get(id);
        let moved = old.is_none_or(|old| without_modified(old) != without_modified(row));
        assert_eq!(once.contains(id), moved, "{name}: the log moves with the bytes");
        match old {
            Some(old) if !moved => assert_eq!(old, row, "{name}: nothing else moves"),
            _ => {
                assert_eq!(row.modified, now, "{name}");
                let shown = Timestamp::from_micros(now).to_string();
                assert_eq!(serde_json::from_slice::<Value>(&row.document).unwrap()["modified"], shown, "{name}");
                assert!(old.is_none_or(|old| old.etag != row.etag), "{name}: the tag moves with the bytes");
            }
        }
    }
    assert_eq!(once.difference(&after.keys().copied().collect()).next(), None, "only what is public is told of");
    after
}

/// The whole archive, read back into an empty one, gives the same records.
pub fn derived_anew(database: &Database, records_now: &BTreeMap<i64, RecordRow>) {
    let mut lines = Vec::new();
    let taken: Result<(), StoreError> = database.store.export(Selection::Private, &mut |item| {
        lines.push(write_line(&item).unwrap());
        Ok(())
    });
    taken.unwrap();
    let copy = Database::fresh(database.engine);
    let text = lines.join("\n");
    let imported = copy.import_at("copy", &text, "2030-01-01T00:00:00Z");
    imported.must_succeed();
    assert_eq!(imported.count(Action::Created), lines.len());
    let anew = records(&copy);
    let keys = |rows: &BTreeMap<i64, RecordRow>| rows.keys().copied().collect::<Vec<_>>();
    assert_eq!(keys(&anew), keys(records_now));
    for (id, row) in records_now {
        assert_eq!(without_times(&anew[id]), without_times(row), "{}", Id::from_key(*id).unwrap());
    }
}

/// A reader that followed all writes answers as one that was opened just now.
fn followed(running: &Reader, database: &Database) {
    running.catch_up().unwrap();
    let opened = Reader::open(database.store.clone()).unwrap();
    let questions: &[(Resource, &[(&str, &str)])] = &[
        (Resource::Article, &[]),
        (Resource::Article, &[("status", "published"), ("status", "withdrawn"), ("sort", "modified")]),
        (Resource::Article, &[("sort", "title"), ("has", "relations")]),
        (Resource::Article, &[("author", "au1"), ("sort", "-number")]),
        (Resource::Article, &[("not.organization", "or1")]),
        (Resource::Article, &[("series", "se1"), ("missing", "doi")]),
        (Resource::Article, &[("published_from", "2020-06"), ("published_to", "2020")]),
        (Resource::Article, &[("disclaimer", "di1"), ("not.type", "response")]),
        (Resource::Author, &[("organization", "or1")]),
        (Resource::Author, &[("sort", "-modified")]),
        (Resource::Organization, &[("sort", "-name")]),
        (Resource::Series, &[("publisher", "or1")]),
        (Resource::Disclaimer, &[("valid_on", "2020-06"), ("type", "commentary")]),
    ];
    for (resource, parameters) in questions {
        let mut query = Query::new(*resource);
        query.limit = 200;
        for (name, value) in *parameters {
            assert_eq!(query.accept(name, value), Ok(true), "{name}={value}");
        }
        assert_eq!(running.find(&query), opened.find(&query), "{parameters:?}");
        let documents = |reader: &Reader| -> Vec<_> {
            reader.page(&query).unwrap().items.into_iter().map(|item| item.document.clone()).collect()
        };
        assert_eq!(documents(running), documents(&opened), "{parameters:?}");
    }
}

/// Runs writes on one database; gives the records and the log at the end.
fn play(database: &Database, writes: &[Vec<Edit>]) -> (BTreeMap<i64, RecordRow>, Vec<byline::store::db::ChangeRow>) {
    let running = Reader::open(database.store.clone()).unwrap();
    let mut model = Model::new();
    let (mut before, mut latest) = (BTreeMap::new(), 0);
    for (at, edits) in writes.iter().enumerate() {
        let mut wanted = Model::new();
        for edit in edits {
            let place = (edit.kind, edit.which);
            let known = wanted.get(&place).or(model.get(&place)).copied().unwrap_or_default();
            wanted.entry(place).or_insert(known)[edit.field] = edit.value;
        }
        let lines: Vec<String> = wanted.iter().map(|((kind, n), values)| line(*kind, *n, values)).collect();
        // Now and then the clock goes back.
        let clock = if at % 4 == 3 { at - 2 } else { at };
        let now = format!("2024-01-01T00:{clock:02}:00Z");
        latest = Timestamp::parse(&now).unwrap().micros().max(latest);
        let head = database.head();
        let imported = database.import_at("p", &lines.join("\n"), &now);
        assert_eq!(imported.unread.len() + imported.outcomes.len(), lines.len());
        let mut outcomes = imported.outcomes.iter();
        for (at, (place, values)) in wanted.into_iter().enumerate() {
            // A line that contradicts itself is not read; it has no outcome.
            let unread = imported.unread.iter().any(|problems| problems[0].line == Some(at as u32 + 1));
            if !unread && outcomes.next().unwrap().action != Action::Rejected {
                model.insert(place, values);
            }
        }
        // Times are those of the log's end where the clock went back; a write that appends nothing keeps it.
        let end = database.store.read(|db| db.head()).unwrap();
        latest = if end.sequence == head { end.time } else { latest };
        before = step(database, &before, head, latest);
        running.catch_up().unwrap();
    }
    let head = database.head();
    let all: Vec<String> = model.iter().map(|((kind, n), values)| line(*kind, *n, values)).collect();
    let again = database.import_at("p", &all.join("\n"), "2029-01-01T00:00:00Z");
    assert_eq!(again.count(Action::Unchanged), all.len(), "{again:?}");
    assert_eq!(database.head(), head, "importing again appends nothing");
    assert_eq!(records(database), before);
    followed(&running, database);
    derived_anew(database, &before);
    (before, database.store.read(|db| db.changes(0, 100_000)).unwrap())
}

#[test]
fn after_random_writes_everything_is_as_it_must_be() {
    // More, where one wants them: PROPTEST_CASES=200.
    let cases = std::env::var("PROPTEST_CASES").map_or(8, |cases| cases.parse().unwrap());
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() };
    let mut runner = TestRunner::new(config);
    let writes = vec(vec(edit(), 1..9), 1..14);
    runner
        .run(&writes, |writes| {
            let played: Vec<_> = engines().into_iter().map(|engine| play(&Database::fresh(engine), &writes)).collect();
            if let [sqlite, postgres] = &played[..] {
                assert_eq!(sqlite, postgres, "one behaviour, two engines");
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

/// The words the lines are made of are read: a generator whose lines are all refused would test nothing.
#[test]
fn most_of_what_is_made_up_is_taken() {
    let database = Database::fresh(engines()[0]);
    let lines: Vec<String> = (0..5)
        .flat_map(|kind| (0..KINDS[kind].1).map(move |n| line(kind, n, &[0, 0, 7, 0, 1, 3, n as u8, 2, n as u8])))
        .collect();
    let imported = database.import("p", &lines.join("\n"));
    imported.must_succeed();
    assert_eq!(imported.count(Action::Created), 21);
    assert_eq!(records(&database).len(), 21);
}
