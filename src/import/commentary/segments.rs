//! The parts of a line of a heading: what separators part, without labels, days of the week and times.

use super::lexicon::{Set, Words, index};
use super::words::{fold, is_unspaced};

/// Whether what follows is another segment, or nothing.
pub fn segments_start(behind: &str) -> bool {
    let trimmed = behind.trim_start();
    trimmed.is_empty() || trimmed.starts_with(is_separator) || trimmed.starts_with([')', ']', '】', '第'])
}

/// Whether a text ends with a label of the date of a revision.
pub fn updated(label: &str) -> bool {
    let label = label.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '.'));
    let folded = fold(label);
    index().labels(Set::Updated).any(|l| {
        folded == l
            || folded.ends_with(l)
                && folded
                    .get(..folded.len() - l.len())
                    .is_some_and(|b| b.ends_with([' ', '(', '.']) || l.starts_with(is_unspaced))
    })
}

/// Whether a text ends with the label of a date on which the house got the text, or took it: `Received`.
pub fn received(label: &str) -> bool {
    const LABELS: &[&str] = &[
        "received",
        "submitted",
        "accepted",
        "recu le",
        "soumis le",
        "accepte le",
        "eingegangen am",
        "eingereicht am",
        "angenommen am",
        "recibido",
        "aceptado",
        "recebido",
        "aceite",
        "ricevuto",
        "accettato",
        "ontvangen",
        "поступила",
        "принята",
        "diterima",
        "投稿",
        "受理",
        "收稿",
        "投稿日",
        "접수",
        "접수일",
    ];
    let label = label.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '.'));
    let folded = fold(label);
    let folded = folded.strip_suffix(" on").unwrap_or(&folded);
    LABELS.iter().any(|own| folded == fold(own))
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '|' | '•'
            | '·'
            | '–'
            | '—'
            | '/'
            | ';'
            | '\t'
            | '｜'
            | '►'
            | '»'
            | '›'
            | '∙'
            | '●'
            | ','
            | '،'
            | '、'
            | '('
            | ')'
            | '['
            | ']'
            | '【'
            | '】'
            | '~'
            | '-'
            | '+'
    )
}

/// What separators part, without signs around it.
pub fn segments(text: &str) -> Vec<&str> {
    let inner = |c: char| is_separator(c) && !matches!(c, '-' | '/');
    let parts = text.split(inner).flat_map(|p| p.split(" - ")).flat_map(|p| p.split(" / "));
    parts
        .map(|p| p.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '.' | '/')))
        .filter(|p| p.chars().any(char::is_alphanumeric))
        .collect()
}

/// What stands behind the last separator.
pub fn last_segment(text: &str) -> &str {
    let cut = |c: char| is_separator(c) && !matches!(c, '-' | '/');
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_separator(c));
    let text = text.rsplit(cut).next().unwrap_or_default();
    let text = text.rsplit(" - ").next().unwrap_or_default();
    text.rsplit(" / ").next().unwrap_or_default().trim()
}

/// A segment without labels of dates, days of the week, and times.
pub fn without_labels(segment: &str) -> String {
    let mut rest = segment.trim();
    for set in [Set::Updated, Set::Published] {
        while let Some((behind, _)) = index().label(set, rest) {
            if behind.len() == rest.len() {
                break;
            }
            rest = behind;
        }
    }
    if received(rest) {
        return String::new();
    }
    let timed = rest.contains(|c: char| c.is_ascii_digit());
    let words = rest.split_whitespace().filter(|w| {
        let word = fold(w.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')')));
        let time = w.starts_with(|c: char| c.is_ascii_digit())
            && w.contains([':', '.', 'h'])
            && w.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h' | 'a' | 'p' | 'm'));
        let zone = matches!(
            word.as_str(),
            "am" | "pm"
                | "a.m"
                | "p.m"
                | "uhr"
                | "gmt"
                | "utc"
                | "jst"
                | "est"
                | "edt"
                | "et"
                | "wib"
                | "kst"
                | "cet"
                | "h"
                | "г"
                | "م"
                | "at"
                | "à"
                | "um"
                | "年"
                | "月"
                | "日"
        );
        let figure = w.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()) && w.len() <= 5;
        !(index().is(Words::Weekdays, &word)
            || index().is(Words::Weekdays, w)
            || time
            || zone && (timed || w.len() < 2 || is_zone_alone(rest))
            || figure)
    });
    let joined = words.collect::<Vec<_>>().join(" ");
    match is_two_words_of_weekday(&joined) {
        true => String::new(),
        false => joined,
    }
}

/// Whether a segment is one word: a zone whose time was cut out with the date.
fn is_zone_alone(text: &str) -> bool {
    text.split_whitespace().count() < 3
}

fn is_two_words_of_weekday(text: &str) -> bool {
    index().is(Words::Weekdays, &fold(text))
}
