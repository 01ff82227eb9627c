package irb.step.tls;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The path of a file; a value is all of it, or a part of one name in it, so that none leads out of
/// the folder that is written before it.
record PathTemplate(Template template) {

  Path render(Rendering rendering) throws ExpressionException {
    var path = new StringBuilder();
    for (var part : template.parts()) {
      switch (part) {
        case Text(var constant, _) -> path.append(constant);
        case Hole hole -> path.append(value(rendering, hole));
      }
    }
    try {
      if (!path.isEmpty()) {
        return Path.of(path.toString());
      }
    } catch (InvalidPathException _) {
      // the locale has no bytes for one of its characters
    }
    throw new ExpressionException(template.place() + ": this is no path of a file");
  }

  /// The path; empty when its whole value is, which the step must allow.
  Optional<Path> renderIfSet(Rendering rendering) throws ExpressionException {
    return template.whole().isPresent() && rendering.plain(template).toString().isEmpty()
        ? Optional.empty()
        : Optional.of(render(rendering));
  }

  private String value(Rendering rendering, Hole hole) throws ExpressionException {
    var value = rendering.plain(new Template(template.origin(), List.of(hole)));
    if (value instanceof Secret) {
      throw new ExpressionException(hole.expression(), "a secret may not stand in a path");
    }
    var text = value.toString();
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new ExpressionException(hole.expression(), "a path has no control characters");
    }
    var whole = template.whole().isPresent();
    if (!whole && (text.indexOf('/') >= 0 || text.equals(".") || text.equals(".."))) {
      throw new ExpressionException(
          hole.expression(), "the value would lead to another folder; give the whole path");
    }
    return text;
  }
}
