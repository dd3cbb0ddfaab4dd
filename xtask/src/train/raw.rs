//! Vectors of words from raw text.

use super::network::Network;
use crate::pack::classes::{center, vectors};
use anyhow::{Result, ensure};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use text::atoms::Atoms;

/// Forms that are kept.
const FORMS: usize = 390_000;

/// Length of the vectors: that at which they teach as fast as the embeddings do.
const LENGTH: f32 = 6.0;

/// Vectors of forms; nothing by default.
#[derive(Default)]
pub(crate) struct Raw {
    rows: HashMap<u32, u32>,
    vectors: Vec<Vec<f32>>,
}

impl Raw {
    /// Reads what spaCy keeps in a folder `vocab`.
    pub(crate) fn load(folder: &Path) -> Result<Raw> {
        let (mut vectors, forms) = vectors(folder)?;
        ensure!(vectors.len() < text::vectors::ROWS, "{} vectors are too many", vectors.len());
        center(&mut vectors);
        vectors.iter_mut().flatten().for_each(|v| *v *= LENGTH);
        let mut rows = HashMap::new();
        let mut atoms = Atoms::default();
        for (form, row) in &forms {
            atoms.read([form.as_str()].into_iter());
            if rows.len() < FORMS {
                rows.entry(atoms.words()[0].form).or_insert(*row as u32);
            }
        }
        println!("{} forms with {} vectors", rows.len(), vectors.len());
        Ok(Raw { rows, vectors })
    }

    /// The width of the vectors.
    pub(crate) fn width(&self) -> usize {
        self.vectors.first().map_or(0, Vec::len)
    }

    /// The vector of a form, given by its hash.
    pub(crate) fn vector(&self, form: u32) -> Option<&[f32]> {
        self.vectors.get(*self.rows.get(&form)? as usize).map(Vec::as_slice)
    }

    /// The rows by form.
    pub(crate) fn forms(&self) -> Vec<(u32, u32)> {
        let sorted: BTreeMap<u32, u32> = self.rows.iter().map(|(&form, &row)| (form, row)).collect();
        sorted.into_iter().collect()
    }

    /// What each vector adds to the embedding of its words.
    pub(crate) fn project(&self, net: &Network) -> Vec<f32> {
        let d = net.sizes.width;
        let weights = &net.dense[net.at.project.clone()];
        let mut out = vec![0.0; self.vectors.len() * d];
        for (vector, sum) in self.vectors.iter().zip(out.chunks_exact_mut(d)) {
            for (v, row) in vector.iter().zip(weights.chunks_exact(d)) {
                sum.iter_mut().zip(row).for_each(|(s, w)| *s += v * w);
            }
        }
        out
    }
}
