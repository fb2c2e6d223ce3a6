//! The table of operations is the catalog, row by row.

use open_api_client::{Effect, Knowledge, Operation};
use serde_json::Value;

#[test]
fn the_table_is_the_catalog() {
    let catalog: Value = serde_json::from_str(include_str!("../../../spec/catalog.json")).unwrap();
    let rows = catalog["operations"].as_array().unwrap();
    assert_eq!(Operation::ALL.len(), 39);
    assert_eq!(Operation::ALL.len(), rows.len());
    for (operation, row) in Operation::ALL.iter().zip(rows) {
        let id = row["id"].as_str().unwrap();
        assert_eq!(operation.id(), id);
        assert_eq!(operation.section(), row["section"].as_str().unwrap(), "{id}");
        assert_eq!(operation.title(), row["title"].as_str().unwrap(), "{id}");
        assert_eq!(operation.method(), row["method"].as_str(), "{id}");
        assert_eq!(operation.page(), row["page"].as_str(), "{id}");
        let effect = match operation.effect() {
            Effect::Read => "read",
            Effect::Write => "write",
            Effect::Money => "money",
        };
        assert_eq!(effect, row["effect"].as_str().unwrap(), "{id}");
        assert_eq!(Operation::from_id(id), Some(*operation));
        assert_eq!(operation.to_string(), id);
    }
    assert_eq!(Operation::from_id("cards.burn"), None);
}

#[test]
fn only_what_the_documents_state_has_a_path() {
    for operation in Operation::ALL {
        assert_eq!(operation.path().is_some(), operation.knowledge() == Knowledge::Typed, "{operation}");
    }
    assert_eq!(Operation::CardsList.path(), Some("/openApi/card/cardList"));
    assert_eq!(Operation::WalletsGetTransaction.knowledge(), Knowledge::Pathless);
    assert_eq!(Operation::CardsFreeze.knowledge(), Knowledge::Named);
}
