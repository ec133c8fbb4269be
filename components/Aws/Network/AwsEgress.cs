using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;

namespace K8tre.Components.Aws.Network;

/// <summary>What leaves a platform on AWS. What is not listed does not.</summary>
public static class AwsEgress
{
    private static readonly Uri PrivateClusters = new("https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html");

    /// <summary>What nodes and pods of a cluster reach, besides services that have an endpoint in its network: <see cref="EndpointService.Cluster"/>.</summary>
    public static IReadOnlyList<EgressRule> Cluster(AwsScope scope) =>
    [
        new("route-53", "external-dns writes DNS records; Route 53 has no endpoint in a network", PrivateClusters, "route53.amazonaws.com"),
        new("certificates", "the controller of load balancers looks for certificates; ACM has no endpoint in a network", PrivateClusters, $"acm.{scope.Region}.{scope.DnsSuffix}"),
        new(
            "shield", "the controller of load balancers asks whether they are shielded, and waits for the answer",
            new("https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/stack_deployer.go"), "shield.us-east-1.amazonaws.com"),
        new(
            "eks-charts", "Argo CD renders the chart of the controller of load balancers",
            new("https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/loadbalancer/aws"), "aws.github.io"),
        new(
            "quay-layers", "quay.io sends clients in us-east-1 to its bucket",
            new("https://github.com/openshift/openshift-docs/blob/main/modules/configuring-firewall.adoc"), "quayio-production-s3.s3.amazonaws.com"),
        new(
            "docker-hub-layers", "Docker Hub sends clients in AWS to its bucket", new("https://github.com/docker/hub-feedback/issues/1318"),
            "docker-images-prod.s3.amazonaws.com", "docker-images-prod.s3.dualstack.us-east-1.amazonaws.com"),
        .. Neighbour(scope),
        .. K8treEgress.K8tre,
    ];

    /// <summary>What the way from the internet to a cluster's gateway needs besides.</summary>
    public static EgressRule PublicLoadBalancer(AwsScope scope) => new(
        "web-firewall", "the controller of load balancers puts the gateway behind its web firewall",
        new("https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/wafv2/web_acl_association_synthesizer.go"), $"wafv2.{scope.Region}.{scope.DnsSuffix}");

    /// <summary>What jobs of pipelines reach besides, where they run in a cluster's network.</summary>
    public static IReadOnlyList<EgressRule> Pipelines(AwsScope scope) =>
    [
        new(
            "aws-apis", "the deployment makes what a platform consists of, by services without an endpoint in its network",
            new("https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html"),
            [
                "budgets.amazonaws.com", "iam.amazonaws.com",
                .. new[] { "backup", "codebuild", "codeconnections", "guardduty", "monitoring", "network-firewall", "route53resolver", "wafv2" }
                    .Select(service => $"{service}.{scope.Region}.{scope.DnsSuffix}"),
            ]),
        new("dotnet", "machines for builds have an older .NET than the program", new("https://learn.microsoft.com/dotnet/core/tools/dotnet-install-script"), "builds.dotnet.microsoft.com"),
        K8treEgress.GitHubActions,
        .. K8treEgress.Deployment,
    ];

    /// <summary>What the management cluster reaches besides, where API servers have a public address.</summary>
    public static EgressRule PublicClusters(AwsScope scope) => new(
        "api-servers", "Argo CD reaches clusters that have a public address by that, since its own network knows no other",
        new("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"), $"*.{scope.Region}.eks.{scope.DnsSuffix}");

    // What lies in another region is no business of the network's own way to buckets.
    private static IEnumerable<EgressRule> Neighbour(AwsScope scope)
    {
        if (RegistryK8sBucket.For(scope.Region) is var bucket && bucket.Region != scope.Region)
        {
            yield return new(
                "kubernetes-layers", "registry.k8s.io sends clients in this region to the bucket of a neighbour",
                new("https://github.com/kubernetes/registry.k8s.io/blob/main/cmd/archeio/internal/app/buckets.go"), bucket.Host);
        }
    }
}
