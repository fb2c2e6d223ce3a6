//! The whole spec: what stands at its top level, and in which order and on which cores its entries are read.
//! What an entry says is read in `operation` and `schema`.

use super::keywords;
use super::model::{Document, Notices, Operation, Schema, Server, Tag, Webhook};
use super::operation::keyed_id;
use super::outline::Outline;
use super::reader::{Reader, value};
use crate::cores;
use crate::text::diag::{Code, Diagnostics};
use crate::text::json::{Malformed, Member, Object, ObjectProp, Value};
use crate::text::source::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the spec by the profile. The document is there whenever anything of it could be read, so that later passes can
/// report their problems in the same run; it is complete only if nothing was found.
#[must_use]
pub fn read(root: &Value<'_>) -> (Option<Document>, Diagnostics) {
    let mut reader = Reader::new(FileId::Spec);
    let document = reader.document(root, Maps::default());
    (document, reader.found)
}

/// The same from the text, an entry at a time.
///
/// # Errors
/// A text that is no JSON, or where a name stands twice; what is wrong with it, [`json::parse`](crate::text::json::parse) tells.
pub fn read_text(text: &str) -> Result<(Option<Document>, Diagnostics), Malformed> {
    let outline = Outline::of(text)?;
    let (maps, mut found) = Maps::read(text, &outline)?;
    let mut reader = Reader::new(FileId::Spec);
    let document = reader.document(&outline.root, maps);
    found.append(reader.found);
    Ok((document, found))
}

/// What the entries of the large maps say.
#[derive(Default)]
struct Maps {
    operations: Vec<Operation>,
    webhooks: Vec<Webhook>,
    schemas: Vec<Schema>,
    /// The schemas that problems were found in.
    broken: BTreeSet<String>,
}

