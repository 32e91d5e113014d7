//! Words: what of a text is found by a word of it, and how words are asked for.

use crate::domain::text::{folded, folded_but};

/// Gives each word of a text, folded. Scripts that put no space between words give each pair of neighbouring
/// letters, so that any stretch of a text is found by the pairs in it.
pub fn each_word(text: &str, mut take: impl FnMut(&str)) {
    for run in folded(text).split(' ').flat_map(runs) {
        match is_unspaced(run) && run.chars().nth(1).is_some() {
            true => pairs(run).for_each(&mut take),
            false => take(run),
        }
    }
}

/// A word that is looked for: `*` stands for any number of letters, `?` for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask(String);

impl Mask {
    /// Masks of the words of a text, each of which must be there for the text to be there.
    pub fn words(text: &str) -> Vec<Mask> {
        let mut masks = Vec::new();
        for chunk in folded_but(text, is_wild).split(' ').filter(|chunk| !chunk.is_empty()) {
            if chunk.contains(is_wild) && !chunk.contains(is_unspaced_letter) {
                masks.push(Mask(chunk.to_owned()));
                continue;
            }
            for run in chunk.split(is_wild).flat_map(runs) {
                match (is_unspaced(run), run.chars().nth(1).is_some()) {
                    (true, true) => masks.extend(pairs(run).map(|pair| Mask(pair.to_owned()))),
                    (true, false) => masks.push(Mask(format!("*{run}*"))),
                    (false, _) => masks.push(Mask(run.to_owned())),
                }
            }
        }
        masks
    }

    /// A mask of a whole text.
    pub fn whole(text: &str) -> Mask {
        Mask(folded_but(text, is_wild))
    }

    /// The word itself, where nothing in it is masked.
    pub fn plain(&self) -> Option<&str> {
        (!self.0.contains(is_wild)).then_some(self.0.as_str())
    }

    /// Whether it is this text, which is folded.
    pub fn is(&self, text: &str) -> bool {
        glob(&self.0, text)
    }

    /// Whether it is a word of this text, which is folded.
    pub fn is_in(&self, text: &str) -> bool {
        let Some(word) = self.plain() else { return text.split(' ').any(|own| self.is(own)) };
        let joins = |c: Option<char>| c.is_some_and(|c| c != ' ' && !is_unspaced_letter(c));
        text.match_indices(word).any(|(at, _)| {
            let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
            is_unspaced(word) || !joins(before) && !joins(after)
        })
    }
}

impl Mask {
    /// Whether its words stand in a row in this text, which is folded; a mask is for letters of a word.
    pub fn is_in_a_row(&self, text: &str) -> bool {
        if self.plain().is_some() {
            return self.is_in(text);
        }
        let words: Vec<&str> = text.split(' ').collect();
        words.windows(self.spaces() + 1).any(|row| self.is(&row.join(" ")))
    }

    /// How many spaces it has.
    pub(super) fn spaces(&self) -> usize {
        self.0.matches(' ').count()
    }
}

fn is_wild(c: char) -> bool {
    matches!(c, '*' | '?')
}

/// Whether words of this letter's script stand without spaces between them.
fn is_unspaced_letter(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' // Thai, Lao, Myanmar, Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_unspaced(run: &str) -> bool {
    run.starts_with(is_unspaced_letter)
}

/// Stretches of letters that stand without spaces, and those between them.
fn runs(chunk: &str) -> impl Iterator<Item = &str> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        let unspaced = is_unspaced(rest);
        let end = rest.find(|c| is_unspaced_letter(c) != unspaced).unwrap_or(rest.len());
        let (run, tail) = rest.split_at(end);
        rest = tail;
        (!run.is_empty()).then_some(run)
    })
}

/// Each letter with the one after it.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().skip(2).map(|(at, _)| at).chain([run.len()]);
    run.char_indices().map(|(at, _)| at).zip(ends).map(|(start, end)| &run[start..end])
}

/// Whether a text is what a mask stands for.
fn glob(mask: &str, text: &str) -> bool {
    let (mut masks, mut letters) = (mask.chars(), text.chars());
    // Where to go on after the last `*`: it takes one letter more each time.
    let mut retry = None;
    loop {
        let wanted = masks.next();
        if wanted == Some('*') {
            retry = Some((masks.clone(), letters.clone()));
            continue;
        }
        let fits = match (wanted, letters.next()) {
            (None, None) => return true,
            (Some('?'), Some(_)) => true,
            (Some(wanted), Some(letter)) => wanted == letter,
            _ => false,
        };
        if !fits {
            let Some((after, from)) = &mut retry else { return false };
            if from.next().is_none() {
                return false;
            }
            (masks, letters) = (after.clone(), from.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        words
    }

    fn masks(text: &str) -> Vec<String> {
        Mask::words(text).into_iter().map(|mask| mask.0).collect()
    }

    #[test]
    fn a_text_has_its_words_or_pairs_of_letters() {
        assert_eq!(words("The Quiet Harbour: the “Été”"), ["the", "quiet", "harbour", "the", "ete"]);
        assert_eq!(words("海峡政策 2024年"), ["海峡", "峡政", "政策", "2024", "年"]);
        assert_eq!(words("…"), [""; 0]);
    }

    #[test]
    fn words_are_looked_for_with_masks() {
        assert_eq!(masks("Harb* ?ld Port's"), ["harb*", "?ld", "port", "s"]);
        assert_eq!(masks("海峡政 津 波*"), ["海峡", "峡政", "*津*", "*波*"]);
        assert_eq!(masks("“”"), [""; 0]);
        let text = folded("Eleonoor van der Maas-Tull 海峡政策");
        for (word, found) in [
            ("maas", true),
            ("maa", false),
            ("maa*", true),
            ("v?n", true),
            ("峡政", true),
            ("峡策", false),
            ("策", true),
        ] {
            assert_eq!(Mask::words(word).iter().all(|mask| mask.is_in(&text)), found, "{word}");
        }
    }

    #[test]
    fn words_in_a_row_are_next_to_each_other_and_in_order() {
        for (asked, is) in [
            ("quiet harbour", true),
            ("Quiet Harbour,", true),
            ("the quiet harbour", true),
            ("quiet harbours", false),
            ("uiet harbour", false),
            ("harbour quiet", false),
            ("the harbour", false),
            ("qu* harb?ur", true),
            ("the* harbour", false),
            ("* harbour", true),
            ("海峡政策", true),
            ("海政", false),
        ] {
            assert_eq!(Mask::whole(asked).is_in_a_row(&folded("The quiet harbour: 海峡政策の")), is, "{asked}");
        }
    }

    #[test]
    fn masks_match_as_they_should() {
        for (mask, text, is) in [
            ("", "", true),
            ("*", "", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("*aab", "aaaab", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("é?", "éé", true),
            ("a", "ab", false),
        ] {
            assert_eq!(glob(mask, text), is, "{mask} {text}");
        }
    }
}
