//! Whether two names can be those of one person.

use crate::domain::text::folded;

/// A name, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words, folded.
    words: Vec<String>,
    /// The words of the family name, where it is known.
    family: Vec<String>,
}

/// How two names that can be one person's are alike, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Letter for letter, accents and hyphens aside.
    Same,
    /// The same words in another order.
    Order,
    /// One has names between the first and the last that the other leaves out.
    Shorter,
    /// One gives a letter where the other gives a name.
    Initials,
}

impl Name {
    /// A name as a whole, and its parts where they are known.
    pub fn new(full: &str, given: Option<&str>, family: Option<&str>) -> Self {
        let whole = match (given, family, full.split_once(", ")) {
            (None, None, Some((family, given))) if !is_suffix(given) => {
                return Name { words: words(&format!("{given} {family}")), family: words(family) };
            }
            _ => full,
        };
        Name { words: words(whole), family: family.map(words).unwrap_or_default() }
    }

    /// Keys under which names that can be alike find each other: a whole word, and the first letter of another.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        for (at, word) in self.words.iter().enumerate().filter(|(_, word)| !is_initial(word)) {
            if self.words.len() == 1 {
                keys.push(word.clone());
            }
            for (_, other) in self.words.iter().enumerate().filter(|(place, _)| *place != at) {
                keys.push(format!("{word} {}", other.chars().next().unwrap_or_default()));
            }
        }
        let mut joined: Vec<char> = self.words.concat().chars().collect();
        joined.sort_unstable();
        keys.push(joined.into_iter().collect());
        keys.sort();
        keys.dedup();
        keys
    }

    /// How this name is like another; `None` where they are two persons'.
    pub fn likeness(&self, other: &Name) -> Option<Likeness> {
        if self.words.is_empty() || other.words.is_empty() {
            return None;
        }
        if self.words.concat() == other.words.concat() {
            return Some(Likeness::Same);
        }
        if self.words.len() < 2 || other.words.len() < 2 || self.families_differ(other) {
            return None;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let matched = short.matched(long)?;
        match matched {
            Matched { initials: 0, left: 0 } => Some(Likeness::Order),
            Matched { initials: 0, .. } => Some(Likeness::Shorter),
            _ => Some(Likeness::Initials),
        }
    }

    /// Whether both family names are known and are two; where the parts of one stand in the place of the
    /// other's, they are not.
    fn families_differ(&self, other: &Name) -> bool {
        let (a, b) = (&self.family, &other.family);
        if a.is_empty() || b.is_empty() || a.concat() == b.concat() {
            return false;
        }
        let crossed = |family: &[String], words: &[String]| family.iter().all(|word| words.contains(word));
        !(crossed(a, &other.words) && crossed(b, &self.words))
    }

    /// Finds for each word of this name another of the longer one. The words that nothing is found for must not
    /// contradict: none of the shorter name may be left.
    fn matched(&self, long: &Name) -> Option<Matched> {
        let mut free: Vec<&String> = long.words.iter().collect();
        let mut open: Vec<&String> = Vec::new();
        let mut whole = 0;
        for word in &self.words {
            match free.iter().position(|other| *other == word) {
                Some(at) => {
                    free.remove(at);
                    whole += usize::from(!is_initial(word));
                }
                None => open.push(word),
            }
        }
        let mut initials = 0;
        for word in open {
            let fits = |other: &&String| {
                (is_initial(word) || is_initial(other)) && word.chars().next() == other.chars().next()
            };
            let at = free.iter().position(fits)?;
            free.remove(at);
            initials += 1;
        }
        let enough = whole >= 1 && whole + initials >= 2;
        enough.then_some(Matched { initials, left: free.len() })
    }
}

struct Matched {
    /// How many words stand for others by their first letter.
    initials: usize,
    /// How many words of the longer name are left.
    left: usize,
}

fn words(text: &str) -> Vec<String> {
    let plain: String = text.chars().map(plain).filter(|c| !is_mark(*c)).collect();
    let words = folded(&plain).split(' ').map(str::to_owned).collect::<Vec<_>>();
    words.into_iter().filter(|word| !word.is_empty() && !is_suffix(word)).collect()
}

/// Letters that are written with and without their stroke.
const fn plain(c: char) -> char {
    match c {
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ı' => 'i',
        c => c,
    }
}

/// Apostrophes and the marks of glottal stops: `O’Connell` is `OConnell`.
const fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | 'ʾ' | 'ʿ')
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && word.is_ascii()
}

fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> Option<Likeness> {
        Name::new(a, None, None).likeness(&Name::new(b, None, None))
    }

    #[test]
    fn forms_of_one_name() {
        for (a, b, expected) in [
            ("Björn Ångström", "Bjorn Angstrom", Likeness::Same),
            ("Kim Seo-yeon", "Kim Seoyeon", Likeness::Same),
            ("Máire Ó Ceallaigh", "MAIRE O CEALLAIGH", Likeness::Same),
            ("Ångström, Björn", "Björn Ångström", Likeness::Same),
            ("Xu Zhiyuan", "Zhiyuan Xu", Likeness::Order),
            ("Linda Calloway", "Linda K. Calloway", Likeness::Shorter),
            ("L. Calloway", "Linda K. Calloway", Likeness::Initials),
            ("徐志远", "徐志远", Likeness::Same),
        ] {
            assert_eq!(likeness(a, b), Some(expected), "{a} / {b}");
            assert_eq!(likeness(b, a), Some(expected), "{b} / {a}");
        }
    }

    #[test]
    fn two_names() {
        for (a, b) in [
            ("Linda J. Calloway", "Linda K. Calloway"),
            ("Linda Calloway", "Laura Calloway"),
            ("L. Calloway", "K. Calloway"),
            ("Bambang", "Bambang Susanto"),
            ("徐志远", "徐志"),
        ] {
            assert_eq!(likeness(a, b), None, "{a} / {b}");
        }
        let of = |full, given, family| Name::new(full, Some(given), Some(family));
        assert_eq!(of("Wei Li", "Wei", "Li").likeness(&of("Li Wei", "Li", "Wei")), Some(Likeness::Order));
        assert_eq!(of("Ana Ruiz", "Ana", "Ruiz").likeness(&of("Ana B. Sol", "Ana B.", "Sol")), None);
    }
}
