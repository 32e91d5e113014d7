//! What a file says of itself: the information dictionary (ISO 32000-1, 14.3.3), XMP (14.3.2, ISO 16684-1)
//! and `/Lang` (14.9.2). Machines fill most of it in, so it counts last.

use super::file::File;
use super::object::Object;
use super::strings;
use crate::import::manuscript::{Person, Stated, Statement, Weight};

const PROPERTIES: &str = "PDF properties";
const XMP: &str = "XMP";
/// Bytes of XMP that are read.
const LONGEST: usize = 1 << 20;

/// What a file says of itself.
pub fn stated(file: &File<'_>) -> Stated {
    let mut stated = Stated::default();
    let root = file.dict(&file.trailer, b"Root");
    if let Object::Stream(stream) = file.value(&root, b"Metadata") {
        let data = file.data(&stream).unwrap_or_default();
        if let Ok(text) = std::str::from_utf8(data.get(..data.len().min(LONGEST)).unwrap_or_default()) {
            xmp(text, &mut stated);
        }
    }
    let info = file.dict(&file.trailer, b"Info");
    let value = |key: &[u8]| file.value(&info, key).text().map(strings::text);
    title(value(b"Title"), PROPERTIES, &mut stated);
    authors(value(b"Author").into_iter().collect(), PROPERTIES, &mut stated);
    subjects(value(b"Keywords"), PROPERTIES, &mut stated);
    let date = value(b"CreationDate").and_then(|date| day(&date));
    stated.published.extend(statement(date, PROPERTIES));
    let language = file.value(&root, b"Lang").text().map(strings::text);
    stated.languages.extend(statement(language.filter(|tag| is_language(tag)), PROPERTIES));
    stated
}

fn statement<T>(value: Option<T>, source: &'static str) -> Option<Statement<T>> {
    Some(Statement { value: value?, line: None, source, weight: Weight::Generic })
}

fn title(title: Option<String>, source: &'static str, stated: &mut Stated) {
    let title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let title = title.filter(|title| !is_machine_title(title));
    if stated.titles.iter().all(|own| Some(&own.value) != title.as_ref()) {
        stated.titles.extend(statement(title, source));
    }
}

/// File names and what programs put in.
fn is_machine_title(title: &str) -> bool {
    let folded = title.to_lowercase();
    let endings = [
        ".doc", ".docx", ".dotx", ".pdf", ".indd", ".qxd", ".qxp", ".odt", ".rtf", ".tex", ".dvi", ".txt", ".htm",
        ".html", ".pages", ".pptx", ".ppt", ".ai", ".md",
    ];
    let starts = [
        "microsoft word",
        "untitled",
        "document",
        "powerpoint",
        "slide 1",
        "template",
        "print",
        "layout 1",
        "pdf",
        "new ",
        "draft",
        "about:",
        "http:",
        "https:",
        "file:",
        "(anonymous)",
        "(unspecified)",
        "مستند",
        "無題",
        "无标题",
        "제목 없음",
    ];
    let bare = !title.contains(' ')
        && title.is_ascii()
        && title.contains(['_', '-', '.', '/', '\\'])
        && title.chars().any(|c| c.is_ascii_digit());
    folded.chars().filter(|c| c.is_alphanumeric()).count() < 3
        || endings.iter().any(|end| folded.ends_with(end))
        || starts
            .iter()
            .any(|start| folded.starts_with(start) && (folded.len() < start.len() + 12 || *start == "microsoft word"))
        || folded.contains("powerpoint")
        || !title.contains(' ') && title.contains('_')
        || bare
}

