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

/// Lower case, marks off, one form of apostrophe, ASCII where there are other widths or digits: for
/// comparing. Each character is folded by itself, so that folding can be undone by counting.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_into(c, &mut out));
    out
}

fn fold_into(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match narrowed(c) {
        '’' | '‘' | 'ʼ' => out.push('\''),
        'ß' => out.push_str("ss"),
        '\u{640}' => {}
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c if is_unspaced(c) => out.push(c),
        c => out.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
    }
}

/// A character in its usual width: full-width letters, digits and signs as ASCII, digits of any script as
/// ASCII, a wide blank as a blank.
fn narrowed(c: char) -> char {
    let shifted = |from: u32, to: char| char::from_u32(u32::from(c) - from + u32::from(to)).unwrap_or(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => shifted(0xff01, '!'),
        '\u{660}'..='\u{669}' => shifted(0x660, '0'),
        '\u{6f0}'..='\u{6f9}' => shifted(0x6f0, '0'),
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    }
}

/// A text with all its characters in their usual width.
pub fn narrow(text: &str) -> String {
    text.chars().map(narrowed).collect()
}

/// The character with which a text begins once it is folded.
pub fn initial(text: &str) -> Option<char> {
    let mut folded = String::new();
    text.chars().find_map(|c| {
        fold_into(c, &mut folded);
        folded.chars().next()
    })
}

/// What is left of a text that begins with these folded characters.
pub fn strip_folded<'a>(text: &'a str, folded: &str) -> Option<&'a str> {
    let mut wanted = folded;
    let mut buffer = String::new();
    let mut chars = text.char_indices();
    while !wanted.is_empty() {
        let (_, c) = chars.next()?;
        if c.is_ascii() {
            wanted = wanted.strip_prefix(c.to_ascii_lowercase())?;
            continue;
        }
        buffer.clear();
        fold_into(c, &mut buffer);
        wanted = wanted.strip_prefix(buffer.as_str())?;
    }
    Some(chars.as_str().trim_start_matches(is_combining_mark))
}

/// Whether a character belongs to a script whose words no blanks part (or, as in Korean, particles cling
/// to): Han, kana, Hangul.
pub fn is_unspaced(c: char) -> bool {
    is_han_or_kana(c) || matches!(c, '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}')
}

/// Han, kana, and the signs that go with them.
pub fn is_han_or_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3005}'..='\u{3007}' | '\u{f900}'..='\u{faff}')
}

/// How long a text is to a reader, in words; two signs of scripts without blanks count as one.
pub fn weight(text: &str) -> usize {
    let unspaced = text.chars().filter(|c| is_han_or_kana(*c)).count();
    let spaced = words(text).filter(|w| !w.chars().all(is_han_or_kana)).count();
    let hangul = text.chars().filter(|c| matches!(c, '\u{ac00}'..='\u{d7af}')).count();
    unspaced.div_ceil(2) + if unspaced > 4 { spaced / 2 } else { spaced } + hangul / 8
}

/// A text in small letters that was set in capitals: the dot of the capital `İ` is that of `i`.
pub fn without_second_dot(text: &str) -> String {
    text.replace("i\u{307}", "i")
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
    open.ends_with(['.', '?', '!', '…', ':', '。', '！', '？', '؟', '：'])
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
        if !matches!(c, '.' | '?' | '!' | '…' | '。' | '！' | '？' | '؟') {
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
    if after.is_empty() || before.ends_with(['。', '！', '？']) {
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
    matches!(c, ')' | ']' | '"' | '”' | '\'' | '’' | '»' | '“' | '）' | '」' | '』' | '］')
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
