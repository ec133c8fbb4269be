using K8tre.Components.Egress;

namespace K8tre.Components.Azure.Network;

/// <summary>Egress rules of a platform on Azure. All other outgoing traffic is denied.</summary>
public static class AzureEgress
{
    private static readonly Uri ContainerApps = new("https://learn.microsoft.com/azure/container-apps/use-azure-firewall");

    private static readonly string[] RegistryK8sBucketRegions =
        ["ap-northeast-1", "ap-south-1", "ap-southeast-1", "eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"];

    /// <summary>Gets the rules of nodes and pods.</summary>
    public static IReadOnlyList<EgressRule> Cluster { get; } =
    [
        new("aks", "nodes are installed, patched and reported by AKS", new("https://learn.microsoft.com/azure/aks/limit-egress-traffic"))
        {
            Tag = "AzureKubernetesService",
        },
        new(
            "entra", "workload identities exchange their tokens",
            new("https://learn.microsoft.com/azure/aks/workload-identity-overview"), "login.microsoftonline.com"),
        new(
            "azure-api", "external-dns and cert-manager write DNS records",
            new("https://learn.microsoft.com/azure/azure-resource-manager/management/control-plane-and-data-plane"),
            "management.azure.com"),
        new(
            "kubernetes-layers",
            "registry.k8s.io sends clients outside of Google for the layers of images here, by the one of its sites that is nearest",
            new("https://github.com/kubernetes/k8s.io/blob/main/infra/gcp/terraform/modules/oci-proxy/main.tf"),
            [
                "d39mqg4b1dx9z1.cloudfront.net",
                .. RegistryK8sBucketRegions.Select(region => $"prod-registry-k8s-io-{region}.s3.dualstack.{region}.amazonaws.com"),
            ])
        {
            Registry = "registry.k8s.io",
        },
        .. K8treEgress.K8tre,
    ];

    /// <summary>Gets the rules of machines in the operators' subnet, which run <c>pulumi up</c>.</summary>
    public static IReadOnlyList<EgressRule> Operators { get; } =
    [
        new(
            "sign-in", "the deployment signs in to Azure", new("https://learn.microsoft.com/azure/azure-portal/azure-portal-safelist-urls"),
            "login.microsoftonline.com", "management.azure.com", "graph.microsoft.com"),
        new(
            "state", "Pulumi keeps its state in a storage account",
            new("https://www.pulumi.com/docs/iac/concepts/state-and-backends/"), "*.blob.core.windows.net"),
        .. K8treEgress.Deployment,
    ];

    /// <summary>Gets the rules of pipeline jobs besides those of operators: for Container Apps and GitHub Actions.</summary>
    public static IReadOnlyList<EgressRule> Pipelines { get; } =
    [
        new(
            "container-apps", "the jobs' platform installs itself", ContainerApps,
            "mcr.microsoft.com", "*.data.mcr.microsoft.com", "packages.aks.azure.com", "acs-mirror.azureedge.net"),
        new(
            "runner-identity", "the jobs' platform pulls the runner's image with a managed identity", ContainerApps,
            "*.identity.azure.net", "*.login.microsoftonline.com", "*.login.microsoft.com", "login.microsoft.com"),
        K8treEgress.GitHubActions,
    ];
}
