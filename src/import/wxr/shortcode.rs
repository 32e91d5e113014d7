//! What WordPress keeps inside a text and no reader sees: shortcodes, and paragraphs that are only blank lines.

/// Shortcodes that stand for something other than text, whatever stands between their ends.
const WHOLE: &[&str] = &["caption", "gallery", "embed", "video", "audio", "playlist", "wp_caption"];

/// A text without shortcodes. What is put between the two ends of others stays; words in brackets that an author
/// put there (`[sic]`) are no shortcodes.
pub(super) fn dropped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let Some((inside, behind)) =
            after.split_once(']').filter(|(inside, behind)| is_shortcode(inside) || is_alone(before, inside, behind))
        else {
            out.push('[');
            rest = after;
            continue;
        };
        let name = name(inside);
        let end = format!("[/{name}]");
        rest = match behind.split_once(end.as_str()) {
            Some((_, tail)) if WHOLE.contains(&name) => tail,
            _ => behind,
        };
    }
    out.push_str(rest);
    out
}

fn name(inside: &str) -> &str {
    let inside = inside.trim_start_matches('/');
    inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

/// A word in brackets that has a line or an element for itself.
fn is_alone(before: &str, inside: &str, behind: &str) -> bool {
    let word =
        inside.len() >= 3 && inside.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c));
    let begins = before.trim_end_matches(' ').ends_with(['\n', '>']) || before.trim().is_empty();
    let ends = behind.trim_start_matches(' ').starts_with(['\n', '<']) || behind.trim().is_empty();
    word && inside != "sic" && begins && ends
}

/// `[name a="b"]`, `[/name]`, `[name]` where the name is known or has an underscore.
fn is_shortcode(inside: &str) -> bool {
    let name = name(inside);
    let fits =
        !name.is_empty() && name.len() <= 40 && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let attributes =
        inside.get(name.len()..).is_some_and(|rest| rest.starts_with(char::is_whitespace) && rest.contains('='));
    fits && (attributes || inside.starts_with('/') || name.contains(['_', '-']) || WHOLE.contains(&name))
}

/// A text whose paragraphs are parted by blank lines, with `<p>` around each; single line ends break lines, as
/// WordPress shows them.
pub(super) fn paragraphs(text: &str) -> String {
    if !text.contains("\n\n") && text.contains("<p") {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + 64);
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        if is_block(paragraph) {
            out.push_str(paragraph);
            out.push('\n');
            continue;
        }
        // A block may follow its paragraph, or come before it, on the next line.
        out.push_str("<p>");
        for (at, line) in paragraph.lines().enumerate() {
            if at > 0 {
                out.push_str(if is_block(line) { "</p>" } else { "<br>" });
            }
            out.push_str(line);
        }
        out.push_str("</p>\n");
    }
    out
}

fn is_block(text: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "<p",
        "<h",
        "<ul",
        "<ol",
        "<li",
        "<div",
        "<blockquote",
        "<figure",
        "<table",
        "<section",
        "<pre",
        "<!--",
        "</",
    ];
    BLOCKS.iter().any(|block| text.starts_with(block))
}
