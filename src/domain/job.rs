//! Work that is done beside the request that asked for it.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;

vocabulary! {
    /// How a job stands.
    JobState {
        /// It waits for its turn.
        #[default] Queued = "queued",
        /// It is under way.
        Running = "running",
        /// It came to its end; its report tells what became of each document.
        Done = "done",
        /// It ended early, and `detail` tells why. What was written until then stays.
        Failed = "failed",
        /// It was cancelled. What was written until then stays.
        Cancelled = "cancelled",
        /// Its instance is gone, and its content with it. What was written until then stays; import it again.
        Interrupted = "interrupted",
    }
}

impl JobState {
    /// All of them.
    pub const ALL: [JobState; 6] = [
        JobState::Queued,
        JobState::Running,
        JobState::Done,
        JobState::Failed,
        JobState::Cancelled,
        JobState::Interrupted,
    ];

    /// Reads one of the words.
    pub fn parse(word: &str) -> Option<Self> {
        JobState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether it is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, JobState::Queued | JobState::Running)
    }
}
