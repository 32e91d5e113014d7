//! Headings, bylines and ends of several layouts.

use super::*;

const TEXT: &str = "The harbour was closed for nine days, and nobody in the town could say who had ordered it. \
                    The pilots stayed at home. The ferries did not sail, and the fish were sold at night to whoever came.";

fn document(heading: &str, end: &str) -> Reading {
    read(&format!("{heading}\n\n{TEXT}\n\n{TEXT}\n\n{TEXT}\n\n{end}\n"), &Known::default())
}

fn text<T: Clone + Default>(found: &Option<Finding<T>>) -> T {
    found.as_ref().map(|f| f.value.clone()).unwrap_or_default()
}

fn series(reading: &Reading) -> &str {
    reading.series.as_ref().map_or("", |found| found.value.title.as_str())
}

fn roles(reading: &Reading) -> Vec<(&str, ContributorRole)> {
    let people = &reading.contributors.as_ref().unwrap().value;
    people.iter().map(|own| (own.name.as_str(), own.role)).collect()
}

#[test]
fn a_board_of_editors_is_no_title_and_no_author() {
    let heading = "BULLETIN\n\nNo. 12, 5 July 2023\n\nEDITORS: Ann Roe (Editor-in-Chief) ● Bo Doe ● Cy Poe\nDan Loe ● Eve Moe\n\n\
                   The Long Way out of the Harbour\nKaj Noe-Toe";
    let reading = document(heading, "The Tide Lab, 4 Quay Street");
    assert_eq!(text(&reading.title), "The Long Way out of the Harbour");
    assert_eq!(names(&reading), ["Kaj Noe-Toe"]);
    let heading = "REDAKCJA\nAnn Roe ● Bo Doe\n\nThe Long Way out of the Harbour\nKaj Noe-Toe";
    assert_eq!(names(&document(heading, "The Tide Lab, 4 Quay Street")), ["Kaj Noe-Toe"]);
}

#[test]
fn translators_in_notes_and_authors_who_translate_themselves() {
    let note = "** This text was written in Arabic, and translated into English by Miri Haddon for the Tide Lab.";
    let reading = document("Rising Tides\n\nBy Ann Roe", note);
    assert_eq!(roles(&reading), [("Ann Roe", ContributorRole::Author), ("Miri Haddon", ContributorRole::Translator)]);
    let reading = document("Rising Tides\n\nBy Ann Roe", "Translated from the Czech by Ann Roe");
    assert_eq!(roles(&reading), [("Ann Roe", ContributorRole::Author), ("Ann Roe", ContributorRole::Translator)]);
}

#[test]
fn openers_on_a_line_of_their_own() {
    let heading = "RISING TIDES\nHow harbours lose their point\n\nby\nClotilde Van Roe\nAssociate Analyst, Tide Lab";
    let reading = document(heading, "");
    assert_eq!(names(&reading), ["Clotilde Van Roe"]);
    assert_eq!(text(&reading.title), "Rising Tides");
    let reading = document("Rising Tides\n\nAuthors:\nAnn Roe, S.Ec., M.P.A.\nBo Doe", "");
    assert_eq!(names(&reading), ["Ann Roe", "Bo Doe"]);
}

#[test]
fn others_whom_biographies_name() {
    let end = "Contributors: Ann Roe is a lecturer at Gull College. Bo Doe-Best is a planner. Cy Poe is a candidate.";
    assert_eq!(names(&document("Rising Tides\n\nA. Roe et al.", end)), ["Ann Roe", "Bo Doe-Best", "Cy Poe"]);
}

#[test]
fn posts_that_go_over_a_line() {
    let heading = "Rising Tides\n\nAnn Roe | Senior Fellow for Ports, Royal Institute\nGullport de Estudios @annroe\nBo Doe | Fellow, Gull University";
    let reading = document(heading, "");
    assert_eq!(names(&reading), ["Ann Roe", "Bo Doe"]);
    let organizations: Vec<_> = reading.biographies.iter().flat_map(|own| &own.value.affiliations).collect();
    assert_eq!(organizations.first().unwrap().organization.as_deref(), Some("Royal Institute Gullport de Estudios"));
}

