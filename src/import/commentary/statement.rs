//! Sentences that say whose views a text holds, and how surely they do.

use std::sync::LazyLock;

use super::introduced;
use super::lexicon::{ALL, Lexicon, Needles, Set, Statement, Words, index};
use super::words::{fold, weight};

/// How long one of its sentences may be.
const LONGEST_SENTENCE: usize = 75;

/// How surely a sentence is one of a disclaimer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It could belong to one that stands beside.
    Some,
    /// It is one where disclaimers stand.
    Good,
    /// It is one anywhere.
    Usual,
}

/// Labels of statements.
const LABELS: &[&str] = &[
    "disclaimer",
    "note",
    "notice",
    "nota",
    "avertissement",
    "clause de non-responsabilite",
    "haftungsausschluss",
    "hinweis",
    "descargo de responsabilidad",
    "aviso",
    "aviso legal",
    "avvertenza",
    "免责声明",
    "免責聲明",
    "声明",
    "聲明",
    "免責事項",
    "注",
    "注記",
    "알림",
    "일러두기",
    "catatan",
    "penafian",
    "luu y",
    "ghi chu",
    "تنويه",
    "ملاحظة",
    "تنبيه",
    "اخلاء مسؤولية",
    "примечание",
    "opmerking",
];

/// A statement without the label before it.
pub fn without_label(text: &str) -> &str {
    let Some((label, rest)) = text.split_once([':', '：']) else { return text };
    if LABELS.contains(&fold(label.trim()).as_str()) { rest.trim_start() } else { text }
}

/// Whether a sentence goes on with a disclaimer before it.
pub fn goes_on(sentence: &str) -> bool {
    let folded = fold(sentence);
    let first = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    const PRONOUNS: &[&str] =
        &["it", "they", "these", "alternative", "elles", "ils", "sie", "diese", "estas", "essas", "esse"];
    // What may be done with the texts of the house is another statement.
    PRONOUNS.contains(&first) && !tells_of_rights(sentence) && weight(sentence) <= 25
        || invites(&folded) && weight(sentence) <= 14
}

/// Whether a text says what may be done with the texts of a house.
pub fn tells_of_rights(text: &str) -> bool {
    let folded = fold(text);
    ["may be reproduced", "with prior permission", "reproduced with", "reprinted with"]
        .iter()
        .any(|piece| folded.contains(piece))
}

/// Whether a folded sentence asks for other views: `Rejoinders are welcome`.
fn invites(folded: &str) -> bool {
    const WELCOMES: &[&str] = &[
        "welcom",
        "invit",
        "encourag",
        "bienvenu",
        "willkommen",
        "bienvenid",
        "bem-vind",
        "benvenut",
        "welkom",
        "приветств",
        "歓迎",
        "欢迎",
        "歡迎",
        "환영",
    ];
    WELCOMES.iter().any(|piece| folded.contains(piece)) && !folded.contains(['@', '/'])
}

/// Whether a short text but thanks somebody, asks the reader for something, or tells who wrote the text.
pub fn is_of_others(text: &str) -> bool {
    weight(text) <= 25 && tells_of_others(&fold(text))
}

/// Whether a folded sentence thanks somebody, asks the reader for something, or tells who wrote the text.
fn tells_of_others(folded: &str) -> bool {
    const PIECES: &[&str] = &[
        "thank",
        "grateful",
        "please",
        "prepared by",
        "drafted by",
        "compiled by",
        "ringrazia",
        "remerci",
        "danken",
        "dankt",
        "agradec",
        "bedankt",
        "благодар",
        "terima kasih",
        "感谢",
        "感謝",
        "謝意",
        "감사",
        "verfasst von",
        "rédigé par",
        "elaborado por",
        "redactado por",
        "redatto da",
        "bitte",
    ];
    PIECES.iter().any(|piece| folded.contains(&fold(piece)))
}

/// Whether of two sentences the first tells what the house does, and the second that it does not share what is said.
pub fn disowns(first: &str, second: &str) -> bool {
    let folded = fold(second);
    let pronoun = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let speaks = ["it", "they", "elle", "il", "er", "sie", "es", "this"].contains(&pronoun);
    let parts = parts_of(&folded).iter().any(|parts| parts.views && parts.limits);
    speaks && parts && weight(second) <= 20 && is_of_the_house(first)
}

/// Whether a sentence speaks of the house, its texts or its authors, and tells of no person, no address, no right, no
/// date and no other place of publication.
pub fn is_of_the_house(sentence: &str) -> bool {
    let folded = fold(sentence);
    let speaks = parts_of(&folded).iter().any(|parts| parts.houses || parts.here || parts.signers);
    let person = index().holds(Words::Heads, sentence) && index().holds(Words::Is, sentence) || introduces(sentence);
    let other = [Set::Original, Set::Reprint, Set::Books, Set::Corrects, Set::Translates]
        .iter()
        .any(|set| index().find(*set, &folded).is_some());
    let label = [Set::Clutter, Set::Edited, Set::Translated, Set::Notes, Set::About]
        .iter()
        .any(|set| index().label(*set, sentence).is_some());
    weight(sentence) <= 25
        && speaks
        && !tells_of_others(&folded)
        && !person
        && !other
        && !label
        && !sentence.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '©' | '/' | ':' | '：'))
}

