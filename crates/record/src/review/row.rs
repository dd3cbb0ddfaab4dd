//! A verdict as the store keeps it: a verb, and what else it tells in plain words.

use super::{Field, Grade, Verdict};

impl Verdict {
    /// The verb: that of `depeche review`.
    pub fn verb(&self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Correct(..) => "correct",
            Verdict::Merge(_) => "merge",
            Verdict::Split(_) => "split",
            Verdict::Grade(_) => "grade",
            Verdict::Comment(_) => "comment",
            Verdict::Undo(_) => "undo",
        }
    }

    /// What it tells besides its verb.
    pub fn content(&self) -> String {
        match self {
            Verdict::Accept | Verdict::Reject => String::new(),
            Verdict::Correct(field, value) => format!("{} {value}", field.name()),
            Verdict::Merge(anchor) => anchor.to_string(),
            Verdict::Split(anchors) => anchors.iter().map(u64::to_string).collect::<Vec<_>>().join(" "),
            Verdict::Grade(grade) => grade.name().to_string(),
            Verdict::Comment(words) => words.clone(),
            Verdict::Undo(number) => number.to_string(),
        }
    }

    /// The verdict of a verb and its content; `None` where they make none.
    pub fn read(verb: &str, content: &str) -> Option<Verdict> {
        Some(match verb {
            "accept" => Verdict::Accept,
            "reject" => Verdict::Reject,
            "correct" => {
                let (field, value) = content.split_once(' ')?;
                let field = Field::from_name(field)?;
                field.check(value).ok()?;
                Verdict::Correct(field, value.to_string())
            }
            "merge" => Verdict::Merge(content.parse().ok()?),
            "split" => Verdict::Split(content.split(' ').map(|anchor| anchor.parse().ok()).collect::<Option<_>>()?),
            "grade" => Verdict::Grade(Grade::from_name(content)?),
            "comment" => Verdict::Comment(content.to_string()),
            "undo" => Verdict::Undo(content.parse().ok()?),
            _ => return None,
        })
    }
}
