/// Commands and scripts as a runbook writes them, wherever they run.
@NullMarked
package irb.command;

import org.jspecify.annotations.NullMarked;
