package irb.web;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A request's body that the client knows it may write only once; its type stands in a header.
final class OnceBody extends RequestBody {
  private final ByteString bytes;

  OnceBody(String text) {
    this.bytes = ByteString.encodeUtf8(text);
  }

  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return bytes.size();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
