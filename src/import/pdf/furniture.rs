//! Running heads, running feet and page numbers: taken out of the text, and what they say kept once.

use super::line::Line;
use std::collections::{HashMap, HashSet};

/// The part of a page, from its top and from its foot, in which they stand.
const ZONE: f64 = 0.16;
/// Lines of a page, from its top and from its foot, that may be such.
const LINES: usize = 4;
/// Words beyond which a running foot is a statement.
const STATEMENT: usize = 9;

/// What running heads and feet said.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Short ones that the first page does not show: series, number, rubric.
    pub heads: Vec<String>,
    /// Long ones: a disclaimer, an imprint.
    pub statements: Vec<String>,
}

/// Takes them out of the lines of a document. Where the first page shows one at its top, it stays there.
pub fn take(lines: &mut Vec<Line>, pages: usize) -> Kept {
    let zone = zone(lines);
    let mut pages_of: HashMap<String, HashSet<usize>> = HashMap::new();
    for line in zone.iter().filter_map(|at| lines.get(*at)) {
        pages_of.entry(key(&line.text)).or_default().insert(line.page);
    }
    let opening: Vec<String> = lines.iter().filter(|l| l.page == 0).take(25).map(|l| key(&l.text)).collect();
    // Whether the first page says it too, as its title does.
    let opened = |own: &str| {
        let rest: String = opening.iter().filter(|key| *key != own).map(String::as_str).collect();
        rest.contains(own) || opening.iter().filter(|key| *key == own).count() > 1
    };
    let body = usual_size(lines);
    let alone = alone(lines, body);
    let is_running = |at: usize, line: &Line| {
        let key = key(&line.text);
        let repeated = pages_of.get(&key).is_some_and(|pages| pages.len() > 1);
        let known =
            line.page > 0 && key.chars().count() > 5 && line.size <= body && (opened(&key) || opening.contains(&key));
        is_page_number(&line.text)
            || line.artifact
            || alone.contains(&at)
            || !key.is_empty() && (repeated && pages > 1 || known && numbered(&line.text))
    };
    let mut taken: HashMap<String, Vec<(usize, Line)>> = HashMap::new();
    let mut order = Vec::new();
    let mut out = HashSet::new();
    for at in zone {
        let Some(line) = lines.get(at).filter(|line| is_running(at, line)) else { continue };
        let key = key(&line.text);
        let first = !taken.contains_key(&key);
        if first
            && line.page == 0
            && line.y < line.height * ZONE * 1.3
            && !is_page_number(&line.text)
            && !key.is_empty()
        {
            // It stays, and its likes on other pages go.
            taken.entry(key).or_default();
            continue;
        }
        out.insert(at);
        if first {
            order.push(key.clone());
        }
        taken.entry(key).or_default().push((at, line.clone()));
    }
    let mut kept = Kept::default();
    for key in order {
        let all = taken.get(&key).map(Vec::as_slice).unwrap_or_default();
        let text = constant(all);
        let first_page = all.iter().any(|(_, line)| line.page == 0);
        let shown = opened(&key) || opening.contains(&key) && !first_page;
        let said = key.is_empty() || is_page_number(&text) || shown;
        match text.split_whitespace().count() {
            _ if said => {}
            0 => {}
            count if count >= STATEMENT || text.chars().count() > 90 => kept.statements.push(text),
            _ if (first_page || all.len() == 1) && !text.contains(|c: char| c.is_numeric()) => {}
            _ => kept.heads.push(text),
        }
    }
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !out.contains(&(at - 1))
    });
    kept.heads.truncate(6);
    kept.statements.truncate(6);
    kept
}

/// The lines at the top and the foot of each page.
fn zone(lines: &[Line]) -> Vec<usize> {
    let mut pages: HashMap<usize, Vec<(f64, usize)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        pages.entry(line.page).or_default().push((line.y, at));
    }
    let mut zone = Vec::new();
    for (_, mut own) in pages {
        own.sort_by(|a, b| a.0.total_cmp(&b.0));
        let heights = |at: usize| lines.get(at).map_or(0.0, |line| line.height);
        let top = own.iter().take(LINES).filter(|(y, at)| *y < heights(*at) * ZONE);
        let foot = own.iter().rev().take(LINES).filter(|(y, at)| *y > heights(*at) * (1.0 - ZONE));
        zone.extend(top.chain(foot).map(|(_, at)| *at));
    }
    zone.sort_unstable();
    zone.dedup();
    zone
}

/// What stands at the top of a page other than the first, short and far above the rest of it. A short
/// document has its running head but once.
fn alone(lines: &[Line], body: f64) -> HashSet<usize> {
    let mut pages: HashMap<usize, Vec<(usize, &Line)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.page > 0) {
        pages.entry(line.page).or_default().push((at, line));
    }
    let mut alone = HashSet::new();
    for mut own in pages.into_values() {
        own.sort_by(|(_, a), (_, b)| a.y.total_cmp(&b.y));
        let Some((_, first)) = own.first().copied() else { continue };
        let top = own.iter().take_while(|(_, line)| line.y - first.y < 0.5 * first.size).count();
        let Some((_, below)) = own.get(top) else { continue };
        let head = own.iter().take(top).all(|(_, line)| {
            let short = line.text.split_whitespace().count() <= 14 && !line.text.ends_with(['.', '!', '?', '-']);
            short && line.size <= 1.02 * body && line.y < line.height * ZONE
        });
        let plain = top > 1 || first.size < 0.96 * body || numbered(&first.text);
        if head && plain && below.y - first.y > 1.9 * below.size.max(first.size) {
            alone.extend(own.iter().take(top).map(|(at, _)| *at));
        }
    }
    alone
}

