#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::domain::article::Article;
use crate::domain::text::LocalText;
use crate::domain::{Id, LanguageTag, Timestamp};

fn problems(line: &str) -> Vec<String> {
    let told = match parse_line(7, line) {
        Ok(document) => document.problems,
        Err(problems) => problems,
    };
    assert!(told.iter().all(|p| p.line == Some(7)));
    told.into_iter().map(|p| format!("{}: {}", p.field, p.reason)).collect()
}

fn told(line: &str, beginnings: &[&str]) {
    let found = problems(line);
    assert_eq!(found.len(), beginnings.len(), "{found:#?}");
    for (found, beginning) in found.iter().zip(beginnings) {
        assert!(found.starts_with(beginning), "{found} does not start with {beginning}");
    }
}

/// Lines in canonical form that between them hold every field.
const RICH: &[&str] = &[
    r#"{"resource":"article","id":"ar1","key":"quiet","slug":"the-quiet-harbour","created":"2024-04-12T08:30:00.000000Z","modified":"2024-05-12T08:30:00.123456Z","type":"review","content":"audio","status":"withdrawn","titles":[{"text":"The Quiet Harbour","language":"en","script":"Latn","kind":"main"},{"text":"静かな港","language":"ja","kind":"translated"}],"subtitles":[{"text":"Small ports","kind":"main"}],"abstracts":[{"text":"“An” abstract \\ with signs.","language":"en","kind":"main"}],"title_as_published":"THE QUIET HARBOUR","byline":"BY JANE DOE","contributions":[{"author":"@jane","role":"author","name":"J. Doe","biography":"Jane Doe (jane@doe.example) is a fellow.","affiliations":[{"position":"fellow","name":"Harbour Institute","organization":"or1","former":true}],"books":[{"title":"Tides","publisher":"Quay Press","year":2019}]},{"author":"or2","role":"editor"}],"appearances":[{"kind":"original","series":"se1","number":"24A","year":2024,"publisher":"or1","published":"2024-04","language":"en","url":"https://harbour.example/24"},{"kind":"reprint","primary":true,"published":"2024"}],"revised":"2024-05-01","subjects":[{"id":"t1","label":"Ports","language":"en","kind":"topic","scheme":"fast","uri":"https://subjects.example/t1"}],"places":[{"label":"Port Vale","kind":"place"}],"identifiers":[{"scheme":"doi","value":"10.5555/harbour.24"},{"scheme":"local","value":"A 1"}],"files":[{"role":"fulltext","media_type":"application/pdf","url":"https://harbour.example/24.pdf","bytes":120000,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","language":"en","label":"PDF"}],"images":[{"url":"https://harbour.example/24.jpg","alt":"A pier","caption":"The pier","credit":"Ann","licence":"https://licences.example/x","width":800,"height":600}],"rights":{"uri":"https://creativecommons.org/licenses/by/4.0/","holder":"Harbour Institute","statement":"© 2024","reuse":"With credit"},"access":{"kind":"embargoed","until":"2025-01-01"},"disclaimers":["@views"],"notices":[{"kind":"correction","date":"2024-05-01","text":"A year was wrong.","url":"https://harbour.example/24#note","article":"@fix"}],"relations":[{"type":"responds_to","article":"@other"},{"type":"references","doi":"10.5555/x"},{"type":"reviews","citation":"A. N. Author, Tides (2019)"},{"type":"related_to","url":"https://harbour.example/1"}],"word_count":812,"withdrawal":{"at":"2024-06-01T00:00:00.000000Z","reason":"Published twice.","successor":"@other"},"review":[{"field":"byline","reason":"smudged"}],"body":["One.","Two."]}"#,
    r#"{"resource":"author","key":"jane","names":[{"full":"Jane van der Doe Jr.","given":"Jane","family":"van der Doe","suffix":"Jr.","language":"en","script":"Latn","kind":"main"},{"full":"ドウ","kind":"parallel"}],"identifiers":[{"scheme":"orcid","value":"https://orcid.org/0000-0002-1825-0097","authenticated":true},{"scheme":"viaf","value":"12"}],"affiliations":[{"name":"Harbour Institute","organization":"or1"}],"url":"https://doe.example/","contacts":[{"email":"jane@doe.example","consent":{"by":"editor","at":"2024-04-12T08:30:00.000000Z","scope":"biography"}},{"email":"j@doe.example"}]}"#,
    r#"{"resource":"organization","id":"or1","names":[{"text":"Harbour Institute","language":"en","kind":"main"}],"place":"Port Vale","country":"NZ","url":"https://harbour.example/","identifiers":[{"scheme":"ror","value":"https://ror.org/05dxps055"}],"predecessors":["@old"],"successors":["or3"]}"#,
    r#"{"resource":"series","id":"se1","titles":[{"text":"Harbour Notes","kind":"main"}],"code":"harbour","key_title":"Harbour notes (Online)","issn":{"online":"2900-0009","linking":"2900-0009"},"publisher":"@harbour","language":"en","kind":"serial","numbering":"yearly","frequency":"weekly","start":"2005","end":"2024-06","parent":"se2","preceding":"se3","succeeding":"se4","url":"https://harbour.example/notes","description":"Short notes.","bodies_public":true}"#,
    r#"{"resource":"disclaimer","key":"views","text":"The views are the author’s own.","language":"en","series":"se1","from":"2005","to":"2024-06-30","languages":["en"],"types":["commentary","response"]}"#,
    r#"{"resource":"article","type":"commentary","content":"text","status":"published","titles":[{"text":"Bare","kind":"main"}]}"#,
    r#"{"resource":"series","titles":[{"text":"Bare","kind":"main"}],"kind":"reports","numbering":"running"}"#,
];

