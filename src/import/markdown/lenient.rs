//! Front matter that is no good YAML, line by line: `title: A colon: here` or a quotation mark too many should not cost
//! all of it.

use super::front::{Fields, Value};

/// The fields at the left margin, and lists of plain items below them.
pub(super) fn read(text: &str) -> Fields {
    let mut fields = Fields::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut quoted = 0;
    for (at, line) in lines.iter().copied().enumerate() {
        let number = u32::try_from(at + 2).unwrap_or(u32::MAX);
        if at < quoted {
            continue;
        }
        let item = line.trim_start().strip_prefix("- ").map(unquoted);
        if let Some(item) = item {
            if let Some((_, value)) = fields.last_mut().filter(|_| !item.is_empty()) {
                add(value, Value::Text(item, number));
            }
            continue;
        }
        if line.starts_with([' ', '\t', '#']) {
            if let Some((_, Value::Text(own, _))) = fields.last_mut().filter(|_| !line.trim_start().starts_with('#')) {
                own.push_str(if own.is_empty() { "" } else { " " });
                own.push_str(line.trim());
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let is_name = name.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c)) && name.len() <= 64;
        if is_name && !name.trim().is_empty() {
            let behind = lines.get(at + 1..).unwrap_or_default();
            let more = still_quoted(value.trim(), behind);
            quoted = at + 1 + more.len();
            let value = std::iter::once(value).chain(more.iter().copied()).map(str::trim).collect::<Vec<_>>().join(" ");
            let value = unquoted(&value);
            let value =
                if matches!(value.as_str(), "|" | ">" | "|-" | ">-" | "|+" | ">+") { String::new() } else { value };
            fields.push((name.trim().to_owned(), Value::Text(value, number)));
        }
    }
    fields
}

/// The lines behind a value over which its quotation goes on, to where it ends; none where another field begins before.
fn still_quoted<'l>(value: &str, behind: &'l [&'l str]) -> &'l [&'l str] {
    let Some(mark) = value.chars().next().filter(|own| matches!(own, '"' | '\'')) else { return &[] };
    if value.len() > 1 && value.ends_with(mark) {
        return &[];
    }
    let is_field = |line: &&str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    let reach = behind.iter().take_while(|line| !is_field(line)).take_while(|line| line.trim() != "---").count();
    let end = behind.iter().take(reach).position(|line| line.trim_end().ends_with(mark));
    end.and_then(|end| behind.get(..=end)).unwrap_or_default()
}

fn add(value: &mut Value, item: Value) {
    match value {
        Value::List(list) => list.push(item),
        Value::Text(own, _) if own.is_empty() => *value = Value::List(vec![item]),
        _ => {}
    }
}

/// A value without the quotation marks around it.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inside = ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark));
    inside.unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_is_read() {
        let fields = read("title: 'THE PANEL'S LAST'\nauthor:\n  - Ann Roe\n  - B. Doe\nabstract: |\n  One\n  two.\n");
        let text = |text: &str, line| Value::Text(text.to_owned(), line);
        assert_eq!(
            fields,
            [
                ("title".to_owned(), text("THE PANEL'S LAST", 2)),
                ("author".to_owned(), Value::List(vec![text("Ann Roe", 4), text("B. Doe", 5)])),
                ("abstract".to_owned(), text("One two.", 6)),
            ]
        );
    }

    #[test]
    fn a_quotation_goes_on_over_lines() {
        let fields = read("title: \"Tides that\nturn\"\nabstract: \"One\ndate: 2024-04-12\n");
        let text = |text: &str, line| Value::Text(text.to_owned(), line);
        let [title, summary, date] = fields.as_slice() else { panic!("{fields:?}") };
        assert_eq!(*title, ("title".to_owned(), text("Tides that turn", 2)));
        assert_eq!(summary.1, text("\"One", 4));
        assert_eq!(date.1, text("2024-04-12", 5));
    }
}
