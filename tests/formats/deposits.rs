//! Deposits with Crossref of many articles: one kind of content only, and never none.

use crate::support::app::{App, Database, Engine, engines};

/// Two articles of a journal, three reports, one without a DOI and one that is withdrawn.
fn archive(engine: Engine) -> App {
    let article = |n: usize, series: &str, doi: bool, rest: &str| {
        let doi =
            if doi { format!(r#","identifiers":[{{"scheme":"doi","value":"10.5555/x.{n}"}}]"#) } else { String::new() };
        format!(
            r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"Title {n}"}}],"appearances":[{{"series":"@{series}","number":"{n}","published":"2024-04-0{n}","url":"https://one.example/{n}"}}]{doi}{rest}}}"#
        )
    };
    let lines = [
        r#"{"resource":"series","key":"j","titles":[{"text":"Harbour Review"}],"kind":"host","issn":{"online":"2910-2049"}}"#.to_owned(),
        r#"{"resource":"series","key":"r","titles":[{"text":"Papers"}],"kind":"reports"}"#.to_owned(),
        article(1, "j", true, ""),
        article(2, "j", true, ""),
        article(3, "r", true, ""),
        article(4, "r", true, ""),
        article(5, "r", true, ""),
        article(6, "r", false, ""),
        article(7, "r", true, r#","status":"withdrawn","withdrawal":{"at":"2024-05-01T00:00:00Z"}"#),
    ];
    let database = Database::fresh(engine);
    for (name, value) in [("repository-name", "The Example Archive"), ("admin-email", "librarian@archive.example")] {
        database.set_meta(&format!("setting.{name}"), value);
    }
    database.load("t", &lines.join("\n"));
    App::on(database)
}

fn count(text: &str, element: &str) -> usize {
    let document = roxmltree::Document::parse(text).unwrap();
    let body = document.descendants().find(|node| node.has_tag_name(("http://www.crossref.org/schema/5.3.1", "body")));
    let parts: Vec<_> = body.unwrap().children().filter(roxmltree::Node::is_element).collect();
    assert!(parts.iter().all(|part| part.tag_name().name() == element), "{text}");
    parts.len()
}

#[test]
fn a_deposit_takes_one_kind_of_content() {
    for engine in engines() {
        let app = archive(engine);
        for path in ["/v1/articles.crossref.xml", "/v1/articles.crossref.xml?limit=2"] {
            let problem = app.get(path).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "deposit");
            let detail = problem["errors"][0]["detail"].as_str().unwrap();
            for part in ["2 with `deposit=journal`", "3 with `deposit=report-paper`"] {
                assert!(detail.contains(part), "{detail}");
            }
        }
        assert_eq!(count(&app.get("/v1/articles.crossref.xml?deposit=journal").text(), "journal"), 2);
        assert_eq!(count(&app.get("/v1/articles.crossref.xml?deposit=report-paper").text(), "report-paper"), 3);
        assert_eq!(count(&app.get("/v1/articles.crossref.xml?published_from=2024-04-03").text(), "report-paper"), 3);
        assert_eq!(app.json("/v1/articles?deposit=journal")["total"], 2);
    }
}

/// A correction and what it corrects name each other by their DOIs.
#[test]
fn what_corrects_is_a_supplement_from_both_sides() {
    let app = super::archive();
    for (id, kind, other) in
        [("arf", "isSupplementTo", "10.5555/tide.2018.20"), ("arg", "isSupplementedBy", "10.5555/tide.2018.20c")]
    {
        let text = app.get(&format!("/v1/articles/{id}.crossref.xml")).text();
        let relation = format!(r#"relationship-type="{kind}" identifier-type="doi">{other}<"#);
        assert!(text.contains(&relation), "{id} {relation}: {text}");
    }
}

/// Pages of a list hold what has an entry, and none is empty.
#[test]
fn pages_of_deposits_are_full() {
    let app = archive(Engine::Sqlite);
    let (mut sizes, mut next) = (Vec::new(), Some("/v1/articles.crossref.xml?series=se2&limit=2".to_owned()));
    while let Some(path) = next {
        let page = app.get(&path);
        sizes.push(count(&page.text(), "report-paper"));
        let links = page.headers.iter().filter(|(name, _)| name == "link").map(|(_, link)| link.as_str());
        next =
            links.filter_map(|link| link.strip_prefix('<')?.strip_suffix(">; rel=\"next\"")).next().map(str::to_owned);
    }
    assert_eq!(sizes, [2, 1]);
}

/// The schema's body has at least one entry.
#[test]
fn there_is_no_deposit_of_nothing() {
    let app = archive(Engine::Sqlite);
    for query in ["number=6", "status=withdrawn", "missing=doi"] {
        app.get(&format!("/v1/articles.crossref.xml?{query}")).problem(404, "not-found");
    }
}
