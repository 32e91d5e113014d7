//! Text from any source, made plain.

use std::borrow::Cow;

use crate::domain::text::clean;

/// [`clean`], without the work where the text is clean already, as most is.
pub(super) fn tidy(text: Cow<'_, str>) -> String {
    if is_tidy(&text) { text.into_owned() } else { clean(&text) }
}

/// Whether a text is surely clean: only letters and signs that normalisation leaves alone, and
/// single spaces between them. `false` means that it has to be looked at.
fn is_tidy(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        match c {
            ' ' if after_space => return false,
            ' ' => after_space = true,
            c if is_inert(c) => after_space = false,
            _ => return false,
        }
    }
    !after_space || text.is_empty()
}

/// Blocks of starters that NFC neither changes nor joins with their neighbours here: Latin, basic
/// Greek, Cyrillic and Arabic letters, Vietnamese, dashes and quotes, kana, Han, Hangul syllables,
/// full-width forms.
fn is_inert(c: char) -> bool {
    matches!(c,
        '\u{21}'..='\u{7e}' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3ce}'
        | '\u{400}'..='\u{482}' | '\u{621}'..='\u{64a}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}')
}

/// The plain text of a text that holds HTML: character references (also doubly escaped ones) read,
/// inline tags dropped. `None` where there is none.
pub(super) fn without_html(text: &str) -> Option<String> {
    if !text.contains(['&', '<']) {
        return None;
    }
    let mut plain = text.to_owned();
    for _ in 0..3 {
        let read = drop_tags(&read_references(&plain));
        if read == plain {
            break;
        }
        plain = read;
    }
    (plain != text).then_some(plain)
}

const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
];

fn read_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';').and_then(|(name, tail)| Some((reference(name)?, tail))) {
            Some((sign, tail)) => {
                out.push_str(&sign);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<Cow<'static, str>> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0').map(|c| Cow::Owned(c.to_string()));
    }
    NAMED.iter().find(|(own, _)| *own == name).map(|(_, sign)| Cow::Borrowed(*sign))
}

const TAGS: &[&str] = &["i", "b", "em", "strong", "u", "sup", "sub", "span", "a", "p", "br", "cite", "q"];

fn drop_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let tag = after.split_once('>').filter(|(inner, _)| {
            let name = inner.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next();
            name.is_some_and(|name| TAGS.contains(&name.to_ascii_lowercase().as_str()))
        });
        match tag {
            Some((_, tail)) => rest = tail,
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tidying_is_cleaning(text in "[ a-z\u{a0}é\u{301}\u{308}ｶﾞが\u{3099}각\u{11a8}ạ\u{ad}\n—海ε\u{345}]{0,12}|\\PC{0,12}|(?s:.{0,12})") {
            prop_assert_eq!(tidy(Cow::Borrowed(&text)), clean(&text));
        }

        #[test]
        fn html_never_panics(text in "[&<>#x;a-z0-9/ é]{0,30}") {
            without_html(&text);
        }
    }

    #[test]
    fn html_becomes_plain_text() {
        let plain = |text| without_html(text).as_deref().map(str::to_owned);
        assert_eq!(plain("Law &amp;amp; Order &ndash; <i>note</i>").as_deref(), Some("Law & Order – note"));
        assert_eq!(plain("It&#8217;s &#x2014; so").as_deref(), Some("It’s — so"));
        for text in ["R&D; now", "a < b > c", "&#0;", "&#xZZ;", "& <", "no mark"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
