using K8tre.Components.Clusters;

namespace K8tre.Components.Azure;

/// <summary>What leaves a platform on Azure. What is not listed does not.</summary>
public static class AzureEgress
{
    /// <summary>What nodes and pods of a cluster reach.</summary>
    public static IReadOnlyList<EgressRule> Cluster { get; } =
    [
        new("aks", "nodes are installed, patched and reported by AKS", new("https://learn.microsoft.com/azure/aks/limit-egress-traffic")) { Tag = "AzureKubernetesService" },
        new("entra", "workload identities exchange their tokens", new("https://learn.microsoft.com/azure/aks/workload-identity-overview"), "login.microsoftonline.com"),
        new("azure-api", "external-dns and cert-manager write DNS records", new("https://learn.microsoft.com/azure/azure-resource-manager/management/control-plane-and-data-plane"), "management.azure.com"),
        .. Egress.K8tre,
    ];

    /// <summary>What a machine in the operators' subnet reaches to run <c>pulumi up</c>.</summary>
    public static IReadOnlyList<EgressRule> Operators { get; } =
    [
        new("sign-in", "the deployment signs in to Azure", new("https://learn.microsoft.com/azure/azure-portal/azure-portal-safelist-urls"), "login.microsoftonline.com", "management.azure.com", "graph.microsoft.com"),
        new("state", "Pulumi keeps its state in a storage account", new("https://www.pulumi.com/docs/iac/concepts/state-and-backends/"), "*.blob.core.windows.net"),
        .. Egress.Deployment,
    ];
}
