#![allow(clippy::unwrap_used)]

use super::{behind_house, dates::day, named_by_file, plain_number, without_site};
use crate::import::commentary::{self, Known, Reading};
use crate::import::manuscript::{Hint, Line, Manuscript, Person, Statement, Weight};
use crate::import::report::{Certainty, Severity};

const TEXT: &str = "HARBOUR PLANS\n\nBy Ann Roe\n\nApril 12, 2024\n\nThe navy of the island is in the harbour, and it was late when it came to this town.\n\nIt is not the first time that it was late, and for the town that is not the end of it.\n";

fn said<T>(value: T, weight: Weight) -> Statement<T> {
    Statement { value, line: Some(2), source: "front matter", weight }
}

fn text(value: &str, weight: Weight) -> Vec<Statement<String>> {
    vec![said(value.to_owned(), weight)]
}

fn people(names: &[&str], weight: Weight) -> Vec<Statement<Vec<Person>>> {
    let one = |name: &&str| Person { name: (*name).to_owned(), ..Person::default() };
    vec![said(names.iter().map(one).collect(), weight)]
}

fn read(state: impl FnOnce(&mut Manuscript)) -> Reading {
    let mut manuscript = Manuscript::of_text(TEXT);
    state(&mut manuscript);
    commentary::read(manuscript, &Known::default())
}

fn warned(reading: &Reading, field: &str) -> bool {
    reading.problems.iter().any(|p| p.field == field && p.severity == Severity::Warning && p.line.is_some())
}

fn names(reading: &Reading) -> Vec<String> {
    reading.contributors.iter().flat_map(|c| &c.value).map(|c| c.name.clone()).collect()
}

#[test]
fn dates_are_read_as_they_are_written_there() {
    for (stated, wanted) in [
        ("2024-04-12T23:30:00-04:00", "2024-04-12"),
        ("2024-04-12 07:00 +0900", "2024-04-12"),
        ("2024/4/2", "2024-04-02"),
        ("20240412", "2024-04-12"),
        ("2024-04", "2024-04"),
        ("2024", "2024"),
        ("Mon, 15 Apr 2024 02:00:00 +0000", "2024-04-15"),
        ("April 12, 2024", "2024-04-12"),
    ] {
        assert_eq!(day(stated).as_deref(), Some(wanted), "{stated}");
    }
    for stated in ["", "true", "03/04/2024", "2024-13-01", "2024-02-30", "99999999999", "20240412345"] {
        assert_eq!(day(stated), None, "{stated}");
    }
}

#[test]
fn an_editors_date_goes_before_the_texts() {
    let reading = read(|m| m.stated.published = text("2024-05-20", Weight::Editorial));
    assert_eq!(reading.published.as_ref().unwrap().value, "2024-05-20");
    assert!(warned(&reading, "published"));
    let reading = read(|m| m.stated.published = text("2024-05-20", Weight::Embedded));
    assert_eq!(reading.published.as_ref().unwrap().value, "2024-04-12");
    assert!(warned(&reading, "published"));
    let reading = read(|m| m.stated.published = text("2024-04-12T01:00:00Z", Weight::Embedded));
    assert_eq!(reading.published.as_ref().unwrap().certainty, Certainty::Certain);
    assert!(!warned(&reading, "published"));
}

#[test]
fn a_site_is_no_author() {
    for name in ["admin", "Webmaster", "qs_editor7", "Harbour Institute", "編集部"] {
        let reading = read(|m| {
            m.stated.contributors = people(&[name], Weight::Embedded);
            m.stated.publishers = text("Harbour Institute", Weight::Embedded);
        });
        assert_eq!(names(&reading), ["Ann Roe"], "{name}");
        assert!(!warned(&reading, "contributions"), "{name}");
    }
}

#[test]
fn people_who_differ_are_told() {
    let reading = read(|m| m.stated.contributors = people(&["Dr. Ian Holt", "Ann Roe"], Weight::Editorial));
    assert_eq!(names(&reading), ["Ian Holt", "Ann Roe"]);
    assert!(warned(&reading, "contributions"));
    let reading = read(|m| m.stated.contributors = people(&["Ian Holt"], Weight::Embedded));
    assert_eq!(names(&reading), ["Ann Roe"]);
    assert!(warned(&reading, "contributions"));
}

#[test]
fn people_fill_what_the_text_leaves_open() {
    let mut manuscript = Manuscript::of_text("# Tides\n\nThe navy of the island is in the harbour, and it was late.\n");
    manuscript.stated.contributors = people(&["Ann Roe, PhD and Ian Holt, Jr."], Weight::Embedded);
    let reading = commentary::read(manuscript, &Known::default());
    assert_eq!(names(&reading), ["Ann Roe", "Ian Holt, Jr."]);
    assert!(!reading.problems.iter().any(|p| p.field == "byline"), "{:?}", reading.problems);
}

