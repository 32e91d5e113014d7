//! Which way letters run, and how wide they stand.

/// Han, kana, Hangul and full-width signs.
pub fn is_wide(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
    })
}

/// Those of them whose words no blank parts: all but Hangul.
pub fn is_unspaced(text: &str) -> bool {
    is_wide(text)
        && !text
            .starts_with(|c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}'))
}

/// Vowel signs and accents, which are drawn over or under a letter.
pub fn is_combining(text: &str) -> bool {
    !text.is_empty() && text.chars().all(unicode_normalization::char::is_combining_mark)
}

/// Hebrew, Arabic and their kin.
pub fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && !is_digit(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// A line in the order it is read, of clusters in the order they stand from left to right; `spaced` tells
/// that a blank stands before one. Of a line that runs to the left, numbers and words that run to the
/// right are turned back (the other way round of Unicode Standard Annex 9).
pub fn logical(clusters: &[(&str, bool)]) -> String {
    let letters = |leftward| {
        clusters
            .iter()
            .flat_map(|(text, _)| text.chars())
            .filter(move |c| c.is_alphabetic() && is_leftward(*c) == leftward)
            .count()
    };
    let (left, right) = (letters(true), letters(false));
    let mut out = String::new();
    if left == 0 {
        for (text, spaced) in clusters {
            out.extend(spaced.then_some(' '));
            out.push_str(text);
        }
        return out;
    }
    let mut items: Vec<&str> = Vec::new();
    for (text, spaced) in clusters {
        items.extend(spaced.then_some(" "));
        items.push(text);
    }
    match left >= right {
        true => {
            items.reverse();
            turn_back(&mut items, |text| text.chars().any(|c| is_digit(c) || c.is_alphabetic() && !is_leftward(c)));
        }
        false => turn_back(&mut items, |text| text.chars().any(is_leftward)),
    }
    out.extend(items);
    unmirrored(out)
}

/// Reverses each run from its first to its last strong item.
fn turn_back(items: &mut [&str], strong: impl Fn(&str) -> bool) {
    let mut at = 0;
    while at < items.len() {
        if !items.get(at).is_some_and(|item| strong(item)) {
            at += 1;
            continue;
        }
        let mut last = at;
        let mut here = at + 1;
        while let Some(item) = items.get(here) {
            let strong_here = strong(item);
            if strong_here {
                last = here;
            } else if item.chars().any(char::is_alphabetic) {
                break;
            }
            here += 1;
        }
        if let Some(run) = items.get_mut(at..=last) {
            run.reverse();
        }
        at = last + 1;
    }
}

/// Brackets that were drawn mirrored, as the first of them closes.
fn unmirrored(text: String) -> String {
    let pairs = [('(', ')'), ('[', ']'), ('«', '»')];
    let wrong = |(open, close): &(char, char)| match (text.find(*open), text.find(*close)) {
        (Some(opens), Some(closes)) => closes < opens,
        _ => false,
    };
    let wrong: Vec<_> = pairs.into_iter().filter(wrong).collect();
    let swap = |c: char| {
        let pair = wrong.iter().find(|(open, close)| c == *open || c == *close);
        pair.map_or(c, |(open, close)| if c == *open { *close } else { *open })
    };
    text.chars().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(visual: &str) -> String {
        let items: Vec<String> = visual.chars().map(String::from).collect();
        logical(&items.iter().map(|item| (item.as_str(), false)).collect::<Vec<_>>())
    }

    #[test]
    fn leftward_lines_are_turned() {
        let turned = |logical: &str| logical.chars().rev().collect::<String>();
        assert_eq!(read(&turned("سلام عليكم")), "سلام عليكم");
        assert_eq!(read(&format!("2024 {}", turned("في السنة"))), "في السنة 2024");
        assert_eq!(read(&format!("ABC {}", turned("سلام"))), "سلام ABC");
        let visual = format!(".({} 45) {}", turned("سفينة"), turned("نقل"));
        assert_eq!(read(&visual), "نقل (45 سفينة).");
        assert_eq!(read("plain text"), "plain text");
    }
}
