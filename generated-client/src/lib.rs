//! A typed client for OPEN-API.
