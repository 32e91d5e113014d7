//! Fields of fixed length: 005 to 008.

use crate::domain::{LanguageTag, PartialDate, Timestamp};
use crate::format::{language, script};
use crate::record::article::Article;
use crate::record::series::Series;

/// 005: when the record last changed, `yyyymmddhhmmss.f`.
pub(super) fn changed(at: Timestamp) -> String {
    let text = at.to_string();
    let mut digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    digits.push('.');
    digits.push_str(text.get(20..21).unwrap_or("0"));
    digits
}

/// 006 of electronic resources, by content.
pub(super) fn electronic(content: &str) -> &'static str {
    match content {
        "audio" => "m     o  h        ",
        "video" => "m     o  c        ",
        _ => "m     o  d        ",
    }
}

/// 007: remote electronic resource; for sound and moving images one more.
pub(super) fn carriers(content: &str) -> &'static [&'static str] {
    match content {
        "audio" => &["cr |n|||||||||", "sr nunnnnnnneu"],
        "video" => &["cr |n|||||||||", "vz |z||||"],
        _ => &["cr |n|||||||||"],
    }
}

/// 008 of an article. Which layout positions 18 to 34 have depends on leader/06.
pub(super) fn article(own: &Article) -> String {
    let mut field = Field::new(own.created, own.language.as_ref());
    field.put(
        18,
        match (own.content.as_str(), own.r#type.as_str()) {
            // Music (also for speech): no music, online, text of an interview or an essay.
            ("audio", "interview") => "nnnn o      t  n ",
            ("audio", _) => "nnnn o      e  n ",
            // Visual materials: running time unknown, online, video recording, technique not coded.
            ("video", _) => "---        o   v|",
            // Books: online; a review; no conference, festschrift or index; not fiction.
            (_, "review") => "     oo    000 0 ",
            _ => "     o     000 0 ",
        },
    );
    if own.content == "text" && !own.images.is_empty() {
        field.put(18, "a");
    }
    match own.published {
        // A date without a day is not a detailed date: `e` asks for month and day.
        Some(date) if date.day_of_month().is_some() => {
            let (year, month, day) = date.start();
            field.put(6, &format!("e{year:04}{month:02}{day:02}"));
        }
        Some(date) => field.put(6, &format!("s{:04}", date.year())),
        None => field.put(6, "nuuuuuuuu"),
    }
    field.text().to_owned()
}

/// 008 of a series: the layout of continuing resources.
pub(super) fn series(own: &Series) -> String {
    let mut field = Field::new(own.created, own.language.as_ref());
    let year = |date: Option<PartialDate>| date.map_or("uuuu".to_owned(), |date| format!("{:04}", date.year()));
    match own.end {
        Some(_) => field.put(6, &format!("d{}{}", year(own.start), year(own.end))),
        None if own.succeeding.is_some() => field.put(6, &format!("d{}uuuu", year(own.start))),
        None => field.put(6, &format!("c{}9999", year(own.start))),
    }
    let (frequency, regularity) = frequency(own.frequency.as_deref().unwrap_or_default());
    field.put(18, frequency);
    field.put(19, regularity);
    // A host is a periodical with articles in it; the others are monographs in a series.
    field.put(21, if own.kind == "host" { "p" } else { "m" });
    field.put(22, "oo");
    field.put(29, "0");
    field.put(33, alphabet(&own.title, own.language.as_ref()));
    field.put(34, "0");
    field.text().to_owned()
}

/// 008/18 and 19 from the words for it.
fn frequency(words: &str) -> (&'static str, &'static str) {
    let words = words.to_lowercase();
    let is = |list: &str| list.split('|').any(|own| own == words);
    let code = FREQUENCIES.iter().find(|(_, list)| is(list)).map(|(code, _)| *code);
    match code {
        Some(" ") => (" ", "x"),
        Some(code) => (code, "r"),
        None if words.is_empty() => ("u", "u"),
        None => ("z", "u"),
    }
}

/// Codes of 008/18 with words for them.
const FREQUENCIES: &[(&str, &str)] = &[
    ("d", "daily|quotidien|täglich|diario|diário|日刊|每日"),
    ("c", "semiweekly|twice a week|twice weekly"),
    ("i", "three times a week"),
    ("w", "weekly|once a week|hebdomadaire|wöchentlich|semanal|settimanale|週刊|周刊|주간|mingguan"),
    ("e", "biweekly|fortnightly|every two weeks|bimensuel|隔週|隔周|zweiwöchentlich|quincenal|quinzenal"),
    ("s", "semimonthly|twice a month|半月刊"),
    ("j", "three times a month"),
    ("m", "monthly|once a month|mensuel|monatlich|mensual|mensal|mensile|月刊|월간|bulanan"),
    ("b", "bimonthly|every two months|bimestriel|zweimonatlich|bimestral|bimestrale|隔月|双月刊|격월간"),
    ("q", "quarterly|trimestriel|vierteljährlich|trimestral|trimestrale|季刊|계간"),
    ("t", "three times a year|three a year|quadrimestral"),
    ("f", "semiannual|twice a year|half-yearly|semestriel|halbjährlich|semestral|半年刊|반년간"),
    ("a", "annual|yearly|once a year|annuel|jährlich|anual|annuale|年刊|연간|tahunan"),
    ("g", "biennial|every two years|隔年"),
    ("h", "triennial|every three years"),
    (" ", "irregular|irregularly|occasional|irrégulier|unregelmäßig|irregolare|不定期|부정기"),
];

/// 008/33: the alphabet or script the title is in.
fn alphabet(title: &str, language: Option<&LanguageTag>) -> &'static str {
    let primary = language.map(LanguageTag::primary);
    match script::of(title) {
        Some("Latn") if title.is_ascii() => "a",
        Some("Latn") => "b",
        Some("Cyrl") => "c",
        Some("Jpan") => "d",
        Some("Hani") if primary == Some("ja") => "d",
        Some("Hani") if primary == Some("ko") => "k",
        Some("Hani") => "e",
        Some("Arab") => "f",
        Some("Grek") => "g",
        Some("Hebr") => "h",
        Some("Thai") => "i",
        Some("Deva") => "j",
        Some("Hang") => "k",
        Some("Taml") => "l",
        Some(_) => "z",
        None => "u",
    }
}

/// 40 characters, blank where nothing was put.
struct Field([u8; 40]);

impl Field {
    /// What every 008 has: date entered, place, language, cataloguing source.
    fn new(entered: Timestamp, language: Option<&LanguageTag>) -> Field {
        let mut own = Field([b' '; 40]);
        let text = entered.to_string();
        for (at, part) in [(0, 2..4), (2, 5..7), (4, 8..10)] {
            own.put(at, text.get(part).unwrap_or("00"));
        }
        // In which country a publisher sits, records of its articles and series do not say.
        own.put(15, "xx ");
        own.put(35, language::code_or_und(language));
        own.put(39, "d");
        own
    }

    fn put(&mut self, at: usize, text: &str) {
        for (own, byte) in self.0.iter_mut().skip(at).zip(text.bytes()) {
            *own = byte;
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}
