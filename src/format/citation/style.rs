//! Which styles and locales there are, and those that were loaded.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::json::Value;
use hayagriva::citationberg::{self, IndependentStyle, Locale, LocaleCode};

use super::layout::{self, Layout, Layouts, TRIED, laid_out};
use super::repair::repair;
use super::{rendered, write};
use crate::domain::PartialDate;
use crate::format::csl;
use crate::format::names::Name;

/// What is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The style.
    Style,
    /// The locale.
    Locale,
}

/// Names that people use beside those the styles have.
const ALSO: [(&str, ArchivedStyle); 2] =
    [("chicago", ArchivedStyle::ChicagoAuthorDate), ("harvard", ArchivedStyle::HarvardCiteThemRight)];

/// The styles by every name they are asked for by.
static STYLES: LazyLock<BTreeMap<&'static str, ArchivedStyle>> = LazyLock::new(|| {
    // That style makes labels only, no references.
    let all = ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric);
    let own = all.flat_map(|style| style.names().iter().map(|name| (*name, *style)));
    own.chain(ALSO).collect()
});

/// All locales, read once.
pub(super) static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(archive::locales);

/// The names of the locales, `en-US`, and of the languages that they are of, `en`, each with the locale
/// that it stands for.
static LOCALE_NAMES: LazyLock<BTreeMap<String, LocaleCode>> = LazyLock::new(|| {
    let codes: Vec<&LocaleCode> = LOCALES.iter().filter_map(|locale| locale.lang.as_ref()).collect();
    let mut names: BTreeMap<String, LocaleCode> = BTreeMap::new();
    for code in &codes {
        let language = code.0.split('-').next().unwrap_or_default();
        // The dialect that bears the language's name, or is the first of those there are.
        let own = format!("{language}-{}", language.to_ascii_uppercase());
        let main = match language {
            "en" => "en-US",
            "sr" => "sr-Cyrl-RS",
            _ => codes.iter().map(|code| code.0.as_str()).find(|code| *code == own).unwrap_or(&code.0),
        };
        names.entry(language.to_owned()).or_insert_with(|| LocaleCode(main.to_owned()));
    }
    names.extend(codes.into_iter().map(|code| (code.0.clone(), code.clone())));
    names
});

/// The names of all styles, in order.
pub fn style_names() -> impl Iterator<Item = &'static str> {
    STYLES.keys().copied()
}

/// The names of all locales, in order.
pub fn locales() -> impl Iterator<Item = &'static str> {
    LOCALE_NAMES.keys().map(String::as_str)
}

/// The locale of a name.
pub(super) fn locale(name: &str) -> Option<LocaleCode> {
    LOCALE_NAMES.get(name).cloned()
}

/// A style, with the layouts it is given items in.
pub(super) struct Kept {
    pub(super) csl: IndependentStyle,
    pub(super) layouts: Layouts,
    /// What stands before and behind the number of a reference, where the style numbers them: `[` and
    /// `]`.
    pub(super) label: Option<(String, String)>,
}

/// The style of a name, read when it is asked for first.
pub(super) fn load(name: &str) -> Option<Arc<Kept>> {
    static LOADED: LazyLock<Mutex<HashMap<ArchivedStyle, Arc<Kept>>>> = LazyLock::new(Mutex::default);
    let archived = *STYLES.get(name)?;
    let loaded = || LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = loaded().get(&archived) {
        return Some(kept.clone());
    }
    let citationberg::Style::Independent(mut csl) = archived.get() else { return None };
    repair(&mut csl);
    // A column of its own for numbers of entries is for whole bibliographies.
    csl.bibliography.iter_mut().for_each(|bibliography| bibliography.second_field_align = None);
    let layouts = TRIED.map(|(_, tried)| most_telling(&csl, tried));
    let label = label(&csl);
    let kept = Arc::new(Kept { csl, layouts, label });
    loaded().insert(archived, kept.clone());
    Some(kept)
}

const SERIES: &str = "Xeries";
const NUMBER: &str = "90817";

/// An item that stands for all.
fn sample() -> BTreeMap<String, Value> {
    let date = PartialDate::day(2001, 2, 3).ok();
    let text = |text: &str| Value::String(text.to_owned());
    let values = [
        ("id", "x"),
        ("title", "Title"),
        ("genre", "Commentary"),
        ("container-title", SERIES),
        ("number", NUMBER),
        ("publisher", "Publisher"),
        ("DOI", "10.5555/x"),
        ("URL", "https://x.example/"),
    ];
    let mut sample: BTreeMap<String, Value> =
        values.into_iter().map(|(variable, value)| (variable.to_owned(), text(value))).collect();
    sample.insert("author".to_owned(), layout::value(&csl::Value::Names(vec![Name::Literal("Author")])));
    sample.extend(date.map(|date| ("issued".to_owned(), layout::value(&csl::Value::Date(date)))));
    sample
}

/// The first of the layouts in which a style prints most of series and number.
fn most_telling(csl: &IndependentStyle, tried: &[Layout]) -> Layout {
    let told = |layout: &Layout| {
        let printed = write::text(&rendered(&laid_out(sample(), *layout), csl, None, LOCALES.as_slice()));
        let series = printed.to_lowercase().contains(&SERIES.to_lowercase());
        u8::from(series) + u8::from(printed.contains(NUMBER))
    };
    // Of equals the last counts, so the order is turned.
    tried.iter().rev().copied().max_by_key(told).unwrap_or(Layout::Magazine)
}

/// What stands around the number of a style's references: the only one of a list has the number 1.
fn label(csl: &IndependentStyle) -> Option<(String, String)> {
    let made = rendered(&laid_out(sample(), Layout::Report), csl, None, LOCALES.as_slice());
    let label = write::label(&made)?;
    let (before, behind) = label.split_once('1')?;
    Some((before.trim_start().to_owned(), behind.trim_end().to_owned()))
}
