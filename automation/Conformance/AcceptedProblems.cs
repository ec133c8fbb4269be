using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Conformance;

/// <summary>The reviewed table of problems that are right as they are: conformance/accepted.json.</summary>
internal sealed class AcceptedProblems
{
    private static readonly AcceptedProblemsJson Json = new(new JsonSerializerOptions(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });

    private readonly IReadOnlyList<Row> _rows;

    private AcceptedProblems(IReadOnlyList<Row> rows) => _rows = rows;

    /// <summary>Reads the table.</summary>
    /// <exception cref="CommandException">It is malformed.</exception>
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

    /// <summary>The problem, with the reason of the row that accepts it, if there is one.</summary>
    public Problem Explain(Problem problem) => problem with { Accepted = _rows.FirstOrDefault(row => row.Accepts(problem))?.Reason };

    /// <summary>One accepted problem.</summary>
    /// <param name="Check">The check that finds it.</param>
    /// <param name="Type">Type token; one that ends in <c>*</c> stands for all that begin so.</param>
    /// <param name="Path">The property; empty for the resource itself.</param>
    /// <param name="Message">What the check says; a part of it is enough.</param>
    /// <param name="Reason">Why it is right.</param>
    internal sealed record Row(string Check, string Type, string Path, string Message, string Reason)
    {
        public bool Accepts(Problem problem)
            => problem.Check == Check && problem.Path == Path && IsOf(problem.Type)
            && problem.Message.Contains(Message, StringComparison.Ordinal);

        private bool IsOf(string type)
            => Type.EndsWith('*') ? type.StartsWith(Type[..^1], StringComparison.Ordinal) : type == Type;
    }
}

[JsonSerializable(typeof(IReadOnlyList<AcceptedProblems.Row>))]
internal sealed partial class AcceptedProblemsJson : JsonSerializerContext;
