//! `titleInfo`: the title in all its forms.

use super::in_language;
use crate::domain::LanguageTag;
use crate::domain::text::{LocalText, TextKind};
use crate::format::forms::{Forms, beside};
use crate::format::xml::Xml;
use crate::format::{nonfiling, script};

/// Writes all forms. The one in another script is the same title, and says so by `altRepGroup`.
pub(super) fn write(mods: &mut Xml<'_>, forms: &Forms<'_>, subtitle: Option<&str>, subtitles: &[LocalText]) {
    let group = forms.alternate.map(|_| "title");
    let main = mods.element("titleInfo").attribute("usage", "primary").attribute_if("altRepGroup", group);
    let main = in_language(main, forms.language, group.and(script::of(forms.shown)));
    main.children(|own| parts(own, forms.shown, forms.language, subtitle));
    if let Some(form) = forms.alternate {
        let language = form.language.as_ref().or(forms.language);
        let own = mods.element("titleInfo").attribute_if("altRepGroup", group);
        let own = in_language(own, language, form.script.as_deref().or(script::of(&form.text)));
        own.children(|own| parts(own, &form.text, language, beside(form, subtitles)));
    }
    for form in forms.others() {
        // As the Library of Congress maps MARC's 242 and 246 31, and 246 without a type.
        let kind = match form.kind {
            TextKind::Translated | TextKind::Parallel => "translated",
            TextKind::Main | TextKind::Romanised | TextKind::Variant => "alternative",
        };
        let label = (form.kind == TextKind::Parallel).then_some("Parallel title");
        let own = mods.element("titleInfo").attribute("type", kind).attribute_if("displayLabel", label);
        let own = in_language(own, form.language.as_ref(), form.script.as_deref());
        own.children(|own| parts(own, &form.text, form.language.as_ref(), beside(form, subtitles)));
    }
}

/// Writes a title, an initial article apart.
pub(super) fn parts(own: &mut Xml<'_>, title: &str, language: Option<&LanguageTag>, subtitle: Option<&str>) {
    let (article, rest) = title.split_at_checked(nonfiling::skipped(title, language)).unwrap_or(("", title));
    if !article.is_empty() {
        own.element("nonSort").attribute("xml:space", "preserve").text(article);
    }
    own.leaf("title", rest);
    own.leaf_if("subTitle", subtitle);
}
