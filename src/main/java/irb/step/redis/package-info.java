/// The `redis` step type: one command for a Redis server.
@NullMarked
package irb.step.redis;

import org.jspecify.annotations.NullMarked;
