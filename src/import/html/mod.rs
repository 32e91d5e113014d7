//! Saved pages: the article among what surrounds it, and the metadata that the page carries.

mod charset;
mod heading;
mod json_ld;
mod lines;
mod measure;
mod metadata;
mod microdata;
mod part;
mod parted;
mod region;
mod tree;

use super::commentary::lexicon::{Words, index};
use super::commentary::number::is_marker;
use super::commentary::stated::{behind_house, without_site};
use super::manuscript::{Hint, Line, Manuscript, Stated};
use super::report::Problem;
use measure::Measured;
use tree::Page;

pub use charset::declared;

/// Reads a page.
pub fn read(html: &str) -> Manuscript {
    let page = Page::parse(html);
    let mut stated = metadata::read(&page);
    let measured = Measured::of(&page);
    let titles = heading::titles(&stated);
    let region = region::find(&measured, &titles);
    microdata::read(&measured, region, &mut stated);
    let mut lines = lines::of(&measured, region);
    heading::settle(&mut lines, &titles);
    if lines.iter().all(|line| line.hint != Some(Hint::Title))
        && let Some((number, text)) = called(&stated)
    {
        let line = Line { number, text, hint: Some(Hint::Title), ..Line::default() };
        lines.splice(0..0, [line, Line { number, ..Line::default() }]);
    }
    let mut problems = Vec::new();
    if page.is_cut {
        let reason = "the page has more than 400,000 elements; what follows them is not read";
        problems.push(Problem::error(None, "document", reason));
    }
    Manuscript { lines, stated, problems }
}

/// The text of a piece of HTML on one line.
pub fn plain(html: &str) -> String {
    Page::parse(html).text(0)
}

/// What a page that shows no title is called, with the line that says so.
fn called(stated: &Stated) -> Option<(u32, String)> {
    let sites: Vec<&str> = stated.publishers.iter().map(|own| own.value.as_str()).collect();
    let titles = stated.titles.iter().filter(|own| is_telling(&own.value));
    titles.filter_map(|own| Some((own.line.unwrap_or(1), behind_house(&without_site(&own.value, &sites))?))).next()
}

/// Whether the name of a page tells more than that it is one, or which issue: `Viewpoint 204`.
fn is_telling(title: &str) -> bool {
    let of_issue = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars().all(|c| c.is_ascii_digit())
            || is_marker(word)
            || index().is(Words::Publications, &bare.to_lowercase())
    };
    // `Print: tides_0223` is the name of a file.
    let is_file = title.contains('_') && title.chars().any(|c| c.is_ascii_digit());
    !is_file && !UNNAMED.contains(&title.to_lowercase().as_str()) && !title.split_whitespace().all(of_issue)
}

/// Names that say nothing of a page.
const UNNAMED: &[&str] = &[
    "untitled",
    "home",
    "index",
    "new page",
    "document",
    "untitled document",
    "untitled page",
    "ohne titel",
    "unbenanntes dokument",
    "sans titre",
    "document sans titre",
    "sin título",
    "documento sin título",
    "senza titolo",
    "documento senza titolo",
    "sem título",
    "documento sem título",
    "bez tytułu",
    "无标题文档",
    "無標題文件",
    "無題ドキュメント",
    "제목 없음",
];

/// Reads a piece of a page that is the article alone, as exports hold it; it begins on this line of its
/// document.
pub fn fragment(html: &str, first_line: u32) -> Vec<Line> {
    let page = Page::parse(html);
    let measured = Measured::of(&page);
    let mut lines = lines::of(&measured, region::Region { around: 0, text: 0, title: None });
    for line in &mut lines {
        line.number = line.number.saturating_add(first_line.saturating_sub(1));
    }
    lines
}

#[cfg(test)]
mod stated_tests;
#[cfg(test)]
mod tests;
