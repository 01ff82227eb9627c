/// Drills: a runbook is tried against servers started for it alone, with a fault, and must do what
/// is expected of it.
@NullMarked
package irb.drill;

import org.jspecify.annotations.NullMarked;
