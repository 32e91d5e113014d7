//! What people did for a work, in the words and codes of libraries.

/// A role in the MARC relator list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relator {
    /// Its term, in English.
    pub term: &'static str,
    /// Its code.
    pub code: &'static str,
}

/// The one who publishes.
pub const PUBLISHER: Relator = Relator { term: "publisher", code: "pbl" };

/// The body under whose name a series appears.
pub const ISSUING_BODY: Relator = Relator { term: "issuing body", code: "isb" };

/// The relator of a contribution's role; `None` where the list has none.
pub fn of(role: &str) -> Option<Relator> {
    let (term, code) = match role {
        "author" => ("author", "aut"),
        "translator" => ("translator", "trl"),
        "editor" => ("editor", "edt"),
        "interviewer" => ("interviewer", "ivr"),
        "interviewee" => ("interviewee", "ive"),
        "photographer" => ("photographer", "pht"),
        "illustrator" => ("illustrator", "ill"),
        "narrator" => ("narrator", "nrt"),
        "speaker" => ("speaker", "spk"),
        "moderator" => ("moderator", "mod"),
        "host" => ("host", "hst"),
        "director" => ("director", "drt"),
        "producer" => ("producer", "pro"),
        "compiler" => ("compiler", "com"),
        "commentator" => ("commentator for written text", "cwt"),
        "reviewer" => ("reviewer", "rev"),
        "researcher" => ("researcher", "res"),
        "contributor" => ("contributor", "ctb"),
        _ => return None,
    };
    Some(Relator { term, code })
}
