//! Reads Markdown (CommonMark, with footnotes and tables), with or without front matter.

mod body;
mod front;
mod keys;
mod yaml;

use super::manuscript::Manuscript;

/// The manuscript of a Markdown text; it is decoded, with `\n` as line end.
pub fn read(text: &str) -> Manuscript {
    let (front, body) = front::cut(text);
    let before = text.len() - body.len();
    let lines_before = text.get(..before).unwrap_or_default().matches('\n').count();
    let mut manuscript = Manuscript { lines: body::lines(body, lines_before), ..Manuscript::default() };
    if let Some(front) = front {
        match front.read() {
            Ok(fields) => keys::take(fields, &mut manuscript),
            Err(problem) => manuscript.problems.push(problem),
        }
    }
    manuscript
}

#[cfg(test)]
mod tests;
