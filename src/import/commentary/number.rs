//! Numbers of a series as printed: `#24`, `No. 045/2024`, `Vol. 12, No. 3`, `第24号`, `CO 24-12`.

use super::lexicon::{Set, index};
use super::words::{fold, is_unspaced};

/// A number inside a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it begins with its marker, in bytes of the narrowed text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// `24`, `045/2024`, `12(3)`.
    pub value: String,
    /// Whether a marker says that it is one.
    pub marked: bool,
}

/// The number of a narrowed line: the first that a marker names, or a code of letters and figures that
/// stands between separators.
pub fn find(text: &str) -> Option<Found> {
    marked(text).or_else(|| code(text))
}

fn marked(text: &str) -> Option<Found> {
    let mut starts = vec![0];
    starts.extend(text.char_indices().zip(text.chars().skip(1)).filter_map(|((at, c), next)| {
        let behind = at + c.len_utf8();
        let begins = !c.is_alphanumeric() || is_unspaced(next) || is_unspaced(c) || c.is_ascii_digit();
        begins.then_some(behind)
    }));
    let issues: Vec<Found> = starts.iter().filter_map(|at| issue(text, *at)).collect();
    // `2021 No. 77`: where a year stands among them, the other is the number.
    let numbered = issues.iter().find(|found| super::date::year(&found.value).is_none());
    let Some(first) = numbered.or(issues.first()).cloned() else {
        return starts.iter().find_map(|at| volume(text, *at));
    };
    let volume = starts.iter().filter(|at| **at < first.start).find_map(|at| volume(text, *at));
    match volume {
        Some(volume) if volume.end <= first.start => {
            let value = format!("{}({})", volume.value, first.value);
            Some(Found { start: volume.start, end: first.end, value, marked: true })
        }
        _ => Some(first),
    }
}

/// A marker and a figure, or a figure and a counter, at this place.
fn issue(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    for label in index().labels(Set::Number) {
        let Some(behind) = super::words::strip_folded(rest, label) else {
            continue;
        };
        let needs_counter = matches!(label, "第" | "제" | "总" | "總" | "总第" | "總第" | "통권 제" | "통권" | "通巻");
        let spaced = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '#' | '°' | 'º'));
        let word = label.ends_with(char::is_alphabetic) && !label.ends_with(is_unspaced);
        if word && spaced.len() == behind.len() {
            continue;
        }
        let bare_word = word && !behind.starts_with(['.', ':', '°', 'º', '#']);
        let Some((value, length)) = figure(spaced) else {
            continue;
        };
        let end = text.len() - spaced.len() + length;
        let counted = counter(text.get(end..)?);
        if needs_counter && counted.is_none() || bare_word && value.len() > 8 {
            continue;
        }
        return Some(Found { start: at, end: end + counted.unwrap_or(0), value, marked: true });
    }
    if !rest.starts_with(|c: char| c.is_ascii_digit())
        || text.get(..at)?.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'))
    {
        return None;
    }
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let counted = counter(rest.get(digits..)?)?;
    let behind = rest.get(digits + counted..)?;
    let whole = behind.is_empty() || !behind.starts_with(char::is_alphanumeric);
    (whole && digits <= 5).then(|| Found {
        start: at,
        end: at + digits + counted,
        value: rest.get(..digits).unwrap_or_default().to_owned(),
        marked: true,
    })
}

/// The length of a counter with which a text begins.
fn counter(text: &str) -> Option<usize> {
    let trimmed = text.trim_start();
    let blanks = text.len() - trimmed.len();
    index().labels(Set::Counter).find_map(|label| {
        let rest = super::words::strip_folded(trimmed, label)?;
        Some(blanks + trimmed.len() - rest.len())
    })
}

fn volume(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    for (label, counter) in [("第", "卷"), ("第", "巻"), ("제", "권")] {
        if let Some(behind) = rest.strip_prefix(label) {
            let behind = behind.trim_start();
            let (value, length) = figure(behind)?;
            let tail = behind.get(length..)?.trim_start();
            return tail.strip_prefix(counter).map(|after| Found {
                start: at,
                end: text.len() - after.len(),
                value,
                marked: true,
            });
        }
    }
    index().labels(Set::Volume).find_map(|label| {
        let behind = super::words::strip_folded(rest, label)?;
        let spaced = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
        let (value, length) = figure(spaced).filter(|_| spaced.len() < behind.len() || label.ends_with('.'))?;
        Some(Found { start: at, end: text.len() - spaced.len() + length, value, marked: true })
    })
}

