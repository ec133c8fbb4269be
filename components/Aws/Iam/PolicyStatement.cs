using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>Statement of an IAM policy.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html</remarks>
public sealed record PolicyStatement
{
    /// <summary>Statement id: letters and digits. Default: none.</summary>
    public string? Sid { get; init; }

    /// <summary>Indicates that the statement denies. Default: false, it allows.</summary>
    public bool Denies { get; init; }

    /// <summary>Principals, in the policy of a resource or in a trust policy. Default: the principal that has the policy.</summary>
    public IReadOnlyList<PolicyPrincipal> Principals { get; init; } = [];

    /// <summary>Actions, each by its full name, such as <c>ssm:GetParameter</c>.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>ARNs of resources. Default: all; in the policy of a resource, that resource. An empty list: in a trust policy.</summary>
    public IReadOnlyList<Input<string>> Resources { get; init; } = ["*"];

    /// <summary>Conditions, all of which must be met. Default: none.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    internal Output<Dictionary<string, object>> ToNode() => Output.Tuple(
        Output.All(Resources),
        Output.All(Conditions.Select(condition => Output.All(condition.Values))),
        Output.All(Principals.Select(principal => principal.Name)))
        .Apply(known =>
        {
            if (!Denies && Conditions.Count == 0 && (known.Item1 is [] or ["*"])
                && known.Item3.FirstOrDefault(name => name.Contains('*', StringComparison.Ordinal)) is { } everybody)
            {
                throw new InvalidOperationException(
                    $"{everybody} is everybody; supply principals, resources or conditions in a statement that allows");
            }

            var node = new Dictionary<string, object>();
            if (Sid is not null)
                node.Add("Sid", Sid);
            node.Add("Effect", Denies ? "Deny" : "Allow");
            if (Principals.Count > 0)
            {
                node.Add("Principal", Principals.Zip(known.Item3).GroupBy(pair => pair.First.Kind).ToDictionary(
                    kind => kind.Key, kind => kind.Select(pair => pair.Second).ToArray()));
            }
            node.Add("Action", Actions);
            if (Resources.Count > 0)
                node.Add("Resource", known.Item1);
            if (Conditions.Count > 0)
            {
                node.Add("Condition", Conditions.Zip(known.Item2).GroupBy(pair => pair.First.Operator).ToDictionary(
                    group => group.Key, group => group.ToDictionary(pair => pair.First.Key, pair => pair.Second)));
            }
            return node;
        });
}

/// <summary>Principal of a statement.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c> or <c>Federated</c>.</param>
/// <param name="Name">ARN, or name of a service.</param>
public sealed record PolicyPrincipal(string Kind, Input<string> Name)
{
    /// <summary>Any principal: for statements that deny, and for NFS clients, which have no principal.</summary>
    public static PolicyPrincipal Anyone { get; } = new("AWS", "*");

    /// <summary>Returns the account, whose principals need a policy of their own as well.</summary>
    public static PolicyPrincipal AccountOf(AwsScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new("AWS", $"arn:{scope.Partition}:iam::{scope.AccountId}:root");
    }

    /// <summary>Returns an AWS service, such as <c>backup</c>.</summary>
    public static PolicyPrincipal Service(string name) => new("Service", $"{name}.amazonaws.com");

    /// <summary>Returns an IAM role or user.</summary>
    public static PolicyPrincipal Identity(Input<string> arn) => new("AWS", arn);
}

/// <summary>Condition of a statement.</summary>
/// <param name="Operator">Condition operator, such as <c>StringEquals</c>.</param>
/// <param name="Key">Condition key, such as <c>aws:SourceAccount</c>.</param>
/// <param name="Values">Values, one of which must match.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
public sealed record PolicyCondition(string Operator, string Key, params IReadOnlyList<Input<string>> Values)
{
    /// <summary>Returns a condition that the key has one of the values.</summary>
    public static PolicyCondition Is(string key, params IReadOnlyList<Input<string>> values) => new("StringEquals", key, values);

    /// <summary>Returns a condition that the key is one of the ARNs.</summary>
    public static PolicyCondition IsArn(string key, params IReadOnlyList<Input<string>> values) => new("ArnEquals", key, values);

    /// <summary>Returns a condition that the request has no such key.</summary>
    public static PolicyCondition IsAbsent(string key) => new("Null", key, "true");
}
