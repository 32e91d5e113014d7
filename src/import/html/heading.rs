//! The title of a page over several lines: which of them is the title, which stands above it, which below.

use super::region::folded;
use crate::import::commentary::stated::without_site;
use crate::import::manuscript::{Hint, Line, Stated};

/// A title has no more lines.
const MOST: usize = 8;

/// What the page states of its title, with the name of the site and without it. What is but the name of the site is no
/// title.
pub fn titles(stated: &Stated) -> Vec<String> {
    let sites: Vec<&str> = stated.publishers.iter().map(|own| own.value.as_str()).collect();
    let names: Vec<String> = sites.iter().map(|site| folded(site)).collect();
    let mut all: Vec<String> = Vec::new();
    for own in &stated.titles {
        for title in [own.value.clone(), without_site(&own.value, &sites)] {
            if !names.contains(&folded(&title)) && !all.contains(&title) {
                all.push(title);
            }
        }
    }
    all
}

/// Where the lines of the title together, or some of them, say what the page states, they become one; what stands above
/// them is a rubric, what stands below a subtitle.
pub fn settle(lines: &mut Vec<Line>, titles: &[String]) {
    let is_title = |line: &Line| line.hint == Some(Hint::Title) && !line.text.is_empty();
    let Some(first) = lines.iter().position(is_title) else { return };
    let own = lines.iter().skip(first).take_while(|line| line.text.is_empty() || is_title(line)).count();
    let pieces: Vec<Line> = lines.iter().skip(first).take(own).filter(|line| is_title(line)).cloned().collect();
    if !(2..=MOST).contains(&pieces.len()) {
        return;
    }
    let Some((from, to, title)) = stated_run(&pieces, titles) else { return };
    let mut made = Vec::new();
    let mut put = |line: Line| {
        let number = line.number;
        made.extend([line, Line { number, ..Line::default() }]);
    };
    let hinted = |line: &Line, hint: Hint| Line { hint: Some(hint), ..line.clone() };
    pieces.iter().take(from).for_each(|line| put(hinted(line, Hint::Masthead)));
    let run = pieces.get(from..to).unwrap_or_default();
    if let Some(line) = run.first() {
        put(Line { text: joined(run, title), ..line.clone() });
    }
    pieces.iter().skip(to).for_each(|line| put(hinted(line, Hint::Subtitle)));
    lines.splice(first..first + own, made);
}

/// The longest run of lines that says what the page states.
fn stated_run<'t>(pieces: &[Line], titles: &'t [String]) -> Option<(usize, usize, &'t str)> {
    let known: Vec<(String, &str)> = titles.iter().map(|title| (folded(title), title.as_str())).collect();
    let count = pieces.len();
    let runs = (1..=count).rev().flat_map(|length| (0..=count - length).map(move |from| (from, from + length)));
    let of = |(from, to): (usize, usize)| -> Option<(usize, usize, &'t str)> {
        let own: String = pieces.get(from..to)?.iter().map(|line| folded(&line.text)).collect();
        let (_, title) = known.iter().find(|(title, _)| *title == own && !own.is_empty())?;
        Some((from, to, *title))
    };
    runs.into_iter().find_map(of).or_else(|| nearly_whole(pieces, &known))
}

/// All of the lines, where a stated title says them with few other words.
fn nearly_whole<'t>(pieces: &[Line], known: &[(String, &'t str)]) -> Option<(usize, usize, &'t str)> {
    let own: String = pieces.iter().map(|line| folded(&line.text)).collect();
    let near = |title: &String| title.len() * 4 <= own.len() * 5 && title.contains(&own);
    known.iter().find(|(title, _)| near(title)).map(|(_, title)| (0, pieces.len(), *title))
}

/// Lines of a title on one, with what stands between them where it is stated.
fn joined(run: &[Line], title: &str) -> String {
    let is_whole = folded(title) == run.iter().map(|line| folded(&line.text)).collect::<String>();
    let mut text = String::new();
    let mut stated = title.chars().peekable();
    for line in run {
        let mut between = String::new();
        while let Some(c) = stated.next_if(|c| !c.is_alphanumeric()) {
            between.push(c);
        }
        let plain = is_whole && text.ends_with(char::is_alphanumeric) && line.text.starts_with(char::is_alphanumeric);
        match text.is_empty() {
            true => {}
            false if plain && !between.is_empty() => text.push_str(&between),
            false => text.push(' '),
        }
        text.push_str(&line.text);
        let letters = line.text.chars().filter(|c| c.is_alphanumeric()).count();
        stated.by_ref().filter(|c| c.is_alphanumeric()).take(letters).for_each(drop);
    }
    text
}
