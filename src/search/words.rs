//! The words of a text, as they are indexed and as they are asked for.
//!
//! A word is what stands between spaces and signs, folded: without case, accents and width. Of scripts that
//! put no spaces between words, and of Korean, whose words take their particles with them, each letter and
//! each pair of neighbouring letters is one: any stretch of a text is found by the pairs in it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is indexed, in bytes; longer ones are cut on both sides of the comparison.
const LONGEST: usize = 64;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// Its folded form.
    pub form: String,
    /// What it is in its script.
    pub kind: Kind,
}

/// What a word is in its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters between spaces or signs; languages inflect it.
    Spaced,
    /// It has a digit in it, and no inflection.
    Numbered,
    /// Two letters that stand next to each other.
    Pair,
    /// One letter of a script without spaces.
    Single,
}

/// The words of a text in their order; the single letters of a stretch come behind its pairs.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let class = class(first);
        if class == Class::Sign {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| continues(class, *c)) {
            end = at + c.len_utf8();
        }
        match class {
            Class::Dense => dense(text, start..end, &mut words),
            _ => spaced(text, start..end, &mut words),
        }
    }
    words
}

/// The folded form of a word or a text, its spaces and signs kept.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut base = ' ';
    let marks = text.nfkd().filter(|c| {
        let dropped = is_dropped(base, *c);
        if !is_combining_mark(*c) {
            base = *c;
        }
        !dropped
    });
    for c in marks.nfc().flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            // Arabic letters that are written either way, and the stretcher between letters.
            'ى' => out.push('ي'),
            'ة' => out.push('ه'),
            'ـ' => {}
            c => out.push(c),
        }
    }
    out
}

/// Accents of Latin, Greek and Cyrillic, and the signs for vowels of Arabic and Hebrew. Marks that make
/// another letter stay: those of kana, of Indic scripts, of Thai, and the breve of `й`.
fn is_dropped(base: char, mark: char) -> bool {
    match mark {
        '\u{306}' if matches!(base, 'и' | 'И') => false,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => is_combining_mark(mark),
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Sign,
    Letter,
    Dense,
}

fn class(c: char) -> Class {
    match c {
        // Most letters are these: they need not be looked up.
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        c if c.is_ascii() => Class::Sign,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' // Thai, Lao, Myanmar, Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{309a}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' // Han
        | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Class::Dense, // Hangul
        c if c.is_alphanumeric() || is_combining_mark(c) => Class::Letter,
        _ => Class::Sign,
    }
}

fn continues(class_before: Class, c: char) -> bool {
    class(c) == class_before || !c.is_ascii() && is_combining_mark(c)
}

/// One word, or the letters of an acronym that is written with dots, such as `U.S.`, as one.
fn spaced(text: &str, at: Range<usize>, words: &mut Vec<Word>) {
    let form = cut(folded(&text[at.clone()]));
    if form.is_empty() {
        return;
    }
    let is_letter = |form: &str| form.chars().count() == 1 && form.chars().all(char::is_alphabetic);
    if let Some(last) = words.last_mut()
        && is_letter(&form)
        && text.get(last.at.end..at.start) == Some(".")
        && text[last.at.clone()].chars().enumerate().all(|(n, c)| if n % 2 == 0 { c.is_alphabetic() } else { c == '.' })
    {
        last.form.push_str(&form);
        last.at.end = at.end;
        return;
    }
    // What English puts behind an apostrophe is no word.
    if form == "s" && text[..at.start].ends_with(['\'', '’']) {
        return;
    }
    let kind = if form.contains(|c: char| c.is_numeric()) { Kind::Numbered } else { Kind::Spaced };
    words.push(Word { at, form, kind });
}

fn dense(text: &str, run: Range<usize>, words: &mut Vec<Word>) {
    let start = run.start;
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in text[run.clone()].char_indices() {
        // A mark belongs to the letter before it.
        if starts.is_empty() || !is_combining_mark(c) {
            starts.push(start + at);
        }
    }
    starts.push(run.end);
    let word = |from: usize, to: usize, kind| {
        let at = starts[from]..starts[to];
        Word { form: cut(folded(&text[at.clone()])), at, kind }
    };
    let letters = starts.len() - 1;
    words.extend((1..letters).map(|n| word(n - 1, n + 1, Kind::Pair)));
    words.extend((0..letters).map(|n| word(n, n + 1, Kind::Single)));
}

fn cut(mut form: String) -> String {
    let end = (0..=form.len().min(LONGEST)).rev().find(|end| form.is_char_boundary(*end)).unwrap_or(0);
    form.truncate(end);
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(forms("The “Été” of ＡＳＥＡＮ’s Straße"), ["the", "ete", "of", "asean", "strasse"]);
        assert_eq!(forms("Đà Nẵng, łódź"), ["da", "nang", "lodz"]);
        assert_eq!(forms("новый ёж"), ["новый", "еж"]);
    }

    #[test]
    fn acronyms_with_dots_are_one_word() {
        assert_eq!(forms("U.S. and E.U. law. A. B."), ["us", "and", "eu", "law", "a", "b"]);
        assert_eq!(forms("G7, 5G"), ["g7", "5g"]);
    }

    #[test]
    fn scripts_without_spaces_give_pairs_and_letters() {
        assert_eq!(forms("海峡政 2024年"), ["海峡", "峡政", "海", "峡", "政", "2024", "年"]);
        assert_eq!(forms("해양은"), ["해양", "양은", "해", "양", "은"]);
        assert_eq!(forms("がっこう")[0], "がっ");
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "L’été à Đà Nẵng";
        let places: Vec<&str> = words(text).iter().map(|word| &text[word.at.clone()]).collect();
        assert_eq!(places, ["L", "été", "à", "Đà", "Nẵng"]);
    }
}
