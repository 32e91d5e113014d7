//! ResourceSync (ANSI/NISO Z39.99).

use std::collections::BTreeMap;

use super::{BASE, archive, between, paths, xml};
use crate::support::app::{App, engines};

const ALL: [&str; 5] = ["organizations", "series", "authors", "disclaimers", "articles"];

fn resources(app: &App) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for part in paths(&xml(app, "/resourcesync/resources.xml")) {
        let text = xml(app, &part);
        all.extend(
            paths(&text).into_iter().zip(between(&text, "<lastmod>", "</lastmod>").into_iter().map(str::to_owned)),
        );
    }
    all
}

#[test]
fn from_the_description_one_finds_the_lists() {
    let app = archive(crate::support::app::Engine::Sqlite, &[]);
    let description = xml(&app, "/.well-known/resourcesync");
    assert!(description.contains(r#"<rs:md capability="description"/>"#), "{description}");
    let capabilities = xml(&app, &paths(&description)[0]);
    let up = format!(r#"<rs:ln rel="up" href="{BASE}/.well-known/resourcesync"/>"#);
    assert!(capabilities.contains(&up), "{capabilities}");
    for (path, capability) in paths(&capabilities).iter().zip(["resourcelist", "changelist"]) {
        assert!(capabilities.contains(&format!(r#"<rs:md capability="{capability}"/>"#)));
        let index = xml(&app, path);
        assert!(
            index.contains(&format!(r#"<rs:ln rel="up" href="{BASE}/resourcesync/capabilities.xml"/>"#)),
            "{index}"
        );
        assert!(index.contains(&format!(r#"<rs:md capability="{capability}" "#)), "{index}");
        for part in paths(&index) {
            let text = xml(&app, &part);
            assert!(text.contains(&format!(r#"<rs:ln rel="index" href="{BASE}{path}"/>"#)), "{text}");
        }
    }
}

#[test]
fn the_resource_list_is_everything_public_as_it_is() {
    for engine in engines() {
        let app = archive(engine, &[]);
        let mut expected = BTreeMap::new();
        for kind in ALL {
            for record in app.all(kind) {
                let path = format!("/v1/{kind}/{}", record["id"].as_str().unwrap());
                expected.insert(path, record["modified"].as_str().unwrap().to_owned());
            }
        }
        assert_eq!(resources(&app), expected);
        // Each alternate is there, of the type that is told.
        let text = xml(&app, "/resourcesync/resources-articles-1.xml");
        let entry = between(&text, "<url>", "</url>")[0].to_owned();
        for link in between(&entry, r#"<rs:ln rel="alternate" href=""#, "/>") {
            let (href, media_type) = link.split_once("\" type=\"").unwrap();
            let answer = app.get(href.strip_prefix(BASE).unwrap());
            assert_eq!(answer.status, 200, "{href}");
            let own = answer.header("content-type").unwrap().split(';').next().unwrap();
            assert_eq!(own, media_type.trim_end_matches('"'), "{href}");
        }
    }
}

#[test]
fn the_change_list_is_the_log() {
    for engine in engines() {
        let app = archive(engine, &[]);
        let mut live: BTreeMap<String, String> = BTreeMap::new();
        let follow = |app: &App, live: &mut BTreeMap<String, String>| {
            live.clear();
            let parts = paths(&xml(app, "/resourcesync/changes.xml"));
            let mut count = 0;
            for part in parts {
                let text = xml(app, &part);
                let changes = between(&text, r#"<rs:md change=""#, "/>");
                for (path, change) in paths(&text).into_iter().zip(changes) {
                    let (kind, rest) = change.split_once("\" datetime=\"").unwrap();
                    let time = rest.split('"').next().unwrap().to_owned();
                    match kind {
                        "created" | "updated" => _ = live.insert(path, time),
                        "deleted" => _ = live.remove(&path),
                        other => panic!("{other}"),
                    }
                    count += 1;
                }
            }
            assert_eq!(count, app.database.head());
        };
        follow(&app, &mut live);
        assert_eq!(live, resources(&app), "whoever follows the changes has what the list says");

        let kept = r#"{"resource":"article","key":"kept","titles":[{"text":"Kept"}],"contributions":[]}"#;
        let gone = r#"{"resource":"article","key":"kept","status":"withdrawn","titles":[{"text":"Kept"}],"contributions":[],"withdrawal":{"at":"2030-01-02T00:00:00Z"}}"#;
        app.database.import_at("test", kept, "2030-01-01T00:00:00Z").must_succeed();
        follow(&app, &mut live);
        let (path, _) = live.iter().find(|(_, time)| *time == "2030-01-01T00:00:00.000000Z").unwrap();
        let path = path.clone();
        app.database.import_at("test", gone, "2030-01-02T00:00:00Z").must_succeed();
        follow(&app, &mut live);
        assert!(!live.contains_key(&path));
        assert_eq!(app.get(&path).status, 410);
        assert_eq!(live, resources(&app));
    }
}

#[test]
fn lists_have_no_other_pages() {
    let app = archive(crate::support::app::Engine::Sqlite, &[]);
    for path in ["resources-articles-2", "resources-pages-1", "changes-0", "changes-2", "changes-x", "other"] {
        app.get(&format!("/resourcesync/{path}.xml")).problem(404, "not-found");
    }
    app.get(&format!("/resourcesync/changes-{}.xml", u64::MAX)).problem(404, "not-found");
}
