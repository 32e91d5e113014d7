use serde_json::{Value, json};

use super::*;
use crate::format::sample::{self, body, contribution, person};

fn written(record: &Record) -> String {
    let mut out = Vec::new();
    render(record, &Identity::default(), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn article(changes: Value) -> String {
    written(&Record::Article(Box::new(sample::article(changes))))
}

fn assert_has(xml: &str, parts: &[&str]) {
    for part in parts {
        assert!(xml.contains(part), "no {part} in {xml}");
    }
}

#[test]
fn an_article_names_its_title_people_and_series() {
    let series = json!({"id": "se1", "title": "Notes", "kind": "serial", "issn": "2900-0009", "titles": []});
    let mut author = person("Doe", "Jane");
    author["orcid"] = json!("https://orcid.org/0000-0002-1825-0097");
    let xml = article(json!({
        "subtitle": "A & B", "contributions": [contribution("author", author), contribution("translator", person("Roe", "Ann"))],
        "series": series, "number": "24", "year": 2024, "publisher": body("Harbour Institute"),
        "relations": [{"type": "reviews", "article": null, "doi": "10.5555/x", "url": null, "citation": null}],
    }));
    assert!(xml.starts_with("<mods xmlns=\"http://www.loc.gov/mods/v3\" "));
    assert_has(
        &xml,
        &[
            "<nonSort xml:space=\"preserve\">The </nonSort><title>Quiet Harbour</title><subTitle>A &amp; B</subTitle>",
            "<name type=\"personal\" usage=\"primary\"><namePart type=\"family\">Doe</namePart>",
            "<nameIdentifier type=\"orcid\">https://orcid.org/0000-0002-1825-0097</nameIdentifier>",
            "<roleTerm type=\"code\" authority=\"marcrelator\">trl</roleTerm>",
            "<relatedItem type=\"series\"><titleInfo lang=\"eng\" xml:lang=\"en\"><title>Notes</title><partNumber>24</partNumber>",
            "<detail type=\"number\"><number>24</number></detail><date encoding=\"w3cdtf\">2024</date>",
            "<relatedItem type=\"reviewOf\" displayLabel=\"Review of\"><identifier type=\"doi\">10.5555/x</identifier>",
            "<dateIssued encoding=\"w3cdtf\" keyDate=\"yes\">2024-04-12</dateIssued>",
            "<languageTerm type=\"code\" authority=\"iso639-2b\">eng</languageTerm>",
        ],
    );
    assert!(!xml.contains("accessCondition"));
}

#[test]
fn an_article_in_a_host_is_a_part_of_it() {
    let series = json!({"id": "se1", "title": "Notes", "kind": "host", "issn": null, "titles": []});
    let xml = article(json!({"series": series, "number": "12(3)"}));
    assert_has(
        &xml,
        &[
            "<relatedItem type=\"host\">",
            "<detail type=\"volume\"><number>12</number></detail><detail type=\"issue\"><number>3</number></detail>",
            "<originInfo><issuance>serial</issuance></originInfo>",
            "<identifier type=\"local\">se1</identifier>",
        ],
    );
    assert!(!xml.contains("partNumber") && !xml.contains("monographic"));
}

#[test]
fn other_scripts_are_the_same_title_and_person() {
    let mut author = person("水城", "遥香");
    author["names"] = json!([{"full": "Mizuki Haruka", "given": "Haruka", "family": "Mizuki", "suffix": null, "language": "ja", "script": "Latn", "kind": "romanised"}]);
    let xml = article(json!({
        "title": "静かな港", "language": "ja", "contributions": [contribution("author", author)],
        "titles": [
            {"text": "静かな港", "language": "ja", "script": null, "kind": "main"},
            {"text": "Shizuka na minato", "language": "ja", "script": "Latn", "kind": "romanised"},
        ],
    }));
    assert_has(
        &xml,
        &[
            "<titleInfo usage=\"primary\" altRepGroup=\"title\" lang=\"jpn\" xml:lang=\"ja\" script=\"Jpan\">",
            "<titleInfo altRepGroup=\"title\" lang=\"jpn\" xml:lang=\"ja-Latn\" script=\"Latn\">",
            "<alternativeName altType=\"alternate script\" script=\"Latn\"><namePart type=\"family\">Mizuki</namePart>",
        ],
    );
    assert_eq!(xml.matches("<name ").count(), 1);
}

#[test]
fn a_series_has_its_issns_and_neighbours() {
    let xml = written(&Record::Series(Box::new(sample::series(json!({
        "issn": {"online": "2900-0009", "print": "2910-1905", "linking": null}, "end": "2020",
        "succeeding": {"id": "se2", "title": "Letters", "kind": "reports", "issn": null, "titles": []},
    })))));
    assert_has(
        &xml,
        &[
            "<identifier type=\"issn\">2900-0009</identifier>",
            "<relatedItem type=\"otherFormat\" displayLabel=\"Print version\">",
            "<relatedItem type=\"succeeding\"><titleInfo><title>Letters</title></titleInfo><identifier type=\"local\">se2</identifier>",
            "<dateIssued encoding=\"w3cdtf\" point=\"end\">2020</dateIssued><issuance>serial</issuance>",
        ],
    );
}
