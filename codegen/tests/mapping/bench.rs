//! How long a very long page takes.
