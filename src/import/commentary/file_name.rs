//! The name of a file as a witness: it often holds a surname, the name of the series, a number.

use super::reading::Known;
use super::words::fold;

/// The words of the name of a file: `PB12_roe-tides.txt` has `pb`, `12`, `roe` and `tides`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileName {
    words: Vec<String>,
}

/// A word of fewer letters proves nothing.
const SHORTEST: usize = 4;

impl FileName {
    /// The name of the file that is read, without its folder and its ending.
    pub fn of(known: Option<&Known>) -> FileName {
        let path = known.and_then(|known| known.file.as_deref()).unwrap_or_default();
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        FileName { words: words(stem) }
    }

    /// Whether one of its words is this one.
    pub fn has(&self, word: &str) -> bool {
        let own = words(word).concat();
        own.chars().count() >= SHORTEST
            && own.chars().any(char::is_alphabetic)
            && (self.words.contains(&own) || self.words.windows(2).any(|pair| pair.concat() == own))
    }

    /// What it has behind this text, where it begins with it.
    pub fn behind(&self, text: &str) -> Option<&[String]> {
        let own = words(text);
        let letters: usize = own.iter().map(|word| word.chars().count()).sum();
        let rest = self.words.strip_prefix(own.as_slice())?;
        (letters >= SHORTEST && own.iter().any(|word| word.contains(char::is_alphabetic))).then_some(rest)
    }

    /// Its words with a blank between, for those who look for a number behind a name.
    pub fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// Letters or figures that nothing parts.
fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let goes_on = c.is_alphanumeric() && before.is_alphanumeric() && c.is_numeric() == before.is_numeric();
        match found.last_mut().filter(|_| goes_on) {
            Some(word) => word.push(c),
            None if c.is_alphanumeric() => found.push(c.to_string()),
            None => {}
        }
        before = c;
    }
    found.iter().map(|word| fold(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(file: &str) -> FileName {
        FileName::of(Some(&Known { file: Some(file.to_owned()), ..Known::default() }))
    }

    #[test]
    fn surnames_and_series_are_found() {
        let file = name("letters/Tide-Notes 12_de Roë.final.txt");
        assert!(!file.has("Tides") && file.has("Notes"));
        assert!(name("240312_roelund_harbours.txt").has("Roelund"));
        assert_eq!(file.behind("Tide Notes").map(<[String]>::len), Some(4));
        assert_eq!(file.behind("Tide"), Some(["notes", "12", "de", "roe", "final"].map(str::to_owned).as_slice()));
        assert_eq!(name("PB218.txt").text(), "pb 218");
        assert_eq!(FileName::of(None).text(), "");
    }
}
