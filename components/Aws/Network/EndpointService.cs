using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Network;

/// <summary>AWS service with an endpoint in a VPC.</summary>
/// <param name="Name">Name among the endpoint services of a region, such as <c>ecr.dkr</c>.</param>
/// <param name="Host">Host name of the service. The first label may be <c>*</c>.</param>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html,
/// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
/// </remarks>
public sealed record EndpointService(string Name, string Host)
{
    /// <summary>
    /// Indicates that the service supports endpoint policies. Default: true. AWS refuses an endpoint with a policy that the service does
    /// not support.
    /// </summary>
    public bool TakesPolicy { get; init; } = true;

    /// <summary>Name of the service that issues credentials of roles.</summary>
    internal const string SignIn = "sts";

    /// <summary>
    /// Returns the services that a cluster's nodes, drivers and controllers call. <see cref="AwsEgress"/> lists services without an
    /// endpoint.
    /// </summary>
    public static IReadOnlyList<EndpointService> Cluster(AwsScope scope) =>
    [
        new("ecr.api", $"api.ecr.{scope.Region}.{scope.DnsSuffix}"),
        new("ecr.dkr", $"*.dkr.ecr.{scope.Region}.{scope.DnsSuffix}"),
        // Pods sign in with it. Its documentation mentions no endpoint policies:
        // https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
        new("eks-auth", $"eks-auth.{scope.Region}.api.aws") { TakesPolicy = false },
        .. new[] { "autoscaling", "ec2", "eks", "elasticfilesystem", "elasticloadbalancing", "ssm", SignIn }
            .Select(name => Regional(scope, name)),
    ];

    /// <summary>Returns the additional services that pipeline jobs in a cluster's VPC call.</summary>
    public static IReadOnlyList<EndpointService> Pipelines(AwsScope scope) =>
        [.. new[] { "kms", "logs", "secretsmanager" }.Select(name => Regional(scope, name))];

    /// <summary>Returns the name of the endpoint service in a region.</summary>
    internal string EndpointIn(AwsScope scope) => $"com.amazonaws.{scope.Region}.{Name}";

    private static EndpointService Regional(AwsScope scope, string name) => new(name, $"{name}.{scope.Region}.{scope.DnsSuffix}");
}
