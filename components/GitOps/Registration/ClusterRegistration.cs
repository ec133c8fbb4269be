using System.Collections.Immutable;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Inputs of <see cref="ClusterRegistration"/>.</summary>
public sealed record ClusterRegistrationArgs
{
    /// <summary>The cluster to register.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Connection of Argo CD to the cluster.</summary>
    public required ClusterConnection Connection { get; init; }

    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>Value of the label <c>secret-store</c>: the name of K8TRE's overlay with the ClusterSecretStore.</summary>
    public required string SecretStore { get; init; }

    /// <summary>Provider of the cluster's ClusterSecretStore as JSON. Default: the one of K8TRE's overlay.</summary>
    public Input<string>? SecretStoreProvider { get; init; }

    /// <summary>Domain of the environment's services, at most 63 characters.</summary>
    /// <exception cref="ArgumentException">The domain is not a valid value of a label.</exception>
    public required string ExternalDomain { get; init => field = ClusterLabels.Value(ClusterLabels.ExternalDomain, value); }

    /// <summary>Addresses that MetalLB assigns to Services. Default: none; the vendor has a load balancer.</summary>
    public IPv4Range? LoadBalancerRange { get; init; }

    /// <summary>
    /// Stack of the cluster, <c>organization/project/stack</c>, if Argo CD belongs to another stack. It is added to the list of that
    /// stack's <see cref="Dependants"/>. Default: none; Argo CD belongs to the same stack.
    /// </summary>
    public string? DependantStack { get; init; }

    /// <summary>Resources that must exist before the registration and until it is deleted. Default: none.</summary>
    public IReadOnlyCollection<Resource> DependsOn { get; init; } = [];

    /// <summary>Applications to exclude, of <see cref="ClusterLabels.Skippable"/>. Default: none.</summary>
    /// <exception cref="ArgumentException">An application cannot be excluded.</exception>
    public IReadOnlyCollection<string> Skip
    {
        get;
        init => field = value.Except(ClusterLabels.Skippable).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"skip is {unknown}; allowed are {string.Join(", ", ClusterLabels.Skippable)}", nameof(Skip))
            : value;
    } = [];
}

/// <summary>Secret that registers a cluster with Argo CD. K8TRE's ApplicationSets select the cluster by the Secret's labels.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters</remarks>
public sealed class ClusterRegistration : ComponentResource
{
    /// <summary>Registers the cluster with the Argo CD of the inherited provider.</summary>
    public ClusterRegistration(string name, ClusterRegistrationArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ClusterRegistration", name, options)
    {
        Environment = Output.Create(args.Cluster.Environment.Label());
        var labels = Labels(args);
        var key = new ClusterKey(args.Cluster.Vendor, args.Cluster.Environment);
        // Added to the list before the registration, and removed after it. Each stack writes only its own entry.
        var entry = args.DependantStack is null ? null : new ConfigMapPatch($"{name}-dependant", new ConfigMapPatchArgs
        {
            Metadata = new ObjectMetaPatchArgs { Name = Dependants.ListName, Namespace = args.Namespace },
            Data = { [$"{key}"] = args.DependantStack },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });
        var owner = entry is null ? null : new RegistrationOwner($"{name}-owner", new()
        {
            Namespace = args.Namespace,
            Cluster = key,
            Stack = args.DependantStack!,
            DependsOn = [entry],
        }, new() { Parent = this });
        var metadata = new ObjectMetaArgs
        {
            // K8TRE's names allow one cluster of a vendor and environment. With this name, the API server refuses a second one.
            Name = key.ObjectName,
            Namespace = args.Namespace,
            Labels = new InputMap<string>
            {
                labels,
                { "argocd.argoproj.io/secret-type", "cluster" },
            },
        };
        // The API server drops an empty map, so that every update would show a difference.
        if (args.SecretStoreProvider is not null)
            metadata.Annotations.Add(ClusterAnnotations.SecretStoreProvider, args.SecretStoreProvider);
        if (owner is not null)
            metadata.OwnerReferences = owner.Reference();
        _ = new Secret(name, new SecretArgs
        {
            Metadata = metadata,
            Type = "Opaque",
            // Assigned as a whole: entries that are added to the property's map do not become secret.
            StringData = new InputMap<string>
            {
                ["name"] = args.Connection.Name,
                ["server"] = args.Connection.Server,
                ["config"] = args.Connection.Config,
            },
        }, new()
        {
            Parent = this,
            DependsOn = owner is null ? [.. args.DependsOn] : [.. args.DependsOn, owner],
            // Its owner deletes it. Pulumi would have to list all Secrets of the namespace.
            RetainOnDelete = owner is not null,
        });

        Applications = Output.Create(K8treApplication.NamesOn(args.Connection.Name, labels).ToImmutableArray());

        RegisterOutputs();
    }

    /// <summary>Environment of the cluster: <c>dev</c>, <c>stg</c> or <c>prd</c>.</summary>
    [Output("environment")]
    public Output<string> Environment { get; private set; }

    /// <summary>Names of the Applications that K8TRE's ApplicationSets generate for the cluster, sorted.</summary>
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
