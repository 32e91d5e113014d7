//! Sets: what there is, what is in them, what they are called.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Header, article, articles, ask, child, repositories, walk};
use crate::editing::writer;
use crate::support::app::{App, Database};

/// Every set with its name and its description.
fn sets(app: &App) -> Vec<[String; 3]> {
    let (mut all, mut query) = (Vec::new(), "verb=ListSets".to_owned());
    loop {
        let page = ask(app, &query);
        all.extend(page.read(|root| {
            let own = root.descendants().filter(|own| own.tag_name().name() == "set");
            let text = |own: roxmltree::Node<'_, '_>| {
                let description = own.descendants().find(|own| own.tag_name().name() == "description").unwrap();
                description.text().unwrap().to_owned()
            };
            own.map(|own| [child(own, "setSpec").unwrap(), child(own, "setName").unwrap(), text(own)])
                .collect::<Vec<_>>()
        }));
        match page.token() {
            Some((token, _, size)) if !token.is_empty() => {
                assert!(size as usize > all.len());
                query = format!("verb=ListSets&resumptionToken={token}");
            }
            Some((_, _, size)) => {
                assert_eq!(size as usize, all.len());
                return all;
            }
            None => return all,
        }
    }
}

fn is_in(header: &Header, set: &str) -> bool {
    header.sets.iter().any(|own| own == set || own.starts_with(&format!("{set}:")))
}

#[test]
fn a_set_holds_what_names_it() {
    repositories(Database::load_demo, |app| {
        let (all, _) = walk(app, "ListIdentifiers", "metadataPrefix=oai_dc", |_| ());
        let sets: Vec<String> = sets(app).into_iter().map(|[set, ..]| set).collect();
        assert!(sets.len() > 40 && sets.is_sorted(), "{sets:?}");
        let distinct: BTreeSet<&String> = sets.iter().collect();
        assert_eq!(distinct.len(), sets.len());
        for kind in ["author", "language", "series", "subject", "year"] {
            assert!(distinct.contains(&kind.to_owned()), "{kind}");
        }
        for set in all.iter().flat_map(|header| &header.sets) {
            assert!(distinct.contains(set), "{set}");
        }
        for set in &sets {
            assert!(set.split(':').all(|part| !part.is_empty()), "{set}");
            assert!(set.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.!~*'():".contains(&b)), "{set}");
            if let Some((parent, _)) = set.rsplit_once(':') {
                assert!(distinct.contains(&parent.to_owned()), "{set}");
            }
            let (own, _) = walk(app, "ListIdentifiers", &format!("metadataPrefix=oai_dc&set={set}"), |_| ());
            let expected: Vec<Header> = all.iter().filter(|header| is_in(header, set)).cloned().collect();
            assert_eq!(own, expected, "{set}");
            assert!(!own.is_empty(), "{set}");
        }
    });
}

#[test]
fn sets_have_names_and_descriptions() {
    repositories(
        |database| drop(database.load("t", &articles(6))),
        |app| {
            let sets = sets(app);
            let own =
                |set: &str| sets.iter().find(|own| own[0] == set).unwrap_or_else(|| panic!("{set}: {sets:?}")).clone();
            assert_eq!(own("series:se1")[1], "Series: Tide & Time");
            assert_eq!(own("author:au1")[1..], ["Author: Jane Doe", "Articles with a part by Jane Doe."]);
            assert_eq!(own("subject:harbour-finance-0")[1], "Subject: Harbour Finance 0");
            assert_eq!(own("language:zh:Hant")[1], "Language: zh-Hant");
            assert_eq!(own("language:zh")[1], "Language: zh");
            assert_eq!(own("year:2020")[1..], ["Year: 2020", "Articles that appeared in the year 2020."]);
            assert_eq!(own("subject")[1], "By subject");
            assert_eq!(sets.len(), 5 + 1 + 1 + 3 + 3 + 1);
        },
    );
}

#[test]
fn many_sets_come_in_pages() {
    let lines: Vec<String> = (0..250)
        .map(|n| format!(r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"T"}}],"subjects":[{{"label":"港 {n:03}"}}]}}"#))
        .collect();
    repositories(
        |database| drop(database.load("t", &lines.join("\n"))),
        |app| {
            let all = sets(app);
            assert_eq!(all.len(), 251);
            assert_eq!(all[1][..2], ["subject:~e6~b8~af-000".to_owned(), "Subject: 港 000".to_owned()]);
            let (token, cursor, size) = ask(app, "verb=ListSets").token().unwrap();
            assert_eq!((cursor, size), (0, 251));
            let again = format!("verb=ListSets&resumptionToken={token}");
            assert_eq!(ask(app, &again).all("setSpec"), ask(app, &again).all("setSpec"));
            assert_eq!(ask(app, &again).token().unwrap().1, 100);
            for verb in ["ListRecords", "ListIdentifiers"] {
                assert_eq!(ask(app, &format!("verb={verb}&resumptionToken={token}")).codes(), ["badResumptionToken"]);
            }
        },
    );
}

