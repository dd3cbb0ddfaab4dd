use super::*;
use std::convert::Infallible;

/// Decisions by one person on incident 1, numbered from 1.
fn decisions(verdicts: Vec<Verdict>) -> Vec<Decision> {
    let decision = |(n, verdict)| Decision {
        number: n as u64 + 1,
        at: Timestamp::UNIX_EPOCH,
        by: "Nadia Ferrant".to_string(),
        subject: Subject { kind: SubjectKind::Incident, anchor: 1 },
        verdict,
        seen: Some(ReportId(n as i64)),
    };
    verdicts.into_iter().enumerate().map(decision).collect()
}

fn correct(field: Field, value: &str) -> Verdict {
    Verdict::Correct(field, value.to_string())
}

/// Checks state, grade and corrections of incident 1, which has the events 1 and 2, and which decisions hold.
fn check(verdicts: Vec<Verdict>, expected: &str) {
    let decisions = decisions(verdicts);
    let held = in_force(&decisions);
    let review = of(SubjectKind::Incident, &[2, 1], &held);
    let mut shown = vec![review.state.name().to_string()];
    shown.extend(review.grade.map(|grade| grade.name().to_string()));
    shown.extend(review.corrected.iter().map(|(field, value)| format!("{}={value}", field.name())));
    let numbers: Vec<String> = held.iter().map(|d| d.number.to_string()).collect();
    assert_eq!(format!("{} | {}", shown.join(" "), numbers.join(" ")), expected);
}

#[test]
fn the_last_word_holds() {
    use Verdict::*;
    check(vec![], "unreviewed | ");
    check(vec![Accept], "accepted | 1");
    check(vec![Accept, Reject], "rejected | 2");
    check(vec![Grade(super::Grade::Weak), Accept, Grade(super::Grade::Fair)], "accepted fair | 2 3");
    check(vec![Comment("Ask the ministry.".into()), Comment("It has answered.".into())], "unreviewed | 1 2");
}

#[test]
fn fields_are_corrected_one_by_one() {
    check(
        vec![correct(Field::From, "2031-03-04"), correct(Field::Place, "Belis"), correct(Field::From, "2031-03-05")],
        "corrected place=Belis from=2031-03-05 | 2 3",
    );
    check(vec![correct(Field::Place, "Belis"), Verdict::Accept], "corrected place=Belis | 1 2");
}

#[test]
fn undo_and_its_undo() {
    use Verdict::*;
    check(vec![Accept, Undo(1)], "unreviewed | ");
    check(vec![Accept, Reject, Undo(2)], "accepted | 1");
    check(vec![Accept, Undo(1), Undo(2)], "accepted | 1");
    check(vec![Accept, Undo(7), Undo(3)], "accepted | 1");
}

#[test]
fn what_came_after_the_last_decision_is_newer() {
    let newer = |verdicts| {
        let decisions = decisions(verdicts);
        let held = in_force(&decisions);
        let reports = of(SubjectKind::Incident, &[1], &held).newer([0, 1, 2].map(ReportId).into_iter());
        reports.into_iter().map(|report| report.0).collect::<Vec<_>>()
    };
    // The nth decision was made when report n had come, from 0.
    assert_eq!(newer(vec![Verdict::Accept]), [1, 2]);
    assert_eq!(newer(vec![Verdict::Accept, Verdict::Comment("As before.".into())]), [2]);
    assert_eq!(newer(vec![]), []);
}

#[test]
fn decisions_on_other_records_are_none_of_it() {
    let mut other = decisions(vec![Verdict::Accept]);
    other[0].subject.kind = SubjectKind::Event;
    assert_eq!(of(SubjectKind::Incident, &[1], &in_force(&other)).state, State::Unreviewed);
    assert_eq!(of(SubjectKind::Event, &[3], &in_force(&other)).state, State::Unreviewed);
}

#[test]
fn what_is_split_may_not_meet() {
    let decisions = decisions(vec![Verdict::Split(vec![5, 6])]);
    let ties = Ties::of(&in_force(&decisions));
    assert!(!ties.may_meet(1, 5) && !ties.may_meet(6, 1) && ties.may_meet(5, 6));
}

#[test]
fn what_is_merged_has_one_leader() {
    let mut decisions = decisions(vec![Verdict::Merge(20), Verdict::Merge(30), Verdict::Merge(99)]);
    decisions[1].subject.anchor = 21;
    // Events 20 and 21 follow 7; 30 follows 3; 1 leads; 99 is gone.
    let leader = |anchor| {
        Ok::<_, Infallible>([(1, 1), (20, 7), (21, 7), (30, 3)].into_iter().find(|p| p.0 == anchor).map(|p| p.1))
    };
    let united = Ties::of(&in_force(&decisions)).united(leader).unwrap();
    assert_eq!(united.into_iter().collect::<Vec<_>>(), [(1, 1), (3, 1), (7, 1)]);
}

#[test]
fn of_a_merge_and_a_split_the_later_one_holds() {
    let leader = |anchor| Ok::<_, Infallible>(Some(anchor));
    for (verdicts, united) in
        [(vec![Verdict::Merge(5), Verdict::Split(vec![5])], 0), (vec![Verdict::Split(vec![5]), Verdict::Merge(5)], 2)]
    {
        let decisions = decisions(verdicts);
        assert_eq!(Ties::of(&in_force(&decisions)).united(leader).unwrap().len(), united);
    }
}

#[test]
fn verdicts_are_read_as_they_were_kept() {
    use Verdict::*;
    let all = [
        Accept,
        Reject,
        correct(Field::Place, "Belis el Garb"),
        Merge(u64::MAX),
        Split(vec![1, 2]),
        Grade(super::Grade::Contested),
        Comment("Two words".into()),
        Undo(4),
    ];
    for verdict in all {
        assert_eq!(Verdict::read(verdict.verb(), &verdict.content()), Some(verdict));
    }
    for (verb, content) in [("correct", "from soon"), ("grade", "good"), ("merge", "i1"), ("split", ""), ("burn", "")] {
        assert_eq!(Verdict::read(verb, content), None, "{verb} {content}");
    }
}
