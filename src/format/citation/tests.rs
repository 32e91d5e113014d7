#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn series(kind: &str) -> Value {
    json!({"id": "se1", "title": "Tideline", "kind": kind, "issn": "2910-2049", "titles": []})
}

fn part(place: u32, role: &str, r#type: &str, name: &str, parts: Option<(&str, &str)>) -> Value {
    let author = json!({"type": r#type, "id": if r#type == "person" { "au1" } else { "or1" }, "name": name,
        "given": parts.map(|(given, _)| given), "family": parts.map(|(_, family)| family), "suffix": null,
        "orcid": null, "ror": null, "place": "Port Ansel", "names": [], "identifiers": []});
    json!({"place": place, "role": role, "name": name, "author": author, "biography": null, "affiliations": [],
        "books": []})
}

/// An article with these fields in place of its own.
fn article(changes: Value) -> Article {
    let mut document = json!({
        "id": "ar1", "slug": "x", "type": "commentary", "content": "text", "status": "published",
        "title": "The Quiet Harbour", "subtitle": "What nine berths can teach", "abstract": "An abstract.",
        "titles": [], "subtitles": [], "abstracts": [], "title_as_published": null, "byline": null,
        "contributions": [
            part(1, "author", "person", "Eleonoor van der Maas", Some(("Eleonoor", "van der Maas"))),
            part(2, "author", "organization", "Centre for War & Peace", None),
        ],
        "series": series("serial"), "number": "42", "year": 2023,
        "publisher": part(1, "", "organization", "Saltmarsh Institute", None)["author"],
        "published": "2023-04-13", "language": "en", "url": "https://saltmarsh.example/42",
        "appearances": [], "revised": null, "subjects": [], "places": [], "doi": null, "identifiers": [],
        "files": [], "images": [], "rights": null, "access": null, "disclaimers": [], "notices": [],
        "relations": [], "word_count": null, "body": null, "created": "2024-01-01T00:00:00.000000Z",
        "modified": "2024-01-01T00:00:00.000000Z", "review": [], "withdrawal": null,
    });
    for (field, value) in changes.as_object().unwrap() {
        document[field] = value.clone();
    }
    serde_json::from_value(document).unwrap()
}

fn text(style: &str, changes: Value) -> String {
    Style::named(style, None).unwrap().text(&article(changes))
}

#[test]
fn a_number_of_a_serial() {
    let expected = [
        (
            "apa",
            "van der Maas, E., & Centre for War & Peace. (2023, April 13). The Quiet Harbour: What nine berths can teach [Commentary]. Tideline, (42). https://saltmarsh.example/42",
        ),
        (
            "chicago-author-date",
            "Maas, Eleonoor van der, and Centre for War & Peace. 2023. “The Quiet Harbour: What Nine Berths Can Teach.” In Tideline, Commentary No. 42. Saltmarsh Institute. https://saltmarsh.example/42.",
        ),
        (
            "mla",
            "van der Maas, Eleonoor, and Centre for War & Peace. “The Quiet Harbour: What Nine Berths Can Teach.” Commentary. Tideline, no. 42, 13 Apr. 2023, https://saltmarsh.example/42.",
        ),
        (
            "ieee",
            "E. van der Maas and Centre for War & Peace, “The Quiet Harbour: What nine berths can teach,” Tideline, no. 42, Saltmarsh Institute, Apr. 13, 2023. [Online]. Available: https://saltmarsh.example/42",
        ),
        (
            "harvard",
            "van der Maas, E. and Centre for War & Peace (2023) The Quiet Harbour: What nine berths can teach, Tideline. Commentary 42. Port Ansel: Saltmarsh Institute. Available at: https://saltmarsh.example/42.",
        ),
        (
            "vancouver",
            "van der Maas E, Centre for War & Peace. The Quiet Harbour: What nine berths can teach [Commentary]. Tideline [Internet]. 2023 Apr 13;(42). Available from: https://saltmarsh.example/42",
        ),
    ];
    for (style, citation) in expected {
        assert_eq!(text(style, json!({})), citation, "{style}");
    }
}

#[test]
fn the_styles_of_most_people_tell_series_and_number() {
    for style in ["apa", "chicago", "chicago-notes", "mla", "ieee", "harvard", "vancouver"] {
        for kind in ["serial", "reports", "host"] {
            for content in ["text", "audio", "video"] {
                let citation = text(style, json!({"series": series(kind), "content": content, "number": "0917C"}));
                let told = ["Maas", "2023", "Tideline", "0917C"].map(|part| citation.contains(part));
                assert_eq!(told, [true; 4], "{style} {kind} {content}: {citation}");
            }
        }
    }
}

