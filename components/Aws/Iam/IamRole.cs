using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Iam;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="IamRole"/>.</summary>
public sealed record IamRoleArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Description of the role.</summary>
    public required string Description { get; init; }

    /// <summary>Trust policy: the principals that may assume the role.</summary>
    public required PolicyDocument Trust { get; init; }

    /// <summary>Inline policies, by name. Default: none.</summary>
    /// <exception cref="ArgumentException">An action contains an asterisk, whose meaning grows with each action that AWS adds.</exception>
    public IReadOnlyDictionary<string, PolicyDocument> Policies
    {
        get;
        init => field = value.Values.SelectMany(policy => policy.Statements).SelectMany(statement => statement.Actions)
            .FirstOrDefault(action => action.Contains('*', StringComparison.Ordinal)) is { } open
                ? throw new ArgumentException($"{open} is not a single action; supply the names of actions", nameof(Policies))
                : value;
    } = new Dictionary<string, PolicyDocument>();

    /// <summary>Names of AWS managed policies to attach, such as <c>AmazonEKSClusterPolicy</c>. Default: none.</summary>
    public IReadOnlyList<string> AwsPolicies { get; init; } = [];

    /// <summary>Name of the role, if others must know it beforehand. Default: a unique name.</summary>
    public string? RoleName { get; init; }
}

/// <summary>IAM role with its policies.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html</remarks>
public sealed class IamRole : ComponentResource
{
    /// <summary>Creates the role.</summary>
    public IamRole(string name, IamRoleArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:IamRole", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var role = new RoleArgs { Description = args.Description, AssumeRolePolicy = args.Trust.ToJson() };
        if (args.RoleName is not null)
            role.Name = args.RoleName;
        var native = new Role(name, role, inside);
        Arn = native.Arn;
        foreach (var (policy, document) in args.Policies)
            _ = new RolePolicy($"{name}-{policy}", new() { Role = native.Name, Name = policy, Policy = document.ToJson() }, inside);
        foreach (var policy in args.AwsPolicies)
        {
            _ = new RolePolicyAttachment($"{name}-{policy.Split('/')[^1]}", new()
            {
                Role = native.Name,
                PolicyArn = $"arn:{args.Scope.Partition}:iam::aws:policy/{policy}",
            }, inside);
        }

        RegisterOutputs();
    }

    /// <summary>ARN of the role. Resources that use the role depend on this component, so that its policies exist first.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>Returns the ARN of a role.</summary>
    /// <param name="scope">Account of the role.</param>
    /// <param name="roleName">Name of the role.</param>
    public static string ArnOf(AwsScope scope, string roleName)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return $"arn:{scope.Partition}:iam::{scope.AccountId}:role/{roleName}";
    }
}
