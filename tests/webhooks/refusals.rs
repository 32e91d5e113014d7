//! What cannot be, and who may not.

use byline::domain::Scope;
use serde_json::{Value, json};

use super::{Scene, both};
use crate::support::app::{App, both_apps};

fn pointers(refused: &crate::support::app::Response) -> Vec<String> {
    let problem = refused.problem(422, "invalid-content");
    let mut all: Vec<String> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            assert!(error["detail"].as_str().unwrap().len() > 5, "{error}");
            error["pointer"].as_str().unwrap().to_owned()
        })
        .collect();
    all.sort();
    all
}

#[test]
fn everything_wrong_is_told_at_once() {
    both(|scene| {
        let wrong = json!({
            "url": "ftp://partner.example/", "kinds": ["created", "erased"], "resources": ["articles", 1], "series": ["se1x?", "ar1"],
            "enabled": "yes", "secret": "whsec_x", "a/b": 1,
        });
        let expected = [
            "/a~1b",
            "/enabled",
            "/kinds/1",
            "/resources/0",
            "/resources/1",
            "/secret",
            "/series/0",
            "/series/1",
            "/url",
        ];
        assert_eq!(pointers(&scene.ask("POST", "", &wrong)), expected);
        assert_eq!(pointers(&scene.ask("POST", "", &json!({}))), ["/url"]);
        let unknown = json!({"url": scene.receiver.url(), "series": ["se8", "se9"]});
        assert_eq!(pointers(&scene.ask("POST", "", &unknown)), ["/series/0", "/series/1"]);
        let (id, _) = scene.hook(json!({"kinds": ["left"]}));
        let path = format!("/{id}");
        assert_eq!(pointers(&scene.ask("PATCH", &path, &json!({"url": null, "kinds": "left"}))), ["/kinds", "/url"]);
        assert_eq!(pointers(&scene.ask("PATCH", &path, &json!({"series": ["se9"]}))), ["/series/0"]);
        let own = scene.json(&path);
        assert_eq!(
            (&own["kinds"], &own["url"]),
            (&json!(["left"]), &json!(scene.receiver.url())),
            "nothing of it was kept"
        );
        assert_eq!(scene.ask("PATCH", &path, &json!({"kinds": null})).json()["kinds"], json!([]));
        for url in
            ["https://a:b@partner.example/", "partner.example", &format!("https://a.example/{}", "x".repeat(2_000))]
        {
            assert_eq!(pointers(&scene.ask("PATCH", &path, &json!({"url": url}))), ["/url"], "{url}");
        }
        for path in ["/wh9", "/ar1", "/x"] {
            scene.ask("GET", path, &Value::Null).problem(404, "not-found");
            scene.ask("GET", &format!("{path}/deliveries"), &Value::Null).problem(404, "not-found");
            scene.ask("PATCH", path, &json!({})).problem(404, "not-found");
            scene.ask("DELETE", path, &Value::Null).problem(404, "not-found");
            scene.ask("POST", &format!("{path}/rotate"), &Value::Null).problem(404, "not-found");
            scene.ask("POST", &format!("{path}/replay"), &json!({"since": "test-0"})).problem(404, "not-found");
        }
    });
}

#[test]
fn private_addresses_and_plain_http_are_refused_unless_they_may_be() {
    both_apps(|app| {
        let key = app.key(Scope::Admin, &[]);
        let add = |url: &str| app.write("POST", "/v1/webhooks", &key, &[], &json!({ "url": url }));
        for url in ["http://partner.example/", "https://localhost/", "https://127.0.0.1/", "https://10.1.2.3:8443/"]
            .iter()
            .chain(&["https://[::1]/", "https://[fd00::1]/", "https://169.254.169.254/", "https://2130706433/"])
        {
            assert_eq!(pointers(&add(url)), ["/url"], "{url}");
        }
        assert_eq!(add("https://partner.example/hook").status, 201);
    });
}

