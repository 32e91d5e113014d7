//! What a query finds.

use super::{both, diagnostic, found, search};

/// The letters of what is found, in the order of the alphabet.
fn sorted(text: String) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn words_names_dates_and_identifiers_are_found() {
    both(|app| {
        for (query, expected) in [
            ("cql.allRecords = 1", "abcde"),
            ("harbour", "abc"),
            ("HARBOUR", "abc"),
            ("\"quiet harbour\"", "a"),
            ("\"harbour nunez\"", "a"),
            ("cql.anywhere all \"harbour law\"", "ab"),
            ("cql.anywhere any \"winter united\"", "bc"),
            // Titles and subtitles, in all their forms, whatever case and accents.
            ("title = reunis", "c"),
            ("dc.title all \"ports patience\"", "a"),
            ("dc.title any \"patience winter\"", "ab"),
            ("dc.title = port", ""),
            ("dc.title = port*", "ac"),
            ("dc.title = ?uiet", "a"),
            ("dc.title = \"h*r\"", "ab"),
            (r#"dc.title = "port\*""#, ""),
            ("dc.title <> harbour", "cde"),
            ("dc.title == \"The Quiet Harbour\"", "a"),
            ("dc.title exact \"Quiet Harbour\"", ""),
            ("dc.title adj winter", "b"),
            ("dc.title adj \"quiet harbour\"", "a"),
            ("dc.title adj \"harbour quiet\"", ""),
            ("dc.title adj \"the harbour\"", ""),
            ("dc.title adj \"qu* harb?ur\"", "a"),
            ("dc.title adj \"harbour on ports\"", ""),
            ("dc.title adj \"on ports and\"", "a"),
            ("dc.title adj 海峡政策", "d"),
            ("dc.creator adj \"jose nunez\"", "a"),
            ("dc.creator adj \"haruka doe\"", ""),
            ("dc.subject adj \"maritime law\"", "a"),
            ("dc.publisher adj \"du port\"", "ab"),
            ("cql.anywhere adj \"maritime law\"", "a"),
            ("cql.anywhere adj \"quiet harbour\"", "a"),
            ("cql.anywhere adj \"harbour nunez\"", ""),
            ("dc.title = 海峡", "d"),
            ("dc.title = 政策", "d"),
            ("dc.title = 峡", "d"),
            ("dc.title = 峡策", ""),
            ("dc.title = \"…\"", ""),
            // Abstracts and bodies, in any form of the words.
            ("pilot", "e"),
            ("cql.anywhere all \"pilots untimely dredged\"", "e"),
            ("cql.anywhere any \"pilots winter\"", "be"),
            ("cql.anywhere adj \"waiting for spring\"", ""),
            ("cql.anywhere adj \"dredging of channels\"", "e"),
            ("dc.description = channel", "e"),
            ("dc.description = pilot", ""),
            ("dc.description all \"delay dredg*\"", "e"),
            ("dc.description any \"winter delay\"", "e"),
            ("dc.description adj \"channels dredging\"", ""),
            ("dc.description <> channels", "abcd"),
            ("qu?et", "a"),
            // Names: those of the author today, and those that were printed.
            ("dc.creator = nunez", "a"),
            ("dc.creator = \"Núñez, José\"", "a"),
            ("dc.creator == \"Núñez, José\"", "a"),
            ("dc.creator == Núñez", ""),
            ("dc.creator = mizuki", "bd"),
            ("dc.creator = 水城", "bd"),
            ("dc.creator = doe", "d"),
            ("dc.creator any \"doe nunez\"", "ad"),
            ("dc.creator = \"doe nunez\"", ""),
            ("dc.creator = \"harbour house\"", "c"),
            ("dc.contributor = núñ*", "a"),
            // One label holds all the words of `=`, any hold those of `all`.
            ("dc.subject = law", "ab"),
            ("dc.subject == law", "b"),
            ("dc.subject = \"ice law\"", ""),
            ("dc.subject all \"ice law\"", "b"),
            ("dc.subject = t1", "a"),
            ("dc.coverage = aotearoa", "b"),
            ("dc.publisher = harbour", "ab"),
            ("dc.publisher = \"maison du port\"", "ab"),
            ("dc.source = notes", "ab"),
            ("bath.issn = 2910-2049", "ab"),
            ("bath.issn = 29102049", "ab"),
            ("dc.relation = urn:ISSN:2910-2049", "ab"),
            ("dc.relation = \"10.5555/notes.1\"", "c"),
            ("dc.language = fr", "c"),
            ("dc.language any \"fr ja\"", "cd"),
            ("dc.language <> en", "cd"),
            ("dc.type = response", "c"),
            ("dc.type = MovingImage", "d"),
            ("dc.type = Text", "abce"),
            ("dc.type = novel", ""),
            ("dc.identifier = \"10.5555/NOTES.1\"", "a"),
            ("dc.identifier = \"https://doi.org/10.5555/notes.1\"", "a"),
            ("dc.identifier = \"http://www.house.example/1?a=b\"", "a"),
            ("dc.identifier = \"doi:10.5555/notes.1\"", "a"),
            ("dc.identifier = \"https://house.example/2\"", ""),
            ("dc.date = 2021", "b"),
            ("dc.date = 2021-05", "b"),
            ("dc.date < 2021", "a"),
            ("dc.date <= 2021", "ab"),
            ("dc.date > 2021", "cd"),
            ("dc.date >= 2022-12-31", "cd"),
            ("dc.date > 2022-12", "d"),
            ("dc.date < 2022-12", "ab"),
            ("dc.date <> 2021", "acde"),
            ("dc.date within \"2021-02 2022\"", "bc"),
            ("dc.date within \"2022 2021\"", ""),
            ("rec.lastModificationDate > 2024-01-01", ""),
            ("rec.lastModificationDate = 2024-01-01", "abcde"),
            ("rec.lastModificationDate < \"2024-01-01T00:00:00Z\"", ""),
            // And, or and not bind alike, from the left.
            ("harbour and winter", "b"),
            ("harbour or ports", "abc"),
            ("harbour not winter", "ac"),
            ("harbour or ports not winter", "ac"),
            ("harbour or (ports not winter)", "abc"),
            ("cql.allRecords = 1 not (harbour or ports)", "de"),
            // Prefixes may be other ones.
            ("> d = \"info:srw/cql-context-set/1/dc-v1.1\" d.title = winter", "b"),
            ("> \"info:srw/cql-context-set/1/dc-v1.1\" title =/ignoreCase winter", "b"),
            ("dc.title cql.any winter", "b"),
            ("dc.title scr winter", "b"),
        ] {
            assert_eq!(sorted(found(app, query)), expected, "{query}");
        }
    });
}

#[test]
fn the_id_of_a_record_finds_it() {
    both(|app| {
        for article in app.all("articles") {
            let id = article["id"].as_str().unwrap();
            for query in [
                format!("rec.id = {id}"),
                format!("rec.identifier == {id}"),
                format!("dc.identifier = {id}"),
                format!("dc.identifier = oai:any.example:{id}"),
            ] {
                let answer = search(app, &[("query", &query)]);
                assert!(answer.contains(&format!("<recordIdentifier>{id}</recordIdentifier>")), "{query}: {answer}");
                assert_eq!(super::total(&answer), 1, "{query}");
            }
        }
        assert_eq!(found(app, "rec.id = ar0"), "");
        assert_eq!(found(app, "rec.id = au1"), "");
    });
}

#[test]
fn records_come_in_the_order_that_is_asked_for() {
    both(|app| {
        for (query, keys, expected) in [
            ("cql.allRecords=1", "", "dcbae"),
            ("cql.allRecords=1 sortBy dc.date", "", "abcde"),
            ("cql.allRecords=1 sortBy dc.date/sort.descending", "", "dcbae"),
            ("cql.allRecords=1 sortBy dc.date/sort.descending/sort.missingLow", "", "dcbae"),
            ("cql.allRecords=1 sortBy title/sort.ascending", "", "bcaed"),
            ("cql.allRecords=1 sortBy title/sort.descending", "title", "deacb"),
            ("cql.allRecords=1", "title", "bcaed"),
            ("cql.allRecords=1", "date,,0", "dcbae"),
            ("cql.allRecords=1", "dc.date,dc,1,0,highValue", "abcde"),
        ] {
            let answer = search(app, &[("query", query), ("sortKeys", keys)]);
            assert_eq!(diagnostic(&answer), None, "{query} {keys}");
            let records = super::between(&answer, "<recordData>", "</recordData>");
            let letters = [("Quiet", 'a'), ("Winter", 'b'), ("united", 'c'), ("海峡政策", 'd'), ("Untimely", 'e')];
            let letter = |record: &&str| letters.iter().find(|(word, _)| record.contains(word)).unwrap().1;
            assert_eq!(records.iter().map(letter).collect::<String>(), expected, "{query} {keys}");
        }
    });
}

#[test]
fn what_cannot_be_asked_is_told() {
    both(|app| {
        for (query, code) in [
            ("and and (", 10),
            ("\"open", 10),
            ("xyz.title = a", 15),
            ("> x = \"info:other\" x.title = a", 15),
            ("dc.colour = red", 16),
            ("colour = red", 16),
            ("dc.title near harbour", 19),
            ("dc.title foo.any harbour", 15),
            ("dc.title dc.any harbour", 19),
            ("dc.title =/stem harbour", 20),
            ("dc.title =/fuzzy=1 harbour", 20),
            ("dc.title < harbour", 22),
            ("dc.language adj en", 22),
            ("harbour or cql.anywhere == harbour", 22),
            ("dc.title = \"\"", 27),
            ("dc.language = en*", 28),
            ("dc.description = ch?nnel", 28),
            ("dc.description == channels", 22),
            ("dc.title = ^the", 31),
            ("dc.date = yesterday", 36),
            ("dc.date = 202*", 36),
            ("dc.date within 2024", 36),
            ("dc.date < \"2020 2024\"", 36),
            ("dc.language = \"!\"", 36),
            ("bath.issn = 1234-5678", 36),
            ("harbour prox winter", 39),
            ("harbour prox/unit=word winter", 39),
            ("harbour and/rel.combine=sum winter", 46),
            ("harbour sortBy dc.creator", 80),
            ("harbour sortBy dc.colour", 16),
            ("harbour sortBy dc.date dc.title", 84),
            ("harbour sortBy dc.date/sort.respectCase", 91),
            ("harbour sortBy dc.date/sort.missingLow", 92),
            ("harbour sortBy dc.date/sort.missingOmit", 92),
        ] {
            let answer = search(app, &[("query", query)]);
            assert_eq!(diagnostic(&answer), Some(code), "{query}: {answer}");
            assert_eq!(super::total(&answer), 0, "{query}");
        }
        for (keys, code) in [
            ("creator", 88),
            ("date title", 84),
            ("date,xyz", 87),
            ("date,,x", 90),
            ("date,,1,1", 91),
            ("date,,1,0,omit", 92),
        ] {
            let answer = search(app, &[("query", "harbour"), ("sortKeys", keys)]);
            assert_eq!(diagnostic(&answer), Some(code), "{keys}: {answer}");
        }
    });
}

/// A query of many parts is either answered or refused, whatever it looks like.
#[test]
fn long_queries_are_answered_or_refused() {
    both(|app| {
        let many = |count: usize| vec!["dc.title=h*"; count].join(" or ");
        assert_eq!(found(app, &many(150)), found(app, "dc.title=h*"));
        assert_eq!(diagnostic(&search(app, &[("query", &many(202))])), Some(38));
        let deep = |depth: usize| format!("{}harbour{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(found(app, &deep(50)), found(app, "harbour"));
        assert_eq!(diagnostic(&search(app, &[("query", &deep(51))])), Some(48));
        let stars = format!("dc.title = {}x", "*a".repeat(500));
        assert_eq!(found(app, &stars), "");
    });
}
