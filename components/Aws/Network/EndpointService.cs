using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Network;

/// <summary>A service of AWS that machines reach at an address of their own network.</summary>
/// <param name="Name">Its name among the endpoint services of a region, like <c>ecr.dkr</c>.</param>
/// <param name="Host">Name at which it is called, the first label may be <c>*</c>.</param>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html,
/// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
/// </remarks>
public sealed record EndpointService(string Name, string Host)
{
    /// <summary>
    /// Whether an endpoint of it can be kept to one account. Default: yes. An endpoint with a policy that its service does not take fails.
    /// </summary>
    public bool TakesPolicy { get; init; } = true;

    /// <summary>The service by which one becomes a role.</summary>
    internal const string SignIn = "sts";

    /// <summary>What nodes, drivers, controllers and secrets of a cluster call. What has no endpoint is in <see cref="AwsEgress"/>.</summary>
    public static IReadOnlyList<EndpointService> Cluster(AwsScope scope) =>
    [
        new("ecr.api", $"api.ecr.{scope.Region}.{scope.DnsSuffix}"),
        new("ecr.dkr", $"*.dkr.ecr.{scope.Region}.{scope.DnsSuffix}"),
        // Pods sign in by it; that it takes policies, its page does not say: https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
        new("eks-auth", $"eks-auth.{scope.Region}.api.aws") { TakesPolicy = false },
        .. new[] { "autoscaling", "ec2", "eks", "elasticfilesystem", "elasticloadbalancing", "ssm", SignIn }.Select(name => Regional(scope, name)),
    ];

    /// <summary>What jobs of pipelines call besides, where they run in a cluster's network.</summary>
    public static IReadOnlyList<EndpointService> Pipelines(AwsScope scope) => [.. new[] { "kms", "logs", "secretsmanager" }.Select(name => Regional(scope, name))];

    /// <summary>Name of the endpoint service in a region.</summary>
    internal string EndpointIn(AwsScope scope) => $"com.amazonaws.{scope.Region}.{Name}";

    private static EndpointService Regional(AwsScope scope, string name) => new(name, $"{name}.{scope.Region}.{scope.DnsSuffix}");
}
