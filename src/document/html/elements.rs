//! What elements are to a reader of prose, by name.
//!
//! Follows the HTML Standard (WHATWG, "Rendering"): what a browser sets apart is a block, what it does not show is skipped.

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Element {
    /// Part of a line: a link, emphasis, an element nobody knows.
    Inline,
    /// A block: no sentence goes on across its ends.
    Block,
    /// A block whose end tag ends nothing outside of it: a cell, a caption.
    Cell,
    /// A line break.
    Break,
    /// Something in the line that is no word: an image, code, a formula.
    Opaque,
    /// No part of the prose, though it may stand in a line: scripts, controls, drawings.
    Skipped,
    /// No part of the prose, and set apart from it: the head, players, frames.
    SkippedBlock,
    /// It has no content, and shows nothing.
    Void,
}

/// What the element of that name is, in any case.
pub(in crate::document) fn of(name: &str) -> Element {
    const LONGEST: usize = 12;
    let mut buffer = [0; LONGEST];
    let Some(lower) = buffer.get_mut(..name.len()) else { return Element::Inline };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"center" | b"dd" | b"details" | b"dir" | b"div" | b"dl" | b"dt"
        | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header"
        | b"hgroup" | b"hr" | b"html" | b"isindex" | b"li" | b"listing" | b"main" | b"menu" | b"nav" | b"ol" | b"optgroup" | b"option"
        | b"p" | b"plaintext" | b"pre" | b"search" | b"section" | b"summary" | b"ul" | b"xmp" => Element::Block,
        b"caption" | b"table" | b"tbody" | b"td" | b"tfoot" | b"th" | b"thead" | b"tr" => Element::Cell,
        b"br" => Element::Break,
        b"code" | b"img" | b"kbd" | b"math" | b"samp" => Element::Opaque,
        b"button" | b"label" | b"legend" | b"map" | b"meter" | b"noscript" | b"progress" | b"rp" | b"rt" | b"script" | b"select"
        | b"style" | b"svg" | b"template" | b"textarea" | b"title" => Element::Skipped,
        b"applet" | b"audio" | b"canvas" | b"datalist" | b"dialog" | b"frameset" | b"head" | b"iframe" | b"noembed" | b"noframes"
        | b"object" | b"video" => Element::SkippedBlock,
        b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame" | b"input" | b"keygen" | b"link" | b"meta"
        | b"param" | b"source" | b"track" | b"wbr" => Element::Void,
        _ => Element::Inline,
    }
}

impl Element {
    /// Whether the words around it stand apart.
    pub(in crate::document) const fn parts_words(self) -> bool {
        matches!(self, Self::Block | Self::Cell | Self::Break | Self::SkippedBlock)
    }
}
