//! Questions of several words that must all be there, each in one of its forms.
//!
//! Where the words are rare, the index leaps from one record that has them to the next. Where even the rarest is
//! frequent there is nothing to leap over: then whole sets are cut, and only what is in all of them is weighed.

use std::sync::Arc;

use tantivy::query::{
    Bm25Weight, BooleanQuery, EmptyQuery, EnableScoring, Explanation, Occur, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term};

use super::decoded::{Decoded, Kept, Pair};

/// A word is frequent where it stands in one of so many records of a part of the index, or more.
const FREQUENT: u32 = 100;

/// More than rounding makes of a sum.
const ROUNDED: Score = 1.0001;

/// A question to the index.
pub type Boxed = Box<dyn Query>;

/// A word in any of these forms.
pub fn any(forms: &[Term]) -> Boxed {
    let term = |term: &Term| -> Boxed { Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) };
    either(forms.iter().map(term).collect())
}

/// Any of these.
pub fn either(mut queries: Vec<Boxed>) -> Boxed {
    match (queries.len(), queries.pop()) {
        (1, Some(one)) => one,
        (_, Some(last)) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
        (_, None) => Box::new(EmptyQuery),
    }
}

/// Words that must or must not be there, or count where they are.
#[derive(Clone)]
pub struct Conjunction {
    words: Vec<(Occur, Vec<Term>)>,
    kept: Arc<Kept>,
}

impl Conjunction {
    /// Of words, each in its forms; some must be there.
    pub fn new(words: Vec<(Occur, Vec<Term>)>, kept: Arc<Kept>) -> Conjunction {
        Conjunction { words, kept }
    }

    /// The same question as the index itself answers it.
    fn plain(&self) -> BooleanQuery {
        BooleanQuery::new(self.words.iter().map(|(occur, forms)| (*occur, any(forms))).collect())
    }
}

impl std::fmt::Debug for Conjunction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(&self.words).finish()
    }
}

impl Query for Conjunction {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weigh = |term: &Term| -> tantivy::Result<Form> {
            let weight = match &scoring {
                EnableScoring::Enabled { statistics_provider, .. } => {
                    Some(Bm25Weight::for_terms(*statistics_provider, std::slice::from_ref(term))?)
                }
                EnableScoring::Disabled { .. } => None,
            };
            Ok(Form { term: term.clone(), weight })
        };
        let word = |(occur, forms): &(Occur, Vec<Term>)| -> tantivy::Result<(Occur, Vec<Form>)> {
            Ok((*occur, forms.iter().map(weigh).collect::<tantivy::Result<_>>()?))
        };
        let words = self.words.iter().map(word).collect::<tantivy::Result<_>>()?;
        Ok(Box::new(Weighed { plain: self.plain().weight(scoring)?, words, kept: self.kept.clone() }))
    }
}

/// A form of a word, and what it counts; nothing where only sets are asked for.
struct Form {
    term: Term,
    weight: Option<Bm25Weight>,
}

/// The question to one state of the index.
struct Weighed {
    plain: Box<dyn Weight>,
    words: Vec<(Occur, Vec<Form>)>,
    kept: Arc<Kept>,
}

/// The forms of a word in a part of the index.
type Forms<'a> = Vec<(&'a Form, Arc<Decoded>)>;

/// The words in a part of the index.
struct Part<'a> {
    words: Vec<(Occur, Forms<'a>)>,
    /// How many times 64 records it has, begun ones counted.
    length: usize,
}

impl Weighed {
    /// The words in a part of the index; `None` where one of them is rare there.
    fn part(&self, segment: &SegmentReader) -> tantivy::Result<Option<Part<'_>>> {
        for (occur, forms) in &self.words {
            let mut records = 0;
            for form in forms {
                records += segment.inverted_index(form.term.field())?.doc_freq(&form.term)?;
            }
            if *occur == Occur::Must && records.saturating_mul(FREQUENT) < segment.max_doc() {
                return Ok(None);
            }
        }
        let mut words = Vec::with_capacity(self.words.len());
        for (occur, forms) in &self.words {
            let decoded = forms.iter().map(|form| Ok((form, self.kept.word(segment, &form.term)?)));
            words.push((*occur, decoded.collect::<tantivy::Result<Vec<_>>>()?));
        }
        Ok(Some(Part { words, length: segment.max_doc().div_ceil(64) as usize }))
    }
}

impl Part<'_> {
    /// What is found among 64 records.
    fn found(&self, index: usize) -> u64 {
        let mut found = u64::MAX;
        for (occur, forms) in &self.words {
            let any = || forms.iter().fold(0, |all, (_, own)| all | own.word(index));
            match occur {
                Occur::Must => found &= any(),
                Occur::MustNot => found &= !any(),
                Occur::Should => {}
            }
        }
        found
    }

    /// The forms that count, those that can count most first.
    fn counted(&self) -> Vec<Counted<'_>> {
        let forms = self.words.iter().filter(|(occur, _)| *occur != Occur::MustNot).flat_map(|own| &own.1);
        let mut all: Vec<(Score, Counted<'_>)> = forms
            .filter_map(|(form, decoded)| {
                let weight = form.weight.as_ref()?;
                let score = |pair: &Pair| weight.score(pair.length, u32::from(pair.frequency));
                let scores: Vec<Score> = decoded.pairs.iter().map(score).collect();
                let most = scores.iter().copied().fold(0.0, Score::max);
                let order = weight.score(0, u32::from(decoded.highest()));
                Some((order, Counted { scores, decoded, most, bits: 0, before: 0 }))
            })
            .collect();
        all.sort_by(|one, other| other.0.total_cmp(&one.0));
        all.into_iter().map(|(_, own)| own).collect()
    }
}

