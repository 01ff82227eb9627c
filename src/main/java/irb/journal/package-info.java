/// The incident log: append-only, hash-chained, one record a line; written, read back and verified.
@NullMarked
package irb.journal;

import org.jspecify.annotations.NullMarked;
