using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>One thing that a policy of IAM allows or denies.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html</remarks>
public sealed record PolicyStatement
{
    /// <summary>What it is for: letters and digits. Default: it says so itself.</summary>
    public string? Sid { get; init; }

    /// <summary>Whether it denies. Default: it allows.</summary>
    public bool Denies { get; init; }

    /// <summary>Whom it is about, in the policy of a resource or in a role's trust. Default: whoever has the policy.</summary>
    public IReadOnlyList<PolicyPrincipal> Principals { get; init; } = [];

    /// <summary>Actions, each by its whole name, like <c>ssm:GetParameter</c>.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>ARNs of what it is about. Default: all; in the policy of a resource, that one. None: in a role's trust, that role.</summary>
    public IReadOnlyList<Input<string>> Resources { get; init; } = ["*"];

    /// <summary>What else must hold, all of it. Default: nothing.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    internal Output<Dictionary<string, object>> ToNode() => Output.Tuple(
        Output.All(Resources),
        Output.All(Conditions.Select(condition => Output.All(condition.Values))),
        Output.All(Principals.Select(principal => principal.Name)))
        .Apply(known =>
        {
            if (!Denies && Conditions.Count == 0 && (known.Item1 is [] or ["*"]) && known.Item3.FirstOrDefault(name => name.Contains('*', StringComparison.Ordinal)) is { } everybody)
                throw new InvalidOperationException($"{everybody} is everybody; a statement that allows names who it is about, what it is about, or what must hold");

            var node = new Dictionary<string, object>();
            if (Sid is not null)
                node.Add("Sid", Sid);
            node.Add("Effect", Denies ? "Deny" : "Allow");
            if (Principals.Count > 0)
                node.Add("Principal", Principals.Zip(known.Item3).GroupBy(pair => pair.First.Kind).ToDictionary(kind => kind.Key, kind => kind.Select(pair => pair.Second).ToArray()));
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

/// <summary>Somebody a statement is about.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c> or <c>Federated</c>.</param>
/// <param name="Name">An ARN, or the name of a service.</param>
public sealed record PolicyPrincipal(string Kind, Input<string> Name)
{
    /// <summary>Whoever it is: for what nobody may do, and for NFS clients, who have no name.</summary>
    public static PolicyPrincipal Anyone { get; } = new("AWS", "*");

    /// <summary>The account: whom of it IAM lets.</summary>
    public static PolicyPrincipal AccountOf(AwsScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new("AWS", $"arn:{scope.Partition}:iam::{scope.AccountId}:root");
    }

    /// <summary>A service of AWS, like <c>backup</c>.</summary>
    public static PolicyPrincipal Service(string name) => new("Service", $"{name}.amazonaws.com");

    /// <summary>A role or a user of IAM, by its ARN.</summary>
    public static PolicyPrincipal Identity(Input<string> arn) => new("AWS", arn);
}

/// <summary>What must hold for a statement to count.</summary>
/// <param name="Operator">How it is compared, like <c>StringEquals</c>.</param>
/// <param name="Key">What is compared, like <c>aws:SourceAccount</c>.</param>
/// <param name="Values">With what. One of several is enough.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
public sealed record PolicyCondition(string Operator, string Key, params IReadOnlyList<Input<string>> Values)
{
    /// <summary>The key has one of the values.</summary>
    public static PolicyCondition Is(string key, params IReadOnlyList<Input<string>> values) => new("StringEquals", key, values);

    /// <summary>The key is an ARN, and one of these.</summary>
    public static PolicyCondition IsArn(string key, params IReadOnlyList<Input<string>> values) => new("ArnEquals", key, values);

    /// <summary>The request does not have the key.</summary>
    public static PolicyCondition IsAbsent(string key) => new("Null", key, "true");
}
