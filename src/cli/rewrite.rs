//! Files that seedlint writes: whole or not at all. One that is changed must not have changed since it was read.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::destinations;

/// Puts `new` in the place of the text of the file at `path`, which was read as `read`. The error says why nothing was
/// written. A symbolic link stays one: what it leads to is changed. Another hard link keeps the old text.
pub(super) fn replace(path: &Path, read: &str, new: &str) -> Result<(), String> {
    let path = fs::canonicalize(path).map_err(|error| error.to_string())?;
    let permissions = fs::metadata(&path).map_err(|error| error.to_string())?.permissions();
    if permissions.readonly() {
        return Err("it may not be written to".into());
    }
    // Held until the new text is in place, so that of two processes the second sees what the first wrote.
    let held = File::open(&path).map_err(|error| error.to_string())?;
    held.lock().map_err(|error| error.to_string())?;
    let beside = beside(&path);
    let file = private(&beside).map_err(|error| error.to_string())?;
    // Before there is anything to read.
    let written = file.set_permissions(permissions).and_then(|()| fill(file, new)).map_err(|error| error.to_string());
    // As late as can be.
    let unchanged = || match fs::read(&path) {
        Ok(bytes) if bytes == read.as_bytes() && is_still(&held, &path) => Ok(()),
        Ok(_) => Err("it has changed since it was read".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    let done = written.and_then(|()| unchanged()).and_then(|()| fs::rename(&beside, &path).map_err(|error| error.to_string()));
    match done {
        Ok(()) => keep_folder(&path),
        Err(_) => drop(fs::remove_file(&beside)),
    }
    done
}

/// Writes a file that does not stand yet: whole, or not at all.
pub(super) fn create(path: &Path, text: &str) -> Result<(), String> {
    let beside = beside(path);
    let refusal = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => "it stands by now".to_owned(),
        _ => error.to_string(),
    };
    if path.symlink_metadata().is_ok() {
        return Err(refusal(ErrorKind::AlreadyExists.into()));
    }
    let _ = fs::remove_file(&beside);
    let file = OpenOptions::new().write(true).create_new(true).open(&beside).map_err(|error| error.to_string())?;
    // A second name for it is refused where the first is taken; not every file system has second names.
    let named = || match fs::hard_link(&beside, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists && path.symlink_metadata().is_err() => fs::rename(&beside, path),
        named => named,
    };
    let done = fill(file, text).and_then(|()| named()).map_err(refusal);
    let _ = fs::remove_file(&beside);
    keep_folder(path);
    done
}

/// A file of our own, written piece by piece beside the one whose place it takes once it is whole.
pub(super) struct Whole {
    file: BufWriter<File>,
    /// Where it is written, and where it goes; `None` for a pipe or a device, which is written to as it stands.
    places: Option<(PathBuf, PathBuf)>,
}

/// What can be seen to keep a file from being written, before it is tried.
pub(super) fn obstacle(path: &Path) -> Option<&'static str> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => Some("it is a folder"),
        Ok(known) if known.is_file() && known.permissions().readonly() => Some("it may not be written to"),
        Err(_) if folder.is_some_and(|folder| !folder.is_dir()) => Some("there is no such folder"),
        _ => None,
    }
}

impl Whole {
    /// Begins the file that is to stand at `path`. The error says why it cannot be written.
    pub(super) fn begin(path: &Path) -> Result<Self, String> {
        let known = fs::metadata(path);
        if let Some(reason) = obstacle(path) {
            return Err(reason.to_owned());
        }
        if known.as_ref().is_ok_and(|known| !known.is_file()) {
            let file = OpenOptions::new().write(true).open(path).map_err(|error| error.to_string())?;
            return Ok(Self { file: BufWriter::new(file), places: None });
        }
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let beside = beside(&place);
        let file = match known {
            Ok(known) => private(&beside).and_then(|file| file.set_permissions(known.permissions()).map(|()| file)),
            Err(_) => {
                // What a killed process of the same number left.
                let _ = fs::remove_file(&beside);
                OpenOptions::new().write(true).create_new(true).open(&beside)
            }
        };
        let file = file.map_err(|error| error.to_string())?;
        Ok(Self { file: BufWriter::new(file), places: Some((beside, place)) })
    }

    /// Whether a file at `path` would be written in the very place of this one: a file system may take two names for one.
    pub(super) fn is_in_the_place_of(&self, path: &Path) -> bool {
        self.places
            .as_ref()
            .is_some_and(|(own, _)| destinations::same(own, &beside(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))))
    }

    /// Puts the file in its place. The error says why what stood there stands still.
    pub(super) fn finish(mut self) -> Result<(), String> {
        self.file.flush().map_err(|error| error.to_string())?;
        if let Some((beside, place)) = &self.places {
            self.file.get_ref().sync_all().and_then(|()| fs::rename(beside, place)).map_err(|error| error.to_string())?;
            self.places = None;
        }
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.places {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Where a new text is written until it is whole: a hidden file in the same folder, one a process.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

/// Whether an open file still is the one that a path names.
fn is_still(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let same = |one: fs::Metadata, other: fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
        file.metadata().and_then(|open| Ok(same(open, fs::metadata(path)?))).unwrap_or(false)
    }
    #[cfg(not(unix))]
    {
        let _ = (file, path);
        true
    }
}

/// Makes sure that a new name outlasts a loss of power, where the system lets it.
fn keep_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// A new file that nobody else may read yet, where the system knows such. What a process of this number left behind goes.
fn private(path: &Path) -> std::io::Result<File> {
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn fill(mut file: File, text: &str) -> std::io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        assert_eq!(replace(&path, "other", "new"), Err("it has changed since it was read".to_owned()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(replace(&path, "old", "new"), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        assert_eq!(create(&path, "x"), Err("it stands by now".to_owned()));
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(replace(&path, "new", "x"), Err("it may not be written to".to_owned()));
    }

    #[test]
    fn what_a_killed_process_of_the_same_number_left_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        let process = std::process::id();
        let left = [format!(".a.md.{process}.new"), format!(".b.md.{process}.new"), format!(".c.md.{process}.new")];
        for name in &left {
            fs::write(folder.path().join(name), "half").unwrap();
        }
        assert_eq!(replace(&path, "old", "new"), Ok(()));
        assert_eq!(create(&folder.path().join("b.md"), "new"), Ok(()));
        let mut whole = Whole::begin(&folder.path().join("c.md")).unwrap();
        whole.write_all(b"new").unwrap();
        assert_eq!(whole.finish(), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_to_string(folder.path().join("b.md")).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "it is gone");
    }

    #[test]
    fn two_names_in_one_place_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.json"), folder.path().join("b.json"));
        let whole = Whole::begin(&path).unwrap();
        assert_eq!((whole.is_in_the_place_of(&path), whole.is_in_the_place_of(&other)), (true, false));
        // Where upper and lower case make no difference, and only there.
        fs::write(&other, "").unwrap();
        let folds = folder.path().join("B.json").exists();
        assert_eq!(whole.is_in_the_place_of(&folder.path().join("A.json")), folds);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.md", &link).unwrap();
        assert_eq!(replace(&link, "old", "new"), Ok(()));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        // What is not whole yet is nobody's to read.
        let beside = folder.path().join("new");
        assert_eq!(private(&beside).unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        fs::hard_link(&path, folder.path().join("c.md")).unwrap();
        assert_eq!(replace(&path, "new", "newer"), Ok(()));
        assert_eq!(fs::read_to_string(folder.path().join("c.md")).unwrap(), "new");
    }
}
