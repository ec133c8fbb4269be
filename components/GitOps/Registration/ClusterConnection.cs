using System.Text.Encodings.Web;
using System.Text.Json;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Connection of Argo CD to a cluster: the data of a cluster Secret.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters</remarks>
public sealed record ClusterConnection
{
    // Base64 contains plus signs, which the default escapes. RegistrarPolicy compares the text, and refuses escapes.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ClusterConnection(string name, Output<string> server, Output<string> config) => (Name, Server, Config) = (name, server, config);

    /// <summary>
    /// Connection to the cluster that Argo CD runs in, with its own ServiceAccounts. This cluster needs a Secret too, because generators'
    /// selectors match only clusters that have one.
    /// </summary>
    public static ClusterConnection InCluster { get; } =
        new("in-cluster", Output.Create("https://kubernetes.default.svc"), Output.Create("""{"tlsClientConfig":{"insecure":false}}"""));

    /// <summary>Name of the cluster in Argo CD. Applications are named <c>{component}-{name}</c>.</summary>
    public string Name { get; }

    /// <summary>URL of the API server.</summary>
    public Output<string> Server { get; }

    /// <summary>Sign-in configuration as JSON. Secret, even if it contains no credential.</summary>
    public Output<string> Config { get; }

    /// <summary>Returns a connection to another cluster with the token of a ServiceAccount.</summary>
    /// <param name="name">Name of the cluster, a DNS label.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="caData">Certificates of the authority that signed the API server's certificate, PEM in base64.</param>
    /// <param name="token">The token.</param>
    public static ClusterConnection WithToken(string name, Output<string> server, Output<string> caData, Output<string> token) => new(
        name, server, Output.CreateSecret(Output.Tuple(caData, token).Apply(parts => JsonSerializer.Serialize(new
        {
            bearerToken = parts.Item2,
            tlsClientConfig = Verified(parts.Item1),
        }, Plain))));

    /// <summary>Returns a connection to another EKS cluster with an IAM role that Argo CD assumes.</summary>
    /// <param name="name">Name of the cluster, in Argo CD and in EKS.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="caData">Certificates of the authority that signed the API server's certificate, PEM in base64.</param>
    /// <param name="roleArn">ARN of the role.</param>
    public static ClusterConnection WithAwsRole(string name, Output<string> server, Output<string> caData, Output<string> roleArn) => new(
        name, server, Output.CreateSecret(Output.Tuple(caData, roleArn).Apply(parts => JsonSerializer.Serialize(new
        {
            awsAuthConfig = new { clusterName = name, roleARN = parts.Item2 },
            tlsClientConfig = Verified(parts.Item1),
        }, Plain))));

    /// <summary>Returns a connection to another AKS cluster with Argo CD's own identity in Entra.</summary>
    /// <param name="name">Name of the cluster, a DNS label.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="caData">Certificates of the authority that signed the API server's certificate, PEM in base64.</param>
    /// <param name="identity">The identity.</param>
    public static ClusterConnection WithEntra(string name, Output<string> server, Output<string> caData, ArgoCdIdentity.Entra identity)
    {
        var config = Output.Tuple(caData, identity.ClientId, identity.TenantId).Apply(parts => JsonSerializer.Serialize(new
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
        }, Plain));
        return new(name, server, Output.CreateSecret(config));
    }

    private static object Verified(string caData) => new { insecure = false, caData };
}
