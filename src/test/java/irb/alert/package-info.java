/// What an Alertmanager sends, and what it does not.
@NullMarked
package irb.alert;

import org.jspecify.annotations.NullMarked;
