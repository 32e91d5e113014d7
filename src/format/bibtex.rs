//! BibTeX: entries that BibTeX, biblatex and the tools around both read alike, in UTF-8.

use std::fmt::Write;

use super::cited::{self, Kind};
use super::names::{Name, particle};
use super::{Envelope, Format};
use crate::domain::{Identity, LanguageTag, Resource};
use crate::record::Record;
use crate::record::article::Article;

/// The row of the table.
pub static BIBTEX: Format = Format {
    name: "bibtex",
    title: "BibTeX",
    media_type: "application/x-bibtex",
    content_type: "application/x-bibtex; charset=utf-8",
    aliases: &["text/x-bibtex"],
    profile: None,
    extension: "bib",
    resources: &[Resource::Article],
    render: Some(render),
    one: Envelope::NONE,
    many: Envelope { between: "\n", ..Envelope::NONE },
};

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    if let Record::Article(article) = record
        && article.withdrawal.is_none()
    {
        out.extend_from_slice(entry(article, identity).as_bytes());
    }
}

/// The fields of an entry, as they are written.
struct Fields(String);

impl Fields {
    /// A field whose text LaTeX reads.
    fn text(&mut self, name: &str, text: Option<&str>) {
        self.raw(name, text.map(escaped));
    }

    /// A field whose capitals styles must leave alone.
    fn title(&mut self, name: &str, text: Option<&str>) {
        self.raw(name, text.map(|text| format!("{{{}}}", escaped(text))));
    }

    /// A field that is written as it is, between braces.
    fn raw(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(self.0, "  {name} = {{{value}}},");
        }
    }

    fn names(&mut self, name: &str, article: &Article, role: &str) {
        let names: Vec<String> = cited::names(article, role).map(person).collect();
        self.raw(name, Some(names.join(" and ")));
    }
}

