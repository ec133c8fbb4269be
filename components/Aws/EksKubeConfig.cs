using System.Text.Json;

namespace K8tre.Components.Aws;

/// <summary>The kubeconfig of a cluster of EKS: it holds no credential, whoever uses it signs in to AWS.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html</remarks>
internal static class EksKubeConfig
{
    /// <summary>The kubeconfig, JSON, which is YAML too.</summary>
    internal static string Text(string cluster, string server, string certificates, string region) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["current-context"] = cluster,
        ["clusters"] = new[] { new { name = cluster, cluster = new Dictionary<string, string> { ["server"] = server, ["certificate-authority-data"] = certificates } } },
        ["contexts"] = new[] { new { name = cluster, context = new { cluster, user = cluster } } },
        ["users"] = new[] { new { name = cluster, user = new { exec = Exec(cluster, region) } } },
    });

    private static Dictionary<string, object> Exec(string cluster, string region) => new()
    {
        ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
        ["command"] = "aws",
        ["args"] = new[] { "--region", region, "eks", "get-token", "--cluster-name", cluster, "--output", "json" },
        ["interactiveMode"] = "Never",
        ["installHint"] = "install the AWS CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
    };
}
