using K8tre.Components.Network;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Argo CD with K8TRE's plugin: the last thing that Pulumi installs in a cluster; the rest comes from Git.</summary>
/// <remarks>Values: https://github.com/argoproj/argo-helm/tree/argo-cd-10.1.1/charts/argo-cd</remarks>
public sealed class ArgoCd : ComponentResource
{
    /// <summary>Namespace that Argo CD runs in. Every K8TRE ApplicationSet names it: it can't be another.</summary>
    public const string NamespaceName = "argocd";

    /// <summary>Installs the pinned chart on the cluster of the inherited provider.</summary>
    public ArgoCd(string name, ArgoCdArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCd", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var home = new Namespace(name, new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = NamespaceName,
                // Every container of the chart, and the plugin's, meets the strictest of the standards.
                Labels = { ["pod-security.kubernetes.io/enforce"] = "restricted", ["pod-security.kubernetes.io/enforce-version"] = "latest" },
            },
        }, inside);
        var @namespace = home.Metadata.Apply(metadata => metadata.Name);

        var network = new ArgoCdNetwork(args.Proxy, args.ProxyExceptions, Certificates(name, args, @namespace, inside));
        var plugin = new ArgoCdPlugin(
            $"{name}-plugin", new() { Namespace = @namespace, Replacements = args.Replacements }, new() { Parent = this });
        var policies = Policies(name, args, @namespace, network, inside).ToArray();

        _ = new HelmRelease(name, new ReleaseArgs
        {
            Name = "argocd",
            Namespace = @namespace,
            Chart = args.Chart.File ?? args.Chart.Name,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.File is null ? (Input<RepositoryOptsArgs>)new RepositoryOptsArgs { Repo = args.Chart.Repository } : null,
            Values = ArgoCdValues.Create(args, plugin, network, ClientSecret(name, args, @namespace, inside)),
        }, new() { Parent = this, DependsOn = [.. policies] });

        Namespace = @namespace;

        RegisterOutputs();
    }

    /// <summary>Namespace that Argo CD runs in.</summary>
    [Output("namespace")]
    public Output<string> Namespace { get; private set; }

    // What K8TRE's clusterwide default-deny would cut off.
    private static IEnumerable<CiliumPolicy> Policies(
        string name, ArgoCdArgs args, Output<string> @namespace, ArgoCdNetwork network, CustomResourceOptions options)
    {
        yield return Egress(
            $"{name}-egress", "argocd-repo-server",
            "The repo-server fetches Git repositories and Helm charts; without it nothing is rendered.", network.FetchPorts);
        if (args.Sso is not null)
        {
            yield return Egress(
                $"{name}-sign-in", "argocd-server", "The API server asks the identity provider; without it nobody signs in.", network.SignInPorts);
        }

        CiliumPolicy Egress(string policy, string component, string reason, string[] ports) => CiliumPolicy.In(
            @namespace, policy, reason,
            new() { ["matchLabels"] = new InputMap<object> { ["app.kubernetes.io/name"] = component } },
            [new() { ["toEntities"] = new[] { "world" }, ["toPorts"] = new[] { CiliumPolicy.Ports(ports) } }],
            options);
    }

    private static Output<string>? Certificates(string name, ArgoCdArgs args, Output<string> @namespace, CustomResourceOptions options) =>
        args.TrustedCertificates is null ? null : new ConfigMap($"{name}-certificates", new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = "trusted-certificates", Namespace = @namespace },
            Data = { [ArgoCdNetwork.CertificatesFile] = args.TrustedCertificates },
        }, options).Metadata.Apply(metadata => metadata.Name);

    // A Secret of its own keeps it out of the chart's values. Argo CD resolves references to those that carry its label.
    private static Output<string>? ClientSecret(string name, ArgoCdArgs args, Output<string> @namespace, CustomResourceOptions options) =>
        args.Sso?.ClientSecret is not { } secret ? null : new Secret($"{name}-sso", new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = "argocd-sso",
                Namespace = @namespace,
                Labels = { ["app.kubernetes.io/part-of"] = "argocd" },
            },
            StringData = new InputMap<string> { ["clientSecret"] = secret },
        }, options).Metadata.Apply(metadata => $"${metadata.Name}:clientSecret");
}
