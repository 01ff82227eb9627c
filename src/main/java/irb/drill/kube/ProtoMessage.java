package irb.drill.kube;

import java.util.Arrays;

/// The messages that [Protobuf] reads, with the numbers which Kubernetes' `generated.proto` gives
/// their fields; what is not here is skipped.
enum ProtoMessage {
  UNKNOWN,
  ENTRY,
  BYTES_ENTRY,
  TYPE_META,
  ENVELOPE,
  OBJECT_META,
  RESOURCE_ATTRIBUTES,
  ACCESS_SPEC,
  ACCESS_REVIEW("SelfSubjectAccessReview"),
  RULES_SPEC,
  RULES_REVIEW("SelfSubjectRulesReview"),
  SELF_REVIEW("SelfSubjectReview"),
  NAMESPACE("Namespace"),
  SERVICE_ACCOUNT("ServiceAccount"),
  CONFIG_MAP("ConfigMap"),
  SECRET("Secret"),
  CONTAINER_PORT,
  CONTAINER,
  POD_SPEC,
  POD_TEMPLATE,
  LABEL_SELECTOR,
  DEPLOYMENT_SPEC,
  DEPLOYMENT("Deployment");

  /// What a field holds.
  enum Shape {
    TEXT,
    BYTES,
    NUMBER,
    FLAG,
    OBJECT,
    TEXTS,
    OBJECTS,
    MAP,
    IGNORED
  }

  /// A field: its name in JSON, what it holds, and the message that it or its elements are.
  record Field(String name, Shape shape, ProtoMessage of) {
    static Field plain(String name, Shape shape) {
      return new Field(name, shape, UNKNOWN);
    }

    static Field text(String name) {
      return plain(name, Shape.TEXT);
    }

    static Field object(String name, ProtoMessage of) {
      return new Field(name, Shape.OBJECT, of);
    }

    static Field map(String name) {
      return new Field(name, Shape.MAP, ENTRY);
    }
  }

  private static final Field IGNORED = Field.plain("", Shape.IGNORED);
  private static final Field METADATA = Field.object("metadata", OBJECT_META);

  private final String kind;

  ProtoMessage() {
    this("");
  }

  ProtoMessage(String kind) {
    this.kind = kind;
  }

  /// The message of the objects of this kind.
  static ProtoMessage of(String kind) {
    return Arrays.stream(values())
        .filter(m -> !kind.isEmpty() && m.kind.equals(kind))
        .findFirst()
        .orElse(UNKNOWN);
  }

  Field field(int number) {
    return switch (this) {
      case UNKNOWN -> IGNORED;
      case ENTRY -> pick(number, Field.text("key"), Field.text("value"));
      case BYTES_ENTRY -> pick(number, Field.text("key"), Field.plain("value", Shape.BYTES));
      case TYPE_META -> pick(number, Field.text("apiVersion"), Field.text("kind"));
      case ENVELOPE ->
          pick(number, Field.object("typeMeta", TYPE_META), Field.plain("raw", Shape.BYTES));
      case OBJECT_META ->
          switch (number) {
            case 1 -> Field.text("name");
            case 2 -> Field.text("generateName");
            case 3 -> Field.text("namespace");
            case 11 -> Field.map("labels");
            case 12 -> Field.map("annotations");
            default -> IGNORED;
          };
      case RESOURCE_ATTRIBUTES ->
          pick(
              number,
              Field.text("namespace"),
              Field.text("verb"),
              Field.text("group"),
              Field.text("version"),
              Field.text("resource"),
              Field.text("subresource"),
              Field.text("name"));
      case ACCESS_SPEC -> pick(number, Field.object("resourceAttributes", RESOURCE_ATTRIBUTES));
      case ACCESS_REVIEW -> pick(number, METADATA, Field.object("spec", ACCESS_SPEC));
      case RULES_SPEC -> pick(number, Field.text("namespace"));
      case RULES_REVIEW -> pick(number, METADATA, Field.object("spec", RULES_SPEC));
      case SELF_REVIEW, NAMESPACE, SERVICE_ACCOUNT -> pick(number, METADATA);
      case CONFIG_MAP -> pick(number, METADATA, Field.map("data"));
      case SECRET ->
          pick(number, METADATA, new Field("data", Shape.MAP, BYTES_ENTRY), Field.text("type"));
      case CONTAINER_PORT ->
          pick(
              number,
              Field.text("name"),
              Field.plain("hostPort", Shape.NUMBER),
              Field.plain("containerPort", Shape.NUMBER),
              Field.text("protocol"));
      case CONTAINER ->
          pick(
              number,
              Field.text("name"),
              Field.text("image"),
              Field.plain("command", Shape.TEXTS),
              Field.plain("args", Shape.TEXTS),
              Field.text("workingDir"),
              new Field("ports", Shape.OBJECTS, CONTAINER_PORT));
      case POD_SPEC -> pick(number, IGNORED, new Field("containers", Shape.OBJECTS, CONTAINER));
      case POD_TEMPLATE -> pick(number, METADATA, Field.object("spec", POD_SPEC));
      case LABEL_SELECTOR -> pick(number, Field.map("matchLabels"));
      case DEPLOYMENT_SPEC ->
          pick(
              number,
              Field.plain("replicas", Shape.NUMBER),
              Field.object("selector", LABEL_SELECTOR),
              Field.object("template", POD_TEMPLATE));
      case DEPLOYMENT -> pick(number, METADATA, Field.object("spec", DEPLOYMENT_SPEC));
    };
  }

  /// The field with this number of those that are numbered from 1.
  private static Field pick(int number, Field... fields) {
    return number >= 1 && number <= fields.length ? fields[number - 1] : IGNORED;
  }
}
