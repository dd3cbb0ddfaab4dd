//! Classes of words from what others counted in raw text: Brown clusters, or vectors that are grouped here.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use text::classes::{Member, pack};

/// Forms that a table holds at most.
const FORMS: usize = 190_000;
/// Groups of vectors.
const GROUPS: usize = 1000;
/// Passes of the grouping.
const PASSES: usize = 20;

/// From Brown clusters: an object from forms to paths (lowest bit first; 0 = none), and one to logarithms of frequencies.
pub(super) fn from_clusters(clusters: &Path, logs: &Path) -> Result<Vec<u8>> {
    let (clusters, logs) = (super::read(clusters)?, super::read(logs)?);
    let log = |form: &str| logs[form].as_f64().unwrap_or(-30.0);
    let mut members: Vec<Member> = clusters
        .as_object()
        .context("an object of clusters by form")?
        .iter()
        .filter_map(|(form, path)| Some((form, path.as_u64().filter(|&p| p > 0)?)))
        .filter(|(form, _)| is_form(form))
        .map(|(form, path)| Ok(Member { form, frequency: log(form).exp(), path: u32::try_from(path)? }))
        .collect::<Result<_>>()?;
    members.sort_by(|a, b| b.frequency.total_cmp(&a.frequency).then(a.form.cmp(b.form)));
    members.truncate(FORMS);
    println!("{} forms", members.len());
    Ok(pack(&members))
}

/// From vectors as spaCy keeps them: `vectors` (NumPy), `key2row` (MessagePack, the commonest form first), `strings.json`.
pub(super) fn from_vectors(folder: &Path) -> Result<Vec<u8>> {
    let (mut vectors, forms) = vectors(folder)?;
    center(&mut vectors);
    let (groups, of_row) = group(&vectors);
    let paths = tree(&groups);
    let mut members = Vec::new();
    for (rank, (form, row)) in forms.iter().take(FORMS).enumerate() {
        let path = paths[*of_row.get(*row).context("a row past the last")?];
        members.push(Member { form, frequency: 1.0 / (rank + 1) as f64, path });
    }
    println!("{} forms", members.len());
    Ok(pack(&members))
}

/// Vectors, and forms with the rows of their vectors, the commonest first.
pub(crate) fn vectors(folder: &Path) -> Result<(Vectors, Vec<(String, usize)>)> {
    let bytes = |name: &str| std::fs::read(folder.join(name)).with_context(|| folder.join(name).display().to_string());
    let vectors = numpy(&bytes("vectors")?)?;
    let rows = message_pack(&bytes("key2row")?).context("key2row is no map from numbers to numbers")?;
    let strings: Vec<String> = match super::read(&folder.join("strings.json"))? {
        Value::Array(all) => all.into_iter().filter_map(|s| s.as_str().map(str::to_string)).collect(),
        _ => bail!("strings.json is no list"),
    };
    let by_hash: HashMap<u64, &str> = strings.iter().map(|s| (murmur(s.as_bytes()), s.as_str())).collect();
    let form = |&(key, row): &(u64, u64)| Some((by_hash.get(&key).filter(|f| is_form(f))?.to_string(), row as usize));
    Ok((vectors, rows.iter().filter_map(form).collect()))
}

/// Whether a form is one that a tokenizer makes.
fn is_form(form: &str) -> bool {
    !form.is_empty() && form.chars().count() < 40 && !form.contains(char::is_whitespace)
}

pub(crate) type Vectors = Vec<Vec<f32>>;

/// A NumPy file of a matrix of 32-bit floats.
fn numpy(bytes: &[u8]) -> Result<Vectors> {
    ensure!(bytes.starts_with(b"\x93NUMPY\x01"), "not a NumPy file of version 1");
    let start = 10 + u16::from_le_bytes([bytes[8], bytes[9]]) as usize;
    let header = std::str::from_utf8(&bytes[10..start])?;
    ensure!(header.contains("'<f4'") && header.contains("'fortran_order': False"), "not rows of 32-bit floats");
    let shape = header.split_once('(').and_then(|(_, rest)| rest.split_once(')')).context("no shape")?.0;
    let width: usize = shape.split(',').nth(1).context("not a matrix")?.trim().parse()?;
    let floats: Vec<f32> = bytes[start..].as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect();
    Ok(floats.chunks_exact(width).map(<[f32]>::to_vec).collect())
}

/// A MessagePack map of unsigned numbers, in its order.
fn message_pack(bytes: &[u8]) -> Option<Vec<(u64, u64)>> {
    let mut rest = bytes;
    let mut take = |n: usize| {
        let (head, tail) = rest.split_at_checked(n)?;
        rest = tail;
        Some(head.iter().fold(0u64, |sum, &b| sum << 8 | b as u64))
    };
    let count = match take(1)? {
        0xdf => take(4)?,
        0xde => take(2)?,
        n @ 0x80..=0x8f => n & 0xf,
        _ => return None,
    };
    let mut number = || match take(1)? {
        n @ 0..=0x7f => Some(n),
        n @ 0xcc..=0xcf => take(1 << (n - 0xcc)),
        _ => None,
    };
    (0..count).map(|_| Some((number()?, number()?))).collect()
}

