//! What kinds of text are called, in English.

/// The name of an article's type; `None` where the vocabulary has grown since.
pub fn name(word: &str) -> Option<&'static str> {
    Some(match word {
        "commentary" => "Commentary",
        "response" => "Response",
        "correction" => "Correction",
        "translation" => "Translation",
        "review" => "Review",
        "interview" => "Interview",
        "editors_note" => "Editors’ note",
        _ => return None,
    })
}
