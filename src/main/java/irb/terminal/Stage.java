package irb.terminal;

/// What else writes on the terminal, and keeps still while a person is asked.
public interface Stage {
  /// Nothing else does.
  Stage EMPTY =
      new Stage() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}
      };

  void pause();

  void resume();
}
