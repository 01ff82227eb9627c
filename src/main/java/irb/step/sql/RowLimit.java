package irb.step.sql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How many rows a statement may change; what is wrong is said in a sentence.
record RowLimit(OptionalLong limit) {

  /// What can be known before it runs. What acts by function cannot be taken back, so the objects
  /// it is given are counted instead of its rows.
  Optional<String> beforehand(Statement statement, List<Bind> binds) {
    if (limit.isEmpty() || statement.alone()) {
      return Optional.empty();
    }
    if (!statement.counted()) {
      return Optional.of(
          "the rows that "
              + statement.verb()
              + " changes on its way cannot be counted; the limit is "
              + limit.getAsLong());
    }
    if (!statement.acts()) {
      return Optional.empty();
    }
    if (statement.fromTable() && binds.stream().noneMatch(Bind::isList)) {
      return Optional.of(
          "how many rows this acts on is known only when it is too late; the limit is "
              + limit.getAsLong()
              + ": take them from the preview, … = ANY(${{ preview.rows.map(r, r.pid) }})");
    }
    return check(binds.stream().filter(Bind::isList).mapToLong(Bind::size).sum(), "act on");
  }

  Optional<String> check(long rows, String verb) {
    return limit.isPresent() && rows > limit.getAsLong()
        ? Optional.of("would " + verb + " " + rows + " rows; the limit is " + limit.getAsLong())
        : Optional.empty();
  }
}
