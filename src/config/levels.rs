//! Which level a rule has in a seed, and who says so.

use std::path::Path;

use super::{Config, LevelFor, Override, PROFILES, Place, Profile};
use crate::finding::Level;
use crate::paths;

/// Who set a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'c> {
    /// The rule itself.
    Rule,
    /// A profile.
    Profile(&'static Profile),
    /// A line of a configuration.
    Written(&'c Place),
}

/// The levels in force in one seed.
#[derive(Debug, Clone)]
pub struct Levels<'c> {
    profile: Option<&'static Profile>,
    /// Later ones win.
    layers: Vec<&'c [LevelFor]>,
}

impl Config {
    /// The profile in force in the seed at `path`.
    pub fn profile_at(&self, path: &Path) -> &'static Profile {
        self.levels_at(path).profile.unwrap_or(&PROFILES[0])
    }

    /// The levels in force in the seed at `path`.
    pub fn levels_at(&self, path: &Path) -> Levels<'_> {
        let path = paths::absolute(path);
        let here: Vec<&Override> = self.overrides.iter().filter(|over| over.paths.set.is_match(&path)).collect();
        let chosen = here.iter().rev().find_map(|over| over.profile.as_ref()).or(self.profile.as_ref());
        let layers = std::iter::once(self.levels.as_slice()).chain(here.iter().map(|over| over.levels.as_slice())).collect();
        Levels { profile: chosen.map(|profile| profile.value), layers }
    }
}

impl<'c> Levels<'c> {
    /// The level of `rule`, whose own is `default`, and who set it.
    ///
    /// Layers from the bottom: the rule, the profile, `[levels]`, each override that matches, in order. In a layer a rule's
    /// name beats its family's. A family's level does not wake a rule that is off by its own name, or by itself: naming it
    /// does.
    pub fn of(&self, rule: &str, default: Level) -> (Level, Origin<'c>) {
        let mut force = Force { level: default, origin: Origin::Rule, named: true };
        if let Some(profile) = self.profile {
            let levels = profile.levels.iter().map(|(name, level)| (*name, *level, Origin::Profile(profile)));
            force.apply(rule, levels);
        }
        for layer in &self.layers {
            force.apply(rule, layer.iter().map(|set| (set.name.value.as_str(), set.level, Origin::Written(&set.name.at))));
        }
        (force.level, force.origin)
    }
}

/// What is in force after some layers; `named`: set for the rule itself, and not for its family.
struct Force<'c> {
    level: Level,
    origin: Origin<'c>,
    named: bool,
}

impl<'c> Force<'c> {
    fn apply<'n>(&mut self, rule: &str, layer: impl Iterator<Item = (&'n str, Level, Origin<'c>)>) {
        let family = rule.split('/').next().unwrap_or(rule);
        let mut of_family = None;
        for (name, level, origin) in layer {
            if name == rule {
                *self = Force { level, origin, named: true };
                return;
            }
            if name == family {
                of_family = Some(Force { level, origin, named: false });
            }
        }
        let asleep = self.named && self.level == Level::Off;
        if let Some(force) = of_family.filter(|_| !asleep) {
            *self = force;
        }
    }
}
