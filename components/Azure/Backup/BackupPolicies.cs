using System.Net;
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

    // Instance metadata service of a node, which issues tokens to pods:
    // https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
    private const string InstanceMetadata = "169.254.169.254/32";

    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public BackupPolicies(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:BackupPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        // The policy is cluster-wide because Azure creates the namespace later.
        _ = new CiliumPolicy($"{name}-extension", new()
        {
            Reason = "The backup extension signs in, takes snapshots and writes to its account; without it nothing is backed up.",
            Selector = CiliumSelector.PodsWith(("k8s:io.kubernetes.pod.namespace", Namespace)),
            Egress =
            [
                CiliumRule.ToEntities(["world"], "443/TCP"),
                CiliumRule.ToRanges([IPNetwork.Parse(InstanceMetadata)], "80/TCP"),
            ],
        }, inside);
        _ = new CiliumPolicy($"{name}-agents", new()
        {
            Namespace = "kube-system",
            Reason = "Azure's agents install extensions and report on them; without it the backup extension is not installed.",
            Selector = CiliumSelector.PodsWith(("app.kubernetes.io/name", "extension-manager")),
            Egress = [CiliumRule.ToEntities(["world"], "443/TCP")],
        }, inside);

        RegisterOutputs();
    }
}
