//! What the words of a page's own markup say of an element: its names, classes, ids and properties.
//!
//! Classes have no standard. These are the words that content management systems and their themes use
//! (WordPress, Drupal, Ghost, Substack, Medium, Joomla, TYPO3, hand-made pages), taken as whole words:
//! `c-article__byline` is `c article byline`.

use super::tree::Element;
use crate::import::manuscript::Hint;

/// What an element is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It holds the text itself, and little else.
    Text,
    /// It holds a piece of known kind.
    Piece(Hint),
    /// It belongs to the site: navigation, sharing, other articles, comments.
    Site,
    /// It is never shown.
    Unseen,
}

const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "head", "rt", "rp", "input", "select", "textarea", "button", "datalist", "map", "dialog", "frameset", "noframes",
    "noembed",
];

/// Names of elements and roles (ARIA 1.2) that are the site's.
const SITE_ELEMENTS: &[&str] = &["nav", "form", "menu"];
const SITE_ROLES: &[&str] = &["navigation", "search", "contentinfo", "dialog", "alertdialog", "menu", "toolbar"];

const UNSEEN_WORDS: &[&str] = &[
    " screen reader text ",
    " sr only ",
    " visually hidden ",
    " visuallyhidden ",
    " sound only ",
    " element invisible ",
    " hidden print ",
];

const SITE_WORDS: &[&str] = &[
    " share ",
    " sharing ",
    " shares ",
    " sharedaddy ",
    " social ",
    " socials ",
    " sns ",
    " addtoany ",
    " addthis ",
    " related ",
    " relatedposts ",
    " recommended ",
    " recommendations ",
    " recirc ",
    " read next ",
    " read more ",
    " more from ",
    " also like ",
    " trending ",
    " most read ",
    " popular ",
    " newsletter ",
    " subscribe ",
    " subscription ",
    " signup ",
    " sign up ",
    " paywall ",
    " donate ",
    " donation ",
    " comments ",
    " comment list ",
    " respond ",
    " disqus ",
    " discussion ",
    " cookie ",
    " cookies ",
    " consent ",
    " gdpr ",
    " tarteaucitron ",
    " breadcrumb ",
    " breadcrumbs ",
    " topicpath ",
    " sidebar ",
    " side bar ",
    " widget ",
    " widgets ",
    " menu ",
    " nav ",
    " navbar ",
    " navigation ",
    " pagination ",
    " pager ",
    " promo ",
    " advert ",
    " advertisement ",
    " ads ",
    " banner ",
    " popup ",
    " modal ",
    " toolbar ",
    " tools ",
    " toc ",
    " table of contents ",
    " skip link ",
    " site header ",
    " site footer ",
    " site title ",
    " masthead nav ",
    " tags ",
    " tag list ",
    " taglist ",
    " tags links ",
    " post tags ",
    " entry tags ",
    " reading time ",
    " read time ",
    " translations ",
    " print link ",
    " printfriendly ",
    " login ",
    " search ",
    " language switcher ",
    " lang switcher ",
    " jp relatedposts ",
    " wp block latest posts ",
    " wp block buttons ",
    " wp block button ",
    " subscription widget ",
    " button wrapper ",
    " post footer ",
    " view count ",
    " like button ",
    " likes ",
    " rating ",
    " ratings ",
    " poll ",
    " counter ",
    " pvc ",
    " hits ",
    " edit link ",
    " node links ",
    " field tags ",
    " field name field tags ",
    " utility ",
    " player ",
    " listen ",
];

