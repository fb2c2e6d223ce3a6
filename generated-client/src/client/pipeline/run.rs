//! How a call goes through: from the request to the answer and its verdict, under one span.

use std::sync::Arc;

use super::core::Core;
use super::exchange::exchange;
use super::fields::Fields;
use super::outgoing::Outgoing;
use super::underway::UnderWay;
use super::watched;
use crate::Operation;
use crate::client::answer::data::Data;
use crate::client::answer::partial::LeftOut;
use crate::client::answer::raw::RawResponse;
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::drift::watch::{Noted, Watch};
use crate::error::{Error, Subject};
use crate::wire::Wire;

/// Makes a call; its answer is judged when it is read.
pub(in crate::client) async fn run(core: &Core, call: Outgoing) -> Result<Finished, Error> {
    let under_way = UnderWay::new(&call, &core.address, core.observed.clone());
    match under_way.cover(exchange(core, &call, &under_way)).await {
        Ok(answer) => Ok(Finished { answer, under_way, watch: core.watch.clone() }),
        Err(error) => {
            under_way.failed(&error);
            Err(error)
        }
    }
}

/// Makes a call of a documented operation, whatever its type.
pub(in crate::client) async fn run_operation(
    core: Arc<Core>,
    operation: Operation,
    fields: Fields,
    (options, headers): (CallOptions, Headers),
) -> Result<Finished, Error> {
    let call = outgoing(&core, operation, fields, (options, &headers))?;
    run(&core, call).await
}

fn outgoing(
    core: &Core,
    operation: Operation,
    fields: Fields,
    options: (CallOptions, &Headers),
) -> Result<Outgoing, Error> {
    let subject = Subject::Operation(operation);
    let path = core.path_of(operation)?;
    let fields = fields.map_err(|refused| refused.into_error(subject.clone()))?;
    core.outgoing(subject, path, Some(operation.effect()), &fields, options)
}

/// A complete answer that is not judged yet. The call's span ends when it has been read.
pub(in crate::client) struct Finished {
    answer: RawResponse,
    under_way: UnderWay,
    watch: Option<Arc<Watch>>,
}

impl Finished {
    /// The answer as it came.
    pub(in crate::client) fn into_raw(self) -> RawResponse {
        self.under_way.answered(&self.answer, None);
        self.answer
    }

    /// The envelope's `data`, for a call without a type.
    pub(in crate::client) fn into_data(self) -> Result<Data, Error> {
        let seen = self.watch.map(|watch| (watch, self.answer.clone()));
        let data = self.answer.data();
        if let Some((watch, answer)) = seen {
            watched::untyped(&watch, &answer);
        }
        match &data {
            Ok(data) => self.under_way.answered(data.raw(), Some(0)),
            Err(error) => self.under_way.failed(error),
        }
        data
    }

    /// Decodes a documented answer, and keeps what it was decoded from.
    pub(in crate::client) fn read<T: Wire>(self) -> Result<(T, Data), Error> {
        self.read_by::<T, _>(RawResponse::read)
    }

    /// As [`read`](Self::read), but for the entries of lists that cannot be read.
    pub(in crate::client) fn read_leniently<T: Wire>(self) -> Result<(T, Vec<LeftOut>, Data), Error> {
        let read = |answer: RawResponse| {
            let (value, left_out, data, noted) = answer.read_leniently()?;
            Ok(((value, left_out), data, noted))
        };
        self.read_by::<T, _>(read).map(|((value, left_out), data)| (value, left_out, data))
    }

    /// Decodes an answer whose type is `T`, tells of drift, and ends the call.
    fn read_by<T: Wire, V>(
        self,
        read: impl FnOnce(RawResponse) -> Result<(V, Data, Noted), Error>,
    ) -> Result<(V, Data), Error> {
        let seen = self.watch.map(|watch| (watch, self.answer.clone()));
        let read = read(self.answer);
        // An answer without content has no fields that could differ from the spec.
        if let Some((watch, answer)) = seen.filter(|_| !T::HOLDS_NOTHING) {
            let noted = read.as_ref().map_or(Noted::Failed, |(_, _, noted)| *noted);
            watched::typed(&watch, &answer, T::shape(), noted);
        }
        match &read {
            Ok((_, data, _)) => self.under_way.answered(data.raw(), Some(0)),
            Err(error) => self.under_way.failed(error),
        }
        read.map(|(value, data, _)| (value, data))
    }
}
