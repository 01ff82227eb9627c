package irb.runbook;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.date;
import static irb.schema.Schema.duration;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.flag;
import static irb.schema.Schema.list;
import static irb.schema.Schema.map;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;

import irb.schema.Schema;
import irb.schema.Schema.Fields;
import irb.schema.Schema.Kinds;
import java.util.LinkedHashMap;
import java.util.List;

/// What may stand in `playbook.yaml`, as [PlaybookReader] reads it.
public final class PlaybookSchema {
  private PlaybookSchema() {}

  /// The whole file.
  public static Schema file() {
    return fields(
        "playbook",
        needed("playbook", text(), "the name of the playbook, which is that of its folder"),
        needed("title", text(), "whose incident response this is"),
        field("source", RunbookSchema.source(), "the document that it was made from"),
        field("review_every", duration(), "a run warns when its runbook was checked longer ago"),
        field("timezone", text().like("UTC", "Europe/Berlin"), "in which freeze windows are meant"),
        field("environments", map(environment()), "what --env NAME may say"),
        field("secrets", several(text()), "variables whose values are never shown"),
        field("severities", map(severity()), "worst first"),
        field("contacts", map(contact()), "who can be reached, and how"),
        field("roles", map(role()), "who does what in an incident"),
        field("escalation", list(rung()), "who is next, the first one first"),
        field("channels", map(ChannelSchema.channel()), "where messages go"),
        field("templates", map(template()), "what messages say"),
        field("targets", map(TargetSchema.target()), "what steps act on"),
        field("freeze", list(freeze()), "when nothing is changed in protected environments"),
        field("checklists", map(several(text())), "what people go through, point by point"));
  }

  private static Fields environment() {
    return fields(
        "environment",
        field("protected", flag(), "whether it is shown in red and freeze windows hold in it"));
  }

  private static Fields severity() {
    return fields(
        "severity",
        field("name", text(), "what people call it"),
        field("means", text(), "when an incident has it"),
        field("signs", several(text()), "what it shows in"),
        field("respond", duration(), "how soon somebody has to be at work"),
        field("update_every", duration(), "how often people are told where it stands"),
        field("escalate_after", duration(), "when one that is not over goes to the next level"),
        field("escalate", several(text()), "contacts who are told at once"),
        field("channels", several(text()), "where messages go that name no channel"),
        field("open", several(text()), "checklists that are opened with the incident"),
        field("review", duration(), "how soon after it there is a review"));
  }

  private static Fields contact() {
    return fields(
        "contact",
        needed("name", text(), "who it is"),
        field("phone", text(), "a number"),
        field("email", text(), "an address"),
        field("slack", text(), "a name in Slack"),
        field("hours", text(), "when they can be reached"),
        field("note", text(), "what to know before calling"));
  }

  private static Fields role() {
    return fields(
        "role",
        field("name", text(), "what people call it"),
        field("contact", text(), "the contact who has it"),
        field("escalates_to", text(), "the contact who is next"),
        field("decides", several(text()), "what they decide"),
        field("duties", several(text()), "what they do"));
  }

  private static Fields rung() {
    return fields(
        "rung",
        needed("to", text(), "a contact"),
        field("after", duration(), "how long the one before has had"),
        field("severities", several(text()), "the severities it is for; all when left out"));
  }

  private static Fields template() {
    return fields(
        "message template",
        field("to", several(text()), "the channels that it goes to"),
        field("severities", several(text()), "the severities it is for"),
        field("within", duration(), "how soon it has to be sent"),
        field("fields", map(blank()), "blanks that a person fills in"),
        field("subject", text(), "its first line"),
        needed("text", text(), "what it says; blanks are ${{ fields.NAME }}"));
  }

  private static Fields blank() {
    return fields(
        "blank",
        field("ask", text(), "the question"),
        field("default", text(), "what stands there when nobody answers"));
  }

  /// Between two dates, or on some days between two times.
  private static Kinds freeze() {
    var time =
        text("(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?|24:00", "16:00")
            .says("this is a time such as 16:00");
    var end = time.like("24:00");
    var reason = field("reason", text(), "why, for whoever is stopped");
    var kinds = new LinkedHashMap<String, Fields>();
    kinds.put(
        "days",
        fields(
            "freeze on days",
            needed(
                "days",
                several(word(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"))),
                "the days of the week"),
            needed("from", time, "the time it begins"),
            needed("to", end, "the time it ends; one over midnight is two windows"),
            reason));
    kinds.put(
        "from",
        fields(
            "freeze between dates",
            needed("from", date(), "the first day"),
            needed("to", date(), "the last day"),
            reason));
    return new Kinds("freeze", kinds);
  }
}
