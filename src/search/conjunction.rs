//! Questions of several words that must all be there, each in one of its forms.
//!
//! Where the words are rare, the index leaps from one record that has them to the next. Where even the rarest is
//! frequent there is nothing to leap over: then whole sets are cut, and only what is in all of them is weighed, word
//! after word for some thousand records at a time.

use std::sync::Arc;

use tantivy::query::{
    Bm25Weight, BooleanQuery, EmptyQuery, EnableScoring, Explanation, Occur, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term};

use super::decoded::{Decoded, Kept};
use super::weighing::{Bounds, Counted, WINDOW, Window, set};

/// A word is frequent where it stands in one of so many records of a part of the index, or more.
const FREQUENT: u32 = 100;

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
    /// What is found: a bit for each record, and a place for each 64 of them.
    fn found(&self) -> Vec<u64> {
        let mut found = vec![u64::MAX; self.length];
        let mut any = vec![0; self.length];
        for (occur, forms) in self.words.iter().filter(|(occur, _)| *occur != Occur::Should) {
            any.fill(0);
            forms.iter().for_each(|(_, own)| own.records.add_to(&mut any));
            match occur {
                Occur::MustNot => found.iter_mut().zip(&any).for_each(|(found, any)| *found &= !any),
                _ => found.iter_mut().zip(&any).for_each(|(found, any)| *found &= any),
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
                let order = weight.score(0, u32::from(decoded.highest()));
                Some((order, Counted::of(weight, decoded)))
            })
            .collect();
        all.sort_by(|one, other| other.0.total_cmp(&one.0));
        all.into_iter().map(|(_, own)| own).collect()
    }
}

/// Each of 64 records that a bit is set of.
fn each(index: usize, bits: u64) -> impl Iterator<Item = DocId> {
    set(bits).map(move |bit| (index * 64 + bit) as DocId)
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
        let found = part.found();
        Ok(match segment.alive_bitset() {
            None => found.iter().map(|bits| bits.count_ones()).sum(),
            Some(alive) => {
                let docs = found.into_iter().enumerate().flat_map(|(index, bits)| each(index, bits));
                docs.filter(|doc| alive.is_alive(*doc)).count() as u32
            }
        })
    }

    fn for_each_no_score(&self, segment: &SegmentReader, callback: &mut dyn FnMut(&[DocId])) -> tantivy::Result<()> {
        let Some(part) = self.part(segment)? else { return self.plain.for_each_no_score(segment, callback) };
        let mut docs = Vec::with_capacity(64);
        for (index, bits) in part.found().into_iter().enumerate() {
            docs.clear();
            docs.extend(each(index, bits));
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
        let mut scores = Box::new([0.0; WINDOW * 64]);
        let mut bounds = Bounds::of(&counted, part.length);
        for (index, found) in part.found().chunks_mut(WINDOW).enumerate() {
            let start = index * WINDOW;
            bounds.raise(&counted, threshold);
            let possible = |(index, bits): (usize, &mut u64)| {
                *bits &= if *bits == 0 { 0 } else { bounds.possible(&counted, start + index) };
                *bits
            };
            if found.iter_mut().enumerate().map(possible).fold(0, |all, bits| all | bits) == 0 {
                continue;
            }
            counted.iter_mut().for_each(|own| own.add_to(&mut Window { start, found, scores: &mut scores }));
            for (index, bits) in found.iter().enumerate() {
                for bit in set(*bits) {
                    let score = std::mem::take(&mut scores[index * 64 + bit]);
                    if score > threshold {
                        threshold = callback(((start + index) * 64 + bit) as DocId, score);
                    }
                }
            }
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

    /// Frequent words (each in a third, a fifth … of all), some of them more than once, in records of many lengths:
    /// more pairs of both than a byte has values. Some records are gone.
    #[test]
    fn sets_are_cut_to_what_the_index_finds() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("all", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000)?;
        for number in 0..6_000usize {
            let mut text = format!("n{number} often {}", "and ".repeat(number % 97));
            for (step, word) in [(3, "third "), (5, "fifth "), (7, "seventh "), (97, "seldom ")] {
                text += &word.repeat(usize::from(number % step == 0) * (1 + number % 23));
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
            vec![(must, word(&["third", "fifth"])), (must, word(&["seventh", "seldom", "nowhere"]))],
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
