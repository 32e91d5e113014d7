//! What pages state of themselves, beside what they show.
#![allow(clippy::unwrap_used)]

use super::read;
use crate::import::commentary::{self, Known, Reading};
use crate::import::report::Certainty;

const TEXT: &str = "<p>The breakwater at Kelm is older than the town, and nobody in the town hall can say who is to pay for \
                    it when the sea comes over it, as it did in the spring of last year, twice.</p><p>The sea will not wait \
                    for the minutes of the meeting, and neither will the harbour master, who has asked for stone since \
                    the day on which he took his office.</p>";

/// A page with this in its head, and this above its text.
fn page(head: &str, above: &str) -> Reading {
    ended(head, above, "")
}

fn ended(head: &str, above: &str, below: &str) -> Reading {
    let html = format!(
        "<html><head>{head}</head><body><article>{above}<div class='entry-content'>{TEXT}</div>{below}</article></body></html>"
    );
    commentary::read(read(&html), &Known::default())
}

fn title(reading: &Reading) -> &str {
    &reading.title_as_published.as_ref().unwrap().value
}

fn authors(reading: &Reading) -> Vec<&str> {
    reading.contributors.iter().flat_map(|own| &own.value).map(|own| own.name.as_str()).collect()
}

fn certainty(reading: &Reading) -> Certainty {
    reading.contributors.as_ref().unwrap().certainty
}

fn published(reading: &Reading) -> Option<&str> {
    reading.published.as_ref().map(|own| own.value.as_str())
}

#[test]
fn the_heading_that_says_what_the_page_states_is_the_title() {
    let head =
        "<title>Who Pays for the Breakwater? - Tide Post</title><meta property='og:site_name' content='Tide Post'>";
    let own = "<h1>Who Pays for the Breakwater?</h1>";
    for above in [
        format!("<h1><a href='https://tide.example/'>Tide Post</a></h1>{own}"),
        format!("<h3>Harbours</h3>{own}"),
        format!("<span class='title'>Vale</span><div class='banner'>{own}</div>"),
        format!("<h1>Other news of the harbour and its many ships</h1>{own}"),
    ] {
        assert_eq!(title(&page(head, &above)), "Who Pays for the Breakwater?", "{above}");
    }
}

#[test]
fn a_title_that_begins_with_a_figure_is_no_running_head() {
    let reading = page("", "<h2>Old Age</h2><h1>94-year-old pilot retires at Kelm</h1>");
    assert_eq!(title(&reading), "94-year-old pilot retires at Kelm");
}

#[test]
fn lines_of_a_title_are_put_together_as_the_page_states_them() {
    let two = "<h1><span class='kick'>Breakwaters</span><br><span>Who pays for stone</span></h1>";
    let whole = page("<meta property='og:title' content='Breakwaters: Who pays for stone'>", two);
    assert_eq!(title(&whole), "Breakwaters: Who pays for stone");
    let second = page("<meta property='og:title' content='Who pays for stone'>", two);
    assert_eq!(title(&second), "Who pays for stone");
    let first = page(
        "<meta property='og:title' content='Breakwaters of Kelm'>",
        &two.replace("Breakwaters", "Breakwaters of Kelm"),
    );
    assert_eq!(title(&first), "Breakwaters of Kelm");
    assert_eq!(first.subtitle.unwrap().value, "Who pays for stone");
}

#[test]
fn a_page_that_shows_no_title_has_the_one_it_states() {
    let reading = page("<title>Who Pays for the Breakwater?</title>", "");
    assert_eq!(title(&reading), "Who Pays for the Breakwater?");
}

#[test]
fn the_site_and_its_staff_are_no_authors() {
    let site = "<meta property='og:site_name' content='Tide Post'><link rel='canonical' href='https://www.tide-post.example/a'>";
    for name in [
        "Tide Post",
        "Tide Post Staff",
        "The Tide Post",
        "Redaktion",
        "Gull Redaktion",
        "tide-post.example",
        "Super User",
    ] {
        let head = format!("{site}<meta name='author' content='{name}'>");
        assert_eq!(authors(&page(&head, "<h1>Who Pays for the Breakwater?</h1>")), Vec::<&str>::new(), "{name}");
        let above = format!("<h1>Who Pays for the Breakwater?</h1><p class='byline'>{name}</p>");
        assert_eq!(authors(&page(site, &above)), Vec::<&str>::new(), "{name}");
    }
    let head = format!("{site}<meta name='parsely-author' content='Tide Post - Ann Roe'>");
    assert_eq!(authors(&page(&head, "<h1>Who Pays?</h1>")), ["Ann Roe"]);
    // Who writes on a site of their own name is no site.
    let head =
        "<link rel='canonical' href='https://annroe.example/a'><meta property='article:author' content='Ann Roe'>";
    assert_eq!(authors(&page(head, "<h1>Who Pays?</h1>")), ["Ann Roe"]);
}

