//! The same by POST (OAI-PMH 2.0, section 3.1.1.2).

use super::{answer, articles, ask, repositories};
use crate::support::app::{App, Response};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

fn post(app: &App, target: &str, field: &str, body: &str) -> Response {
    let length = body.len();
    app.raw(format!("POST {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{field}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes())
}

#[test]
fn a_form_is_answered_as_a_query_is() {
    repositories(
        |database| drop(database.load("t", &articles(230))),
        |app| {
            let timeless = |text: &str| {
                let (before, rest) = text.split_once("<responseDate>").unwrap();
                format!("{before}{}", rest.split_once("</responseDate>").unwrap().1)
            };
            let (token, ..) = ask(app, "verb=ListRecords&metadataPrefix=oai_dc").token().unwrap();
            for query in [
                "verb=Identify",
                "verb=ListSets",
                "verb=ListMetadataFormats",
                "verb=ListIdentifiers&metadataPrefix=oai_dc&set=year%3A2020",
                "verb=ListRecords&metadataPrefix=oai_dc",
                "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai%3Aarchive.example%3Aar1",
                &format!("verb=ListRecords&resumptionToken={token}"),
                "verb=junk",
                "verb=Identify&foo=bar",
                "",
            ] {
                let form = answer(post(app, "/oai", FORM, query), query);
                assert_eq!(timeless(&form.text), timeless(&ask(app, query).text), "{query}");
            }
            answer(post(app, "/oai", &format!("{FORM}; charset=UTF-8"), "verb=Identify"), "charset");
            let both = answer(post(app, "/oai?verb=Identify", FORM, "verb=Identify"), "both");
            assert_eq!(both.codes(), ["badVerb"]);
            assert_eq!(answer(post(app, "/oai", FORM, "verb=\u{ff}\0"), "odd").codes(), ["badVerb"]);
        },
    );
}

#[test]
fn other_content_and_other_methods_are_refused() {
    repositories(
        |_| (),
        |app| {
            post(app, "/oai", "Content-Type: application/json", "{}").problem(415, "unsupported-media-type");
            assert_eq!(answer(post(app, "/oai", "X-Nothing: 1", ""), "nothing").codes(), ["badVerb"]);
            post(app, "/oai", "X-Nothing: 1", "verb=Identify").problem(415, "unsupported-media-type");
            for method in ["PUT", "DELETE"] {
                let refused = app.send(method, "/oai", &["Content-Length: 0"]);
                refused.problem(405, "method-not-allowed");
                assert_eq!(refused.header("allow"), Some("GET, HEAD, POST, OPTIONS"));
            }
            assert_eq!(app.send("OPTIONS", "/oai", &[]).header("allow"), Some("GET, HEAD, POST, OPTIONS"));
            assert_eq!(app.send("HEAD", "/oai?verb=Identify", &[]).status, 200);
        },
    );
}
