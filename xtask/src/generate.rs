//! Readings of invented reports, as many as asked for: what the store is measured with.
//!
//! A world of towns and parties has happenings; each is told by one to many reports over the days that follow, in two
//! languages, by some as copies of one wire, with tolls that rise and differ, denials and running totals. The same seed
//! gives the same bytes.

use crate::random::Random;
use anyhow::Context;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Number of readings
    #[arg(long, default_value_t = 10_000)]
    reports: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// JSON Lines, as `depeche read --format jsonl` prints
    #[arg(short, long)]
    output: PathBuf,
}

/// Reports a day: a busy desk's.
const REPORTS_A_DAY: usize = 270;
/// Share of the happenings that one report alone tells.
const TOLD_ONCE: f64 = 0.5;
/// The most reports that tell one happening.
const TOLD_MOST: usize = 24;
/// Syllables of invented names.
const SYLLABLES: [&str; 24] = [
    "ba", "dor", "mek", "ti", "sal", "ou", "ren", "ga", "lim", "fa", "zo", "nar", "kel", "vi", "ma", "tur", "ash",
    "bel", "do", "sin", "ra", "que", "lo", "her",
];
/// Kinds of happening: type, mode, CAMEO code, English and French words that tell it.
const KINDS: [(&str, Option<&str>, &str, &str, &str); 6] = [
    ("ASSAULT", Some("heavy-weapons"), "194", "shelled", "a bombardé"),
    ("ASSAULT", Some("firearms"), "193", "attacked", "a attaqué"),
    ("ASSAULT", Some("explosives"), "183", "bombed", "a fait exploser"),
    ("COERCE", Some("arrest"), "173", "arrested", "a arrêté"),
    ("PROTEST", Some("demo"), "141", "protested", "a manifesté"),
    ("RETREAT", Some("withdraw"), "0874", "withdrew", "a retiré"),
];
/// What else a report tells; each {} is a name of its own, so that reports share phrases but not sentences.
const FILLER: [&str; 12] = [
    "Residents of {} said the road to {} had been closed since morning",
    "The market of {} opened before noon, {} said",
    "A doctor in {} asked for fuel and bandages from {}",
    "Schools from {} to {} stayed shut",
    "Nobody in {} claimed to have done it, according to {}",
    "The governor of {} promised {} an inquiry within a week",
    "Trucks from {} waited with grain at the bridge of {}",
    "Families of {} slept in the fields by {}",
    "Telephone lines between {} and {} were cut for hours",
    "An official of {} spoke to {} of calm",
    "Radio {} played the music of {} all day",
    "The river at {} was too high to be crossed towards {}",
];

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let path = &arguments.output;
    let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let mut random = Random(arguments.seed);
    let world = World::new(arguments.reports, &mut random);
    let mut written = 0;
    while written < arguments.reports {
        let day = written / REPORTS_A_DAY;
        let happening = Happening::new(&world, day, written, &mut random);
        let tellings = if random.chance(TOLD_ONCE) { 1 } else { 2 + random_square(&mut random) };
        let mut wire: Option<(String, usize)> = None;
        for n in 0..tellings.min(arguments.reports - written) {
            let line = happening.reading(&world, written, n, &mut wire, &mut random);
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
            written += 1;
        }
    }
    out.flush()?;
    Ok(())
}

/// Few happenings are told by many.
fn random_square(random: &mut Random) -> usize {
    let x = random.below(1000) as f64 / 1000.0;
    (x * x * x * (TOLD_MOST - 2) as f64) as usize
}