/// A form of a word on the way through a part of the index.
struct Counted<'a> {
    /// What it counts in a record, by the pair that this has.
    scores: Vec<Score>,
    decoded: &'a Decoded,
    /// It counts no more than this anywhere here.
    most: Score,
    /// Its records among the 64 of this place.
    bits: u64,
    /// How many records before these have it.
    before: usize,
}

/// How well a record fits; less, where that is no more than a threshold.
fn score(counted: &[Counted<'_>], doc: DocId, threshold: Score) -> Score {
    let bit = 1u64 << (doc % 64);
    let there = || counted.iter().filter(|own| own.bits & bit != 0);
    let mut possible: Score = there().map(|own| own.most).sum();
    let mut score = 0.0;
    for own in there() {
        // Sums in another order differ by their rounding.
        if (score + possible) * ROUNDED < threshold {
            break;
        }
        let place = own.before + (own.bits & (bit - 1)).count_ones() as usize;
        score += own.scores.get(own.decoded.pair(place)).copied().unwrap_or(0.0);
        possible -= own.most;
    }
    score
}

/// Each of 64 records that a bit is set of.
fn each(index: usize, mut bits: u64) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros())?;
        bits &= bits - 1;
        Some(index as u32 * 64 + bit)
    })
}

impl Weight for Weighed {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.plain.scorer(segment, boost)
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.plain.explain(segment, doc)
    }

    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        let Some(part) = self.part(segment)? else { return self.plain.count(segment) };
        let found = (0..part.length).map(|index| (index, part.found(index)));
        Ok(match segment.alive_bitset() {
            None => found.map(|(_, bits)| bits.count_ones()).sum(),
            Some(alive) => {
                found.flat_map(|(index, bits)| each(index, bits)).filter(|doc| alive.is_alive(*doc)).count() as u32
            }
        })
    }

    fn for_each_no_score(&self, segment: &SegmentReader, callback: &mut dyn FnMut(&[DocId])) -> tantivy::Result<()> {
        let Some(part) = self.part(segment)? else { return self.plain.for_each_no_score(segment, callback) };
        let mut docs = Vec::with_capacity(64);
        for index in 0..part.length {
            docs.clear();
            docs.extend(each(index, part.found(index)));
            if !docs.is_empty() {
                callback(&docs);
            }
        }
        Ok(())
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        segment: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        let Some(part) = self.part(segment)? else {
            return self.plain.for_each_pruning(threshold, segment, callback);
        };
        let mut counted = part.counted();
        let mut threshold = threshold;
        for index in 0..part.length {
            counted.iter_mut().for_each(|own| own.bits = own.decoded.word(index));
            for doc in each(index, part.found(index)) {
                let score = score(&counted, doc, threshold);
                if score > threshold {
                    threshold = callback(doc, score);
                }
            }
            counted.iter_mut().for_each(|own| own.before += own.bits.count_ones() as usize);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, TantivyDocument};

    use super::*;

    /// Frequent words (each in a third, a fifth … of all), some of them more than once, some records gone.
    #[test]
    fn sets_are_cut_to_what_the_index_finds() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("all", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000)?;
        for number in 0..1_500usize {
            let mut text = format!("n{number} often {}", "and ".repeat(number % 11));
            for (step, word) in [(3, "third "), (5, "fifth "), (7, "seventh ")] {
                text += &word.repeat(usize::from(number % step == 0) * (1 + number % 4));
            }
            let mut document = TantivyDocument::new();
            document.add_text(field, &text);
            writer.add_document(document)?;
        }
        writer.commit()?;
        for number in [0, 21, 105, 630] {
            writer.delete_term(Term::from_field_text(field, &format!("n{number}")));
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let word = |forms: &[&str]| forms.iter().map(|form| Term::from_field_text(field, form)).collect::<Vec<_>>();
        let (must, not, should) = (Occur::Must, Occur::MustNot, Occur::Should);
        for words in [
            vec![(must, word(&["third"])), (must, word(&["fifth"]))],
            vec![(must, word(&["third", "fifth"])), (must, word(&["seventh", "nowhere"]))],
            vec![(must, word(&["third"])), (not, word(&["fifth", "seventh"]))],
            vec![(must, word(&["often"])), (should, word(&["seventh"])), (not, word(&["third"]))],
        ] {
            let own = Conjunction::new(words, Arc::default());
            assert_eq!(own.count(&searcher)?, own.plain().count(&searcher)?, "{own:?}");
            let best = TopDocs::with_limit(40).order_by_score();
            let (found, expected) = (searcher.search(&own, &best)?, searcher.search(&own.plain(), &best)?);
            let scores = |all: &[(Score, tantivy::DocAddress)]| -> Vec<i64> {
                all.iter().map(|(score, _)| (f64::from(*score) * 10_000.0).round() as i64).collect()
            };
            assert!(!found.is_empty());
            assert_eq!(scores(&found), scores(&expected), "{own:?}");
        }
        Ok(())
    }
}
