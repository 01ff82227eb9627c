/// The `sql` action: one PostgreSQL statement, classified, bound and held to what it may do.
@NullMarked
package irb.step.sql;

import org.jspecify.annotations.NullMarked;
