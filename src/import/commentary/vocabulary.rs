//! The words by which posts and organizations are recognised. Folded.

/// Positions one can hold at no organization.
pub const ALONE: &[&str] = &[
    "journalist",
    "writer",
    "columnist",
    "author",
    "historian",
    "economist",
    "commentator",
    "consultant",
    "analyst",
    "attorney",
    "diplomat",
    "scholar",
    "expert",
    "strategist",
];

/// Positions whose `of` or `in` names a subject, not an organization.
pub const ACADEMIC: &[&str] =
    &["professor", "lecturer", "student", "candidate", "reader", "scholar", "fellow", "instructor"];

/// Words behind which an organization's name is over.
pub const ENDINGS: &[&str] = &[
    "where",
    "who",
    "which",
    "whose",
    "focusing",
    "based",
    "specializing",
    "specialising",
    "working",
    "covering",
    "since",
    "until",
    "from",
];
