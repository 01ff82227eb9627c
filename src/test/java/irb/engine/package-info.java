/// Tests of parts of the engine; whole runs are in `irb.acceptance`.
@org.jspecify.annotations.NullMarked
package irb.engine;