#[test]
fn an_editors_title_is_put_where_the_text_prints_none() {
    let reading = read(|m| m.stated.titles = text("Harbour plans", Weight::Editorial));
    assert_eq!(reading.title_as_published.unwrap().value, "HARBOUR PLANS");
    let mut manuscript = Manuscript::of_text("The navy of the island is in the harbour, and it was late.\n");
    manuscript.stated.titles = text("Late Again", Weight::Editorial);
    let reading = commentary::read(manuscript, &Known::default());
    assert_eq!(reading.title.unwrap().value, "Late Again");
    assert_eq!(reading.body.unwrap().value.paragraphs.len(), 1);
}

#[test]
fn summaries_for_search_engines_are_not_taken_for_abstracts_where_they_are_the_text() {
    let reading = read(|m| m.stated.abstracts = text("The navy of the island is in the harbour, and it was late when it came", Weight::Generic));
    assert_eq!(reading.standfirst, None);
    let reading = read(|m| m.stated.abstracts = text("A town waits for its ships, and asks who keeps them.", Weight::Generic));
    assert_eq!(reading.standfirst.unwrap().certainty, Certainty::Doubtful);
}

#[test]
fn titles_lose_their_site() {
    let sites = ["Tide Institute"];
    assert_eq!(without_site("Tides Turn | Tide Institute", &sites), "Tides Turn");
    assert_eq!(without_site("Tides Turn - Tide Institute", &sites), "Tides Turn");
    assert_eq!(without_site("Tide Institute: Tides", &sites), "Tide Institute: Tides");
    assert_eq!(without_site("Tides - and Winds", &sites), "Tides - and Winds");
    assert_eq!(without_site("Tides | Notes | Somewhere", &[]), "Tides");
    assert_eq!(without_site("Tides – and Winds", &[]), "Tides – and Winds");
}

#[test]
fn numbers_lose_what_announces_them() {
    for (stated, wanted) in [
        ("17", "17"), ("No. 17", "17"), ("#24A", "24A"), ("总第57期", "57"), ("045/2024", "045/2024"),
        ("Opini No. 07/VI/2023", "07/VI/2023"), ("Vol. 12, No. 3", "12(3)"), ("12(3)", "12(3)"), ("XIV", "XIV"),
    ] {
        assert_eq!(plain_number(stated).as_deref(), Some(wanted), "{stated}");
    }
}

#[test]
fn addresses_subjects_and_publishers_are_kept() {
    let reading = read(|m| {
        m.stated.urls = text("https://tide.example/a", Weight::Embedded);
        m.stated.dois = text("https://doi.org/10.5555/ABC", Weight::Editorial);
        m.stated.subjects = [text("Navies", Weight::Editorial), text("navies", Weight::Editorial)].concat();
        m.stated.publishers = text("Tide Institute", Weight::Embedded);
        m.stated.revised = text("2024-04-20", Weight::Editorial);
    });
    assert_eq!(reading.url.unwrap().value, "https://tide.example/a");
    assert_eq!(reading.doi.unwrap().value, "10.5555/abc");
    assert_eq!(reading.subjects.len(), 1);
    assert_eq!(reading.publisher.unwrap().value, "Tide Institute");
    assert_eq!(reading.updated.unwrap().value, "2024-04-20");
}

#[test]
fn titles_behind_a_house_are_told_from_pages_that_are_all_called_the_same() {
    assert_eq!(behind_house("Tide Institute - TIOP, Vale - Articles"), None);
    assert_eq!(behind_house("Tide Institute - Notes and comments"), None);
    assert_eq!(behind_house("Tide Institute | Harbours Turn to the Sea").unwrap(), "Harbours Turn to the Sea");
    assert_eq!(behind_house("Harbours Turn – to the Sea").unwrap(), "Harbours Turn – to the Sea");
    assert_eq!(behind_house("Tide Institute").unwrap(), "Tide Institute");
}

#[test]
fn the_name_of_the_file_can_be_the_title() {
    let lines = |text: &str| vec![Line { number: 1, text: text.to_owned(), ..Line::default() }];
    let titles = |text: &str, file: &str| {
        let lines = named_by_file(lines(text), Some(file));
        let title = lines.iter().find(|line| line.hint == Some(Hint::Title)).map(|line| line.text.clone());
        (lines.iter().filter(|line| !line.text.is_empty()).count(), title)
    };
    let title = Some("The tide that waits".to_owned());
    assert_eq!(titles("Gull Notes 12 | The tide that waits", "The tide that waits.txt"), (2, title.clone()));
    assert_eq!(titles("The tide that waits", "in/The tide that waits.txt"), (1, title));
    assert_eq!(titles("Of the tide that waits", "The tide that waits.txt"), (1, None));
    assert_eq!(titles("Gull Notes 12", "Gull Notes 12.txt"), (1, None));
}
