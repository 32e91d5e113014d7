//! What a page or a site prints around a text: page numbers, running heads, buttons, copyright lines.

use super::document::{Line, Role};
use super::lexicon::{Set, Words, index};
use super::statement::without_label;
use super::words::{fold, is_unspaced, narrow, weight};
use super::{address, running, site};
use crate::import::manuscript::Hint;
use std::collections::HashMap;

/// Marks page numbers, repeated running heads and clutter; gives their line numbers.
pub fn mark(lines: &mut [Line]) -> Vec<u32> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let short = |l: &Line| l.role == Role::Unknown && l.text.chars().count() <= 90;
    for line in lines.iter().filter(|l| short(l)) {
        *seen.entry(shape(&line.text)).or_default() += 1;
    }
    let addresses: Vec<bool> = (0..lines.len()).map(|at| address::is_address(lines, at)).collect();
    let numbers: Vec<bool> =
        lines.iter().map(|l| short(l) && is_page_number(l.text.trim_start_matches("• "))).collect();
    let pages: Vec<bool> = numbers.iter().zip(&addresses).map(|(number, address)| *number || *address).collect();
    let beside: Vec<bool> = (0..lines.len()).map(|at| is_beside_number(lines, &numbers, at)).collect();
    let near = |at: usize| {
        let reach = at.saturating_sub(4)..(at + 5).min(pages.len());
        pages.get(reach).is_some_and(|near| near.iter().any(|p| *p))
    };
    let (menus, feet, contacts) = (site::menus(lines), running::numbered(lines), address::one_below_another(lines));
    let tied: Vec<bool> = (0..lines.len()).map(|at| is_tied(lines, at)).collect();
    let tops: Vec<String> = lines.iter().filter(|l| short(l)).take(3).map(|l| fold(&l.text)).collect();
    // The last of the first lines.
    let top = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| !line.text.is_empty())).nth(2);
    let mut met: HashMap<String, ()> = HashMap::new();
    let mut dropped = Vec::new();
    let mut drop_rest = false;
    let count = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        let place = |places: &[bool]| places.get(at).copied().unwrap_or_default();
        let around = [&addresses, &beside, &feet, &contacts, &menus].into_iter().any(|places| place(places));
        if line.role == Role::Unknown && around {
            line.role = Role::Furniture;
            dropped.push(line.number);
            continue;
        }
        // What the form calls the title may begin with a figure, and the text may repeat it.
        if !short(line) || line.hint == Some(Hint::Title) {
            continue;
        }
        let key = shape(&line.text);
        let times = seen.get(&key).copied().unwrap_or_default();
        let again = met.insert(key, ()).is_some();
        let head = near(at)
            && met.len() > 2
            && tops.iter().any(|top| top.contains(&fold(&line.text)) && line.text.chars().count() > 5);
        let head = head || Some(at) > top && running::repeats_top(line, &tops, near(at));
        let repeated = !line.marks.item && again && (times >= 3 || times == 2 && near(at)) || head;
        let page = pages.get(at).copied().unwrap_or_default() || near_page(line, &tops);
        if repeated || page {
            line.role = Role::Furniture;
            dropped.push(line.number);
        } else if drop_rest && index().find(Set::Disclaimer, &fold(&line.text)).is_none()
            || is_clutter(&line.text) && !place(&tied)
        {
            drop_rest |= at * 3 > count * 2 && opens_list(&line.text);
            line.role = Role::Furniture;
            dropped.push(line.number);
        }
    }
    drop_buttons(lines, &mut dropped);
    dropped
}

/// Whether a line is but an address in the last line of a paragraph: it is that of whom the paragraph is about.
fn is_tied(lines: &[Line], at: usize) -> bool {
    let own = lines.get(at).is_some_and(|line| line.text.matches('@').count() == 1 && weight(&line.text) <= 4);
    let before = at.checked_sub(1).and_then(|at| lines.get(at)).map(|line| line.text.as_str());
    own && before.is_some_and(|text| text.ends_with('.') && weight(text) > 2)
}

/// Drops the rest of a paragraph of buttons, the first of which is known as one: `Share`, `X`, `Copy link`.
fn drop_buttons(lines: &mut [Line], dropped: &mut Vec<u32>) {
    let small = |line: &Line| weight(&line.text) <= 3 && !line.text.ends_with(['.', '?', '!', ':', ',']);
    for paragraph in lines.split_mut(|line| line.text.is_empty()) {
        let known = paragraph.first().is_some_and(|line| line.role == Role::Furniture && is_clutter(&line.text));
        if known && paragraph.len() > 2 && paragraph.iter().all(small) {
            for line in paragraph.iter_mut().filter(|line| line.role == Role::Unknown) {
                line.role = Role::Furniture;
                dropped.push(line.number);
            }
        }
    }
}