/// The size of most of the text.
pub fn usual_size(lines: &[Line]) -> f64 {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for line in lines {
        *sizes.entry((line.size * 4.0).round().max(0.0) as u64).or_default() += line.text.len();
    }
    let most = sizes.into_iter().max_by_key(|(size, letters)| (*letters, *size));
    most.map_or(10.0, |(size, _)| size as f64 / 4.0)
}

/// Letters alone, so that page numbers do not matter.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(200).collect()
}

fn numbered(text: &str) -> bool {
    let words = || text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '–' | '—'));
    let number = |word: &str| !word.is_empty() && word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
    let filled = || words().filter(|word| !word.is_empty());
    filled().next().is_some_and(number) || filled().next_back().is_some_and(number)
}

/// `7`, `- 7 -`, `iv`, `Page 7 of 9`, `7 / 9`, `第7页`, `7쪽`.
fn is_page_number(text: &str) -> bool {
    let folded = text.to_lowercase();
    let parts = folded.split(|c: char| {
        c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '–' | '—' | '·' | '•' | '－' | '‐')
    });
    let mut numbers = 0;
    let plain = parts.filter(|part| !part.is_empty()).all(|part| {
        let part = part.trim_start_matches('第').trim_end_matches(['页', '頁', '쪽', '面']);
        let digits = part.chars().count() <= 4 && !part.is_empty() && part.chars().all(char::is_numeric);
        let roman = part.len() <= 5 && !part.is_empty() && part.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        numbers += usize::from(digits || roman);
        let word = [
            "page",
            "pages",
            "p",
            "pp",
            "of",
            "seite",
            "von",
            "página",
            "pagina",
            "pág",
            "pag",
            "s",
            "side",
            "sida",
            "str",
            "strona",
            "sayfa",
            "trang",
            "ص",
            "ページ",
            "페이지",
            "de",
            "sur",
            "di",
            "hal",
            "halaman",
            "trang",
            "стр",
            "из",
            "صفحة",
            "من",
            "共",
            "頁",
            "页",
        ];
        digits || roman || word.contains(&part)
    });
    plain && (1..=2).contains(&numbers)
}

/// What is the same each time: without the words with digits that change, or the page number of a single one.
fn constant(all: &[(usize, Line)]) -> String {
    let Some((_, first)) = all.first() else { return String::new() };
    let others: Vec<HashSet<&str>> =
        all.iter().skip(1).take(40).map(|(_, l)| l.text.split_whitespace().collect()).collect();
    let page = (first.page + 1).to_string();
    let words: Vec<&str> = first.text.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let stays = |(at, word): &(usize, &str)| {
        let digits = word.chars().any(char::is_numeric);
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let edge =
            (*at == 0 || *at == last) && word.chars().all(char::is_numeric) && !before.ends_with(['.', '#', 'º', '°']);
        let parted = edge && word.len() <= 3 && matches!(before, "|" | "·" | "•" | "–" | "—");
        !digits
            || !parted
                && match others.is_empty() {
                    true => *word != page && !(edge && word.len() <= 3),
                    false => others.iter().all(|other| other.contains(word)),
                }
    };
    let kept: Vec<&str> = words.iter().copied().enumerate().filter(stays).map(|(_, word)| word).collect();
    kept.join(" ")
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '–' | '—' | '-' | '/'))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(page: usize, y: f64, text: &str) -> Line {
        Line { page, y, text: text.to_owned(), height: 800.0, size: 10.0, ..Line::default() }
    }

    #[test]
    fn heads_go_and_are_kept_once() {
        let mut lines = vec![line(0, 300.0, "Text one"), line(0, 780.0, "1")];
        for page in 1..4 {
            lines.push(line(page, 30.0, &format!("Harbour Letters No. 24 | {}", page + 1)));
            lines.push(line(page, 300.0, &format!("Text {page}")));
        }
        let kept = take(&mut lines, 4);
        assert_eq!(lines.len(), 4);
        assert_eq!(kept.heads, ["Harbour Letters No. 24"]);
    }

    #[test]
    fn the_masthead_of_the_first_page_stays() {
        let mut lines: Vec<Line> = (0..3).map(|page| line(page, 30.0, "Harbour Letters 24/2024")).collect();
        assert_eq!(take(&mut lines, 3), Kept::default());
        assert_eq!(lines.len(), 1);
    }

    #[test]
    fn page_numbers() {
        for text in ["7", "- 7 -", "iv", "Page 7 of 9", "7/9", "第7页"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2024 was late", "12 April 2024", "I", "No. 24"] {
            assert!(!is_page_number(text) || text == "I", "{text}");
        }
    }
}
