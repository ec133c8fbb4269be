using System.Text.Json.Nodes;
using K8tre.Stacks;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>Hostile values in place of each value of a platform's settings.</summary>
/// <param name="document">Text of good settings, JSON.</param>
/// <param name="secrets">Their secrets.</param>
internal sealed class SettingMutations(string document, PlatformSecrets secrets)
{
    // Longer than what an error may repeat of a value.
    private const int LongestProblem = 1500;

    private const int Share = 3;

    private static readonly bool All = Environment.GetEnvironmentVariable("K8TRE_ALL_MUTATIONS") == "1";

    private static readonly string[] Values =
    [
        "null", "\"\"", "\" \"", "0", "-1", "2147483648", "1e400", "true", "[]", "{}", "[null]", "[[]]", "[{}]", "\"0.0.0.0/0\"",
        "\"0001-01-01\"", "\"a\\u001b[31m\\u0007\\r\\nb\"", "\"::/0\"", $"\"{new string('a', 5000)}\"", "{ \"a\": { \"b\": [1] } }",
    ];

    /// <summary>Fails if a value is neither accepted nor refused by a readable problem.</summary>
    public void Verify()
    {
        var faults = Faults().ToArray();
        Assert.True(faults.Length == 0, $"{faults.Length} faults, the first ones are:\n{string.Join('\n', faults.Take(40))}");
    }

    // Each place gets a third of the values, and neighbours get the others. K8TRE_ALL_MUTATIONS=1 tries all.
    private IEnumerable<string> Faults() =>
        from place in Paths(JsonNode.Parse(document)!, []).Index()
        let path = place.Item
        from value in Values.Where((_, number) => All || (number + place.Index) % Share == 0)
        let fault = Fault(path, value)
        where fault is not null
        select $"{string.Join('.', path)} = {value[..Math.Min(value.Length, 40)]}: {fault}";

    private string? Fault(object[] path, string value)
    {
        var root = JsonNode.Parse(document)!;
        var parent = path.SkipLast(1).Aggregate(root, Step);
        if (path[^1] is int index)
            parent[index] = JsonNode.Parse(value);
        else
            parent[(string)path[^1]] = JsonNode.Parse(value);
        try
        {
            _ = StackSettings.From(root.ToJsonString(), secrets, SettingsDocument.Today);
            return null;
        }
        catch (SettingsException error)
        {
            return error.Problems.Select(Unreadable).FirstOrDefault(text => text is not null);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private static string? Unreadable(SettingProblem problem)
    {
        var text = problem.ToString();
        return text.Any(char.IsControl) ? $"a control character in the problem of {problem.Path}"
            : text.Length > LongestProblem ? $"{text.Length} characters in the problem of {problem.Path}"
            : !text.StartsWith("k8tre:", StringComparison.Ordinal) ? $"no key in \"{text}\""
            : null;
    }

    private static JsonNode Step(JsonNode node, object step) => step is int index ? node[index]! : node[(string)step]!;

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        var children = node switch
        {
            JsonObject all => all.Select(member => ((object)member.Key, member.Value)),
            JsonArray all => all.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children.ToArray())
        {
            yield return [.. path, step];
            foreach (var inner in Paths(child, [.. path, step]))
                yield return inner;
        }
    }
}
