package irb.match;

/// A word that is looked for: as it was written, what is left of it, how much it counts, and
/// whether it may be misspelt.
record Term(String word, String stem, double weight, boolean isTyped) {}
