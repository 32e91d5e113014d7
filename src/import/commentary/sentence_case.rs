//! Capitals to the case of a sentence, initialisms, names and German nouns intact.

use super::evidence::{Forms, Verdict, elided};
use super::headline::{
    ALSO_WORDS, Headline, INITIALISMS, first_upper, is_initials, is_roman, is_set_in_capitals, lacks_vowels, shell,
};
use super::words::fold;

/// The title as a sentence, where it is set in capitals: every word as the running text writes it inside
/// its sentences. `nouns` says that the language writes nouns with a capital.
pub fn sentence(published: &str, forms: &Forms, nouns: bool) -> Headline {
    let mut doubtful = Vec::new();
    if !is_set_in_capitals(published) {
        return Headline { text: published.to_owned(), doubtful };
    }
    let mut out = String::with_capacity(published.len());
    let mut opens = true;
    let tokens = published.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/'));
    let pieces: Vec<&str> = tokens.flat_map(elided).collect();
    let mut phrase = Phrase::default();
    for (at, piece) in pieces.iter().enumerate() {
        let (before, core, behind) = shell(piece);
        let next = pieces.get(at + 1).map_or("", |next| shell(next).1);
        let noun = nouns && phrase.ends_in_noun(core, behind, next);
        let word = match core.is_empty() {
            true => String::new(),
            false => as_in_text(core, opens, nouns.then_some(noun), forms, &mut doubtful),
        };
        out.push_str(before);
        out.push_str(&word);
        out.push_str(behind);
        opens = match core.is_empty() {
            true => opens,
            false => behind.contains(['.', '?', '!', '…']) || nouns && behind.contains(':'),
        };
    }
    Headline { text: out, doubtful }
}

/// Whether words lead to a noun of German: an article or a preposition stands before, and nothing but adjectives since.
#[derive(Debug, Default)]
struct Phrase(bool);

impl Phrase {
    /// Takes the next word; whether it is the noun.
    fn ends_in_noun(&mut self, core: &str, behind: &str, next: &str) -> bool {
        let word = fold(core);
        if LEADING.contains(&word.as_str()) {
            self.0 = true;
            return false;
        }
        let adjective = ["e", "en", "er", "es", "em"].iter().any(|ending| word.ends_with(ending));
        let closed = next.is_empty() || behind.trim().contains([':', ',', '.', '?', '!', ';', '–', '—']);
        let next = fold(next);
        let closed = closed || LEADING.contains(&next.as_str()) || JOINING.contains(&next.as_str());
        let noun = self.0 && (closed || !adjective);
        self.0 &= !noun && adjective && !closed;
        noun
    }
}

/// Articles, and prepositions with which they become one.
const LEADING: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "im",
    "am", "zum", "zur", "beim", "vom", "ins", "ans", "fur", "mit", "ohne", "gegen", "durch", "zwischen", "nach", "vor",
    "hinter", "unter", "uber", "auf", "aus", "bei", "von", "in", "an", "sein", "seine", "ihre", "unsere", "unser",
];

/// Small words behind a noun.
const JOINING: &[&str] =
    &["und", "oder", "als", "wie", "ist", "sind", "war", "wird", "nicht", "muss", "kann", "soll", "hat", "zu"];

fn as_in_text(core: &str, opens: bool, noun: Option<bool>, forms: &Forms, doubtful: &mut Vec<String>) -> String {
    let nouns = noun.is_some();
    let upper = |word: String| if opens { first_upper(&word) } else { word };
    let small = core.to_lowercase();
    if let Some((form, mostly)) = forms.usual(core) {
        if !mostly {
            doubtful.push(core.to_owned());
        }
        return upper(form);
    }
    let initials = is_initials(core) || is_roman(core) || lacks_vowels(core) && core.chars().count() > 1;
    if let Verdict::Written(form) = forms.verdict(core) {
        return form;
    }
    if initials
        || INITIALISMS.contains(&core) && !ALSO_WORDS.contains(&core)
        || core.contains(|c: char| c.is_ascii_digit()) && core.chars().filter(|c| c.is_alphabetic()).count() <= 3
    {
        return core.to_owned();
    }
    if core.chars().any(char::is_lowercase) {
        return core.to_owned();
    }
    if !opens && !nouns && core.chars().count() > 4 {
        // A name, perhaps: the text does not have it.
        doubtful.push(core.to_owned());
    }
    if nouns {
        let endings = [
            "UNG", "UNGEN", "HEIT", "KEIT", "SCHAFT", "TION", "TIONEN", "TÄT", "ISMUS", "NIS", "MENT", "TUM", "LING",
            "ANZ", "ENZ", "POLITIK", "KRIEG", "FRAGE", "UR", "IK",
        ];
        let is_noun = core.chars().count() > 4 && endings.iter().any(|ending| core.ends_with(ending));
        let size = core.chars().count();
        if !is_noun && size > 3 && !opens {
            doubtful.push(core.to_owned());
        }
        return if is_noun || opens || noun == Some(true) { first_upper(&small) } else { small };
    }
    upper(small)
}
