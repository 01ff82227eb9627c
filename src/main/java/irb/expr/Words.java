package irb.expr;

import irb.expr.Template.Hole;
import irb.expr.Template.Part;
import irb.expr.Template.Text;
import irb.source.Findings;
import irb.source.Node.Scalar;
import java.util.List;

/// The words of a command: how one string is split into them, and where in a word a value may
/// stand.
public final class Words {
  private static final String SEPARATORS = "=/:+@";

  private Words() {}

  /// The words of a command written as one string: split as a POSIX shell does it, before any value
  /// is put in, and with nothing expanded.
  public static List<Template> split(Scalar command, Findings findings) {
    return new Splitter(command, true, findings).words(Template.parse(command, findings));
  }

  /// The same for a command that nobody would take for a shell's: `*`, `$` and `>` are characters
  /// like any other.
  public static List<Template> splitPlain(Scalar command, Findings findings) {
    return new Splitter(command, false, findings).words(Template.parse(command, findings));
  }

  /// Reports a value that is neither the whole of `word` nor its end behind one of `= / : + @`.
  public static void check(Template word, Findings findings) {
    for (var i = 0; i < word.parts().size(); i++) {
      switch (word.parts().get(i)) {
        case Text(var text, _) -> checkConstant(word, text, findings);
        case Hole hole -> {
          if (!mayStand(word.parts(), i)) {
            findings.error(
                hole.expression().place(),
                "a value is a whole word of a command, or its end behind one of = / : + @",
                "put the word together in the expression, as in ${{ 'app-' + params.name }}");
          }
        }
      }
    }
  }

  private static void checkConstant(Template word, String text, Findings findings) {
    if (text.indexOf('\0') >= 0) {
      findings.error(word.place(), "a word of a command cannot hold a NUL");
    }
  }

  private static boolean mayStand(List<Part> parts, int i) {
    if (i != parts.size() - 1) {
      return false;
    }
    return i == 0
        || (i == 1
            && parts.getFirst() instanceof Text(var text, _)
            && SEPARATORS.indexOf(text.charAt(text.length() - 1)) >= 0);
  }
}
