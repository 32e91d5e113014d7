#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::domain::article::{Article, ArticleType, NoticeKind, RelationType, Status};
use crate::domain::series::{NumberingScheme, SeriesKind};
use crate::domain::text::TextKind;
use crate::domain::{Author, Entity};

fn whole() -> Value {
    json!({
        "id": "c00000040", "type": "commentary",
        "series": {"id": "s001", "code": "hano", "name": "Harbour Notes", "number": "27"},
        "title": "A Quiet Harbour and Its Critics", "subtitle": "Small ports", "language": "en",
        "authors": [
            {"id": "a000004", "name": "Satake Kenji", "given": "Kenji", "family": "Satake", "native": "佐竹 健二", "orcid": "0000-0007-0000-0475", "role": "former ambassador", "org": "Harbour Institute", "email": "a000004@mail.example"},
            {"id": "o003", "name": "Harbour Institute", "corporate": true}
        ],
        "byline": "BY SATAKE KENJI AND HARBOUR INSTITUTE", "abstract": "What small ports teach.",
        "subjects": ["t002", "t999"], "places": ["JP"],
        "date": "2024-04-12", "updated": "2024-05-01", "status": "published",
        "doi": "10.5555/hano.2024.27", "url": "https://hano.example/2024/27", "licence": "CC-BY-NC-4.0",
        "disclaimer": "The views are the author’s own.",
        "relations": [{"type": "responds_to", "target": "c00000006"}],
        "word_count": 640, "body": ["One.", "Two."]
    })
}

fn labels() -> Labels {
    let mut labels = Labels::in_year(2026);
    labels.subjects = Some([("t002".to_owned(), "Maritime security".to_owned())].into());
    labels.places = Some([("JP".to_owned(), "Japan".to_owned())].into());
    let series = json!({"id": "s001", "code": "hano", "name": "Harbour Notes", "publisher": "Harbour Institute", "language": "en", "numbering": "running", "issn": "2900-0009", "licence": "CC-BY-4.0"});
    labels.series = [("s001".to_owned(), serde_json::from_value(series).unwrap())].into();
    labels
}

fn read(value: &Value, labels: &Labels) -> Document {
    parse_line(3, &value.to_string(), labels).unwrap()
}

fn article(document: &Document) -> &Article {
    match &document.items.last().unwrap().entity {
        Entity::Article(article) => article,
        other => panic!("{other:?}"),
    }
}

fn author(document: &Document) -> &Author {
    let found = document.items.iter().find_map(|i| match &i.entity {
        Entity::Author(author) => Some(author),
        _ => None,
    });
    found.unwrap()
}

/// A whole record with one change, and what is told of it.
fn changed(change: impl Fn(&mut Value)) -> (Document, Vec<String>) {
    let mut value = whole();
    value["subjects"] = json!([]);
    change(&mut value);
    let document = read(&value, &labels());
    let told = document.problems.iter().map(|p| format!("{}: {}", p.field, p.reason)).collect();
    (document, told)
}

