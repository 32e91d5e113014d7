//! Takes Markdown and stray tags off one line, and remembers what they said.

/// What the markup of a line said about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// A `#` heading.
    pub heading: bool,
    /// Emphasis opens at its first character.
    pub opens: bool,
    /// Emphasis closes at its last character.
    pub closes: bool,
    /// A `>` quotation.
    pub quoted: bool,
    /// A list item.
    pub item: bool,
    /// Nothing but rules or ornaments (`---`, `* * *`).
    pub rule: bool,
}

const TAGS: &[&str] = &[
    "p",
    "br",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "span",
    "a",
    "div",
    "sup",
    "sub",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "font",
    "center",
    "blockquote",
];

/// The text of a line with single blanks and no markup, and its marks.
pub fn strip(line: &str) -> (String, Marks) {
    let mut marks = Marks::default();
    let mut rest = line.trim();
    if is_rule(rest) {
        marks.rule = true;
        return (String::new(), marks);
    }
    if let Some(quoted) = rest.strip_prefix("> ") {
        marks.quoted = true;
        rest = quoted.trim_start();
    }
    let hashes = rest.trim_start_matches('#');
    if hashes.len() < rest.len() && rest.len() - hashes.len() <= 6 && hashes.starts_with(' ') {
        marks.heading = true;
        rest = hashes.trim_start().trim_end_matches('#').trim_end();
    }
    for bullet in ["* ", "- ", "+ ", "• "] {
        if let Some(item) = rest.strip_prefix(bullet) {
            marks.item = true;
            rest = item.trim_start();
        }
    }
    marks.opens = rest.starts_with(['*', '_']);
    marks.closes = rest.ends_with(['*', '_']);
    let plain = drop_emphasis(&drop_links(&drop_tags(rest)));
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match marks.item && !text.is_empty() {
        true => (format!("• {text}"), marks),
        false => (text, marks),
    }
}

fn is_rule(line: &str) -> bool {
    let signs = line.chars().filter(|c| !c.is_whitespace());
    let rule = |c: char| matches!(c, '*' | '-' | '_' | '=' | '~' | '#' | '–' | '—' | '•');
    let mut many = 0;
    for sign in signs {
        if !rule(sign) {
            return false;
        }
        many += 1;
    }
    many >= 3
}

/// Drops runs of `*` and `_` that open or close emphasis, and `\` before signs.
fn drop_emphasis(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => {
                out.extend(chars.next());
                before = 'x';
            }
            '*' | '_' => {
                let mut run = 1;
                while chars.next_if_eq(&c).is_some() {
                    run += 1;
                }
                let after = chars.peek().copied().unwrap_or(' ');
                if is_literal(before, after) {
                    out.extend(std::iter::repeat_n(c, run));
                    before = c;
                }
            }
            c => {
                out.push(c);
                before = c;
            }
        }
    }
    out
}

/// Between two blanks (`2 * 3`) or inside a word (`snake_case`) a sign is itself.
fn is_literal(before: char, after: char) -> bool {
    before.is_whitespace() && after.is_whitespace() || before.is_alphanumeric() && after.is_alphanumeric()
}

/// `[text](target)` becomes `text`.
fn drop_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let opening = before.rfind('[');
        let closing = after.find(')');
        match (opening, closing) {
            (Some(open), Some(close)) => {
                out.push_str(before.get(..open).unwrap_or_default());
                out.push_str(before.get(open + 1..).unwrap_or_default());
                rest = after.get(close + 1..).unwrap_or_default();
            }
            (_, None) => break,
            (None, Some(_)) => {
                out.push_str(before);
                out.push_str("](");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Drops the tags of usual text markup; any other `<` stays.
fn drop_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match tag_length(after) {
            Some(length) => rest = after.get(length..).unwrap_or_default(),
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn tag_length(after: &str) -> Option<usize> {
    let mut signs = after.char_indices().take(300);
    let (end, _) = signs.find(|(_, c)| matches!(c, '<' | '>'))?;
    if !after.get(end..)?.starts_with('>') {
        return None;
    }
    let inner = after.get(..end)?.trim_start_matches('/');
    let name = inner.split(|c: char| c.is_whitespace() || c == '/').next()?.to_ascii_lowercase();
    TAGS.contains(&name.as_str()).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> String {
        strip(line).0
    }

    #[test]
    fn emphasis_over_several_lines() {
        let (first, marks) = strip("***TIDES TURN ON");
        assert_eq!(first, "TIDES TURN ON");
        assert!(marks.opens && !marks.closes);
        assert_eq!(text("THE OUTER BANKS***"), "THE OUTER BANKS");
    }

    #[test]
    fn keeps_what_only_looks_like_markup() {
        assert_eq!(text("2 * 3 and snake_case@x.org"), "2 * 3 and snake_case@x.org");
        assert_eq!(text(r"a \* b"), "a * b");
        assert_eq!(text("x < y > z"), "x < y > z");
        assert_eq!(text("C#"), "C#");
    }

    #[test]
    fn links_tags_headings_rules() {
        assert_eq!(text("see [the *report*](http://x.org/a) now"), "see the report now");
        assert_eq!(text("a<br/>b <a href=\"x\">c</a>"), "ab c");
        assert!(strip("## Findings").1.heading);
        assert!(strip("* * *").1.rule);
        assert_eq!(text("* one"), "• one");
    }

    #[test]
    fn survives_unclosed_marks() {
        for line in ["[", "](", "[a](", "](x)", "***", "_", "\\", "<", "<b"] {
            strip(line);
        }
    }
}
