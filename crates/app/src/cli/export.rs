//! `depeche export`: the chronicle as tables and files that other tools read, with the method beside them.

use super::Outcome;
use super::store::{ScopeArgs, StoreArgs};
use crate::export::hex;
use crate::profile::{self, Profile, Tally};
use anyhow::Context;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The shape
    #[arg(value_enum, value_name = "PROFILE")]
    profile: Profile,
    /// The file to write; the method goes into FILE.method.md beside it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// For readers outside: no names of persons, points to a tenth of a degree, no camps or buildings, no quoted words
    #[arg(long)]
    public: bool,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    scope: ScopeArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let filter = args.scope.filter()?;
    let mut tally = Tally::default();
    let hash = write_whole(&args.output, |out| {
        tally = profile::export(&mut store, &filter, args.profile, args.public, out)?;
        Ok(())
    })?;
    let file = args.output.file_name().unwrap_or_default().to_string_lossy();
    let method = profile::method(args.profile, args.public, &filter, &tally, &file, &hash);
    let mut beside = args.output.clone().into_os_string();
    beside.push(".method.md");
    write_whole(Path::new(&beside), |out| Ok(out.write_all(method.as_bytes())?))?;
    let left_out: usize = tally.left_out.values().sum();
    eprintln!(
        "{}: {} of {}, {} reviewed by a person; {left_out} left out, for reasons that {} gives",
        args.output.display(),
        counted(tally.rows, "row"),
        counted(tally.written, "record"),
        tally.reviewed,
        Path::new(&beside).display(),
    );
    Ok(Outcome::Complete)
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Writes a file that is there whole or not at all; the SHA-256 of what was written.
fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<String> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let written = (|| -> anyhow::Result<String> {
        let mut out = Hashed { out: BufWriter::new(File::create(part)?), hash: Sha256::new() };
        write(&mut out)?;
        out.flush()?;
        std::fs::rename(part, path)?;
        Ok(hex(out.hash.finalize().as_slice()))
    })();
    if written.is_err() {
        // What was written of it is of no use; where it cannot be taken away, the error above says why.
        let _ = std::fs::remove_file(part);
    }
    written.with_context(|| path.display().to_string())
}

/// Hashes what it hands on.
struct Hashed<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.hash.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
