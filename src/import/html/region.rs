//! Which part of a page is the article.

use super::measure::Measured;
use super::part::Part;
use super::tree::{Page, is_block};
use crate::import::manuscript::Hint;

/// Where the article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The element around title and text.
    pub around: usize,
    /// The element that holds the text.
    pub text: usize,
    /// The element of the title, where the page shows one.
    pub title: Option<usize>,
}

/// A text shorter than this, in letters, is not taken for an article's by the name of its element alone.
const FEW: u32 = 150;

/// How many headings are compared with what the page states.
const MOST_HEADINGS: usize = 40;

/// Finds the article; `titles` are those that the page states.
pub fn find(measured: &Measured<'_>, titles: &[String]) -> Region {
    let text = text_of(measured);
    let title = title_of(measured, text, titles);
    let page = measured.page;
    let holds = |at: usize, inside: usize| page.inside(at).contains(&inside);
    let around = match title {
        Some(title) => std::iter::once(text).chain(page.around(text)).find(|at| holds(*at, title)).unwrap_or(0),
        None => widened(measured, text),
    };
    Region { around, text, title }
}

/// The element that holds the text: called so, or an article, or the main element, or the densest.
fn text_of(measured: &Measured<'_>) -> usize {
    let page = measured.page;
    let all = measured.prose(0);
    let best = |fits: &dyn Fn(usize) -> bool| {
        let elements = (1..page.nodes.len()).filter(|at| page.element(*at).is_some() && !measured.is_left_out(*at));
        elements.filter(|at| fits(*at)).max_by_key(|at| measured.prose(*at))
    };
    let large = |at: &usize| measured.prose(*at) >= FEW && measured.prose(*at) * 4 >= all;
    let named = best(&|at| measured.part(at) == Some(Part::Text)).filter(large);
    let article = || best(&|at| page.name(at) == "article").filter(large);
    let main = || {
        let is_main = |at: usize| {
            page.name(at) == "main" || page.element(at).and_then(|own| own.attribute("role")) == Some("main")
        };
        best(&is_main).filter(large)
    };
    named.or_else(article).or_else(main).unwrap_or_else(|| densest(measured))
}

/// The element whose paragraphs hold most (the way of Readability: a paragraph counts whole for the
/// element around it, and half for the next).
fn densest(measured: &Measured<'_>) -> usize {
    let page = measured.page;
    let mut scores: Vec<u32> = vec![0; page.nodes.len()];
    for at in 1..page.nodes.len() {
        if measured.is_left_out(at) || !is_paragraph(measured, at) {
            continue;
        }
        let own = measured.prose(at);
        let mut around = page.around(at).filter(|at| is_block(page.name(*at)));
        for share in [own, own / 2, own / 4] {
            if let Some(score) = around.next().and_then(|at| scores.get_mut(at)) {
                *score = score.saturating_add(share);
            }
        }
    }
    let best = scores.iter().enumerate().max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at)));
    let best = best.filter(|(_, score)| **score > 0).map(|(at, _)| at);
    let body = || (1..page.nodes.len()).find(|at| page.name(*at) == "body");
    best.or_else(body).unwrap_or(0)
}

/// Whether an element is a paragraph of some length: no other block stands in it.
fn is_paragraph(measured: &Measured<'_>, at: usize) -> bool {
    let page = measured.page;
    let is_one = is_block(page.name(at)) && page.element(at).is_some();
    is_one
        && measured.prose(at) >= 60
        && !measured.is_links(at)
        && !page.inside(at).any(|inside| page.element(inside).is_some_and(|own| is_block(&own.name)))
}

/// Where no title is shown, the article may begin before the element of its text: as far as what stands
/// around it is mostly that text.
fn widened(measured: &Measured<'_>, text: usize) -> usize {
    let own = measured.prose(text);
    let page = measured.page;
    let fits = |at: &usize| {
        measured.prose(*at) <= own + own / 3 && !matches!(page.name(*at), "#root" | "html" | "tr" | "table" | "tbody")
    };
    page.around(text).take_while(fits).last().unwrap_or(text)
}

