//! `cargo xtask train event`: what speaks for and against an event, from the training part of `corpus/`.
//!
//! Three questions: whether a trigger that the rules find in a report is an event there, whether an event is the report's
//! news, and whether a report tells of violence at all. Logistic regression with an L2 prior for each; the passes take all
//! examples at once, so that there is nothing random.

use super::Arguments;
use anyhow::Result;
use claims::{Info, Layers};
use corpus::{Report, Split};
use std::collections::BTreeMap;
use text::LangHint;

/// A feature in fewer examples tells nothing.
const RARE: usize = 3;
/// Strength of the prior.
const PRIOR: f64 = 5.0;
const PASSES: usize = 400;
/// Parts of the reports for cross-validation.
const FOLDS: usize = 5;
const PATH: &str = "data/world/event_weights.tsv";
const HEAD: &str = "# What speaks for (above zero) and against an event of a report, learnt from the marked reports of corpus/ by: cargo xtask train event\n\
    # 1 question: event (whether a trigger tells one), news (whether it is the report's news), violent (whether the report tells of\n\
    #   violence); 2 name, as crates/claims/src/event/sift.rs tells it; 3 weight (log odds)\n";

/// Names and whether the answer is yes.
type Example = (Vec<String>, bool);

pub(crate) fn train(arguments: &Arguments) -> Result<()> {
    let models = bundle::models()?;
    let packs = bundle::packs()?;
    let mut reports = crate::corpus::reports(&arguments.corpus)?;
    reports.retain(|r| r.split == Split::Train);
    let docs: Vec<_> = reports.iter().map(|r| text::annotate(&models, &r.text, LangHint::Given(r.lang))).collect();
    let mut out = HEAD.to_string();
    for question in ["violent", "event", "news"] {
        let ask = |(gold, doc)| examples(&packs, doc, gold, question);
        let parts: Vec<Vec<Example>> = reports.iter().zip(&docs).map(ask).collect();
        let all: Vec<Example> = parts.iter().flatten().cloned().collect();
        let yes = all.iter().filter(|e| e.1).count();
        let judged = cross_validate(&parts);
        let right = judged.iter().filter(|(p, is)| (*p >= 0.5) == *is).count();
        let (f1, bar) = best_f1(&judged);
        println!(
            "{question}: {yes} of {}; cross-validation: {:.1} % right, F1 at most {:.1} (at {bar:.2})",
            all.len(),
            100.0 * right as f64 / all.len() as f64,
            100.0 * f1
        );
        for (name, weight) in learn(&all).iter().filter(|(_, w)| w.abs() >= 0.02) {
            out.push_str(&format!("{question}\t{name}\t{weight:.2}\n"));
        }
    }
    if !arguments.dry_run {
        std::fs::write(PATH, out)?;
    }
    Ok(())
}

/// The examples of a report for a question.
fn examples(packs: &claims::Packs, doc: &text::Document, gold: &Report, question: &str) -> Vec<Example> {
    let info = Info { published: Some(gold.published), ..Info::default() };
    let marked = |span: text::Span, kind| {
        gold.events.iter().find(|e| e.kind == kind && e.triggers.iter().any(|t| t.overlaps(span)))
    };
    let is_event = |span, kind| marked(span, kind).is_some();
    let found = claims::event::evidence(
        &Layers::find(packs, doc, &info),
        &packs.frames,
        (question == "news").then_some(&is_event),
    );
    match question {
        "violent" => vec![(found.report, gold.violent)],
        "event" => found.triggers.into_iter().map(|(span, kind, names)| (names, is_event(span, kind))).collect(),
        _ => {
            let is_news = |span, kind| marked(span, kind).is_some_and(|e| e.main);
            found.triggers.into_iter().map(|(span, kind, names)| (names, is_news(span, kind))).collect()
        }
    }
}

/// How probable each answer is by weights learnt from the other reports, and the answer.
fn cross_validate(reports: &[Vec<Example>]) -> Vec<(f64, bool)> {
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let part = |is_in: bool| {
            let chosen = reports.iter().enumerate().filter(|(n, _)| (n % FOLDS == fold) == is_in);
            chosen.flat_map(|(_, r)| r.iter().cloned()).collect::<Vec<_>>()
        };
        let weights: BTreeMap<String, f64> = learn(&part(false)).into_iter().collect();
        judged.extend(part(true).into_iter().map(|(names, is)| {
            let sum: f64 = names.iter().filter_map(|n| weights.get(n)).sum();
            (1.0 / (1.0 + (-sum).exp()), is)
        }));
    }
    judged
}

/// The best F1 of the answers "yes" over all bars, and its bar.
fn best_f1(judged: &[(f64, bool)]) -> (f64, f64) {
    let yes = judged.iter().filter(|j| j.1).count();
    let f1_at = |bar: f64| {
        let found = judged.iter().filter(|j| j.0 >= bar);
        let right = found.clone().filter(|j| j.1).count();
        2.0 * right as f64 / (found.count() + yes).max(1) as f64
    };
    let bars = (1..100).map(|n| f64::from(n) / 100.0);
    bars.map(|bar| (f1_at(bar), bar)).fold((0.0, 0.0), |best, x| if x.0 > best.0 { x } else { best })
}

/// The weights, by name.
fn learn(examples: &[Example]) -> Vec<(String, f64)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    examples.iter().flat_map(|e| &e.0).for_each(|n| *counts.entry(n).or_default() += 1);
    counts.retain(|_, &mut c| c >= RARE);
    let numbers: BTreeMap<&str, usize> = counts.keys().enumerate().map(|(n, &k)| (k, n)).collect();
    let rows: Vec<(Vec<usize>, f64)> = examples
        .iter()
        .map(|(names, is)| {
            (names.iter().filter_map(|n| numbers.get(&**n).copied()).collect(), f64::from(u8::from(*is)))
        })
        .collect();
    let mut weights = vec![0.0; numbers.len()];
    let mut squares = vec![1e-8; numbers.len()];
    for _ in 0..PASSES {
        let mut slope: Vec<f64> = weights.iter().map(|w| PRIOR * w).collect();
        for (features, is) in &rows {
            let sum: f64 = features.iter().map(|&f| weights[f]).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - is;
            features.iter().for_each(|&f| slope[f] += error);
        }
        for ((weight, square), slope) in weights.iter_mut().zip(&mut squares).zip(slope) {
            *square += slope * slope;
            *weight -= 0.3 * slope / square.sqrt();
        }
    }
    numbers.into_keys().map(String::from).zip(weights).collect()
}
