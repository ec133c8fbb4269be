using System.Collections.Immutable;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Inputs of <see cref="ClusterRegistration"/>.</summary>
public sealed record ClusterRegistrationArgs
{
    /// <summary>The cluster to register.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>How Argo CD reaches it.</summary>
    public required ClusterConnection Connection { get; init; }

    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>Value of the label <c>secret-store</c>: the overlay of K8TRE that defines the store of the source secrets.</summary>
    public required string SecretStore { get; init; }

    /// <summary>What the cluster's ClusterSecretStore has for a provider, JSON. Default: what K8TRE's overlay says.</summary>
    public Input<string>? SecretStoreProvider { get; init; }

    /// <summary>Domain under which the environment's services appear, at most 63 characters.</summary>
    /// <exception cref="ArgumentException">No label can hold it.</exception>
    public required string ExternalDomain { get; init => field = ClusterLabels.Value(ClusterLabels.ExternalDomain, value); }

    /// <summary>Addresses that MetalLB may give to Services. Default: none, where the vendor brings a load balancer.</summary>
    public IPv4Range? LoadBalancerRange { get; init; }

    /// <summary>
    /// The stack that registers its cluster with the Argo CD of another one: <c>organization/project/stack</c>. It is put on that one's
    /// list of <see cref="Dependants"/>. Default: none, Argo CD belongs to the same stack.
    /// </summary>
    public string? DependantStack { get; init; }

    /// <summary>Resources that exist before the cluster is registered and until it no longer is. Default: none.</summary>
    public IReadOnlyCollection<Resource> DependsOn { get; init; } = [];

    /// <summary>Applications to leave out, of <see cref="ClusterLabels.Skippable"/>. Default: none.</summary>
    /// <exception cref="ArgumentException">One of them can't be left out.</exception>
    public IReadOnlyCollection<string> Skip
    {
        get;
        init => field = value.Except(ClusterLabels.Skippable).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"skip is {unknown}; allowed are {string.Join(", ", ClusterLabels.Skippable)}", nameof(Skip))
            : value;
    } = [];
}

/// <summary>The Secret that tells Argo CD of a cluster, with the labels by which K8TRE's ApplicationSets find it.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters</remarks>
public sealed class ClusterRegistration : ComponentResource
{
    /// <summary>Registers the cluster with the Argo CD of the inherited provider.</summary>
    public ClusterRegistration(string name, ClusterRegistrationArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ClusterRegistration", name, options)
    {
        Environment = Output.Create(args.Cluster.Environment.Label());
        var labels = Labels(args);
        var key = $"{args.Cluster.Vendor.Label()}-{args.Cluster.Environment.Label()}";
        // On the list before it is registered, and off it after: several stacks write to it, each its own line.
        var line = args.DependantStack is null ? null : new ConfigMapPatch($"{name}-dependant", new ConfigMapPatchArgs
        {
            Metadata = new ObjectMetaPatchArgs { Name = Dependants.ListName, Namespace = args.Namespace },
            Data = { [key] = args.DependantStack },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });
        _ = new Secret(name, new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                // Argo CD tells clusters apart by vendor and environment: under this name its API server refuses a second one of both.
                Name = $"cluster-{key}",
                Namespace = args.Namespace,
                Labels = new InputMap<string>
                {
                    labels,
                    { "argocd.argoproj.io/secret-type", "cluster" },
                },
                Annotations = args.SecretStoreProvider is null ? [] : new InputMap<string> { [ClusterAnnotations.SecretStoreProvider] = args.SecretStoreProvider },
            },
            Type = "Opaque",
            // Assigned whole: entries added to the property's own map would not become secret.
            StringData = new InputMap<string>
            {
                ["name"] = args.Connection.Name,
                ["server"] = args.Connection.Server,
                ["config"] = args.Connection.Config,
            },
        }, new() { Parent = this, DependsOn = line is null ? [.. args.DependsOn] : [.. args.DependsOn, line] });

        Applications = Output.Create(K8treApplication.NamesOn(args.Connection.Name, labels).ToImmutableArray());

        RegisterOutputs();
    }

    /// <summary>The environment it serves: <c>dev</c>, <c>stg</c> or <c>prd</c>.</summary>
    [Output("environment")]
    public Output<string> Environment { get; private set; }

    /// <summary>Names of the Applications that K8TRE's ApplicationSets make of the registration, sorted.</summary>
    [Output("applications")]
    public Output<ImmutableArray<string>> Applications { get; private set; }

    private static Dictionary<string, string> Labels(ClusterRegistrationArgs args)
    {
        var labels = new Dictionary<string, string>
        {
            [ClusterLabels.Environment] = args.Cluster.Environment.Label(),
            [ClusterLabels.Vendor] = args.Cluster.Vendor.Label(),
            [ClusterLabels.ExternalDns] = args.Cluster.Vendor.Label(),
            [ClusterLabels.ExternalDomain] = args.ExternalDomain,
            [ClusterLabels.Region] = ClusterLabels.Value(ClusterLabels.Region, args.Cluster.Region),
            [ClusterLabels.ClusterName] = ClusterLabels.Value(ClusterLabels.ClusterName, args.Cluster.ClusterName),
            [ClusterLabels.SecretStore] = args.SecretStore,
        };
        if (args.LoadBalancerRange is { } range)
            labels.Add(ClusterLabels.MetalLbIpRange, range.ToString());
        foreach (var application in args.Skip)
            labels.Add(ClusterLabels.Skip(application), "true");
        return labels;
    }
}
