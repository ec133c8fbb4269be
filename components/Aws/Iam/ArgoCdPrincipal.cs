using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="ArgoCdPrincipal"/>.</summary>
public sealed record ArgoCdPrincipalArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>The management cluster.</summary>
    public required EksControlPlane Cluster { get; init; }

    /// <summary>
    /// ARNs of the roles that clusters provide for this Argo CD: <see cref="EksArgoCdAccess.RoleArnOf"/>. Default: none. A cluster of the
    /// same account whose role names this one in its trust policy needs no entry:
    /// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    /// </summary>
    /// <exception cref="ArgumentException">One of them is not the ARN of a role.</exception>
    public IReadOnlyList<string> Targets
    {
        get;
        init => field = value.FirstOrDefault(arn => !EksAccess.IsPrincipal(arn)) is { } wrong
            ? throw new ArgumentException($"{wrong} is not the ARN of a role", nameof(Targets))
            : value;
    } = [];
}

/// <summary>Role of a management cluster's Argo CD. Its only permission is to assume the roles that clusters provide for it.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks</remarks>
public sealed class ArgoCdPrincipal : ComponentResource
{
    /// <summary>Creates the role for the ServiceAccounts of Argo CD that access clusters.</summary>
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

    /// <summary>ARN of the role.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }
}
