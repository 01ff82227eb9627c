package irb.coverage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An incident response document as its team wrote it, line by line; the first line is number 1.
record SourceDocument(String name, List<String> lines) {
  private static final Path FOLDER = Path.of("src/test/resources/documents");
  private static final Pattern SAYS_SOMETHING = Pattern.compile("[A-Za-z0-9]");

  static SourceDocument read(String name) throws IOException {
    // icons were once decoded wrongly; what stands around them is ASCII
    var text = Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
    return new SourceDocument(name, List.of(text.split("\n", -1)));
  }

  String line(int number) {
    return lines.get(number - 1);
  }

  /// The lines that say something: no fence of a code block, rule, or frame of a box or table.
  List<Integer> numbers() {
    var numbers = new ArrayList<Integer>();
    for (var number = 1; number <= lines.size(); number++) {
      if (says(number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  boolean says(int number) {
    return !isBreak(number) && SAYS_SOMETHING.matcher(line(number)).find();
  }

  /// A blank line, or the fence of a code block; no item reaches across one.
  boolean isBreak(int number) {
    var line = line(number).strip();
    return line.isEmpty() || line.startsWith("```");
  }

  boolean isHeading(int number) {
    return line(number).matches("#{1,6} .*") && !isInCode(number);
  }

  boolean isInCode(int number) {
    var fences = 0;
    for (var before = 1; before < number; before++) {
      if (line(before).strip().startsWith("```")) {
        fences++;
      }
    }
    return fences % 2 == 1;
  }
}
