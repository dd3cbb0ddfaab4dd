//! The arguments that name and describe inputs, shared by commands.

use crate::ingest::{Kind, day};
use crate::reader::{Options, Own};
use jiff::civil::Date;
use std::path::PathBuf;
use text::Lang;

/// Which reports to read and what is known of them.
#[derive(clap::Args)]
pub(super) struct InputArgs {
    /// Day of publication, for reports that do not tell theirs: relative dates ("Friday") count from it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    published: Option<Date>,
    /// Language of the reports
    #[arg(long, value_name = "auto|en|fr", default_value = "auto", value_parser = parse_lang, hide_default_value = true)]
    lang: LangChoice,
    /// Format of the inputs; recognised by content unless given
    #[arg(long, value_name = "KIND")]
    pub(super) from: Option<Kind>,
    #[command(flatten)]
    pub(super) own: Own,
}

impl InputArgs {
    pub(super) fn options(&self, explain: bool) -> Options {
        Options { published: self.published, lang: self.lang.0, explain }
    }
}

#[derive(Clone, Copy)]
pub(super) struct LangChoice(Option<Lang>);

fn parse_lang(value: &str) -> Result<LangChoice, String> {
    match (value, Lang::from_code(value)) {
        ("auto", _) => Ok(LangChoice(None)),
        (_, Some(lang)) => Ok(LangChoice(Some(lang))),
        _ => Err("it is auto, en or fr".to_string()),
    }
}

pub(super) fn parse_day(value: &str) -> Result<Date, String> {
    day(value).ok_or_else(|| "it is a date such as 2019-03-22".to_string())
}

/// The paths of a command line; standard input where there are none.
pub(super) fn paths(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if inputs.is_empty() { vec![PathBuf::from("-")] } else { inputs.to_vec() }
}
