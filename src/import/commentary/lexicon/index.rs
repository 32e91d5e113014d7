//! The lexicons made ready for use: folded once, looked up in all languages at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::ALL;
use super::kinds::{SETS, Set, WORDS, Words};
use super::needles::Needles;
use crate::import::commentary::words::{fold, initial, is_unspaced, strip_folded};

/// One phrase of one language.
#[derive(Debug)]
pub struct Phrase {
    /// The language.
    pub tag: &'static str,
    /// Its pieces, folded.
    pub pieces: Vec<String>,
}

/// All lexicons as one.
#[derive(Debug)]
pub struct Index {
    phrases: HashMap<Set, Vec<Phrase>>,
    /// The first piece of each of these phrases.
    firsts: HashMap<Set, Needles>,
    /// Which of these phrases begin with a character.
    initials: HashMap<(Set, char), Vec<usize>>,
    words: HashMap<Words, HashMap<String, Vec<&'static str>>>,
    /// Words of scripts without blanks, which stand inside a run of signs.
    inside: HashMap<Words, Vec<String>>,
    /// Words of several parts.
    long: HashMap<Words, Needles>,
    months: HashMap<String, i8>,
    /// Per language: beginnings of words for views, parties, limits.
    bounds: Vec<[Vec<String>; 3]>,
}

/// The one index.
pub fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(Index::new);
    &INDEX
}

