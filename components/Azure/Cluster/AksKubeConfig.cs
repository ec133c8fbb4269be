using System.Text;
using System.Text.RegularExpressions;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;

namespace K8tre.Components.Azure.Cluster;

/// <summary>How <c>kubelogin</c> gets a token of Entra for whoever uses a kubeconfig.</summary>
/// <remarks>https://azure.github.io/kubelogin/concepts/login-modes.html</remarks>
public enum KubeLogin
{
    /// <summary>From the Azure CLI, where somebody signed in.</summary>
    AzureCli,

    /// <summary>From a federated token in a file, as pipelines have.</summary>
    WorkloadIdentity,

    /// <summary>From the identity of the machine.</summary>
    ManagedIdentity,
}

/// <summary>The kubeconfig of a cluster without local accounts: it holds no credential, whoever uses it signs in to Entra.</summary>
internal static partial class AksKubeConfig
{
    // The application that AKS's API servers are in every tenant: https://azure.github.io/kubelogin/concepts/aks.html
    private const string ServerApplication = "6dae42f8-4368-4678-94ff-3960e28e3630";

    /// <summary>The certificates that sign the API server's, PEM in base64, as AKS gives them out.</summary>
    /// <param name="resourceGroup">Group of the cluster.</param>
    /// <param name="cluster">Name of the cluster: its resource's output, so that it is there first.</param>
    /// <param name="parent">The component that asks.</param>
    public static Output<string> CertificatesOf(Input<string> resourceGroup, Output<string> cluster, Resource parent) =>
        ListManagedClusterUserCredentials
            .Invoke(new() { ResourceGroupName = resourceGroup, ResourceName = cluster, Format = "exec" }, new InvokeOptions { Parent = parent })
            .Apply(credentials => Certificates(credentials.Kubeconfigs[0].Value));

    /// <summary>A kubeconfig.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="certificates">The certificates that sign the API server's, PEM in base64.</param>
    /// <param name="tenantId">Tenant to sign in to.</param>
    /// <param name="login">How to sign in.</param>
    public static Output<string> Create(Output<string> cluster, Output<string> server, Output<string> certificates, string tenantId, KubeLogin login) =>
        Output.CreateSecret(Output.Tuple(cluster, server, certificates).Apply(known => Text(known.Item1, known.Item2, known.Item3, tenantId, login)));

    /// <summary>The certificates that sign the API server's, out of AKS's own kubeconfig in base64.</summary>
    internal static string Certificates(string kubeConfig) =>
        CertificateAuthority().Match(Encoding.UTF8.GetString(Convert.FromBase64String(kubeConfig))) is { Success: true } match
            ? match.Groups[1].Value
            : throw new RunException("the kubeconfig that AKS gave has no certificate-authority-data; run `pulumi up` again");

    /// <summary>The kubeconfig, JSON, which is YAML too.</summary>
    internal static string Text(string cluster, string server, string certificates, string tenantId, KubeLogin login) => ExecKubeConfig.Text(
        cluster, server, certificates,
        "kubelogin", "install kubelogin: https://azure.github.io/kubelogin/install.html",
        "get-token", "--server-id", ServerApplication, "--tenant-id", tenantId, "--login", Mode(login));

    private static string Mode(KubeLogin login) => login switch
    {
        KubeLogin.AzureCli => "azurecli",
        KubeLogin.WorkloadIdentity => "workloadidentity",
        KubeLogin.ManagedIdentity => "msi",
        var other => throw new ArgumentOutOfRangeException(nameof(login), other, "no mode of kubelogin is known for this"),
    };

    [GeneratedRegex(@"certificate-authority-data:\s*([A-Za-z0-9+/=]+)")]
    private static partial Regex CertificateAuthority();
}
