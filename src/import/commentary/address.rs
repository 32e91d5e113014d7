//! How a house is reached: lines that are but an address, and texts that hold one.

use super::contact;
use super::document::{Line, Role};
use super::lexicon::{Words, index};
use super::words::{fold, narrow, weight};

/// Whether a line is but an address: it gives two ways at least to reach a house, or stands right above one that does,
/// and says nothing else.
pub fn is_address(lines: &[Line], at: usize) -> bool {
    let line = |at: usize| lines.get(at).filter(|line| line.role == Role::Unknown && weight(&line.text) <= 30);
    let Some(own) = line(at) else { return false };
    let street = || {
        let figures = own.text.chars().any(|c| c.is_ascii_digit());
        let parted = own.text.contains([',', '|', '·', '•']) && !own.text.ends_with(['.', ',', '?', '!']);
        let first = at == 0 || lines.get(at - 1).is_none_or(|line| line.text.is_empty());
        figures && parted && first && weight(&own.text) <= 14 && line(at + 1).is_some_and(|next| reaches(&next.text))
    };
    reaches(&own.text) || street()
}

/// Whether a line gives two ways to reach somebody: a labelled telephone, a site, an electronic address.
fn reaches(text: &str) -> bool {
    let folded = fold(text);
    let tokens: Vec<&str> = folded.split(|c: char| c.is_whitespace() || c == '|').filter(|t| !t.is_empty()).collect();
    let label = |token: &str| {
        let bare = token.trim_end_matches([':', '.', ')', '/']);
        matches!(
            bare,
            "tel"
                | "phone"
                | "fax"
                | "ph"
                | "telefon"
                | "telefone"
                | "telefono"
                | "telephone"
                | "tel/fax"
                | "電話"
                | "传真"
                | "電話番号"
                | "전화"
                | "тел"
                | "факс"
                | "هاتف"
        ) || token.starts_with("t.)")
            || token.starts_with("f.)")
            || token.starts_with("tel.")
            || token.starts_with("tel:")
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let phones = if digits >= 6 { tokens.iter().filter(|token| label(token)).count() } else { 0 };
    let mails = tokens.iter().filter(|token| token.contains('@')).count();
    let sites = tokens.iter().filter(|token| token.starts_with("www.") || token.starts_with("http")).count();
    let kinds = phones + mails.min(1) + sites.min(1);
    let named = tokens.iter().any(|token| index().is(Words::Is, token.trim_matches(|c: char| !c.is_alphanumeric())));
    kinds >= 2 && !named
}

/// The lines that are but one way each to reach a house, where two or more of them follow one another: a site, an
/// electronic address, a telephone.
pub fn one_below_another(lines: &[Line]) -> Vec<bool> {
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