#[test]
fn volume_and_issue_stand_apart() {
    assert!(text("apa", json!({"number": "12(3)"})).contains("Tideline, 12(3). "));
    assert!(text("mla", json!({"number": "12(3)"})).contains("Tideline, vol. 12, no. 3, "));
}

#[test]
fn html_is_escaped_and_minimal() {
    let style = Style::named("apa", None).unwrap();
    let article = article(json!({"title": "<b>A</b> & \"B\"", "subtitle": null}));
    let html = style.html(&article);
    assert!(html.contains("&lt;b&gt;A&lt;/b&gt; &amp; "), "{html}");
    assert!(html.contains("<i>Tideline</i>"), "{html}");
    assert!(!style.text(&article).contains("&amp;"));
}

#[test]
fn a_locale_changes_the_words() {
    let german = Style::named("apa", Some("de")).unwrap().text(&article(json!({"published": "2023-03-13"})));
    assert!(german.contains("März"), "{german}");
    assert!(matches!(Style::named("apa", Some("xx")), Err(Unknown::Locale)));
    assert!(matches!(Style::named("no-such-style", None), Err(Unknown::Style)));
}

#[test]
fn a_retracted_article_is_marked() {
    let notice =
        json!({"kind": "retraction", "date": "2024-01-02", "text": "It was wrong.", "url": null, "article": null});
    assert!(text("apa", json!({"notices": [notice]})).contains("What nine berths can teach [Retracted]"));
}

#[test]
fn what_the_library_fails_at_is_cited_all_the_same() {
    let own = article(json!({"series": series("reports")}));
    let expected = "van der Maas, Eleonoor; Centre for War & Peace. The Quiet Harbour: What nine berths can teach. Tideline, no. 42. Saltmarsh Institute, 2023-04-13. https://saltmarsh.example/42";
    assert_eq!(write::text(&plain(&own)), expected);
    let odd = article(json!({"number": ".é", "series": series("serial")}));
    let style = Style::named("iso-690-numeric", None).unwrap();
    let item = layout::of(&csl::item(&odd, &Identity::default()), &style.kept.layouts);
    assert!(quiet::attempt(|| rendered(&item, &style.kept.csl, None, style::LOCALES.as_slice())).is_none());
    assert_eq!(style.text(&odd), write::text(&plain(&odd)));
    assert_eq!(style.numbered(12, &odd).text(), format!("12. {}", write::text(&plain(&odd))));
}

#[test]
fn every_style_and_locale_can_be_had() {
    for name in style_names() {
        let citation = text(name, json!({}));
        assert!(citation.contains("2023") && citation.to_lowercase().contains("maas"), "{name}: {citation}");
    }
    for name in locales() {
        assert!(Style::named("mla", Some(name)).unwrap().text(&article(json!({}))).contains("2023"), "{name}");
    }
}

/// As many as the environment says, or 64.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// The library is given text of any kind and answers something.
    #[test]
    fn nothing_is_too_odd_to_cite(
        style in prop::sample::select(style_names().collect::<Vec<_>>()),
        locale in prop::sample::select(locales().collect::<Vec<_>>()),
        texts in prop::collection::vec(".{0,24}", 8),
        date in prop::option::of("[12][0-9]{3}(-0[1-9](-1[0-9])?)?"),
        kind in prop::sample::select(vec!["serial", "reports", "host"]),
    ) {
        let [title, given, family, number, series_title, publisher, subtitle, doi] = &texts[..] else { return Ok(()) };
        let mut series = series(kind);
        series["title"] = json!(series_title);
        let own = article(json!({
            "title": title, "subtitle": subtitle, "number": number, "series": series, "published": date, "doi": doi,
            "contributions": [
                part(1, "author", "person", &format!("{given} {family}"), Some((given.as_str(), family.as_str()))),
                part(2, "translator", "person", family, None),
            ],
            "publisher": part(1, "", "organization", publisher, None)["author"],
        }));
        let style = Style::named(style, Some(locale)).unwrap();
        let html = style.html(&own);
        prop_assert!(!html.contains("<s") || html.contains("<su") || html.contains("<span"), "{}", html);
        prop_assert_eq!(style.text(&own).lines().count() < 2, true);
    }
}
