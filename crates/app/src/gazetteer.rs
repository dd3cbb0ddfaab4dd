//! Places of the user's own: a dump of GeoNames becomes an index that readings look places up in instead of the one that
//! ships with the program.

use anyhow::{Context, Result, bail};
use claims::place::gazetteer::{Entry, Gazetteer, Index, SECTIONS, Source, names, row, skeletons, start};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

/// Entries that are sorted in memory at a time (about 60 bytes each).
const RUN: usize = 2_000_000;

/// What came of a dump.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Places and counties that are in the index now.
    pub places: u32,
    /// Rows of other kinds: hills, streams, farms, buildings.
    pub others: u64,
    /// Rows that could not be read, and the line and fault of the first of them.
    pub faulty: u64,
    /// The first of them.
    pub first_fault: Option<(u64, &'static str)>,
}

/// Reads a GeoNames dump (`allCountries.txt`: 19 columns, tab-separated) in one pass and writes an index to `output`, which
/// is replaced only when all is written. Memory stays under 300 MB whatever the dump's length.
pub fn import(dump: impl Read, output: &Path, mut progress: impl FnMut(u64)) -> Result<Imported> {
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = || tempfile::tempfile_in(folder).with_context(|| format!("cannot write in {}", folder.display()));
    let (mut rows, mut text) = (BufWriter::new(temporary()?), BufWriter::new(temporary()?));
    let (mut by_name, mut by_skeleton) = (Sorter::new(folder), Sorter::new(folder));
    let mut done = Imported::default();
    let mut text_length = 0u64;
    let mut dump = BufReader::with_capacity(1 << 20, dump);
    let mut line = Vec::new();
    for n in 1.. {
        line.clear();
        let length = dump.by_ref().take(1 << 20).read_until(b'\n', &mut line)?;
        if length == 0 {
            break;
        }
        progress(length as u64);
        match place(&line) {
            Ok(Some(place)) => {
                let at = u32::try_from(text_length).context("more names than an index can hold")?;
                let (row, name) = row(&place, at);
                rows.write_all(&row)?;
                text.write_all(name.as_bytes())?;
                text_length += name.len() as u64;
                names(&place, done.places).into_iter().try_for_each(|e| by_name.push(e))?;
                skeletons(&place, done.places).into_iter().try_for_each(|e| by_skeleton.push(e))?;
                done.places += 1;
            }
            Ok(None) => done.others += 1,
            Err(fault) => {
                done.faulty += 1;
                done.first_fault.get_or_insert((n, fault));
            }
        }
    }
    if done.places == 0 {
        bail!("no row of the dump is a populated place: is it a GeoNames dump such as allCountries.txt?");
    }
    let mut lists = BufWriter::new(temporary()?);
    let mut written = 0;
    let mut index = |sorter: Sorter| -> Result<File> {
        let mut index = Index::new(BufWriter::new(temporary()?), &mut lists, &mut written)?;
        sorter.each(|entry| Ok(index.push(&entry)?))?;
        Ok(index.finish()?.into_inner()?)
    };
    let (names, skeletons) = (index(by_name)?, index(by_skeleton)?);
    let sections = [names, skeletons, lists.into_inner()?, rows.into_inner()?, text.into_inner()?];
    assemble(sections, folder, output)?;
    Ok(done)
}

fn assemble(mut sections: [File; SECTIONS], folder: &Path, output: &Path) -> Result<()> {
    let mut lengths = [0; SECTIONS];
    for (length, section) in lengths.iter_mut().zip(&mut sections) {
        *length = section.stream_position()?;
        section.rewind()?;
    }
    let mut whole = tempfile::Builder::new();
    #[cfg(unix)]
    whole.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut whole = whole.tempfile_in(folder)?;
    whole.write_all(&start(lengths).context("more places than an index can hold")?)?;
    for section in &mut sections {
        std::io::copy(section, whole.as_file_mut())?;
    }
    whole.as_file().sync_all()?;
    whole.persist(output).with_context(|| format!("cannot write {}", output.display()))?;
    Ok(())
}

