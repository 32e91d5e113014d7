//! Whole texts.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::import::manuscript::{Hint, Line, Statement, Weight};

fn values(statements: &[Statement<String>]) -> Vec<&str> {
    statements.iter().map(|statement| statement.value.as_str()).collect()
}

fn texts(manuscript: &Manuscript) -> Vec<(u32, &str)> {
    manuscript.lines.iter().filter(|l| !l.text.is_empty()).map(|l| (l.number, l.text.as_str())).collect()
}

fn line<'a>(manuscript: &'a Manuscript, text: &str) -> &'a Line {
    manuscript.lines.iter().find(|line| line.text.starts_with(text)).unwrap()
}

#[test]
fn a_number_that_names_its_series_is_both() {
    let read = super::read("---\ntitle: Tides\nnumber: \"Harbour & Tide Letters, no. IV\"\n---\n\nText.\n");
    assert_eq!(values(&read.stated.series), ["Harbour & Tide Letters"]);
    assert_eq!(values(&read.stated.numbers), ["IV"]);
}

#[test]
fn a_series_comes_before_a_newsletter_wherever_they_stand() {
    let read = read(concat!(
        "+++\n",
        "newsletter = \"ports\"\n",
        "series = [\"Harbour Notes\"]\n",
        "[params]\n",
        "collection = \"tides\"\n",
        "+++\n\n# Tides\n\nText.\n"
    ));
    assert_eq!(values(&read.stated.series), ["Harbour Notes", "ports", "tides"]);
}

#[test]
fn the_key_of_an_author_gives_a_name_that_the_text_may_correct() {
    let read = read("---\nauthors:\n- ann-roe\n- jan-van-doe\n---\n\n# Tides\n\nText.\n");
    let [authors] = read.stated.contributors.as_slice() else { panic!("one statement") };
    assert_eq!(authors.weight, Weight::Embedded);
    assert_eq!(authors.value.iter().map(|own| own.name.as_str()).collect::<Vec<_>>(), ["Ann Roe", "Jan Van Doe"]);
}

#[test]
fn yaml_front_matter() {
    let read = read(concat!(
        "---\n",
        "title: \"Tides: a second look\"\n",
        "publish_date: 2024-04-12T23:00:00+09:00\n",
        "lastmod: 2024-05-01\n",
        "number: 045\n",
        "authors:\n  - name: Ann Roe\n    email: ann@tide.example\n    bio: Ann Roe is a pilot.\n  - Jan van der Doe\n",
        "translator: [B. Poe]\n",
        "tags: [tides, \"ports, and more\"]\n",
        "categories: law, sea\n",
        "canonical_url: https://tide.example/24\n",
        "url: /24\n",
        "description: For machines.\n",
        "draft: true\n",
        "empty: ~\n",
        "---\n\n# Tides\n\nText.\n"
    ));
    let stated = &read.stated;
    assert_eq!(values(&stated.titles), ["Tides: a second look"]);
    assert_eq!(stated.titles[0].line, Some(2));
    assert_eq!(values(&stated.published), ["2024-04-12T23:00:00+09:00"]);
    assert_eq!(values(&stated.revised), ["2024-05-01"]);
    assert_eq!(values(&stated.numbers), ["045"]);
    assert_eq!(values(&stated.urls), ["https://tide.example/24"]);
    assert_eq!(values(&stated.subjects), ["tides", "ports, and more", "law", "sea"]);
    assert_eq!(stated.abstracts[0].weight, Weight::Embedded);
    let people = &stated.contributors[0].value;
    let names: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role.as_deref())).collect();
    assert_eq!(names, [("Ann Roe", None), ("Jan van der Doe", None), ("B. Poe", Some("translator"))]);
    assert_eq!(people[0].email.as_deref(), Some("ann@tide.example"));
    assert_eq!(people[0].biography.as_deref(), Some("Ann Roe is a pilot."));
    assert_eq!((read.problems.len(), read.problems[0].field.as_str(), read.problems[0].line), (1, "status", Some(17)));
    assert_eq!(texts(&read), [(21, "Tides"), (23, "Text.")]);
}

