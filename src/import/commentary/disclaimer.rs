//! The disclaimer: the sentences that say whose views these are.
//!
//! Two kinds of evidence count: a phrase of the usual forms, and a sentence made of what such statements are made
//! of (views, those who sign, a limit to it, the house, this text). Where in the document it stands decides how
//! much is wanted.

use super::address;
use super::attribution::is_note;
use super::document::{self, Block, Document, Role};
use super::language;
use super::reading::{Disclaimer, Known};
use super::statement::{self, Likeness, disowns, goes_on, is_of_the_house, likeness, opens, without_label};
use super::words::{fold, is_finished, is_unspaced, sentences, starts_lower, weight};
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
    /// What its paragraphs say beside it.
    beside: String,
}

/// How many paragraphs from the end, and how many from the start, are looked at.
const REACH: usize = 14;

const REACH_AHEAD: usize = 7;

/// How long a paragraph that holds one may be, in words.
const LONGEST: usize = 170;

/// How long a paragraph set apart may be to count by its likeness alone.
const SHORT: usize = 45;

/// A line longer than this, in letters, shows that a text was not broken into lines.
const UNWRAPPED: usize = 200;

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
    let beside = parts.iter().map(|part| part.left.as_str()).filter(|left| !left.is_empty());
    let beside = beside.collect::<Vec<_>>().join(" ");
    for (place, part) in (first..=end).zip(parts) {
        if part.is_whole {
            document.claim(place, Role::Disclaimer);
        } else if let Some(block) = document.blocks.get_mut(place) {
            // What else stands in a paragraph set apart for it, or how to reach the house behind it, is no text.
            let apart = place + 6 >= count
                && (block.set_apart || part.opens && address::tells_how_to_reach(&part.left))
                || place < REACH_AHEAD && statement::tells_of_rights(&part.left)
                || place + 6 >= count && statement::is_of_others(&part.left);
            block.text = part.left;
            if apart {
                block.hint = Some(Hint::Aside);
                document.claim(place, Role::BackMatter);
            }
        }
    }
    Some(Found { text, lines, last_block: end, language, usual, beside })
}

/// The part of a paragraph that is a disclaimer.
#[derive(Debug)]
struct Part {
    text: String,
    /// What is left of the paragraph without it.
    left: String,
    is_whole: bool,
    /// Whether nothing stands before it in its paragraph.
    opens: bool,
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
        let address = part.split_whitespace().find(|word| word.contains('@') || word.contains("://") || is_host(word));
        let end = address.and_then(|word| Some(part.find(word)? + word.len())).unwrap_or(0);
        let (before, behind) = part.split_at_checked(end).unwrap_or(("", part));
        found.extend(sentences(before));
        found.extend(sentences(behind.trim_start()));
    }
    found
}

/// Whether a word is the name of a site: `gull.example`.
fn is_host(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let last = word.rsplit_once('.').map(|(name, last)| name.len() > 3 && last.len() > 1);
    last == Some(true) && word.chars().all(plain) && word.ends_with(|c: char| c.is_ascii_lowercase())
}

