//! Random writes: afterwards every record is as if derived anew, and `modified`, tags and log moved
//! exactly when public bytes did.
