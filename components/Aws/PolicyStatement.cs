using System.Text.Json;

namespace K8tre.Components.Aws;

/// <summary>A condition of a statement: an operator, a key of the request and the values that it may have.</summary>
internal sealed record PolicyCondition(string Operator, string Key, params string[] Values);

/// <summary>Somebody a statement of a resource's own policy is about.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c> or <c>Federated</c>.</param>
/// <param name="Name">An ARN, or the name of a service.</param>
internal sealed record PolicyPrincipal(string Kind, string Name)
{
    /// <summary>Whoever it is: for what nobody may do, and for NFS clients, who have no name.</summary>
    public static PolicyPrincipal Anyone { get; } = new("AWS", "*");

    /// <summary>The account: whom of it IAM lets.</summary>
    public static PolicyPrincipal AccountOf(AwsSite site) => new("AWS", $"arn:{site.Partition}:iam::{site.AccountId}:root");

    /// <summary>A service of AWS, like <c>backup</c>.</summary>
    public static PolicyPrincipal Service(string name) => new("Service", $"{name}.amazonaws.com");
}

/// <summary>A statement of a policy.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html</remarks>
internal sealed record PolicyStatement
{
    /// <summary>What it is for: letters and digits.</summary>
    public required string Sid { get; init; }

    /// <summary>Whether it forbids. Default: it allows.</summary>
    public bool Denies { get; init; }

    /// <summary>Whom it is about, in the policy of a resource. Default: nobody, it is the policy of a role.</summary>
    public IReadOnlyList<PolicyPrincipal> Principals { get; init; } = [];

    /// <summary>What it allows or forbids.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>On what. Default: all; of a resource's own policy, that one. None: who assumes a role assumes that role.</summary>
    public IReadOnlyList<string> Resources { get; init; } = ["*"];

    /// <summary>When it holds. Default: always.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>The policy of a role that a service assumes.</summary>
    /// <param name="service">The service, like <c>backup</c>.</param>
    /// <param name="conditions">When it may. Default: always.</param>
    public static string TrustOf(string service, params IReadOnlyList<PolicyCondition> conditions) => Document(new PolicyStatement
    {
        Sid = "AssumedByService",
        Principals = [PolicyPrincipal.Service(service)],
        Actions = ["sts:AssumeRole"],
        Resources = [],
        Conditions = conditions,
    });

    /// <summary>The policy of some statements, JSON.</summary>
    public static string Document(params IEnumerable<PolicyStatement> statements) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = statements.Select(statement => statement.Members()).ToArray(),
    });

    private Dictionary<string, object> Members()
    {
        var members = new Dictionary<string, object> { ["Sid"] = Sid, ["Effect"] = Denies ? "Deny" : "Allow" };
        if (Principals.Count > 0)
            members["Principal"] = Principals.GroupBy(principal => principal.Kind, principal => principal.Name).ToDictionary(kind => kind.Key, kind => kind.ToArray());
        members["Action"] = Actions;
        if (Resources.Count > 0)
            members["Resource"] = Resources;
        if (Conditions.Count > 0)
            members["Condition"] = Conditions.GroupBy(condition => condition.Operator).ToDictionary(
                operation => operation.Key, operation => operation.ToDictionary(condition => condition.Key, condition => condition.Values));
        return members;
    }
}
