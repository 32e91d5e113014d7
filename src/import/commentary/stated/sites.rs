//! Names under which a site writes, and nobody: its own, its publisher's, those of its staff as a whole.

use super::folded;
use super::titles::SIGNS;
use crate::import::manuscript::Stated;

/// Names under which a site, and nobody, writes.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "super user",
    "superuser",
    "webmaster",
    "webteam",
    "web team",
    "web editor",
    "editor",
    "editors",
    "the editors",
    "editorial",
    "editorial team",
    "editorial staff",
    "editorial board",
    "staff",
    "staff writer",
    "guest",
    "guest author",
    "guest contributor",
    "anonymous",
    "anonym",
    "anonyme",
    "anónimo",
    "anonimo",
    "anônimo",
    "user",
    "author",
    "root",
    "wordpress",
    "default",
    "test",
    "communications",
    "redaktion",
    "die redaktion",
    "redacción",
    "redaccion",
    "redacao",
    "redação",
    "redazione",
    "rédaction",
    "la rédaction",
    "redactie",
    "redaksi",
    "tim redaksi",
    "ban biên tập",
    "biên tập viên",
    "редакция",
    "администратор",
    "админ",
    "編集部",
    "管理者",
    "事務局",
    "管理员",
    "編輯部",
    "编辑部",
    "编辑",
    "小编",
    "관리자",
    "편집부",
    "운영자",
    "ผู้ดูแลระบบ",
    "المحرر",
    "التحرير",
    "المشرف",
    "admins",
    "publisher",
    "moderator",
    "contributor",
    "n/a",
    "none",
    "unknown",
];

/// Words for the staff of a site as a whole, whatever stands beside them.
const WHOLE: &[&str] = &[
    "redaktion",
    "redaktionsteam",
    "redacción",
    "redaccion",
    "redação",
    "redacao",
    "redazione",
    "rédaction",
    "redactie",
    "redaksi",
    "redakcja",
    "редакция",
    "newsroom",
];

/// Words that stand beside the name of a site where its staff writes: `Tide Post Staff`.
const STAFF: &[&str] = &[
    "editorial",
    "editors",
    "staff",
    "team",
    "newsdesk",
    "desk",
    "admin",
    "webmaster",
    "webteam",
    "reporter",
    "reporters",
    "writers",
    "correspondent",
];

/// Words before the name of a site that are no part of it.
const SMALL: &[&str] = &[
    "the", "die", "der", "das", "la", "le", "les", "el", "il", "de", "von", "by", "und", "&", "and", "online", "|", "-",
];

/// The forms of companies in law.
const COMPANIES: &[&str] = &[
    "gmbh", "mbh", "ag", "kg", "gbr", "e.v.", "ev", "ltd", "ltd.", "inc", "inc.", "llc", "plc", "s.a.", "s.r.l.",
    "b.v.", "oy",
];

/// The names of a site.
#[derive(Debug, Clone, Default)]
pub struct Sites {
    names: Vec<String>,
    /// Names of hosts, which may be those of the one who writes there.
    hosts: Vec<String>,
}

impl Sites {
    /// What a form states of its site: names of publishers and hosts.
    pub fn of(stated: &Stated) -> Self {
        let mut names: Vec<String> = Vec::new();
        for own in &stated.publishers {
            let mut parts = vec![own.value.as_str()];
            for sign in SIGNS {
                parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
            }
            names.extend(parts.into_iter().chain([own.value.as_str()]).map(folded));
        }
        let mut hosts: Vec<String> = Vec::new();
        for own in &stated.urls {
            let host = own.value.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#', ':']).next());
            let host = host.unwrap_or_default().trim_start_matches("www.");
            hosts.push(folded(host));
            hosts.extend(host.rsplit_once('.').map(|(name, _)| folded(name)));
        }
        for list in [&mut names, &mut hosts] {
            list.retain(|name| name.chars().count() > 1);
        }
        Sites { names, hosts }
    }

    /// Whether a name is that of the site, of its staff as a whole, a login or an address.
    pub fn has(&self, name: &str) -> bool {
        let name = name.trim();
        let lower = name.to_lowercase();
        let own = folded(name);
        // `annroe.example` may be Ann Roe's; `thetide.example` is the site of The Tide.
        let first = lower.split_whitespace().next().unwrap_or_default();
        let personal = name.contains(' ') && !SMALL.contains(&first);
        let hosted = !personal && self.hosts.contains(&own);
        if hosted || self.names.contains(&own) || NOBODY.contains(&lower.as_str()) || is_login(name) || is_host(name) {
            return true;
        }
        let is_whole = |word: &str| word.split('-').next_back().is_some_and(|end| WHOLE.contains(&end));
        if lower.split_whitespace().any(is_whole) {
            return true;
        }
        let rest: Vec<&str> = lower.split_whitespace().filter(|word| !SMALL.contains(word)).collect();
        let bare: Vec<&str> = rest.iter().copied().filter(|word| !STAFF.contains(word)).collect();
        let core = folded(&bare.concat());
        let is_near = || {
            let long = core.chars().count() > 3;
            self.names
                .iter()
                .chain(&self.hosts)
                .any(|name| long && (name.starts_with(&core) || core.starts_with(name.as_str())))
        };
        bare.is_empty()
            || matches!(bare.as_slice(), [one] if is_host(one))
            || self.names.contains(&core)
            || bare.len() < rest.len() && is_near()
    }

    /// A name without that of the site before or behind it: `Tide Post - Ann Roe`.
    pub fn cut<'n>(&self, name: &'n str) -> &'n str {
        let is_own = |part: &str| self.names.contains(&folded(part));
        let parted = SIGNS.iter().find_map(|sign| name.split_once(sign));
        match parted {
            Some((before, behind)) if is_own(before) => behind.trim(),
            Some((before, behind)) if is_own(behind) => before.trim(),
            _ => name,
        }
    }
}

/// Whether a name is that of a company, by the form that it has in law.
pub fn is_company(name: &str) -> bool {
    let is_form = |word: &str| COMPANIES.contains(&word.trim_matches([',', '(', ')']).to_lowercase().as_str());
    name.split_whitespace().skip(1).any(is_form)
}

/// Whether a name is a login, or an address.
fn is_login(name: &str) -> bool {
    let single = !name.contains(' ');
    let is_login =
        single && (name.contains(['_', '@']) || name.contains("admin") || name.ends_with(|c: char| c.is_ascii_digit()));
    let is_small = single && name.is_ascii() && name == name.to_lowercase();
    is_login || is_small || name.contains("://")
}

/// Whether a name is that of a host: `tide-post.example`.
fn is_host(name: &str) -> bool {
    let name = name.trim_end_matches(['.', '/']);
    let Some((before, end)) = name.rsplit_once('.').filter(|_| !name.contains(' ')) else { return false };
    let is_end = (2..=7).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase());
    is_end && before.chars().filter(|c| c.is_alphanumeric()).count() > 2
}