/// A populated place or a second-level division of a dump's row; nothing for rows of other kinds.
fn place(line: &[u8]) -> Result<Option<Source>, &'static str> {
    let line = std::str::from_utf8(line).map_err(|_| "it is not UTF-8")?;
    let columns: Vec<&str> = line.trim_end_matches(['\n', '\r']).split('\t').collect();
    if columns.len() != 19 {
        return Err("it does not have 19 columns");
    }
    let county = columns[7] == "ADM2";
    // Quarters of towns and places that are no more would answer to the names of others.
    if !county && (columns[6] != "P" || ["PPLX", "PPLH", "PPLQ", "PPLW"].contains(&columns[7])) {
        return Ok(None);
    }
    let mut names = vec![columns[1].to_string()];
    for name in std::iter::once(columns[2]).chain(columns[3].split(',')) {
        if !name.is_empty() && !names.iter().any(|n| n == name) {
            names.push(name.to_string());
        }
    }
    let degrees =
        |c: &str, limit: f32| c.parse().ok().filter(|d: &f32| d.abs() <= limit).ok_or("its point is not on earth");
    Ok(Some(Source {
        names,
        point: (degrees(columns[4], 90.0)?, degrees(columns[5], 180.0)?),
        population: columns[14].parse::<u64>().map_or(0, |p| p.min(u32::MAX as u64) as u32),
        geonames: columns[0].parse().map_err(|_| "its id is not a number")?,
        country: columns[8].as_bytes().try_into().unwrap_or(*b"  "),
        admin1: columns[10].to_string(),
        county,
    }))
}

/// Sorts more entries than memory holds: sorted runs go to files and are merged.
struct Sorter<'p> {
    folder: &'p Path,
    run: Vec<Entry>,
    files: Vec<File>,
}

impl<'p> Sorter<'p> {
    fn new(folder: &'p Path) -> Sorter<'p> {
        Sorter { folder, run: Vec::new(), files: Vec::new() }
    }

    fn push(&mut self, entry: Entry) -> Result<()> {
        self.run.push(entry);
        if self.run.len() >= RUN { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<()> {
        self.run.sort_unstable();
        let mut out = BufWriter::new(tempfile::tempfile_in(self.folder)?);
        for e in self.run.drain(..) {
            out.write_all(&(e.name.len() as u32).to_le_bytes())?;
            out.write_all(e.name.as_bytes())?;
            out.write_all(&e.rank.to_le_bytes())?;
            out.write_all(&e.row.to_le_bytes())?;
            out.write_all(&[e.other as u8])?;
        }
        let mut file = out.into_inner()?;
        file.rewind()?;
        self.files.push(file);
        Ok(())
    }

    /// Hands out all entries in order.
    fn each(mut self, mut take: impl FnMut(Entry) -> Result<()>) -> Result<()> {
        self.spill()?;
        self.run = Vec::new();
        let mut runs: Vec<BufReader<File>> = self.files.into_iter().map(BufReader::new).collect();
        let mut next = BinaryHeap::new();
        for (n, run) in runs.iter_mut().enumerate() {
            next.extend(read(run)?.map(|e| Reverse((e, n))));
        }
        while let Some(Reverse((entry, n))) = next.pop() {
            take(entry)?;
            next.extend(read(&mut runs[n])?.map(|e| Reverse((e, n))));
        }
        Ok(())
    }
}

/// The next entry of a run.
fn read(run: &mut BufReader<File>) -> Result<Option<Entry>> {
    if run.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut word = || -> std::io::Result<[u8; 4]> {
        let mut word = [0; 4];
        run.read_exact(&mut word).map(|()| word)
    };
    let length = u32::from_le_bytes(word()?);
    let mut name = vec![0; length as usize];
    run.read_exact(&mut name)?;
    let mut rest = [0; 9];
    run.read_exact(&mut rest)?;
    let [a, b, c, d, e, f, g, h, other] = rest;
    Ok(Some(Entry {
        name: String::from_utf8(name)?,
        rank: u32::from_le_bytes([a, b, c, d]),
        row: u32::from_le_bytes([e, f, g, h]),
        other: other == 1,
    }))
}

/// Maps an index into memory for the rest of the program's life, once its checksums have been verified.
pub fn open(path: &Path) -> Result<&'static [u8]> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    // Another process that cut the file while we read would kill us; import replaces it as a whole and never does.
    #[allow(unsafe_code)]
    let map = unsafe { memmap2::Mmap::map(&file) }.with_context(|| format!("cannot read {}", path.display()))?;
    let bytes: &'static [u8] = Box::leak(Box::new(map));
    let check = Gazetteer::open(bytes).and_then(|g| g.verify());
    check.map_err(|problem| anyhow::anyhow!("{}: {problem}", path.display()))?;
    Ok(bytes)
}
