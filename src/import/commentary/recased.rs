//! The letter case of a title.

use super::document::{Document, Role};
use super::evidence::Forms;
use super::headline::{self, Headline, INITIALISMS, lacks_vowels};
use super::language;
use super::lexicon::{Case, index};
use super::masthead::Told;
use super::rubric::without_kicker;
use super::sentence_case;
use super::words::{self, is_capitals, is_unspaced};
use crate::import::report::{Certainty, Finding};

/// The title as its language writes headlines, with the body as evidence, and without a rubric before it.
pub(super) fn recased(document: &Document, published: &Finding<String>, tag: &str, told: &mut Told) -> Finding<String> {
    let bare = without_kicker(&published.value).trim_end_matches([':', '：']).trim_end();
    let running = document.blocks.iter().filter(|b| !matches!(b.role, Role::Title | Role::Byline | Role::Masthead));
    if bare.chars().any(is_unspaced) {
        return published.with(bare.to_owned());
    }
    let forms = Forms::collect(bare, running);
    let case = language::lexicon(tag).case;
    let turkish = (tag == "tr" && is_capitals(bare)).then(|| turkish_capitals(bare));
    let bare = turkish.as_deref().unwrap_or(bare);
    let made = match case {
        Case::Headline if tag == "en" => headline::headline(bare, &forms),
        Case::Headline => with_small_words(headline::headline(bare, &forms), bare, tag),
        Case::Sentence | Case::Nouns => sentence_case::sentence(bare, &forms, case == Case::Nouns),
    };
    let line = Some(published.lines.0);
    for word in &made.doubtful {
        let reason = format!("the letter case of “{word}” in the title is a guess: the text does not settle it");
        told.doubt(line, "title", reason);
    }
    let guess = match (made.text == published.value, made.doubtful.is_empty()) {
        (true, _) => Certainty::Certain,
        (false, true) => Certainty::Likely,
        (false, false) => Certainty::Doubtful,
    };
    let certainty = published.certainty.min(guess);
    Finding { certainty, ..published.with(words::without_second_dot(&made.text)) }
}

/// A headline of another language than English, recased: its small words have small letters too.
fn with_small_words(made: Headline, published: &str, tag: &str) -> Headline {
    if made.text == published {
        return made;
    }
    let mut opens = true;
    let words = made.text.split(' ').map(|word| {
        let small = !opens && index().is_stop(&words::fold(words::bare(word)), tag);
        opens = word.ends_with([':', '.', '?', '!', '–', '—']);
        if small { word.to_lowercase() } else { word.to_owned() }
    });
    Headline { text: words.collect::<Vec<_>>().join(" "), ..made }
}

/// Words of a title in capitals that hold an `I` of either kind, with small letters behind the first one: in Turkish
/// that of `I` has no dot.
fn turkish_capitals(title: &str) -> String {
    let small = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        first + &letters.as_str().replace('I', "ı").replace('İ', "i").to_lowercase()
    };
    let kept = |word: &str| {
        let own = words::bare(word);
        INITIALISMS.contains(&own) || lacks_vowels(own) || own.chars().count() < 3
    };
    let words = title.split(' ').map(|word| if kept(word) { word.to_owned() } else { small(word) });
    words.collect::<Vec<_>>().join(" ")
}