/// `24`, `24A`, `045/2024`, `12(3)`, `XII`, `07/VI/2023`, `24-12`, and how long it is.
fn figure(text: &str) -> Option<(String, usize)> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '(' | ')' | '.');
    let length = text.chars().take_while(|c| inside(*c)).count();
    let mut printed = text.get(..length)?.trim_end_matches(['.', '-', '/', '(']);
    if printed.matches('(').count() != printed.matches(')').count() {
        printed = printed.split(['(', ')']).next().unwrap_or_default();
    }
    let spaced = text.get(printed.len()..).unwrap_or_default();
    let year = spaced
        .strip_prefix(" / ")
        .or_else(|| spaced.strip_prefix("/ "))
        .and_then(|rest| rest.get(..4))
        .filter(|y| super::date::year(y).is_some());
    if let (Some(year), true) = (year, printed.chars().all(|c| c.is_ascii_digit())) {
        let length = printed.len() + spaced.find(year)? + 4;
        return Some((format!("{printed}/{year}"), length));
    }
    let roman = !printed.is_empty() && printed.len() <= 7 && printed.chars().all(|c| "IVXLC".contains(c));
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    let letters = printed.chars().filter(char::is_ascii_alphabetic).count();
    let starts = printed.starts_with(|c: char| c.is_ascii_digit())
        || printed.starts_with(|c: char| c.is_ascii_uppercase()) && digits > 0;
    let fits = starts && (1..=8).contains(&digits) && letters <= 5 && printed.len() <= 14;
    (roman || fits).then(|| (printed.to_owned(), printed.len()))
}

/// `CO 24-12`, `PB-07/2024`, `2024/12`: a code alone between separators.
fn code(text: &str) -> Option<Found> {
    let mut start = 0;
    for segment in text.split_inclusive(['|', '•', '·', '–', '—', '(', ')', '[', ']']) {
        let bare = segment.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '|' | '•' | '·' | '–' | '—' | '(' | ')' | '[' | ']')
        });
        if is_code(bare) {
            let from = start + segment.find(bare).unwrap_or(0);
            return Some(Found { start: from, end: from + bare.len(), value: bare.to_owned(), marked: false });
        }
        start += segment.len();
    }
    None
}

fn is_code(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let rest = text.get(letters..).unwrap_or_default();
    let figures = rest.trim_start_matches([' ', '-', '_']);
    let parts: Vec<&str> = figures.split(['-', '/', '.']).collect();
    let digits = |p: &&str| (1..=4).contains(&p.len()) && p.chars().all(|c| c.is_ascii_digit());
    (1..=6).contains(&letters) && text.len() <= 16 && (1..=3).contains(&parts.len()) && parts.iter().all(digits)
}

/// Whether a folded word is a marker of numbers.
pub fn is_marker(word: &str) -> bool {
    index().labels(Set::Number).any(|label| label == fold(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::commentary::words::narrow;

    #[test]
    fn the_usual_forms() {
        for (text, expected) in [
            ("PacNet #24", "24"),
            ("RSIS Commentary No. 045/2024", "045/2024"),
            ("Vol. 12, No. 3", "12(3)"),
            ("コメンタリー　第３２７号", "327"),
            ("総第57期", "57"),
            ("展遠論壇　第２４號", "24"),
            ("통권 312호", "312"),
            ("정책메모 제7호", "7"),
            ("Online Analysis | CO 24-12", "CO 24-12"),
            ("Số 24 - Ngày 12", "24"),
            ("العدد ٢٤", "24"),
            ("Kommentar Nr. 12/2024", "12/2024"),
            ("Opini No. 07/VI/2023", "07/VI/2023"),
            ("Note n° 18", "18"),
            ("Год 5, № 7", "7"),
            ("第12卷第3期", "12(3)"),
            ("Vol. XII, No. IV", "XII(IV)"),
        ] {
            assert_eq!(find(&narrow(text)).map(|n| n.value).as_deref(), Some(expected), "{text}");
        }
        for text in ["There is no way", "NO PEACE", "number of 7 ships", "G7 and F-35", "a group of 7"] {
            assert_eq!(find(text).filter(|n| n.marked), None, "{text}");
        }
    }
}
