using System.Text.Json;

namespace K8tre.Components.Clusters;

/// <summary>Kubeconfig without a credential, whose user signs in with a program on their machine.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins</remarks>
internal static class ExecKubeConfig
{
    /// <summary>Returns the kubeconfig as JSON, which is also YAML.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="certificates">Certificates of the authority that signed the API server's certificate, PEM in base64.</param>
    /// <param name="command">Program that signs in.</param>
    /// <param name="hint">Instructions for users who do not have the program.</param>
    /// <param name="arguments">Arguments of the program.</param>
    public static string Text(
        string cluster, string server, string certificates, string command, string hint, params string[] arguments) =>
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = cluster,
            ["clusters"] = new[] { new { name = cluster, cluster = Cluster(server, certificates) } },
            ["contexts"] = new[] { new { name = cluster, context = new { cluster, user = cluster } } },
            ["users"] = new[] { new { name = cluster, user = new { exec = Exec(command, hint, arguments) } } },
        });

    private static Dictionary<string, string> Cluster(string server, string certificates) => new()
    {
        ["server"] = server,
        ["certificate-authority-data"] = certificates,
    };

    private static Dictionary<string, object> Exec(string command, string hint, string[] arguments) => new()
    {
        ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
        ["command"] = command,
        ["args"] = arguments,
        ["interactiveMode"] = "Never",
        ["installHint"] = hint,
    };
}
