//! The disclaimer: the sentences that say whose views these are.
//!
//! Two kinds of evidence count: a phrase of the usual forms, and a sentence made of what such statements are made
//! of (views, those who sign, a limit to it, the house, this text). Where in the document it stands decides how
//! much is wanted.

use super::document::{self, Block, Document, Role};
use super::language;
use super::lexicon::{ALL, Lexicon, Set, Statement, Words, index};
use super::reading::{Disclaimer, Known};
use super::words::{fold, is_unspaced, sentences, starts_lower, weight};
use crate::import::manuscript::Hint;
use crate::import::report::{Certainty, Finding};

/// A disclaimer as found, for those who need its text.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its text on one line.
    pub text: String,
    /// Its lines.
    pub lines: (u32, u32),
    /// The place of its last paragraph.
    pub last_block: usize,
    /// The language of what gave it away.
    language: &'static str,
    /// Whether a phrase of the usual forms did.
    usual: bool,
}

/// How many paragraphs from the end, and how many from the start, are looked at.
const REACH: usize = 14;
const REACH_AHEAD: usize = 7;
/// How long a paragraph that holds one may be, in words.
const LONGEST: usize = 170;
/// How long one of its sentences may be.
const LONGEST_SENTENCE: usize = 75;
/// How long a paragraph set apart may be to count by its likeness alone.
const SHORT: usize = 45;
/// A line longer than this, in letters, shows that a text was not broken into lines.
const UNWRAPPED: usize = 200;

/// How surely a sentence is one of a disclaimer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// It could belong to one that stands beside.
    Some,
    /// It is one where disclaimers stand.
    Good,
    /// It is one anywhere.
    Usual,
}

/// Finds the disclaimer: near the end, or else near the start; paragraphs of it that follow one another are one.
pub fn recognise(document: &mut Document) -> Option<Found> {
    let count = document.blocks.len();
    let near = (0..count).rev().take(REACH);
    let far = (0..count.saturating_sub(REACH)).take(REACH_AHEAD);
    let hinted = document.blocks.iter().position(|b| b.role == Role::Unknown && b.hint == Some(Hint::Disclaimer));
    let mut best: Option<(usize, Part)> = None;
    for place in hinted.into_iter().chain(near).chain(far) {
        let Some(part) = part_at(document, place, count) else { continue };
        if best.as_ref().is_none_or(|(_, known)| part.likeness > known.likeness) {
            best = Some((place, part));
        }
        if best.as_ref().is_some_and(|(_, known)| known.likeness == Likeness::Usual) {
            break;
        }
    }
    let (last, part) = best?;
    let mut parts = vec![part];
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        match part_at(document, before, count).filter(|part| part.is_whole && part.language == parts[0].language) {
            Some(part) => parts.insert(0, part),
            None => break,
        }
        first = before;
    }
    let mut end = last;
    while let Some(part) = part_at(document, end + 1, count).filter(|part| part.is_whole) {
        parts.push(part);
        end += 1;
    }
    let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
    let (usual, language) = (parts.iter().any(|part| part.likeness == Likeness::Usual), parts.first()?.language);
    let lines = (document.blocks.get(first)?.span.0, document.blocks.get(end)?.span.1);
    for (place, part) in (first..=end).zip(parts) {
        if part.is_whole {
            document.claim(place, Role::Disclaimer);
        } else if let Some(block) = document.blocks.get_mut(place) {
            block.text = part.left;
        }
    }
    Some(Found { text, lines, last_block: end, language, usual })
}

/// The part of a paragraph that is a disclaimer.
#[derive(Debug)]
struct Part {
    text: String,
    /// What is left of the paragraph without it.
    left: String,
    is_whole: bool,
    likeness: Likeness,
    language: &'static str,
}

