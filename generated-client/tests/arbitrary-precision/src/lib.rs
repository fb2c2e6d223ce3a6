//! Another crate of the same build wants numbers as text. The generated types do not notice, and what cannot be sent exactly is
//! still not sent.

#[cfg(test)]
#[path = "../../models/embedded.rs"]
mod embedded;

#[cfg(test)]
#[path = "../../client/bodies.rs"]
mod bodies;

#[cfg(test)]
mod tests {
    #[test]
    fn arbitrary_precision_is_switched_on_in_these_tests() {
        // Without it the tree would hold a float, and write it in another form.
        let number: serde_json::Value = serde_json::from_str("1.10").unwrap();
        assert_eq!(number.to_string(), "1.10");
    }
}
