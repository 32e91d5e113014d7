//! The front page.

use askama::Template;

use super::Site;
use super::list::Rows;
use super::shell::Shell;

/// The front page: the series, the newest articles, and where programs find what they need.
#[derive(Template)]
#[template(path = "site/front.html", whitespace = "minimize")]
pub struct FrontPage {
    shell: Shell,
    series: Rows,
    newest: Rows,
}

impl FrontPage {
    /// Of the first series and the newest articles.
    pub fn new(site: &Site<'_>, series: Rows, newest: Rows) -> FrontPage {
        let mut shell = Shell::new(site, site.name());
        shell.canonical = site.identity.url("/");
        shell.feeds(site, site.name(), "");
        shell.meta("og:type", "website");
        shell.meta("og:site_name", site.name());
        shell.meta("og:title", site.name());
        FrontPage { shell, series, newest }
    }

    /// Whether there are more series than these.
    fn has_more_series(&self) -> bool {
        self.series.total > self.series.rows.len() as u64
    }
}