/// Words that give a kind, the telling ones first.
const PIECES: &[(&str, Hint)] = &[
    (" disclaimer ", Hint::Disclaimer),
    (" disclaim ", Hint::Disclaimer),
    (" legal note ", Hint::Disclaimer),
    (" editors note ", Hint::Note),
    (" editor note ", Hint::Note),
    (" editor s note ", Hint::Note),
    (" correction ", Hint::Note),
    (" erratum ", Hint::Note),
    (" pullquote ", Hint::Aside),
    (" pull quote ", Hint::Aside),
    (" pulled quote ", Hint::Aside),
    (" caption ", Hint::Aside),
    (" wp caption text ", Hint::Aside),
    (" figcaption ", Hint::Aside),
    (" photo credit ", Hint::Aside),
    (" image credit ", Hint::Aside),
    (" media credit ", Hint::Aside),
    (" footnote ", Hint::Aside),
    (" footnotes ", Hint::Aside),
    (" endnotes ", Hint::Aside),
    (" endnote ", Hint::Aside),
    (" fussnoten ", Hint::Aside),
    (" references ", Hint::Aside),
    (" easy footnotes ", Hint::Aside),
    (" factbox ", Hint::Aside),
    (" fact box ", Hint::Aside),
    (" infobox ", Hint::Aside),
    (" callout ", Hint::Aside),
    (" about author ", Hint::Biography),
    (" about the author ", Hint::Biography),
    (" about authors ", Hint::Biography),
    (" author bio ", Hint::Biography),
    (" authors bio ", Hint::Biography),
    (" bio ", Hint::Biography),
    (" biography ", Hint::Biography),
    (" author box ", Hint::Biography),
    (" author info ", Hint::Biography),
    (" author description ", Hint::Biography),
    (" author card ", Hint::Biography),
    (" author profile ", Hint::Biography),
    (" authorbox ", Hint::Biography),
    (" standfirst ", Hint::Standfirst),
    (" dek ", Hint::Standfirst),
    (" deck ", Hint::Standfirst),
    (" chapo ", Hint::Standfirst),
    (" lead ", Hint::Standfirst),
    (" sapo ", Hint::Standfirst),
    (" lede ", Hint::Standfirst),
    (" teaser text ", Hint::Standfirst),
    (" abstract ", Hint::Standfirst),
    (" synopsis ", Hint::Standfirst),
    (" entradilla ", Hint::Standfirst),
    (" vorspann ", Hint::Standfirst),
    (" anlauf ", Hint::Standfirst),
    (" article summary ", Hint::Standfirst),
    (" post summary ", Hint::Standfirst),
    (" entry summary ", Hint::Standfirst),
    (" article excerpt ", Hint::Standfirst),
    (" post excerpt ", Hint::Standfirst),
    (" article intro ", Hint::Standfirst),
    (" strapline ", Hint::Standfirst),
    (" subtitle ", Hint::Subtitle),
    (" sub title ", Hint::Subtitle),
    (" subheadline ", Hint::Subtitle),
    (" sub headline ", Hint::Subtitle),
    (" untertitel ", Hint::Subtitle),
    (" byline ", Hint::Byline),
    (" bylines ", Hint::Byline),
    (" author ", Hint::Byline),
    (" authors ", Hint::Byline),
    (" author name ", Hint::Byline),
    (" autor ", Hint::Byline),
    (" autoren ", Hint::Byline),
    (" auteur ", Hint::Byline),
    (" writer ", Hint::Byline),
    (" contributors ", Hint::Byline),
    (" translator ", Hint::Byline),
    (" auteurs ", Hint::Byline),
    (" autores ", Hint::Byline),
    (" autore ", Hint::Byline),
    (" autori ", Hint::Byline),
    (" autoria ", Hint::Byline),
    (" assinatura ", Hint::Byline),
    (" firma ", Hint::Byline),
    (" signature ", Hint::Byline),
    (" penulis ", Hint::Byline),
    (" verfasser ", Hint::Byline),
    (" date ", Hint::Date),
    (" pubdate ", Hint::Date),
    (" pub date ", Hint::Date),
    (" timestamp ", Hint::Date),
    (" createdate ", Hint::Date),
    (" posted on ", Hint::Date),
    (" dateline ", Hint::Date),
    (" datum ", Hint::Date),
    (" published ", Hint::Date),
    (" publish date ", Hint::Date),
    (" fecha ", Hint::Date),
    (" tanggal ", Hint::Date),
    (" dato ", Hint::Date),
    (" data pubblicazione ", Hint::Date),
    (" data publicacao ", Hint::Date),
    (" entry date ", Hint::Date),
    (" node submitted ", Hint::Date),
    (" kicker ", Hint::Masthead),
    (" eyebrow ", Hint::Masthead),
    (" rubric ", Hint::Masthead),
    (" rubrique ", Hint::Masthead),
    (" rubrik ", Hint::Masthead),
    (" overline ", Hint::Masthead),
    (" series ", Hint::Masthead),
    (" issue ", Hint::Masthead),
    (" cat links ", Hint::Masthead),
    (" category ", Hint::Masthead),
    (" dachzeile ", Hint::Masthead),
    (" antetitulo ", Hint::Masthead),
    (" occhiello ", Hint::Masthead),
    (" cat ", Hint::Masthead),
    (" contentheading ", Hint::Title),
    (" componentheading ", Hint::Title),
    (" entry title ", Hint::Title),
    (" post title ", Hint::Title),
    (" article title ", Hint::Title),
    (" headline ", Hint::Title),
    (" titulo ", Hint::Title),
    (" titel ", Hint::Title),
    (" titre ", Hint::Title),
    (" titolo ", Hint::Title),
    (" judul ", Hint::Title),
    (" title ", Hint::Title),
    (" tit ", Hint::Title),
];

const TEXT_WORDS: &[&str] = &[
    " entry content ",
    " post content ",
    " article body ",
    " article content ",
    " article text ",
    " story body ",
    " post body ",
    " body text ",
    " field name body ",
    " field body ",
    " gh content ",
    " available content ",
    " single content ",
    " page content ",
    " td post content ",
    " wysiwyg ",
    " rich text ",
    " rte ",
    " entry body ",
    " post entry ",
    " articlebody ",
    " article copy ",
    " main text ",
    " e content ",
    " maincontent text ",
];

