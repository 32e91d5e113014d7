#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;
use crate::format::sample::{self, body, contribution, person};

/// A record read back: leader, and fields as tag and content.
type Read = (String, Vec<(String, String)>);

/// Reads ISO 2709 by its own directory, and checks every length on the way.
fn read(bytes: &[u8]) -> Read {
    let number = |range: std::ops::Range<usize>| -> usize { text(&bytes[range]).parse().unwrap() };
    assert_eq!(number(0..5), bytes.len());
    assert_eq!(bytes.last(), Some(&0x1d));
    let base = number(12..17);
    assert_eq!(bytes[base - 1], 0x1e);
    let mut next = 0;
    let fields = bytes[24..base - 1].chunks(12).enumerate().map(|(index, entry)| {
        let (length, start) =
            (number(24 + 12 * index + 3..24 + 12 * index + 7), number(24 + 12 * index + 7..36 + 12 * index));
        assert_eq!(start, next);
        next += length;
        assert_eq!(bytes[base + start + length - 1], 0x1e);
        (text(&entry[..3]), text(&bytes[base + start..base + start + length - 1]))
    });
    let fields = fields.collect();
    assert_eq!(base + next + 1, bytes.len());
    (text(&bytes[..24]), fields)
}

/// Reads MARCXML as it is written here.
fn read_xml(bytes: &[u8]) -> Read {
    let xml = text(bytes);
    let between =
        |text: &str, start: &str, end: &str| text.split_once(start).unwrap().1.split_once(end).unwrap().0.to_owned();
    let plain = |text: String| {
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#9;", "\t")
            .replace("&amp;", "&")
    };
    let leader = between(&xml, "<leader>", "</leader>");
    let fields = xml.split("field tag=\"").skip(1).map(|field| {
        let tag = field[..3].to_owned();
        if tag.starts_with("00") {
            return (tag, plain(between(field, ">", "<")));
        }
        let mut content = between(field, "ind1=\"", "\"") + &between(field, "ind2=\"", "\"");
        for subfield in field.split("<subfield code=\"").skip(1) {
            content.push('\u{1f}');
            content.push_str(&subfield[..1]);
            content.push_str(&plain(between(subfield, ">", "<")));
        }
        (tag, content)
    });
    (leader, fields.collect())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn identity() -> Identity {
    Identity { marc_organization_code: Some("XX-Harb".to_owned()), ..Identity::default() }
}

/// Builds an article, writes it both ways, reads both back, and gives its fields as `tag content`, with
/// `$` for the mark of a subfield.
fn fields(changes: Value) -> Vec<String> {
    let marc = article::build(&sample::article(changes), &identity());
    let (mut binary, mut xml) = (Vec::new(), Vec::new());
    binary::write(&marc, &mut binary);
    xml::write(&marc, &mut xml);
    let ((leader, fields), (other_leader, others)) = (read(&binary), read_xml(&xml));
    assert_eq!(fields, others);
    assert_eq!(leader[5..12], other_leader[5..12]);
    assert_eq!(leader[17..], other_leader[17..]);
    assert!(fields.is_sorted_by_key(|(tag, _)| tag.replace("710", "700")));
    fields.iter().map(|(tag, content)| format!("{tag} {}", content.replace('\u{1f}', "$"))).collect()
}

fn with(tag: &str, fields: &[String]) -> Vec<String> {
    fields.iter().filter(|field| field.starts_with(tag)).map(|field| field[4..].to_owned()).collect()
}

#[test]
fn an_article_of_a_series_is_a_monograph_with_490_and_830() {
    let series = json!({"id": "se1", "title": "The Notes", "kind": "serial", "issn": "2900-0009", "titles": []});
    let own = fields(json!({
        "series": series, "number": "24", "year": 2024, "subtitle": "A <Guide> & more", "byline": "By J. R. Doe",
        "contributions": [contribution("author", person("Doe", "J. R.")), contribution("translator", person("Roe", "Ann"))],
        "publisher": body("Harbour Institute"), "doi": "10.5555/a.1",
        "identifiers": [{"scheme": "doi", "value": "10.5555/a.1"}], "url": "https://harbour.example/24",
    }));
    assert_eq!(with("001", &own), ["ar1"]);
    assert_eq!(with("003", &own), ["XX-Harb"]);
    assert_eq!(with("005", &own), ["20240412083000.0"]);
    assert_eq!(with("008", &own), ["240412e20240412xx      o     000 0 eng d"]);
    assert_eq!(with("024", &own), ["7 $a10.5555/a.1$2doi"]);
    assert_eq!(with("100", &own), ["1 $aDoe, J. R.,$eauthor.$4aut"]);
    assert_eq!(with("245", &own), ["14$aThe Quiet Harbour :$bA <Guide> & more /$cBy J.R. Doe."]);
    assert_eq!(with("264", &own), [" 1$aPort Vale :$bHarbour Institute,$c2024-04-12."]);
    assert_eq!(with("490", &own), ["1 $aThe Notes,$x2900-0009 ;$v2024, no. 24"]);
    assert_eq!(with("700", &own), ["1 $aRoe, Ann,$etranslator.$4trl"]);
    assert_eq!(with("710", &own), ["2 $aHarbour Institute,$epublisher.$4pbl"]);
    assert_eq!(with("830", &own), [" 4$aThe Notes ;$v2024, no. 24.$x2900-0009"]);
    assert_eq!(with("773", &own), [""; 0]);
    assert_eq!(with("856", &own), ["40$uhttps://harbour.example/24"]);
}

#[test]
fn an_article_in_a_host_is_a_part_with_773() {
    let series = json!({"id": "se1", "title": "Notes", "kind": "host", "issn": null, "titles": []});
    let own = sample::article(json!({"series": series, "number": "12(3)"}));
    let marc = article::build(&own, &identity());
    assert_eq!((marc.kind, marc.level), ('a', 'a'));
    let own = fields(json!({"series": series, "number": "12(3)"}));
    assert_eq!(with("773", &own), ["0 $7nnas$tNotes$g12(3) (2024-04-12)$q12:3$w(XX-Harb)se1"]);
    assert!(with("490", &own).is_empty() && with("830", &own).is_empty());
}

#[test]
fn other_scripts_are_linked_both_ways() {
    let mut author = person("水城", "遥香");
    author["names"] = json!([
        {"full": author["name"], "given": "遥香", "family": "水城", "suffix": null, "language": "ja", "script": null, "kind": "main"},
        {"full": "Mizuki Haruka", "given": "Haruka", "family": "Mizuki", "suffix": null, "language": "ja", "script": "Latn", "kind": "romanised"},
    ]);
    let own = fields(json!({
        "title": "ليلة", "language": "ar", "contributions": [contribution("author", author)],
        "titles": [
            {"text": "ليلة", "language": "ar", "script": null, "kind": "main"},
            {"text": "al-Layla", "language": "ar", "script": "Latn", "kind": "romanised"},
            {"text": "A Night", "language": "en", "script": null, "kind": "translated"},
        ],
    }));
    assert_eq!(with("100", &own), ["1 $6880-01$a水城, 遥香,$eauthor.$4aut"]);
    assert_eq!(with("242", &own), ["12$aA Night.$yeng"]);
    assert_eq!(with("245", &own), ["10$6880-02$aليلة /$c遥香 水城."]);
    let linked = ["1 $6100-01/(B$aMizuki, Haruka,$eauthor.$4aut", "13$6245-02/(B$aal-Layla."];
    assert_eq!(with("880", &own), linked);
    // The other way round: Latin letters lead, and the script that runs from the right says so.
    let own = fields(json!({
        "title": "al-Layla", "language": "ar",
        "titles": [
            {"text": "al-Layla", "language": "ar", "script": "Latn", "kind": "main"},
            {"text": "ليلة", "language": "ar", "script": null, "kind": "parallel"},
        ],
    }));
    assert_eq!(with("880", &own), ["00$6245-01/(3/r$aليلة."]);
}

#[test]
fn openness_is_said_only_where_it_is_known() {
    assert!(with("506", &fields(json!({}))).is_empty());
    let own = fields(json!({"access": {"kind": "open", "until": null}}));
    assert_eq!(with("506", &own), ["0 $aOpen access.$fUnrestricted online access$2star"]);
}

#[test]
fn subjects_are_headings_only_by_a_thesaurus_or_as_names() {
    let subject = |label: &str, kind: &str, scheme: Option<&str>| json!({"id": null, "label": label, "language": null, "kind": kind, "scheme": scheme, "uri": null});
    let own = fields(json!({"subjects": [
        subject("Harbors", "topic", Some("lcsh")), subject("Ports", "topic", Some("fast")), subject("quays", "topic", None),
        subject("Doe, Jane", "person", None), subject("Harbour Board", "body", None), subject("Vale", "place", None),
        subject("Berths", "topic", Some("harbour")), subject("New Zealand", "place", Some("iso3166")),
    ]}));
    assert_eq!(with("650", &own), [" 0$aHarbors", " 7$aPorts$2fast", " 7$aBerths$2local"]);
    assert_eq!(with("653", &own), [" 0$aquays", " 5$aVale", " 5$aNew Zealand", " 6$acommentary"]);
    assert_eq!(with("600", &own), ["14$aDoe, Jane"]);
    assert_eq!(with("610", &own), ["24$aHarbour Board"]);
}

#[test]
fn what_marc_cannot_hold_is_left_out() {
    let own = fields(json!({"title": "A\u{1e}B\u{1f}aC\u{1d}D\u{ffff}E", "language": null}));
    assert_eq!(with("245", &own), ["00$aA B aC DE."]);
}

#[test]
fn a_long_note_goes_on_in_the_next_field() {
    let long = "Tide and time. ".repeat(2_000);
    let own =
        fields(json!({"abstracts": [{"text": long.trim_end(), "language": "en", "script": null, "kind": "main"}]}));
    let notes = with("520", &own);
    assert!(notes.len() > 3 && notes.iter().all(|note| note.len() < 9_999));
    let joined: Vec<&str> = notes.iter().map(|note| note[4..].trim_end_matches(" …")).collect();
    assert_eq!(joined.join(" "), long.trim_end());
    // A title cannot go on elsewhere; it is cut where a character ends.
    let own = fields(json!({"title": "海".repeat(5_000)}));
    let title = &with("245", &own)[0];
    assert!(title.len() < 9_999 && title.ends_with("海…"), "{}", title.len());
}

#[test]
fn a_record_too_long_for_iso_2709_says_so() {
    let long = "Tide and time. ".repeat(9_000);
    let own = sample::article(json!({
        "abstracts": [{"text": long, "language": "en", "script": null, "kind": "main"}], "url": "https://harbour.example/24",
        "disclaimers": [{"id": "di1", "text": "The views are the author’s own.", "language": "en"}],
    }));
    let marc = article::build(&own, &identity());
    let (mut binary, mut xml) = (Vec::new(), Vec::new());
    binary::write(&marc, &mut binary);
    xml::write(&marc, &mut xml);
    let (_, fields) = read(&binary);
    let notes: Vec<&str> = fields.iter().filter(|(tag, _)| tag == "500").map(|(_, content)| content.as_str()).collect();
    assert_eq!(notes.len(), 2);
    assert!(notes[0].contains("author’s own") && notes[1].contains("shortened"));
    assert!(fields.iter().any(|(tag, _)| tag == "520") && fields.iter().any(|(tag, _)| tag == "856"));
    assert!(xml.len() > 135_000 && !text(&xml).contains("shortened"));
}

#[test]
fn a_withdrawn_article_is_a_deleted_record() {
    let own = sample::article(json!({
        "status": "withdrawn",
        "withdrawal": {"at": "2024-05-01T00:00:00.000000Z", "reason": "Printed twice.", "successor": null},
    }));
    let marc = article::build(&own, &identity());
    assert_eq!(marc.status, 'd');
    let (mut binary, mut found) = (Vec::new(), false);
    binary::write(&marc, &mut binary);
    for (tag, content) in read(&binary).1 {
        found |= tag == "500" && content.ends_with("Withdrawn (2024-05-01): Printed twice.");
    }
    assert!(found);
}

#[test]
fn a_series_is_a_serial_record() {
    let own = sample::series(json!({
        "title": "Les Cahiers", "language": "fr", "key_title": "Les Cahiers (Port Vale. Online)",
        "issn": {"online": "2900-0009", "print": "2910-1905", "linking": "2910-1905"},
        "publisher": body("Harbour Institute"), "start": "2013-01", "frequency": "fortnightly", "numbering": "yearly",
        "preceding": {"id": "se2", "title": "Letters", "kind": "reports", "issn": null, "titles": []},
    }));
    let marc = series::build(&own, &identity());
    assert_eq!((marc.status, marc.kind, marc.level), ('c', 'a', 's'));
    let mut binary = Vec::new();
    binary::write(&marc, &mut binary);
    let own: Vec<String> =
        read(&binary).1.iter().map(|(tag, content)| format!("{tag} {}", content.replace('\u{1f}', "$"))).collect();
    assert_eq!(with("005", &own), ["20240501100000.5"]);
    assert_eq!(with("008", &own), ["240412c20139999xx er moo     0   a0fre d"]);
    assert_eq!(with("022", &own), ["  $a2900-0009$l2910-1905$y2910-1905"]);
    assert_eq!(with("222", &own), [" 4$aLes Cahiers$b(Port Vale. Online)"]);
    assert_eq!(with("245", &own), ["04$aLes Cahiers."]);
    assert_eq!(with("264", &own), [" 1$aPort Vale :$bHarbour Institute,$c2013-"]);
    assert_eq!(with("310", &own), ["  $afortnightly"]);
    assert_eq!(with("362", &own), ["1 $aBegan 2013-01."]);
    assert_eq!(with("710", &own), ["2 $aHarbour Institute,$eissuing body.$4isb"]);
    assert_eq!(with("776", &own), ["08$iPrint version:$tLes Cahiers$x2910-1905"]);
    assert_eq!(with("780", &own), ["00$tLetters$w(XX-Harb)se2"]);
}

#[test]
fn relations_and_other_appearances_have_their_own_fields() {
    let other =
        json!({"id": "ar2", "type": "commentary", "title": "The Tide", "number": "3", "doi": "10.5555/b", "url": null});
    let relation = |kind: &str, article: Value| json!({"type": kind, "article": article, "doi": null, "url": null, "citation": null});
    let appearance = |kind: &str| {
        json!({
            "kind": kind, "primary": false, "number": "7", "year": null, "publisher": body("Vale Press"), "language": "fr",
            "published": "2023-05", "url": "https://vale.example/7",
            "series": {"id": "se9", "title": "Vale Papers", "kind": "reports", "issn": null, "titles": []},
        })
    };
    let mut cited = relation("references", Value::Null);
    cited["citation"] = json!("Doe, The Tide, 1999");
    let own = fields(json!({
        "type": "translation",
        "relations": [
            relation("translation_of", other.clone()), relation("responds_to", other.clone()), relation("continues", other.clone()),
            relation("replaces", other.clone()), cited,
        ],
        "appearances": [appearance("original"), appearance("reprint"), appearance("edition")],
        "notices": [{"kind": "correction", "date": "2024-05-01", "text": "A date.", "url": null, "article": other}],
    }));
    let link = "$tThe Tide$ohttps://doi.org/10.5555/b$w(XX-Harb)ar2";
    assert_eq!(with("041", &own), ["1 $aeng"]);
    assert_eq!(with("500", &own), ["  $aCorrection (2024-05-01): A date."]);
    assert_eq!(
        with("534", &own),
        [concat!(
            "  $pOriginally published:$tThe Quiet Harbour$cPort Vale : Vale Press, 2023-05$fVale Papers ; no. 7",
            "$ohttps://vale.example/7"
        )]
    );
    assert_eq!(with("765", &own), [format!("0 {link}")]);
    let editions = with("775", &own);
    assert!(editions[0].starts_with("08$iReprinted in:$tThe Quiet Harbour$dPort Vale : Vale Press, 2023-05"));
    assert!(
        editions[1].starts_with("08$iOther edition:")
            && editions[1].ends_with("$kVale Papers ; no. 7$efre$ohttps://vale.example/7")
    );
    assert_eq!(with("780", &own), [format!("00{link}"), format!("02{link}")]);
    let others = [
        format!("08$iCorrected by:{link}"),
        format!("08$iResponse to:{link}"),
        "08$iReferences:$nDoe, The Tide, 1999".to_owned(),
    ];
    assert_eq!(with("787", &own), others);
}

#[test]
fn sound_and_moving_images_have_their_own_layouts() {
    for (content, kind, layout, carrier, term) in [
        ("text", 'a', "     o     000 0 ", "cr |n|||||||||", "text$btxt"),
        ("audio", 'i', "nnnn o      e  n ", "sr nunnnnnnneu", "spoken word$bspw"),
        ("video", 'g', "---        o   v|", "vz |z||||", "two-dimensional moving image$btdi"),
    ] {
        assert_eq!(article::build(&sample::article(json!({"content": content})), &identity()).kind, kind);
        let own = fields(json!({"content": content}));
        assert_eq!(with("006", &own)[0].len(), 18);
        assert_eq!(with("007", &own).last().map(String::as_str), Some(carrier));
        assert_eq!(with("008", &own), [format!("240412e20240412xx {layout}eng d")]);
        assert_eq!(with("336", &own), [format!("  $a{term}$2rdacontent")]);
    }
    // Without a day the date is no detailed one.
    assert!(with("008", &fields(json!({"published": "2024-04"})))[0].starts_with("240412s2024    xx "));
    assert!(with("008", &fields(json!({"published": null})))[0].starts_with("240412nuuuuuuuuxx "));
}
