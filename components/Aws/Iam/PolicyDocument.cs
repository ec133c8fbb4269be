using System.Text.Json;

namespace K8tre.Components.Aws.Iam;

/// <summary>A policy of IAM, of a role or of a resource. What no statement allows is denied.</summary>
/// <param name="Statements">What it says, each by itself.</param>
public sealed record PolicyDocument(params IReadOnlyList<PolicyStatement> Statements)
{
    // The language's version, not the policy's: there is no later one.
    private const string Language = "2012-10-17";

    /// <summary>Who may take a role on.</summary>
    /// <param name="who">A service, or a role or user of IAM.</param>
    /// <param name="conditions">When. Default: always.</param>
    public static PolicyDocument Trust(PolicyPrincipal who, params IReadOnlyList<PolicyCondition> conditions) => new(new PolicyStatement
    {
        Sid = "Trust",
        Principals = [who],
        Actions = ["sts:AssumeRole"],
        Resources = [],
        Conditions = conditions,
    });

    /// <summary>The document that AWS takes.</summary>
    /// <exception cref="InvalidOperationException">A statement allows something to everybody.</exception>
    public Output<string> ToJson() => Output.All(Statements.Select(statement => statement.ToNode()))
        .Apply(statements => JsonSerializer.Serialize(new { Version = Language, Statement = statements }));

    /// <summary>The document of some statements, as AWS takes it.</summary>
    internal static Output<string> Json(params IEnumerable<PolicyStatement> statements) => new PolicyDocument([.. statements]).ToJson();
}
