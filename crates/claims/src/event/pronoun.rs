//! Arguments that are pronouns point at the words that they stand for: "he was shot" is told of the mayor named before.

use crate::reading::{Actor, Argument, Form, Ref, Role};
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
    if own.form != Form::Pronoun {
        return None;
    }
    let before = actor.mentions.iter().filter(|m| m.span.end <= pronoun.start);
    let name = before.clone().find(|m| m.form == Form::Name);
    name.or_else(|| before.filter(|m| m.form == Form::Nominal).last()).map(|m| m.span)
}
