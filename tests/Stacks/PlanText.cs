using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>A plan as a text that a reviewer reads: resources by URN, each with what it waits for and its inputs, keys sorted.</summary>
internal static partial class PlanText
{
    private const string Platform = "platform";

    /// <summary>
    /// Returns the text of each room of a plan, by the room's name. The room <c>platform</c> holds what belongs to no other, and the
    /// outputs.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ByRoom(Plan plan)
    {
        var byUrn = plan.Resources.ToDictionary(resource => resource.Urn);
        var rooms = plan.Resources
            .GroupBy(resource => RoomOf(resource, byUrn))
            .ToDictionary(room => room.Key, room => Text(plan, room, byUrn));
        var outputs = new StringBuilder(rooms[Platform]).Append("\noutputs\n");
        Append(outputs, plan.Outputs, "    ");
        rooms[Platform] = outputs.ToString();
        return rooms;
    }

    /// <summary>Returns the text of all rooms of a plan.</summary>
    public static string Of(Plan plan) =>
        string.Concat(ByRoom(plan).OrderBy(room => room.Key, StringComparer.Ordinal).Select(room => room.Value));

    private static string Text(Plan plan, IEnumerable<PlanResource> room, Dictionary<string, PlanResource> byUrn)
    {
        var text = new StringBuilder($"{plan.Project}/{plan.Stack}, {room.Count()} of {plan.Resources.Count} resources\n");
        foreach (var resource in room.OrderBy(resource => resource.Urn, StringComparer.Ordinal))
        {
            text.Append($"\n{resource.Type} {resource.Name}\n");
            if (resource.Parent is { } parent)
                text.Append($"  in {Title(byUrn[parent])}\n");
            if (resource.Provider is { } provider && !byUrn[provider].Implicit)
                text.Append($"  by {Title(byUrn[provider])}\n");
            foreach (var dependency in resource.Dependencies.Select(urn => Title(byUrn[urn])).Order(StringComparer.Ordinal))
                text.Append($"  after {dependency}\n");
            Append(text, Shortened(resource.Inputs), "    ");
        }
        return text.ToString();
    }

    private static string Title(PlanResource resource) => $"{resource.Name} ({resource.Type})";

    // A room is a component right below the platform.
    private static string RoomOf(PlanResource resource, Dictionary<string, PlanResource> byUrn)
    {
        var room = Platform;
        for (var at = resource; at.Parent is { } parent; at = byUrn[parent])
        {
            if (byUrn[parent].Type == "k8tre:stacks:Platform" && !at.Custom)
                room = at.Name;
        }
        return room;
    }

    // Scripts are reviewed where they are written: here only the name of each stands, and not its length.
    private static JsonObject Shortened(JsonObject inputs)
    {
        var shortened = (JsonObject)inputs.DeepClone();
        foreach (var verb in new[] { "create", "delete" })
        {
            if ((string?)inputs[verb] is not { } command || ScriptRun().Match(command) is not { Success: true } run)
                continue;
            var script = $"<{run.Groups[2].Value}.sh>";
            shortened[verb] = command.Replace(run.Groups[1].Value, script, StringComparison.Ordinal);
            if ((string?)inputs["stdin"] is { } input && input.IndexOf(ScriptStart, StringComparison.Ordinal) is >= 0 and var start)
            {
                var rest = Encoding.UTF8.GetBytes(input[(start + ScriptStart.Length)..])[int.Parse(run.Groups[1].Value)..];
                var before = input[(input.IndexOf('\n', StringComparison.Ordinal) + 1)..start];
                shortened["stdin"] = $"{before}{script}\n{Encoding.UTF8.GetString(rest)}";
            }
        }
        return shortened;
    }

    private const string ScriptStart = "#k8tre script\n";

    [GeneratedRegex("head -c ([0-9]+).*' ([a-z0-9-]+) (?:apply|remove)$")]
    private static partial Regex ScriptRun();

    private static void Append(StringBuilder text, JsonNode? node, string indent)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    AppendItem(text, $"{indent}{key}:", value, indent + "  ");
                break;
            case JsonArray list:
                foreach (var item in list)
                    AppendItem(text, $"{indent}-", item, indent + "  ");
                break;
        }
    }

    private static void AppendItem(StringBuilder text, string head, JsonNode? value, string indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } or JsonArray { Count: > 0 }:
                text.Append(head).Append('\n');
                Append(text, value, indent);
                break;
            case JsonValue scalar when scalar.TryGetValue<string>(out var lines) && lines.Contains('\n'):
                text.Append(head).Append(" |\n")
                    .AppendJoin("", lines.TrimEnd('\n').Split('\n').Select(line => $"{indent}{line}".TrimEnd() + "\n"));
                break;
            case JsonValue scalar when scalar.TryGetValue<string>(out var line):
                text.Append(head).Append(' ').Append(line).Append('\n');
                break;
            default:
                text.Append(head).Append(' ').Append(value?.ToJsonString() ?? "null").Append('\n');
                break;
        }
    }
}
