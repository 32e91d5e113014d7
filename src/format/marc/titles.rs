//! Titles: 242, 245, 246 and the 880 of 245.

use std::borrow::Cow;

use super::record::{Marc, Subfields};
use crate::domain::text::{LocalText, TextKind, folded};
use crate::format::forms::{Forms, beside};
use crate::format::{language, nonfiling};

/// What stands in field 245 beside the title.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    pub subtitle: Option<&'a str>,
    pub subtitles: &'a [LocalText],
    /// The statement of responsibility, as printed.
    pub responsibility: Option<&'a str>,
    /// Whether a 1XX stands before it.
    pub has_main_entry: bool,
}

/// Writes the title in all its forms.
pub(super) fn write(marc: &mut Marc, forms: &Forms<'_>, statement: &Statement<'_>) {
    let entry = if statement.has_main_entry { '1' } else { '0' };
    let number = forms.alternate.map(|_| marc.next_link());
    let skipped = nonfiling::count(forms.shown, forms.language);
    let mut field = marc.field("245", &format!("{entry}{skipped}"));
    field.link(number);
    title(&mut field, forms.shown, statement.subtitle);
    if let Some(names) = statement.responsibility {
        field.then(" /").sub('c', &close_initials(names));
    }
    field.stop();
    if let (Some(form), Some(number)) = (forms.alternate, number) {
        let skipped = nonfiling::count(&form.text, form.language.as_ref().or(forms.language));
        let mut field = marc.alternate("245", &format!("{entry}{skipped}"), number, &form.text);
        title(&mut field, &form.text, beside(form, statement.subtitles));
        field.stop();
    }
    for form in forms.others() {
        other(marc, form, beside(form, statement.subtitles));
    }
}

/// The title as printed, where it differs by more than letter case and marks.
pub(super) fn as_printed(marc: &mut Marc, printed: Option<&str>, shown: &str, subtitle: Option<&str>) {
    let Some(printed) = printed else { return };
    let own = folded(printed);
    let whole = subtitle.map(|subtitle| folded(&format!("{shown} {subtitle}")));
    if own != folded(shown) && whole.is_none_or(|whole| whole != own) {
        marc.field("246", "0 ").sub('i', "Title as printed:").sub('a', printed);
    }
}

fn title(field: &mut Subfields<'_>, title: &str, subtitle: Option<&str>) {
    field.sub('a', title);
    if let Some(subtitle) = subtitle {
        field.then(" :").sub('b', subtitle);
    }
}

/// Without blanks between initials: `J. R. Doe` is transcribed as `J.R. Doe` (RDA 1.7.6).
fn close_initials(names: &str) -> Cow<'_, str> {
    if !names.contains(". ") {
        return Cow::Borrowed(names);
    }
    let mut out = String::with_capacity(names.len());
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
    let mut words = names.split(' ').peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        match words.peek() {
            Some(next) if !(is_initial(word) && is_initial(next)) => out.push(' '),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// A translation made later goes to 242, which has a subfield for its language; the others to 246.
fn other(marc: &mut Marc, form: &LocalText, subtitle: Option<&str>) {
    let indicators = match form.kind {
        TextKind::Translated => {
            let mut field = marc.field("242", &format!("1{}", nonfiling::count(&form.text, form.language.as_ref())));
            title(&mut field, &form.text, subtitle);
            field.stop();
            field.sub('y', language::code_or_und(form.language.as_ref()));
            return;
        }
        TextKind::Parallel => "31",
        TextKind::Main | TextKind::Romanised | TextKind::Variant => "3 ",
    };
    title(&mut marc.field("246", indicators), &form.text, subtitle);
}
