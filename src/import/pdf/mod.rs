//! Reads PDF (ISO 32000): the text layer in reading order, and what the file says of itself.
//!
//! The syntax of PDF is read here and not by a library: none of those there are bounds what a document
//! costs as a whole while it is unfolded, and this does (`budget`); in turn it reads only what text
//! needs. Maps of characters come from libraries (`hayro-cmap`, `pdf_encoding`).

mod budget;
mod column;
mod content;
mod crypt;
mod encoding;
mod file;
mod filter;
mod font;
mod furniture;
mod info;
mod kind;
mod lexer;
mod line;
mod matrix;
mod object;
mod page;
mod paragraph;
mod parser;
mod row;
mod script;
mod strings;
mod widths;

use super::manuscript::Manuscript;
use super::report::Problem;
use budget::Budget;
use crypt::Locked;
use file::File;

/// Reads a document. No bytes make it panic, as far as is known; were it to, one document is lost.
pub fn read(bytes: &[u8]) -> Manuscript {
    std::panic::catch_unwind(|| whole(bytes)).unwrap_or_else(|_| refused("it is damaged: it cannot be read"))
}

fn refused(reason: &str) -> Manuscript {
    Manuscript { problems: vec![Problem::error(None, "document", reason)], ..Manuscript::default() }
}

fn whole(bytes: &[u8]) -> Manuscript {
    let budget = Budget::new();
    let file = match File::open(bytes, &budget) {
        Ok(file) => file,
        Err(Locked::Password) => return refused("it is locked with a password; give it unlocked"),
        Err(Locked::Unknown) => return refused("it is encrypted in a way that cannot be read; give it unencrypted"),
    };
    let mut manuscript = text(&file, &budget);
    manuscript.stated = info::stated(&file);
    if let Some(spent) = budget.spent() {
        manuscript.problems.push(Problem::error(None, "document", format!("it was not read to its end: {spent}")));
    }
    manuscript
}

fn text(file: &File<'_>, budget: &Budget) -> Manuscript {
    let mut fonts = content::Fonts::default();
    let (mut lines, mut pages, mut unknown, mut pictures) = (Vec::new(), 0, 0, false);
    let whole = page::each(file, |page| {
        let drawn = content::draw(file, &mut fonts, &page);
        unknown += drawn.unknown;
        pictures |= drawn.pictures;
        let region = lines.last().map_or(0, |line: &line::Line| line.region + 1);
        let own = line::lines(drawn.glyphs, pages, (page.width, page.height), region);
        if budget.lines(own.len()) {
            lines.extend(own);
        }
        pages += 1;
        budget.spent().is_none()
    });
    let mut problems = Vec::new();
    let letters = lines.iter().flat_map(|line| line.text.chars()).filter(|c| c.is_alphanumeric()).count();
    if pages == 0 {
        problems.push(Problem::error(None, "document", "no page can be read: it is damaged or no PDF"));
    } else if unknown > letters {
        let reason = "its fonts do not say which characters they draw; give it as text, or recognise it with OCR first";
        problems.push(Problem::error(None, "document", reason));
    } else if letters < 20 {
        let reason = match pictures {
            true => "no text layer: its pages are pictures; it needs OCR first",
            false => "no text layer: nothing on its pages is text",
        };
        problems.push(Problem::error(None, "document", reason));
    }
    if !whole {
        let reason = format!("only its first {} pages were read", budget::PAGES);
        problems.push(Problem::warning(None, "document", reason));
    }
    let heads = furniture::take(&mut lines, pages);
    Manuscript { lines: paragraph::lines(lines, heads), problems, ..Manuscript::default() }
}

#[cfg(test)]
mod tests;
