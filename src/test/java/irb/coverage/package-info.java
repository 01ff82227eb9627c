/// That the shipped playbooks hold everything that the documents behind them say.
@NullMarked
package irb.coverage;

import org.jspecify.annotations.NullMarked;
