@NullMarked
package irb.web;

import org.jspecify.annotations.NullMarked;
