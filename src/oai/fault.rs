//! What can be wrong with a request (OAI-PMH 2.0, section 3.6).

/// A kind of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The verb is missing, repeated or none.
    BadVerb,
    /// An argument is missing, repeated, illegal or malformed.
    BadArgument,
    /// The resumption token is none of ours.
    BadResumptionToken,
    /// The format does not exist, or not for this item.
    CannotDisseminateFormat,
    /// There is no such item.
    IdDoesNotExist,
    /// Nothing matches.
    NoRecordsMatch,
}

impl Code {
    /// Its name in an answer.
    pub const fn name(self) -> &'static str {
        match self {
            Code::BadVerb => "badVerb",
            Code::BadArgument => "badArgument",
            Code::BadResumptionToken => "badResumptionToken",
            Code::CannotDisseminateFormat => "cannotDisseminateFormat",
            Code::IdDoesNotExist => "idDoesNotExist",
            Code::NoRecordsMatch => "noRecordsMatch",
        }
    }
}

/// An error, with what is wrong and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its kind.
    pub code: Code,
    /// In words.
    pub message: String,
}

impl Fault {
    /// Of a kind, in words.
    pub fn new(code: Code, message: impl Into<String>) -> Fault {
        Fault { code, message: message.into() }
    }
}
