package irb.schema;

import java.util.List;

/// Which keys of a mapping go together.
public sealed interface Rule {
  record ExactlyOne(List<String> keys) implements Rule {
    public ExactlyOne {
      keys = List.copyOf(keys);
    }
  }

  record AtLeastOne(List<String> keys) implements Rule {
    public AtLeastOne {
      keys = List.copyOf(keys);
    }
  }

  /// Where `key` stands, so does `other`.
  record Needs(String key, String other) implements Rule {}

  /// Where `key` stands, none of `others` does.
  record Excludes(String key, List<String> others) implements Rule {
    public Excludes {
      others = List.copyOf(others);
    }
  }

  /// Where `key` is one of `words`, none of `others` stands.
  record Unfit(String key, List<String> words, List<String> others) implements Rule {
    public Unfit {
      words = List.copyOf(words);
      others = List.copyOf(others);
    }
  }

  /// All of `keys`, unless one of `unless` stands there.
  record NeededUnless(List<String> unless, List<String> keys) implements Rule {
    public NeededUnless {
      unless = List.copyOf(unless);
      keys = List.copyOf(keys);
    }
  }

  static Rule exactlyOne(String... keys) {
    return new ExactlyOne(List.of(keys));
  }

  static Rule atLeastOne(String... keys) {
    return new AtLeastOne(List.of(keys));
  }

  static Rule excludes(String key, String... others) {
    return new Excludes(key, List.of(others));
  }
}