#[test]
fn names_of_one_word_and_of_bodies_are_in_doubt() {
    for (name, sure) in [("Ann Roe", true), ("Ann", false), ("Tide Institute", false)] {
        let head = format!("<meta name='parsely-author' content='{name}'>");
        let reading = page(&head, "<h1>Who Pays for the Breakwater?</h1>");
        assert_eq!(authors(&reading), [name]);
        assert_eq!(certainty(&reading) > Certainty::Doubtful, sure, "{name}");
    }
    let reading = page("<meta name='author' content='Ann Roe'>", "<h1>Who Pays for the Breakwater?</h1>");
    assert_eq!((authors(&reading), certainty(&reading)), (vec!["Ann Roe"], Certainty::Doubtful));
}

#[test]
fn whom_the_page_states_is_found_among_other_names() {
    let head = "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":{\"name\":\"Ann Roe\"}}</script>";
    let above = "<h1>Who Pays for the Breakwater?</h1><p class='author'>Sign Out</p><p class='author'>Ann Roe</p>";
    assert_eq!(authors(&page(head, above)), ["Ann Roe"]);
    let above = "<h1>Who Pays for the Breakwater?</h1><p>Jan Doe</p>";
    let reading = page(head, above);
    assert_eq!(authors(&reading), ["Ann Roe"]);
    // Neither knows the other's.
    let reading = page(head, "<h1>Who Pays for the Breakwater?</h1><p class='author'>By Jan Doe</p>");
    assert_eq!((authors(&reading), certainty(&reading)), (vec!["Jan Doe"], Certainty::Doubtful));
}

#[test]
fn a_bare_name_counts_between_title_and_text_alone() {
    let title = "<h1>Who Pays for the Breakwater?</h1>";
    assert_eq!(authors(&page("", &format!("{title}<p>Ann Roe</p>"))), ["Ann Roe"]);
    for (above, below) in [
        (format!("{title}<ul><li>Harbour Lights</li></ul>"), ""),
        (format!("{title}<div class='category'>Harbour Lights</div>"), ""),
        (title.to_owned(), "<p>Harbour Lights</p><p>Ships wait at the quay.</p>"),
    ] {
        assert_eq!(authors(&ended("", &above, below)), Vec::<&str>::new(), "{above} {below}");
    }
}

#[test]
fn people_told_of_in_the_last_paragraphs_are_no_authors() {
    let title = "<h1>Who Pays for the Breakwater?</h1>";
    let said = "<p>The quay is closed, says Ann Roe, director of the Tide Institute. Jan Doe, professor at Gull College, \
                disagrees.</p>";
    let more = "<p>The town will decide in autumn, or in the winter after it, when the stone is there.</p>";
    assert_eq!(authors(&ended("", title, &format!("{said}{}", more.repeat(2)))), Vec::<&str>::new());
    let last = "<p>Ann Roe is director of the Tide Institute.</p>";
    assert_eq!(authors(&ended("", title, last)), ["Ann Roe"]);
}

#[test]
fn pieces_of_a_byline_are_words_of_their_own() {
    let above =
        "<h1>Who Pays for the Breakwater?</h1><div class='byline'><span>By</span><span><a>Ann Roe</a></span></div>";
    assert_eq!(authors(&page("", above)), ["Ann Roe"]);
    let above = "<h1>Who Pays for the Breakwater?</h1><div class='author'>Ann Roe</div><div class='author'>@annroe</div>\
                 <div class='author'>Jan Doe</div>";
    assert_eq!(authors(&page("", above)), ["Ann Roe", "Jan Doe"]);
}

#[test]
fn who_and_when_in_one_line_are_parted() {
    let of = |class: &str, line: &str| {
        page("", &format!("<h1>Who Pays for the Breakwater?</h1><p class='{class}'>{line}</p>"))
    };
    for (class, line) in [
        ("author", "Ann Roe, 12 April 2024"),
        ("author", "12. April 2024 Ann Roe"),
        ("date", "Ann Roe am 12. April 2024"),
        ("date", "12 April 2024 by Ann Roe"),
    ] {
        let reading = of(class, line);
        assert_eq!((authors(&reading), published(&reading)), (vec!["Ann Roe"], Some("2024-04-12")), "{line}");
    }
    let reading = of("date", "Published 12 April 2024 Harbour Lights");
    assert_eq!((authors(&reading), published(&reading)), (vec![], Some("2024-04-12")));
}

#[test]
fn microdata_and_links_name_authors() {
    let title = "<h1>Who Pays for the Breakwater?</h1>";
    let meta = "<meta itemprop='author' content='Ann Roe'>";
    assert_eq!(authors(&page(meta, title)), ["Ann Roe"]);
    let scope = "<footer><span itemprop='author'><meta itemprop='name' content='Ann Roe'></span></footer>";
    assert_eq!(authors(&ended("", title, scope)), ["Ann Roe"]);
    let link = "<footer><a rel='author' href='/ann'>Ann Roe</a></footer>";
    assert_eq!(authors(&ended("", title, link)), ["Ann Roe"]);
    // Those of a list of texts.
    let links = "<footer><a rel='author'>Ann Roe</a> <a rel='author'>Jan Doe</a></footer>";
    assert_eq!(authors(&ended("", title, links)), Vec::<&str>::new());
    let comment = "<div itemprop='comment'><span itemprop='author'>Jan Doe</span></div>";
    assert_eq!(authors(&ended("", title, comment)), Vec::<&str>::new());
}

#[test]
fn dates_of_microdata_times_and_addresses() {
    let title = "<h1>Who Pays for the Breakwater?</h1>";
    let both =
        "<meta itemprop='dateModified' content='2024-05-01'><meta itemprop='datePublished' content='2024-04-12T08:00'>";
    assert_eq!(published(&page(both, title)), Some("2024-04-12"));
    let time = format!("{title}<time datetime='2024-04-12T08:00:00Z'>3 days ago</time>");
    assert_eq!(published(&page("", &time)), Some("2024-04-12"));
    let time = format!("{title}<time class='updated' datetime='2024-05-01'>3 days ago</time>");
    assert_eq!(published(&page("", &time)), None);
    for (path, date) in [
        ("2024/04/12/breakwater", Some("2024-04-12")),
        ("notes/2024-04-12-breakwater.html", Some("2024-04-12")),
        ("2024/04/breakwater", Some("2024-04")),
        ("notes/2024/breakwater-12", None),
        ("2024/99/breakwater", None),
    ] {
        let head = format!("<link rel='canonical' href='https://tide.example/{path}'>");
        let reading = page(&head, title);
        assert_eq!(published(&reading), date, "{path}");
        assert!(reading.published.is_none_or(|own| own.certainty == Certainty::Doubtful));
    }
}

#[test]
fn a_date_told_in_passing_goes_behind_the_one_of_the_page() {
    let head = "<meta property='article:published_time' content='2024-04-12T08:00:00Z'>";
    let title = "<h1>Who Pays for the Breakwater?</h1>";
    let reading = ended(head, title, "<p>3 November 2019</p>");
    assert_eq!(published(&reading), Some("2024-04-12"));
    let reading = page(head, &format!("{title}<p>3 November 2019</p>"));
    assert_eq!(published(&reading), Some("2019-11-03"));
}

#[test]
fn json_with_breaks_of_lines_lists_and_references_is_read() {
    let title = "<h1>Who Pays for the Breakwater?</h1>";
    let head = "<script type='application/ld+json'>{\"@type\":\"Article\",\"description\":\"one\ntwo\",\
                \"author\":{\"@list\":[{\"name\":\"Ann Ro&euml;\"},{\"name\":\"Jan Doe\"}]}}</script>";
    assert_eq!(authors(&page(head, title)), ["Ann Roë", "Jan Doe"]);
    let head = "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2024-04-12\",\
                \"author\":{\"@id\":\"#a\"}},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ann Roe\"}]}</script>";
    let reading = page(head, title);
    assert_eq!((authors(&reading), published(&reading)), (vec!["Ann Roe"], Some("2024-04-12")));
}
