package irb.step;

import irb.source.Node.Scalar;
import java.util.Optional;
import java.util.Set;

/// An action whose peer is people: it needs no target, takes as long as they take, and no other
/// step runs beside it.
public interface PeopleAction extends Action {
  @Override
  default Optional<Scalar> target() {
    return Optional.empty();
  }

  @Override
  default Set<Target.Kind> targetKinds() {
    return Set.of();
  }

  @Override
  default boolean parallel() {
    return false;
  }
}