#[test]
fn a_record_becomes_what_it_mentions_and_the_article() {
    let document = read(&whole(), &labels());
    let keys: Vec<_> = document.items.iter().map(|i| (i.key.as_deref().unwrap(), i.mentioned)).collect();
    let disclaimer = keys[3].0.to_owned();
    assert!(disclaimer.starts_with("disclaimer:en:") && disclaimer.len() == 30, "{disclaimer}");
    assert_eq!(
        keys,
        [
            ("org:Harbour Institute", true),
            ("s001", true),
            ("a000004", true),
            (&*disclaimer, true),
            ("c00000040", false)
        ]
    );
    let Entity::Series(series) = &document.items[1].entity else { unreachable!() };
    assert_eq!((series.kind, series.numbering), (SeriesKind::Serial, NumberingScheme::Running));
    assert_eq!(series.publisher.as_ref().unwrap().0, "@org:Harbour Institute");
    let person = author(&document);
    assert_eq!(person.names[1].kind, TextKind::Parallel);
    assert_eq!(person.names[1].script.as_deref(), Some("Hani"));
    assert_eq!(person.contacts[0].consent, None);
    let own = article(&document);
    assert_eq!(own.r#type, ArticleType::Response);
    assert_eq!(own.relations[0].article.as_ref().unwrap().0, "@c00000006");
    assert_eq!(own.contributions[1].author.0, "@org:Harbour Institute");
    assert!(own.contributions[0].affiliations[0].former);
    let place = own.primary().unwrap();
    assert_eq!((place.number.as_deref(), place.year), (Some("27"), None));
    assert_eq!(
        own.rights.as_ref().unwrap().uri.as_ref().unwrap().as_str(),
        "https://creativecommons.org/licenses/by-nc/4.0/"
    );
    assert_eq!(own.subjects.len(), 1);
    assert_eq!(own.places[0].label, "Japan");
    assert_eq!((own.word_count, own.body.len()), (Some(640), 2));
    assert_eq!(document.problems.len(), 1);
    assert!(document.problems[0].reason.contains("`t999`"));
}

#[test]
fn without_tables_codes_are_left_out_and_numbers_may_restart() {
    let document = read(&whole(), &Labels::in_year(2026));
    assert_eq!(document.problems, []);
    let own = article(&document);
    assert!(own.subjects.is_empty() && own.places.is_empty());
    assert_eq!(own.primary().unwrap().year, Some(2024));
}

#[test]
fn a_translation_names_its_original_in_its_relation() {
    let (document, told) = changed(|v| {
        v["title_alt"] = json!([{"lang": "ja", "title": "静かな港"}]);
        v["relations"] = json!([{"type": "translation_of", "target": "c1"}]);
    });
    assert_eq!(told, [] as [&str; 0]);
    let own = article(&document);
    assert_eq!(own.r#type, ArticleType::Translation);
    assert_eq!(own.titles.len(), 1);
    assert_eq!(own.relations[0].citation.as_deref(), Some("静かな港"));
    let (document, _) = changed(|v| v["title_alt"] = json!([{"lang": "ja", "title": "静かな港"}]));
    assert_eq!(article(&document).titles[1].kind, TextKind::Translated);
}

#[test]
fn states_become_notices_and_withdrawals() {
    let (document, _) = changed(|v| v["status"] = json!("corrected"));
    assert_eq!(article(&document).notices[0].kind, NoticeKind::Correction);
    let (document, _) = changed(|v| v["status"] = json!("withdrawn"));
    let own = article(&document);
    assert_eq!(own.status, Status::Withdrawn);
    assert_eq!(own.withdrawal.as_ref().unwrap().at.to_string(), "2024-05-01T00:00:00.000000Z");
    let (document, told) = changed(|v| v["status"] = json!("hidden"));
    assert_eq!(article(&document).status, Status::Draft);
    assert!(told[0].starts_with("status: `hidden`"), "{told:?}");
}

#[test]
fn faults_are_told_and_the_rest_is_kept() {
    let date = |document: &Document| article(document).primary().unwrap().published.map(|d| d.to_string());
    let fault = |change: &dyn Fn(&mut Value), begins: &str| {
        let (document, told) = changed(change);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(begins), "{told:?}");
        assert!(!article(&document).titles.is_empty());
        document
    };
    let set = |field: &'static str, value: Value| move |v: &mut Value| v[field] = value.clone();
    let without = |field: &'static str| move |v: &mut Value| drop(v.as_object_mut().unwrap().remove(field));
    assert_eq!(date(&fault(&without("date"), "date: the commentary has no date")), None);
    assert_eq!(date(&fault(&set("date", json!("04/12/2024")), "date: `04/12/2024` is not")).as_deref(), Some("2024"));
    assert_eq!(date(&fault(&set("date", json!("2199-12-31")), "date: 2199-12-31 lies")), None);
    let document = fault(&|v| v["series"]["number"] = json!("２７Ｒ"), "series.number: ");
    assert_eq!(article(&document).primary().unwrap().number.as_deref(), Some("27R"));
    let document = fault(&set("title", json!("A QUIET HARBOUR")), "title: it is in capitals");
    assert_eq!(article(&document).title_as_published.as_deref(), Some("A QUIET HARBOUR"));
    let document =
        fault(&set("title", json!("It&#8217;s Law &amp;amp; Order &ndash; <i>note</i>")), "title: it held HTML");
    assert_eq!(article(&document).titles[0].text, "It’s Law & Order – note");
    let document = fault(&|v| v["authors"][1] = v["authors"][0].clone(), "authors: `@a000004` is named twice");
    assert_eq!(article(&document).contributions.len(), 1);
    let document = fault(&|v| v["authors"][0]["orcid"] = json!("0000-0007-0000-0470"), "authors.orcid: ");
    assert!(author(&document).identifiers.is_empty());
    let document = fault(&|v| v["authors"][0]["name"] = json!("Satake, Kenji"), "authors.name: ");
    assert_eq!(author(&document).names[0].full, "Satake Kenji");
    assert!(article(&fault(&set("abstract", json!(" ")), "abstract: it is there but empty")).abstracts.is_empty());
    let document = fault(&set("language", json!("english")), "language: `english`");
    assert_eq!(article(&document).primary().unwrap().language, None);
    fault(&set("licence", json!("MIT")), "licence: `MIT`");
    fault(&set("url", json!("hano.example")), "url: ");
    fault(&set("updated", json!("2024-01-01")), "updated: 2024-01-01 is before");
    fault(&set("relations", json!([{"type": "likes", "target": "c1"}])), "relations.type: unknown variant");
    fault(&|v| v["authors"][0]["email"] = json!("nobody"), "authors.email: ");
    fault(&set("word_count", json!("many")), "word_count: invalid type");
    fault(&set("colour", json!("red")), "colour: unknown field");
    fault(&set("authors", json!([{"name": "No Id"}])), "authors[0].id: it is missing");
}

#[test]
fn what_is_put_right_is_told() {
    let (document, told) = changed(|v| {
        v["title"] = json!(" A\u{a0}Quiet\u{a0}Harbour\u{200b}\u{ad} \t");
        v["doi"] = json!("https://doi.org/10.5555/HANO.2024.27");
        v["authors"][0]["native"] = json!("O\u{308}");
        v["_dirty"] = json!("several");
    });
    let expected = [
        "title: it began or ended with blanks, and was put right",
        "doi: it is given as an address, and was read as `10.5555/hano.2024.27`",
        "authors.native: it had its accents apart from their letters, and was put right",
    ];
    assert_eq!(told, expected);
    let (_, told) = changed(|v| v["title"] = json!("A\u{a0}Quiet\u{a0}Harbour\u{ad}"));
    assert_eq!(told, ["title: it held characters that cannot be seen, and was put right"]);
    let own = article(&document);
    assert_eq!(own.titles[0].text, "A Quiet Harbour");
    assert_eq!(own.doi(), Some("10.5555/hano.2024.27"));
    assert_eq!(author(&document).names[1].full, "Ö");
    let dangling = |v: &mut Value| v["relations"] = json!([{"type": "responds_to", "target": "c99999999"}]);
    assert_eq!(article(&changed(dangling).0).relations[0].r#type, RelationType::RespondsTo);
}

#[test]
fn a_line_without_identity_is_refused() {
    let refused = |line: &str| parse_line(1, line, &labels()).unwrap_err();
    for line in [
        "{\"id\":\"c1\"}",
        "{\"title\":\"A\"}",
        "{\"id\":\"c1\",\"title\":\" \"}",
        "[]",
        "{",
        "{\"id\":1,\"title\":\"A\"}",
    ] {
        assert_eq!(refused(line).last().unwrap().severity, Severity::Error, "{line}");
    }
}

#[test]
fn the_dialect_is_known_by_its_fields() {
    assert!(recognises(&whole().to_string()));
    assert!(!recognises(r#"{"resource":"article","byline":"x","date":1,"authors":[]}"#));
    assert!(!recognises(r#"{"id":"c1","title":"A"}"#));
    assert!(!recognises("[]"));
}

proptest! {
    #[test]
    fn no_line_panics(field in 0usize..22, value in "\\PC{0,12}", kind in 0u8..4) {
        let mut record = whole();
        let names: Vec<String> = record.as_object().unwrap().keys().cloned().collect();
        let name = &names[field % names.len()];
        record[name] = match kind {
            0 => json!(value),
            1 => json!([value]),
            2 => json!(null),
            _ => json!({ "id": value }),
        };
        let _ = parse_line(1, &record.to_string(), &labels());
        let _ = parse_line(1, &value, &labels());
    }
}
