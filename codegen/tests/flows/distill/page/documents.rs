//! The platform's own pages, where a checkout has them beside it. They are not part of this repository.

use super::show;
use open_api_codegen::distill::page;
use std::path::Path;

fn document(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/documents").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            format!("SKIPPED: {} is not there\n", path.display()).as_bytes(),
        );
    }
    text
}

#[test]
fn the_card_list_copied_from_the_browser_gives_its_facts() {
    let Some(text) = document("000_3b6413dcb8946435.txt") else { return };
    show::snapshot("document-card-list", &show::facts(&page::parse(&text)));
}

#[test]
fn the_transaction_page_gives_its_facts_and_says_that_its_path_is_missing() {
    let Some(text) = document("wallet-transaction-detail.md") else { return };
    show::snapshot("document-transaction", &show::facts(&page::parse(&text)));
}

#[test]
fn the_card_webhook_gives_its_tags_and_its_payload() {
    let Some(text) = document("webhook-card.md") else { return };
    show::snapshot("document-card-webhook", &show::facts(&page::parse(&text)));
}
