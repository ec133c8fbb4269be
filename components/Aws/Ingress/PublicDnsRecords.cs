using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicDnsRecords"/>.</summary>
public sealed record PublicDnsRecordsArgs
{
    /// <summary>Where the zone's account and the cluster are.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>The environment's domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Id of the public zone.</summary>
    public required Input<string> ZoneId { get; init; }

    /// <summary>Name of the cluster, by which it knows its own records.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the Ingress: <see cref="PublicLoadBalancer.IngressName"/>, so that its namespace is there first.</summary>
    public required Input<string> IngressName { get; init; }

    /// <summary>The chart of external-dns. Default: the pinned one.</summary>
    public HelmChart Chart { get; init; } = Versions.ExternalDns;
}

/// <summary>
/// An external-dns beside K8TRE's, for the public zone and the public Ingress alone: it writes the record of a load balancer whose name nobody knows before the
/// controller has made it.
/// </summary>
/// <remarks>
/// Two of them, each with annotations of its own: https://kubernetes-sigs.github.io/external-dns/latest/docs/advanced/split-horizon/. Values:
/// https://github.com/kubernetes-sigs/external-dns/tree/master/charts/external-dns
/// </remarks>
public sealed class PublicDnsRecords : ComponentResource
{
    private const string ServiceAccount = "public-dns";

    /// <summary>Its ServiceAccount, which needs a role with <see cref="Rights"/>.</summary>
    public static PodServiceAccount Account { get; } = new(PublicLoadBalancer.Namespace, ServiceAccount);

    /// <summary>What it does in AWS: it changes those records of the zone that are below the domain. Other environments may have others.</summary>
    /// <param name="scope">Where the zone's account is.</param>
    /// <param name="zoneId">Id of the zone.</param>
    /// <param name="domain">The environment's domain.</param>
    public static PolicyDocument Rights(AwsScope scope, Input<string> zoneId, string domain) => PodIdentityPolicies.ExternalDns(scope, [zoneId], domain);

    /// <summary>Installs it in the cluster of the inherited provider.</summary>
    public PublicDnsRecords(string name, PublicDnsRecordsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PublicDnsRecords", name, options)
    {
        _ = new HelmRelease(name, new ReleaseArgs
        {
            Name = ServiceAccount,
            Namespace = PublicLoadBalancer.Namespace,
            Chart = args.Chart.Location,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.RepositoryOptions,
            Values = new InputMap<object>
            {
                ["provider"] = new InputMap<object> { ["name"] = "aws" },
                ["env"] = new[] { new InputMap<object> { ["name"] = "AWS_DEFAULT_REGION", ["value"] = args.Scope.Region } },
                ["serviceAccount"] = new InputMap<object> { ["name"] = ServiceAccount },
                ["sources"] = new[] { "ingress" },
                // It sees Ingresses of its own namespace only, and of those one.
                ["namespaced"] = true,
                ["labelFilter"] = args.IngressName.Apply(ingress => (object)$"{PublicLoadBalancer.PublicLabel}={ingress}"),
                // On the Ingress, the usual annotation says that external-dns shall leave it alone. That one is K8TRE's.
                ["annotationPrefix"] = "public-dns.k8tre.io/",
                ["domainFilters"] = new[] { args.Domain },
                ["policy"] = "sync",
                ["txtOwnerId"] = $"{args.ClusterName}-public",
                ["extraArgs"] = new InputMap<object>
                {
                    ["aws-zone-type"] = "public",
                    ["zone-id-filter"] = args.ZoneId.Apply(zone => (object)zone),
                },
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }
}
