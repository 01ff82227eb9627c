package irb.step;

import irb.expr.Template;
import java.util.List;
import java.util.Optional;

/// A message of a playbook: whom it is for, what it says, and its blanks.
public record Wording(
    List<Channel> to, List<Blank> blanks, Optional<Template> subject, Template text) {
  public Wording {
    to = List.copyOf(to);
    blanks = List.copyOf(blanks);
  }
}