/// The element of the title: a heading, or what is called one, or what says what the page states.
fn title_of(measured: &Measured<'_>, text: usize, titles: &[String]) -> Option<usize> {
    let page = measured.page;
    let stated: Vec<String> = titles.iter().map(|title| folded(title)).collect();
    if let Some(at) = stated_heading(measured, text, &stated) {
        return Some(at);
    }
    let first = first_prose(measured, text);
    let mut best: Option<(u32, usize)> = None;
    let mut until = 0;
    for at in 1..first.min(page.nodes.len()) {
        if at < until || page.element(at).is_none() || measured.is_left_out(at) {
            continue;
        }
        let letters = measured.letters(at);
        if letters == 0 || letters > 400 {
            continue;
        }
        let shared = shares_container(page, at, text);
        let is_called = measured.part(at) == Some(Part::Piece(Hint::Title));
        let mut score = match page.name(at) {
            "h1" => 3,
            "h2" => 2,
            _ if is_called => 3,
            "h3" => 1,
            "p" | "div" | "td" | "b" | "strong" | "font" | "span" => 0,
            _ => continue,
        };
        if leads_home(page, at) {
            continue;
        }
        let own = folded(&page.text(at));
        let says = |title: &String| {
            *title == own
                || own.chars().count() >= 8 && title.contains(&own)
                || title.len() >= 8 && own.contains(title.as_str())
        };
        if stated.contains(&own) {
            score += 5;
        } else if stated.iter().any(says) && score > 0 {
            score += 3;
        } else if titles.iter().any(|title| has_words(title, &page.text(at))) && score > 0 {
            score += 2;
        }
        if score == 0 || score < 3 && !shared {
            continue;
        }
        // The head of the page may repeat the title.
        score += if shared { 2 } else { 0 };
        // Of equals the last one stands nearest to the text.
        if best.is_none_or(|(most, _)| score >= most) {
            best = Some((score, at));
            until = page.nodes.get(at).map_or(at, |node| node.end);
        }
    }
    best.map(|(_, at)| at)
}

/// The heading of the first rank, or else of the second, that says what the page states, be it in a part that is else
/// left out; of several the one that stands nearest above the text.
fn stated_heading(measured: &Measured<'_>, text: usize, stated: &[String]) -> Option<usize> {
    const FEWEST: usize = 8;
    let page = measured.page;
    let says = |at: &usize| {
        let own = folded(&page.text(*at));
        own.chars().count() >= FEWEST && stated.contains(&own) && !leads_home(page, *at)
    };
    let first = first_prose(measured, text);
    ["h1", "h2"].into_iter().find_map(|rank| {
        let is_one = |at: &usize| page.name(*at) == rank && !measured.is_unseen(*at);
        let before = (1..first).rev().filter(is_one).take(MOST_HEADINGS).find(says);
        before.or_else(|| (first..page.inside(text).end).filter(is_one).take(MOST_HEADINGS).find(says))
    })
}

/// Whether a heading is a link to the first page of a site: it names the site.
fn leads_home(page: &Page, at: usize) -> bool {
    let link = page.inside(at).chain(page.around(at).take(3)).find(|at| page.name(*at) == "a");
    let href = link.and_then(|link| page.element(link)?.attribute("href")).unwrap_or_default();
    // The address in an archive of the web holds the other one.
    let own = href.rfind("://").and_then(|place| href.get(place + 3..));
    let path = match own {
        Some(own) => own.split_once('/').map_or("", |(_, path)| path),
        None => match href.strip_prefix('/') {
            Some(path) => path,
            None => return false,
        },
    };
    path.trim_end_matches('/').is_empty() || path.starts_with("index.") && !path.contains('?')
}

/// Whether a heading stands with the text in more than the page itself.
fn shares_container(page: &Page, heading: usize, text: usize) -> bool {
    let mut shared = page.around(heading).filter(|around| *around == text || page.inside(*around).contains(&text));
    shared.next().is_some_and(|nearest| !matches!(page.name(nearest), "body" | "html" | "#root"))
}

/// The first paragraph of some length in the text.
fn first_prose(measured: &Measured<'_>, text: usize) -> usize {
    let is_long = |at: &usize| measured.prose(*at) >= 120 && is_paragraph(measured, *at);
    let inside = measured.page.inside(text);
    let end = inside.end;
    inside.into_iter().find(is_long).unwrap_or(end)
}

/// Whether most words of a heading stand in a title: a number or a rubric may come between.
fn has_words(title: &str, heading: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let all = text.split(|c: char| !c.is_alphanumeric()).map(folded);
        all.filter(|word| word.chars().count() > 1).take(60).collect()
    };
    let (title, heading) = (words(title), words(heading));
    let shared = heading.iter().filter(|word| title.contains(word)).count();
    heading.len() >= 3 && shared * 5 >= heading.len() * 3
}

/// Letters and figures alone, in small letters.
pub fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
