//! Small scanners shared by the recognisers: words, sentences, letter case.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that end no sentence although a full stop follows them.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "adm", "lt", "col", "capt", "maj", "sgt", "sen", "rep", "gov", "amb",
    "rev", "hon", "st", "no", "nr", "vs", "jr", "sr", "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "vol", "ed", "eds", "al", "e.g", "i.e", "ret",
];

/// First words that do begin a sentence after an abbreviation such as `U.S.`
const OPENERS: &[&str] = &[
    "the", "he", "she", "they", "it", "in", "this", "that", "these", "but", "however", "his", "her", "their", "a",
    "an", "and", "as", "for", "with", "if", "when", "we",
];

/// Words after which a sentence cannot end.
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "of", "to", "in", "on", "at", "by", "for", "with", "from", "as",
    "that", "which", "who", "whose", "than", "into", "over", "under", "between", "among", "its", "his", "her", "their",
    "our", "your", "my", "this", "these", "those", "is", "are", "was", "were", "be", "been", "has", "have", "had",
    "will", "would", "could", "should", "may", "might", "can", "not", "if", "when", "while", "where", "because",
    "although", "though", "whether", "such", "both", "either", "very", "also", "about", "against", "through", "during",
];

/// The words of a text: what stands between blanks and long dashes, without
/// the punctuation around it.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–')).map(bare).filter(|w| !w.is_empty())
}

/// A word without the punctuation around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Lower case, marks off, one form of apostrophe: for comparing.
pub fn fold(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == '’' { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// A word without `'s` or a closing apostrophe.
pub fn strip_possessive(word: &str) -> &str {
    ["'s", "’s", "'S", "’S", "'", "’"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Whether the text is set in capitals: at least four letters in five.
pub fn is_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    upper > 0 && upper >= lower * 4
}

/// Whether the first letter or digit is a capital letter.
pub fn starts_upper(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Whether the text starts with a small letter, quotes aside.
pub fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '(')).is_some_and(char::is_lowercase)
}

/// Whether a sentence ends where the text ends.
pub fn is_finished(text: &str) -> bool {
    let open = text.trim_end_matches(is_closer);
    open.ends_with(['.', '?', '!', '…', ':', '。', '！', '？'])
}

/// Whether the text ends in a word or sign that wants a continuation.
pub fn is_hanging(text: &str) -> bool {
    if text.ends_with([',', '-', '–', '—', '(', '&']) {
        return true;
    }
    let last = text.split_whitespace().next_back().unwrap_or_default();
    FUNCTION_WORDS.contains(&fold(last).as_str())
}

/// Whether the text ends in an abbreviation, so that its full stop proves nothing.
pub fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.ends_with('.') && is_abbreviation(last)
}

/// The sentences of a text, each trimmed.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if !matches!(c, '.' | '?' | '!' | '…' | '。') {
            continue;
        }
        while chars.next_if(|(_, c)| is_closer(*c)).is_some() {}
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        if ends_sentence(text, start, end) {
            found.extend(text.get(start..end));
            start = end;
        }
    }
    found.extend(text.get(start..));
    let trimmed = found.into_iter().map(str::trim);
    trimmed.filter(|s| !s.is_empty()).collect()
}

fn ends_sentence(text: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(start..end), text.get(end..)) else {
        return false;
    };
    if after.is_empty() || before.ends_with('。') {
        return true;
    }
    let next = after.trim_start();
    if next.len() == after.len() || starts_lower(next) {
        return false;
    }
    let mut tail = before.len().saturating_sub(40);
    while !before.is_char_boundary(tail) {
        tail += 1;
    }
    let last = before.get(tail..).unwrap_or_default();
    let last = last.rsplit(char::is_whitespace).next().unwrap_or_default();
    if !is_abbreviation(last) {
        return true;
    }
    let opener = next.split_whitespace().next().map(fold).unwrap_or_default();
    is_dotted(bare(last)) && OPENERS.contains(&opener.as_str())
}

fn is_abbreviation(word: &str) -> bool {
    let core = bare(word);
    is_dotted(core)
        || core.chars().count() == 1 && word.ends_with('.') && starts_upper(core)
        || word.ends_with('.') && ABBREVIATIONS.contains(&fold(core).as_str())
}

/// `U.S`, `Ph.D`: short groups of letters with full stops between.
pub fn is_dotted(core: &str) -> bool {
    core.contains('.')
        && core.split('.').all(|group| {
            let letters = group.chars().count();
            (1..=2).contains(&letters) && group.chars().all(char::is_alphabetic)
        })
}

fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '\'' | '’' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_sentences_with_abbreviations() {
        let text = "Dr. A. Roe met the U.S. Navy. \"It works!\" She left (at 3.5 knots.) End";
        let found = sentences(text);
        assert_eq!(found, ["Dr. A. Roe met the U.S. Navy.", "\"It works!\"", "She left (at 3.5 knots.)", "End"]);
        assert_eq!(sentences("It is in the U.S. The end.").len(), 2);
    }

    #[test]
    fn knows_finished_and_hanging() {
        assert!(is_finished("(It ends in the fall.)"));
        assert!(!is_finished("strategists and"));
        assert!(is_hanging("strategists and"));
        assert!(!is_hanging("with other"));
        assert!(ends_in_abbreviation("in the U.S."));
        assert!(!ends_in_abbreviation("in the end."));
    }

    #[test]
    fn counts_and_folds() {
        assert_eq!(words("States—a notion -- \"well\" beyond").count(), 5);
        assert_eq!(fold("PEÑA’S"), "pena's");
        assert_eq!(strip_possessive("Japan's"), "Japan");
        assert!(is_capitals("GOES ALL-IN WITH THE U.S."));
        assert!(!is_capitals("Goes"));
    }
}
