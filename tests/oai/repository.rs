//! `Identify`, `ListMetadataFormats`, `GetRecord`, and when there is nothing to harvest.

use super::{answer, ask, child, identify, repositories};
use crate::support::app::{App, Database, both_apps};

#[test]
fn it_is_off_until_the_archive_has_a_name_and_an_address() {
    both_apps(|app| {
        for response in [app.get("/oai?verb=Identify"), app.get("/oai")] {
            let problem = response.problem(404, "not-found");
            let detail = problem["detail"].as_str().unwrap();
            for name in ["base-url", "repository-name", "repository-identifier", "admin-email", "byline configure"] {
                assert!(detail.contains(name), "{detail}");
            }
        }
    });
    repositories(
        |database| database.set_meta("setting.admin-email", ""),
        |app| {
            let problem = app.get("/oai?verb=Identify").problem(404, "not-found");
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains("admin-email") && !detail.contains("base-url"), "{detail}");
        },
    );
}

#[test]
fn settings_that_its_schemas_refuse_are_as_if_they_were_not_set() {
    for (name, value) in
        [("admin-email", "librarian"), ("repository-identifier", "3com"), ("base-url", "https://archive.example/?a=b")]
    {
        repositories(
            |database| database.set_meta(&format!("setting.{name}"), value),
            |app| {
                let problem = app.get("/oai?verb=Identify").problem(404, "not-found");
                let detail = problem["detail"].as_str().unwrap();
                assert!(detail.contains(name), "{detail}");
                for path in ["/v1/articles.crossref.xml", "/", "/articles", "/feeds/articles.atom", "/sru"] {
                    assert!(!app.get(path).text().contains(value), "{path}");
                }
            },
        );
    }
}

