using System.Text.Json;

namespace K8tre.Components.Clusters;

/// <summary>A kubeconfig without a credential: a program signs in for whoever uses it.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins</remarks>
internal static class ExecKubeConfig
{
    /// <summary>The kubeconfig, JSON, which is YAML too.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="server">URL of its API server.</param>
    /// <param name="certificates">Certificates that the API server's is signed by, PEM in base64.</param>
    /// <param name="command">The program.</param>
    /// <param name="hint">What to do where it is missing.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string Text(string cluster, string server, string certificates, string command, string hint, params string[] arguments) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["current-context"] = cluster,
        ["clusters"] = new[] { new { name = cluster, cluster = new Dictionary<string, string> { ["server"] = server, ["certificate-authority-data"] = certificates } } },
        ["contexts"] = new[] { new { name = cluster, context = new { cluster, user = cluster } } },
        ["users"] = new[] { new { name = cluster, user = new { exec = Exec(command, hint, arguments) } } },
    });

    private static Dictionary<string, object> Exec(string command, string hint, string[] arguments) => new()
    {
        ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
        ["command"] = command,
        ["args"] = arguments,
        ["interactiveMode"] = "Never",
        ["installHint"] = hint,
    };
}