fn entry(article: &Article, identity: &Identity) -> String {
    let kind = cited::kind(article);
    let series = article.series.as_ref().map(|series| series.title.as_str());
    let publisher = cited::publisher(article);
    let mut fields = Fields(String::with_capacity(2_048));
    for role in cited::ROLES {
        fields.names(role, article, role);
    }
    fields.title("title", cited::title(article).as_deref());
    fields.title("shorttitle", article.subtitle.as_ref().and(article.title.as_deref()));
    match kind {
        Kind::Serial => {
            fields.title("journal", series);
            fields.text("publisher", publisher);
        }
        Kind::Report => {
            fields.text("type", Some(cited::genre(article)));
            fields.title("series", series);
            fields.text("institution", publisher);
        }
        Kind::Alone => fields.text("publisher", publisher),
    }
    fields.text("address", cited::place(article));
    fields.text("number", article.number.as_deref());
    if let Some(date) = article.published {
        fields.raw("year", Some(format!("{:04}", date.year())));
        // The macros that every style defines; a style in another language has its own words for them.
        if let Some(month) = date.month().and_then(|month| MONTHS.get(usize::from(month) - 1)) {
            let _ = writeln!(fields.0, "  month = {month},");
        }
        fields.raw("day", date.day_of_month().map(|day| day.to_string()));
        fields.raw("date", Some(date.to_string()));
    }
    fields.text("issn", article.series.as_ref().and_then(|series| series.issn.as_deref()));
    fields.raw("doi", article.doi.as_deref().map(verbatim));
    fields.raw("url", article.url.as_ref().map(|url| verbatim(url.as_str())));
    language(&mut fields, article.language.as_ref());
    let original = cited::original(article).and_then(|original| original.article.as_ref());
    fields.title("origtitle", original.and_then(|original| original.title.as_deref()));
    fields.text("note", Some(&cited::warnings(article).join(". ")));
    fields.text("abstract", article.r#abstract.as_deref());
    fields.text("keywords", Some(&cited::keywords(article).join(", ")));
    fields.text("copyright", rights(article).as_deref());
    // `note` is printed by styles; what would be too much there is in the field for annotations.
    fields.text("annote", Some(&cited::remarks(article, &cited::ROLES).join("; ")));
    let of = match kind {
        Kind::Serial => "article",
        Kind::Report => "techreport",
        Kind::Alone => "misc",
    };
    format!("@{of}{{{},\n{}}}\n", cited::key(article, identity), fields.0)
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `van der Doe, Jr., Jane`: words in lower case are particles, so a name with such words elsewhere is
/// one group, as are names of bodies and those with a comma or an `and`.
fn person(name: Name<'_>) -> String {
    let Name::Person { family, given, suffix } = name else { return format!("{{{}}}", escaped(&name.inverted())) };
    let grouped = |part: &str| {
        let loose = part.contains([',', '{', '}']) || part.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
        if loose { format!("{{{}}}", escaped(part)) } else { escaped(part) }
    };
    let (particles, rest) = particle(family).map_or(("", family), |(particles, rest)| (particles, rest));
    let lower = rest.split(' ').any(|word| word.starts_with(char::is_lowercase));
    let rest = if lower { format!("{{{}}}", escaped(rest)) } else { grouped(rest) };
    let family = if particles.is_empty() { rest } else { format!("{particles} {rest}") };
    let parts = [Some(family), suffix.map(grouped), given.map(grouped)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Text with what LaTeX gives a meaning taken from it, and nothing else changed.
fn escaped(text: &str) -> String {
    let paired = is_paired(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            // BibTeX counts braces also behind a backslash.
            '{' if !paired => out.push_str("\\textbraceleft{}"),
            '}' if !paired => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' | '{' | '}' => out.extend(['\\', c]),
            // Two of these would become a dash or a quotation mark.
            '-' | '\'' | '`' if before == Some(c) => out.extend(['{', '}', c]),
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// Whether every brace has its fellow.
fn is_paired(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return false,
            '}' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// An address as biblatex and its like take it, character by character; what would end the field is
/// percent-encoded.
fn verbatim(address: &str) -> String {
    address.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}

/// The language by the name that babel has for it, or by its tag where it has none.
fn language(fields: &mut Fields, language: Option<&LanguageTag>) {
    let Some(language) = language else { return };
    let known = BABEL.iter().find(|(tag, _)| *tag == language.as_str());
    match known.or_else(|| BABEL.iter().find(|(tag, _)| *tag == language.primary())) {
        Some((_, name)) => fields.raw("langid", Some((*name).to_owned())),
        None => fields.raw("language", Some(language.as_str().to_owned())),
    }
}

/// Language tags and the names by which babel and polyglossia know them.
const BABEL: [(&str, &str); 40] = [
    ("ar", "arabic"),
    ("bg", "bulgarian"),
    ("bn", "bengali"),
    ("ca", "catalan"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "ngerman"),
    ("el", "greek"),
    ("en", "english"),
    ("en-GB", "british"),
    ("en-US", "american"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hr", "croatian"),
    ("hu", "hungarian"),
    ("id", "indonesian"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ko", "korean"),
    ("ms", "malay"),
    ("nb", "norsk"),
    ("nl", "dutch"),
    ("nn", "nynorsk"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("pt-BR", "brazilian"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sk", "slovak"),
    ("sv", "swedish"),
    ("th", "thai"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("vi", "vietnamese"),
    ("zh", "chinese"),
];

/// The licence or the statement of rights.
fn rights(article: &Article) -> Option<String> {
    let rights = article.rights.as_ref()?;
    rights.uri.as_ref().map(|uri| uri.as_str().to_owned()).or_else(|| rights.statement.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_latex_reads_is_escaped() {
        assert_eq!(escaped("50% & more: #1 $5 _a_"), r"50\% \& more: \#1 \$5 \_a\_");
        assert_eq!(escaped(r"~ ^ \"), r"\textasciitilde{} \textasciicircum{} \textbackslash{}");
        assert_eq!(escaped("{a} b"), r"\{a\} b");
        assert_eq!(escaped("a } b {"), r"a \textbraceright{} b \textbraceleft{}");
        assert_eq!(escaped("a -- b ''c''"), "a -{}- b '{}'c'{}'");
        assert_eq!(escaped("Đặng, ‘naïve’ — 海峡"), "Đặng, ‘naïve’ — 海峡");
    }

    #[test]
    fn names_keep_their_parts() {
        let of = |family, given, suffix| person(Name::Person { family, given, suffix });
        assert_eq!(of("van der Maas-Tull", Some("Eleonoor"), None), "van der Maas-Tull, Eleonoor");
        assert_eq!(of("Oakhurst-Pell", Some("Marcus T."), Some("Jr.")), "Oakhurst-Pell, Jr., Marcus T.");
        assert_eq!(of("Garcia y Vega", Some("Juan"), None), "{Garcia y Vega}, Juan");
        assert_eq!(of("al-Sahili", Some("Layan"), None), "{al-Sahili}, Layan");
        assert_eq!(of("卓", Some("文澜"), None), "卓, 文澜");
        assert_eq!(of("Kartiwaraja", None, None), "Kartiwaraja");
        assert_eq!(person(Name::Literal("Centre for War and Peace")), "{Centre for War and Peace}");
    }
}