/// What an element is for; nothing where its markup does not say.
pub fn part_of(element: &Element) -> Option<Part> {
    let name = element.name.as_str();
    if UNSEEN.contains(&name) || is_unseen(element) {
        return Some(Part::Unseen);
    }
    if let Some(property) = element.attribute("itemprop").and_then(by_property) {
        return Some(property);
    }
    let words = words(element);
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if says(UNSEEN_WORDS) {
        return Some(Part::Unseen);
    }
    let role = element.attribute("role").unwrap_or_default();
    if SITE_ELEMENTS.contains(&name) || SITE_ROLES.contains(&role) || role == "complementary" {
        return Some(Part::Site);
    }
    if says(TEXT_WORDS) {
        return Some(Part::Text);
    }
    // A body or an article is named after what its page is, and that after what stands on it.
    if matches!(name, "html" | "body" | "main" | "article") {
        return None;
    }
    // When a page was last touched is stated in its head too, and is no date of publication.
    let is_later = says(&[" updated ", " modified ", " modifydate "]) && !says(&[" published "]);
    if is_later && !super::tree::is_block(name) {
        return Some(Part::Unseen);
    }
    let piece = PIECES.iter().find(|(word, _)| words.contains(word)).map(|(_, hint)| *hint);
    if says(SITE_WORDS) && piece != Some(Hint::Biography) && piece != Some(Hint::Disclaimer) {
        return Some(Part::Site);
    }
    if let Some(hint) = piece {
        return Some(Part::Piece(hint));
    }
    by_element(name, element)
}

fn by_element(name: &str, element: &Element) -> Option<Part> {
    let rel = element.attribute("rel").unwrap_or_default();
    if name == "a" && rel.split_whitespace().any(|own| own.eq_ignore_ascii_case("author")) {
        return Some(Part::Piece(Hint::Byline));
    }
    match name {
        "time" => Some(Part::Piece(Hint::Date)),
        "figcaption" | "caption" => Some(Part::Piece(Hint::Aside)),
        _ => None,
    }
}

/// schema.org properties as microdata.
fn by_property(properties: &str) -> Option<Part> {
    properties.split_whitespace().find_map(|own| match own {
        "articleBody" | "text" => Some(Part::Text),
        "headline" => Some(Part::Piece(Hint::Title)),
        "alternativeHeadline" => Some(Part::Piece(Hint::Subtitle)),
        "author" | "creator" | "translator" => Some(Part::Piece(Hint::Byline)),
        "datePublished" => Some(Part::Piece(Hint::Date)),
        "caption" => Some(Part::Piece(Hint::Aside)),
        "comment" | "publisher" => Some(Part::Site),
        _ => None,
    })
}

fn is_unseen(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    element.attribute("hidden").is_some()
        || element.attribute("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// The words of class, id and test names: ` entry meta byline `.
fn words(element: &Element) -> String {
    let mut words = String::from(" ");
    for attribute in ["class", "id", "data-testid", "data-component"] {
        let Some(value) = element.attribute(attribute) else { continue };
        let mut before = ' ';
        for c in value.chars() {
            if c.is_uppercase() && before.is_lowercase() || !c.is_alphanumeric() {
                words.push(' ');
            }
            if c.is_alphanumeric() {
                words.extend(c.to_lowercase());
            }
            before = c;
        }
        words.push(' ');
    }
    let mut single = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        // A builder of pages calls every piece a widget of its own.
        if word == "widget" && single.ends_with(" elementor") {
            continue;
        }
        single.push(' ');
        single.push_str(word);
    }
    single.push(' ');
    single
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, attributes: &[(&str, &str)]) -> Option<Part> {
        let attributes = attributes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        part_of(&Element { name: name.to_owned(), attributes })
    }

    #[test]
    fn classes_are_read_as_words() {
        let class = |value| part("div", &[("class", value)]);
        assert_eq!(class("c-article__byline"), Some(Part::Piece(Hint::Byline)));
        assert_eq!(class("articleBody"), Some(Part::Text));
        assert_eq!(class("post-author-bio"), Some(Part::Piece(Hint::Biography)));
        assert_eq!(class("shareButtons share"), Some(Part::Site));
        assert_eq!(class("shareholder"), None);
        assert_eq!(part("body", &[("class", "has-sidebar newsletter")]), None);
    }

    #[test]
    fn elements_and_properties() {
        assert_eq!(part("a", &[("rel", "author")]), Some(Part::Piece(Hint::Byline)));
        assert_eq!(part("time", &[]), Some(Part::Piece(Hint::Date)));
        assert_eq!(part("span", &[("itemprop", "datePublished")]), Some(Part::Piece(Hint::Date)));
        assert_eq!(part("div", &[("style", "display: none")]), Some(Part::Unseen));
        assert_eq!(part("nav", &[]), Some(Part::Site));
    }
}
