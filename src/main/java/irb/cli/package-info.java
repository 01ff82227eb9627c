/// The command line: one class for each command, which reads words and calls what does the work.
@NullMarked
package irb.cli;

import org.jspecify.annotations.NullMarked;
