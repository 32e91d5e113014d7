#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{fragment, read};
use crate::import::commentary::{self, Known, Reading};
use crate::import::manuscript::{Hint, Manuscript};

const PAGE: &str = include_str!("../../../tests/fixtures/import/page.html");
const TABLES: &str = include_str!("../../../tests/fixtures/import/tables.htm");

fn understood(html: &str) -> Reading {
    commentary::read(read(html), &Known::default())
}

fn hinted(manuscript: &Manuscript, hint: Hint) -> Vec<&str> {
    manuscript.lines.iter().filter(|line| line.hint == Some(hint)).map(|line| line.text.as_str()).collect()
}

fn body(reading: &Reading) -> String {
    let paragraphs = &reading.body.as_ref().unwrap().value.paragraphs;
    paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_article_is_found_among_what_surrounds_it() {
    let manuscript = read(PAGE);
    assert_eq!(hinted(&manuscript, Hint::Title), ["Who Pays for the Breakwater?"]);
    assert_eq!(hinted(&manuscript, Hint::Byline), ["By Mara van der Doe and Ian Holt"]);
    assert_eq!(hinted(&manuscript, Hint::Date), ["12 April 2024"]);
    let text: String = manuscript.lines.iter().map(|line| format!("{}\n", line.text)).collect();
    for furniture in ["Share on", "cookies", "Related", "Sign up", "Subscribe", "first comment", "Donate", "var x"] {
        assert!(!text.contains(furniture), "{furniture} in {text}");
    }
    let reading = understood(PAGE);
    let body = body(&reading);
    assert!(body.starts_with("The breakwater at Kelm is older"), "{body}");
    assert!(body.ends_with("the sea will not wait for the minutes."), "{body}");
    for other in ["Photo:", "A quay is a promise.", "Harbour Accounts", "senior fellow", "[1]"] {
        assert!(!body.contains(other), "{other} in {body}");
    }
}

#[test]
fn what_the_page_shows_goes_before_what_its_head_states() {
    let reading = understood(PAGE);
    let names: Vec<_> = reading.contributors.iter().flat_map(|c| &c.value).map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Mara van der Doe", "Ian Holt"]);
    assert_eq!(reading.published.as_ref().unwrap().value, "2024-04-12");
    assert_eq!(reading.title.as_ref().unwrap().value, "Who Pays for the Breakwater?");
    assert_eq!(reading.url.as_ref().unwrap().value, "https://www.kelm-institute.example/commentary/breakwater/");
    assert_eq!(reading.publisher.as_ref().unwrap().value, "Kelm Institute");
    assert_eq!(reading.updated.as_ref().unwrap().value, "2024-04-15");
    assert!(reading.disclaimer.is_some());
}

#[test]
fn a_hand_made_page_of_tables_is_read() {
    let reading = understood(TABLES);
    let body = body(&reading);
    assert!(body.starts_with("Everyone in Kelm remembers"), "{body}");
    assert!(!body.contains("Guestbook") && !body.contains("visitor"), "{body}");
}

#[test]
fn breaks_end_lines_and_two_of_them_paragraphs() {
    let lines = fragment("<p>One<br>two<br><br>three</p><pre>four\nfive\n\nsix</pre>", 7);
    let texts: Vec<_> = lines.iter().map(|line| (line.number, line.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            (7, "One"),
            (7, "two"),
            (7, ""),
            (7, "three"),
            (7, ""),
            (7, "four"),
            (8, "five"),
            (8, ""),
            (10, "six"),
            (10, "")
        ]
    );
}

#[test]
fn footnotes_their_numbers_and_captions_are_set_apart() {
    let html = "<p>Ships<sup><a href='#fn1'>1</a></sup> wait.</p><figure><img><figcaption>A ship.</figcaption></figure>\
                <ol><li id='fn1'>A note. <a href='#r1'>↩</a></li></ol>";
    let lines = fragment(html, 1);
    let texts: Vec<_> =
        lines.iter().filter(|l| !l.text.is_empty()).map(|line| (line.text.as_str(), line.hint)).collect();
    assert_eq!(texts, [("Ships wait.", None), ("A ship.", Some(Hint::Aside)), ("A note.", Some(Hint::Aside))]);
}

#[test]
fn hostile_pages_are_bounded() {
    for html in [
        "<div>".repeat(200_000),
        "<b><p>".repeat(100_000),
        "<table><tr><td>".repeat(60_000),
        format!("<p {}>x", "a=1 ".repeat(200_000)),
        format!("<p>{}", "&amp;".repeat(200_000)),
        format!("<p>{}", "x".repeat(2_000_000)),
        "<!--".repeat(200_000),
        "<a href='#'>1</a>".repeat(100_000),
        "<footer><p>the views expressed are those of the author</p></footer>".repeat(20_000),
        format!("<script type='application/ld+json'>{}</script><p>x", "[".repeat(500_000)),
    ] {
        understood(&html);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Pages with pieces cut out, doubled, and replaced by markup or noise.
    #[test]
    fn no_page_breaks_the_reader(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..400, 0_usize..8, ".{0,12}"), 1..12)
    ) {
        let mut html = PAGE.to_owned();
        for (at, length, kind, noise) in edits {
            let mut from = at.index(html.len() + 1);
            while !html.is_char_boundary(from) { from -= 1; }
            let mut to = (from + length).min(html.len());
            while !html.is_char_boundary(to) { to += 1; }
            let cut = html.get(from..to).unwrap().to_owned();
            let put = match kind {
                0 => String::new(),
                1 => format!("{cut}{cut}{cut}"),
                2 => "<div class=\"related\">".to_owned(),
                3 => "</article></main></div>".to_owned(),
                4 => "<table><tr><td>".to_owned(),
                5 => "<!-- <p>".to_owned(),
                6 => "<script>".to_owned(),
                _ => noise,
            };
            html.replace_range(from..to, &put);
        }
        understood(&html);
    }
}