struct World {
    towns: Vec<(String, &'static str, f64, f64)>,
    parties: Vec<(String, &'static str)>,
    outlets: Vec<String>,
}

impl World {
    fn new(reports: usize, random: &mut Random) -> World {
        const COUNTRIES: [&str; 12] =
            ["MLI", "NER", "SDN", "SYR", "IRQ", "YEM", "COD", "ETH", "SOM", "AFG", "MMR", "UKR"];
        let towns = 400 + reports / 200;
        World {
            towns: (0..towns)
                .map(|n| {
                    let (lat, lon) =
                        (random.below(60_000) as f64 / 1000.0 - 20.0, random.below(120_000) as f64 / 1000.0 - 18.0);
                    (name(random), COUNTRIES[n % COUNTRIES.len()], lat, lon)
                })
                .collect(),
            parties: (0..towns / 4)
                .map(|n| (format!("{} Front", name(random)), COUNTRIES[n % COUNTRIES.len()]))
                .collect(),
            outlets: (0..60).map(|_| format!("{} Wire", name(random))).collect(),
        }
    }
}

fn name(random: &mut Random) -> String {
    let mut name: String = (0..2 + random.below(3)).map(|_| *random.pick(&SYLLABLES)).collect();
    name[..1].make_ascii_uppercase();
    name
}

/// The day of a number, ISO; day 0 is 1 January 2012.
fn date(day: usize) -> String {
    const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut year, mut left) = (2012, day);
    let length = |year: usize| if year.is_multiple_of(4) { 366 } else { 365 };
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    let mut month = 0;
    loop {
        let days = DAYS[month] + usize::from(month == 1 && length(year) == 366);
        if left < days {
            return format!("{year}-{:02}-{:02}", month + 1, left + 1);
        }
        left -= days;
        month += 1;
    }
}

struct Happening {
    kind: usize,
    town: usize,
    party: usize,
    victim: usize,
    day: usize,
    killed: usize,
}

impl Happening {
    fn new(world: &World, day: usize, first: usize, random: &mut Random) -> Happening {
        let town = random.below(world.towns.len());
        // Parties fight where they live.
        let party = town / 4 % world.parties.len();
        Happening {
            kind: random.below(KINDS.len()),
            town,
            party,
            victim: (party + 1 + first % 3) % world.parties.len(),
            day: day + 3,
            killed: 1 + random_square(random) * 3 + random.below(6),
        }
    }

