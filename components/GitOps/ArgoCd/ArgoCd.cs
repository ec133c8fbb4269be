using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Argo CD with K8TRE's plugin. Pulumi installs it last; Argo CD installs the rest from Git.</summary>
/// <remarks>Values: https://github.com/argoproj/argo-helm/tree/argo-cd-10.1.1/charts/argo-cd</remarks>
public sealed class ArgoCd : ComponentResource
{
    /// <summary>Namespace of Argo CD. It cannot be changed, because every ApplicationSet of K8TRE contains it.</summary>
    public const string NamespaceName = "argocd";

    private readonly string _name;
    private readonly ArgoCdArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Installs the chart in the cluster of the inherited provider.</summary>
    public ArgoCd(string name, ArgoCdArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCd", name, options)
    {
        (_name, _args, _inside) = (name, args, new() { Parent = this });
        var home = new Namespace(name, new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = NamespaceName,
                // All containers of the chart and of the plugin comply with the strictest standard.
                Labels =
                {
                    ["pod-security.kubernetes.io/enforce"] = "restricted",
                    ["pod-security.kubernetes.io/enforce-version"] = "latest",
                },
            },
        }, _inside);
        Namespace = home.Metadata.Apply(metadata => metadata.Name);

        var network = new ArgoCdNetwork(args.Proxy, args.ProxyExceptions, CreateCertificates());
        var plugin = new ArgoCdPlugin(
            $"{name}-plugin", new()
            {
                Namespace = Namespace,
                Replacements = args.Replacements,
                Patches = args.Patches,
                Mirrors = args.TargetMirrors,
                Charts = args.Charts,
                ImageMirrors = args.Mirrors,
            }, new() { Parent = this });
        var clientSecret = CreateClientSecret();
        var policies = new ArgoCdPolicies(name, Namespace, _inside).Create(args, network);
        var admission = new ArgoCdAdmission(
            $"{name}-admission",
            new() { Identity = ArgoCdAdmission.Group(Namespace.Apply(known => $"system:serviceaccounts:{known}")) },
            new() { Parent = this });

        _ = new HelmRelease(name, new ReleaseArgs
        {
            Name = "argocd",
            Namespace = Namespace,
            Chart = args.Chart.Location,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.RepositoryOptions,
            Values = ArgoCdValues.Create(args, plugin, network, clientSecret),
        }, new() { Parent = this, DependsOn = [.. policies, admission] });

        RegisterOutputs();
    }

    /// <summary>Namespace of Argo CD.</summary>
    [Output("namespace")]
    public Output<string> Namespace { get; private set; }

    /// <summary>Returns the requests of Argo CD's pods together.</summary>
    /// <param name="environment">Highest environment that it installs.</param>
    /// <param name="nodes">Number of nodes on which pods without tolerations run.</param>
    /// <param name="clusters">Number of clusters that it manages, at least 1.</param>
    public static Requests RequestsOf(TreEnvironment environment, int nodes, int clusters) =>
        ArgoCdResources.Together(ArgoCdProfile.For(environment, nodes), clusters);

    private Output<string>? CreateCertificates() =>
        _args.TrustedCertificates is not { } certificates ? null : new ConfigMap($"{_name}-certificates", new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = "trusted-certificates", Namespace = Namespace },
            Data = { [ArgoCdNetwork.CertificatesFile] = certificates },
        }, _inside).Metadata.Apply(metadata => metadata.Name);

    // A separate Secret, so that the chart's values do not contain it. Argo CD resolves references to Secrets with this label.
    private Output<string>? CreateClientSecret() =>
        _args.Sso?.ClientSecret is not { } secret ? null : new Secret($"{_name}-sso", new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = "argocd-sso",
                Namespace = Namespace,
                Labels = { ["app.kubernetes.io/part-of"] = "argocd" },
            },
            StringData = new InputMap<string> { ["clientSecret"] = secret },
        }, _inside).Metadata.Apply(metadata => $"${metadata.Name}:clientSecret");
}
