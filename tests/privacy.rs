//! Private is private: one archive full of marks, and every output there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use byline::courier::{Courier, Rules};
use byline::domain::{Grant, Scope, Timestamp};
use byline::import::jsonl::write_line;
use byline::store::reader::Reader;
use byline::store::{Selection, StoreError};
use byline::webhook::replay::Replay;
use byline::webhook::sent::Sent;
use serde_json::{Value, json};

use crate::support::app::{App, Database, Response, both_apps, exchange};
use crate::support::dir::Dir;
use crate::support::program::{byline, command, ended};
use crate::support::receiver::Receiver;
use crate::support::served::Served;

/// What only editors may see. Each mark stands where the archive says, and nowhere else.
const MARKS: &[&str] = &[
    "DraftTitleMark",
    "DraftAbstractMark",
    "DraftBodyMark",
    "draft-url-mark",
    "draft.doi.mark",
    "DraftNumberMark",
    "ScheduledTitleMark",
    "WithdrawnAbstractMark",
    "WithdrawnBodyMark",
    "WithdrawnSubtitleMark",
    "WithdrawnBiographyMark",
    "WithdrawnBylineMark",
    "WithdrawnSubjectMark",
    "WithdrawnNoticeMark",
    "withdrawn-file-mark",
    "ClosedBodyMark",
    "ConsentByMark",
    "MergedNameMark",
    "merged-url-mark",
    ERASED,
    "hidden@",
];

/// What stood everywhere until it was erased; not even editors see it.
const ERASED: &str = "ErasedNameMark";

/// Where an address stands that nobody consented to: each place has its own.
fn hidden(place: &str) -> String {
    format!("Write to hidden@{place}.example or e-mail: hidden@{place}.example.")
}

const PLACES: &[&str] = &[
    "contact",
    "biography",
    "byline",
    "body",
    "notice",
    "citation",
    "description",
    "disclaimer",
    "title",
    "astitle",
    "subtitle",
    "abstract",
    "reason",
    "statement",
    "holder",
    "reuse",
    "caption",
    "alt",
    "credit",
    "label",
    "position",
    "review",
    "second",
    "standing",
    "post",
];

