//! Lists: pages, tokens, dates, deleted records.

use std::collections::BTreeSet;

use super::{Header, article, articles, ask, repositories, walk};
use crate::support::app::Database;

/// Articles of three moments, some of them withdrawn.
fn three_moments(database: &Database) {
    let lines: Vec<String> = articles(250).lines().map(str::to_owned).collect();
    let withdrawn = |n: usize| {
        article(
            n,
            &format!("Title {n}"),
            r#","status":"withdrawn","withdrawal":{"at":"2024-02-01T00:00:00Z","reason":"r"}"#,
        )
    };
    database.import_at("t", &lines.join("\n"), "2024-01-01T00:00:00.700000Z").must_succeed();
    let later: Vec<String> = (0..20).map(|n| article(n * 7, "Changed", "")).collect();
    database.import_at("t", &later.join("\n"), "2024-01-31T23:59:59.999999Z").must_succeed();
    let last: Vec<String> = (0..5).map(|n| withdrawn(n * 7 + 1)).collect();
    database.import_at("t", &last.join("\n"), "2024-02-01T00:00:00Z").must_succeed();
}

#[test]
fn every_item_is_met_once_in_the_order_of_change() {
    repositories(three_moments, |app| {
        let (headers, pages) = walk(app, "ListIdentifiers", "metadataPrefix=oai_dc", |_| ());
        assert_eq!((headers.len(), pages.len()), (250, 3));
        assert!(pages.iter().all(|page| page.token().unwrap().2 == 250), "the size is known from the beginning");
        let distinct: BTreeSet<&String> = headers.iter().map(|header| &header.identifier).collect();
        assert_eq!(distinct.len(), 250);
        assert!(headers.is_sorted_by_key(|header| &header.datestamp));
        assert_eq!(headers[249].datestamp, "2024-02-01T00:00:00Z");
        let (records, pages) = walk(app, "ListRecords", "metadataPrefix=oai_dc", |_| ());
        assert_eq!(records, headers);
        let metadata: usize = pages.iter().map(|page| page.all("metadata").len()).sum();
        assert_eq!(metadata, 245);
    });
}

#[test]
fn withdrawn_articles_are_deleted_in_every_list() {
    repositories(three_moments, |app| {
        for arguments in
            ["", "&set=series:se1", "&set=author:au1", "&set=language", "&set=year:2020", "&from=2024-02-01"]
        {
            let (headers, _) = walk(app, "ListIdentifiers", &format!("metadataPrefix=oai_dc{arguments}"), |_| ());
            let deleted: Vec<&Header> = headers.iter().filter(|header| header.deleted).collect();
            assert_eq!(deleted.len(), 5, "{arguments}");
            for header in deleted {
                assert_eq!(header.datestamp, "2024-02-01T00:00:00Z");
                assert!(header.sets.contains(&"series:se1".to_owned()), "{header:?}");
                let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", header.identifier);
                let one = ask(app, &query);
                assert_eq!(one.headers(), std::slice::from_ref(header));
                assert_eq!(one.all("metadata").len() + one.all("about").len(), 0);
                let formats = ask(app, &format!("verb=ListMetadataFormats&identifier={}", header.identifier));
                assert!(formats.all("metadataPrefix").contains(&"oai_dc".to_owned()));
            }
        }
    });
}

#[test]
fn both_ends_of_a_time_belong_to_it() {
    repositories(three_moments, |app| {
        let count = |arguments: &str| {
            let query = format!("verb=ListIdentifiers&metadataPrefix=oai_dc&{arguments}");
            if ask(app, &query).codes() == ["noRecordsMatch"] {
                return 0;
            }
            walk(app, "ListIdentifiers", &format!("metadataPrefix=oai_dc&{arguments}"), |_| ()).0.len()
        };
        for (arguments, expected) in [
            ("from=2024-01-01&until=2024-01-01", 225),
            ("from=2024-01-01T00:00:00Z&until=2024-01-01T00:00:00Z", 225),
            ("from=2024-01-01T00:00:01Z&until=2024-01-30T00:00:00Z", 0),
            ("until=2024-01-31T23:59:58Z", 225),
            ("until=2024-01-31T23:59:59Z", 245),
            ("until=2024-01-31", 245),
            ("from=2024-01-31", 25),
            ("from=2024-01-31T23:59:59Z", 25),
            ("from=2024-02-01T00:00:00Z", 5),
            ("from=2024-02-01&until=2024-02-01", 5),
            ("from=2024-02-02", 0),
            ("until=9999-12-31", 250),
            ("from=0001-01-01", 250),
            ("from=2024-01-31&set=language:zh", 13),
        ] {
            assert_eq!(count(arguments), expected, "{arguments}");
        }
    });
}

#[test]
fn a_token_can_be_used_again_and_only_as_it_is() {
    repositories(three_moments, |app| {
        let (token, ..) = ask(app, "verb=ListRecords&metadataPrefix=oai_dc&set=series").token().unwrap();
        let again = |verb: &str, token: &str| ask(app, &format!("verb={verb}&resumptionToken={token}"));
        let first = again("ListRecords", &token);
        assert_eq!(first.headers().len(), 100);
        assert_eq!(first.headers(), again("ListRecords", &token).headers());
        for verb in ["ListIdentifiers", "ListSets"] {
            assert_eq!(again(verb, &token).codes(), ["badResumptionToken"], "{verb}");
        }
        for at in 0..token.len() {
            let other = if &token[at..=at] == "A" { "B" } else { "A" };
            let altered = format!("{}{other}{}", &token[..at], &token[at + 1..]);
            assert_eq!(again("ListRecords", &altered).codes(), ["badResumptionToken"], "{at}");
            assert_eq!(again("ListRecords", &token[..at]).codes().len(), 1, "{at}");
        }
        assert_eq!(again("ListRecords", &format!("{token}x")).codes(), ["badResumptionToken"]);
        // Another archive's, and one of the time before a backup was restored.
        let others = [("secret", "another secret"), ("epoch", "another")];
        for (key, value) in others {
            let kept = app.database.store.read(|db| db.meta(key)).unwrap().unwrap();
            app.database.set_meta(key, value);
            let restored = app.beside(app.database.store.clone());
            let query = format!("verb=ListRecords&resumptionToken={token}");
            assert_eq!(ask(&restored, &query).codes(), ["badResumptionToken"], "{key}");
            app.database.set_meta(key, &kept);
        }
    });
}
