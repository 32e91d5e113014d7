//! `/v1/series/{id}/numbers/{number}`

use super::{encode, id_of, ids};
use crate::support::app::{App, both_apps, both_demos};

fn series(app: &App, code: &str) -> String {
    format!("/v1/series/{}", id_of(app, "series", "code", code))
}

#[test]
fn a_number_leads_to_its_article() {
    both_demos(|app| {
        for (code, number, title) in [
            ("sfl", "7", "Who Dredges, Who Pays"),
            ("tide", "24A", ""),
            ("tide", "24a", ""),
            ("hazu", "12(3)", "離島航路は誰のものか"),
        ] {
            let answer = app.get(&format!("{}/numbers/{}", series(app, code), encode(number)));
            assert_eq!(answer.status, 302, "{code} {number}: {}", answer.text());
            let own = app.json(answer.header("location").unwrap());
            assert!(own["number"].as_str().unwrap().eq_ignore_ascii_case(number));
            assert!(title.is_empty() || own["title"] == title);
            assert_eq!(answer.header("cache-control"), Some("public, no-cache"));
        }
        app.get(&format!("{}/numbers/999", series(app, "tide"))).problem(404, "not-found");
        app.get("/v1/series/sezzz/numbers/1").problem(404, "not-found");
        app.get("/v1/series/tideline/numbers/1").problem(404, "not-found");
        app.get(&format!("{}/numbers/23", series(app, "tide"))).problem(404, "not-found");
    });
}

#[test]
fn a_number_that_several_have_gives_them_all_and_the_year_decides() {
    both_demos(|app| {
        let path = format!("{}/numbers/9", series(app, "tide"));
        let answer = app.get(&path);
        assert_eq!(answer.status, 300);
        let list = answer.json();
        assert_eq!(list["total"], 3);
        assert!(list["items"].as_array().unwrap().iter().all(|own| own["number"] == "9"));
        assert!(list["next"].is_null());
        let answer = app.get(&format!("{path}?year=2026"));
        assert_eq!(answer.status, 302);
        assert_eq!(app.json(answer.header("location").unwrap())["year"], 2026);
        let both = app.get(&format!("{path}?year=2013"));
        assert_eq!(both.status, 300, "a text and its translation");
        assert_eq!(both.json()["total"], 2);
        app.get(&format!("{path}?year=1990")).problem(404, "not-found");
        for wrong in ["year=x", "year=2013&year=2014", "volume=3", "limit=1"] {
            app.get(&format!("{path}?{wrong}")).problem(400, "invalid-parameter");
        }
    });
}

#[test]
fn latest_is_the_newest_published() {
    both_demos(|app| {
        for own in app.all("series") {
            let path = format!("/v1/series/{}", own["id"].as_str().unwrap());
            let newest = ids(&app.walk(&format!("{path}/articles?limit=200"))).remove(0);
            let answer = app.get(&format!("{path}/numbers/latest"));
            assert_eq!((answer.status, answer.header("location")), (302, Some(&*format!("/v1/articles/{newest}"))));
        }
        let answer = app.get(&format!("{}/numbers/latest?year=2019", series(app, "tide")));
        assert_eq!(app.json(answer.header("location").unwrap())["published"], "2019-07-11");
    });
}

/// One article is number 4 of one series and number 41 of another, where it was reprinted.
#[test]
fn a_number_counts_in_its_own_series_only() {
    both_demos(|app| {
        let own = app.get(&format!("{}/numbers/4?year=2022", series(app, "tide")));
        assert_eq!(own.status, 302);
        let reprint = app.get(&format!("{}/numbers/41", series(app, "cahiers")));
        assert_eq!(reprint.header("location"), own.header("location"));
        app.get(&format!("{}/numbers/41", series(app, "tide"))).problem(404, "not-found");
        app.get(&format!("{}/numbers/4", series(app, "cahiers"))).problem(404, "not-found");
    });
}

#[test]
fn the_year_is_that_of_the_number_in_the_series() {
    both_apps(|app| {
        let lines = r#"{"resource":"series","key":"a","titles":[{"text":"A"}]}
{"resource":"series","key":"b","titles":[{"text":"B"}]}
{"resource":"article","key":"x","titles":[{"text":"X"}],"appearances":[{"series":"@a","number":"1","year":2020},{"series":"@b","number":"1","year":2021}]}
{"resource":"article","key":"y","titles":[{"text":"Y"}],"appearances":[{"series":"@a","number":"1","year":2021}]}"#;
        app.database.load("t", lines);
        let to = |path: &str| app.get(path).header("location").map(str::to_owned);
        assert_eq!(to("/v1/series/se1/numbers/1?year=2020").as_deref(), Some("/v1/articles/ar1"));
        assert_eq!(to("/v1/series/se1/numbers/1?year=2021").as_deref(), Some("/v1/articles/ar2"));
        assert_eq!(to("/v1/series/se2/numbers/1").as_deref(), Some("/v1/articles/ar1"));
        app.get("/v1/series/se2/numbers/1?year=2020").problem(404, "not-found");
    });
}

/// Nothing disappears: the number of a withdrawn article leads to its tombstone.
#[test]
fn the_number_of_a_withdrawn_article_is_gone_not_unknown() {
    both_demos(|app| {
        let answer = app.get(&format!("{}/numbers/14?year=2017", series(app, "tide")));
        assert_eq!(answer.status, 302, "{}", answer.text());
        app.get(answer.header("location").unwrap()).problem(410, "withdrawn");
    });
}