impl Index {
    fn new() -> Self {
        let mut index = Self {
            phrases: HashMap::new(),
            firsts: HashMap::new(),
            initials: HashMap::new(),
            words: HashMap::new(),
            inside: HashMap::new(),
            long: HashMap::new(),
            months: HashMap::new(),
            bounds: Vec::new(),
        };
        let mut long: HashMap<Words, Vec<String>> = HashMap::new();
        for lexicon in ALL {
            for (set, of) in SETS {
                let pieces = |p: &str| p.split('+').map(|part| fold(part.trim())).collect();
                let phrases = of(lexicon).iter().map(|p| Phrase { tag: lexicon.tag, pieces: pieces(p) });
                index.phrases.entry(*set).or_default().extend(phrases);
            }
            for (kind, of) in WORDS {
                for word in of(lexicon).split_whitespace() {
                    let word = fold(&word.replace('_', " "));
                    if word.contains(' ') {
                        long.entry(*kind).or_default().push(word.clone());
                    }
                    if word.chars().all(is_unspaced) {
                        index.inside.entry(*kind).or_default().push(word.clone());
                    }
                    index.words.entry(*kind).or_default().entry(word).or_default().push(lexicon.tag);
                }
            }
            let stems = |list: &str| list.split_whitespace().map(fold).collect::<Vec<String>>();
            index.bounds.push([stems(lexicon.views), stems(lexicon.parties), stems(lexicon.limits)]);
            for (number, forms) in (1_i8..).zip(lexicon.months) {
                for form in forms.split_whitespace() {
                    index.months.insert(fold(&form.replace('_', " ")), number);
                }
            }
        }
        index.long = long.into_iter().map(|(kind, words)| (kind, Needles::new(words))).collect();
        for (set, phrases) in &mut index.phrases {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.pieces.iter().map(String::len).sum::<usize>()));
            let firsts = phrases.iter().map(|p| p.pieces.first().cloned().unwrap_or_default());
            index.firsts.insert(*set, Needles::new(firsts.collect()));
            for (which, phrase) in phrases.iter().enumerate() {
                let initial = phrase.pieces.first().and_then(|first| first.chars().next());
                index.initials.entry((*set, initial.unwrap_or_default())).or_default().push(which);
            }
        }
        index
    }

    fn set(&self, set: Set) -> &[Phrase] {
        self.phrases.get(&set).map(Vec::as_slice).unwrap_or_default()
    }

    /// The phrases of a set with which a text may begin, in their order.
    fn opening(&self, set: Set, text: &str) -> impl Iterator<Item = &Phrase> {
        let which = initial(text).and_then(|initial| self.initials.get(&(set, initial)));
        which.into_iter().flatten().filter_map(move |which| self.set(set).get(*which))
    }

    /// The phrases of one piece of a set, folded, the longest first.
    pub fn labels(&self, set: Set) -> impl Iterator<Item = &str> {
        self.set(set).iter().filter(|p| p.pieces.len() == 1).filter_map(|p| p.pieces.first()).map(String::as_str)
    }

    /// Whether a text sets views of one party apart: in one language it has words for views, for parties,
    /// and for the limit between them.
    pub fn sets_views_apart(&self, text: &str) -> Option<&'static str> {
        let folded = fold(text);
        let words: Vec<&str> =
            folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).collect();
        let holds = |stems: &Vec<String>| {
            words.iter().any(|w| {
                stems.iter().any(|s| {
                    if s.len() <= 4 {
                        w == s || s.contains('\'') && w.contains(s.as_str())
                    } else {
                        w.starts_with(s.as_str())
                    }
                })
            })
        };
        let found = self.bounds.iter().position(|kinds| kinds.iter().all(|stems| !stems.is_empty() && holds(stems)))?;
        ALL.get(found).map(|l| l.tag)
    }

    /// The number of a month by its name, folded.
    pub fn month(&self, folded: &str) -> Option<i8> {
        self.months.get(folded).copied()
    }

    /// Whether a folded word is one of these.
    pub fn is(&self, kind: Words, folded: &str) -> bool {
        self.words.get(&kind).is_some_and(|words| words.contains_key(folded))
    }

    /// Whether a folded word is one of these in this language, or in English.
    pub fn is_in(&self, kind: Words, folded: &str, tag: &str) -> bool {
        let tags = self.words.get(&kind).and_then(|words| words.get(folded));
        tags.is_some_and(|tags| tags.contains(&tag) || tags.contains(&"en"))
    }

    /// Whether a folded word is a small one of this language.
    pub fn is_stop(&self, folded: &str, tag: &str) -> bool {
        self.words.get(&Words::Stop).and_then(|words| words.get(folded)).is_some_and(|tags| tags.contains(&tag))
    }

    /// Whether a folded word is one of these, or ends in a long one of them: `Forschungsprogramm`.
    pub fn ends_compound(&self, kind: Words, folded: &str) -> bool {
        const LONG: usize = 5;
        let ends = folded.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || folded.len() - at >= LONG);
        ends.filter_map(|at| folded.get(at..)).any(|end| self.is(kind, end))
    }

    /// Whether a text holds one of these words: as a word, or inside a run of signs without blanks.
    pub fn holds(&self, kind: Words, text: &str) -> bool {
        let folded = fold(text);
        let inside = self.inside.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let long = self.long.get(&kind);
        long.is_some_and(|long| long.places(&folded).any(|(_, word, at)| begins_word(&folded, at, word)))
            || folded.chars().any(is_unspaced) && inside.iter().any(|word| is_inside(&folded, word))
            || folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\''))).any(|w| {
                self.is(kind, w)
                    || w.len() > 3 && w.split(['-', '\'']).any(|part| part.len() > 3 && self.is(kind, part))
            })
    }

    /// Words of scripts without blanks with which a folded text ends.
    pub fn ends_with(&self, kind: Words, folded: &str) -> Option<usize> {
        let inside = self.inside.get(&kind)?;
        inside.iter().filter(|word| folded.ends_with(word.as_str())).map(String::len).max()
    }

    /// Where the first of these words in a text without blanks ends, behind which something is left.
    pub fn first_end(&self, kind: Words, text: &str) -> Option<usize> {
        let inside = self.inside.get(&kind)?;
        let whole = |word: &&String| word.chars().count() > 1 && !self.is(Words::Parts, word);
        let ends = inside.iter().filter(whole).filter_map(|word| {
            let end = text.find(word.as_str())? + word.len();
            (end < text.len()).then_some(end)
        });
        ends.max()
    }

    /// Whether a text begins with one of these words of a script without blanks.
    pub fn starts_with(&self, kind: Words, text: &str) -> bool {
        let inside = self.inside.get(&kind).map(Vec::as_slice).unwrap_or_default();
        inside.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// What stands behind a label with which the text begins, and the language of the label. The label is
    /// a whole word; signs behind it are left out.
    pub fn label<'a>(&self, set: Set, text: &'a str) -> Option<(&'a str, &'static str)> {
        let text = text.trim_start_matches(is_ornament);
        self.opening(set, text).find_map(|phrase| {
            let (label, others) = phrase.pieces.split_first()?;
            let mut rest = strip_folded(text, label)?;
            for piece in others {
                let near = rest.char_indices().take(40).map(|(at, _)| at);
                rest = near.filter_map(|at| rest.get(at..)).find_map(|r| strip_folded(r, piece))?;
            }
            let label = others.last().unwrap_or(label);
            whole(label, rest).then(|| (rest.trim_start_matches(is_behind_label), phrase.tag))
        })
    }

    /// Like [`Self::label`], where nothing but the label stands there or a sign or a break follows it.
    pub fn heading<'a>(&self, set: Set, text: &'a str) -> Option<(&'a str, &'static str)> {
        let text = text.trim_start_matches(is_ornament);
        self.opening(set, text).find_map(|phrase| {
            let [label] = phrase.pieces.as_slice() else {
                return None;
            };
            let rest = strip_folded(text, label)?;
            let parted =
                label.ends_with(':') || rest.trim_start().is_empty() || rest.trim_start().starts_with(is_parting);
            parted.then(|| (rest.trim_start().trim_start_matches(is_behind_label), phrase.tag))
        })
    }

    /// The first phrase of a set that a folded text holds: its language, and where it begins and ends.
    pub fn find(&self, set: Set, folded: &str) -> Option<(&'static str, usize, usize)> {
        let places = self.firsts.get(&set)?.places(folded);
        let mut starts: Vec<(usize, usize)> =
            places.filter(|(_, first, at)| begins_word(folded, *at, first)).map(|(which, _, at)| (which, at)).collect();
        starts.sort_unstable();
        // Of each phrase its first place alone counts.
        starts.dedup_by_key(|(which, _)| *which);
        starts.into_iter().find_map(|(which, start)| {
            let phrase = self.set(set).get(which)?;
            let (first, others) = phrase.pieces.split_first()?;
            let mut end = start + first.len();
            for piece in others {
                end += folded.get(end..)?.find(piece.as_str())? + piece.len();
            }
            Some((phrase.tag, start, end))
        })
    }

    /// Whether a folded text is one of these phrases and nothing else.
    pub fn is_phrase(&self, set: Set, folded: &str) -> bool {
        self.set(set)
            .iter()
            .any(|phrase| phrase.pieces.len() == 1 && phrase.pieces.first().is_some_and(|p| p == folded))
    }
}

