using K8tre.Components.Clusters;

namespace K8tre.Components.Aws;

/// <summary>What leaves a platform on AWS. What is not listed does not.</summary>
public static class AwsEgress
{
    private static readonly Uri PrivateClusters = new("https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html");

    /// <summary>What nodes and pods of a cluster reach, besides services that have an endpoint in its network: <see cref="AwsService.Cluster"/>.</summary>
    public static IReadOnlyList<EgressRule> Cluster(AwsSite site) =>
    [
        new("route-53", "external-dns writes DNS records; Route 53 has no endpoint in a network", PrivateClusters, "route53.amazonaws.com"),
        new("certificates", "the controller of load balancers looks for certificates; ACM has no endpoint in a network", PrivateClusters, $"acm.{site.Region}.{site.DnsSuffix}"),
        new(
            "shield", "the controller of load balancers asks whether they are shielded, and waits for the answer",
            new("https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/stack_deployer.go"), "shield.us-east-1.amazonaws.com"),
        new(
            "ecr-public", "image of the controller of load balancers, and where its layers lie", new("https://anywhere.eks.amazonaws.com/docs/osmgmt/artifacts/"),
            "public.ecr.aws", "d2glxqk2uabbnd.cloudfront.net", "d5l0dvt14r5h8.cloudfront.net"),
        new(
            "eks-charts", "Argo CD renders the chart of the controller of load balancers",
            new("https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/loadbalancer/aws"), "aws.github.io"),
        new(
            "quay-layers", "quay.io sends clients in us-east-1 to its bucket",
            new("https://github.com/openshift/openshift-docs/blob/main/modules/configuring-firewall.adoc"), "quayio-production-s3.s3.amazonaws.com"),
        .. Egress.K8tre,
    ];

    /// <summary>What the management cluster reaches besides, where API servers have a public address.</summary>
    public static EgressRule PublicClusters(AwsSite site) => new(
        "api-servers", "Argo CD reaches clusters that have a public address by that, since its own network knows no other",
        new("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"), $"*.{site.Region}.eks.{site.DnsSuffix}");
}
