using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Azure.Workloads;

/// <summary>Inputs of <see cref="DirectoryName"/>.</summary>
public sealed record DirectoryNameArgs
{
    /// <summary>Domain of the environment.</summary>
    public required string Domain { get; init; }
}

/// <summary>
/// Name of K8TRE's directory, <c>dc0.ad.&lt;domain&gt;</c>, in the cluster's DNS. It resolves to the Service of the directory. No notebook
/// starts without it: a job that writes a file for each notebook reaches the directory by this name.
/// </summary>
/// <remarks>
/// The job: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/ad/base/keytab-job.sh. On AWS, external-dns writes the name, and on K3s
/// K8TRE's <c>kare-dns</c> answers it. AKS creates the ConfigMap empty, and CoreDNS reads it again after a change:
/// https://learn.microsoft.com/azure/aks/coredns-custom, https://coredns.io/plugins/rewrite/
/// </remarks>
public sealed class DirectoryName : ComponentResource
{
    /// <summary>Service of the directory: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/ad/base/ad-service.yaml.</summary>
    private const string Service = "samba.ad.svc.cluster.local";

    /// <summary>Adds the name to the DNS of the cluster of the inherited provider.</summary>
    public DirectoryName(string name, DirectoryNameArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DirectoryName", name, options)
    {
        // A patch, so that keys of other owners stay, also on removal.
        _ = new ConfigMapPatch(name, new ConfigMapPatchArgs
        {
            Metadata = new ObjectMetaPatchArgs { Name = "coredns-custom", Namespace = "kube-system" },
            Data = { ["k8tre-directory.override"] = $"rewrite stop name exact dc0.ad.{args.Domain} {Service}\n" },
        }, new() { Parent = this });

        RegisterOutputs();
    }
}

/// <summary>Add-on that installs <see cref="DirectoryName"/>, before Argo CD installs the directory.</summary>
/// <param name="domain">Domain of the environment.</param>
public sealed class DirectoryNameAddOn(string domain) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "directory-name";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.BeforeArgoCd;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new DirectoryName(context.Name, new() { Domain = domain }, context.Options);
}
