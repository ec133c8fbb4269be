using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="ArgoCdPrincipal"/>.</summary>
public sealed record ArgoCdPrincipalArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>The management cluster.</summary>
    public required EksCluster Cluster { get; init; }

    /// <summary>
    /// ARNs of the roles that clusters let it in as, <see cref="EksAccess.ArgoCdRoleOf"/> says which. Default: none. Clusters of the same account
    /// that name this role as the one they trust need no entry: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    /// </summary>
    /// <exception cref="ArgumentException">One is not the ARN of one role.</exception>
    public IReadOnlyList<string> Targets
    {
        get;
        init => field = value.FirstOrDefault(arn => !EksAccess.IsPrincipal(arn)) is { } wrong
            ? throw new ArgumentException($"{wrong} is no ARN of a role", nameof(Targets))
            : value;
    } = [];
}

/// <summary>What the Argo CD of a management cluster is in AWS. It can do one thing: take on the roles by which clusters let it in.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks</remarks>
public sealed class ArgoCdPrincipal : ComponentResource
{
    /// <summary>Makes the role, for the ServiceAccounts of Argo CD that speak to clusters.</summary>
    public ArgoCdPrincipal(string name, ArgoCdPrincipalArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ArgoCdPrincipal", name, options)
    {
        Arn = new WorkloadIdentity($"{name}-identity", new()
        {
            Scope = args.Scope,
            ClusterName = args.Cluster.ClusterName,
            Cluster = args.Cluster.Name,
            Accounts = PodServiceAccount.ArgoCd,
            Policies = args.Targets.Count == 0 ? new Dictionary<string, PolicyDocument>() : new Dictionary<string, PolicyDocument>
            {
                ["clusters"] = new(new PolicyStatement
                {
                    Actions = ["sts:AssumeRole", "sts:TagSession"],
                    Resources = [.. args.Targets.Select(arn => (Input<string>)arn)],
                }),
            },
        }, new() { Parent = this }).RoleArn;

        RegisterOutputs();
    }

    /// <summary>ARN of the role. Known once Argo CD's pods can be given it.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }
}
