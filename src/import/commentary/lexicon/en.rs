//! English.

use super::{Case, Lexicon, Order};

pub(super) const LEXICON: Lexicon = Lexicon {
    tag: "en",
    stop: "the of and to is that for with was are this by as on it its from have has not in be or but which will would",
    months: [
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ],
    weekdays: "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun",
    order: Order::Open,
    case: Case::Headline,
    and: "and & with",
    by: &[
        "by", "by:", "written by", "words by", "words:", "author:", "authors:", "author", "text by", "an op-ed by", "a commentary by",
        "commentary by", "opinion by", "analysis by", "story by", "guest commentary by", "guest post by", "posted by", "from the desk of", "authored by",
    ],
    translated: &[
        "translated by", "translated from the + by", "translation by", "translation:", "translator:", "translated:", "in the translation of", "trans.",
    ],
    edited: &["edited by", "editor:", "editors:", "editing:", "series editor:", "copy editor:", "managing editor:"],
    honorifics: "dr prof professor mr mrs ms miss amb ambassador gen general adm admiral lt lieutenant col colonel capt captain \
                 maj major sen senator rep rev hon cdr commander rear vice brig brigadier sir dame lord lady emeritus associate \
                 assistant ret sgt judge justice minister air marshal commodore (ret) (ret.) (retd) (retd.) (rtd)",
    degrees: "phd ph.d md m.d ma m.a esq jd j.d usn usa usmc usaf msc m.sc mba m.p.a mpa ba b.a bsc dphil d.phil llm ll.m llb cbe obe mbe kbe frs",
    about: &[
        "about the authors", "about the author", "about the contributors", "about the contributor", "author biographies", "author biography",
        "author bios", "author bio", "biography", "the authors", "the author", "about the writer", "contributors", "about our contributor",
        "author information", "authors' note", "notes on contributors", "note on the author", "about", "author note",
    ],
    number: &["no.", "no", "nos.", "#", "number", "num.", "issue no.", "issue", "nr.", "№"],
    counter: &[],
    volume: &["vol.", "volume", "vol"],
    published: &[
        "published", "published on", "date", "dated", "first published", "date of publication", "publication date", "posted", "posted on",
        "released", "released on", "issued", "date published", "posted by", "online since", "date posted",
    ],
    updated: &[
        "updated", "last updated", "last updated on", "last modified", "last modified on", "modified", "revised", "last revised", "corrected",
        "updated on", "this version", "date modified", "version of",
    ],
    summary: &[
        "abstract", "summary", "executive summary", "synopsis", "key points", "key point", "key takeaways", "in brief", "at a glance", "precis", "overview",
        "the bottom line", "bottom line up front", "bluf", "teaser", "standfirst", "in short", "key message", "key messages", "the gist", "highlights", "takeaways",
    ],
    disclaimer: &[
        "views expressed + author", "views expressed + own", "views expressed + their", "views expressed + those of", "views expressed + do not", "opinions expressed + author",
        "opinions expressed + own", "opinions expressed + those of", "opinions expressed + do not", "opinions expressed + not necessarily", "views and opinions + author", "views and opinions + own",
        "represent the views of", "represents the views of", "reflect the views of", "reflects the views of", "views expressed + not necessarily", "opinions + alone",
        "not necessarily reflect", "not necessarily represent", "not necessarily those of", "not necessarily shared by", "not necessarily endorse", "alternative viewpoints are", "does not take institutional positions", "does not take + positions",
        "takes no institutional position", "takes no position", "those of the author", "are the author's own", "are the authors' own", "are the author's alone", "are the authors' alone", "views are + own", "views are + alone", "views are personal",
        "solely those of", "sole responsibility of + author", "responsibility of the author", "responsibility of its author", "written in + personal capacity", "writing in + personal capacity", "writes in + personal capacity", "in his personal capacity", "in her personal capacity",
        "in their personal capacity", "in a personal capacity", "should not be attributed to", "not be taken as + official", "do not represent", "does not represent + official", "do not reflect", "does not reflect", "does not necessarily", "do not necessarily",
        "does not constitute + advice", "no institutional view", "the author alone", "the authors alone", "the writer's own", "the writer's alone", "is solely responsible", "are solely responsible", "bear sole responsibility", "bears sole responsibility", "speaks for herself", "speaks for himself", "her views are", "his views are", "their views are",
        "the views here", "not an official", "should not be construed", "not the official", "not the position of", "not the policy of", "views of the author", "opinions of the author", "opinion of the author", "attributable to the author", "imply endorsement", "imply + endorsement", "the views in this", "opinions in this",
        "has no collective", "holds no corporate", "expresses no corporate", "neither + endorse", "views + personal", "opinions + personal",
    ],
    views: "view opinion position judgment judgement conclusion responsib endorse speaks stance claims said policy line peer-reviewed motion",
    parties: "author writer contributor signator sign council institut forum editor board foundation centre center trust publisher employer researcher society union fellow organi journal",
    limits: "not n't no nobody none alone solely only own personal neither nor those without independent entirely its",
    heads: "director professor fellow adviser advisor president chair chairman chairwoman chairperson researcher analyst scholar \
            associate lecturer editor founder cofounder co-founder head chief member officer ambassador secretary minister candidate student \
            consultant economist columnist coordinator manager partner dean intern journalist commentator historian reader ceo coo author \
            coauthor co-author correspondent specialist expert instructor assistant trustee principal representative commander counsel attorney \
            writer diplomat provost chancellor strategist scientist engineer convener convenor producer professors fellows researchers analysts \
            directors advisers scholars lawyer envoy rapporteur negotiator planner teacher translator captain judge governor mayor geographer geologist hydrologist librarian archivist \
            sociologist anthropologist reporter photographer pilot officer colonel admiral general spokesman spokesperson steward inspector surveyor barrister curator staffer deputy",
    units: "center centre institute institution program programme department school office division council forum project initiative \
            faculty university college foundation association society academy lab laboratory ministry committee group bureau agency corporation \
            company fund commission network observatory union review journal press think-tank embassy parliament bank board court trust authority service navy army observatory secretariat studio league chamber house desk unit",
    is: "is was are were serves served works worked teaches taught leads led holds held has heads currently recently joined directs writes \
         covers specializes specialises researches studies also received edits runs chairs retired advises lectures spent comes lives previously formerly",
    former: "former formerly previously ex retired late past erstwhile",
    at: "at of with for in to on",
    books: &["author of", "book", "wrote", "published", "authored", "memoir", "novel", "volume", "editor of", "co-editor", "coauthor", "co-author", "books"],
    rubrics: &[
        "commentary", "commentaries", "opinion", "op-ed", "oped", "analysis", "comment", "perspective", "perspectives", "viewpoint", "essay", "policy brief", "brief", "insight", "insights", "column", "blog",
        "blog post", "article", "guest post", "guest commentary", "guest column", "expert commentary", "expert comment", "in focus", "editorial", "features", "feature", "view", "views", "response", "policy note", "working paper", "publication", "publications", "home", "research", "issue brief", "special report", "letter", "review",
    ],
    notes: &["editor's note", "editors' note", "editorial note", "note from the editors", "ed. note", "note", "publisher's note", "note to readers", "author's note", "correction", "erratum", "acknowledgements", "acknowledgments"],
    original: &[
        "first appeared in", "first appeared on", "first appeared at", "originally appeared in", "originally appeared on", "originally appeared at", "originally published in", "originally published by", "originally published on", "originally published at",
        "first published in", "first published by", "first published on", "first published at", "previously published in", "first ran in", "originally ran in", "appeared first in", "appeared originally in", "was published in", "reprinted from", "reproduced from", "reposted from", "republished from", "cross-posted from", "crossposted from",
        "reprinted with permission from", "reprinted by permission of", "reprinted with the permission of", "republished with permission from", "republished by permission of", "republished with the permission of", "republished courtesy of", "an earlier version appeared in", "an earlier version of this + appeared in", "an earlier version of this + published in", "a version of this + appeared in", "a version of this + published in", "a version of this + published by", "a shorter version + appeared in", "a longer version + appeared in",
    ],
    reprint: &["also appeared in", "also published in", "also published by", "also appears in", "reprinted in", "republished in", "republished by", "cross-posted at", "cross-posted on", "crossposted at", "simultaneously published in", "published simultaneously in", "published jointly with", "appears simultaneously in", "was reprinted in"],
    responds: &["a response to", "in response to", "is a reply to", "in reply to", "responds to", "a reply to", "a rejoinder to", "reply to", "replies to", "a rebuttal of", "a rebuttal to"],
    translates: &["translated from", "translation of", "is a translation of", "the original was published in", "english version of", "translated by + from"],
    corrects: &["an earlier version of this + misstated", "an earlier version of this + said", "an earlier version of this + stated", "an earlier version of this + gave", "an earlier version + incorrectly", "a previous version of this", "an earlier version of this", "this article has been corrected", "this version corrects", "has been amended", "corrects an earlier", "correction:"],
    clutter: &[
        "share this", "share on", "share:", "share", "tweet", "follow us", "subscribe", "sign up", "read more", "related articles", "related posts", "related content", "related", "more from", "you may also like", "print this", "print", "download pdf", "download the pdf", "download", "cookie",
        "we use cookies", "this site uses cookies", "this website uses cookies", "accept all", "all rights reserved", "copyright", "©", "(c) 20", "privacy policy", "terms of use", "back to top", "newsletter", "join our mailing list", "click here", "skip to", "menu", "home >", "home ›", "home »", "tags:", "tags", "filed under", "posted in", "category:", "categories:", "topics:", "topic:", "comments", "leave a comment", "leave a reply", "advertisement", "photo credit",
        "image credit", "min read", "minute read", "estimated reading time", "reading time", "email this", "forward this", "unsubscribe", "view this email", "view in browser", "view online", "to subscribe", "to unsubscribe", "like this", "loading", "trending", "most read", "listen to this", "support our work", "donate", "for more information", "for further information", "contact us", "send comments", "comments to", "isbn", "issn", "printed in", "published by", "cite as", "suggested citation", "recommended citation", "how to cite", "continue reading", "stay connected", "in this issue", "next:", "previous:", "please consider", "if you enjoyed", "pacnet is published by", "permission", "to request permission", "reproduction", "no part of",
    ],
    captions: &["photo:", "figure", "fig.", "table", "image:", "picture:", "map:", "chart:", "source:", "sources:", "caption:", "photo by", "photograph:", "pictured:", "illustration:", "above:"],
    keywords: &["keywords", "key words", "tags"],
    continuers: "but yet however still this these that those he she they so and nor instead indeed moreover such then thus therefore \
                 nonetheless nevertheless meanwhile afterwards both also",
};