fn begins_word(text: &str, at: usize, word: &str) -> bool {
    let unspaced = word.starts_with(is_unspaced) || !word.starts_with(char::is_alphanumeric);
    let before = text.get(..at).and_then(|b| b.chars().next_back());
    unspaced || before.is_none_or(|c| !c.is_alphanumeric())
}

fn whole(label: &str, rest: &str) -> bool {
    let last = label.chars().next_back();
    let inner = last.is_none_or(|c| is_unspaced(c) || !c.is_alphanumeric());
    inner || !rest.starts_with(char::is_alphanumeric)
}

fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '*' | '•'
                | '【'
                | '［'
                | '['
                | '■'
                | '◆'
                | '●'
                | '○'
                | '▼'
                | '▲'
                | '✍'
                | '\u{fe0f}'
                | '※'
                | '–'
                | '—'
                | '_'
                | '<'
                | '('
                | '（'
                | '►'
                | '▪'
        )
}

fn is_parting(c: char) -> bool {
    matches!(
        c,
        ':' | '：'
            | '—'
            | '–'
            | '|'
            | '｜'
            | '/'
            | '／'
            | '】'
            | '］'
            | ']'
            | '・'
            | '.'
            | '。'
            | ')'
            | '）'
            | '-'
            | '>'
            | '›'
            | '»'
    )
}

fn is_behind_label(c: char) -> bool {
    c.is_whitespace() || is_parting(c)
}
/// Whether a text holds a word of a script without blanks. Hangul has blanks: a word of one sign ends one of three or
/// more there.
fn is_inside(text: &str, word: &str) -> bool {
    let single = word.chars().count() == 1 && word.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'));
    let ends = |token: &str| token.ends_with(word) && token.chars().count() > 2;
    if single { text.split(|c: char| !c.is_alphanumeric()).any(ends) } else { text.contains(word) }
}
