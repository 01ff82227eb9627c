/// HTTP as every step uses it: one request, sent once, and the answer as far as it came.
@NullMarked
package irb.web;

import org.jspecify.annotations.NullMarked;
