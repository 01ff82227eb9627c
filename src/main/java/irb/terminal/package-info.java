/// Shows runs to people and programs, and asks people: the only package that knows a terminal.
@NullMarked
package irb.terminal;

import org.jspecify.annotations.NullMarked;
