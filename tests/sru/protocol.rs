//! Versions, parameters, paging and forms of answers.

use super::{ask, between, both, diagnostic, search, total};
use crate::support::app::{App, both_demos};

const OLD: &str = "http://www.loc.gov/zing/srw/";
const NEW: &str = "http://docs.oasis-open.org/ns/search-ws/sruResponse";

#[test]
fn each_version_has_its_own_words() {
    both(|app| {
        for (parameters, root, namespace, version) in [
            (vec![], "explain", OLD, Some("1.2")),
            (vec![("operation", "explain"), ("version", "1.1")], "explain", OLD, Some("1.1")),
            (vec![("version", "2.0")], "explain", NEW, None),
            (vec![("query", "harbour")], "searchRetrieve", NEW, None),
            (vec![("query", "harbour"), ("version", "2.0")], "searchRetrieve", NEW, None),
            (
                vec![("query", "harbour"), ("version", "1.2"), ("operation", "searchRetrieve")],
                "searchRetrieve",
                OLD,
                Some("1.2"),
            ),
            (
                vec![("query", "harbour"), ("version", "1.1"), ("operation", "searchRetrieve")],
                "searchRetrieve",
                OLD,
                Some("1.1"),
            ),
        ] {
            let answer = ask(app, &parameters);
            assert!(answer.contains(&format!("<{root}Response xmlns=\"{namespace}\">")), "{parameters:?}: {answer}");
            let told = format!("<{root}Response xmlns=\"{namespace}\"><version>");
            let told = between(&answer, &told, "</version>");
            assert_eq!(told.first().copied(), version, "{parameters:?}: {answer}");
            assert_eq!(namespace == NEW && root == "searchRetrieve", answer.contains("resultCountPrecision/1/exact"));
            assert_eq!(namespace == NEW, answer.contains("<recordXMLEscaping>xml<"), "{answer}");
            assert_eq!(namespace == OLD, answer.contains("<recordPacking>xml<"), "{answer}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_request_is_told() {
    both(|app| {
        let old = [("version", "1.2"), ("operation", "searchRetrieve"), ("query", "harbour")];
        for (code, parameters) in [
            (4, vec![("operation", "update"), ("version", "1.2")]),
            (7, vec![("operation", "scan"), ("version", "1.2")]),
            (4, vec![("operation", "")]),
            (5, vec![("version", "9.9"), ("operation", "searchRetrieve"), ("query", "harbour")]),
            (5, vec![("version", "1.0"), ("operation", "explain")]),
            (6, [&old[..], &[("startRecord", "0")]].concat()),
            (6, [&old[..], &[("startRecord", "-1")]].concat()),
            (6, [&old[..], &[("startRecord", "+1")]].concat()),
            (6, [&old[..], &[("maximumRecords", "x")]].concat()),
            (6, [&old[..], &[("maximumRecords", "")]].concat()),
            (6, [&old[..], &[("query", "again")]].concat()),
            (6, vec![("query", "harbour"), ("queryType", "xquery")]),
            (7, vec![("version", "1.2"), ("operation", "searchRetrieve")]),
            (7, vec![("version", "1.2"), ("operation", "searchRetrieve"), ("query", " ")]),
            (7, vec![("operation", "searchRetrieve"), ("query", "harbour")]),
            (8, [&old[..], &[("limit", "1")]].concat()),
            (61, [&old[..], &[("startRecord", "4")]].concat()),
            (61, [&old[..], &[("startRecord", "99999999999999999999999999")]].concat()),
            (66, [&old[..], &[("recordSchema", "no-such")]].concat()),
            (71, [&old[..], &[("recordPacking", "zip")]].concat()),
            (71, vec![("query", "harbour"), ("recordXMLEscaping", "zip")]),
            (71, vec![("query", "harbour"), ("recordPacking", "xml")]),
        ] {
            let answer = ask(app, &parameters);
            assert_eq!(diagnostic(&answer), Some(code), "{parameters:?}: {answer}");
            assert!(!answer.contains("<records>"), "{parameters:?}: {answer}");
            let space = if answer.contains(NEW) {
                "http://docs.oasis-open.org/ns/search-ws/diagnostic"
            } else {
                "http://www.loc.gov/zing/srw/diagnostic/"
            };
            assert!(answer.contains(&format!("<diagnostic xmlns=\"{space}\">")), "{answer}");
            assert!(between(&answer, "<message>", "</message>")[0].len() > 10);
        }
        for passed_over in [("x-other", "1"), ("stylesheet", "/a.xsl"), ("resultSetTTL", "5"), ("recordXPath", "")] {
            let answer = ask(app, &[&old[..], &[passed_over]].concat());
            assert_eq!((diagnostic(&answer), total(&answer)), (None, 3), "{passed_over:?}");
        }
    });
}

/// All records, by pages of a size: ids, after checking what each page says of itself.
fn walk(app: &App, query: &str, size: usize) -> Vec<String> {
    let (mut start, mut ids) = (1, Vec::new());
    loop {
        let (from, most) = (start.to_string(), size.to_string());
        let page = search(app, &[("query", query), ("startRecord", &from), ("maximumRecords", &most)]);
        let own = between(&page, "<recordIdentifier>", "</recordIdentifier>");
        let places = between(&page, "<recordPosition>", "</recordPosition>");
        let expected: Vec<String> = (start..start + own.len()).map(|place| place.to_string()).collect();
        assert_eq!(places, expected);
        ids.extend(own.iter().map(|id| (*id).to_owned()));
        let next = between(&page, "<nextRecordPosition>", "</nextRecordPosition>");
        match next.as_slice() {
            [next] => start = next.parse().unwrap(),
            _ => {
                assert_eq!(ids.len(), total(&page));
                return ids;
            }
        }
        assert_eq!(ids.len() + 1, start);
    }
}

#[test]
fn pages_are_the_whole_in_order() {
    both_demos(|app| {
        let by = |sort: &str| -> Vec<String> {
            let list = app.walk(&format!("/v1/articles?limit=200&sort={sort}"));
            list.iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect()
        };
        for size in [1, 7, 10, 33, 200] {
            assert_eq!(walk(app, "cql.allRecords = 1", size), by("-published"));
            assert_eq!(walk(app, "cql.allRecords = 1 sortBy dc.title", size), by("title"));
        }
        let none = search(app, &[("query", "harbour"), ("maximumRecords", "0")]);
        assert!(total(&none) > 3 && !none.contains("<record>"), "{none}");
    });
}

#[test]
fn a_record_as_text_is_the_record_as_xml() {
    both_demos(|app| {
        for (name, identifier) in
            [("dc", "info:srw/schema/1/dc-v1.1"), ("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/")]
        {
            let as_xml =
                search(app, &[("query", "cql.allRecords=1"), ("maximumRecords", "200"), ("recordSchema", name)]);
            let as_text = search(
                app,
                &[
                    ("query", "cql.allRecords=1"),
                    ("maximumRecords", "200"),
                    ("recordSchema", identifier),
                    ("recordPacking", "string"),
                ],
            );
            let plain = between(&as_xml, "<recordData>", "</recordData>");
            let escaped = between(&as_text, "<recordData>", "</recordData>");
            assert_eq!(plain.len(), total(&as_xml));
            for (plain, escaped) in plain.iter().zip(&escaped) {
                let read = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
                assert_eq!(*plain, read.replace("&#10;", "\n").replace("&amp;", "&"));
            }
            assert_eq!(between(&as_xml, "<recordSchema>", "</recordSchema>")[0], identifier);
        }
    });
}

#[test]
fn everything_that_explain_lists_can_be_asked() {
    both_demos(|app| {
        let explain = ask(app, &[]);
        let mut asked = 0;
        for index in between(&explain, "<index ", "</index>") {
            let name = between(index, "<name set=\"", "</name>")[0].replace("\">", ".");
            for relation in between(index, "<supports type=\"relation\">", "</supports>") {
                let relation = relation.replace("&lt;", "<").replace("&gt;", ">");
                let term = match (name.as_str(), relation.as_str()) {
                    (_, "within") => "2013 2024",
                    ("bath.issn", _) => "2910-2049",
                    ("dc.language", _) => "en",
                    _ => "2024",
                };
                let query = format!("{name} {relation} \"{term}\"");
                let answer = search(app, &[("query", &query), ("maximumRecords", "1")]);
                assert_eq!(diagnostic(&answer), None, "{query}: {answer}");
                asked += 1;
            }
            let sorted = search(app, &[("query", &format!("harbour sortBy {name}"))]);
            let sorts = index.contains("sort=\"true\"");
            assert_eq!(diagnostic(&sorted).is_none(), sorts, "{name}");
        }
        assert!(asked > 80, "{asked}");
        for schema in between(&explain, "<schema identifier=\"", "\"") {
            let answer = search(app, &[("query", "harbour"), ("recordSchema", schema)]);
            assert_eq!(diagnostic(&answer), None, "{schema}");
        }
    });
}

#[test]
fn explain_names_the_public_address_where_there_is_one() {
    let database = crate::support::app::Database::fresh(crate::support::app::Engine::Sqlite);
    database.set_meta("setting.base-url", "https://commentary.example.org/archive");
    database.set_meta("setting.repository-name", "Harbour & Notes");
    let app = App::on(database);
    let explain = ask(&app, &[]);
    for part in [
        "transport=\"https\"",
        "<host>commentary.example.org</host><port>443</port><database>archive/sru</database>",
        "<title primary=\"true\">Harbour &amp; Notes</title>",
    ] {
        assert!(explain.contains(part), "{part}: {explain}");
    }
    let answer = search(&app, &[("query", "harbour")]);
    assert_eq!((diagnostic(&answer), total(&answer)), (None, 0), "an empty archive has no first record to miss");
}

#[test]
fn what_a_request_was_is_told_back() {
    both(|app| {
        let query = "dc.title any \"<harbour> & 海峡\"";
        let answer =
            search(app, &[("query", query), ("maximumRecords", "1"), ("stylesheet", "/a.xsl"), ("x-other", "1")]);
        let echo = between(&answer, "<echoedSearchRetrieveRequest>", "</echoedSearchRetrieveRequest>");
        let expected = "<version>1.2</version><query>dc.title any &quot;&lt;harbour&gt; &amp; 海峡&quot;</query>\
            <maximumRecords>1</maximumRecords><stylesheet>/a.xsl</stylesheet>";
        assert_eq!(echo, [expected]);
        assert!(!answer.contains("<?xml-stylesheet"), "{answer}");
        let wrong = search(app, &[("query", "harbour"), ("startRecord", "x")]);
        assert!(!wrong.contains("<startRecord>"), "{wrong}");
    });
}

#[test]
fn an_answer_has_a_validator() {
    both(|app| {
        let path = "/sru?query=harbour";
        let tag = app.get(path).header("etag").unwrap().to_owned();
        assert_eq!(app.get_with(path, &[("If-None-Match", &tag)]).status, 304);
        let zipped = app.get_with(path, &[("Accept-Encoding", "zstd")]);
        assert_eq!(zipped.header("content-encoding"), Some("zstd"));
    });
}

/// What is too long for an address is sent as a form.
#[test]
fn a_form_is_answered_as_a_query_is() {
    both(|app| {
        let post = |field: &str, form: &str| {
            let length = form.len();
            let head = format!("POST /sru HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{field}", app.address);
            app.raw(format!("{head}\r\nContent-Length: {length}\r\n\r\n{form}").as_bytes())
        };
        const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
        for query in [
            "",
            "operation=explain&version=1.1",
            "query=harbour",
            "query=harbour&version=1.2&operation=searchRetrieve&recordSchema=marcxml&maximumRecords=2",
            "query=dc.title+any+%22winter+united%22&version=2.0",
            "query=%22%E6%B5%B7%E5%B3%A1%22",
            "query=and+and+(",
            "query=harbour&query=harbour",
            "query=%FF",
        ] {
            let by_form = post(FORM, query);
            assert_eq!(
                (by_form.status, by_form.header("content-type")),
                (200, Some("text/xml; charset=utf-8")),
                "{query}"
            );
            assert_eq!(by_form.text(), app.get(&format!("/sru?{query}")).text(), "{query}");
        }
        let long = format!("query={}", vec!["dc.title%3Dharbour"; 150].join("+or+"));
        let padded = format!("{long}+or+%22{}%22", "a".repeat(9_000));
        assert_eq!(total(&post(FORM, &padded).text()), 2, "{}", post(FORM, &padded).text());
        assert_eq!(post("X-Nothing: 1", "").text(), app.get("/sru").text(), "no content is an empty form");
        post("Content-Type: text/plain", "query=harbour").problem(415, "unsupported-media-type");
        assert_eq!(app.send("OPTIONS", "/sru", &[]).header("allow"), Some("GET, HEAD, POST, OPTIONS"));
        let again = post(&format!("{FORM}\r\nIf-None-Match: *"), "query=harbour");
        assert_eq!(again.status, 200, "only what is read by GET is known already");
    });
}
