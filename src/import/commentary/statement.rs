//! Sentences that say whose views a text holds, and how surely they do.

use super::introduced;
use super::lexicon::{ALL, Lexicon, Set, Statement, Words, index};
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
    let parts = ALL.iter().any(|lexicon| {
        let Statement { views, limits, .. } = &lexicon.statement;
        holds(&folded, views) && holds(&folded, limits)
    });
    speaks && parts && weight(second) <= 20 && is_of_the_house(first)
}

/// Whether a sentence speaks of the house, its texts or its authors, and tells of no person, no address, no right, no
/// date and no other place of publication.
pub fn is_of_the_house(sentence: &str) -> bool {
    let folded = fold(sentence);
    let speaks = ALL.iter().any(|lexicon| {
        let Statement { houses, here, signers, .. } = &lexicon.statement;
        [houses, here, signers].iter().any(|pieces| holds(&folded, pieces))
    });
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
    let house = ALL.iter().any(|lexicon| holds(&folded, lexicon.statement.houses));
    let other = index().label(Set::Clutter, sentence).is_some() || index().find(Set::Original, &folded).is_some();
    let people = ALL.iter().any(|lexicon| holds(&folded, lexicon.statement.signers));
    let people = people || index().holds(Words::Heads, sentence);
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
    let made = ALL.iter().filter_map(|lexicon| Some((made_of(&folded, &lexicon.statement)?, lexicon)));
    let made = made.max_by_key(|(parts, lexicon)| (parts.count(), stop_words(&folded, lexicon)));
    if let Some((language, _, _)) = index().find(Set::Disclaimer, &folded) {
        let confirmed = made.as_ref().is_some_and(|(parts, _)| parts.views && (parts.signers || parts.houses));
        return Some((if confirmed { Likeness::Usual } else { Likeness::Good }, language));
    }
    let (parts, lexicon) = made?;
    let good =
        parts.views && parts.limits && (parts.signers && (parts.here || parts.houses) || parts.houses && parts.here);
    let opening = folded.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let Statement { here, views, .. } = &lexicon.statement;
    // `This comment reflects the authors' views`
    let subject =
        words <= 14 && parts.views && parts.signers && parts.here && holds(&opening, here) && !holds(&opening, views);
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
#[derive(Debug, Clone, Copy)]
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

fn made_of(folded: &str, statement: &Statement) -> Option<Parts> {
    let parts = Parts {
        views: holds(folded, statement.views),
        signers: holds(folded, statement.signers),
        limits: holds(folded, statement.limits),
        houses: holds(folded, statement.houses),
        here: holds(folded, statement.here),
    };
    (parts.count() >= 3).then_some(parts)
}

/// Whether a folded text has a word that begins so; in scripts without blanks, whether it has the piece.
fn holds(folded: &str, pieces: &[&str]) -> bool {
    pieces.iter().any(|piece| {
        let piece = fold(piece);
        folded.match_indices(piece.as_str()).any(|(at, _)| {
            let before = folded.get(..at).and_then(|before| before.chars().next_back());
            let inside = piece.starts_with(|c: char| c > '\u{5ff}' && !c.is_lowercase());
            inside || before.is_none_or(|c| !c.is_alphanumeric())
        })
    })
}

fn stop_words(folded: &str, lexicon: &Lexicon) -> usize {
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    lexicon.stop.split(' ').filter(|word| words.contains(&fold(word).as_str())).count()
}
