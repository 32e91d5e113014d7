//! Pages that say why there is nothing to show.

use super::{browse, shown};
use crate::support::app::both_demos;

#[test]
fn what_there_is_not_is_a_page_for_browsers_and_a_problem_for_programs() {
    both_demos(|app| {
        for path in [
            "/nothing",
            "/articles/none",
            "/articles/arzzz",
            "/authors/%00",
            "/series/none",
            "/articles/none/linkset.json",
        ] {
            let answer = browse(app, path);
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
            assert_eq!(answer.header("vary"), Some("Accept"), "{path}");
            assert!(shown(&answer.text()).contains("404 There is no such thing"), "{path}: {}", answer.text());
            app.get_with(path, &[("Accept", "application/json")]).problem(404, "not-found");
        }
        app.get("/nothing").problem(404, "not-found");
        browse(app, "/v1/articles/none").problem(404, "not-found");
    });
}

#[test]
fn a_withdrawn_article_leaves_a_tombstone() {
    both_demos(|app| {
        let answer = browse(app, "/articles/a-census-of-the-reefs");
        assert_eq!(answer.status, 410);
        let text = shown(&answer.text());
        for part in
            ["Withdrawn", "A Census of the Reefs", "Read in its place: A Census of the Reefs, Recounted", "Tideline"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(browse(app, "/articles/are").status, 410);
        let problem =
            app.get_with("/articles/are", &[("Accept", "application/problem+json")]).problem(410, "withdrawn");
        assert_eq!(problem["tombstone"]["id"], "are");
        let instead = browse(app, "/articles/a-census-of-the-reefs-recounted").text();
        assert!(shown(&instead).contains("A Census of the Reefs"), "{instead}");
    });
}

#[test]
fn pages_are_read_only() {
    both_demos(|app| {
        for path in ["/", "/articles", "/articles/the-quiet-harbour", "/series/tideline", "/articles/x/linkset.json"] {
            let answer = app.send("POST", path, &[]);
            answer.problem(405, "method-not-allowed");
            assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS"), "{path}");
        }
    });
}