fn authors(names: Vec<String>, source: &'static str, stated: &mut Stated) {
    let names = names.iter().flat_map(|names| names.split([';', '\n'])).map(str::trim);
    let people: Vec<Person> = names.filter(|name| !is_machine_author(name)).take(20).map(person).collect();
    if !people.is_empty() && stated.contributors.iter().all(|own| own.value != people) {
        stated.contributors.extend(statement(Some(people), source));
    }
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

/// The accounts of machines.
fn is_machine_author(name: &str) -> bool {
    let folded = name.to_lowercase();
    let usual = [
        "user",
        "admin",
        "administrator",
        "owner",
        "author",
        "unknown",
        "anonymous",
        "microsoft office user",
        "windows user",
        "default",
        "guest",
        "root",
        "pc",
        "dell",
        "lenovo",
        "hp",
        "acer",
        "asus",
        "test",
        "me",
        "temp",
        "office",
        "staff",
        "editor",
        "intern",
        "utilisateur",
        "usuario",
        "benutzer",
        "utente",
        "ユーザー",
        "用户",
        "사용자",
        "(anonymous)",
        "(unspecified)",
    ];
    folded.chars().filter(|c| c.is_alphabetic()).count() < 2
        || usual.contains(&folded.as_str())
        || folded.contains(['@', '\\', '/', '_'])
        || folded.chars().any(|c| c.is_ascii_digit())
        // One word in small letters is an account.
        || name.is_ascii() && name == folded && !name.contains(' ')
}

fn subjects(words: Option<String>, source: &'static str, stated: &mut Stated) {
    let words = words.unwrap_or_default();
    let words = words.split([',', ';', '\n']).map(str::trim).filter(|word| (2..80).contains(&word.len()));
    for word in words.take(50) {
        if stated.subjects.iter().all(|own| own.value != word) {
            stated.subjects.extend(statement(Some(word.to_owned()), source));
        }
    }
}

/// The day of `D:20240412093000+02'00'` (7.9.4) or of ISO 8601.
fn day(date: &str) -> Option<String> {
    let digits: String = date
        .trim()
        .trim_start_matches("D:")
        .chars()
        .filter(|c| *c != '-')
        .take_while(char::is_ascii_digit)
        .take(8)
        .collect();
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let value = |part: &str| part.parse::<u32>().ok();
    let right =
        (1980..2100).contains(&value(year)?) && (1..=12).contains(&value(month)?) && (1..=31).contains(&value(day)?);
    right.then(|| format!("{year}-{month}-{day}"))
}

/// The tag that programs put in where nobody said a language is still better than none; doubted as all here.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && tag.len() < 36
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && first.chars().all(|c| c.is_ascii_alphabetic())
}

fn xmp(text: &str, stated: &mut Stated) {
    let text = match (text.find("<x:xmpmeta").or_else(|| text.find("<rdf:RDF")), text.rfind('>')) {
        (Some(start), Some(end)) => text.get(start..=end).unwrap_or_default(),
        _ => return,
    };
    let text = text.split("<?xpacket").next().unwrap_or_default();
    let Ok(document) = roxmltree::Document::parse(text) else { return };
    const DC: &str = "http://purl.org/dc/elements/1.1/";
    const PRISM: &str = "http://prismstandard.org/namespaces/basic/2.0/";
    let items = |space: &str, name: &str| {
        let node = document.descendants().find(|node| node.has_tag_name((space, name)));
        let all = node.into_iter().flat_map(|node| node.descendants()).filter(|node| node.is_text());
        all.filter_map(|node| node.text())
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    title(items(DC, "title").into_iter().next(), XMP, stated);
    authors(items(DC, "creator"), XMP, stated);
    items(DC, "subject").into_iter().take(50).for_each(|word| subjects(Some(word), XMP, stated));
    let text = items(DC, "publisher").into_iter().next();
    stated.publishers.extend(statement(text, XMP));
    let date = items(PRISM, "publicationDate").into_iter().chain(items(DC, "date")).find_map(|date| day(&date));
    stated.published.extend(statement(date, XMP));
    stated.dois.extend(statement(items(PRISM, "doi").into_iter().next(), XMP));
    let language = items(DC, "language").into_iter().find(|tag| is_language(tag));
    stated.languages.extend(statement(language, XMP));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_machines_state_is_dropped() {
        for title in
            ["Microsoft Word - draft3.docx", "untitled", "Untitled-1", "PB_24-03", "report.indd", "Document1", " "]
        {
            assert!(is_machine_title(title), "{title}");
        }
        for title in ["A quiet harbour", "Drafting the peace that nobody wanted", "静かな港"] {
            assert!(!is_machine_title(title), "{title}");
        }
        for name in ["User", "admin", "jroe", "DESKTOP\\x", "a@b.example"] {
            assert!(is_machine_author(name), "{name}");
        }
        assert!(!is_machine_author("Jane Roe"));
        assert_eq!(day("D:20240412093000+02'00'").as_deref(), Some("2024-04-12"));
        assert_eq!(day("2024-04-12T09:30").as_deref(), Some("2024-04-12"));
        assert_eq!(day("D:20249912"), None);
    }
}
