//! MARC 21 as ISO 2709: leader, directory, fields.

use std::io::Write;

use super::record::{FIELD_END, Field, Marc};

/// The most bytes of a record: its length has five digits in the leader.
const RECORD_BYTES: usize = 99_999;
const LEADER: usize = 24;
const ENTRY: usize = 12;
const RECORD_END: u8 = 0x1d;

/// Said in a record that could not hold everything.
const SHORTENED: &str = "  \u{1f}aRecord shortened to fit ISO 2709; the MARCXML form has all fields.";

/// Appends a record. One that ISO 2709 cannot hold loses the fields that matter least, and says so.
pub(super) fn write(marc: &Marc, out: &mut Vec<u8>) {
    let mut fields: Vec<(&str, &str)> = marc.fields.iter().map(|field| (field.tag, marc.content(field))).collect();
    if length(&fields) > RECORD_BYTES {
        shorten(marc, &mut fields);
    }
    let base = LEADER + ENTRY * fields.len() + 1;
    let (status, kind, level) = (marc.status, marc.kind, marc.level);
    // Writing to a vector does not fail.
    let _ = write!(out, "{:05}{status}{kind}{level} a22{base:05}7i 4500", length(&fields));
    let mut at = 0;
    for (tag, content) in &fields {
        out.extend_from_slice(tag.as_bytes());
        digits::<4>(content.len() + 1, out);
        digits::<5>(at, out);
        at += content.len() + 1;
    }
    out.push(FIELD_END as u8);
    for (_, content) in &fields {
        out.extend_from_slice(content.as_bytes());
        out.push(FIELD_END as u8);
    }
    out.push(RECORD_END);
}

fn length(fields: &[(&str, &str)]) -> usize {
    LEADER + fields.iter().map(|(_, content)| ENTRY + content.len() + 1).sum::<usize>() + 2
}

/// Drops fields, the last of the least important first, until the rest and the note fit.
fn shorten<'a>(marc: &'a Marc, fields: &mut Vec<(&'a str, &'a str)>) {
    let mut order: Vec<&Field> = marc.fields.iter().collect();
    order.sort_by_key(|field| importance(field.tag));
    let note = ENTRY + SHORTENED.len() + 1;
    let mut rest = length(fields) + note;
    while rest > RECORD_BYTES
        && let Some(least) = order.pop()
    {
        rest -= ENTRY + (least.end - least.start) + 1;
    }
    let mut kept: Vec<Field> = order.into_iter().copied().collect();
    kept.sort_by_key(|field| field.start);
    *fields = kept.iter().map(|field| (field.tag, marc.content(field))).collect();
    fields.push(("500", SHORTENED));
    fields.sort_by_key(|(tag, _)| if *tag == "710" { "700" } else { tag });
}

/// How soon a field goes when a record is too long; those of rank 0 go last.
fn importance(tag: &str) -> u8 {
    match tag {
        "545" => 9,
        "520" => 8,
        "880" => 7,
        "653" => 6,
        "775" | "787" => 5,
        "246" | "242" => 4,
        "700" | "710" => 3,
        tag if tag.starts_with('6') || tag.starts_with('8') => 2,
        tag if tag.starts_with('5') => 1,
        _ => 0,
    }
}

fn digits<const N: usize>(mut number: usize, out: &mut Vec<u8>) {
    let mut text = [b'0'; N];
    for digit in text.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
    out.extend_from_slice(&text);
}
