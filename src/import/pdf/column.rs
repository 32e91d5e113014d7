//! The order in which the pieces of a page are read: what stands over several columns parts the page
//! into bands, and in each band one column is read after the other.

use super::row::Piece;

/// Columns within columns.
const DEPTH: usize = 4;
/// Pieces of a page beyond which columns are not looked for.
const PIECES: usize = 4_000;
/// Pieces that share an edge before it may be a column's.
const SHARED: usize = 4;
/// The least space between columns and the least mean width of what stands in one, in points.
const GUTTER: f64 = 6.0;
const WIDTH: f64 = 55.0;

/// Part of a page that is read from top to bottom.
#[derive(Debug)]
pub struct Region {
    /// What stands in it, from top to bottom.
    pub pieces: Vec<Piece>,
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
}

/// The regions of a page in reading order; of columns, the right one first where the text runs to the left.
pub fn regions(pieces: Vec<Piece>, leftward: bool) -> Vec<Region> {
    let mut regions = Vec::new();
    order(pieces, leftward, DEPTH, &mut regions);
    regions
}

fn order(mut pieces: Vec<Piece>, leftward: bool, depth: usize, regions: &mut Vec<Region>) {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    let found = Some(()).filter(|()| depth > 0 && pieces.len() <= PIECES).and_then(|()| cut(&pieces));
    let Some((x, bands)) = found else {
        let left = pieces.iter().map(|p| p.left).fold(f64::INFINITY, f64::min);
        let right = pieces.iter().map(|p| p.right).fold(f64::NEG_INFINITY, f64::max);
        if !pieces.is_empty() {
            regions.push(Region { pieces, left, right });
        }
        return;
    };
    let mut pieces = pieces.into_iter().enumerate().peekable();
    for (first, last) in bands {
        let mut above = Vec::new();
        while let Some((_, piece)) = pieces.next_if(|(at, _)| *at < first) {
            above.push(piece);
        }
        order(above, leftward, depth - 1, regions);
        let (mut sides, mut on) = ([Vec::new(), Vec::new()], Vec::new());
        while let Some((_, piece)) = pieces.next_if(|(at, _)| *at <= last) {
            on.push(piece);
        }
        for piece in on {
            let [left, right] = &mut sides;
            if piece.left >= x - 1.0 { right.push(piece) } else { left.push(piece) }
        }
        if leftward {
            sides.reverse();
        }
        sides.into_iter().for_each(|side| order(side, leftward, depth - 1, regions));
    }
    let rest = pieces.map(|(_, piece)| piece).collect();
    order(rest, leftward, depth - 1, regions);
}

/// Where a page is best cut in columns, and the bands (first and last piece) that are.
fn cut(pieces: &[Piece]) -> Option<(f64, Vec<(usize, usize)>)> {
    let covered = |bands: &[(usize, usize)]| bands.iter().map(|(first, last)| last - first).sum::<usize>();
    let candidates = edges(pieces).into_iter().map(|x| (x, bands(pieces, x)));
    candidates.filter(|(_, bands)| !bands.is_empty()).max_by_key(|(_, bands)| covered(bands))
}

/// Left edges that several pieces share, and places right of shared right edges.
fn edges(pieces: &[Piece]) -> Vec<f64> {
    let shared = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        let mut found: Vec<(usize, f64)> = Vec::new();
        let mut group: Vec<f64> = Vec::new();
        for value in values.into_iter().chain([f64::INFINITY]) {
            if group.first().is_some_and(|first| value - first > 3.0) {
                if let Some(first) = group.first().filter(|_| group.len() >= SHARED) {
                    found.push((group.len(), *first));
                }
                group.clear();
            }
            group.push(value);
        }
        found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        found.truncate(8);
        found.into_iter().map(|(_, value)| value).collect::<Vec<_>>()
    };
    let lefts = shared(pieces.iter().map(|p| p.left).collect());
    let rights = shared(pieces.iter().map(|p| p.right).collect());
    lefts.into_iter().chain(rights.into_iter().map(|x| x + 3.0 + GUTTER)).collect()
}

/// The bands in which a place parts two columns.
fn bands(pieces: &[Piece], x: f64) -> Vec<(usize, usize)> {
    let crosses = |piece: &Piece| piece.left < x - 1.0 && piece.right > x - GUTTER;
    let mut bands = Vec::new();
    let mut start = 0;
    for at in 0..=pieces.len() {
        if pieces.get(at).is_some_and(|piece| !crosses(piece)) {
            continue;
        }
        let band = pieces.get(start..at).unwrap_or_default();
        if let Some((skip, take)) = columns(band, x) {
            bands.push((start + skip, start + skip + take - 1));
        }
        start = at + 1;
    }
    bands
}

/// Whether a stretch without anything across is two columns: how many pieces to leave out before, and how
/// many belong to it. What stands above or below both, behind a gap, belongs to neither.
fn columns(band: &[Piece], x: f64) -> Option<(usize, usize)> {
    let is_right = |piece: &&Piece| piece.left >= x - 1.0;
    let (right, left): (Vec<&Piece>, Vec<&Piece>) = band.iter().partition(is_right);
    let mean = |side: &[&Piece]| side.iter().map(|p| p.right - p.left).sum::<f64>() / (side.len() as f64).max(1.0);
    if left.len() < SHARED || right.len() < SHARED || mean(&left) < WIDTH || mean(&right) < WIDTH {
        return None;
    }
    let range = |side: &[&Piece]| Some((side.first()?.y, side.last()?.y));
    let ((left_top, left_foot), (right_top, right_foot)) = (range(&left)?, range(&right)?);
    let size = band.first()?.size;
    let shared = left_foot.min(right_foot) - left_top.max(right_top);
    if shared <= 2.5 * size {
        return None;
    }
    let (top, foot) = (left_top.max(right_top), left_foot.min(right_foot));
    let far = |(a, b): (&Piece, &Piece)| b.y - a.y > 1.8 * a.size.max(b.size);
    let pairs = || band.iter().zip(band.iter().skip(1)).enumerate();
    let skip = pairs().filter(|(_, (_, b))| b.y <= top + 0.5 * size).rfind(|(_, pair)| far(*pair));
    let end = pairs().find(|(_, (a, b))| a.y >= foot - 0.5 * size && far((a, b)));
    // A few lines; more are a column that is longer than the other.
    let skip = skip.map_or(0, |(at, _)| at + 1);
    let skip = if skip <= SHARED { skip } else { 0 };
    let end = end.map(|(at, _)| at + 1).filter(|end| band.len() - end <= SHARED).unwrap_or(band.len());
    (skip < end).then_some((skip, end - skip))
}
