//! Speed of each stage and of the whole, in bytes of text per second, on the sample reports.
//!
//! `cargo bench -p spectest`; words per second of a whole run: `depeche bench FOLDER`.

use claims::{Info, Layers, actor, attribution, event, figure, number, place, time, translation};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use spectest::{MODELS, PACKS};
use std::hint::black_box;
use std::path::Path;
use text::LangHint;

/// All sample reports in one text, in an order that does not depend on the disk.
fn text() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("samples/ is there").flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|p| std::fs::read_to_string(p).expect("a sample can be read") + "\n\n").collect()
}

fn stages(c: &mut Criterion) {
    let text = text();
    let day = "2019-03-22".parse().ok();
    let doc = text::annotate(&MODELS, &text, LangHint::Unknown);
    let info = Info { published: day, ..Info::default() };
    let layers = Layers::find(&PACKS, &doc, &info);
    let Layers { translation: translated, places, actors, mentions, .. } = layers.clone();
    let events = event::find(&layers, &PACKS.frames);
    let (figures, _) = figure::find(&layers, &PACKS.figure, &mut events.clone());

    let mut group = c.benchmark_group("stages");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("annotate", |b| b.iter(|| black_box(text::annotate(&MODELS, &text, LangHint::Unknown))));
    group.bench_function("syntax", |b| {
        let mut doc = doc.clone();
        b.iter(|| {
            MODELS.syntax(&mut doc);
            black_box(&doc);
        })
    });
    group.bench_function("number", |b| b.iter(|| black_box(number::find(&doc, &PACKS.number))));
    group.bench_function("time", |b| b.iter(|| black_box(time::find(&doc, &PACKS.time, day, false))));
    group.bench_function("translation", |b| b.iter(|| black_box(translation::detect(&doc, &PACKS.signs))));
    group.bench_function("place", |b| b.iter(|| black_box(place::find(&doc, &PACKS.world, None, false))));
    group.bench_function("actor", |b| {
        b.iter(|| black_box(actor::find(&doc, &PACKS.parties, &places, translated.as_ref(), day, false)))
    });
    group.bench_function("event", |b| b.iter(|| black_box(event::find(&layers, &PACKS.frames))));
    group.bench_function("figure", |b| {
        b.iter(|| {
            let mut events = events.clone();
            black_box(figure::find(&layers, &PACKS.figure, &mut events))
        })
    });
    group.bench_function("attribution", |b| {
        b.iter(|| {
            let (mut actors, mut events) = (actors.clone(), events.clone());
            let cues = &PACKS.cues;
            black_box(attribution::find(&doc, cues, &mentions, &mut actors, &mut events, &figures, false))
        })
    });
    group.bench_function("read", |b| {
        b.iter(|| {
            let doc = text::annotate(&MODELS, &text, LangHint::Unknown);
            black_box(claims::read(&PACKS, doc, &info))
        })
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
