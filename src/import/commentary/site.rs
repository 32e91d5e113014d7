//! What a site prints above a text and around it: its menu, and the place of the page in it.

use super::document::{Line, Role};
use super::lexicon::{Set, index};
use super::words::{fold, is_unspaced, weight};

/// What sites call their first page.
const HOMES: &[&str] = &[
    "home",
    "homepage",
    "accueil",
    "startseite",
    "inicio",
    "главная",
    "ホーム",
    "トップ",
    "首页",
    "首頁",
    "홈",
    "الرئيسية",
    "trang chu",
    "beranda",
];

/// How many lines at the top, of those with text, may be the menu of a site.
const TOP: usize = 8;

/// The lines of the menus with which a page begins.
pub fn menus(lines: &[Line]) -> Vec<bool> {
    let column = column(lines);
    let mut full = 0;
    let one = |(at, line): (usize, &Line)| {
        full += usize::from(!line.text.is_empty());
        column.contains(&at) || full <= TOP && is_menu(&line.text)
    };
    lines.iter().enumerate().map(one).collect()
}

/// The lines of the menu at the top of a page that has an entry in each: one behind the other, of a word each, or of
/// two. The name of the house may stand above it.
fn column(lines: &[Line]) -> std::ops::Range<usize> {
    const FEWEST: usize = 4;
    let entry = |line: &&Line| {
        let spaced = !line.text.contains(|c: char| is_unspaced(c) || c.is_ascii_digit());
        line.role == Role::Unknown && spaced && weight(&line.text) <= 2 && !line.text.ends_with(['.', ',', ':'])
    };
    let first = lines.iter().position(|line| !line.text.is_empty()).unwrap_or(0);
    let name = lines.get(first).is_some_and(|line| !entry(&line) && (3..=6).contains(&weight(&line.text)));
    let from = first + usize::from(name);
    let run = || lines.iter().skip(from).take_while(entry);
    let (count, single) = (run().count(), run().filter(|line| weight(&line.text) == 1).count());
    let closed = lines.get(from + count).is_some_and(|line| line.text.is_empty() || is_trail(&line.text));
    if count >= FEWEST && single * 2 > count && closed { first..from + count } else { 0..0 }
}

/// Whether a line is the menu of a site: four short entries or more, of which one is the first page or a rubric, and no
/// figure.
fn is_menu(text: &str) -> bool {
    const FEWEST: usize = 4;
    let plain = !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '?' | '@'));
    let barred: Vec<&str> = text.split(" | ").map(str::trim).collect();
    let entries = match barred.len() >= FEWEST {
        true => barred,
        false if barred.len() > 1 => return false,
        false => text.split_whitespace().collect(),
    };
    let short = |entry: &&str| !entry.is_empty() && weight(entry) <= 4;
    let parted = text.contains(" | ") || entries.iter().all(|entry| entry.contains(is_unspaced));
    let known = |entry: &&str| is_home(entry) || index().is_phrase(Set::Rubrics, &fold(entry));
    plain && parted && entries.len() >= FEWEST && entries.iter().all(short) && entries.iter().any(known)
}

/// Whether a text is what sites call their first page.
fn is_home(text: &str) -> bool {
    let folded = fold(text.trim());
    HOMES.iter().any(|home| fold(home) == folded)
}

/// `Home / Opinions`, `Articles / Defence / The tide turns`: where in a site a text stands, from its first page or from
/// a rubric on.
pub fn is_trail(text: &str) -> bool {
    [" / ", " > ", " › ", " » ", " → "].iter().any(|sign| {
        let parts: Vec<&str> = text.split(sign).collect();
        let [first, .., last] = parts.as_slice() else { return false };
        let home = is_home(first.rsplit([':', '：']).next().unwrap_or_default()) && weight(last) <= 30;
        home || parts.len() > 2 && index().is_phrase(Set::Rubrics, &fold(first.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_and_places() {
        assert!(is_menu("Home | Research | Events | About us"));
        assert!(is_menu("首页 研究 评论 出版物 活动 关于我们"));
        assert!(!is_menu("Ann Roe | Bo Doe | Cy Poe | Di Moe"));
        assert!(!is_menu("Opinion | Harbour Notes No. 4 | May | Gull"));
        assert!(is_trail("Home / Opinions"));
        assert!(is_trail("您的位置：首页 > 评论"));
        assert!(!is_trail("Ann Roe / Bo Doe"));
    }
}
