using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Eks;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="WorkloadIdentity"/>.</summary>
public sealed record WorkloadIdentityArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The same: its resource's output, so that it is there first. The role does not wait for it.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>The ServiceAccounts that have it. They share a namespace.</summary>
    /// <exception cref="ArgumentException">They do not, or there are none.</exception>
    public required IReadOnlyList<PodServiceAccount> Accounts
    {
        get;
        init => field = value.Select(account => account.Namespace).Distinct().Count() == 1
            ? value
            : throw new ArgumentException("supply ServiceAccounts of one namespace", nameof(Accounts));
    }

    /// <summary>What it may do, by a word for each policy. Default: nothing.</summary>
    public IReadOnlyDictionary<string, PolicyDocument> Policies { get; init; } = new Dictionary<string, PolicyDocument>();

    /// <summary>Names of policies of AWS's own that it has besides. Default: none.</summary>
    public IReadOnlyList<string> AwsPolicies { get; init; } = [];

    /// <summary>Name of its role, where others must know it beforehand. Default: one that nothing else has.</summary>
    public string? RoleName { get; init; }
}

/// <summary>What ServiceAccounts of a cluster are in AWS: a role without a secret, that pods of these accounts alone are given.</summary>
/// <remarks>
/// EKS Pod Identity: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html. What it says of the pod when it takes on the role, and
/// so what the trust asks for: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
/// </remarks>
public sealed class WorkloadIdentity : ComponentResource
{
    /// <summary>Makes the identity, and grants its rights.</summary>
    public WorkloadIdentity(string name, WorkloadIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:WorkloadIdentity", name, options)
    {
        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            RoleName = args.RoleName,
            Description = $"Pods of {string.Join(", ", args.Accounts.Select(account => $"{account.Namespace}/{account.ServiceAccount}"))}",
            Trust = Trust(args),
            Policies = args.Policies,
            AwsPolicies = args.AwsPolicies,
        }, new() { Parent = this });
        var associations = args.Accounts
            .Select(account => new PodIdentityAssociation($"{name}-{account.ServiceAccount}", new()
            {
                ClusterName = args.Cluster,
                Namespace = account.Namespace,
                ServiceAccount = account.ServiceAccount,
                RoleArn = role.Arn,
            }, new() { Parent = this }).Id)
            .ToArray();
        RoleArn = Output.Tuple(role.Arn, Output.All(associations)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>ARN of the role. Known once pods can be given it.</summary>
    [Output("roleArn")]
    public Output<string> RoleArn { get; private set; }

    // Whoever can associate a role of the account with a ServiceAccount would otherwise reach this one from any cluster.
    private static PolicyDocument Trust(WorkloadIdentityArgs args) => new(new PolicyStatement
    {
        Principals = [PolicyPrincipal.Service("pods.eks")],
        Resources = [],
        Actions = ["sts:AssumeRole", "sts:TagSession"],
        Conditions =
        [
            PolicyCondition.Is("aws:RequestTag/eks-cluster-arn", args.Scope.Arn("eks", $"cluster/{args.ClusterName}")),
            PolicyCondition.Is("aws:RequestTag/kubernetes-namespace", args.Accounts[0].Namespace),
            PolicyCondition.Is("aws:RequestTag/kubernetes-service-account", [.. args.Accounts.Select(account => (Input<string>)account.ServiceAccount)]),
        ],
    });
}
