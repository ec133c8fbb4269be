namespace K8tre.Components.Aws;

/// <summary>One thing that a policy of IAM allows. Nothing here denies: what no statement allows is denied.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html</remarks>
public sealed record AwsStatement
{
    /// <summary>Actions, each by its whole name, like <c>ssm:GetParameter</c>.</summary>
    /// <exception cref="ArgumentException">One has a star: what it means grows whenever AWS adds an action.</exception>
    public required IReadOnlyList<string> Actions
    {
        get;
        init => field = value.FirstOrDefault(action => action.Contains('*', StringComparison.Ordinal)) is { } open
            ? throw new ArgumentException($"{open} is not one action; name those that are needed", nameof(Actions))
            : value;
    }

    /// <summary>ARNs that they may be done to. Default: none, as in the trust of a role.</summary>
    public IReadOnlyList<Input<string>> Resources { get; init; } = [];

    /// <summary>Who may do it. Default: whoever has the policy.</summary>
    public AwsPrincipal? Principal { get; init; }

    /// <summary>What else must hold, all of it. Default: nothing.</summary>
    public IReadOnlyList<AwsCondition> Conditions { get; init; } = [];

    internal Output<Dictionary<string, object>> ToNode() => Output.Tuple(
        Output.All(Resources),
        Output.All(Conditions.Select(condition => Output.All(condition.Values))),
        Principal is null ? Output.Create("") : Principal.Name.Apply(name => name))
        .Apply(known =>
        {
            var node = new Dictionary<string, object> { ["Effect"] = "Allow", ["Action"] = Actions };
            if (Principal is not null)
                node.Add("Principal", Principal.ToNode(known.Item3));
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

/// <summary>Who a statement is about.</summary>
public sealed record AwsPrincipal
{
    private readonly string _kind;

    private AwsPrincipal(string kind, Input<string> name) => (_kind, Name) = (kind, name);

    internal Input<string> Name { get; }

    /// <summary>A service of AWS, like <c>eks.amazonaws.com</c>.</summary>
    public static AwsPrincipal Service(string name) => new("Service", name);

    /// <summary>A role or a user of IAM, by its ARN.</summary>
    public static AwsPrincipal Identity(Input<string> arn) => new("AWS", arn);

    internal Dictionary<string, string> ToNode(string name) => name.Contains('*', StringComparison.Ordinal)
        ? throw new InvalidOperationException($"{name} is everybody; a statement names who it is about")
        : new() { [_kind] = name };
}

/// <summary>What must hold for a statement to count.</summary>
/// <param name="Operator">How it is compared, like <c>StringEquals</c>.</param>
/// <param name="Key">What is compared, like <c>aws:SourceAccount</c>.</param>
/// <param name="Values">With what. One of several is enough.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
public sealed record AwsCondition(string Operator, string Key, params IReadOnlyList<Input<string>> Values)
{
    /// <summary>The key has one of the values.</summary>
    public static AwsCondition Is(string key, params IReadOnlyList<Input<string>> values) => new("StringEquals", key, values);

    /// <summary>The key is an ARN, and one of these.</summary>
    public static AwsCondition IsArn(string key, params IReadOnlyList<Input<string>> values) => new("ArnEquals", key, values);

    /// <summary>The request does not have the key.</summary>
    public static AwsCondition IsAbsent(string key) => new("Null", key, "true");
}
