using System.Text.Json;

namespace K8tre.Components.GitOps;

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

    /// <summary>How to sign in, JSON. Secret where it holds a credential.</summary>
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
            tlsClientConfig = new { insecure = false, caData = parts.Item1 },
        }))));
}
