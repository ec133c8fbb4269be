using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;

namespace K8tre.Components.Aws.Network;

/// <summary>Destinations of a platform's outbound traffic on AWS. All others are blocked.</summary>
public static class AwsEgress
{
    private const string QuayBucket = "quayio-production-s3.s3.amazonaws.com";

    private static readonly string[] DockerHubBuckets =
        ["docker-images-prod.s3.amazonaws.com", "docker-images-prod.s3.dualstack.us-east-1.amazonaws.com"];

    private static readonly Uri PrivateClusters = new("https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html");

    /// <summary>
    /// Returns the destinations of a cluster's nodes and pods, besides the services that have an endpoint in its VPC:
    /// <see cref="EndpointService.Cluster"/>.
    /// </summary>
    public static IReadOnlyList<EgressRule> Cluster(AwsScope scope) =>
    [
        new("route-53", "external-dns writes DNS records; Route 53 offers no endpoint in a VPC", PrivateClusters, "route53.amazonaws.com"),
        new(
            "certificates", "the controller of load balancers looks for certificates; ACM offers no endpoint in a VPC",
            PrivateClusters, $"acm.{scope.Region}.{scope.DnsSuffix}"),
        new(
            "shield", "the controller of load balancers asks AWS Shield for their protection, and waits for the answer",
            new("https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/stack_deployer.go"),
            "shield.us-east-1.amazonaws.com"),
        new(
            "eks-charts", "Argo CD renders the chart of the controller of load balancers",
            new("https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/loadbalancer/aws"), "aws.github.io"),
        new(
            "quay-layers", "quay.io redirects clients in us-east-1 to its bucket",
            new("https://github.com/openshift/openshift-docs/blob/main/modules/configuring-firewall.adoc"),
            QuayBucket)
        {
            Registry = "quay.io",
            Layers = [QuayBucket],
        },
        new(
            "docker-hub-layers", "Docker Hub redirects clients in AWS to its bucket",
            new("https://github.com/docker/hub-feedback/issues/1318"),
            DockerHubBuckets)
        {
            Registry = "docker.io",
            Layers = DockerHubBuckets,
        },
        .. Neighbour(scope),
        .. K8treEgress.K8tre,
    ];

    /// <summary>Returns the additional destination of a cluster with a public gateway.</summary>
    public static EgressRule PublicLoadBalancer(AwsScope scope) => new(
        "web-firewall", "the controller of load balancers associates the gateway's load balancer with the web ACL",
        new("https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/main/pkg/deploy/wafv2"),
        $"wafv2.{scope.Region}.{scope.DnsSuffix}");

    /// <summary>Returns the additional destinations of pipeline jobs that run in a cluster's VPC.</summary>
    public static IReadOnlyList<EgressRule> Pipelines(AwsScope scope) =>
    [
        new(
            "aws-apis", "a deployment creates resources of services without an endpoint in the VPC",
            new("https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html"),
            [
                "budgets.amazonaws.com", "iam.amazonaws.com",
                .. new[]
                    {
                        "backup", "codebuild", "codeconnections", "guardduty", "monitoring", "network-firewall", "route53resolver", "wafv2",
                    }
                    .Select(service => $"{service}.{scope.Region}.{scope.DnsSuffix}"),
            ]),
        new(
            "dotnet", "build machines have an older .NET than the program",
            new("https://learn.microsoft.com/dotnet/core/tools/dotnet-install-script"), "builds.dotnet.microsoft.com"),
        K8treEgress.GitHubActions,
        .. K8treEgress.Deployment,
    ];

    /// <summary>Returns the additional destination of pipeline jobs that deploy a public hosted zone.</summary>
    public static IEnumerable<EgressRule> PublicZones(AwsScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.ZoneRegion != scope.Region)
        {
            yield return new(
                "public-zones", "a deployment creates the keys and logs of public zones, which are in a region of their own",
                new("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html"),
                $"kms.{scope.ZoneRegion}.{scope.DnsSuffix}", $"logs.{scope.ZoneRegion}.{scope.DnsSuffix}");
        }
    }

    /// <summary>Returns the additional destination of a management cluster whose clusters' API servers have public addresses.</summary>
    public static EgressRule PublicClusters(AwsScope scope) => new(
        "api-servers", "Argo CD reaches a cluster with a public address at that address, the only one that its VPC resolves",
        new("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"), $"*.{scope.Region}.eks.{scope.DnsSuffix}");

    // The gateway endpoint of S3 gives access to buckets of the same region only.
    private static IEnumerable<EgressRule> Neighbour(AwsScope scope)
    {
        if (RegistryK8sBucket.For(scope.Region) is var bucket && bucket.Region != scope.Region)
        {
            yield return new(
                "kubernetes-layers", "registry.k8s.io redirects clients in this region to a bucket in a neighbouring region",
                new("https://github.com/kubernetes/registry.k8s.io/blob/main/cmd/archeio/internal/app/buckets.go"), bucket.Host)
            {
                Registry = "registry.k8s.io",
                Layers = [bucket.Host],
            };
        }
    }
}
