//! The program as a user meets it: inputs, outputs, exit statuses.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn depeche(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_depeche"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it ends");
    let _ = writer.join();
    output
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// The readings of a JSON Lines output.
fn readings(output: &Output) -> Vec<Value> {
    let lines = String::from_utf8(output.stdout.clone()).expect("output is UTF-8");
    lines.lines().map(|l| serde_json::from_str(l).expect("each line is JSON")).collect()
}

/// Runs on files of a folder made for the test: `(name, content)`.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder can be made");
    for (name, content) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        std::fs::write(path, content).expect("a file can be written");
    }
    dir
}

#[test]
fn a_bad_input_is_named_and_the_others_are_read() {
    let dir = folder(&[
        ("a.txt", b"The army shelled the village."),
        ("b.txt", b""),
        ("c.bin", b"\x00\x01\x02"),
        ("d.txt", b"Le g\xe9n\xe9ral"),
        ("e.jsonl", b"{\"id\": \"e1\", \"text\": \"Two died.\"}\n{\"id\": \"e2\", \"text\": \"cut o"),
        ("f.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
        ("sub/g.txt", b"Rebels took the bridge."),
        ("sub/h.json", b"{\n  \"id\": \"h\",\n  \"text\": \"Two died.\"\n}\n"),
        ("sub/i.json", b"{\n  \"names\": [\n    \"Gao\"\n  ]\n}\n"),
    ]);
    let output = depeche(&["read", "--format", "jsonl", dir.path().to_str().unwrap(), "missing.txt"], b"");
    assert_eq!(output.status.code(), Some(1));
    let ids: Vec<String> = readings(&output).iter().map(|r| r["report"]["id"].as_str().unwrap().to_string()).collect();
    assert_eq!(ids, ["a", "e1", "g", "h"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    for (path, reason) in [
        ("b.txt", "is empty"),
        ("c.bin", "byte 0"),
        ("d.txt", "byte 4"),
        ("e.jsonl", "line 2"),
        ("f.html", "without an article"),
        ("i.json", "missing field `text`"),
        ("missing.txt", "No such file"),
    ] {
        let found = errors.lines().any(|l| l.contains(path) && l.contains(reason));
        assert!(found, "{path}: {reason} is not in\n{errors}");
    }
}

#[test]
fn a_giant_line_is_refused_and_the_next_input_is_read() {
    let dir = folder(&[("a.txt", &vec![b'x'; 200 << 20]), ("b.txt", b"Troops left the town.")]);
    let output = depeche(&["read", "--format", "jsonl", dir.path().to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(readings(&output).len(), 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("a.txt: holds 200 MB"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_not_followed() {
    let dir = folder(&[("a.txt", b"Troops left the town.")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("again")).unwrap();
    let output = depeche(&["read", "--format", "jsonl", dir.path().to_str().unwrap()], b"");
    assert_eq!((output.status.code(), readings(&output).len()), (Some(0), 1));
}

#[test]
fn standard_input_and_wrong_command_lines() {
    let output = depeche(
        &["read", "--format", "jsonl", "-"],
        b"{\"id\": \"x\", \"title\": \"News\", \"text\": \"Two died.\"}\n",
    );
    assert_eq!(output.status.code(), Some(0));
    let reading = &readings(&output)[0];
    assert_eq!(reading["report"]["text"], "Two died.");
    assert_eq!(reading["sentences"][0]["in"], "title");
    assert_eq!(depeche(&["read", "--published", "yesterday", "-"], b"").status.code(), Some(2));
    assert_eq!(depeche(&["read", "--lang", "de", "-"], b"").status.code(), Some(2));
    assert_eq!(depeche(&["reed"], b"").status.code(), Some(2));
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let shared = samples().join("../../shared/data/measure/events.jsonl");
    let mut inputs = vec![samples()];
    if shared.exists() {
        inputs.push(shared);
    } else {
        println!("skipped: ../shared is not here, so only samples/ was read");
    }
    for format in ["text", "json", "jsonl", "conllu"] {
        let run = |threads: &str| {
            let mut args = vec!["read", "--format", format, "--threads", threads];
            args.extend(inputs.iter().map(|p| p.to_str().unwrap()));
            depeche(&args, b"").stdout
        };
        let one = run("1");
        assert!(!one.is_empty());
        assert!(one == run("4"), "--format {format} differs between 1 thread and 4");
    }
}

#[test]
fn conllu_words_come_back_as_they_went_in() {
    let row = |n: &str, form: &str| format!("{n}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n");
    let input = format!(
        "# sent_id = s1\n{}{}{}{}{}\n",
        row("1", "Ils"),
        row("2-3", "du"),
        row("2", "de"),
        row("3", "le"),
        row("4", "camp")
    );
    let output = depeche(&["read", "--from", "conllu", "--format", "conllu", "-"], input.as_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    let columns = |line: &str| line.split('\t').take(2).collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = text.lines().filter(|l| !l.is_empty()).map(columns).collect();
    assert_eq!(rows, ["# sent_id = s1", "1 Ils", "2-3 du", "2 de", "3 le", "4 camp"]);
}

#[test]
fn explain_shows_a_record_and_says_when_there_is_none() {
    let file = samples().join("kidal.txt");
    let output = depeche(&["explain", file.to_str().unwrap(), "e1"], b"");
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("e1") && text.contains("trigger") && text.contains("rule:"), "{text}");
    let output = depeche(&["explain", file.to_str().unwrap(), "e999"], b"");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_page_is_plain_and_narrow_in_a_pipe() {
    let output = depeche(&["read", samples().to_str().unwrap()], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains('\u{1b}'));
    let longest = text.lines().max_by_key(|l| l.chars().count()).unwrap();
    assert!(longest.chars().count() <= 80, "{longest}");
}

/// Rows of the shape of GeoNames' allCountries.txt.
const DUMP: &[u8] = b"\
1\tTin Adda\tTin Adda\tTinadda,\xd8\xaa\xd9\x8a\xd9\x86\t16.5\t-0.25\tP\tPPL\tML\t\t09\t\t\t\t1200\t\t280\tAfrica/Bamako\t2024-01-01
2\tTin Adda\tTin Adda\t\t45.5\t4.5\tP\tPPL\tFR\t\t84\t\t\t\t0\t\t280\tEurope/Paris\t2024-01-01
3\tOued Adda\tOued Adda\t\t16.6\t-0.3\tH\tSTM\tML\t\t09\t\t\t\t0\t\t280\tAfrica/Bamako\t2024-01-01
4\tBroken
";

#[test]
fn places_of_a_users_own_are_imported_and_found() {
    let dir = folder(&[("dump.txt", DUMP)]);
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_string();
    let output = depeche(&["gazetteer", "import", "-", "-o", &at("own.places")], DUMP);
    assert_eq!(output.status.code(), Some(1), "a faulty row is told");
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 places; 1 rows of other kinds"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 4: it does not have 19 columns"));

    let text = b"BAMAKO, Mali - Two men were killed in Tin Adda, northern Mali, on Friday.";
    let output = depeche(&["read", "--format", "jsonl", "--places", &at("own.places"), "-"], text);
    let reading = &readings(&output)[0];
    let place = reading["places"].as_array().unwrap().iter().find(|p| p["name"] == "Tin Adda").expect("it is found");
    assert_eq!((place["lat"].as_f64(), place["lon"].as_f64()), (Some(16.5), Some(-0.25)));

    let mut damaged = std::fs::read(at("own.places")).unwrap();
    damaged[40] ^= 0xff;
    std::fs::write(at("own.places"), damaged).unwrap();
    let output = depeche(&["read", "--places", &at("own.places"), "-"], text);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("damaged"));
    let output = depeche(&["gazetteer", "import", &at("none.txt")], b"");
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot open"));
}

#[test]
fn parties_of_a_users_own_are_known() {
    let toml = b"[[actor]]\nnames = ['Guardians of the Delta']\nacronyms = ['GDX']\nkind = 'armed_group'\ncountry = 'MLI'\nsectors = ['REB']\n";
    let dir = folder(&[("own.toml", toml), ("wrong.toml", b"[[actor]]\nkind = 'media'\n")]);
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_string();
    let text = b"Fighters of the Guardians of the Delta attacked the town of Mopti. The GDX said so.";
    let output = depeche(&["read", "--format", "jsonl", "--actors", &at("own.toml"), "-"], text);
    let reading = &readings(&output)[0];
    let actors = reading["actors"].as_array().unwrap();
    let party = actors.iter().find(|a| a["name"] == "Guardians of the Delta").expect("it is known");
    assert_eq!((party["kind"].as_str(), party["country"].as_str()), (Some("armed_group"), Some("MLI")));
    assert!(party["mentions"].as_array().unwrap().len() >= 2, "its acronym is it");
    let output = depeche(&["read", "--actors", &at("wrong.toml"), "-"], text);
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing field `names`"));
}
