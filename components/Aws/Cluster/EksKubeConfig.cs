using K8tre.Components.Clusters;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Kubeconfig of an EKS cluster. It contains no credential: its user signs in to AWS.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html</remarks>
internal static class EksKubeConfig
{
    /// <summary>Returns the kubeconfig as JSON, which is valid YAML.</summary>
    internal static string Text(string cluster, string server, string certificates, string region) => ExecKubeConfig.Text(
        cluster, server, certificates,
        "aws", "install the AWS CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
        "--region", region, "eks", "get-token", "--cluster-name", cluster, "--output", "json");
}
