package irb.drill;

/// A fault while it lasts.
interface Trouble extends AutoCloseable {
  /// Ends it, so that whoever looks next no longer sees it.
  void heal() throws SandboxException;

  /// Lets go of what it holds in this process; the sandbox is closed next.
  @Override
  void close();
}
