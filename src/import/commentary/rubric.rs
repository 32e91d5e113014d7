//! What stands above titles and is none: rubrics, names of bodies, numbers.

use super::lexicon::{Set, Words, index};
use super::words::{fold, weight};

/// `[Opinion] Tides`, `Opinion | Tides`, `Opinion: Tides` name Tides.
pub fn without_kicker(title: &str) -> &str {
    for (open, close) in [('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕'), ('<', '>')] {
        if let Some((inner, rest)) = title.strip_prefix(open).and_then(|t| t.split_once(close))
            && weight(inner) <= 5
            && (weight(rest) >= 2 || weight(rest) == 1 && index().is_phrase(Set::Rubrics, &fold(inner.trim())))
        {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '–'));
            return numbered(rest).map_or(rest, |(_, behind)| behind);
        }
    }
    for sign in [" | ", "｜", ": ", "：", " – ", " — ", " // ", "|", ". "] {
        if let Some((before, rest)) = title.split_once(sign)
            && index().is_phrase(Set::Rubrics, &fold(before.trim()))
            && weight(rest) >= 2
        {
            return rest.trim();
        }
    }
    title
}

/// `No. 2024-15 Tides`: the number before a title, and the title.
pub fn numbered(title: &str) -> Option<(&str, &str)> {
    let (rest, _) = index().label(Set::Number, title)?;
    let (number, behind) = rest.split_once(char::is_whitespace)?;
    let figures = number.starts_with(|c: char| c.is_ascii_digit());
    (figures && weight(behind) >= 2).then(|| (number.trim_end_matches([':', ',', '.']), behind.trim_start()))
}

/// A line that says what kind of text this is, or where in a site it stands (`Defence > Undersea`).
pub fn is_rubric(text: &str) -> bool {
    let folded = fold(text);
    // In French a quotation ends in ` » `.
    let quoted = text.contains('«');
    if [" > ", " › ", " » ", " → "].iter().any(|sign| text.contains(sign)) && weight(text) <= 8 && !quoted
        || is_mail_header(&folded)
    {
        return true;
    }
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = bare
        .split(['|', '/', '•', '·', '>', '›', '»', '–', '—', ':'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    !parts.is_empty() && parts.iter().all(|p| index().is_phrase(Set::Rubrics, p))
}

/// `From: …`, `Subject: …`: headers of a letter.
fn is_mail_header(folded: &str) -> bool {
    const HEADERS: &[&str] = &[
        "from:",
        "to:",
        "subject:",
        "sent:",
        "cc:",
        "reply-to:",
        "betreff:",
        "an:",
        "objet :",
        "asunto:",
        "assunto:",
        "oggetto:",
        "onderwerp:",
        "тема:",
        "件名:",
        "发件人:",
        "主题:",
    ];
    HEADERS.iter().any(|h| folded.starts_with(h))
}

/// The name of an organization and nothing else.
pub fn is_body_name(text: &str) -> bool {
    let verb = text.split_whitespace().any(|w| {
        (w.len() > 2 || w == "is") && w != "la" && !w.starts_with(char::is_uppercase) && index().is(Words::Is, &fold(w))
    });
    const QUESTIONS: &[&str] =
        &["why", "how", "what", "when", "where", "who", "warum", "wie", "was", "pourquoi", "comment", "porque", "como"];
    let first = text.split_whitespace().next().map(fold).unwrap_or_default();
    index().holds(Words::Units, text)
        && !QUESTIONS.contains(&first.as_str())
        && weight(text) <= 11
        && !verb
        && !text.ends_with(['?', '!', '？', '.', '。', ':'])
        && !text.contains(['?', ':', '：', '？', '，', '、'])
        && (weight(text) <= 7 || !text.contains(','))
}
