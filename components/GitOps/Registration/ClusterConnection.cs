using System.Text.Json;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.Registration;

/// <summary>How Argo CD finds a cluster and signs in to it: the data of a cluster Secret.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters</remarks>
public sealed record ClusterConnection
{
    private ClusterConnection(string name, Output<string> server, Output<string> config) => (Name, Server, Config) = (name, server, config);

    /// <summary>
    /// The cluster that Argo CD runs in, with its own ServiceAccounts. A generator's selector never matches the cluster that Argo CD knows
    /// without a Secret: it needs one too.
    /// </summary>
    public static ClusterConnection InCluster { get; } =
        new("in-cluster", Output.Create("https://kubernetes.default.svc"), Output.Create("""{"tlsClientConfig":{"insecure":false}}"""));

    /// <summary>Name under which Argo CD knows the cluster. Applications are called <c>{component}-{name}</c>.</summary>
    public string Name { get; }

    /// <summary>URL of its API server.</summary>
    public Output<string> Server { get; }

    /// <summary>How to sign in, JSON. Secret, whether or not it holds a credential.</summary>
    public Output<string> Config { get; }

    /// <summary>A cluster elsewhere, which takes a ServiceAccount's token.</summary>
    /// <param name="name">Name of the cluster, a DNS label.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="caData">Certificates that its API server's is signed by, PEM in base64.</param>
    /// <param name="token">The token.</param>
    public static ClusterConnection WithToken(string name, Output<string> server, Output<string> caData, Output<string> token) => new(
        name, server, Output.CreateSecret(Output.Tuple(caData, token).Apply(parts => JsonSerializer.Serialize(new
        {
            bearerToken = parts.Item2,
            tlsClientConfig = Verified(parts.Item1),
        }))));

    /// <summary>A cluster of EKS elsewhere, which knows a role that Argo CD takes on.</summary>
    /// <param name="name">Name of the cluster, in Argo CD and in EKS.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="caData">Certificates that its API server's is signed by, PEM in base64.</param>
    /// <param name="roleArn">ARN of the role.</param>
    public static ClusterConnection WithAwsRole(string name, Output<string> server, Output<string> caData, Output<string> roleArn) => new(
        name, server, Output.CreateSecret(Output.Tuple(caData, roleArn).Apply(parts => JsonSerializer.Serialize(new
        {
            awsAuthConfig = new { clusterName = name, roleARN = parts.Item2 },
            tlsClientConfig = Verified(parts.Item1),
        }))));

    /// <summary>A cluster of AKS elsewhere, which knows Argo CD's own identity in Entra.</summary>
    /// <param name="name">Name of the cluster, a DNS label.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="caData">Certificates that its API server's is signed by, PEM in base64.</param>
    /// <param name="identity">The identity.</param>
    public static ClusterConnection WithEntra(string name, Output<string> server, Output<string> caData, ArgoCdIdentity.Entra identity) => new(
        name, server, Output.CreateSecret(Output.Tuple(caData, identity.ClientId, identity.TenantId).Apply(parts => JsonSerializer.Serialize(new
        {
            execProviderConfig = new
            {
                command = "argocd-k8s-auth",
                args = new[] { "azure" },
                apiVersion = "client.authentication.k8s.io/v1beta1",
                env = new Dictionary<string, string>
                {
                    ["AAD_LOGIN_METHOD"] = "workloadidentity",
                    ["AAD_ENVIRONMENT_NAME"] = "AzurePublicCloud",
                    ["AZURE_CLIENT_ID"] = parts.Item2,
                    ["AZURE_TENANT_ID"] = parts.Item3,
                },
            },
            tlsClientConfig = Verified(parts.Item1),
        }))));

    private static object Verified(string caData) => new { insecure = false, caData };
}
