using System.Text.Json;

namespace K8tre.Components.Aws;

/// <summary>What a policy of IAM says.</summary>
/// <param name="Statements">What it allows, each by itself.</param>
public sealed record AwsPolicy(params IReadOnlyList<AwsStatement> Statements)
{
    // The language's version, not the policy's: there is no later one.
    private const string Language = "2012-10-17";

    /// <summary>The document that AWS takes.</summary>
    public Output<string> ToJson() => Output.All(Statements.Select(statement => statement.ToNode()))
        .Apply(statements => JsonSerializer.Serialize(new { Version = Language, Statement = statements }));
}
