//! What the library reads otherwise than the specification has it.

use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement as Element, Name, NamesChild};

/// Says what a style leaves unsaid: names without a `name` are rendered by its defaults (CSL 1.0.2,
/// `cs:name`), but the library takes them for empty where there is a `label` or a `substitute`.
pub fn repair(style: &mut IndependentStyle) {
    style.macros.iter_mut().for_each(|own| all(&mut own.children));
    all(&mut style.citation.layout.elements);
    style.bibliography.iter_mut().for_each(|own| all(&mut own.layout.elements));
}

fn all(elements: &mut [Element]) {
    for element in elements {
        match element {
            Element::Names(names) => {
                let is_named = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
                if !is_named && !names.children.is_empty() {
                    names.children.push(NamesChild::Name(Name::default()));
                }
            }
            Element::Group(group) => all(&mut group.children),
            Element::Choose(choose) => {
                all(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| all(&mut branch.children));
                choose.otherwise.iter_mut().for_each(|branch| all(&mut branch.children));
            }
            Element::Text(_) | Element::Number(_) | Element::Label(_) | Element::Date(_) => {}
        }
    }
}
