/// Tests of the `redis` step type against a real server, and against peers that misbehave.
@NullMarked
package irb.step.redis;

import org.jspecify.annotations.NullMarked;
