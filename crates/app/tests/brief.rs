//! The situation report: what it says, and that every sentence has its sources.

use app::brief::{
    Change, Cited, Correction, Happening, Locality, Material, Quarrel, Series, Setting, Told, Words, compose, set,
};
use claims::{EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::civil::{Date, date};
use record::dispute::DisputeKind;
use text::Lang;

fn told(report: &str, source: Option<&str>, day: Date, n: f64) -> Told {
    Told {
        report: report.into(),
        source: source.map(Into::into),
        published: Some(day),
        min: Some(n),
        max: Some(n),
        exactness: Exactness::Stated,
        current: true,
    }
}

/// A market shelled in a town, with two tolls, a denial and a report that was corrected.
fn material() -> Material {
    let day = date(2031, 3, 4);
    let toll = Series {
        id: "t1".into(),
        measure: Measure::Killed,
        unit: Unit::Persons,
        who: None,
        status: Status::Civilian,
        place: None,
        since: Some(day),
        until: Some(day),
        min: Some(4.0),
        max: Some(11.0),
        points: vec![
            told("r1", Some("Health Ministry"), day, 4.0),
            told("r2", Some("doctors"), date(2031, 3, 5), 11.0),
        ],
    };
    let incident = Happening {
        id: "i1".into(),
        kind: EventType::Assault,
        mode: Some("heavy-weapons".into()),
        reality: Reality::Happened,
        operation: false,
        part_of: None,
        from: Some(day),
        until: Some(day),
        place: Some(Locality {
            name: "Bourem".into(),
            kind: PlaceKind::Populated,
            point: Some((16.95, -0.35)),
            within_km: Some(5.0),
        }),
        actors: vec!["<army>".into()],
        recipients: vec!["civilians".into()],
        sources: 2,
        reports: vec!["r1".into(), "r2".into()],
        tolls: vec![toll.clone()],
        reviewed: false,
    };
    let cited = |outlet: &str| Cited { outlet: Some(outlet.into()), title: None, published: Some(day), url: None };
    Material {
        program: "depeche 0".into(),
        place: Some("Bourem".into()),
        radius_km: Some(60.0),
        since: Some(date(2031, 3, 2)),
        until: Some(date(2031, 3, 9)),
        incidents: vec![incident],
        running: vec![Series { id: "t2".into(), place: Some("Mali".into()), until: None, ..toll }],
        disputes: vec![Quarrel {
            id: "d1".into(),
            kind: DisputeKind::Denial,
            incident: Some("i1".into()),
            sides: vec![
                (None, "r1".into(), "the army shelled the market".into()),
                (Some("army".into()), "r2".into(), "our troops did not fire".into()),
            ],
        }],
        corrections: vec![Correction { report: "r1".into(), change: Change::Superseded(1, 2) }],
        reports: [("r1".to_string(), cited("Radio Sahel")), ("r2".to_string(), cited("Le Fleuve"))].into(),
    }
}

fn brief(lang: Lang, setting: Setting) -> String {
    let words = Words::load(lang, &bundle::file).unwrap();
    set(&compose(&material(), &words, lang), setting)
}

#[test]
fn every_sentence_ends_in_its_sources() {
    for lang in [Lang::En, Lang::Fr] {
        let words = Words::load(lang, &bundle::file).unwrap();
        let brief = compose(&material(), &words, lang);
        let sentences = brief.sections.iter().flat_map(|s| &s.groups).flat_map(|g| &g.items).flat_map(|i| &i.sentences);
        let cites: Vec<&[usize]> = sentences.map(|s| s.cites.as_slice()).collect();
        assert!(cites.len() > 8 && cites.iter().all(|c| !c.is_empty() && c.iter().all(|&n| n <= brief.sources.len())));
    }
}

#[test]
fn it_says_what_the_record_holds_in_both_languages() {
    let en = brief(Lang::En, Setting::Text);
    for said in [
        "SITUATION REPORT: BOUREM",
        "2 March 2031 to 9 March 2031 · within 60 km of Bourem · 2 reports",
        "2 independent sources report shelling in Bourem on 4 March 2031. [1, 2]",
        "Named as perpetrator: <army>. [1, 2]",
    ] {
        assert!(en.contains(said), "{said} is not in\n{en}");
    }
    let flowing = en.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flowing.contains("Killed (civilians): 4 to 11, by source: 4 (Health Ministry, 4 March 2031); 11 (doctors, 5 March 2031). [1, 2]"), "{en}");
    assert!(flowing.contains("report of Radio Sahel: “the army shelled the market”. [1]"), "{en}");
    assert!(en.lines().all(|l| l.chars().count() <= 80), "{en}");

    let fr = brief(Lang::Fr, Setting::Markdown);
    for said in [
        "# Point de situation : Bourem",
        "2 sources indépendantes signalent un bombardement à Bourem le 4 mars 2031",
        "Morts (civils) : de 4 à 11",
        "« our troops did not fire »",
    ] {
        assert!(fr.replace('\u{a0}', " ").contains(said), "{said} is not in\n{fr}");
    }
}

#[test]
fn the_page_stands_alone_and_escapes_what_reports_say() {
    let page = brief(Lang::En, Setting::Html);
    assert!(page.contains("&#60;army&#62;") && !page.contains("<army>"));
    assert!(page.contains("<svg") && page.contains("Bourem (1)"));
    for foreign in ["http://", "https://", "<script", "src="] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert_eq!(page, brief(Lang::En, Setting::Html));
}

#[test]
fn an_empty_record_says_so() {
    let words = Words::load(Lang::En, &bundle::file).unwrap();
    let empty = Material { program: "depeche 0".into(), ..Material::default() };
    assert!(set(&compose(&empty, &words, Lang::En), Setting::Text).contains("holds nothing"));
}
