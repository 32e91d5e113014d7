#![allow(clippy::unwrap_used)]
use super::read;
use crate::import::manuscript::{Hint, Manuscript};
use proptest::prelude::*;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pdf/", $name, ".pdf"))
    };
}

const COLUMNS: &[u8] = fixture!("columns");
const STANDARD: &[u8] = fixture!("standard");
const ENCRYPTED: &[u8] = fixture!("encrypted");
const ARABIC: &[u8] = fixture!("arabic");
const CJK: &[u8] = fixture!("cjk");

/// Paragraphs on one line each, with what is hinted of them.
fn paragraphs(manuscript: &Manuscript) -> Vec<(Option<Hint>, String)> {
    let parts = manuscript.lines.split(|line| line.text.is_empty());
    let text =
        |part: &[crate::import::manuscript::Line]| part.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
    parts.map(|part| (part.first().and_then(|line| line.hint), text(part))).collect()
}

fn texts(bytes: &[u8]) -> Vec<String> {
    paragraphs(&read(bytes)).into_iter().map(|(_, text)| text).collect()
}

fn reasons(bytes: &[u8]) -> String {
    read(bytes).problems.iter().map(|p| p.reason.as_str()).collect::<Vec<_>>().join("; ")
}

/// Two columns with an initial, a footnote, a pull quote, a running head and page numbers.
#[test]
fn columns_are_read_one_after_the_other() {
    let manuscript = read(COLUMNS);
    assert!(manuscript.problems.is_empty());
    let found = paragraphs(&manuscript);
    let starts: Vec<_> = found.iter().map(|(hint, text)| (*hint, text.chars().take(24).collect::<String>())).collect();
    let aside = Some(Hint::Aside);
    let expected = [
        (None, "TIDEWATER NOTES"),
        (None, "No. 17"),
        (None, "12 April 2024"),
        (Some(Hint::Title), "The Price of Sand: Who D"),
        (None, "By Mara Lindqvist and To"),
        (None, "The harbour at Sandvik o"),
        (None, "What changed last spring"),
        (None, "Officials describe this "),
        (None, "A modest programme"),
        (None, "A modest programme would"),
        (aside, "1. Interview with a pilo"),
        (None, "None of this requires a "),
        (aside, "It requires an office wi"),
        (None, "Ships do not wait. A coa"),
        (None, "The ministry knows the f"),
        (None, "It is often said that th"),
        (None, "The views expressed are "),
    ];
    assert_eq!(starts, expected.map(|(hint, text)| (hint, text.to_owned())));
    assert!(found.iter().any(|(_, text)| text.ends_with("the promise has been renewed with the budget.")));
    let heading = manuscript.lines.iter().find(|line| line.text == "A modest programme");
    assert!(heading.unwrap().marks.heading);
}

#[test]
fn what_a_machine_states_of_a_document_is_not_taken() {
    let stated = read(COLUMNS).stated;
    assert!(stated.titles.is_empty() && stated.contributors.is_empty());
    assert_eq!(stated.published.first().unwrap().value, "2024-04-12");
    assert_eq!(stated.languages.first().unwrap().value, "en");
    let stated = read(STANDARD).stated;
    assert_eq!(stated.titles.first().unwrap().value, "The Price of Sand");
    assert_eq!(stated.contributors.first().unwrap().value.first().unwrap().name, "Mara Lindqvist");
}

/// Fonts that the file does not hold, three pages with heads, raised numbers behind sentences.
#[test]
fn heads_and_notes_marks_go() {
    let found = texts(STANDARD);
    assert_eq!(found.iter().filter(|text| text.contains("Tidewater Notes No. 17")).count(), 1);
    assert!(found.iter().all(|text| !text.contains("Page ")));
    assert!(found.iter().any(|text| text.ends_with("what a ship looks for.")));
}

#[test]
fn the_empty_password_opens() {
    for bytes in [ENCRYPTED, fixture!("rc4"), fixture!("aes128")] {
        assert_eq!(texts(bytes), texts(STANDARD));
        assert_eq!(read(bytes).stated, read(STANDARD).stated);
    }
    assert!(reasons(fixture!("locked")).contains("password"));
}

#[test]
fn text_that_runs_to_the_left_is_read_so() {
    let found = texts(ARABIC);
    assert_eq!(found.first().unwrap(), "ثمن الرمل");
    assert!(found.get(1).unwrap().ends_with("12 أبريل 2024"));
    assert!(found.get(2).unwrap().ends_with("الرشوة (في 2023 وحدها 45 سفينة). ومنذ ثلاثين عاماً تعد الوزارة برصيف ثان."));
}

