//! Which operations and events a type reaches, in which direction, and through which types.

use super::verdict::Direction;
use crate::api::ir::{Api, TypeId};
use crate::spec::openapi::Effect;
use std::collections::{BTreeMap, VecDeque};

/// An operation or an event that a changed type reaches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// What it is.
    pub target: Target,
    /// The types on the way, from the operation's or the event's own down to the one above the changed type.
    pub through: Vec<String>,
}

/// Where a value is sent or received.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An operation, whether it is in its request or its answer, and what a call may do.
    Operation(String, Direction, Effect),
    /// An event.
    Webhook(String),
}

impl Target {
    /// The operation's id or the event's tag.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Operation(id, _, _) | Self::Webhook(id) => id,
        }
    }

    /// Which way the value travels there.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        match self {
            Self::Operation(_, direction, _) => *direction,
            Self::Webhook(_) => Direction::Webhook,
        }
    }

    /// What a call may do; nothing for an event.
    #[must_use]
    pub const fn effect(&self) -> Option<Effect> {
        match self {
            Self::Operation(_, _, effect) => Some(*effect),
            Self::Webhook(_) => None,
        }
    }

    /// How a report says it: which way, and whether money moves.
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::Operation(id, direction, Effect::Money) => format!("{id} ({}, MOVES MONEY)", direction.word()),
            Self::Operation(id, direction, effect) => format!("{id} ({}, {})", direction.word(), effect.word()),
            Self::Webhook(tag) => format!("{tag} (delivery)"),
        }
    }
}

/// Who holds each type.
#[derive(Debug)]
pub(super) struct Reach<'a> {
    api: &'a Api,
    holders: Vec<Vec<TypeId>>,
    targets: BTreeMap<TypeId, Vec<Target>>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
        for (id, def) in api.type_ids() {
            for field in def.shape.object().iter().flat_map(|object| &object.fields) {
                if let Some(held) = field.ty.named() {
                    holders[held.0 as usize].push(id);
                }
            }
        }
        for list in &mut holders {
            list.sort_unstable();
            list.dedup();
        }
        let mut targets: BTreeMap<TypeId, Vec<Target>> = BTreeMap::new();
        for operation in &api.operations {
            let target = |direction| Target::Operation(operation.id.value.clone(), direction, operation.effect.value);
            targets.entry(operation.request).or_default().push(target(Direction::Request));
            targets.entry(operation.response).or_default().push(target(Direction::Response));
        }
        for webhook in &api.webhooks {
            targets.entry(webhook.payload).or_default().push(Target::Webhook(webhook.tag.value.clone()));
        }
        for list in targets.values_mut() {
            list.sort();
        }
        Self { api, holders, targets }
    }

    pub(super) fn holders(&self, id: TypeId) -> &[TypeId] {
        &self.holders[id.0 as usize]
    }

    pub(super) fn targets(&self, id: TypeId) -> &[Target] {
        self.targets.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn name(&self, id: TypeId) -> &'a str {
        &self.api.ty(id).name.value
    }

    /// Everything that the type reaches, by the shortest way, sorted.
    pub(super) fn uses(&self, id: TypeId) -> Vec<Use> {
        let mut below: BTreeMap<TypeId, Option<TypeId>> = BTreeMap::from([(id, None)]);
        let mut queue = VecDeque::from([id]);
        let mut uses = Vec::new();
        while let Some(at) = queue.pop_front() {
            if !self.targets(at).is_empty() {
                let mut through = Vec::new();
                let mut step = Some(at);
                while let Some(one) = step.filter(|one| *one != id) {
                    through.push(self.name(one).to_owned());
                    step = below.get(&one).copied().flatten();
                }
                uses.extend(
                    self.targets(at).iter().map(|target| Use { target: target.clone(), through: through.clone() }),
                );
            }
            for holder in self.holders(at) {
                if !below.contains_key(holder) {
                    below.insert(*holder, Some(at));
                    queue.push_back(*holder);
                }
            }
        }
        uses.sort();
        uses
    }
}
