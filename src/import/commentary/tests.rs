//! Whole documents.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::import::report::Severity;
use proptest::prelude::*;

mod layouts;

const FIXTURE: &str = include_str!("../../../tests/fixtures/commentary/harbour-letter.txt");

fn read(text: &str, known: &Known) -> Reading {
    super::read(Manuscript::of_text(&crate::import::bytes::clean(text)), known)
}

fn names(reading: &Reading) -> Vec<&str> {
    let people = &reading.contributors.as_ref().unwrap().value;
    people.iter().map(|c| c.name.as_str()).collect()
}

fn posts(biography: &Biography) -> Vec<(&str, &str)> {
    let posts = biography.affiliations.iter();
    posts.map(|p| (p.position.as_deref().unwrap(), p.organization.as_deref().unwrap())).collect()
}

fn lines_of(reading: &Reading, field: &str, severity: Severity) -> Vec<Option<u32>> {
    let problems = reading.problems.iter();
    problems.filter(|p| p.field == field && p.severity == severity).map(|p| p.line).collect()
}

#[test]
fn an_invented_letter_is_read_whole() {
    let reading = read(FIXTURE, &Known::default());
    let value = |f: &Option<Finding<String>>| f.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    assert_eq!(value(&reading.title), "Ostrava Bets on the Shipyards of the U.S. Coast");
    assert_eq!(value(&reading.title_as_published), "OSTRAVA BETS ON THE SHIPYARDS OF THE U.S. COAST");
    assert_eq!(value(&reading.byline), "BY ANNA MCCARTHY AND JAN VAN DER DOE");
    assert_eq!(names(&reading), ["Anna McCarthy", "Jan van der Doe"]);
    assert!(value(&reading.standfirst).starts_with("On May 3 Norland"));
    assert_eq!(value(&reading.language), "en");
    let series = &reading.series.as_ref().unwrap().value;
    assert_eq!((series.title.as_str(), series.known), ("Harbour Letters", false));
    assert_eq!((reading.number, reading.published), (None, None));
}

#[test]
fn the_biographies_of_the_letter() {
    let reading = read(FIXTURE, &Known::default());
    let [first, second] = reading.biographies.as_slice() else {
        panic!("two biographies");
    };
    let center = "Center for Harbour-Making Studies at Gull University";
    let expected =
        [("deputy head", center), ("visiting lecturer", center), ("senior adviser (nonresident)", "Tide Lab")];
    assert_eq!(posts(&first.value), expected);
    assert_eq!(first.value.emails, ["anna.mccarthy@tidelab.example"]);
    assert!(!first.value.text.contains('@'));
    assert!(first.value.verbatim.contains('@'));
    let book = first.value.books.first().unwrap();
    assert_eq!(book.title, "High Water: The Long Wait");
    assert_eq!(book.publisher.as_deref(), Some("Gull University Press"));
    assert_eq!(book.year, Some(2018));
    assert_eq!(posts(&second.value), [("research fellow", "Ropewalk Institute")]);
}

#[test]
fn the_text_of_the_letter_and_its_problems() {
    let reading = read(FIXTURE, &Known::default());
    let body = &reading.body.as_ref().unwrap().value;
    assert_eq!(body.paragraphs.len(), 3);
    assert_eq!(lines_of(&reading, "body", Severity::Info), [Some(19), Some(23)]);
    assert_eq!(lines_of(&reading, "abstract", Severity::Warning), [Some(13)]);
    assert_eq!(reading.review.first().unwrap().field, "abstract");
    assert_eq!(lines_of(&reading, "published", Severity::Warning), [None]);
    assert_eq!(lines_of(&reading, "number", Severity::Warning), [None]);
    let errors = reading.problems.iter().filter(|p| p.severity == Severity::Error);
    assert_eq!(errors.count(), 0);
}

#[test]
fn windows_1252_and_crlf_give_the_same() {
    let bytes: Vec<u8> = FIXTURE
        .replace('\n', "\r\n")
        .chars()
        .map(|c| if c == '—' { 0x97 } else { u8::try_from(u32::from(c)).unwrap() })
        .collect();
    let (text, problems) = crate::import::bytes::text(&bytes, None).unwrap();
    assert_eq!(problems.len(), 1);
    assert_eq!(read(&text, &Known::default()), read(FIXTURE, &Known::default()));
}

#[test]
fn a_masthead_gives_series_number_and_date() {
    let text = format!("HARBOUR LETTERS #24 | April 12, 2024\n\n{}", FIXTURE.trim_start());
    let known = Known { series: vec!["Harbour Letters".to_owned()], ..Known::default() };
    let reading = read(&text, &known);
    assert_eq!(reading.number.unwrap().value, "24");
    assert_eq!(reading.published.unwrap().value, "2024-04-12");
    assert!(reading.series.unwrap().value.known);
    assert!(reading.title.unwrap().value.starts_with("Ostrava Bets"));
}

#[test]
fn poor_inputs_give_problems() {
    for text in ["", "\n\n\n", "***", "\u{c}"] {
        let reading = read(text, &Known::default());
        assert_eq!(reading.problems.first().unwrap().severity, Severity::Error, "{text:?}");
    }
    let reading = read("One line", &Known::default());
    assert_eq!(reading.title.unwrap().value, "One line");
    assert!(reading.problems.iter().any(|p| p.field == "body"));
}

