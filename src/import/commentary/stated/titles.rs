//! Titles that a form states.

use super::folded;
use crate::import::commentary::Reading;
use crate::import::commentary::rubric::{is_body_name, is_rubric};
use crate::import::commentary::words::{is_unspaced, weight};
use crate::import::manuscript::{Hint, Line, Stated, Weight};
use crate::import::report::Problem;

/// How many lines from the start a title is looked for.
const REACH: usize = 24;

/// The lines of a manuscript with the title of its editor marked in them, or put before them where the
/// text does not print it.
pub fn placed(mut lines: Vec<Line>, stated: &Stated, problems: &mut Vec<Problem>) -> Vec<Line> {
    let Some(statement) = stated.titles.first().filter(|own| own.weight == Weight::Editorial) else { return lines };
    let title = folded(&statement.value);
    if title.is_empty() {
        return lines;
    }
    let printed = printed(&lines, &title);
    for line in lines.iter_mut().filter(|line| line.hint == Some(Hint::Title)) {
        line.hint = None;
    }
    if let Some(range) = printed {
        for line in lines.iter_mut().skip(range.start).take(range.len()) {
            line.hint = Some(Hint::Title);
        }
        return lines;
    }
    let first = lines.iter().find(|line| !line.text.is_empty());
    if let Some(other) = first.filter(|line| line.marks.heading) {
        let reason = format!(
            "the {} says “{}”, the text begins with the heading “{}”; the former is kept",
            statement.source, statement.value, other.text
        );
        problems.push(Problem::warning(Some(other.number), "title", reason));
    }
    let number = statement.line.unwrap_or(1);
    let line = Line { number, text: statement.value.clone(), hint: Some(Hint::Title), ..Line::default() };
    lines.splice(0..0, [line, Line { number, ..Line::default() }]);
    lines
}

/// The lines of a manuscript, where the name of its file is a title that one of the first lines is or ends with: that
/// is marked, and what stands before it in its line becomes one of its own.
pub fn named_by_file(mut lines: Vec<Line>, file: Option<&str>) -> Vec<Line> {
    const FEWEST: usize = 8;
    let path = file.unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let title = folded(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let letters = title.chars().count();
    let unspaced = title.contains(is_unspaced);
    let called = letters >= FEWEST && !title.contains(|c: char| c.is_ascii_digit()) && (unspaced || name.contains(' '));
    if !called || lines.iter().any(|line| line.hint == Some(Hint::Title)) {
        return lines;
    }
    let ends = |line: &Line| {
        let from = line.text.char_indices().map(|(at, _)| at).find(|at| {
            line.text.get(*at..).is_some_and(|rest| {
                rest.starts_with(char::is_alphanumeric) && rest.len() <= title.len() * 3 && folded(rest) == title
            })
        })?;
        let before = line.text.get(..from)?.trim_end();
        let parted = before.is_empty() || before.ends_with(['|', '｜', ':', '：', '–', '—', '》', '】', '・']);
        parted.then_some(from)
    };
    let found = lines.iter().take(REACH).enumerate().find_map(|(at, line)| Some((at, ends(line)?)));
    let Some((at, from)) = found else { return lines };
    let Some(line) = lines.get_mut(at) else { return lines };
    let before = line.text.get(..from).unwrap_or_default();
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | ':' | '：' | '–' | '—'));
    let number = line.number;
    let before = Line { number, text: before.to_owned(), ..Line::default() };
    line.text = line.text.get(from..).unwrap_or_default().to_owned();
    line.hint = Some(Hint::Title);
    let blank = || Line { number, ..Line::default() };
    lines.insert(at + 1, blank());
    if !before.text.is_empty() {
        lines.splice(at..at, [before, blank()]);
    }
    lines
}