fn part_at(document: &Document, place: usize, count: usize) -> Option<Part> {
    let block = document.blocks.get(place).filter(|b| b.is_open() && !b.heading)?;
    let near_end = place + 6 >= count;
    let apart = block.set_apart || matches!(block.hint, Some(Hint::Disclaimer | Hint::Note | Hint::Aside));
    let short = weight(&block.text) <= SHORT;
    let wanted = match (near_end, apart) {
        (true, true) if short => Likeness::Some,
        (true, _) | (_, true) => Likeness::Good,
        _ => Likeness::Usual,
    };
    let pieces = pieces(document, block);
    let pieces: Vec<&str> = pieces.iter().flat_map(|piece| statements(piece)).collect();
    part_of(&block.text, &pieces, wanted)
}

/// The sentences of a piece; what stands between middle dots, and behind an address, begins anew.
fn statements(piece: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let parts = piece.split(" · ").flat_map(|part| part.split(" • ")).flat_map(|part| part.split(" | "));
    for part in parts {
        let address = part.split_whitespace().find(|word| word.contains('@') || word.contains("://"));
        let end = address.and_then(|word| Some(part.find(word)? + word.len())).unwrap_or(0);
        let (before, behind) = part.split_at_checked(end).unwrap_or(("", part));
        found.extend(sentences(before));
        found.extend(sentences(behind.trim_start()));
    }
    found
}

