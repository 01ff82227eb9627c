package irb.journal;

import irb.expr.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A state folder with a fixed clock, process and machine, to write logs in.
record Bench(StateFolder state, Masker masker, AtomicLong mono) {
  static final String INCIDENT = "20261121-013045-7f3a";
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00.120034Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOON);

  static Bench in(Path folder) {
    return new Bench(new StateFolder(folder.resolve("state")), new Masker(), new AtomicLong());
  }

  Journal create() throws JournalException {
    return create(Disk.real());
  }

  Journal create(Disk disk) throws JournalException {
    return Journal.create(state, INCIDENT, author(), CLOCK, this::tick, masker, disk, "0.1.0");
  }

  Journal open() throws JournalException {
    return open(Disk.real());
  }

  Journal open(Disk disk) throws JournalException {
    return Journal.open(state, INCIDENT, author(), CLOCK, this::tick, masker, disk);
  }

  Path folder() {
    return state.incidents().resolve(INCIDENT);
  }

  Path log() {
    return folder().resolve("log.jsonl");
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(log());
  }

  List<Record> records() throws JournalException {
    var records = new ArrayList<Record>();
    try (var reader = LogReader.open(log())) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  Verdict verdict() throws JournalException {
    return LogVerifier.verify(log());
  }

  /// A log of `count` notices behind `opened`, as bytes.
  byte[] written(int count) throws IOException, JournalException {
    try (var journal = create()) {
      for (var i = 1; i <= count; i++) {
        journal.append(notice(i));
      }
    }
    return bytes();
  }

  static Entry notice(int number) {
    return new Entry("notice", "check_db", 1, Map.of("n", number));
  }

  static Author author() {
    return new Author("ada", "ops-1", 4711);
  }

  private long tick() {
    return mono.addAndGet(1_000);
  }
}
