//! The credentials and the envelope, which no type is generated for: the runtime has them. Names and types are held to it when
//! the spec is read, so only when a field has a value, and what is said of things, can be different here.

use super::{At, Cx, Found, protection, words};
use crate::api::ir::{Field, Usage, Wrapper};
use crate::review::diff::change::Subject;
use crate::review::diff::pairs;
use crate::review::diff::pointer;
use crate::review::diff::relation::Relation;
use crate::review::diff::rules::{self, Travel};

pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    let sent = Usage { request: true, ..Usage::default() };
    each(cx, ("Credentials", sent), (cx.base.credentials.as_ref(), cx.head.credentials.as_ref()), found, |_, _| {
        (&rules::CREDENTIALS_CHANGED, 0)
    });
    let received = Usage { response: true, ..Usage::default() };
    each(cx, ("Envelope", received), (cx.base.envelope.as_ref(), cx.head.envelope.as_ref()), found, |old, new| {
        let is_lost = new.is_option() && !old.is_option();
        (&rules::ENVELOPE_CHANGED, usize::from(!(is_lost && new.wire.value == "code")))
    });
}

fn each(
    cx: Cx<'_>,
    (name, ways): (&str, Usage),
    wrappers: (Option<&Wrapper>, Option<&Wrapper>),
    found: &mut Found,
    judge: impl Fn(&Field, &Field) -> (&'static rules::Rule, usize),
) {
    let (Some(old), Some(new)) = wrappers else { return };
    let subject = Subject::Runtime;
    let schema = pointer::schema(name);
    words::wrapper(name, old, new, &At::both(&subject, schema.clone(), schema.clone()), found);
    let fields = pointer::below(&schema, "properties");
    for pair in pairs::fields(&old.object, &new.object) {
        let (Some(old), Some(new)) = pair else { continue };
        let at = pointer::below(&fields, &new.wire.value);
        let at = At::both(&subject, at.clone(), at).travelling(Travel { ways, ..Travel::default() });
        let what = format!("`{}` of `{name}`", new.wire.value);
        if old.presence != new.presence || cx.relations().of(&old.ty, &new.ty) != Relation::Same {
            let (rule, case) = judge(old, new);
            let message = format!("{what} {} and {}", when(old, "was", "might"), when(new, "is", "may"));
            found.push_case(rule, case, &at, message);
        }
        if new.harmless && !old.harmless {
            protection::dismissed(&what, &new.ty, &at, found);
        }
        words::field(cx, &what, (old, new), &at, found);
    }
}

fn when(field: &Field, be: &str, may: &str) -> String {
    match (field.presence.required, field.presence.may_be_empty) {
        (true, false) => format!("{be} always there"),
        (true, true) => format!("{may} be empty"),
        (false, false) => format!("{may} be absent"),
        (false, true) => format!("{may} be absent or empty"),
    }
}
