//! The whole spec: what stands at its top level.

use super::keywords;
use super::model::{Document, Tag};
use super::operation::keyed_id;
use super::reader::{Reader, value};
use crate::diag::{Code, Diagnostics};
use crate::json::{Object, Value};
use crate::source::FileId;
use std::collections::BTreeSet;

/// Reads the spec by the profile. The document is there whenever anything of it could be read, so that later passes can
/// report their problems in the same run; it is complete only if nothing was found.
#[must_use]
pub fn read(root: &Value<'_>) -> (Option<Document>, Diagnostics) {
    let mut reader = Reader::new(FileId::Spec);
    let document = reader.document(root);
    (document, reader.found)
}

impl Reader {
    fn document(&mut self, root: &Value<'_>) -> Option<Document> {
        let object = self.keyed(root, &keywords::DOCUMENT)?;
        if let Some(version) = self.required_text(object, "the document", "openapi", "write `\"openapi\": \"3.1.0\"`")
            && !version.value.starts_with("3.1.")
        {
            self.found.error(
                Code::WrongValue,
                version.span,
                format!("OpenAPI {} is not read", version.value),
                "write `3.1.0`",
            );
        }
        let info = match value(object, "info") {
            Some(at) => self.keyed(at, &keywords::INFO),
            None => {
                self.missing(object, "the document", "info", "write `\"info\": {\"title\": …, \"version\": …}`");
                None
            }
        };
        self.servers(object);
        let tags = self.tags(object);
        let (mut operations, mut webhooks, mut schemas) = (Vec::new(), Vec::new(), Vec::new());
        for property in self.entries(object, "paths") {
            let path = keyed_id(self, property);
            operations.extend(self.path_operation(path, &property.value));
        }
        for property in self.entries(object, "x-pathless-operations") {
            let id = keyed_id(self, property);
            operations.extend(self.pathless_operation(id, &property.value));
        }
        for property in self.entries(object, "webhooks") {
            let tag = keyed_id(self, property);
            webhooks.extend(self.webhook(tag, &property.value));
        }
        let mut broken = BTreeSet::new();
        let mut schemas_span = self.opening(object);
        if let Some(components) = value(object, "components").and_then(|at| self.keyed(at, &keywords::COMPONENTS)) {
            for property in self.entries(components, "schemas") {
                let name = keyed_id(self, property);
                let before = self.found.counts();
                schemas.extend(self.schema(name, &property.value));
                if self.found.counts() != before {
                    broken.insert(property.name.as_str().to_owned());
                }
            }
            if let Some(property) = components.get("schemas") {
                schemas_span = self.key_span(property);
            }
        }
        let info = info?;
        let title = self.required_text(info, "info", "title", "name the platform");
        let version = self.required_text(info, "info", "version", "write the revision date of the newest page read");
        Some(Document {
            title: title?,
            version: version?,
            description: self.text(info, "description"),
            tags,
            operations,
            webhooks,
            schemas,
            schemas_span,
            broken,
        })
    }

    fn entries<'v, 'a>(&mut self, object: &'v Object<'a>, key: &str) -> &'v [crate::json::ObjectProp<'a>] {
        value(object, key).and_then(|at| self.object(at, &format!("`{key}`"))).map_or(&[], |object| &object.properties)
    }

    /// Servers are for people and other tools: the client's base URL is configured. They are checked all the same.
    fn servers(&mut self, object: &Object<'_>) {
        for entry in self.array(object, "servers") {
            let Some(server) = self.keyed(entry, &keywords::SERVER) else {
                continue;
            };
            self.required_text(server, "a server", "url", "write the URL that the pages show");
            self.text(server, "description");
            for property in self.entries(server, "variables") {
                if let Some(variable) = self.keyed(&property.value, &keywords::SERVER_VARIABLE) {
                    self.required_text(
                        variable,
                        "a server variable",
                        "default",
                        "write the placeholder that the pages show",
                    );
                    self.text(variable, "description");
                }
            }
        }
    }

    fn tags(&mut self, object: &Object<'_>) -> Vec<Tag> {
        let mut tags = Vec::new();
        for entry in self.array(object, "tags") {
            let Some(tag) = self.keyed(entry, &keywords::TAG) else {
                continue;
            };
            let name = self.required_text(tag, "a tag", "name", "name the resource, such as `cards`");
            let description = self.text(tag, "description");
            tags.extend(name.map(|name| Tag { name, description }));
        }
        tags
    }
}
