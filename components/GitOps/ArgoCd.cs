using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.GitOps;

/// <summary>Argo CD with K8TRE's plugin: the last thing that Pulumi installs in a cluster; the rest comes from Git.</summary>
/// <remarks>Values: https://github.com/argoproj/argo-helm/tree/argo-cd-10.1.1/charts/argo-cd</remarks>
public sealed class ArgoCd : ComponentResource
{
    /// <summary>Namespace that Argo CD runs in. Every K8TRE ApplicationSet names it: it can't be another.</summary>
    public const string NamespaceName = "argocd";

    /// <summary>Installs the pinned chart on the cluster of the inherited provider.</summary>
    public ArgoCd(string name, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCd", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var home = new Namespace(name, new() { Metadata = new ObjectMetaArgs { Name = NamespaceName } }, inside);
        var @namespace = home.Metadata.Apply(metadata => metadata.Name);

        var plugin = new ArgoCdPlugin($"{name}-plugin", @namespace, new() { Parent = this });
        var egress = CiliumPolicy.In(
            @namespace, $"{name}-egress",
            "The repo-server fetches Git repositories and Helm charts; without it nothing is rendered.",
            new() { ["matchLabels"] = new InputMap<object> { ["app.kubernetes.io/name"] = "argocd-repo-server" } },
            [new() { ["toEntities"] = new[] { "world" }, ["toPorts"] = new[] { CiliumPolicy.Ports("443/TCP", "22/TCP") } }],
            inside);

        var release = new HelmRelease(name, new ReleaseArgs
        {
            Name = "argocd",
            Namespace = egress.Metadata.Apply(metadata => metadata.Namespace),
            Chart = Versions.ArgoCd.Name,
            Version = Versions.ArgoCd.Version,
            RepositoryOpts = new RepositoryOptsArgs { Repo = Versions.ArgoCd.Repository },
            Values = Values(plugin),
        }, inside);

        Namespace = release.Namespace;

        RegisterOutputs();
    }

    /// <summary>Namespace Argo CD runs in. Known once it runs.</summary>
    [Output("namespace")]
    public Output<string> Namespace { get; private set; }

    private static InputMap<object> Values(ArgoCdPlugin plugin) => new()
    {
        ["global"] = new InputMap<object>
        {
            ["image"] = new InputMap<object>
            {
                ["repository"] = Versions.ArgoCdImage.Repository,
                ["tag"] = Versions.ArgoCdImage.Tag,
            },
            ["networkPolicy"] = new InputMap<object> { ["create"] = true, ["defaultDenyIngress"] = true },
        },
        ["configs"] = new InputMap<object>
        {
            ["cm"] = new InputMap<object>
            {
                // K8TRE's cnpg and root applications are rendered without the plugin, and need both.
                ["kustomize.buildOptions"] = "--enable-helm --load-restrictor LoadRestrictionsNone",
                ["users.anonymous.enabled"] = "false",
            },
        },
        ["dex"] = new InputMap<object> { ["enabled"] = false },
        ["notifications"] = new InputMap<object> { ["enabled"] = false },
        ["repoServer"] = new InputMap<object>
        {
            ["podAnnotations"] = new InputMap<object> { ["checksum/cmp-plugin"] = ArgoCdPlugin.Checksum },
            ["extraContainers"] = new[] { ArgoCdPlugin.Sidecar() },
            ["volumes"] = plugin.Volumes(),
        },
    };
}