#[test]
fn rich_lines_read_back_as_written() {
    for line in RICH {
        let document = parse_line(1, line).unwrap();
        assert_eq!(document.problems, [], "{line}");
        assert_eq!(write_line(&document.items[0]).unwrap(), *line);
    }
}

proptest! {
    #[test]
    fn writing_then_reading_changes_nothing(
        text in "[a-zé“”海\"\\\\ ]{1,20}",
        number in 1u64..1 << 50,
        micros in 0i64..4_000_000_000_000_000,
        byline in proptest::option::of("[A-Z&.]{1,9}"),
        year in proptest::option::of(1000i16..=9999),
        body in proptest::collection::vec("[a-z]{1,9}", 0..3),
        tag in proptest::sample::select(vec!["en", "zh-Hant", "pt-BR", "ja"]),
    ) {
        let text = crate::domain::text::clean(&text);
        prop_assume!(!text.is_empty());
        let appearance = crate::domain::article::Appearance { year, ..Default::default() };
        let article = Article {
            titles: vec![LocalText::main(text.clone(), LanguageTag::parse(tag).ok())],
            byline, body, appearances: vec![appearance], ..Article::default()
        };
        let item = Item {
            id: Some(Id::new(Resource::Article, number)),
            created: Some(Timestamp::from_micros(micros)),
            ..Item::subject(text, Entity::Article(Box::new(article)))
        };
        prop_assume!(!item.key.as_deref().unwrap_or_default().starts_with('@'));
        let line = write_line(&item).unwrap();
        prop_assert_eq!(&parse_line(1, &line).unwrap().items[0], &item);
    }

    #[test]
    fn no_line_panics(line in "\\PC{0,40}", cut in 0usize..2000, at in 0usize..7, sign in "[{}\\[\\]\",:0n]") {
        let _ = parse_line(1, &line);
        let rich = RICH[at];
        let cut = (0..=cut.min(rich.len())).rev().find(|c| rich.is_char_boundary(*c)).unwrap_or(0);
        let _ = parse_line(1, &format!("{}{sign}{}", &rich[..cut], &rich[cut..]));
    }
}

#[test]
fn every_misfit_of_a_line_is_told_with_its_path() {
    told(
        r#"{"resource":"article","titles":[{"text":5}],"subjects":[{"id":"t1"}],"colour":"red","type":"essay","appearances":[{"url":"harbour.example","published":"12 April"}],"contributions":[{"author":"au1","affiliations":[{"position":"x"}]}]}"#,
        &[
            "titles[0].text: invalid type: integer `5`, expected a string",
            "subjects[0].label: it is missing",
            "colour: unknown field `colour`, expected one of `type`",
            "type: unknown variant `essay`, expected one of `commentary`",
            "appearances[0].url: `harbour.example` is not a web address",
            "appearances[0].published: `12 April` is not a date; write",
            "contributions[0].affiliations[0].name: it is missing",
        ],
    );
    told(
        r#"{"resource":"author","names":[{"full":"A","kind":"main"}],"identifiers":[{"scheme":"orcid","value":"0000-0002-1825-0098"}]}"#,
        &["identifiers[0]: `0000-0002-1825-0098` is not an ORCID iD"],
    );
    told(
        r#"{"resource":"author","names":[{"full":"A"}],"identifiers":[{"scheme":"viaf","value":"1","sure":true}]}"#,
        &["identifiers[0].sure: unknown field"],
    );
}

