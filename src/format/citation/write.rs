//! Writing what a style made: as plain text and as HTML.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

use crate::domain::identifier::is_web;

/// As plain text, on one line.
pub fn text(children: &ElemChildren) -> String {
    let mut out = String::new();
    walk(children, &mut |piece, _, _| out.push_str(piece));
    tidy(&out)
}

/// As inline HTML: italics, bold, small capitals, raised and lowered text, and links.
pub fn html(children: &ElemChildren) -> String {
    let mut out = String::new();
    walk(children, &mut |piece, formatting, link| {
        let link = link.filter(|url| is_web(url));
        if let Some(url) = link {
            out.push_str(&format!("<a href=\"{}\">", escaped(url)));
        }
        let tags = tags(formatting);
        tags.iter().for_each(|(open, _)| out.push_str(open));
        out.push_str(&escaped(piece));
        tags.iter().rev().for_each(|(_, close)| out.push_str(close));
        if link.is_some() {
            out.push_str("</a>");
        }
    });
    tidy(&out)
}

/// The number that a style gave a reference, with what stands around it.
pub fn label(children: &ElemChildren) -> Option<String> {
    children.0.iter().find_map(|child| match child {
        ElemChild::Elem(Elem { meta: Some(ElemMeta::CitationNumber), children, .. }) => Some(text(children)),
        ElemChild::Elem(elem) => label(&elem.children),
        _ => None,
    })
}

/// Hands every piece of text over, with its formatting and the address it leads to.
fn walk(children: &ElemChildren, take: &mut dyn FnMut(&str, &Formatting, Option<&str>)) {
    for child in &children.0 {
        match child {
            ElemChild::Text(own) => take(&own.text, &own.formatting, None),
            ElemChild::Link { text, url } => take(&text.text, &text.formatting, Some(url)),
            ElemChild::Markup(text) => take(text, &Formatting::default(), None),
            ElemChild::Elem(Elem { meta: Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel), .. })
            | ElemChild::Transparent { .. } => {}
            ElemChild::Elem(elem) => {
                let apart = elem.display.is_some();
                if apart {
                    take(" ", &Formatting::default(), None);
                }
                walk(&elem.children, take);
                if apart {
                    take(" ", &Formatting::default(), None);
                }
            }
        }
    }
}

/// The tags around a piece of text.
fn tags(formatting: &Formatting) -> Vec<(&'static str, &'static str)> {
    let all = [
        (formatting.font_style == FontStyle::Italic, ("<i>", "</i>")),
        (formatting.font_weight == FontWeight::Bold, ("<b>", "</b>")),
        (formatting.font_variant == FontVariant::SmallCaps, ("<span style=\"font-variant: small-caps\">", "</span>")),
        (formatting.text_decoration == TextDecoration::Underline, ("<u>", "</u>")),
        (formatting.vertical_align == VerticalAlign::Sup, ("<sup>", "</sup>")),
        (formatting.vertical_align == VerticalAlign::Sub, ("<sub>", "</sub>")),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, tags)| tags).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// One space between words, none at the ends.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
