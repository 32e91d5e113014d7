//! Reads Markdown (CommonMark, with footnotes and tables), with or without front matter.

mod body;
mod front;
mod keys;
mod lenient;
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
            Err(problem) => {
                let fields = front.lines();
                let read = fields.len();
                keys::take(fields, &mut manuscript);
                let more = if read > 0 { "; read line by line in its place, which may miss some" } else { "" };
                let reason = format!("{}{more}", problem.reason);
                manuscript.problems.push(crate::import::report::Problem { reason, ..problem });
            }
        }
    }
    manuscript
}

#[cfg(test)]
mod tests;
