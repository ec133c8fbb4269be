using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Conformance;

/// <summary>The reviewed table of accepted problems: conformance/accepted.json.</summary>
internal sealed class AcceptedProblems
{
    private static readonly AcceptedProblemsJson Json = new(new JsonSerializerOptions(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });

    private readonly IReadOnlyList<Row> _rows;

    private AcceptedProblems(IReadOnlyList<Row> rows) => _rows = rows;

    /// <summary>Reads the table.</summary>
    /// <exception cref="CommandException">The file is malformed.</exception>
    public static AcceptedProblems Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return new(JsonSerializer.Deserialize(stream, Json.IReadOnlyListRow) ?? []);
        }
        catch (JsonException error)
        {
            throw CommandException.WrongCall($"{file} is malformed: {error.Message}");
        }
    }

    /// <summary>Returns the problem with the reason of the row that accepts it, if a row does.</summary>
    public Problem Explain(Problem problem) => problem with { Accepted = _rows.FirstOrDefault(row => row.Accepts(problem))?.Reason };

    /// <summary>An accepted problem.</summary>
    /// <param name="Check">Name of the check.</param>
    /// <param name="Type">Type token. With <c>*</c> at the end, all types with this prefix.</param>
    /// <param name="Path">The property. Empty for the resource itself.</param>
    /// <param name="Message">Part of the message.</param>
    /// <param name="Reason">Reason why the problem is accepted.</param>
    internal sealed record Row(string Check, string Type, string Path, string Message, string Reason)
    {
        public bool Accepts(Problem problem)
            => problem.Check == Check && problem.Path == Path && HasType(problem.Type)
            && problem.Message.Contains(Message, StringComparison.Ordinal);

        private bool HasType(string type)
            => Type.EndsWith('*') ? type.StartsWith(Type[..^1], StringComparison.Ordinal) : type == Type;
    }
}

[JsonSerializable(typeof(IReadOnlyList<AcceptedProblems.Row>))]
internal sealed partial class AcceptedProblemsJson : JsonSerializerContext;
