//! What is sent is declared as it is taken.

use serde_json::{Value, json};

use super::{APP, DOCUMENT, KEYS, by, schemas};

/// What is refused for its form alone breaks the schema; what is taken does not.
#[test]
fn what_is_sent_is_declared_as_it_is_taken() {
    let parts = &DOCUMENT["components"];
    assert_eq!(parts["schemas"]["ErasureSource"]["required"], json!(["text"]));
    for list in ["kinds", "resources", "series"] {
        let own = &parts["schemas"]["WebhookSource"]["properties"][list]["type"];
        assert_eq!(*own, json!(["array", "null"]), "{list}");
    }
    for words in ["message", "reason"] {
        let pattern = parts["parameters"][words]["schema"]["pattern"].as_str().unwrap();
        let pattern = regex::Regex::new(pattern).unwrap();
        assert!(
            pattern.is_match("海峡, “why”?") && !pattern.is_match("a\nb") && !pattern.is_match("\u{85}"),
            "{words}"
        );
    }
    let fits = |schema: &str, value: Value| {
        schemas(false).check(&json!({ "$ref": format!("#/components/schemas/{schema}") }), &value)
    };
    for (schema, takes, refuses) in [
        // A reference names a thing of the kind that can stand there.
        ("SeriesSource", json!({"publisher": "or1", "parent": "se2"}), json!({"publisher": "se1"})),
        ("ContributionSource", json!({"author": "or1"}), json!({"author": "ar1"})),
        ("OrganizationSource", json!({"predecessors": ["or2"]}), json!({"predecessors": ["au2"]})),
        ("AppearanceSource", json!({"series": null}), json!({"series": "@tideline"})),
        (
            "NoticeSource",
            json!({"kind": "correction", "text": "A", "article": "ar1"}),
            json!({"kind": "correction", "text": "A", "article": "au1"}),
        ),
        (
            "WithdrawalSource",
            json!({"at": "2024-04-12T08:30:00Z", "successor": "di1"}),
            json!({"at": "2024-04-12T08:30:00Z", "successor": "xx1"}),
        ),
        // What must be there is not empty.
        ("LocalText", json!({"text": "A"}), json!({"text": " "})),
        ("Access", json!({"kind": "open"}), json!({"kind": ""})),
        // A patch takes away by null.
        ("ArticlePatch", json!({"titles": null, "type": null, "rights": null, "body": ["A."]}), json!({"titles": "A"})),
        ("DisclaimerPatch", json!({"text": null}), json!({"text": ""})),
        // Of an object inside, too, it may have what it changes alone (RFC 7396, section 2); of a list not.
        ("SeriesPatch", json!({"withdrawal": {"reason": "A", "successor": null}}), json!({"withdrawal": {"at": "A"}})),
        ("ArticlePatch", json!({"access": {"kind": null, "until": "2024"}}), json!({"access": {"kind": ""}})),
        (
            "ArticlePatch",
            json!({"notices": [{"kind": "correction", "text": "A"}]}),
            json!({"notices": [{"text": "A"}]}),
        ),
        // The slug is sent with the values.
        ("OrganizationSource", json!({"slug": "tideline-2"}), json!({"slug": "Tideline 2"})),
        ("DisclaimerPatch", json!({"slug": null}), json!({"slug": "-"})),
    ] {
        assert_eq!(fits(schema, takes), Ok(()), "{schema}");
        assert!(fits(schema, refuses.clone()).is_err(), "{schema} takes {refuses}");
    }
    assert!(fits("ArticleSource", json!({"titles": null})).is_err());
    assert!(fits("SeriesSource", json!({"withdrawal": {"reason": "A"}})).is_err());
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        let patch = &item["patch"]["requestBody"]["content"]["application/merge-patch+json"]["schema"]["$ref"];
        assert!(
            item["patch"].is_null() || path.contains("webhooks") || patch.as_str().unwrap().ends_with("Patch"),
            "{path}"
        );
    }
}

/// Octets without a name cannot be told apart, and each parameter of a text has its form.
#[test]
fn what_is_asked_of_an_import_is_declared_as_it_is_taken() {
    let operations = by("post");
    let operation = operations.iter().find(|own| own.id == "importDocuments").unwrap();
    let key = [("authorization", KEYS[0].as_str())];
    let ask = |query: &str| {
        APP.send("POST", &format!("/v1/import?dry_run=true{query}"), &key, "application/octet-stream", "A TITLE")
    };
    let name = operation.parameters.iter().find(|own| own["name"] == "name").unwrap();
    assert_eq!(name["required"], true);
    for query in [
        "",
        "&name=harbour",
        "&name=a.doc",
        "&name=a.txt&published=2024-13",
        "&name=a.txt&language=english",
        "&name=a.txt&url=ftp://a.example",
    ] {
        let refused = ask(query);
        assert_eq!(refused.status, 400, "{query}");
        let wrong = refused.json()["errors"][0]["parameter"].as_str().unwrap().to_owned();
        let declared = operation.query().find(|(own, _)| *own == wrong).unwrap().1;
        let pattern = regex::Regex::new(declared["pattern"].as_str().unwrap()).unwrap();
        let value = query.rsplit_once('=').map_or("", |(_, value)| value);
        assert!(!pattern.is_match(value), "{query}");
    }
    let lines = ask("&name=a.jsonl&number=24");
    assert_eq!(lines.status, 400);
    assert!(lines.json()["errors"][0]["detail"].as_str().unwrap().contains("told of a text"));
    assert_ne!(ask("&name=a.txt&published=2024-02&language=en&url=https://a.example/1&number=24").status, 400);
}
