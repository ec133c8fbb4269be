using K8tre.Components.Network;

namespace K8tre.Components.Azure.Backup;

/// <summary>
/// What the pods of a cluster's backup may reach outside, stated before K8TRE's clusterwide default-deny arrives. The firewall decides which names
/// answer.
/// </summary>
/// <remarks>The default-deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub</remarks>
public sealed class BackupPolicies : ComponentResource
{
    /// <summary>Namespace of the extension.</summary>
    internal const string Namespace = "dataprotection-microsoft";

    // Where a node tells its pods who they are: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
    private const string InstanceMetadata = "169.254.169.254/32";

    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public BackupPolicies(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:BackupPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        // Azure makes the namespace, later.
        var extension = new CiliumPolicy($"{name}-extension", new()
        {
            Reason = "The backup extension signs in, takes snapshots and writes to its account; without it nothing is backed up.",
            Selector = CiliumPolicy.PodsWith(("k8s:io.kubernetes.pod.namespace", Namespace)),
            Egress =
            [
                CiliumPolicy.ToEntities(["world"], "443/TCP"),
                new() { ["toCIDR"] = new[] { InstanceMetadata }, ["toPorts"] = new[] { CiliumPolicy.Ports("80/TCP") } },
            ],
        }, inside);
        var agents = new CiliumPolicy($"{name}-agents", new()
        {
            Namespace = "kube-system",
            Reason = "Azure's agents install extensions and report on them; without it the backup extension is not installed.",
            Selector = CiliumPolicy.PodsWith(("app.kubernetes.io/name", "extension-manager")),
            Egress = [CiliumPolicy.ToEntities(["world"], "443/TCP")],
        }, inside);
        AreApplied = Output.Tuple(extension.Id, agents.Id).Apply(_ => true);

        RegisterOutputs();
    }

    /// <summary>Whether they hold. Known once they do, and so once the cluster has a network and nodes.</summary>
    [Output("areApplied")]
    public Output<bool> AreApplied { get; private set; }
}
