using System.Text;
using System.Text.RegularExpressions;

namespace K8tre.Tests.OnPrem;

/// <summary>What a script of <c>components/OnPrem/Scripts</c> gets on standard input, taken apart as the host does.</summary>
internal sealed partial class HostInput
{
    private const string Start = "#!k8tre\n";

    private readonly List<(string Name, string Value)> _parameters = [];
    private readonly Dictionary<string, string> _files = [];

    private HostInput(string command, string input)
    {
        var script = input.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var bytes = Encoding.UTF8.GetBytes(input[script..])[int.Parse(ScriptLength().Match(command).Groups[1].Value)..];
        var head = Encoding.UTF8.GetString(bytes, 0, bytes.AsSpan().IndexOf("\n\n"u8));
        var at = Encoding.UTF8.GetByteCount(head) + 2;
        foreach (var line in head.Split('\n'))
        {
            var (name, value) = line.Split('=', 2) is [var key, var rest] ? (key, rest) : throw new FormatException($"'{line}' is no parameter");
            if (name != "file")
            {
                _parameters.Add((name, value));
                continue;
            }
            var announced = value.Split(' ', 3);
            _files.Add(announced[2], Encoding.UTF8.GetString(bytes, at, int.Parse(announced[1])));
            at += int.Parse(announced[1]);
        }
    }

    /// <summary>The files that the script places, by path.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>The value of a parameter that comes once.</summary>
    public string this[string name] => _parameters.Single(parameter => parameter.Name == name).Value;

    /// <summary>The value of a parameter that may be left out.</summary>
    public string? Optional(string name) => _parameters.SingleOrDefault(parameter => parameter.Name == name).Value;

    /// <summary>The values of a parameter that may come several times.</summary>
    public string[] All(string name) => [.. _parameters.Where(parameter => parameter.Name == name).Select(parameter => parameter.Value)];

    /// <summary>Of a command that the graph's mocks were asked for.</summary>
    public static HostInput Of(ResourceGraph graph, string command)
    {
        var inputs = graph.Requests[command].Inputs;
        return Of((string)inputs["create"], (string)inputs["stdin"]);
    }

    /// <summary>Of a command's text and what it is given on standard input.</summary>
    public static HostInput Of(string command, string input) => new(command, input);

    [GeneratedRegex("head -c ([0-9]+)")]
    private static partial Regex ScriptLength();
}
