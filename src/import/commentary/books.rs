//! Books named in a biography.

use super::date;
use super::reading::Book;
use super::words::{bare, fold, sentences, starts_upper};

/// Words that say a book is coming.
const CUES: &[&str] = &[
    "author",
    "coauthor",
    "co-author",
    "editor",
    "coeditor",
    "co-editor",
    "book",
    "books",
    "wrote",
    "published",
    "authored",
    "memoir",
    "novel",
    "volume",
];

/// The books of a biography, in order: titles in quotes, or set between
/// `author of` and brackets with publisher and year.
pub fn recognise(text: &str) -> Vec<Book> {
    let mut books = Vec::new();
    for sentence in sentences(text) {
        let mut words = sentence.split_whitespace().map(|w| fold(bare(w)));
        if !words.any(|w| CUES.contains(&w.as_str())) {
            continue;
        }
        let quoted = quoted(sentence);
        if quoted.is_empty() {
            books.extend(unquoted(sentence));
        }
        books.extend(quoted);
    }
    books
}

/// Every title in quotes, with the brackets right behind it.
fn quoted(sentence: &str) -> Vec<Book> {
    let mut books = Vec::new();
    let mut rest = sentence;
    while let Some((start, open)) = rest.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '«' | '„')) {
        let after = rest.get(start + open.len_utf8()..).unwrap_or_default();
        let closes = |c: char| match open {
            '"' => c == '"',
            '«' => c == '»',
            _ => matches!(c, '”' | '“' | '"'),
        };
        let Some(end) = after.find(closes) else { break };
        let title = after.get(..end).unwrap_or_default();
        let behind = after.get(end..).unwrap_or_default();
        let behind = behind.get(behind.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        let (publisher, year) = imprint(behind.trim_start());
        books.extend(book(title, publisher, year));
        rest = behind;
    }
    books
}

/// `author of Tides and Trade (Gull Press, 2019)`.
fn unquoted(sentence: &str) -> Vec<Book> {
    let mut books = Vec::new();
    let mut rest = match sentence.split_once("author of ").or_else(|| sentence.split_once("editor of ")) {
        Some((_, rest)) => rest,
        None => return books,
    };
    while let Some((title, after)) = rest.split_once(" (") {
        let (publisher, year) = imprint(rest.get(title.len() + 1..).unwrap_or_default());
        let title = title.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let title = title.strip_prefix("and ").unwrap_or(title);
        let title = ["the book ", "of "].iter().find_map(|p| title.strip_prefix(p)).unwrap_or(title);
        if year.is_some() && starts_upper(title) {
            books.extend(book(title, publisher, year));
        }
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    books
}

fn book(title: &str, publisher: Option<String>, year: Option<u32>) -> Option<Book> {
    let title = title.trim().trim_end_matches([',', '.']);
    (!title.is_empty()).then(|| Book { title: title.to_owned(), publisher, year })
}

/// Publisher and year in brackets at the start of a text.
fn imprint(text: &str) -> (Option<String>, Option<u32>) {
    let inner = text.strip_prefix('(').and_then(|t| t.split_once(')'));
    let Some((inner, _)) = inner else {
        return (None, None);
    };
    let parts: Vec<&str> = inner.split([',', ';']).map(str::trim).collect();
    let year_of = |part: &str| date::year(part.rsplit(' ').next().unwrap_or_default());
    let year = parts.iter().rev().find_map(|part| year_of(part));
    let names = parts.iter().filter(|part| {
        !part.is_empty() && year_of(part).is_none() && !matches!(fold(part).as_str(), "forthcoming" | "in press")
    });
    let publisher = names.copied().collect::<Vec<_>>().join(", ");
    let publisher = Some(publisher).filter(|p| starts_upper(p));
    (publisher, year.and_then(|y| u32::try_from(y).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<String>, Option<u32>)> {
        let books = recognise(text).into_iter();
        books.map(|b| (b.title, b.publisher, b.year)).collect()
    }

    fn some(title: &str, publisher: &str, year: u32) -> (String, Option<String>, Option<u32>) {
        (title.to_owned(), Some(publisher.to_owned()), Some(year))
    }

    #[test]
    fn titles_in_quotes() {
        let text = r#"She is the author of "High Water: The Long Wait" (Gull University Press, 2019)."#;
        assert_eq!(read(text), [some("High Water: The Long Wait", "Gull University Press", 2019)]);
        let text = "He wrote “Tides,” (Gull Press, 2010) and “Ebb” (Oxford: Tern, forthcoming).";
        let ebb = ("Ebb".to_owned(), Some("Oxford: Tern".to_owned()), None);
        assert_eq!(read(text), [some("Tides", "Gull Press", 2010), ebb]);
    }

    #[test]
    fn titles_without_quotes_need_a_year() {
        let text = "She is author of Tides and Trade (Gull Press, 2019) and Ebb (Tern Books, 2021).";
        assert_eq!(read(text), [some("Tides and Trade", "Gull Press", 2019), some("Ebb", "Tern Books", 2021)]);
        assert!(read("She is the author of several books (mostly on fish).").is_empty());
    }

    #[test]
    fn quotes_elsewhere_are_no_books() {
        assert!(read("She calls it \"the Beast\" (her boat, 2019).").is_empty());
        assert!(read("author \"").is_empty());
    }
}