/// A paragraph cut where one of its lines is clearly not full: what follows is another statement.
fn pieces(document: &Document, block: &Block) -> Vec<String> {
    let lines: Vec<&str> =
        block.lines.iter().filter_map(|at| document.lines.get(*at)).map(|l| l.text.as_str()).collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    // Where other paragraphs fill one line each, no line of this one goes on in the next.
    let unwrapped = document.lines.iter().any(|line| document::width(&line.text) > UNWRAPPED);
    let joined: usize = lines.iter().map(|line| line.len() + 1).sum();
    // What was put together otherwise than by its lines stays whole.
    if lines.len() < 2 || joined.abs_diff(block.text.len()) > lines.len() + 1 {
        return vec![block.text.clone()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut room = usize::MAX;
    for line in lines {
        let first = line.split_whitespace().next().unwrap_or_default();
        let needed = if first.starts_with(is_unspaced) { 2 } else { first.chars().count() + 1 };
        // The first word would have had room on the line before.
        let parted = unwrapped || needed.saturating_mul(10) < room.saturating_mul(9) && !starts_lower(line);
        match pieces.last_mut().filter(|_| !parted) {
            Some(piece) => document.hyphens.append(piece, line),
            None => pieces.push(line.to_owned()),
        }
        room = longest - line.chars().count();
    }
    pieces
}

/// The sentences of a paragraph that are a disclaimer, with those that belong to them.
fn part_of(text: &str, all: &[&str], wanted: Likeness) -> Option<Part> {
    if weight(text) > LONGEST {
        return None;
    }
    let likeness: Vec<Option<(Likeness, &'static str)>> = all.iter().map(|sentence| likeness(sentence)).collect();
    let sure =
        |found: &Option<(Likeness, &str)>| found.is_some_and(|(likeness, _)| likeness >= wanted.min(Likeness::Good));
    let (mut first, mut last) = (likeness.iter().position(sure)?, likeness.iter().rposition(sure)?);
    let best =
        likeness.iter().flatten().max_by_key(|(likeness, _)| *likeness).copied().filter(|best| best.0 >= wanted)?;
    let belongs = |at: usize| likeness.get(at).is_some_and(Option::is_some);
    while belongs(last + 1) || all.get(last + 1).is_some_and(|next| goes_on(next)) {
        last += 1;
    }
    while first > 0 && belongs(first - 1) {
        first -= 1;
    }
    // One more sentence of a short paragraph belongs to it, where it tells nothing else.
    if all.len() == 2 && first == last && all.get(1 - first).is_some_and(|other| is_of_the_house(other)) {
        (first, last) = (0, 1);
    }
    // A short opening belongs to it: “The Forum is a place of debate.”
    if first == 1 && all.len() <= 3 && all.first().is_some_and(|opening| opens(opening)) {
        first = 0;
    }
    let part = all.get(first..=last)?.join(join_of(text));
    let left = [all.get(..first)?, all.get(last + 1..)?].concat().join(join_of(text));
    let is_whole = weight(&left) < 6;
    let text = if is_whole && left.is_empty() { text.to_owned() } else { part };
    let text = without_label(text.trim_matches(|c: char| c.is_whitespace() || ORNAMENTS.contains(&c))).to_owned();
    Some(Part { text, left, is_whole, likeness: best.0, language: best.1 })
}

/// Signs before and behind a statement that are no part of it.
const ORNAMENTS: &[char] = &['※', '*', '_', '•', '■', '□', '▶', '►', '◆', 'ㅁ', '○', '●', '†', '‡', '—', '–'];

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
    "luu y",
    "ghi chu",
    "تنويه",
    "ملاحظه",
    "اخلاء مسؤوليه",
    "примечание",
    "opmerking",
];

/// A statement without the label before it.
fn without_label(text: &str) -> &str {
    let Some((label, rest)) = text.split_once([':', '：']) else { return text };
    if LABELS.contains(&fold(label.trim()).as_str()) { rest.trim_start() } else { text }
}

/// What stands between sentences.
fn join_of(text: &str) -> &'static str {
    if text.contains("。") && !text.contains("。 ") { "" } else { " " }
}

/// Whether a sentence goes on with a disclaimer before it.
fn goes_on(sentence: &str) -> bool {
    let folded = fold(sentence);
    let first = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    const PRONOUNS: &[&str] =
        &["it", "they", "these", "alternative", "elles", "ils", "sie", "diese", "estas", "essas", "esse"];
    PRONOUNS.contains(&first) && weight(sentence) <= 25
}

/// Whether a sentence speaks of the house, its texts or its authors, and tells of no person, no address, no right, no
/// date and no other place of publication.
fn is_of_the_house(sentence: &str) -> bool {
    let folded = fold(sentence);
    let speaks = ALL.iter().any(|lexicon| {
        let Statement { houses, here, signers, .. } = &lexicon.statement;
        [houses, here, signers].iter().any(|pieces| holds(&folded, pieces))
    });
    let person = index().holds(Words::Heads, sentence) && index().holds(Words::Is, sentence);
    let other = [Set::Original, Set::Reprint, Set::Books, Set::Corrects, Set::Translates]
        .iter()
        .any(|set| index().find(*set, &folded).is_some());
    let label = [Set::Clutter, Set::Edited, Set::Translated, Set::Notes, Set::About]
        .iter()
        .any(|set| index().label(*set, sentence).is_some());
    weight(sentence) <= 25
        && speaks
        && !person
        && !other
        && !label
        && !sentence.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '©' | '/' | ':' | '：'))
}

/// Whether a sentence can open a disclaimer: it is short, and of the house.
fn opens(sentence: &str) -> bool {
    let folded = fold(sentence);
    let house = ALL.iter().any(|lexicon| holds(&folded, lexicon.statement.houses));
    let other = index().label(Set::Clutter, sentence).is_some() || index().find(Set::Original, &folded).is_some();
    let people = ALL.iter().any(|lexicon| holds(&folded, lexicon.statement.signers));
    let people = people || index().holds(Words::Heads, sentence);
    house && !people && !other && weight(sentence) <= 25 && !sentence.contains('@')
}

