//! Arguments that are pronouns point at the words that they stand for: "he was shot" is told of the mayor named before;
//! so do short names of persons ("Sol" at "Ana Sol") and their offices ("the mayor").

use crate::reading::{Actor, ActorKind, Argument, Form, Mention, Ref, Role};
use text::Span;

/// Gives each pronoun among the arguments the words of the actor's name, else of its last description, before it.
pub(super) fn resolve(actors: &[Actor], arguments: &mut [Argument]) {
    for argument in arguments.iter_mut().filter(|a| matches!(a.role, Role::Actor | Role::Victim | Role::Recipient)) {
        let Some(Ref::Actor(n)) = argument.to else { continue };
        if let Some(span) = actors.get(n as usize).and_then(|actor| antecedent(actor, argument.span)) {
            argument.span = span;
        }
    }
}

fn antecedent(actor: &Actor, pronoun: Span) -> Option<Span> {
    let own = actor.mentions.iter().find(|m| m.span == pronoun)?;
    let before = || actor.mentions.iter().filter(|m| m.span.end <= pronoun.start);
    let is_name = |m: &&Mention| m.form == Form::Name;
    match own.form {
        Form::Pronoun => {
            let name = before().find(is_name);
            name.or_else(|| before().rfind(|m| m.form == Form::Nominal)).map(|m| m.span)
        }
        _ if actor.kind != ActorKind::Person => None,
        Form::Nominal => before().find(is_name).map(|m| m.span),
        // "Sol": the full name may stand further down ("SOL SHOT DEAD. Ana Sol, 42, …").
        Form::Name => {
            let full = |m: &&Mention| is_name(m) && m.span.len() > pronoun.len();
            actor.mentions.iter().find(full).map(|m| m.span)
        }
    }
}
