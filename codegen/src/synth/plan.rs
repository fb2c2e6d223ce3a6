//! What a made-up spec will hold: resources, their operations, and the fields of each. Nothing here is JSON yet.

use super::field::Field;
use super::kind::Kind;
use super::random::Random;
use crate::spec::names;
use crate::spec::openapi::Effect;
use std::num::NonZeroU32;

const PER_RESOURCE: u32 = 10;
const REQUEST_FIELDS: usize = 10;
const ITEM_FIELDS: usize = 20;

const WHICH: &[&str] = &[
    "daily", "local", "shared", "prepaid", "regional", "virtual", "partner", "reserve", "yearly", "pooled", "linked",
    "staged", "primary", "spare", "nested", "remote", "signed", "queued", "frozen", "mirror",
];
const WHAT: &[&str] = &[
    "ledgers", "vaults", "quotas", "invoices", "disputes", "mandates", "batches", "accruals", "rosters", "tariffs",
    "escrows", "budgets", "permits", "parcels", "audits", "journals", "outlets", "ballots", "coupons", "tenders",
];
const ACTIONS: &[(&str, Effect, bool)] = &[
    ("list", Effect::Read, true),
    ("get", Effect::Read, false),
    ("create", Effect::Write, false),
    ("update", Effect::Write, false),
    ("settle", Effect::Money, false),
    ("search", Effect::Read, true),
    ("close", Effect::Write, false),
    ("refund", Effect::Money, false),
    ("summarize", Effect::Read, false),
    ("archive", Effect::Write, false),
];

/// Everything that will be written.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) resources: Vec<Resource>,
    pub(super) operations: Vec<Operation>,
}

/// A resource.
#[derive(Debug)]
pub(super) struct Resource {
    /// The tag, such as `daily_ledgers`.
    pub(super) tag: String,
    /// The page that its events are documented on.
    pub(super) events_page: String,
    /// The item that its events deliver.
    pub(super) payload: String,
}

/// An operation whose tables are known.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) tag: String,
    /// What the names of its schemas begin with.
    pub(super) stem: String,
    pub(super) page: String,
    pub(super) effect: Effect,
    pub(super) is_paged: bool,
    pub(super) has_path: bool,
    pub(super) has_example: bool,
    pub(super) request: Vec<Field>,
    pub(super) item: Vec<Field>,
    /// The enum that it shares with its neighbour.
    pub(super) status: String,
    /// How many codes the enum has, if this operation is the first of the two.
    pub(super) defines_status: Option<u64>,
}

impl Plan {
    pub(super) fn new(operations: NonZeroU32, seed: u64) -> Self {
        let mut plan = Self { resources: Vec::new(), operations: Vec::new() };
        let mut status = String::new();
        for at in 0..operations.get() {
            let resource = at / PER_RESOURCE;
            let tag = tag(resource as usize);
            let mut random = Random::new(seed, u64::from(at));
            let (action, effect, is_paged) = ACTIONS[(at % PER_RESOURCE) as usize];
            let id = format!("{tag}.{action}");
            let stem = names::variant(&id);
            if at % 2 == 0 {
                status = format!("{stem}Status");
            }
            if at % PER_RESOURCE == 0 {
                let events_page = format!("{}f0", 600_000_000 + resource);
                plan.resources.push(Resource { tag: tag.clone(), events_page, payload: format!("{stem}Item") });
            }
            let request = if is_paged { filters(&mut random) } else { arguments(&mut random) };
            plan.operations.push(Operation {
                page: format!("{}e0", 500_000_000 + at),
                effect,
                is_paged,
                has_path: at % 13 != 7,
                has_example: at % 3 == 0,
                request,
                item: item(&mut random),
                status: status.clone(),
                defines_status: (at % 2 == 0).then(|| 3 + random.below(7)),
                id,
                tag,
                stem,
            });
        }
        plan
    }
}

fn tag(resource: usize) -> String {
    let (which, what) = (resource % WHICH.len(), resource / WHICH.len());
    let name = format!("{}_{}", WHICH[which], WHAT[what % WHAT.len()]);
    match what / WHAT.len() {
        0 => name,
        round => format!("{name}_{round}"),
    }
}

/// A paged request: the paging, and filters that may be left out.
fn filters(random: &mut Random) -> Vec<Field> {
    let mut fields = Field::some(random, Kind::FILTERS, REQUEST_FIELDS - 2, |_, _| false);
    fields.push(Field::plain("page_no", Kind::Int32));
    fields.push(Field::plain("page_size", Kind::Int32));
    fields
}

/// What an operation is told: one to five fields that it needs, and others.
fn arguments(random: &mut Random) -> Vec<Field> {
    let needed = 1 + usize::try_from(random.below(5)).unwrap_or(0);
    Field::some(random, Kind::ARGUMENTS, REQUEST_FIELDS, |at, _| at < needed)
}

fn item(random: &mut Random) -> Vec<Field> {
    Field::some(random, Kind::ITEM, ITEM_FIELDS, |_, random| random.below(8) > 0)
}
