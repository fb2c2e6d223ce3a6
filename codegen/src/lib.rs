//! Everything between the text of the spec and the text of the generated client.
