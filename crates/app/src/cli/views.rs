//! The views: `timeline`, `incidents`, `tolls`, `disputes`, `actors`, `places`, `reports`, `search`, `sources`, `changes`, `status`.

use super::Outcome;
use super::store::{FilterArgs, StoreArgs};
use crate::page::chronicle as page;

/// What every view takes.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(clap::Args)]
pub(super) struct SearchArgs {
    /// Words that a report holds, all of them; "a phrase" stands in quotes. The best come first; where more than 10,000
    /// reports hold the words, those that were added last are searched
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    view: Args,
}

pub(super) fn timeline(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.incidents(&args.filter.filter()?)?;
    args.filter.print(&found, page::timeline)
}

pub(super) fn incidents(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let found = store.incidents(&args.filter.filter()?)?;
    let mut tolls = Vec::new();
    if args.filter.format == super::store::Format::Text {
        for id in found.iter().flat_map(|i| &i.tolls) {
            tolls.extend(store.toll(id)?);
        }
    }
    args.filter.print(&found, |found, style| page::incidents(found, &tolls, style))
}

pub(super) fn tolls(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.tolls(&args.filter.filter()?)?;
    args.filter.print(&found, page::tolls)
}

pub(super) fn disputes(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.disputes(&args.filter.filter()?)?;
    args.filter.print(&found, page::disputes)
}

pub(super) fn actors(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.actors(&args.filter.filter()?)?;
    args.filter.print(&found, page::actors)
}

pub(super) fn places(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.places(&args.filter.filter()?)?;
    args.filter.print(&found, page::places)
}

pub(super) fn reports(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.reports(&args.filter.filter()?)?;
    args.filter.print(&found, page::reports)
}

pub(super) fn search(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let found = args.view.store.open()?.search(&args.words.join(" "), &args.view.filter.filter()?)?;
    args.view.filter.print(&found, page::reports)
}

pub(super) fn sources(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.sources(&args.filter.filter()?)?;
    args.filter.print(&found, page::sources)
}

pub(super) fn changes(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.changes(&args.filter.filter()?)?;
    args.filter.print(&found, page::changes)
}

pub(super) fn status(args: &Args) -> anyhow::Result<Outcome> {
    let found = args.store.open()?.status()?;
    args.filter.print(&[found], page::status)
}
