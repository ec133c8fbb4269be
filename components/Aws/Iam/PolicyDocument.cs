using System.Text.Json;

namespace K8tre.Components.Aws.Iam;

/// <summary>IAM policy of a role or of a resource. It denies everything that no statement allows.</summary>
/// <param name="Statements">Statements of the policy.</param>
public sealed record PolicyDocument(params IReadOnlyList<PolicyStatement> Statements)
{
    // The version of the policy language, of which this is the latest.
    private const string Language = "2012-10-17";

    /// <summary>Returns the trust policy of a role.</summary>
    /// <param name="principal">Service, IAM role or IAM user that may assume the role.</param>
    /// <param name="conditions">Conditions. Default: none.</param>
    public static PolicyDocument Trust(
        PolicyPrincipal principal, params IReadOnlyList<PolicyCondition> conditions) => new(new PolicyStatement
        {
            Sid = "Trust",
            Principals = [principal],
            Actions = ["sts:AssumeRole"],
            Resources = [],
            Conditions = conditions,
        });

    /// <summary>Returns the policy as JSON.</summary>
    /// <exception cref="InvalidOperationException">A statement allows something to everybody.</exception>
    public Output<string> ToJson() => Output.All(Statements.Select(statement => statement.ToNode()))
        .Apply(statements => JsonSerializer.Serialize(new { Version = Language, Statement = statements }));

    /// <summary>Returns a policy of some statements as JSON.</summary>
    internal static Output<string> Json(params IEnumerable<PolicyStatement> statements) => new PolicyDocument([.. statements]).ToJson();
}
