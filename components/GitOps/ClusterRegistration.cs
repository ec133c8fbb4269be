using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps;

/// <summary>Inputs of <see cref="ClusterRegistration"/>.</summary>
public sealed record ClusterRegistrationArgs
{
    /// <summary>The cluster to register.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Argo CD's namespace: its component's output, so that Argo CD is there first.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>Where the source secrets lie: their component's output, so that they are there first.</summary>
    public required Input<string> SecretStore { get; init; }

    /// <summary>Domain under which the environment's services appear.</summary>
    public required string ExternalDomain { get; init; }

    /// <summary>Addresses that MetalLB may give to Services.</summary>
    public required AddressRange LoadBalancerRange { get; init; }

    /// <summary>Applications to leave out, of <see cref="ClusterLabels.Skippable"/>. Default: none.</summary>
    public IReadOnlyCollection<string> Skip { get; init; } = [];
}

/// <summary>The Secret that tells Argo CD of a cluster, with the labels by which K8TRE's ApplicationSets find it.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters</remarks>
public sealed class ClusterRegistration : ComponentResource
{
    /// <summary>Registers the cluster with the Argo CD of the inherited provider.</summary>
    public ClusterRegistration(string name, ClusterRegistrationArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ClusterRegistration", name, options)
    {
        var connection = Connection.Of(args.Cluster);
        var secret = new Secret(name, new SecretArgs
        {
            Metadata = new ObjectMetaArgs { Name = $"cluster-{connection.Name}", Namespace = args.Namespace, Labels = Labels(args) },
            Type = "Opaque",
            // Assigned whole: entries added to the property's own map would not become secret.
            StringData = new InputMap<string>
            {
                ["name"] = connection.Name,
                ["server"] = connection.Server,
                ["config"] = connection.Config,
            },
        }, new() { Parent = this });

        DestinationName = secret.Metadata.Apply(_ => connection.Name);

        RegisterOutputs();
    }

    /// <summary>Name by which Applications address the cluster. Known once it is registered.</summary>
    [Output("destinationName")]
    public Output<string> DestinationName { get; private set; }

    private static InputMap<string> Labels(ClusterRegistrationArgs args)
    {
        var vendor = args.Cluster.Vendor.ToString().ToLowerInvariant();
        var labels = new InputMap<string>
        {
            ["argocd.argoproj.io/secret-type"] = "cluster",
            [ClusterLabels.Environment] = args.Cluster.Environment.ToString().ToLowerInvariant(),
            [ClusterLabels.Vendor] = vendor,
            [ClusterLabels.SecretStore] = args.SecretStore,
            [ClusterLabels.ExternalDns] = vendor,
            [ClusterLabels.ExternalDomain] = args.ExternalDomain,
            [ClusterLabels.Region] = args.Cluster.Region,
            [ClusterLabels.ClusterName] = args.Cluster.ClusterName,
            [ClusterLabels.MetalLbIpRange] = args.LoadBalancerRange.ToString(),
        };
        foreach (var application in args.Skip)
            labels.Add(ClusterLabels.Skip(application), "true");
        return labels;
    }

    private sealed record Connection(string Name, string Server, string Config)
    {
        // A generator's selector never matches the cluster that Argo CD knows without a Secret: in-cluster needs one too.
        public static Connection Of(ICluster cluster) => cluster.ArgoCredential switch
        {
            ArgoCredential.InCluster => new("in-cluster", "https://kubernetes.default.svc", """{"tlsClientConfig":{"insecure":false}}"""),
            var other => throw new NotSupportedException($"no cluster Secret is known for {other.GetType().Name}"),
        };
    }
}
