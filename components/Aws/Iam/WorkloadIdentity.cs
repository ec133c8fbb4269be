using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Eks;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="WorkloadIdentity"/>.</summary>
public sealed record WorkloadIdentityArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the cluster, as an output of the cluster. The role does not depend on it.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>ServiceAccounts of the identity, all in one namespace.</summary>
    /// <exception cref="ArgumentException">They are in several namespaces, or the list is empty.</exception>
    public required IReadOnlyList<PodServiceAccount> Accounts
    {
        get;
        init => field = value.Select(account => account.Namespace).Distinct().Count() == 1
            ? value
            : throw new ArgumentException("supply ServiceAccounts of one namespace", nameof(Accounts));
    }

    /// <summary>Inline policies, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, PolicyDocument> Policies { get; init; } = new Dictionary<string, PolicyDocument>();

    /// <summary>Names of AWS managed policies to attach. Default: none.</summary>
    public IReadOnlyList<string> AwsPolicies { get; init; } = [];

    /// <summary>Name of the role, if others must know it beforehand. Default: a unique name.</summary>
    public string? RoleName { get; init; }
}

/// <summary>
/// Identity in AWS of ServiceAccounts of a cluster: a role without a secret that EKS assigns to pods of these accounts only.
/// </summary>
/// <remarks>
/// EKS Pod Identity: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html. Tags of a pod's session, which the trust policy
/// requires: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html. EKS assigns the identity when a pod is created: resources
/// that create pods depend on this component.
/// </remarks>
public sealed class WorkloadIdentity : ComponentResource
{
    /// <summary>Creates the role and associates it with the ServiceAccounts.</summary>
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
        RoleArn = role.Arn;
        foreach (var account in args.Accounts)
        {
            _ = new PodIdentityAssociation($"{name}-{account.ServiceAccount}", new()
            {
                ClusterName = args.Cluster,
                Namespace = account.Namespace,
                ServiceAccount = account.ServiceAccount,
                RoleArn = role.Arn,
            }, new() { Parent = this, DependsOn = { role } });
        }

        RegisterOutputs();
    }

    /// <summary>ARN of the role.</summary>
    [Output("roleArn")]
    public Output<string> RoleArn { get; private set; }

    // Without these conditions, anyone who can associate a role of the account with a ServiceAccount could use this role from any cluster.
    private static PolicyDocument Trust(WorkloadIdentityArgs args) => new(new PolicyStatement
    {
        Principals = [PolicyPrincipal.Service("pods.eks")],
        Resources = [],
        Actions = ["sts:AssumeRole", "sts:TagSession"],
        Conditions =
        [
            PolicyCondition.Is("aws:RequestTag/eks-cluster-arn", args.Scope.Arn("eks", $"cluster/{args.ClusterName}")),
            PolicyCondition.Is("aws:RequestTag/kubernetes-namespace", args.Accounts[0].Namespace),
            PolicyCondition.Is(
                "aws:RequestTag/kubernetes-service-account", [.. args.Accounts.Select(account => (Input<string>)account.ServiceAccount)]),
        ],
    });
}
