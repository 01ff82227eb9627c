package irb.step;

import java.util.Optional;

/// Whoever answers the questions of a run: a person at a terminal, the script of a drill, or
/// nobody.
public interface Operator {
  /// Nobody: there is no terminal, and no answer was given beforehand.
  Operator NOBODY =
      new Operator() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public Optional<String> answer(Question question) {
          return Optional.empty();
        }
      };

  /// How the log calls where its answers come from.
  default String name() {
    return "terminal";
  }

  /// Whether a question would be answered by anybody.
  boolean isThere();

  /// Why [#isThere] is not so, for whoever reads how the run ended.
  default String absence() {
    return "nobody can be asked";
  }

  /// Takes the question that is being asked back: [#answer] returns at once, without an answer. May
  /// be called from any thread, and only while a question is asked.
  default void withdraw() {}

  /// An answer that fits ([Question#problem] is empty); none when nobody is there or the person
  /// gave up. An answer that does not fit is never returned: whoever can be asked again is.
  Optional<String> answer(Question question) throws InterruptedException;
}
