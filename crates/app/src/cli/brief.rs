//! `depeche brief`: the situation report of a period and place.

use super::Outcome;
use super::store::{ScopeArgs, StoreArgs};
use crate::brief::{Setting, Words, compose, material, set};
use anyhow::Context;
use text::Lang;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    scope: ScopeArgs,
    /// Language of the report
    #[arg(long, value_name = "en|fr", default_value = "en", value_parser = parse_lang)]
    lang: Lang,
    /// How to set it
    #[arg(long, value_enum, default_value_t = Setting::Text)]
    format: Setting,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let words = Words::load(args.lang, &bundle::file).context("the embedded words are damaged")?;
    let mut store = args.store.open()?;
    let material = material(&mut store, &args.scope.filter()?)?;
    print!("{}", set(&compose(&material, &words, args.lang), args.format));
    Ok(Outcome::Complete)
}

fn parse_lang(value: &str) -> Result<Lang, String> {
    Lang::from_code(value).ok_or_else(|| "it is en or fr".to_string())
}