#[test]
fn it_says_what_it_is() {
    repositories(Database::load_demo, |app| {
        let own = ask(app, "verb=Identify");
        let value = |name: &str| own.all(name).join("|");
        assert_eq!(value("repositoryName"), "Harbour & Co");
        assert_eq!(value("baseURL"), super::BASE);
        assert_eq!(value("protocolVersion"), "2.0");
        assert_eq!(value("adminEmail"), "librarian@archive.example");
        assert_eq!(value("earliestDatestamp"), "2024-01-01T00:00:00Z");
        assert_eq!(value("deletedRecord"), "persistent");
        assert_eq!(value("granularity"), "YYYY-MM-DDThh:mm:ssZ");
        assert_eq!(value("compression"), "gzip|br|zstd");
        assert_eq!(value("repositoryIdentifier"), "archive.example");
        assert!(value("sampleIdentifier").starts_with("oai:archive.example:ar"));
        let sample = value("sampleIdentifier");
        assert_eq!(ask(app, &format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={sample}")).headers().len(), 1);
    });
}

#[test]
fn an_empty_repository_says_what_it_is_too() {
    repositories(
        |_| (),
        |app| {
            let own = ask(app, "verb=Identify");
            assert!(own.all("earliestDatestamp")[0] <= own.date());
            assert_eq!(ask(app, "verb=ListRecords&metadataPrefix=oai_dc").codes(), ["noRecordsMatch"]);
            assert_eq!(ask(app, "verb=ListSets").codes(), ["noRecordsMatch"]);
            assert!(ask(app, "verb=ListMetadataFormats").all("metadataPrefix").contains(&"oai_dc".to_owned()));
        },
    );
}

#[test]
fn every_format_has_a_record_in_its_namespace_with_its_schema() {
    const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
    repositories(Database::load_demo, |app| {
        let formats = ask(app, "verb=ListMetadataFormats");
        let rows: Vec<_> = formats.read(|root| {
            let own = root.descendants().filter(|own| own.tag_name().name() == "metadataFormat");
            own.map(|own| ["metadataPrefix", "schema", "metadataNamespace"].map(|name| child(own, name).unwrap()))
                .collect()
        });
        let prefixes: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        assert_eq!(prefixes, ["oai_dc", "marc21", "mods", "qdc", "jats", "crossref"]);
        for [prefix, schema, namespace] in rows {
            let page = ask(app, &format!("verb=ListRecords&metadataPrefix={prefix}"));
            page.read(|root| {
                let mut count = 0;
                for metadata in root.descendants().filter(|own| own.tag_name().name() == "metadata") {
                    let own: Vec<_> = metadata.children().filter(|own| own.is_element()).collect();
                    assert_eq!(own.len(), 1, "{prefix}");
                    assert_eq!(own[0].tag_name().namespace(), Some(&*namespace), "{prefix}");
                    let location = own[0].attribute((XSI, "schemaLocation")).unwrap();
                    let pair = format!("{namespace} {schema}");
                    assert!(location.split_whitespace().collect::<Vec<_>>().join(" ").contains(&pair), "{location}");
                    // Types of another schema than the envelope's are unknown to who validates it.
                    let mut all = own[0].descendants();
                    assert!(prefix != "qdc" || all.all(|own| !own.has_attribute((XSI, "type"))), "{prefix}");
                    count += 1;
                }
                assert!(count > 10, "{prefix}: {count}");
            });
        }
    });
}

#[test]
fn a_record_is_the_same_alone_and_in_a_list() {
    repositories(Database::load_demo, |app| {
        let page = ask(app, "verb=ListRecords&metadataPrefix=oai_dc");
        for header in &page.headers() {
            let identifier = &header.identifier;
            let one = ask(app, &format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier}"));
            assert_eq!(one.headers(), std::slice::from_ref(header));
            let begin = one.text.find("<record>").unwrap();
            let record = &one.text[begin..one.text.find("</GetRecord>").unwrap()];
            assert!(page.text.contains(record), "{record}");
            assert_eq!(record.contains("<metadata>"), !header.deleted);
            assert_eq!(record.contains("<about>"), !header.deleted);
            assert!(header.deleted || record.contains("publicdomain/zero"));
        }
        assert_eq!(page.headers().iter().filter(|header| header.deleted).count(), 1);
        let json = app.json(&format!("/v1/articles/{}", page.headers()[0].identifier.rsplit(':').next().unwrap()));
        assert_eq!(json["modified"].as_str().unwrap()[..19], page.headers()[0].datestamp[..19]);
    });
}

#[test]
fn what_is_only_kept_as_a_draft_is_nowhere() {
    let draft = r#"{"resource":"article","key":"d","status":"draft","titles":[{"text":"DraftMark"}],"subjects":[{"label":"DraftSubject"}]}"#;
    repositories(
        |database| drop(database.load("t", &format!("{}\n{draft}", super::articles(3)))),
        |app| {
            for query in ["verb=ListRecords&metadataPrefix=oai_dc", "verb=ListSets", "verb=Identify"] {
                let text = ask(app, query).text.to_lowercase();
                assert!(!text.contains("draftmark") && !text.contains("draftsubject"), "{text}");
            }
            let answer = ask(app, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:ar4");
            assert_eq!(answer.codes(), ["idDoesNotExist"]);
        },
    );
}

#[test]
fn answers_come_compressed_where_that_is_asked_for() {
    repositories(Database::load_demo, |app| {
        let plain = app.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc");
        for coding in ["gzip", "br", "zstd"] {
            let fields = [("accept-encoding", coding)];
            let packed = raw(app, "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc", &fields);
            assert_eq!(packed.header("content-encoding"), Some(coding));
            assert!(packed.body.len() < plain.body.len() / 2);
        }
        answer(app.get_with("/oai?verb=Identify", &[("accept", "text/html")]), "accept");
    });
}

/// Without decoding.
fn raw(app: &App, target: &str, fields: &[(&str, &str)]) -> crate::support::app::Response {
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    app.send("GET", target, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn the_identity_is_read_when_the_service_starts() {
    let load = |database: &Database| {
        identify(database);
        database.set_meta("setting.repository-name", "]]> <&\"Näme");
    };
    repositories(load, |app| assert_eq!(ask(app, "verb=Identify").all("repositoryName"), ["]]> <&\"Näme"]));
}