#[test]
fn fields_in_doubt_make_no_set() {
    let doubted = r#"{"resource":"article","key":"a","titles":[{"text":"T"}],"subjects":[{"label":"Sure"}],
        "appearances":[{"published":"2020","language":"fr"}],"review":[{"field":"published","reason":"smudged"}]}"#;
    let doubted = doubted.replace('\n', "");
    repositories(
        |database| drop(database.load("t", &doubted)),
        |app| {
            let (headers, _) = walk(app, "ListIdentifiers", "metadataPrefix=oai_dc", |_| ());
            assert_eq!(headers[0].sets, ["language:fr", "subject:sure"]);
            assert!(sets(app).iter().all(|[set, ..]| !set.contains("year")));
            assert_eq!(ask(app, "verb=ListRecords&metadataPrefix=oai_dc&set=year:2020").codes(), ["noRecordsMatch"]);
        },
    );
}

/// Two authors who are one: either's set is that of the one they are, until they are two again.
#[test]
fn the_set_of_who_was_merged_is_the_others() {
    let load = |database: &Database| {
        let second = r#"{"resource":"author","key":"b","names":[{"full":"J. Doe"}]}"#.to_owned();
        let of_second = article(9, "Another", "").replace("@a", "@b");
        database.load("t", &[articles(3), second, of_second].join("\n"));
    };
    repositories(load, |app| {
        let key = writer(app);
        let in_set = |set: &str| walk(app, "ListIdentifiers", &format!("metadataPrefix=oai_dc&set={set}"), |_| ()).0;
        let authors = || -> Vec<String> {
            sets(app).into_iter().map(|[set, ..]| set).filter(|set| set.starts_with("author:")).collect()
        };
        let before = in_set("author:au2");
        assert_eq!(
            (before.len(), in_set("author:au1").len(), authors()),
            (1, 3, vec!["author:au1".into(), "author:au2".into()])
        );
        assert_eq!(app.patch("/v1/authors/au2", &key, json!({"merged_into": "au1"})).status, 200);
        assert_eq!(authors(), ["author:au1"]);
        let merged = in_set("author:au1");
        assert_eq!(merged.len(), 4);
        assert_eq!(in_set("author:au2"), merged, "who harvests the old set goes on");
        assert_eq!(in_set("author"), merged);
        let moved = merged.iter().find(|own| own.identifier == before[0].identifier).unwrap();
        assert!(moved.sets.contains(&"author:au1".to_owned()) && !moved.sets.contains(&"author:au2".to_owned()));
        assert!(moved.datestamp >= before[0].datestamp);
        let since = format!("metadataPrefix=oai_dc&set=author:au2&from={}", moved.datestamp);
        assert!(walk(app, "ListIdentifiers", &since, |_| ()).0.contains(moved));
        assert_eq!(app.patch("/v1/authors/au2", &key, json!({"merged_into": null})).status, 200);
        let identifiers = |all: Vec<Header>| all.into_iter().map(|own| (own.identifier, own.sets)).collect::<Vec<_>>();
        assert_eq!(identifiers(in_set("author:au2")), identifiers(before));
        assert_eq!((in_set("author:au1").len(), authors().len()), (3, 2));
    });
}
