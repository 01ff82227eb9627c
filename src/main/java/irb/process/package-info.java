/// Programs on this machine: started in a group of their own, drained, and ended with all they
/// started.
@NullMarked
package irb.process;

import org.jspecify.annotations.NullMarked;
