//! `cargo xtask train figure`: what speaks for a place or a time being that of a figure, from the training part of `corpus/`.
//!
//! Each figure chooses among the places, and among the times, within its reach: a softmax over the sums of their signs'
//! weights, with an L2 prior. The passes take all figures at once, so that there is nothing random.

use super::Arguments;
use anyhow::Result;
use claims::figure::Evidence;
use claims::{Info, Layers};
use corpus::{Report, Split, Target};
use std::collections::BTreeMap;
use text::{LangHint, Span};

/// Strength of the prior.
const PRIOR: f64 = 3.0;
const PASSES: usize = 500;
/// Parts of the reports for cross-validation.
const FOLDS: usize = 5;
const PATH: &str = "data/world/figure_weights.tsv";
const HEAD: &str = "# What speaks for (above zero) and against a place or a time being that of a figure, learnt from the marked reports of corpus/ by:\n\
    # cargo xtask train figure\n\
    # 1 question: place or time; 2 sign, as crates/claims/src/figure/weights.rs explains it; 3 weight (softmax over what could be chosen)\n";

/// What could be chosen: the names of its signs, and whether it is right.
type Choice = (Vec<String>, bool);

type Weights = BTreeMap<String, f64>;

pub(crate) fn train(arguments: &Arguments) -> Result<()> {
    let models = bundle::models()?;
    let packs = bundle::packs()?;
    let mut reports = crate::corpus::reports(&arguments.corpus)?;
    reports.retain(|r| r.split == Split::Train);
    let mut out = HEAD.to_string();
    let (mut places, mut times) = (Vec::new(), Vec::new());
    for report in &reports {
        let doc = text::annotate(&models, &report.text, LangHint::Given(report.lang));
        let info = Info { published: Some(report.published), ..Info::default() };
        let layers = Layers::find(&packs, &doc, &info);
        let events = claims::event::find(&layers, &packs.frames);
        let found = claims::figure::evidence(&layers, &packs.figure, &events);
        places.push(found.iter().filter_map(|e| place(report, e)).collect());
        times.push(found.iter().filter_map(|e| time(report, e)).collect());
    }
    for (question, parts) in [("place", places), ("time", times)] {
        let all: Vec<Vec<Choice>> = parts.iter().flatten().cloned().collect();
        println!("{question}: {} figures; cross-validation: {:.1} % right", all.len(), 100.0 * cross_validate(&parts));
        for (name, weight) in learn(&all).iter().filter(|(_, w)| w.abs() >= 0.02) {
            out.push_str(&format!("{question}\t{name}\t{weight:.2}\n"));
        }
    }
    if !arguments.dry_run {
        std::fs::write(PATH, out)?;
    }
    Ok(())
}

/// The mark of a figure that is no part of another.
fn marked<'r>(report: &'r Report, found: &Evidence) -> Option<&'r corpus::Figure> {
    let same = |f: &&corpus::Figure| f.measure == found.measure && f.spans.iter().any(|s| s.overlaps(found.span));
    report.figures.iter().find(same).filter(|f| f.part_of.is_none())
}

/// The places that a figure could have; `None` where the right one is not among them.
fn place(report: &Report, found: &Evidence) -> Option<Vec<Choice>> {
    let right @ Target::Place(_) = marked(report, found)?.place?.to? else { return None };
    let named: Vec<Span> = report.mentions.iter().filter(|m| m.to == Some(right)).map(|m| m.span).collect();
    let is_right = |span: Span| named.iter().any(|n| n.overlaps(span));
    let choices: Vec<Choice> = found.places.iter().map(|(span, names)| (owned(names), is_right(*span))).collect();
    choices.iter().any(|c| c.1).then_some(choices)
}

/// The periods that a figure could have; `None` where the right one is not among them.
fn time(report: &Report, found: &Evidence) -> Option<Vec<Choice>> {
    let right = &marked(report, found)?.period;
    let is_right = |edtf: &Option<String>| match (right, edtf) {
        (Some(right), Some(edtf)) => corpus::same_period(right, edtf),
        (right, edtf) => right.is_none() && edtf.is_none(),
    };
    let choices: Vec<Choice> = found.times.iter().map(|(edtf, names)| (owned(names), is_right(edtf))).collect();
    choices.iter().any(|c| c.1).then_some(choices)
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| n.to_string()).collect()
}

/// The share that is chosen right by weights learnt from the other reports.
fn cross_validate(reports: &[Vec<Vec<Choice>>]) -> f64 {
    let (mut right, mut all) = (0, 0);
    for fold in 0..FOLDS {
        let part = |is_in: bool| {
            let chosen = reports.iter().enumerate().filter(|(n, _)| (n % FOLDS == fold) == is_in);
            chosen.flat_map(|(_, r)| r.iter().cloned()).collect::<Vec<_>>()
        };
        let weights = learn(&part(false));
        for choices in part(true) {
            let best = choices.iter().max_by(|a, b| sum(&weights, &a.0).total_cmp(&sum(&weights, &b.0)));
            right += usize::from(best.is_some_and(|c| c.1));
            all += 1;
        }
    }
    right as f64 / f64::from(all.max(1))
}

fn sum(weights: &Weights, names: &[String]) -> f64 {
    names.iter().filter_map(|n| weights.get(n)).sum()
}

/// The weights, by sign.
fn learn(figures: &[Vec<Choice>]) -> Weights {
    let mut weights: Weights = figures.iter().flatten().flat_map(|c| &c.0).map(|n| (n.clone(), 0.0)).collect();
    let mut squares: Weights = weights.keys().map(|n| (n.clone(), 1e-8)).collect();
    for _ in 0..PASSES {
        let mut slopes: Weights = weights.iter().map(|(n, w)| (n.clone(), PRIOR * w)).collect();
        for choices in figures {
            let odds: Vec<f64> = choices.iter().map(|c| sum(&weights, &c.0).exp()).collect();
            let all: f64 = odds.iter().sum();
            let right: f64 = odds.iter().zip(choices).filter(|(_, c)| c.1).map(|(o, _)| o).sum();
            for (odds, (names, is_right)) in odds.iter().zip(choices) {
                let error = odds / all - if *is_right { odds / right } else { 0.0 };
                for name in names {
                    *slopes.entry(name.clone()).or_default() += error;
                }
            }
        }
        for (name, weight) in &mut weights {
            let (slope, square) = (slopes[name], squares.entry(name.clone()).or_default());
            *square += slope * slope;
            *weight -= 0.3 * slope / square.sqrt();
        }
    }
    weights
}
