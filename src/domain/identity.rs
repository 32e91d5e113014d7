//! Who an archive says it is.

/// The archive's identity, as `byline configure` set it. What is not set is `None`, and nothing takes
/// its place: a listen address makes no permanent link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The public address of the service, without a final slash.
    pub base_url: Option<String>,
    /// The archive's name.
    pub repository_name: Option<String>,
    /// The domain name in OAI identifiers.
    pub repository_identifier: Option<String>,
    /// The address harvesters write to.
    pub admin_email: Option<String>,
    /// The MARC organization code of the cataloguing body.
    pub marc_organization_code: Option<String>,
    /// The licence of the metadata, a URI.
    pub metadata_licence: Option<String>,
    /// The time zone of dates without one (IANA).
    pub time_zone: Option<String>,
    /// Which page of an article is the one to find, where its publisher has a page too.
    pub canonical_pages: CanonicalPages,
}

/// Which page of an article search engines are led to, where its publisher has one (`url`) and this
/// service another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CanonicalPages {
    /// The publisher's: `rel=canonical` of ours points there, and ours stays out of the sitemap.
    #[default]
    Publisher,
    /// Ours.
    Own,
}

impl CanonicalPages {
    /// The words of the setting.
    pub const WORDS: &[&str] = &["publisher", "own"];

    /// Reads one of them.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "publisher" => Some(CanonicalPages::Publisher),
            "own" => Some(CanonicalPages::Own),
            _ => None,
        }
    }
}

impl Identity {
    /// The absolute address of a path of this service, where the archive has a public address.
    pub fn url(&self, path: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{path}"))
    }
}
