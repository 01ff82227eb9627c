/// Messages: somebody is told what happens, over a channel of the playbook.
@NullMarked
package irb.step.notify;

import org.jspecify.annotations.NullMarked;
