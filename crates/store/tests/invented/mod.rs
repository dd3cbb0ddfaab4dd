//! Invented reports on an invented war: happenings of which several reports tell, with copies, corrections and withdrawals.
//! A report is made of its number alone, so that a test can make it again wherever it needs it.
#![allow(dead_code)]

use claims::{Act, ActorKind, Certainty, EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use record::account::*;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use store::{Again, Kept, Store, Stored};

/// Reports of one day.
pub(crate) const A_DAY: u64 = 270;
/// Happenings of one day.
const HAPPENINGS: u64 = 70;
const PLACES: u64 = 3000;
const PARTIES: u64 = 400;
const TRIGGERS: [&str; 8] = ["shelled", "attack", "raid", "killed", "strike", "clashes", "ambush", "seized"];
const SYLLABLES: [&str; 12] = ["ba", "dor", "ki", "ma", "ran", "tes", "ul", "vo", "she", "lan", "mir", "gos"];

/// A random generator (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

fn name(seed: u64) -> String {
    let mut random = Random(seed ^ 0xabcd);
    let word: String = (0..3).map(|_| SYLLABLES[random.below(12) as usize]).collect();
    word[..1].to_uppercase() + &word[1..]
}

fn place(n: u64) -> Place {
    let mut random = Random(n.wrapping_mul(77) + 5);
    let kind = if random.chance(8) { PlaceKind::Admin1 } else { PlaceKind::Populated };
    // Towns lie close to each other in twelve regions.
    let region = n % 12;
    let (lat, lon) = (10.0 + 3.0 * region as f64, 5.0 + 9.0 * region as f64);
    Place {
        key: format!("place/{n}"),
        name: name(n),
        kind,
        country: Some(format!("C{region}")),
        admin1: None,
        point: Some((lat + random.below(4000) as f64 / 1000.0, lon + random.below(4000) as f64 / 1000.0)),
        within_km: Some(if kind == PlaceKind::Admin1 { 80.0 } else { 5.0 }),
        spellings: vec![name(n)],
    }
}

fn party(n: u64, language: &str) -> Party {
    let kind =
        [ActorKind::ArmedGroup, ActorKind::State, ActorKind::Population, ActorKind::Organization][(n % 4) as usize];
    let spelling =
        if language == "fr" { format!("{} du Nord", name(n + 9000)) } else { format!("Northern {}", name(n + 9000)) };
    Party {
        key: format!("party/{n}"),
        name: format!("Northern {}", name(n + 9000)),
        kind,
        country: Some(format!("C{}", n % 12)),
        sectors: vec!["REB".to_string()],
        role: None,
        member_of: None,
        spellings: vec![spelling],
    }
}

/// What happened on a day.
struct Happening {
    place: u64,
    actor: u64,
    recipient: u64,
    kind: EventType,
    killed: u64,
}

fn happening(day: i64, n: u64) -> Happening {
    let mut random = Random((day as u64).wrapping_mul(1009).wrapping_add(n * 31));
    let place = random.below(PLACES);
    // Each region has parties of its own.
    let side = |random: &mut Random| (random.below(PARTIES / 12)) * 12 + place % 12;
    Happening {
        place,
        actor: side(&mut random),
        recipient: side(&mut random),
        kind: if random.chance(80) { EventType::Assault } else { EventType::ALL[random.below(16) as usize] },
        killed: 1 + random.below(30),
    }
}

pub(crate) fn published(n: u64) -> Date {
    date(2012, 1, 1).saturating_add(((n / A_DAY) as i64).days())
}

/// The report of this number: some are versions, copies or withdrawals of an earlier one.
pub(crate) fn kept(n: u64) -> Kept {
    let mut random = Random(n.wrapping_mul(0x5851_f42d));
    // Copies tell what the report before them tells.
    let told = if n > 0 && random.chance(12) { n - 1 } else { n };
    let mut account = account(told);
    account.report.id = format!("r{n}");
    account.report.published = Some(published(n));
    account.report.outlet = Some(format!("{} Post", name(n % 60)));
    match random.below(100) {
        // A later version; one in four withdraws.
        0..4 if n > 20 => {
            let back = 1 + random.below(20);
            account.report.id = format!("r{}", n - back);
            account.report.version = 1 + back as u32;
            account.report.withdrawn = random.chance(25);
        }
        4 if n > 20 => account.report.replaces = Some(format!("r{}", n - 1 - random.below(20))),
        _ => {}
    }
    let text = text(told, &account);
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let reading = format!("{n}\n{account:?}").into_bytes();
    Kept { account, text, reading, sha256: format!("{:016x}", hasher.finish()), made_by: "test".to_string() }
}

/// The account in a reading that [`kept`] made.
pub(crate) fn again(stored: &[Stored]) -> Result<Vec<Again>, String> {
    let number = |s: &Stored| {
        let end = s.reading.iter().position(|&b| b == b'\n').ok_or("no number")?;
        std::str::from_utf8(&s.reading[..end]).map_err(|e| e.to_string())?.parse::<u64>().map_err(|e| e.to_string())
    };
    stored.iter().map(|s| Ok(Again { account: kept(number(s)?).account, reading: None })).collect()
}

fn text(n: u64, account: &Account) -> String {
    let mut random = Random(n.wrapping_mul(31) + 7);
    let mut text = String::new();
    for event in &account.events {
        text.push_str(&event.words);
        for _ in 0..25 {
            text.push(' ');
            text.push_str(&name(random.below(4000) / (1 + random.below(40))));
        }
        text.push_str(".\n");
    }
    text
}

fn account(n: u64) -> Account {
    let mut random = Random(n.wrapping_mul(0x2545_f491));
    let day = (n / A_DAY) as i64;
    let language = if random.chance(30) { "fr" } else { "en" };
    let mut account = Account {
        report: Report {
            id: String::new(),
            version: 1,
            withdrawn: false,
            replaces: None,
            published: None,
            language: language.to_string(),
            outlet: None,
            agency: random.chance(30).then(|| format!("Agency {}", n % 5)),
            title: Some(format!("{} and {}", name(n), name(n + 1))),
            url: Some(format!("https://example.org/{n}")),
            translated_from: None,
        },
        parties: Vec::new(),
        places: Vec::new(),
        events: Vec::new(),
        figures: Vec::new(),
        claims: Vec::new(),
    };
    for _ in 0..2 + random.below(3) {
        let ago = if random.chance(75) { random.below(2) } else { random.below(20) } as i64;
        let happening = happening(day - ago, random.below(HAPPENINGS));
        tell(&mut account, &mut random, &happening, published(n).saturating_sub(ago.days()), language);
    }
    account
}

fn tell(account: &mut Account, random: &mut Random, happening: &Happening, day: Date, language: &str) {
    let (event, at) = (account.events.len() as u32, account.events.len() as u32 * 200);
    let trigger = TRIGGERS[random.below(8) as usize];
    let (actor, recipient) =
        (involve(account, happening.actor, language), involve(account, happening.recipient, language));
    let source = involve(account, 4 * random.below(60) + 3, language);
    let known = random.chance(85);
    let place = known.then(|| situate(account, happening.place));
    let told_day = random.chance(70);
    let words =
        format!("{} {trigger} {} in {}", name(happening.actor), name(happening.recipient), name(happening.place));
    let figures = if random.chance(60) {
        let best = (happening.killed + if random.chance(30) { random.below(9) } else { 0 }) as f64;
        let cumulative = random.chance(8);
        account.figures.push(Figure {
            measure: if random.chance(70) { Measure::Killed } else { Measure::Displaced },
            min: Some(best),
            max: Some(best),
            best: Some(best),
            unit: Unit::Persons,
            exactness: Exactness::Stated,
            who: None,
            who_words: Some("people".to_string()),
            status: Status::Unknown,
            since: None,
            until: None,
            place,
            cumulative,
            part_of: None,
            at: at + 40,
            words: words.clone(),
            confidence: 0.8,
        });
        vec![account.figures.len() as u32 - 1]
    } else {
        Vec::new()
    };
    account.claims.push(Claim {
        source: Some(source),
        named: random.chance(80),
        own_voice: false,
        through: Vec::new(),
        act: if random.chance(8) { Act::Deny } else { Act::Assert },
        certainty: Certainty::CertainYes,
        events: vec![event],
        figures: figures.clone(),
        words: words.clone(),
        at,
    });
    account.events.push(Event {
        kind: happening.kind,
        mode: None,
        reality: match (random.chance(4), (happening.actor + u64::from(event)) % 16) {
            (true, _) => Reality::Denied,
            (_, 0) => Reality::Ended,
            (_, 1..6) => Reality::Ongoing,
            _ => Reality::Happened,
        },
        main: event == 0,
        operation: random.chance(3),
        quad: random.chance(95).then_some(4),
        trigger: trigger.to_string(),
        at,
        words,
        actors: if random.chance(80) { vec![actor] } else { Vec::new() },
        recipients: if random.chance(80) { vec![recipient] } else { Vec::new() },
        place,
        days: told_day.then_some(Days { first: day, last: day }),
        figures,
        confidence: 0.7,
    });
}

fn involve(account: &mut Account, n: u64, language: &str) -> u32 {
    let party = party(n, language);
    let known = account.parties.iter().position(|p| p.key == party.key);
    known.unwrap_or_else(|| {
        account.parties.push(party);
        account.parties.len() - 1
    }) as u32
}

fn situate(account: &mut Account, n: u64) -> u32 {
    let place = place(n);
    let known = account.places.iter().position(|p| p.key == place.key);
    known.unwrap_or_else(|| {
        account.places.push(place);
        account.places.len() - 1
    }) as u32
}

/// Adds the reports of these numbers, so many at a time.
pub(crate) fn add(store: &mut Store, numbers: &[u64], batch: usize) -> Result<(), store::Error> {
    for part in numbers.chunks(batch) {
        store.add(part.iter().map(|&n| kept(n)).collect())?;
    }
    Ok(())
}

/// A store of these reports in a directory.
pub(crate) fn store_of(dir: &std::path::Path, numbers: &[u64], batch: usize) -> Store {
    let mut store = Store::open(&dir.join(format!("{batch}-{}.db", numbers.first().unwrap_or(&0)))).unwrap();
    add(&mut store, numbers, batch).unwrap();
    store
}
