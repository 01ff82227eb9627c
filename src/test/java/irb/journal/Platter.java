package irb.journal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Folders and files, with what of them is durable: by their paths from the root, and by their
/// numbers. A folder's path ends with a slash, its number is 0; the root is the empty path.
final class Platter {
  static final int FOLDER = 0;

  private final Map<String, Listing> folders = new TreeMap<>();
  private final Map<Integer, Content> files = new TreeMap<>();

  Platter() {
    folders.put("", Listing.empty());
  }

  /// A disk on which `image` is durable.
  Platter(Image image) {
    this();
    image
        .files()
        .forEach((path, bytes) -> {
          if (path.endsWith("/")) {
            folder(path);
          } else {
            name("", path, file(new Content(bytes, List.of())));
          }
        });
    folders.replaceAll((_, listing) -> listing.forced());
  }

  Platter copy() {
    var copy = new Platter();
    copy.folders.putAll(folders);
    copy.files.putAll(files);
    return copy;
  }

  void folder(String path) {
    folders.put(path, Listing.empty());
    name("", path, FOLDER);
  }

  int file(Content content) {
    var number = files.size() + 1;
    files.put(number, content);
    return number;
  }

  /// Names the same file otherwise; one of both may be empty.
  void name(String gone, String there, int number) {
    var folder = parent(there.isEmpty() ? gone : there);
    var move = new Listing.Move(last(gone), last(there), number);
    folders.computeIfPresent(folder, (_, listing) -> listing.and(move));
  }

  int number(String path) {
    return folders.getOrDefault(parent(path), Listing.empty()).now().getOrDefault(last(path), -1);
  }

  void change(int file, UnaryOperator<Content> how) {
    files.computeIfPresent(file, (_, content) -> how.apply(content));
  }

  void forceFolder(String path) {
    folders.computeIfPresent(path, (_, listing) -> listing.forced());
  }

  /// All that a crash may leave, with each write cut at `cuts` places or at each of its bytes.
  Set<Image> images(int cuts) {
    var all = new LinkedHashSet<Image>();
    var open = new ArrayList<Map<String, String>>();
    open.add(Map.of());
    walk("", open, cuts);
    open.forEach(files -> all.add(new Image(new TreeMap<>(files))));
    return all;
  }

  /// Multiplies `images` by everything that may be left of one folder.
  private void walk(String folder, List<Map<String, String>> images, int cuts) {
    var listing = folders.getOrDefault(folder, Listing.empty());
    var before = List.copyOf(images);
    images.clear();
    for (var count = 0; count <= listing.unforced().size(); count++) {
      var here = new ArrayList<>(before);
      for (var name : listing.after(count).entrySet()) {
        var path = folder + name.getKey();
        if (name.getValue() == FOLDER) {
          here.replaceAll(image -> with(image, path, ""));
          walk(path, here, cuts);
        } else {
          var contents = remains(name.getValue(), cuts);
          var more = new ArrayList<Map<String, String>>();
          here.forEach(image -> contents.forEach(c -> more.add(with(image, path, c))));
          here.clear();
          here.addAll(more);
        }
      }
      images.addAll(here);
    }
  }

  /// One of them, by chance.
  Image image(Random random) {
    var files = new TreeMap<String, String>();
    walk("", files, random);
    return new Image(files);
  }

  private void walk(String folder, Map<String, String> image, Random random) {
    var listing = folders.getOrDefault(folder, Listing.empty());
    var names = listing.after(random.nextInt(listing.unforced().size() + 1));
    names.forEach((name, number) -> {
      var path = folder + name;
      if (number == FOLDER) {
        image.put(path, "");
        walk(path, image, random);
      } else {
        var contents = List.copyOf(remains(number, 12));
        image.put(path, contents.get(random.nextInt(contents.size())));
      }
    });
  }

  private Set<String> remains(int file, int cuts) {
    return files.getOrDefault(file, Content.of(new byte[0])).remains(cuts);
  }

  private static Map<String, String> with(Map<String, String> image, String path, String bytes) {
    var more = new TreeMap<>(image);
    more.put(path, bytes);
    return more;
  }

  private static String parent(String path) {
    return path.substring(0, path.length() - last(path).length());
  }

  /// The name at the end, with its slash when it has one.
  private static String last(String path) {
    return path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
  }
}