/// A paragraph cut where one of its lines is clearly not full: what follows is another statement.
fn pieces(document: &Document, block: &Block) -> Vec<String> {
    let lines: Vec<&str> =
        block.lines.iter().filter_map(|at| document.lines.get(*at)).map(|l| l.text.as_str()).collect();
    // A line of an address, parted by bars, is no running text.
    let running = lines.iter().filter(|line| !line.contains(" | "));
    let longest = running.chain(lines.last()).map(|line| line.chars().count()).max().unwrap_or(0);
    // Where other paragraphs fill one line each, no line of this one goes on in the next.
    let unwrapped = document.lines.iter().any(|line| document::width(&line.text) > UNWRAPPED);
    let joined: usize = lines.iter().map(|line| line.len() + 1).sum();
    // What was put together otherwise than by its lines stays whole.
    if lines.len() < 2 || joined.abs_diff(block.text.len()) > lines.len() + 1 {
        return vec![block.text.clone()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut room = usize::MAX;
    let mut valued = false;
    for line in lines {
        let first = line.split_whitespace().next().unwrap_or_default();
        let needed = if first.starts_with(is_unspaced) { 2 } else { first.chars().count() + 1 };
        // The first word would have had room on the line before.
        let parted = unwrapped
            || needed.saturating_mul(10) < room.saturating_mul(9) && !starts_lower(line)
            || valued && likeness(line).is_some()
            || is_registered(line);
        match pieces.last_mut().filter(|_| !parted) {
            Some(piece) => document.hyphens.append(piece, line),
            None => pieces.push(line.to_owned()),
        }
        room = longest.saturating_sub(line.chars().count());
        // `Editor: Ann Roe` ends with its line.
        let value = line.rsplit_once(": ").map_or("", |(_, value)| value);
        valued = (1..=5).contains(&weight(value)) && !is_finished(value);
    }
    pieces
}

/// Whether a line begins with the label of a number under which a text is registered.
fn is_registered(line: &str) -> bool {
    let plain = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    line.split_whitespace()
        .take(2)
        .any(|word| matches!(plain(word).as_str(), "isbn" | "issn" | "eissn" | "e-issn" | "doi"))
}

/// The sentences of a paragraph that are a disclaimer, with those that belong to them.
fn part_of(text: &str, all: &[&str], wanted: Likeness) -> Option<Part> {
    if weight(text) > LONGEST {
        return None;
    }
    if let [first, second] = all
        && wanted < Likeness::Usual
        && disowns(first, second)
    {
        let (text, language) = (text.to_owned(), language::detect(std::iter::once(text)).unwrap_or("en"));
        return Some(Part {
            text,
            left: String::new(),
            is_whole: true,
            opens: true,
            likeness: Likeness::Good,
            language,
        });
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
    let other = all.get(1_usize.saturating_sub(first)).filter(|_| all.len() == 2 && first == last);
    if other.is_some_and(|other| is_of_the_house(other) && !is_note(other)) {
        (first, last) = (0, 1);
    }
    // What stands behind a label belongs to it.
    if all.first().is_some_and(|opening| without_label(opening).len() < opening.len()) {
        first = 0;
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
    Some(Part { text, left, is_whole, opens: first == 0, likeness: best.0, language: best.1 })
}

/// Signs before and behind a statement that are no part of it.
const ORNAMENTS: &[char] = &['※', '*', '_', '•', '■', '□', '▶', '►', '◆', 'ㅁ', '○', '●', '†', '‡', '—', '–'];

/// What stands between sentences.
fn join_of(text: &str) -> &'static str {
    if text.contains("。") && !text.contains("。 ") { "" } else { " " }
}

impl Found {
    /// The text that may name the series it speaks for: itself, or else what stands beside it.
    pub fn texts(&self) -> [&str; 2] {
        [&self.text, &self.beside]
    }

    /// Whether a sentence beside it speaks of the house too, so that it could belong to it.
    fn could_be_longer(&self) -> bool {
        sentences(&self.beside).iter().any(|sentence| is_of_the_house(sentence))
    }

    /// Whether nothing stands beside it in its paragraph, and each of its sentences is one of a disclaimer.
    fn is_of_one_piece(&self) -> bool {
        weight(&self.beside) < 3 && sentences(&self.text).iter().all(|own| likeness(own).is_some() || goes_on(own))
    }

    /// The disclaimer with its language; one that is known in another spelling, in that.
    pub fn finding(&self, known: &Known) -> Finding<Disclaimer> {
        let own = spelling(&self.text);
        let same = known.disclaimers.iter().find(|text| spelling(text) == own);
        let text = same.unwrap_or(&self.text).clone();
        let language = Some(language::or_phrase(&self.text, self.language));
        let certainty = match () {
            () if same.is_some() => Certainty::Certain,
            () if self.could_be_longer() || !self.is_of_one_piece() => Certainty::Doubtful,
            () if self.usual => Certainty::Certain,
            () => Certainty::Likely,
        };
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
    fn short_ones_and_what_the_house_disowns() {
        for text in [
            "This Comment reflects the authors' views.",
            "The Tide Centre publishes memos to stimulate debate. It does not adopt their conclusions.",
            "Tide Notes represent the views of their authors. Rejoinders are always welcome.",
        ] {
            let document = format!("TITLE\n\nText of it.\n\n{text}");
            assert_eq!(recognise(&mut Document::new(&document)).map(|found| found.text).as_deref(), Some(text));
        }
    }

    #[test]
    fn lines_beside_it_are_none_of_it() {
        for (text, found) in [
            (
                "Imprint: Tide Lab, 5 Quay Street, Gullport. Editor responsible: Dr. Ann Roe\nSigned texts do not necessarily reflect the opinion of the Institute.",
                "Signed texts do not necessarily reflect the opinion of the Institute.",
            ),
            (
                "The views expressed in this text are\nthose of the author and of no institute.\nprint ISBN 978-99-9999-110-2",
                "The views expressed in this text are those of the author and of no institute.",
            ),
            (
                "This Letter binds no member of the Forum. We thank Ann Roe, who has read this letter.",
                "This Letter binds no member of the Forum.",
            ),
        ] {
            let document = format!("TITLE\n\nText of it.\n\n{text}");
            assert_eq!(recognise(&mut Document::new(&document)).map(|found| found.text).as_deref(), Some(found));
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
