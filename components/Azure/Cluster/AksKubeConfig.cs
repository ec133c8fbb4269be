using System.Text;
using System.Text.RegularExpressions;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Method by which <c>kubelogin</c> gets a token from Entra for a kubeconfig.</summary>
/// <remarks>https://azure.github.io/kubelogin/concepts/login-modes.html</remarks>
public enum KubeLogin
{
    /// <summary>Sign-in of the Azure CLI.</summary>
    AzureCli,

    /// <summary>Federated token in a file, as in pipelines.</summary>
    WorkloadIdentity,

    /// <summary>Managed identity of the machine.</summary>
    ManagedIdentity,
}

/// <summary>Kubeconfig of a cluster without local accounts. It holds no credential: its users sign in to Entra.</summary>
internal static partial class AksKubeConfig
{
    // Application id of AKS API servers in every tenant: https://azure.github.io/kubelogin/concepts/aks.html
    private const string ServerApplication = "6dae42f8-4368-4678-94ff-3960e28e3630";

    /// <summary>Gets the CA certificates of the API server from AKS, PEM in base64.</summary>
    /// <param name="resourceGroup">Resource group of the cluster.</param>
    /// <param name="cluster">Name of the cluster, an output of the cluster.</param>
    /// <param name="options">Options of the request.</param>
    public static Output<string> CaDataOf(Input<string> resourceGroup, Output<string> cluster, InvokeOptions options) =>
        ListManagedClusterUserCredentials
            .Invoke(new()
            {
                ResourceGroupName = resourceGroup,
                ResourceName = cluster,
                Format = "exec",
            }, options)
            .Apply(credentials => Certificates(credentials.Kubeconfigs[0].Value));

    /// <summary>Returns a kubeconfig.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="server">URL of the API server.</param>
    /// <param name="certificates">CA certificates of the API server, PEM in base64.</param>
    /// <param name="tenantId">Id of the Entra tenant.</param>
    /// <param name="login">Sign-in method.</param>
    public static Output<string> For(
        Output<string> cluster, Output<string> server, Output<string> certificates, string tenantId, KubeLogin login) =>
        Output.CreateSecret(Output.Tuple(cluster, server, certificates)
            .Apply(known => Text(known.Item1, known.Item2, known.Item3, tenantId, login)));

    /// <summary>Returns the CA certificates from a kubeconfig of AKS in base64.</summary>
    internal static string Certificates(string kubeConfig) =>
        CertificateAuthority().Match(Encoding.UTF8.GetString(Convert.FromBase64String(kubeConfig))) is { Success: true } match
            ? match.Groups[1].Value
            : throw new RunException("the kubeconfig from AKS has no certificate-authority-data; run `pulumi up` again");

    /// <summary>Returns the text of the kubeconfig: JSON, which is valid YAML.</summary>
    internal static string Text(string cluster, string server, string certificates, string tenantId, KubeLogin login) =>
        ExecKubeConfig.Text(
            cluster, server, certificates,
            "kubelogin", "install kubelogin: https://azure.github.io/kubelogin/install.html",
            "get-token", "--server-id", ServerApplication, "--tenant-id", tenantId, "--login", Mode(login));

    private static string Mode(KubeLogin login) => login switch
    {
        KubeLogin.AzureCli => "azurecli",
        KubeLogin.WorkloadIdentity => "workloadidentity",
        KubeLogin.ManagedIdentity => "msi",
        var other => throw new ArgumentOutOfRangeException(nameof(login), other, "kubelogin has no such mode"),
    };

    [GeneratedRegex(@"certificate-authority-data:\s*([A-Za-z0-9+/=]+)")]
    private static partial Regex CertificateAuthority();
}