#[test]
fn predefined_maps_are_read() {
    let all = texts(CJK).concat();
    for text in ["北の港は夜明け前に開く。", "北方的港口在黎明之前开放。", "북쪽 항구는 새벽 전에 열린다."]
    {
        assert!(all.contains(text), "{text}");
    }
    assert!(texts(fixture!("vertical")).concat().starts_with("砂の値段北の港は夜明け前に開く。霧だけが"));
}

#[test]
fn what_has_no_text_says_so() {
    assert!(reasons(fixture!("scanned")).contains("needs OCR first"));
    for bytes in
        [&b""[..], b"%PDF-1.4", b"no PDF", b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 1 0 R>> trailer <</Root 1 0 R>>"]
    {
        assert!(reasons(bytes).contains("no page can be read"));
    }
}

#[test]
fn codes_that_are_the_characters_are_read() {
    let content: Vec<String> = "Der Kahn fuhr früh.".encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    let content = format!("BT /F 12 Tf 72 700 Td <{}> Tj ET", content.concat());
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Kahn/Encoding/Identity-H/ToUnicode/Identity-H\
                /DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Kahn\
                /CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>";
    let bytes = page(content.as_bytes(), "");
    let bytes = String::from_utf8_lossy(&bytes).replace("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font);
    assert_eq!(texts(bytes.as_bytes()), ["Der Kahn fuhr früh."]);
}

fn page(content: &[u8], entries: &str) -> Vec<u8> {
    let length = content.len();
    let mut bytes = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R 2 0 R]>> endobj\n\
         3 0 obj <</Type/Page/Contents 4 0 R/Resources <</Font <</F 5 0 R>>/XObject <</X 6 0 R>>>>>> endobj\n\
         5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n\
         6 0 obj <</Subtype/Form/Resources <</XObject <</X 6 0 R>>>>/Length 15>> stream\n/X Do /X Do /X \nendstream endobj\n\
         trailer <</Root 1 0 R>>\n4 0 obj <<{entries}/Length {length}>> stream\n"
    )
    .into_bytes();
    bytes.extend_from_slice(content);
    bytes.extend_from_slice(b"\nendstream endobj");
    bytes
}

#[test]
fn a_bomb_is_refused() {
    let mut engine = flate2::Compress::new(flate2::Compression::best(), true);
    let (mut bomb, spaces) = (Vec::with_capacity(1 << 20), vec![b' '; 1 << 20]);
    for _ in 0..200 {
        let _ = engine.compress_vec(&spaces, &mut bomb, flate2::FlushCompress::None);
    }
    assert!(reasons(&page(&bomb, "/Filter/FlateDecode")).contains("64 MiB"));
}

#[test]
fn loops_and_depths_end() {
    for content in [&b"/X Do"[..], &b"[".repeat(50_000), &b"<</A".repeat(50_000), &b"q BT (".repeat(50_000)] {
        assert!(reasons(&page(content, "")).contains("no text layer"));
    }
    let nested = format!("%PDF-1.4\n1 0 obj {} endobj", "[".repeat(100_000));
    assert!(!reasons(nested.as_bytes()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Real documents with bytes changed, cut out or doubled: read or refused, never more.
    #[test]
    fn damaged_documents_never_panic(
        which in 0_usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in any::<prop::sample::Index>(),
        length in 0_usize..400,
        double in any::<bool>(),
    ) {
        let mut bytes = [COLUMNS, STANDARD, ENCRYPTED, ARABIC, CJK][which].to_vec();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let start = cut.index(bytes.len());
        let end = (start + length).min(bytes.len());
        match double {
            true => {
                let part = bytes[start..end].to_vec();
                bytes.splice(start..start, part);
            }
            false => drop(bytes.drain(start..end)),
        }
        super::whole(&bytes);
    }

    /// Whatever a content stream says.
    #[test]
    fn content_never_panics(content in "([0-9.-]{1,9} |[\\[\\]<>()/] ?|q |Q |BT |ET |Tf |/F |Tj |TJ |Tm |cm |Do |/X |BDC |EMC |BI |ID |EI |\\PC){0,80}") {
        super::whole(&page(content.as_bytes(), ""));
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        super::whole(&[b"%PDF-1.7\n1 0 obj", bytes.as_slice()].concat());
    }
}
