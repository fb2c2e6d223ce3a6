//! A record's fields as shapes, found by writing a blank record to a sink that looks at the types and at no value.

use std::convert::Infallible;

use super::shape::FieldShape;
use super::traits::{FieldSink, Record, Wire};

/// What a record's fields look like, in the order of its table.
pub(crate) fn fields_of<T: Record>() -> Vec<FieldShape> {
    let blank = T::blank();
    let mut into = Described { name: "", fields: Vec::new() };
    for (index, name) in T::FIELDS.names() {
        into.name = name;
        let Ok(()) = blank.write(index, &mut into);
    }
    into.fields
}

struct Described {
    name: &'static str,
    fields: Vec<FieldShape>,
}

impl Described {
    fn add<T: Wire>(&mut self, required: bool, may_be_empty: bool) {
        self.fields.push(FieldShape { name: self.name, required, may_be_empty, shape: T::shape() });
    }
}

impl FieldSink for Described {
    type Error = Infallible;

    fn required<T: Wire>(&mut self, _: &T) -> Result<(), Infallible> {
        self.add::<T>(true, false);
        Ok(())
    }

    fn optional<T: Wire>(&mut self, _: &Option<T>) -> Result<(), Infallible> {
        self.add::<T>(false, false);
        Ok(())
    }

    fn or_empty<T: Wire>(&mut self, _: &Option<T>) -> Result<(), Infallible> {
        self.add::<T>(true, true);
        Ok(())
    }

    fn optional_or_empty<T: Wire>(&mut self, _: &Option<T>) -> Result<(), Infallible> {
        self.add::<T>(false, true);
        Ok(())
    }

    fn list_or_empty<T: Wire>(&mut self, _: &T) -> Result<(), Infallible> {
        self.add::<T>(true, true);
        Ok(())
    }

    fn optional_list_or_empty<T: Wire>(&mut self, _: &Option<T>) -> Result<(), Infallible> {
        self.add::<T>(false, true);
        Ok(())
    }
}