/// The archive, in JSON Lines.
fn archive() -> String {
    let text = |place: &str| json!([{"text": hidden(place)}]);
    let consent = json!({"by": "ConsentByMark", "at": "2024-01-01T00:00:00Z", "scope": "biography"});
    let lines = [
        json!({"resource": "organization", "key": "o", "names": [{"text": "House"}]}),
        json!({"resource": "series", "key": "s", "titles": [{"text": "Open"}], "bodies_public": true, "publisher": "@o",
            "description": hidden("description")}),
        json!({"resource": "series", "key": "t", "titles": [{"text": "Closed"}]}),
        json!({"resource": "author", "key": "p", "names": [{"full": "Pat Private"}],
            "affiliations": [{"position": hidden("post"), "name": "House", "organization": "@o"}],
            "contacts": [{"email": "hidden@contact.example"}]}),
        json!({"resource": "author", "key": "c", "names": [{"full": "Con Sent"}],
            "contacts": [{"email": "open@shown.example", "consent": consent}, {"email": "hidden@second.example"}]}),
        json!({"resource": "author", "key": "m", "names": [{"full": "P. Private"}, {"full": "MergedNameMark", "kind": "variant"}],
            "url": "https://house.example/merged-url-mark", "contacts": [{"email": "hidden@merged.example"}], "merged_into": "@p"}),
        json!({"resource": "disclaimer", "key": "d", "text": hidden("disclaimer")}),
        json!({"resource": "disclaimer", "key": "e", "text": hidden("standing"), "series": "@s"}),
        json!({"resource": "article", "key": "draft", "status": "draft", "titles": [{"text": "DraftTitleMark"}],
            "abstracts": [{"text": "DraftAbstractMark"}], "body": ["DraftBodyMark"], "contributions": [{"author": "@p"}],
            "appearances": [{"series": "@s", "number": "DraftNumberMark", "published": "2024-05-05", "url": "https://house.example/draft-url-mark"}],
            "identifiers": [{"scheme": "doi", "value": "10.5555/draft.doi.mark"}],
            "relations": [{"type": "responds_to", "article": "@all"}]}),
        json!({"resource": "article", "key": "scheduled", "status": "scheduled", "titles": [{"text": "ScheduledTitleMark"}],
            "appearances": [{"series": "@s", "published": "2020-01-01"}]}),
        json!({"resource": "article", "key": "gone", "status": "withdrawn", "titles": [{"text": "Gone"}],
            "subtitles": [{"text": "WithdrawnSubtitleMark"}], "abstracts": [{"text": "WithdrawnAbstractMark"}],
            "body": ["WithdrawnBodyMark"], "byline": "WithdrawnBylineMark",
            "contributions": [{"author": "@p", "biography": "WithdrawnBiographyMark"}],
            "subjects": [{"label": "WithdrawnSubjectMark"}], "appearances": [{"series": "@s", "number": "9"}],
            "notices": [{"kind": "correction", "text": "WithdrawnNoticeMark"}],
            "files": [{"role": "fulltext", "url": "https://house.example/withdrawn-file-mark.pdf"}],
            "withdrawal": {"at": "2024-02-02T00:00:00Z", "reason": hidden("reason"), "successor": "@draft"}}),
        json!({"resource": "article", "key": "closed", "titles": [{"text": "Closed text"}], "body": ["ClosedBodyMark"],
            "appearances": [{"series": "@t", "number": "1"}]}),
        json!({"resource": "article", "key": "all", "titles": text("title"), "title_as_published": hidden("astitle"),
            "subtitles": text("subtitle"), "abstracts": text("abstract"), "byline": hidden("byline"),
            "contributions": [
                {"author": "@p", "biography": format!("{} Or to open@shown.example.", hidden("biography")),
                    "affiliations": [{"position": hidden("position"), "name": "House", "organization": "@o"}]},
                {"author": "@c"}],
            "appearances": [{"series": "@s", "number": "1", "published": "2024-01-01", "url": "https://house.example/1"}],
            "body": [hidden("body"), "Also open@shown.example."], "disclaimers": ["@d"],
            "notices": [{"kind": "editors_note", "text": hidden("notice"), "article": "@draft"}],
            "relations": [{"type": "reviews", "citation": hidden("citation")}, {"type": "references", "article": "@draft"}],
            "rights": {"statement": hidden("statement"), "holder": hidden("holder"), "reuse": hidden("reuse")},
            "images": [{"url": "https://house.example/i.png", "caption": hidden("caption"), "alt": hidden("alt"), "credit": hidden("credit")}],
            "files": [{"role": "fulltext", "url": "https://house.example/f.pdf", "label": hidden("label")}],
            "review": [{"field": "abstract", "reason": hidden("review")}]}),
        json!({"resource": "article", "key": "other", "titles": [{"text": "By somebody else"}],
            "contributions": [{"author": "@p", "biography": "She knows open@shown.example."}],
            "appearances": [{"series": "@s", "number": "2"}],
            "relations": [{"type": "responds_to", "article": "@all"}, {"type": "continues", "article": "@gone"}]}),
    ];
    lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

/// That a text holds none of the marks.
fn clean(what: &str, text: &str) {
    let lower = text.to_lowercase();
    for mark in MARKS {
        if let Some(at) = lower.find(&mark.to_lowercase()) {
            let start = (0..=at.saturating_sub(160)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            panic!("{what} shows {mark}: …{}", text[start..].chars().take(260).collect::<String>());
        }
    }
}

fn whole(answer: &Response) -> String {
    format!("{:?}\n{}", answer.headers, answer.text())
}

/// Paths of everything there is to read, none of which names a mark.
fn paths(get: &dyn Fn(&str) -> Response) -> Vec<String> {
    let mut all: Vec<String> =
        ["/", "/healthz", "/readyz", "/openapi.json", "/docs/", "/nowhere", "/v1/articles?x=1", "/v1/articles?limit=0"]
            .map(str::to_owned)
            .to_vec();
    // Words that stand beside marks, so that answers hold much.
    all.extend(["all", "title", "mark", "secret", "draft*", "*mark*"].map(|word| {
        format!("/sru?query=dc.title+any+%22{word}+gone+closed+other+somebody+open+text%22&maximumRecords=200")
    }));
    all.push("/sru?query=cql.allRecords%3D1&maximumRecords=200".to_owned());
    all.extend(["dc", "marcxml", "mods"].map(|schema| {
        format!("/sru?version=1.2&operation=searchRetrieve&query=cql.allRecords%3D1&maximumRecords=200&recordSchema={schema}")
    }));
    all.extend(["apa", "ieee", "iso-690-numeric"].map(|style| {
        format!("/v1/articles/citations?style={style}&limit=200&format=html&status=published&status=withdrawn")
    }));
    // What only whoever has a key is shown.
    all.extend(
        ["/v1/drafts", "/v1/drafts?status=draft", "/v1/imports", "/v1/imports/1", "/v1/import"].map(str::to_owned),
    );
    all.extend(["/sitemap.xml", "/sitemap-articles-1.xml", "/resourcesync/resources.xml"].map(str::to_owned));
    all.extend(["/resourcesync/resources-articles-1.xml", "/resourcesync/changes-1.xml"].map(str::to_owned));
    let number = |n: u64| byline::domain::Id::new(byline::domain::Resource::Article, n).to_string();
    all.extend(["atom", "rss", "json"].map(|extension| format!("/feeds/articles.{extension}?status=withdrawn")));
    for resource in ["articles", "authors", "organizations", "series", "disclaimers"] {
        let list = format!("/v1/{resource}");
        let more = if resource == "articles" { "&status=published&status=withdrawn" } else { "" };
        all.extend(["modified", "-modified"].map(|sort| format!("{list}?limit=200&sort={sort}{more}")));
        all.push(format!("{list}?limit=1"));
        all.push(format!("/{resource}?x=1"));
        let page = get(&format!("{list}?limit=200{more}")).json();
        let mut ids: Vec<String> =
            page["items"].as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect();
        assert!(!ids.is_empty());
        if resource == "articles" {
            // Those that are not listed, too.
            ids = (1..16).map(number).collect();
        }
        let fields: Vec<String> = page["items"][0].as_object().unwrap().keys().cloned().collect();
        for id in ids {
            let path = format!("{list}/{id}");
            all.push(format!("{path}?view=private"));
            all.extend([format!("/{resource}/{id}"), format!("/{resource}/{id}/linkset.json")]);
            all.extend(
                [
                    "",
                    ".json",
                    "/articles?limit=200",
                    "/relations",
                    "/body",
                    "/numbers/latest",
                    "/numbers/1",
                    "/revisions",
                    "/revisions/1",
                    "/versions",
                    "/versions/1",
                    "/versions/2/diff",
                    "/numbers/9",
                ]
                .map(|end| format!("{path}{end}")),
            );
            all.extend(fields.iter().map(|field| format!("{path}?fields={field}")));
        }
        for field in &fields {
            all.push(format!("{list}?limit=200&fields={field}{more}"));
            all.push(format!("{list}?limit=200&has={field}&x=1"));
        }
        for page in page["items"].as_array().unwrap() {
            all.extend(page["slug"].as_str().map(|slug| format!("{list}/{slug}")));
            all.extend(page["slug"].as_str().map(|slug| format!("/{resource}/{slug}")));
        }
    }
    all
}

#[test]
fn no_answer_shows_what_is_private() {
    both_apps(|app| {
        app.database.load("marks", &archive());
        edited(app);
        imported(app);
        erased(app);
        let get = |path: &str| app.get(path);
        let paths = paths(&get);
        assert!(paths.len() > 500, "{}", paths.len());
        let mut seen = BTreeSet::new();
        for path in &paths {
            let answer = app.get(path);
            assert!(answer.status < 500, "{path}");
            seen.insert(answer.status);
            clean(path, &whole(&answer));
        }
        assert_eq!(seen, [200, 302, 400, 401, 404, 405, 410].into());
        unknown(app);
        shown(app);
        told(app);
        exported(&app.database);
    });
}

/// What an editor writes is as private as what was imported.
fn edited(app: &App) {
    let key = app.key(Scope::Write, &[]);
    let draft = json!({"titles": [{"text": "DraftTitleMark"}], "body": ["DraftBodyMark"], "byline": hidden("byline"),
        "identifiers": [{"scheme": "doi", "value": "10.5555/draft.doi.mark.2"}]});
    let made =
        app.write("POST", "/v1/articles?message=DraftBodyMark", &key, &["Idempotency-Key: draft-url-mark"], &draft);
    assert_eq!(made.status, 201, "{}", made.text());
    let path = made.header("location").unwrap();
    let refused =
        app.patch(path, &key, json!({"abstracts": [{"text": "DraftAbstractMark", "language": "no language"}]}));
    assert_eq!(refused.status, 422);
    assert_eq!(app.patch(path, &key, json!({"abstracts": [{"text": "DraftAbstractMark"}]})).status, 200);
    let author = json!({"names": [{"full": "Ed It"}], "contacts": [{"email": "hidden@contact.example"}],
        "affiliations": [{"name": "House", "position": hidden("post")}]});
    app.make("authors", &key, author);
    let gone =
        app.make("series", &key, json!({"titles": [{"text": "Gone too"}], "description": hidden("description")}));
    let target = format!("/v1/series/{gone}?reason=Ask%20hidden%40reason.example.");
    assert_eq!(app.write("DELETE", &target, &key, &["If-Match: *"], &Value::Null).status, 200);
}

/// What was erased is in no answer, of today or of before, with whatever key.
fn erased(app: &App) {
    let key = app.key(Scope::Admin, &[]);
    let author = app.make("authors", &key, json!({"names": [{"full": ERASED}], "affiliations": [{"name": ERASED}]}));
    let open = app.all("series").iter().find(|own| own["title"] == "Open").unwrap()["id"].clone();
    let text = |n: u8| format!("{n} of {ERASED}");
    let own = json!({"titles": [{"text": text(1)}], "abstracts": [{"text": text(2)}], "byline": text(3), "body": [text(4)],
        "contributions": [{"author": author, "name": ERASED, "biography": text(5)}], "status": "published",
        "subjects": [{"label": ERASED}], "appearances": [{"series": open, "number": "E"}]});
    let fields = ["Idempotency-Key: erased"];
    let made = app.write("POST", &format!("/v1/articles?message={ERASED}"), &key, &fields, &own);
    let path = made.header("location").unwrap().to_owned();
    assert_eq!(
        app.patch(&path, &key, json!({"titles": [{"text": text(6)}], "byline": null, "body": [text(7)]})).status,
        200
    );
    let before = format!("{} {}", app.get(&path).text(), app.get(&format!("{path}/versions/1")).text());
    assert!(before.matches(ERASED).count() > 8, "{before}");
    let erasure = app.write("POST", "/v1/erasures", &key, &[], &json!({"text": ERASED}));
    assert_eq!(erasure.status, 200, "{}", erasure.text());
    clean("what was erased", &erasure.text());
    let author = format!("/v1/authors/{author}");
    for own in [&path, &author] {
        for end in ["?view=private", "/revisions", "/revisions/1", "/revisions/2", "/revisions/2/diff?from=1"] {
            let answer = app.get_with(&format!("{own}{end}"), &[("authorization", &format!("Bearer {key}"))]);
            assert_eq!(answer.status, 200, "{own}{end}");
            clean(&format!("{own}{end}"), &whole(&answer));
        }
    }
    let again = app.write("POST", &format!("/v1/articles?message={ERASED}"), &key, &fields, &own);
    assert_eq!((again.status, again.header("location")), (201, Some(path.as_str())), "it is the same request still");
    clean("what was answered before", &whole(&again));
}

/// What webhooks are told, from the beginning, with the fields it comes with.
fn told(app: &App) {
    let (store, receiver) = (&app.database.store, Receiver::start());
    let grant = Grant { name: "test".to_owned(), scope: Scope::Admin, series: Vec::new() };
    let sent = json!({ "url": receiver.url() }).as_object().unwrap().clone();
    let (hook, _) = store.add_webhook(&grant, Sent::read(sent, true).unwrap(), Timestamp::now()).unwrap();
    let epoch = store.settings().unwrap().epoch;
    store.replay(&grant, hook.id, &Replay::Since(format!("{epoch}-0")), Timestamp::now()).unwrap();
    let reader = Arc::new(Reader::open(store.clone()).unwrap());
    let _courier = Courier::start(reader, Rules { anywhere: true, pauses: &[] }, Arc::default()).unwrap();
    let head = usize::try_from(app.database.head()).unwrap();
    assert!(head > 10);
    for got in receiver.take(head) {
        clean("a webhook", &format!("{} {:?} {}", got.line, got.fields, String::from_utf8_lossy(&got.body)));
    }
}

/// What is imported over HTTP is as private as what is imported on the command line.
fn imported(app: &App) {
    let key = app.key(Scope::Write, &[]);
    let refused = json!({"resource": "article", "key": "no", "status": "draft", "titles": [{"text": "DraftTitleMark"}],
        "body": ["DraftBodyMark"], "colour": hidden("label")});
    let lines = format!("{}\n{refused}", archive());
    for fields in [&[][..], &["Prefer: respond-async"]] {
        let answer = app.post("/v1/import?name=marks", &key, "application/x-ndjson", fields, lines.as_bytes());
        assert!(matches!(answer.status, 200 | 202), "{}", answer.text());
        clean("the report of an import", &answer.text());
    }
    let bearer = format!("Bearer {key}");
    let ask = |path: &str| app.get_with(path, &[("authorization", &bearer)]);
    while ask("/v1/imports/1").json()["state"] != "done" {
        std::thread::yield_now();
    }
    clean("a job", &ask("/v1/imports/1").text());
    clean("jobs", &ask("/v1/imports").text());
    // Whoever may see it is shown it.
    assert!(
        ask("/v1/drafts").text().contains("DraftTitleMark") && ask("/v1/drafts").text().contains("ScheduledTitleMark")
    );
}

/// What is asked for by its private names is as unknown as what never was.
fn unknown(app: &App) {
    let same = |path: &str, other: &str| {
        let [a, b] = [path, other].map(|path| app.get(path));
        assert_eq!(a.status, b.status, "{path}");
        assert_eq!(a.text().replace("drafttitlemark", "x").replace("DraftNumberMark", "y"), b.text(), "{path}");
    };
    same("/v1/articles/drafttitlemark", "/v1/articles/x");
    same("/v1/articles/lookup?doi=10.5555/draft.doi.mark", "/v1/articles/lookup?doi=10.5555/none");
    same(
        "/v1/articles/lookup?url=https://house.example/draft-url-mark",
        "/v1/articles/lookup?url=https://house.example/none",
    );
    let found = |q: &str| {
        let page = app.json(&format!("/v1/articles?q={q}&highlight=title,abstract,author,body"));
        clean(&format!("what {q} finds"), &page.to_string().replace(q, ""));
        (page["search"]["match"].clone(), page["total"].clone())
    };
    for mark in
        MARKS.iter().filter(|mark| mark.ends_with("Mark") && !["ClosedBodyMark", "MergedNameMark"].contains(mark))
    {
        assert_eq!(found(mark), found("nobodywrotethis"), "{mark}");
        assert_eq!(app.json(&format!("/v1/suggest?q={mark}"))["items"], json!([]), "{mark}");
    }
    found("ClosedBodyMark");
    found("MergedNameMark");
    assert_ne!(found("hidden@body.example").0, "all");
    let series = app.json("/v1/series?limit=200");
    for own in series["items"].as_array().unwrap() {
        let path = format!("/v1/series/{}/numbers", own["id"].as_str().unwrap());
        same(&format!("{path}/DraftNumberMark"), &format!("{path}/nothing"));
    }
    for query in ["drafttitlemark", "dc.title=*mark", "dc.subject=withdrawn*", "dc.identifier=10.5555/draft.doi.mark"] {
        let answer = app.get(&format!("/sru?query={query}"));
        assert!(answer.text().contains("<numberOfRecords>0</numberOfRecords>"), "{query}: {}", answer.text());
    }
    for filter in
        ["number=DraftNumberMark", "subject=WithdrawnSubjectMark", "published_from=2024-05-05&published_to=2024-05-05"]
    {
        assert_eq!(
            app.json(&format!("/v1/articles?{filter}&status=published&status=withdrawn&limit=200"))["total"],
            0,
            "{filter}"
        );
    }
    let pat = app.json("/v1/authors?name=Pat+Private")["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(app.json(&format!("/v1/authors/{pat}/articles"))["total"], 2);
}

/// Consent shows an address in the articles of the one who gave it, and there alone.
fn shown(app: &App) {
    let all = app.json("/v1/articles?limit=200");
    let by = |number: &str, series: &str| {
        let items = all["items"].as_array().unwrap().iter();
        items.clone().find(|own| own["number"] == number && own["series"]["title"] == series).unwrap().clone()
    };
    let own = by("1", "Open");
    assert_eq!(own["contributions"][0]["biography"], "Write to or. Or to open@shown.example.");
    let body = app.json(own["body"].as_str().unwrap());
    assert_eq!(body["paragraphs"], json!(["Write to or.", "Also open@shown.example."]));
    assert!(!by("2", "Open").to_string().contains("open@shown.example"));
    assert!(own["relations"][1]["article"].is_null() && own["notices"][0]["article"].is_null());
    assert!(by("1", "Closed")["body"].is_null());
    assert!(!app.get("/v1/authors?limit=200").text().contains("open@shown.example"));
}

pub fn lines(database: &Database, selection: Selection) -> String {
    let mut text = String::new();
    let taken: Result<(), StoreError> = database.store.export(selection, &mut |item| {
        text.push_str(&write_line(&item).unwrap());
        text.push('\n');
        Ok(())
    });
    taken.unwrap();
    text
}

/// The public export has nothing private, the private one has all.
fn exported(database: &Database) {
    let public = lines(database, Selection::Public);
    clean("the public export", &public);
    assert!(public.contains("open@shown.example") && public.contains("Pat Private"));
    assert_eq!(public.lines().count(), 16, "all but the drafts and the scheduled one");
    let private = lines(database, Selection::Private);
    for mark in MARKS {
        assert_eq!(private.contains(mark), *mark != ERASED, "{mark}");
    }
    for place in PLACES {
        assert!(private.contains(&format!("hidden@{place}.example")), "{place}");
    }
    // What was exported for the public stays clean when it is served elsewhere.
    let copy = Database::fresh(database.engine);
    copy.load("public", &public);
    clean("a copy's private export", &lines(&copy, Selection::Private));
}

#[test]
fn no_log_shows_what_is_private() {
    let dir = Dir::new();
    dir.file("marks.jsonl", archive());
    let imported =
        ended(command(dir.path(), &["import", "marks.jsonl"]).env("RUST_LOG", "debug").output().unwrap()).must(0);
    clean("the log of an import", &imported.err);
    let public = ended(command(dir.path(), &["export"]).env("RUST_LOG", "debug").output().unwrap()).must(0);
    clean("the log of an export", &public.err);
    clean("the export", &public.out);
    let key = byline(&dir, &["keys", "create", "desk", "--scope", "admin"]).must(0).out.trim().to_owned();
    let served = Served::start(&dir, &[], "debug");
    let write = |method: &str, path: &str, content: &Value| {
        let text = content.to_string();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nIf-Match: *\r\nConnection: close\r\n"
        );
        let media_type = if method == "PATCH" { "application/merge-patch+json" } else { "application/json" };
        let fields = format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n", text.len());
        exchange(served.address, format!("{head}{fields}\r\n{text}").as_bytes())
    };
    let draft = json!({"titles": [{"text": "DraftTitleMark"}], "body": ["DraftBodyMark"], "byline": hidden("byline")});
    let made = write("POST", "/v1/articles?message=DraftAbstractMark", &draft);
    assert_eq!(made.status, 201, "{}", made.text());
    let path = made.header("location").unwrap().to_owned();
    assert_eq!(write("PATCH", &path, &json!({"byline": "DraftBodyMark", "url": hidden("title")})).status, 422);
    assert_eq!(write("PATCH", &path, &json!({"byline": "DraftBodyMark"})).status, 200);
    assert_eq!(write("PUT", &format!("{path}?view=DraftBodyMark"), &draft).status, 400);
    let import = |query: &str, more: &str, media_type: &str, content: &str| {
        let head = format!(
            "POST /v1/import{query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n"
        );
        let fields = format!("{more}Content-Type: {media_type}\r\nContent-Length: {}\r\n", content.len());
        exchange(served.address, format!("{head}{fields}\r\n{content}").as_bytes())
    };
    let lines = format!("{}\n{}\nDraftBodyMark", archive(), json!({"resource": "article", "colour": hidden("title")}));
    assert_eq!(import("?name=DraftNumberMark", "", "application/x-ndjson", &lines).status, 200);
    assert_eq!(import("", "Prefer: respond-async\r\n", "application/x-ndjson", &lines).status, 202);
    let text = format!("DraftTitleMark\n\nBy Pat Private\n\n{}\n", hidden("body"));
    assert_eq!(import("?name=draft-url-mark&number=DraftNumberMark&dry_run=true", "", "text/plain", &text).status, 200);
    assert_eq!(write("POST", "/v1/authors", &json!({"names": [{"full": ERASED}]})).status, 201);
    assert_eq!(write("POST", "/v1/erasures", &json!({"text": ERASED})).status, 200);
    let get = |path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n");
        exchange(served.address, request.as_bytes())
    };
    let paths = paths(&get);
    for path in paths.iter().filter(|path| !path.contains("fields=")) {
        clean(path, &whole(&get(path)));
    }
    let address = served.address.to_string();
    clean("the greeting", &served.greeting);
    let (code, log) = served.stop();
    assert_eq!(code, 0);
    assert!(log.contains("route=/v1/import status=202") && log.contains("import 1 goes on"), "imports are in the log");
    assert!(log.contains("status=201") && log.contains("status=422"), "writes are in the log");
    assert!(log.contains("status=410") && log.contains("status=200") && log.contains("status=404"), "the log is on");
    clean("the log", &log);
    assert!(!log.contains(&key[20..]), "the key is in the log");
    let refused = byline(&dir, &["health", "--listen", &address]).must(1);
    clean("health", &refused.err);
}

/// A tombstone survives the public export: what it shows there it shows in the copy.
#[test]
fn a_public_export_serves_the_same_to_the_public() {
    for engine in crate::support::app::engines() {
        let database = Database::fresh(engine);
        database.load_demo();
        let copy = Database::fresh(engine);
        copy.load("public", &lines(&database, Selection::Public));
        let [own, copy] = [App::on(database), App::on(copy)].map(|app| {
            let lists = [
                "articles?status=published&status=withdrawn&",
                "authors?",
                "organizations?",
                "series?",
                "disclaimers?",
            ];
            let all = lists.iter().flat_map(|list| app.walk(&format!("/v1/{list}limit=200")));
            let all: Vec<Value> = all
                .map(|mut own| {
                    own["modified"].take();
                    own
                })
                .collect();
            all
        });
        assert_eq!(own.len(), copy.len());
        let differ: Vec<_> = own.iter().zip(&copy).filter(|(a, b)| a != b).collect();
        // Consents are private, so that the copy takes out what they let stand.
        for (a, b) in &differ {
            assert!(a.to_string().contains("eleonoor@saltmarsh.example"), "{a}\n{b}");
        }
        assert!(differ.len() <= 2, "{differ:?}");
    }
}
