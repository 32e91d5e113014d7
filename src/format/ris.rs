//! RIS, as its 2012 description and Zotero, EndNote, bibutils and Citation.js read it.

use super::cited::{self, Kind};
use super::{Envelope, Format};
use crate::domain::{Identity, Resource};
use crate::record::Record;
use crate::record::article::Article;

/// The row of the table.
pub static RIS: Format = Format {
    name: "ris",
    title: "RIS",
    media_type: "application/x-research-info-systems",
    content_type: "application/x-research-info-systems; charset=utf-8",
    aliases: &[],
    profile: None,
    extension: "ris",
    resources: &[Resource::Article],
    render: Some(render),
    one: Envelope::NONE,
    many: Envelope { between: "\r\n", ..Envelope::NONE },
};

fn render(record: &Record, identity: &Identity, out: &mut Vec<u8>) {
    if let Record::Article(article) = record
        && article.withdrawal.is_none()
    {
        entry(article, identity, &mut Lines(out));
    }
}

/// The lines of an entry: two characters, two spaces, a hyphen, a space, the value, CR LF.
struct Lines<'a>(&'a mut Vec<u8>);

impl Lines<'_> {
    /// A line, where there is something to write. Values are single lines as the archive keeps them.
    fn put(&mut self, tag: &str, value: impl Into<Option<String>>) {
        if let Some(value) = value.into().filter(|value| !value.is_empty()) {
            self.0.extend_from_slice(format!("{tag}  - {value}\r\n").as_bytes());
        }
    }

    fn all<T: Into<String>>(&mut self, tag: &str, values: impl IntoIterator<Item = T>) {
        values.into_iter().for_each(|value| self.put(tag, value.into()));
    }
}

fn entry(article: &Article, identity: &Identity, lines: &mut Lines<'_>) {
    let kind = cited::kind(article);
    lines.put(
        "TY",
        match kind {
            Kind::Serial => "MGZN",
            Kind::Report => "RPRT",
            Kind::Alone => "ELEC",
        }
        .to_owned(),
    );
    lines.put("ID", cited::key(article, identity));
    let people = |role| cited::names(article, role).map(|name| name.inverted());
    lines.all("AU", people("author"));
    lines.all("A2", people("editor"));
    lines.all("A4", people("translator"));
    lines.put("TI", cited::title(article).map(String::from));
    lines.put("ST", article.subtitle.as_ref().and(article.title.clone()));
    lines.put("T2", article.series.as_ref().map(|series| series.title.clone()));
    // Zotero and Citation.js read SN of a report as its number, so its series' ISSN has no tag there.
    let number = article.number.clone();
    match kind {
        Kind::Report => lines.put("SN", number),
        _ => {
            // Zotero and bibutils look for a magazine's number in IS, Citation.js in M1.
            lines.put("IS", number.clone());
            lines.put("M1", number);
            lines.put("SN", article.series.as_ref().and_then(|series| series.issn.clone()));
        }
    }
    lines.put("PY", article.published.map(|date| format!("{:04}", date.year())));
    lines.put("DA", article.published.map(|date| date.to_string().replace('-', "/")));
    lines.put("PB", cited::publisher(article).map(str::to_owned));
    lines.put("CY", cited::place(article).map(str::to_owned));
    if kind != Kind::Serial {
        lines.put("M3", cited::genre(article).to_owned());
    }
    lines.put("UR", article.url.as_ref().map(|url| url.as_str().to_owned()));
    let fulltext = article.files.iter().filter(|file| file.role == "fulltext");
    lines.all("L1", fulltext.map(|file| file.url.as_str()));
    lines.put("DO", article.doi.clone());
    lines.put("LA", article.language.as_ref().map(|language| language.as_str().to_owned()));
    lines.put("AB", article.r#abstract.clone());
    lines.all("KW", cited::keywords(article));
    lines.all("N1", cited::remarks(article, &cited::ROLES));
    lines.put("N1", rights(article));
    lines.0.extend_from_slice(b"ER  - \r\n");
}

/// The licence or the statement of rights.
fn rights(article: &Article) -> Option<String> {
    let rights = article.rights.as_ref()?;
    let uri = rights.uri.as_ref().map(|uri| uri.as_str().to_owned());
    uri.or_else(|| rights.statement.clone()).map(|rights| format!("Rights: {rights}"))
}
