//! What a site prints above a text and around it: its menu, the place of the page in it, and how to reach the house.

use super::contact;
use super::document::{Line, Role};
use super::lexicon::{Set, index};
use super::words::{fold, is_unspaced, narrow, weight};

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

/// Whether a text is what sites call their first page.
pub fn is_home(text: &str) -> bool {
    let folded = fold(text.trim());
    HOMES.iter().any(|home| fold(home) == folded)
}

/// Whether a line at the top is the menu of a site: four short entries or more, of which one is the first page or a
/// rubric, and no figure.
pub fn is_menu(text: &str) -> bool {
    const FEWEST: usize = 4;
    let plain = !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '?' | '@'));
    let barred: Vec<&str> = text.split(" | ").map(str::trim).collect();
    let entries = match barred.len() >= FEWEST {
        true => barred,
        false => text.split_whitespace().collect(),
    };
    let short = |entry: &&str| !entry.is_empty() && weight(entry) <= 4;
    let barred = text.contains(" | ") || entries.iter().all(|entry| entry.contains(is_unspaced));
    let known = |entry: &&str| is_home(entry) || index().is_phrase(Set::Rubrics, &fold(entry));
    plain && barred && entries.len() >= FEWEST && entries.iter().all(short) && entries.iter().any(known)
}

/// `Home / Opinions`: where in a site a text stands, from its first page on; what the last part is called.
pub fn place(text: &str) -> Option<&str> {
    let sign = [" / ", " > ", " › ", " » ", " → "].into_iter().find(|sign| text.contains(sign))?;
    let (first, _) = text.split_once(sign)?;
    let first = first.rsplit([':', '：']).next().unwrap_or_default();
    let last = text.rsplit(sign).next()?.trim();
    (is_home(first) && weight(last) <= 30).then_some(last)
}

/// The lines that are but one way each to reach a house, where two or more of them follow one another: a site, an
/// electronic address, a telephone.
pub fn contacts(lines: &[Line]) -> Vec<bool> {
    let ways: Vec<bool> = lines.iter().map(|line| line.role == Role::Unknown && is_way(&line.text)).collect();
    let way = |at: Option<usize>| at.and_then(|at| ways.get(at)).copied().unwrap_or(false);
    (0..lines.len()).map(|at| way(Some(at)) && (way(at.checked_sub(1)) || way(Some(at + 1)))).collect()
}

/// Whether a text tells how to reach a house: an address of the web or of the post, or a telephone that begins with a
/// nought.
pub fn tells_how_to_reach(text: &str) -> bool {
    let figures = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '－');
    let phone = |part: &str| {
        part.starts_with(['0', '('])
            && part.matches(['-', ')']).count() > 1
            && part.chars().filter(char::is_ascii_digit).count() > 8
    };
    contact::is_present(text)
        || ["www.", "://"].iter().any(|sign| text.contains(sign))
        || narrow(text).split(|c| !figures(c)).any(phone)
}

fn is_way(text: &str) -> bool {
    let text = text.trim();
    let word = !text.contains(' ');
    let site = word && (text.starts_with("www.") || text.starts_with("http"));
    let mail = word && text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let figures = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '–' | '(' | ')' | '.' | '/');
    let phone = text.starts_with(['+', '(']) && (7..=16).contains(&digits) && text.chars().all(figures);
    site || mail || phone
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
        assert_eq!(place("Home / Opinions"), Some("Opinions"));
        assert_eq!(place("您的位置：首页 > 评论"), Some("评论"));
        assert_eq!(place("Ann Roe / Bo Doe"), None);
    }
}
