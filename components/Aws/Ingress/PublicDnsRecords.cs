using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicDnsRecords"/>.</summary>
public sealed record PublicDnsRecordsArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Domain of the environment.</summary>
    public required string Domain { get; init; }

    /// <summary>Id of the public hosted zone.</summary>
    public required Input<string> ZoneId { get; init; }

    /// <summary>Name of the cluster, which identifies the records of this external-dns.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the Ingress: <see cref="PublicLoadBalancer.IngressName"/>.</summary>
    public required Input<string> IngressName { get; init; }

    /// <summary>Chart of external-dns. Default: the pinned chart.</summary>
    public HelmChart Chart { get; init; } = Versions.ExternalDns;

    /// <summary>Mirrors of image registries. Default: none.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Resources that must exist first, such as the identity of its pods. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// External-dns besides K8TRE's, for the public hosted zone and the public Ingress only. It writes the record of a load balancer whose name
/// is unknown until the controller has created it.
/// </summary>
/// <remarks>
/// Two instances, each with its own annotations: https://kubernetes-sigs.github.io/external-dns/latest/docs/advanced/split-horizon/.
/// Values: https://github.com/kubernetes-sigs/external-dns/tree/master/charts/external-dns
/// </remarks>
public sealed class PublicDnsRecords : ComponentResource
{
    private const string ServiceAccount = "public-dns";

    // The chart's default.
    private const string Image = "registry.k8s.io/external-dns/external-dns";

    /// <summary>ServiceAccount, which needs a role with <see cref="Policy"/>.</summary>
    public static PodServiceAccount Account { get; } = new(GatewayNamespace.NamespaceName, ServiceAccount);

    /// <summary>
    /// Returns the policy that allows changes to the zone's records below the domain, and not to those of other environments.
    /// </summary>
    /// <param name="scope">Account and region.</param>
    /// <param name="zoneId">Id of the zone.</param>
    /// <param name="domain">Domain of the environment.</param>
    public static PolicyDocument Policy(AwsScope scope, Input<string> zoneId, string domain) =>
        PodIdentityPolicies.ExternalDns(scope, [zoneId], $"*.{domain}");

    /// <summary>Installs the chart in the cluster of the inherited provider.</summary>
    public PublicDnsRecords(string name, PublicDnsRecordsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PublicDnsRecords", name, options)
    {
        _ = new HelmRelease(name, new ReleaseArgs
        {
            Name = ServiceAccount,
            Namespace = GatewayNamespace.NamespaceName,
            Chart = args.Chart.Location,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.RepositoryOptions,
            Values = Values(args),
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });

        RegisterOutputs();
    }

    private static InputMap<object> Values(PublicDnsRecordsArgs args)
    {
        var values = new InputMap<object>
        {
            ["provider"] = new InputMap<object> { ["name"] = "aws" },
            ["env"] = new[] { new InputMap<object> { ["name"] = "AWS_DEFAULT_REGION", ["value"] = args.Scope.Region } },
            ["serviceAccount"] = new InputMap<object> { ["name"] = ServiceAccount },
            ["sources"] = new[] { "ingress" },
            // Only one Ingress of its own namespace.
            ["namespaced"] = true,
            ["labelFilter"] = args.IngressName.Apply(ingress => (object)$"{PublicLoadBalancer.PublicLabel}={ingress}"),
            // On the Ingress, the default annotations exclude it from K8TRE's external-dns.
            ["annotationPrefix"] = "public-dns.k8tre.io/",
            ["domainFilters"] = new[] { args.Domain },
            ["policy"] = "sync",
            ["txtOwnerId"] = $"{args.ClusterName}-public",
            ["extraArgs"] = new InputMap<object>
            {
                ["aws-zone-type"] = "public",
                ["zone-id-filter"] = args.ZoneId.Apply(zone => (object)zone),
            },
        };
        if (args.Mirrors.Mirrored(Image) is var image && image != Image)
            values.Add("image", new InputMap<object> { ["repository"] = image });
        return values;
    }
}
