using K8tre.Components.Network;

namespace K8tre.Components.Azure.Backup;

/// <summary>
/// Network policies of a cluster's backup, for the time after K8TRE's cluster-wide default deny. The firewall restricts the names.
/// </summary>
/// <remarks>The default deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub</remarks>
public sealed class BackupPolicies : ComponentResource
{
    /// <summary>Namespace of the backup extension.</summary>
    internal const string Namespace = "dataprotection-microsoft";

    // Instance metadata service of a node, which issues tokens to pods: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
    private const string InstanceMetadata = "169.254.169.254/32";

    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public BackupPolicies(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:BackupPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        // The policy is cluster-wide because Azure creates the namespace later.
        _ = CiliumPolicy.Clusterwide(
            $"{name}-extension",
            "The backup extension signs in, takes snapshots and writes to its account; without it nothing is backed up.",
            Labels(("k8s:io.kubernetes.pod.namespace", Namespace)),
            [World(), new() { ["toCIDR"] = new[] { InstanceMetadata }, ["toPorts"] = new[] { CiliumPolicy.Ports("80/TCP") } }],
            inside);
        _ = CiliumPolicy.In(
            "kube-system",
            $"{name}-agents",
            "Azure's agents install extensions and report on them; without it the backup extension is not installed.",
            Labels(("app.kubernetes.io/name", "extension-manager")),
            [World()],
            inside);

        RegisterOutputs();
    }

    private static InputMap<object> World() => new() { ["toEntities"] = new[] { "world" }, ["toPorts"] = new[] { CiliumPolicy.Ports("443/TCP") } };

    private static InputMap<object> Labels((string Key, string Value) label) =>
        new() { ["matchLabels"] = new InputMap<object> { [label.Key] = label.Value } };
}
