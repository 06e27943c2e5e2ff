//! What is too light, or too unsure, to be shown.

use super::Standing;
use crate::finding::{Confidence, Level};

/// How weighty and how sure a finding has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// The lightest level shown.
    pub level: Level,
    /// The lowest confidence shown.
    pub confidence: Confidence,
}

impl Default for Threshold {
    /// Admits everything but what is off.
    fn default() -> Self {
        Self { level: Level::Note, confidence: Confidence::Low }
    }
}

impl Threshold {
    /// Whether a rule's findings are shown. What is off never is.
    pub fn admits(self, rule: Standing<'_>) -> bool {
        rule.level > Level::Off && rule.level >= self.level && rule.confidence >= self.confidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_have_to_be_reached() {
        for (level, confidence, admitted) in [
            (Level::Off, Confidence::High, false),
            (Level::Note, Confidence::High, false),
            (Level::Warning, Confidence::Low, false),
            (Level::Warning, Confidence::Medium, true),
            (Level::Error, Confidence::High, true),
        ] {
            let threshold = Threshold { level: Level::Warning, confidence: Confidence::Medium };
            assert_eq!(threshold.admits(Standing { name: "a/b", level, confidence, whole: false }), admitted, "{level:?} {confidence:?}");
        }
        let all = Threshold { level: Level::Off, confidence: Confidence::Low };
        assert!(!all.admits(Standing { name: "a/b", level: Level::Off, confidence: Confidence::High, whole: false }));
    }
}
