/// Starts irb: wires every part by hand and turns the result into an exit code.
@NullMarked
package irb;

import org.jspecify.annotations.NullMarked;
