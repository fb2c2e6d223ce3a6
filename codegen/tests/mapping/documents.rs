//! The platform's own pages, where a checkout has them beside it. They are not part of this repository.
