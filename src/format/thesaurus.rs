//! The thesauri that subjects come from.

/// A thesaurus with a code in the Library of Congress' list of subject heading and term sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thesaurus {
    /// Its code.
    pub code: &'static str,
    /// Its second indicator in MARC's fields 600 to 655: `7` means that subfield $2 names it.
    pub indicator: char,
}

/// The thesaurus that a subject's scheme names: `local` for an archive's own list; `None` for free words,
/// and for country codes, which are no headings.
pub fn of(scheme: Option<&str>) -> Option<Thesaurus> {
    let scheme = scheme.filter(|scheme| *scheme != "iso3166")?;
    let indicator = match scheme {
        "lcsh" => '0',
        "lcshac" => '1',
        "mesh" => '2',
        "cash" => '5',
        "rvm" => '6',
        _ => '7',
    };
    let code = match scheme {
        "rameau" => "ram",
        "eurovoc" => "eurovocen",
        "unesco" => "unescot",
        _ => CODES.iter().find(|code| **code == scheme).unwrap_or(&"local"),
    };
    Some(Thesaurus { code, indicator })
}

const CODES: &[&str] = &[
    "aat",
    "agrovoc",
    "barn",
    "bicssc",
    "bisacsh",
    "cash",
    "cct",
    "csht",
    "embne",
    "ericd",
    "eurovocen",
    "fast",
    "gnd",
    "gtt",
    "homoit",
    "lcsh",
    "lcshac",
    "lctgm",
    "mesh",
    "ndlsh",
    "nlksh",
    "ram",
    "rvm",
    "sao",
    "sears",
    "stw",
    "tgn",
    "thema",
    "thesoz",
    "unescot",
    "ysa",
    "yso",
];

/// The term of the MARC genre list (`marcgt`) for an article's type; `None` where none fits.
pub fn genre(r#type: &str) -> Option<&'static str> {
    match r#type {
        "commentary" | "response" | "translation" => Some("essay"),
        "interview" => Some("interview"),
        "review" => Some("review"),
        _ => None,
    }
}
