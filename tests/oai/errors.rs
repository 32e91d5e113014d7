//! What is wrong with a request is told in the XML, under status 200.

use super::{Answer, articles, ask, repositories};
use crate::support::app::App;

#[test]
fn every_error_has_its_code() {
    repositories(
        |database| drop(database.load("t", &articles(3))),
        |app| {
            const ITEM: &str = "identifier=oai:archive.example:ar1";
            for (query, codes) in [
                ("", "badVerb"),
                ("verb=", "badVerb"),
                ("verb=identify", "badVerb"),
                ("verb=Identify&verb=Identify", "badVerb"),
                ("metadataPrefix=oai_dc", "badVerb"),
                ("verb=Identify;from=2024-01-01", "badVerb"),
                ("verb=Identify&from=2024-01-01", "badArgument"),
                ("verb=ListSets&metadataPrefix=oai_dc", "badArgument"),
                ("verb=ListMetadataFormats&set=year:2020", "badArgument"),
                ("verb=ListMetadataFormats&identifier=oai:archive.example:ar9", "idDoesNotExist"),
                ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
                (&format!("verb=GetRecord&{ITEM}"), "badArgument"),
                (&format!("verb=GetRecord&{ITEM}&metadataPrefix=none"), "cannotDisseminateFormat"),
                (&format!("verb=GetRecord&{ITEM}&metadataPrefix=OAI_DC"), "cannotDisseminateFormat"),
                (&format!("verb=GetRecord&{ITEM}&{ITEM}&metadataPrefix=oai_dc"), "badArgument"),
                ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:ar9", "idDoesNotExist"),
                ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:se1", "idDoesNotExist"),
                ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other.example:ar1", "idDoesNotExist"),
                ("verb=GetRecord&metadataPrefix=oai_dc&identifier=ar1", "badArgument"),
                ("verb=ListRecords", "badArgument"),
                ("verb=ListIdentifiers&metadataPrefix=none", "cannotDisseminateFormat"),
                ("verb=ListRecords&metadataPrefix=oai_dc&set=no-such-set", "noRecordsMatch"),
                ("verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"),
                ("verb=ListRecords&metadataPrefix=oai_dc&from=2124-01-01", "noRecordsMatch"),
                ("verb=ListRecords&metadataPrefix=oai_dc&until=2023-12-31T23:59:59Z", "noRecordsMatch"),
                ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-1-1", "badArgument"),
                ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-02&until=2024-01-01", "badArgument"),
                ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-01&until=2024-01-01T00:00:00Z", "badArgument"),
                ("verb=ListRecords&resumptionToken=junk", "badResumptionToken"),
                ("verb=ListIdentifiers&resumptionToken=junk", "badResumptionToken"),
                ("verb=ListSets&resumptionToken=junk", "badResumptionToken"),
                ("verb=ListRecords&resumptionToken=junk&metadataPrefix=oai_dc", "badArgument"),
                (
                    "verb=ListRecords&foo=bar&from=junk&metadataPrefix=none",
                    "badArgument badArgument cannotDisseminateFormat",
                ),
            ] {
                let answer = ask(app, query);
                assert_eq!(answer.codes().join(" "), codes, "{query}");
                assert!(answer.all("error").iter().all(|message| message.len() > 10), "{query}");
                let echoed = attributes(&answer);
                match codes.starts_with("badVerb") || codes.starts_with("badArgument") {
                    true => assert_eq!(echoed, "", "{query}"),
                    false => assert_eq!(echoed, query.replace("%20", " "), "{query}"),
                }
            }
        },
    );
}

/// What an answer repeats of its request.
fn attributes(answer: &Answer) -> String {
    answer.read(|root| {
        let request = root.children().find(|own| own.tag_name().name() == "request").unwrap();
        request.attributes().map(|own| format!("{}={}", own.name(), own.value())).collect::<Vec<_>>().join("&")
    })
}

#[test]
fn a_request_is_repeated_as_it_was_understood() {
    repositories(
        |database| drop(database.load("t", &articles(3))),
        |app| {
            for query in [
                "verb=Identify",
                "verb=ListRecords&metadataPrefix=oai_dc&set=year:2020&from=2024-01-01&until=2124-01-01",
                "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:ar1",
            ] {
                assert_eq!(attributes(&ask(app, query)), query);
            }
        },
    );
}

#[test]
fn odd_characters_break_nothing() {
    repositories(
        |database| drop(database.load("t", &articles(3))),
        |app: &App| {
            for odd in [
                "a%26b%3Cc%3Ed",
                "%5D%5D%3E",
                "%27%22",
                "%00",
                "%01%0B%1F",
                "%EF%BF%BE%EF%BF%BF",
                "%FF%FE%80",
                "%zz%",
                "%",
                "%C3%BC%E4%B8%AD%F0%9F%98%80",
                "a+b",
                "%26amp%3B%26%23x0%3B",
                "%3C%3Fx%3F%3E%3C!--",
                "%0A%09%0D",
                "%7F",
            ] {
                for query in [
                    format!("verb={odd}"),
                    format!("{odd}={odd}"),
                    format!("verb=Identify&{odd}={odd}"),
                    format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={odd}"),
                    format!("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:{odd}"),
                    format!("verb=ListRecords&metadataPrefix={odd}"),
                    format!("verb=ListRecords&metadataPrefix=oai_dc&set={odd}"),
                    format!("verb=ListRecords&metadataPrefix=oai_dc&from={odd}"),
                    format!("verb=ListSets&resumptionToken={odd}"),
                ] {
                    assert!(!ask(app, &query).codes().is_empty(), "{query}");
                }
            }
            assert_eq!(ask(app, "verb=Identify&&").codes(), [""; 0]);
        },
    );
}
