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
}

impl Identity {
    /// The absolute address of a path of this service, where the archive has a public address.
    pub fn url(&self, path: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{path}"))
    }
}