/// MurmurHash64A with seed 1.
fn murmur(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, rest) = bytes.as_chunks::<8>();
    for &word in words {
        let mut k = u64::from_le_bytes(word).wrapping_mul(M);
        k = (k ^ k >> 47).wrapping_mul(M);
        hash = (hash ^ k).wrapping_mul(M);
    }
    if !rest.is_empty() {
        hash = (hash ^ rest.iter().rev().fold(0, |sum, &b| sum << 8 | b as u64)).wrapping_mul(M);
    }
    hash = (hash ^ hash >> 47).wrapping_mul(M);
    hash ^ hash >> 47
}

/// Makes the vectors directions from their common middle.
pub(crate) fn center(vectors: &mut Vectors) {
    let normal = |v: &mut Vec<f32>| {
        let length = dot(v, v).sqrt().max(1e-6);
        v.iter_mut().for_each(|x| *x /= length);
    };
    vectors.iter_mut().for_each(normal);
    let mut middle = vec![0f32; vectors[0].len()];
    for v in vectors.iter() {
        middle.iter_mut().zip(v).for_each(|(m, x)| *m += x);
    }
    let n = vectors.len() as f32;
    for v in vectors.iter_mut() {
        v.iter_mut().zip(&middle).for_each(|(x, m)| *x -= m / n);
        normal(v);
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0f32; 8];
    let ((a8, rest_a), (b8, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (x, y) in a8.iter().zip(b8) {
        (0..8).for_each(|i| lanes[i] += x[i] * y[i]);
    }
    lanes.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum::<f32>()
}

/// A group of vectors: their weight and their middle, of any length.
struct Group {
    weight: f32,
    middle: Vec<f32>,
}

/// Spherical k-means, with common words weighing more; starts at words spread over the ranks. Also the group of each.
fn group(vectors: &Vectors) -> (Vec<Group>, Vec<usize>) {
    let weight = |row: usize| (row as f32 + 10.0).powf(-0.4);
    let mut centers: Vectors = (0..GROUPS).map(|g| vectors[g * vectors.len() / GROUPS].clone()).collect();
    let mut of_row = vec![0; vectors.len()];
    let mut groups = Vec::new();
    for pass in 0..PASSES {
        let mut fit = 0.0;
        for (row, v) in vectors.iter().enumerate() {
            let (best, near) =
                (0..GROUPS).map(|g| (g, dot(v, &centers[g]))).fold((0, f32::MIN), |a, b| if b.1 > a.1 { b } else { a });
            of_row[row] = best;
            fit += near;
        }
        groups = (0..GROUPS).map(|_| Group { weight: 0.0, middle: vec![0.0; vectors[0].len()] }).collect();
        for (row, v) in vectors.iter().enumerate() {
            let group = &mut groups[of_row[row]];
            group.weight += weight(row);
            group.middle.iter_mut().zip(v).for_each(|(m, x)| *m += x * weight(row));
        }
        for (group, center) in groups.iter_mut().zip(&mut centers) {
            if group.weight > 0.0 {
                group.middle.iter_mut().for_each(|m| *m /= group.weight);
                let length = dot(&group.middle, &group.middle).sqrt().max(1e-6);
                *center = group.middle.iter().map(|m| m / length).collect();
            }
        }
        println!("pass {pass}: mean cosine {:.4}", fit / vectors.len() as f32);
    }
    (groups, of_row)
}

/// Joins the two nearest groups (Ward's measure) until one is left; the path to each group, lowest bit first.
fn tree(groups: &[Group]) -> Vec<u32> {
    let n = groups.len();
    let mut weights: Vec<f32> = groups.iter().map(|g| g.weight).collect();
    let mut members: Vec<Vec<usize>> = (0..n).map(|g| vec![g]).collect();
    let mut alive: Vec<usize> = (0..n).filter(|&g| weights[g] > 0.0).collect();
    let mut distance = vec![vec![0f32; n]; n];
    for &a in &alive {
        for &b in &alive {
            let square: f32 = groups[a].middle.iter().zip(&groups[b].middle).map(|(x, y)| (x - y) * (x - y)).sum();
            distance[a][b] = square * weights[a] * weights[b] / (weights[a] + weights[b]);
        }
    }
    let mut paths = vec![Vec::new(); n];
    while alive.len() > 1 {
        let mut best = (f32::MAX, 0, 0);
        for (i, &a) in alive.iter().enumerate() {
            for &b in &alive[..i] {
                if distance[a][b] < best.0 {
                    best = (distance[a][b], b, a);
                }
            }
        }
        let (between, a, b) = best;
        for (side, group) in [(false, a), (true, b)] {
            members[group].iter().for_each(|&leaf| paths[leaf].push(side));
        }
        alive.retain(|&g| g != b);
        for &c in alive.iter().filter(|&&c| c != a) {
            let (wa, wb, wc) = (weights[a], weights[b], weights[c]);
            let joined = ((wa + wc) * distance[a][c] + (wb + wc) * distance[b][c] - wc * between) / (wa + wb + wc);
            (distance[a][c], distance[c][a]) = (joined, joined);
        }
        weights[a] += weights[b];
        let joined = std::mem::take(&mut members[b]);
        members[a].extend(joined);
    }
    println!("longest path: {}", paths.iter().map(Vec::len).max().unwrap_or(0));
    paths
        .iter()
        .map(|path| path.iter().rev().enumerate().fold(0u32, |sum, (i, &side)| sum | (side as u32) << i.min(31)))
        .collect()
}
