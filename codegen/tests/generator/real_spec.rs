//! The workspace's own spec: what it becomes, and that the committed client is exactly that.