    /// The reading of its n-th report.
    fn reading(
        &self,
        world: &World,
        id: usize,
        n: usize,
        wire: &mut Option<(String, usize)>,
        random: &mut Random,
    ) -> Value {
        let french = random.chance(0.35);
        let (kind, mode, cameo, en, fr) = KINDS[self.kind];
        let (town, country, lat, lon) = &world.towns[self.town];
        let (party, _) = &world.parties[self.party];
        let (victim, _) = &world.parties[self.victim];
        let copied = wire.clone().filter(|_| random.chance(0.3));
        let killed = match &copied {
            Some((_, killed)) => *killed,
            None => (self.killed + random.below(1 + self.killed / 3)).max(1),
        };
        let published = date(self.day + n / 4);
        let told = date(self.day);
        let denies = random.chance(0.1);
        let mut parts = Text::default();
        let actor = parts.push("The ").push(party).last();
        parts.push(" ");
        let trigger = parts.push(if french { fr } else { en }).last();
        parts.push(if french { " le " } else { " the " });
        let recipient = parts.push(victim).last();
        parts.push(if french { " à " } else { " in " });
        let place = parts.push(town).last();
        let time = parts.push(if french { " le " } else { " on " }).push(&told).last();
        parts.push(if french { ", tuant " } else { ", killing " });
        let number = parts.push(&killed.to_string()).last();
        let who = parts.push(" ").push(if french { "civils" } else { "civilians" }).last();
        parts.push(if french { ", selon " } else { ", said " });
        let outlet = random.pick(&world.outlets).clone();
        let speaker = if random.chance(0.5) { victim.clone() } else { format!("{outlet} Monitor") };
        let source = parts.push(&speaker).last();
        parts.push(". ");
        let content = (0, source.0);
        let denial = denies.then(|| {
            let start = parts.chars;
            let by = parts.push("The ").push(party).last();
            parts.push(if french { " a démenti l'attaque. " } else { " denied the attack. " });
            (start, by, parts.chars - 1)
        });
        let running = random.chance(0.15).then(|| {
            let start = parts.chars;
            parts.push(if french { "Le bilan depuis janvier est de " } else { "The toll since January is " });
            let number = parts.push(&(killed * 20 + self.day % 50).to_string()).last();
            parts.push(". ");
            (number, start, parts.chars - 1, killed * 20 + self.day % 50)
        });
        match &copied {
            Some((rest, _)) => parts.push(rest),
            None => {
                let rest: Vec<String> = (0..6 + random.below(10)).map(|_| filled(random)).collect();
                let rest = format!("{}. {}.", rest.join(". "), name(random));
                if wire.is_none() {
                    *wire = Some((rest.clone(), killed));
                }
                parts.push(&rest)
            }
        };
        let text = parts.text;
        let span = |s: (usize, usize)| json!({"start": s.0, "end": s.1});
        let mention =
            |s: (usize, usize)| json!({"start": s.0, "end": s.1, "form": "name", "by": "alias", "confidence": 0.9});
        let actor_record = |id: &str, name: &str, kind: &str, at: (usize, usize)| {
            json!({"id": id, "name": name, "kind": kind, "country": country, "sectors": ["REB"], "role": null,
                "member_of": null, "ids": {"wikidata": null}, "mentions": [mention(at)]})
        };
        let mut figures = vec![json!({"id": "f1", "measure": "killed", "min": killed, "max": killed, "best": killed,
            "unit": "persons", "exactness": "stated",
            "who": {"ref": "a4", "start": who.0, "end": who.1, "status": "civilian"}, "since": told, "until": told, "place": "p1",
            "cumulative": false, "part_of": null, "computed": null, "start": number.0, "end": number.1,
            "rule": "generated.figure", "confidence": 0.9})];
        let claim = |id: &str, source: Value, content: (usize, usize), act: &str, certainty: &str, about: Value| {
            json!({"id": id, "source": source, "through": [], "cue": [], "content": [span(content)], "speech": "indirect",
                "act": act, "certainty": certainty, "author": "neutral", "medium": null, "time": null, "about": about,
                "rule": "generated.claim", "confidence": 0.9})
        };
        let said_by =
            |reference: &str, at: (usize, usize)| json!({"ref": reference, "start": at.0, "end": at.1, "named": true});
        let mut claims = vec![claim("c1", said_by("a3", source), content, "assert", "CT+", json!(["e1", "f1"]))];
        if let Some((start, by, end)) = denial {
            claims.push(claim("c2", said_by("a1", by), (start, end), "deny", "CT-", json!(["e1"])));
        }
        if let Some((number, start, end, total)) = running {
            figures.push(json!({"id": "f2", "measure": "killed", "min": total, "max": total, "best": total, "unit": "persons",
                "exactness": "stated", "who": null, "since": format!("{}-01-01", &told[..4]), "until": told, "place": "p1",
                "cumulative": true, "part_of": null, "computed": null, "start": number.0, "end": number.1,
                "rule": "generated.figure", "confidence": 0.9}));
            let id = format!("c{}", claims.len() + 1);
            claims.push(claim(&id, Value::Null, (start, end), "assert", "CT+", json!(["f2"])));
        }
        let argument =
            |role: &str, at: (usize, usize), to: &str| json!({"role": role, "start": at.0, "end": at.1, "ref": to});
        json!({
            "schema": "depeche/reading/1",
            "report": {"id": format!("g{id}"), "text": text, "title": null, "published": published,
                "language": if french { "fr" } else { "en" }, "outlet": outlet, "agency": null, "url": null,
                "sha256": hex(text.as_bytes()), "translation": null},
            "sentences": [{"start": 0, "end": source.1 + 1, "language": if french { "fr" } else { "en" }}],
            "actors": [actor_record("a1", party, "armed_group", actor), actor_record("a2", victim, "armed_group", recipient),
                actor_record("a3", &speaker, "organization", source),
                actor_record("a4", if french { "civils" } else { "civilians" }, "population", who)],
            "places": [{"id": "p1", "name": town, "kind": "populated", "country": country, "admin1": null, "lat": lat,
                "lon": lon, "ids": {"geonames": null}, "within_km": 5.0, "confidence": 0.9, "mentions": [span(place)]}],
            "times": [{"id": "t1", "start": time.0, "end": time.1, "type": "DATE", "value": told, "edtf": told, "from": told,
                "until": told, "anchor": "none", "rule": "generated.time"}],
            "events": [{"id": "e1", "type": kind, "mode": mode, "contexts": [], "quad": 4, "cameo": cameo, "acled": null,
                "ucdp_type": null, "trigger": span(trigger), "reality": "happened", "main": true,
                "arguments": [argument("actor", actor, "a1"), argument("recipient", recipient, "a2"),
                    argument("place", place, "p1"), argument("time", time, "t1")],
                "figures": ["f1"], "rule": "generated.event", "confidence": 0.9}],
            "figures": figures,
            "claims": claims,
            "notes": []
        })
    }
}

/// A sentence with names of its own.
fn filled(random: &mut Random) -> String {
    let pattern = *random.pick(&FILLER);
    pattern
        .split("{}")
        .enumerate()
        .map(|(n, part)| if n == 0 { part.to_string() } else { name(random) + part })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A text in the making, with positions in code points.
#[derive(Default)]
struct Text {
    text: String,
    chars: usize,
    last: (usize, usize),
}

impl Text {
    fn push(&mut self, part: &str) -> &mut Text {
        let start = self.chars;
        self.text.push_str(part);
        self.chars += part.chars().count();
        self.last = (start, self.chars);
        self
    }

    /// Where the last part lies.
    fn last(&self) -> (usize, usize) {
        self.last
    }
}
