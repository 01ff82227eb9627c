package irb.step.kubectl;

/// What is wrong with a command: which word of it, why, and what to write in its place.
record Refusal(int word, String why, String fix) {}