/// What is told of garbage stays bounded, and nobody is made up from it.
#[test]
fn large_garbage_is_read() {
    for unit in [
        "a\n\n",
        "BY A\n",
        "(",
        "@",
        "word-\n",
        ". A",
        "*",
        "\"",
        "<",
        "](",
        "x ",
        "\u{c}",
        "and\n\nA ",
        "1 ",
        "— ",
        "a@b.c ",
        "Ann Roe is ",
        "1-",
        "(a) ",
        "U.S. a",
        "\u{ad}\n",
        "by Ann Roe and ",
        "x-\n\n",
        "The harbour of Kelm is a busy one\n\n",
    ] {
        let reading = read(&unit.repeat(60_000 / unit.len()), &Known::default());
        assert!(reading.problems.len() <= 50, "{unit:?}: {}", reading.problems.len());
        assert!(reading.contributors.iter().flat_map(|c| &c.value).count() <= 1, "{unit:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn never_panics_on_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let Ok((text, _)) = crate::import::bytes::text(&bytes, None) else { return Ok(()) };
        read(&text, &Known::default());
    }

    #[test]
    fn never_panics_on_pieces(pieces in prop::collection::vec(prop::sample::select(vec![
        "BY ", "ANN ROE", "Ann Roe", " is ", "director of", " and ", " at ", "the ", "Tide Lab", "(", ")",
        "a@b.example", "\n", "\n\n", "***", "\"", ". ", ", ", "#24", "No. ", "April 12, 2024", "é", "ß", "İ",
        "views expressed", "author", "U.S.", "'S", "-", "—", "\u{c}", "\u{ad}", "日本", "+81 3 1234 5678",
    ]), 0..60)) {
        let known = Known { series: vec!["Tide".to_owned(), String::new()], ..Known::default() };
        read(&pieces.concat(), &known);
    }
}

/// The sample of a real commentary, where it lies beside the project.
#[test]
fn the_real_sample_where_present() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/samples", "../../shared/samples"];
    let file = places.iter().map(|p| root.join(p).join("pacnet-commentary.txt"));
    let Some(bytes) = file.into_iter().find_map(|f| std::fs::read(f).ok()) else {
        return;
    };
    let (text, problems) = crate::import::bytes::text(&bytes, None).unwrap();
    assert!(problems.is_empty());
    let reading = read(&text, &Known::default());
    assert_eq!(reading.title.as_ref().unwrap().value, "Kishida Goes All-In on Partnership With the U.S.");
    assert_eq!(reading.title_as_published.as_ref().unwrap().value, "KISHIDA GOES ALL-IN ON PARTNERSHIP WITH THE U.S.");
    assert_eq!(reading.byline.as_ref().unwrap().value, "BY BRAD GLOSSERMAN");
    assert_eq!(names(&reading), ["Brad Glosserman"]);
    let biography = &reading.biographies.first().unwrap().value;
    let center = "Center for Rule-Making Strategies at Tama University";
    let expected = [
        ("deputy director", center),
        ("visiting professor", center),
        ("senior adviser (nonresident)", "Pacific Forum"),
    ];
    assert_eq!(posts(biography), expected);
    assert!(biography.affiliations.last().unwrap().nonresident);
    assert_eq!(biography.emails, ["brad@pacforum.org"]);
    assert!(biography.text.starts_with("Brad Glosserman is deputy director of and visiting"));
    let book = biography.books.first().unwrap();
    assert_eq!(book.title, "Peak Japan: The End of Great Ambitions");
    assert_eq!((book.publisher.as_deref(), book.year), (Some("Georgetown University Press"), Some(2019)));
    assert!(reading.standfirst.as_ref().unwrap().value.starts_with("On March 7 Australia"));
    assert_eq!(lines_of(&reading, "abstract", Severity::Warning), [Some(12)]);
    assert_eq!(reading.review.len(), 1);
    assert_eq!(reading.series.as_ref().unwrap().value.title, "PacNet");
    assert_eq!(lines_of(&reading, "body", Severity::Info), [Some(28), Some(40)]);
    assert_eq!(reading.body.as_ref().unwrap().value.paragraphs.len(), 12);
    assert_eq!(reading.language.as_ref().unwrap().value, "en");
    assert_eq!(reading.disclaimer.as_ref().unwrap().value.language.as_deref(), Some("en"));
    assert!(reading.disclaimer.unwrap().value.text.starts_with("PacNet commentaries"));
    assert_eq!((reading.number, reading.published), (None, None));
}

/// A title that the form names, of one word, is a title to the line below it as well.
#[test]
fn a_bare_name_below_a_named_title_is_its_byline() {
    let text =
        "# Tides\n\nAnn Roe\n\nThe sea came back to Kelm in a night, and nobody on the quay had been told of it.\n";
    let reading = super::read(crate::import::markdown::read(text), &Known::default());
    assert_eq!(reading.title.unwrap().value, "Tides");
    let names: Vec<_> = reading.contributors.iter().flat_map(|c| &c.value).map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Ann Roe"]);
}
