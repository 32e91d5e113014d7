//! Where else a text appeared, and what it answers, translates or corrects, as notes say it.

use super::apparatus::Note;
use super::date;
use super::lexicon::{Order, Set, index};
use super::reading::{AppearanceKind, OtherAppearance, OtherRelation, RelationKind};
use super::words::{fold, narrow, sentences, weight};
use crate::import::report::{Certainty, Finding};

/// Whether a sentence says where a text comes from.
pub fn says_where(sentence: &str) -> bool {
    let folded = fold(sentence);
    let sets = [Set::Original, Set::Reprint, Set::Translates, Set::Corrects, Set::Responds];
    let about = ABOUT.iter().any(|word| folded.contains(word));
    weight(sentence) <= 70 && sets.iter().any(|set| index().find(*set, &folded).is_some()) && about
}

/// Words for the text itself: what a sentence about it holds.
const ABOUT: &[&str] = &[
    "article",
    "commentary",
    "essay",
    "piece",
    "version",
    "text",
    "column",
    "op-ed",
    "originally",
    "first published",
    "first appeared",
    "reprint",
    "republish",
    "permission",
    "translat",
    "response",
    "reply",
    "this paper",
    "crosspost",
    "cross-post",
    "chronique",
    "tribune",
    "traduit",
    "paru",
    "publi",
    "reponse",
    "beitrag",
    "artikel",
    "fassung",
    "erschien",
    "uberset",
    "antwort",
    "replik",
    "articulo",
    "texto",
    "version",
    "traduc",
    "respuesta",
    "artigo",
    "resposta",
    "articolo",
    "testo",
    "intervento",
    "traduzione",
    "risposta",
    "stuk",
    "vertaald",
    "tulisan",
    "terjemah",
    "tanggapan",
    "bai ",
    "bai viet",
    "ban dich",
    "dich tu",
    "本稿",
    "本文",
    "本記事",
    "本コラム",
    "初出",
    "原文",
    "この記事",
    "転載",
    "翻訳",
    "訳",
    "此文",
    "原载",
    "原載",
    "首发",
    "首發",
    "转载",
    "轉載",
    "刊",
    "译自",
    "譯自",
    "回应",
    "回應",
    "이 글",
    "본고",
    "이 칼럼",
    "본 글",
    "번역",
    "원문",
    "المقال",
    "مقال",
    "المقالة",
    "ترجم",
    "نشر",
    "статья",
    "статьи",
    "текст",
    "перевод",
    "публик",
    "ответ",
    "материал",
    "колонк",
    "naskah",
];

/// What notes say, in their order.
pub fn recognise(notes: &[Note], order: Order) -> (Vec<Finding<OtherAppearance>>, Vec<Finding<OtherRelation>>) {
    let (mut appearances, mut relations) = (Vec::new(), Vec::new());
    for note in notes {
        let finding = |certainty| Finding { value: (), lines: note.lines, source: "note", certainty };
        for sentence in sentences(&note.text) {
            let folded = fold(sentence);
            let found = |set| index().find(set, &folded);
            if let Some((_, start, end)) = found(Set::Corrects) {
                let _ = (start, end);
                let value = OtherRelation {
                    kind: RelationKind::Corrects,
                    citation: "an earlier version of this text".to_owned(),
                };
                relations.push(finding(Certainty::Likely).with(value));
                continue;
            }
            if let Some((_, start, end)) = found(Set::Responds)
                && let Some(citation) = quoted(sentence).or_else(|| behind(sentence, &folded, start, end))
            {
                relations
                    .push(finding(Certainty::Likely).with(OtherRelation { kind: RelationKind::RespondsTo, citation }));
            } else if let Some((_, start, end)) = found(Set::Translates)
                && let Some(citation) = quoted(sentence)
            {
                let _ = (start, end);
                relations.push(
                    finding(Certainty::Likely).with(OtherRelation { kind: RelationKind::TranslationOf, citation }),
                );
            }
            let reprint = found(Set::Reprint).map(|f| (AppearanceKind::Reprint, f));
            let place = reprint.or_else(|| found(Set::Original).map(|f| (AppearanceKind::Original, f)));
            if let Some((kind, (_, start, end))) = place
                && let Some(name) = publication(sentence, &folded, start, end)
            {
                let text = narrow(sentence);
                let published = date::find(&text, order).into_iter().find(|d| !d.open).map(|d| d.value);
                appearances.push(finding(Certainty::Likely).with(OtherAppearance { kind, name, published }));
            }
        }
    }
    (appearances, relations)
}

