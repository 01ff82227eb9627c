package irb.step.http;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.step.Target;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Where a request goes: a path at its target, or one constant URL of its own.
sealed interface Address {
  /// As written.
  Scalar origin();

  /// The path, where values may stand; empty for a constant URL.
  List<Template> templates();

  /// The whole URL with `query` behind what stands there already.
  HttpUrl url(Rendering rendering, Optional<Target.Http> target, String query)
      throws ExpressionException;

  /// `path` begins with `/`; `query` is the constant text behind its `?`.
  record AtTarget(Template path, String query) implements Address {
    @Override
    public Scalar origin() {
      return path.origin();
    }

    @Override
    public List<Template> templates() {
      return List.of(path);
    }

    @Override
    public HttpUrl url(Rendering rendering, Optional<Target.Http> target, String more)
        throws ExpressionException {
      var base = base(target);
      var whole = prefix(base) + rendering.path(UrlText.path(path));
      var url = withQuery(base, joined(UrlText.query(query), more)).encodedPath(whole).build();
      if (!url.encodedPath().equals(whole)) {
        throw new ExpressionException(path.place() + ": a value would change the path " + whole);
      }
      return url;
    }

    private static String prefix(HttpUrl base) {
      var path = base.encodedPath();
      return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private HttpUrl base(Optional<Target.Http> target) throws ExpressionException {
      if (target.isEmpty()) {
        throw new ExpressionException(path.place() + ": a path needs an http target");
      }
      var name = "the URL of the target '" + target.get().name() + "' ";
      var base = HttpUrl.parse(target.get().url());
      if (base == null) {
        throw new ExpressionException(name + "is none, such as http://localhost:5000");
      }
      if (!base.username().isEmpty() || !base.password().isEmpty()) {
        throw new ExpressionException(name + "holds credentials; give it an Authorization header");
      }
      if (base.query() != null || base.fragment() != null) {
        throw new ExpressionException(name + "ends in a query; it may only have a path");
      }
      return base;
    }
  }

  /// Needs no target, and is given none of a target's headers.
  record Absolute(Scalar origin, HttpUrl url) implements Address {
    @Override
    public List<Template> templates() {
      return List.of();
    }

    @Override
    public HttpUrl url(Rendering rendering, Optional<Target.Http> target, String more) {
      var own = url.encodedQuery();
      return withQuery(url, joined(own == null ? "" : own, more)).build();
    }
  }

  private static HttpUrl.Builder withQuery(HttpUrl url, String query) {
    return url.newBuilder().encodedQuery(query.isEmpty() ? null : query);
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "&" + second;
  }
}
