@NullMarked
package irb.runbook;

import org.jspecify.annotations.NullMarked;
