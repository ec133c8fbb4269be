using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Iam;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="IamRole"/>.</summary>
public sealed record IamRoleArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Who may take it on.</summary>
    public required PolicyDocument Trust { get; init; }

    /// <summary>What it may do, by a word for each policy. Default: nothing.</summary>
    /// <exception cref="ArgumentException">An action has a star: what it means grows whenever AWS adds one.</exception>
    public IReadOnlyDictionary<string, PolicyDocument> Policies
    {
        get;
        init => field = value.Values.SelectMany(policy => policy.Statements).SelectMany(statement => statement.Actions)
            .FirstOrDefault(action => action.Contains('*', StringComparison.Ordinal)) is { } open
                ? throw new ArgumentException($"{open} is not one action; name those that are needed", nameof(Policies))
                : value;
    } = new Dictionary<string, PolicyDocument>();

    /// <summary>Names of policies of AWS's own that it has besides, like <c>AmazonEKSClusterPolicy</c>. Default: none.</summary>
    public IReadOnlyList<string> AwsPolicies { get; init; } = [];

    /// <summary>Name of the role, where others must know it beforehand. Default: one that nothing else has.</summary>
    public string? RoleName { get; init; }
}

/// <summary>A role of IAM with all its rights.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html</remarks>
public sealed class IamRole : ComponentResource
{
    /// <summary>Makes the role.</summary>
    public IamRole(string name, IamRoleArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:IamRole", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var role = new RoleArgs { Description = args.Description, AssumeRolePolicy = args.Trust.ToJson() };
        if (args.RoleName is not null)
            role.Name = args.RoleName;
        var made = new Role(name, role, inside);
        var rights = args.Policies
            .Select(policy => new RolePolicy($"{name}-{policy.Key}", new() { Role = made.Name, Name = policy.Key, Policy = policy.Value.ToJson() }, inside).Id)
            .Concat(args.AwsPolicies.Select(policy => new RolePolicyAttachment(
                $"{name}-{policy.Split('/')[^1]}", new() { Role = made.Name, PolicyArn = $"arn:{args.Scope.Partition}:iam::aws:policy/{policy}" }, inside).Id))
            .ToArray();
        Arn = Output.Tuple(made.Arn, Output.All(rights)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>ARN of the role. Known once it has its rights.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>The ARN that a role of a name has.</summary>
    /// <param name="scope">Its account.</param>
    /// <param name="roleName">Its name.</param>
    public static string ArnOf(AwsScope scope, string roleName)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return $"arn:{scope.Partition}:iam::{scope.AccountId}:role/{roleName}";
    }
}
