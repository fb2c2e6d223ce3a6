//! Events: whether they are there, what they deliver, where they belong.

use super::operations::payload;
use super::{At, Cx, Found, words};
use crate::api::ir::Webhook;
use crate::review::diff::change::Subject;
use crate::review::diff::pointer;
use crate::review::diff::rules;
use crate::review::diff::verdict::Direction;

pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    let subject = Subject::Events;
    for pair in &cx.pairs.webhooks {
        match *pair {
            (Some(base), None) => {
                let message = format!("the event `{}` was removed", base.tag.value);
                found.push(&rules::WEBHOOK_REMOVED, &At::base(&subject, pointer::webhook(base)), message);
            }
            (None, Some(head)) => {
                let message = format!("the event `{}` was added", head.tag.value);
                found.push(&rules::WEBHOOK_ADDED, &At::head(&subject, pointer::webhook(head)), message);
            }
            (Some(base), Some(head)) => {
                let at = At::both(&subject, pointer::webhook(base), pointer::webhook(head));
                let tag = &head.tag.value;
                let body = at.map(pointer::body);
                let payloads = (base.payload, head.payload);
                let way = Direction::Webhook;
                payload(cx, &format!("the payload of `{tag}`"), payloads, way, &body, found);
                if base.tag.value != *tag {
                    let message = format!("the event `{}` has the tag `{tag}`", base.tag.value);
                    found.push(&rules::WEBHOOK_RETAGGED, &at, message);
                } else if base.variant != head.variant {
                    let message = format!("`Event::{}` is called `Event::{}`", base.variant, head.variant);
                    let is_alike = |old: &Webhook, new: &Webhook| cx.pairs.same(old.payload, new.payload);
                    let mut heads = cx.head.webhooks.iter();
                    let lives_on = heads.any(|other| other.variant == base.variant && is_alike(base, other));
                    let mut bases = cx.base.webhooks.iter();
                    let was_anothers = bases.any(|other| other.variant == head.variant && is_alike(other, head));
                    let case = super::renamed_in_rust(lives_on, was_anothers);
                    found.push_case(&rules::RUST_NAME_CHANGED, case, &at, message);
                }
                if base.group.value != head.group.value {
                    let message = format!("`{tag}` was of `{}` and is of `{}`", base.group.value, head.group.value);
                    found.push(&rules::WEBHOOK_REGROUPED, &at.below("x-webhook-group"), message);
                }
                words::webhook(cx, base, head, &at, found);
            }
            (None, None) => {}
        }
    }
}