/// The first title in quotes.
fn quoted(sentence: &str) -> Option<String> {
    let pairs = [
        ('“', '”'),
        ('"', '"'),
        ('«', '»'),
        ('„', '“'),
        ('《', '》'),
        ('「', '」'),
        ('『', '』'),
        ('‘', '’'),
        ('〈', '〉'),
    ];
    let found = pairs.iter().filter_map(|(open, close)| {
        let start = sentence.find(*open)?;
        let inner = sentence.get(start + open.len_utf8()..)?;
        let end = inner.find(|c| c == *close || *open == '„' && c == '”')?;
        Some((start, inner.get(..end)?.trim()))
    });
    let (_, text) = found.min_by_key(|(start, _)| *start)?;
    let text = text.trim_end_matches([',', '.', ' ']);
    (!text.is_empty()).then(|| text.to_owned())
}

/// What follows a phrase, up to the next break. Folding keeps the count of characters mostly; the place
/// is found again by counting.
fn behind(sentence: &str, folded: &str, _start: usize, end: usize) -> Option<String> {
    let rest = original(sentence, folded, end)?;
    let rest = rest.split([',', ';', '(', '，', '（', '。']).next()?.trim().trim_end_matches(['.', '*', ' ']);
    (weight(rest) >= 1 && weight(rest) <= 16).then(|| rest.to_owned())
}

/// The part of a sentence behind a place in its folded form.
fn original<'a>(sentence: &'a str, folded: &str, end: usize) -> Option<&'a str> {
    super::words::strip_folded(sentence, folded.get(..end)?)
}

/// The name of the place of publication: in quotes, or the capitalised words behind the phrase.
fn publication(sentence: &str, folded: &str, start: usize, end: usize) -> Option<String> {
    let rest = original(sentence, folded, end)?
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '*' | '_'));
    let before = original(sentence, folded, start)
        .map(|r| sentence.len() - r.len())
        .and_then(|at| sentence.get(..at))
        .unwrap_or_default();
    let east = sentence.chars().any(super::words::is_unspaced);
    if east {
        let named = |text: &str| {
            ["『", "《", "「", "〈", "“"].iter().find_map(|open| {
                let (_, inner) = text.split_once(*open)?;
                let close = match *open {
                    "『" => "』",
                    "《" => "》",
                    "「" => "」",
                    "〈" => "〉",
                    _ => "”",
                };
                inner.split_once(close).map(|(name, _)| name.to_owned())
            })
        };
        let last =
            |text: &str| ["『", "《"].iter().find_map(|open| text.rfind(*open).and_then(|at| named(text.get(at..)?)));
        return named(rest).or_else(|| last(before)).or_else(|| named(before)).or_else(|| {
            let text = if rest.trim().len() > 3 { rest } else { before };
            let text = text.trim_matches(|c: char| !c.is_alphanumeric());
            let cut = text.split(['，', '、', '。', '（', '(', ',', ' ']).next()?;
            let cut = if rest.trim().len() > 3 { cut } else { text.rsplit(['、', '，', 'は', ' ']).next()? };
            (weight(cut) <= 10 && !cut.is_empty()).then(|| cut.to_owned())
        });
    }
    let rest = rest.trim_start_matches(['"', '“', '«', '„', '\'', '‘', '»']);
    let mut kept: Vec<&str> = Vec::new();
    for token in rest.split_whitespace().take(9) {
        let word = super::words::bare(token);
        let upper = super::words::starts_upper(token) || token.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}'));
        let joins = kept.len() < 8
            && (matches!(
                fold(word).as_str(),
                "the"
                    | "of"
                    | "de"
                    | "la"
                    | "le"
                    | "el"
                    | "du"
                    | "des"
                    | "der"
                    | "die"
                    | "das"
                    | "and"
                    | "for"
                    | "journal"
                    | "on"
                    | "in"
                    | "&"
                    | "del"
                    | "do"
                    | "da"
                    | "les"
                    | "los"
                    | "van"
                    | "het"
                    | "revue"
                    | "revista"
                    | "rivista"
                    | "zeitschrift"
                    | "diario"
                    | "jornal"
                    | "newspaper"
                    | "bao"
                    | "il"
                    | "dem"
            ) || word.is_empty());
        if date::year(word).is_some()
            || !kept.is_empty() && word.starts_with(|c: char| c.is_ascii_digit())
            || index().month(&fold(word)).is_some()
            || !upper && !joins
        {
            break;
        }
        kept.push(token);
        if token.ends_with([',', ';', '.', '،', '”', '"', '»', '“', ':', ')']) || token.ends_with('*') {
            break;
        }
    }
    while kept
        .last()
        .is_some_and(|t| !super::words::starts_upper(t) && !t.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}')))
    {
        kept.pop();
    }
    let name = kept.join(" ");
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '.' | '،' | '”' | '"' | '»' | '“' | '*' | '_' | ':' | ')')
    });
    let name = ["the ", "The "].iter().find_map(|a| name.strip_prefix(a)).unwrap_or(name);
    (!name.is_empty()).then(|| name.to_owned())
}