#[test]
fn a_key_of_series_reaches_what_is_told_of_them_alone() {
    both(|scene| {
        let [own, other] =
            ["Own", "Other"].map(|title| scene.app.make("series", &scene.key, json!({"titles": [{"text": title}]})));
        let key = scene.app.key(Scope::Admin, &[&own]);
        let ask = |method: &str, path: &str, content: Value| {
            scene.app.write(method, &format!("/v1/webhooks{path}"), &key, &[], &content)
        };
        let hook = |series: &[&str]| json!({"url": scene.receiver.url(), "series": series});
        let inside = ask("POST", "", hook(&[&own]));
        assert_eq!(inside.status, 201);
        let inside = inside.json()["id"].as_str().unwrap().to_owned();
        for series in [vec![], vec![other.as_str()], vec![own.as_str(), &other]] {
            ask("POST", "", hook(&series)).problem(403, "forbidden");
            ask("PATCH", &format!("/{inside}"), json!({ "series": series })).problem(403, "forbidden");
            let (outside, _) = scene.hook(json!({ "series": series }));
            for (method, path, content) in [
                ("GET", "", Value::Null),
                ("GET", "/deliveries", Value::Null),
                ("PATCH", "", json!({})),
                ("DELETE", "", Value::Null),
                ("POST", "/rotate", Value::Null),
                ("POST", "/replay", json!({"since": "test-0"})),
            ] {
                ask(method, &format!("/{outside}{path}"), content).problem(403, "forbidden");
            }
        }
        let listed = ask("GET", "", Value::Null).json();
        let ids: Vec<&str> =
            listed["items"].as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [inside]);
    });
}

#[test]
fn secrets_are_in_no_answer_after_the_first() {
    both(|scene| {
        let (id, first) = scene.hook(json!({}));
        let rotated = scene.ask("POST", &format!("/{id}/rotate"), &Value::Null).json();
        let secrets = [first, rotated["secret"].as_str().unwrap().to_owned()];
        scene.articles(2);
        let courier = scene.courier();
        scene.receiver.take(2);
        scene.settled(&id);
        drop(courier);
        let mut said = vec![
            scene.ask("GET", "", &Value::Null).text(),
            scene.ask("GET", &format!("/{id}"), &Value::Null).text(),
            scene.ask("PATCH", &format!("/{id}"), &json!({"enabled": true})).text(),
            scene.ask("GET", &format!("/{id}/deliveries"), &Value::Null).text(),
            scene.ask("POST", &format!("/{id}/replay"), &json!({"since": "test-0"})).text(),
        ];
        let rows = scene.app.database.store.read(|db| db.webhooks()).unwrap();
        said.push(format!("{rows:?}"));
        assert!(said.iter().all(|text| text.len() > 50));
        for secret in &secrets {
            // The part that is one's own, however it is quoted.
            let own = &secret["whsec_".len() + 4..secret.len() - 4];
            assert!(said.iter().all(|text| !text.contains(own)), "{said:?}");
        }
    });
}

#[test]
fn the_log_of_deliveries_is_walked_by_pages() {
    both(|scene| {
        let (id, _) = scene.hook(json!({}));
        scene.articles(5);
        let _courier = scene.courier();
        scene.receiver.take(5);
        let all = scene.log_once(&id, |log| log.len() == 5 && log.iter().all(|own| own["state"] == "done"));
        let (mut walked, mut next) = (Vec::new(), Some(format!("/v1/webhooks/{id}/deliveries?limit=2")));
        while let Some(path) = next {
            let page = scene.app.write("GET", &path, &scene.key, &[], &Value::Null).json();
            walked.extend(page["items"].as_array().unwrap().clone());
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(walked, all);
        assert_eq!(all[0]["place"], "test-5");
        let (other, _) = scene.hook(json!({}));
        let page = scene.ask("GET", &format!("/{id}/deliveries?limit=1"), &Value::Null).json();
        let cursor = page["next"].as_str().unwrap().split("cursor=").nth(1).unwrap();
        let foreign = format!("/{other}/deliveries?cursor={cursor}");
        scene.ask("GET", &foreign, &Value::Null).problem(404, "unknown-cursor");
        scene.ask("GET", &format!("/{id}/deliveries?limit=0"), &Value::Null).problem(400, "invalid-parameter");
    });
}

#[test]
fn no_cache_keeps_anything_of_webhooks() {
    let check = |scene: &Scene| {
        let (id, _) = scene.hook(json!({}));
        for path in ["".to_owned(), format!("/{id}"), format!("/{id}/deliveries"), "/wh9".to_owned()] {
            let answer = scene.ask("GET", &path, &Value::Null);
            assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
            assert_eq!(answer.header("etag"), None, "{path}");
        }
        let app: &App = &scene.app;
        assert_eq!(app.get("/v1/webhooks").status, 401);
    };
    both(check);
}