#[test]
fn an_unknown_field_is_told_with_all_that_may_stand_there() {
    let found = problems(r#"{"resource":"series","titles":[{"text":"A","kind":"main"}],"slog":"a"}"#);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert!(found.starts_with("slog: unknown field `slog`, expected one of `titles`"), "{found}");
    assert!(found.ends_with(", or of `resource`, `id`, `key`, `slug`, `created`, `modified`"), "{found}");
}

#[test]
fn values_are_checked_against_each_other() {
    told(
        r#"{"resource":"article","titles":[{"text":"静かな港","language":"ja","kind":"translated","script":"japanese"}],"contributions":[{"author":"se1"},{"author":"@a"},{"author":"@a"}],"appearances":[{"primary":true,"published":"2024-04-12"},{"primary":true,"year":24}],"revised":"2024-04-01","identifiers":[{"scheme":"doi","value":"10.5555/a"},{"scheme":"doi","value":"10.5555/b"}],"files":[{"role":"fulltext","url":"https://a.example/","sha256":"ABC","media_type":"pdf"}],"access":{"kind":"open","until":"2025"},"disclaimers":["@"],"relations":[{"type":"references"},{"type":"references","doi":"11.1/x"}],"withdrawal":{"at":"2024-06-01T00:00:00Z"}}"#,
        &[
            "titles: an article needs a title",
            "titles[0].script: `japanese` is not a script",
            "contributions[0].author: `se1` does not name",
            "contributions[2]: @a is named twice",
            "appearances: more than one is `primary`",
            "appearances[1].year: 24 is not a year",
            "revised: 2024-04-01 is before `published`",
            "identifiers: an article has one DOI",
            "files[0].sha256: a SHA-256",
            "files[0].media_type: `pdf`",
            "access.until: only an embargo",
            "disclaimers[0]: `@` does not name",
            "relations[0]: a relation needs a target",
            "relations[1].doi: `11.1/x` is not a DOI",
            "status: it is there, but the status is `published`",
        ],
    );
    told(
        r#"{"resource":"author","contacts":[{"email":"not an address"}]}"#,
        &["names: an author needs", "contacts[0].email"],
    );
    told(
        r#"{"resource":"series","titles":[{"text":"A"},{"text":"B"}],"start":"2024","end":"2023-12","kind":"serial"}"#,
        &["titles: more than one", "end: 2023-12 is before", "issn: a series of kind"],
    );
    told(
        r#"{"resource":"disclaimer","text":"  ","from":"2024"}"#,
        &["text: a disclaimer needs", "series: dates say nothing"],
    );
    told(
        r#"{"resource":"organization","country":"nz","id":"se1","slug":"A b","key":"@x"}"#,
        &["id: `se1`", "key: a key", "slug: a slug", "names: an organization", "country: "],
    );
    told(
        r#"{"resource":"article","status":"withdrawn","titles":[{"text":"A"}]}"#,
        &["withdrawal: a withdrawn article"],
    );
}

#[test]
fn lines_that_are_no_resource_are_told() {
    told("", &[": the line cannot be read as JSON"]);
    told("[1]", &[": the line is JSON but not an object"]);
    told("{\"resource\":\"article\"} x", &[": the line cannot be read as JSON: trailing characters (column 24)"]);
    told("{\"titles\":[]}", &["resource: it is missing; write one of"]);
    told("{\"resource\":\"book\"}", &["resource: `book` is not a resource"]);
    told(
        "{\"resource\":\"article\",\"titles\":[],\"titles\":[]}",
        &[": the line cannot be read as JSON: the key `titles` stands twice"],
    );
}

#[test]
fn texts_are_cleaned() {
    let line = "{\"resource\":\"article\",\"titles\":[{\"text\":\" Cafe\u{301}\\n\u{a0}au lait \"}],\"byline\":\"  \",\"body\":[\" a\\nb \",\" \"],\"relations\":[{\"type\":\"references\",\"doi\":\"https://doi.org/10.5555/ABC\"}],\"places\":[{\"label\":\"Fiji\"}]}";
    let document = parse_line(1, line).unwrap();
    let Entity::Article(article) = &document.items[0].entity else { unreachable!() };
    assert_eq!(article.titles[0].text, "Café au lait");
    assert_eq!(article.byline, None);
    assert_eq!(article.body, ["a b"]);
    assert_eq!(article.relations[0].doi.as_deref(), Some("10.5555/abc"));
    assert_eq!(article.places[0].kind, crate::domain::article::SubjectKind::Place);
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|v| references(v, found));
        }
        Value::Array(list) => list.iter().for_each(|v| references(v, found)),
        _ => {}
    }
}

#[test]
fn the_schema_is_whole_and_names_every_field() {
    let schema = json_schema();
    let mut found = Vec::new();
    references(&schema, &mut found);
    assert!(found.len() > 20);
    for target in found {
        assert!(schema.pointer(target.strip_prefix('#').unwrap()).is_some(), "{target} is nowhere");
    }
    for line in RICH {
        let fields: Map<String, Value> = serde_json::from_str(line).unwrap();
        let of = &schema["$defs"][fields["resource"].as_str().unwrap()];
        assert_eq!(of["additionalProperties"], false);
        for name in fields.keys() {
            assert!(of["properties"].get(name).is_some(), "{name} is not in the schema");
        }
    }
    assert_eq!(schema["$defs"]["article"]["required"], serde_json::json!(["resource"]));
    assert_eq!(schema["$defs"]["ContributionSource"]["additionalProperties"], false);
    assert_eq!(schema["$defs"]["SeriesKind"]["enum"], serde_json::json!(["serial", "reports", "host"]));
}
