//! Withdrawn articles: 410 with a tombstone, everywhere.

use byline::domain::{Id, Resource};

use crate::support::app::{App, both_apps, both_demos};

fn withdrawn(app: &App) -> String {
    app.json("/v1/articles?status=withdrawn")["items"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_withdrawn_article_is_gone_with_what_stays() {
    both_demos(|app| {
        let id = withdrawn(app);
        for path in [
            format!("/v1/articles/{id}"),
            format!("/v1/articles/{id}/body"),
            format!("/v1/articles/{id}/relations"),
            format!("/v1/articles/{id}?fields=title"),
        ] {
            let answer = app.get(&path);
            let problem = answer.problem(410, "withdrawn");
            assert_eq!(answer.header("cache-control"), Some("public, no-cache"));
            let stone = &problem["tombstone"];
            assert_eq!(stone["id"], id, "{path}");
            assert_eq!(stone["title"], "A Census of the Reefs");
            assert_eq!(stone["contributions"][0]["name"], "João Tércio dos Arrifes");
            assert_eq!(stone["series"]["title"], "Tideline");
            assert_eq!(stone["doi"], "10.5555/tide.2017.14");
            assert_eq!(stone["withdrawal"]["at"], "2017-11-21T00:00:00.000000Z");
            assert!(stone["withdrawal"]["reason"].as_str().unwrap().starts_with("Two of the four surveys"));
            assert_eq!(stone["withdrawal"]["successor"]["title"], "A Census of the Reefs, Recounted");
            for private in ["abstract", "subtitle", "byline", "url", "body", "word_count", "rights"] {
                assert!(stone[private].is_null(), "{private}");
            }
        }
        let found = app.get("/v1/articles/lookup?doi=10.5555/tide.2017.14");
        assert_eq!(found.header("location"), Some(&*format!("/v1/articles/{id}")));
    });
}

#[test]
fn a_withdrawal_can_be_undone() {
    both_apps(|app| {
        let own = |rest: &str| {
            format!(
                r#"{{"resource":"article","key":"a","titles":[{{"text":"A"}}],"abstracts":[{{"text":"Said."}}]{rest}}}"#
            )
        };
        app.database.load("t", &own(""));
        let first = app.get("/v1/articles/ar1");
        app.database
            .import_at(
                "t",
                &own(r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z"}"#),
                "2024-02-01T00:00:00Z",
            )
            .must_succeed();
        app.get("/v1/articles/ar1").problem(410, "withdrawn");
        let stale = [("if-none-match", first.header("etag").unwrap())];
        app.get_with("/v1/articles/ar1", &stale).problem(410, "withdrawn");
        assert_eq!(app.json("/v1/articles")["total"], 0);
        app.database.import_at("t", &own(""), "2024-03-01T00:00:00Z").must_succeed();
        let back = app.json("/v1/articles/ar1");
        assert_eq!((&back["abstract"], &back["status"]), (&"Said.".into(), &"published".into()));
        assert_eq!(back["modified"], "2024-03-01T00:00:00.000000Z");
        assert_eq!(app.database.head(), 3);
    });
}

#[test]
fn a_retracted_article_stays_readable_under_its_notice() {
    both_demos(|app| {
        let page = app.json("/v1/articles?notice=retraction");
        assert_eq!(page["total"], 1);
        let own = app.json(&format!("/v1/articles/{}", page["items"][0]["id"].as_str().unwrap()));
        assert_eq!(own["status"], "published");
        assert_eq!(own["notices"][0]["kind"], "retraction");
        assert!(own["abstract"].is_string());
    });
}

#[test]
fn a_draft_is_not_known() {
    both_demos(|app| {
        let drafts = app.walk("/v1/articles?limit=200&status=published&status=withdrawn");
        assert!(drafts.iter().all(|own| own["doi"] != "10.5555/tide.2026.draft"));
        // Whatever ids there are, none of them is the draft's.
        let status = |n| app.get(&format!("/v1/articles/{}", Id::new(Resource::Article, n))).status;
        let statuses: Vec<u16> = (1..80).map(status).collect();
        assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 33);
        assert_eq!(statuses.iter().filter(|s| **s == 410).count(), 1);
        assert_eq!(statuses.iter().filter(|s| **s == 404).count(), 45);
    });
}
