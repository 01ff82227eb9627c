/// Whether the right runbook comes first.
@NullMarked
package irb.match;

import org.jspecify.annotations.NullMarked;
