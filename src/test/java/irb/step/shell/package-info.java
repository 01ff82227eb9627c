@NullMarked
package irb.step.shell;

import org.jspecify.annotations.NullMarked;