/// Reads an entry of one of the large maps.
type ReadEntry = fn(&mut Reader, &ObjectProp<'_>, &mut Maps);

impl Maps {
    /// Entries do not depend on each other, so they are read on all cores; they come in their order.
    fn read(text: &str, outline: &Outline<'_>) -> Result<(Self, Diagnostics), Malformed> {
        let maps = [
            (&outline.paths, Reader::path as ReadEntry),
            (&outline.pathless, Reader::pathless),
            (&outline.webhooks, Reader::event),
            (&outline.schemas, Reader::named_schema),
        ];
        let entries: Vec<(ReadEntry, &Member<'_>)> =
            maps.iter().flat_map(|(members, read)| members.iter().map(|member| (*read, member))).collect();
        let (mut maps, mut found) = (Self::default(), Diagnostics::new());
        for share in cores::shared(entries, |share| Self::read_share(text, share)) {
            let (more, problems) = share?;
            maps.append(more);
            found.append(problems);
        }
        Ok((maps, found))
    }

    fn read_share(text: &str, entries: Vec<(ReadEntry, &Member<'_>)>) -> Result<(Self, Diagnostics), Malformed> {
        let mut reader = Reader::new(FileId::Spec);
        let mut maps = Self::default();
        for (read, member) in entries {
            read(&mut reader, &member.parse(text)?, &mut maps);
        }
        Ok((maps, reader.found))
    }

    fn append(&mut self, mut more: Self) {
        self.operations.append(&mut more.operations);
        self.webhooks.append(&mut more.webhooks);
        self.schemas.append(&mut more.schemas);
        self.broken.append(&mut more.broken);
    }
}

impl Reader {
    fn path(&mut self, entry: &ObjectProp<'_>, maps: &mut Maps) {
        let path = keyed_id(self, entry);
        maps.operations.extend(self.path_operation(path, &entry.value));
    }

    fn pathless(&mut self, entry: &ObjectProp<'_>, maps: &mut Maps) {
        let id = keyed_id(self, entry);
        maps.operations.extend(self.pathless_operation(id, &entry.value));
    }

    fn event(&mut self, entry: &ObjectProp<'_>, maps: &mut Maps) {
        let tag = keyed_id(self, entry);
        maps.webhooks.extend(self.webhook(tag, &entry.value));
    }

    fn named_schema(&mut self, entry: &ObjectProp<'_>, maps: &mut Maps) {
        let name = keyed_id(self, entry);
        let before = self.found.counts();
        maps.schemas.extend(self.schema(name, &entry.value));
        if self.found.counts() != before {
            maps.broken.insert(entry.name.as_str().to_owned());
        }
    }

    /// The document; `maps` holds the entries that have been read already.
    fn document(&mut self, root: &Value<'_>, mut maps: Maps) -> Option<Document> {
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
        let servers = self.servers(object);
        self.no_security(object);
        let tags = self.tags(object);
        for (key, read) in
            [("paths", Self::path as ReadEntry), ("x-pathless-operations", Self::pathless), ("webhooks", Self::event)]
        {
            self.entries(object, key).iter().for_each(|entry| read(self, entry, &mut maps));
        }
        let mut schemas_span = self.opening(object);
        if let Some(components) = value(object, "components").and_then(|at| self.keyed(at, &keywords::COMPONENTS)) {
            self.entries(components, "schemas").iter().for_each(|entry| self.named_schema(entry, &mut maps));
            if let Some(property) = components.get("schemas") {
                schemas_span = self.key_span(property);
            }
        }
        let info = info?;
        let title = self.required_text(info, "info", "title", "name the platform");
        let version = self.required_text(info, "info", "version", "write the revision date of the newest page read");
        let description = self.text(info, "description");
        let notices = self.notices(info);
        Some(Document {
            title: title?,
            version: version?,
            description,
            notices,
            servers,
            tags,
            operations: maps.operations,
            webhooks: maps.webhooks,
            schemas: maps.schemas,
            schemas_span,
            broken: maps.broken,
        })
    }

    fn entries<'v, 'a>(&mut self, object: &'v Object<'a>, key: &str) -> &'v [ObjectProp<'a>] {
        value(object, key)
            .and_then(|at| self.object(at, format_args!("`{key}`")))
            .map_or(&[], |object| &object.properties)
    }

    /// Whom to ask, and the description's licence.
    fn notices(&mut self, info: &Object<'_>) -> Notices {
        let contact = value(info, "contact").and_then(|at| self.keyed(at, &keywords::CONTACT));
        let contact = contact.map(|object| self.texts(object, &keywords::CONTACT)).unwrap_or_default();
        let Some(object) = value(info, "license").and_then(|at| self.keyed(at, &keywords::LICENSE)) else {
            return Notices { contact, ..Notices::default() };
        };
        if value(object, "name").is_none() {
            self.missing(object, "a licence", "name", "name the licence, such as `MIT`");
        }
        if let (Some(_), Some(url)) = (object.get("identifier"), object.get("url")) {
            self.found.error(
                Code::WrongValue,
                self.key_span(url),
                "a licence has both `identifier` and `url`",
                "OpenAPI allows one of them: keep the identifier (SPDX) if there is one",
            );
        }
        Notices { contact, license: self.texts(object, &keywords::LICENSE) }
    }

    /// The texts under the keywords of a kind that has nothing else.
    fn texts(&mut self, object: &Object<'_>, kind: &keywords::Kind) -> BTreeMap<&'static str, String> {
        kind.keywords.iter().filter_map(|key| Some((*key, self.text(object, key)?.value))).collect()
    }

    /// The credentials travel in the body, which `OpenAPI` has no word for: `security` can only say that there is nothing else.
    fn no_security(&mut self, object: &Object<'_>) {
        for requirement in self.array(object, "security") {
            self.found.error(
                Code::WrongValue,
                self.span(requirement),
                "`security` asks for something",
                "write `\"security\": []`: the credentials travel in the body, by the schema `Credentials`",
            );
        }
    }

    /// Servers are for people and other tools: the client's base URL is configured. They are checked all the same.
    fn servers(&mut self, object: &Object<'_>) -> Vec<Server> {
        let mut servers = Vec::new();
        for entry in self.array(object, "servers") {
            let Some(server) = self.keyed(entry, &keywords::SERVER) else { continue };
            let url = self.required_text(server, "a server", "url", "write the URL that the pages show");
            let description = self.text(server, "description").map(|text| text.value);
            let mut variables = BTreeMap::new();
            for property in self.entries(server, "variables") {
                let Some(variable) = self.keyed(&property.value, &keywords::SERVER_VARIABLE) else { continue };
                let help = "write the placeholder that the pages show";
                let default = self.required_text(variable, "a server variable", "default", help);
                let description = self.text(variable, "description").map(|text| text.value);
                variables.extend(default.map(|text| (property.name.as_str().to_owned(), (text.value, description))));
            }
            servers.extend(url.map(|url| Server { url: url.value, description, variables }));
        }
        servers
    }

    fn tags(&mut self, object: &Object<'_>) -> Vec<Tag> {
        let mut tags = Vec::new();
        for entry in self.array(object, "tags") {
            let Some(tag) = self.keyed(entry, &keywords::TAG) else { continue };
            let name = self.required_text(tag, "a tag", "name", "name the resource, such as `cards`");
            let description = self.text(tag, "description");
            tags.extend(name.map(|name| Tag { name, description }));
        }
        tags
    }
}