#[test]
fn toml_front_matter() {
    let read = read(
        "+++\ntitle = 'Tides'\ndate = 2024-04-12\nvolume = 12\nissue = 3\nauthor = 'Ann Roe'\n[params]\nx = 1\n+++\nText.\n",
    );
    assert_eq!(values(&read.stated.titles), ["Tides"]);
    assert_eq!(values(&read.stated.published), ["2024-04-12"]);
    assert_eq!(values(&read.stated.numbers), ["12(3)"]);
    assert_eq!(read.stated.numbers[0].line, Some(5));
    assert_eq!(texts(&read), [(10, "Text.")]);
}

#[test]
fn what_is_wrong_is_told_and_the_text_is_read_all_the_same() {
    for (text, line) in [
        ("---\ntitle: [a\nb: c: d\n---\nText.\n", true),
        ("+++\ntitle = \n+++\nText.\n", true),
        ("---\n- a: b\n- c\n---\nText.\n", true),
    ] {
        let read = read(text);
        assert_eq!(read.problems.len(), 1, "{text}");
        assert_eq!(read.problems[0].line.is_some(), line, "{text}");
        assert!(read.problems[0].reason.starts_with("front matter: "), "{:?}", read.problems);
        assert_eq!(texts(&read).last().unwrap().1, "Text.");
    }
    let deep = format!("---\na: {}\n---\nText.\n", "[".repeat(40) + &"]".repeat(40));
    assert!(read(&deep).problems[0].reason.contains("too deep"));
    let bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: Tides\n---\n";
    assert_eq!(values(&read(bomb).stated.titles), ["Tides"]);
    // A rule is none.
    assert_eq!(texts(&read("---\nText\n---\nMore.\n")).len(), 2);
}

#[test]
fn blocks_become_lines() {
    let read = read(concat!(
        "# Tides\n\n*By Ann Roe*\\\nApril 12, 2024\n\nA *wrapped*\nparagraph with a [link](https://a.example)[^1].\n\n",
        "> Pulled out.\n\n- one\n- two\n\n![A boat](b.png)\n*The boat.*\n\n## Below\n\nEnd.<br>Of it.\n\n[^1]: A note.\n"
    ));
    assert_eq!(
        texts(&read),
        [
            (1, "Tides"),
            (3, "By Ann Roe"),
            (4, "April 12, 2024"),
            (6, "A wrapped"),
            (7, "paragraph with a link."),
            (9, "Pulled out."),
            (11, "one"),
            (12, "two"),
            (15, "The boat."),
            (17, "Below"),
            (19, "End."),
            (19, "Of it."),
            (21, "A note."),
        ]
    );
    assert_eq!(line(&read, "Tides").hint, Some(Hint::Title));
    assert!(line(&read, "Below").marks.heading && line(&read, "Below").hint.is_none());
    assert!(line(&read, "By Ann").marks.opens && !line(&read, "April").marks.opens);
    assert!(line(&read, "Pulled").marks.quoted && line(&read, "one").marks.item);
    assert_eq!(line(&read, "The boat").hint, Some(Hint::Aside));
    assert_eq!(line(&read, "A note").hint, Some(Hint::Aside));
    // What stands in one paragraph is parted by no empty line.
    let at = read.lines.iter().position(|line| line.text == "By Ann Roe").unwrap();
    assert_eq!(read.lines[at + 1].text, "April 12, 2024");
}

proptest! {
    #[test]
    fn nothing_panics(text in "(---|\\+\\+\\+)?[-\\n:a#>*\\[\\]\\(\\)!`|^<&é\"'{},~= ]{0,200}") {
        read(&text);
    }
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    for unit in ["> ", "[", "*a ", "- ", "<b>", "![", "`", "| a ", "[^1]: "] {
        read(&unit.repeat(200_000 / unit.len()));
    }
}
