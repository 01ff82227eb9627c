package irb.web;

import irb.expr.Secret;

/// A rendered body; `sent` is kept as a secret, since secrets may have a part in it.
public record Payload(String contentType, Secret sent, String shown) {}
