//! What of a word is the same in all its forms, in its language.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use frostem::Stemmer;

use super::words::{Kind, Word, words};
use crate::domain::LanguageTag;
use crate::import::commentary::lexicon;

/// A language whose inflections are known.
#[derive(Clone, Copy)]
pub struct Tongue {
    /// Its code (ISO 639-1).
    pub code: &'static str,
    stemmer: Stemmer,
}

/// The codes of these languages.
const CODES: [&str; 24] = [
    "ar", "ca", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hu", "id", "it", "nl", "no", "pl", "pt", "ro",
    "ru", "sv", "ta", "tr", "uk",
];

/// All of them.
pub static TONGUES: LazyLock<Vec<Tongue>> = LazyLock::new(|| {
    let tongue = |code| Stemmer::try_from_name(code).ok().map(|stemmer| Tongue { code, stemmer });
    CODES.into_iter().filter_map(tongue).collect()
});

/// Words that questions are made of, beside those that texts of a language are known by.
const ASKING: [(&str, &str); 12] = [
    ("ar", "ما ماذا كيف لماذا هل من متى اين كم"),
    ("de", "was wie warum wer wann wo welche welcher welches kann soll wird über zum zur beim"),
    (
        "en",
        "a an what how why who when where does do did can could should been were about than their there they into our we you i if so such these those no",
    ),
    ("es", "que como por cual quien cuando donde sobre puede debe ser hay"),
    ("fr", "que quoi comment pourquoi qui quand ou quel quelle est ce peut doit sur l d s qu n"),
    ("id", "apa bagaimana mengapa siapa kapan mana apakah tentang"),
    ("it", "che come perche chi quando dove quale puo deve sul sulla l d"),
    ("nl", "wat hoe waarom wie wanneer waar welke kan over"),
    ("pt", "que como por qual quem quando onde sobre pode deve"),
    ("ru", "что как почему кто когда где какой какая ли о об"),
    ("tr", "ne nasil neden kim zaman nerede mi"),
    ("vi", "gi the nao tai sao ai khi o dau ve"),
];

impl Tongue {
    /// The one of a text's language.
    pub fn of(language: Option<&LanguageTag>) -> Option<Tongue> {
        let code = language?.as_str().split('-').next()?;
        let code = if matches!(code, "nb" | "nn") { "no" } else { code };
        TONGUES.iter().find(|own| own.code == code).copied()
    }

    /// What stands in the index for a folded word of this language.
    pub fn token(self, form: &str) -> String {
        format!("{}:{}", self.code, self.stemmer.stem(form))
    }
}

/// Tokens of words that were met before: most words of a text are. They are forgotten when there are too many.
#[derive(Default)]
pub struct Known {
    /// By language, and by word.
    tokens: HashMap<&'static str, HashMap<String, String, RandomState>, RandomState>,
    count: usize,
}

impl Known {
    /// What stands in the index for a word of a text.
    pub fn token<'a>(&'a mut self, tongue: Option<Tongue>, word: &'a Word) -> &'a str {
        let Some(tongue) = tongue.filter(|_| word.kind == Kind::Spaced) else { return &word.form };
        if self.count >= KNOWN {
            *self = Known::default();
        }
        let own = self.tokens.entry(tongue.code).or_default();
        if !own.contains_key(&word.form) {
            own.insert(word.form.clone(), tongue.token(&word.form));
            self.count += 1;
        }
        own.get(&word.form).map_or(&word.form, String::as_str)
    }
}

/// How many of them are kept.
const KNOWN: usize = 100_000;

/// What stands in the index for a word of a text.
pub fn token(tongue: Option<Tongue>, word: &Word) -> String {
    match tongue {
        Some(tongue) if word.kind == Kind::Spaced => tongue.token(&word.form),
        _ => word.form.clone(),
    }
}

/// All that may stand in the index for a word that is asked for.
pub fn tokens(word: &Word) -> Vec<String> {
    let mut all = vec![word.form.clone()];
    if word.kind == Kind::Spaced {
        all.extend(TONGUES.iter().map(|tongue| tongue.token(&word.form)));
    }
    all
}

/// The languages in which a word only joins others, as they stand before what is in the index.
pub fn joins(form: &str) -> impl Iterator<Item = &'static str> {
    static JOINING: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
        let folded = |text: &str| words(text).into_iter().map(|word| word.form).collect::<Vec<_>>();
        let mut all: Vec<_> = lexicon::ALL.iter().map(|own| (own.tag, folded(own.stop))).collect();
        for (code, text) in ASKING {
            match all.iter_mut().find(|(tag, _)| *tag == code) {
                Some((_, own)) => own.extend(folded(text)),
                None => all.push((code, folded(text))),
            }
        }
        all
    });
    JOINING.iter().filter(move |(_, own)| own.iter().any(|word| word == form)).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_token() {
        let english = Tongue::of(LanguageTag::parse("en-GB").ok().as_ref());
        let one = |text: &str| token(english, &words(text)[0]);
        assert_eq!(one("Harbours"), one("harbour"));
        assert_ne!(one("harbour"), one("harbinger"));
        assert_eq!(one("G7"), "g7");
    }

    #[test]
    fn every_listed_language_has_its_stemmer() {
        assert_eq!(TONGUES.len(), CODES.len());
    }

    #[test]
    fn words_that_join_others_are_known_by_language() {
        assert!(joins("the").any(|tag| tag == "en"));
        assert!(joins("harbour").next().is_none());
    }
}
