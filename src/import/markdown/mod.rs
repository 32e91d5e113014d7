//! Reads Markdown (CommonMark, with footnotes and tables), with or without front matter.

mod body;
mod front;
mod keys;
mod lenient;
mod yaml;

use std::borrow::Cow;

use super::manuscript::Manuscript;

/// The manuscript of a Markdown text; it is decoded, with `\n` as line end.
pub fn read(text: &str) -> Manuscript {
    let (front, body) = front::cut(text);
    let before = text.len() - body.len();
    let lines_before = text.get(..before).unwrap_or_default().matches('\n').count();
    let plain = without_pandoc(body);
    let mut manuscript = Manuscript { lines: body::lines(&plain, lines_before), ..Manuscript::default() };
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

/// Markdown without what Pandoc adds to it: fences of classes (`::: {.note}`) and attributes of headings (`{#tides}`).
/// Lines stay where they are.
fn without_pandoc(text: &str) -> Cow<'_, str> {
    if !text.contains(":::") && !text.contains("{#") && !text.contains("{.") {
        return Cow::Borrowed(text);
    }
    let plain = |line: &'_ str| match line.trim_start() {
        own if own.starts_with(":::") => String::new(),
        own if own.starts_with('#') && own.trim_end().ends_with('}') => {
            let end = line.rfind('{').filter(|at| line.get(at + 1..).is_some_and(|rest| rest.starts_with(['#', '.'])));
            line.get(..end.unwrap_or(line.len())).unwrap_or(line).trim_end().to_owned()
        }
        _ => line.to_owned(),
    };
    Cow::Owned(text.split('\n').map(plain).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests;