#[test]
fn series_below_titles_and_before_their_house() {
    let reading =
        document("The Quiet Water War\nDesk Notes\n\nBy Ann Roe", "The views in this Desk Note are personal.");
    assert_eq!((text(&reading.title).as_str(), series(&reading)), ("The Quiet Water War", "Desk Notes"));
    let heading =
        "The Quiet Water War\nAnn Roe and Bo Doe\nPosted on March 5, 2024\nTide Notes from the Harbour Institute";
    let reading = document(heading, "Ann Roe is a fellow. Bo Doe is a student.");
    assert_eq!((text(&reading.title).as_str(), series(&reading)), ("The Quiet Water War", "Tide Notes"));
}

#[test]
fn numbers_and_dates_in_several_forms() {
    for (heading, end, name, number, published) in [
        (
            "[ 7 / 2022 ]\n\nPolicy Brief\n\nRising Tides\n\nBy Ann Roe",
            "Policy Brief 7 / 2022",
            "Policy Brief",
            "7/2022",
            "2022",
        ),
        (
            "Tidal Notebook 11/2016      Date: 3 April 2016\n\nRising Tides\n\nBy Ann Roe",
            "",
            "Tidal Notebook",
            "11/2016",
            "2016-04-03",
        ),
        ("THE PILOT'S DESK\nNo. 5 | 2023\n\nRising Tides\n\nBy Ann Roe", "", "THE PILOT'S DESK", "5", "2023"),
        ("ISSUE BRIEF\n2023-07\n\nRising Tides\n\nBy Ann Roe\n\n2023.03.30", "", "", "2023-07", "2023-03-30"),
        (
            "Tide Notes, 2024/03\n\nRising Tides\n\nBy Ann Roe",
            "Received 4 January 2024; published online 11 March 2024",
            "Tide Notes",
            "2024/03",
            "2024-03-11",
        ),
    ] {
        let reading = document(heading, end);
        if !name.is_empty() {
            assert_eq!(series(&reading), name, "{heading}");
        }
        assert_eq!(
            (text(&reading.number).as_str(), text(&reading.published).as_str()),
            (number, published),
            "{heading}"
        );
    }
    let reading = document("【潮汐時評】2024年第18期（总第309期）\n\nRising Tides\n\nBy Ann Roe", "");
    assert_eq!((series(&reading), text(&reading.number).as_str()), ("潮汐時評", "18"));
}

#[test]
fn a_date_in_a_sentence_of_the_end_is_in_doubt() {
    let reading = document(
        "Rising Tides\n\nBy Ann Roe",
        "The Monitor lives on gifts. (First published 12 March 2023; reprints are free.)",
    );
    assert_eq!(text(&reading.published), "2023-03-12");
    assert!(reading.review.iter().any(|own| own.field == "published"));
}

#[test]
fn titles_in_capitals_of_other_languages() {
    for (title, tag, expected) in [
        (
            "DER UNGELADENE GAST: EIN PLÄDOYER FÜR DIE EHRLICHE NEUTRALITÄT",
            "de",
            "Der ungeladene Gast: Ein Plädoyer für die ehrliche Neutralität",
        ),
        ("KAPI DAR: HAZAR’DA GEMİ SIKINTISI", "tr", "Kapı Dar: Hazar’da Gemi Sıkıntısı"),
        ("KUOTA DAN STEMPEL:", "id", "Kuota dan Stempel"),
        ("LE PORT, L'UE ET LES « PETITS »", "fr", "Le port, l'UE et les « petits »"),
    ] {
        let mut document = Document::new(&format!("{title}\n\nx"));
        document.claim(1, Role::Body);
        let titles = title::recognise(&mut document, None, tag, &mut Told::default());
        assert_eq!(text(&titles.title), expected);
    }
}