/// Whether a sentence tells who somebody is.
fn introduces(sentence: &str) -> bool {
    !introduced::people_of(sentence).is_empty() || index().label(Set::About, sentence).is_some()
}

/// Whether a sentence can open a disclaimer: it is short, and of the house.
pub fn opens(sentence: &str) -> bool {
    let folded = fold(sentence);
    let parts = parts_of(&folded);
    let house = parts.iter().any(|parts| parts.houses);
    let other = index().label(Set::Clutter, sentence).is_some() || index().find(Set::Original, &folded).is_some();
    let people = parts.iter().any(|parts| parts.signers) || index().holds(Words::Heads, sentence);
    house
        && !people
        && !other
        && !tells_of_others(&folded)
        && weight(sentence) <= 18
        && !sentence.contains('@')
        && !introduces(sentence)
}

/// How much a sentence is like one of a disclaimer, and in which language.
pub fn likeness(sentence: &str) -> Option<(Likeness, &'static str)> {
    let words = weight(sentence);
    if !(2..=LONGEST_SENTENCE).contains(&words) {
        return None;
    }
    let folded = fold(sentence);
    let parts = parts_of(&folded);
    let made = parts.iter().zip(ALL).enumerate().filter(|(_, (parts, _))| parts.count() >= 3);
    let made = made.max_by_key(|(_, (parts, lexicon))| (parts.count(), stop_words(&folded, lexicon)));
    if let Some((language, _, _)) = index().find(Set::Disclaimer, &folded) {
        let confirmed = made.is_some_and(|(_, (parts, _))| parts.views && (parts.signers || parts.houses));
        return Some((if confirmed { Likeness::Usual } else { Likeness::Good }, language));
    }
    let (language, (parts, lexicon)) = made?;
    let good =
        parts.views && parts.limits && (parts.signers && (parts.here || parts.houses) || parts.houses && parts.here);
    let opening = folded.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let opening = parts_of(&opening).get(language).copied().unwrap_or_default();
    // `This comment reflects the authors' views`
    let subject = words <= 14 && parts.views && parts.signers && parts.here && opening.here && !opening.views;
    let short = subject || parts.views && parts.limits && parts.signers && words <= 16;
    let some =
        parts.views && (parts.houses && parts.limits || parts.signers && (parts.limits || parts.houses || parts.here));
    match () {
        () if good || short => Some((Likeness::Good, lexicon.tag)),
        () if some => Some((Likeness::Some, lexicon.tag)),
        () => None,
    }
}

/// Which parts of a statement a sentence has.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    views: bool,
    signers: bool,
    limits: bool,
    houses: bool,
    here: bool,
}

impl Parts {
    fn count(self) -> usize {
        [self.views, self.signers, self.limits, self.houses, self.here].iter().filter(|part| **part).count()
    }
}

/// Sets a part.
type Has = fn(&mut Parts) -> &mut bool;

/// Which parts of a statement a folded sentence has in each language, in the order of [`ALL`]: it holds a word that
/// begins like one of the part; in scripts without blanks, the piece.
fn parts_of(folded: &str) -> Vec<Parts> {
    static PIECES: LazyLock<(Needles, Vec<(usize, Has)>)> = LazyLock::new(|| {
        let pieces = ALL.iter().enumerate().flat_map(|(language, lexicon)| {
            let Statement { views, signers, limits, houses, here } = &lexicon.statement;
            let parts: [(&[&str], Has); 5] = [
                (views, |parts| &mut parts.views),
                (signers, |parts| &mut parts.signers),
                (limits, |parts| &mut parts.limits),
                (houses, |parts| &mut parts.houses),
                (here, |parts| &mut parts.here),
            ];
            let of = move |(pieces, has): (&'static [&'static str], Has)| {
                pieces.iter().map(move |piece| (fold(piece), (language, has)))
            };
            parts.into_iter().flat_map(of)
        });
        let (pieces, parts) = pieces.unzip();
        (Needles::new(pieces), parts)
    });
    let (needles, owners) = &*PIECES;
    let mut all = vec![Parts::default(); ALL.len()];
    for (which, piece, at) in needles.places(folded) {
        let before = folded.get(..at).and_then(|before| before.chars().next_back());
        let inside = piece.starts_with(|c: char| c > '\u{5ff}' && !c.is_lowercase());
        if (inside || before.is_none_or(|c| !c.is_alphanumeric()))
            && let Some((language, has)) = owners.get(which)
            && let Some(parts) = all.get_mut(*language)
        {
            *has(parts) = true;
        }
    }
    all
}

fn stop_words(folded: &str, lexicon: &Lexicon) -> usize {
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    lexicon.stop.split(' ').filter(|word| words.contains(&fold(word).as_str())).count()
}
