using System.Text;
using System.Text.Json.Nodes;
using K8tre.Automation.Plans;

namespace K8tre.Tests.Stacks;

/// <summary>A plan as a text that a reviewer reads: resources by URN, each with what it waits for and its inputs, keys sorted.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var names = plan.Resources.ToDictionary(resource => resource.Urn, resource => $"{resource.Name} ({resource.Type})");
        var text = new StringBuilder($"{plan.Project}/{plan.Stack}: {plan.Resources.Count} resources\n");
        foreach (var resource in plan.Resources.OrderBy(resource => resource.Urn, StringComparer.Ordinal))
        {
            text.Append($"\n{resource.Type} {resource.Name}\n");
            if (resource.Parent is { } parent)
                text.Append($"  in {names[parent]}\n");
            if (resource.Provider is { } provider)
                text.Append($"  by {names[provider]}\n");
            foreach (var dependency in resource.Dependencies.Select(urn => names[urn]).Order(StringComparer.Ordinal))
                text.Append($"  after {dependency}\n");
            Append(text, Shortened(resource.Inputs), "    ");
        }

        text.Append("\noutputs\n");
        Append(text, plan.Outputs, "    ");
        return text.ToString();
    }

    // Scripts are reviewed where they are written: here only the name of each stands.
    private static JsonObject Shortened(JsonObject inputs)
    {
        var shortened = (JsonObject)inputs.DeepClone();
        foreach (var (key, value) in inputs)
        {
            if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
                shortened[key] = Scripts.Aggregate(text, (rest, script) => rest.Replace(script.Text, $"<{script.Name}>\n", StringComparison.Ordinal));
            else if (value is JsonObject nested)
                shortened[key] = Shortened(nested);
        }
        return shortened;
    }

    private static readonly IReadOnlyList<(string Name, string Text)> Scripts =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "components"), "*.sh", SearchOption.AllDirectories)
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
    ];

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
                text.Append(head).Append(" |\n").AppendJoin("", lines.TrimEnd('\n').Split('\n').Select(line => $"{indent}{line}".TrimEnd() + "\n"));
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