/// How much a sentence is like one of a disclaimer, and in which language.
fn likeness(sentence: &str) -> Option<(Likeness, &'static str)> {
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
    let short = parts.views && parts.limits && parts.signers && words <= 16;
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

impl Found {
    /// The disclaimer with its language; one that is known in another spelling, in that.
    pub fn finding(&self, known: &Known) -> Finding<Disclaimer> {
        let own = spelling(&self.text);
        let same = known.disclaimers.iter().find(|text| spelling(text) == own);
        let text = same.unwrap_or(&self.text).clone();
        let language = Some(language::or_phrase(&self.text, self.language));
        let certainty = if self.usual || same.is_some() { Certainty::Certain } else { Certainty::Likely };
        Finding { value: Disclaimer { text, language }, lines: self.lines, source: "disclaimer", certainty }
    }
}

/// A disclaimer as far as its variants agree: no signs, no case, one or several authors.
fn spelling(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "s");
    let one = |word: &str| match word {
        "authors" | "writers" | "contributors" => word.trim_end_matches('s').to_owned(),
        "are" => "is".to_owned(),
        other => other.to_owned(),
    };
    words.map(one).collect()
}

/// Whether a paragraph has the form of a disclaimer: the language of what gives it away.
pub fn phrase_of(text: &str) -> Option<&'static str> {
    part_of(text, &sentences(text), Likeness::Good).filter(|part| part.is_whole).map(|part| part.language)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_last_paragraph_of_a_usual_form() {
        let text = "TITLE\n\nText of the views.\n\nHarbour Letters represent the views of the respective authors.\n\nAlternative viewpoints are always welcomed.";
        let found = recognise(&mut Document::new(text)).unwrap();
        assert_eq!(found.lines, (5, 7));
        assert!(found.text.ends_with("authors. Alternative viewpoints are always welcomed."));
        assert_eq!(found.finding(&Known::default()).value.language.as_deref(), Some("en"));
    }

    #[test]
    fn other_languages() {
        for (text, language) in [
            ("Les opinions exprimées ici n'engagent que leurs auteurs.", "fr"),
            ("Las opiniones expresadas son de sus autores.", "es"),
            ("本論文は筆者個人の見解である。", "ja"),
        ] {
            let found = recognise(&mut Document::new(text)).unwrap();
            assert_eq!(found.finding(&Known::default()).value.language.as_deref(), Some(language));
        }
    }

    #[test]
    fn only_the_sentences_that_are_one() {
        let text = "TITLE\n\nText.\n\nTide Letters is a platform for timely analysis. The views given are the authors’ own and never those of Tide Lab. Pieces may be reproduced with permission.";
        let found = recognise(&mut Document::new(text)).unwrap();
        assert_eq!(found.text, "The views given are the authors’ own and never those of Tide Lab.");
    }

    #[test]
    fn statements_in_words_of_their_own() {
        for text in [
            "Opinions are solely those of the signatories.",
            "What is said in a Tide Lab publication is said by its author and by nobody else.",
            "Der Beitrag gibt die persönliche Auffassung der Autorin wieder.",
            "Мнение автора может не совпадать с позицией редакции.",
            "Tulisan ini adalah pandangan pribadi, tidak mewakili institusi tempat penulis bekerja.",
            "본 글의 내용은 필자 개인의 의견이며 연구원의 입장과 무관합니다.",
            "الآراء الواردة في هذا المقال لا تعبر بالضرورة عن وجهة نظر المركز.",
        ] {
            let document = format!("TITLE\n\nText of it.\n\n{text}");
            assert_eq!(recognise(&mut Document::new(&document)).map(|found| found.text).as_deref(), Some(text));
        }
    }

    #[test]
    fn variants_of_a_known_one_are_it() {
        let known = "The views expressed are the author's own.".to_owned();
        let found = recognise(&mut Document::new("T\n\nText.\n\nThe views expressed are the authors’ own.")).unwrap();
        let known = Known { disclaimers: vec![known.clone()], ..Known::default() };
        assert_eq!(found.finding(&known).value.text, known.disclaimers[0]);
    }

    #[test]
    fn ordinary_text_is_none() {
        assert!(recognise(&mut Document::new("The harbour has a view.\n\nIt is fine.")).is_none());
    }
}
