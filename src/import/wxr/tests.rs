//! Whole exports.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::import::manuscript::{Statement, Weight};
use proptest::prelude::*;

const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
<rss><channel>
<title>Tide &amp; Time</title><language>en-GB</language>
<wp:author><wp:author_login>ann</wp:author_login><wp:author_email>ann@tide.example</wp:author_email><wp:author_display_name><![CDATA[Ann Roe]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>desk</wp:author_login><wp:author_display_name>desk</wp:author_display_name></wp:author>
<item><title>A picture</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>
<item>
<title>Harbours &#8211; and &lt;em&gt;tides&lt;/em&gt; &lol2;</title>
<link>https://tide.example/harbours/</link>
<pubDate>Fri, 12 Apr 2024 23:30:00 +0000</pubDate>
<dc:creator>desk</dc:creator>
<guid isPermaLink="false">https://tide.example/?p=7</guid>
<content:encoded><![CDATA[First.

[caption id="x"]<img src="a.png"> A boat.[/caption]

Second [sic] [su_note note_color="red"]here[/su_note].
Line.]]></content:encoded>
<excerpt:encoded><![CDATA[In <em>short</em>.]]></excerpt:encoded>
<wp:post_id>7</wp:post_id><wp:post_date>2024-04-13 00:30:00</wp:post_date>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="author" nicename="cap-ann"><![CDATA[ann]]></category>
<category domain="author" nicename="cap-guest"><![CDATA[Jan van der Doe]]></category>
<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
<category domain="post_tag" nicename="law"><![CDATA[Law]]></category>
<category domain="series" nicename="letters"><![CDATA[Harbour Letters]]></category>
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>issue_number</wp:meta_key><wp:meta_value>24</wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_content>No</wp:comment_content></wp:comment>
</item>
<item><title>Draft</title><dc:creator>ann</dc:creator><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Second</title><dc:creator>ann</dc:creator><wp:post_id>9</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
</channel></rss>"#;

/// Keeps the HTML as it is.
fn raw(html: &str, number: u32) -> Vec<Line> {
    vec![Line { number, text: html.to_owned(), ..Line::default() }]
}

fn values(statements: &[Statement<String>]) -> Vec<&str> {
    statements.iter().map(|statement| statement.value.as_str()).collect()
}

#[test]
fn published_posts_are_read_with_all_they_state() {
    let mut posts = Posts::new(EXPORT.as_bytes(), raw);
    let first = posts.next().unwrap().unwrap();
    assert_eq!((first.key.as_str(), first.line), ("https://tide.example/?p=7", 8));
    let stated = &first.manuscript.stated;
    assert_eq!(values(&stated.titles), ["Harbours – and tides &lol2;"]);
    assert_eq!(values(&stated.urls), ["https://tide.example/harbours/"]);
    assert_eq!(values(&stated.published), ["2024-04-13 00:30:00"]);
    assert_eq!(values(&stated.abstracts), ["In short."]);
    assert_eq!(values(&stated.subjects), ["Law"]);
    assert_eq!((values(&stated.series), values(&stated.numbers)), (vec!["Harbour Letters"], vec!["24"]));
    assert_eq!((values(&stated.publishers), values(&stated.languages)), (vec!["Tide & Time"], vec!["en-GB"]));
    let people = &stated.contributors[0];
    assert_eq!(people.weight, Weight::Editorial);
    let names: Vec<_> = people.value.iter().map(|p| (p.name.as_str(), p.email.as_deref())).collect();
    assert_eq!(names, [("Ann Roe", Some("ann@tide.example")), ("Jan van der Doe", None)]);
    let html = &first.manuscript.lines[0].text;
    assert_eq!(html, "<p>First.</p>\n<p>Second [sic] here.<br>Line.</p>\n");
    let second = posts.next().unwrap().unwrap();
    assert_eq!(second.key, "post 9");
    assert_eq!(second.manuscript.stated.contributors[0].weight, Weight::Embedded);
    assert!(posts.next().is_none());
    assert_eq!(posts.skipped, [("attachment".to_owned(), 1), ("draft".to_owned(), 1)]);
}

#[test]
fn posts_of_one_guid_are_several() {
    let item = |id: u32, link: &str| {
        format!(
            "<item><title>{id}</title><link>{link}</link><guid>https://tide.example/?p=7</guid><wp:post_id>{id}</wp:post_id>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
        )
    };
    let (old, new) = ("https://tide.example/old/", "https://tide.example/new/");
    let export = format!("<rss><channel>{}{}{}</channel></rss>", item(7, old), item(8, new), item(9, new));
    let keys: Vec<String> = Posts::new(export.as_bytes(), raw).map(|post| post.unwrap().key).collect();
    assert_eq!(keys, ["https://tide.example/?p=7", new, "post 9"]);
}

#[test]
fn what_is_broken_is_told_with_its_line() {
    let broken = EXPORT.replace("<dc:creator>desk</dc:creator>", "<dc:creator a=\"b\n<!-- never ends");
    let results: Vec<_> = Posts::new(broken.as_bytes(), raw).collect();
    assert!(matches!(results.last(), Some(Err(Broken::Xml(problem))) if problem.line.is_some()), "{results:?}");
    let long = format!("<rss><channel><item><content:encoded>{}", "x".repeat(LONGEST as usize + 10));
    let results: Vec<_> = Posts::new(long.as_bytes(), raw).collect();
    assert!(matches!(&results[..], [Err(Broken::Xml(problem))] if problem.reason.contains("16 MiB")));
    let deep = format!("<rss><channel><item><title>{}", "<a>".repeat(1_000_000));
    let results: Vec<_> = Posts::new(deep.as_bytes(), raw).collect();
    assert!(matches!(&results[..], [Err(Broken::Xml(problem))] if problem.reason.contains("too deep")));
}

proptest! {
    #[test]
    fn nothing_panics(cut in 0..EXPORT.len(), with in "[<>&\\]\\[!a-z\"=/ ;:-]{0,8}", to in 0..40_usize) {
        let mut bytes = EXPORT.as_bytes().to_vec();
        let end = (cut + to).min(bytes.len());
        bytes.splice(cut..end, with.bytes());
        Posts::new(bytes.as_slice(), raw).for_each(drop);
    }
}
