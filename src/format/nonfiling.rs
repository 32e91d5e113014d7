//! Initial articles, which catalogues skip in sorting: by language, since `die` is one in German and a
//! word in English.

use crate::domain::LanguageTag;

/// The part of a title that is skipped in sorting, in bytes: an initial article with what separates it
/// from the next word, and punctuation before and after it; nothing where there is no article. Marks
/// that stand before a title without an article do not count (MARC 21, field 245, second indicator).
pub fn skipped(title: &str, language: Option<&LanguageTag>) -> usize {
    let Some((_, articles)) =
        language.and_then(|own| ARTICLES.iter().find(|(languages, _)| languages.contains(&own.primary())))
    else {
        return 0;
    };
    let start = marks(title);
    let Some(rest) = title.get(start..) else { return 0 };
    let ends = articles.split(' ').filter_map(|article| follows(rest, article));
    let Some(end) = ends.max().map(|end| start + end) else { return 0 };
    let end = end + title.get(end..).map_or(0, marks);
    // Nothing but an article is a title, not an article.
    if title.get(end..).is_some_and(|rest| rest.chars().any(char::is_alphanumeric)) { end } else { 0 }
}

/// The same in characters, for MARC's indicator: 0 to 9.
pub fn count(title: &str, language: Option<&LanguageTag>) -> u8 {
    let skipped = title.get(..skipped(title, language)).map_or(0, |part| part.chars().count());
    u8::try_from(skipped).ok().filter(|count| *count <= 9).unwrap_or(0)
}

/// How many bytes of quotation marks and the like a text begins with.
fn marks(text: &str) -> usize {
    text.len() - text.trim_start_matches(['"', '“', '„', '«', '‹', '‘', '(', '[', '¡', '¿', '\u{a0}']).len()
}

/// Where the article at the start of a text ends, the blank behind it included. One that is written
/// with an apostrophe or a hyphen is joined to the next word.
fn follows(text: &str, article: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for own in article.chars() {
        let (_, c) = rest.next()?;
        let same = match own {
            '\'' => matches!(c, '\'' | '’' | 'ʼ'),
            own => c == own || c.to_lowercase().eq([own]),
        };
        if !same {
            return None;
        }
    }
    let (at, next) = rest.next()?;
    if article.ends_with(['\'', '-']) {
        return Some(at);
    }
    matches!(next, ' ' | '\u{a0}').then(|| at + next.len_utf8())
}

/// Languages and their articles (the Library of Congress' list of initial articles, MARC 21 appendix E,
/// for the languages that commentaries are likely to be in).
const ARTICLES: &[(&[&str], &str)] = &[
    (&["en"], "the a an"),
    (&["fr"], "le la les l' un une"),
    (&["de"], "der die das dem den des ein eine einem einen einer eines"),
    (&["es"], "el la lo los las un una"),
    (&["pt"], "o a os as um uma"),
    (&["gl"], "o a os as un unha uns unhas"),
    (&["it"], "il lo la i gli gl' le l' un uno una un'"),
    (&["ca"], "el la els les l' un una uns unes en na"),
    (&["nl"], "de het een 't 'n"),
    (&["af"], "die 'n"),
    (&["da", "nb", "no"], "den det de en ei et"),
    (&["nn"], "den det dei ein ei eit"),
    (&["sv"], "den det de en ett"),
    (&["is"], "hinn hin hið hinir hinar"),
    (&["fy"], "de it in"),
    (&["ro"], "un o"),
    (&["hu"], "a az egy"),
    (&["el"], "ο η το οι τα ένας μια μία ένα"),
    (&["ga"], "an na"),
    (&["gd"], "an am a' na"),
    (&["cy"], "y yr"),
    (&["mt"], "il- l- id- in- ir- is- it- ix- iz-"),
    (&["ar"], "al- el-"),
    (&["eo"], "la l'"),
    (&["tl", "fil"], "ang mga"),
    (&["haw"], "ka ke na he"),
    (&["mi"], "te ngā he"),
    (&["sm"], "le se o"),
    (&["yi"], "די דער דאס א אן"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(title: &str, language: &str) -> u8 {
        count(title, Some(&LanguageTag::parse(language).unwrap()))
    }

    #[test]
    fn articles_are_of_a_language() {
        assert_eq!(of("The Quiet Harbour", "en"), 4);
        assert_eq!(of("A Ferry", "en-GB"), 2);
        assert_eq!(of("Theory of Tides", "en"), 0);
        assert_eq!(of("Die Another Day", "en"), 0);
        assert_eq!(of("Die Brücke", "de"), 4);
        assert_eq!(of("L’estuaire", "fr"), 2);
        assert_eq!(of("LES PORTS", "fr"), 4);
        assert_eq!(of("Əl", "az"), 0);
        assert_eq!(count("The Sea", None), 0);
    }

    #[test]
    fn marks_count_with_an_article_only() {
        assert_eq!(of("The “winter mind”", "en"), 5);
        assert_eq!(of("“The Winter”", "en"), 5);
        assert_eq!(of("“Winter”", "en"), 0);
        assert_eq!(of("The", "en"), 0);
        assert_eq!(of("A …", "en"), 0);
    }
}
