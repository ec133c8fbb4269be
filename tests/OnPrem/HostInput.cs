using System.Text;
using System.Text.RegularExpressions;

namespace K8tre.Tests.OnPrem;

/// <summary>Standard input of a script of <c>components/OnPrem/Scripts</c>, parsed as the host parses it.</summary>
internal sealed partial class HostInput
{
    private const string Start = "#k8tre script\n";

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
            var (name, value) = line.Split('=', 2) is [var key, var rest]
                ? (key, rest)
                : throw new FormatException($"'{line}' is not a parameter");
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

    /// <summary>Files that the script writes, by path.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Gets the value of a parameter that occurs once.</summary>
    public string this[string name] => _parameters.Single(parameter => parameter.Name == name).Value;

    /// <summary>Returns the value of an optional parameter. Null: it is missing.</summary>
    public string? Optional(string name) => _parameters.SingleOrDefault(parameter => parameter.Name == name).Value;

    /// <summary>Returns all values of a parameter.</summary>
    public string[] All(string name) => [.. _parameters.Where(parameter => parameter.Name == name).Select(parameter => parameter.Value)];

    /// <summary>Returns the input of a command of a graph.</summary>
    public static HostInput For(ResourceGraph graph, string command)
    {
        var inputs = graph.Requests[command].Inputs;
        return For((string)inputs["create"], (string)inputs["stdin"]);
    }

    /// <summary>Parses the input of a command.</summary>
    /// <param name="command">Text of the command.</param>
    /// <param name="input">Its standard input.</param>
    public static HostInput For(string command, string input) => new(command, input);

    [GeneratedRegex("head -c ([0-9]+)")]
    private static partial Regex ScriptLength();
}
