package irb.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All forms of all secrets, found in one pass over a text, however many there are (the algorithm
/// of Wu and Manber: where two neighbouring characters cannot end the first six of any form, the
/// next place to look at is up to five characters on).
final class Forms {
  private static final int WINDOW = Masker.SHORTEST;
  private static final int BLOCKS = 1 << 16;

  private final Map<Integer, List<Form>> byBlock = new HashMap<>();
  private final Map<Character, List<Form>> byFirst = new HashMap<>();
  private final byte[] skip = new byte[BLOCKS];
  private final int longest;

  /// A text to hide, and what stands in its place.
  private record Form(String text, String name) {}

  /// A place where a form stands.
  record Match(int start, int end, String name) {}

  /// `names` by the text that is hidden, each at least [Masker#SHORTEST] characters long.
  Forms(Map<String, String> names) {
    Arrays.fill(skip, (byte) (WINDOW - 1));
    var forms = new ArrayList<Form>();
    names.forEach((text, name) -> forms.add(new Form(text, name)));
    forms.sort(Comparator.comparingInt(f -> -f.text().length()));
    for (var form : forms) {
      var text = form.text();
      for (var end = 1; end < WINDOW; end++) {
        var block = block(text, end);
        skip[block] = (byte) Math.min(skip[block], WINDOW - 1 - end);
      }
      byBlock.computeIfAbsent(block(text, WINDOW - 1), _ -> new ArrayList<>()).add(form);
      byFirst.computeIfAbsent(text.charAt(0), _ -> new ArrayList<>()).add(form);
    }
    this.longest = forms.isEmpty() ? 0 : forms.getFirst().text().length();
  }

  private static int block(CharSequence text, int end) {
    return ((text.charAt(end - 1) << 8) ^ text.charAt(end)) & (BLOCKS - 1);
  }

  /// The first form that stands at or behind `from`; of those that begin at one place, the longest.
  Optional<Match> next(CharSequence text, int from) {
    if (longest == 0) {
      return Optional.empty();
    }
    for (var end = from + WINDOW - 1; end < text.length(); ) {
      var block = block(text, end);
      if (skip[block] > 0) {
        end += skip[block];
        continue;
      }
      var start = end - WINDOW + 1;
      for (var form : byBlock.getOrDefault(block, List.of())) {
        if (form.text().length() <= text.length() - start
            && stands(form, form.text().length(), text, start)) {
          return Optional.of(new Match(start, start + form.text().length(), form.name()));
        }
      }
      end++;
    }
    return Optional.empty();
  }

  /// Whether the first `length` characters of `form` stand in `text` at `from`.
  private static boolean stands(Form form, int length, CharSequence text, int from) {
    for (var i = 0; i < length; i++) {
      if (form.text().charAt(i) != text.charAt(from + i)) {
        return false;
      }
    }
    return true;
  }

  /// `text` with names in place of the forms; of two that overlap, both are hidden.
  String mask(String text) {
    var match = next(text, 0);
    if (match.isEmpty()) {
      return text;
    }
    var masked = new StringBuilder(text.length());
    var done = 0;
    for (; match.isPresent(); match = next(text, match.get().start() + 1)) {
      var at = match.get();
      if (at.start() >= done) {
        masked.append(text, done, at.start()).append(at.name());
      }
      done = Math.max(done, at.end());
    }
    return masked.append(text, done, text.length()).toString();
  }

  /// How many of the first characters can be masked by now, without cutting a form in two.
  int settled(String text) {
    var cut = text.length() - beginning(text);
    var start = 0;
    var end = 0;
    for (var match = next(text, 0);
        match.isPresent() && match.get().start() < cut;
        match = next(text, match.get().start() + 1)) {
      start = match.get().start() >= end ? match.get().start() : start;
      end = Math.max(end, match.get().end());
      if (end > cut) {
        return start;
      }
    }
    return cut;
  }

  /// The length of the longest end of `text` that begins a form and does not complete it.
  int beginning(CharSequence text) {
    for (var at = Math.max(0, text.length() - longest + 1); at < text.length(); at++) {
      var length = text.length() - at;
      for (var form : byFirst.getOrDefault(text.charAt(at), List.of())) {
        if (length < form.text().length() && stands(form, length, text, at)) {
          return length;
        }
      }
    }
    return 0;
  }
}