/// The lines in which a title stands, near the start: one, or a few that follow one another.
fn printed(lines: &[Line], title: &str) -> Option<std::ops::Range<usize>> {
    let full: Vec<usize> =
        (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|l| !l.text.is_empty())).take(REACH).collect();
    for (place, at) in full.iter().enumerate() {
        let mut text = String::new();
        for (end, other) in full.iter().enumerate().skip(place).take(5) {
            text.push_str(&folded(lines.get(*other).map_or("", |line| line.text.as_str())));
            if text == title {
                return Some(*at..full.get(end)? + 1);
            }
            if text.len() > title.len() {
                break;
            }
        }
    }
    // With its subtitle on the same line, or without it.
    let heading = full
        .iter()
        .find(|at| lines.get(**at).is_some_and(|line| line.marks.heading || line.hint == Some(Hint::Title)))?;
    let own = folded(&lines.get(*heading)?.text);
    let same = own.chars().count() >= 8 && (own.starts_with(title) || title.starts_with(&own) || title.ends_with(&own));
    same.then_some(*heading..*heading + 1)
}

/// Tells where a page states another title than it shows.
pub fn compare(reading: &mut Reading, stated: &Stated) {
    let Some(shown) = &reading.title_as_published else { return };
    let Some(statement) = stated.titles.iter().find(|own| own.weight == Weight::Embedded) else { return };
    let (own, other) = (folded(&shown.value), folded(&statement.value));
    if !own.contains(&other) && !other.contains(&own) {
        let reason = format!(
            "the {} says “{}”, the page “{}”; the latter is kept",
            statement.source, statement.value, shown.value
        );
        reading.problems.push(Problem::warning(Some(shown.lines.0), "title", reason));
    }
}

/// A section of a site has no more words in its name.
const SECTION: usize = 3;

/// What stands between the name of a page and that of its site.
pub(super) const SIGNS: &[&str] = &[" | ", "｜", " » ", " « ", " :: ", " – ", " — ", " - ", " · ", " • ", " > ", " / "];

/// The name of a page without that of the house before it; `None` where nothing follows but a rubric or a few words, as
/// on pages that are all called the same: `Tide Institute - Notes and comments`.
pub fn behind_house(title: &str) -> Option<String> {
    let mut parts = vec![title];
    for sign in SIGNS {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    if parts.len() < 2 || !parts.first().is_some_and(|part| is_body_name(part)) {
        return Some(title.to_owned());
    }
    let all_same = parts.last().is_some_and(|part| is_rubric(part));
    let own = parts.iter().filter(|part| !is_body_name(part)).max_by_key(|part| part.chars().count());
    own.filter(|own| !all_same && weight(own) > SECTION).map(|own| own.trim().to_owned())
}

/// A title without the name of its site: `Tides Turn | Tide Institute`.
///
/// Where the site's name is known it alone is taken off; else what stands behind the last bar, or behind
/// a dash between blanks where it is short.
pub fn without_site(title: &str, sites: &[&str]) -> String {
    let mut rest = title.trim();
    let sites: Vec<String> = sites.iter().map(|site| folded(site)).filter(|site| !site.is_empty()).collect();
    for _ in 0..4 {
        let cut = SIGNS.iter().filter_map(|sign| Some((rest.rfind(sign)?, sign.len()))).max();
        let Some((at, length)) = cut else { break };
        let (before, behind) = (rest.get(..at).unwrap_or_default(), rest.get(at + length..).unwrap_or_default());
        let end = folded(behind);
        let named = sites.iter().any(|site| *site == end || site.contains(&end) && end.chars().count() > 3);
        let bar = rest.get(at..at + length).is_some_and(|sign| !matches!(sign.trim(), "–" | "—" | "-" | "/" | "·"));
        if before.trim().is_empty() || !(named || sites.is_empty() && bar) {
            break;
        }
        rest = before.trim_end();
    }
    // The site's name may stand first.
    if let Some((before, behind)) = SIGNS.iter().find_map(|sign| rest.split_once(sign))
        && sites.contains(&folded(before))
    {
        rest = behind.trim_start();
    }
    rest.to_owned()
}