/// Whether a line stands directly above or below the number of a page, with nothing else, and names what running heads
/// name: a number, a date, or what the text belongs to.
fn is_beside_number(lines: &[Line], numbers: &[bool], at: usize) -> bool {
    const EDGE: usize = 12;
    let Some(line) = lines.get(at).filter(|line| line.role == Role::Unknown && weight(&line.text) <= 14) else {
        return false;
    };
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.text.is_empty());
    let number = |at: Option<usize>| at.is_some_and(|at| numbers.get(at).copied().unwrap_or(false));
    let (before, behind) = (at.checked_sub(1), Some(at + 1));
    let beside = number(before) && blank(behind) && blank(at.checked_sub(2))
        || number(behind) && blank(before) && blank(Some(at + 2));
    let near = (at.saturating_sub(3)..=at + 3).any(|near| near != at && number(Some(near)));
    let alone = blank(before) && blank(behind);
    let names = || {
        super::number::find(&narrow(&line.text)).is_some_and(|found| found.marked)
            || line.text.split_whitespace().any(|word| index().is(Words::Publications, &fold(word)))
    };
    let date = || super::date::parse(&line.text).is_some();
    at > EDGE
        && !line.text.ends_with(['.', '?', '!', ':'])
        && (beside && (names() || date()) || near && alone && date())
}

/// A line by what repeats of it: figures aside.
fn shape(text: &str) -> String {
    narrow(text).chars().filter(|c| !c.is_ascii_digit()).collect::<String>().trim().to_owned()
}

/// A page number beside the running head: `1 Tide Lab`.
fn near_page(line: &Line, tops: &[String]) -> bool {
    let text = narrow(&line.text);
    let rest = text.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '|');
    let edge = text.len() - rest.len();
    (2..=8).contains(&edge)
        && rest.chars().count() > 3
        && text.starts_with(|c: char| c.is_ascii_digit())
        && weight(rest) <= 8
        && tops.iter().any(|top| top.contains(&fold(rest)))
}

/// `7`, `- 7 -`, `Page 7`, `7 of 9`, `Seite 7/9`, `第 7 頁`, `－１－`.
fn is_page_number(text: &str) -> bool {
    let folded = fold(text);
    let mut digits = 0;
    let plain = folded
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '|' | '[' | ']' | '·' | '~' | '−' | '‐' | '―')
        })
        .filter(|part| !part.is_empty())
        .all(|part| {
            let part = part.trim_start_matches(['第', 'p']).trim_end_matches(['頁', '页', '쪽']);
            let number = part.len() <= 3 && !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            digits += usize::from(number);
            number
                || matches!(
                    part,
                    "" | "page"
                        | "age"
                        | "."
                        | "of"
                        | "p"
                        | "seite"
                        | "von"
                        | "pagina"
                        | "di"
                        | "de"
                        | "trang"
                        | "halaman"
                        | "стр."
                        | "страница"
                        | "из"
                        | "صفحة"
                        | "من"
                        | "sur"
                        | "pag."
                        | "van"
                        | "hal."
                )
        });
    plain && (1..=2).contains(&digits)
}

/// A line that belongs to a site or a letter.
pub fn is_clutter(text: &str) -> bool {
    let size = weight(text);
    let credits = [Set::Edited, Set::Translated]
        .iter()
        .any(|set| text.split_whitespace().any(|w| w.contains([':', '：']) && index().label(*set, w).is_some()));
    if credits && !text.contains('©') {
        return false;
    }
    if size == 0 || size > 30 || index().find(Set::Disclaimer, &fold(text)).is_some() {
        return false;
    }
    if site::is_trail(text) || text.starts_with('@') && size == 1 {
        return true;
    }
    // `5 min read`: how long it takes.
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let Some((rest, _)) = index().label(Set::Clutter, text) else {
        return false;
    };
    let label = text.len() - rest.len();
    let used = text.get(..label).unwrap_or_default();
    let parted = used.trim_end().ends_with([':', '：', '|', '>', '›', '»', '©', '(', ']', '】', '/'])
        || rest.is_empty()
        || used.chars().any(is_unspaced);
    let many = used.split_whitespace().count() >= 2;
    // A statement behind its label is no button of that name.
    let states = !rest.is_empty() && without_label(text).len() < text.len();
    let sentence = states || text.ends_with(['.', '。']) && size > 16 && !used.contains('©');
    !sentence && (parted || many || size <= 5) && !index().holds(Words::Is, used)
}

/// Whether a line of a site opens a list of other texts, to the end.
fn opens_list(text: &str) -> bool {
    let folded = fold(text);
    let related = [
        "related",
        "you may also like",
        "more from",
        "most read",
        "articles lies",
        "articles similaires",
        "sur le meme sujet",
        "a lire aussi",
        "lire aussi",
        "mehr zum thema",
        "ahnliche",
        "das konnte",
        "weitere beitrage",
        "verwandte",
        "articulos relacionados",
        "artigos relacionados",
        "articoli correlati",
        "gerelateerde",
        "artikel terkait",
        "baca juga",
        "bai lien quan",
        "bai viet lien quan",
        "関連記事",
        "相关阅读",
        "相關閱讀",
        "往期",
        "相关文章",
        "相關文章",
        "延伸阅读",
        "延伸閱讀",
        "관련 기사",
        "관련 글",
        "مقالات ذات صلة",
        "материалы по теме",
        "читайте также",
        "похожие материалы",
        "comments",
        "recommended",
    ];
    weight(text) <= 8
        && related.iter().any(|r| folded.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(r))
}
